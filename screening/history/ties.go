package history

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/data"
	"redflag/screening/contact"
	"redflag/screening/match"
)

// ownDomain is a domain where a house writes under a name of its own, else "".
func ownDomain(domain string) string {
	domain = strings.TrimPrefix(domain, "www.")
	first, rest, _ := strings.Cut(domain, ".")
	if len(first) < 3 || rest == "" || tieWords().Open(domain) || strings.ContainsAny(domain, " @/") {
		return ""
	}
	return domain
}

// hostOf is the host of a web site.
func hostOf(site string) string {
	if site == "" || data.TextState(site) != data.Known {
		return ""
	}
	site = strings.ToLower(strings.TrimSpace(site))
	if _, rest, ok := strings.Cut(site, "://"); ok {
		site = rest
	}
	host, _, _ := strings.Cut(site, "/")
	return host
}

// mailbox is the part of a mail address before the sign where it is of a person: with a
// figure, or of a name and another.
func mailbox(local string) string {
	words := tieWords()
	if len(local) < 6 || words.Post(strings.TrimRight(local, "0123456789.-_")) {
		return ""
	}
	figure := strings.ContainsAny(local, "0123456789")
	at := strings.IndexAny(local, "._-")
	if !figure && (at <= 1 || len(local) < 9 || words.Post(local[:at])) {
		return ""
	}
	return local
}

// personKey is a name of a person or an owner as it is compared, "" for none that tells
// one from another.
func personKey(name string) string {
	if len(name) < 6 || data.TextState(name) != data.Known {
		return ""
	}
	known := tieWords()
	key := NameKey(name)
	words := strings.Fields(key)
	for len(words) > 0 && known.Title(strings.Trim(words[0], ".")) {
		words = words[1:]
	}
	for _, w := range words {
		if known.posts[w] {
			return ""
		}
	}
	key = strings.Join(words, " ")
	letters, wide := 0, 0
	for _, r := range key {
		switch {
		case r >= '0' && r <= '9' || r == '@':
			return ""
		case r >= utf8.RuneSelf && unicode.Is(unicode.Han, r):
			wide++
		case unicode.IsLetter(r):
			letters++
		}
	}
	if wide >= 3 {
		return key
	}
	if len(words) >= 2 && letters >= 8 && (len(words) > 2 || len(words[0]) > 1) {
		if len(words) >= leastSorted {
			slices.Sort(words)
			key = strings.Join(words, " ")
		}
		return match.Unmark(key)
	}
	return ""
}

// leastSorted is of how many words a name is that one finds in any order, as registers of
// one country write the family first and those of another last.
const leastSorted = 3

// besideNumber are two keys of a number of registration, of which it has exactly one in
// common with the number before it and one with the number after.
func besideNumber(number, country string) (keys [2]string) {
	if len(number) < 6 || len(number) > 20 {
		return keys
	}
	key := officialKey(number, country)
	if key == "" {
		return keys
	}
	digits, _, _ := strings.Cut(key, "@")
	at := strings.LastIndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) + 1
	n, err := strconv.ParseUint(digits[at:], 10, 64)
	if err != nil || len(digits)-at < 5 {
		return keys
	}
	for i := range keys {
		keys[i] = digits[:at] + strconv.FormatUint((n+uint64(i))/2, 10) + "ab"[i:i+1] + key[len(digits):]
	}
	return keys
}

// unitOnFloor finds a unit that tells its floor: "A-12-3", "B2-7-08", "#12-08".
var unitOnFloor = regexp.MustCompile(`(?i)(?:^|[\s,#])([a-z]{1,2}\d?-)?(\d{1,2}[a-z]?)-\d{1,3}[a-z]?(?:[\s,]|$)`)

// floorOf is the floor of a building that an address lies on, 0 where it tells none.
func floorOf(full, country string) uint64 {
	if !strings.Contains(full, "-") {
		return 0
	}
	m := unitOnFloor.FindStringSubmatch(full)
	if m == nil {
		return 0
	}
	building := match.Building(full, country)
	if building == "" {
		return 0
	}
	return hash(strings.ToLower(m[1]+m[2]) + "@" + building)
}

// Tie is what a customer has in common with another of another group, and of which no
// file says why.
type Tie struct {
	With string // name of the other
	By   string // "person", "domain", "mailbox" or "number", "" for none
	Site string // name, that begins with another word, of one with the same web site and a mail address in common
	Door string // name of one in the same house, on another floor or of none told
}

// TiedTo is the tie of a customer that says most.
func (b *Book) TiedTo(customer int32) (t Tie) {
	best := 0
	for _, id := range b.identsOf(customer) {
		rank, by := 0, ""
		switch id.kind {
		case personIdent:
			rank, by = 4, "person"
		case mailboxIdent:
			rank, by = 3, "mailbox"
		case domainIdent:
			rank, by = 2, "domain"
		case nextIdent:
			rank, by = 1, "number"
		}
		if rank <= best {
			continue
		}
		for _, o := range b.kin[id.hash] {
			if b.groupOf[o] != b.groupOf[customer] && !(id.kind == domainIdent && openSisters(b.customers[customer].Customer, b.customers[o].Customer)) {
				t.With, t.By, best = b.customers[o].Customer.Name, by, rank
				break
			}
		}
	}
	t.Door = b.behindOneDoor(customer)
	t.Site = b.atOneSite(customer)
	return t
}

// openSisters reports whether two customers, who have a domain in common, bear its name: they
// make no secret of being one house.
func openSisters(a, b *data.Customer) bool {
	word, _, _ := strings.Cut(NameKey(a.Name), " ")
	other, _, _ := strings.Cut(NameKey(b.Name), " ")
	if len(word) < 4 || word != other {
		return false
	}
	domains := []string{hostOf(a.Website)}
	for _, m := range a.Emails {
		if _, domain, ok := contact.Mailbox(m); ok {
			domains = append(domains, domain)
		}
	}
	return slices.ContainsFunc(domains, func(d string) bool { return strings.HasPrefix(ownDomain(d), word) })
}

// behindOneDoor is a customer of another group with which one has a telephone, a mail
// address or a person in common, and which sits in the same house, though what both tell
// of it is not one address and unit; "" for none. A house alone may be a tower of
// strangers.
func (b *Book) behindOneDoor(customer int32) string {
	c, house := b.customers[customer].Customer, ""
	for _, id := range b.identsOf(customer) {
		switch id.kind {
		case phoneIdent, mailIdent, mailboxIdent, directorIdent, personIdent:
		default:
			continue
		}
		for _, o := range b.kin[id.hash] {
			other := b.customers[o].Customer
			if b.groupOf[o] == b.groupOf[customer] || b.SameSite(b.Site(c), b.Site(other)) {
				continue
			}
			if house == "" {
				if house = houseOf(c); house == "" {
					return ""
				}
			}
			if houseOf(other) == house {
				return other.Name
			}
		}
	}
	return ""
}

// atOneSite is a customer of another group, and of a name that begins otherwise, that tells
// the same web site and one of the same mail addresses; "" for none.
func (b *Book) atOneSite(customer int32) string {
	c := b.customers[customer].Customer
	site := ownDomain(hostOf(c.Website))
	if site == "" {
		return ""
	}
	first, _, _ := strings.Cut(NameKey(c.Name), " ")
	for _, id := range b.identsOf(customer) {
		if id.kind != mailIdent {
			continue
		}
		for _, o := range b.kin[id.hash] {
			other := b.customers[o].Customer
			if word, _, _ := strings.Cut(NameKey(other.Name), " "); b.groupOf[o] != b.groupOf[customer] && word != first && ownDomain(hostOf(other.Website)) == site {
				return other.Name
			}
		}
	}
	return ""
}

// houseOf names the house in which somebody sits, "" for none.
func houseOf(c *data.Customer) string {
	if !Placed(c) {
		return ""
	}
	return match.Building(fullAddress(c), c.Country)
}

// loose reports an identifier that many have in common by chance or by their trade: it
// alone makes nobody the kin of somebody who was stopped.
func (id *ident) loose() bool {
	return id.kind == nextIdent || id.kind == floorIdent || id.kind == localIdent
}
