package desk

import (
	"context"
	"fmt"
	"time"

	"redflag/data"
)

// Reach is what a day takes in of imports and lists: a record counts from the day on
// which it was imported, whatever dates it tells, and a list from when it was loaded.
type Reach struct {
	Read  int       `json:"read"`
	Later int       `json:"later"`           // imports after the day, left out
	First time.Time `json:"first"`           // the first import of all
	Lists string    `json:"lists,omitempty"` // which lists a past day knew, in words
}

// Words are what was left out and which lists are used, "" for what is in use now.
func (r Reach) Words(day data.Date) string {
	if r.Later == 0 {
		return r.Lists
	}
	if r.Lists != "" {
		r.Lists = "\n" + r.Lists
	}
	return fmt.Sprintf("As of %s, %d of %d imports are read: what was imported later was not known on that day.", day, r.Read, r.Read+r.Later) + r.Lists
}

// NothingKnown is the fault of asking for a day before the first import.
type NothingKnown struct {
	Day   data.Date
	Reach Reach
}

func (e *NothingKnown) Error() string {
	return fmt.Sprintf("as of %s nothing was known: the first import is of %s. Nothing was judged, and the verdicts before stay.\n"+
		"A record counts from the day it was imported. Orders are judged by the law of their own ship date as it is; leave --as-of out for that.\n"+
		"To judge a file as if it had been known on that day, use: redflag screen --from RECORDS.jsonl --as-of %s",
		e.Day, e.Reach.First.Format("2006-01-02"), e.Day)
}

// reach counts the imports up to the end of a day; a day that is not told takes
// in all. A day before all of them is a fault: an empty queue would read as if
// there were nothing to fear.
func (d *Desk) reach(ctx context.Context, day data.Date) (Reach, error) {
	imports, err := d.store.Imports(ctx)
	if err != nil || day.State() != data.Known {
		return Reach{Read: len(imports)}, err
	}
	var r Reach
	end := d.endOf(day)
	for _, im := range imports {
		if im.Withdrawn {
			continue
		}
		if r.First.IsZero() || im.At.Before(r.First) {
			r.First = im.At
		}
		if im.At.Before(end) {
			r.Read++
		} else {
			r.Later++
		}
	}
	if r.Read == 0 && r.Later > 0 {
		return r, &NothingKnown{day, r}
	}
	if r.Read > 0 && d.isPast(day) {
		l, err := d.listsOf(ctx, day)
		if err != nil {
			return r, err
		}
		r.Lists = l.words(day)
	}
	return r, nil
}

// endOf is the first moment after a day, where the workspace is.
func (d *Desk) endOf(day data.Date) time.Time {
	on := data.DateOfDay(day.Last())
	return time.Date(int(on.Year), time.Month(on.Month), int(on.Day)+1, 0, 0, 0, 0, d.o.Now().Location())
}
