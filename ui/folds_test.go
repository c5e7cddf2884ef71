package ui

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
)

// withPapers has an order with two papers under it, in the list of those on stop.
func withPapers() *fake {
	f := newFake(30)
	for i, kind := range []string{"D-5001", "I-5002"} {
		r := f.rows[0]
		r.ID, r.Shipment = int64(31+i), kind
		r.Case = "shipment:" + kind
		f.rows = append(f.rows, r)
	}
	f.under = map[int64]int64{31: 1, 32: 1}
	return f
}

func TestAnOrderIsARowAndUnfoldsToItsPapers(t *testing.T) {
	s := start(t, withPapers(), 120, 40)
	s.rest().sees("30 orders, 32 rows", "+2").seesNot("D-5001")
	s.press("p").rest().sees("└D-5001", "└I-5002")
	s.press("j").rest().sees("▸■ STOP    92 open      └D-5001")
	s.press("p").rest().seesNot("└D-5001").sees("▸■ STOP    92 open      PO-7701")
	s.press("P").rest().sees("└I-5002", "A row for each paper").press("P").rest().seesNot("└I-5002")
	s.press("j", "p").rest().sees("no paper stands under this row")
}

// The order after one with folded papers is the next order; a search that finds a paper alone
// unfolds its order and goes to it; a refresh leaves the cursor and what is unfolded.
func TestFoldedPapersAreSteppedOverAndFound(t *testing.T) {
	s := start(t, withPapers(), 120, 40)
	s.press("enter").rest().press("J").rest().sees("Order 2 of 30").seesNot("D-5001").press("esc").rest()
	s.press("g", "/").typed("i-5002").press("enter").rest().sees("▸■ STOP    92 open      └I-5002")
	s.press("r").rest().sees("▸■ STOP    92 open      └I-5002")
	s.press("p").rest().seesNot("└D-5001").sees("▸■ STOP    92 open      PO-7701")
}

// What a decision leaves behind is in sight.
func TestAnOrderDecidedAloneShowsWhatItLeaves(t *testing.T) {
	s := start(t, withPapers(), 120, 40)
	s.rest().press("d").rest().press("2").rest()
	s.typed("Nobody was named.").press("ctrl+s").rest()
	s.now = s.now.Add(time.Second)
	s.press("y")
	s.now = s.now.Add(time.Second)
	s.press("y").rest().sees("└D-5001", "└I-5002")
}

func TestAPaperGoesTheWayOfItsOrderWhereAPersonSaysSo(t *testing.T) {
	f := newFake(30)
	f.orders = map[int64]*desk.OrderDone{1: {Order: "PO-7701", Status: data.Released, Disposition: "RF1", By: "Mei Tan", At: noon}}
	s := start(t, f, 120, 40)
	s.rest().sees("! its order PO-7701 was released on")
	s.press("A").rest().sees("S-1001 becomes RELEASED as RF1", "this paper says nothing")
	s.now = s.now.Add(time.Second)
	s.press("y").rest().sees("is released as RF1, as its order")
	f = newFake(30)
	f.orders = map[int64]*desk.OrderDone{1: {Order: "PO-7701", Status: data.Released, Disposition: "RF1", By: "Mei Tan", At: noon, More: "this paper says more"}}
	start(t, f, 80, 24).rest().press("A").rest().sees("this paper says more: decide it by itself")
}

// foldedMillion has a paper under every second of a million orders.
type foldedMillion struct{ million }

func (d foldedMillion) Fold(_ context.Context, v desk.Vector) (desk.Folds, error) {
	under := make(map[int64]int64, len(v.IDs)/2)
	for i := 0; i+1 < len(v.IDs); i += 2 {
		under[v.IDs[i+1]] = v.IDs[i]
	}
	return desk.NewFolds(v.IDs, under), nil
}

// A list that is folded moves as cheaply as one that is not.
func TestAMoveOverFoldedOrdersAllocatesLittle(t *testing.T) {
	s := &script{now: noon, f: newFake(1), t: t}
	s.m = New(context.Background(), foldedMillion{million{s.f, false}}, Options{Environ: []string{"TERM=xterm-256color"}, Now: func() time.Time { return s.now },
		tick: func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
			return func() tea.Msg { return timerMsg{d, fn} }
		}})
	s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	s.run(s.m.Init())
	s.wait(time.Second)
	s.run(s.m.queue.To(250_000))
	s.wait(time.Second)
	s.run(s.m.queue.To(250_000 - 14))
	if s.m.queue.Len() != 500_000 {
		t.Fatalf("%d rows", s.m.queue.Len())
	}
	keys := []tea.Msg{keyPress("j"), keyPress("k")}
	n := 0
	if made := testing.AllocsPerRun(300, func() { n++; s.m.Update(keys[n%2]) }); made > 2 {
		t.Errorf("a cursor move in cache makes %v allocations in Update", made)
	}
	if made := testing.AllocsPerRun(300, func() { n++; s.m.Update(keys[n%2]); s.m.View() }); made > mostMade {
		t.Errorf("a key press makes %.0f things, more than %d", made, mostMade)
	}
}
