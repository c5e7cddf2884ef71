package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/contact"
	"redflag/screening/history"
	"redflag/screening/phrases"
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

// allMentions are the listed organisations that the texts of an order name and that
// are no party of it, those that nobody has cleared first. Of goods that nobody
// diverts a text has to give a firm's name in full, and say that the goods or the
// people are theirs.
func (f *Facts) allMentions() []toldMention {
	if f.built&builtMentions != 0 {
		return f.mentions
	}
	f.built |= builtMentions
	if f.sh == nil || f.names == nil || !f.src.Lists.Loaded {
		return nil
	}
	strict := func() bool {
		v := f.get(fGoodsSensitive)
		return v.State == data.Known && !v.Bool() && len(f.allMarks().foundry) == 0
	}
	add := func(field, text string) {
		if len(text) < 4 {
			return
		}
		for _, m := range f.mentionsIn(text, strict()) {
			f.mention(m, textSource{field: field, text: text})
		}
	}
	add("notes", f.sh.Notes)
	add("stated_end_use", f.sh.StatedEndUse)
	add("hold_reason", f.sh.HoldReason)
	for i := range f.sh.Lines {
		f.mentionsOnLine(&f.sh.Lines[i])
	}
	for i := range f.parties {
		p := &f.parties[i]
		f.asks = f.asks || len(p.mentions) > 0 // they may be cleared
		for _, m := range p.mentions {
			if strict() && (m.weak || m.tie == tieNamed) {
				continue
			}
			if m.source.rec == nil {
				m.source.field = p.path + "." + m.source.field
			}
			f.mention(m.mention, m.source)
		}
	}
	slices.SortStableFunc(f.mentions, func(x, y toldMention) int { return rank(x.hit.cleared != nil) - rank(y.hit.cleared != nil) })
	return f.mentions
}

// mentionsOnLine adds whom the description of a line says that the goods are for: a firm named
// in full, since a description is full of makers and of what their products fit.
func (f *Facts) mentionsOnLine(l *data.Line) {
	const shortest = 16 // that says what the goods are, and for whom
	if len(l.Description) < shortest {
		return
	}
	for _, m := range f.mentionsIn(l.Description, true) {
		if m.tie == tieFront && f.src.Words.mentions.endsInForm(m.name) {
			f.mention(m, textSource{field: "lines.description", text: l.Description, line: int(l.Line)})
		}
	}
}

// mention adds one, unless it is a party, or was met in another text of the order.
func (f *Facts) mention(m mention, in textSource) {
	if f.namesParty(m.name) || slices.ContainsFunc(f.mentions, func(o toldMention) bool { return o.name == m.name && o.tie == m.tie && o.excerpt == m.excerpt }) {
		return
	}
	m.hit.mention = m.name
	if m.tie != tieAddress && f.namesPartyOtherwise(m.name) {
		m.tie = tieFormer
	}
	if f.src.Cleared.about(m.name) {
		m.hit.cleared, m.hit.lapsed = f.src.Cleared.pair(m.name, &m.hit.NameHit, f.mentionRests(&m), "")
	}
	f.mentions = append(f.mentions, toldMention{m, in})
}

// openMentions counts those that nobody has cleared.
func (f *Facts) openMentions() int {
	n := slices.IndexFunc(f.allMentions(), func(m toldMention) bool { return m.hit.cleared != nil })
	if n < 0 {
		n = len(f.mentions)
	}
	return n
}

// mentionRests are what a clearance of a name in a text rests on: on what the text
// says around it, so that it is asked again where another text names it.
func (f *Facts) mentionRests(m *mention) []data.Rest {
	r := entryRests(&m.hit.NameHit)
	r.add(restName, m.name)
	r.add(restText, m.excerpt)
	r.add(restGoods, f.allGoods().family.String())
	return r
}

// namesParty reports whether a name stands in that of a party, which lists have been
// asked about already.
func (f *Facts) namesParty(name string) bool {
	k := history.NameKey(name)
	w := phrases.Phrase{Text: k, Latin: phrases.IsLatin(k)}
	return slices.ContainsFunc(f.parties, func(p party) bool {
		at, _ := w.Find(p.key, 0)
		return at >= 0
	})
}

// namesPartyOtherwise reports whether a name is that of a party but for its spaces,
// signs, and digits that stand for letters.
func (f *Facts) namesPartyOtherwise(name string) bool {
	k := squashed(history.NameKey(name))
	return len(k) >= 6 && slices.ContainsFunc(f.parties, func(p party) bool { return squashed(p.key) == k })
}

func squashed(key string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '0':
			return 'o'
		case r == '1':
			return 'l'
		case r == '5':
			return 's'
		case phrases.WordRune(r):
			return r
		}
		return -1
	}, key)
}

// textRead names a text that a worker has read, and how.
type textRead struct {
	text   string
	strict bool
}

// readText is what it found there.
type readText struct {
	mentions []mention
	asked    bool // lists were asked about a name in it
}

// mentionsIn are the listed organisations that a text of the order names; strict
// asks for a firm's name in full, and for more than the name.
func (f *Facts) mentionsIn(text string, strict bool) []mention {
	r, ok := f.read[textRead{text, strict}]
	if ok {
		f.asks = f.asks || r.asked
		return r.mentions
	}
	r.mentions, r.asked = f.src.mentionsIn(text, strict, f.names)
	f.asks = f.asks || r.asked
	if len(f.read) > mostRemembered {
		clear(f.read)
	}
	f.read[textRead{strings.Clone(text), strict}] = r
	return r.mentions
}

// mentionsIn also says whether lists were asked.
func (s *Sources) mentionsIn(text string, strict bool, n Searcher) (out []mention, asked bool) {
	if !strict {
		out, asked = s.atDomains(text, n)
	}
	last := -1
	for _, x := range s.Words.mentions.in(text) {
		if x.run == last || strict && (x.weak || x.tie == tieNamed) {
			continue // a longer name at the same place was found
		}
		asked = true
		o := s.organisation(x.name, n)
		if o == nil || x.weak && (o.shared || o.List == "DPL") || x.tie == tieNamed && o.class == classCaution {
			continue
		}
		last = x.run
		if !slices.ContainsFunc(out, func(m mention) bool { return m.hit.List == o.List && m.hit.ID == o.ID }) {
			out = append(out, mention{x, o.hit})
		}
	}
	return out, asked
}

// mentionsOf are the listed organisations that the texts on a party name, its own
// and those of its record.
func (s *Sources) mentionsOf(p *profile, n Searcher) (out []toldMention) {
	if !s.Lists.Loaded || n == nil {
		return nil
	}
	for _, c := range [...]*data.Customer{p.c, p.full()} {
		var rec *data.Record
		if p.rec != nil && c == p.rec.Customer {
			rec = p.rec
		}
		add := func(field, text string) {
			if len(text) < 4 {
				return
			}
			found, _ := s.mentionsIn(text, false, n)
			for _, m := range found {
				out = append(out, toldMention{m, textSource{field: field, text: text, rec: rec}})
			}
		}
		add("notes", c.Notes)
		add("business", c.Business)
		add("contact", c.Contact)
		for _, d := range c.Directors {
			if strings.ContainsAny(d, "(,;（，") { // something is told of the person
				add("directors", d)
			}
		}
		for _, name := range c.Directors {
			if m := s.listedPerson(name, n); m != nil {
				out = append(out, toldMention{*m, textSource{field: "directors", text: name, rec: rec}})
			}
		}
		if m := s.listedPerson(c.Contact, n); m != nil {
			out = append(out, toldMention{*m, textSource{field: "contact", text: c.Contact, rec: rec}})
		}
		for _, m := range s.atDomain(c, n) {
			out = append(out, toldMention{m, textSource{field: "emails", text: m.excerpt, rec: rec}})
		}
		if d := siteDomain(c.Website); d != "" {
			found, _ := s.ofDomain(d, d, n)
			for _, m := range found {
				out = append(out, toldMention{m, textSource{field: "website", text: c.Website, rec: rec}})
			}
		}
		at := func(field, text string) {
			for _, m := range s.atAddress(p, text, n) {
				out = append(out, toldMention{m, textSource{field: field, text: text, rec: rec}})
			}
		}
		at("address", c.Address)
		at("unit_floor", c.UnitFloor)
		for i := range c.Sites {
			at("sites", c.Sites[i].Name)
			at("sites", c.Sites[i].Address)
		}
		if p.rec == nil || c == p.rec.Customer {
			break
		}
	}
	return out
}

// listedPerson is the listed person whom a director or contact of a party may be: one of the
// very name, of three words and more, since many bear one of two.
func (s *Sources) listedPerson(name string, n Searcher) *mention {
	const leastWords = 3
	if len(strings.Fields(name)) < leastWords || data.TextState(name) != data.Known {
		return nil
	}
	for _, h := range n.Name(name, "") {
		if class := s.Words.class(h.List); strings.EqualFold(h.Type, "individual") && !h.Address && h.Score >= sameOrganisation && len(strings.Fields(h.Matched)) >= leastWords && class != classCaution {
			return &mention{named{name: name, tie: tieAffiliate, excerpt: name}, hit{NameHit: h, sure: true, class: class}}
		}
	}
	return nil
}

// atDomain are the listed organisations whose mail a party writes from.
func (s *Sources) atDomain(c *data.Customer, n Searcher) (out []mention) {
	for _, mail := range c.Emails {
		if _, d, ok := contact.Mailbox(mail); ok {
			found, _ := s.ofDomain(d, mail, n)
			out = append(out, found...)
		}
	}
	return out
}

// atDomains are the listed organisations whose mail or web addresses a text tells, and
// whether lists were asked about one.
func (s *Sources) atDomains(text string, n Searcher) (out []mention, asked bool) {
	if !strings.Contains(text, ".") {
		return nil, false
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r != '.' && r != '-' && !(r >= 'a' && r <= 'z') && !(r >= '0' && r <= '9')
	}) {
		if d := strings.Trim(word, ".-"); strings.Contains(d, ".") {
			found, ask := s.ofDomain(d, d, n)
			out, asked = append(out, found...), asked || ask
		}
	}
	return out, asked
}

// ofDomain is the listed organisation that has a domain, or one that it is part of.
func (s *Sources) ofDomain(domain, excerpt string, n Searcher) (found []mention, asked bool) {
	for d, ok := domain, true; ok && d != ""; _, d, ok = strings.Cut(d, ".") {
		if name := s.Words.mentions.domains[d]; name != "" {
			if o := s.organisation(name, n); o != nil {
				return []mention{{named{name: name, tie: tieAffiliate, excerpt: excerpt}, o.hit}}, true
			}
			return nil, true
		}
	}
	return nil, false
}

// atAddress are the listed organisations that an address names: one with a firm's
// name in full, and none that the party itself bears.
func (s *Sources) atAddress(p *profile, address string, n Searcher) (out []mention) {
	if len(address) < 8 {
		return nil
	}
	last := -1
	for _, x := range s.Words.mentions.in(address) {
		if x.weak || x.run == last || !s.Words.mentions.endsAsFirm(x.name) {
			continue
		}
		k := history.NameKey(x.name)
		w := phrases.Phrase{Text: k, Latin: phrases.IsLatin(k)}
		if at, _ := w.Find(p.key, 0); at >= 0 {
			continue
		}
		o := s.organisation(x.name, n)
		if o == nil || o.shared || o.class == classCaution {
			continue
		}
		x.tie, last = tieAddress, x.run
		out = append(out, mention{x, o.hit})
	}
	return out
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
		if h.Address || h.Score < sameOrganisation && !s.Words.mentions.house(&h) {
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
		{"tie", rules.Text, []string{tieAffiliate, tieFront, tieFormer, tieAddress, tieNamed}, "what the text says of it: people, money or ownership come from there; the goods go there; a party had its name before; the address of a party names it; it is named and no more"},
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
