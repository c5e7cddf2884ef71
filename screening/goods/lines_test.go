package goods

import (
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
	"testing"

	"redflag/data"
	"redflag/data/reference"
)

// written is one line of testdata/lines.csv: a description as an order desk
// writes it, and the row of the catalogue that a specialist takes it for. An
// empty row stands for goods that are no accelerator, most of them look-alikes.
type written struct {
	language, part, text, expect string
	controlled                   data.Controlled
	heldOut                      bool // the recogniser is never tuned on it
}

func writtenLines(t testing.TB) []written {
	t.Helper()
	f, err := os.Open("testdata/lines.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []written
	for _, r := range rows[1:] {
		h := fnv.New32a()
		h.Write([]byte(r[1] + "\x00" + r[2]))
		out = append(out, written{r[0], r[1], r[2], r[3], data.Controlled(r[4]), h.Sum32()%3 == 0})
	}
	return out
}

// count holds the answers about one kind of lines.
type count struct{ lines, wanted, said, right int }

func (c *count) add(wanted, said, right bool) {
	c.lines++
	for n, b := range map[*int]bool{&c.wanted: wanted, &c.said: said, &c.right: right} {
		if b {
			*n++
		}
	}
}

func (c count) precision() float64 { return float64(c.right) / max(float64(c.said), 1) }
func (c count) recall() float64    { return float64(c.right) / max(float64(c.wanted), 1) }

func (c count) String() string {
	return fmt.Sprintf("%4d lines, %3d of accelerators: precision %.3f, recall %.3f", c.lines, c.wanted, c.precision(), c.recall())
}

// accelerator reports whether a line was taken for a row of the catalogue that
// is an accelerator or holds some, or for goods that may be controlled.
func accelerator(r *Recognition) bool {
	return r.Part != nil && r.Part.Family == "" || r.Controlled == data.ControlledYes || r.Controlled == data.ControlledPossible
}

// means reports whether the recognition is what was meant: the row, or for
// systems the right chip inside.
func means(parts *reference.Parts, r *Recognition, w *written) bool {
	want := parts.Get(w.expect)
	if want == nil || r.Part == nil || w.controlled != "" && r.Controlled != w.controlled {
		return false
	}
	return r.Part == want || r.Chip != nil && r.Chip == parts.Inside(want)
}

func TestRecognitionOfLinesAsWritten(t *testing.T) {
	g := catalogue(t)
	counts := map[string]*count{}
	in := func(name string) *count {
		if counts[name] == nil {
			counts[name] = &count{}
		}
		return counts[name]
	}
	for _, w := range writtenLines(t) {
		if w.expect != "" && g.parts.Get(w.expect) == nil {
			t.Fatalf("lines.csv expects %q of %q, which is no row of the catalogue", w.expect, w.text)
		}
		r := g.Recognise(&data.Line{PartNumber: w.part, Description: w.text})
		said, right := accelerator(&r), means(g.parts, &r, &w)
		half := "tuned"
		if w.heldOut {
			half = "held out"
		}
		for _, name := range []string{"all", half, half + " " + w.language} {
			in(name).add(w.expect != "", said, said && right)
		}
		// Lines held out are counted and not shown, so that nobody tunes on them.
		if !w.heldOut && (said != (w.expect != "") || said && !right) {
			id := "nothing"
			if r.Part != nil {
				id = r.Part.ID
			}
			t.Logf("%s %q %q is taken for %s (%s), want %q %s", w.language, w.part, w.text, id, r.Controlled, w.expect, w.controlled)
		}
	}
	for _, name := range []string{"all", "tuned", "tuned en", "tuned zh", "tuned de", "held out", "held out en", "held out zh", "held out de"} {
		t.Logf("%-12s %s", name, in(name))
	}
	for _, name := range []string{"tuned", "held out"} {
		if c := in(name); c.precision() < 0.98 || c.recall() < 0.95 {
			t.Errorf("%s: precision %.3f and recall %.3f, want 0.98 and 0.95", name, c.precision(), c.recall())
		}
	}
	if c := in("all"); c.lines < 1000 || c.lines-c.wanted < c.lines*2/5 {
		t.Errorf("%d lines with %d look-alikes are too few to measure by", c.lines, c.lines-c.wanted)
	}
}

func TestLinesAsWrittenStandOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range writtenLines(t) {
		k := w.part + "|" + strings.ToLower(w.text)
		if seen[k] {
			t.Errorf("%q stands twice", w.text)
		}
		seen[k] = true
	}
}
