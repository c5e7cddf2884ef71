package checklist

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/theme"
)

func question(id string, critical bool, value string) desk.Question {
	q := desk.Question{ID: id, Critical: critical}
	if value != "" {
		q.Answer = &data.Answer{Value: value}
	}
	return q
}

func TestWhatLacksSomethingBlocks(t *testing.T) {
	v := &desk.CaseView{Questions: []desk.Question{question("A1", true, ""), question("A2", true, data.AnswerYes), question("A3", true, data.AnswerYes), question("A4", false, "")}}
	v.Questions[0].Lacks, v.Questions[1].Lacks = "is not answered", "says yes, evidenced, but no file is attached to it"
	if got := blocking(v); !slices.Equal(got, []string{"A1", "A2"}) {
		t.Error(got)
	}
}

func TestForwardGoesToWhatIsOpen(t *testing.T) {
	var s Screen
	s.Set("k", &desk.CaseView{Questions: []desk.Question{question("1", false, "Y"), question("2", false, ""), question("3", false, "Y"), question("4", false, "")}})
	if s.cur != 1 {
		t.Errorf("begins at %d", s.cur)
	}
	s.Forward()
	if s.cur != 3 {
		t.Errorf("went to %d", s.cur)
	}
	s.Forward()
	if s.cur != 1 {
		t.Errorf("did not go round: %d", s.cur)
	}
	s.Set("other", &desk.CaseView{})
	s.Forward()
	if s.Selected() != nil {
		t.Error("an empty list has a selection")
	}
}

// At 80x24 nothing of a question is out of sight, and an answer with its detail leaves
// the columns where they are.
func TestAQuestionIsSeenWhole(t *testing.T) {
	v := &desk.CaseView{}
	for i := range 31 {
		q := question("A"+string(rune('0'+i%10)), true, "")
		q.Text = "In which country are the customer's headquarters and its ultimate parent's, as the registry tells it?"
		q.Evidence, q.Adverse, q.Why = "registry chain, annual report, signed declaration", "D:5/Macau: licence needed; unknown: hold", "worldwide licence trigger"
		q.Type, q.List, q.Title, q.Basis = "country", "CL-A", "New customer for advanced computing items", "sourced"
		q.AskedBy = []string{"headquarters-restricted", "china-end-user", "payer-in-china", "ties-to-china", "china-pays"}
		v.Questions = append(v.Questions, q)
	}
	v.Questions[0].Answer = &data.Answer{Value: data.AnswerYes, Detail: strings.Repeat("a long detail ", 9)}
	v.Questions[0].Lacks = "names no country"
	var s Screen
	s.Set("k", v)
	s.To(2)
	text := ansi.Strip(strings.Join(s.Draw(theme.New(true, true), 80, 22), "\n"))
	if !strings.Contains(text, "critical: stated only does not close it") || strings.Contains(text, "v shows all") {
		t.Errorf("the question is cut:\n%s", text)
	}
	if !strings.Contains(text, "□ yes, unshown [a long detail a long de") {
		t.Errorf("the answer runs into its detail:\n%s", text)
	}
}
