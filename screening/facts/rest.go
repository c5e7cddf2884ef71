package facts

import (
	"iter"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/match"
	"redflag/screening/phrases"
	"redflag/screening/regime"
	"redflag/screening/rules"
)

func (f *Facts) computeRest(x field) rules.Value {
	switch x {
	case fTextPhrases:
		if f.sh == nil {
			return f.themes(f.cust.full().Notes)
		}
		return f.themes(f.writtenFreely()...)
	case fTextEndUsePhrases:
		if f.sh == nil {
			return rules.Value{}
		}
		return f.themes(f.sh.StatedEndUse)
	case fTextReads, fTextReadsSurely, fTextTellsSomething, fTextTellsPlainly, fTextTellsNothing:
		return f.reads(x)
	case fTextOwnVisit, fTextOwnCount, fTextAward, fTextCarnet:
		return f.vouched(x)
	case fTextCountedShort:
		said, _ := f.countedShort()
		return textValue(said)
	case fTextNotes:
		return textValue(f.notes())
	case fTextScreened:
		return whatIsStated(f.screenings())
	case fTextScreenedSurely:
		return whatIsStated(f.sureScreenings())
	case fTextScreenedSaid:
		return howItIsStated(f.screenings())
	case fTextHides:
		return whatIsStated(f.hidden())
	case fTextHidesSaid:
		return howItIsStated(f.hidden())
	case fTextFoundry:
		return whatIsStated(f.foundryTold())
	case fTextFoundrySaid:
		return howItIsStated(f.foundryTold())
	case fTextBlocked:
		return f.blocked()
	case fTextStoppedNamed, fTextListedNamed:
		return f.namedInText(x)
	case fOwnershipListed:
		return f.ownedByListed()
	case fDestinationName:
		if f.sh == nil {
			return rules.Value{}
		}
		return f.destinationName()
	case fDestinationLicenceName:
		if f.sh == nil {
			return rules.Value{}
		}
		d, _ := f.destination()
		final := f.country(f.sh.FinalDestinationCountry)
		if g := f.allGoods().worst; d.iso != "" && final.iso != "" {
			here, _ := f.licenceFor(d.iso, g)
			there, _ := f.licenceFor(final.iso, g)
			if there > here {
				return f.nameOf(final)
			}
		}
		return f.destinationName()
	case fDestinationToldName:
		if f.sh == nil {
			return rules.Value{}
		}
		return f.nameOf(f.country(f.sh.DestinationCountry))
	case fDestinationHubSaid:
		if f.sh == nil {
			return rules.Value{}
		}
		d, _ := f.destination()
		return textValue(f.src.Places.HubSaid(d.iso, f.law))
	case fFinalDestinationName:
		if f.sh == nil {
			return rules.Value{}
		}
		return f.nameOf(f.country(f.sh.FinalDestinationCountry))
	case fCustomerHqCountryName:
		if f.cust != nil {
			return f.nameOf(f.cust.hq.country)
		}
		return rules.Value{}
	case fGoodsWords:
		if f.sh == nil {
			return rules.Value{}
		}
		return textValue(f.goodsWords())
	}
	if name, ok := lawSwitch(x); ok {
		return f.regime(name)
	}
	return f.computeHistory(x)
}

// lawSwitch is the switch of the law that a fact reads.
func lawSwitch(x field) (name string, ok bool) {
	switch x {
	case fRegimeAffiliatesRule:
		return regime.AffiliatesRule, true
	case fRegimeHeadquartersRule:
		return regime.HeadquartersRule, true
	case fRegimeGp10Guidance:
		return regime.GP10Guidance, true
	case fRegimeSanctionsHalf:
		return regime.SanctionsHalf, true
	}
	return "", false
}

// ownedByListed is asked of every order before anything is asked of its owners.
func (f *Facts) ownedByListed() rules.Value {
	told := false
	for i := range f.parties {
		p := f.parties[i].profile
		if len(p.listed.names) > 0 {
			return boolValue(true)
		}
		told = told || len(p.owners) > 0
	}
	if told && !f.src.Lists.Loaded {
		return unknownValue()
	}
	return boolValue(false)
}

func (f *Facts) regime(name string) rules.Value {
	t, _ := f.src.Regime.On(name, f.law)
	return truthValue(t, data.Known)
}

func (f *Facts) nameOf(c country) rules.Value {
	if c.state != data.Known {
		return rules.Value{State: c.state}
	}
	return rules.Value{State: data.Known, Text: f.countryName(c)}
}

// source of a text that phrases are looked for in.
type textSource struct {
	field string
	text  string
	line  int
	rec   *data.Record
}

// quoted is a part of a text, as evidence.
func (f *Facts) quoted(s textSource, part string) data.Evidence {
	if s.rec != nil {
		return onRecord(s.rec, "notes", part)
	}
	return f.of(s.field, part, s.line)
}

// deskNotes are what people at the desk wrote on the order and on its parties.
func (f *Facts) deskNotes() iter.Seq[textSource] {
	return func(yield func(textSource) bool) {
		if f.sh != nil && (!yield(textSource{field: "notes", text: f.sh.Notes}) || !yield(textSource{field: "hold_reason", text: f.sh.HoldReason})) {
			return
		}
		for i := range f.parties {
			if p := &f.parties[i]; p.writes && !yield(textSource{field: p.path + ".notes", text: p.c.Notes, rec: p.rec}) {
				return
			}
		}
	}
}

// sources are all texts of the shipment and its customer that people write freely, good
// until they are asked for again.
func (f *Facts) sources() []textSource {
	out := f.written[:0]
	add := func(field, text string, line int, rec *data.Record) {
		if len(text) > 1 {
			out = append(out, textSource{field, text, line, rec})
		}
	}
	if f.sh != nil {
		add("notes", f.sh.Notes, 0, nil)
		add("hold_reason", f.sh.HoldReason, 0, nil)
		add("stated_end_use", f.sh.StatedEndUse, 0, nil)
		add("carrier", f.sh.Carrier, 0, nil)
		add("payment_method", f.sh.PaymentMethod, 0, nil)
		add("status", f.sh.Status, 0, nil)
		f.allGoods()
		for i := range f.lines {
			l := &f.lines[i]
			add("lines.description", l.Description, l.number(), nil)
		}
	}
	for i := range f.parties {
		if p := &f.parties[i]; p.writes {
			add(p.path+".notes", p.c.Notes, 0, p.rec)
		}
	}
	f.written = out
	return out
}

// number is the line's own number, or its place where it tells none.
func (l *line) number() int {
	if l.Line.Line != 0 {
		return l.Line.Line
	}
	return l.at + 1
}

func (f *Facts) writtenFreely() []string {
	out := append(f.texts[:0], f.sh.Notes, f.sh.HoldReason, f.sh.Carrier, f.sh.PaymentMethod, f.sh.Status)
	f.allGoods()
	for i := range f.lines {
		out = append(out, f.lines[i].Description)
	}
	for i := range f.parties {
		if f.parties[i].writes {
			out = append(out, f.parties[i].c.Notes)
		}
	}
	f.texts = out
	return out
}

// themes are the themes found in texts. That nothing was found in a text that is
// there is known; without any text it is not told.
func (f *Facts) themes(texts ...string) rules.Value {
	var out []string
	said := false
	for _, t := range texts {
		if len(strings.TrimSpace(t)) < 2 {
			continue
		}
		said = true
		for _, p := range f.phrasesOf(t) {
			if !slices.Contains(out, p.Theme) && !f.atHome(p.Place) {
				out = append(out, p.Theme)
			}
		}
	}
	if !said {
		return rules.Value{}
	}
	return listValue(out)
}

// atHome says whether the name of a place is that of a town or a street where a party
// sits that sits in none of the countries it is the name of: there is a Moscow in Idaho,
// and a China Square in Singapore.
func (f *Facts) atHome(place string) bool {
	if place == "" {
		return false
	}
	w := phrases.Phrase{Text: place, Latin: phrases.IsLatin(place)}
	for i := range f.parties {
		p := &f.parties[i]
		at := f.located(p.profile)
		if at.iso == "" || isChina(at.iso) == data.True || isRussia(at.iso) == data.True || f.restricted(at.iso) != data.False {
			continue
		}
		for _, c := range [...]*data.Customer{p.c, p.full()} {
			for _, text := range [...]string{c.Address, c.City, c.Region} {
				if k, _ := w.Find(match.Simplify(strings.ToLower(text)), 0); k >= 0 {
					return true
				}
			}
		}
	}
	return false
}

// destinationName is the destination in words; where none is told, with whose country it is.
func (f *Facts) destinationName() rules.Value {
	d, of := f.destination()
	name := f.nameOf(d)
	if of != nil && name.State == data.Known {
		name.Text += " (where the " + partWords(of.role) + " sits)"
	}
	if f.asOrdered && name.State == data.Known {
		name.Text += " (as the order tells)"
	}
	return name
}
