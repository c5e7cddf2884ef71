package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// applicationID stands in the header of every workspace: "RDFL".
const applicationID = 0x5244464c

const (
	readers        = 6
	pageBytes      = 16 << 10 // large: a book is mostly read from end to end
	autoCheckpoint = "1000"   // pages of the log after which it is emptied

	// The caches are told in pages. Told in bytes they are reckoned in pages of the size
	// that the file has at that time, which before it is made is a quarter of ours.
	writerPages = 32 << 20 / pageBytes
	readerPages = 16 << 20 / pageBytes
)

// Store is an open workspace. Its methods may be called from several goroutines.
type Store struct {
	path   string
	o      Options
	writer *sql.DB // one connection, immediate transactions; nil where read only
	reader *sql.DB
	codec  *packer

	parties partyCache

	before string // where a copy of what was there before an update is kept
}

// Open opens the workspace, or makes it, and brings it up to this program's
// version. A file that is not ours, damaged or newer is left as it is.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("the path of the workspace: %w", err)
	}
	s := &Store{path: path, o: o}
	if s.codec, err = newPacker(); err != nil {
		return nil, err
	}
	if err := s.open(ctx); err != nil {
		s.Close()
		return nil, explain(path, err)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	dir := filepath.Dir(s.path)
	if !s.o.ReadOnly {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
	}
	if onNetwork(dir) {
		return failure(NetworkShare, s.path, nil)
	}
	exists, err := inspect(s.path)
	if err != nil {
		return err
	}
	if s.o.ReadOnly {
		if !exists {
			return failure(Missing, s.path, fs.ErrNotExist)
		}
		return s.openReader(ctx)
	}
	if err := writable(s.path, exists); err != nil {
		return err
	}
	if !exists {
		if err := makePrivate(s.path); err != nil {
			return err
		}
	}
	if s.writer, err = sql.Open("sqlite", dsn(s.path, "rwc", true)); err != nil {
		return err
	}
	s.writer.SetMaxOpenConns(1)
	if err := s.migrate(ctx, exists); err != nil {
		return err
	}
	if err := s.openReader(ctx); err != nil {
		return err
	}
	return s.recover(ctx)
}

func (s *Store) openReader(ctx context.Context) error {
	var err error
	if s.reader, err = sql.Open("sqlite", dsn(s.path, "ro", false)); err != nil {
		return err
	}
	s.reader.SetMaxOpenConns(readers)
	s.reader.SetMaxIdleConns(readers)
	return s.identify(ctx, s.reader)
}

// Close ends the work.
func (s *Store) Close() error {
	var errs []error
	if s.reader != nil {
		errs = append(errs, s.reader.Close())
	}
	if s.writer != nil {
		// Housekeeping: what it fails to do, the next opening does.
		_, _ = s.writer.Exec("PRAGMA optimize")
		_, _ = s.writer.Exec("PRAGMA wal_checkpoint(PASSIVE)")
		errs = append(errs, s.writer.Close())
	}
	return errors.Join(errs...)
}

// dsn names the file as a URL, so that mode=ro holds, with the pragmas of each
// connection: busy_timeout first, because the others may have to wait.
func dsn(path, mode string, write bool) string {
	q := "mode=" + mode + "&_pragma=busy_timeout(10000)&_dqs=0&_defensive=1"
	if write {
		// The size of pages has to be told before the file is made, which setting the journal
		// mode does: the driver sorts pragmas by name, and sets _journal_mode after them.
		q += "&_txlock=immediate&_pragma=page_size(" + strconv.Itoa(pageBytes) + ")&_journal_mode=WAL&_pragma=synchronous(FULL)&_pragma=secure_delete(1)" +
			"&_pragma=foreign_keys(1)&_pragma=cache_size(" + strconv.Itoa(writerPages) + ")&_pragma=wal_autocheckpoint(" + autoCheckpoint + ")&_pragma=temp_store(MEMORY)"
	} else {
		q += "&_pragma=query_only(1)&_pragma=cache_size(" + strconv.Itoa(readerPages) + ")&_pragma=temp_store(MEMORY)"
	}
	return fileURL(path) + "?" + q
}

func fileURL(path string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/... on Windows
	}
	u := url.URL{Path: p}
	return "file://" + u.EscapedPath()
}

// inspect looks at the file's head without opening it as a database, so that a
// foreign or broken file is not touched. An absent or empty file is not there.
func inspect(path string) (exists bool, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return false, err
	}
	if st.IsDir() {
		return false, failure(NotWorkspace, path, nil)
	}
	if st.Size() == 0 {
		return false, nil
	}
	head := make([]byte, 100)
	if _, err := f.ReadAt(head, 0); err != nil {
		return false, failure(NotWorkspace, path, err)
	}
	if string(head[:16]) != "SQLite format 3\x00" {
		return false, failure(NotWorkspace, path, nil)
	}
	if w, err := os.Stat(path + "-wal"); err == nil && w.Size() > 0 {
		return true, nil // the head may be older than the log beside it
	}
	if id := binary.BigEndian.Uint32(head[68:]); id != applicationID {
		return false, failure(NotWorkspace, path, nil)
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 65536
	}
	if pages := int64(binary.BigEndian.Uint32(head[28:])); pages*page > st.Size() {
		e := failure(Damaged, path, nil)
		e.What = fmt.Sprintf("The workspace %s is cut off: %d bytes of %d are there.", path, st.Size(), pages*page)
		return false, e
	}
	return true, nil
}

// makePrivate makes a file that nobody else may read. SQLite gives what it writes
// beside a database the rights of that.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// writable finds out that the file and its folder can be written before SQLite
// does, which says so in many ways.
func writable(path string, exists bool) error {
	if exists {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		f.Close()
	}
	probe, err := os.CreateTemp(filepath.Dir(path), ".redflag-*")
	if err != nil {
		return err
	}
	probe.Close()
	return os.Remove(probe.Name())
}

// identify makes sure that a database which opened is a workspace of a version
// that this program knows.
func (s *Store) identify(ctx context.Context, db *sql.DB) error {
	var id, version int64
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return err
	}
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if id != applicationID {
		return failure(NotWorkspace, s.path, nil)
	}
	if version > latestMigration() {
		e := failure(Newer, s.path, nil)
		e.What = fmt.Sprintf("The workspace %s was written by a newer redflag (format %d; this one knows %d).", s.path, version, latestMigration())
		return e
	}
	return nil
}

// Before is the file with a copy of the workspace as it was before this opening
// brought it up to date, or "".
func (s *Store) Before() string { return s.before }

// WorkspaceID is the random id that the workspace got when it was made. A
// restored copy keeps it.
func (s *Store) WorkspaceID(ctx context.Context) (string, error) {
	var id string
	err := s.reader.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'workspace'").Scan(&id)
	return id, explain(s.path, err)
}

// Restored says when and from what file this workspace was restored, or "".
func (s *Store) Restored(ctx context.Context) (string, error) {
	var word string
	err := s.reader.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'restored'").Scan(&word)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return word, explain(s.path, err)
}

func newID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// stamp is how times are kept: UTC, to the microsecond, sortable as text.
func (s *Store) stamp() string { return timeText(s.o.Now()) }

func timeText(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

func textTime(s string) time.Time {
	t, err := time.Parse("2006-01-02T15:04:05.000000Z", s)
	if err != nil {
		return time.Time{}
	}
	return t
}
