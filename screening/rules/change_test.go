package rules

import (
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

// glimpse shows some facts of a stub.
type glimpse struct {
	*stub
	seen, told map[int]bool
}

func (g glimpse) Seen(slot int) (*Value, bool) { return g.Value(slot), g.seen[slot] }
func (g glimpse) State(slot int) (data.State, bool) {
	return g.Value(slot).State, g.seen[slot] || g.told[slot]
}

// What is sure by a glimpse is so, whatever the facts are that it does not show.
func TestWhatAGlimpseRulesOutIsOut(t *testing.T) {
	sc := testSchema(t)
	rapid.Check(t, func(t *rapid.T) {
		src := genCond(t, 3)
		if rapid.Bool().Draw(t, "missing") {
			src = rapid.SampledFrom([]string{"missing", "known", "unknown"}).Draw(t, "word") + "(shipment.destination) " + rapid.SampledFrom([]string{"and", "or"}).Draw(t, "joint") + " " + src
		}
		c, err := compile(src, sc)
		if err != nil {
			t.Fatalf("compile(%q): %v", src, err)
		}
		_, world := genWorld(t, sc)
		g := glimpse{world, map[int]bool{}, map[int]bool{}}
		for slot, f := range sc.fields {
			if f.Type == Bool || f.Type == Text {
				g.seen[slot], g.told[slot] = rapid.Bool().Draw(t, "seen"), rapid.Bool().Draw(t, "told")
			}
		}
		is := c.root.truth(&machine{f: world})
		for _, want := range []data.Truth{data.True, data.False, data.Undecided} {
			if surely(c.root, want, g) && is != want {
				t.Fatalf("%s is %s, and a glimpse of %v says %s", src, is, g.seen, want)
			}
		}
	})
}

func TestAGlimpseRulesOut(t *testing.T) {
	sc := testSchema(t)
	hub, user := sc.slots["shipment.destination.hub"], sc.slots["shipment.end_user"]
	world := newStub(sc).set("shipment.destination.hub", yes(false)).set("shipment.end_user", text("Kestrel"))
	for _, c := range []struct {
		when string
		seen []int
		want bool
	}{
		{"shipment.destination.hub", []int{hub}, true},
		{"shipment.destination.hub", nil, false},
		{"shipment.value_usd > 5 and shipment.destination.hub", []int{hub}, true},
		{"shipment.value_usd > 5 or shipment.destination.hub", []int{hub}, false},
		{"missing(shipment.end_user) and shipment.value_usd > 5", []int{user}, true},
		{"missing(shipment.end_user)", nil, false}, // it is not shown: it may be missing
		{"not (shipment.destination.hub)", []int{hub}, false},
		{`not (known(shipment.end_user)) or shipment.end_user in ["Orchid"]`, []int{user}, true},
		{"any(parties, .bank)", []int{hub}, false},
	} {
		compiled, err := compile(c.when, sc)
		if err != nil {
			t.Fatal(err)
		}
		g := glimpse{world, map[int]bool{}, nil}
		for _, s := range c.seen {
			g.seen[s] = true
		}
		set := &Set{active: []standing{{Rule: &Rule{cond: compiled}}}}
		if got := len(set.Reached(g)) == 0; got != c.want {
			t.Errorf("%s with %v shown: ruled out %v", c.when, c.seen, got)
		}
	}
}
