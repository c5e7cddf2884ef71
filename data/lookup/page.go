package lookup

import (
	"encoding/binary"
	"fmt"
	"slices"

	"redflag/data"
	"redflag/data/tape"
)

// Page holds, for a run of shipment versions told together, the numbers that each
// is found by, the parties that it names and what it calls its customer.
type Page struct {
	text     []byte
	start    []uint32 // of each row in text, and the end
	record   []int64
	version  []int64
	parties  []int64  // of all rows, side by side
	upTo     []uint32 // end of each row's parties
	customer []uint32 // of each row, in called from 1; 0 for none
	payer    []uint32 // likewise, where it is none of the parties
	called   [][]byte // what customers are called, by id or name, and payers (see callKey)
}

// callKey appends a feed and what its records call somebody.
func callKey(dst []byte, feed int64, name string) []byte {
	return append(binary.AppendUvarint(dst, uint64(feed)), name...)
}

// PageWriter gathers one page. Its zero value is ready for use.
type PageWriter struct {
	p     Page
	known map[string]uint32
	key   []byte

	columns []string
}

// Add takes a shipment, with what columns that are no field tell beside it. parties are the store's ids of those that it names.
func (w *PageWriter) Add(record, version, feed int64, s *data.Shipment, extra map[string]string, parties []int64) {
	p := &w.p
	p.record = append(p.record, record)
	p.version = append(p.version, version)
	p.text = w.appendNumbers(p.text, s, extra)
	p.start = append(p.start, uint32(len(p.text)))
	from := len(p.parties)
	for _, id := range parties {
		if id != 0 && !slices.Contains(p.parties[from:], id) {
			p.parties = append(p.parties, id)
		}
	}
	p.upTo = append(p.upTo, uint32(len(p.parties)))
	p.customer = append(p.customer, w.called(feed, s.Customer))
	payer := s.Payer
	if slices.ContainsFunc(s.Parties, func(p data.Party) bool { return p.Customer != nil && p.Name == payer }) {
		payer = ""
	}
	p.payer = append(p.payer, w.called(feed, payer))
}

func (w *PageWriter) called(feed int64, name string) uint32 {
	if data.TextState(name) != data.Known {
		return 0
	}
	w.key = callKey(w.key[:0], feed, name)
	n, ok := w.known[string(w.key)]
	if !ok {
		if w.known == nil {
			w.known = map[string]uint32{}
		}
		key := string(w.key)
		w.p.called = append(w.p.called, []byte(key))
		n = uint32(len(w.p.called))
		w.known[key] = n
	}
	return n
}

// appendNumbers appends the row of a shipment.
func (w *PageWriter) appendNumbers(dst []byte, s *data.Shipment, extra map[string]string) []byte {
	dst = appendValue(dst, Order, s.Order)
	if s.ID != s.Order {
		dst = appendValue(dst, Shipment, s.ID)
	}
	dst = appendValue(dst, BL, s.BL)
	dst = appendValue(dst, AWB, s.AWB)
	dst = appendValue(dst, Licence, s.Licence)
	for i := range s.Lines {
		for _, n := range s.Lines[i].Serials {
			dst = appendValue(dst, Serial, n)
		}
	}
	w.columns = w.columns[:0]
	for _, v := range extra {
		if isNumber(v) {
			w.columns = append(w.columns, v)
		}
	}
	slices.Sort(w.columns)
	for _, v := range w.columns {
		dst = appendValue(dst, Column, v)
	}
	return append(dst, end)
}

// Rows is how many shipments were added.
func (w *PageWriter) Rows() int { return len(w.p.record) }

// Append appends the page as it is kept, and makes the writer ready for the next.
func (w *PageWriter) Append(dst []byte) []byte {
	p := &w.p
	dst = binary.AppendUvarint(dst, uint64(len(p.called)))
	for _, c := range p.called {
		dst = append(binary.AppendUvarint(dst, uint64(len(c))), c...)
	}
	dst = binary.AppendUvarint(dst, uint64(len(p.record)))
	lastRecord, lastParty, from := int64(0), int64(0), uint32(0)
	for i, id := range p.record {
		dst = binary.AppendVarint(dst, id-lastRecord)
		dst = binary.AppendVarint(dst, p.version[i]-id)
		dst = binary.AppendUvarint(dst, uint64(p.customer[i]))
		dst = binary.AppendUvarint(dst, uint64(p.payer[i]))
		dst = binary.AppendUvarint(dst, uint64(p.upTo[i]-from))
		for _, id := range p.parties[from:p.upTo[i]] {
			dst = binary.AppendVarint(dst, id-lastParty)
			lastParty = id
		}
		lastRecord, from = id, p.upTo[i]
	}
	dst = append(dst, p.text...)
	clear(w.known)
	clear(p.called)
	*p = Page{text: p.text[:0], start: p.start[:0], record: p.record[:0], version: p.version[:0],
		parties: p.parties[:0], upTo: p.upTo[:0], customer: p.customer[:0], payer: p.payer[:0], called: p.called[:0]}
	return dst
}

var errPage = fmt.Errorf("a page of numbers: %w", tape.Err)

// ParsePage reads a page as it is kept. The page is good as long as b is, but what
// an index keeps of it is its own.
func ParsePage(b []byte) (*Page, error) {
	t := tape.Read(b)
	p := &Page{called: make([][]byte, t.Count(0, 1))}
	for i := range p.called {
		t.Blob(&p.called[i])
	}
	n := t.Count(0, 5)
	p.record, p.version = make([]int64, 0, n), make([]int64, 0, n)
	p.upTo, p.customer, p.payer = make([]uint32, 0, n), make([]uint32, 0, n), make([]uint32, 0, n)
	p.parties = make([]int64, 0, min(4*n, len(t.Bytes())))
	record, party, step := int64(0), int64(0), int64(0)
	var customer, payer uint64
	for range n {
		t.Int(&step)
		record += step
		p.record = append(p.record, record)
		t.Int(&step)
		p.version = append(p.version, record+step)
		t.Uint(&customer)
		t.Uint(&payer)
		if max(customer, payer) > uint64(len(p.called)) {
			return nil, errPage
		}
		p.customer, p.payer = append(p.customer, uint32(customer)), append(p.payer, uint32(payer))
		for range t.Count(0, 1) {
			t.Int(&step)
			party += step
			p.parties = append(p.parties, party)
		}
		p.upTo = append(p.upTo, uint32(len(p.parties)))
	}
	if t.Bad() {
		return nil, errPage
	}
	p.text = slices.Clone(t.Bytes())
	p.start = rowStarts(p.text, n)
	if len(p.start) != n+1 || int(p.start[n]) != len(p.text) {
		return nil, errPage
	}
	return p, nil
}

// rowStarts is where each row of a text begins, and where the last one ends.
func rowStarts(text []byte, n int) []uint32 {
	out := make([]uint32, 1, n+1)
	for i, c := range text {
		if c == end {
			out = append(out, uint32(i+1))
		}
	}
	return out
}
