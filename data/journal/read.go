package journal

import (
	"container/heap"
	"fmt"
	"iter"

	"redflag/data"
)

// CaseIndex is what a backend may offer besides, so that the events of one case
// are found without reading all.
type CaseIndex interface {
	// CaseEntries are the positions of the entries about a case, in any order.
	CaseEntries(caseKey string) ([]Position, error)
}

// Position is where an entry stands.
type Position struct {
	Device string
	Seq    int64
}

// Read yields the events of all logs in fold order: Lamport number, then device.
func Read(b Backend) iter.Seq2[data.Event, error] {
	return func(yield func(data.Event, error) bool) {
		for e, err := range walk(b, 1, nil) {
			if err != nil {
				yield(data.Event{}, err)
				return
			}
			if !yield(e.event(), nil) {
				return
			}
		}
	}
}

// CaseEvents are the events of one case in fold order.
func CaseEvents(b Backend, caseKey string) ([]data.Event, error) {
	if ix, ok := b.(CaseIndex); ok {
		return indexedEvents(b, ix, caseKey)
	}
	var out []data.Event
	for e, err := range walk(b, 1, func(h *header) bool { return h.Case == caseKey }) {
		if err != nil {
			return nil, err
		}
		out = append(out, e.event())
	}
	return out, nil
}

// EventsOf are the events of several cases, by their keys, each in fold order. The journal is
// gone through once.
func EventsOf(b Backend, caseKeys map[string]bool) (map[string][]data.Event, error) {
	out := make(map[string][]data.Event, len(caseKeys))
	for e, err := range walk(b, 1, func(h *header) bool { return caseKeys[h.Case] }) {
		if err != nil {
			return nil, err
		}
		out[e.Case] = append(out[e.Case], e.event())
	}
	return out, nil
}

func indexedEvents(b Backend, ix CaseIndex, caseKey string) ([]data.Event, error) {
	at, err := ix.CaseEntries(caseKey)
	if err != nil {
		return nil, fmt.Errorf("the journal's entries of %s cannot be found: %w", caseKey, err)
	}
	var out []data.Event
	for _, p := range at {
		e, err := load(b, p.Device, p.Seq)
		if err != nil {
			return nil, err
		}
		if e.Case == caseKey {
			out = append(out, e.event())
		}
	}
	sortFold(out)
	return out, nil
}

func load(b Backend, device string, seq int64) (*entry, error) {
	raw, err := b.Entry(device, seq)
	if err != nil {
		return nil, fmt.Errorf("the journal's entry %s/%d cannot be read: %w", device, seq, err)
	}
	e, err := decode(raw)
	if err != nil {
		return nil, fmt.Errorf("the journal's entry %s/%d is not intact: %w", device, seq, err)
	}
	return e, nil
}

// cursor stands at one entry of a log and moves by step.
type cursor struct {
	device    string
	seq, size int64
	raw       []byte
	h         header
}

// cursors is a heap by fold order, or its reverse.
type cursors struct {
	all  []*cursor
	step int64
}

func (c *cursors) Len() int      { return len(c.all) }
func (c *cursors) Swap(i, j int) { c.all[i], c.all[j] = c.all[j], c.all[i] }
func (c *cursors) Push(x any)    { c.all = append(c.all, x.(*cursor)) }
func (c *cursors) Pop() any {
	last := c.all[len(c.all)-1]
	c.all = c.all[:len(c.all)-1]
	return last
}

func (c *cursors) Less(i, j int) bool {
	a, b := c.all[i], c.all[j]
	if c.step < 0 {
		a, b = b, a
	}
	if a.h.Lamport != b.h.Lamport {
		return a.h.Lamport < b.h.Lamport
	}
	return a.device < b.device
}

// walk yields entries in fold order (step 1) or from the newest back (step -1);
// want, if given, chooses by the header which are decoded and yielded.
func walk(b Backend, step int64, want func(*header) bool) iter.Seq2[*entry, error] {
	return func(yield func(*entry, error) bool) {
		cs, err := openCursors(b, step)
		if err != nil {
			yield(nil, err)
			return
		}
		for cs.Len() > 0 {
			c := cs.all[0]
			if want == nil || want(&c.h) {
				e, err := decode(c.raw)
				if err != nil {
					yield(nil, fmt.Errorf("the journal's entry %s/%d is not intact: %w", c.device, c.seq, err))
					return
				}
				if !yield(e, nil) {
					return
				}
			}
			c.seq += step
			if c.seq < 0 || c.seq >= c.size {
				heap.Pop(cs)
				continue
			}
			if err := c.load(b); err != nil {
				yield(nil, err)
				return
			}
			heap.Fix(cs, 0)
		}
	}
}

func openCursors(b Backend, step int64) (*cursors, error) {
	devices, err := b.Devices()
	if err != nil {
		return nil, fmt.Errorf("the journal's logs cannot be listed: %w", err)
	}
	cs := &cursors{step: step}
	for _, d := range devices {
		n, err := b.Size(d)
		if err != nil {
			return nil, fmt.Errorf("the journal cannot be read: %w", err)
		}
		if n == 0 {
			continue
		}
		c := &cursor{device: d, size: n}
		if step < 0 {
			c.seq = n - 1
		}
		if err := c.load(b); err != nil {
			return nil, err
		}
		cs.all = append(cs.all, c)
	}
	heap.Init(cs)
	return cs, nil
}

func (c *cursor) load(b Backend) error {
	raw, err := b.Entry(c.device, c.seq)
	if err != nil {
		return fmt.Errorf("the journal's entry %s/%d cannot be read: %w", c.device, c.seq, err)
	}
	h, err := decodeHeader(raw)
	if err != nil {
		return fmt.Errorf("the journal's entry %s/%d is not intact: %w", c.device, c.seq, err)
	}
	c.raw, c.h = raw, h
	return nil
}
