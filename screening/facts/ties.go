package facts

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"redflag/data"
	"redflag/screening/contact"
	"redflag/screening/history"
	"redflag/screening/match"
)

// tie is what of a party points to another country than the one it tells, or tells of
// a country where it tells none: where its mail, its telephone, its bank or its web site
// is, a place in its name, or the form of its registration number.
type tie struct{ field, value string }

// ties are those to China, to Russia or Belarus, by whatever and by telephone, and to a
// country under embargo.
type ties struct{ china, russia, called, barred tie }

// neighbours of Russia write by its mail services as everybody there does, and share
// the beginning of its telephone numbers.
func neighbour(iso string) bool {
	switch iso {
	case "KZ", "KG", "UZ", "TJ", "TM", "AM", "AZ", "GE", "MD", "UA", "MN", "EE", "LV", "LT":
		return true
	}
	return false
}

// tied looks for what points to China or Russia at a party that does not say it sits there.
func (s *Sources) tied(p *profile) (t ties) {
	c, full := p.c, p.full()
	at := p.country.iso
	if at == "" && p.rec != nil {
		at = s.country(p.rec.Customer.Country).iso
	}
	china, russia := at != "CN" && at != "HK" && at != "MO", at != "RU" && at != "BY"
	t.barred = barred(full, at)
	point := func(toChina bool, field, value string) {
		switch {
		case toChina && china && t.china.field == "":
			t.china = tie{field, value}
		case !toChina && russia && t.russia.field == "":
			t.russia = tie{field, value}
		}
	}
	for _, n := range [...]string{full.RegistrationNumber, full.TaxID} {
		if isCreditCode(n) || at == "" && likeCreditCode.MatchString(n) {
			point(true, "registration_number", n)
		}
		if len(n) >= leastRussian && russianNumber.MatchString(n) {
			point(false, "registration_number", n)
		}
	}
	if !p.bank {
		s.tiedByName(c.Name, point)
	}
	if at == "" && c.Address != "" {
		s.tiedByAddress(c.Address, point)
	}
	for _, m := range full.Emails {
		if _, d, ok := contact.Mailbox(m); ok {
			s.tiedByDomain(d, at, "emails", m, point)
		}
	}
	if d := siteDomain(full.Website); d != "" {
		s.tiedByDomain(d, at, "website", full.Website, point)
	}
	for _, n := range full.Phones {
		switch d := dialled(n); {
		case strings.HasPrefix(d, "86") && len(d) >= 12, strings.HasPrefix(d, "852") && len(d) == 11, strings.HasPrefix(d, "853") && len(d) == 11:
			point(true, "phones", n)
		case strings.HasPrefix(d, "375") && len(d) == 12, strings.HasPrefix(d, "7") && len(d) == 11 && !neighbour(at):
			point(false, "phones", n)
			if russia && t.called.field == "" && !strings.HasPrefix(d, "76") && !strings.HasPrefix(d, "77") { // of Kazakhstan
				t.called = tie{"phones", n}
			}
		}
	}
	switch s.country(full.BankCountry).iso {
	case "CN", "HK", "MO":
		point(true, "bank_country", full.BankCountry)
	case "RU", "BY":
		point(false, "bank_country", full.BankCountry)
	}
	return t
}

// russianNumber is a number of the registers of Russia by its own label: of the state register
// of firms, or of the tax office beside the reason for which it is written down.
var russianNumber = regexp.MustCompile(`(?i)(?:ogrn|ogrnip|огрн|огрнип)[ :№#]*\d{13,15}\b|(?:инн|кпп|kpp)[ :№#]*\d{9,12}\b`)

// leastRussian is the least length of such a number with its label.
const leastRussian = 12

// likeCreditCode is a number of the form of such a code, of an enterprise, of one trader, of a
// body or of a house of learning in a province of the mainland. Of who tells no country it is
// one, though a figure may be wrong.
var likeCreditCode = regexp.MustCompile(`^(?:[159][1-3]|N[1-3]|12)(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{4}[0-9A-HJ-NPQRTUWXY]{10}$`)

// isCreditCode reports whether a number is a Unified Social Credit Code of mainland China
// (GB 32100): eighteen letters and digits, the last of which proves the others.
func isCreditCode(n string) bool {
	const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	n = strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, n))
	if len(n) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		v := strings.IndexByte(signs, n[i])
		if v < 0 || i >= 2 && i < 8 && v > 9 {
			return false
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return n[17] == signs[(31-sum%31)%31]
}

// tiedByAddress reads the end of an address of which no country is told: streets are called
// after places, and what stands last is where the house is.
func (s *Sources) tiedByAddress(address string, point func(bool, string, string)) {
	if iso, ok := s.Places.AtEnd(address); ok {
		switch iso {
		case "CN", "HK", "MO":
			point(true, "address", address)
		case "RU", "BY":
			point(false, "address", address)
		}
		return
	}
	end := address[strings.LastIndexAny(address, ",;\n")+1:]
	s.tiedByName(end, func(toChina bool, _, _ string) { point(toChina, "address", address) })
}

// embargoed are the countries under embargo, by the codes of their telephones, which are
// those of no other, and the endings of their domains.
var embargoed = [...]struct{ iso, dialled, domain string }{{"IR", "98", ".ir"}, {"KP", "850", ".kp"}, {"SY", "963", ".sy"}, {"CU", "53", ".cu"}}

// leastDialled is the least number of figures of a telephone number with that of its country.
const leastDialled = 10

// barred is the telephone, mail or web site of a party by which it is in a country under
// embargo, though it does not say that it sits there.
func barred(c *data.Customer, at string) tie {
	for _, n := range c.Phones {
		d := dialled(n)
		if len(d) < leastDialled {
			continue
		}
		for i := range embargoed {
			if e := &embargoed[i]; at != e.iso && strings.HasPrefix(d, e.dialled) {
				return tie{"phones", n}
			}
		}
	}
	in := func(domain string) bool {
		for i := range embargoed {
			if e := &embargoed[i]; at != e.iso && strings.HasSuffix(domain, e.domain) {
				return true
			}
		}
		return false
	}
	for _, m := range c.Emails {
		if in(strings.ToLower(strings.TrimSpace(m))) {
			return tie{"emails", m}
		}
	}
	if c.Website != "" && in(siteDomain(c.Website)) {
		return tie{"website", c.Website}
	}
	return tie{}
}

// tiedByName finds a place of China or Russia in the name of a firm.
func (s *Sources) tiedByName(name string, point func(bool, string, string)) {
	text := match.Simplify(strings.ToLower(name))
	words, classes := s.Words.senses.find(text)
	w := s.Words.senses
	if !classes.meets(w.china.or(w.russia)) {
		return
	}
	for _, x := range words {
		if x.classes.meets(w.china) && utf8.RuneCountInString(text[x.at:x.end]) > 1 {
			point(true, "name", name)
		} else if x.classes.meets(w.russia) {
			point(false, "name", name)
		}
	}
}

// ownerTies is the first owner of whom no country is told, and whose name says that
// it sits in China.
func (s *Sources) ownerTies(p *profile) (name string) {
	for i := range p.owners {
		o := &p.owners[i]
		if o.country.state == data.Known || s.country(o.name).iso != "" {
			continue
		}
		s.tiedByName(o.name, func(china bool, _, value string) {
			if china && name == "" {
				name = value
			}
		})
	}
	return name
}

// tiedByDomain looks at the ending of a domain, and at mail services that whoever lives
// there uses, and few others.
func (s *Sources) tiedByDomain(domain, at, field, value string, point func(bool, string, string)) {
	switch home := s.Words.contact.Home(domain); {
	case ends(domain, ".cn", ".hk", ".mo", ".xn--fiqs8s"), home == "CN", home == "HK":
		point(true, field, value)
	case ends(domain, ".by", ".su", ".xn--p1ai"), home == "RU" && !neighbour(at), home != "RU" && ends(domain, ".ru"):
		point(false, field, value)
	}
}

func ends(s string, with ...string) bool {
	for _, w := range with {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// dialled is the digits of a telephone number told with its country, or "".
func dialled(n string) string {
	n = strings.TrimSpace(n)
	switch {
	case strings.HasPrefix(n, "+"):
		n = n[1:]
	case strings.HasPrefix(n, "00"):
		n = n[2:]
	default:
		return ""
	}
	return digits(n)
}

// heldFromRestricted is the owner, at any layer, that sits in a restricted country
// and holds the party by more than half, or is told as a parent, at every layer between:
// its parent in law, whatever else is told. What one owner holds through several firms
// counts together.
func (f *Facts) heldFromRestricted(p *profile) *owner {
	for i := range p.owners {
		o := &p.owners[i]
		if o.seat.iso == "" || f.restrictedHQ(o.seat.iso) != data.True {
			continue
		}
		if p.ledBy(i) || p.inSlices(i) {
			return o
		}
	}
	return nil
}

// ledBy reports whether an owner directs the party through every layer between.
func (p *profile) ledBy(i int) bool {
	for ; i >= 0; i = p.owners[i].via {
		if !p.owners[i].leads() {
			return false
		}
	}
	return true
}

// inSlices reports whether an owner that stands more than once among the owners holds
// more than half of the party by all that it holds.
func (p *profile) inSlices(i int) bool {
	key := p.owners[i].key
	if key == "" || !slices.ContainsFunc(p.owners[:i], func(o owner) bool { return o.key == key }) {
		return false
	}
	share := p.held(func(o *owner) bool { return o.key == key }, moreThanHalf).share
	return share.State == data.Known && moreThanHalf(share.Value)
}

// leads reports whether an owner directs the firm below.
func (o *owner) leads() bool {
	if o.direct.State != data.Known {
		return o.field == "parent" || o.field == "ultimate_parent"
	}
	return o.direct.Value > 50
}

// mayBeOneName reports names that something else tells of one firm and that may be one name:
// written in two scripts, translated, cut short or in another order. It is for the few names
// of one order.
func mayBeOneName(a, b, country string) bool {
	return history.MayBeOneName(a, b, country) || match.SameName(a, b)
}

// namesOfOne are names of parties that tell the same registration or tax number and
// begin with different words that are not one name written otherwise: one firm that goes by
// several names.
func (f *Facts) namesOfOne() string {
	for i := range f.parties {
		p := &f.parties[i]
		if !p.numbered || p.key == "" {
			continue
		}
		for j := range i {
			q := &f.parties[j]
			if !q.numbered || q.key == "" || p.profile == q.profile {
				continue
			}
			one := sameNumber(p.c.RegistrationNumber, q.c.RegistrationNumber) || sameNumber(p.c.TaxID, q.c.TaxID)
			if one && firstWord(p.key) != firstWord(q.key) && !mayBeOneName(p.c.Name, q.c.Name, p.country.iso) {
				return q.c.Name + ", " + p.c.Name
			}
		}
	}
	return ""
}

// receiverOfStopped is a receiver other than the customer who shares something with a
// customer that was stopped before the order; nil for none.
func (f *Facts) receiverOfStopped() *party {
	if !f.dated {
		return nil
	}
	for i := range f.parties {
		p := &f.parties[i]
		if p.role != roleCustomer && receives(p.role) && p.profile != f.cust && p.stoppedWith != nil && p.stoppedSince < f.day && (!f.found || p.idx != f.customer) {
			return p
		}
	}
	return nil
}

func sameNumber(a, b string) bool {
	return len(a) >= 5 && a == b && data.TextState(a) == data.Known
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// addressedIn is the country that the address of a party ends in, or its town is in, where no
// country is told or another.
func (s *Sources) addressedIn(p *profile) string {
	if iso, ok := s.Places.AtEnd(p.c.Address); ok && p.country.iso != "" && iso != p.country.iso {
		return iso
	}
	if p.country.state != data.NotTold || p.rec != nil && data.TextState(p.rec.Customer.Country) != data.NotTold {
		return ""
	}
	for _, at := range [...]string{p.c.Address, p.c.City} {
		if iso, ok := s.Places.AtEnd(at); ok {
			return iso
		}
	}
	return ""
}

// leads is the share in percent from which an owner leads a firm.
const leads = 50

// receiverOwnedAsStopped is the stopped customer of which an owner that leads it leads a
// receiver too, or "".
func (f *Facts) receiverOwnedAsStopped() string {
	p := f.receiverOfStopped()
	if p == nil {
		return ""
	}
	other := p.stoppedWith.Customer
	for _, o := range p.full().Owners {
		for _, s := range other.Owners {
			if o.Percent.Value >= leads && s.Percent.Value >= leads && data.TextState(o.Name) == data.Known && history.NameKey(o.Name) == history.NameKey(s.Name) {
				return other.Name
			}
		}
	}
	return ""
}
