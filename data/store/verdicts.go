package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"redflag/data"
)

// A block of verdicts is a run of items (field 1), each a subject (1), the part of
// a verdict that is its own (2) and the numbers of the parts that it shares with
// others of the block (4, from 1). Those parts (field 2) stand before the first
// item that names them. All parts together are the verdict. Field 3 was what a
// verdict depends on.
type blockWriter struct {
	body  []byte
	parts []span            // by number, from 1
	known map[uint64]uint64 // number of the part of a hash
	nears *nearParts
	near  []uint64                      // numbers of the parts of near misses, by the numbers of those; 0 for none
	lists map[**data.NearMiss]namedList // by the first of a list
	named writer                        // lists of near misses, by their parts
	seed  maphash.Seed
	n     int
}

// namedList is where a list of near misses is named, and of how many it is.
type namedList struct {
	count int
	span
}

// span is a stretch of bytes.
type span struct{ from, to int }

func newBlockWriter(nears *nearParts) *blockWriter {
	b := &blockWriter{body: make([]byte, 0, 48<<10), known: map[uint64]uint64{}, lists: map[**data.NearMiss]namedList{}, seed: maphash.MakeSeed()}
	b.begin(nears)
	return b
}

// begin makes the block an empty one.
func (b *blockWriter) begin(nears *nearParts) {
	b.body, b.parts, b.n, b.nears, b.near, b.named.b = b.body[:0], b.parts[:0], 0, nears, b.near[:0], b.named.b[:0]
	clear(b.known)
	clear(b.lists)
}

// share is the number of a part, which is written where it is not there yet.
func (b *blockWriter) share(part []byte) uint64 {
	h := maphash.Bytes(b.seed, part)
	id := b.known[h]
	if id > 0 {
		if at := b.parts[id-1]; bytes.Equal(b.body[at.from:at.to], part) {
			return id
		}
	}
	b.known[h] = b.put(lent(part))
	return b.known[h]
}

// put writes a part, and numbers it.
func (b *blockWriter) put(part string) uint64 {
	w := writer{b: b.body}
	at := w.open(2)
	w.b = append(w.b, part...)
	w.close(at)
	b.body = w.b
	b.parts = append(b.parts, span{len(b.body) - len(part), len(b.body)})
	return uint64(len(b.parts))
}

// item is one verdict made ready for a block, in buffers that are used again.
type item struct {
	own    writer
	shared [2]writer // lights, goods
	near   []*data.NearMiss
}

// put writes a verdict, and leaves it as it was.
func (it *item) put(v *data.Verdict, sc *Screen) {
	was := leaveOut(v, sc)
	it.own.b = it.own.b[:0]
	at := it.own.open(2)
	putVerdictOwn(&it.own, v)
	it.own.close(at)
	for i, put := range [...]func(*writer, *data.Verdict){putVerdictLights, putVerdictGoods} {
		it.shared[i].b = it.shared[i].b[:0]
		put(&it.shared[i], v)
	}
	it.near = v.Near
	was.restore(v)
}

// leftOut is what was taken from a verdict to be written.
type leftOut struct {
	asOf data.Date
	list string
	law  [4]data.Date // of the lights
}

// leaveOut takes from a verdict what putBack adds again: the day and the lists of
// its screen, so that a verdict that stands is of the screen that found it standing,
// and a law date that its lights repeat.
func leaveOut(v *data.Verdict, sc *Screen) leftOut {
	was := leftOut{asOf: v.AsOf, list: v.Lights.Listed.List}
	if v.AsOf == sc.AsOf {
		v.AsOf = data.Date{}
	}
	if v.Lights.Listed.List == sc.Lists {
		v.Lights.Listed.List = ""
	}
	for i, l := range lights(v) {
		if was.law[i] = l.LawDate; l.LawDate == v.LawDate {
			l.LawDate = data.Date{}
		}
	}
	return was
}

func (was *leftOut) restore(v *data.Verdict) {
	v.AsOf, v.Lights.Listed.List = was.asOf, was.list
	for i, l := range lights(v) {
		l.LawDate = was.law[i]
	}
}

func putBack(v *data.Verdict, last *LastScreen) {
	v.Stamp = last.Stamp
	if v.AsOf == (data.Date{}) {
		v.AsOf = last.AsOf
	}
	if v.Lights.Listed.List == "" {
		v.Lights.Listed.List = last.Lists
	}
	for _, l := range lights(v) {
		if l.LawDate == (data.Date{}) {
			l.LawDate = v.LawDate
		}
	}
}

func lights(v *data.Verdict) [4]*data.Light {
	return [...]*data.Light{&v.Lights.Listed, &v.Lights.Headquarters, &v.Lights.Ownership, &v.Lights.Destination}
}

// nearParts numbers near misses across blocks: whole lists of them recur, and single ones
// more so. Nobody changes a list that was handed over, and it stays in memory while it is
// remembered, so that its place stands for it.
type nearParts struct {
	lists map[**data.NearMiss][]int32 // by the first of a list
	ids   map[string]int32            // by what is written of one
	parts []string                    // what is written of each
	one   writer
}

// mostNears bounds the lists that are remembered.
const mostNears = 1 << 14

func newNearParts() *nearParts {
	return &nearParts{lists: map[**data.NearMiss][]int32{}, ids: map[string]int32{}}
}

// of are the numbers of the near misses of a list.
func (n *nearParts) of(list []*data.NearMiss) []int32 {
	if ids := n.lists[&list[0]]; len(ids) == len(list) {
		return ids
	}
	ids := make([]int32, len(list))
	for i := range list {
		n.one.b = n.one.b[:0]
		putVerdictNear(&n.one, list[i])
		id, ok := n.ids[string(n.one.b)]
		if !ok {
			id = int32(len(n.parts))
			part := string(n.one.b)
			n.ids[part], n.parts = id, append(n.parts, part)
		}
		ids[i] = id
	}
	n.lists[&list[0]] = ids
	return ids
}

// nameNear names near misses by their parts, and writes those of them that the block does
// not hold yet.
func (b *blockWriter) nameNear(list []*data.NearMiss) []byte {
	if len(list) == 0 {
		return nil
	}
	if l, ok := b.lists[&list[0]]; ok && l.count == len(list) {
		return b.named.b[l.from:l.to]
	}
	from := len(b.named.b)
	for _, id := range b.nears.of(list) {
		for int(id) >= len(b.near) {
			b.near = append(b.near, 0)
		}
		if b.near[id] == 0 {
			b.near[id] = b.put(b.nears.parts[id])
		}
		b.named.uint(4, b.near[id])
	}
	b.lists[&list[0]] = namedList{len(list), span{from, len(b.named.b)}}
	return b.named.b[from:]
}

func (b *blockWriter) add(subject int64, it *item) {
	var ids [len(it.shared)]uint64
	for i := range it.shared {
		if part := it.shared[i].b; len(part) > 0 {
			ids[i] = b.share(part)
		}
	}
	near := b.nameNear(it.near)
	w := writer{b: b.body}
	at := w.open(1)
	w.uint(1, uint64(subject))
	w.b = append(w.b, it.own.b...)
	for _, id := range ids {
		w.uint(4, id)
	}
	w.b = append(w.b, near...)
	w.close(at)
	b.body = w.b
	b.n++
}

// eachVerdict decodes those verdicts of an unpacked block that are wanted.
func eachVerdict(body []byte, want func(subject int64) bool, yield func(subject int64, v *data.Verdict)) error {
	cur := newCursor(body)
	var parts []cursor
	for cur.next() {
		switch cur.num {
		case 2:
			parts = append(parts, cur.inner())
		case 1:
			in := cur.inner()
			subject, v := int64(0), (*data.Verdict)(nil)
			for in.next() {
				switch in.num {
				case 1:
					if subject = int64(in.uint()); want(subject) {
						v = &data.Verdict{Findings: []data.Finding{}}
					}
				case 2, 4:
					if v == nil {
						continue
					}
					vc := in.inner()
					if in.num == 4 {
						n := in.uint()
						if n < 1 || n > uint64(len(parts)) {
							return errCut
						}
						vc = parts[n-1]
					}
					getVerdict(&vc, v)
					in.join(&vc)
				}
			}
			cur.join(&in)
			if v != nil && cur.err == nil {
				fillEmpty(v)
				yield(subject, v)
			}
		}
	}
	return cur.err
}

// fillEmpty makes lists that the JSON form always shows lists, not nulls.
func fillEmpty(v *data.Verdict) {
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Evidence == nil {
			f.Evidence = []data.Evidence{}
		}
		if f.Cites == nil {
			f.Cites = []string{}
		}
	}
}

// Verdict is the verdict in use for a record, nil where it has none.
func (s *Store) Verdict(ctx context.Context, key data.Key) (*data.Verdict, error) {
	var id int64
	err := s.reader.QueryRowContext(ctx, "SELECT r.id FROM record r JOIN feed f ON f.id = r.feed WHERE "+byKey, keyArgs(key)...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, explain(s.path, err)
	}
	all, err := s.VerdictsOf(ctx, []int64{id})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}

// VerdictsOf are the verdicts in use for the given record ids, in their order;
// ids without one are left out.
func (s *Store) VerdictsOf(ctx context.Context, ids []int64) (out []*data.Verdict, err error) {
	found, err := s.VerdictsByID(ctx, ids)
	for _, id := range ids {
		if v := found[id]; v != nil {
			out = append(out, v)
		}
	}
	return out, err
}

// VerdictsByID are the same by record id.
func (s *Store) VerdictsByID(ctx context.Context, ids []int64) (map[int64]*data.Verdict, error) {
	found := make(map[int64]*data.Verdict, len(ids))
	err := s.read(ctx, func(tx *sql.Tx) error {
		return s.eachVerdictOf(ctx, tx, ids, func(id int64, v *data.Verdict) { found[id] = v })
	})
	return found, err
}

// EachVerdictOf reads verdicts in no order, those of one block together.
func (tx *Tx) EachVerdictOf(ids []int64, yield func(id int64, v *data.Verdict)) error {
	return tx.s.eachVerdictOf(tx.ctx, tx.tx, ids, yield)
}

func (s *Store) eachVerdictOf(ctx context.Context, tx *sql.Tx, ids []int64, yield func(id int64, v *data.Verdict)) error {
	last, err := s.lastScreen(ctx, tx)
	if err != nil {
		return err
	}
	byBlock := map[int64][]int64{}
	for part := range slices.Chunk(ids, 500) {
		query, args := inList("SELECT subject, block FROM queue WHERE subject IN ", part)
		err := each(ctx, tx, query, args, func(rows *sql.Rows) error {
			var subject, block int64
			err := rows.Scan(&subject, &block)
			byBlock[block] = append(byBlock[block], subject)
			return err
		})
		if err != nil {
			return err
		}
	}
	for block, subjects := range byBlock {
		if err := s.readBlock(ctx, tx, block, subjects, &last, yield); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) readBlock(ctx context.Context, tx *sql.Tx, block int64, subjects []int64, last *LastScreen, yield func(int64, *data.Verdict)) error {
	var packed []byte
	if err := tx.QueryRowContext(ctx, "SELECT body FROM verdict_block WHERE id = ?", block).Scan(&packed); err != nil {
		return err
	}
	body, err := s.codec.unpack(nil, packed)
	if err != nil {
		return s.damaged("a verdict", err)
	}
	want := make(map[int64]bool, len(subjects))
	for _, id := range subjects {
		want[id] = true
	}
	err = eachVerdict(body, func(id int64) bool { return want[id] }, func(id int64, v *data.Verdict) {
		putBack(v, last)
		yield(id, v)
	})
	if err != nil {
		return s.damaged("a verdict", err)
	}
	return nil
}

func inList(query string, ids []int64) (string, []any) {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return query + "(" + strings.Repeat("?,", max(len(ids)-1, 0)) + "?)", args
}

// ScreenID is the number of the screen in use, 0 before the first.
func (s *Store) ScreenID(ctx context.Context) (id int64, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM screen").Scan(&id)
	return id, explain(s.path, err)
}

// LastScreen says what the verdicts in use rest on.
func (s *Store) LastScreen(ctx context.Context) (out LastScreen, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		out, err = s.lastScreen(ctx, tx)
		return err
	})
	return out, err
}

func (s *Store) lastScreen(ctx context.Context, tx *sql.Tx) (out LastScreen, err error) {
	err = tx.QueryRowContext(ctx, "SELECT coalesce(sum(n), 0), coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change'), 0) FROM change").Scan(&out.Dirty, &out.Mark)
	if err != nil {
		return out, err
	}
	var at, asOf, stamp, levels string
	err = tx.QueryRowContext(ctx, "SELECT id, at, as_of, regime, stamp, count, levels, lists, dead FROM screen ORDER BY id DESC LIMIT 1").Scan(&out.ID, &at, &asOf, &out.Regime, &stamp, &out.Count, &levels, &out.Lists, &out.Dead)
	if errors.Is(err, sql.ErrNoRows) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.At = textTime(at)
	if out.AsOf, err = data.ParseDate(asOf); err != nil {
		return out, s.damaged("the account of a screen", err)
	}
	if err := json.Unmarshal([]byte(stamp), &out.Stamp); err != nil {
		return out, s.damaged("the account of a screen", err)
	}
	var byLevel [4]int
	if err := json.Unmarshal([]byte(levels), &byLevel); err != nil {
		return out, s.damaged("the account of a screen", err)
	}
	out.ByLevel = map[data.Level]int{}
	for l, n := range byLevel {
		out.ByLevel[data.Level(l)] = n
	}
	return out, nil
}

// Dirty says in a sentence why a record's verdict may be out of date, or "".
func (s *Store) Dirty(ctx context.Context, key data.Key) (why string, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, "SELECT r.id FROM record r JOIN feed f ON f.id = r.feed WHERE "+byKey, keyArgs(key)...).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		all, err := s.dirty(ctx, tx, []int64{id})
		why = all[id]
		return err
	})
	return why, err
}

// DirtyOf says it of several records; those whose verdicts stand are left out.
func (s *Store) DirtyOf(ctx context.Context, ids []int64) (why map[int64]string, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		why, err = s.dirty(ctx, tx, ids)
		return err
	})
	return why, err
}

func (s *Store) dirty(ctx context.Context, tx *sql.Tx, ids []int64) (map[int64]string, error) {
	screened := int64(-1)
	err := tx.QueryRowContext(ctx, "SELECT coalesce((SELECT last_version FROM screen ORDER BY id DESC LIMIT 1), -1)").Scan(&screened)
	if err != nil {
		return nil, err
	}
	why, of := map[int64]string{}, map[int64]string{}
	for part := range slices.Chunk(ids, 500) {
		query, args := inList("SELECT r.id, r.kind, r.version, q.cust FROM record r LEFT JOIN queue q ON q.subject = r.id WHERE r.id IN ", part)
		err := each(ctx, tx, query, args, func(rows *sql.Rows) error {
			var id, kind, version int64
			var cust sql.NullString
			err := rows.Scan(&id, &kind, &version, &cust)
			switch {
			case screened < 0 || !cust.Valid:
				why[id] = "It has not been screened since it was imported."
			case version > screened:
				why[id] = "It was changed by an import since the last screen."
			case cust.String != "" && kindOf(kind) != data.CustomerKind:
				of[id] = cust.String
			}
			return err
		})
		if err == nil {
			err = s.takenBack(ctx, tx, part, why)
		}
		if err != nil {
			return nil, err
		}
	}
	late := map[string]bool{} // whether a customer was changed since
	for id, cust := range of {
		is, known := late[cust]
		if !known {
			var version int64
			err := tx.QueryRowContext(ctx, "SELECT version FROM record WHERE ext = ? AND kind = 1 ORDER BY version DESC LIMIT 1", cust).Scan(&version)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return nil, err
			}
			is = version > screened
			late[cust] = is
		}
		if is && why[id] == "" {
			why[id] = fmt.Sprintf("Its customer %s was changed by an import since the last screen.", cust)
		}
	}
	return why, nil
}

// takenBack says of records, where nothing else is said of them, that an import that told
// them was withdrawn since the last screen.
func (s *Store) takenBack(ctx context.Context, tx *sql.Tx, ids []int64, why map[int64]string) error {
	query, args := inList(`SELECT r.id, max(i.id) FROM change ch JOIN import i ON i.id = ch.import JOIN record r ON
		(r.id BETWEEN i.first_id AND i.last_id OR EXISTS (SELECT 1 FROM import_changed c WHERE c.import = i.id AND c.record = r.id))
		WHERE ch.what = 'withdrawn' AND r.id IN `, ids)
	return each(ctx, tx, query+" GROUP BY r.id", args, func(rows *sql.Rows) error {
		var id, imp int64
		err := rows.Scan(&id, &imp)
		if why[id] == "" {
			why[id] = fmt.Sprintf("Import %d, which told it, was withdrawn since the last screen.", imp)
		}
		return err
	})
}
