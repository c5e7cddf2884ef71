package regime

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"redflag/data"
)

//go:embed regimes
var embedded embed.FS

// Book holds all regimes, the current one first.
type Book struct{ regimes []*Regime }

// ErrUnknown is the fault of asking for a regime that there is not.
var ErrUnknown = errors.New("there is no such regime")

// Load reads the regimes that come with the program.
func Load() (*Book, error) { return (&Book{}).With(embedded, "regimes", Vocabulary{}) }

// With is a book that also holds the regimes of all YAML files in a folder.
func (b *Book) With(fsys fs.FS, dir string, voc Vocabulary) (*Book, error) {
	var names []string
	for _, pattern := range [...]string{"*.yaml", "*.yml"} {
		found, err := fs.Glob(fsys, path.Join(dir, pattern))
		if err != nil {
			return nil, fmt.Errorf("look for regimes: %w", err)
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no regime (.yaml) stands in %s", dir)
	}
	texts := make([][]byte, len(names))
	for i, n := range names {
		text, err := fs.ReadFile(fsys, n)
		if err != nil {
			return nil, fmt.Errorf("read a regime: %w", err)
		}
		texts[i], names[i] = text, path.Base(n)
	}
	return b.add(names, texts, voc)
}

// WithFile is a book that also holds the regime of one file, and its id.
func (b *Book) WithFile(name string, text []byte, voc Vocabulary) (*Book, string, error) {
	out, err := b.add([]string{name}, [][]byte{text}, voc)
	if err != nil {
		return nil, "", err
	}
	return out, out.regimes[len(out.regimes)-1].ID, nil
}

// add parses regimes and settles what they inherit.
func (b *Book) add(names []string, texts [][]byte, voc Vocabulary) (*Book, error) {
	out := &Book{slices.Clone(b.regimes)}
	open := map[string]*draft{}
	var order []string
	for i, n := range names {
		d, err := parse(n, texts[i], voc)
		if err != nil {
			return nil, err
		}
		if open[d.ID] != nil || out.find(d.ID) != nil {
			return nil, d.p.doc.Fail("$.id", "there is a regime %q already; a regime needs an id of its own", d.ID)
		}
		open[d.ID] = d
		order = append(order, d.ID)
	}
	var settle func(id string, depth int) error
	settle = func(id string, depth int) error {
		d := open[id]
		if d == nil || out.find(id) != nil {
			return nil
		}
		if depth > len(open) {
			return d.p.doc.Fail("$.inherits", "regime %q inherits from itself", id)
		}
		if d.Inherits != "" {
			if err := settle(d.Inherits, depth+1); err != nil {
				return err
			}
			parent := out.find(d.Inherits)
			if parent == nil {
				return d.p.doc.Fail("$.inherits", "there is no regime %q to inherit from; %s", d.Inherits, among(d.Inherits, append(out.IDs(), order...)))
			}
			d.inherit(parent)
		}
		if d.check(); d.p.err != nil {
			return d.p.err
		}
		out.regimes = append(out.regimes, d.Regime)
		return nil
	}
	if open[Current] != nil {
		order = append([]string{Current}, order...)
	}
	for _, id := range order {
		if err := settle(id, 0); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// inherit takes from a parent what the regime does not say itself, but for what
// it goes without.
func (d *draft) inherit(p *Regime) {
	r := d.Regime
	switches := maps.Clone(p.switches)
	maps.Copy(switches, r.switches)
	r.switches = switches
	var ids []string
	for i := range p.Limits {
		ids = append(ids, p.Limits[i].ID)
	}
	for i := range p.Excepts {
		ids = append(ids, p.Excepts[i].ID)
	}
	for i, id := range d.f.Without {
		if !slices.Contains(ids, id) {
			d.p.fail(fmt.Sprintf("$.without[%d]", i), "%s has no limit or exception %q to go without; %s", p.ID, id, among(id, ids))
		}
	}
	if r.From.State() != data.Known {
		r.From = p.From
	}
	if r.Until.State() != data.Known {
		r.Until = p.Until
	}
	if r.Before == "" {
		r.Before = p.Before
	}
	r.OnTop = r.OnTop || p.OnTop && d.f.OnTop == nil
	if r.Items == nil {
		r.Items = p.Items
	}
	if r.HQ == nil {
		r.HQ = p.HQ
	}
	if r.Tiers == nil {
		r.Tiers = p.Tiers
	}
	gone := func(id string) bool { return slices.Contains(d.f.Without, id) }
	for _, l := range p.Limits {
		if !gone(l.ID) && !slices.ContainsFunc(r.Limits, func(o Limit) bool { return o.ID == l.ID }) {
			l.Unless = slices.DeleteFunc(slices.Clone(l.Unless), gone)
			r.Limits = append(r.Limits, l)
		}
	}
	for _, e := range p.Excepts {
		if !gone(e.ID) && r.Exception(e.ID) == nil {
			r.Excepts = append(r.Excepts, e)
		}
	}
	r.Notes = append(slices.Clone(p.Notes), r.Notes...)
}

// check holds the ids that rows name against those that there are, also where
// tiers of the regime's own leave an inherited row without its tier.
func (d *draft) check() {
	r := d.Regime
	var tiers, excepts []string
	for i := range r.Tiers {
		tiers = append(tiers, r.Tiers[i].ID)
	}
	for i := range r.Excepts {
		excepts = append(excepts, r.Excepts[i].ID)
	}
	refer := func(path string, names, known []string) {
		for i, n := range names {
			if !slices.Contains(known, n) {
				d.p.fail(fmt.Sprintf("%s[%d]", path, i), "there is no %q here; %s", n, among(n, known))
			}
		}
	}
	left := func(id string, names, known []string) {
		for _, n := range names {
			if !slices.Contains(known, n) {
				d.p.fail("$.inherits", "%q, which is inherited, needs %q, which is not here; %s", id, n, among(n, known))
			}
		}
	}
	for i, l := range d.f.Limits {
		refer(fmt.Sprintf("$.limits[%d].tiers", i), l.Tiers, tiers)
		refer(fmt.Sprintf("$.limits[%d].unless", i), l.Unless, excepts)
	}
	for i, e := range d.f.Exceptions {
		refer(fmt.Sprintf("$.exceptions[%d].tiers", i), e.Tiers, tiers)
		refer(fmt.Sprintf("$.exceptions[%d].headquarters_in", i), e.HQTiers, tiers)
	}
	for _, l := range r.Limits {
		left(l.ID, l.Tiers, tiers)
		left(l.ID, l.Unless, excepts)
	}
	for _, e := range r.Excepts {
		left(e.ID, e.Tiers, tiers)
		left(e.ID, e.HQTiers, tiers)
	}
}

func (b *Book) find(id string) *Regime {
	i := slices.IndexFunc(b.regimes, func(r *Regime) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return b.regimes[i]
}

// Get is the regime with that id; "" means the current one.
func (b *Book) Get(id string) (*Regime, error) {
	if id == "" {
		id = Current
	}
	if r := b.find(id); r != nil {
		return r, nil
	}
	return nil, fmt.Errorf("%w as %q; %s", ErrUnknown, id, among(id, b.IDs()))
}

// Example is a file to start a regime of one's own from.
func Example() (string, error) {
	b, err := embedded.ReadFile("regimes/bilateral.yaml")
	return string(b), err
}

// All are the regimes, the current one first.
func (b *Book) All() []*Regime { return slices.Clone(b.regimes) }

// IDs are the ids of all regimes.
func (b *Book) IDs() []string {
	var out []string
	for _, r := range b.regimes {
		out = append(out, r.ID)
	}
	return out
}
