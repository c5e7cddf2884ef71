package journal

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
)

// sortFold puts events into fold order.
func sortFold(events []data.Event) {
	slices.SortStableFunc(events, func(a, b data.Event) int {
		return cmp.Or(cmp.Compare(a.Lamport, b.Lamport), cmp.Compare(a.Device, b.Device), cmp.Compare(a.Seq, b.Seq))
	})
}

// standing tells which of the events, in fold order, no standing undo took back.
// An undo can itself be undone; what it had taken back then stands again.
func standing(events []data.Event) []bool {
	at := make(map[string]int, len(events))
	for i := range events {
		at[events[i].ID] = i
	}
	out := make([]bool, len(events))
	for i := range out {
		out[i] = true
	}
	for i := len(events) - 1; i >= 0; i-- { // an undo is settled before what it undoes
		e := &events[i]
		if e.Kind != data.Undone || !out[i] {
			continue
		}
		if t, ok := at[e.Get("event")]; ok && e.Saw(&events[t]) {
			out[t] = false
		}
	}
	return out
}

// TakenBack are the ids of the events that an undo took back, where that undo stands.
func TakenBack(events []data.Event) map[string]bool {
	events = slices.Clone(events)
	sortFold(events)
	out := map[string]bool{}
	for i, stands := range standing(events) {
		if !stands {
			out[events[i].ID] = true
		}
	}
	return out
}

// Policy is the newest event that set a house's policy and stands, of those of its case, or nil.
// Of two that had not seen each other the stricter stands until a third: that of the greater
// value of strict.
func Policy(events []data.Event, strict func(value string) int) *data.Event {
	events = slices.Clone(events)
	sortFold(events)
	stands := standing(events)
	var set []*data.Event
	for i := range events {
		if stands[i] && events[i].Kind == data.PolicySet {
			set = append(set, &events[i])
		}
	}
	set = latest(set)
	if len(set) == 0 {
		return nil
	}
	return slices.MaxFunc(set, func(a, b *data.Event) int { return cmp.Compare(strict(a.Get("value")), strict(b.Get("value"))) })
}

// latest drops every event that another of them saw: one is left where all was
// said in turn, several where people had not seen each other.
func latest(events []*data.Event) []*data.Event {
	var out []*data.Event
	for _, e := range events {
		out = slices.DeleteFunc(out, func(o *data.Event) bool { return e.Saw(o) })
		out = append(out, e)
	}
	return out
}

// FoldCase is what the events of a case come to. It does not matter in which
// order they arrive, nor whether events of other cases are among them.
func FoldCase(caseKey string, events []data.Event) data.CaseState {
	own := make([]data.Event, 0, len(events))
	for i := range events {
		if events[i].Case == caseKey {
			own = append(own, events[i])
		}
	}
	sortFold(own)
	own = slices.CompactFunc(own, func(a, b data.Event) bool { return a.ID == b.ID })
	st := data.CaseState{Case: caseKey}
	if len(own) == 0 {
		return st
	}
	stands := standing(own)
	var decisions []*data.Event
	answers := map[string][]*data.Event{}
	for i := range own {
		e := &own[i]
		if !stands[i] {
			continue
		}
		switch e.Kind {
		case data.DecisionMade:
			decisions = append(decisions, e)
		case data.AnswerGiven:
			answers[e.Get("question")] = append(answers[e.Get("question")], e)
		case data.NoteAdded:
			st.Notes = append(st.Notes, data.Note{Text: e.Get("text"), Person: e.Person, At: e.Time, Event: e.ID})
		case data.EvidenceAttached:
			n, _ := strconv.ParseInt(e.Get("bytes"), 10, 64)
			st.Attachments = append(st.Attachments, data.Attachment{Name: e.Get("name"), Hash: e.Get("sha256"), Bytes: n, Person: e.Person, At: e.Time, Event: e.ID})
		}
	}
	foldDecisions(&st, decisions)
	for q, list := range answers {
		if st.Answers == nil {
			st.Answers = make(map[string]data.Answer, len(answers))
		}
		st.Answers[q] = foldAnswers(list)
	}
	last := own[len(own)-1]
	st.LastEvent, st.Changed = last.ID, last.Time
	return st
}

// foldDecisions: one latest decision decides. Of several, none does, but that
// one of them stopped the case keeps it stopped.
func foldDecisions(st *data.CaseState, decisions []*data.Event) {
	top := latest(decisions)
	switch len(top) {
	case 0:
	case 1:
		d := decision(top[0])
		st.Decision, st.Status = &d, d.Status
	default:
		st.Status = data.Disputed
		for _, e := range top {
			d := decision(e)
			st.Disputed = append(st.Disputed, d)
			if d.Status == data.Stopped {
				st.Decision, st.Status = &d, data.Stopped
			}
		}
	}
}

func decision(e *data.Event) data.Decision {
	d := data.Decision{
		Disposition: e.Get("disposition"), Reason: e.Get("reason"), Person: e.Person, At: e.Time, Event: e.ID,
		VerdictHash: e.Get("verdict_hash"),
	}
	if d.Status.UnmarshalText([]byte(e.Get("status"))) != nil {
		d.Status = data.Open // withheld or of a later program: it releases nothing
	}
	d.Until, _ = data.ParseDate(e.Get("until"))
	var v struct {
		Level data.Level
		Score int
	}
	if json.Unmarshal([]byte(e.Get("verdict")), &v) == nil {
		d.Level, d.Score = v.Level, v.Score
	}
	return d
}

// foldAnswers: the latest answer holds and keeps the earlier ones. Answers that
// had not seen each other and differ make the question unknown.
func foldAnswers(list []*data.Event) data.Answer {
	top := latest(list)
	cur := answer(list[len(list)-1])
	for _, e := range list[:len(list)-1] {
		cur.Earlier = append(cur.Earlier, answer(e))
	}
	if len(top) == 1 || !slices.ContainsFunc(top, func(e *data.Event) bool {
		return e.Get("value") != cur.Value || e.Get("detail") != cur.Detail
	}) {
		return cur
	}
	for _, e := range top {
		cur.Disputed = append(cur.Disputed, answer(e))
	}
	cur.Value, cur.Detail = data.AnswerUnknown, ""
	cur.Reason = "Answers that had not seen each other differ; one more answer settles it."
	return cur
}

func answer(e *data.Event) data.Answer {
	a := data.Answer{
		Question: e.Get("question"), Value: e.Get("value"), Detail: e.Get("detail"), Reason: e.Get("reason"),
		Person: e.Person, At: e.Time, Event: e.ID,
	}
	for _, h := range strings.Split(e.Get("evidence"), ",") {
		if h = strings.TrimSpace(h); h != "" {
			a.Evidence = append(a.Evidence, h)
		}
	}
	return a
}
