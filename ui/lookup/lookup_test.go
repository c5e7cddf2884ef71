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
	return desk.Lookup{Query: q, Lists: "CSL 2026-07-31", Hits: []data.NameHit{{Name: "Somebody", List: "EL", Score: 0.8}},
		Local: []data.QueueRow{{Order: "PO-1"}, {Order: "PO-7"}}}, nil
}

func at(_ time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
	return func() tea.Msg { return fn(time.Time{}) }
}

func TestOnlyTheLastKeyAsksAndANumberIsAimedAt(t *testing.T) {
	b := &book{}
	s := New(context.Background(), b, at)
	var waits []tea.Cmd
	for _, r := range "po-7" {
		waits = append(waits, s.Key(tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
	for _, w := range waits {
		if ask := s.Handle(w()); ask != nil {
			s.Handle(ask())
		}
	}
	if len(b.asked) != 1 || b.asked[0] != "po-7" {
		t.Fatalf("asked %q", b.asked)
	}
	if r := s.Local(); r == nil || r.Order != "PO-7" {
		t.Errorf("the cursor is on %+v", r)
	}
	if got := strings.Join(s.Draw(theme.New(true, true), 80, 24, ""), "\n"); !strings.Contains(got, "in CSL 2026-07-31") {
		t.Error(got)
	}
	if !s.Clear() || s.Clear() {
		t.Error("clearing says the wrong thing")
	}
}
