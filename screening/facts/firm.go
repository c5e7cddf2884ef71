package facts

import (
	_ "embed"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed firm.yaml
var firmYAML []byte

// firmWords are what fields of a firm say that is no name, number or place.
type firmWords struct {
	declined, telling, notFound, nominee, open    phrases.Set
	person, house                                 phrases.Set
	milDomain                                     map[string]bool
	milPlace, milOnce, milWelfare                 phrases.Set
	forOthers, weapon, noWeapon, unfitUse, fitUse phrases.Set
}

func loadFirm() (firmWords, error) { return parseFirm("firm.yaml", firmYAML) }

func parseFirm(name string, text []byte) (firmWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Declined     phrases.Tongues `yaml:"declined"`
		Telling      phrases.Tongues `yaml:"telling"`
		NotFound     phrases.Tongues `yaml:"not_found"`
		Nominee      phrases.Tongues `yaml:"nominee"`
		Open         phrases.Tongues `yaml:"open_place"`
		Person       phrases.Tongues `yaml:"private_person"`
		House        phrases.Tongues `yaml:"house"`
		MilDomain    phrases.Tongues `yaml:"military_domain"`
		MilPlace     phrases.Tongues `yaml:"military_place"`
		MilOnce      phrases.Tongues `yaml:"military_once"`
		MilWelfare   phrases.Tongues `yaml:"military_welfare"`
		ForOthers    phrases.Tongues `yaml:"for_others"`
		Weapon       phrases.Tongues `yaml:"weapon_use"`
		NoWeapon     phrases.Tongues `yaml:"weapon_innocent"`
		UnfitUse     phrases.Tongues `yaml:"unfit_use"`
		FitUse       phrases.Tongues `yaml:"fit_use"`
	}
	t := phrases.Open(name, text, &f)
	return firmWords{
		declined: t.Set("$.declined", f.Declined), telling: t.Set("$.telling", f.Telling), notFound: t.Set("$.not_found", f.NotFound), nominee: t.Set("$.nominee", f.Nominee), open: t.Set("$.open_place", f.Open),
		person: t.Set("$.private_person", f.Person), house: t.Set("$.house", f.House),
		milDomain: t.Words("$.military_domain", f.MilDomain), milPlace: t.Set("$.military_place", f.MilPlace), milOnce: t.Set("$.military_once", f.MilOnce), milWelfare: t.Set("$.military_welfare", f.MilWelfare),
		forOthers: t.Set("$.for_others", f.ForOthers), weapon: t.Set("$.weapon_use", f.Weapon), noWeapon: t.Set("$.weapon_innocent", f.NoWeapon),
		unfitUse: t.Set("$.unfit_use", f.UnfitUse), fitUse: t.Set("$.fit_use", f.FitUse),
	}, t.Err()
}

// firm is what fields of a party say in this way, each with the field; most say none of it.
type firm struct {
	military tie // a mail domain, an owner or a place of the military
	declined tie // a field that says that the answer is declined
	notFound tie // a field that says that a search found nothing
	open     tie // an address or a site that is still to be told
	nominee  tie // an owner who stands for one that nobody names
	person   bool
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
	f := firm{bare: p.bareOf(c, full)}
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
	f.military = s.militaryOf(p, c, full)
	f.person = len(p.business) <= longestValue && says(w.person, p.business) && !says(w.house, p.business) && full.Employees.Value <= 1
	if f == *plainFirm {
		return plainFirm
	}
	return &f
}

// bareOf reports a party of which an address, a number or a site was asked for, and none
// of them is known.
func (p *profile) bareOf(c, full *data.Customer) bool {
	asked := false
	for _, v := range [...]string{pick(c.Address, full.Address), pick(c.RegistrationNumber, full.RegistrationNumber), pick(c.Website, full.Website)} {
		switch {
		case isNone(v):
			asked = true
		case data.TextState(strings.TrimSpace(v)) == data.Known:
			return false
		}
	}
	return asked
}

// isNone reports a value that says that there is none, or that it was asked and is not known.
func isNone(v string) bool {
	v = strings.ToLower(strings.TrimSpace(v))
	return v == "none" || v == "no" || data.TextState(v) == data.Unknown
}

// militaryOf is what beside the name and the business of a party is of the military.
func (s *Sources) militaryOf(p *profile, c, full *data.Customer) tie {
	w := &s.Words.firm
	for _, mails := range [...][]string{c.Emails, full.Emails} {
		for _, m := range mails {
			if _, d, ok := strings.Cut(strings.ToLower(strings.TrimSpace(m)), "@"); ok && w.soldiersWriteAt(d) {
				return tie{"emails", m}
			}
		}
	}
	for i := range p.owners {
		if o := &p.owners[i]; s.ofMilitary(o.name) {
			return tie{o.field, o.name}
		}
	}
	for _, x := range [...]tie{{"parent", full.Parent}, {"ultimate_parent", full.UltimateParent}} {
		if s.ofMilitary(x.value) {
			return x
		}
	}
	if says(w.milPlace, c.Address) && !says(w.milOnce, c.Address) {
		return tie{"address", c.Address}
	}
	for i := range full.Sites {
		if a := full.Sites[i].Address + " " + full.Sites[i].Name; says(w.milPlace, a) && !says(w.milOnce, a) {
			return tie{"sites", strings.TrimSpace(a)}
		}
	}
	return tie{}
}

// ofMilitary reports the name of a house that is of the military, and not for its people.
func (s *Sources) ofMilitary(name string) bool {
	if data.TextState(name) != data.Known {
		return false
	}
	l := strings.ToLower(name)
	return s.Words.military.In(l) != "" && s.Words.notMilitary.In(l) == "" && !says(s.Words.firm.milWelfare, name)
}

// soldiersWriteAt reports a domain with a part that is of the military: "signals.navy.mil.th".
// The first part before the ending is the name of a house: "navy.com" sells clothes.
func (w *firmWords) soldiersWriteAt(domain string) bool {
	parts := strings.Split(domain, ".")
	for i, p := range parts {
		own := i == len(parts)-2 // "mil.th" is no name of a house; "army.com" is one
		if w.milDomain[p] && (!own || p == "mil" && len(parts[i+1]) == 2) && (i < len(parts)-1 || p == "mil") {
			return true
		}
	}
	return false
}

// endUseDeclined is the end use told where it says that the telling is declined, else "".
func (f *Facts) endUseDeclined() string {
	if f.sh == nil {
		return ""
	}
	w, use := &f.src.Words.firm, f.sh.StatedEndUse
	if len(use) > longestValue || !says(w.declined, use) || !says(w.telling, use) && len(strings.Fields(use)) > 2 {
		return ""
	}
	return use
}

// endUseWeapon is the end use told where it is a weapon, else "".
func (f *Facts) endUseWeapon() string {
	if f.sh == nil || data.TextState(f.sh.StatedEndUse) != data.Known {
		return ""
	}
	w, use := &f.src.Words.firm, f.sh.StatedEndUse
	if !says(w.weapon, use) || says(w.noWeapon, use) || f.src.Words.notMilitary.In(strings.ToLower(use)) != "" {
		return ""
	}
	return use
}

// endUseUnfit reports an end use told that needs no such machines.
func (f *Facts) endUseUnfit() rules.Value {
	if f.sh == nil {
		return rules.Value{}
	}
	use := f.sh.StatedEndUse
	if state := data.TextState(use); state != data.Known {
		return rules.Value{State: state}
	}
	w := &f.src.Words.firm
	return boolValue(says(w.unfitUse, use) && !says(w.fitUse, use))
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
		if firstWord(p.key) != firstWord(f.cust.key) && f.src.Book.SameSite(p.site, f.src.Book.Site(home)) && history.SamePhone(p.c, home) {
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
			if _, e, ok := strings.Cut(strings.ToLower(strings.TrimSpace(m)), "@"); ok && e == d {
				return true
			}
		}
		return false
	}
	known = site != "" || len(home.Emails) > 0
	for _, m := range p.c.Emails {
		_, d, ok := strings.Cut(strings.ToLower(strings.TrimSpace(m)), "@")
		if ok && known && !f.src.Words.contact.Mail(d) && !f.src.Words.contact.Public(d) && !same(d) {
			return m
		}
	}
	return ""
}
