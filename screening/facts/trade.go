package facts

import (
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

// foreignSite reports a web site whose name is of a trade that is foreign to computing.
func (w *Words) foreignSite(site string) bool {
	domain := siteDomain(site)
	at := strings.LastIndexByte(domain, '.')
	if at <= 0 || strings.Contains(domain, "@") || w.contact.Mail(domain) || w.contact.Public(domain) {
		return false
	}
	text := strings.NewReplacer(".", " ", "-", " ").Replace(domain[:at])
	return w.list.BusinessForeign.In(text) != "" && w.list.BusinessFits.In(text) == ""
}

// foreignAlias reports that one of the other names of a firm is of such a trade, and none of
// its names of one that computes.
func (w *Words) foreignAlias(name string, aliases []string) bool {
	text := strings.ToLower(strings.Join(aliases, " . "))
	return text != "" && w.list.BusinessForeign.In(text) != "" && w.list.BusinessFits.In(text+" . "+name) == ""
}

// storesAlone reports a firm of which two sites or more are told, all of them stores, and one
// at least of the kind in which the goods of others lie.
func (w *Words) storesAlone(sites []data.Site) bool {
	ofOthers := false
	for i := range sites {
		kind := strings.ToLower(sites[i].Kind)
		others := w.list.Forwarder.In(kind) != ""
		if kind != "warehouse" && !others {
			return false
		}
		ofOthers = ofOthers || others && kind != "warehouse"
	}
	return len(sites) >= 2 && ofOthers
}

// notedTrade is the line of business that notes on the order tell, as an extract of a register
// does, where it is foreign to computing; "" for none.
func (f *Facts) notedTrade() string {
	if f.sh == nil || len(f.sh.Notes) < 8 {
		return ""
	}
	w := f.src.Words
	trade, noted := w.marks.businessOf(&data.Customer{Notes: f.sh.Notes})
	if noted && w.foreignTrade(trade) {
		return trade
	}
	for sentence := range strings.FieldsFuncSeq(strings.ReplaceAll(f.sh.Notes, ". ", "\n"), func(r rune) bool { return strings.ContainsRune(";!?\n。；！？", r) }) {
		t := phrases.Read(rules.Readable(sentence))
		if w.marks.met.Stands(&t) && !w.marks.notMet.Stands(&t) && w.foreignTrade(blanked(w.marks.goods, strings.ToLower(sentence))) {
			return strings.TrimSpace(sentence)
		}
	}
	return ""
}

// foreignTrade reports a text that names a trade that is foreign to computing, and none that
// computes.
func (w *Words) foreignTrade(text string) bool {
	lower := strings.ToLower(text)
	return w.list.BusinessForeign.In(blanked(w.list.BusinessForeignNot, lower)) != "" && w.list.BusinessFits.In(lower) == ""
}

// deals reports a name or a line of business of a dealer; a shop of many people has its own
// use for machines.
func (w *Words) deals(text string, full *data.Customer) bool {
	deals := func(text string) bool {
		return w.list.Reseller.In(text) != "" || w.list.Shop.In(text) != "" && !(full.Employees.State == data.Known && full.Employees.Value >= manyPeopleInHub)
	}
	return deals(text) && deals(blanked(w.list.ResellerNot, text))
}
