package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"modernc.org/sqlite"

	"redflag/data"
)

func TestOpenRefuses(t *testing.T) {
	good := filepath.Join(t.TempDir(), "good")
	s := open(t, good)
	load(t, s, "a.csv", shipments(3000)...)
	s.Close()
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	change := func(at int, b ...byte) []byte {
		c := bytes.Clone(whole)
		copy(c[at:], b)
		return c
	}
	for name, tt := range map[string]struct {
		content []byte
		kind    Kind
		says    string
	}{
		"text":        {[]byte("id,name\n1,x\n"), NotWorkspace, "is not a redflag workspace"},
		"long text":   {bytes.Repeat([]byte("id,name\n"), 500), NotWorkspace, "is not a redflag workspace"},
		"other db":    {change(68, 0, 0, 0, 1), NotWorkspace, "is not a redflag workspace"},
		"newer":       {change(60, 0, 0, 3, 0xe7), Newer, "newer redflag (format 999"},
		"cut off":     {whole[:len(whole)/2], Damaged, "is cut off"},
		"garbled":     {change(100, bytes.Repeat([]byte{0xff}, 5000)...), Damaged, "damaged"},
		"bad version": {change(16, 0x33, 0x33), "", ""},
	} {
		path := filepath.Join(t.TempDir(), "w")
		if err := os.WriteFile(path, tt.content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(context.Background(), path, Options{})
		if err == nil {
			s.Close()
		}
		if tt.kind == "" {
			if err == nil {
				t.Errorf("%s: opened", name)
			}
		} else if KindOf(err) != tt.kind || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v (%s)", name, err, KindOf(err))
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(after, tt.content) {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

// A page in the middle that is not what it was: reading says so, and nothing
// comes back wrong.
func TestGarbledPage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w")
	s := open(t, path)
	load(t, s, "a.csv", shipments(3000)...)
	s.Close()
	b, _ := os.ReadFile(path)
	for page := 5; page < 15; page++ {
		copy(b[page*pageBytes:], bytes.Repeat([]byte{0xaa}, pageBytes))
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		if KindOf(err) != Damaged {
			t.Fatal(err)
		}
		return
	}
	defer s.Close()
	for _, err = range s.Shipments(context.Background(), AsOf{}) {
		if err != nil {
			break
		}
	}
	if KindOf(err) != Damaged {
		t.Errorf("%v", err)
	}
	found, err := s.Check(context.Background())
	bad := err != nil
	for _, f := range found {
		bad = bad || !f.OK
	}
	if !bad {
		t.Error("the check finds nothing")
	}
}

func TestEveryKindIsASentence(t *testing.T) {
	for _, k := range []Kind{Newer, NotWorkspace, Damaged, ReadOnly, NetworkShare, Full, Busy, Missing} {
		e := failure(k, "/x/w.redflag", errors.New("cause"))
		if e.What == "" || e.Do == "" || !strings.HasSuffix(e.Error(), ".") {
			t.Errorf("%s: %q", k, e.Error())
		}
		if KindOf(fmt.Errorf("around: %w", e)) != k {
			t.Errorf("%s is lost when wrapped", k)
		}
	}
}

func TestFullDisk(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	load(t, s, "a.csv", shipments(10)...)
	var pages int
	if err := s.writer.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		if _, err := s.writer.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 50)
	if _, err := tryLoad(s, "b.csv", shipments(20000)...); KindOf(err) != Full || !strings.Contains(err.Error(), "taken back whole") {
		t.Fatalf("%v", err)
	}
	limit(1 << 30)
	whole(t, s, 10)
	load(t, s, "b.csv", shipments(20)...)
	judge(t, s, func(int) data.Level { return data.Hold })
	if err := s.writer.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	load(t, s, "c.csv", shipments(20000)...)
	if err := s.writer.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit(pages + 20)
	_, err := s.PublishVerdicts(ctx, Screen{}, func(yield func(*Judged, error) bool) {
		for r := range s.Shipments(ctx, AsOf{}) {
			if !yield(judged(r, data.Stop), nil) {
				return
			}
		}
	})
	if KindOf(err) != Full {
		t.Fatalf("%v", err)
	}
	limit(1 << 30)
	if c, _ := s.Counts(ctx); c.ByLevel[data.Hold] != 20 || c.Total != 20 {
		t.Fatalf("the old verdicts are not whole: %+v", c)
	}
}

// What the driver is told when a file is opened is what the file is.
func TestWhatAFreshWorkspaceIs(t *testing.T) {
	s := fresh(t)
	for pragma, want := range map[string]string{"page_size": strconv.Itoa(pageBytes), "journal_mode": "wal", "synchronous": "2", "secure_delete": "1", "foreign_keys": "1"} {
		var is string
		if err := s.writer.QueryRow("PRAGMA " + pragma).Scan(&is); err != nil || is != want {
			t.Errorf("%s is %q, %v, and should be %q", pragma, is, err, want)
		}
	}
}

// Nor does what is read or written hold more memory than the caches are to have.
func TestThePageCacheOfAFreshWorkspaceIsBounded(t *testing.T) {
	s := fresh(t)
	noise := make([]byte, 2*writerPages*pageBytes)
	rand.NewChaCha8([32]byte{}).Read(noise)
	err := s.Write(context.Background(), func(tx *Tx) error {
		_, err := tx.PutBlob("test", "noise", noise)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	conn, err := s.writer.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	err = conn.Raw(func(c any) error {
		used, _, err := c.(sqlite.DBStatus).Status(sqlite.DBStatusCacheUsed, false)
		if room := writerPages * pageBytes; used > room*11/10 || used < room/2 {
			t.Errorf("the cache holds %d bytes and should hold about %d", used, room)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestReadOnlyOption(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w")
	if _, err := Open(context.Background(), path, Options{ReadOnly: true}); KindOf(err) != Missing {
		t.Errorf("%v", err)
	}
	s := open(t, path)
	load(t, s, "a.csv", shipments(3)...)
	ro, err := Open(context.Background(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer ro.Close()
	if n := len(collect(t, ro, AsOf{})); n != 3 {
		t.Error(n)
	}
	if err := ro.PutDraft(context.Background(), "c", "f", "x"); KindOf(err) != ReadOnly {
		t.Errorf("%v", err)
	}
	if _, err := s.reader.Exec("DELETE FROM record"); err == nil {
		t.Error("the reading pool writes")
	}
}

func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w")
	s := open(t, path)
	db, err := sql.Open("sqlite", dsn(path, "rw", true))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := s.writer.Exec("PRAGMA busy_timeout = 50"); err != nil {
		t.Fatal(err)
	}
	if err := s.PutDraft(context.Background(), "c", "f", "x"); KindOf(err) != Busy {
		t.Errorf("%v", err)
	}
}

func TestCancelledImport(t *testing.T) {
	s := fresh(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	im, err := s.BeginImport(ctx, SourceFile{Name: "a", Content: []byte("a")})
	if err != nil {
		t.Fatal(err)
	}
	// The import is stopped from beside it, at a moment that nobody chooses.
	time.AfterFunc(50*time.Millisecond, cancel)
	for i := range 10_000_000 {
		if err = im.Add(shipment(i)); err != nil {
			break
		}
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if err := im.Rollback(); err != nil {
		t.Fatal(err)
	}
	whole(t, s, 0)
}

// A transaction that is taken back beside its work, because the work was stopped, fails
// as stopped work does: commands end with the code for that, and screens say so.
func TestStoppedWrite(t *testing.T) {
	s := fresh(t)
	for _, found := range []error{sql.ErrTxDone, sql.ErrConnDone} {
		ctx, cancel := context.WithCancel(context.Background())
		err := s.Write(ctx, func(*Tx) error {
			cancel()
			return fmt.Errorf("rows could not be written: %w", found)
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v is told as %v", found, err)
		}
		if err := s.Write(context.Background(), func(*Tx) error { return found }); !errors.Is(err, found) {
			t.Errorf("nobody stopped the work, and %v is told as %v", found, err)
		}
	}
}

func TestMigrations(t *testing.T) {
	all, err := migrations()
	if err != nil || int64(len(all)) != latestMigration() {
		t.Fatal(len(all), err)
	}
	// An older file is backed up before it is brought up to date.
	path := filepath.Join(t.TempDir(), "w")
	s := open(t, path)
	load(t, s, "a.csv", shipments(3)...)
	next := latestMigration() + 1
	broken := migration{number: next, name: fmt.Sprintf("%04d_broken.sql", next), sql: "CREATE TABLE half (x) STRICT; DROP TABLE record; SELECT no_such_function()"}
	if err := s.step(context.Background(), broken); err == nil {
		t.Fatal("a broken step goes through")
	}
	v, err := userVersion(context.Background(), s.writer)
	if err != nil || v != next-1 {
		t.Fatal(v, err)
	}
	whole(t, s, 3)
}

// toFirstFormat takes out of a workspace what later formats have added.
func toFirstFormat(t *testing.T, s *Store) {
	t.Helper()
	for _, q := range []string{
		"DROP TABLE kept", "DROP TABLE number_page", "ALTER TABLE queue DROP COLUMN grounds", "ALTER TABLE screen DROP COLUMN lists", "ALTER TABLE screen DROP COLUMN dead",
		"DROP TABLE queue_order", "CREATE INDEX queue_rank_7 ON queue (rank DESC, subject, dest)", "PRAGMA user_version = 1",
	} {
		if _, err := s.writer.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
}

// A workspace of the first format is copied, brought up to date and keeps all it
// held; what its verdicts rest on is not known, so none of them stands.
func TestAFileOfTheFirstFormatIsBroughtUpToDate(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "w")
	s := open(t, path)
	load(t, s, "a.csv", shipments(3)...)
	judge(t, s, func(int) data.Level { return data.Hold })
	toFirstFormat(t, s)
	s.Close()
	s = open(t, path)
	if _, err := os.Stat(fmt.Sprintf("%s.before-format-%d", path, latestMigration())); err != nil {
		t.Error("no copy was made of the file as it was:", err)
	}
	whole(t, s, 3)
	v, err := s.Verdict(ctx, shipment(1).Key())
	if err != nil || v == nil || v.Level != data.Hold {
		t.Fatal(v, err)
	}
	inOrder(t, s)
	g, err := s.Grounds(ctx)
	if err != nil || g.Len() != 3 {
		t.Fatal(g, err)
	}
	for at := range g.Len() {
		if _, hash, _ := g.At(g.Subject(at)); hash != 0 {
			t.Error("a verdict of before stands on something")
		}
	}
}

func TestPathsWithOddCharacters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c#d%20é", "w?mode=memory")
	s := open(t, path)
	load(t, s, "a.csv", shipments(3)...)
	s.Close()
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	whole(t, open(t, path), 3)
}

// Customers, orders and what was found of them are nobody else's business, wherever
// the file stands.
func TestNobodyElseReadsTheWorkspaceOrABackup(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps no such rights on a file")
	}
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "w.redflag"))
	load(t, s, "a.csv", shipment(1))
	if err := s.Backup(context.Background(), filepath.Join(dir, "copy.redflag"), nil); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) < 3 {
		t.Fatal(entries, err)
	}
	for _, e := range entries {
		if i, err := e.Info(); err != nil || i.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has the rights %v (%v)", e.Name(), i.Mode(), err)
		}
	}
}
