package facts

import (
	"regexp"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// amountMarks are how notes tell a sum that stands in a column elsewhere: what the goods
// are insured for, and what customs are told that they are worth.
type amountMarks struct {
	insured, customs sumMark
}

// sumMark finds a sum by words before it.
type sumMark struct {
	sign []string // one of them stands in every text that the pattern can match
	find *regexp.Regexp
}

const (
	currencyWords = `US\$|USD|US dollars?|EUR|euros?|€|GBP|£|HK\$|HKD|S\$|SGD|RMB|CNY|JPY|CHF|TWD|MYR|AED|INR|KRW|\$|美元|美金|欧元|歐元|人民币|港币|港元|元`
	sumWords      = `(?:(` + currencyWords + `) ?)?(\d{1,3}(?:[.,' ]\d{3})+|\d+)([.,]\d{1,2})? ?((?:k|m|mn|mio|mln|mill|millions?|bn|tsd|thousand)\b|万|萬|亿|億)?\.? ?(` + currencyWords + `)?`
	// betweenWords are what may stand between the words and the sum: no other sentence and
	// no other figure.
	betweenWords = `([^.;。；\d]{0,32}?)`
)

func newAmountMarks() amountMarks {
	mark := func(words string, sign ...string) sumMark {
		return sumMark{sign, regexp.MustCompile(`(?i)(?:` + words + `)` + betweenWords + sumWords)}
	}
	return amountMarks{
		insured: mark(`\binsured\b|\binsurance\b|\binsure\b|\bversicher\w*|保价|保價|保额|保額|投保|保险|保險`, "nsur", "NSUR", "ersicher", "保"),
		customs: mark(`\bcustoms value\b|\bvalue for customs\b|\bdeclared? (?:value|at|as worth|for customs)\b|\bzollwert\b|报关(?:金额|价值|价格|价)?|报价申报|申报(?:金额|价值|价格|总价|价)`, "ustoms", "USTOMS", "eclare", "ECLARE", "ollwert", "报", "申"),
	}
}

// noSum are words between that make the sum another: a limit, a number of a paper.
var noSum = regexp.MustCompile(`(?i)\b(?:up to|max\w*|limit\w*|policy|no|nr|number|claim|bis zu|höchst\w*|broker|premium)\b|上限|最高|单号|保费`)

// sum is what a text tells, with the words that do.
type sum struct {
	amount   float64
	currency string // "" where none is told
	excerpt  string
}

// in is the first sum of its kind in a text. A bare figure is no sum: a currency, a word
// for thousands or millions, or groups of three digits make it one.
func (m *sumMark) in(text string) (sum, bool) {
	signed := false
	for _, s := range m.sign {
		signed = signed || strings.Contains(text, s)
	}
	if !signed {
		return sum{}, false
	}
	text = rules.Readable(text)
	for _, at := range m.find.FindAllStringSubmatchIndex(text, 8) {
		group := func(i int) string {
			if at[2*i] < 0 {
				return ""
			}
			return text[at[2*i]:at[2*i+1]]
		}
		scale := scaleOf(group(5))
		currency := currencyOf(pick(group(2), group(6)))
		if noSum.MatchString(group(1)) || currency == "" && scale == 1 && !strings.ContainsAny(group(3), ".,'") {
			continue
		}
		figure := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, group(3))
		if part := group(4); part != "" {
			figure += "." + part[1:]
		}
		n, err := strconv.ParseFloat(figure, 64)
		if err != nil || n <= 0 {
			continue
		}
		return sum{n * scale, currency, strings.TrimSpace(text[at[0]:at[1]])}, true
	}
	return sum{}, false
}

func scaleOf(word string) float64 {
	switch strings.ToLower(word) {
	case "k", "tsd", "thousand":
		return 1e3
	case "万", "萬":
		return 1e4
	case "m", "mn", "mio", "mln", "mill", "million", "millions":
		return 1e6
	case "亿", "億":
		return 1e8
	case "bn":
		return 1e9
	}
	return 1
}

func currencyOf(word string) string {
	switch w := strings.ToLower(word); w {
	case "":
		return ""
	case "us$", "usd", "us dollar", "us dollars", "$", "美元", "美金":
		return "USD"
	case "eur", "euro", "euros", "€", "欧元", "歐元":
		return "EUR"
	case "£":
		return "GBP"
	case "hk$", "港币", "港元":
		return "HKD"
	case "s$":
		return "SGD"
	case "rmb", "人民币", "元":
		return "CNY"
	default:
		return strings.ToUpper(w)
	}
}

// notedSum is the first sum of its kind in what is written freely of the order.
func (f *Facts) notedSum(m *sumMark) (s sum, field string, ok bool) {
	if s, ok := m.in(f.sh.Notes); ok {
		return s, "notes", true
	}
	if s, ok := m.in(f.sh.HoldReason); ok {
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
	if v, ok := f.src.USD(amount, currency, on); ok {
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
