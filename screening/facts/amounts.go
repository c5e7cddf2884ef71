package facts

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed amounts.yaml
var amountsYAML []byte

// amountMarks are how notes tell a sum that stands in a column elsewhere: what the goods
// are insured for, what customs are told that they are worth, and what the market pays.
type amountMarks struct {
	insured, customs, market sumMark
}

// sumMark finds a sum by words before it.
type sumMark struct {
	words phrases.Set
	*sumWords
}

// sumWords are what stands around figures that are a sum.
type sumWords struct {
	other              phrases.Set // make it another sum
	currencies, scales phrases.Codes
}

func loadAmounts() (amountMarks, error) { return parseAmounts("amounts.yaml", amountsYAML) }

func parseAmounts(name string, text []byte) (amountMarks, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Insured      phrases.Tongues            `yaml:"insured"`
		Customs      phrases.Tongues            `yaml:"customs"`
		Market       phrases.Tongues            `yaml:"market"`
		Other        phrases.Tongues            `yaml:"other_sum"`
		Currencies   map[string]phrases.Tongues `yaml:"currencies"`
		Scales       map[string]phrases.Tongues `yaml:"scales"`
	}
	t := phrases.Open(name, text, &f)
	w := &sumWords{t.Set("$.other_sum", f.Other), t.Codes("$.currencies", f.Currencies), t.Codes("$.scales", f.Scales)}
	for scale := range f.Scales {
		if n, err := strconv.ParseFloat(scale, 64); err != nil || n <= 0 {
			t.Fail("$.scales", "%q is no number to count by", scale)
		}
	}
	return amountMarks{sumMark{t.Set("$.insured", f.Insured), w}, sumMark{t.Set("$.customs", f.Customs), w}, sumMark{t.Set("$.market", f.Market), w}}, t.Err()
}

// figureAfter is the first figure behind the words, and what stands between: no other
// sentence and no other figure, and no more than mostBetween and a currency.
var figureAfter = regexp.MustCompile(`^([^.;。；\d]{0,44})(\d{1,3}(?:[.,' ]\d{3})+|\d+)([.,]\d{1,2})?`)

// mostBetween is how many letters stand between the words and a sum at most.
const mostBetween = 32

// sum is what a text tells, with the words that do.
type sum struct {
	amount   float64
	currency string // "" where none is told
	excerpt  string
}

// in is the first sum of its kind in a text.
func (m *sumMark) in(t *phrases.Text) (sum, bool) {
	for at := m.words.Followed(t, 0, figureAfter); at != nil; {
		s, next, ok := m.sumAt(t, at)
		if ok {
			return s, true
		}
		at = m.words.Followed(t, next, figureAfter)
	}
	return sum{}, false
}

// sumAt is the sum at the words, what stands behind them and a figure, whose places are
// given. A bare figure is no sum: a currency, a word for thousands or millions, or groups
// of three digits make it one. Next is from where to look for another.
func (m *sumMark) sumAt(t *phrases.Text, at []int) (s sum, next int, ok bool) {
	words, between, figure, scale := at[0], at[3], t.Shown[at[4]:at[5]], 1.0
	if before := strings.TrimSuffix(t.Lower[:between], " "); m.currencies.Before(t, len(before)) >= at[2] {
		between = m.currencies.Before(t, len(before))
		s.currency = m.currencies.Of(t.Lower[between:len(before)])
	}
	if utf8.RuneCountInString(t.Lower[at[2]:between]) > mostBetween {
		return s, words + 1, false // other words may stand closer to the figure
	}
	if other, _ := m.other.Next(t, words); other >= 0 && other < between {
		return s, at[1], false
	}
	end := at[1]
	if from := t.Skip(end, " "); m.scales.At(t, from) >= 0 {
		end = m.scales.At(t, from)
		scale, _ = strconv.ParseFloat(m.scales.Of(t.Lower[from:end]), 64)
	}
	from := t.Skip(t.Skip(t.Skip(end, " "), "."), " ")
	if e := m.currencies.At(t, from); e >= 0 {
		s.currency, end = pick(s.currency, m.currencies.Of(t.Lower[from:e])), e
	}
	if s.currency == "" && scale == 1 && !strings.ContainsAny(figure, ".,'") {
		return s, at[1], false
	}
	if at[6] >= 0 {
		figure = onlyDigits(figure) + "." + t.Shown[at[6]+1:at[7]]
	} else {
		figure = onlyDigits(figure)
	}
	n, err := strconv.ParseFloat(figure, 64)
	s.amount, s.excerpt = n*scale, strings.TrimSpace(t.Shown[words:end])
	return s, end, err == nil && n > 0
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// notedSum is the first sum of its kind in what is written freely of the order.
func (f *Facts) notedSum(m *sumMark) (s sum, field string, ok bool) {
	if s, ok := m.in(f.readable(f.sh.Notes)); ok {
		return s, "notes", true
	}
	if s, ok := m.in(f.readable(f.sh.HoldReason)); ok {
		return s, "hold_reason", true
	}
	return sum{}, "", false
}

// usd is a sum in US dollars; one of no currency is in that of the lines.
func (f *Facts) usd(amount float64, currency string) rules.Value {
	if currency == "" {
		for i := range f.sh.Lines {
			c := f.sh.Lines[i].Currency
			if currency == "" {
				currency = c
			} else if c != "" && c != currency {
				return unknownValue()
			}
		}
	}
	on := f.sh.Date
	if on.State() != data.Known {
		on = f.law
	}
	if v, ok := f.src.USD(amount, CurrencyOf(f.sh, currency, f.isoOf), on); ok {
		return num(v)
	}
	return unknownValue()
}

// insured is what the goods are insured for.
func (f *Facts) insured() rules.Value {
	if n := f.sh.InsuredValue; n.State == data.Known {
		return f.usd(n.Value, f.sh.InsuredCurrency)
	} else if s, _, ok := f.notedSum(&f.src.Words.amounts.insured); ok {
		return f.usd(s.amount, s.currency)
	} else {
		return rules.Value{State: n.State}
	}
}

// multiple is one value as a multiple of another.
func multiple(x, y rules.Value) rules.Value {
	return ratio(x, data.Number{Value: y.Num, State: y.State})
}

// pieces is the number of pieces on all lines.
func (f *Facts) pieces() rules.Value {
	t := newTotal()
	for i := range f.sh.Lines {
		t.add(numValue(f.sh.Lines[i].Quantity))
	}
	return t.value()
}

// customsUSD is what customs are told of a line, in US dollars.
func (f *Facts) customsUSD(l *line) rules.Value {
	if l.CustomsValue.State != data.Known {
		return rules.Value{State: l.CustomsValue.State}
	}
	return f.usd(l.CustomsValue.Value, l.Currency)
}

// customsRatio is the least part of the value of a line that customs are told, or else
// what notes tell of all lines.
func (f *Facts) customsRatio() rules.Value {
	v := f.least(func(l *line) rules.Value { return multiple(f.customsUSD(l), l.valueUSD) })
	if v.State == data.Known {
		return v
	}
	if s, _, ok := f.notedSum(&f.src.Words.amounts.customs); ok {
		return multiple(f.usd(s.amount, s.currency), f.allGoods().valueUSD)
	}
	return v
}

// customsBand is the same as a part of the low end of the goods' price band.
func (f *Facts) customsBand() rules.Value {
	return f.least(func(l *line) rules.Value {
		return multiple(f.customsUSD(l), product(l.good.PriceLow, l.Quantity))
	})
}

// overNoted is the highest unit price as a multiple of what the line itself, or else notes,
// tell that the market, or the list of prices, says of one piece.
func (f *Facts) overNoted() rules.Value {
	m := &f.src.Words.amounts.market
	noted, _, told := f.notedSum(m)
	return f.most(func(l *line) rules.Value {
		if own, ok := m.in(f.readable(l.Description)); ok {
			return multiple(l.unitUSD, f.usd(own.amount, pick(own.currency, l.Currency)))
		}
		if !told {
			return rules.Value{}
		}
		return multiple(l.unitUSD, f.usd(noted.amount, noted.currency))
	})
}

func (f *Facts) overNotedEvidence() []data.Evidence {
	var out []data.Evidence
	m := &f.src.Words.amounts.market
	for i := range f.lines {
		if s, ok := m.in(f.readable(f.lines[i].Description)); ok {
			out = f.room.Add(out, f.of("description", s.excerpt, f.lines[i].number()))
		}
	}
	if s, field, ok := f.notedSum(m); ok && len(out) == 0 {
		out = f.one(f.of(field, s.excerpt, 0))
	}
	return append(out, f.lineValues(func(*line) bool { return true })...)
}

func (f *Facts) amountEvidence(x field) []data.Evidence {
	var out []data.Evidence
	switch x {
	case fShipmentInsuredUsd, fShipmentInsuredOver, fShipmentInsuredPieceUsd:
		if f.sh.InsuredValue.State != data.NotTold {
			out = f.one(f.of("insured_value", money(f.sh.InsuredValue, f.sh.InsuredCurrency), 0))
		} else if s, field, ok := f.notedSum(&f.src.Words.amounts.insured); ok {
			out = f.one(f.of(field, s.excerpt, 0))
		} else {
			out = f.one(f.of("insured_value", "", 0))
		}
	default:
		f.allGoods()
		for i := range f.lines {
			l := &f.lines[i]
			if l.CustomsValue.State != data.NotTold {
				out = f.room.Add(out, f.of("customs_value", money(l.CustomsValue, l.Currency), l.number()))
			}
			if len(out) >= 6 {
				break
			}
		}
		if s, field, ok := f.notedSum(&f.src.Words.amounts.customs); ok && len(out) == 0 {
			out = f.one(f.of(field, s.excerpt, 0))
		}
	}
	if x == fShipmentInsuredUsd || x == fGoodsCustomsBand {
		return out
	}
	if x == fShipmentInsuredPieceUsd {
		for i := range f.sh.Lines[:min(len(f.sh.Lines), 4)] {
			l := &f.sh.Lines[i]
			out = f.room.Add(out, f.of("quantity", l.Quantity.String(), max(l.Line, i+1)))
		}
		return out
	}
	return append(out, f.lineValues(func(*line) bool { return true })...)
}
