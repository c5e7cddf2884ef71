package reading_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"redflag/screening/facts"
	"redflag/screening/reading"
)

var update = flag.Bool("update", false, "learn the weights anew and write them")

// labelled is a sentence with what it retells; none is nothing to ask about.
type labelled struct {
	Text     string   `json:"t"`
	run      int      // of ten lines of its file: who writes ten in a row writes alike
	Is       []string `json:"is"`
	Language string   `json:"l"`
}

func sentences(t testing.TB) (out []labelled) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "sentences", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no sentences: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		in := bufio.NewScanner(bytes.NewReader(raw))
		in.Buffer(nil, 1<<20)
		for n := 1; in.Scan(); n++ {
			var s labelled
			if err := json.Unmarshal(in.Bytes(), &s); err != nil {
				t.Fatalf("%s:%d: %v", file, n, err)
			}
			s.run = (n - 1) / 10
			out = append(out, s)
		}
	}
	return out
}

// labels are those of the sentences in order, and one for any of them.
func labels(t testing.TB, all []labelled) []string {
	t.Helper()
	var out []string
	for _, s := range all {
		for _, l := range s.Is {
			if !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	slices.Sort(out)
	return append(out, reading.Something)
}

func examplesOf(words *facts.Words, all []labelled, labels []string) []example {
	number := map[string]int{}
	for i, l := range labels {
		number[l] = i
	}
	out := make([]example, len(all))
	for i, s := range all {
		cut, _ := words.Cut(s.Text)
		out[i].Text, out[i].Run, out[i].Features = cut, s.run, cut.Features(0, cut.Sentences(), nil)
		for _, l := range s.Is {
			out[i].Labels = append(out[i].Labels, number[l])
		}
		if len(s.Is) > 0 {
			out[i].Labels = append(out[i].Labels, number[reading.Something])
		}
	}
	return out
}

func usual(labels int) options {
	return options{Labels: labels, Passes: 5, Rate: 1, Start: 1, Decay: 1e-4, Positive: 2, Least: 2}
}

// leastWeight is the smallest weight kept, in parts of 127 of the largest of its label.
const leastWeight = 10

// folds are the parts of the examples that first looks do not learn from in turn.
const folds = 4

// packed are the weights that examples teach. What a first look gives for sentences that it
// did not learn from teaches the second look: each part is left out once, so that all do.
func packed(t testing.TB, examples []example, labels []string) []byte {
	t.Helper()
	none := reading.Second{Bias: make([]float64, len(labels)), Slope: make([]float64, len(labels))}
	all := make([]looked, len(examples))
	for fold := range folds {
		var most []example
		for _, x := range examples {
			if x.Run%folds != fold {
				most = append(most, x)
			}
		}
		m, err := reading.Parse(string(firstLook(t, most, labels, none)))
		if err != nil {
			t.Fatal(err)
		}
		r := reading.NewReader(m)
		for i, x := range examples {
			if x.Run%folds == fold {
				all[i] = looked{slices.Clone(r.First(x.Text, 0, x.Text.Sentences())), x.Labels}
			}
		}
	}
	return firstLook(t, examples, labels, secondLook(all, len(labels), slices.Index(labels, reading.Something)))
}

// firstLook learns the first look and packs it with a second one.
func firstLook(t testing.TB, examples []example, labels []string, second reading.Second) []byte {
	t.Helper()
	w := learned(examples, usual(len(labels)))
	features := make([]reading.Feature, len(w.Features))
	for i, hash := range w.Features {
		f := reading.Feature{Hash: hash, Rarity: float64(w.Rarity[i]), Weight: make([]float64, len(labels))}
		for l := range labels {
			f.Weight[l] = float64(w.Of[l][i] * w.Rarity[i])
		}
		features[i] = f
	}
	bias := make([]float64, len(labels))
	for l, b := range w.Bias {
		bias[l] = float64(b)
	}
	out, err := reading.Pack(labels, bias, features, second, leastWeight)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The weights are those that the sentences teach: whoever changes sentences or the
// classes of words learns them anew, with -update.
func TestTheWeightsAreLearnedFromTheSentences(t *testing.T) {
	words, err := facts.LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	all := sentences(t)
	labels := labels(t, all)
	got := packed(t, examplesOf(words, all, labels), labels)
	if *update {
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is a good one
		if _, err := w.Write(got); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(w.Close(), os.WriteFile("weights.bin.gz", b.Bytes(), 0o644)); err != nil {
			t.Fatal(err)
		}
		t.Logf("%d sentences, %d bytes", len(all), len(got))
		return
	}
	if runtime.GOARCH != "amd64" {
		t.Skip("the weights were learned on amd64; other processors round otherwise")
	}
	f, err := os.Open("weights.bin.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	want, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the weights are not those of the sentences and word classes: learn them anew with go test ./screening/reading -run Weights -update")
	}
}
