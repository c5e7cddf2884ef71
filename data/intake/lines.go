package intake

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"redflag/data"
)

// What a row tells of the goods becomes a line of its shipment here.

// describe takes words that stand where a table has part numbers, and no column of
// descriptions, for what they are: "Item" over "Laser printer".
func (b *builder) describe(l *data.Line) {
	s := l.PartNumber
	if s == "" || l.Description != "" || b.t.cols.find("line", "description") >= 0 {
		return
	}
	if strings.ContainsAny(s, "0123456789") && !strings.ContainsFunc(s, unicode.IsSpace) {
		return // a number
	}
	l.Description, l.PartNumber = s, ""
	b.c.say(data.Repaired, "part_number", "no number but words, and no column describes the goods: read as their description", s)
}

// countUnits takes a figure that stands where a table has units, and no column of
// quantities, for the quantity: customs tell it as "supplementary units".
func (b *builder) countUnits(l *data.Line) {
	if l.Unit == "" || l.Quantity.State != data.NotTold || b.t.cols.find("line", "quantity") >= 0 {
		return
	}
	i := b.t.cols.find("line", "unit")
	if r := parseNumber(l.Unit, b.t.columns[i].number); r.ok && !r.open && isFigure(l.Unit) {
		b.c.say(data.Repaired, "unit", "a figure and no unit, and no column has quantities: read as the quantity", l.Unit)
		l.Quantity, l.Unit = data.Num(r.value), ""
	}
}

// countPieces reads a quantity in units of several pieces as pieces: 8 KPCS are 8000. The price
// is that of the unit, but where the value of the line says that it is of a piece.
func (b *builder) countPieces(l *data.Line) {
	if i := b.t.cols.find("line", "quantity"); l.Unit == "" && i >= 0 && l.Quantity.State == data.Known {
		l.Unit = b.t.columns[i].counted
	}
	pieces := wordsOfCells().counts[strings.ToLower(l.Unit)]
	if pieces == 0 || l.Quantity.State != data.Known {
		return
	}
	told := l.Quantity.String() + " " + l.Unit
	l.Quantity.Value *= pieces
	b.c.say(data.Repaired, "quantity", "read as "+l.Quantity.String()+" pieces", told)
	b.c.keep("unit as told", l.Unit)
	l.Unit = "pcs"
	if l.UnitValue.State != data.Known || l.UnitValue.Value == 0 || b.c.per > 0 {
		return
	}
	switch whole := l.Quantity.Value * l.UnitValue.Value; {
	case l.Value.State == data.Known && math.Abs(whole-l.Value.Value) <= l.Value.Value/50:
	case l.Value.State == data.Known && math.Abs(whole/pieces-l.Value.Value) <= l.Value.Value/50:
		l.UnitValue.Value /= pieces
	default:
		b.c.say(data.Ambiguous, "unit_value", "may be the price of a piece or of "+itoa(int(pieces))+", and no value of the line shows which", l.UnitValue.String())
		b.c.keep("unit price as told", l.UnitValue.String())
		l.UnitValue = data.Number{State: data.Unknown}
	}
}

// pricePer makes the price of so many pieces, as SAP tells it, that of one; but where the value
// of the line says that it is so already.
func (b *builder) pricePer(l *data.Line) {
	per := b.c.per
	if per <= 1 || l.UnitValue.State != data.Known {
		return
	}
	if whole := l.Quantity.Value * l.UnitValue.Value; l.Quantity.State == data.Known && l.Value.State == data.Known && math.Abs(whole-l.Value.Value) <= l.Value.Value/50 {
		return
	}
	told := l.UnitValue.String()
	l.UnitValue.Value /= per
	b.c.say(data.Repaired, "unit_value", "is the price of "+data.Num(per).String()+", read as "+l.UnitValue.String()+" each", told)
	b.c.keep("unit price as told", told)
}

// addLine adds a line, numbered by its place where the file numbers none. Rows
// that tell one partner each repeat the line; it stays one.
func (b *builder) addLine(s *data.Shipment, l data.Line) {
	if b.t.cols.find("partner", "function") >= 0 {
		for i := range s.Lines {
			h := &s.Lines[i]
			if h.Line == l.Line && h.PartNumber == l.PartNumber && h.Description == l.Description && h.Quantity == l.Quantity && h.Value == l.Value {
				return
			}
		}
	}
	if l.Line == byPlace || l.Line == 0 && b.t.cols.find("line", "line") < 0 {
		l.Line = len(s.Lines) + 1
	}
	if len(l.Description) < 120 && strings.Contains(strings.ToLower(l.Description), "consolidation as per") {
		b.c.say(data.Ambiguous, "description", "a consolidation does not name its goods; the house bills do", l.Description)
	}
	s.Lines = append(s.Lines, l)
}

// dropSum takes out the one line that tells nothing but the sum of the others, as exports
// have it that give the order a row of its own ("Main Line").
func (b *builder) dropSum(g *group, s *data.Shipment) {
	sum, sums, others := 0.0, -1, 0
	for i := range s.Lines {
		l := &s.Lines[i]
		switch bare := l.Description == "" && l.PartNumber == "" && l.HS == "" && l.ECCN == "" && l.Quantity.State == data.NotTold && len(l.Serials) == 0; {
		case !bare:
			others++
			sum += l.Value.Value
		case sums >= 0:
			return
		default:
			sums = i
		}
	}
	if sums < 0 || others == 0 {
		return
	}
	if v := s.Lines[sums].Value; v.State == data.Known && sum > 0 && math.Abs(v.Value-sum) > sum/100 {
		return
	}
	b.tally.note(g.rec.Origin.Row, issue{field: "value", fate: data.Repaired, reason: "a row of the record names no goods and tells their sum: no line is made of it", raw: s.Lines[sums].Value.String()})
	s.Lines = slices.Delete(s.Lines, sums, sums+1)
	if b.t.cols.find("line", "line") < 0 {
		for i := range s.Lines {
			s.Lines[i].Line = i + 1
		}
	}
}
