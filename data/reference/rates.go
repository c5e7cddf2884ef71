package reference

import (
	"strings"

	"redflag/data"
)

// Rate is the value of one unit of a currency in US dollars from a day on.
type Rate struct {
	Currency, Name string
	From           data.Date
	USD            float64
	Source, Basis  string
}

// Rates are the dated rates of currencies.
type Rates struct {
	All  []Rate
	from map[string][]Rate
}

func (r *reader) rates(name string) *Rates {
	t := &Rates{from: map[string][]Rate{}}
	r.rows(name, "currency,name,from,usd", func(w *row) {
		e := Rate{w.need("currency"), w.need("name"), w.date("from"), w.number("usd"), w.need("source"), w.basis()}
		if len(e.Currency) != 3 || e.USD <= 0 {
			w.fail("usd", "a rate needs a three-letter currency and a value above zero")
		}
		have := t.from[e.Currency]
		if len(have) > 0 && have[len(have)-1].From.First() >= e.From.First() {
			w.fail("from", "the rates of a currency stand in order of their first day")
		}
		t.All = append(t.All, e)
		t.from[e.Currency] = append(have, e)
	})
	return t
}

// USD values an amount in US dollars; false without a rate for the day, and then
// the amount stays in its currency.
func (t *Rates) USD(amount float64, currency string, on data.Date) (float64, bool) {
	rate, ok := t.On(currency, on)
	return amount * rate.USD, ok
}

// On is the rate of a currency on a day.
func (t *Rates) On(currency string, on data.Date) (Rate, bool) {
	rs := t.from[currency]
	if rs == nil {
		rs = t.from[strings.ToUpper(strings.TrimSpace(currency))]
	}
	for i := len(rs) - 1; i >= 0; i-- {
		if on.Before(rs[i].From) == data.False {
			return rs[i], true
		}
	}
	return Rate{}, false
}
