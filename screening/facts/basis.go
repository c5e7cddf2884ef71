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
)

// What a clearance of a party and a list entry rests on.
const (
	restName       = "name"
	restAddress    = "address"
	restCountry    = "country"
	restOwners     = "owners"
	restParents    = "parents"
	restOwnerOf    = "owner of"
	restDirectorOf = "director of"
	restText       = "text around the name"
	restGoods      = "goods"
	restOther      = "rest of the list entry"
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
