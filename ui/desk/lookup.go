package desk

import (
	"context"
	"strings"
	"sync"

	"redflag/data"
	"redflag/screening/match"
)

// finder searches names in one set of packs; searchers are pooled, one a caller.
type finder struct {
	labels string
	index  *match.Index
	pool   sync.Pool
}

func newFinder(packs []*data.ListPack) *finder {
	f := &finder{index: match.Build(packs)}
	f.pool.New = func() any { return f.index.Searcher() }
	var labels []string
	for _, p := range packs {
		labels = append(labels, p.Label())
	}
	f.labels = strings.Join(labels, ", ")
	return f
}

// hits answers a name or an address; an address hit stands behind the names.
func (f *finder) hits(query string, limit int) []data.NameHit {
	s := f.pool.Get().(*match.Searcher)
	defer f.pool.Put(s)
	hits := s.Names(match.Query{Name: query}, limit)
	if rest := limit - len(hits); rest > 0 {
		hits = append(hits, s.Addresses(match.Query{Address: query}, rest)...)
	}
	return hits
}

// LookupIn makes a lookup over list files alone, without a workspace.
func LookupIn(_ context.Context, files []string, limit int) (func(string) (Lookup, error), error) {
	packs, err := parseLists(files)
	if err != nil {
		return nil, err
	}
	f := newFinder(packs)
	return func(q string) (Lookup, error) {
		return Lookup{Query: q, Lists: f.labels, Hits: f.hits(q, limit)}, nil
	}, nil
}

// Lookup answers one name from the current lists and the workspace's records.
func (d *Desk) Lookup(ctx context.Context, query string, limit int) (Lookup, error) {
	f, err := d.findIn(ctx)
	if err != nil {
		return Lookup{}, err
	}
	l := Lookup{Query: query, Lists: f.labels, Hits: f.hits(query, limit)}
	if strings.TrimSpace(query) == "" {
		return l, nil
	}
	v, err := d.store.QueueFirst(ctx, data.Filter{Text: query}, limit)
	if err != nil {
		return l, err
	}
	l.Local, err = d.store.Rows(ctx, v.IDs)
	return l, err
}

// findIn is the finder over the current lists, built at first use.
func (d *Desk) findIn(ctx context.Context) (*finder, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.finder != nil {
		return d.finder, nil
	}
	packs, err := d.packs(ctx)
	if err != nil {
		return nil, err
	}
	d.finder = newFinder(packs)
	return d.finder, nil
}

func (d *Desk) dropFinder() {
	d.mu.Lock()
	d.finder = nil
	d.mu.Unlock()
}
