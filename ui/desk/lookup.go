package desk

import (
	"context"
	"slices"
	"strings"
	"sync"

	"redflag/data"
	"redflag/data/lookup"
	"redflag/data/reference"
	"redflag/screening/match"
)

// finder searches names in one set of packs; searchers are pooled, one a caller.
type finder struct {
	labels string
	index  *match.Index
	pool   sync.Pool

	once  sync.Once // makes parts, at first use
	packs []*data.ListPack
	parts *lookup.Index
	of    []*data.ListEntry // by the number that parts knows an entry by, from 1
}

func newFinder(packs []*data.ListPack) *finder {
	f := &finder{index: match.Build(packs), packs: packs}
	f.pool.New = func() any { return f.index.Searcher() }
	var labels []string
	for _, p := range packs {
		labels = append(labels, p.Label())
	}
	f.labels = strings.Join(labels, ", ")
	return f
}

// names answers a name alone.
func (f *finder) names(query string, limit int) []data.NameHit {
	s := f.pool.Get().(*match.Searcher)
	defer f.pool.Put(s)
	return s.Names(match.Query{Name: query}, limit)
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

// holding are entries that hold the query in a name, an address or a number of
// theirs, besides those found by name already.
func (f *finder) holding(query string, limit int, hits []data.NameHit) []data.NameHit {
	f.once.Do(f.makeParts)
	q := lookup.Parse(query)
	rows, _ := f.parts.Parties(q, limit+len(hits))
	var out []data.NameHit
	for _, h := range rows {
		e := f.of[h.Customer]
		if len(out) >= limit || slices.ContainsFunc(hits, func(n data.NameHit) bool { return n.ID == e.ID && n.List == e.List }) {
			continue
		}
		m := found(q.InParty(asParty(e)))
		n := data.NameHit{ID: e.ID, Name: e.Name, List: e.List, Type: e.Type, Source: e.Source, Programs: e.Programs, Licence: e.LicenceRequirement,
			Policy: e.LicencePolicy, FRNotice: e.FRNotice, StartDate: e.StartDate, Matched: m.Marked(), Why: []string{m.Field + " holds it"}}
		if n.Name == "" {
			n.Name = e.Label
		}
		if len(e.Countries) > 0 {
			n.Country = e.Countries[0]
		}
		out = append(out, n)
	}
	return out
}

func (f *finder) makeParts() {
	b := lookup.NewBuilder()
	f.of = append(f.of, nil)
	for _, p := range f.packs {
		for i := range p.Entries {
			f.of = append(f.of, &p.Entries[i])
			b.Customer(int64(len(f.of)-1), 0, asParty(&p.Entries[i]))
		}
	}
	f.parts = b.Done()
}

// asParty is an entry as a party is told, for finding parts of it. Its country is
// its own, so that entries of one name stay apart.
func asParty(e *data.ListEntry) *data.Customer {
	c := &data.Customer{ID: e.ID, Name: e.Name, Aliases: e.Aliases, RegistrationNumber: strings.Join(e.IDs, "; "), Country: e.List + "/" + e.ID}
	for _, a := range e.Addresses {
		c.Sites = append(c.Sites, data.Site{Address: a})
	}
	return c
}

// LookupIn makes a lookup over list files alone, without a workspace.
func LookupIn(_ context.Context, files []string, limit int) (func(string) (Lookup, error), error) {
	tables, err := reference.Load()
	if err != nil {
		return nil, err
	}
	packs, err := parseLists(files, tables)
	if err != nil {
		return nil, err
	}
	f := newFinder(packs)
	return func(q string) (Lookup, error) {
		return Lookup{Query: q, Lists: f.labels, Hits: f.hits(q, limit)}, nil
	}, nil
}

// Lookup answers one name or address from the current lists.
func (d *Desk) Lookup(ctx context.Context, query string, limit int) (Lookup, error) {
	f, err := d.findIn(ctx)
	if err != nil {
		return Lookup{}, err
	}
	l := Lookup{Query: query, Lists: f.labels, Hits: f.hits(query, limit)}
	l.Parts = f.holding(query, limit-len(l.Hits), l.Hits)
	return l, nil
}

// LookupNames answers many names from the current lists, by likeness alone.
func (d *Desk) LookupNames(ctx context.Context, limit int) (func(string) (Lookup, error), error) {
	f, err := d.findIn(ctx)
	if err != nil {
		return nil, err
	}
	return func(q string) (Lookup, error) {
		return Lookup{Query: q, Lists: f.labels, Hits: f.hits(q, limit)}, nil
	}, nil
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
