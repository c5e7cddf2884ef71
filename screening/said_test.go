package screening

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
	"redflag/screening/match"
)

// What the lists say to one question is never taken for what they say to another,
// however texts are cut.
func TestQuestionsAreToldApart(t *testing.T) {
	seen := map[QuestionKey]int{}
	for i, q := range []Question{
		{Name: "ab"}, {Name: "a", NameLocal: "b"}, {NameLocal: "ab"}, {Name: "a\x00b"}, {Name: "a", Country: "b"}, {Address: "ab"}, {Name: "ab", Country: "MY"},
		{Aliases: []string{"ab"}}, {Aliases: []string{"a", "b"}}, {Address: "a", Aliases: []string{"b"}}, {Name: "a", Aliases: []string{"b"}},
	} {
		if k := KeyOf(&q); k == (QuestionKey{}) || seen[k] > 0 {
			t.Errorf("question %d is taken for %d", i, seen[k]-1)
		}
		seen[KeyOf(&q)] = i + 1
	}
}

// A list that says another thing of an entry that is hit, be it one that no hit shows,
// gives another answer; one that says another thing of others does not.
func TestAnAnswerChangesWithItsEntry(t *testing.T) {
	q := Question{Name: "Grey Heron Microelectronics", Country: "HK"}
	say := func(entries ...data.ListEntry) uint64 {
		s, err := New(inputs(t, entries...))
		if err != nil {
			t.Fatal(err)
		}
		return s.SayAgain(t.Context(), nil, []Said{{Question: q}})[0].Hash
	}
	heron, other := listed("Grey Heron Microelectronics"), listed("Quiet Orchard Trading")
	other.ID = "2"
	moved := heron
	moved.Remarks = "now at another place"
	was := say(heron, other)
	if was == 0 || say(heron, other) != was {
		t.Error("the answer is not the same twice")
	}
	if say(moved, other) == was {
		t.Error("an entry that changed gives the same answer")
	}
	other.Remarks = "anything"
	if say(heron, other) != was {
		t.Error("an entry that is not hit gives another answer")
	}
	if say(other) != 0 {
		t.Error("lists say something of a name that they do not hold")
	}
}

func TestWhatIsSilentIsNotAskedAgain(t *testing.T) {
	s, err := New(inputs(t, listed("Grey Heron Microelectronics")))
	if err != nil {
		t.Fatal(err)
	}
	q := Question{Name: "Grey Heron Microelectronics"}
	quiet := match.Quiet{From: 0.25, Spare: 3}
	s.Silence(q, quiet)
	if got := s.SayAgain(t.Context(), nil, []Said{{Question: q, Hash: 1}})[0]; got.Hash != 0 || got.Quiet != quiet {
		t.Errorf("%+v", got)
	}
}

// Whatever changes in a list, asking again what that may touch says what asking all does.
func TestAskingAgainSaysWhatAskingAllDoes(tt *testing.T) {
	places := []string{"Unit 5, 8 Harbour Road, Hong Kong, HK", "12 Marina Street, Singapore 237001, SG", "Room 301, Building 7, 99 Keyuan Road, Shenzhen, CN", "PO Box 4410, Dubai, AE"}
	own := strings.Fields("Heron Crane Orchard Jetty Lantern Qorvantek Sulmara Tezka Velundi Marenko Brevik Ostrov Finda Dalve Zhonghengda Tonghuida Yusupov Abdulrahman")
	trade := strings.Fields("Technology Trading Systems Institute Electronics International")
	as := []func(string) string{strings.ToLower, func(s string) string { return strings.Replace(s, "a", "e", 1) }, func(s string) string { return s + " Malaysia Sdn Bhd" }, func(s string) string { return s[:len(s)/2] }}
	stood, all := 0, 0
	rapid.Check(tt, func(t *rapid.T) {
		name := func() string {
			return rapid.SampledFrom(own).Draw(t, "own") + rapid.SampledFrom(own).Draw(t, "and") + " " + rapid.SampledFrom(trade).Draw(t, "trade")
		}
		entry := func(id int) data.ListEntry {
			e := data.ListEntry{ID: fmt.Sprint(id), List: "EL", Name: name(), Countries: []string{"CN"}}
			switch rapid.IntRange(0, 9).Draw(t, "kind") {
			case 0:
				e.Addresses = []string{rapid.SampledFrom(places).Draw(t, "place")}
			case 1:
				e.Name, e.Label, e.AddressOnly, e.Addresses = "", "Address "+e.ID, true, []string{rapid.SampledFrom(places).Draw(t, "place")}
			}
			return e
		}
		var list []data.ListEntry
		for i := range rapid.IntRange(60, 90).Draw(t, "entries") {
			list = append(list, entry(i))
		}
		now := slices.Clone(list)
		for i := range rapid.IntRange(0, 3).Draw(t, "changes") {
			at := rapid.IntRange(0, len(now)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "change") {
			case 0:
				now = slices.Delete(now, at, at+1)
			case 1:
				now = append(now, entry(100+i))
			case 2:
				now[at].Remarks, now[at].Addresses = "amended", []string{rapid.SampledFrom(places).Draw(t, "place")}
			}
		}
		var questions []Said
		for range 30 {
			q := Question{Country: rapid.SampledFrom([]string{"", "CN", "SG"}).Draw(t, "country")}
			if rapid.IntRange(0, 3).Draw(t, "address") == 0 {
				q.Address = rapid.SampledFrom(append(places, "7 Quiet Lane, Leeds, GB", "Unit 6, 8 Harbour Road, Hong Kong")).Draw(t, "at")
			} else {
				q.Name = rapid.SampledFrom(as).Draw(t, "as")(name())
			}
			questions = append(questions, Said{Question: q})
		}
		screener := func(list []data.ListEntry) *Screener {
			in := inputs(tt, list...)
			s, err := New(in)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		was, is := screener(list), screener(now)
		before := was.SayAgain(context.Background(), nil, questions)
		again := is.SayAgain(context.Background(), was.index(), before)
		asked := 0
		for i := range is.answers.shards {
			asked += len(is.answers.shards[i].of)
		}
		stood, all = stood+len(questions)-asked, all+len(questions)
		anew := screener(now).SayAgain(context.Background(), nil, questions)
		for i := range anew {
			if again[i].Hash != anew[i].Hash || KeyOf(&again[i].Question) != KeyOf(&questions[i].Question) {
				t.Fatalf("%+v: %x and, asked anew, %x", questions[i].Question, again[i], anew[i])
			}
		}
	})
	if stood*3 < all {
		tt.Errorf("%d of %d questions were not asked again", stood, all)
	}
}
