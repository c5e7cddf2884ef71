package links

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/match"
)

// Kind is what sort of thing two parties share.
type Kind uint8

const (
	Registration Kind = iota
	Tax
	Account
	Phone
	Mail
	Domain
	Unit
	Building
	Person
	Bank
	Owner
	kinds
)

func (k Kind) String() string {
	return [...]string{"registration number", "tax id", "bank account", "phone", "e-mail", "domain", "address, same unit", "address, same building", "director or contact", "bank", "owner or parent"}[k]
}

// family says which kinds are no evidence independent of each other: a unit lies
// in its building, and a mail address in its domain.
type family uint8

const (
	numberFamily family = iota
	moneyFamily
	phoneFamily
	netFamily
	placeFamily
	personFamily
	ownerFamily
	families
)

func (k Kind) family() family {
	return [...]family{numberFamily, numberFamily, moneyFamily, phoneFamily, netFamily, netFamily, placeFamily, placeFamily, personFamily, moneyFamily, ownerFamily}[k]
}

// strength is the weight of a thing before it is damped by how many have it. A
// building, a bank or a person of a short name alone never ties two parties.
func (k Kind) strength() float32 {
	switch k {
	case Building:
		return 0.6
	case Bank:
		return 0.4
	case Person:
		return 0.75
	}
	return 1
}

// trait is one thing of a party that others may share.
type trait struct {
	kind Kind
	key  string // as it is compared
	told string // as it is told
}

// maxTraits bounds the traits of one record, so that a list of ten thousand
// phone numbers in a field takes bounded time.
const maxTraits = 64

// traits are the things of one record that others may share.
func (w *words) traits(t *Told) []trait {
	c := t.Customer
	if c == nil {
		return nil
	}
	var out []trait
	add := func(k Kind, key, told string) {
		if key == "" || len(out) == maxTraits || slices.ContainsFunc(out, func(o trait) bool { return o.kind == k && o.key == key }) {
			return
		}
		out = append(out, trait{k, key, told})
	}
	add(Registration, numberKey(c.RegistrationNumber, c.Country), c.RegistrationNumber)
	add(Tax, numberKey(c.TaxID, c.Country), c.TaxID)
	for _, a := range t.Accounts {
		add(Account, numberKey(a, ""), a)
	}
	for _, p := range c.Phones {
		add(Phone, w.phoneKey(p, c.Country), p)
	}
	for _, m := range c.Emails {
		mail, domain := w.mailKey(m)
		add(Mail, mail, m)
		add(Domain, domain, m)
	}
	add(Domain, w.siteKey(c.Website), c.Website)
	for _, spot := range t.spots {
		if spot != 0 {
			add(Unit, "spot "+strconv.FormatUint(spot, 36), fullAddress(c))
		}
	}
	unit, building := addressKeys(c)
	for _, k := range unit {
		add(Unit, k, fullAddress(c))
	}
	for _, k := range building {
		add(Building, k, fullAddress(c))
	}
	for _, d := range c.Directors {
		add(Person, w.personKey(d), d)
	}
	add(Person, w.personKey(c.Contact), c.Contact)
	add(Bank, history.NameKey(t.Bank), t.Bank)
	return out
}

// numberKey is an official number as it is compared, within the country that
// gave it. One of few digits, or of one digit again and again, is none.
func numberKey(s, country string) string {
	if data.TextState(s) != data.Known || len(s) > 64 {
		return ""
	}
	var b strings.Builder
	digits, other := 0, map[rune]bool{}
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
			other[r] = true
			b.WriteRune(r)
		case unicode.IsLetter(r):
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	if digits < 4 || b.Len() < 5 || len(other) < 2 {
		return ""
	}
	return b.String() + "@" + strings.ToUpper(country)
}

// phoneKey is a number in the manner of E.164, without the plus. Where neither
// the number nor the country says the country code, the national number stands.
func (w *words) phoneKey(s, country string) string {
	if data.TextState(s) != data.Known || len(s) > 64 {
		return ""
	}
	s = strings.Replace(w.Number(s), "(0)", "", 1)
	var b strings.Builder
	seen := map[rune]bool{}
	for _, r := range s {
		if r >= '０' && r <= '９' {
			r = r - '０' + '0'
		}
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
			seen[r] = true
		}
	}
	d := b.String()
	abroad := strings.HasPrefix(strings.TrimLeft(s, " ("), "+")
	if strings.HasPrefix(d, "00") {
		d, abroad = d[2:], true
	}
	if len(d) < 7 || len(d) > 15 || len(seen) < 3 {
		return ""
	}
	code := w.CallingCode(strings.ToUpper(country))
	switch {
	case abroad || code == "":
		return d
	case strings.HasPrefix(d, code) && len(d) >= len(code)+8:
		return d // told with its code and without the plus
	case code == "7" && len(d) == 11 && d[0] == '8':
		return "7" + d[1:]
	case code != "39":
		d = strings.TrimPrefix(d, "0")
	}
	return code + d
}

// mailKey is a mail address as it is compared, and its domain where that is not
// one that anybody may use.
func (w *words) mailKey(s string) (mail, domain string) {
	s = strings.ToLower(strings.Trim(strings.TrimSpace(s), "<>.,;"))
	name, host, ok := strings.Cut(s, "@")
	if !ok || name == "" || len(s) > 254 || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return "", ""
	}
	if host = w.host(host); host == "" {
		return "", ""
	}
	if w.Open(host) {
		return name + "@" + host, ""
	}
	return name + "@" + host, host
}

// siteKey is the host that a web site stands on.
func (w *words) siteKey(s string) string {
	if data.TextState(s) != data.Known {
		return ""
	}
	s = strings.ToLower(strings.TrimSpace(s))
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	s, _, _ = strings.Cut(s, "/")
	s, _, _ = strings.Cut(s, "?")
	s, _, _ = strings.Cut(s, ":")
	if h := w.host(s); !w.Open(h) {
		return h
	}
	return ""
}

// host is a domain name without what stands before a company's own, or "" where
// it is none.
func (w *words) host(s string) string {
	s = strings.Trim(s, ".")
	if len(s) > 253 || !strings.Contains(s, ".") || strings.ContainsFunc(s, func(r rune) bool {
		return r != '.' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		return ""
	}
	for {
		first, rest, _ := strings.Cut(s, ".")
		if !w.prefixes[first] || !strings.Contains(rest, ".") || w.Open(s) {
			break
		}
		s = rest
	}
	if last := s[strings.LastIndexByte(s, '.')+1:]; len(last) < 2 || strings.Trim(last, "0123456789") == "" {
		return "" // an address in numbers, or a slip of the pen
	}
	return s
}

// personKey is a person's name as it is compared, or "" where it is a desk.
func (w *words) personKey(s string) string {
	k := history.NameKey(s)
	if k == "" || len(k) > 80 || strings.ContainsAny(k, "0123456789@") {
		return ""
	}
	native := false
	for _, r := range k {
		native = native || r > 0x2e80
	}
	parts := strings.FieldsFunc(k, func(r rune) bool { return r == ' ' || r == '.' || r == ',' || r == '/' || r == '&' })
	for _, p := range parts {
		if w.Post(p) {
			return ""
		}
		if !native && len(p) < 2 && len(parts) < 3 {
			return "" // an initial and one word
		}
	}
	if native {
		if len([]rune(k)) < 2 {
			return ""
		}
		return k
	}
	if len(parts) > 0 && w.Title(parts[0]) {
		parts = parts[1:]
	}
	if len(parts) < 2 {
		return ""
	}
	slices.Sort(parts) // family name first or last
	return strings.Join(parts, " ")
}

// rareName reports a person's name so long that two who bear it are likely one.
func rareName(key string) bool { return len(strings.Fields(key)) >= 3 || len(key) >= 16 }

// fullAddress is the address as told, with the parts that stand in other fields.
func fullAddress(c *data.Customer) string {
	if data.TextState(c.Address) != data.Known {
		return ""
	}
	parts := []string{c.Address}
	for _, p := range [...]string{c.UnitFloor, c.City, c.Postcode} {
		if data.TextState(p) == data.Known && !strings.Contains(c.Address, p) {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// mostWritten is how many ways of telling what may be one address are held against
// each other.
const mostWritten = 48

// placeAll finds the addresses that are one, however they are written, on all
// processors. Where two ways of telling what may be one are surely of two, as in two
// towns, each way stands alone.
func placeAll(told []Told) {
	spots := make([]match.Spot, len(told))
	n := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for p := range n {
		wg.Go(func() {
			for i := p; i < len(told); i += n {
				if c := told[i].Customer; history.Placed(c) {
					if s, ok := match.SpotOf(fullAddress(c), strings.ToUpper(c.Country)); ok && s.Inside() {
						spots[i] = s
					}
				}
			}
		})
	}
	wg.Wait()
	ways := map[uint64][]*match.Spot{}
	for i := range spots {
		s := &spots[i]
		for _, core := range s.Cores() {
			w := ways[core]
			if core != 0 && len(w) <= mostWritten && !slices.ContainsFunc(w, func(o *match.Spot) bool { return o.Key() == s.Key() }) {
				ways[core] = append(w, s)
			}
		}
	}
	for core, w := range ways {
		if len(w) > 1 && !allOne(w) {
			ways[core] = nil
		}
	}
	for i := range spots {
		s := &spots[i]
		for k, core := range s.Cores() {
			switch {
			case core == 0:
			case ways[core] != nil:
				told[i].spots[k] = core
			case k == 0:
				told[i].spots[k] = s.Key()
			}
		}
	}
}

func allOne(ways []*match.Spot) bool {
	if len(ways) > mostWritten {
		return false
	}
	for i, x := range ways {
		if slices.ContainsFunc(ways[:i], func(y *match.Spot) bool { return !x.Is(y) }) {
			return false
		}
	}
	return true
}

// maxPlaces bounds the districts and cities that an address is held under.
const maxPlaces = 3

// addressKeys are the keys under which an address meets others of the same unit
// and of the same building.
func addressKeys(c *data.Customer) (unit, building []string) {
	full := fullAddress(c)
	if full == "" || !history.Placed(c) {
		return nil, nil
	}
	country := strings.ToUpper(c.Country)
	a := match.ParseAddress(full, country)
	if a.Streetless() {
		return nil, nil
	}
	houses := houseKeys(&a)
	inside := ""
	switch {
	case len(a.Units) > 0:
		inside = "|u" + a.Units[0] + "|f" + a.Floor
	case a.Floor != "":
		inside = "|f" + a.Floor
	}
	for _, h := range houses {
		if inside != "" {
			unit = append(unit, h+inside)
		} else {
			building = append(building, h)
		}
	}
	if inside != "" {
		building = houses
	} else if a.Building == "" && len(houses) > 0 {
		// A house without floors or units is one place; so is a post box.
		unit = []string{houses[0] + "|whole"}
	}
	return unit, building
}

// houseKeys name the building: by street and number in each place told, by its
// own name, by a post box, by the one postcode that Singapore gives a building.
func houseKeys(a *match.Address) []string {
	country := a.Country
	if country == "SG" && len(a.Postcode) == 6 {
		return []string{"SG|" + a.Postcode}
	}
	places := a.Places[:min(len(a.Places), maxPlaces)]
	if country == "HK" || country == "MO" || country == "SG" {
		places = []string{""}
	} else if len(places) == 0 {
		if a.Postcode == "" {
			return nil // which town is not told
		}
		places = []string{a.Postcode}
	}
	var out []string
	for _, p := range places {
		at := country + "|" + p + "|"
		if a.POBox != "" && a.Street == "" && a.Building == "" {
			out = append(out, at+"box "+a.POBox)
		}
		if a.Street != "" && len(a.Numbers) > 0 {
			// The house number, an unexported pair, is taken in its printed form.
			out = append(out, fmt.Sprint(at, a.Street, a.Kind, a.Parts, a.Section, a.Lane, " ", a.Numbers[:1], a.Letter, a.Block))
		}
		if a.Named && len(a.Building) >= 5 {
			out = append(out, at+"house "+a.Building+a.Block)
		}
	}
	return out
}
