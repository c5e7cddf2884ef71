package desk

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"redflag/screening/facts"
)

type subjectRests struct {
	Subject int64
	Beyond  facts.Beyond
	Parties []int32
}

func read(t interface{ Fatal(...any) }, r *rests) (out []subjectRests) {
	err := r.each(func(subject int64, on restsOn) {
		out = append(out, subjectRests{subject, on.beyond, slices.Clone(on.parties)})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What verdicts rest on reads back as it was written, and a subject is touched by a
// change of one of its parties, or of what else it rests on, and by no other.
func TestWhatVerdictsRestOnReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 12, -1)
		r := &rests{past: text.Draw(t, "past"), seed: text.Draw(t, "seed"), parties: make([]asked, 1)}
		for range rapid.IntRange(0, 6).Draw(t, "parties") {
			p := asked{from: uint8(rapid.IntRange(0, 3).Draw(t, "from"))}
			if p.from != askedNowhere {
				p.number, p.name, p.country = rapid.Int64Range(0, 1<<40).Draw(t, "number"), text.Draw(t, "name"), text.Draw(t, "country")
				p.goods, p.source, p.grounds = rapid.Uint8().Draw(t, "goods"), text.Draw(t, "source"), rapid.Uint64().Draw(t, "grounds")
			}
			r.parties = append(r.parties, p)
		}
		var w restsWriter
		var want []subjectRests
		subject := int64(0)
		for range rapid.IntRange(0, 9).Draw(t, "subjects") {
			subject += rapid.Int64Range(1, 1<<33).Draw(t, "step")
			x := subjectRests{Subject: subject, Beyond: facts.Beyond(rapid.IntRange(0, 3).Draw(t, "beyond"))}
			for range rapid.IntRange(0, 5).Draw(t, "of") {
				x.Parties = append(x.Parties, int32(rapid.IntRange(0, len(r.parties)-1).Draw(t, "party")))
			}
			w.add(x.Subject, restsOn{x.Beyond, x.Parties})
			want = append(want, x)
		}
		r.subjects = w.b
		again, err := decodeRests(r.encode())
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, read(t, again), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
		if again.past != r.past || again.seed != r.seed || !slices.Equal(again.parties, r.parties) {
			t.Fatalf("%+v, want %+v", again, r)
		}
		now := standings{make([]int32, len(r.parties)), make([]bool, len(r.parties))}
		for i := range now.changed {
			now.changed[i] = rapid.Bool().Draw(t, "changed")
		}
		beyond := facts.Beyond(rapid.IntRange(0, 3).Draw(t, "beyond"))
		ids, err := again.touched(now, beyond)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range want {
			touched := x.Beyond&beyond != 0 || slices.ContainsFunc(x.Parties, func(p int32) bool { return now.changed[p] })
			if touched != slices.Contains(ids, x.Subject) {
				t.Fatalf("%+v: touched %v", x, !touched)
			}
		}
	})
}

func FuzzRests(f *testing.F) {
	var w restsWriter
	w.add(7, restsOn{facts.BeyondDay, []int32{1}})
	r := rests{past: "p", seed: "s", parties: []asked{{}, {from: askedParty, number: 3, source: "default", grounds: 5}}, subjects: w.b}
	f.Add(r.encode())
	f.Add(r.encode()[:9])
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decodeRests(b)
		if err != nil {
			return
		}
		_ = r.each(func(int64, restsOn) {})
	})
}
