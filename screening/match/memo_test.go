package match

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

// sameUnread asks a searcher that has read many words and one that has read none.
func sameUnread(t interface {
	Helper()
	Fatalf(string, ...any)
}, ix *Index, used *Searcher, q Query) {
	t.Helper()
	got, want := used.Names(q, 10), ix.Searcher().Names(q, 10)
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%+v\nis    %+v\nwants %+v", q, got, want)
	}
	quiet, ok := used.Quiet(q)
	if other, too := ix.Searcher().Quiet(q); quiet != other || ok != too {
		t.Fatalf("%+v is quiet: %+v %v, wants %+v %v", q, quiet, ok, other, too)
	}
}

func TestWordsAreReadTheSecondTimeAsTheFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var entries []data.ListEntry
		for i := range rapid.IntRange(1, 40).Draw(t, "entries") {
			entries = append(entries, anEntry(t, string(rune('a'+i))))
		}
		ix := indexOfEntries(entries)
		used := ix.Searcher()
		for range rapid.IntRange(1, 30).Draw(t, "asked") {
			sameUnread(t, ix, used, Query{Name: aName(t)})
		}
	})
}

func TestWordsOfAPublishedListAreReadTheSecondTimeAsTheFirst(t *testing.T) {
	ix := cslIndex(t)
	used, asked, random := ix.Searcher(), changedNames(ix), rand.New(rand.NewPCG(3, 4))
	for range 300 {
		q := asked[random.IntN(len(asked))].query
		sameUnread(t, ix, used, Query{Name: q})
		sameUnread(t, ix, used, Query{Name: typo(random, q, 2)})
		sameUnread(t, ix, used, Query{Name: "The " + q + " of Trading, 12 Harbour Road"})
	}
}

// A memo that is full forgets, and goes on.
func TestAMemoIsBounded(t *testing.T) {
	s := indexOfEntries([]data.ListEntry{{ID: "1", List: "T", Name: "Corvan Technology"}}).Searcher()
	for i := range 3 * memoWords {
		s.Names(Query{Name: string([]rune{rune('a' + i%26), rune('a' + i/26%26), rune('a' + i/676%26), rune('a' + i/17576%26)}) + "orv"}, 1)
		if len(s.memo.words) > memoWords {
			t.Fatalf("it holds %d words", len(s.memo.words))
		}
	}
	if hits := s.Names(Query{Name: "Corvan Technology"}, 1); len(hits) != 1 {
		t.Errorf("after that %v is found", hits)
	}
}
