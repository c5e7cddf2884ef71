package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/store"
	"redflag/screening/checklist"
)

// Case is everything there is to show of one order or customer.
func (d *Desk) Case(ctx context.Context, id string) (*CaseView, error) {
	v, err := d.caseAlone(ctx, id, nil)
	if err == nil && v.Verdict.AsOf.State() == data.Known {
		err = d.fillPapers(ctx, v)
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

// caseAlone is a case without the other papers of its order. past are the events of several
// cases, where they were read for it and others.
func (d *Desk) caseAlone(ctx context.Context, id string, past map[string][]data.Event) (*CaseView, error) {
	sub, err := d.find(ctx, id)
	if err != nil {
		return nil, err
	}
	v := &CaseView{Subject: sub}
	if v.Record, err = d.store.Record(ctx, sub.Key); err != nil {
		return nil, err
	}
	versions, err := d.store.Versions(ctx, sub.Key)
	if err != nil {
		return nil, err
	}
	for _, r := range versions {
		v.Versions = append(v.Versions, r.Origin)
	}
	if sub.RowID != 0 {
		rows, err := d.store.Rows(ctx, []int64{sub.RowID})
		if err != nil {
			return nil, err
		}
		if len(rows) == 1 {
			v.Row = rows[0]
		}
	}
	state, err := d.store.Case(ctx, sub.Key.String())
	if err != nil {
		return nil, err
	}
	v.State = *state
	if past != nil {
		v.Events = past[sub.Key.String()]
	} else if v.Events, err = d.events(ctx, sub.Key.String()); err != nil {
		return nil, err
	}
	lists, err := d.Lists(ctx)
	if err != nil {
		return nil, err
	}
	v.Lists = slices.DeleteFunc(lists, func(l data.ListInfo) bool { return !l.Current })
	return v, d.fillVerdict(ctx, v)
}

// fillVerdict adds the verdict and all that hangs on it.
func (d *Desk) fillVerdict(ctx context.Context, v *CaseView) error {
	verdict, err := d.store.Verdict(ctx, v.Subject.Key)
	if err != nil {
		return err
	}
	if verdict == nil {
		return d.fillOrders(ctx, v)
	}
	v.Verdict = *verdict
	if v.Stale, err = d.store.Dirty(ctx, v.Subject.Key); err != nil {
		return err
	}
	if v.Stale == "" {
		last, err := d.store.LastScreen(ctx)
		if err != nil {
			return err
		}
		if loadedAfter(v.Lists, last.At) {
			v.Stale = "A list was loaded since the last screen, and this verdict does not know it."
		}
	}
	if err := d.fillCustomer(ctx, v); err != nil {
		return err
	}
	if err := d.fillLicences(v); err != nil {
		return err
	}
	if err := d.fillHits(ctx, v); err != nil {
		return err
	}
	set, err := d.rules()
	if err != nil {
		return err
	}
	if v.Overrides, err = d.overrides(); err != nil {
		return err
	}
	v.Reckoning = reckoning(verdict, set.Patterns())
	v.Rules = map[string]RuleText{}
	for _, f := range verdict.Findings {
		if r, ok := set.Rule(f.Rule); ok {
			v.Rules[f.Rule] = RuleText{Title: r.Title, Why: r.Why, Innocent: r.Innocent, Cites: f.Cites, Basis: f.Basis}
		}
	}
	say, err := d.tellable()
	if err != nil {
		return err
	}
	v.Open = WhyNot(verdict.Near, set, say)
	for _, q := range d.book.For(verdict) {
		question := Question{
			ID: q.ID, List: q.List, Title: q.ListTitle, Text: q.Text, Critical: q.Critical, Why: q.Why,
			Evidence: q.Evidence, Adverse: q.Adverse, Type: q.Type, Unit: q.Unit, Wants: q.Wants(), Basis: q.Basis, AskedBy: q.AskedBy,
		}
		a, given := v.State.Answers[q.ID]
		if given {
			question.Answer = &a
		}
		if q.Critical {
			question.Lacks = q.Lacks(a)
		}
		v.Questions = append(v.Questions, question)
	}
	return nil
}

// fillOrders tells what stands in for the verdict that there is not: of a customer,
// what its orders were judged.
func (d *Desk) fillOrders(ctx context.Context, v *CaseView) (err error) {
	if v.Subject.Key.Kind == data.CustomerKind {
		v.Orders, err = d.ordersOf(ctx, v.Subject.Key)
	}
	if v.Orders != nil {
		v.Verdict = data.Verdict{Level: v.Orders.Worst, Lights: unlit("each of its orders has its own")}
		return d.fillHits(ctx, v)
	}
	if v.Record == nil && len(v.Versions) > 0 {
		v.Stale = "the import that told it was withdrawn, and no screen judges it; import it again, or leave it"
		v.Verdict = data.Verdict{Level: data.Review, Lights: unlit("its import was withdrawn")}
		return err
	}
	v.Stale = "not screened yet: run a screen to see its findings"
	v.Verdict = data.Verdict{Level: data.Review, Lights: unlit("not screened yet")}
	return err
}

func (d *Desk) fillCustomer(ctx context.Context, v *CaseView) error {
	id := v.Verdict.Customer
	if id == "" || v.Record == nil || v.Record.Shipment == nil {
		return nil
	}
	c, err := d.store.Record(ctx, data.Key{Source: v.Subject.Key.Source, Kind: data.CustomerKind, ID: id})
	if err != nil || c == nil {
		return err
	}
	v.Customer = c
	if told := v.Record.Shipment.Customer; told != id {
		v.Taken = fmt.Sprintf("%q is taken to be %s, by its name", told, id)
	}
	return nil
}

func unlit(why string) data.Lights {
	l := data.Light{Is: data.LightUnknown, Why: why}
	return data.Lights{Listed: l, Headquarters: l, Ownership: l, Destination: l}
}

// events are the journal's entries of one case, oldest first.
func (d *Desk) events(ctx context.Context, caseKey string) ([]data.Event, error) {
	var out []data.Event
	err := d.store.View(ctx, func(b journal.Backend) error {
		var err error
		out, err = journal.CaseEvents(b, caseKey)
		return err
	})
	return out, err
}

func (d *Desk) eventsOf(ctx context.Context, cases map[string]bool) (out map[string][]data.Event, err error) {
	err = d.store.View(ctx, func(b journal.Backend) error {
		out, err = journal.EventsOf(b, cases)
		return err
	})
	return out, err
}

// record appends one event of a case and keeps the case's projection in step, in
// one transaction.
func (d *Desk) record(ctx context.Context, caseKey string, kind data.EventKind, more func(*store.Tx) error, body ...data.EventField) (data.Event, error) {
	var ev data.Event
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		if more != nil {
			if err := more(tx); err != nil {
				return err
			}
		}
		var err error
		ev, err = journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: kind, Case: caseKey, Body: body})
		if err != nil || caseKey == "" {
			return err
		}
		return refold(tx, caseKey)
	})
	return ev, err
}

func refold(tx *store.Tx, caseKey string) error {
	events, err := journal.CaseEvents(tx.Journal(), caseKey)
	if err != nil {
		return err
	}
	st := journal.FoldCase(caseKey, events)
	return tx.PutCase(&st)
}

// CheckAnswer says why an answer cannot be taken as it is given: no question of that id, no
// word for an answer, no reason where one is needed, no number, date or country where the
// question asks for that. It is asked before evidence is attached to the answer.
func (d *Desk) CheckAnswer(question, value, detail, reason string) error {
	q, ok := d.book.Question(question)
	if !ok {
		return misused(fmt.Errorf("there is no question %q; 'redflag check ID' lists what a case asks", question))
	}
	switch value {
	case data.AnswerYes, data.AnswerStated, data.AnswerNo, data.AnswerUnknown:
	case data.AnswerNA:
		if strings.TrimSpace(reason) == "" {
			return misused(errors.New("an answer of NA needs its reason"))
		}
	default:
		return misused(fmt.Errorf("%q is no answer: Y yes with evidence, S stated only, N no, U unknown, NA does not apply", value))
	}
	if s := d.book.Refuses(&q, value, detail); s != "" {
		return misused(errors.New(s))
	}
	return nil
}

// Answer records the answer to one checklist question.
func (d *Desk) Answer(ctx context.Context, id, question, value, detail, reason string, evidence []string) (data.Event, error) {
	sub, err := d.find(ctx, id)
	if err != nil {
		return data.Event{}, err
	}
	if err := d.CheckAnswer(question, value, detail, reason); err != nil {
		return data.Event{}, err
	}
	q, _ := d.book.Question(question)
	return d.record(ctx, sub.Key.String(), data.AnswerGiven, nil,
		data.EventField{Name: "question", Value: q.ID},
		data.EventField{Name: "value", Value: value},
		data.EventField{Name: "detail", Value: strings.TrimSpace(detail)},
		data.EventField{Name: "reason", Value: reason},
		data.EventField{Name: "evidence", Value: strings.Join(evidence, ",")})
}

// Note adds free text to a case.
func (d *Desk) Note(ctx context.Context, id, text string) (data.Event, error) {
	sub, err := d.find(ctx, id)
	if err != nil {
		return data.Event{}, err
	}
	if strings.TrimSpace(text) == "" {
		return data.Event{}, misused(errors.New("an empty note says nothing"))
	}
	return d.record(ctx, sub.Key.String(), data.NoteAdded, nil, data.EventField{Name: "text", Value: text})
}

// maxEvidence bounds one attached file.
const maxEvidence = 256 << 20

// Attach keeps a file as evidence of a case, under its hash.
func (d *Desk) Attach(ctx context.Context, id, path string) (data.Event, error) {
	sub, err := d.find(ctx, id)
	if err != nil {
		return data.Event{}, err
	}
	content, err := readFile(path)
	if err != nil {
		return data.Event{}, err
	}
	if len(content) > maxEvidence {
		return data.Event{}, fmt.Errorf("%s is larger than %d MB; keep it elsewhere and attach a list of its hashes", path, maxEvidence>>20)
	}
	sum := sha256.Sum256(content)
	name := filepath.Base(path)
	return d.record(ctx, sub.Key.String(), data.EvidenceAttached,
		func(tx *store.Tx) error {
			_, err := tx.PutBlob("evidence", name, content)
			return err
		},
		data.EventField{Name: "name", Value: name},
		data.EventField{Name: "sha256", Value: hex.EncodeToString(sum[:])},
		data.EventField{Name: "bytes", Value: strconv.Itoa(len(content))})
}

// AttachAll attaches files and answers with their hashes.
func (d *Desk) AttachAll(ctx context.Context, id string, paths []string) ([]string, error) {
	var hashes []string
	for _, p := range paths {
		ev, err := d.Attach(ctx, id, p)
		if err != nil {
			return hashes, err
		}
		hashes = append(hashes, ev.Get("sha256"))
	}
	return hashes, nil
}

// Dispositions are all ways to decide a case, each with what forbids it now.
func (d *Desk) Dispositions(ctx context.Context, id string) ([]Disposition, error) {
	v, err := d.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	policy, known, err := d.housePolicy(ctx)
	if err != nil {
		return nil, err
	}
	var out []Disposition
	for _, p := range d.book.Dispositions {
		second := d.unseconded(v, &p, policy, known)
		o := Disposition{
			Code: p.Code, Words: p.Words, Status: p.Status, Needs: p.Needs,
			NeedsUntil: p.NeedsUntil, ClearsHits: p.ClearsHits(), Reasons: p.Reasons, Blocks: append(d.blocks(v, p.Code), second...),
		}
		for _, w := range d.book.Warnings(&v.Verdict, p.Code) {
			if w.Kind == checklist.SecondPerson && policy == Required && p.Releases() {
				continue // it is held to, or blocks
			}
			o.Warnings = append(o.Warnings, w.Says)
		}
		out = append(out, o)
	}
	return out, nil
}

func (d *Desk) blocks(v *CaseView, code string) []string {
	if v.Orders != nil {
		return []string{"It is judged with its orders: decide these, the worst is " + v.Orders.First[0].Case + "."}
	}
	if v.Verdict.AsOf.State() != data.Known {
		return []string{"It has not been screened yet: run a screen first."}
	}
	return d.book.Blocks(&v.Verdict, v.State, code)
}

// Undo takes back the last thing that this person did, by an event that says so.
func (d *Desk) Undo(ctx context.Context) (string, error) {
	what := ""
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		last, err := journal.LastUndoable(tx.Journal(), d.signer)
		if err != nil {
			return err
		}
		if last == nil {
			return errNothingDone
		}
		if last.Kind == data.ImportApplied {
			id, err := strconv.ParseInt(last.Get("import"), 10, 64)
			if err != nil {
				return fmt.Errorf("the journal's import entry %s names no import: %w", last.ID, err)
			}
			if err := tx.WithdrawImport(id); err != nil {
				return err
			}
		}
		undone, err := undoneWith(last)
		if err != nil {
			return err
		}
		touched := map[string]bool{}
		for _, u := range undone {
			_, err := journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: data.Undone, Case: u.Case, Body: []data.EventField{{Name: "event", Value: u.Event}}})
			if err != nil {
				return err
			}
			touched[u.Case] = true
		}
		what = undoneWords(last)
		return refoldAll(tx, touched)
	})
	return what, err
}

// LastDone says what Undo would take back.
func (d *Desk) LastDone(ctx context.Context) (what string, err error) {
	err = d.store.View(ctx, func(b journal.Backend) error {
		last, err := journal.LastUndoable(b, d.signer)
		if err == nil && last == nil {
			err = errNothingDone
		}
		if err == nil {
			what = doneWords(last)
		}
		return err
	})
	return what, err
}

var errNothingDone = errors.New("there is nothing of yours to undo")

func undoneWords(e *data.Event) string {
	after := ". The journal keeps both."
	if e.Kind == data.ImportApplied {
		after = ". What it told counts no longer, which a screen brings to the levels. The journal keeps both."
	}
	return "Undone: " + doneWords(e) + after
}

// doneWords names what was done.
func doneWords(e *data.Event) string {
	if g := e.Get("group"); g != "" {
		return "the clearing of the hits " + g
	}
	if e.Kind == data.JudgementMade {
		switch e.Get("kind") {
		case "cleared_pair":
			return "the clearing of " + e.Get("subject") + " against " + e.Get("object")
		case same, notSame:
			return "the judgement that " + e.Get("subject") + " and " + e.Get("object") + " are " + map[string]string{same: "the same", notSame: "not the same"}[e.Get("kind")]
		}
	}
	if e.Kind == data.PolicySet {
		return "the policy that a second person is " + e.Get("value")
	}
	what := map[data.EventKind]string{
		data.DecisionMade: "the decision " + e.Get("disposition"), data.NoteAdded: "the note",
		data.AnswerGiven: "the answer to " + e.Get("question"), data.EvidenceAttached: "the attached file " + e.Get("name"),
		data.ImportApplied: "the import of " + e.Get("file"),
	}[e.Kind]
	if what == "" {
		what = "the last step"
	}
	if e.Case != "" {
		what += " of " + e.Case
	}
	if e.Kind == data.DecisionMade && e.Get(togetherField) != "" {
		what += " and of the papers of its order"
	}
	return what
}

// TakenBack are the ids of the events that an undo took back.
func TakenBack(events []data.Event) map[string]bool { return journal.TakenBack(events) }

// PutDraft keeps half-written text of a case outside the journal; "" drops it.
func (d *Desk) PutDraft(ctx context.Context, caseKey, field, text string) error {
	return d.store.PutDraft(ctx, caseKey, field, text)
}

// Draft is the half-written text of a case, or "".
func (d *Desk) Draft(ctx context.Context, caseKey, field string) (string, error) {
	return d.store.Draft(ctx, caseKey, field)
}
