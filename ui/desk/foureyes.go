package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/journal"
	"redflag/screening/checklist"
)

// A house asks for a second person in one of two ways.
const (
	Advised  = "advised"  // it is told, for where one person works alone there is no second
	Required = "required" // a release that needs a second person is refused to who prepared it
)

// fourEyes is what the events are about that set the policy.
const fourEyes = "policy:four_eyes"

// Policy is what the house asks, and who said so.
type Policy struct {
	FourEyes string
	Set      *data.Event // nil where nobody set it
}

// Policy reads what the house asks for from the journal.
func (d *Desk) Policy(ctx context.Context) (Policy, error) {
	events, err := d.events(ctx, fourEyes)
	if err != nil {
		return Policy{}, err
	}
	p := Policy{FourEyes: Advised}
	strict := func(value string) int { return slices.Index([]string{Advised, Required}, value) }
	if p.Set = journal.Policy(events, strict); p.Set != nil {
		p.FourEyes = p.Set.Get("value")
	}
	return p, nil
}

// Words say the policy in a sentence.
func (p *Policy) Words() string {
	if p.Set == nil {
		return "A second person is " + p.FourEyes + "; nobody has set it otherwise."
	}
	return fmt.Sprintf("A second person is %s, since %s by %s: %s", p.FourEyes, p.Set.Time.Format("2006-01-02"), p.Set.Person, p.Set.Get("reason"))
}

// SetFourEyes says whether a second person is advised or required, with the reason.
func (d *Desk) SetFourEyes(ctx context.Context, value, reason string) (data.Event, error) {
	switch {
	case value != Advised && value != Required:
		return data.Event{}, misused(fmt.Errorf("%q is none of %s, %s", value, Advised, Required))
	case strings.TrimSpace(reason) == "":
		return data.Event{}, misused(errors.New("a change of policy needs its reason"))
	}
	was, err := d.Policy(ctx)
	if err != nil {
		return data.Event{}, err
	}
	if was.FourEyes == value && was.Set != nil {
		return data.Event{}, misused(fmt.Errorf("a second person is %s already, since %s by %s", value, was.Set.Time.Format("2006-01-02"), was.Set.Person))
	}
	return d.record(ctx, fourEyes, data.PolicySet, nil,
		data.EventField{Name: "value", Value: value}, data.EventField{Name: "before", Value: was.FourEyes}, data.EventField{Name: "reason", Value: reason})
}

// housePolicy is what the house asks, and where it asks for a second person, who else there is.
func (d *Desk) housePolicy(ctx context.Context) (policy string, others []string, err error) {
	p, err := d.Policy(ctx)
	if err != nil || p.FourEyes != Required {
		return p.FourEyes, nil, err
	}
	known, err := d.Persons(ctx)
	for _, k := range known {
		if k.Key != d.signer.Fingerprint() && !slices.Contains(others, k.Name) {
			others = append(others, k.Name)
		}
	}
	return p.FourEyes, others, err
}

// unseconded says why the person at the desk may not decide so alone: what the house
// requires, what the person did for the case, and who else could decide.
func (d *Desk) unseconded(v *CaseView, p *checklist.Disposition, policy string, others []string) []string {
	if policy != Required || !p.Releases() || !p.SecondPerson(v.Verdict.Level) {
		return nil
	}
	own, all := prepared(v, d.signer.Fingerprint()), preparers(v)
	if len(own) == 0 && len(all) > 0 {
		return nil
	}
	who := "nobody else is known here yet: 'redflag person add NAME', or a colleague's own keys"
	if len(others) > 0 {
		who = strings.Join(others[:min(len(others), 5)], ", ")
	}
	if len(own) == 0 {
		return []string{fmt.Sprintf("%s needs two persons, as this house requires, and nobody has prepared the case yet. Answer its questions or put it to wait (PO1) with what you found; then somebody else decides (%s).", p.Code, who)}
	}
	return []string{fmt.Sprintf("%s needs a second person, as this house requires: you prepared the case (%s). Put it to wait (PO1) with what you found; somebody else decides (%s).", p.Code, strings.Join(own, ", "), who)}
}

// prepared is what somebody did for a case that stands: answers, files and the decision.
func prepared(v *CaseView, key string) []string {
	var out []string
	for i := range v.Events {
		e := &v.Events[i]
		if e.Key != key || !v.rests(e) {
			continue
		}
		switch e.Kind {
		case data.AnswerGiven:
			out = append(out, "the answer to "+e.Get("question"))
		case data.EvidenceAttached:
			out = append(out, "the file "+e.Get("name"))
		case data.DecisionMade:
			out = append(out, "the decision "+e.Get("disposition"))
		}
	}
	if len(out) > 4 {
		out = append(out[:3], fmt.Sprintf("%d things more", len(out)-3))
	}
	return out
}

// rests reports whether the case as it stands rests on an event.
func (v *CaseView) rests(e *data.Event) bool {
	if a, ok := v.State.Answers[e.Get("question")]; ok && e.Kind == data.AnswerGiven {
		for i := range a.Disputed {
			if a.Disputed[i].Event == e.ID {
				return true
			}
		}
		return a.Event == e.ID
	}
	for i := range v.State.Attachments {
		if v.State.Attachments[i].Event == e.ID {
			return true
		}
	}
	return v.State.Decision != nil && v.State.Decision.Event == e.ID
}

// preparers are the names of all who prepared a case, in the order of what they did.
func preparers(v *CaseView) []string {
	var out []string
	seen := map[string]bool{}
	for i := range v.Events {
		if e := &v.Events[i]; !seen[e.Key] && v.rests(e) {
			seen[e.Key] = true
			out = append(out, e.Person)
		}
	}
	return out
}
