package casefile

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	v      *desk.CaseView
	err    error
	rel    *desk.Related
	relErr error
}

func (f fixed) Case(context.Context, string) (*desk.CaseView, error) { return f.v, f.err }

func (f fixed) Related(context.Context, string) (*desk.Related, error) { return f.rel, f.relErr }

func view(s string) *desk.CaseView {
	v := &desk.CaseView{Taken: s, Stale: s, Rules: map[string]desk.RuleText{"r": {Title: s, Why: s, Innocent: s, Cites: []string{s}}}}
	v.Subject.Display, v.Row.Name, v.Row.Order = s, s, s
	v.Verdict.Findings = []data.Finding{{Rule: "r", Kind: data.StopFinding, Says: s, Title: s, Pending: true, Basis: data.Unverified, Cleared: &data.Clearance{Person: s, Reason: s},
		Evidence: []data.Evidence{{Field: s, Value: s, File: s, Row: 3}, {Field: "x", Value: data.NotToldValue, Line: 2}}, Asks: []string{s}}}
	v.Verdict.Near = []*data.NearMiss{{Rule: "n", Title: s, Missing: []string{s}, Why: s}}
	v.Open = desk.WhyNot(v.Verdict.Near, nil, desk.Tellable{})
	v.Verdict.Goods = []data.Good{{Line: 1, Model: s, Maker: s, Why: s, TPP: s, Controlled: data.ControlledPossible}}
	c := &data.Customer{Name: s, NameLocal: s, Address: s, Notes: s, Owners: []data.Owner{{Name: s}}, Sites: []data.Site{{Name: s}}}
	v.Record = &data.Record{Kind: data.ShipmentKind, Shipment: &data.Shipment{ID: s, Parties: []data.Party{{Role: "end_user", Customer: c}, {}}, Lines: []data.Line{{Line: 1, Description: s}}, Route: []string{s}}}
	v.Questions = []desk.Question{{ID: "A1", Text: s, Critical: true, Answer: &data.Answer{Value: data.AnswerStated, Detail: s, Reason: s}}}
	v.State = data.CaseState{Decision: &data.Decision{Disposition: "FP1", Reason: s, Person: s}, Notes: []data.Note{{Text: s}}, Attachments: []data.Attachment{{Name: s}}, Disputed: []data.Decision{{Reason: s}}}
	v.Events = []data.Event{{Kind: data.NoteAdded, Person: s, ClockDoubt: s, Body: []data.EventField{{Name: "text", Value: s}}}, {Kind: data.Undone, Body: []data.EventField{{Withheld: true}}}}
	return v
}

func kinOf(s string) *desk.Related {
	k := desk.Kin{ID: s, Name: s, Country: s, Role: s}
	e := data.Evidence{Record: s, File: s, Row: 3}
	tie := desk.Tie{Kind: s, Value: s, Other: s, Have: 2, Tells: e, TellsB: data.Evidence{Record: s}}
	return &desk.Related{Case: s, Of: []desk.Kin{k}, Members: []desk.Member{{Kin: k, With: k, Far: 2, Shares: []desk.Tie{tie}}}, More: 4, Searched: s,
		Proposals: []desk.Proposal{{A: k, B: k, Score: 0.93, Means: s, For: []string{s}, Against: []string{s}, Lapsed: s}},
		Settled:   []desk.SameOrNot{{A: k, B: k, Reason: s, Person: s}, {A: k, B: k, Same: true}},
		Path:      &desk.RelatedPath{From: k, Kind: s, Says: s, Tell: e, Hops: []desk.RelatedStep{{To: k, Tie: &tie}, {To: k, Judged: true}}}}
}

func open(t *testing.T, f fixed) *Screen {
	t.Helper()
	s := New(context.Background(), f)
	if cmd := s.Handle(s.Open("shipment:S-1", nil)()); cmd != nil {
		s.Handle(cmd())
	}
	return s
}

func TestTheLevelStandsApartFromItsPoints(t *testing.T) {
	for level, want := range map[data.Level]string{data.Review: "review 14 ", data.Stop: "STOP  14 ", data.Pass: "pass  14 "} {
		v := view("x")
		v.Verdict.Level, v.Verdict.Score = level, 14
		s := open(t, fixed{v: v, rel: kinOf("x")})
		if line := ansi.Strip(s.Draw(theme.New(true, false), 80, 24)[0]); !strings.Contains(line, want) {
			t.Errorf("the head is %q, want %q in it", line, want)
		}
	}
}

func TestWhateverIsToldTheCaseFitsAndIsSafe(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		v := view(rapid.String().Draw(rt, "s"))
		w, h := rapid.IntRange(60, 200).Draw(rt, "w"), rapid.IntRange(8, 60).Draw(rt, "h")
		if rapid.Bool().Draw(rt, "orders") {
			o := rapid.String().Draw(rt, "order")
			v.Orders = &desk.CustomerOrders{Count: 12, ByLevel: map[data.Level]int{data.Stop: 12}, First: []data.QueueRow{{Shipment: o, Top: o, Score: 1234567, Customer: o}}}
		}
		s := open(t, fixed{v: v, rel: kinOf(rapid.String().Draw(rt, "kin"))})
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

func TestRelatedPartiesComeAfterTheCase(t *testing.T) {
	for _, c := range []struct {
		f    fixed
		want string
	}{
		{fixed{v: view("x"), rel: kinOf("Silver Egret")}, "2 steps to a Silver Egret party"},
		{fixed{v: view("x"), rel: &desk.Related{Searched: "4 parties"}}, "clears nobody."},
		{fixed{v: view("x"), relErr: errors.New("the disk is full")}, "could not be looked for: the disk is full"},
	} {
		s := open(t, c.f)
		s.Draw(theme.New(true, true), 80, 24)
		s.Jump(relatedSection)
		if got := strings.Join(s.Draw(theme.New(true, true), 80, 24), "\n"); !strings.Contains(ansi.Strip(got), c.want) {
			t.Errorf("no %q in\n%s", c.want, ansi.Strip(got))
		}
	}
	s := New(context.Background(), fixed{v: view("x")})
	first := s.Handle(s.Open("a", nil)())
	s.Open("b", nil)
	s.Handle(first())
	if s.Related() != nil || s.kin.err != nil {
		t.Error("the related parties of another case are shown")
	}
}

// What one rule says of several things stands under one title, each with what was not
// shown of the one before; another rule has its own.
func TestFindingsOfOneRuleShareTheirTitle(t *testing.T) {
	same := data.Evidence{Field: "destination_country", Value: "MY"}
	v := view("x")
	v.Verdict.Findings = []data.Finding{
		{Rule: "r", Kind: data.FlagFinding, Title: "One title", Says: "of the first", Pattern: "thin_presence", Evidence: []data.Evidence{same}},
		{Rule: "r", Kind: data.FlagFinding, Title: "One title", Says: "of the second", Pattern: "shell_company", Evidence: []data.Evidence{same, {Field: "stated_end_use", Value: "told"}}},
		{Rule: "r", Kind: data.FlagFinding, Title: "One title", Says: "with points", Points: 3, Evidence: []data.Evidence{same}},
	}
	got := ansi.Strip(strings.Join(open(t, fixed{v: v}).Draw(theme.New(true, true), 80, 60), "\n"))
	for word, want := range map[string]int{"One title": 2, "destination_country": 2, "of the first": 1, "of the second": 1, "stated_end_use": 1, "with points": 1, "thin presence, shell company": 1} {
		if n := strings.Count(got, word); n != want {
			t.Errorf("%q stands %d times, not %d:\n%s", word, n, want, got)
		}
	}
}

// Of much that is not known the dozen nearest to a finding is shown, with how much more there
// is; all of it is one key away, and another case begins with the dozen again.
func TestWhatWasNotFlaggedIsADozenAndThenAll(t *testing.T) {
	v := view("x")
	v.Open = nil
	for i := range 40 {
		v.Open = append(v.Open, &desk.OpenFacts{Lacks: []string{fmt.Sprintf("fact %02d", i)}, Rules: []*desk.OpenRule{{Title: "a rule"}, {Title: "another"}}})
	}
	s := open(t, fixed{v: v})
	th := theme.New(true, true)
	text := func() string {
		s.Draw(th, 100, 30)
		return ansi.Strip(strings.Join(s.doc.lines, "\n"))
	}
	if got := text(); !strings.Contains(got, "fact 11") || strings.Contains(got, "fact 12") || !strings.Contains(got, "and 28 more that decide 56 rules; w shows all.") {
		t.Errorf("the dozen:\n%s", got)
	}
	s.AllOpen()
	if got := text(); !strings.Contains(got, "fact 39") || !strings.Contains(got, "w shows the first") {
		t.Errorf("all:\n%s", got)
	}
	s.Handle(s.Open("shipment:S-2", nil)())
	if got := text(); strings.Contains(got, "fact 12") {
		t.Error("another case begins with all")
	}
}

// What was undone says so, and an undo says what it took back; an undo that was itself
// undone took nothing back.
func TestTheJournalTellsWhatWasTakenBack(t *testing.T) {
	ev := func(seq uint64, kind data.EventKind, name, value string) data.Event {
		return data.Event{ID: fmt.Sprintf("d/%d", seq), Device: "d", Seq: seq, Lamport: seq + 1, Kind: kind, Person: "Asta", Body: []data.EventField{{Name: name, Value: value}}}
	}
	got := Told([]data.Event{
		ev(0, data.NoteAdded, "text", "the hall is empty"), ev(1, data.NoteAdded, "text", "the hall is full"), ev(2, data.Undone, "event", "d/0"),
		ev(3, data.Undone, "event", "d/1"), ev(4, data.Undone, "event", "d/3"),
	})
	want := []string{"(undone) the hall is empty", "the hall is full", "note added: the hall is empty", "(undone) note added: the hall is full", "undone: d/1"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
