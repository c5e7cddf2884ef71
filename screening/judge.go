package screening

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/rules"
)

// Worker is the scratch of one goroutine that judges.
type Worker struct {
	s     *Screener
	src   *facts.Sources
	facts *facts.Facts
	names facts.Searcher
	out   rules.Outcome
	was   rules.Outcome // of rules before they changed
	is    rules.Outcome // and after

	parties  []int32 // of the records of one job
	briefs   []byte  // likewise
	findings []data.Finding
	lends    bool // what is found is good only while its job is

	seen  []sign   // of one record, for likeness
	plain []string // likewise

	past map[string][]string // facts of the past that rules may read, by brief
}

// Worker makes the scratch for one goroutine. It holds for the past that was
// learned when it was made.
func (s *Screener) Worker() *Worker {
	names := s.newSearcher()
	return &Worker{s: s, src: s.src, facts: facts.New(s.src, names), names: names, past: map[string][]string{}}
}

// Judge is the verdict on a shipment of the default source.
func (s *Screener) Judge(sh *data.Shipment, w *Worker) data.Verdict {
	v, _ := s.JudgeRecord(&data.Record{Kind: data.ShipmentKind, Shipment: sh}, w)
	return v
}

// JudgeRecord is the verdict on a shipment, with the key of the customer record
// taken. Evidence names the file and row that the record's origin tells.
func (s *Screener) JudgeRecord(r *data.Record, w *Worker) (v data.Verdict, customer string) {
	w.facts.Reset(r.Shipment, r.Source, r.Origin)
	s.shipment(r, w, &v)
	return v, w.customer()
}

// JudgeCustomer is the verdict on a customer without shipments.
func (s *Screener) JudgeCustomer(r *data.Record, w *Worker) (v data.Verdict, customer string) {
	w.facts.ResetCustomer(r)
	s.customer(r, w, &v)
	return v, w.customer()
}

func (s *Screener) shipment(r *data.Record, w *Worker, v *data.Verdict) {
	s.verdict(w, v)
	v.Shipment, v.Customer = r.Shipment.ID, r.Shipment.Customer
	v.Goods = w.facts.Goods()
	if rec, _ := w.facts.Customer(); rec != nil {
		v.Customer = rec.Customer.ID
	}
}

func (s *Screener) customer(r *data.Record, w *Worker, v *data.Verdict) {
	s.verdict(w, v)
	v.Shipment, v.Customer = "", r.Customer.ID
	v.Near, v.Goods = nil, nil // what a rule on shipments would need, no customer alone can tell
}

// customer is the key of the customer record taken, or "".
func (w *Worker) customer() string {
	return w.facts.CustomerKey()
}

// verdict asks the rules and adds what no rule can say: hits that were cleared,
// and what the record lacks to be judged at all. It fills the verdict but for what it
// is of and its goods: made apart it would be copied, which costs as much as a rule.
func (s *Screener) verdict(w *Worker, v *data.Verdict) {
	law := w.facts.Law()
	s.in.Rules.Judge(w.facts, law, s.in.Regime, &w.out)
	findings := w.gather(w.out.Findings, w.facts.Cleared(), w.facts.Lacks(), w.facts.Regime())
	w.facts.Amend(findings)
	inOrder(findings)
	level, score := s.in.Rules.Level(findings)
	if level > data.Pass {
		if more := w.resemble(findings, level, score); len(more) > len(findings) {
			findings = w.extend(more, len(findings))
			inOrder(findings)
			level, score = s.in.Rules.Level(findings)
		}
	}
	if findings == nil {
		findings = []data.Finding{}
	}
	v.Level, v.Score, v.AsOf, v.LawDate, v.Regime = level, score, s.in.AsOf, law, s.in.Regime
	v.Lights, v.Findings, v.Near, v.Stamp = w.facts.Lights(), slices.Clip(findings), w.out.Near, s.stamp
}

// gather makes one list of findings.
func (w *Worker) gather(lists ...[]data.Finding) []data.Finding {
	if !w.lends {
		return slices.Concat(lists...)
	}
	from := len(w.findings)
	for _, l := range lists {
		w.findings = append(w.findings, l...)
	}
	return w.findings[from:]
}

// extend keeps a list that begins with the n findings gathered last and goes on.
func (w *Worker) extend(list []data.Finding, n int) []data.Finding {
	if !w.lends {
		return list
	}
	from := len(w.findings) - n
	w.findings = append(w.findings[:from], list...)
	return w.findings[from:]
}

// begin has what is found of the records of a job kept with it.
func (w *Worker) begin(j *job) {
	w.parties, w.briefs = j.parties[:0], j.briefs[:0]
	if w.lends {
		w.findings = j.findings[:0]
		j.room.Clear()
		w.facts.Keep(&j.room)
		w.out.Keep(&j.room)
	}
}

// end gives a job what was kept for it.
func (w *Worker) end(j *job) { j.parties, j.briefs, j.findings = w.parties, w.briefs, w.findings }

func inOrder(findings []data.Finding) {
	slices.SortStableFunc(findings, func(x, y data.Finding) int {
		return cmp.Or(cmp.Compare(order(&x), order(&y)), cmp.Compare(y.Points, x.Points))
	})
}

// order puts stops first, then decisive gaps, flags, gaps and notes.
func order(f *data.Finding) int {
	switch {
	case f.Kind == data.StopFinding:
		return 0
	case f.Kind == data.GapFinding && f.Decisive:
		return 1
	case f.Kind == data.FlagFinding:
		return 2
	case f.Kind == data.GapFinding:
		return 3
	}
	return 4
}

// Row is the queue's line of a verdict. The caller adds the row id and the status.
func Row(r *data.Record, v *data.Verdict, name string) data.QueueRow {
	q := data.QueueRow{Shipment: v.Shipment, Customer: v.Customer, Name: name, Level: v.Level, Score: v.Score, Case: r.Key().String()}
	if sh := r.Shipment; sh != nil {
		q.Date, q.Order = sh.Date, sh.Order
		if q.Date.State() != data.Known {
			q.Date = sh.ShipDate
		}
		q.Dest = sh.DestinationCountry
		if data.TextState(sh.FinalDestinationCountry) == data.Known {
			q.Dest = sh.FinalDestinationCountry
		}
		q.Goods = goodsWords(sh, v)
	}
	var patterns []string
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Kind == data.NoteFinding || f.Cleared != nil {
			continue
		}
		if q.Top == "" {
			q.Top = f.Says
		}
		if !slices.Contains(patterns, f.Pattern) {
			patterns = append(patterns, f.Pattern)
		}
	}
	q.Patterns = strings.Join(patterns, " ")
	return q
}

// goodsWords are the goods in the few words that a row has room for: the advanced chips,
// else the line of the greatest value.
func goodsWords(sh *data.Shipment, v *data.Verdict) string {
	if len(v.Goods) > 0 && (v.Goods[0].Controlled == data.ControlledYes || v.Goods[0].Controlled == data.ControlledPossible) {
		g := v.Goods[0]
		s := strings.TrimSpace(g.Maker + " " + g.Model)
		for i := range sh.Lines {
			if l := &sh.Lines[i]; l.Line == g.Line || l.Line == 0 && i+1 == g.Line {
				return facts.Counted(l, cmp.Or(s, called(l))) // of some, no word names a model
			}
		}
		return s
	}
	if len(sh.Lines) == 0 {
		return ""
	}
	l := &sh.Lines[0]
	for i := range sh.Lines {
		if worth(&sh.Lines[i]) > worth(l) {
			l = &sh.Lines[i]
		}
	}
	s := facts.Counted(l, called(l))
	if n := len(sh.Lines) - 1; n > 0 {
		s += " +" + strconv.Itoa(n)
	}
	return s
}

// mostOfLine is how many characters of a description stand in a row.
const mostOfLine = 48

// called is what a line calls its goods.
func called(l *data.Line) string {
	return facts.CutShort(cmp.Or(l.Description, l.PartNumber), mostOfLine)
}

// worth is the value of a line in its own currency, 0 where it is not told.
func worth(l *data.Line) float64 {
	switch {
	case l.Value.State == data.Known:
		return l.Value.Value
	case l.UnitValue.State == data.Known && l.Quantity.State == data.Known:
		return l.UnitValue.Value * l.Quantity.Value
	}
	return 0
}
