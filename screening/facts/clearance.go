package facts

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/history"
)

// Judgements are standing decisions of people, as facts read them.
type Judgements struct {
	pairs   map[string][]clearance // by name key, list and entry id
	entries map[string][]clearance // by list and entry id
	names   map[string]bool        // keys of the names in pairs
	sites   map[string]data.Judgement
	stops   map[string]data.Judgement
}

// clearance is a judgement on a party and a list entry. One name may have several:
// at another address, for other goods, or an earlier one that ran out.
type clearance struct {
	data.Judgement
	over bool // its day has passed
}

// lapse is a clearance that does not hold, with why in words.
type lapse struct {
	data.Judgement
	why string
}

// NewJudgements keeps the judgements that stand on the day, and of cleared pairs
// also those that ran out, so that it can be said.
func NewJudgements(all []data.Judgement, asOf data.Date) Judgements {
	j := Judgements{map[string][]clearance{}, map[string][]clearance{}, map[string]bool{}, map[string]data.Judgement{}, map[string]data.Judgement{}}
	for _, x := range all {
		over := x.Until.Before(asOf) == data.True
		if asOf.Before(x.On) == data.True || over && x.Kind != "cleared_pair" {
			continue
		}
		switch x.Kind {
		case "cleared_pair":
			k := pairKey(x.Subject, x.Object)
			j.pairs[k] = append(j.pairs[k], clearance{x, over})
			j.entries[x.Object] = append(j.entries[x.Object], clearance{x, over})
			j.names[history.NameKey(x.Subject)] = true
		case "verified_site":
			j.sites[history.NameKey(x.Subject)] = x
		case "local_stop":
			j.stops[history.NameKey(x.Subject)] = x
		}
	}
	return j
}

func pairKey(subject, object string) string { return history.NameKey(subject) + "\x00" + object }

// about reports whether an entry was ever cleared for a name.
func (j *Judgements) about(name string) bool {
	return len(j.names) > 0 && j.names[history.NameKey(name)]
}

// pair is the clearance of a party and a list entry that stands, or the one
// nearest to it that does not, with what has changed since. old is the basis that
// a judgement of the form before rests on.
func (j *Judgements) pair(subject string, h *data.NameHit, now []data.Rest, old string) (*data.Judgement, *lapse) {
	var near *lapse
	fewest, object := 0, ClearanceObject(h)
	for _, c := range slices.Backward(j.pairs[pairKey(subject, object)]) {
		why := c.changed(now, old)
		if len(why) == 0 {
			return &c.Judgement, nil
		}
		if near == nil || len(why) < fewest {
			near, fewest = &lapse{c.Judgement, strings.Join(why, "; ")}, len(why)
		}
	}
	if near != nil || h.Address {
		return nil, near
	}
	// The same address under another name is the party with its name changed.
	at := restOf(now, restAddress)
	for _, c := range slices.Backward(j.entries[object]) {
		if at != "" && strings.EqualFold(restOf(c.Rests, restAddress), at) {
			return nil, &lapse{c.Judgement, strings.Join(c.changed(now, old), "; ")}
		}
	}
	return nil, nil
}

// changed says what has changed since a clearance was made; nothing while it holds.
func (c *clearance) changed(now []data.Rest, old string) []string {
	var out []string
	if c.over {
		out = append(out, "it ended on "+c.Until.String())
	}
	switch {
	case len(c.Rests) > 0:
		return append(out, changes(c.Rests, now)...)
	case c.Basis == "":
		return out // rests on no more than the two names
	case c.Basis != old:
		return append(out, "the party's record or the list entry changed")
	}
	if goods := restOf(now, restGoods); goods != ordinaryGoods {
		out = append(out, "it does not say for which goods, and these are "+goods)
	}
	return out
}

// What a clearance of a party and a list entry rests on.
const (
	restName    = "name"
	restAddress = "address"
	restCountry = "country"
	restOwners  = "owners"
	restParents = "parents"
	restOwnerOf = "owner of"
	restGoods   = "goods"
	restOther   = "rest of the list entry"
)

// changes compares what a clearance rests on with how it is now. Goods of a family
// that was cleared may be joined by ordinary ones; anything else that differs, and
// anything that this program does not know, is a change.
func changes(then, now []data.Rest) []string {
	var out []string
	for _, t := range then {
		is := restOf(now, t.What)
		if t.What == restGoods {
			if !covers(t.Is, is) {
				out = append(out, "these are "+is+", it was cleared for "+t.Is)
			}
			continue
		}
		if !strings.EqualFold(is, t.Is) {
			out = append(out, changeWords(t.What, t.Is, is))
		}
	}
	for _, n := range now {
		if n.What == restGoods && restOf(then, restGoods) == "" && n.Is != ordinaryGoods {
			out = append(out, "these are "+n.Is+", and it does not say for which goods it was cleared")
		} else if n.What != restGoods && !slices.ContainsFunc(then, func(t data.Rest) bool { return t.What == n.What }) {
			out = append(out, changeWords(n.What, "", n.Is))
		}
	}
	return out
}

func changeWords(what, was, is string) string {
	told := func(s string) string {
		if s == "" {
			return "not told"
		}
		return strconv.Quote(s)
	}
	switch {
	case what == restOther:
		return "the list entry changed in its aliases, addresses or remarks"
	case hashed(was) || hashed(is):
		return what + " changed"
	}
	return fmt.Sprintf("%s changed, %s then and %s now", what, told(was), told(is))
}

func restOf(list []data.Rest, what string) string {
	for _, r := range list {
		if r.What == what {
			return r.Is
		}
	}
	return ""
}

// rests are what a clearance of a hit on a party rests on.
func (p *profile) rests(h *data.NameHit, goods families) []data.Rest {
	c := p.c
	r := entryRests(h)
	r.add(restName, strings.Join(slices.Concat([]string{c.Name, c.NameLocal}, c.Aliases), " / "))
	r.add(restAddress, joinTold(c.Address, c.UnitFloor, c.City, c.Postcode))
	r.add(restCountry, c.Country)
	r.add(restOwners, p.ownerWords())
	r.add(restParents, joinTold(p.hq.text, pick(c.Parent, p.full().Parent), p.parent.text, pick(c.UltimateParent, p.full().UltimateParent), p.top.text))
	r.add(restGoods, goods.String())
	return r
}

// rests are what a clearance of a hit on an owner rests on.
func (o *owner) rests(p *profile, h *data.NameHit, goods families) []data.Rest {
	r := entryRests(h)
	r.add(restName, o.name)
	r.add(restCountry, o.country.text)
	r.add(restOwnerOf, p.c.Name)
	r.add(restGoods, goods.String())
	return r
}

type restList []data.Rest

// longest is from which length on a text is kept as its hash.
const longest = 160

func (r *restList) add(what, is string) {
	is = strings.Trim(strings.Join(strings.Fields(is), " "), " /")
	if is == "" {
		return
	}
	if len(is) > longest && what != restGoods {
		is = hashMark + digest(is)
	}
	*r = append(*r, data.Rest{What: what, Is: is})
}

const hashMark = "sha256:"

func hashed(s string) bool { return strings.HasPrefix(s, hashMark) }

func digest(parts ...string) string {
	sum := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(sum, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(sum.Sum(nil)[:12])
}

// entryRests are what a clearance rests on of the entry as listed.
func entryRests(h *data.NameHit) restList {
	var r restList
	e := h.Entry
	if e == nil {
		e = &data.ListEntry{Name: h.Name, Programs: h.Programs, LicenceRequirement: h.Licence, LicencePolicy: h.Policy, FRNotice: h.FRNotice, StartDate: h.StartDate}
	}
	r.add("listed name", pick(e.Name, e.Label))
	r.add("listed country", strings.Join(e.Countries, " "))
	r.add("programme", e.Programs)
	r.add("licence requirement", e.LicenceRequirement)
	r.add("licence policy", e.LicencePolicy)
	r.add("Federal Register notice", e.FRNotice)
	r.add("date of listing", e.StartDate.String())
	parts := slices.Concat([]string{e.Type, e.EndDate.String(), e.Remarks}, sorted(e.Aliases), []string{"at"}, sorted(e.Addresses), []string{"id"}, sorted(e.IDs))
	r.add(restOther, digest(parts...))
	return r
}

func sorted(s []string) []string {
	s = slices.Clone(s)
	slices.Sort(s)
	return s
}

func joinTold(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, ", ")
}

// ownerWords are the owners as told, layer by layer. Parents are told apart.
func (p *profile) ownerWords() string {
	var out []string
	for i := range p.owners {
		o, of := &p.owners[i], ""
		if p.throughParent(i) {
			continue
		}
		if o.via >= 0 {
			of = " of " + p.owners[o.via].name
		}
		out = append(out, strings.TrimSpace(o.name+" "+o.country.text+" "+o.direct.String())+of)
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func (p *profile) throughParent(i int) bool {
	for ; i >= 0; i = p.owners[i].via {
		if f := p.owners[i].field; f == "parent" || f == "ultimate_parent" {
			return true
		}
	}
	return false
}

// families are the product families of an order, by which law looks at them: what
// is true of a party that buys keyboards need not be enough where it buys chips.
type families uint8

const (
	advancedFamily families = 1 << iota // 3A090 and 4A090, surely or possibly
	chineseFamily                       // chips of Chinese design under General Prohibition 10
)

const ordinaryGoods = "ordinary goods"

var familyWords = [...]string{"advanced chips or computers (3A090, 4A090)", "advanced chips of Chinese design (General Prohibition 10)"}

func (f families) String() string {
	var out []string
	for i, w := range familyWords {
		if f&(1<<i) != 0 {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return ordinaryGoods
	}
	return strings.Join(out, " and ")
}

// covers reports whether a clearance for some goods holds for others.
func covers(cleared, now string) bool {
	for w := range strings.SplitSeq(now, " and ") {
		if w != ordinaryGoods && !slices.Contains(strings.Split(cleared, " and "), w) {
			return false
		}
	}
	return now != "" || cleared == now
}

// family is the product family of recognised goods.
func (g *Good) family() families {
	switch {
	case g.PRC == data.True && (g.PRCNamed || g.PRCReaches != data.False):
		return chineseFamily
	case controlRank(g.Controlled) >= 2:
		return advancedFamily
	}
	return 0
}

// ClearanceObject is how a judgement names a list entry.
func ClearanceObject(h *data.NameHit) string { return h.List + ":" + h.ID }

// RestsBasis is a hash over all that a clearance rests on.
func RestsBasis(rests []data.Rest) string {
	b, err := json.Marshal(rests)
	if err != nil {
		return "" // only texts are in it, and they all encode
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// oldBasis is the hash that a clearance of the first form rests on: the entry as
// listed, and the party's names, address, country and owners.
func oldBasis(c *data.Customer, h *data.NameHit) string {
	sum := sha256.New()
	part := func(words ...string) {
		for _, w := range words {
			fmt.Fprintf(sum, "%d:%s", len(w), w)
		}
	}
	part(h.List, h.ID, h.Name, h.Country, h.Programs, h.Licence, h.Policy, h.FRNotice, h.StartDate.String())
	part(c.Name, c.NameLocal, c.Address, c.UnitFloor, c.City, c.Postcode, c.Country)
	part(c.Aliases...)
	for _, o := range c.Owners {
		part(o.Name, o.Country, o.Percent.String())
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Any reports whether there is a judgement at all.
func (j *Judgements) Any() bool { return len(j.pairs)+len(j.sites)+len(j.stops) > 0 }

// NotEntry reports whether a clearance on the day says that a party is not the
// entry: its own name, address and country and the entry are as they were. Owners
// and goods, which bear on an order, do not bear on who it is.
func (j *Judgements) NotEntry(c *data.Customer, h *data.NameHit) bool {
	p := profile{c: c}
	now := p.rests(h, 0)
	for _, x := range j.pairs[pairKey(c.Name, ClearanceObject(h))] {
		who := func(r data.Rest) bool { return r.What == restOwners || r.What == restParents || r.What == restGoods }
		if x.over {
			continue
		}
		switch {
		case len(x.Rests) > 0 && len(changes(slices.DeleteFunc(slices.Clone(x.Rests), who), slices.DeleteFunc(slices.Clone(now), who))) == 0,
			len(x.Rests) == 0 && (x.Basis == "" || x.Basis == oldBasis(c, h)):
			return true
		}
	}
	return false
}
