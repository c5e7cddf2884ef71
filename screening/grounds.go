package screening

import (
	"context"
	"encoding/hex"
	"iter"

	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/history"
)

// Judged is one record with what was concluded of it.
type Judged struct {
	Record   *data.Record
	Verdict  *data.Verdict // nil where the one there is stands
	Customer int32         // place of the customer record taken in the book, -1 for none
	Grounds  uint64        // a hash over what the verdict rests on; 0 where that cannot be told
	Parties  []int32       // the numbers of the parties asked about
	Brief    []byte        // what facts.ReadBrief reads
	Beyond   facts.Beyond  // what else the verdict rests on
}

// Stands reports whether a verdict on the record was made on the same grounds, and
// so would only be said again.
type Stands func(r *data.Record, grounds uint64) bool

// JudgeAnew judges as JudgeAll does, but only what does not stand. What it yields is
// only good until yield returns.
func (s *Screener) JudgeAnew(ctx context.Context, records iter.Seq2[*data.Record, error], stands Stands, yield func(*Judged) error) error {
	return s.judgeAll(ctx, records, true, func(r *data.Record, w *Worker, j *Judged, v *data.Verdict) { s.judgeAnew(r, w, stands, j, v) }, yield)
}

func (s *Screener) judgeAnew(r *data.Record, w *Worker, stands Stands, j *Judged, v *data.Verdict) {
	w.point(r)
	j.Customer = w.facts.CustomerAt()
	from := len(w.briefs)
	w.briefs = w.facts.Brief(w.briefs)
	j.Brief = w.briefs[from:len(w.briefs):len(w.briefs)]
	if s.seed != nil {
		j.Grounds = w.facts.Grounds(s.seed, w.ofPast(j.Brief))
	}
	from = len(w.parties)
	w.parties, j.Beyond = w.facts.RestsOn(w.parties)
	j.Parties = w.parties[from:len(w.parties):len(w.parties)]
	if j.Grounds != 0 && stands != nil && stands(r, j.Grounds) {
		return
	}
	s.judge(r, w, v)
	j.Verdict = v
}

// ofPast are the facts of what the customer ordered before that a rule may read.
func (w *Worker) ofPast(brief []byte) []string {
	past, ok := w.past[string(brief)]
	if !ok {
		names := facts.OfPast()
		if b, err := facts.ReadBrief(brief); err == nil {
			rules := w.s.lookingBack()
			names = rules.ReadBy(rules.Reached(b), names)
		}
		if past = names; len(w.past) < manyBriefs {
			w.past[string(brief)] = past
		}
	}
	return past
}

// manyBriefs bounds the briefs that a worker remembers.
const manyBriefs = 50_000

// point points the worker at a record.
func (w *Worker) point(r *data.Record) {
	if r.Shipment != nil {
		w.facts.Reset(r.Shipment, r.Source, r.Origin)
	} else {
		w.facts.ResetCustomer(r)
	}
}

// judge is the verdict on the record that the worker is pointed at.
func (s *Screener) judge(r *data.Record, w *Worker, v *data.Verdict) {
	if r.Shipment != nil {
		s.shipment(r, w, v)
	} else {
		s.customer(r, w, v)
	}
}

// Seed names what every verdict rests on beside the rules. Lists and judgements are
// not in it: what they say of a party is in the grounds of that party.
func (s *Screener) Seed() string { return hex.EncodeToString(s.seed) }

// newSeed is nil under a regime that counts what others took.
func (s *Screener) newSeed() []byte {
	if s.ledgers[s.regime] != nil {
		return nil
	}
	var h history.Hasher
	l := s.src.Lists
	h.Texts([]string{s.stamp.Reference, s.stamp.Program, s.in.Regime, l.Why})
	h.Flag(l.Loaded)
	h.Flag(l.Vouched)
	h.Number(l.Threshold)
	h.Number(l.Review)
	h.Int(l.Streetless)
	if s.in.Rules.Reads("as_of") {
		h.Date(s.in.AsOf)
	}
	return h.Bytes()
}
