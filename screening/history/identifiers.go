package history

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"redflag/data"
	"redflag/screening/contact"
	"redflag/screening/match"
)

// identKind keeps an address from meeting a phone of the same text.
type identKind uint64

const (
	addressIdent identKind = iota + 1
	phoneIdent
	mailIdent
	directorIdent
	numberIdent  // of registration or tax
	domainIdent  // of mail or web site, but for services that anybody writes by
	mailboxIdent // the part before the sign of a mail address, where it is of somebody
	personIdent  // a director, owner or contact
	floorIdent   // of a building
	nextIdent    // a number of registration or the one beside it
	localIdent   // a name in the writing of the country
)

type identPair struct {
	ident  uint64
	entity uint64
}

// hash is FNV-1a; 0 stands for "nothing to hash".
func hash[T string | []byte](s T) uint64 {
	if len(s) == 0 {
		return 0
	}
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return max(h, 1)
}

func identOf(kind identKind, s string) uint64 { return identHash(kind, hash(s)) }

func identHash(kind identKind, h uint64) uint64 {
	if h == 0 {
		return 0
	}
	return h ^ uint64(kind)*0x9e3779b97f4a7c15
}

func entityOfGroup(g int32) uint64 { return uint64(uint32(g)) | 1<<63 }

// squeeze keeps letters and digits, in small letters.
func squeeze(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r > 127 && r != '，' && r != '。' && r != '　' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Placed reports whether an address holds a number and so names a building.
func Placed(c *data.Customer) bool {
	return c != nil && data.TextState(c.Address) == data.Known && (holdsFigure(c.Address) || holdsFigure(c.UnitFloor))
}

// holdsFigure reports a figure in a text, one of full width too.
func holdsFigure(s string) bool {
	const wide = "\uff10" // the others differ from it in the last byte
	for i := range len(s) {
		if isDigit(s[i]) || s[i] == wide[0] && i+2 < len(s) && s[i+1] == wide[1] && s[i+2] >= wide[2] && s[i+2] <= wide[2]+9 {
			return true
		}
	}
	return false
}

// AddressKey is an address as it is written, or "" where it holds no number and so
// names no building.
func AddressKey(c *data.Customer) string {
	if !Placed(c) {
		return ""
	}
	return squeeze(c.Address) + "|" + squeeze(c.UnitFloor)
}

// phoneKey is a phone number as it is compared: without the code of its country
// and the nought before an area.
func phoneKey(s string) string {
	words := tieWords()
	var b strings.Builder
	for _, r := range words.Number(s) {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	d := b.String()
	abroad := strings.HasPrefix(strings.TrimLeft(s, " ("), "+") || strings.HasPrefix(d, "00")
	d = strings.TrimLeft(d, "0")
	for _, c := range words.CallingCodes() {
		if strings.HasPrefix(d, c) && (abroad || len(d) == 11 && (c == "852" || c == "853") || len(d) == 10 && c == "65") {
			d = strings.TrimLeft(d[len(c):], "0")
			break
		}
	}
	if len(d) < 6 {
		return ""
	}
	if len(d) > 9 {
		d = strings.TrimLeft(d[len(d)-9:], "0")
	}
	return d
}

// SamePhone reports a phone number that both have.
func SamePhone(x, y *data.Customer) bool {
	for _, n := range x.Phones {
		key := phoneKey(n)
		for _, m := range y.Phones {
			if key != "" && key == phoneKey(m) {
				return true
			}
		}
	}
	return false
}

// ident is one identifier of somebody.
type ident struct {
	kind identKind
	hash uint64
	wide [3]uint64 // each equal for identifiers that may be one, 0 for none
}

// identsOf calls yield for each identifier of a party.
func (s *sites) identsOf(c *data.Customer, yield func(ident)) {
	if c == nil {
		return
	}
	give := func(k identKind, s string) {
		if h := identOf(k, s); h != 0 {
			yield(ident{k, h, [3]uint64{h}})
		}
	}
	if x := s.at(c); x.key != 0 {
		yield(ident{addressIdent, x.ident(), [3]uint64{identHash(addressIdent, x.core), identHash(addressIdent, x.wide), identHash(addressIdent, x.own)}})
	}
	for _, p := range c.Phones {
		give(phoneIdent, phoneKey(p))
		give(phoneIdent, phoneKey(contact.Trunk(p)))
	}
	for _, text := range [...]string{c.Contact, c.Notes} {
		for _, h := range tieWords().Handles(text) {
			give(phoneIdent, "messenger "+h)
		}
	}
	if x := s.at(c); x.floor != 0 {
		h := identHash(floorIdent, x.floor)
		yield(ident{floorIdent, h, [3]uint64{h}})
	}
	for _, m := range c.Emails {
		if local, domain, ok := contact.Mailbox(m); ok {
			give(mailIdent, local+"@"+domain)
			give(domainIdent, ownDomain(domain))
			give(mailboxIdent, mailbox(local))
		}
	}
	give(domainIdent, ownDomain(hostOf(c.Website)))
	for _, d := range c.Directors {
		d = givenFirst(d)
		if k := NameKey(d); len(k) > 3 {
			give(directorIdent, k)
		}
		give(personIdent, personKey(d))
	}
	for i := range c.Owners {
		give(personIdent, personKey(c.Owners[i].Name))
	}
	give(personIdent, personKey(givenFirst(c.Contact)))
	for _, n := range [...]string{c.RegistrationNumber, c.TaxID} {
		give(numberIdent, officialKey(n, c.Country))
	}
	give(localIdent, localKey(c))
	for _, n := range besideNumber(c.RegistrationNumber, c.Country) {
		give(nextIdent, n)
	}
}

// SameNumber reports whether two firms tell one number of registration or tax, whatever
// country they tell: long numbers are given once.
func SameNumber(a, b *data.Customer) bool {
	own := longNumbers(a)
	return len(own) > 0 && slices.ContainsFunc(longNumbers(b), func(n string) bool { return slices.Contains(own, n) })
}

// localKey is the name of a firm in the writing of its country, within the country, or ""
// for one in Latin letters or of too few signs to be of one firm alone.
func localKey(c *data.Customer) string {
	if len(c.NameLocal) < leastLocal || data.TextState(c.NameLocal) != data.Known {
		return ""
	}
	key := match.Simplify(squeeze(c.NameLocal))
	wide := 0
	for _, r := range key {
		if r >= 0x3040 { // kana, Han and Hangul
			wide++
		}
	}
	if wide < leastWide {
		return ""
	}
	return key + "@" + strings.ToLower(c.Country)
}

// leastLocal is of how many bytes, and leastWide of how many signs, such a name is.
const (
	leastLocal = 18
	leastWide  = 6
)

// longNumbers are the numbers of a firm that no other country gives as well.
func longNumbers(c *data.Customer) (out []string) {
	for _, n := range [...]string{c.RegistrationNumber, c.TaxID} {
		if len(n) >= longNumber && officialKey(n, "") != "" {
			if k := squeeze(n); len(k) >= longNumber {
				out = append(out, k)
			}
		}
	}
	return out
}

// longNumber is how many signs such a number has.
const longNumber = 10

// givenFirst is a person's name as it is said, where it is told as a register sorts it:
// "Moreau, Claire".
func givenFirst(name string) string {
	family, given, ok := strings.Cut(name, ",")
	if given = strings.TrimSpace(given); !ok || given == "" || strings.Contains(given, ",") {
		return name
	}
	return given + " " + strings.TrimSpace(family)
}

// officialKey is a number of registration or tax as it is compared, within the country
// that gave it; one of few digits, or of one digit again and again, is none.
func officialKey(s, country string) string {
	if len(s) < 5 || len(s) > 64 || data.TextState(s) != data.Known {
		return ""
	}
	var b strings.Builder
	digits, differ := 0, false
	for _, r := range strings.ToLower(s) {
		if r >= '0' && r <= '9' {
			digits++
			if differ = differ || r != rune(s[len(s)-1]); r == '0' && b.Len() == 0 {
				continue
			}
		} else if r < 'a' || r > 'z' {
			continue
		}
		b.WriteRune(r)
	}
	if digits < 5 || !differ {
		return ""
	}
	return b.String() + "@" + strings.ToLower(country)
}

// identsOf are the identifiers of a customer.
func (b *Book) identsOf(customer int32) []ident {
	if l := b.identList[customer].Load(); l != nil {
		return *l
	}
	var buf [16]ident
	l := buf[:0]
	b.sites.identsOf(b.customers[customer].Customer, func(id ident) { l = append(l, id) })
	l = slices.Clone(l)
	b.identList[customer].Store(&l)
	return l
}

// alike calls yield for an identifier and the others that are one with it.
func (b *Book) alike(h uint64, yield func(uint64)) {
	yield(h)
	for _, o := range b.near[h] {
		yield(o)
	}
}

// Party notes a party that no shipment at hand names.
func (b *Builder) Party(c *data.Customer) { b.party(c) }

// party notes a party of a shipment; parties of equal content share one value and
// are noted once.
func (b *Builder) party(c *data.Customer) {
	if c == nil {
		return
	}
	if n := b.seen[c]; n != nil {
		*n++
		return
	}
	if !Placed(c) && len(c.Phones) == 0 && len(c.Emails) == 0 && len(c.Directors) == 0 && c.RegistrationNumber == "" && c.TaxID == "" {
		return
	}
	b.name(c, 1)
}

// Parties appends the parties that were noted.
func (b *Builder) Parties(dst []*data.Customer) []*data.Customer {
	for c := range b.seen {
		dst = append(dst, c)
	}
	return dst
}

// name counts that so many more orders name a party, or so many fewer.
func (b *Builder) name(c *data.Customer, times int64) {
	n := b.seen[c]
	if n == nil {
		n = new(int64)
		b.seen[c] = n
	}
	if *n += times; *n == 0 {
		delete(b.seen, c)
	}
}

// identPairs are the identifiers of customers and parties with whose they are.
func (b *Book) identPairs(parties []*data.Customer) []identPair {
	pairs := make([]identPair, 0, 6*len(b.customers)+4*len(parties))
	for i := range b.customers {
		for _, id := range b.identsOf(int32(i)) {
			pairs = append(pairs, identPair{id.hash, entityOfGroup(b.groupOf[i])})
		}
	}
	for _, c := range parties {
		e := b.entityOf(c)
		b.sites.identsOf(c, func(id ident) { pairs = append(pairs, identPair{id.hash, e}) })
	}
	return pairs
}

// entityOf is whose a party is: the group of the customer that it is, else its name's.
func (b *Book) entityOf(c *data.Customer) uint64 {
	if i, _, ok := b.Resolve(c.ID, "", ""); ok {
		return entityOfGroup(b.groupOf[i])
	} else if i, _, ok := b.Resolve(c.Name, "", c.Country); ok {
		return entityOfGroup(b.groupOf[i])
	}
	return hash(NameKey(c.Name))
}

// countIdents keeps how many different entities have an identifier, where it is
// more than one.
func (b *Book) countIdents(pairs []identPair) {
	slices.SortFunc(pairs, func(x, y identPair) int {
		return cmp.Or(cmp.Compare(x.ident, y.ident), cmp.Compare(x.entity, y.entity))
	})
	pairs = slices.Compact(pairs)
	b.idents = map[uint64]int32{}
	for i := 0; i < len(pairs); {
		j := i
		for j < len(pairs) && pairs[j].ident == pairs[i].ident {
			j++
		}
		if j-i > 1 {
			b.idents[pairs[i].ident] = int32(j - i)
		}
		i = j
	}
	for h := range b.near {
		if n := b.entitiesOf(h, pairs); n > 1 {
			b.idents[h] = n
		}
	}
}

// entitiesOf counts who has an identifier or one that is one with it.
func (b *Book) entitiesOf(h uint64, pairs []identPair) int32 {
	var all []uint64
	b.alike(h, func(h uint64) {
		i, _ := slices.BinarySearchFunc(pairs, h, func(p identPair, h uint64) int { return cmp.Compare(p.ident, h) })
		for ; i < len(pairs) && pairs[i].ident == h; i++ {
			all = append(all, pairs[i].entity)
		}
	})
	slices.Sort(all)
	return int32(len(slices.Compact(all)))
}

// Shared counts the other, unrelated parties of the book that share something.
type Shared struct {
	Address  int
	Phone    int // or an e-mail address
	Director int
	Floor    int // of one building, in another unit
}

// Shares is what a party shares with others of other names or groups.
func (b *Book) Shares(c *data.Customer) Shared {
	var s Shared
	b.sites.identsOf(c, func(id ident) {
		n := int(b.idents[id.hash]) - 1
		if n <= 0 {
			return
		}
		switch id.kind {
		case addressIdent:
			s.Address = max(s.Address, n)
		case phoneIdent, mailIdent:
			s.Phone = max(s.Phone, n)
		case directorIdent:
			s.Director = max(s.Director, n)
		case floorIdent:
			s.Floor = max(s.Floor, n)
		}
	})
	return s
}

// Delivery is the party whose address the goods go to, or nil.
func Delivery(sh *data.Shipment) *data.Customer { return delivery(sh) }

// seat is a party of the book with an address, and whose it is.
type seat struct {
	customer *data.Customer
	entity   uint64
}

// seats are those of all customers and parties.
func (b *Book) seats() []seat {
	parties, err := b.seated()
	if err != nil {
		b.tenancy.mu.Lock()
		b.tenancy.err = err
		b.tenancy.mu.Unlock()
	}
	out := make([]seat, 0, len(b.customers)+len(parties))
	for i, r := range b.customers {
		if Placed(r.Customer) {
			out = append(out, seat{r.Customer, entityOfGroup(b.groupOf[i])})
		}
	}
	for _, c := range parties {
		if Placed(c) {
			out = append(out, seat{c, b.entityOf(c)})
		}
	}
	return out
}

// tenancy is how many unrelated parties sit in each building, counted at first use.
type tenancy struct {
	once sync.Once
	in   map[string]int

	mu  sync.Mutex // guards err
	err error      // the parties could not be read
}

// Tenants is how many unrelated parties of the book sit in each building. The
// function names the building of a party; it is asked once for each address, on
// all processors, at the first call.
func (b *Book) Tenants(building func(*data.Customer) string) map[string]int {
	b.tenancy.once.Do(func() { b.tenancy.in = b.countTenants(building) })
	return b.tenancy.in
}

func (b *Book) countTenants(building func(*data.Customer) string) map[string]int {
	seats := b.seats()
	named := make([]string, len(seats))
	workers := runtime.GOMAXPROCS(0)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := w; i < len(seats); i += workers {
				named[i] = building(seats[i].customer)
			}
		})
	}
	wait.Wait()
	type tenant struct {
		building string
		entity   uint64
	}
	out, seen := map[string]int{}, make(map[tenant]bool, len(seats))
	for i, s := range seats {
		t := tenant{named[i], s.entity}
		if t.building != "" && !seen[t] {
			seen[t] = true
			out[t.building]++
		}
	}
	return out
}
