package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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
	t, err := d.terms(ctx, r)
	if err != nil {
		return data.Event{}, err
	}
	one, err := d.ruleOn(v, t)
	if err != nil {
		return data.Event{}, err
	}
	rulings := []ruling{one}
	if len(r.Papers) > 0 {
		with, err := d.ruleWith(ctx, v, t)
		if err != nil {
			return data.Event{}, err
		}
		rulings = append(with, rulings...) // what an undo finds is the case itself
	}
	return d.putRulings(ctx, rulings)
}

// RuleAsOrder decides an open paper as its order was decided, on the same answers, where it
// says nothing more, and where the order says no more today than when it was decided.
func (d *Desk) RuleAsOrder(ctx context.Context, id string) (data.Event, error) {
	v, err := d.Case(ctx, id)
	if err != nil {
		return data.Event{}, err
	}
	of, r, err := d.asOrder(ctx, v)
	if err != nil {
		return data.Event{}, err
	}
	t, err := d.terms(ctx, r)
	if err != nil {
		return data.Event{}, err
	}
	one, err := d.rulePaper(v, of, t)
	if err != nil {
		return data.Event{}, err
	}
	return d.putRulings(ctx, []ruling{one})
}

// asOrder is the order of a paper, and how it was ruled, for the paper.
func (d *Desk) asOrder(ctx context.Context, v *CaseView) (*CaseView, Ruling, error) {
	o := v.OrderDone
	refuse := func(why string) (*CaseView, Ruling, error) {
		return nil, Ruling{}, fmt.Errorf("%s is not decided as its order was: %s", v.Subject.Key, why)
	}
	switch {
	case o == nil:
		return refuse("it is no open paper of an order that was decided")
	case o.More != "":
		return refuse(o.More)
	case v.Stale != "" || o.stale:
		return refuse("its record, that of the order or a list has changed since they were screened; screen first")
	}
	of, err := d.caseAlone(ctx, o.Case, nil)
	if err != nil {
		return nil, Ruling{}, err
	}
	dc := of.State.Decision
	if dc == nil {
		return refuse("no one decision stands on the order")
	}
	at := slices.IndexFunc(of.Events, func(e data.Event) bool { return e.ID == dc.Event })
	var seen data.Verdict
	if at < 0 || json.Unmarshal([]byte(of.Events[at].Get("verdict")), &seen) != nil {
		return refuse("what the order said when it was decided cannot be read")
	}
	set, err := d.rules()
	if err != nil {
		return nil, Ruling{}, err
	}
	t := newTeller(set)
	if more := moreThan(&of.Verdict, t.says(&of.Verdict), &seen, t.says(&seen)); more != "" {
		return refuse("its order says more today than when it was decided; decide the order again, with its papers")
	}
	return of, Ruling{
		Disposition: dc.Disposition, Until: dc.Until, Condition: of.Events[at].Get("condition"),
		Reason: fmt.Sprintf("As its order %s, decided on %s by %s: %s", o.Order, dc.At.Format("2006-01-02"), dc.Person, dc.Reason),
	}, nil
}

// terms are those on which a ruling is made.
type terms struct {
	Ruling
	as     checklist.Disposition
	policy string
	known  []string // persons of the house
}

// terms makes a ruling ready, and refuses one that is not whole.
func (d *Desk) terms(ctx context.Context, r Ruling) (*terms, error) {
	p, err := d.book.Disposition(r.Disposition)
	if err != nil {
		return nil, misused(err)
	}
	if r.Until.IsZero() && p.ExpiresDays > 0 {
		r.Until = data.DateOfDay(d.today().First() + int32(p.ExpiresDays))
	}
	r.Condition = strings.TrimSpace(r.Condition)
	if bad := d.book.CheckDecision(p.Code, r.Reason, r.Until, d.today()); len(bad) > 0 {
		return nil, misused(errors.New(strings.Join(bad, " ")))
	}
	policy, known, err := d.housePolicy(ctx)
	return &terms{r, p, policy, known}, err
}

// ruleOn rules on one case, or says what stands in the way.
func (d *Desk) ruleOn(v *CaseView, t *terms) (ruling, error) {
	if b := append(d.blocks(v, t.as.Code), d.unseconded(v, &t.as, t.policy, t.known)...); len(b) > 0 {
		return ruling{}, &NotYet{Code: t.as.Code, Blocks: b}
	}
	return ruling{v, decisionBody(v, &t.as, t.Ruling, t.policy), clearances(v, &t.as, t.Ruling)}, nil
}

// rulePaper rules on a paper, on the answers given to another of its order.
func (d *Desk) rulePaper(v, of *CaseView, t *terms) (ruling, error) {
	v.standOn(of)
	one, err := d.ruleOn(v, t)
	if blocked, ok := errors.AsType[*NotYet](err); ok {
		for i := range blocked.Blocks {
			blocked.Blocks[i] = v.Subject.Key.String() + ": " + blocked.Blocks[i]
		}
	}
	one.body = append(one.body, data.EventField{Name: withField, Value: of.Subject.Key.String()})
	return one, err
}

func (d *Desk) putRulings(ctx context.Context, rulings []ruling) (ev data.Event, err error) {
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
func (d *Desk) ruleWith(ctx context.Context, of *CaseView, t *terms) (out []ruling, err error) {
	along := map[string]bool{}
	for _, paper := range of.Along() {
		along[paper.Case] = true
	}
	papers := map[string]bool{}
	for _, key := range t.Papers {
		if papers[key] = true; !along[key] {
			return nil, fmt.Errorf("%s is not to be decided with %s any more: show the case again, and decide then", key, of.Subject.Key)
		}
	}
	past, err := d.eventsOf(ctx, papers)
	if err != nil {
		return nil, err
	}
	for _, key := range t.Papers {
		v, err := d.caseAlone(ctx, key, past)
		if err != nil {
			return nil, err
		}
		one, err := d.rulePaper(v, of, t)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
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
	}
	touched := map[string]bool{}
	for _, r := range rulings {
		touched[r.view.Subject.Key.String()] = true
	}
	return ev, refoldAll(tx, touched)
}
