package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/lists"
)

// loadedLists are the lists that were known on a day: of each name the version
// loaded last by then, and the names that were loaded only later.
type loadedLists struct {
	known []data.ListInfo
	later []string
}

// listsOf reads from the journal which list files were loaded by the end of a day.
// The table of lists tells of a file that was loaded twice only the later time.
func (d *Desk) listsOf(ctx context.Context, day data.Date) (loadedLists, error) {
	var out loadedLists
	held, err := d.store.Lists(ctx)
	if err != nil {
		return out, err
	}
	byHash := map[string]*data.ListInfo{}
	for i := range held {
		byHash[held[i].Hash] = &held[i]
	}
	end, newest := d.endOf(day), map[string]time.Time{}
	var names []string // in the order they were first loaded
	at := map[string]*data.ListInfo{}
	err = d.store.View(ctx, func(b journal.Backend) error {
		for e, err := range journal.Read(b) {
			if err != nil {
				return err
			}
			l := byHash[e.Get("sha256")]
			if e.Kind != data.ListAdded || l == nil {
				continue
			}
			if !slices.Contains(names, l.Name) {
				names = append(names, l.Name)
			}
			if e.Time.Before(end) && !e.Time.Before(newest[l.Name]) {
				newest[l.Name] = e.Time
				at[l.Name] = l
			}
		}
		return nil
	})
	for _, n := range names {
		if l := at[n]; l != nil {
			info := *l
			info.LoadedAt = newest[n]
			out.known = append(out.known, info)
		} else {
			out.later = append(out.later, n)
		}
	}
	return out, err
}

// words say which lists a day knew, where these are not the ones in use.
func (l *loadedLists) words(day data.Date) string {
	var labels []string
	for i := range l.known {
		labels = append(labels, l.known[i].Label())
	}
	s := fmt.Sprintf("As of %s, no list was loaded: the starter list is used, which clears nobody.", day)
	if len(labels) > 0 {
		s = fmt.Sprintf("As of %s, the lists are those loaded by then: %s.", day, strings.Join(labels, ", "))
	}
	if len(l.later) > 0 {
		s += fmt.Sprintf(" Loaded only later, and not used: %s.", strings.Join(l.later, ", "))
	}
	return s
}

// isPast reports whether a day is told and over, so that what is held now may not
// have been known on it.
func (d *Desk) isPast(day data.Date) bool {
	return day.State() == data.Known && day.Before(d.today()) == data.True
}

// packsOf are the lists with their entries as they were known on a day.
func (d *Desk) packsOf(ctx context.Context, day data.Date) ([]*data.ListPack, error) {
	if !d.isPast(day) {
		return d.packs(ctx)
	}
	l, err := d.listsOf(ctx, day)
	if err != nil {
		return nil, err
	}
	if len(l.known) == 0 {
		return []*data.ListPack{lists.Starter()}, nil
	}
	var packs []*data.ListPack
	for _, info := range l.known {
		p, err := d.pack(ctx, info)
		if err != nil {
			return nil, err
		}
		packs = append(packs, p)
	}
	return packs, nil
}
