package casefile

import (
	"fmt"
	"strings"
	"time"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// checklist is the questions in one line each; the checklist screen has more.
func checklist(d *doc, v *desk.CaseView) {
	if len(v.Questions) == 0 {
		d.none("The findings ask no question.")
		return
	}
	for i := range v.Questions {
		q := &v.Questions[i]
		mark, ink := d.th.Answer(q.Answer, q.Critical, q.Lacks)
		star := " "
		if q.Critical {
			star = "★"
		}
		head := fmt.Sprintf("  %-4s%s ", q.ID, star)
		d.add(head + ink.Paint(text.Fit(mark, 14)) + text.Cut(text.Line(q.Text), max(d.w-22, 8)))
		if a := q.Answer; a != nil && (a.Detail != "" || a.Reason != "") {
			d.para(22, d.th.Muted, join(": ", a.Detail, a.Reason))
		}
	}
}

// decision is how the case stands, the notes and the evidence.
func decision(d *doc, v *desk.CaseView) {
	if v.Orders == nil {
		d.pair("status", d.th.Strong, v.State.Status.String())
	}
	if dc := v.State.Decision; dc != nil {
		d.decided("decided", dc, v)
	} else if v.Orders != nil {
		d.none("Each order is decided by itself; notes and evidence on the customer stand here.")
	} else if len(v.State.Disputed) == 0 {
		d.none("Nobody has decided yet. d decides.")
	}
	for i := range v.State.Disputed {
		d.decided("in dispute", &v.State.Disputed[i], v)
	}
	if o := v.OrderDone; o != nil {
		d.para(2, d.th.Warn, "! "+o.Words())
		if o.More == "" {
			d.para(2, d.th.Muted, "A decides it as its order was decided.")
		}
	}
	d.papers(v)
	for _, n := range v.State.Notes {
		d.pair("note", theme.Ink{}, n.Text)
		d.pair("", d.th.Muted, n.Person+", "+When(n.At))
	}
	for _, a := range v.State.Attachments {
		d.pair("evidence", theme.Ink{}, fmt.Sprintf("%s  %s bytes", text.Line(a.Name), text.Thousands(int(a.Bytes))))
		d.pair("", d.th.Muted, fmt.Sprintf("sha256 %.16s…, %s, %s", a.Hash, a.Person, When(a.At)))
	}
}

// papers are the other records of the order, each with how it stands.
func (d *doc) papers(v *desk.CaseView) {
	papers, rest := v.Listed()
	for i, p := range papers {
		if i == 0 {
			d.item()
			d.add("  " + d.th.Muted.Paint("other papers of the order"))
		}
		d.para(4, theme.Ink{}, p.Words())
		if p.Stays != "" {
			d.para(6, d.th.Muted, "is decided by itself: "+p.Stays)
		}
	}
	for _, s := range rest {
		d.para(4, d.th.Muted, s)
	}
}

func (d *doc) decided(name string, dc *data.Decision, v *desk.CaseView) {
	s := fmt.Sprintf("%s (%s) by %s, %s", dc.Disposition, dc.Status, dc.Person, When(dc.At))
	if dc.Until.State() == data.Known {
		s += ", until " + dc.Until.String()
	}
	d.pair(name, d.th.Strong, s)
	d.pair("reason", theme.Ink{}, dc.Reason)
	if s := SeenThen(dc, &v.Verdict); s != "" {
		d.pair("seen then", d.th.Warn, s)
	}
}

// SeenThen says that a decision was made on other findings than there are today, or is "".
func SeenThen(dc *data.Decision, now *data.Verdict) string {
	if dc.Level == now.Level && dc.Score == now.Score {
		return ""
	}
	return fmt.Sprintf("%s %d; today the findings say %s %d", dc.Level, dc.Score, now.Level, now.Score)
}

// When writes a time to the minute, in its own zone.
func When(t time.Time) string {
	if t.IsZero() {
		return "time not told"
	}
	return t.Format("2006-01-02 15:04")
}

// journal is what was done, oldest first.
func journal(d *doc, v *desk.CaseView) {
	if len(v.Events) == 0 {
		d.none("Nothing was done yet.")
	}
	told := Told(v.Events)
	for i := range v.Events {
		e := &v.Events[i]
		line := fmt.Sprintf("%s  %s", When(e.Time), text.Fit(kindWords(e), 18))
		d.add("  " + d.th.Muted.Paint(line) + "  " + text.Cut(join("  ", text.Line(e.Person), told[i]), max(d.w-40, 8)))
		if e.ClockDoubt != "" {
			d.para(4, d.th.Warn, "! clock: "+e.ClockDoubt)
		}
	}
}

// kindWords are the kind of an event as people write it.
func kindWords(e *data.Event) string {
	return text.Line(strings.NewReplacer(".", " ", "_", " ").Replace(string(e.Kind)))
}

// Told is what each event of a case was about: of an undo what it took back, and of what was
// taken back that it was.
func Told(events []data.Event) []string {
	at := map[string]*data.Event{}
	back := desk.TakenBack(events)
	out := make([]string, len(events))
	for i := range events {
		e := &events[i]
		at[e.ID] = e
		out[i] = EventWords(e)
		if of := at[e.Get("event")]; of != nil {
			out[i] = strings.TrimSpace(kindWords(of) + ": " + EventWords(of))
		}
		if back[e.ID] {
			out[i] = strings.TrimSpace("(undone) " + out[i])
		}
	}
	return out
}

// EventWords is the part of an event that says what it was about.
func EventWords(e *data.Event) string {
	for _, f := range []string{"text", "disposition", "question", "name", "file", "reason", "event"} {
		if v := e.Get(f); v != "" {
			if f == "question" {
				return text.Line(v + " " + e.Get("value"))
			}
			if f == "disposition" {
				return text.Line(join("; with ", join(": ", v, e.Get("reason")), e.Get("with")))
			}
			return text.Line(v)
		}
	}
	for _, f := range e.Body {
		if f.Withheld {
			return "withheld"
		}
	}
	return ""
}
