package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"redflag/data"
)

// drawnRules are a few rules of any conditions, some of which hold for a time or in
// a regime only.
func drawnRules(t *rapid.T, sc *Schema, pats *Patterns) *Set {
	var b strings.Builder
	b.WriteString("pack: drawn\nsources: {m: {title: M}}\nrules:\n")
	for i := range rapid.IntRange(2, 8).Draw(t, "rules") {
		extra := rapid.SampledFrom([]string{"", "valid: {from: 2023-05-05}, ", "valid: {to: 2024-02-29}, ", "regimes: [current], "}).Draw(t, "holds")
		kind := rapid.SampledFrom([]string{"kind: flag, points: 1", "kind: gap, points: 1, decisive: true"}).Draw(t, "kind")
		fmt.Fprintf(&b, "  - {id: r%d, title: t, pattern: shell_company, %s, %swhen: %q, says: {en: s}, why: w, innocent: i, cites: [{source: m, basis: unverified}]}\n", i, kind, extra, genRule(t))
	}
	set, err := Load(fstest.MapFS{"p/a.yaml": {Data: []byte(b.String())}}, "p", sc, pats)
	if err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	set.stand(rapid.IntRange(1, 8).Draw(t, "chapter"))
	return set
}

// genRule draws a condition of any words.
func genRule(t *rapid.T) string {
	more := rapid.SampledFrom([]string{
		"", "missing(shipment.destination.hub)", "unknown(customer.hq_restricted)", "customer.hq_restricted", `goods.controlled in ["yes", "possible"]`, `goods.controlled != "no"`,
		"known(goods.controlled)", `"relabel" in text.phrases`, `"hand_carry" in text.phrases`, "missing(text.phrases)", "unknown(shipment.value_usd)", "any(parties, missing(.country) and .bank)",
	}).Draw(t, "more")
	if more == "" {
		return genCond(t, 2)
	}
	return fmt.Sprintf("%s %s (%s)", more, rapid.SampledFrom([]string{"and", "or", "and not"}).Draw(t, "join"), genCond(t, 2))
}

// A course that was gone before ends where the rules themselves would: whatever was
// judged before, an outcome is the outcome of one who judges for the first time.
func TestACourseEndsWhereTheRulesDo(t *testing.T) {
	sc := testSchema(t)
	pats, err := BuiltinPatterns()
	if err != nil {
		t.Fatal(err)
	}
	ended := 0
	rapid.Check(t, func(t *rapid.T) {
		set := drawnRules(t, sc, pats)
		var worlds []*stub
		for range rapid.IntRange(1, 6).Draw(t, "worlds") {
			known, hidden := genWorld(t, sc)
			for _, f := range []*stub{known, hidden} {
				f.set("goods.controlled", text(rapid.SampledFrom([]string{"yes", "possible", "no sign", "no", "", "unknown"}).Draw(t, "goods")))
				f.set("text.phrases", rapid.SampledFrom([]Value{{}, asked(), list(), list("relabel"), list("relabel", "hand_carry")}).Draw(t, "phrases"))
			}
			worlds = append(worlds, known, hidden)
		}
		days := []data.Date{data.Day(2025, 8, 12), data.Day(2023, 5, 5), {Year: 2024, Month: 2}, {}}
		var warm Outcome
		warm.begin(set, worlds[0])
		warm.skipTrial()
		for range rapid.IntRange(10, 80).Draw(t, "judgements") {
			f := rapid.SampledFrom(worlds).Draw(t, "world")
			law, regime := rapid.SampledFrom(days).Draw(t, "law"), rapid.SampledFrom([]string{"current", "other"}).Draw(t, "regime")
			set.Judge(f, law, regime, &warm)
			var fresh Outcome
			set.Judge(f, law, regime, &fresh)
			after, alone := saying(&warm), saying(&fresh)
			if after != alone {
				t.Fatalf("after others:\n%s\nalone:\n%s", after, alone)
			}
			said := truths(&warm)
			for i := range set.active {
				r := &set.active[i]
				if want := r.cond.root.truth(&machine{f: f}); !holds(r, law, regime) && said[r.ID] != data.False || holds(r, law, regime) && said[r.ID] != want {
					t.Fatalf("%s is said to be %s and is %s", r.When, said[r.ID], want)
				}
			}
		}
		for i := range warm.chapters {
			ended += len(warm.chapters[i].courses.ends) - 1
		}
	})
	if ended == 0 {
		t.Error("no course was drawn to its end, so nothing was tried")
	}
}

// skipTrial has all gates tried already, so that courses are drawn.
func (o *Outcome) skipTrial() {
	for i := range o.chapters {
		o.chapters[i].passed = trialReads
	}
}

// saying is all that an outcome says.
func saying(o *Outcome) string {
	s := fmt.Sprintf("%+v\n", o.Findings)
	for _, n := range o.Near {
		s += fmt.Sprintf("%+v\n", *n)
	}
	return s
}

// truths are what an outcome says of the rules that it names; the others are false.
func truths(o *Outcome) map[string]data.Truth {
	out := map[string]data.Truth{}
	for _, r := range o.set.active {
		out[r.ID] = data.False
	}
	for _, x := range o.Near {
		out[x.Rule] = data.Undecided
	}
	for _, x := range o.Findings {
		if x.Pattern != missingFact {
			out[x.Rule] = data.True
		}
	}
	return out
}

func holds(r *standing, law data.Date, regime string) bool {
	if law.State() == data.Known && (law.Last() < r.first || law.First() > r.last) {
		return false
	}
	return len(r.Regimes) == 0 || slices.Contains(r.Regimes, regime)
}

// A condition on elements is read for all of them at once, and says of many what it
// would say of each.
func TestElementsTogetherAreAsElementsOneByOne(t *testing.T) {
	sc := testSchema(t)
	rapid.Check(t, func(t *rapid.T) {
		f := newStub(sc)
		for range rapid.SampledFrom([]int{0, 1, 3, 63, 64, 65, 130}).Draw(t, "parties") {
			e := map[string]Value{"country": text(rapid.SampledFrom([]string{"MY", "SG", ""}).Draw(t, "country"))}
			for name, v := range map[string]Value{"bank": yes(rapid.Bool().Draw(t, "bank")), "score": num(float64(rapid.IntRange(0, 4).Draw(t, "score")))} {
				if rapid.Bool().Draw(t, "told") {
					e[name] = v
				}
			}
			f.elem("parties", e)
		}
		src := fmt.Sprintf("%s(parties, %s)", rapid.SampledFrom([]string{"any", "all", "none"}).Draw(t, "quantifier"), genElem(t))
		c, err := compile(src, sc)
		if err != nil {
			t.Fatal(err)
		}
		s := newSharing()
		root := s.of(c.root)
		together := root.truth(&machine{f: f, memory: make([]int8, len(s.all)), asked: make([]int16, len(s.questions)), masks: make([]readMask, s.each)})
		if alone := c.root.truth(&machine{f: f}); together != alone {
			t.Fatalf("%s of %d is %s, and %s one by one", src, f.Len(sc.slots["parties"]), together, alone)
		}
	})
}

// Courses are forgotten when they are many, and the answers stay.
func TestCoursesAreBounded(t *testing.T) {
	set := hundredRules(t)
	f := quietFacts(set.schema, "yes")
	var out Outcome
	out.begin(set, f)
	out.skipTrial()
	for i := range out.chapters {
		out.chapters[i].courses.forks = make([]fork, mostForks+1)
	}
	for range 50 {
		set.Judge(f, data.Day(2025, 3, 2), "current", &out)
		if len(out.Findings)+len(out.Near) > 0 {
			t.Fatal("these facts are meant to be quiet")
		}
	}
	for i := range out.chapters {
		if n := len(out.chapters[i].courses.forks); n > 1000 {
			t.Errorf("%d forks are remembered", n)
		}
	}
}
