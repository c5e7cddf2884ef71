package facts

import (
	"fmt"
	"slices"
	"strings"

	"redflag/data"
)

// who names a party once for all parts in which it stands: "Alder Ltd (customer and end
// user)". A party in one part is named alone.
func (f *Facts) who(p *party) string {
	first, roles := p, []data.Role(nil)
	for i := range f.parties {
		o := &f.parties[i]
		if o.profile != p.profile && (o.key == "" || o.key != p.key) {
			continue
		}
		if len(roles) == 0 {
			first = o
		}
		if !slices.Contains(roles, o.role) {
			roles = append(roles, o.role)
		}
	}
	if slices.Contains(roles, data.Purchaser) { // who buys is the customer
		roles = slices.DeleteFunc(roles, func(r data.Role) bool { return r == roleCustomer })
	}
	name := partyName(first)
	if len(roles) < 2 || data.TextState(first.c.Name) != data.Known {
		return name
	}
	var b strings.Builder
	b.WriteString(name)
	for i, r := range roles {
		switch {
		case i == 0:
			b.WriteString(" (")
		case i == len(roles)-1:
			b.WriteString(" and ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(partWords(r))
	}
	b.WriteByte(')')
	return b.String()
}

// remark is what a light says of one party, whatever the parts in which it stands.
type remark struct {
	who  string
	says []string
	of   []string // what each is about, the same for what is said in two ways
}

// remarks of a light, a party once.
type remarks []remark

// add says something of a party. What is said of it already, by another of its parts, is not
// said again; how adds to what is said first.
func (l *remarks) add(who, says, how string) {
	i := slices.IndexFunc(*l, func(r remark) bool { return r.who == who })
	if i < 0 {
		i = len(*l)
		*l = append(*l, remark{who: who})
	}
	r := &(*l)[i]
	if !slices.Contains(r.of, says) {
		r.of, r.says = append(r.of, says), append(r.says, says+how)
	}
}

// some are the first of the parties with what is said of them.
func (l remarks) some() string {
	out := make([]string, len(l))
	for i := range l {
		out[i] = l[i].who + ": " + strings.Join(l[i].says, ", ")
	}
	return some(out)
}

// spokenHit is what is said of a party, in whatever parts, against an entry.
type spokenHit struct {
	who, entry string
	says       string
}

// spokenHits are what is said of each hit of a party on a list. Where a party is written in
// two ways, the same is said of both: the nearer.
func (f *Facts) spokenHits() []spokenHit {
	out := make([]spokenHit, len(f.hits))
	for i := range f.hits {
		if h := &f.hits[i]; h.owner == "" {
			out[i].who, out[i].entry = f.who(h.party), ClearanceObject(&h.NameHit)
		}
	}
	for i := range out {
		x, best := &out[i], &f.hits[i]
		for k := range out {
			if h := &f.hits[k]; out[k].who == x.who && out[k].entry == x.entry && h.Address == best.Address && h.Score > best.Score {
				best = h
			}
		}
		x.says = fmt.Sprintf("%s matches %s (%s, %.2f)", x.who, best.Name, best.List, best.Score)
		if best.Address {
			x.says = fmt.Sprintf("the address of %s is that of %s (%s, %s)", x.who, pick(best.Name, best.Matched), best.List, best.Grade)
		}
	}
	return out
}
