package store

import (
	"context"
	"database/sql"
	"errors"
	"hash/maphash"

	"golang.org/x/mod/sumdb/tlog"

	"redflag/data"
)

// fewLookups is how many keys an import asks the file for, one by one, before it
// reads them all.
const fewLookups = 2000

// knownKeys answers whether a record is there already, and with what content.
type knownKeys struct {
	s      *Store
	ctx    context.Context
	seeds  [2]maphash.Seed
	held   keyTable
	asked  int
	loaded bool
}

// knownKey: sum is the start of the current content's hash, zero where a record
// is there that readers do not see.
type knownKey struct {
	id  int64
	sum [16]byte
}

func newKnownKeys(s *Store, ctx context.Context) *knownKeys {
	return &knownKeys{s: s, ctx: ctx, seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
}

func (k *knownKeys) hash(ext string, kind, feed int64) (h keyHash) {
	for i, seed := range k.seeds {
		h[i] = maphash.String(seed, ext) + maphash.Comparable(seed, kind<<32|feed)*31
	}
	return h
}

func (k *knownKeys) put(key data.Key, feed int64, v knownKey) {
	*k.held.place(k.hash(key.ID, kindNumber(key.Kind), feed)) = v
}

func (k *knownKeys) find(key data.Key, feed int64) (knownKey, error) {
	kind := kindNumber(key.Kind)
	if v := k.held.find(k.hash(key.ID, kind, feed)); v != nil {
		return *v, nil
	}
	if k.loaded {
		return knownKey{}, nil
	}
	if k.asked++; k.asked > fewLookups || k.asked == 1 {
		if err := k.load(k.asked == 1); err != nil {
			return knownKey{}, err
		}
		return k.find(key, feed)
	}
	var v knownKey
	var sum []byte
	var state int
	err := k.s.reader.QueryRowContext(k.ctx, `SELECT r.id, substr(r.body, 1, 16), i.state FROM record r JOIN import i ON i.id = r.import
		WHERE r.ext = ? AND r.kind = ? AND r.feed = ?`, key.ID, kind, feed).Scan(&v.id, &sum, &state)
	if errors.Is(err, sql.ErrNoRows) {
		return v, nil
	}
	if state == applied {
		copy(v.sum[:], sum)
	}
	return v, err
}

// load reads all keys, or with onlyFew those of a small workspace.
func (k *knownKeys) load(onlyFew bool) error {
	if onlyFew {
		var many bool
		err := k.s.reader.QueryRowContext(k.ctx, "SELECT EXISTS (SELECT 1 FROM record LIMIT 1 OFFSET ?)", fewLookups).Scan(&many)
		if err != nil || many {
			return err
		}
	}
	k.loaded = true
	rows, err := k.s.reader.QueryContext(k.ctx, `SELECT r.id, r.kind, r.feed, r.ext, substr(r.body, 1, 16), i.state
		FROM record r JOIN import i ON i.id = r.import WHERE i.state <> 0`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var ext, sum sql.RawBytes
	for rows.Next() {
		var v knownKey
		var kind, feed int64
		var state int
		if err := rows.Scan(&v.id, &kind, &feed, &ext, &sum, &state); err != nil {
			return err
		}
		if state == applied {
			copy(v.sum[:], sum)
		}
		if at := k.held.place(k.hash(string(ext), kind, feed)); at.id == 0 { // what this import told itself is newer
			*at = v
		}
	}
	return rows.Err()
}

// keyHash is two independent hashes of a key: equal ones are the same key.
type keyHash [2]uint64

// keyTable holds known keys by their hashes, in the least room: a million take fifty
// megabytes.
type keyTable struct {
	index  []uint32    // by the low bits of a hash, the next free place after it: a key's number, from 1
	pieces [][]heldKey // of keysPiece each, so that growing copies nothing
	n      uint32
}

type heldKey struct {
	hash keyHash
	knownKey
}

const keysPiece = 4096

func (t *keyTable) at(number uint32) *heldKey {
	number--
	return &t.pieces[number/keysPiece][number%keysPiece]
}

// slot is where the key's number stands in the index, or would.
func (t *keyTable) slot(h keyHash) *uint32 {
	mask := uint64(len(t.index) - 1)
	for i := h[0] & mask; ; i = (i + 1) & mask {
		if p := &t.index[i]; *p == 0 || t.at(*p).hash == h {
			return p
		}
	}
}

// find is nil for a key that is not held.
func (t *keyTable) find(h keyHash) *knownKey {
	if t.n == 0 {
		return nil
	}
	if number := *t.slot(h); number != 0 {
		return &t.at(number).knownKey
	}
	return nil
}

// place is where a key's value stands, empty for one that was not held.
func (t *keyTable) place(h keyHash) *knownKey {
	if int(t.n) >= len(t.index)/4*3 {
		t.grow()
	}
	p := t.slot(h)
	if *p == 0 {
		if t.n%keysPiece == 0 {
			t.pieces = append(t.pieces, make([]heldKey, keysPiece))
		}
		t.n++
		*p = t.n
		t.at(t.n).hash = h
	}
	return &t.at(*p).knownKey
}

func (t *keyTable) grow() {
	t.index = make([]uint32, max(2*len(t.index), keysPiece))
	for number := uint32(1); number <= t.n; number++ {
		*t.slot(t.at(number).hash) = number
	}
}

// manyParties bounds what is held in memory; beyond it equal parties may be kept
// twice, which costs room and nothing else.
const manyParties = 2 << 20

// knownParties gives equal parties one id.
type knownParties struct {
	s      *Store
	ctx    context.Context
	ids    map[[16]byte]int64
	last   int64
	asked  int
	loaded bool
}

// newKnownParties reads them all at once where the file has no index by hash.
func newKnownParties(s *Store, ctx context.Context, indexed bool) (*knownParties, error) {
	k := &knownParties{s: s, ctx: ctx, ids: map[[16]byte]int64{}}
	err := s.reader.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM party").Scan(&k.last)
	if err == nil && !indexed {
		err = k.load()
	}
	return k, err
}

// id is the party's id, given anew where the workspace holds none like it.
func (k *knownParties) id(sum [16]byte) (id int64, found bool, err error) {
	if id, found = k.ids[sum]; found {
		return id, true, nil
	}
	if !k.loaded {
		if id, err = k.held(sum); err != nil {
			return 0, false, err
		}
		if id != 0 {
			k.ids[sum] = id
			return id, true, nil
		}
	}
	if len(k.ids) >= manyParties {
		clear(k.ids)
	}
	k.last++
	k.ids[sum] = k.last
	return k.last, false, nil
}

// held is the id of a party that the file holds, 0 for none. A few are asked for one
// by one; who asks for more reads them all.
func (k *knownParties) held(sum [16]byte) (id int64, err error) {
	if k.asked++; k.asked > fewLookups {
		err := k.load()
		return k.ids[sum], err
	}
	err = k.s.reader.QueryRowContext(k.ctx, "SELECT id FROM party WHERE hash = ?", sum[:]).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return id, err
}

func (k *knownParties) load() error {
	k.loaded = true
	rows, err := k.s.reader.QueryContext(k.ctx, "SELECT id, hash FROM party ORDER BY id DESC LIMIT ?", manyParties)
	if err != nil {
		return err
	}
	defer rows.Close()
	var sum sql.RawBytes
	for rows.Next() {
		var id int64
		var key [16]byte
		if err := rows.Scan(&id, &sum); err != nil {
			return err
		}
		copy(key[:], sum)
		k.ids[key] = id
	}
	return rows.Err()
}

// idBlock gives out ids, reserved in growing runs so that a small import wastes
// few.
type idBlock struct {
	at, end, size int64
}

func (b *idBlock) next(im *Import) (int64, error) {
	if b.at == b.end {
		b.size = min(max(b.size*8, 128), 1<<16)
		err := im.s.Write(im.ctx, func(tx *Tx) (err error) {
			b.at, err = tx.take(b.size)
			return err
		})
		if err != nil {
			return 0, err
		}
		b.end = b.at + b.size
	}
	b.at++
	return b.at - 1, nil
}

// hashTree is the right edge of a tlog tree: enough to know its root.
type hashTree struct {
	n     int64
	edges []tlog.Hash // roots of complete subtrees, largest first
}

func (t *hashTree) add(leaf tlog.Hash) {
	for n := t.n; n&1 == 1; n >>= 1 {
		last := len(t.edges) - 1
		leaf = tlog.NodeHash(t.edges[last], leaf)
		t.edges = t.edges[:last]
	}
	t.edges = append(t.edges, leaf)
	t.n++
}

func (t *hashTree) root() tlog.Hash {
	if len(t.edges) == 0 {
		return tlog.Hash{}
	}
	h := t.edges[len(t.edges)-1]
	for i := len(t.edges) - 2; i >= 0; i-- {
		h = tlog.NodeHash(t.edges[i], h)
	}
	return h
}
