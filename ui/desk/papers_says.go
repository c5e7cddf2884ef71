package desk

import (
	"hash/maphash"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// teller compares what the papers of an order say. What one says is kept as hashes, so that
// those of a whole book can be held beside each other; nobody outside can make two alike.
type teller struct {
	set  *rules.Set
	seed maphash.Seed
}

func newTeller(set *rules.Set) *teller { return &teller{set, maphash.MakeSeed()} }

// saying is one finding: its rule, and what it rests on.
type saying struct {
	at   int    // place among the findings
	own  bool   // a paper that alone says it says something of its own
	rule uint64 // hash
	on   []uint64
}

// ofThePaper are the fields that differ between the papers of an order though they speak of
// the same goods for the same parties.
var ofThePaper = map[string]bool{
	"id": true, "order": true, "doc_type": true, "grain": true, "date": true, "ship_date": true, "status": true,
	"quantity": true, "value": true, "unit_value": true, "net_kg": true, "gross_kg": true, "packages": true,
}

// says is what a verdict says. Notes, and what is only like other cases, say nothing of
// their own, and what was cleared says nothing at all. Numbers and dates of the paper do not
// count, nor does what was counted in the past, of which the names hold words.
func (t *teller) says(v *data.Verdict) []saying {
	var out []saying
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Cleared != nil {
			continue
		}
		r, ok := t.set.Rule(f.Rule)
		s := saying{at: i, own: f.Kind != data.NoteFinding && !(ok && r.Likeness > 0), rule: t.hash(f.Rule)}
		for k := range f.Evidence {
			e := &f.Evidence[k]
			list := ofList(*e)
			switch {
			case list:
				s.on = append(s.on, t.hash(e.Field, e.Value, e.Record))
			case !ofThePaper[e.Field] && !strings.Contains(e.Field, " "):
				s.on = append(s.on, t.hash(e.Field, e.Value))
			}
		}
		out = append(out, s)
	}
	return out
}

func (t *teller) hash(words ...string) uint64 {
	var h maphash.Hash
	h.SetSeed(t.seed)
	for _, w := range words {
		h.WriteString(w)
		h.WriteByte(0)
	}
	return h.Sum64()
}

// onlyOne is the place of the first finding of one paper that says something which another
// does not, -1 where there is none: each of the others rests on nothing that one of the same
// rule there does not rest on, the same parties, places, goods, notes and entries of lists.
func onlyOne(is, of []saying) int {
	for i := range is {
		s := &is[i]
		if s.own && !slices.ContainsFunc(of, func(o saying) bool { return o.rule == s.rule && within(s.on, o.on) }) {
			return s.at
		}
	}
	return -1
}

func within(some, all []uint64) bool {
	for _, x := range some {
		if !slices.Contains(all, x) {
			return false
		}
	}
	return true
}
