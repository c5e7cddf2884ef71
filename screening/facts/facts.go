package facts

import (
	"slices"
	"strings"
	"unicode"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/phrases"
	"redflag/screening/reading"
	"redflag/screening/rules"
)

// Facts is what is known of one shipment, or of one customer alone. It is worked
// out as it is asked for and kept until the next Reset. One goroutine uses one;
// its buffers are reused.
type Facts struct {
	src    *Sources
	names  Searcher
	slots  map[string]int // by name, for placeholders
	types  []rules.Type
	words  []string // of each fact, for people
	closed []bool   // facts whose words are a fixed set, written with _ for a space

	sh     *data.Shipment
	origin data.Origin
	record data.Key // of the shipment, or of the customer judged alone
	key    string   // the same in words, in the generation keyed
	keyed  uint32
	source string

	law      data.Date
	day      int32 // first day of the deal; history lies before it
	dated    bool
	customer int32
	found    bool
	how      string
	cust     *profile // of the customer; nil where there is none

	parties    []party
	lines      []line
	goods      goods
	marks      marks
	hits       []partyHit
	directors  []hit // of the customer, with what the lists hold against them
	owners     []partyOwner
	sites      []partySite
	mentions   []toldMention
	screened   []statement
	hides      []statement
	same       history.Same // the paper that told the goods before, where isSame
	isSame     bool
	received   history.Receipts // up to the order at hand, where isReceived
	isReceived bool
	built      uint16

	past  history.Past
	paper history.Papers
	halls history.Hall

	acted     string  // what is done with the goods
	goesTo    country // the destination, and the party that told it
	goesToOf  *party
	asOrdered bool // goesTo is what the order tells that the paper names

	generation uint32
	have       [fields]uint32
	value      [fields]rules.Value
	elem       rules.Value // of the last element asked

	// What this worker has met before.
	profiles map[*data.Customer]*profile // for goods that no judgement tells apart
	adhoc    map[bare]*data.Customer
	phrases  map[string][]Phrase
	told     map[string]tellSet
	retold   map[string]retold
	reader   *reading.Reader
	hid      map[string][]statement // what notes ask to hide
	noted    map[string]*Good       // what notes name as goods
	payers   map[string]string      // groups of payers, by the name that headers of one source give
	payersIn string                 // that source
	singles  map[single][]data.Good
	noHits   []string            // words of noHit, by number
	wordings map[string]*wording // of lines
	iso      map[string]country
	codes    [26][26]country // those of two letters
	seats    [26][26]seatOn  // whether headquarters there are restricted, as last asked
	read     map[textRead]readText
	earlier  map[*Good]*Good // parts as the law saw them before November 2023

	room    *rules.Room // of evidence
	asks    bool        // lists were asked about names that are no party's
	texts   []string    // of one question
	written []textSource
	lowered [2]loweredText
	grounds history.Hasher

	sold   *data.Shipment // the one at hand, its customer told as the record tells it
	soldAs data.Shipment  // where that is another text

	payerKey, otherKey []byte // keys of names

	ofParties, ofCustomers byNumbers // profiles, by number of the party and place of the customer
}

// party is one party of the shipment at hand.
type party struct {
	role data.Role
	*profile
	path string // "parties[2]", or "customer"
	rec  *data.Record
}

const (
	roleCustomer data.Role = "customer"
	roleCarrier  data.Role = "carrier" // told by name alone; lists are asked about it
)

const (
	builtLines uint16 = 1 << iota
	builtHits
	builtOwners
	builtSites
	builtMarks
	builtDirectors
	builtMentions
	builtScreenings
	builtHidings
	builtSame
	builtPast
	builtPapers
	builtDestination
	builtHall
	builtAct
	builtReceipts
)

// New makes a reader of facts for one worker.
func New(src *Sources, names Searcher) *Facts {
	f := &Facts{src: src, names: names, slots: map[string]int{}, adhoc: map[bare]*data.Customer{}, phrases: map[string][]Phrase{}, told: map[string]tellSet{}, retold: map[string]retold{}, iso: map[string]country{}, hid: map[string][]statement{}, noted: map[string]*Good{}, read: map[textRead]readText{},
		profiles: map[*data.Customer]*profile{}, payers: map[string]string{}, singles: map[single][]data.Good{}, wordings: map[string]*wording{}, earlier: map[*Good]*Good{}}
	for i, d := range Schema() {
		f.slots[d.Name] = i
		f.types = append(f.types, d.Type)
		f.words = append(f.words, d.InWords(""))
		f.closed = append(f.closed, len(d.Words) > 0)
	}
	return f
}

// Reset points the facts at a shipment. Origin says where it was told.
func (f *Facts) Reset(sh *data.Shipment, source string, origin data.Origin) {
	f.clear(source, origin)
	f.sh = sh
	f.record = data.Key{Source: source, Kind: data.ShipmentKind, ID: sh.ID}
	f.law = sh.LawDate(f.src.AsOf)
	f.day, f.dated = history.Day(sh)
	f.customer, f.how, f.found = f.src.Book.CustomerOf(sh, source)
	f.sold = f.src.Book.ByRecord(sh, source, &f.soldAs)
	for i := range sh.Parties {
		p := &sh.Parties[i]
		if p.Customer != nil {
			f.parties = append(f.parties, party{role: p.Role, profile: f.ofParty(p, source), path: string(p.Role)})
		}
	}
	f.addCustomer()
	f.sellerReceivesNothing()
	f.addPayer()
	f.addCarrier()
}

// ofParty is the profile of a party of the shipment.
func (f *Facts) ofParty(p *data.Party, source string) *profile {
	if p.Number == 0 {
		return f.profile(p.Customer, source)
	}
	return f.byNumber(&f.ofParties, p.Number, p.Customer, source)
}

// ResetCustomer points the facts at a customer without a shipment.
func (f *Facts) ResetCustomer(rec *data.Record) {
	f.clear(rec.Source, rec.Origin)
	f.record = rec.Key()
	f.law = f.src.AsOf
	f.customer, f.how, f.found = f.src.Book.Resolve(rec.Customer.ID, rec.Source, "")
	if f.found {
		// The book's own copy, so that the record is known as that of the party whoever read it.
		if own := f.src.Book.Customer(f.customer); own.Key() == rec.Key() {
			rec = own
		}
	}
	f.cust = f.profile(rec.Customer, rec.Source)
	f.parties = append(f.parties, party{role: roleCustomer, profile: f.cust, path: "customer", rec: rec})
	if f.src.AsOf.State() == data.Known {
		f.day, f.dated = DayOfCustomer(f.src.AsOf), true
	}
}

// DayOfCustomer is the day before which the past of a customer lies that is judged
// without a shipment.
func DayOfCustomer(asOf data.Date) int32 { return asOf.Last() + 1 }

func (f *Facts) clear(source string, origin data.Origin) {
	f.generation++
	f.sh, f.source, f.origin, f.asks = nil, source, origin, false
	f.cust, f.found, f.how, f.dated, f.built = nil, false, "", false, 0
	f.parties, f.lines, f.hits, f.owners, f.sites, f.mentions = f.parties[:0], f.lines[:0], f.hits[:0], f.owners[:0], f.sites[:0], f.mentions[:0]
	if len(f.phrases) > mostRemembered {
		clear(f.phrases)
	}
	if len(f.told) > mostRemembered {
		clear(f.told)
	}
	if len(f.retold) > mostRemembered {
		clear(f.retold)
	}
	if len(f.adhoc) > mostRemembered {
		clear(f.adhoc)
	}
	if len(f.wordings) > mostRemembered {
		clear(f.wordings)
	}
	if len(f.singles) > mostRemembered {
		clear(f.singles)
	}
}

// mostRemembered bounds each of the things that a worker remembers.
const mostRemembered = 50_000

// addCustomer adds the customer as a party of its own, beside the part that it
// plays in the shipment: what its record tells may differ from what the paper does.
func (f *Facts) addCustomer() {
	if f.found {
		rec := f.src.Book.Customer(f.customer)
		f.cust = f.byNumber(&f.ofCustomers, f.customer, rec.Customer, rec.Source)
		for i := range f.parties {
			if f.parties[i].idx == f.customer {
				f.parties[i].rec = rec
			}
		}
		f.parties = append(f.parties, party{role: roleCustomer, profile: f.cust, path: "customer", rec: rec})
		return
	}
	k := history.NameKey(f.sh.Customer)
	if k == "" || isNumber(f.sh.Customer) {
		p := f.role(data.Purchaser)
		if p != nil && (k == "" || p.key != "" && !p.placeholder) {
			f.cust = p.profile
			f.parties = append(f.parties, party{role: roleCustomer, profile: p.profile, path: p.path})
			return
		}
	}
	if k == "" {
		return
	}
	for i := range f.parties {
		if f.parties[i].key == k {
			f.cust = f.parties[i].profile
			f.parties = append(f.parties, party{role: roleCustomer, profile: f.cust, path: f.parties[i].path})
			return
		}
	}
	for i := range f.parties {
		if p := &f.parties[i]; receives(p.role) && f.src.Words.isUnitOf(p.key, k) {
			f.cust = p.profile // a department of the customer
			f.parties = append(f.parties, party{role: roleCustomer, profile: f.cust, path: p.path})
			return
		}
	}
	f.cust = f.profile(f.bare(f.sh.Customer, f.parentCountry(k)), f.source)
	f.parties = append(f.parties, party{role: roleCustomer, profile: f.cust, path: "customer"})
}

// sellerReceivesNothing takes the customer of a paper for who sends the goods, where they come
// in and the paper names him as their exporter or maker alone: what a house buys is booked by
// the account of its supplier. What it brings back is another matter, and where nobody else is
// named who receives them, he may be.
func (f *Facts) sellerReceivesNothing() {
	if last := len(f.parties) - 1; f.suppliedBy() {
		f.parties[last].role = data.Exporter
	}
}

// suppliedBy reports a customer who is the supplier of goods that come in.
func (f *Facts) suppliedBy() bool {
	last := len(f.parties) - 1
	if f.cust == nil || last < 0 || f.parties[last].role != roleCustomer || !history.ComesIn(f.sh) || history.PaperOf(f.sh) == "return" {
		return false
	}
	sends, others := false, false
	for i := range f.parties[:last] {
		p := &f.parties[i]
		own := f.ofCustomer(p)
		switch {
		case !receives(p.role):
			sends = sends || own && (p.role == data.Exporter || p.role == data.Manufacturer)
		case own:
			return false
		default:
			others = others || p.key != "" && !p.placeholder
		}
	}
	return sends && others
}

// isUnitOf says whether a name goes on after the name of a firm as that of one of
// its departments does: "Westhill University, Dept of Physics".
func (w *Words) isUnitOf(name, firm string) bool {
	rest, ok := strings.CutPrefix(name, firm)
	if !ok || !strings.Contains(firm, " ") {
		return false
	}
	rest = strings.TrimLeft(rest, " ")
	for _, sign := range [...]string{",", "(", "-", "–", "/"} {
		if strings.HasPrefix(rest, sign) {
			return true
		}
	}
	return slices.ContainsFunc(w.list.Departments, func(d phrases.Phrase) bool { return strings.HasPrefix(rest, d.Text) })
}

// parentCountry is where a firm sits by what a party tells of its own parent.
func (f *Facts) parentCountry(firm string) string {
	for i := range f.parties {
		c := f.parties[i].c
		if history.NameKey(c.Parent) == firm && firm != "" {
			return c.ParentCountry
		}
		if history.NameKey(c.UltimateParent) == firm && firm != "" {
			return c.UltimateParentCountry
		}
	}
	return ""
}

// addPayer adds who pays where only the header names it.
func (f *Facts) addPayer() {
	k := history.AppendNameKey(f.payerKey[:0], f.sh.Payer)
	if f.payerKey = k; len(k) == 0 {
		return
	}
	for i := range f.parties {
		switch p := &f.parties[i]; p.role {
		case data.Payer, roleCustomer, data.Purchaser:
			if p.key == string(k) {
				return
			}
		}
	}
	f.parties = append(f.parties, party{role: data.Payer, profile: f.profile(f.bare(f.sh.Payer, f.sh.PayerCountry), f.source), path: "payer"})
}

// addCarrier adds who carries the goods where that is a name, and no sentence. What may be the
// code of an airline is a name where a firm is listed by it.
func (f *Facts) addCarrier() {
	const shortest, most = 8, 8
	name := f.sh.Carrier
	if len(strings.Fields(name)) > most || data.TextState(name) != data.Known || len(name) < shortest && !f.listedAs(name) {
		return
	}
	f.parties = append(f.parties, party{role: roleCarrier, profile: f.profile(f.bare(name, ""), f.source), path: "carrier"})
}

// listedAs reports that a firm, and no ship or person beside it, is on a list by this very name.
func (f *Facts) listedAs(name string) bool {
	const leastLetters, very = 4, 0.995
	if len(name) < leastLetters || f.names == nil || !f.src.Lists.Loaded {
		return false
	}
	f.asks = true
	o := f.src.organisation(name, f.names)
	return o != nil && !o.shared && o.Score >= very
}

// bare is all that is told of some parties.
type bare struct{ name, country string }

// bare is a party of whom only name and country are told. Equal ones share one
// value, as parties of records do.
func (f *Facts) bare(name, country string) *data.Customer {
	k := bare{name, country}
	c := f.adhoc[k]
	if c == nil {
		k = bare{strings.Clone(name), strings.Clone(country)} // not the whole record with them
		c = &data.Customer{Name: k.name, Country: k.country}
		f.adhoc[k] = c
	}
	return c
}

// role is the first party with a role, or nil.
func (f *Facts) role(r data.Role) *party {
	for i := range f.parties {
		if f.parties[i].role == r {
			return &f.parties[i]
		}
	}
	return nil
}

// Law is the law date of what is judged.
func (f *Facts) Law() data.Date { return f.law }

// Customer is the customer record taken and how it was found; nil for none.
func (f *Facts) Customer() (*data.Record, string) {
	if !f.found {
		return nil, f.how
	}
	return f.src.Book.Customer(f.customer), f.how
}

// isNumber reports whether what an order calls its customer is a number (KH01, 100200)
// that no record bears, and no name: lists know it not, and the purchaser has the name.
func isNumber(customer string) bool {
	return len(customer) <= 20 && strings.ContainsAny(customer, "0123456789") && !strings.ContainsFunc(customer, unicode.IsSpace)
}

// Value is the fact of a slot.
func (f *Facts) Value(slot int) *rules.Value {
	if slot < 0 || slot >= int(fields) {
		return &rules.Value{}
	}
	v := &f.value[slot]
	if f.have[slot] != f.generation {
		put(v, f.compute(field(slot)))
		f.have[slot] = f.generation
	}
	return v
}

// put is *dst = v, without a write of pointers where neither has any: while memory is
// being collected each of them costs more than the rest of the value.
func put(dst *rules.Value, v rules.Value) {
	dst.State, dst.Date, dst.Num = v.State, v.Date, v.Num
	if dst.Text != "" || v.Text != "" {
		dst.Text = v.Text
	}
}

func (f *Facts) get(x field) rules.Value { return *f.Value(int(x)) }

func (f *Facts) compute(x field) rules.Value {
	switch {
	case x < fShipmentId:
		return f.computeHead(x)
	case x < fCustomerKnown:
		if f.sh == nil {
			return rules.Value{}
		}
		return f.computeShipment(x)
	case x < fGoodsControlled:
		return f.computeCustomer(x)
	case x < fLightsListed:
		if f.sh == nil {
			return rules.Value{}
		}
		return f.computeGoods(x)
	case x < fTextPhrases:
		return f.computeLight(x)
	}
	return f.computeRest(x)
}

func (f *Facts) computeHead(x field) rules.Value {
	switch x {
	case fAsOf:
		return dateValue(f.src.AsOf)
	case fLawDate:
		return dateValue(f.law)
	}
	if f.sh == nil {
		return textValue("customer")
	}
	return textValue("shipment")
}

// Makers of values.

func textValue(s string) rules.Value { return rules.Value{State: data.TextState(s), Text: s} }

func wordValue(s string) rules.Value {
	return rules.Value{State: data.TextState(s), Text: strings.ToLower(strings.TrimSpace(s))}
}

func dateValue(d data.Date) rules.Value { return rules.Value{State: d.State(), Date: d} }

func numValue(n data.Number) rules.Value { return rules.Value{State: n.State, Num: n.Value} }

func num(v float64) rules.Value { return rules.Value{State: data.Known, Num: v} }

func boolValue(b bool) rules.Value { return rules.YesNo(b) }

func listValue(l []string) rules.Value { return rules.List(l) }

func unknownValue() rules.Value { return rules.Value{State: data.Unknown} }

// truthValue is a truth; an undecided one is as far from known as its input.
func truthValue(t data.Truth, input data.State) rules.Value {
	if t == data.Undecided {
		if input == data.Known {
			input = data.Unknown
		}
		return rules.Value{State: input}
	}
	return boolValue(t == data.True)
}

// yesNo reads a told yes or no.
func yesNo(s string) rules.Value {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "yes", "y", "true", "1":
		return boolValue(true)
	case "no", "n", "false", "0":
		return boolValue(false)
	}
	if s == "" {
		return rules.Value{}
	}
	return unknownValue()
}

// countryValue is the two letters of a country, or its text as told.
func countryValue(c country) rules.Value {
	if c.iso != "" {
		return textValue(c.iso)
	}
	return rules.Value{State: c.state, Text: c.text}
}

// about asks a question of places about a country.
func about(c country, ask func(iso string) data.Truth) rules.Value {
	if c.state != data.Known {
		return rules.Value{State: c.state}
	}
	if c.iso == "" {
		return unknownValue()
	}
	return truthValue(ask(c.iso), data.Known)
}

func isChina(iso string) data.Truth  { return data.Bool(iso == "CN" || iso == "HK" || iso == "MO") }
func isRussia(iso string) data.Truth { return data.Bool(iso == "RU" || iso == "BY") }

// seatOn is whether headquarters in a country are restricted on a law date.
type seatOn struct {
	law   data.Date
	truth data.Truth
	known bool
}

func (f *Facts) restricted(iso string) data.Truth {
	if len(iso) != 2 || !isCapital(iso[0]) || !isCapital(iso[1]) {
		return f.src.Places.RestrictedHQ(iso, f.law)
	}
	at := &f.seats[iso[0]-'A'][iso[1]-'A']
	if !at.known || at.law != f.law {
		*at = seatOn{f.law, f.src.Places.RestrictedHQ(iso, f.law), true}
	}
	return at.truth
}

func (f *Facts) hub(iso string) data.Truth { return f.src.Places.Hub(iso, f.law) }

func (f *Facts) inGroup(c country, group string) rules.Value {
	return about(c, func(iso string) data.Truth { return f.src.Places.InGroup(iso, group, f.law) })
}

// country reads a country, remembering the answer.
func (f *Facts) country(text string) country {
	if text == "" {
		return country{}
	}
	if len(text) == 2 && isCapital(text[0]) && isCapital(text[1]) { // a code
		c := &f.codes[text[0]-'A'][text[1]-'A']
		if c.text == "" {
			*c = f.src.country(strings.Clone(text))
		}
		return *c
	}
	c, ok := f.iso[text]
	if !ok {
		c = f.src.country(text)
		if len(f.iso) < 10_000 {
			f.iso[text] = c
		}
	}
	return c
}

func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }
