package lists

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
)

// Diff is what a new pack changes against the one it would replace.
type Diff struct {
	Counts  []CountChange `json:"counts"` // by list code, sorted
	Added   []data.ListEntry
	Removed []data.ListEntry
	Changed []Change
	Refuse  []string // why the new pack must not silently replace the old; empty: it may
}

// CountChange is how many entries of one list there were and are.
type CountChange struct {
	List     string `json:"list"`
	Old, New int
}

// Change is one entry that stands in both packs and says something else.
type Change struct {
	Old, New data.ListEntry
	Fields   []string
}

// Limits of a loss that is still taken for an ordinary update.
const (
	lossShare = 0.05
	lossRows  = 10
)

// Compare tells what the new pack changes. Old is nil where none was loaded.
func Compare(old, new *data.ListPack) Diff {
	var d Diff
	if new.Cut != "" {
		d.Refuse = append(d.Refuse, fmt.Sprintf("%s is not whole: %s.", new.File, new.Cut))
	}
	if old == nil {
		old = &data.ListPack{}
	}
	d.Counts = countChanges(old, new)
	d.diff(old, new)
	if len(old.Entries) > 0 {
		d.Refuse = append(d.Refuse, losses(old, new, d.Counts)...)
	}
	return d
}

func countChanges(old, new *data.ListPack) []CountChange {
	at := map[string]*CountChange{}
	get := func(list string) *CountChange {
		if at[list] == nil {
			at[list] = &CountChange{List: list}
		}
		return at[list]
	}
	for i := range old.Entries {
		get(old.Entries[i].List).Old++
	}
	for i := range new.Entries {
		get(new.Entries[i].List).New++
	}
	out := make([]CountChange, 0, len(at))
	for _, c := range at {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b CountChange) int { return cmp.Compare(a.List, b.List) })
	return out
}

// losses are the reasons to ask before old is replaced. The starter list is
// replaced by anything.
func losses(old, new *data.ListPack, counts []CountChange) []string {
	if old.Starter {
		return nil
	}
	var out []string
	for _, c := range counts {
		lost := c.Old - c.New
		switch {
		case c.New == 0:
			out = append(out, fmt.Sprintf("List %s is missing: %s had %d entries of it.", c.List, old.Label(), c.Old))
		case lost > lossRows && float64(lost) > lossShare*float64(c.Old):
			out = append(out, fmt.Sprintf("List %s falls from %d entries to %d.", c.List, c.Old, c.New))
		}
	}
	was, is := len(old.Entries), len(new.Entries)
	if lost := was - is; lost > lossRows && float64(lost) > lossShare*float64(was) {
		out = append(out, fmt.Sprintf("The file holds %d entries; %s held %d.", is, old.Label(), was))
	}
	if new.AsOf.Before(old.AsOf) == data.True {
		out = append(out, fmt.Sprintf("%s is older than the list in use, %s.", new.Label(), old.Label()))
	}
	return out
}

// diff pairs the entries: first those that say the same name under the same
// id, then the same name, then the same id. Ids alone come last because some
// files number their rows anew each time.
func (d *Diff) diff(old, new *data.ListPack) {
	left := map[string][]int{}
	taken := make([]bool, len(old.Entries))
	pairOf := make([]int, len(new.Entries))
	for i := range pairOf {
		pairOf[i] = -1
	}
	for _, key := range []func(*data.ListEntry) string{
		func(e *data.ListEntry) string { return e.List + "\x00" + e.ID + "\x00" + nameKey(e) },
		func(e *data.ListEntry) string { return e.List + "\x00" + nameKey(e) },
		idKey,
	} {
		clear(left)
		for i := range old.Entries {
			if k := key(&old.Entries[i]); !taken[i] && k != "" {
				left[k] = append(left[k], i)
			}
		}
		for j := range new.Entries {
			if pairOf[j] >= 0 {
				continue
			}
			k := key(&new.Entries[j])
			if q := left[k]; len(q) > 0 {
				pairOf[j], left[k] = q[0], q[1:]
				taken[q[0]] = true
			}
		}
	}
	for j := range new.Entries {
		if pairOf[j] < 0 {
			d.Added = append(d.Added, new.Entries[j])
		} else if f := changedFields(&old.Entries[pairOf[j]], &new.Entries[j]); len(f) > 0 {
			d.Changed = append(d.Changed, Change{old.Entries[pairOf[j]], new.Entries[j], f})
		}
	}
	for i := range old.Entries {
		if !taken[i] {
			d.Removed = append(d.Removed, old.Entries[i])
		}
	}
}

func nameKey(e *data.ListEntry) string {
	if e.AddressOnly {
		return e.Label + "\x00" + strings.Join(e.Addresses, ";") + strings.Join(e.Countries, ",")
	}
	return strings.ToLower(strings.Join(strings.Fields(e.Name), " "))
}

// idKey is empty for ids that are only a place in the file.
func idKey(e *data.ListEntry) string {
	if strings.HasPrefix(e.ID, "row-") || (len(e.ID) == 6 && e.ID[0] == 'L') {
		return ""
	}
	return e.List + "\x00" + e.ID
}

func changedFields(a, b *data.ListEntry) []string {
	var out []string
	note := func(field string, differs bool) {
		if differs {
			out = append(out, field)
		}
	}
	note("name", nameKey(a) != nameKey(b))
	note("aliases", !sameSet(a.Aliases, b.Aliases))
	note("addresses", !sameSet(a.Addresses, b.Addresses))
	note("countries", !sameSet(a.Countries, b.Countries))
	note("programs", a.Programs != b.Programs)
	note("licence_requirement", a.LicenceRequirement != b.LicenceRequirement)
	note("licence_policy", a.LicencePolicy != b.LicencePolicy)
	note("fr_notice", a.FRNotice != b.FRNotice)
	note("start_date", a.StartDate != b.StartDate)
	note("end_date", a.EndDate != b.EndDate)
	note("remarks", a.Remarks != b.Remarks)
	note("ids", !sameSet(a.IDs, b.IDs))
	return out
}

func sameSet(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}
