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
	type draft struct {
		*Regime
		without []string
	}
	open := map[string]*draft{}
	var order []string
	for i, n := range names {
		r, without, err := Parse(n, texts[i], voc)
		if err != nil {
			return nil, err
		}
		if open[r.ID] != nil || out.find(r.ID) != nil {
			return nil, fmt.Errorf("%s: there is a regime %q already; a regime needs an id of its own", n, r.ID)
		}
		open[r.ID] = &draft{r, without}
		order = append(order, r.ID)
	}
	var settle func(id string, depth int) error
	settle = func(id string, depth int) error {
		d := open[id]
		if d == nil || out.find(id) != nil {
			return nil
		}
		if depth > len(open) {
			return fmt.Errorf("%s: regime %q inherits from itself", d.File, id)
		}
		if d.Inherits != "" {
			if err := settle(d.Inherits, depth+1); err != nil {
				return err
			}
			parent := out.find(d.Inherits)
			if parent == nil {
				return fmt.Errorf("%s: regime %q inherits from %q, which there is not; %s", d.File, id, d.Inherits, among(d.Inherits, append(out.IDs(), order...)))
			}
			if err := d.inherit(parent, d.without); err != nil {
				return fmt.Errorf("%s: %w", d.File, err)
			}
		}
		if err := d.check(); err != nil {
			return fmt.Errorf("%s: %w", d.File, err)
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
func (r *Regime) inherit(p *Regime, without []string) error {
	switches := maps.Clone(p.switches)
	maps.Copy(switches, r.switches)
	r.switches = switches
	if p.ID == Current {
		if len(without) > 0 {
			return fmt.Errorf("regime %q goes without %q, which the law as enforced does not have", r.ID, without[0])
		}
		return nil
	}
	gone := map[string]bool{}
	for _, id := range without {
		gone[id] = false
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
	r.OnTop = r.OnTop || p.OnTop
	if r.Items == nil {
		r.Items = p.Items
	}
	if r.HQ == nil {
		r.HQ = p.HQ
	}
	if r.Tiers == nil {
		r.Tiers = p.Tiers
	}
	keep := func(id string, own bool) bool {
		if _, out := gone[id]; out {
			gone[id] = true
			return false
		}
		return !own
	}
	for _, l := range p.Limits {
		if keep(l.ID, slices.ContainsFunc(r.Limits, func(o Limit) bool { return o.ID == l.ID })) {
			r.Limits = append(r.Limits, l)
		}
	}
	for _, e := range p.Excepts {
		if keep(e.ID, r.Exception(e.ID) != nil) {
			r.Excepts = append(r.Excepts, e)
		}
	}
	r.Notes = append(slices.Clone(p.Notes), r.Notes...)
	for _, id := range without {
		if !gone[id] {
			return fmt.Errorf("regime %q goes without %q, but %s has no limit or exception of that id", r.ID, id, p.ID)
		}
	}
	return nil
}

// check holds the ids that rows name against those that there are.
func (r *Regime) check() error {
	var tiers, excepts []string
	for i := range r.Tiers {
		tiers = append(tiers, r.Tiers[i].ID)
	}
	for i := range r.Excepts {
		excepts = append(excepts, r.Excepts[i].ID)
	}
	refer := func(what, id string, names, known []string) error {
		for _, n := range names {
			if !slices.Contains(known, n) {
				return fmt.Errorf("%s %q names %q, which there is not; %s", what, id, n, among(n, known))
			}
		}
		return nil
	}
	for i := range r.Limits {
		l := &r.Limits[i]
		if err := errors.Join(refer("limit", l.ID, l.Tiers, tiers), refer("limit", l.ID, l.Unless, excepts)); err != nil {
			return err
		}
	}
	for i := range r.Excepts {
		e := &r.Excepts[i]
		if err := errors.Join(refer("exception", e.ID, e.Tiers, tiers), refer("exception", e.ID, e.HQTiers, tiers)); err != nil {
			return err
		}
	}
	return nil
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
