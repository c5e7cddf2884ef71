package reading_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redflag/screening/reading"
)

func TestATextIsCutIntoSentences(t *testing.T) {
	for _, x := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{" ... ?! ", nil},
		{"one two", []string{"one two"}},
		{"the visit was short. nobody spoke; why?", []string{"the visit was short", "nobody spoke", "why?"}},
		{"serial no. 12 is missing, ask mr. tan", []string{"serial no. 12 is missing, ask mr. tan"}},
		{"v1.2 of the form", []string{"v1.2 of the form"}},
		{"客户不肯说。机器去哪里？", []string{"客户不肯说", "机器去哪里？"}},
		{"куда ушло? не знаем", []string{"куда ушло?", "не знаем"}},
		{"a | b", []string{"a", "b"}},
	} {
		cut := reading.Cut(x.text, nil)
		var got []string
		for i := range cut.Sentences() {
			at, end := cut.Part(i, i+1)
			got = append(got, strings.TrimSpace(x.text[at:end]))
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%q: sentences %q, want %q", x.text, got, x.want)
		}
	}
}

// What is written in another way and means the same has the same features; what
// stands in another sentence does not.
func TestFeaturesDoNotHangOnTheWayOfWriting(t *testing.T) {
	features := func(text string) []uint32 {
		cut := reading.Cut(text, nil)
		return cut.Features(0, cut.Sentences(), nil)
	}
	for _, x := range [][2]string{
		{"don't ask where", "don’t ask, where"},
		{"order 4711 of 12 cards", "order 99 of 3 cards"},
		{"unit xe9680 left", "unit r760xa left"},
		{"später nach köln", "spater nach koln"},
	} {
		if !slices.Equal(features(x[0]), features(x[1])) {
			t.Errorf("%q and %q have other features", x[0], x[1])
		}
	}
	if slices.Equal(features("nobody asked. who pays"), features("who pays nobody asked")) {
		t.Error("the order of words tells nothing")
	}
	if got := features("a b a b a b"); !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
		t.Errorf("features are not sorted, each once: %v", got)
	}
}

// A word of a class belongs to the sentence that it stands in.
func TestClassesStandInTheirSentence(t *testing.T) {
	text := "first thing here. second thing there"
	with := reading.Cut(text, []reading.Mark{{At: strings.Index(text, "there"), Class: "place"}})
	bare := reading.Cut(text, nil)
	if !slices.Equal(with.Features(0, 1, nil), bare.Features(0, 1, nil)) {
		t.Error("a class of the second sentence is a feature of the first")
	}
	if slices.Equal(with.Features(1, 2, nil), bare.Features(1, 2, nil)) {
		t.Error("a class is no feature of its sentence")
	}
}

// Weights read back give what was packed, to the part that is kept.
func TestWeightsAreReadAsPacked(t *testing.T) {
	text := reading.Cut("the boxes went on at night", nil)
	var features []reading.Feature
	for i, hash := range text.Features(0, 1, nil) {
		features = append(features, reading.Feature{Hash: hash, Rarity: 2, Weight: []float64{float64(i % 3), 5}})
	}
	plain := reading.Second{Bias: make([]float64, 2), Slope: []float64{1, 1}} // as the first look says
	raw, err := reading.Pack([]string{"left", reading.Something}, []float64{1, -3}, features, plain, 1)
	if err != nil {
		t.Fatal(err)
	}
	m, err := reading.Parse(string(raw))
	if err != nil {
		t.Fatal(err)
	}
	signs, something := reading.NewReader(m).Read(text)
	if len(signs) != 1 || signs[0].Label != "left" || signs[0].Chance < 0.7 || something.Chance < 0.9 {
		t.Errorf("read %v, something %+v", signs, something)
	}
	if got := m.Labels(); !slices.Equal(got, []string{"left"}) {
		t.Errorf("labels %q", got)
	}
	for n := range raw {
		if _, err := reading.Parse(string(raw[:n])); err == nil {
			t.Fatalf("weights cut off after %d of %d bytes are taken", n, len(raw))
		}
	}
}

// Whatever the text, reading it ends, and signs point into it.
func FuzzRead(f *testing.F) {
	m, err := reading.Load()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"", "a", "客户不肯说。", "\xff\xfe", "don't.\n\n?", strings.Repeat("no ", 300), "ที่อยู่เดียวกัน", "الدفع من حساب آخر؟"} {
		f.Add(s, 3)
	}
	r := reading.NewReader(m)
	f.Fuzz(func(t *testing.T, s string, at int) {
		cut := reading.Cut(s, []reading.Mark{{At: max(0, min(at, len(s))), Class: "refuse"}})
		signs, something := r.Read(cut)
		for _, x := range append(signs, something) {
			if x.At < 0 || x.At > x.End || x.End > len(s) || !(x.Chance >= 0 && x.Chance <= 1) {
				t.Fatalf("a sign %+v of %d bytes", x, len(s))
			}
		}
	})
}

// Sentences are read alone and in twos: what stands elsewhere in a text takes nothing
// away from what one says.
func TestMoreTextTakesNothingAway(t *testing.T) {
	m, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := reading.NewReader(m)
	all := sentences(t)
	rapid.Check(t, func(t *rapid.T) {
		pick := func() string {
			return strings.ToLower(strings.Trim(all[rapid.IntRange(0, len(all)-1).Draw(t, "sentence")].Text, ".;!? "))
		}
		one, more := pick(), pick()
		alone, _ := r.Read(reading.Cut(one, nil))
		alone = slices.Clone(alone)
		signs, _ := r.Read(reading.Cut(more+". \n"+one, nil))
		for _, a := range alone {
			if !slices.ContainsFunc(signs, func(b reading.Sign) bool { return b.Label == a.Label && b.Chance >= a.Chance-1e-9 }) {
				t.Fatalf("%s is read in %q alone and not behind %q", a.Label, one, more)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	m, err := reading.Load()
	if err != nil {
		b.Fatal(err)
	}
	r := reading.NewReader(m)
	text := "customer asked twice whether the paperwork could say networking gear. the forwarder collects on friday. no site visit until the racks are in"
	b.ReportAllocs()
	for b.Loop() {
		r.Read(reading.Cut(text, nil))
	}
}
