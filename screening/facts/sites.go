package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

func (f *Facts) siteFact(t *partySite, x siteField) rules.Value {
	switch x {
	case sOf:
		return textValue(t.party.c.Name)
	case sName:
		return textValue(t.Name)
	case sAddress:
		return textValue(t.Address)
	case sKind:
		return wordValue(t.Kind)
	case sMw:
		return numValue(t.MW)
	case sRacks:
		return numValue(t.Racks)
	case sHardware, sPrcChip:
		return f.siteHardware(t, x)
	case sCountry:
		return textValue(t.party.siteEnds[t.at].iso)
	case sRussia:
		if data.TextState(t.Address) != data.Known {
			return rules.Value{}
		}
		return boolValue(t.party.siteEnds[t.at].russian)
	case sNamesake:
		return boolValue(f.src.Places.Namesake(t.Address, f.located(t.party.profile).iso))
	case sUnfit:
		return f.src.Words.unfitPlace(t.Kind)
	}
	if t.party.verified == nil {
		return rules.Value{}
	}
	return boolValue(true)
}

// siteHardware is what stands at a site. Nothing told there is not told.
func (f *Facts) siteHardware(t *partySite, x siteField) rules.Value {
	var models []string
	prc := false
	for i := range t.Hardware {
		m := t.Hardware[i].Model
		if data.TextState(m) != data.Known {
			continue
		}
		models = appendNew(models, m)
		if g := f.src.Recognise(&data.Line{Description: m}); g != nil {
			l := line{good: g}
			v := l.prcChip()
			prc = prc || v.State == data.Known && v.Bool()
		}
	}
	switch {
	case len(models) == 0:
		return rules.Value{}
	case x == sPrcChip:
		return boolValue(prc)
	}
	return listValue(models)
}

// siteEnd is where a site is by the end of its address.
type siteEnd struct {
	iso     string // "" where it ends in no country or main city
	russian bool   // in a place of Russia or Belarus, be it a lesser one
}

func (s *Sources) siteEndsOf(p *profile) (out []siteEnd) {
	for _, site := range fullRecord(p).Sites {
		iso, _ := s.Places.AtEnd(site.Address)
		out = append(out, siteEnd{iso, data.TextState(site.Address) == data.Known && s.endsInRussia(site.Address)})
	}
	return out
}

// endsInRussia reports an address that ends in a place of Russia or Belarus. A street is called
// after places too, so that only what begins its last part counts.
func (s *Sources) endsInRussia(address string) bool {
	if iso, ok := s.Places.AtEnd(address); ok {
		return isRussia(iso) == data.True
	}
	if s.beginsInRussia(address) {
		return true
	}
	end := strings.TrimLeft(address[strings.LastIndexAny(address, ",;\n")+1:], " 0123456789-")
	words, classes := s.Words.senses.find(strings.ToLower(end))
	if end == "" || !classes.meets(s.Words.senses.russia) {
		return false
	}
	return slices.ContainsFunc(words, func(x said) bool { return x.at == 0 && x.classes.meets(s.Words.senses.russia) })
}

// unfitPlace reports a site of a trade that is foreign to computing, by its kind: its name may
// be that of the firm.
func (w *Words) unfitPlace(kind string) rules.Value {
	if state := data.TextState(kind); state != data.Known {
		return rules.Value{State: state}
	}
	text := strings.ToLower(kind)
	return boolValue(w.list.BusinessForeign.In(blanked(w.list.BusinessForeignNot, text)) != "" && w.list.BusinessFits.In(text) == "")
}

// beginsInRussia reports an address in Cyrillic letters, which are written from the town to the
// house, that begins with such a place.
func (s *Sources) beginsInRussia(address string) bool {
	first, _, more := strings.Cut(strings.ToLower(address), ",")
	if first = strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(first, " 0123456789"), "г."), " "); !more || !strings.ContainsAny(first, "аеиоуыэюя") {
		return false
	}
	words, _ := s.Words.senses.find(first)
	return slices.ContainsFunc(words, func(x said) bool { return x.at == 0 && x.end == len(first) && x.classes.meets(s.Words.senses.russia) })
}
