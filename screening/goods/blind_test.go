package goods

import (
	"encoding/csv"
	"os"
	"slices"
	"testing"

	"redflag/data"
)

// blindLine is one line as an order desk writes it, with the part that it is: the
// id of the catalogue, or "none" for what is no accelerator or system. The file
// was written before the catalogue's names were; a third, whole families of a line
// and its variation, is held out and was never tuned on.
type blindLine struct {
	language, expect, number, text string
	heldOut                        bool
}

func blindLines(t testing.TB) []blindLine {
	t.Helper()
	f, err := os.Open("testdata/blind.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []blindLine
	for _, r := range rows[1:] {
		out = append(out, blindLine{r[0], r[1], r[2], r[3], r[4] == "yes"})
	}
	return out
}

// tally is what a set of lines came to.
type tally struct{ right, reported, expected, lines int }

func (c tally) precision() float64 { return float64(c.right) / float64(max(c.reported, 1)) }
func (c tally) recall() float64    { return float64(c.right) / float64(max(c.expected, 1)) }

const noModel = "none"

func modelOf(r Recognition) string {
	if r.Part == nil || r.Part.Family != "" || r.Accessory {
		return noModel
	}
	return r.Part.ID
}

func TestRecognitionOfBlindLines(t *testing.T) {
	g := catalogue(t)
	sums := map[string]*tally{}
	add := func(key string, l blindLine, got string) {
		c := sums[key]
		if c == nil {
			c = &tally{}
			sums[key] = c
		}
		c.lines++
		if l.expect != noModel {
			c.expected++
		}
		if got != noModel {
			c.reported++
			if got == l.expect {
				c.right++
			}
		}
	}
	for _, l := range blindLines(t) {
		got := modelOf(g.Recognise(&data.Line{PartNumber: l.number, Description: l.text}))
		set := "tuned"
		if l.heldOut {
			set = "held out"
		}
		for _, key := range []string{"all", set, l.language, l.language + ", " + set} {
			add(key, l, got)
		}
		// Lines held out are counted and not shown, so that nobody tunes on them.
		if got != l.expect && !l.heldOut {
			t.Logf("%s, %s: %q %q is %s, want %s", l.language, set, l.number, l.text, got, l.expect)
		}
	}
	keys := make([]string, 0, len(sums))
	for k := range sums {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		c := sums[k]
		t.Logf("%-14s %4d lines, precision %.4f, recall %.4f", k, c.lines, c.precision(), c.recall())
	}
	if n := sums["all"]; n.lines < 1000 || 2*(n.lines-n.expected) < n.lines {
		t.Errorf("%d lines with %d look-alikes, want 1000 and half", n.lines, n.lines-n.expected)
	}
	for _, k := range []string{"all", "tuned", "held out"} {
		if c := sums[k]; c.precision() < 0.98 || c.recall() < 0.95 {
			t.Errorf("%s: precision %.4f and recall %.4f, want 0.98 and 0.95", k, c.precision(), c.recall())
		}
	}
}

func BenchmarkRecogniseBlindLines(b *testing.B) {
	g := catalogue(b)
	all := blindLines(b)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		l := &all[i%len(all)]
		i++
		g.Recognise(&data.Line{PartNumber: l.number, Description: l.text})
	}
}
