package screening

import (
	"math"
	"slices"

	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/history"
	"redflag/screening/regime"
	"redflag/screening/rules"
)

// ledgers are the quantities that regimes with limits count, each in its own
// scope.
type ledgers map[*regime.Regime]*history.Ledger

type openLedgers map[*regime.Regime]*history.LedgerBuilder

// openLedgers begins a ledger for each regime that counts.
func (s *Screener) openLedgers(b *history.Builder) (openLedgers, error) {
	out := openLedgers{}
	for _, id := range append([]string{s.in.Regime}, s.in.Also...) {
		r, err := s.in.Regimes.Get(id)
		if err != nil {
			return nil, err
		}
		if r.Counts() && out[r] == nil {
			out[r] = b.Ledger()
		}
	}
	return out, nil
}

func (o openLedgers) shipment(s *Screener, rec *data.Record) {
	for r, b := range o {
		tpp, gpus, ok := facts.Quantity(rec.Shipment, s.goods.recognise, r.Covers)
		iso := facts.EndCountry(rec.Shipment, s.places.Country)
		if ok && (iso != regime.Home || rec.Shipment.DocType == "return") { // no limit is of what stays at home
			b.Shipment(rec.Shipment, rec.Source, history.Quantity{TPP: tpp, GPUs: gpus, Country: iso})
		}
	}
}

func (o openLedgers) close(s *Screener, book *history.Book) ledgers {
	out := ledgers{}
	for r, b := range o {
		var apart []history.Apart
		for i := range r.Limits {
			if lim := &r.Limits[i]; len(lim.Unless) > 0 {
				apart = append(apart, history.Apart{Limit: lim.ID, Spares: func(l *history.Ledger, row *history.LedgerRow) bool {
					return slices.ContainsFunc(lim.Unless, func(id string) bool { return s.spared(r, r.Exception(id), book, l, row) })
				}})
			}
		}
		out[r] = b.Build(apart...)
	}
	return out
}

// spared reports whether a paper of the ledger surely uses an exception, by what a ledger
// knows: who used the goods, where, and how much of them.
func (s *Screener) spared(r *regime.Regime, e *regime.Exception, book *history.Book, l *history.Ledger, row *history.LedgerRow) bool {
	if row.Returns > 0 || row.First == math.MinInt32 {
		return false
	}
	if len(e.Tiers) > 0 && !regime.Reaches(e.Tiers, r.TierOf(row.Country, data.DateOfDay(row.First), s.places.InGroup)) {
		return false
	}
	switch e.Kind {
	case regime.ValidatedU:
		return slices.ContainsFunc(e.Names, func(n string) bool { k := history.NameKey(n); return k != "" && k == row.User })
	case regime.LowVolume:
		from, in := e.Period.Start(row.First)
		h := row.Holder(book, string(e.Per))
		sum, own := l.Before(h, from, row.First), l.Beside(h, row.First, row.Last) // the paper itself is beside
		if e.Unit == regime.UnitTPP {
			return in && sum.UnknownTPP+own.UnknownTPP == 0 && sum.TPP+own.TPP <= e.Amount
		}
		return in && sum.UnknownGPUs+own.UnknownGPUs == 0 && sum.GPUs+own.GPUs <= e.Amount
	}
	return false
}

// Under is a screener of the same past under another regime. One that counts
// quantities must have been named in Inputs.Also when the past was learned, else
// what was taken before is unknown.
func (s *Screener) Under(id string) (*Screener, error) {
	r, err := s.in.Regimes.Get(id)
	if err != nil {
		return nil, err
	}
	o := *s
	o.regime, o.in.Regime = r, r.ID
	o.use(s.in.Book)
	return &o, nil
}

// Spares says which verdicts need not be made again under another screener of the
// same past: those on goods that are no advanced computing items, where the
// regimes differ in nothing else and no rule asks which one it is.
func (s *Screener) Spares(o *Screener) func(*data.Verdict) bool {
	asks := slices.ContainsFunc(s.in.Rules.Rules(), func(r rules.Rule) bool { return len(r.Regimes) > 0 })
	if asks || !s.regime.SameBeyondGoods(o.regime) {
		return func(*data.Verdict) bool { return false }
	}
	return func(v *data.Verdict) bool { return v.Lights.Destination.Is == data.LightNotApplicable }
}

// Regime is the regime that verdicts are made under.
func (s *Screener) Regime() *regime.Regime { return s.regime }
