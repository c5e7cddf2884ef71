package facts

import (
	_ "embed"
	"strings"

	"redflag/data"
	"redflag/screening/contact"
	"redflag/screening/history"
	"redflag/screening/phrases"
)

//go:embed firm.yaml
var firmYAML []byte

// firmWords are what fields of a firm say that is no name, number or place.
type firmWords struct {
	declined, notFound, nominee, open phrases.Set
	shopFronts, noShop                phrases.Set // names of shops for such goods; words in which theirs are none
	counters, stores                  phrases.Set // kinds of sites at which goods are sold, or kept
	unborn                            phrases.Set
	person, house, forOthers          phrases.Set
	none                              map[string]bool
}

func loadFirm() (firmWords, error) { return parseFirm("firm.yaml", firmYAML) }

func parseFirm(name string, text []byte) (firmWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Declined     phrases.Tongues `yaml:"declined"`
		ShopFronts   phrases.Tongues `yaml:"shop_fronts"`
		NoShop       phrases.Tongues `yaml:"no_shop"`
		Counters     phrases.Tongues `yaml:"counters"`
		Stores       phrases.Tongues `yaml:"stores"`
		NotFound     phrases.Tongues `yaml:"not_found"`
		None         phrases.Tongues `yaml:"none"`
		Nominee      phrases.Tongues `yaml:"nominee"`
		Open         phrases.Tongues `yaml:"open_place"`
		Person       phrases.Tongues `yaml:"private_person"`
		Unborn       phrases.Tongues `yaml:"to_be_founded"`
		House        phrases.Tongues `yaml:"house"`
		ForOthers    phrases.Tongues `yaml:"for_others"`
	}
	t := phrases.Open(name, text, &f)
	return firmWords{
		declined: t.Set("$.declined", f.Declined), notFound: t.Set("$.not_found", f.NotFound), none: t.Words("$.none", f.None), nominee: t.Set("$.nominee", f.Nominee), open: t.Set("$.open_place", f.Open),
		shopFronts: t.Set("$.shop_fronts", f.ShopFronts), noShop: t.Set("$.no_shop", f.NoShop), counters: t.Set("$.counters", f.Counters), stores: t.Set("$.stores", f.Stores),
		person: t.Set("$.private_person", f.Person), unborn: t.Set("$.to_be_founded", f.Unborn), house: t.Set("$.house", f.House), forOthers: t.Set("$.for_others", f.ForOthers),
	}, t.Err()
}

// firm is what fields of a party say in this way, each with the field; most say none of it.
type firm struct {
	military tie // a mail domain, an owner, a place or a serving officer of the military
	declined tie // a field that says that the answer is declined
	notFound tie // a field that says that a search found nothing
	open     tie // an address or a site that is still to be told
	nominee  tie // an owner who stands for one that nobody names
	person   bool
	unborn   bool // its name or number says that it is still to be founded
	deals    tie  // what shows a dealer beside its name and business
	bare     bool // a search for address, number or site was asked for, and none is known
}

var plainFirm = &firm{}

// says reports a text in which a phrase of a class stands.
func says(class phrases.Set, text string) bool {
	if len(text) < 2 {
		return false
	}
	t := phrases.Read(text)
	return class.Stands(&t)
}

// leastValue and longestValue bound the value of a field that says something and is no
// prose, in bytes.
const (
	leastValue   = 3
	longestValue = 90
)

// firmOf reads the fields of a party, and of the record that it was taken to be.
func (s *Sources) firmOf(p *profile) *firm {
	c, full, w := p.c, p.full(), &s.Words.firm
	f := firm{bare: w.bareOf(c, full)}
	put := func(t *tie, class phrases.Set, field, value string) {
		if t.field == "" && len(value) >= leastValue && len(value) <= longestValue && says(class, value) {
			*t = tie{field, value}
		}
	}
	for _, x := range [...]struct{ field, value string }{
		{"parent", full.Parent}, {"ultimate_parent", full.UltimateParent}, {"business", full.Business}, {"website", full.Website}, {"registration_number", full.RegistrationNumber}, {"tax_id", full.TaxID}, {"address", full.Address}, {"contact", full.Contact}, {"end_use_statement", full.EndUseStatement}, {"parent_country", full.ParentCountry}, {"ultimate_parent_country", full.UltimateParentCountry}, {"hq_country", full.HQCountry},
	} {
		put(&f.declined, w.declined, x.field, x.value)
		if x.field == "website" || x.field == "registration_number" || x.field == "tax_id" {
			put(&f.notFound, w.notFound, x.field, x.value)
		}
	}
	for i := range full.Owners {
		name := full.Owners[i].Name
		put(&f.declined, w.declined, "owners", name)
		put(&f.nominee, w.nominee, "owners", name)
	}
	for i := range p.owners {
		put(&f.nominee, w.nominee, p.owners[i].field, p.owners[i].name)
	}
	put(&f.nominee, w.nominee, "ultimate_parent", full.UltimateParent)
	put(&f.nominee, w.nominee, "parent", full.Parent)
	put(&f.open, w.open, "address", c.Address)
	for i := range full.Sites {
		put(&f.open, w.open, "sites", full.Sites[i].Address)
		put(&f.open, w.open, "sites", full.Sites[i].Name)
	}
	f.deals = s.dealsBy(p, full)
	f.unborn = says(w.unborn, c.Name) || len(full.RegistrationNumber) <= longestValue && says(w.unborn, full.RegistrationNumber)
	f.military = s.militaryOf(p, c, full)
	f.person = len(p.business) <= longestValue && says(w.person, p.business) && !says(w.house, p.business) && full.Employees.Value <= 1
	if f == *plainFirm {
		return plainFirm
	}
	return &f
}

// bareOf reports a party of which an address, a number or a site was asked for, and none
// of them is known.
func (w *firmWords) bareOf(c, full *data.Customer) bool {
	asked := false
	for _, v := range [...]string{pick(c.Address, full.Address), pick(c.RegistrationNumber, full.RegistrationNumber), pick(c.Website, full.Website)} {
		switch {
		case w.isNone(v):
			asked = true
		case data.TextState(strings.TrimSpace(v)) == data.Known:
			return false
		}
	}
	return asked
}

// isNone reports a value that says that there is none, or that it was asked and is not known.
func (w *firmWords) isNone(v string) bool {
	v = strings.ToLower(strings.TrimSpace(v))
	return w.none[v] || data.TextState(v) == data.Unknown
}

// namesAtOneDesk are the names of the customer and of a party that has its address and one
// of its phones, where they begin with different words.
func (f *Facts) namesAtOneDesk() string {
	if f.cust == nil || f.cust.key == "" {
		return ""
	}
	home := f.cust.full()
	for i := range f.parties {
		p := &f.parties[i]
		if p.key == "" || p.placeholder || p.rec != nil && p.rec == f.cust.rec || len(p.c.Phones) == 0 || !receives(p.role) || f.ofCustomer(p) {
			continue
		}
		if firstWord(p.key) != firstWord(f.cust.key) && f.src.Book.SameSite(p.site, f.src.Book.Site(home)) && history.SamePhone(p.c, home) && !mayBeOneName(p.c.Name, f.cust.c.Name, p.country.iso) {
			return f.cust.c.Name + ", " + p.c.Name
		}
	}
	return ""
}

// mailElsewhere is a mail address of a party in the order at a domain of its own that is
// not that of the customer, "" for none or where the customer tells no domain.
func (f *Facts) mailElsewhere(p *party) string {
	if f.cust == nil || len(p.c.Emails) == 0 {
		return ""
	}
	home := f.cust.full()
	site, known := siteDomain(home.Website), false
	same := func(d string) bool {
		if d == site || strings.HasSuffix(d, "."+site) || strings.HasSuffix(site, "."+d) {
			return site != ""
		}
		for _, m := range home.Emails {
			if _, e, ok := contact.Mailbox(m); ok && e == d {
				return true
			}
		}
		return false
	}
	known = site != "" || len(home.Emails) > 0
	for _, m := range p.c.Emails {
		_, d, ok := contact.Mailbox(m)
		if ok && known && !f.src.Words.contact.Mail(d) && !f.src.Words.contact.Public(d) && !same(d) {
			return m
		}
	}
	return ""
}
