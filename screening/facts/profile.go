package facts

import (
	"regexp"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/match"
	"redflag/screening/phrases"
)

// profile is what is worked out once for each distinct party, whatever shipment
// it stands in. It holds nothing that depends on a date.
type profile struct {
	// What every shipment reads of every party comes first and lies side by side: a
	// book has more parties than a processor's cache, and each line of it read costs
	// as much as a rule.
	c       *data.Customer
	key     string // of the name
	grounds uint64
	idx     int32
	number  int32 // among those of one screen

	// Of most parties there is nothing to keep of these, and they share one.
	*against
	*owned

	goods             families // that it is judged for; ordinary ones where nobody judged it
	judged            bool     // some entry was once cleared for its name or that of an owner
	plain             bool     // nothing is said of it beyond what records tell
	placeholder       bool
	writes, numbered  bool // it tells notes; a number of registration or tax
	sited             bool // sites are told, or its record tells some
	disguised         bool
	forwarder, bank   bool
	reseller          bool
	military          bool
	ofForces          bool // plainly so, by what it is and does
	institute, remote bool // remote: a line of business is told, and none that computes
	residential       bool
	noted             bool   // the line of business is told in notes alone
	foundedIn         string // the field that tells when it was founded
	noUse             bool   // its line of business has no use for sought parts
	bySite            bool   // the same of its web site
	byName            bool   // its business is read from its name, because nobody tells it
	byAlias           bool   // or from another name of its
	homeBody          bool   // it is a body that stays where it is
	publicBody        bool   // and one that nobody owns

	free, mismatch, imitates, thin, fits data.Truth
	placed                               data.State // whether the address is told

	rec *data.Record // customer record that it was taken to be, or nil
	how string

	ties    *ties
	firm    *firm
	hq      *told // of itself, else of the record
	parent  *told
	top     *told
	country country
	site    uint64 // of the address and unit (see history.Book)

	kind         string // of the address
	elsewhere    string // the country that the address ends in, where another is told
	place        string // the address with town and region
	nameTells    tellSet
	placeTells   tellSet
	business     string
	founded      data.Date // incorporated
	role         string
	shared       history.Shared
	verified     *data.Judgement
	stopped      *data.Judgement
	source       string       // whose record named the party first
	others       string       // another name that goes with its number
	stoppedWith  *data.Record // a stopped customer with whom it shares something
	stoppedSince int32        // the day on which that was stopped
	namesake     *data.Record // the stopped customer whose name it bears, or one near to it
	namesakeFrom int32        // the day on which that was stopped
	listedAt     *data.Record // a customer at its address of which the own notes tell a listing
	forwarderAt  *data.Record // a forwarder at its address
	siteEnds     []siteEnd    // where each of its sites is by its address
	mailOf       *data.Record // another customer at whose domain it writes
	numberOf     *data.Record // another customer whose registration or tax number it tells
	alike        string       // an older customer whose name differs by a letter
	tie          history.Tie
	group        string // of the customer that the name alone means there, or ""
}

// against is what lists hold against a party.
type against struct {
	hits     []hit
	best     int // best uncleared hit by name at or above the threshold; -1 for none
	possible int // best uncleared hit by name below it; -1 for none
	address  int // best uncleared hit by address; -1 for none
	grade    string
	locally  bool   // the best hit is by the name in local script alone
	brand    string // entry of the listed house whose name it bears, where that is not cleared, or ""

	mentions []toldMention // listed organisations that the texts on it name
}

// owned is who owns a party.
type owned struct {
	owners     []owner
	listed     held // by listed parties
	sanctioned held // by sanctioned ones, whenever they were listed
	affiliated held // by those whose entry the affiliates rule hands on, likewise
	circle     bool
	nameless   bool   // an owner is told without a name
	ownerTies  string // name of an owner without a country, which has a place in China in it
	namedChina string // an owner or parent that leads and that its name alone places in China
	parents
}

// What most parties share; nobody writes to it.
var (
	nothingAgainst = &against{best: -1, possible: -1, address: -1}
	unowned        = &owned{}
	untied         = &ties{}
	hqNotTold      = &told{field: "hq_country"}
	parentNotTold  = &told{field: "parent_country"}
	topNotTold     = &told{field: "ultimate_parent_country"}
)

// blankProfile is the profile of a party of which nothing is worked out yet.
func blankProfile(c *data.Customer) *profile {
	return &profile{c: c, idx: -1, hq: hqNotTold, parent: parentNotTold, top: topNotTold, against: nothingAgainst, owned: unowned, ties: untied, firm: plainFirm}
}

// mayBeAgainst is what lists hold against the party, to be written to.
func (p *profile) mayBeAgainst() *against {
	if p.against == nothingAgainst {
		a := *nothingAgainst
		p.against = &a
	}
	return p.against
}

// mayBeOwned is who owns the party, to be written to.
func (p *profile) mayBeOwned() *owned {
	if p.owned == unowned {
		p.owned = &owned{}
	}
	return p.owned
}

// country is a country as told and as recognised.
type country struct {
	text  string
	iso   string // "" where the tables do not know it
	state data.State
}

// told is a country with the record that told it.
type told struct {
	country
	field string
	rec   *data.Record // nil: the party itself; its customer record, or that of a parent
}

// hit is one list entry that a party may mean.
type hit struct {
	data.NameHit
	sure     bool
	class    string
	cleared  *data.Judgement // a clearance that stands
	lapsed   *lapse          // one that does not, because something has changed
	owner    string          // name of the owner that matched, or ""
	director string          // name of the director that matched, or ""
	mention  string          // name in a text that matched, or ""
	tenants  int             // of an address: unrelated parties there, listed and of the book
	damped   bool            // they are so many that the address says little
	everyday bool            // one word that many firms bear, and the entry is of another country
}

func (s *Sources) country(text string) country {
	text = strings.TrimSpace(text)
	c := country{text: text, state: data.TextState(text)}
	if c.state == data.Known {
		if iso, ok := s.Places.Country(text); ok {
			c.iso = iso
		}
	}
	return c
}

// profileKey tells profiles apart. Only of a party that somebody judged does it
// matter which goods it is judged for.
type profileKey struct {
	c     *data.Customer
	goods families
}

// profile is the profile of a party, for the goods at hand.
func (f *Facts) profile(c *data.Customer, source string) *profile {
	return f.forGoods(f.ordinary(c, source), source)
}

// ordinary is the profile of a party for goods that no judgement tells apart.
func (f *Facts) ordinary(c *data.Customer, source string) *profile {
	p := f.profiles[c]
	if p == nil {
		p = f.src.profile(profileKey{c: c}, source, f.names)
		f.profiles[c] = p
	}
	return p
}

// byNumbers finds a profile by the number of its party, which need not be looked for.
type byNumbers []*profile

// mostNumbered bounds the numbers by which profiles are found.
const mostNumbered = 1 << 22

func (f *Facts) byNumber(all *byNumbers, n int32, c *data.Customer, source string) *profile {
	if n < 0 || n >= mostNumbered {
		return f.profile(c, source)
	}
	if int(n) >= len(*all) {
		*all = append(*all, make([]*profile, int(n)+1-len(*all))...)
	}
	p := (*all)[n]
	if p == nil || p.c != c {
		p = f.src.profile(profileKey{c: c}, source, f.names)
		(*all)[n] = p
	}
	return f.forGoods(p, source)
}

// forGoods is the profile of the same party for the goods at hand.
func (f *Facts) forGoods(p *profile, source string) *profile {
	c := p.c
	if !p.judged || f.sh == nil {
		return p
	}
	if g := f.allGoods().family; g != 0 {
		return f.src.profile(profileKey{c, g}, source, f.names)
	}
	return p
}

// profile gives the profile of a party, working it out at first sight.
func (s *Sources) profile(k profileKey, source string, n Searcher) *profile {
	if p, ok := s.profiles.Load(k); ok {
		return p.(*profile)
	}
	p := s.newProfile(k, source, n)
	got, _ := s.profiles.LoadOrStore(k, p)
	return got.(*profile)
}

func (s *Sources) newProfile(of profileKey, source string, n Searcher) *profile {
	c := of.c
	p := blankProfile(c)
	p.number, p.source, p.goods, p.key, p.country = s.numbers.next(), source, of.goods, history.NameKey(c.Name), s.country(c.Country)
	if i, how, ok := s.Book.ResolveParty(c, source); ok {
		p.rec, p.how, p.idx = s.Book.Customer(i), how, i
	} else {
		p.how = how
	}
	if i, _, ok := s.Book.Resolve(c.Name, source, ""); ok {
		p.group = s.Book.GroupKey(i)
	}
	p.hq = s.inherit(p, hqNotTold, func(c *data.Customer) string { return c.HQCountry })
	p.parent = s.inherit(p, parentNotTold, func(c *data.Customer) string { return c.ParentCountry })
	p.top = s.inherit(p, topNotTold, func(c *data.Customer) string { return c.UltimateParentCountry })
	s.lookUpParents(p)
	p.elsewhere = s.addressedIn(p)
	p.placed = data.TextState(strings.TrimSpace(c.Address))
	p.placeholder = s.Words.isPlaceholder(c.Name)
	p.disguised = match.DisguisedName(c.Name) || match.DisguisedName(c.NameLocal) || match.Misspelt(c.Name)
	s.describe(p)
	s.tellsOfParty(p)
	if t := s.tied(p); t != *untied {
		p.ties = &t
	}
	p.homeBody = !p.mayMove() && s.Words.isHomeBody(p)
	p.publicBody = p.homeBody && s.Words.isPublicBody(p)
	p.judged = s.Cleared.about(c.Name)
	s.traceOwners(p, n)
	if t := s.ownerTies(p); t != "" {
		p.mayBeOwned().ownerTies = t
	}
	if name := s.parentNamedChina(p); name != "" {
		p.mayBeOwned().namedChina = name
	}
	p.firm = s.firmOf(p)
	if p.firm.deals.field != "" {
		p.reseller, p.role = true, "reseller"
	}
	s.searchLists(p, n)
	if m := s.mentionsOf(p, n); len(m) > 0 {
		p.mayBeAgainst().mentions = m
	}
	p.site, p.shared = s.Book.Site(c), s.Book.Shares(c)
	if p.rec != nil && p.rec.Customer != c {
		o := s.Book.Shares(p.rec.Customer)
		p.shared.Address, p.shared.Phone, p.shared.Director = max(p.shared.Address, o.Address), max(p.shared.Phone, o.Phone), max(p.shared.Director, o.Director)
		p.shared.Floor = max(p.shared.Floor, o.Floor)
	}
	if p.idx >= 0 {
		p.others = s.Book.OtherName(p.idx)
		p.alike = s.Book.Alike(p.idx)
		p.tie = s.Book.TiedTo(p.idx)
	}
	p.stoppedWith, p.stoppedSince = s.Book.StoppedWith(c)
	p.namesake, p.namesakeFrom = s.Book.StoppedNamesake(c, p.rec)
	s.lookAround(p, c)
	s.lookForOwners(p, c)
	p.writes, p.numbered, p.sited = c.Notes != "", c.RegistrationNumber != "" || c.TaxID != "", len(fullRecord(p).Sites) > 0
	p.siteEnds = s.siteEndsOf(p)
	p.grounds = s.ground(p)
	p.plain = p.isPlain()
	return p
}

// lookAround keeps who else sits at the address of a party: a customer of which the own
// notes tell that a list names it, for what is told of a house holds for its door as well,
// and a forwarder, whose shed is no place of use.
func (s *Sources) lookAround(p *profile, c *data.Customer) {
	at := s.Book.AtAddress(c)
	for _, site := range fullRecord(p).Sites {
		if data.TextState(site.Address) == data.Known {
			at = append(at, s.Book.AtAddress(&data.Customer{Name: c.Name, Address: site.Address, Country: c.Country})...)
		}
	}
	if r := s.Book.StoppedDoor(c); r != nil {
		at = append(at, r)
	}
	at = append(at, s.unitOfRange(c)...)
	for _, r := range at {
		o := r.Customer
		if p.forwarderAt == nil && (s.Words.forwards(strings.ToLower(o.Name)) || s.Words.forwards(strings.ToLower(o.Business))) {
			p.forwarderAt = r
		}
		if p.listedAt == nil && s.notedListed(o.Notes) {
			p.listedAt = r
		}
	}
}

// unitOfRange are the customers that were stopped whose unit is one of those that a party has
// in a house, as "#07-31/33" and "Rooms 1201-1206" tell several.
func (s *Sources) unitOfRange(c *data.Customer) (out []*data.Record) {
	if !strings.ContainsAny(c.Address, "/&~–至") && strings.Count(c.Address, "-") < 2 || !history.Placed(c) {
		return nil
	}
	here := match.ParseAddress(c.Address, c.Country)
	if len(here.Units) < 2 {
		return nil
	}
	for r := range s.Book.Stopped {
		o := r.Customer
		if !history.Placed(o) || history.NameKey(o.Name) == history.NameKey(c.Name) {
			continue
		}
		there := match.ParseAddress(o.Address, o.Country)
		if grade, _ := match.Compare(&here, &there); grade == match.SameUnit {
			out = append(out, r)
		}
	}
	return out
}

// inherit reads a country of the party, or, where the party tells none, of the
// customer record that it was taken to be.
func (s *Sources) inherit(p *profile, none *told, of func(*data.Customer) string) *told {
	t := told{country: s.country(of(p.c)), field: none.field}
	if t.state != data.Known && p.rec != nil && p.rec.Customer != p.c {
		if o := s.country(of(p.rec.Customer)); o.state > t.state {
			t.country, t.rec = o, p.rec
		}
	}
	if t == *none {
		return none
	}
	return &t
}

func (w *Words) isPlaceholder(name string) bool {
	l := strings.Trim(strings.ToLower(strings.Join(strings.Fields(name), " ")), " .,;:-*/()[]")
	return l != "" && (w.list.Placeholder.whole[l] || w.standsForName(l) || w.describedName(strings.TrimSpace(name), l) || initialsAlone(l) || machineKey(l) || w.nickname(l) || w.codeName(l) || w.indefiniteName(l) || w.keptBack(l))
}

// forwards says whether a name or a business is a forwarder's, a carrier's or a
// warehouse's: the word is there, and none that makes it the trade of another.
func (w *Words) forwards(text string) bool {
	return w.list.Forwarder.In(text) != "" && w.list.ForwarderNot.In(text) == ""
}

// blanked is a text of small letters without the phrases of a set, and the ends of the words
// that they begin.
func blanked(set phrases.Set, text string) string {
	for i := range set {
		for at, end := set[i].Find(text, 0); at >= 0; at, end = set[i].Find(text, at) {
			rest := text[end:]
			if set[i].Latin {
				rest = strings.TrimLeftFunc(rest, phrases.WordRune)
			}
			text = text[:at] + " " + rest
		}
	}
	return text
}

// doorOfDwelling is a door as it is written of blocks of flats alone: building and flat in
// Korea, building, entrance and flat in China, floor and side of the stairs in Spain and Portugal.
var doorOfDwelling = regexp.MustCompile(`\d+동 ?\d+호|\d+(?:栋|棟|号楼|號樓) ?\d+(?:单元|單元)|\d\.?º ?(?:[a-d]|izq|izda|dcha|dto|esq)\b`)

// firstOf is where the first phrase of a set stands in a text of small letters, else -1.
func firstOf(set phrases.Set, text string) int {
	if text == "" {
		return -1
	}
	t := phrases.Read(text)
	at, _ := set.Next(&t, 0)
	return at
}

// describe reads what name, business, address and mail of a party say in words.
func (s *Sources) describe(p *profile) {
	c, w := p.c, s.Words
	full := p.full()
	name := strings.ToLower(c.Name + " " + c.NameLocal)
	p.business, p.noted = w.marks.businessOf(c)
	if data.TextState(p.business) != data.Known {
		p.business, p.noted = w.marks.businessOf(full)
	}
	if p.founded, p.foundedIn = w.marks.founding.foundedOn(full); p.founded.State() == data.NotTold {
		p.founded, p.foundedIn = w.marks.founding.foundedOn(c)
	}
	p.business = w.industries.told(p.business)
	business := strings.ToLower(p.business)
	p.noUse, p.place = w.kindsOfGoods.noUse(p.business), placeOf(c)
	w.describeRole(p, full, name, business)
	text := name + " . " + business
	// An institute is no soldier: where it stands says what its kind of name means.
	p.military = w.list.Military.In(blanked(w.list.NotMilitary, text)) != "" || says(w.soldiers.body, text) && w.list.NotMilitary.In(text) == ""
	p.ofForces = s.isBody(name, business)
	p.institute = w.list.University.In(text) != ""
	w.describeBusiness(p, full, name, business)
	w.describeAddress(p)
	s.mail(p, full)
	if s.Cleared.Any() {
		s.judged(p)
	}
}

// describeRole reads what part in the trade a party has by its role, name and business.
func (w *Words) describeRole(p *profile, full *data.Customer, name, business string) {
	said := strings.ToLower(pick(p.c.BusinessRole, full.BusinessRole))
	p.role = w.role(said)
	if p.role == "" {
		if p.role = w.role(business); p.role != "" {
			p.role = w.role(blanked(w.list.ResellerNot, business))
		}
	}
	p.forwarder = p.role == "forwarder" || w.forwards(name) || w.forwards(business) && p.role != "end_user" || business == "" && w.storesAlone(full.Sites)
	p.bank = p.role == "bank" || w.list.Bank.In(name) != ""
	sells := func(text string) bool { return w.deals(text, full) }
	p.reseller = p.role == "reseller" || p.role == "distributor" || p.role == "broker" || p.role == "trading" || sells(name) || p.role == "" && sells(business)
	if p.role == "" {
		switch {
		case p.forwarder:
			p.role = "forwarder"
		case p.bank:
			p.role = "bank"
		case w.list.Trading.In(name) != "":
			p.role = "trading"
		case p.reseller:
			p.role = "reseller"
		}
	}
}

// describeBusiness reads whether the line of business of a party has a use for computing.
func (w *Words) describeBusiness(p *profile, full *data.Customer, name, business string) {
	foreign, fit := firstOf(w.list.BusinessForeign, blanked(w.list.BusinessForeignNot, business)), firstOf(w.list.BusinessFits, business)
	computes := w.list.BusinessComputes.In(business) != ""
	switch {
	case foreign >= 0 && computes: // which is it mostly? Neither is told
	case foreign >= 0 && !(fit >= 0 && fit < foreign && says(w.firm.forOthers, business[fit:foreign])): // but "hosting for fisheries" hosts
		p.fits = data.False
	case fit >= 0:
		p.fits = data.True
	case data.TextState(p.business) != data.Known && w.list.BusinessFits.In(name) == "" && w.list.BusinessForeign.In(blanked(w.list.BusinessForeignNot, name)) != "":
		p.fits, p.byName = data.False, true
	case data.TextState(p.business) != data.Known && w.foreignAlias(name, full.Aliases):
		p.fits, p.byAlias = data.False, true
	case data.TextState(p.business) != data.Known && w.list.BusinessFits.In(name) == "" && w.foreignSite(pick(p.c.Website, full.Website)):
		p.fits, p.bySite = data.False, true
	}
	p.remote = p.fits != data.True && len(business) > 2 && data.TextState(p.business) == data.Known && !p.reseller && !p.bank && !computes && w.list.BusinessFits.In(business) == "" && w.list.BusinessUsers.In(business) == ""
}

// describeAddress reads what kind of address a party has.
func (w *Words) describeAddress(p *profile) {
	addr := strings.ToLower(p.c.Address + " " + p.c.UnitFloor)
	p.residential = (w.list.Residential.In(addr) != "" || doorOfDwelling.MatchString(addr)) && w.list.Commercial.In(addr) == ""
	switch {
	case strings.TrimSpace(addr) == "" || data.TextState(strings.TrimSpace(addr)) != data.Known:
	case w.list.POBox.In(addr) != "":
		p.kind = "po_box"
	case w.list.CompanySecretary.In(addr) != "":
		p.kind = "company_secretary"
	case w.list.VirtualOffice.In(addr) != "":
		p.kind = "virtual_office"
	case p.residential:
		p.kind = "residential"
	case w.list.Forwarder.In(addr) != "":
		p.kind = "forwarder"
	default:
		p.kind = "commercial"
	}
}

// judged gives a party what people have judged of its sites and of itself.
func (s *Sources) judged(p *profile) {
	if j, ok := s.Cleared.sites[p.key]; ok {
		p.verified = &j
	} else if p.rec != nil {
		for _, k := range [...]string{p.rec.Customer.ID, p.rec.Key().String(), p.rec.Customer.Name} {
			if j, ok := s.Cleared.sites[history.NameKey(k)]; ok && k != "" {
				p.verified = &j
				break
			}
		}
	}
	if j, ok := s.Cleared.stops[p.key]; ok && p.key != "" {
		p.stopped = &j
	}
}

func pick(a, b string) string {
	if data.TextState(a) == data.Known {
		return a
	}
	return b
}

func (w *Words) role(text string) string {
	if data.TextState(text) != data.Known {
		return ""
	}
	for _, r := range w.roles {
		if text == r.role || r.words.In(text) != "" {
			return r.role
		}
	}
	return ""
}
