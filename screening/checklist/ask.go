package checklist

import (
	"cmp"
	"slices"

	"redflag/data"
)

// For is what to ask about a verdict: what its findings ask, and the critical
// questions of every list that fits the goods and the patterns found, and whatever
// else keeps the case from release. The most
// important come first: what a stop asks, then a decisive gap, then flags by
// points, then the template.
func (b *Book) For(v *data.Verdict) []Question {
	weight := map[string]int{}
	asked := map[string][]string{}
	patterns := map[string]bool{}
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Cleared != nil {
			continue
		}
		patterns[f.Pattern] = true
		for _, id := range f.Asks {
			if b.byID[id] == nil {
				continue
			}
			weight[id] = max(weight[id], importance(f))
			if !slices.Contains(asked[id], f.Rule) {
				asked[id] = append(asked[id], f.Rule)
			}
		}
	}
	// What keeps the case from release is asked, though no finding asks it.
	bare := b.seatUnknown(v) && asked[seat] == nil && asked[ultimate] == nil
	if bare {
		weight[seat] = decisive
	}
	if len(asked) == 0 && v.Level == data.Pass && !bare {
		return nil
	}
	controlled := Controlled(v)
	var out []Question
	for li := range b.Lists {
		l := &b.Lists[li]
		fits := l.fits(controlled, patterns)
		for _, q := range l.Questions {
			q.AskedBy = asked[q.ID]
			if len(q.AskedBy) > 0 || fits && q.Critical || bare && q.ID == seat {
				out = append(out, q)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Question) int {
		return cmp.Or(cmp.Compare(weight[y.ID], weight[x.ID]), cmp.Compare(rank(y.Critical), rank(x.Critical)))
	})
	return out
}

// Either of these questions has to be answered before controlled goods are released
// where nobody told of headquarters: where these are, and where the ultimate parent is.
const seat, ultimate = "A1", "D4"

func (b *Book) seatUnknown(v *data.Verdict) bool {
	return v.Lights.Headquarters.Is == data.LightUnknown && Controlled(v)
}

func (l *List) fits(controlled bool, patterns map[string]bool) bool {
	if l.Controlled && !controlled {
		return false
	}
	return slices.ContainsFunc(l.Patterns, func(p string) bool { return patterns[p] })
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// decisive is how much a question weighs that a decisive gap asks.
const decisive = 5_000

// importance orders findings: a stop above a decisive gap above any flag.
func importance(f *data.Finding) int {
	switch {
	case f.Kind == data.StopFinding:
		return 10_000 + f.Points
	case f.Kind == data.GapFinding && f.Decisive:
		return decisive + f.Points
	case f.Kind == data.FlagFinding:
		return 100 + f.Points
	case f.Kind == data.GapFinding:
		return 50 + f.Points
	}
	return 1
}

// Controlled reports whether any line of the verdict is, or may be, an advanced
// computing item.
func Controlled(v *data.Verdict) bool {
	return slices.ContainsFunc(v.Goods, func(g data.Good) bool {
		return g.Controlled == data.ControlledYes || g.Controlled == data.ControlledPossible
	})
}
