package checklist

import (
	"slices"
	"testing"

	"redflag/data"
	"redflag/ui/desk"
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
