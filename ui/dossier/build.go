package dossier

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"redflag/data"
	"redflag/data/journal"
	"redflag/ui/desk"
)

// Dossier is what a dossier is made of.
type Dossier struct {
	desk.CaseView
	Bundle  journal.Bundle // of the case, as it stands before the dossier is written
	Written time.Time
	By      string // person
	Key     string // fingerprint of their key
	Program string // version
}

// Content puts a case into the words and order of a dossier.
func (d *Dossier) Content() (*Content, error) {
	v := &d.Verdict
	c := &Content{
		Format: Format, Case: d.Subject.Key.String(), Written: stamp(d.Written), By: d.By, Key: d.Key, Program: d.Program,
		Level: v.Level.String(), Score: v.Score, Status: d.State.Status.String(), AsOf: v.AsOf.String(), LawDate: v.LawDate.String(),
		Regime: v.Regime, Stale: d.Stale, Taken: d.Taken,
		Lights: lights(&v.Lights), Findings: d.findings(), Reckoning: d.Reckoning, Unknown: d.unknown(), Questions: d.questions(),
		Notes: notes(d.State.Notes), Evidence: attachments(d.State.Attachments), Lists: lists(d.Lists), Stamps: stamps(v), Sources: sources(d.Versions),
	}
	c.Title = title(d.Subject.Key)
	c.Headline = headline(&d.CaseView)
	d.fillRecord(c)
	d.decisions(c)
	if err := d.journal(c); err != nil {
		return nil, err
	}
	var err error
	if d.Record != nil {
		if c.Record, err = json.Marshal(d.Record); err != nil {
			return nil, fmt.Errorf("the record of %s cannot be written into its dossier: %w", c.Case, err)
		}
	}
	if c.Verdict, err = json.Marshal(v); err != nil {
		return nil, fmt.Errorf("the verdict of %s cannot be written into its dossier: %w", c.Case, err)
	}
	return c, nil
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func title(k data.Key) string {
	kind := string(k.Kind)
	if kind == "" {
		return k.ID
	}
	return strings.ToUpper(kind[:1]) + kind[1:] + " " + k.ID
}

// headline says the outcome in one sentence. Level is what the findings say,
// status what people did; a reader must never take one for the other.
func headline(c *desk.CaseView) string {
	v, s := &c.Verdict, c.State.Status
	n := map[data.FindingKind]int{}
	for i := range v.Findings {
		if v.Findings[i].Cleared == nil {
			n[v.Findings[i].Kind]++
		}
	}
	var parts []string
	for _, k := range []struct {
		kind      data.FindingKind
		one, many string
	}{{data.StopFinding, "stop", "stops"}, {data.FlagFinding, "red flag", "red flags"}, {data.GapFinding, "gap", "gaps"}} {
		switch n[k.kind] {
		case 0:
		case 1:
			parts = append(parts, "1 "+k.one)
		default:
			parts = append(parts, strconv.Itoa(n[k.kind])+" "+k.many)
		}
	}
	found := "Screening found no stop, no red flag and no gap."
	switch {
	case len(parts) > 0:
		found = "Screening found " + join(parts) + "."
	case c.Orders != nil:
		found = "This customer is " + c.Orders.Words() + "."
	case v.AsOf.State() != data.Known:
		found = "It has not been screened."
	}
	did := map[data.Status]string{
		data.Open: "Nobody has decided it yet.", data.Waiting: "It is waiting.", data.Conditional: "It is released on conditions.",
		data.Released: "A person released it.", data.Stopped: "A person stopped it.", data.Withdrawn: "It was withdrawn.",
		data.Disputed: "Decisions about it contradict each other, and it is not released.",
	}[s]
	return found + " " + did
}

func join(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

func lights(l *data.Lights) []Light {
	var out []Light
	for _, x := range []struct {
		name string
		data.Light
	}{
		{"Listed parties", l.Listed}, {"Headquarters", l.Headquarters}, {"Ownership", l.Ownership}, {"Destination", l.Destination},
	} {
		is := strings.ReplaceAll(cmp.Or(x.Is, data.LightUnknown), "_", " ")
		out = append(out, Light{Name: x.name, Is: is, Why: x.Why, List: x.List})
	}
	return out
}

func (d *Dossier) findings() []Finding {
	out := []Finding{}
	for i := range d.Verdict.Findings {
		f := &d.Verdict.Findings[i]
		text := d.Rules[f.Rule]
		x := Finding{
			Rule: f.Rule, Version: f.Version, Kind: string(f.Kind), Pattern: strings.ReplaceAll(f.Pattern, "_", " "), Points: f.Points,
			Title: cmp.Or(f.Title, text.Title, f.Rule), Says: f.Says, Why: text.Why, Innocent: text.Innocent, Evidence: []Fact{}, Cites: slices.Clone(f.Cites),
			Unverified: f.Basis != data.Sourced, Pending: f.Pending, Decisive: f.Decisive, Asks: f.Asks,
		}
		for _, e := range f.Evidence {
			x.Evidence = append(x.Evidence, Fact{fieldWords(e.Field, e.Line), cmp.Or(e.Value, data.NotToldValue), where(e)})
		}
		if c := f.Cleared; c != nil {
			x.Cleared = &Decision{Reason: c.Why(), Person: c.Person, At: c.On.String(), Until: c.Until.String(), Event: c.Event}
		}
		out = append(out, x)
	}
	rank := map[string]int{"stop": 0, "gap": 1, "flag": 2, "note": 3}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(rank[a.Kind], rank[b.Kind]), cmp.Compare(b.Points, a.Points))
	})
	return out
}

func fieldWords(field string, line int) string {
	if line > 0 {
		return fmt.Sprintf("line %d, %s", line, field)
	}
	return field
}

func where(e data.Evidence) string {
	var p []string
	if e.Record != "" {
		p = append(p, e.Record)
	}
	if e.File != "" {
		p = append(p, e.File)
	}
	if e.Row > 0 {
		p = append(p, "row "+strconv.Itoa(e.Row))
	}
	return strings.Join(p, ", ")
}

// unknown gathers what is not known and matters: gaps, lights without an answer,
// critical questions without one, and rules that nearly fired.
func (d *Dossier) unknown() []Unknown {
	out := []Unknown{}
	for i := range d.Verdict.Findings {
		if f := &d.Verdict.Findings[i]; f.Kind == data.GapFinding && f.Cleared == nil {
			out = append(out, Unknown{cmp.Or(f.Title, f.Rule), f.Says})
		}
	}
	for _, l := range lights(&d.Verdict.Lights) {
		if l.Is == data.LightUnknown {
			out = append(out, Unknown{l.Name, cmp.Or(l.Why, "not known")})
		}
	}
	for i := range d.Questions {
		q := &d.Questions[i]
		if !q.Critical {
			continue
		}
		switch {
		case q.Answer == nil:
			out = append(out, Unknown{"Question " + q.ID + ", not answered", q.Text})
		case q.Answer.Value == data.AnswerUnknown:
			out = append(out, Unknown{"Question " + q.ID + ", asked and not known", q.Text})
		case q.Answer.Value == data.AnswerStated:
			out = append(out, Unknown{"Question " + q.ID + ", stated and not evidenced", q.Text})
		case q.Lacks != "":
			out = append(out, Unknown{"Question " + q.ID + " " + q.Lacks, q.Text})
		}
	}
	for i := range d.Overrides {
		o := &d.Overrides[i]
		what := "Weighed otherwise by this house: "
		if o.Off {
			what = "Not looked at by this house: "
		}
		out = append(out, Unknown{what + o.Title, o.Words()})
	}
	for _, o := range d.Open {
		var titles []string
		for _, r := range o.Rules {
			titles = append(titles, r.Title)
		}
		out = append(out, Unknown{"Not told: " + strings.Join(o.Lacks, "; "), "Not flagged, and not ruled out: " + strings.Join(titles, "; ")})
	}
	return out
}

var answerWords = map[string]string{
	data.AnswerYes: "Yes, evidenced", data.AnswerStated: "Stated only", data.AnswerNo: "No", data.AnswerUnknown: "Not known", data.AnswerNA: "Does not apply",
}

func (d *Dossier) questions() []Question {
	out := []Question{}
	asked := map[string]bool{}
	for i := range d.Questions {
		q := &d.Questions[i]
		asked[q.ID] = true
		x := Question{
			ID: q.ID, List: strings.TrimSpace(q.List + " " + q.Title), Text: q.Text, Critical: q.Critical,
			Unverified: q.Basis != "" && q.Basis != data.Sourced, AskedBy: q.AskedBy,
		}
		if q.Answer != nil {
			d.answered(&x, q.Answer)
		}
		out = append(out, x)
	}
	var more []string // answered, though no finding asks it now
	for id := range d.State.Answers {
		if !asked[id] {
			more = append(more, id)
		}
	}
	slices.Sort(more)
	for _, id := range more {
		a := d.State.Answers[id]
		x := Question{ID: id, List: "Answered, and no longer asked by a finding"}
		d.answered(&x, &a)
		out = append(out, x)
	}
	return out
}

func (d *Dossier) answered(x *Question, a *data.Answer) {
	cur := d.answer(a)
	x.Answer = &cur
	for i := range a.Earlier {
		x.Earlier = append(x.Earlier, d.answer(&a.Earlier[i]))
	}
	for i := range a.Disputed {
		x.Disputed = append(x.Disputed, d.answer(&a.Disputed[i]))
	}
}

func (d *Dossier) answer(a *data.Answer) Answer {
	out := Answer{Value: cmp.Or(answerWords[a.Value], a.Value), Detail: a.Detail, Reason: a.Reason, Person: a.Person, At: stamp(a.At), Event: a.Event}
	if a.Value == data.AnswerYes && len(a.Evidence) == 0 {
		out.Value = "Yes, without a file that shows it"
	}
	for _, h := range a.Evidence {
		name := h
		for _, f := range d.State.Attachments {
			if f.Hash == h {
				name = f.Name + " (" + h[:min(12, len(h))] + ")"
			}
		}
		out.Evidence = append(out.Evidence, name)
	}
	return out
}

func (d *Dossier) decisions(c *Content) {
	c.Decisions = []Decision{}
	add := func(x *data.Decision) {
		c.Decisions = append(c.Decisions, Decision{
			Disposition: x.Disposition, Status: x.Status.String(), Reason: x.Reason, Until: x.Until.String(), Person: x.Person, At: stamp(x.At), Event: x.Event,
			Seen: fmt.Sprintf("level %s, score %d", x.Level, x.Score), VerdictHash: x.VerdictHash,
		})
	}
	if len(d.State.Disputed) > 0 {
		c.Disputed = true
		for i := range d.State.Disputed {
			add(&d.State.Disputed[i])
		}
		return
	}
	if d.State.Decision != nil {
		add(d.State.Decision)
	}
}

func notes(all []data.Note) []Note {
	out := []Note{}
	for _, n := range all {
		out = append(out, Note{n.Text, n.Person, stamp(n.At), n.Event})
	}
	return out
}

func attachments(all []data.Attachment) []Evidence {
	out := []Evidence{}
	for _, a := range all {
		out = append(out, Evidence{a.Name, a.Hash, a.Bytes, a.Person, stamp(a.At), a.Event})
	}
	return out
}

func lists(all []data.ListInfo) []List {
	out := []List{}
	for i := range all {
		l := &all[i]
		n := 0
		for _, c := range l.Counts {
			n += c
		}
		x := List{Name: l.Name, AsOf: l.AsOf.String(), Entries: n, Loaded: stamp(l.LoadedAt), Hash: l.Hash, Starter: l.Starter}
		switch {
		case l.Starter:
			x.Note = "built-in starter list: it can raise a hit and never clears a party"
		case l.Accepted != "":
			x.Note = "taken all the same because: " + l.Accepted
		case l.Cut != "":
			x.Note = l.Cut
		}
		out = append(out, x)
	}
	return out
}

func stamps(v *data.Verdict) []Pair {
	return told([]Pair{
		{"Rules", v.Stamp.Rules}, {"Reference tables", v.Stamp.Reference}, {"Lists", v.Stamp.Lists}, {"Baseline", v.Stamp.Baseline},
		{"Judgements", v.Stamp.Judgements}, {"Program", v.Stamp.Program},
	})
}

func sources(all []data.Origin) []Source {
	out := []Source{}
	for _, o := range all {
		row := ""
		if o.Row > 0 {
			row = strconv.Itoa(o.Row)
		}
		if o.Sheet != "" {
			row = o.Sheet + " " + row
		}
		out = append(out, Source{o.File, strings.TrimSpace(row), o.Import, o.Hash, o.Withdrawn})
	}
	return out
}

// told drops pairs without a value.
func told(all []Pair) []Pair {
	out := []Pair{}
	for _, p := range all {
		if p.Value != "" {
			out = append(out, p)
		}
	}
	return out
}
