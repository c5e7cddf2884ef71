package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

// sensitiveGoods says whether any of the goods are of a kind that is bought for
// somebody who may not have it. Words of a note weigh for these alone: what is said
// of ladders and boots says nothing of diversion.
func (f *Facts) sensitiveGoods() rules.Value {
	if v := f.get(fGoodsAdvanced); v.State == data.Known && v.Bool() {
		return v
	}
	if f.notedChips() != "" {
		return boolValue(true)
	}
	return f.any(false, f.sensitive)
}

func (f *Facts) sensitive(l *line) rules.Value {
	if l.good.Model != "" && l.good.TPP.State == data.Known || soughtTariff(digits(l.HS)) || soughtClass(l.ECCN) {
		return boolValue(true)
	}
	if f.kindsOf(l) != 0 {
		return boolValue(true)
	}
	chips := f.semiconductor(l)
	if chips == data.True {
		return boolValue(true)
	}
	if c := f.chpl(l); c.State != data.Known || c.Bool() {
		return c
	}
	return truthValue(chips, data.TextState(l.HS))
}

// soughtTariff says whether a tariff number is of machines that make chips, of
// measuring, navigation, radio or imaging.
func soughtTariff(hs string) bool {
	if len(hs) < 4 {
		return false
	}
	switch hs[:4] {
	case "8486", "8525", "8526", "8529", "8543", "9014", "9027", "9030", "9031", "9032":
		return true
	}
	return false
}

// soughtClass says whether a classification is of a category that the list controls
// for more than terrorism; 5A992 and the like go nearly anywhere.
func soughtClass(eccn string) bool {
	e := strings.TrimSpace(eccn)
	return len(e) >= 5 && e[0] >= '1' && e[0] <= '9' && (e[1] >= 'A' && e[1] <= 'E' || e[1] >= 'a' && e[1] <= 'e') && e[2:4] != "99"
}

// notedChips is the model of advanced chips that notes name while no line does, or "".
func (f *Facts) notedChips() string {
	if g := f.notedGood(); g != nil {
		return g.Model
	}
	return ""
}

// notedPriceRatio is the lowest unit price as a part of what those chips cost at least.
func (f *Facts) notedPriceRatio() rules.Value {
	g := f.notedGood()
	if g == nil {
		return rules.Value{}
	}
	f.allGoods()
	least := rules.Value{}
	for i := range f.lines {
		if v := ratio(f.lines[i].unitUSD, g.PriceLow); v.State == data.Known && (least.State != data.Known || v.Num < least.Num) {
			least = v
		}
	}
	return least
}

// notedGood are advanced chips that notes name while no line does, or nil.
func (f *Facts) notedGood() *Good {
	if len(f.sh.Notes) < 4 || controlRank(f.allGoods().worst.Controlled) >= 2 {
		return nil
	}
	g, met := f.noted[f.sh.Notes]
	if !met {
		text := f.sh.Notes
		if len(text) > 400 {
			text = text[:400]
		}
		g = f.src.Recognise(&data.Line{Description: text})
		if len(f.noted) < mostRemembered {
			f.noted[strings.Clone(f.sh.Notes)] = g
		}
	}
	if g == nil || g.Controlled != data.ControlledYes || g.Weak {
		return nil
	}
	return g
}

// takesIn reports a hall let for machines of the tenant's own, which notes alone name.
func (f *Facts) takesIn() bool { return f.act() == "host" && f.notedGood() != nil }

// Prices in US dollars from which a piece with a general name, and from which one that
// the catalogue has no name for, may be a chip or a machine with several.
const (
	dearPiece  = 2_000
	dearSystem = 20_000
)

// boxedChips says whether a line holds advanced chips by what is written beside its
// name: notes name them where the line has a general name and costs as much, or tell that
// a box or what lies in it does, or the line itself names them in words that the catalogue does not put together and no tariff
// number takes for another trade's, or a paper of service is about them.
func (f *Facts) boxedChips() bool {
	served := false
	switch f.act() {
	case "service", "host", "finance", "return":
		served = true
	}
	for i := range f.lines {
		l := &f.lines[i]
		switch dear := l.unitUSD.State == data.Known && l.unitUSD.Num >= dearPiece; {
		case controlRank(l.good.Controlled) >= 2:
		case served && !l.good.Stray && f.namedChips(l.Description) != "",
			dear && l.unitUSD.Num >= dearSystem && l.good.Controlled == data.ControlledNoSign && !l.good.Stray && f.namedChips(l.Description) != "",
			dear && l.good.Model == "" && f.saysPlain(l) && (f.notedChips() != "" || f.namedChips(f.sh.Notes) != ""),
			l.good.Model == "" && f.saysPlain(l) && f.notedChips() != "" && f.seenInside():
			return true
		}
	}
	return false
}

// seenInside says whether notes tell what a box bears or holds.
func (f *Facts) seenInside() bool {
	return slices.ContainsFunc(f.phrasesOf(f.sh.Notes), func(p Phrase) bool { return p.Theme == "seen_inside" })
}

// mostNamed bounds how many words of a text are looked up as models of chips.
const mostNamed = 200

// namedChips is the first model of advanced chips that a word of a text names: what
// letters and digits such as H100 mean behind the name of their maker.
func (f *Facts) namedChips(text string) string {
	if len(text) < 4 {
		return ""
	}
	n := 0
	for word := range strings.FieldsFuncSeq(rules.Readable(text), func(r rune) bool { return !phrases.WordRune(r) }) {
		if len(word) < 4 || len(word) > 8 || !strings.ContainsAny(word, "0123456789") || word[0] < 'A' || word[0] > 'z' {
			continue
		}
		if n++; n > mostNamed {
			return ""
		}
		for _, maker := range [...]string{"NVIDIA ", "AMD Instinct "} {
			k := maker + strings.ToUpper(word)
			g, met := f.noted[k]
			if !met {
				g = f.src.Recognise(&data.Line{Description: k})
				if len(f.noted) < mostRemembered {
					f.noted[k] = g
				}
			}
			if g != nil && g.Controlled == data.ControlledYes && !g.Weak && g.Datacenter == data.True {
				return g.Model
			}
		}
	}
	return ""
}
