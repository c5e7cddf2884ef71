package facts

import "redflag/data"

// CurrencyOf is the currency of amounts of an order, by what is told of it. One sign stands
// for two: it is the yen where the order touches Japan and not China, the renminbi the other
// way about, and else stays a sign, which has no rate.
func CurrencyOf(sh *data.Shipment, told string, iso func(string) string) string {
	if !yenOrRenminbi(told) {
		return told
	}
	japan, china := false, false
	see := func(place string) {
		switch iso(place) {
		case "JP":
			japan = true
		case "CN":
			china = true
		}
	}
	see(sh.PayerCountry)
	see(sh.DestinationCountry)
	for i := range sh.Parties {
		if c := sh.Parties[i].Customer; c != nil {
			see(c.Country)
			see(c.BankCountry)
		}
	}
	switch {
	case japan && !china:
		return "JPY"
	case china && !japan:
		return "CNY"
	}
	return told
}

// isoOf is the code of a country by what is told of it, "" for none.
func (f *Facts) isoOf(told string) string { return f.country(told).iso }

func yenOrRenminbi(told string) bool { return told == "¥" || told == "￥" }

// currencyOpen reports whether a line tells an amount in a currency of which no rate is known:
// a sign of several, one without a rate, or one that was asked for in vain.
func (f *Facts) currencyOpen(l *line) bool {
	open := func(n data.Number) bool {
		if n.State != data.Known || n.Value == 0 || l.Currency == "" {
			return false
		}
		_, ok := f.valueOf(l, n)
		return !ok
	}
	return open(l.UnitValue) || open(l.Value)
}
