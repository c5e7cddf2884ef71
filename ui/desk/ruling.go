package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/store"
	"redflag/screening/checklist"
)

// Ruling is what a person rules: a disposition with its reason, and, of hits that
// it clears, on what condition and until when.
type Ruling struct {
	Disposition string
	Reason      string
	Condition   string // "" for none beside what a clearance rests on anyhow
	Until       data.Date
	Papers      []string // cases of the papers of the order that were seen and are decided with it
	Sight       string   // of the group of hits that was seen; "" where nobody looked
}

// Decide records a disposition with its reason, and the verdict it was made on.
func (d *Desk) Decide(ctx context.Context, id, disposition, reason string, until data.Date) (data.Event, error) {
	return d.Rule(ctx, id, Ruling{Disposition: disposition, Reason: reason, Until: until})
}

// Rule records a ruling, and the verdict it was made on. Papers of the order that are
// decided with a case stand on its answers, and one undo takes back all.
func (d *Desk) Rule(ctx context.Context, id string, r Ruling) (data.Event, error) {
	v, err := d.Case(ctx, id)
	if err != nil {
		return data.Event{}, err
	}
	p, err := d.book.Disposition(r.Disposition)
	if err != nil {
		return data.Event{}, misused(err)
	}
	if r.Until.IsZero() && p.ExpiresDays > 0 {
		r.Until = data.DateOfDay(d.today().First() + int32(p.ExpiresDays))
	}
	r.Condition = strings.TrimSpace(r.Condition)
	if bad := d.book.CheckDecision(p.Code, r.Reason, r.Until, d.today()); len(bad) > 0 {
		return data.Event{}, misused(errors.New(strings.Join(bad, " ")))
	}
	policy, known, err := d.housePolicy(ctx)
	if err != nil {
		return data.Event{}, err
	}
	if b := append(d.blocks(v, p.Code), d.unseconded(v, &p, policy, known)...); len(b) > 0 {
		return data.Event{}, &NotYet{Code: p.Code, Blocks: b}
	}
	rulings := []ruling{{v, decisionBody(v, &p, r, policy), clearances(v, &p, r)}}
	if len(r.Papers) > 0 {
		with, err := d.ruleWith(ctx, v, &p, r, policy, known)
		if err != nil {
			return data.Event{}, err
		}
		rulings = append(with, rulings...) // what an undo finds is the case itself
	}
	var ev data.Event
	err = d.store.Write(ctx, func(tx *store.Tx) error {
		ev, err = d.writeRulings(tx, rulings)
		return err
	})
	return ev, err
}

// ruling is a decision on one case, ready to be written.
type ruling struct {
	view  *CaseView
	body  []data.EventField
	clear [][]data.EventField // judgements that it makes
}

// ruleWith are the rulings on the papers of a case that the person saw. One that has
// something of its own by now, or is blocked by anything that the answers given leave open,
// blocks them all: no paper is left behind unsaid, and none is decided unseen.
func (d *Desk) ruleWith(ctx context.Context, of *CaseView, p *checklist.Disposition, r Ruling, policy string, known []string) (out []ruling, err error) {
	along := of.Along()
	for _, key := range r.Papers {
		if !slices.ContainsFunc(along, func(paper *Paper) bool { return paper.Case == key }) {
			return nil, fmt.Errorf("%s is not to be decided with %s any more: show the case again, and decide then", key, of.Subject.Key)
		}
		v, err := d.Case(ctx, key)
		if err != nil {
			return nil, err
		}
		v.standOn(of)
		if b := append(d.blocks(v, p.Code), d.unseconded(v, p, policy, known)...); len(b) > 0 {
			for i := range b {
				b[i] = key + ": " + b[i]
			}
			return nil, &NotYet{Code: p.Code, Blocks: b}
		}
		body := append(decisionBody(v, p, r, policy), data.EventField{Name: withField, Value: of.Subject.Key.String()})
		out = append(out, ruling{v, body, clearances(v, p, r)})
	}
	return out, nil
}

// standOn gives a paper the answers and the evidence of another of its order, and who brought
// them. An answer of its own stays.
func (v *CaseView) standOn(of *CaseView) {
	answers := maps.Clone(of.State.Answers)
	if answers == nil {
		answers = map[string]data.Answer{}
	}
	maps.Copy(answers, v.State.Answers)
	v.State.Answers = answers
	v.State.Attachments = slices.Concat(of.State.Attachments, v.State.Attachments)
	v.Events = slices.Concat(of.Events, v.Events)
}

// withField names the case with which a paper of its order was decided.
const withField = "with"

// decisionBody is what the journal keeps of a decision.
func decisionBody(v *CaseView, p *checklist.Disposition, r Ruling, policy string) []data.EventField {
	verdict := mustJSON(v.Verdict)
	sum := sha256.Sum256([]byte(verdict))
	version := ""
	if len(v.Versions) > 0 {
		version = strconv.FormatInt(v.Versions[0].Version, 10)
	}
	body := []data.EventField{
		{Name: "disposition", Value: p.Code},
		{Name: "status", Value: p.Status.String()},
		{Name: "reason", Value: r.Reason},
		{Name: "until", Value: r.Until.String()},
		{Name: "verdict", Value: verdict},
		{Name: "verdict_hash", Value: hex.EncodeToString(sum[:])},
		{Name: "version", Value: version},
	}
	if r.Condition != "" {
		body = append(body, data.EventField{Name: "condition", Value: r.Condition})
	}
	if policy == Required && p.Releases() && p.SecondPerson(v.Verdict.Level) {
		body = append(body, data.EventField{Name: "prepared_by", Value: strings.Join(preparers(v), ", ")})
	}
	return body
}

// writeRulings writes decisions with the judgements that they make, in one step. The last
// names all that was written before it.
func (d *Desk) writeRulings(tx *store.Tx, rulings []ruling) (ev data.Event, err error) {
	var before []together
	cleared := map[string]bool{} // a pair once, though several papers show it
	for i, r := range rulings {
		key := r.view.Subject.Key.String()
		var made []string
		for _, c := range r.clear {
			pair := judgedPair(c)
			if cleared[pair] {
				continue
			}
			cleared[pair] = true
			j, err := journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: data.JudgementMade, Case: key, Body: c})
			if err != nil {
				return ev, err
			}
			made = append(made, j.ID)
			if i < len(rulings)-1 {
				before = append(before, together{j.ID, key})
			}
		}
		if len(made) > 0 {
			r.body = append(r.body, data.EventField{Name: "judgements", Value: strings.Join(made, ",")})
		}
		if i == len(rulings)-1 && len(before) > 0 {
			r.body = append(r.body, data.EventField{Name: togetherField, Value: mustJSON(before)})
		}
		if ev, err = journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: data.DecisionMade, Case: key, Body: r.body}); err != nil {
			return ev, err
		}
		before = append(before, together{ev.ID, key})
		if err := refold(tx, key); err != nil {
			return ev, err
		}
	}
	return ev, nil
}
