package desk

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"redflag/screening/facts"
	"redflag/screening/match"
)

type subjectRests struct {
	Subject int64
	Beyond  facts.Beyond
	Brief   uint32
	Of      uint32
	Parties []int32
}

func read(t interface{ Fatal(...any) }, r *rests) (out []subjectRests) {
	err := r.each(func(subject int64, on restsOn, _ []byte) {
		out = append(out, subjectRests{subject, on.beyond, on.brief, on.customer, slices.Clone(on.parties)})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func drawRests(t *rapid.T) (*rests, []subjectRests) {
	text := rapid.StringN(0, 12, -1)
	w := newRestsWriter(nil)
	for i := range rapid.IntRange(0, 3).Draw(t, "briefs") {
		w.brief(fmt.Appendf(nil, "brief %d", i))
	}
	r := &rests{past: text.Draw(t, "past"), seed: text.Draw(t, "seed"), lists: text.Draw(t, "lists"), packs: rapid.SliceOfN(text, 0, 2).Draw(t, "packs"), briefs: w.briefs, parties: make([]asked, 1), questions: make([]question, 1)}
	for i := range rapid.IntRange(0, 4).Draw(t, "questions") {
		q := question{Hash: rapid.Uint64().Draw(t, "said"), Quiet: match.Quiet{From: rapid.Float32().Draw(t, "from"), Spare: rapid.Byte().Draw(t, "spare"), Marks: text.Draw(t, "marks")}}
		q.Name, q.Country, q.Address = fmt.Sprint("Name ", i), text.Draw(t, "country"), text.Draw(t, "address")
		q.Aliases = rapid.SliceOfN(text, 0, 2).Draw(t, "aliases")
		r.questions = append(r.questions, q)
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "parties") {
		p := asked{from: uint8(rapid.IntRange(0, 3).Draw(t, "from"))}
		if p.from != askedNowhere {
			p.number, p.name, p.country = uint64(i), text.Draw(t, "name"), text.Draw(t, "country")
			p.goods, p.source, p.owned, p.grounds = rapid.Uint8().Draw(t, "goods"), text.Draw(t, "source"), rapid.Bool().Draw(t, "owned"), rapid.Uint64().Draw(t, "grounds")
			p.asks[0] = uint64(rapid.IntRange(0, len(r.questions)-1).Draw(t, "asks"))
		}
		r.parties = append(r.parties, p)
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "customers") {
		r.customers = append(r.customers, standing{int64(i) * 7, rapid.Uint64().Draw(t, "standing")})
	}
	var want []subjectRests
	subject := int64(0)
	for range rapid.IntRange(0, 9).Draw(t, "subjects") {
		subject += rapid.Int64Range(1, 1<<33).Draw(t, "step")
		x := subjectRests{Subject: subject, Beyond: facts.Beyond(rapid.IntRange(0, 3).Draw(t, "beyond")), Brief: uint32(rapid.IntRange(0, len(w.briefs)-1).Draw(t, "brief")), Of: uint32(rapid.IntRange(0, len(r.customers)).Draw(t, "customer"))}
		for range rapid.IntRange(0, 5).Draw(t, "of") {
			x.Parties = append(x.Parties, int32(rapid.IntRange(0, len(r.parties)-1).Draw(t, "party")))
		}
		w.add(x.Subject, restsOn{x.Beyond, x.Brief, x.Of, x.Parties})
		want = append(want, x)
	}
	r.subjects = w.b
	return r, want
}

// What verdicts rest on reads back as it was written, and a subject is touched by a
// change of one of its parties, or of what else it rests on, and by no other.
func TestWhatVerdictsRestOnReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, want := drawRests(t)
		again, err := decodeRests(r.encode())
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, read(t, again), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
		if d := cmp.Diff(r, again, cmp.AllowUnexported(rests{}, asked{}, question{}, standing{}), cmpopts.IgnoreTypes(patch{}), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
		now := standings{make([]uint64, len(r.parties)), make([]bool, len(r.parties))}
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

// Amended, it tells of those looked at again what they rest on now, by the places of
// their parties, and of all others what it did.
func TestWhatVerdictsRestOnIsAmended(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, want := drawRests(t)
		written := r.encode()
		before := slices.Clone(r.parties)
		if r.since("7", len(written)); rapid.Bool().Draw(t, "amended before") {
			r.answer("other lists", []string{"other"}, otherAnswers(t, r))
			if r = patched(t, r, written); r.lists != "other lists" {
				t.Fatal("the lists are those of before")
			}
		}
		// Parties of this screen have numbers of their own.
		var parties []asked
		for i := len(r.parties) - 1; i > 0; i-- {
			if rapid.Bool().Draw(t, "met") {
				parties = append(parties, r.parties[i])
			}
		}
		parties = append(parties, asked{from: askedParty, number: 99, grounds: 7}, asked{from: askedNowhere, grounds: 8})
		now := standings{make([]uint64, len(r.parties)), make([]bool, len(r.parties))}
		for i := range now.grounds {
			now.grounds[i] = rapid.Uint64().Draw(t, "grounds")
		}
		w := newRestsWriter(r.briefs)
		brief := w.brief([]byte("another brief"))
		touched, gone := map[int64]restsOn{}, map[int64]bool{}
		var left []subjectRests
		for _, x := range want {
			if rapid.IntRange(0, 3).Draw(t, "gone") == 0 {
				gone[x.Subject] = true
				continue
			}
			left = append(left, x)
			if rapid.Bool().Draw(t, "touched") {
				touched[x.Subject] = restsOn{facts.BeyondDay, brief, 0, []int32{int32(rapid.IntRange(0, len(parties)-1).Draw(t, "party"))}}
			}
		}
		for range rapid.IntRange(0, 2).Draw(t, "new") {
			x := subjectRests{Subject: rapid.Int64Range(1<<40, 1<<41).Draw(t, "subject")}
			if _, ok := touched[x.Subject]; ok {
				continue
			}
			left = append(left, x)
			touched[x.Subject] = restsOn{facts.BeyondDay, brief, 0, []int32{int32(rapid.IntRange(0, len(parties)-1).Draw(t, "party"))}}
		}
		slices.SortStableFunc(left, func(x, y subjectRests) int { return int(x.Subject - y.Subject) })
		names := map[int64]asked{}
		for subject, on := range touched {
			names[subject] = parties[on.parties[0]]
		}
		r.answer("new lists", nil, otherAnswers(t, r))
		r.amend(now, touched, gone, parties, w)
		again := patched(t, r, written)
		whole, err := decodeRests(r.encode())
		if err != nil {
			t.Fatal(err)
		}
		is := read(t, again)
		if d := cmp.Diff(read(t, whole), is, cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
		if err := again.fold(); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(whole, again, cmp.AllowUnexported(rests{}, asked{}, question{}, standing{}), cmpopts.IgnoreTypes(patch{}), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
		if len(is) != len(left) {
			t.Fatalf("%d subjects, want %d", len(is), len(left))
		}
		for i, got := range is {
			p, ok := names[got.Subject]
			if !ok {
				if d := cmp.Diff(left[i], got, cmpopts.EquateEmpty()); d != "" {
					t.Fatal(d)
				}
				continue
			}
			party := again.parties[got.Parties[0]]
			if again.briefs[got.Brief] != "another brief" || got.Beyond != facts.BeyondDay || party.from != p.from || party.number != p.number || party.name != p.name {
				t.Fatalf("%+v, of %+v, want %+v", got, party, p)
			}
			if int(got.Parties[0]) < len(before) && party.grounds != now.grounds[got.Parties[0]] {
				t.Fatalf("grounds of before: %+v", party)
			}
		}
	})
}

// otherAnswers are the questions of rests with other answers to some, and one more.
func otherAnswers(t *rapid.T, r *rests) []question {
	out := slices.Clone(r.questions)
	for i := range out[1:] {
		switch rapid.IntRange(0, 4).Draw(t, "answer") {
		case 0:
			out[i+1].Hash = rapid.Uint64().Draw(t, "says now")
		case 1:
			out[i+1].Quiet.Spare++
		}
	}
	return out
}

// patched are rests that were written whole, read again with a patch that makes them what
// others are.
func patched(t *rapid.T, is *rests, written []byte) *rests {
	t.Helper()
	since := is.encodePatch()
	if since == nil || patchBase(since) != "7" {
		t.Fatal("there is no patch")
	}
	again, err := decodeRests(written)
	if err != nil {
		t.Fatal(err)
	}
	again.since("7", len(written))
	if err := again.amended(since); err != nil {
		t.Fatal(err)
	}
	return again
}

// Customers that have other places in the book have them in what verdicts rest on, too.
func TestCustomersAreRenumbered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, want := drawRests(t)
		var now []standing
		place := make([]uint32, len(r.customers))
		for i := range r.customers {
			if rapid.Bool().Draw(t, "stays") {
				now = append(now, r.customers[i])
				place[i] = uint32(len(now))
			}
		}
		if err := r.renumber(place, now); err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if want[i].Of > 0 {
				want[i].Of = place[want[i].Of-1]
			}
		}
		if d := cmp.Diff(want, read(t, r), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
	})
}

func FuzzRests(f *testing.F) {
	w := newRestsWriter(nil)
	w.add(7, restsOn{facts.BeyondDay, w.brief([]byte("brief")), 1, []int32{1}})
	r := rests{past: "p", seed: "s", briefs: w.briefs, questions: make([]question, 2), parties: []asked{{}, {from: askedParty, number: 3, source: "default", grounds: 5, asks: [2]uint64{1, 0}}}, customers: []standing{{4, 5}}, subjects: w.b}
	whole := r.encode()
	r.since("7", len(whole))
	r.put(7, appendRest(nil, &restsOn{parties: []int32{1}}))
	r.put(9, nil)
	r.grounded[1], r.answered[1] = true, true
	since := r.encodePatch()
	f.Add(whole, since)
	f.Add(whole[:9], since[:9])
	f.Fuzz(func(t *testing.T, b, since []byte) {
		r, err := decodeRests(b)
		if err != nil {
			return
		}
		if r.since("7", len(b)); r.amended(since) != nil {
			return
		}
		_ = r.each(func(_ int64, on restsOn, _ []byte) {
			for _, p := range on.parties {
				_ = r.parties[p]
			}
		})
	})
}
