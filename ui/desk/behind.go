package desk

import (
	"context"
	"fmt"

	"redflag/data"
)

// changedSince names what verdicts rest on and is not as it was at the last screen.
// The stamp is of a screen that would be made now.
func (d *Desk) changedSince(ctx context.Context, now data.Stamp) ([]string, error) {
	last, err := d.store.LastScreen(ctx)
	if err != nil {
		return nil, err
	}
	if last.At.IsZero() {
		if last.Dirty == 0 {
			return nil, nil
		}
		return []string{"all records, which were never screened"}, nil
	}
	var out []string
	switch {
	case last.Dirty == 1:
		out = append(out, "1 record")
	case last.Dirty > 1:
		out = append(out, fmt.Sprintf("%d records", last.Dirty))
	}
	for _, p := range [...]struct{ what, now, then string }{
		{"the lists", now.Lists, last.Stamp.Lists},
		{"judgements on hits, sites and parties", now.Judgements, last.Stamp.Judgements},
		{"the rules", now.Rules, last.Stamp.Rules},
		{"the reference tables", now.Reference, last.Stamp.Reference},
	} {
		if p.now != p.then {
			out = append(out, p.what)
		}
	}
	return out, nil
}
