package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"redflag/data"
)

// blockVerdicts is how many verdicts are packed together. What many of them share, each
// block holds once: the more of them, the less is packed and written.
const (
	blockVerdicts = 256
	publishRows   = 8192
	publishBytes  = 16 << 20
)

// Publisher takes the verdicts of one screen. They are written beside the ones in
// use, in short transactions, and take their place in one; until then nobody sees
// them, and a crash leaves the old ones whole. Those that a crash or a cancel leaves are
// taken up by the next screen of the same.
type Publisher struct {
	s    *Store
	ctx  context.Context
	sc   Screen
	lock *workLock
	pipe *pipe

	lastVersion int64
	patterns    map[string]int64 // their numbers, for the writing goroutine alone
	order       runs             // of the rows written, for the writing goroutine until it has ended
	screen      int64
	changed     int
	amends      bool    // the verdicts in use stay, but for those of subjects added and gone
	gone        []int64 // subjects whose verdicts are to go
	dead        int64   // verdicts in blocks that were replaced by an amendment
	taken       Grounds // of a screen that was cut off

	mu      sync.Mutex // guards all below
	page    *page
	open    *blockWriter
	free    []*blockWriter
	nears   *nearParts
	blockID int64
	levels  [4]int
	count   int
	fail    error

	encoders sync.Pool // of *scratch
	pages    sync.Pool // of *page that were written
}

// Publish takes the lock and makes ready to take verdicts.
func (s *Store) Publish(ctx context.Context, sc Screen) (*Publisher, error) {
	lock, err := lockWork(s.path, "publishing a screen", s.o.Now())
	if err != nil {
		return nil, err
	}
	p := &Publisher{s: s, ctx: ctx, sc: sc, lock: lock, patterns: map[string]int64{}}
	p.encoders.New = func() any { return &scratch{} }
	p.pages.New = newPage
	p.page = newPage().(*page)
	if err := p.begin(); err != nil {
		p.release()
		return nil, explain(s.path, err)
	}
	p.pipe = s.pipe(ctx, false) // nobody sees it before Commit, which lasts
	return p, nil
}

// release lets others publish.
func (p *Publisher) release() {
	if p.s.writer != nil { // what fails here, the next opening sets
		_, _ = p.s.writer.ExecContext(context.WithoutCancel(p.ctx), "PRAGMA wal_autocheckpoint("+autoCheckpoint+")")
	}
	p.lock.Release()
	p.lock = nil
}

func (p *Publisher) begin() error {
	if p.sc.Since == 0 {
		var err error
		if p.sc.Since, err = p.s.Mark(p.ctx); err != nil {
			return err
		}
	}
	taken, err := p.takeUp()
	if err == nil && !taken {
		err = p.s.tidy(p.ctx)
	}
	if err != nil {
		return err
	}
	return p.s.Write(p.ctx, func(tx *Tx) error {
		// What came after the mark may not have been read.
		_, err := tx.one(`SELECT coalesce((SELECT min(i.first_id) - 1 FROM change c JOIN import i ON i.id = c.import WHERE c.id > ? AND c.what = 'applied'),
			(SELECT value FROM meta WHERE key = 'seq'))`, []any{p.sc.Since}, &p.lastVersion)
		if err != nil {
			return err
		}
		if _, err := tx.one("SELECT coalesce(max(id), 0) + 1 FROM screen", nil, &p.screen); err != nil {
			return err
		}
		// While records are read from end to end the log cannot be emptied: trying costs time.
		if err := tx.exec("PRAGMA wal_autocheckpoint(0)"); err != nil {
			return err
		}
		if taken {
			return nil
		}
		return tx.makeUnpublished(p.sc.Of)
	})
}

// makeUnpublished makes the tables that verdicts are written to before they come into use,
// and notes what these are of.
func (tx *Tx) makeUnpublished(of string) error {
	err := tx.exec(`
		CREATE TABLE queue_next (subject INTEGER PRIMARY KEY, rank INTEGER NOT NULL, dest TEXT NOT NULL, cust TEXT NOT NULL,
			block INTEGER NOT NULL, row BLOB NOT NULL, text TEXT NOT NULL, grounds INTEGER NOT NULL) STRICT;
		CREATE TABLE queue_order_next (rank INTEGER NOT NULL, subject INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (rank DESC, subject)) STRICT, WITHOUT ROWID;
		CREATE TABLE queue_pattern_next (pattern INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY (pattern, subject)) STRICT, WITHOUT ROWID;
		CREATE TABLE verdict_block_next (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT`)
	if err != nil || of == "" {
		return err
	}
	return tx.exec("CREATE TABLE screen_next (of TEXT NOT NULL) STRICT; INSERT INTO screen_next (of) VALUES (?)", of)
}

func (tx *Tx) dropUnpublished() error {
	return tx.exec(`DROP TABLE IF EXISTS screen_next; DROP TABLE IF EXISTS queue_next; DROP TABLE IF EXISTS queue_order_next; DROP TABLE IF EXISTS queue_pattern_next; DROP TABLE IF EXISTS verdict_block_next;
		DROP TABLE IF EXISTS queue_last; DROP TABLE IF EXISTS queue_order_last; DROP TABLE IF EXISTS queue_pattern_last; DROP TABLE IF EXISTS verdict_block_last`)
}

// Add takes one verdict. It may be called by several goroutines at once, and
// keeps nothing of j; what its row does not tell, it fills in.
func (p *Publisher) Add(j *Judged) error {
	if j.Verdict == nil {
		return fmt.Errorf("%s comes without a verdict", j.Key)
	}
	sc := p.encoders.Get().(*scratch)
	defer p.encoders.Put(sc)
	row := &j.Row
	if row.ID == 0 {
		if err := p.resolve(j.Key, &row.ID); err != nil {
			return err
		}
	}
	row.Level, row.Score = j.Verdict.Level, j.Verdict.Score
	if row.Case == "" {
		row.Case = j.Key.String()
	}
	sc.w.b = sc.w.b[:0]
	putQueueRow(&sc.w, row)
	q := queueRow{subject: row.ID, rank: rank(row.Level, row.Score, row.Date), grounds: int64(j.Grounds)}
	sc.text = appendSearch(sc.text[:0], row, j.Lines)
	sc.item.put(j.Verdict, &p.sc)

	p.mu.Lock()
	full, id, err := p.take(q, sc, j)
	p.mu.Unlock()
	if err != nil || full == nil {
		return err
	}
	sc.packed = p.s.codec.pack(sc.packed[:0], full.body)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.block(id, sc.packed)
	p.free = append(p.free, full)
	return nil
}

// block files a packed block. The caller holds mu.
func (p *Publisher) block(id int64, packed []byte) {
	g := p.page
	g.packed = append(g.packed, packed...)
	g.blocks = append(g.blocks, verdictBlock{id: id, from: len(g.packed) - len(packed), to: len(g.packed)})
}

// appendSearch is what free text is looked for in, in small letters: the
// customer's name, \x1f, and the rest.
func appendSearch(b []byte, row *data.QueueRow, lines []data.Line) []byte {
	b = appendLower(b, row.Name)
	b = append(b, '\x1f')
	for _, s := range [...]string{row.Order, row.Shipment, row.Customer, row.Goods} {
		b = append(appendLower(b, s), ' ')
	}
	for i := range lines {
		b = append(appendLower(b, lines[i].PartNumber), ' ')
		b = append(appendLower(b, lines[i].Description), '\n')
	}
	return b
}

func appendLower(b []byte, s string) []byte {
	start := len(b)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return append(b[:start], strings.ToLower(s)...)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

// take files a row and its verdict; full is a block that wants packing, and its
// number. The caller holds mu.
func (p *Publisher) take(q queueRow, sc *scratch, j *Judged) (full *blockWriter, id int64, err error) {
	if p.fail != nil {
		return nil, 0, p.fail
	}
	if p.open == nil {
		p.blockID++
		if p.nears == nil || len(p.nears.lists) > mostNears {
			p.nears = newNearParts()
		}
		if n := len(p.free); n > 0 {
			p.open, p.free = p.free[n-1], p.free[:n-1]
			p.open.begin(p.nears)
		} else {
			p.open = newBlockWriter(p.nears)
		}
	}
	q.block = p.blockID
	p.open.add(q.subject, &sc.item)
	if p.open.n == blockVerdicts || len(p.open.body) > 1<<20 {
		full, p.open = p.open, nil
	}
	p.page.add(q, j.Row.Dest, j.Row.Customer, sc.w.b, sc.text)
	p.count++
	v := j.Verdict
	p.levels[v.Level&3]++
	p.page.show(q.subject, v.Findings)
	if len(p.page.rows) >= publishRows || len(p.page.bytes) > publishBytes {
		return full, q.block, p.flush()
	}
	return full, q.block, nil
}

func (p *Publisher) resolve(key data.Key, id *int64) error {
	err := p.s.reader.QueryRowContext(p.ctx, "SELECT r.id FROM record r JOIN feed f ON f.id = r.feed WHERE "+byKey, keyArgs(key)...).Scan(id)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("a verdict is for %s, which is not in the workspace", key)
	}
	return explain(p.s.path, err)
}

// flush hands what has gathered to the writing goroutine. The caller holds mu.
func (p *Publisher) flush() error {
	g := p.page
	p.page = p.pages.Get().(*page)
	err := p.pipe.send(func(tx *Tx) error {
		err := g.write(tx, func(name string) (int64, error) { return p.pattern(tx, name) })
		p.order.add(g.places())
		g.reset()
		p.pages.Put(g)
		return err
	})
	if err != nil {
		p.fail = err
	}
	return err
}

// Beside has something written while verdicts are being taken. It stands whether or not
// they come into use.
func (p *Publisher) Beside(write func(*Tx) error) error { return p.pipe.send(write) }

// Screen is the number of the screen that is being published.
func (p *Publisher) Screen() int64 { return p.screen }

// Count is how many verdicts were taken and, after Commit, are in use.
func (p *Publisher) Count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.count
}

// ByLevel counts them.
func (p *Publisher) ByLevel() map[data.Level]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := map[data.Level]int{}
	for l, n := range p.levels {
		out[data.Level(l)] = n
	}
	return out
}

// Amend says, before Commit, that the verdicts in use stay, but for those of the
// subjects that were added and of those that are gone.
func (p *Publisher) Amend(gone []int64) { p.amends, p.gone = true, gone }

// Changed is, after Commit, how many subjects have another level or score than
// before, new ones included.
func (p *Publisher) Changed() int { return p.changed }

// Commit puts the verdicts in the place of those in use. extra runs in the same
// transaction.
func (p *Publisher) Commit(ctx context.Context, extra func(*Tx) error) error {
	if p.lock == nil {
		return errors.New("this screen was published or taken back before")
	}
	if err := p.commit(ctx, extra); err != nil {
		return errors.Join(explain(p.s.path, err), p.Rollback())
	}
	// The old verdicts are out of sight; what fails here, the next opening does.
	_ = p.s.clearLast(context.WithoutCancel(ctx))
	p.release()
	return nil
}

// clearLast drops the verdicts that were in use before, a piece at a time: one
// transaction would hold all their pages in memory.
func (s *Store) clearLast(ctx context.Context) error {
	for _, t := range [...]string{
		"DELETE FROM queue_last WHERE subject IN (SELECT subject FROM queue_last ORDER BY subject LIMIT 50000)",
		"DELETE FROM verdict_block_last WHERE id IN (SELECT id FROM verdict_block_last ORDER BY id LIMIT 5000)",
	} {
		for more := true; more; {
			err := s.Write(ctx, func(tx *Tx) error {
				done, err := tx.tx.ExecContext(tx.ctx, t)
				if err != nil {
					return err
				}
				n, err := done.RowsAffected()
				more = n > 0
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return s.Write(ctx, (*Tx).dropUnpublished)
}

func (p *Publisher) commit(ctx context.Context, extra func(*Tx) error) error {
	if err := p.finish(); err != nil {
		return err
	}
	// Rank without its day: level and score.
	err := p.s.reader.QueryRowContext(ctx, `SELECT CASE WHEN EXISTS (SELECT 1 FROM queue) THEN (SELECT count(*) FROM queue_next n LEFT JOIN queue q ON q.subject = n.subject
		WHERE q.rank IS NULL OR q.rank >> 32 <> n.rank >> 32) ELSE ? END`, p.count).Scan(&p.changed)
	if err != nil {
		return err
	}
	if p.amends {
		return p.s.Write(ctx, func(tx *Tx) error { return p.amend(tx, extra) })
	}
	emptied := p.s.emptyLog(ctx)
	defer func() { <-emptied }()
	return p.s.Write(ctx, func(tx *Tx) error { return p.swap(tx, extra) })
}

// finish writes all that has gathered.
func (p *Publisher) finish() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		return p.fail
	}
	if p.open != nil {
		p.block(p.blockID, p.s.codec.pack(nil, p.open.body))
		p.open = nil
	}
	if err := p.flush(); err != nil {
		return err
	}
	return p.pipe.close()
}

// pattern is the number of a pattern.
func (p *Publisher) pattern(tx *Tx, name string) (id int64, err error) {
	if id = p.patterns[name]; id == 0 {
		if id, err = tx.pattern(name); err == nil {
			p.patterns[name] = id
		}
	}
	return id, err
}

func (tx *Tx) pattern(name string) (id int64, err error) {
	if found, err := tx.one("SELECT id FROM pattern WHERE name = ?", []any{name}, &id); found || err != nil {
		return id, err
	}
	_, err = tx.one("INSERT INTO pattern (name) VALUES (?) RETURNING id", []any{name}, &id)
	return id, err
}

// Rollback takes back what was added; the verdicts in use stay. Where it was cancelled,
// what was written waits for the next screen of the same. After Commit it does nothing.
func (p *Publisher) Rollback() error {
	if p.lock == nil {
		return nil
	}
	_ = p.pipe.close() // what failed is being taken back
	if p.sc.Of != "" && p.ctx.Err() != nil {
		p.release()
		return nil
	}
	err := p.s.Write(context.WithoutCancel(p.ctx), (*Tx).dropUnpublished)
	p.release()
	return err
}
