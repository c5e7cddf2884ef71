package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// goodEvidence cites what made the catalogue recognise lines.
func (f *Facts) goodEvidence(want func(*line) bool) []data.Evidence {
	if f.sh == nil {
		return nil
	}
	f.allGoods()
	var out []data.Evidence
	for i := range f.lines {
		l := &f.lines[i]
		if !want(l) {
			continue
		}
		if l.PartNumber != "" {
			out = f.room.Add(out, f.of("part_number", l.PartNumber, l.number()))
		}
		if l.Description != "" || l.PartNumber == "" {
			out = f.room.Add(out, f.of("description", l.Description, l.number()))
		}
		if len(out) >= 12 {
			break
		}
	}
	return out
}

func (f *Facts) lineValues(want func(*line) bool) []data.Evidence {
	f.allGoods()
	var out []data.Evidence
	for i := range f.lines {
		l := &f.lines[i]
		if !want(l) {
			continue
		}
		if l.Value.State != data.NotTold || l.UnitValue.State == data.NotTold {
			out = f.room.Add(out, f.of("value", money(l.Value, l.Currency), l.number()))
		} else {
			out = f.room.Add(out, f.of("unit_value", money(l.UnitValue, l.Currency), l.number()))
		}
		if len(out) >= 8 {
			break
		}
	}
	return out
}

func (f *Facts) goodsEvidence(x field) []data.Evidence {
	if f.sh == nil {
		return nil
	}
	pick := func(want func(*line) bool) []data.Evidence { return f.goodEvidence(want) }
	surely := func(ask func(*line) rules.Value) func(*line) bool {
		return func(l *line) bool { v := ask(l); return v.State == data.Known && v.Bool() }
	}
	with := func(field string, ask func(*line) rules.Value, get func(*line) string) []data.Evidence {
		out := pick(surely(ask))
		for i := range f.lines {
			if l := &f.lines[i]; surely(ask)(l) && len(out) < 16 {
				out = f.room.Add(out, f.of(field, get(l), l.number()))
			}
		}
		return out
	}
	ctrl := func(ask func(*line) rules.Value) func(*line) rules.Value {
		return func(l *line) rules.Value {
			if !l.controlled() {
				return boolValue(false)
			}
			return ask(l)
		}
	}
	switch x {
	case fGoodsUnnamed:
		return pick((*line).unnamed)
	case fGoodsControlled, fGoodsAdvanced, fGoodsBucket, fGoodsGpus, fGoodsTpp, fGoodsDatacenter, fGoodsServer, fGoodsShell, fGoodsCaseByCase, fGoodsPowerKw:
		if out := pick((*line).controlled); len(out) > 0 {
			return out
		}
		return pick(func(*line) bool { return true })
	case fGoodsPrcChip, fGoodsPrcChipModels, fGoodsPrcTppLow:
		return pick(func(l *line) bool { return l.good.PRC == data.True })
	case fGoodsPrcChipNamed:
		return pick(func(l *line) bool { return l.good.PRCNamed })
	case fGoodsEccnTold, fGoodsEccnMissing, fGoodsEccnMismatch:
		ask := ctrl((*line).eccnMismatch)
		if x != fGoodsEccnMismatch {
			told := f.eccnsOf()
			ask = func(l *line) rules.Value {
				return boolValue(x == fGoodsEccnTold && told(l) || l.controlled() && data.TextState(l.ECCN) != data.Known)
			}
		}
		return with("eccn", ask, func(l *line) string { return l.ECCN })
	case fGoodsHsMismatch:
		return with("hs", ctrl(f.hsMismatch), func(l *line) string { return l.HS })
	case fGoodsHsAbsurd:
		return with("hs", ctrl(f.hsAbsurd), func(l *line) string { return l.HS })
	case fGoodsNotedChips:
		return f.one(f.of("notes", f.sh.Notes, 0))
	case fGoodsNotedPriceRatio:
		return append(f.one(f.of("notes", f.sh.Notes, 0)), f.lineValues(func(*line) bool { return true })...)
	case fGoodsKinds, fGoodsKindsSaid:
		return pick(func(l *line) bool { return f.kindsOf(l) != 0 })
	case fGoodsSensitive, fGoodsEveryday:
		if out := pick((*line).controlled); len(out) > 0 {
			return out
		}
		return pick(surely(f.sensitive))
	case fGoodsChpl:
		return with("hs", f.chpl, func(l *line) string { return l.HS })
	case fGoodsGenericDescription:
		return pick(surely(ctrl(f.generic)))
	case fGoodsWeightMismatch:
		return with("net_kg", func(l *line) rules.Value { return boolValue(l.controlled() && l.NetKg.State == data.Known) }, func(l *line) string { return l.NetKg.String() })
	case fGoodsValuePerKgMismatch:
		return with("net_kg", f.perKgMismatch, func(l *line) string { return l.NetKg.String() + " kg, " + money(l.Value, l.Currency) })
	case fGoodsPriceRatio, fGoodsPriceOver, fGoodsPriceVsMarket, fGoodsPriceOverMarket:
		return with("unit_value", func(l *line) rules.Value { return boolValue(l.good.PriceLow.State == data.Known) }, func(l *line) string { return money(l.UnitValue, l.Currency) })
	case fGoodsPriceOverNoted:
		return f.overNotedEvidence()
	case fGoodsOriginMismatch:
		return with("origin_country", func(l *line) rules.Value { return boolValue(l.controlled()) }, func(l *line) string { return l.OriginCountry })
	case fGoodsSerialsMissing:
		return with("serials", func(l *line) rules.Value { return boolValue(l.controlled() && len(l.Serials) == 0) }, func(l *line) string { return "" })
	case fGoodsSerialOfAnother, fGoodsSerialServed, fGoodsSerialElsewhere, fGoodsSerialTwoPlaces, fGoodsSerialPlaceholder, fGoodsSerialNeverSent, fGoodsSerialBack, fGoodsSerialSoldAsOther, fGoodsSerialOfChips, fGoodsSerialOtherUser, fGoodsSerialOtherChip, fGoodsSerialSentElsewhere:
		return f.one(f.of("serials", f.get(x).Text, 0))
	case fGoodsNumberedAs:
		return with("part_number", func(l *line) rules.Value { return boolValue(f.numberNames(l) != "") }, func(l *line) string { return l.PartNumber + ", " + l.Description })
	case fGoodsReadAsOther:
		return with("description", func(l *line) rules.Value { return boolValue(f.readOther(l) != "") }, func(l *line) string { return l.Description })
	case fGoodsSerialSeen, fGoodsSerialTwice:
		return f.one(f.of("serials", f.get(fGoodsSerialSeen).Text, 0))
	case fGoodsCustomsRatio, fGoodsCustomsBand:
		return f.amountEvidence(x)
	case fGoodsSoftwareMarks:
		return f.phraseEvidence(anyText, "prc_software")
	case fGoodsPrcWords:
		return f.phraseEvidence(anyText, "prc_chip")
	case fGoodsFoundryWords:
		return f.phraseEvidence(anyText, "foundry")
	}
	return nil
}

// Which texts phrases are cited from.
type whichTexts int

const (
	anyText whichTexts = iota
	endUse
	notEndUse
)

// phraseEvidence cites the phrases found, of the themes named or of all.
func (f *Facts) phraseEvidence(in whichTexts, themes ...string) []data.Evidence {
	var out []data.Evidence
	for _, s := range f.sources() {
		if in != anyText && (s.field == "stated_end_use") != (in == endUse) {
			continue
		}
		for _, p := range f.phrasesOf(s.text) {
			if len(themes) > 0 && !slices.Contains(themes, p.Theme) {
				continue
			}
			out = f.room.Add(out, f.quoted(s, p.Excerpt))
			if len(out) >= 12 {
				return out
			}
		}
	}
	if len(out) == 0 && in != anyText && len(themes) > 0 {
		return f.phraseEvidence(in)
	}
	if len(out) == 0 {
		field, text := "notes", ""
		if f.sh != nil {
			text = f.sh.Notes
		}
		if in == endUse && f.sh != nil {
			field, text = "stated_end_use", f.sh.StatedEndUse
		}
		return f.one(f.of(field, text, 0))
	}
	return out
}

func (f *Facts) lineEvidence(l *line, x lineField) []data.Evidence {
	t := func(field, value string) []data.Evidence { return f.one(f.of(field, value, l.number())) }
	switch x {
	case lQuantity:
		return t("quantity", l.Quantity.String())
	case lUnitValueUsd, lPriceOver:
		return t("unit_value", money(l.UnitValue, l.Currency))
	case lValueUsd:
		return t("value", money(l.Value, l.Currency))
	case lCurrencyOpen:
		return t("currency", l.Currency)
	case lEccn, lDualUse:
		return t("eccn", l.ECCN)
	case lHs, lHsMismatch:
		return t("hs", l.HS)
	case lOrigin:
		return t("origin_country", l.OriginCountry)
	case lNetKg, lWeightRatio, lUsdPerKg:
		return t("net_kg", l.NetKg.String())
	case lGrossKg:
		return t("gross_kg", l.GrossKg.String())
	case lSerials:
		return t("serials", strings.Join(l.Serials[:min(len(l.Serials), 5)], ", "))
	case lReceived:
		return t("received", l.Received.String())
	case lPricedAsNamed:
		return append(t("description", pick(l.Description, l.PartNumber)), f.of("unit_value", money(l.UnitValue, l.Currency), l.number()))
	case lWorth:
		return append(t("value", money(l.Value, l.Currency)), f.of("unit_value", money(l.UnitValue, l.Currency), l.number()), f.of("quantity", l.Quantity.String(), l.number()))
	case lPerPackage:
		return append(t("quantity", l.Quantity.String()), f.of("packages", l.Packages.String(), l.number()))
	case lPartNumber:
		return t("part_number", l.PartNumber)
	case lDescription, lGeneric, lGoesWith, lTells, lCalled, lUnnamed:
		return t("description", l.Description)
	case lLot:
		return append(t("unit_value", money(l.UnitValue, l.Currency)), f.of("quantity", strings.TrimSpace(l.Quantity.String()+" "+l.Unit), l.number()))
	case lGpus:
		return append(t("quantity", l.Quantity.String()), f.of("description", pick(l.Description, l.PartNumber), l.number()))
	}
	if l.PartNumber != "" && l.Description != "" {
		return append(t("part_number", l.PartNumber), f.of("description", l.Description, l.number()))
	}
	if l.PartNumber != "" {
		return t("part_number", l.PartNumber)
	}
	return t("description", l.Description)
}
