package facts

import (
	"strings"

	"redflag/data"
)

// foreignSite reports a web site whose name is of a trade that is foreign to computing.
func (w *Words) foreignSite(site string) bool {
	domain := siteDomain(site)
	at := strings.LastIndexByte(domain, '.')
	if at <= 0 || strings.Contains(domain, "@") || w.contact.Mail(domain) || w.contact.Public(domain) {
		return false
	}
	text := strings.NewReplacer(".", " ", "-", " ").Replace(domain[:at])
	return w.businessForeign.In(text) != "" && w.businessFits.In(text) == ""
}

// notedTrade is the line of business that notes on the order tell, as an extract of a register
// does, where it is foreign to computing; "" for none.
func (f *Facts) notedTrade() string {
	if f.sh == nil || len(f.sh.Notes) < 8 {
		return ""
	}
	w := f.src.Words
	trade, noted := w.marks.businessOf(&data.Customer{Notes: f.sh.Notes})
	lower := strings.ToLower(trade)
	if !noted || w.businessForeign.In(blanked(w.foreignNot, lower)) == "" || w.businessFits.In(lower) != "" {
		return ""
	}
	return trade
}
