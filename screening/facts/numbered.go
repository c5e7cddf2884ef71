package facts

import (
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// numberedAs is the controlled model that a part number names, of goods that are described
// as others.
func (f *Facts) numberedAs() rules.Value {
	f.allGoods()
	for i := range f.lines {
		if model := f.numberNames(&f.lines[i]); model != "" {
			return textValue(model)
		}
	}
	return rules.Value{}
}

// priceOfModel is the part of the low end of the band of a model from which a price is the
// model's, and none of what goes with it.
const priceOfModel = 0.5

// numberNames is that model for a line, "" for none. A description in a general word hides
// goods in another way, and one that names a chip or a machine is of such goods.
func (f *Facts) numberNames(l *line) string {
	if controlRank(l.good.Controlled) < 2 || l.unitUSD.State != data.Known || data.TextState(l.PartNumber) != data.Known || data.TextState(l.Description) != data.Known {
		return ""
	}
	g := f.src.Recognise(&data.Line{PartNumber: l.PartNumber})
	if g == nil || g.Controlled != data.ControlledYes || g.Model == "" || g.PriceLow.State != data.Known || l.unitUSD.Num < priceOfModel*g.PriceLow.Value {
		return ""
	}
	if d := f.src.Recognise(&data.Line{Description: l.Description}); d != nil && (controlRank(d.Controlled) >= 2 || d.Accelerates()) {
		return ""
	}
	words := strings.ToLower(l.Description)
	if v := f.generic(l); v.Bool() || f.saysFairly(l) || f.src.Words.list.WholeComputer.In(words) != "" || f.src.Words.list.Computes.In(words) != "" || strings.Contains(words, strings.ToLower(l.PartNumber)) {
		return ""
	}
	return g.Model
}
