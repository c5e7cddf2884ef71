package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"slices"
	"sync"

	"redflag/data"
)

// cachedParties bounds how many parties are held for good; those of higher ids
// are looked up when a shipment names them.
const cachedParties = 1 << 20

// fewParties is up to how many parties are read one by one, where all are not here.
const fewParties = 4000

// partyCache holds decoded parties by id. Parties never change and ids are never
// used twice, so that what is here stays true.
type partyCache struct {
	mu  sync.Mutex // guards all below; a slice handed out is never written to below its length
	all []*data.Customer
	few map[int64]*data.Customer // that were asked for before all were read
}

// load reads the parties that are not here yet.
func (p *partyCache) load(ctx context.Context, tx *sql.Tx) ([]*data.Customer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.all) == 0 {
		p.all = append(p.all, nil) // ids begin at 1
	}
	if len(p.all) >= cachedParties {
		return p.all, nil
	}
	rows, err := tx.QueryContext(ctx, "SELECT id, body FROM party WHERE id >= ? AND id < ? ORDER BY id", len(p.all), cachedParties)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var body sql.RawBytes
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id, &body); err != nil {
			return nil, err
		}
		c := p.few[id]
		if c == nil {
			if c, err = decodeParty(body); err != nil {
				return nil, err
			}
		}
		for int64(len(p.all)) < id {
			p.all = append(p.all, nil)
		}
		p.all = append(p.all, c)
	}
	p.few = nil
	return p.all, rows.Err()
}

// one is a party that is here, nil for none.
func (p *partyCache) one(id int64) *data.Customer {
	p.mu.Lock()
	defer p.mu.Unlock()
	if id > 0 && id < int64(len(p.all)) {
		return p.all[id]
	}
	return p.few[id]
}

// add holds a party that was read. Whoever was first is right: one party has one value.
func (p *partyCache) add(id int64, c *data.Customer) *data.Customer {
	p.mu.Lock()
	defer p.mu.Unlock()
	if id < int64(len(p.all)) && p.all[id] != nil {
		return p.all[id]
	}
	if was := p.few[id]; was != nil {
		return was
	}
	if p.few == nil {
		p.few = map[int64]*data.Customer{}
	}
	p.few[id] = c
	return c
}

// held are the parties that are here already.
func (p *partyCache) held() []*data.Customer {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all
}

func decodeParty(body []byte) (*data.Customer, error) {
	c := &data.Customer{}
	cur := newCursor(body)
	getCustomer(&cur, c)
	return c, cur.err
}

// partyReader finds the parties of one read transaction.
type partyReader struct {
	ctx   context.Context
	tx    *sql.Tx
	all   []*data.Customer
	extra map[int64]*data.Customer
	cache *partyCache // where what is read is held for others; nil for nowhere
	err   error
}

func (p *partyReader) get(id int64) *data.Customer {
	if id > 0 && id < int64(len(p.all)) && p.all[id] != nil {
		return p.all[id]
	}
	if c := p.extra[id]; c != nil {
		return c
	}
	cached := p.cache != nil && id < cachedParties
	if cached {
		if c := p.cache.one(id); c != nil {
			return c
		}
	}
	var body []byte
	err := p.tx.QueryRowContext(p.ctx, "SELECT body FROM party WHERE id = ?", id).Scan(&body)
	if err != nil {
		if !errors.Is(err, sql.ErrNoRows) {
			p.err = err
		}
		return nil
	}
	c, err := decodeParty(body)
	if err != nil {
		p.err = err
		return nil
	}
	if cached {
		return p.cache.add(id, c)
	}
	if p.extra == nil || len(p.extra) > 100_000 {
		p.extra = map[int64]*data.Customer{}
	}
	p.extra[id] = c
	return c
}

// fetch reads parties that will be asked for, many at once.
func (p *partyReader) fetch(ids []int64) error {
	if p.extra == nil {
		p.extra = map[int64]*data.Customer{}
	}
	for part := range slices.Chunk(ids, rowsAtOnce) {
		query, args := inList("SELECT id, body FROM party WHERE id IN ", part)
		err := each(p.ctx, p.tx, query, args, func(rows *sql.Rows) error {
			var id int64
			var body sql.RawBytes
			if err := rows.Scan(&id, &body); err != nil {
				return err
			}
			c, err := decodeParty(body)
			p.extra[id] = c
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Parties are the different parties that shipments ever named, each once, also
// those of imports withdrawn since.
func (s *Store) Parties(ctx context.Context) iter.Seq2[*data.Customer, error] {
	return func(yield func(*data.Customer, error) bool) {
		var all []*data.Customer
		err := s.read(ctx, func(tx *sql.Tx) error {
			var err error
			all, err = s.parties.load(ctx, tx)
			return err
		})
		if err != nil {
			yield(nil, err)
			return
		}
		for _, c := range all {
			if c != nil && !yield(c, nil) {
				return
			}
		}
	}
}
