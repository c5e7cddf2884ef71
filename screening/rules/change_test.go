package rules

import (
	"strings"
	"testing"
	"testing/fstest"

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

// What a rule that speaks after others finds cannot be told without them, so that a
// change of it is more than one of rules.
func TestAChangeOfWhatSpeaksAfterOthersIsNoChangeOfRulesAlone(t *testing.T) {
	after := strings.Replace(goodPack, "rules:\n", `rules:
  - {id: after-others, title: After others, pattern: onward_transfer, kind: flag, points: 0, when: shipment.destination.hub, follows: [transshipment_hub], says: {en: It may go on}, why: w, innocent: i, cites: [{source: memo, basis: sourced}]}
`, 1)
	alike := strings.Replace(goodPack, "rules:\n", `rules:
  - {id: like-others, title: Like others, kind: flag, points: 0, likeness: 0.5, says: {en: Like others}, why: w, innocent: i, cites: [{source: memo, basis: sourced}]}
`, 1)
	none, err := loadText(t, map[string]string{"own.yaml": goodPack})
	if err != nil {
		t.Fatal(err)
	}
	for _, pack := range []string{after, alike} {
		set, err := loadText(t, map[string]string{"own.yaml": pack})
		if err != nil {
			t.Fatal(err)
		}
		for _, pair := range [][2]*Set{{none, set}, {set, none}} {
			if _, _, ok := Between(pair[0], pair[1]); ok {
				t.Error("a rule that speaks after others came or went, and the rest may be judged without it")
			}
		}
		if _, _, ok := Between(set, set); !ok {
			t.Error("nothing changed")
		}
	}
}

func TestARuleOfLikenessIsNoOther(t *testing.T) {
	for line, want := range map[string]string{
		"likeness: 1.5": "between 0 and 1",
		"likeness: 0.5, pattern: hand_carry, points: 9":                                                                    "a pattern that likeness does not name",
		"likeness: 0.5, pattern: held_alike, points: 0":                                                                    "it has points",
		"likeness: 0.5, pattern: held_alik, points: 9":                                                                     "held_alike",
		"likeness: 0.5, pattern: held_alike, points: 9, answered: [{pattern: hand_carry, when: shipment.destination.hub}]": "no pattern that likeness names",
		"likeness: 0.5, when: shipment.destination.hub":                                                                    "no when",
		"likeness: 0.5, points: 4":                                                                                         "0 points",
		"likeness: 0.5, status: dormant":                                                                                   "active",
		"likeness: 0.5, answered: [{pattern: hand_cary, when: shipment.destination.hub}]":                                  "hand_carry",
		"likeness: 0.5, answered: [{pattern: hand_carry, when: shipment.destination.hbu}]":                                 "shipment.destination.hub",
		"likeness: 0.5, answered: [{pattern: hand_carry}]":                                                                 "missing",
	} {
		points := "points: 0, "
		if strings.Contains(line, "points") {
			points = ""
		}
		pack := strings.Replace(goodPack, "rules:\n", "rules:\n  - {id: like-others, title: Like others, kind: flag, "+points+line+", says: {en: Like others}, why: w, innocent: i, cites: [{source: memo, basis: sourced}]}\n", 1)
		if _, err := loadText(t, map[string]string{"own.yaml": pack}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
}

func TestOnlyLikenessIsAnswered(t *testing.T) {
	pack := strings.Replace(goodPack, "rules:\n", "rules:\n  - {id: one, title: One, pattern: hand_carry, kind: flag, points: 1, when: shipment.destination.hub, answered: [{pattern: hand_carry, when: shipment.destination.hub}], says: {en: One}, why: w, innocent: i, cites: [{source: memo, basis: sourced}]}\n", 1)
	if _, err := loadText(t, map[string]string{"own.yaml": pack}); err == nil || !strings.Contains(err.Error(), "stands with likeness") {
		t.Error(err)
	}
}

// What a file surely answers is no question; what it may answer is one still.
func TestWhatTheFileAnswersIsNotGuessed(t *testing.T) {
	set, err := loadText(t, map[string]string{"own.yaml": strings.Replace(goodPack, "rules:\n", "rules:\n  - {id: like-others, title: Like others, kind: flag, points: 0, likeness: 0.4, answered: [{pattern: hand_carry, when: \"not shipment.destination.hub and none(parties, .bank)\"}], says: {en: Like others}, why: w, innocent: i, cites: [{source: memo, basis: sourced}]}\n", 1)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		hub     Value
		pattern string
		want    bool
	}{
		{YesNo(false), "hand_carry", true},
		{YesNo(true), "hand_carry", false},
		{Value{}, "hand_carry", false},
		{YesNo(false), "relabelled", false},
	} {
		f := &stub{sc: set.schema, vals: map[string]Value{"shipment.destination.hub": c.hub}}
		var out Outcome
		set.Judge(f, data.Day(2025, 8, 12), "current", &out)
		if got := set.Answered(f, c.pattern, &out); got != c.want {
			t.Errorf("hub %+v, %s: %v, want %v", c.hub, c.pattern, got, c.want)
		}
	}
	if !set.Reads("shipment.destination.hub") {
		t.Error("nobody reads what answers a guess")
	}
}

func TestLikenessNeedsWordsToBeToldIn(t *testing.T) {
	pats, err := BuiltinPatterns()
	if err != nil {
		t.Fatal(err)
	}
	pats.likely = likelyWords{}
	pack := strings.Replace(goodPack, "rules:\n", "rules:\n  - {id: like-others, title: Like others, kind: flag, points: 0, likeness: 0.4, says: {en: Like others}, why: w, innocent: i, cites: [{source: memo, basis: sourced}]}\n", 1)
	if _, err := Load(fstest.MapFS{"p/own.yaml": {Data: []byte(pack)}}, "p", testSchema(t), pats); err == nil || !strings.Contains(err.Error(), "own.yaml:") || !strings.Contains(err.Error(), "how likeness is told") {
		t.Errorf("%v", err)
	}
}

func TestWhatSpeaksAfterOthersIsSwitchedOffAndNotWeighed(t *testing.T) {
	own := strings.Replace(goodPack, "rules:\n", "rules:\n  - {id: like-others, title: Like others, kind: flag, points: 0, likeness: 0.4, says: {en: Like others}, why: w, innocent: i, cites: [{source: memo, basis: sourced}]}\n", 1)
	set, err := loadText(t, map[string]string{"own.yaml": own})
	if err != nil {
		t.Fatal(err)
	}
	with := func(change string) (*Set, error) {
		return set.With(fstest.MapFS{"p/mine.yaml": {Data: []byte("overrides:\n  - {rule: like-others, " + change + ", reason: r}\n")}}, "p")
	}
	if _, err := with("points: 9"); err == nil || !strings.Contains(err.Error(), "mine.yaml:2:") || !strings.Contains(err.Error(), "not weighed") {
		t.Errorf("weighed: %v", err)
	}
	off, err := with("off: true")
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := off.Likeness(); ok {
		t.Error("likeness speaks, and was switched off")
	}
}

func TestWhatLikenessSays(t *testing.T) {
	set, err := loadText(t, map[string]string{"own.yaml": strings.Replace(goodPack, "rules:\n", "rules:\n  - {id: like-others, title: Like others, kind: flag, points: 0, likeness: 0.4, says: {en: Like others}, why: w, innocent: i, cites: [{source: memo, basis: sourced}]}\n", 1)})
	if err != nil {
		t.Fatal(err)
	}
	if least, ok := set.Likeness(); !ok || least != 0.4 {
		t.Errorf("likeness from %v on, %v", least, ok)
	}
	f := set.Alike("hand_carry", 0.47, []string{"one", "two"}, nil)
	if want := "Like others, about 5 of 10: goods are to be carried by hand or in luggage. The signs: one; two"; f.Says != want || f.Pattern != "hand_carry" || f.Points != 0 {
		t.Errorf("%+v, want %s", f, want)
	}
	if set.Patterns().Guessable("entity_list_party") || !set.Patterns().Guessable("hand_carry") {
		t.Error("what a list says is guessed, or a way of diversion is not")
	}
}
