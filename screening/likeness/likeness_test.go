package likeness

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func of(signs []Sign) func(int) Sign { return func(i int) Sign { return signs[i] } }

func TestSignsAddUpToAChance(t *testing.T) {
	m, err := Parse("w.csv", strings.NewReader("pattern,sign,weight\nonward_transfer,,-2\nonward_transfer,found:serial_anomaly,3\nonward_transfer,found:hand_carry,1\nonward_transfer,told:website,-4\nshell_company,,-1\n"))
	if err != nil {
		t.Fatal(err)
	}
	signs := []Sign{{"found:hand_carry", 1}, {"unheard", 1}, {"found:serial_anomaly", 1}}
	got := m.Likely(len(signs), of(signs), 0.5)
	if len(got) != 1 || got[0].Pattern != "onward_transfer" || math.Abs(got[0].Chance-1/(1+math.Exp(-2))) > 1e-9 {
		t.Fatalf("got %+v", got)
	}
	if !slices.Equal(got[0].By, []int{2, 0}) {
		t.Errorf("spoke for it: %v, not the serial numbers first", got[0].By)
	}
	if got := m.Likely(4, of(append(signs, Sign{"told:website", 1})), 0.5); len(got) != 0 {
		t.Errorf("with a sign against it: %+v", got)
	}
	if got := m.Likely(0, nil, 0); len(got) != 2 || got[0].Pattern != "shell_company" || len(got[0].By) != 0 {
		t.Errorf("without signs, the likelier first: %+v", got)
	}
}

func TestFaultsOfWeightsNameTheirPlace(t *testing.T) {
	const head = "pattern,sign,weight\n"
	for text, want := range map[string]string{
		"pattern,weight\n":                         "w.csv:1:1: the first line must be",
		head + "a,,-1\na,found:b,much\n":           `w.csv:3:11: "much" is no weight`,
		head + "a,,NaN\n":                          `w.csv:2:4: "NaN" is no weight`,
		head + "a,,-1\na,,-1\n":                    "w.csv:3:1: the pattern a stands here twice",
		head + "a,found:b,1\n":                     `w.csv:2:1: the pattern "a" has no weight without a sign yet`,
		head + "a,,-1\na,found:b,1\na,found:b,1\n": "w.csv:4:3: the sign found:b of a stands here twice",
		head + "a,,-1\na,\"found\n":                "w.csv: ",
		head + "a,,-1,4\n":                         "w.csv: ",
	} {
		if _, err := Parse("w.csv", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// A sign that speaks for a pattern never makes it less likely, nor another more.
func TestASignSpeaksForItsPatternAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weight := rapid.Float64Range(-5, 5)
		m := New([]Weight{
			{"a", "", weight.Draw(t, "a")}, {"b", "", weight.Draw(t, "b")}, {"b", "y", weight.Draw(t, "by")},
			{"a", "y", weight.Draw(t, "ay")}, {"a", "x", rapid.Float64Range(0, 5).Draw(t, "ax")},
		})
		at := of
		of := func(signs ...Sign) map[string]float64 {
			out := map[string]float64{}
			for _, l := range m.Likely(len(signs), at(signs), 0) {
				out[l.Pattern] = l.Chance
			}
			return out
		}
		y := Sign{"y", rapid.Float64Range(0, 2).Draw(t, "y")}
		before, after := of(y), of(y, Sign{"x", rapid.Float64Range(0, 2).Draw(t, "x")})
		if after["a"] < before["a"] || after["b"] != before["b"] {
			t.Fatalf("before %v, after %v", before, after)
		}
	})
}

func TestWeightsOfTheProgram(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Patterns()) < 20 || len(m.Signs()) < 50 {
		t.Errorf("%d patterns, %d signs", len(m.Patterns()), len(m.Signs()))
	}
}

func FuzzParse(f *testing.F) {
	f.Add("pattern,sign,weight\na,,-1\na,b,2\n")
	f.Add("pattern,sign,weight\n\"a\nb\",,1e309\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := Parse("w.csv", strings.NewReader(text))
		if err != nil {
			return
		}
		for _, l := range m.Likely(1, of([]Sign{{"b", 1}}), 0) {
			if math.IsNaN(l.Chance) || l.Chance < 0 || l.Chance > 1 {
				t.Fatalf("chance %v", l.Chance)
			}
		}
	})
}
