package facts

import (
	"cmp"
	"slices"
	"strings"

	"redflag/data"
)

// ListHit is one list entry that a party of a record, an owner or director of one, or
// a name in a text of it is held against, with all that a reviewer needs to judge it.
type ListHit struct {
	data.NameHit
	Party    string          `json:"party"`
	Role     data.Role       `json:"role,omitempty"`
	Owner    string          `json:"owner,omitempty"`    // of the party, where it is the owner's name that is held against the list
	Director string          `json:"director,omitempty"` // of the customer, likewise
	Mention  string          `json:"mention,omitempty"`  // a name in a text of the order, likewise
	Class    string          `json:"class"`              // what being on the list means
	Sure     bool            `json:"sure"`               // at or above the threshold, or in the same unit
	Later    bool            `json:"listed_later,omitempty"`
	Shared   int             `json:"unrelated_parties_there,omitempty"` // of an address: listed ones and those of the book
	Damped   bool            `json:"damped,omitempty"`                  // they are so many that the address says little
	Cleared  *data.Clearance `json:"cleared,omitempty"`
	Lapsed   string          `json:"lapsed,omitempty"` // a clearance of before, and what has changed since
	Rests    []data.Rest     `json:"-"`                // what a clearance of it rests on
}

// Subject is whose name a judgement on the hit is about.
func (l *ListHit) Subject() string {
	return cmp.Or(l.Owner, l.Director, l.Mention, l.Party)
}

// Object is how a judgement names the entry.
func (l *ListHit) Object() string { return ClearanceObject(&l.NameHit) }

// ListHits are the entries that the parties at hand are held against, each pair of
// party and entry once.
func (f *Facts) ListHits() []ListHit {
	var out []ListHit
	for _, h := range f.heldAgainst() {
		l := ListHit{NameHit: h.NameHit, Party: h.party.c.Name, Role: h.party.role, Owner: h.owner, Director: h.director, Mention: h.mention, Class: h.class, Sure: h.sure, Later: f.later(&h.hit),
			Shared: h.tenants, Damped: h.damped, Rests: f.restsOf(&h)}
		if h.cleared != nil {
			c := h.cleared.Clearance
			l.Cleared = &c
		}
		if h.lapsed != nil {
			l.Lapsed = h.lapsed.words()
		}
		if !slices.ContainsFunc(out, func(o ListHit) bool {
			return o.Object() == l.Object() && o.Address == l.Address && o.Subject() == l.Subject() && slices.Equal(o.Rests, l.Rests)
		}) {
			out = append(out, l)
		}
	}
	return out
}

// heldAgainst are the hits on the parties, on their owners, on the customer's
// directors and on names in texts.
func (f *Facts) heldAgainst() []partyHit {
	out, directors, mentions := f.allHits(), f.directorHits(), f.allMentions()
	at := slices.IndexFunc(f.parties, func(p party) bool { return p.profile == f.cust })
	if len(directors)+len(mentions) == 0 || at < 0 {
		return out
	}
	out = slices.Clone(out)
	for _, h := range directors {
		out = append(out, partyHit{h, &f.parties[at]})
	}
	for i := range mentions {
		out = append(out, partyHit{mentions[i].hit, &f.parties[at]})
	}
	return out
}

// heldMention is the mention that a hit is of.
func (f *Facts) heldMention(h *partyHit) *toldMention {
	for i := range f.allMentions() {
		if m := &f.mentions[i]; m.name == h.mention && m.hit.List == h.List && m.hit.ID == h.ID {
			return m
		}
	}
	return nil
}

// restsOf are what a clearance made now would rest on. A profile that nobody has
// judged does not tell the goods; the order does.
func (f *Facts) restsOf(h *partyHit) []data.Rest {
	var goods families
	if f.sh != nil {
		goods = f.allGoods().family
	}
	if h.director != "" {
		return f.directorRests(&h.hit)
	}
	if h.mention != "" {
		return f.mentionRests(&f.heldMention(h).mention)
	}
	if o := h.heldOwner(); o != nil {
		return o.rests(h.party.profile, &h.NameHit, goods)
	}
	return h.party.rests(&h.NameHit, goods)
}

// heldOwner is the owner whose name was held against the list, or nil.
func (h *partyHit) heldOwner() *owner {
	if h.owner == "" {
		return nil
	}
	is := func(x *hit) bool { return x.List == h.List && x.ID == h.ID }
	for i := range h.party.owners {
		o := &h.party.owners[i]
		if o.listed && is(&o.hit) || slices.ContainsFunc(o.cleared, func(x hit) bool { return is(&x) }) {
			return o
		}
	}
	return nil
}

// words tell a clearance that no longer holds and what has changed since.
func (l *lapse) words() string {
	c := l.Clearance
	s := c.Words()
	if l.why != "" {
		s = strings.TrimRight(s, ".") + ". It no longer holds: " + l.why
	}
	return s
}

// Cleared are the hits that a person has set aside and whose clearance stands, and
// those whose clearance does not stand any more.
func (f *Facts) Cleared() []data.Finding {
	var out []data.Finding
	add := func(e data.Finding) {
		if !slices.ContainsFunc(out, func(x data.Finding) bool { return x.Says == e.Says }) {
			out = append(out, e)
		}
	}
	for _, h := range f.heldAgainst() {
		if h.cleared == nil && h.lapsed == nil {
			continue
		}
		who := h.party.c.Name
		switch {
		case h.owner != "":
			who = h.owner + ", an owner of " + who + ","
		case h.director != "":
			who = h.director + ", a director of " + who + ","
		case h.mention != "":
			who = h.mention + ", whom a text names,"
		}
		what := who + " matches "
		if h.Address {
			what = who + " sits at an address of "
		}
		what += pick(h.Name, h.Matched) + " (" + h.List + ")"
		e := data.Finding{Version: 1, Kind: data.NoteFinding, Pattern: hitPattern(&h.hit), Evidence: f.anyHitEvidence(&h), Basis: data.Sourced, Cites: []string{h.List + " " + h.ID}}
		if l := h.lapsed; l != nil && h.cleared == nil {
			e.Rule, e.Title, e.Says = "clearance-lapsed", "A clearance no longer holds", what+", "+l.words()
			add(e)
			continue
		}
		c := h.cleared.Clearance
		e.Rule, e.Title, e.Says, e.Cleared = "cleared-hit", "A hit on a list that was cleared", what+", "+c.Words(), &c
		add(e)
	}
	return out
}

func hitPattern(h *hit) string {
	switch {
	case h.owner != "":
		return "entity_list_affiliate"
	case h.director != "":
		return "common_ownership"
	case h.mention != "":
		return "entity_list_affiliate"
	case h.Address:
		return "entity_list_address"
	case h.class == classSanctioned || h.class == classProhibited:
		return "sanctioned_party"
	}
	return "entity_list_party"
}

func (f *Facts) anyHitEvidence(h *partyHit) []data.Evidence {
	if h.director != "" {
		return []data.Evidence{f.customerTold("directors", h.director), listEvidence(&h.hit)}
	}
	if h.mention != "" {
		return f.mentionEvidence(f.heldMention(h))
	}
	o := h.heldOwner()
	if o == nil {
		return f.hitEvidence(h.party, &h.hit)
	}
	told := strings.TrimSpace(o.name + " " + o.country.text)
	if o.rec != nil {
		return []data.Evidence{onRecord(o.rec, o.field, told), listEvidence(&h.hit)}
	}
	return []data.Evidence{f.partyTold(h.party.profile, h.party.path, o.field, told), listEvidence(&h.hit)}
}
