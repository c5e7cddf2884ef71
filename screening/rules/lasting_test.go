package rules

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

// recurring are facts of which parties recur: who stands where is told by its number, and
// those below zero are of one judgement alone.
type recurring struct {
	*stub
	who []int32
}

func (r *recurring) Lasting(_, i int) (who int32, part uint8, ok bool) {
	return r.who[i], 1, r.who[i] >= 0
}

// What is kept of elements from one judgement to another says of a condition what reading
// it would.
func TestWhatIsKeptOfElementsIsWhatTheySay(t *testing.T) {
	sc := testSchema(t)
	parties := sc.slots["parties"]
	for i := range sc.fields[parties].Fields {
		f := &sc.fields[parties].Fields[i]
		f.Lasting = f.Name != "name"
	}
	kept := 0
	rapid.Check(t, func(t *rapid.T) {
		s := newSharing()
		var alone, shared []node
		for range rapid.IntRange(1, 4).Draw(t, "conditions") {
			pred := genElem(t)
			if rapid.Bool().Draw(t, "two") {
				pred = fmt.Sprintf("(%s) and %s", pred, rapid.SampledFrom([]string{genElem(t), `.name == "MY"`}).Draw(t, "second"))
			}
			c, err := compile(fmt.Sprintf("%s(parties, %s)", rapid.SampledFrom([]string{"any", "all", "none"}).Draw(t, "quantifier"), pred), sc)
			if err != nil {
				t.Fatal(err)
			}
			alone, shared = append(alone, c.root), append(shared, s.of(c.root))
		}
		people := make([]map[string]Value, 6)
		for i := range people {
			people[i] = drawnParty(t)
		}
		last := newLasting(s.lasting)
		for range rapid.IntRange(1, 8).Draw(t, "judgements") {
			f := &recurring{stub: newStub(sc)}
			for range rapid.SampledFrom([]int{0, 1, 3, 66}).Draw(t, "parties") {
				who := rapid.IntRange(-1, len(people)-1).Draw(t, "who")
				party := drawnParty(t)
				if who >= 0 {
					for field, v := range people[who] {
						if field != "name" {
							party[field] = v
						}
					}
				}
				f.elem("parties", party)
				f.who = append(f.who, int32(who))
			}
			last.group = noGroup
			m := machine{f: f, memory: make([]int8, len(s.all)), asked: make([]int16, len(s.questions)), masks: make([]readMask, s.each), last: &last}
			for i := range shared {
				if is, want := shared[i].truth(&m), alone[i].truth(&machine{f: f}); is != want {
					t.Fatalf("condition %d of %v is said to be %s and is %s", i, f.who, is, want)
				}
			}
			if last.summed {
				kept++
			}
		}
	})
	if kept == 0 {
		t.Error("nothing was kept, so nothing was tried")
	}
}

// drawnParty tells all fields of a party, so that one put over another leaves nothing of it.
func drawnParty(t *rapid.T) map[string]Value {
	out := map[string]Value{
		"country": text(rapid.SampledFrom([]string{"MY", "SG", data.UnknownWord}).Draw(t, "country")), "name": text(rapid.SampledFrom([]string{"MY", "SG"}).Draw(t, "name")),
		"bank": asked(), "score": asked(),
	}
	if rapid.Bool().Draw(t, "known") {
		out["bank"], out["score"] = yes(rapid.Bool().Draw(t, "bank")), num(float64(rapid.IntRange(0, 4).Draw(t, "score")))
	}
	return out
}
