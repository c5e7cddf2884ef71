package casefile

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

type fixed struct {
	v   *desk.CaseView
	err error
}

func (f fixed) Case(context.Context, string) (*desk.CaseView, error) { return f.v, f.err }

func view(s string) *desk.CaseView {
	v := &desk.CaseView{Taken: s, Stale: s, Rules: map[string]desk.RuleText{"r": {Title: s, Why: s, Innocent: s, Cites: []string{s}}}}
	v.Subject.Display, v.Row.Name, v.Row.Order = s, s, s
	v.Verdict.Findings = []data.Finding{{Rule: "r", Kind: data.StopFinding, Says: s, Title: s, Pending: true, Basis: data.Unverified, Cleared: &data.Clearance{Person: s, Reason: s},
		Evidence: []data.Evidence{{Field: s, Value: s, File: s, Row: 3}, {Field: "x", Value: data.NotToldValue, Line: 2}}, Asks: []string{s}}}
	v.Verdict.Near = []data.NearMiss{{Rule: "n", Title: s, Missing: []string{s}, Why: s}}
	v.Verdict.Goods = []data.Good{{Line: 1, Model: s, Maker: s, Why: s, TPP: s, Controlled: data.ControlledPossible}}
	c := &data.Customer{Name: s, NameLocal: s, Address: s, Notes: s, Owners: []data.Owner{{Name: s}}, Sites: []data.Site{{Name: s}}}
	v.Record = &data.Record{Kind: data.ShipmentKind, Shipment: &data.Shipment{ID: s, Parties: []data.Party{{Role: "end_user", Customer: c}, {}}, Lines: []data.Line{{Line: 1, Description: s}}, Route: []string{s}}}
	v.Questions = []desk.Question{{ID: "A1", Text: s, Critical: true, Answer: &data.Answer{Value: data.AnswerStated, Detail: s, Reason: s}}}
	v.State = data.CaseState{Decision: &data.Decision{Disposition: "FP1", Reason: s, Person: s}, Notes: []data.Note{{Text: s}}, Attachments: []data.Attachment{{Name: s}}, Disputed: []data.Decision{{Reason: s}}}
	v.Events = []data.Event{{Kind: data.NoteAdded, Person: s, ClockDoubt: s, Body: []data.EventField{{Name: "text", Value: s}}}, {Kind: data.Undone, Body: []data.EventField{{Withheld: true}}}}
	return v
}

func open(t *testing.T, f fixed) *Screen {
	t.Helper()
	s := New(context.Background(), f)
	s.Handle(s.Open("shipment:S-1", nil)())
	return s
}

func TestWhateverIsToldTheCaseFitsAndIsSafe(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		v := view(rapid.String().Draw(rt, "s"))
		w, h := rapid.IntRange(60, 200).Draw(rt, "w"), rapid.IntRange(8, 60).Draw(rt, "h")
		s := open(t, fixed{v: v})
		th := theme.New(true, false)
		s.Draw(th, w, h)
		for i := range len(Sections()) {
			s.Jump(i)
			for _, l := range s.Draw(th, w, h) {
				if n := ansi.StringWidth(l); n > w {
					rt.Fatalf("a line of %d on a screen of %d: %q", n, w, ansi.Strip(l))
				}
				if bare := ansi.Strip(l); text.Line(bare) != bare {
					rt.Fatalf("%q is not safe", bare)
				}
			}
		}
	})
}

func TestJumpBeforeTheTextIsThere(t *testing.T) {
	s := open(t, fixed{v: view("x")})
	s.Jump(2)
	got := strings.Join(s.Draw(theme.New(true, true), 80, 24), "\n")
	if !strings.Contains(ansi.Strip(got), "3 Parties ─") || strings.Contains(got, "1 Findings  1") {
		t.Error(got)
	}
}

func TestANarrowerWindowKeepsTheSection(t *testing.T) {
	s := open(t, fixed{v: view("words to wrap at every width of this window, and more of them")})
	th := theme.New(true, true)
	s.Draw(th, 120, 30)
	s.Jump(3)
	s.Draw(th, 120, 30)
	s.Draw(th, 60, 20)
	if s.section() != 3 {
		t.Errorf("the section went from 3 to %d", s.section())
	}
}

func TestACaseThatCannotBeRead(t *testing.T) {
	s := open(t, fixed{err: errors.New("there is no case S-1")})
	if got := strings.Join(s.Draw(theme.New(true, true), 80, 24), "\n"); !strings.Contains(got, "could not be read: there is no case S-1") {
		t.Error(got)
	}
}

func TestAnOldAnswerIsDropped(t *testing.T) {
	s := New(context.Background(), fixed{v: view("x")})
	old := s.Open("a", nil)
	now := s.Open("b", nil)
	s.Handle(now())
	first := s.View()
	s.desk = fixed{v: view("old")}
	s.Handle(old())
	if s.View() != first {
		t.Error("the answer to an old question is shown")
	}
}
