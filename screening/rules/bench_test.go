package rules

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"redflag/data"
)

// hundredRules are rules as real ones are: a gate on the goods, a few atoms,
// one in five over the parties.
func hundredRules(t testing.TB) *Set {
	return rulesOf(t, testSchema(t), 100, []string{
		`goods.controlled in ["yes", "possible"] and shipment.destination.hub and missing(shipment.end_user)`,
		`shipment.value_usd > 1000000 and customer.employees < 10 and goods.controlled in ["yes", "possible"]`,
		`any(parties, .score >= 0.9)`,
		`goods.controlled == "yes" and shipment.date >= "2022-10-07" and shipment.destination in ["HK", "MO"]`,
		`"relabel" in text.phrases and goods.controlled != "no"`,
	})
}

// rulesOf are so many rules with conditions that recur.
func rulesOf(t testing.TB, sc *Schema, n int, conds []string) *Set {
	var b strings.Builder
	b.WriteString("pack: bench\nsources: {m: {title: M}}\nrules:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {id: r%d, title: t, pattern: shell_company, kind: flag, points: 1, when: '%s', says: {en: s}, why: w, innocent: i, cites: [{source: m, basis: unverified}]}\n", i, conds[i%len(conds)])
	}
	pats, err := BuiltinPatterns()
	if err != nil {
		t.Fatal(err)
	}
	set, err := Load(fstest.MapFS{"p/a.yaml": {Data: []byte(b.String())}}, "p", sc, pats)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func quietFacts(sc *Schema, controlled string) *flat {
	f := &flat{vals: make([]Value, len(sc.fields))}
	at := func(n string) *Value { return &f.vals[sc.slots[n]] }
	*at("goods.controlled") = text(controlled)
	*at("shipment.destination") = text("DE")
	*at("shipment.destination.hub") = yes(false)
	*at("shipment.value_usd") = num(5000)
	*at("shipment.date") = day("2025-03-02")
	*at("text.phrases") = list()
	for i := range 4 {
		f.elems = append(f.elems, []Value{text("payer"), text(fmt.Sprint("n", i)), text("DE"), num(0.2), yes(false)})
	}
	return f
}

func BenchmarkJudge100Rules(b *testing.B) {
	set := hundredRules(b)
	law := data.Day(2025, 3, 2)
	for _, controlled := range []string{"no sign", "yes"} {
		b.Run(controlled, func(b *testing.B) {
			f := quietFacts(set.schema, controlled)
			var out Outcome
			b.ReportAllocs()
			for b.Loop() {
				set.Judge(f, law, "current", &out)
			}
			if len(out.Findings)+len(out.Near) > 0 {
				b.Fatal("these facts are meant to be quiet")
			}
		})
	}
}

func TestQuietFactsAllocateNothing(t *testing.T) {
	set := hundredRules(t)
	f := quietFacts(set.schema, "yes")
	near := quietFacts(set.schema, "yes")
	near.vals[set.schema.slots["shipment.destination.hub"]] = Value{}
	var out Outcome
	law := data.Day(2025, 3, 2)
	for name, facts := range map[string]*flat{"quiet": f, "near": near} {
		set.Judge(facts, law, "current", &out)
		if n := testing.AllocsPerRun(100, func() { set.Judge(facts, law, "current", &out) }); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
	if len(out.Near) == 0 && len(out.Findings) > 0 {
		t.Error("the near facts were to be undecided")
	}
}
