package lookup

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/theme"
)

type book struct{ asked []string }

func (b *book) Lookup(_ context.Context, q string, _ int) (desk.Lookup, error) {
	b.asked = append(b.asked, q)
	return desk.Lookup{Query: q, Lists: "CSL 2026-07-31", Hits: []data.NameHit{{Name: "Somebody", List: "EL", Score: 0.8}}}, nil
}

func (b *book) Own(_ context.Context, q string, _ int) (desk.Own, error) {
	if q == "h100" {
		return desk.Own{}, nil
	}
	order := func(id string) desk.OwnRecord {
		return desk.OwnRecord{QueueRow: data.QueueRow{Order: id, Case: id}, Screened: true, Found: desk.Found{Field: "order", Value: id, To: len(q)}}
	}
	return desk.Own{
		Parties: []desk.OwnParty{{Name: "Kite", Orders: 2, Found: desk.Found{Field: "phone", Value: "+60 7", From: 4, To: 5}}, {Name: "Idle", Case: "customer:C-9"}},
		Records: []desk.OwnRecord{order("PO-1"), order("PO-7")},
	}, nil
}

func (b *book) ByWords(context.Context, string, int) ([]desk.OwnRecord, error) {
	return []desk.OwnRecord{{QueueRow: data.QueueRow{Order: "PO-9", Goods: "8 x H100"}, Screened: true, Found: desk.Found{Field: "words"}}}, nil
}

func (b *book) OrdersOf(_ context.Context, p desk.OwnParty, _ int) ([]desk.OwnRecord, error) {
	return []desk.OwnRecord{{QueueRow: data.QueueRow{Order: p.Name + "-A", Case: "a"}}, {QueueRow: data.QueueRow{Order: p.Name + "-B", Case: "b"}}}, nil
}

func at(_ time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
	return func() tea.Msg { return fn(time.Time{}) }
}

// play runs Cmds and what follows from them, and answers with the last message
// that the screen sent out.
func play(s *Screen, cmd tea.Cmd) (sent tea.Msg) {
	if cmd == nil {
		return nil
	}
	switch m := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range m {
			if out := play(s, c); out != nil {
				sent = out
			}
		}
	case OpenMsg:
		return m
	default:
		return play(s, s.Handle(m))
	}
	return sent
}

func typed(s *Screen, text string) (last tea.Cmd) {
	for _, r := range text {
		last = s.Key(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return last
}

func drawn(s *Screen) string { return strings.Join(s.Draw(theme.New(true, true), 80, 24, ""), "\n") }

func TestOnlyTheLastKeyAsksAndANumberIsAimedAt(t *testing.T) {
	b := &book{}
	s := New(context.Background(), b, at)
	var waits []tea.Cmd
	for _, r := range "po-7" {
		waits = append(waits, s.Key(tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
	for _, w := range waits {
		play(s, w)
	}
	if len(b.asked) != 1 || b.asked[0] != "po-7" {
		t.Fatalf("asked %q", b.asked)
	}
	if row, _ := s.Open(); row == nil || row.Order != "PO-7" {
		t.Errorf("enter opens %+v", row)
	}
	got := drawn(s)
	for _, want := range []string{"in CSL 2026-07-31", "‹PO-7›", "2 own parties", "phone +60 ‹7›"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not shown:\n%s", want, got)
		}
	}
	if !s.Clear() || s.Clear() {
		t.Error("clearing says the wrong thing")
	}
}

// Whatever order answers and keys come in, no answer to another question shows,
// and the keys are not kept waiting.
func TestStaleAnswersAreDropped(t *testing.T) {
	s := New(context.Background(), &book{}, at)
	first := typed(s, "po-1")
	asks := s.Handle(first()) // both answers to po-1 are on their way
	last := typed(s, "7")
	play(s, asks)
	if len(s.got.Hits) > 0 || len(s.mine.Records) > 0 {
		t.Fatal("an answer to what was typed before is shown")
	}
	play(s, last)
	if len(s.mine.Records) == 0 || s.own.busy || s.lists.busy {
		t.Fatal("the answer to what stands there is not shown")
	}
	s.Clear()
	play(s, last)
	if len(s.mine.Records) > 0 {
		t.Error("an answer comes to an empty field")
	}
}

func TestEnterBeforeTheAnswer(t *testing.T) {
	s := New(context.Background(), &book{}, at)
	wait := typed(s, "po-7")
	if row, cmd := s.Open(); row != nil || cmd != nil || s.CannotOpen() != "" {
		t.Fatal("something opens before it is found")
	}
	if m, ok := play(s, wait).(OpenMsg); !ok || m.Row.Order != "PO-7" {
		t.Errorf("sent %+v", m)
	}
	wait = typed(s, "x")
	s.Open()
	typed(s, "y") // typing on takes enter back
	if m := play(s, wait); m != nil {
		t.Errorf("sent %+v", m)
	}
}

func TestAPartyShowsItsOrders(t *testing.T) {
	s := New(context.Background(), &book{}, at)
	play(s, typed(s, "7x"))
	s.Move(1) // past the list entry
	_, cmd := s.Open()
	play(s, cmd)
	if row, _ := s.Open(); row == nil || row.Order != "Kite-A" {
		t.Fatalf("enter opens %+v", row)
	}
	s.Move(2)
	if row, _ := s.Open(); row == nil || row.Case != "customer:C-9" {
		t.Errorf("a customer without orders opens %+v", row)
	}
	s.Move(-3)
	if s.party() != 0 {
		t.Fatal("the cursor is not on the party")
	}
	if s.Open(); s.opened != -1 || strings.Contains(drawn(s), "Kite-A") {
		t.Error("enter does not hide the orders again")
	}
}

func TestWordsAreTheLastResort(t *testing.T) {
	s := New(context.Background(), &book{}, at)
	play(s, typed(s, "h100"))
	if got := drawn(s); !strings.Contains(got, "PO-9") || !strings.Contains(got, "8 x H100") {
		t.Error(got)
	}
}

func TestHostileTextDrawsNothingElse(t *testing.T) {
	s := New(context.Background(), &book{}, at)
	for _, hostile := range []string{"\x1b[2J\x07", "\u202egnp.exe\u202c", strings.Repeat("%_'\"", 2500), strings.Repeat("א b ", 3000)} {
		play(s, s.Paste(hostile))
		if got := drawn(s); strings.Contains(got, "\x1b[2J") || strings.ContainsAny(got, "\x07\u202e") {
			t.Errorf("%.20q reaches the terminal", hostile)
		}
		s.Clear()
	}
}
