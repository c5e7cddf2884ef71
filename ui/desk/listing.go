package desk

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/lists"
	"redflag/data/reference"
	"redflag/data/store"
	"redflag/screening/history"
	"redflag/screening/match"
)

// Lists are all packs held, the current ones first. A workspace without any has
// the starter list.
func (d *Desk) Lists(ctx context.Context) ([]data.ListInfo, error) {
	held, err := d.store.Lists(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range held {
		if l.Current {
			return held, nil
		}
	}
	return append([]data.ListInfo{{ListPack: *lists.Starter(), Current: true}}, held...), nil
}

// packs are the current lists with their entries.
func (d *Desk) packs(ctx context.Context) ([]*data.ListPack, error) {
	infos, err := d.Lists(ctx)
	if err != nil {
		return nil, err
	}
	var packs []*data.ListPack
	for _, l := range infos {
		if !l.Current {
			continue
		}
		if l.Starter {
			packs = append(packs, lists.Starter())
			continue
		}
		p, err := d.pack(ctx, l)
		if err != nil {
			return nil, err
		}
		packs = append(packs, p)
	}
	return packs, nil
}

// keptList, with the hash of its file, is the name under which a list is kept as it was
// parsed.
const keptList = "list "

// pack is a list with its entries, as it is kept, else read from its file again.
func (d *Desk) pack(ctx context.Context, l data.ListInfo) (*data.ListPack, error) {
	if oneProgram(d.o.Program) {
		b, err := d.store.Kept(ctx, keptList+l.Hash, d.o.Program)
		if err != nil {
			return nil, err
		}
		if p, err := lists.Decode(b, l.Hash); err == nil {
			p.AsOf = l.AsOf
			return p, nil
		}
	}
	raw, err := d.store.ListFile(ctx, l.Hash)
	if err != nil {
		return nil, err
	}
	p, err := d.parseList(l.File, raw)
	if err != nil {
		return nil, fmt.Errorf("the list %s, held since %s, no longer reads: %w", l.Label(), l.LoadedAt.Format("2006-01-02"), err)
	}
	p.AsOf = l.AsOf
	return p, nil
}

// parseList reads a list file, the countries in it told by their letters.
func (d *Desk) parseList(name string, raw []byte) (*data.ListPack, error) {
	t, err := d.tables()
	if err != nil {
		return nil, err
	}
	return parseList(name, raw, t)
}

func parseList(name string, raw []byte, t *reference.Tables) (*data.ListPack, error) {
	p, err := lists.Parse(name, raw)
	if err != nil {
		return nil, err
	}
	lists.UseCodes(p, t.Countries.Lookup)
	return p, nil
}

// keepPacks keeps lists in use as they were parsed, and no others.
func (d *Desk) keepPacks(tx *store.Tx, packs []*data.ListPack) error {
	var names []string
	for _, p := range packs {
		if p.Starter || !oneProgram(d.o.Program) {
			continue
		}
		names = append(names, keptList+p.Hash)
		if of, err := tx.KeptOf(keptList + p.Hash); err != nil {
			return err
		} else if of == d.o.Program {
			continue
		}
		if err := tx.Keep(keptList+p.Hash, d.o.Program, lists.Encode(p)); err != nil {
			return err
		}
	}
	return tx.KeepOf(keptList, names)
}

// AddList loads a list file. A pack that is smaller or older than the one of the
// same name is refused, and the old one stays, unless accept says why to take it.
func (d *Desk) AddList(ctx context.Context, file, accept string) (ListReport, error) {
	return d.AddListOf(ctx, file, accept, data.Date{})
}

// AddListOf loads a list file of a day that neither it nor its name tells: the one
// on which it was downloaded. A list in use without a day is given it so.
func (d *Desk) AddListOf(ctx context.Context, file, accept string, asOf data.Date) (ListReport, error) {
	raw, err := readFile(file)
	if err != nil {
		return ListReport{}, err
	}
	p, err := d.parseList(filepath.Base(file), raw)
	if err != nil {
		return ListReport{}, fmt.Errorf("%s was not taken and the lists in use stay: %w", file, err)
	}
	if err := d.dateList(p, asOf); err != nil {
		return ListReport{}, fmt.Errorf("%s was not taken and the lists in use stay: %w", file, err)
	}
	r := ListReport{Info: data.ListInfo{ListPack: *p, LoadedAt: d.o.Now(), Person: d.signer.Person(), Current: true}}
	for i := range p.Entries {
		if match.Streetless(&p.Entries[i]) {
			r.Cannot++
		}
	}
	r.Info.Streetless = r.Cannot
	for i := range p.Entries {
		if p.Entries[i].Restricted {
			r.Info.Restricted++
		}
	}
	held, err := d.store.Lists(ctx)
	if err != nil {
		return r, err
	}
	for _, old := range held {
		if old.Hash != p.Hash || !old.Current {
			continue
		}
		if old.AsOf.State() != data.Known && p.AsOf.State() == data.Known {
			r.Before, r.Info.Accepted = &old, old.Accepted
			return r, d.putList(ctx, &r, raw)
		}
		r.Already = true
		r.Info.AsOf = old.AsOf
		return r, nil
	}
	if err := d.compare(ctx, &r, held, p); err != nil {
		return r, err
	}
	if own, err := d.ownCustomers(ctx, &r.Info); err != nil {
		return r, err
	} else if own != "" {
		r.Refused = append(r.Refused, own)
	}
	if len(r.Refused) > 0 && strings.TrimSpace(accept) == "" {
		return r, d.refuseList(ctx, &r)
	}
	if len(r.Refused) > 0 {
		r.Info.Accepted, r.Refused = accept, nil
	}
	return r, d.putList(ctx, &r, raw)
}

// dateList gives a pack the day that a person tells of it. What the file or its name
// tells is not overruled.
func (d *Desk) dateList(p *data.ListPack, asOf data.Date) error {
	switch {
	case asOf.IsZero():
		return nil
	case p.AsOf.State() == data.Known && p.AsOf != asOf:
		return misused(fmt.Errorf("it is of %s by what it or its name tells, and not of %s", p.AsOf, asOf))
	case d.today().Before(asOf) == data.True:
		return misused(fmt.Errorf("%s is not yet", asOf))
	}
	p.AsOf = asOf
	return nil
}

// Undated says what a list without a day lacks, "" where it has one.
func (r *ListReport) Undated() string {
	if r.Info.AsOf.State() == data.Known || r.Info.Starter || houseList(&r.Info) {
		return ""
	}
	return "Neither the file nor its name tells of which day the list is, so that it clears nobody: add it again with the day on which it was downloaded."
}

// compare holds a new pack against the one of its name that is in use.
func (d *Desk) compare(ctx context.Context, r *ListReport, held []data.ListInfo, p *data.ListPack) error {
	var before *data.ListPack
	for _, old := range held {
		if !old.Current || old.Name != p.Name {
			continue
		}
		var err error
		if before, err = d.pack(ctx, old); err != nil {
			return err
		}
		r.Before = &old
	}
	diff := lists.Compare(before, p)
	r.Refused = diff.Refuse
	if before != nil {
		r.Added, r.Removed, r.Changed = len(diff.Added), len(diff.Removed), len(diff.Changed)
	}
	return nil
}

// fewNames is up to how many names a list of one's own may share with one's
// customers, as one of those that were stopped may.
const fewNames = 5

// ownCustomers says that a list of one's own is rather a file of one's customers,
// which as a list would stop them all; "" where it is not.
func (d *Desk) ownCustomers(ctx context.Context, l *data.ListInfo) (string, error) {
	if !houseList(l) || len(l.Entries) <= fewNames {
		return "", nil
	}
	names := map[string]bool{}
	for rec, err := range d.store.Customers(ctx, store.AsOf{}) {
		if err != nil {
			return "", err
		}
		names[history.NameKey(rec.Customer.Name)] = true
	}
	n := 0
	for i := range l.Entries {
		if names[history.NameKey(l.Entries[i].Name)] {
			n++
		}
	}
	if n <= fewNames || 2*n < len(l.Entries) {
		return "", nil
	}
	return fmt.Sprintf("%d of the %d names in %s are those of your own customers: is it a file of customers? 'redflag import' takes these.", n, len(l.Entries), l.File), nil
}

func (d *Desk) putList(ctx context.Context, r *ListReport, raw []byte) error {
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PutList(&r.Info, raw); err != nil {
			return err
		}
		if oneProgram(d.o.Program) {
			if err := tx.Keep(keptList+r.Info.Hash, d.o.Program, lists.Encode(&r.Info.ListPack)); err != nil {
				return err
			}
		}
		_, err := journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: data.ListAdded, Body: []data.EventField{
			{Name: "name", Value: r.Info.Name},
			{Name: "sha256", Value: r.Info.Hash},
			{Name: "as_of", Value: r.Info.AsOf.String()},
			{Name: "counts", Value: mustJSON(r.Info.Counts)},
			{Name: "accepted", Value: r.Info.Accepted},
		}})
		return err
	})
	d.dropFinder()
	return err
}

func (d *Desk) refuseList(ctx context.Context, r *ListReport) error {
	return d.store.Write(ctx, func(tx *store.Tx) error {
		_, err := journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: data.ListRefused, Body: []data.EventField{
			{Name: "name", Value: r.Info.Name},
			{Name: "sha256", Value: r.Info.Hash},
			{Name: "reason", Value: strings.Join(r.Refused, " ")},
		}})
		return err
	})
}

// ListChange is one entry that differs between two packs.
type ListChange struct {
	What string `json:"what"` // added, removed, changed
	ID   string `json:"id"`
	List string `json:"list"`
	Name string `json:"name"`
}

// DiffLists compares two packs, each a file or the start of a held pack's hash.
func (d *Desk) DiffLists(ctx context.Context, a, b string) ([]ListChange, error) {
	pa, err := d.listNamed(ctx, a)
	if err != nil {
		return nil, err
	}
	pb, err := d.listNamed(ctx, b)
	if err != nil {
		return nil, err
	}
	diff := lists.Compare(pa, pb)
	var out []ListChange
	add := func(what string, es []data.ListEntry) {
		for _, e := range es {
			name := e.Name
			if name == "" {
				name = e.Label
			}
			out = append(out, ListChange{what, e.ID, e.List, name})
		}
	}
	add("added", diff.Added)
	add("removed", diff.Removed)
	var changed []data.ListEntry
	for _, c := range diff.Changed {
		changed = append(changed, c.New)
	}
	add("changed", changed)
	return out, nil
}

func (d *Desk) listNamed(ctx context.Context, name string) (*data.ListPack, error) {
	raw, err := readFile(name)
	if err == nil {
		return d.parseList(filepath.Base(name), raw)
	}
	if !errors.Is(err, errNoFile) {
		return nil, err
	}
	held, lerr := d.store.Lists(ctx)
	if lerr != nil {
		return nil, lerr
	}
	for _, l := range held {
		if len(name) >= 6 && strings.HasPrefix(l.Hash, name) {
			return d.pack(ctx, l)
		}
	}
	return nil, fmt.Errorf("%s is neither a file nor the start of a held list's hash ('redflag lists show')", name)
}

// CannotScreen says how many entries of a list nobody can be held against.
func CannotScreen(n int) string {
	if n == 1 {
		return "1 address-only entry tells no street and cannot be screened"
	}
	return fmt.Sprintf("%d address-only entries tell no street and cannot be screened", n)
}
