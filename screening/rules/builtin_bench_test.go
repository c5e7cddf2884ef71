package rules_test

import (
	"testing"

	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/rules"
)

// knownFacts answers every fact of the vocabulary as an honest order without
// controlled goods would, at the cost of a slice read.
type knownFacts struct {
	vals  []rules.Value
	elems map[int][]rules.Value
}

func (f *knownFacts) Value(slot int) *rules.Value              { return &f.vals[slot] }
func (f *knownFacts) Len(group int) int                        { return 4 }
func (f *knownFacts) Elem(group, _, slot int) *rules.Value     { return &f.elems[group][slot] }
func (f *knownFacts) Evidence(int, ...string) []data.Evidence  { return nil }
func (f *knownFacts) ElemEvidence(_, _, _ int) []data.Evidence { return nil }
func (f *knownFacts) Render(string) string                     { return "" }

func valueOf(f rules.Field) rules.Value {
	v := rules.Value{State: data.Known, Date: data.Day(2021, 1, 1)}
	if len(f.Words) > 0 {
		v.Text = f.Words[len(f.Words)-1]
	}
	return v
}

func BenchmarkBuiltinRules(b *testing.B) {
	schema := facts.Schema()
	sc, err := rules.NewSchema(schema)
	if err != nil {
		b.Fatal(err)
	}
	set, err := rules.LoadBuiltin(sc)
	if err != nil {
		b.Fatal(err)
	}
	f := &knownFacts{elems: map[int][]rules.Value{}}
	for i, fd := range schema {
		f.vals = append(f.vals, valueOf(fd))
		for _, e := range fd.Fields {
			f.elems[i] = append(f.elems[i], valueOf(e))
		}
	}
	advanced, _ := sc.Slot("goods.advanced")
	controlled, _ := sc.Slot("goods.controlled")
	for _, goods := range []string{"no", "yes"} {
		b.Run(goods, func(b *testing.B) {
			f.vals[advanced], f.vals[controlled].Text = rules.YesNo(goods == "yes"), goods
			var out rules.Outcome
			b.ReportAllocs()
			for b.Loop() {
				set.Judge(f, data.Day(2025, 8, 12), "current", &out)
			}
			b.ReportMetric(float64(len(out.Findings)), "findings")
		})
	}
}

func BenchmarkLoadBuiltin(b *testing.B) {
	sc, err := rules.NewSchema(facts.Schema())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := rules.LoadBuiltin(sc); err != nil {
			b.Fatal(err)
		}
	}
}
