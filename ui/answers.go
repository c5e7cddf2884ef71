package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/dialog"
	"redflag/ui/text"
)

// answerKey gives a plain answer at once, and opens the form where the answer
// needs more than a key: a figure, a reason, a file.
func (m *Model) answerKey(value string) tea.Cmd {
	q := m.check.Selected()
	plain := q.Type == "" || q.Type == "answer" || value == data.AnswerNo || value == data.AnswerUnknown
	switch {
	case value == data.AnswerNA, value == data.AnswerYes && q.Critical, !plain:
		return m.askAnswer(value)
	}
	return m.giveAnswer(q, value, "", "", nil, "")
}

// askAnswer opens the form of one question.
func (m *Model) askAnswer(value string) tea.Cmd {
	q := m.check.Selected()
	words := map[string]string{"Y": "yes", "S": "stated", "N": "no", "U": "unknown", "NA": "n/a"}
	given := &dialog.Entry{Label: "Answer", Help: "yes (evidenced), stated, no, unknown or n/a",
		Suggest: func(v string, cursor int) (int, []dialog.Suggestion) {
			var out []dialog.Suggestion
			for _, w := range []string{"yes", "stated", "no", "unknown", "n/a"} {
				if strings.HasPrefix(w, v) && w != v && v != "" {
					out = append(out, dialog.Suggestion{Text: w})
				}
			}
			return 0, out
		}}
	detail := &dialog.Entry{Label: detailLabel(q), Help: text.Line(q.Wants)}
	reason := &dialog.Entry{Label: "Reason", Help: "why, in words; n/a needs one"}
	proof := m.pathEntry("Evidence", text.Line("Wanted: "+firstOf(q.Evidence, "what shows it")))
	if a := q.Answer; a != nil {
		value = firstOf(value, a.Value)
		detail.Field.Set(a.Detail)
		reason.Field.Set(a.Reason)
	}
	given.Field.Set(words[value])
	intro := text.Line(q.ID + "  " + q.Text)
	if q.Answer != nil && len(q.Answer.Evidence) > 0 {
		intro += fmt.Sprintf("  (%s attached already)", text.Plural(len(q.Answer.Evidence), "file"))
	}
	entries := []*dialog.Entry{given, detail, reason, proof}
	f := &dialog.Form{Title: "Answer " + text.Line(q.ID), Intro: intro, Submit: "record", Entries: entries,
		Done: func(*dialog.Form) (tea.Cmd, string) {
			v, why := answerValue(given.Value(), reason.Value())
			if why != "" {
				return nil, why
			}
			if err := m.desk.CheckAnswer(q.ID, v, detail.Value(), reason.Value()); err != nil {
				return nil, err.Error()
			}
			var keep []string
			if q.Answer != nil {
				keep = q.Answer.Evidence
			}
			return m.giveAnswer(q, v, detail.Value(), reason.Value(), keep, proof.Value()), ""
		}}
	if value != "" {
		f.Focus(1)
		if value == data.AnswerNA {
			f.Focus(2)
		}
	}
	return m.open(f)
}

func detailLabel(q *desk.Question) string {
	switch q.Type {
	case "", "answer":
		return "Detail"
	case "number":
		return strings.TrimSpace("Number " + text.Line(q.Unit))
	}
	return strings.ToUpper(q.Type[:1]) + text.Line(q.Type[1:])
}

// answerValue reads an answer in words or letters.
func answerValue(s, reason string) (value, why string) {
	switch strings.ToLower(s) {
	case "y", "yes":
		return data.AnswerYes, ""
	case "s", "stated", "stated only":
		return data.AnswerStated, ""
	case "n", "no":
		return data.AnswerNo, ""
	case "u", "unknown":
		return data.AnswerUnknown, ""
	case "na", "n/a", "x":
		if reason == "" {
			return "", "n/a needs a reason"
		}
		return data.AnswerNA, ""
	}
	return "", "the answer is yes, stated, no, unknown or n/a"
}

// giveAnswer records an answer, after it has attached the file that shows it.
func (m *Model) giveAnswer(q *desk.Question, value, detail, reason string, evidence []string, file string) tea.Cmd {
	key, id := m.file.Key(), q.ID
	ctx, d := m.ctx, m.desk
	dm := doneMsg{key: key, words: fmt.Sprintf("%s answered: %s", text.Line(id), spoken(value, len(evidence) > 0 || file != "")), what: "The answer was not recorded"}
	dm.then = func(m *Model) tea.Cmd {
		if s := m.check.Selected(); s != nil && s.ID == id {
			m.check.Forward()
		}
		return nil
	}
	return m.act(dm, func() error {
		all := slices.Clone(evidence)
		if file != "" {
			ev, err := d.Attach(ctx, key, expand(file))
			if err != nil {
				return err
			}
			all = append(all, ev.Get("sha256"))
		}
		_, err := d.Answer(ctx, key, id, value, detail, reason, all)
		return err
	})
}

func spoken(value string, shown bool) string {
	switch value {
	case data.AnswerYes:
		if !shown {
			return "yes, without a file that shows it"
		}
		return "yes, evidenced"
	case data.AnswerStated:
		return "stated only"
	case data.AnswerNo:
		return "no"
	case data.AnswerUnknown:
		return "unknown"
	}
	return "does not apply"
}
