package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"

	"golang.org/x/mod/sumdb/tlog"

	"redflag/data"
)

// States of an import.
const (
	staged    = 0
	applied   = 1
	withdrawn = 2
)

const batchRows = 8192

// Import is one file on its way into the workspace. Its rows are written in many
// short transactions that nobody can see the results of; Commit makes all of them
// count in one. An import that did not come to Commit is taken back by Rollback,
// or by the next opening after a crash.
type Import struct {
	s       *Store
	ctx     context.Context
	src     SourceFile
	already int64
	lock    *workLock

	id, content int64
	feeds       map[string]int64
	bare        bool // there were no records: indexes are built at the end

	codec   *recordCodec
	known   *knownKeys
	parties *knownParties
	ids     idBlock
	root    hashTree

	batch *batch
	free  chan *batch
	pipe  *pipe
	fail  error

	added, changed, same map[data.RecordKind]int
}

// BeginImport recognises a file that was imported before (see Already), or takes
// the lock and makes ready to add its records.
func (s *Store) BeginImport(ctx context.Context, src SourceFile) (*Import, error) {
	if src.Source == "" {
		src.Source = data.DefaultSource
	}
	if src.Reader == nil || src.Content != nil {
		src.Hash, src.Reader = hashOf(src.Content), bytes.NewReader(src.Content)
	}
	if src.Hash == "" {
		return nil, errors.New("a file to be imported comes without its hash")
	}
	im := &Import{s: s, ctx: ctx, src: src}
	err := s.reader.QueryRowContext(ctx, "SELECT id FROM import WHERE sha256 = ? AND state = 1 ORDER BY id DESC", src.Hash).Scan(&im.already)
	if err == nil {
		return im, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return nil, explain(s.path, err)
	}
	if im.lock, err = lockWork(s.path, "importing "+src.Name, s.o.Now()); err != nil {
		return nil, err
	}
	if err := im.begin(); err != nil {
		im.lock.Release()
		return nil, explain(s.path, err)
	}
	return im, nil
}

// Already is the import that brought this very file before, or 0.
func (im *Import) Already() int64 { return im.already }

func (im *Import) begin() error {
	s := im.s
	if err := s.tidy(im.ctx); err != nil {
		return err
	}
	im.feeds = map[string]int64{}
	im.added, im.changed, im.same = map[data.RecordKind]int{}, map[data.RecordKind]int{}, map[data.RecordKind]int{}
	im.codec = newRecordCodec()
	err := s.Write(im.ctx, func(tx *Tx) error {
		var held bool
		if _, err := tx.one("SELECT EXISTS (SELECT 1 FROM record)", nil, &held); err != nil {
			return err
		}
		im.bare = !held
		feed, err := tx.feed(im.src.Source)
		if err != nil {
			return err
		}
		im.feeds[im.src.Source] = feed
		if im.content, err = tx.putStream(im.src.Reader, im.src.Hash); err != nil {
			return err
		}
		first, err := tx.take(0)
		if err != nil {
			return err
		}
		_, err = tx.one(`INSERT INTO import (state, at, person, file, sha256, feed, content, first_id, last_id, touched, report)
			VALUES (0, ?, '', ?, ?, ?, ?, ?, ?, 0, '{}') RETURNING id`,
			[]any{s.stamp(), im.src.Name, im.src.Hash, feed, im.content, first, first - 1}, &im.id)
		if err != nil || !im.bare {
			return err
		}
		return tx.dropBulkIndexes()
	})
	if err != nil {
		return err
	}
	im.src.Content, im.src.Reader = nil, nil // kept; no need to hold it
	if im.parties, err = newKnownParties(s, im.ctx, !im.bare); err != nil {
		return err
	}
	im.known = newKnownKeys(s, im.ctx)
	im.free = make(chan *batch, 3) // one being filled, one waiting, one being written
	for range cap(im.free) {
		im.free <- &batch{}
	}
	im.batch = <-im.free
	im.pipe = s.pipe(im.ctx, true)
	return nil
}

// feed is the number of a feed's name, given at first use.
func (tx *Tx) feed(name string) (id int64, err error) {
	if found, err := tx.one("SELECT id FROM feed WHERE name = ?", []any{name}, &id); found || err != nil {
		return id, err
	}
	_, err = tx.one("INSERT INTO feed (name) VALUES (?) RETURNING id", []any{name}, &id)
	return id, err
}

// Add takes one record. It keeps nothing of r, which may be used again.
func (im *Import) Add(r *data.Record) error {
	if im.fail != nil {
		return im.fail
	}
	key := r.Key()
	if r.Source == "" {
		key.Source = im.src.Source
	}
	if key.ID == "" {
		return fmt.Errorf("the %s in row %d has no id of its own", key.Kind, r.Origin.Row)
	}
	feed, err := im.feed(key.Source)
	if err != nil {
		return im.stop(err)
	}
	b := im.batch
	start := len(b.arena)
	if b.arena, err = im.codec.encode(b.arena, r, im.intern); err != nil {
		return im.stop(err)
	}
	body := b.arena[start:]
	var sum [16]byte
	copy(sum[:], body)
	im.root.add(tlog.RecordHash(body[:hashSize]))
	old, err := im.known.find(key, feed)
	if err != nil {
		return im.stop(err)
	}
	if old.id != 0 && old.sum == sum {
		b.arena = b.arena[:start]
		im.same[key.Kind]++
		return nil
	}
	version, err := im.ids.next(im)
	if err != nil {
		return im.stop(err)
	}
	row := recordRow{id: old.id, version: version, kind: kindNumber(key.Kind), feed: feed, from: start, to: len(b.arena)}
	if r.Shipment != nil {
		row.ord = r.Shipment.Order
	}
	if old.id == 0 {
		row.id, row.ext = version, key.ID
		b.fresh = append(b.fresh, row)
		im.added[key.Kind]++
	} else {
		b.again = append(b.again, row)
		im.changed[key.Kind]++
	}
	if r.Shipment != nil {
		b.numbers.Add(row.id, version, feed, r.Shipment, r.Extra, im.codec.partyIDs())
	}
	im.known.put(key, feed, knownKey{row.id, sum})
	if len(b.fresh)+len(b.again) >= batchRows || len(b.arena) > 16<<20 {
		return im.hand()
	}
	return nil
}

func (im *Import) feed(name string) (int64, error) {
	if id := im.feeds[name]; id != 0 {
		return id, nil
	}
	var id int64
	err := im.s.Write(im.ctx, func(tx *Tx) (err error) {
		id, err = tx.feed(name)
		return err
	})
	im.feeds[name] = id
	return id, err
}

// intern is the id of a party, one for each distinct content.
func (im *Import) intern(body []byte, h [hashSize]byte) (int64, error) {
	if len(body) == 0 {
		return 0, nil
	}
	var sum [16]byte
	copy(sum[:], h[:])
	id, found, err := im.parties.id(sum)
	if err == nil && !found {
		b := im.batch
		start := len(b.partyArena)
		b.partyArena = append(b.partyArena, body...)
		b.parties = append(b.parties, partyRow{id, sum, start, len(b.partyArena)})
	}
	return id, err
}

// stop remembers the first failure: nothing more can be added.
func (im *Import) stop(err error) error {
	if im.fail == nil {
		im.fail = explain(im.s.path, err)
	}
	return im.fail
}

// hand gives the batch to the writing goroutine and takes a free one.
func (im *Import) hand() error {
	if err := im.send(); err != nil {
		return err
	}
	im.batch = <-im.free
	return nil
}

func (im *Import) send() error {
	b := im.batch
	err := im.pipe.send(func(tx *Tx) error {
		err := im.put(tx, b)
		b.reset()
		im.free <- b
		return err
	})
	if err != nil {
		return im.stop(err)
	}
	return nil
}

// Root is the hash over all records told so far, in their order: the root of the
// tlog tree whose leaves are the records' hashes.
func (im *Import) Root() string {
	h := im.root.root()
	return hex.EncodeToString(h[:])
}

// Commit makes the import count, in one step. It fills in the report's import
// number and record counts before extra runs, in the same transaction.
func (im *Import) Commit(ctx context.Context, rep *data.ImportReport, person string, extra func(*Tx) error) error {
	if im.already != 0 || im.lock == nil {
		return errors.New("this import is over, or its file was imported before")
	}
	err := im.commit(ctx, rep, person, extra)
	if err != nil {
		return errors.Join(err, im.Rollback())
	}
	im.lock.Release()
	im.lock = nil
	return nil
}

func (im *Import) commit(ctx context.Context, rep *data.ImportReport, person string, extra func(*Tx) error) error {
	if im.fail != nil {
		return im.fail
	}
	if err := im.send(); err != nil {
		return err
	}
	if err := im.pipe.close(); err != nil {
		return im.stop(err)
	}
	im.known, im.parties, im.batch, im.free = nil, nil, nil, nil
	if im.bare {
		debug.FreeOSMemory() // sorting wants room, and that is not the Go heap's
		if err := im.s.buildBulkIndexes(ctx); err != nil {
			return explain(im.s.path, err)
		}
	}
	return im.s.Write(ctx, func(tx *Tx) error {
		if err := tx.applyVersions(im.id); err != nil {
			return err
		}
		touched := im.fill(rep)
		words, err := json.Marshal(rep)
		if err != nil {
			return err
		}
		err = tx.exec("UPDATE import SET state = 1, at = ?, person = ?, touched = ?, report = ? WHERE id = ?",
			im.s.stamp(), person, touched, string(words), im.id)
		if err != nil {
			return err
		}
		if touched > 0 {
			if err := tx.exec("INSERT INTO change (what, import, n) VALUES ('applied', ?, ?)", im.id, touched); err != nil {
				return err
			}
		}
		if err := tx.bump(); err != nil {
			return err
		}
		if extra == nil {
			return nil
		}
		return extra(tx)
	})
}

// fill completes the report and answers how many records are new or changed.
func (im *Import) fill(rep *data.ImportReport) int {
	rep.Import = im.id
	rep.Records = map[string]int{}
	touched := 0
	for word, counts := range map[string]map[data.RecordKind]int{" new": im.added, " changed": im.changed, " unchanged": im.same} {
		for kind, n := range counts {
			rep.Records[string(kind)+word] = n
			if word != " unchanged" {
				touched += n
			}
		}
	}
	return touched
}

// Rollback takes back all that was added. After Commit it does nothing.
func (im *Import) Rollback() error {
	if im.lock == nil {
		return nil
	}
	defer func() {
		im.lock.Release()
		im.lock = nil
	}()
	_ = im.pipe.close() // what failed is being taken back
	// The caller's context may be why there is a rollback.
	return explain(im.s.path, im.s.tidy(context.WithoutCancel(im.ctx)))
}
