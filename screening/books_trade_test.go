package screening

import (
	"bufio"
	"cmp"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"redflag/data"
)

// bookBounds are what a desk of each kind may be asked at most, in thousandths of its records:
// above pass of everyday trade, held of it, and held of lawful trade with controlled goods. They
// stand a little above what is reached, so that a change that makes noise is seen.
func bookBounds() map[string]bookBound {
	return map[string]bookBound{
		"reseller":   {2, 0.5, 10, 2500},
		"servers":    {12, 0.5, 10, 2500},
		"components": {4, 0.5, 0, 2500},
		"broker":     {36, 0.5, 0, 2500},
		"hosting":    {1, 0.5, 10, 2500},
		"used":       {8, 2.5, 20, 1000},
		"odm":        {12, 2.5, 40, 1000},
		"integrator": {18, 2.5, 20, 1000},
		"rental":     {6, 2.5, 20, 1000},
		"depot":      {6, 2.5, 20, 1000},
		"cards":      {20, 2.5, 100, 1000},
	}
}

type bookBound struct {
	asked, held, lawfulHeld float64
	shipments               int // of a book in every run of the tests
}

// unread is the seed from which on nobody reads what is asked about a book: of those only the
// figures are told.
const unread = 9000

// Whole books of ordinary trade show what single cases never do: goods misread, customers whose
// orders jump, notes of a desk read as signs. Of each kind of desk one book is screened that was
// read while mending and one that nobody reads; schemes stand among their records.
//
// A larger book: BOOK_SHIPMENTS=100000 go test ./screening -run WholeBooks -v (BOOK_SEED=n takes
// another book; BOOK_OUT=DIR keeps the records and what is said of them as JSON Lines). Such a run
// tells its figures and holds nothing to the bounds.
func TestWholeBooksOfTrade(t *testing.T) {
	if testing.Short() {
		t.Skip("screens whole books")
	}
	n, seeds, bounded := 0, []uint64{1, unread + 1}, true
	if v, err := strconv.Atoi(os.Getenv("BOOK_SHIPMENTS")); err == nil {
		n, bounded = v, false
	}
	if v, err := strconv.ParseUint(os.Getenv("BOOK_SEED"), 10, 64); err == nil {
		seeds, bounded = []uint64{v}, false
	}
	for _, name := range slices.Sorted(maps.Keys(bookBounds())) {
		for _, seed := range seeds {
			t.Run(name+"/"+strconv.FormatUint(seed, 10), func(t *testing.T) {
				bound := bookBounds()[name]
				b := openDesk(t, name).write(t, cmp.Or(n, bound.shipments), seed)
				verdicts := judge(t, inputs(t, listed("Grey Heron Microelectronics")), b.records)
				if dir := os.Getenv("BOOK_OUT"); dir != "" {
					keep(t, filepath.Join(dir, name+".jsonl"), b.records)
					keep(t, filepath.Join(dir, name+".verdicts.jsonl"), verdicts)
				}
				if !bounded {
					bound = bookBound{asked: 1000, held: 1000, lawfulHeld: 1000}
				}
				b.measure(t, bound, seed < unread, verdicts)
				b.schemesFound(t, verdicts)
			})
		}
	}
}

func keep[T any](t *testing.T, file string, lines []T) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, l := range lines {
		if err := enc.Encode(l); err != nil {
			t.Fatal(err)
		}
	}
	if err := cmp.Or(w.Flush(), f.Close()); err != nil {
		t.Fatal(err)
	}
}

// measure counts how often trade is asked about, and names the rules that ask about everyday trade
// where they may be read.
func (b *tradeBook) measure(t *testing.T, bound bookBound, read bool, verdicts []data.Verdict) {
	t.Helper()
	type asked struct {
		times   int
		alone   int // nothing else asked
		example string
	}
	of, levels, rules := map[int]float64{}, map[int]map[data.Level]float64{plainTrade: {}, controlledTrade: {}, licensedTrade: {}}, map[string]*asked{}
	for _, v := range verdicts {
		is, shipment := b.is[v.Shipment]
		if !shipment || is == plantedTrade {
			continue
		}
		of[is]++
		levels[is][v.Level]++
		if is != plainTrade || v.Level == data.Pass {
			continue
		}
		open := slices.DeleteFunc(slices.Clone(v.Findings), func(f data.Finding) bool { return f.Kind == data.NoteFinding })
		for _, f := range open {
			a := rules[f.Rule]
			if a == nil {
				a = &asked{example: v.Shipment + ": " + f.Says}
				rules[f.Rule] = a
			}
			a.times++
			if len(open) == 1 {
				a.alone++
			}
		}
	}
	share := func(is int, least data.Level) float64 {
		sum := 0.0
		for l, n := range levels[is] {
			if l >= least {
				sum += n
			}
		}
		return 1000 * sum / max(1, of[is])
	}
	for _, m := range []struct {
		what  string
		is    int
		least data.Level
		most  float64
	}{
		{"everyday records above pass", plainTrade, data.Review, bound.asked},
		{"everyday records held", plainTrade, data.Hold, bound.held},
		{"lawful records of controlled goods above pass", controlledTrade, data.Review, 1000},
		{"lawful records of controlled goods held", controlledTrade, data.Hold, bound.lawfulHeld},
		{"lawful records of controlled goods stopped", controlledTrade, data.Stop, bound.lawfulHeld},
		{"records with a licence that nothing evidences yet, stopped", licensedTrade, data.Stop, 1000},
	} {
		if of[m.is] == 0 {
			continue
		}
		got := share(m.is, m.least)
		t.Logf("%s: %.1f of a thousand (%.0f in all)", m.what, got, of[m.is])
		if got > m.most {
			t.Errorf("%s: %.1f of a thousand, more than %.1f", m.what, got, m.most)
		}
	}
	if !read {
		return
	}
	names := slices.SortedFunc(maps.Keys(rules), func(a, b string) int {
		return cmp.Or(cmp.Compare(rules[b].times, rules[a].times), cmp.Compare(a, b))
	})
	for _, rule := range names[:min(len(names), 40)] {
		t.Logf("%5d (%d alone) %s: %s", rules[rule].times, rules[rule].alone, rule, rules[rule].example)
	}
}

// schemesFound holds each scheme to the level of its worst record.
func (b *tradeBook) schemesFound(t *testing.T, verdicts []data.Verdict) {
	t.Helper()
	of := map[string]data.Verdict{}
	for _, v := range verdicts {
		of[v.Shipment] = v
	}
	for _, s := range b.schemes {
		worst := data.Pass
		for _, id := range s.ids {
			worst = max(worst, of[id].Level)
		}
		t.Logf("%s: %v, %v expected", s.Case, worst, s.Expect)
		if worst < s.Expect {
			t.Errorf("%s is %v and not %v: %s", s.Case, worst, s.Expect, s.Why)
		}
	}
}
