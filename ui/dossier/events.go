package dossier

import (
	"cmp"
	"fmt"
	"strings"

	"redflag/data"
	"redflag/data/journal"
)

// journal lists who did what, with the hashes under which the logs hold it.
func (d *Dossier) journal(c *Content) error {
	c.Journal, c.Logs = []Event{}, []Log{}
	leaves := map[string]string{}
	for _, e := range d.Bundle.Entries {
		h, err := e.Leaf()
		if err != nil {
			return err
		}
		leaves[fmt.Sprintf("%s/%d", e.Device, e.Seq)] = h
	}
	at, back := map[string]*data.Event{}, journal.TakenBack(d.Events)
	for i := range d.Events {
		e := &d.Events[i]
		at[e.ID] = e
		what := eventWords(e)
		if of := at[e.Get("event")]; e.Kind == data.Undone && of != nil {
			what += ": " + eventWords(of)
		}
		if back[e.ID] {
			what = "(taken back later) " + what
		}
		c.Journal = append(c.Journal, Event{
			ID: e.ID, At: stamp(e.Time), Doubt: e.ClockDoubt, Person: e.Person, Key: e.Key, What: what, Leaf: leaves[e.ID],
		})
	}
	for _, t := range d.Bundle.Checkpoints {
		p, err := journal.OpenCheckpoint([]byte(t))
		if err != nil {
			return err
		}
		c.Logs = append(c.Logs, Log{p.Device, p.Size, fmt.Sprintf("%x", p.Root[:])})
	}
	return nil
}

// eventWords says in a line what somebody did.
func eventWords(e *data.Event) string {
	get := func(name string) string {
		for _, f := range e.Body {
			if f.Name == name && f.Withheld {
				return "(withheld)"
			}
		}
		return e.Get(name)
	}
	switch e.Kind {
	case data.NoteAdded:
		return "Noted: " + get("text")
	case data.AnswerGiven:
		s := fmt.Sprintf("Answered %s: %s", get("question"), cmp.Or(answerWords[get("value")], get("value")))
		for _, n := range []string{"detail", "reason"} {
			if v := get(n); v != "" {
				s += "; " + v
			}
		}
		return s
	case data.EvidenceAttached:
		return fmt.Sprintf("Attached %s, sha256 %s", get("name"), get("sha256"))
	case data.DecisionMade:
		s := fmt.Sprintf("Decided %s, %s: %s", get("disposition"), get("status"), get("reason"))
		if v := get("until"); v != "" {
			s += " (until " + v + ")"
		}
		if v := get("with"); v != "" {
			s += "; with " + v + " of the same order, on the answers given there"
		}
		return s
	case data.Undone:
		return "Took back " + get("event")
	case data.DossierWritten:
		return fmt.Sprintf("Wrote the dossier %s, sha256 %s", get("file"), get("sha256"))
	case data.JudgementMade:
		return fmt.Sprintf("Judged (%s) %s %s: %s", words(get("kind")), get("subject"), get("object"), get("reason"))
	case data.JudgementTaken:
		return fmt.Sprintf("Withdrew the judgement %s: %s", get("event"), get("reason"))
	}
	var parts []string
	for _, f := range e.Body {
		parts = append(parts, f.Name+" "+get(f.Name))
	}
	return strings.TrimSpace(string(e.Kind) + " " + strings.Join(parts, ", "))
}
