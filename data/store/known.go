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

const keysPiece = 4096

// knownKeys answers whether a record is there already, and with what content.
type knownKeys struct {
	s      *Store
	ctx    context.Context
	seeds  [2]maphash.Seed
	index  map[[2]uint64]uint32 // two independent hashes of a key: equal ones are the same key
	keys   [][]knownKey         // in pieces, so that growing copies nothing
	n      uint32
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
	return &knownKeys{s: s, ctx: ctx, seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, index: map[[2]uint64]uint32{}}
}

func (k *knownKeys) hash(ext string, kind, feed int64) (h [2]uint64) {
	for i, seed := range k.seeds {
		h[i] = maphash.String(seed, ext) + maphash.Comparable(seed, kind<<32|feed)*31
	}
	return h
}

func (k *knownKeys) put(key data.Key, feed int64, v knownKey) {
	h := k.hash(key.ID, kindNumber(key.Kind), feed)
	if at, ok := k.index[h]; ok {
		k.keys[at/keysPiece][at%keysPiece] = v
		return
	}
	k.append(h, v)
}

func (k *knownKeys) append(h [2]uint64, v knownKey) {
	if k.n%keysPiece == 0 {
		k.keys = append(k.keys, make([]knownKey, keysPiece))
	}
	k.index[h] = k.n
	k.keys[k.n/keysPiece][k.n%keysPiece] = v
	k.n++
}

func (k *knownKeys) find(key data.Key, feed int64) (knownKey, error) {
	kind := kindNumber(key.Kind)
	if at, ok := k.index[k.hash(key.ID, kind, feed)]; ok {
		return k.keys[at/keysPiece][at%keysPiece], nil
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
		h := k.hash(string(ext), kind, feed)
		if _, ok := k.index[h]; !ok { // what this import told itself is newer
			k.append(h, v)
		}
	}
	return rows.Err()
}

// manyParties bounds what is held in memory; beyond it equal parties may be kept
// twice, which costs room and nothing else.
const manyParties = 2 << 20

// knownParties gives equal parties one id.
type knownParties struct {
	ids  map[[16]byte]int64
	last int64
}

func (s *Store) knownParties(ctx context.Context) (*knownParties, error) {
	k := &knownParties{ids: map[[16]byte]int64{}}
	err := s.read(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM party").Scan(&k.last); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, "SELECT id, hash FROM party ORDER BY id DESC LIMIT ?", manyParties)
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
	})
	return k, err
}

func (k *knownParties) id(sum [16]byte) (id int64, found bool) {
	if id, found = k.ids[sum]; found {
		return id, true
	}
	if len(k.ids) >= manyParties {
		clear(k.ids)
	}
	k.last++
	k.ids[sum] = k.last
	return k.last, false
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
