package reading_test

import (
	"slices"
	"testing"

	"redflag/screening/facts"
	"redflag/screening/reading"
)

// What a model reads in sentences it did not learn from: two fifths, one after the other,
// are left out of the learning, in runs of lines, because who writes ten in a row writes
// alike.
func TestSentencesNotLearnedFrom(t *testing.T) {
	if testing.Short() {
		t.Skip("learns two models")
	}
	words, err := facts.LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	all := sentences(t)
	labels := labels(t, all)
	examples := examplesOf(words, all, labels)
	const fifths = 5
	out := func(i, fold int) bool { return examples[i].Run/folds%fifths == fold }
	var told, right, bare, plain, plainRight, plainBare, labelled, retelling, something int
	for fold := range 2 {
		var rest []example
		for i := range examples {
			if !out(i, fold) {
				rest = append(rest, examples[i])
			}
		}
		m, err := reading.Parse(string(packed(t, rest, labels)))
		if err != nil {
			t.Fatal(err)
		}
		r := reading.NewReader(m)
		for i, s := range all {
			if !out(i, fold) {
				continue
			}
			cut, _ := words.Cut(s.Text)
			signs, any := r.Read(cut)
			labelled += len(s.Is)
			if any.Chance >= reading.Told {
				something++
				if len(s.Is) > 0 {
					retelling++
				}
			}
			for _, sign := range signs {
				if sign.Chance < reading.Likely {
					continue
				}
				is, none, sure := slices.Contains(s.Is, sign.Label), len(s.Is) == 0, sign.Chance >= reading.Sure
				count(&told, true)
				count(&right, is)
				count(&bare, none)
				count(&plain, sure)
				count(&plainRight, sure && is)
				count(&plainBare, sure && none)
			}
		}
	}
	share := func(n, of int) float64 { return float64(n) / float64(max(of, 1)) }
	t.Logf("%d sentences with %d labels", len(all), labelled)
	t.Logf("read: %d, of labels %.3f; right %.3f, another label %.3f, of sentences with nothing to ask about %.3f", told, share(right, labelled), share(right, told), share(told-right-bare, told), share(bare, told))
	t.Logf("plainly: %d, of labels %.3f; right %.3f, another label %.3f, with nothing %.3f", plain, share(plainRight, labelled), share(plainRight, plain), share(plain-plainRight-plainBare, plain), share(plainBare, plain))
	t.Logf("something: %d, rightly %.3f", something, share(retelling, something))
	for _, x := range []struct {
		what       string
		got, least float64
	}{
		{"read, rightly", share(right, told), 0.62},
		{"plainly read, rightly", share(plainRight, plain), 0.70},
		{"plainly read, of the labels", share(plainRight, labelled), 0.34},
		{"something told, rightly", share(retelling, something), 0.85},
	} {
		if x.got < x.least {
			t.Errorf("%s: %.3f, less than %.2f", x.what, x.got, x.least)
		}
	}
}

func count(n *int, so bool) {
	if so {
		*n++
	}
}
