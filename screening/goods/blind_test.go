package goods

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// blindLine is one line as an order desk writes it, with the parts that it may
// rightly be taken for: ids of the catalogue, or "none" for what is no accelerator
// or system.
//
// blind.csv has been tuned on until nearly all of it is recognised. It is kept so
// that nothing is lost again, and measures nothing any more. blind_2.csv and
// unseen.csv are the halves, by a hash of the description, of a file whose author
// saw neither the catalogue's names nor this package: the first may be read and
// tuned on, the second never. blind_6.csv and unseen_6.csv are two thirds and one
// third of a later such file. blind_7.csv is by the hand that taught the package the
// grammar of a line, written in four goes before each was asked about; it has been
// tuned on since, too. blind_8.csv and unseen_8.csv are two files of one later hand,
// which named products and knew no ids; what each product may be taken for was laid
// down by the product alone, before a line was read. purposes.csv is by the hand that tuned: accessories,
// services and shells of every wording, and goods that their words might hide; so is
// tongues.csv, for tongues that the others hold little of. desk_9.csv is by one more hand
// that tuned, in eight batches, each written before it was asked about. unseen_10.csv is by
// a hand that saw nothing of the package and came after all that was tuned on desk_9.csv.
// desk_11.csv and unseen_11.csv are by two later hands, who saw the ids of the catalogue
// and nothing else: the first is tuned on. desk_21.csv and unseen_21.csv are two files of
// one more such hand, told to write the noise of exports, glued and cut lines; the first
// is tuned on. alike_23.csv holds goods of other trades that bear the name of a chip, and
// lines of chips that look like those; toys are left out, because chips are declared as such.
// desk_31.csv is by a later hand that knew the catalogue, its lines labelled before they were
// asked about; when first asked, precision was 0.991 and recall 0.972. desk_32.csv was
// written by that hand when those were mended, and came to 0.979 and 0.959; desk_33.csv,
// shorter and harder, after that, and came to 0.953 and 0.891.
type blindLine struct {
	language, number, text string
	expect                 []string
}

func blindLines(t testing.TB, file string) []blindLine {
	t.Helper()
	f, err := os.Open("testdata/" + file)
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
		out = append(out, blindLine{language: r[0], number: r[2], text: r[3], expect: strings.Split(r[1], "|")})
	}
	return out
}

// tally is what a set of lines came to.
type tally struct{ right, reported, expected, lines int }

func (c tally) precision() float64 { return float64(c.right) / float64(max(c.reported, 1)) }
func (c tally) recall() float64    { return float64(c.right) / float64(max(c.expected, 1)) }

const noModel = "none"

// lesser are parts of the catalogue that no rule reaches and no data centre buys, such
// as a small graphics card. Some hands tell them apart from goods of no kind, others
// do not.
const lesser = "lesser"

func modelOf(r Recognition) string {
	if r.Part == nil || r.Part.Family != "" || r.Accessory {
		return noModel
	}
	return r.Part.ID
}

// meant is got, or for a system that stands in no list of what a line may be taken for
// the chip inside that does: whoever expects a B200 of a server of eight B200 is answered.
func meant(l *blindLine, r *Recognition, got string) string {
	if got != noModel && r.Chip != nil && !slices.Contains(l.expect, got) && slices.Contains(l.expect, r.Chip.ID) {
		return r.Chip.ID
	}
	return got
}

func (c *tally) add(l *blindLine, got string) {
	c.lines++
	if l.expect[0] != noModel {
		c.expected++
	}
	if got != noModel {
		c.reported++
		if slices.Contains(l.expect, got) {
			c.right++
		}
	}
}

// measure is what a file comes to, in all and by language. wrong is called for
// every line that is not what was meant.
func measure(t *testing.T, g *Goods, file string, wrong func(l *blindLine, got string)) *tally {
	t.Helper()
	sums := map[string]*tally{}
	for _, l := range blindLines(t, file) {
		r := g.Recognise(&data.Line{PartNumber: l.number, Description: l.text})
		got := meant(&l, &r, modelOf(r))
		if got != noModel && slices.Contains(l.expect, lesser) && r.Controlled == data.ControlledNo && r.Part.DC != "yes" {
			got = noModel
		}
		lang := l.language
		if lang != "en" && lang != "zh" && lang != "de" {
			lang = "other"
		}
		for _, k := range []string{"all", lang} {
			if sums[k] == nil {
				sums[k] = &tally{}
			}
			sums[k].add(&l, got)
		}
		if !slices.Contains(l.expect, got) && wrong != nil {
			wrong(&l, got)
		}
	}
	for _, k := range []string{"all", "en", "zh", "de", "other"} {
		if c := sums[k]; c != nil {
			t.Logf("%-12s %-5s %4d lines, precision %.4f, recall %.4f", file, k, c.lines, c.precision(), c.recall())
		}
	}
	return sums["all"]
}

func TestRecognitionOfBlindLines(t *testing.T) {
	g := catalogue(t)
	for file, floor := range map[string]struct{ precision, recall float64 }{
		"blind.csv":    {0.99, 0.99},
		"blind_2.csv":  {0.98, 0.98},
		"blind_6.csv":  {0.98, 0.97},
		"blind_7.csv":  {0.98, 0.98},
		"blind_8.csv":  {0.98, 0.97},
		"purposes.csv": {0.98, 0.98},
		"tongues.csv":  {0.98, 0.95},
		"desk_9.csv":   {0.98, 0.97},
		"desk_11.csv":  {0.98, 0.98},
		"desk_12.csv":  {0.98, 0.98},
		"desk_21.csv":  {0.98, 0.98},
		"alike_23.csv": {0.98, 0.98},
		"desk_31.csv":  {0.99, 0.99},
		"desk_32.csv":  {0.99, 0.97},
		"desk_33.csv":  {0.98, 0.93},
	} {
		c := measure(t, g, file, func(l *blindLine, got string) {
			t.Logf("%s %s: %q %q is %s, want %s", file, l.language, l.number, l.text, got, strings.Join(l.expect, " or "))
		})
		if c.precision() < floor.precision || c.recall() < floor.recall {
			t.Errorf("%s: precision %.4f and recall %.4f, want %.2f and %.2f", file, c.precision(), c.recall(), floor.precision, floor.recall)
		}
	}
}

// Lines that nobody tuned on, told in totals alone: whoever prints one of them
// makes the set worthless. The floors lie slightly below what is reached; the goal
// is a precision of 0.98 and a recall of 0.95.
func TestRecognitionOfUnseenLines(t *testing.T) {
	for file, floor := range map[string]struct{ precision, recall float64 }{"unseen.csv": {0.965, 0.97}, "unseen_6.csv": {0.965, 0.92}, "unseen_8.csv": {0.96, 0.89}, "unseen_10.csv": {0.92, 0.965}, "unseen_11.csv": {0.975, 0.96}, "unseen_21.csv": {0.98, 0.965}} {
		if c := measure(t, catalogue(t), file, nil); c.precision() < floor.precision || c.recall() < floor.recall {
			t.Errorf("%s: precision %.4f and recall %.4f are below what was reached", file, c.precision(), c.recall())
		}
	}
}

func BenchmarkRecogniseBlindLines(b *testing.B) {
	g := catalogue(b)
	all := blindLines(b, "blind.csv")
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		l := &all[i%len(all)]
		i++
		g.Recognise(&data.Line{PartNumber: l.number, Description: l.text})
	}
}
