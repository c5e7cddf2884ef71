package goods

import (
	"bytes"
	"encoding/binary"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"testing"

	"redflag/data"
)

var update = flag.Bool("update", false, "learn the weights of the opinion anew and write them")

// example is a line that names a part: what is weighed of it, and whether its goods are
// accelerators or systems of them.
type example struct {
	features []uint32
	is       bool
}

// seenFiles are the files of lines that may be read and learned from.
var seenFiles = []string{"lines.csv", "blind.csv", "blind_2.csv", "blind_6.csv", "blind_7.csv", "purposes.csv", "tongues.csv", "blind_8.csv", "desk_9.csv", "desk_11.csv", "desk_12.csv", "desk_21.csv", "alike_23.csv", "desk_31.csv", "desk_32.csv", "desk_33.csv"}

// seenLines are the lines of a file, of lines.csv those that are not held out.
func seenLines(t testing.TB, file string) (out []blindLine) {
	if file != "lines.csv" {
		return blindLines(t, file)
	}
	for _, w := range writtenLines(t) {
		if w.heldOut {
			continue
		}
		expect := noModel
		if w.expect != "" {
			expect = w.expect
		}
		out = append(out, blindLine{w.language, w.part, w.text, []string{expect}})
	}
	return out
}

// examplesOf are the lines of a file that name a part.
func examplesOf(t testing.TB, g *Goods, file string) (out []example) {
	s := &scratch{}
	for _, l := range seenLines(t, file) {
		byPart, _ := g.read(&data.Line{PartNumber: l.number, Description: l.text}, s, false)
		m, ok := g.mention(s, byPart)
		if !ok || slices.Contains(l.expect, lesser) && g.ready[m.part].Controlled == data.ControlledNo {
			continue
		}
		g.weigh(s, m)
		e := example{is: l.expect[0] != noModel}
		for _, w := range s.weighings {
			e.features = append(e.features, w.feature)
		}
		out = append(out, e)
	}
	return out
}

// learn fits a logistic regression by stochastic steps of adapted length. The same
// examples in the same order give the same weights.
func learn(all []example) opinion {
	const rate, decay, passes, least = 2, 2e-4, 40, 2
	w, squares, count := make([]float64, weighed), make([]float64, weighed), make([]int, weighed)
	order := make([]int, len(all))
	for i, e := range all {
		order[i] = i
		for _, f := range e.features {
			count[f]++
			squares[f] = 1
		}
	}
	bias := 0.0
	draw := rand.New(rand.NewPCG(1, 7))
	for range passes {
		draw.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, i := range order {
			e := &all[i]
			part, z := share(len(e.features)), bias
			for _, f := range e.features {
				z += w[f] * part
			}
			d := 1 / (1 + math.Exp(-z))
			if e.is {
				d--
			}
			bias -= d / 100
			for _, f := range e.features {
				if count[f] < least {
					continue
				}
				step := d*part + decay*w[f]
				squares[f] += step * step
				w[f] -= rate * step / math.Sqrt(squares[f])
			}
		}
	}
	return parseOpinion(string(pack(bias, w)))
}

// pack writes weights as parseOpinion reads them.
func pack(bias float64, w []float64) []byte {
	scale := 0.0
	for _, x := range w {
		scale = max(scale, math.Abs(x)/127)
	}
	out := binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(bias)))
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(scale)))
	for _, x := range w {
		out = append(out, byte(int8(math.Round(x/scale))))
	}
	return out
}

func packed(o opinion) []byte {
	out := binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(o.bias)))
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(o.scale)))
	return append(out, o.weights...)
}

// The weights are those that the lines teach: whoever changes lines, the words of the
// catalogue or what is weighed learns them anew, with -update.
func TestTheOpinionIsLearnedFromTheLines(t *testing.T) {
	g := catalogue(t)
	var all []example
	for _, file := range seenFiles {
		all = append(all, examplesOf(t, g, file)...)
	}
	got := packed(learn(all))
	if *update {
		if err := os.WriteFile("weights.bin", got, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Logf("%d examples, %d bytes", len(all), len(got))
		return
	}
	if runtime.GOARCH != "amd64" {
		t.Skip("the weights were learned on amd64; other processors round otherwise")
	}
	if want, err := os.ReadFile("weights.bin"); err != nil || !bytes.Equal(got, want) {
		t.Errorf("the weights are not those of the lines and words: learn them anew with go test ./screening/goods -run Opinion -update (%v)", err)
	}
}

// The opinion must know lines of a hand that it did not learn from, or it is of no use.
func TestOpinionOfAHandThatItDidNotLearnFrom(t *testing.T) {
	g := catalogue(t)
	for _, hand := range []string{"blind_2.csv", "blind_6.csv", "blind_7.csv", "purposes.csv", "blind_8.csv"} {
		var rest []example
		for _, file := range seenFiles {
			if file != hand {
				rest = append(rest, examplesOf(t, g, file)...)
			}
		}
		o, right, n, loss := learn(rest), 0, 0, 0.0
		for _, e := range examplesOf(t, g, hand) {
			var features []weighing
			for _, f := range e.features {
				features = append(features, weighing{feature: f})
			}
			z := o.of(features)
			if !e.is {
				z = -z
			}
			if n++; z > 0 {
				right++
			}
			loss += math.Log1p(math.Exp(-z))
		}
		share := float64(right) / float64(n)
		t.Logf("%-12s %4d examples, right %.4f, loss %.4f", hand, n, share, loss/float64(n))
		if share < leastRight {
			t.Errorf("of the lines of %s the opinion learned elsewhere is right in %.4f, want %.2f", hand, share, leastRight)
		}
		g.opinion = o
		measure(t, g, hand, nil)
		t.Logf("%-12s silent on %d goods", hand, silent(t, g, hand))
	}
}

// leastRight is how often the opinion must be right on lines of a hand that it did not
// learn from. They are chosen by their hands to be hard.
const leastRight = 0.92

// silent is on how many lines of goods nothing is said of them, not even that they may be.
func silent(t testing.TB, g *Goods, file string) (n int) {
	for _, l := range seenLines(t, file) {
		if l.expect[0] == noModel {
			continue
		}
		r := g.Recognise(&data.Line{PartNumber: l.number, Description: l.text})
		if r.Controlled == data.ControlledNoSign || r.Part != nil && r.Part.Family != "" && r.Controlled == data.ControlledNo {
			n++
		}
	}
	return n
}
