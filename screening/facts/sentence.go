package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// Render is a fact in words for a sentence.
func (f *Facts) Render(name string) string {
	slot, ok := f.slots[name]
	if !ok || slot >= int(fields) {
		return data.NotToldValue
	}
	if v := f.Value(slot); v.State == data.Known {
		switch field(slot) {
		case fShipmentPayerCountry, fShipmentEndUserCountry:
			return f.countryName(f.country(v.Text))
		case fShipmentRouteEnd:
			return f.countryName(f.country(v.Text))
		case fShipmentRoute, fShipmentRouteHubs:
			return f.countryNames(slices.Collect(v.Texts()))
		case fShipmentAct:
			return actWord(v.Text)
		}
	}
	return toldText(f.render(slot))
}

// PlaceName is a country by its name, with its article.
func (f *Facts) PlaceName(code string) string { return f.countryName(f.country(code)) }

// actWord is what is done with the goods, as a noun.
func actWord(act string) string {
	switch act {
	case "sell":
		return "a sale"
	case "buy":
		return "a purchase"
	case "host":
		return "hosting"
	case "return":
		return "a return"
	}
	return act
}

// countryNames are the names of countries on a way.
func (f *Facts) countryNames(codes []string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = f.countryName(f.country(c))
	}
	return strings.Join(names, ", ")
}

func (f *Facts) render(slot int) string {
	v := f.Value(slot)
	switch v.State {
	case data.NotTold:
		return ""
	case data.Unknown:
		if v.Text != "" && !strings.EqualFold(v.Text, data.UnknownWord) {
			return v.Text
		}
		return data.UnknownWord
	}
	switch f.types[slot] {
	case rules.Bool:
		if v.Bool() {
			return "yes"
		}
		return "no"
	case rules.Num:
		return rules.Figure(v.Num)
	case rules.Date:
		return v.Date.String()
	case rules.Texts:
		if v.Text == "" {
			return "none"
		}
		return strings.ReplaceAll(strings.Join(slices.Collect(v.Texts()), ", "), "_", " ")
	}
	if f.closed[slot] {
		return strings.ReplaceAll(v.Text, "_", " ")
	}
	return v.Text
}
