package facts

import (
	"strings"

	"redflag/data"
)

// dealsBy is what shows a dealer where nobody tells the line of business or a part in the
// trade: another name that it goes by, its web site or mail, or that all its sites are
// counters, showrooms and stores of goods.
func (s *Sources) dealsBy(p *profile, full *data.Customer) tie {
	if p.role != "" || p.forwarder || p.bank || data.TextState(p.business) == data.Known {
		return tie{}
	}
	for _, name := range full.Aliases {
		if lower := strings.ToLower(name); s.Words.deals(lower, full) || s.Words.firm.shopFront(lower) {
			return tie{"aliases", name}
		}
	}
	if domain := siteDomain(pick(p.c.Website, full.Website)); s.Words.firm.shopFront(s.Words.labelsOf(domain)) {
		return tie{"website", domain}
	}
	return s.Words.firm.sellingSites(full.Sites)
}

// labelsOf are the words of a domain of its own, "" for one where anybody has a page.
func (w *Words) labelsOf(domain string) string {
	at := strings.LastIndexByte(domain, '.')
	if at <= 0 || strings.Contains(domain, "@") || w.contact.Mail(domain) || w.contact.Public(domain) {
		return ""
	}
	return strings.NewReplacer(".", " ", "-", " ").Replace(domain[:at])
}

// shopFront reports a name of small letters that a shop for such goods goes by: figures at
// the end of a word, as in "shop24", are no part of it.
func (w *firmWords) shopFront(name string) bool {
	words := strings.Fields(name)
	for i, word := range words {
		words[i] = strings.TrimRight(word, "0123456789")
	}
	plain := strings.Join(words, " ")
	return says(w.shopFronts, plain) && !says(w.noShop, plain)
}

// sellingSites are the kinds and names of all sites that are told, where goods are sold at
// one of them at least and kept or sold at all of them.
func (w *firmWords) sellingSites(sites []data.Site) tie {
	sold, all := false, ""
	for i := range sites {
		kind := sites[i].Kind
		if sells := says(w.counters, kind); !sells && !says(w.stores, kind) {
			return tie{}
		} else if sells {
			sold = true
		}
		if all += ", " + kind; len(all) > longestValue {
			break
		}
	}
	if !sold {
		return tie{}
	}
	return tie{"sites", strings.TrimPrefix(all, ", ")}
}
