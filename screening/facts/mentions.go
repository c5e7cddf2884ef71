package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// mention is a listed organisation that a text names.
type mention struct {
	named
	hit hit
}

// toldMention is a mention with the text that has it.
type toldMention struct {
	mention
	source textSource
}

// sameOrganisation is how well a name out of a text must match: what is a name in a
// text is a guess, so the match may not be one.
const sameOrganisation = 0.95

// allMentions are the listed organisations that the texts of an order of advanced
// goods name and that are no party of it. Lists are asked about texts for such
// orders alone.
func (f *Facts) allMentions() []toldMention {
	if f.built&builtMentions != 0 {
		return f.mentions
	}
	f.built |= builtMentions
	if f.sh == nil || f.names == nil || !f.src.Lists.Loaded || controlRank(f.allGoods().worst.Controlled) < 2 {
		return nil
	}
	add := func(field, text string, rec *data.Record) {
		if len(text) < 4 || slices.ContainsFunc(f.mentions, func(m toldMention) bool { return m.source.text == text }) {
			return
		}
		for _, m := range f.mentionsIn(text) {
			if !f.namesParty(m.name) {
				f.mentions = append(f.mentions, toldMention{m, textSource{field: field, text: text, rec: rec}})
			}
		}
	}
	add("notes", f.sh.Notes, nil)
	add("stated_end_use", f.sh.StatedEndUse, nil)
	add("hold_reason", f.sh.HoldReason, nil)
	for i := range f.parties {
		p := &f.parties[i]
		for _, c := range [...]*data.Customer{p.c, p.full()} {
			var rec *data.Record
			if p.profile.rec != nil && c == p.profile.rec.Customer {
				rec = p.profile.rec
			}
			add(p.path+".notes", c.Notes, rec)
			add(p.path+".business", c.Business, rec)
			for _, d := range c.Directors {
				if strings.ContainsAny(d, "(,;（，") { // something is told of the person
					add(p.path+".directors", d, rec)
				}
			}
			if p.profile.rec == nil {
				break
			}
		}
	}
	return f.mentions
}

// namesParty reports whether a name stands in that of a party, which lists have been
// asked about already.
func (f *Facts) namesParty(name string) bool {
	k := history.NameKey(name)
	w := word{text: k, latin: isLatin(k)}
	return slices.ContainsFunc(f.parties, func(p party) bool {
		at, _ := w.find(p.key, 0)
		return at >= 0
	})
}

// readText is what a worker has read in a text.
type readText struct {
	mentions []mention
	asked    bool // lists were asked about a name in it
}

// mentionsIn are the listed organisations that a text names.
func (f *Facts) mentionsIn(text string) []mention {
	r, ok := f.read[text]
	if ok {
		f.asks = f.asks || r.asked
		return r.mentions
	}
	last := -1
	for _, n := range f.src.Words.mentions.in(text) {
		if n.run == last {
			continue // a longer name at the same place was found
		}
		r.asked = true
		o := f.src.organisation(n.name, f.lists())
		if o == nil || n.weak && (o.shared || o.List == "DPL") || n.tie == tieNamed && o.class == classCaution {
			continue
		}
		last = n.run
		if !slices.ContainsFunc(r.mentions, func(m mention) bool { return m.hit.List == o.List && m.hit.ID == o.ID }) {
			r.mentions = append(r.mentions, mention{n, o.hit})
		}
	}
	if len(f.read) > mostRemembered {
		clear(f.read)
	}
	f.read[strings.Clone(text)] = r
	return r.mentions
}

// organisation is the entry that a name out of a text means.
type organisation struct {
	hit
	shared bool // ships, aircraft or people have the name too
}

// organisation is what the lists say of a name out of a text, nil for nothing; kept
// once for each name.
func (s *Sources) organisation(name string, n Searcher) *organisation {
	k := "organisation\x00" + history.NameKey(name)
	if o, ok := s.owners.Load(k); ok {
		return o.(*organisation)
	}
	var out *organisation
	shared := false
	for _, h := range n.Name(name, "") {
		if h.Address || h.Score < sameOrganisation {
			continue
		}
		if craft(&h) || strings.EqualFold(h.Type, "individual") {
			shared = true
			continue
		}
		if class := s.Words.class(h.List); out == nil || weight(class) > weight(out.class) {
			out = &organisation{hit: hit{NameHit: h, sure: true, class: class}}
		}
	}
	if out != nil {
		out.shared = shared
	}
	s.owners.Store(k, out)
	return out
}

// groundMentions takes what lists say of the names in the texts of an order.
func (f *Facts) groundMentions(h *history.Hasher) {
	for i := range f.allMentions() {
		m := &f.mentions[i]
		h.Text(m.name)
		groundHit(h, &m.hit)
	}
}

// mentionField numbers the facts of an element of mentions.
type mentionField int

const (
	mName mentionField = iota
	mTie
	mEntry
	mList
	mClass
	mExcerpt
)

// mentionDefs are the facts of an element of mentions.
func mentionDefs() []def {
	return []def{
		{"name", rules.Text, nil, "the name as the text has it"},
		{"tie", rules.Text, []string{tieAffiliate, tieFront, tieNamed}, "what the text says of it: people, money or ownership come from there; the goods go there; it is named and no more"},
		{"entry", rules.Text, nil, "name of the entry that it means"},
		{"list", rules.Text, nil, "code of the list"},
		{"class", rules.Text, []string{"prohibited", "sanctioned", "licence", "caution", "local"}, "what being on that list means"},
		{"excerpt", rules.Text, nil, "the text around the name"},
	}
}

func (f *Facts) mentionFact(m *toldMention, x mentionField) rules.Value {
	switch x {
	case mName:
		return textValue(m.name)
	case mTie:
		return textValue(m.tie)
	case mEntry:
		return textValue(pick(m.hit.Name, m.hit.Matched))
	case mList:
		return textValue(m.hit.List)
	case mClass:
		return textValue(m.hit.class)
	}
	return textValue(m.excerpt)
}

func (f *Facts) mentionEvidence(m *toldMention) []data.Evidence {
	e := f.of(m.source.field, m.excerpt, 0)
	if m.source.rec != nil {
		e = onRecord(m.source.rec, m.source.field, m.excerpt)
	}
	return []data.Evidence{e, listEvidence(&m.hit)}
}
