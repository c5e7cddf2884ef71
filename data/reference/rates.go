package reference

import (
	"cmp"
	"strings"

	"redflag/data"
)

// Rate is the value of one unit of a currency in US dollars from a day on.
type Rate struct {
	Currency, Name string
	Also           []string // what papers write for its code, in capitals
	From           data.Date
	USD            float64
	Source, Basis  string
}

// Rates are the dated rates of currencies.
type Rates struct {
	All  []Rate
	from map[string][]Rate
	also map[string]string // codes, by what is written for them
}

func (r *reader) rates(name string) *Rates {
	t := &Rates{from: map[string][]Rate{}, also: map[string]string{}}
	r.rows(name, "currency,name,also,from,usd", func(w *row) {
		e := Rate{w.need("currency"), w.need("name"), strings.Fields(w.text("also")), w.date("from"), w.number("usd"), w.need("source"), w.basis()}
		if len(e.Currency) != 3 || e.USD <= 0 {
			w.fail("usd", "a rate needs a three-letter currency and a value above zero")
		}
		have := t.from[e.Currency]
		if len(have) > 0 && have[len(have)-1].From.First() >= e.From.First() {
			w.fail("from", "the rates of a currency stand in order of their first day")
		}
		t.All = append(t.All, e)
		t.from[e.Currency] = append(have, e)
		for _, name := range e.Also {
			if code := cmp.Or(t.also[name], e.Currency); code != e.Currency || name != strings.ToUpper(name) {
				w.fail("also", "%q is written in capitals, for one currency alone", name)
			}
			t.also[name] = e.Currency
		}
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
		code := strings.ToUpper(strings.TrimSpace(currency))
		rs = t.from[cmp.Or(t.also[code], code)]
	}
	for i := len(rs) - 1; i >= 0; i-- {
		if on.Before(rs[i].From) == data.False {
			return rs[i], true
		}
	}
	return Rate{}, false
}
