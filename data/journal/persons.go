package journal

import (
	"encoding/hex"
	"encoding/json"
	"slices"

	"redflag/data"
)

// Person is somebody who signed an event.
type Person struct {
	Name string
	Key  string // fingerprint
}

// Persons are all who signed an event, in order of their first one. Two keys
// under one name are two persons.
func Persons(b Backend) ([]Person, error) {
	var out []Person
	seen := map[Person]bool{}
	for _, err := range walk(b, 1, func(h *header) bool {
		p := Person{h.Person, hex.EncodeToString(h.Key[:])}
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
		return false
	}) {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Judgements are those that stand: made, and neither withdrawn nor undone.
func Judgements(b Backend) ([]data.Judgement, error) {
	var events []data.Event
	for e, err := range walk(b, 1, func(h *header) bool {
		switch data.EventKind(h.Kind) {
		case data.JudgementMade, data.JudgementTaken, data.Undone:
			return true
		}
		return false
	}) {
		if err != nil {
			return nil, err
		}
		events = append(events, e.event())
	}
	return foldJudgements(events), nil
}

// foldJudgements is Judgements over events already read.
func foldJudgements(events []data.Event) []data.Judgement {
	events = slices.Clone(events)
	sortFold(events)
	stands := standing(events)
	at := make(map[string]*data.Event, len(events))
	for i := range events {
		at[events[i].ID] = &events[i]
	}
	taken := map[string]bool{}
	for i := range events {
		e := &events[i]
		if t := at[e.Get("event")]; stands[i] && e.Kind == data.JudgementTaken && t != nil && e.Saw(t) {
			taken[t.ID] = true
		}
	}
	var out []data.Judgement
	for i := range events {
		e := &events[i]
		if e.Kind != data.JudgementMade || !stands[i] || taken[e.ID] {
			continue
		}
		if j, ok := judgement(e); ok {
			out = append(out, j)
		}
	}
	return out
}

// judgement reads what was judged. One that clears something, and of which a part
// that bounds it is withheld or does not read, clears nothing.
func judgement(e *data.Event) (data.Judgement, bool) {
	j := data.Judgement{
		Kind: e.Get("kind"), Subject: e.Get("subject"), Object: e.Get("object"), Basis: e.Get("basis"),
		Clearance: data.Clearance{Person: e.Person, Reason: e.Get("reason"), Condition: e.Get("condition"), On: data.DateOf(e.Time), Event: e.ID},
	}
	var err error
	if j.Until, err = data.ParseDate(e.Get("until")); err != nil && j.Kind != "local_stop" {
		return j, false
	}
	if rests := e.Get("rests"); rests != "" && json.Unmarshal([]byte(rests), &j.Rests) != nil {
		return j, false
	}
	bounds := func(f data.EventField) bool {
		return f.Withheld && (f.Name == "until" || f.Name == "basis" || f.Name == "rests")
	}
	return j, j.Kind == "local_stop" || !slices.ContainsFunc(e.Body, bounds)
}

// LastUndoable is the newest event of the signer's person that can be taken back
// and still stands, or nil. It reads from the newest entry back and stops there.
func LastUndoable(b Backend, s *Signer) (*data.Event, error) {
	undone := map[string]bool{}
	withdrawn := map[string]bool{} // imports
	for e, err := range walk(b, -1, nil) {
		if err != nil {
			return nil, err
		}
		ev := e.event()
		switch {
		case undone[ev.ID]:
		case ev.Kind == data.Undone:
			undone[ev.Get("event")] = true
		case ev.Kind == data.ImportWithdrawn:
			withdrawn[ev.Get("import")] = true
		case ev.Key != s.Fingerprint() || !undoable(ev.Kind):
		case ev.Kind == data.ImportApplied && withdrawn[ev.Get("import")]:
		default:
			return &ev, nil
		}
	}
	return nil, nil
}

func undoable(k data.EventKind) bool {
	switch k {
	case data.NoteAdded, data.AnswerGiven, data.EvidenceAttached, data.DecisionMade,
		data.JudgementMade, data.JudgementTaken, data.ImportApplied, data.PolicySet:
		return true
	}
	return false
}
