package screening

import (
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
		if ok {
			b.Shipment(rec.Shipment, rec.Source, history.Quantity{TPP: tpp, GPUs: gpus, Country: facts.EndCountry(rec.Shipment, s.places.Country)})
		}
	}
}

func (o openLedgers) close() ledgers {
	out := ledgers{}
	for r, b := range o {
		out[r] = b.Build()
	}
	return out
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
