package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"maps"
	"math"
	"slices"
	"sync"

	"redflag/data"
)

// A record's body is the sha256 of its content (32 bytes) and then these fields.
// The hash covers the content fields and, for each party, its role and the
// sha256 of its customer fields; where a row stood is no part of the content.
const (
	fieldExtra    = 3  // content: name and value of a column that is no field
	fieldCustomer = 10 // content
	fieldShipment = 11 // content, without parties
	fieldHolding  = 12 // content
	fieldParty    = 20 // role, text of an unlisted role, party id
	fieldRow      = 30
	fieldSheet    = 31
)

const hashSize = sha256.Size

// roleNames gives roles their numbers, from 1. Append only.
func roleNames() []data.Role {
	return []data.Role{
		"exporter", "manufacturer", "purchaser", "intermediate_consignee", "ultimate_consignee",
		"end_user", "forwarder", "notify_party", "payer", "bank",
	}
}

// recordCodec encodes and decodes records. It is not for use by two goroutines
// at once.
type recordCodec struct {
	roles  []data.Role
	number map[data.Role]uint64
	w, pw  writer
	sum    hash.Hash
	keys   []string
	refs   []partyRef
	ids    []int64

	loans *Loans // nil: every record is new
}

// Loans are records of shipments that were read, used and given back, to be read
// into again. A reader of a million orders needs as many of them as are in use at
// one time. They may be given back by any goroutine.
type Loans struct{ free sync.Pool }

// GiveBack takes back a record. Its texts stay good, everything else of it is
// overwritten.
func (l *Loans) GiveBack(r *data.Record) {
	if r.Shipment != nil {
		l.free.Put(r)
	}
}

// blank is an empty record, and a shipment for it should it be one.
func (c *recordCodec) blank() (*data.Record, *data.Shipment) {
	if c.loans == nil {
		return &data.Record{}, nil
	}
	r, ok := c.loans.free.Get().(*data.Record)
	if !ok {
		return &data.Record{}, &data.Shipment{}
	}
	sh := r.Shipment
	*r = data.Record{}
	*sh = data.Shipment{Lines: sh.Lines[:0], Parties: sh.Parties[:0], Route: sh.Route[:0]}
	return r, sh
}

type partyRef struct {
	role data.Role
	id   int64 // 0 where the party says nothing at all
}

// partyIDs are the ids of the parties of the record encoded last; lent.
func (c *recordCodec) partyIDs() []int64 {
	c.ids = c.ids[:0]
	for _, p := range c.refs {
		c.ids = append(c.ids, p.id)
	}
	return c.ids
}

func newRecordCodec() *recordCodec {
	c := &recordCodec{roles: roleNames(), number: map[data.Role]uint64{}, sum: sha256.New()}
	for i, r := range c.roles {
		c.number[r] = uint64(i + 1)
	}
	return c
}

// kindNumber is how a kind is kept in a column.
func kindNumber(k data.RecordKind) int64 {
	switch k {
	case data.CustomerKind:
		return 1
	case data.ShipmentKind:
		return 2
	case data.HoldingKind:
		return 3
	}
	return 0
}

func kindOf(n int64) data.RecordKind {
	return [...]data.RecordKind{"", data.CustomerKind, data.ShipmentKind, data.HoldingKind}[n&3]
}

// encode appends the record's body to dst. intern answers with the id of a party
// whose body and hash it is given; both are only lent.
func (c *recordCodec) encode(dst []byte, r *data.Record, intern func(body []byte, hash [hashSize]byte) (int64, error)) ([]byte, error) {
	w := &c.w
	w.b = append(dst, make([]byte, hashSize)...)
	start := len(w.b)
	c.keys = slices.AppendSeq(c.keys[:0], maps.Keys(r.Extra))
	slices.Sort(c.keys)
	for _, k := range c.keys {
		at := w.open(fieldExtra)
		w.text(1, k)
		w.text(2, r.Extra[k])
		w.close(at)
	}
	c.refs = c.refs[:0]
	c.sum.Reset()
	switch {
	case r.Customer != nil:
		at := w.open(fieldCustomer)
		putCustomer(w, r.Customer)
		w.close(at)
	case r.Shipment != nil:
		at := w.open(fieldShipment)
		putShipment(w, r.Shipment)
		w.close(at)
		if err := c.internParties(r.Shipment.Parties, intern); err != nil {
			return dst, err
		}
	case r.Holding != nil:
		at := w.open(fieldHolding)
		putHolding(w, r.Holding)
		w.close(at)
	default:
		return dst, fmt.Errorf("the record in row %d holds neither customer, shipment nor holding", r.Origin.Row)
	}
	c.sum.Write(w.b[start:])
	c.sum.Sum(w.b[start-hashSize : start-hashSize])
	for _, p := range c.refs {
		at := w.open(fieldParty)
		if n := c.number[p.role]; n != 0 {
			w.uint(1, n)
		} else {
			w.text(2, string(p.role))
		}
		w.uint(3, uint64(p.id))
		w.close(at)
	}
	w.uint(fieldRow, uint64(max(r.Origin.Row, 0)))
	w.text(fieldSheet, r.Origin.Sheet)
	return w.b, nil
}

// internParties gives each party its id, and folds roles and hashes into the
// record's own hash.
func (c *recordCodec) internParties(parties []data.Party, intern func([]byte, [hashSize]byte) (int64, error)) (err error) {
	for _, p := range parties {
		ref := partyRef{role: p.Role}
		var h [hashSize]byte
		if p.Customer != nil {
			c.pw.b = c.pw.b[:0]
			putCustomer(&c.pw, p.Customer)
			h = sha256.Sum256(c.pw.b)
			if ref.id, err = intern(c.pw.b, h); err != nil {
				return err
			}
		}
		c.refs = append(c.refs, ref)
		c.pw.b = append(append(c.pw.b[:0], p.Role...), 0)
		c.sum.Write(c.pw.b)
		c.sum.Write(h[:])
	}
	return nil
}

// decode reads a body into a new record, which keeps the body: the driver makes the
// bytes of each row anew. party answers with the shared value of an id, nil where
// there is none.
func (c *recordCodec) decode(body []byte, party func(int64) *data.Customer) (*data.Record, error) {
	if len(body) < hashSize {
		return nil, errCut
	}
	r, sh := c.blank()
	var refs []data.Party
	if sh != nil {
		refs = sh.Parties
	} else {
		r.Origin.Hash = hex.EncodeToString(body[:hashSize])
	}
	cur := ownCursor(body[hashSize:])
	for cur.next() {
		switch cur.num {
		case fieldExtra:
			in := cur.inner()
			k, v := getPair(&in)
			cur.join(&in)
			if r.Extra == nil {
				r.Extra = map[string]string{}
			}
			r.Extra[k] = v
		case fieldCustomer:
			in := cur.inner()
			r.Kind, r.Customer = data.CustomerKind, &data.Customer{}
			getCustomer(&in, r.Customer)
			cur.join(&in)
		case fieldShipment:
			in := cur.inner()
			if sh == nil {
				sh = &data.Shipment{}
			}
			r.Kind, r.Shipment = data.ShipmentKind, sh
			getShipment(&in, r.Shipment)
			cur.join(&in)
		case fieldHolding:
			in := cur.inner()
			r.Kind, r.Holding = data.HoldingKind, &data.Holding{}
			getHolding(&in, r.Holding)
			cur.join(&in)
		case fieldParty:
			in := cur.inner()
			p, err := c.party(&in, party)
			if err != nil {
				return nil, err
			}
			if refs == nil {
				refs = make([]data.Party, 0, 4)
			}
			refs = append(refs, p)
		case fieldRow:
			r.Origin.Row = int(cur.uint())
		case fieldSheet:
			r.Origin.Sheet = cur.text()
		}
	}
	if cur.err != nil {
		return nil, cur.err
	}
	if r.Kind == "" {
		return nil, errCut
	}
	if r.Shipment != nil {
		r.Shipment.Parties = refs
	}
	return r, nil
}

func (c *recordCodec) party(in *cursor, party func(int64) *data.Customer) (data.Party, error) {
	var p data.Party
	for in.next() {
		switch in.num {
		case 1:
			if n := in.uint(); n >= 1 && n <= uint64(len(c.roles)) {
				p.Role = c.roles[n-1]
			}
		case 2:
			p.Role = data.Role(in.text())
		case 3:
			if id := int64(in.uint()); id != 0 {
				if p.Customer = party(id); p.Customer == nil {
					return p, fmt.Errorf("a shipment names party %d, which is not in the workspace: %w", id, errCut)
				}
				if c.loans != nil && id <= math.MaxInt32 {
					p.Number = int32(id)
				}
			}
		}
	}
	return p, in.err
}

func getPair(c *cursor) (k, v string) {
	for c.next() {
		switch c.num {
		case 1:
			k = c.text()
		case 2:
			v = c.text()
		}
	}
	return k, v
}
