package screening

import (
	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/history"
	"redflag/screening/regime"
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

// Regime is the regime that verdicts are made under.
func (s *Screener) Regime() *regime.Regime { return s.regime }
