package screening

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// compared is an order of chips with what it is held against.
type compared struct {
	customer string // further fields of the buyer
	before   []string
	quantity float64
	unit     string // US dollars
	route    string
	notes    string
}

func (c compared) records() string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"kind":"customer","id":"C-1","name":"Selat Grid Computing Sdn Bhd","country":"MY","hq_country":"MY","ultimate_parent_country":"MY","business":"data centre"%s}`+"\n", c.customer)
	for i, s := range c.before {
		fmt.Fprintf(&b, `{"kind":"shipment","id":"S-%d","order":"PO-%[1]d","customer":"C-1","direction":"out","doc_type":"order","grain":"order_line","destination_country":"MY",%s}`+"\n", i+10, s)
	}
	if c.unit == "" {
		c.unit = "30000"
	}
	if c.route == "" {
		c.route = `"USLAX","MYPKG"`
	}
	fmt.Fprintf(&b, `{"kind":"shipment","id":"S-1","order":"PO-1","customer":"C-1","date":"2025-08-01","direction":"out","doc_type":"order","grain":"order_line","destination_country":"MY","route":[%s],"notes":%q,"parties":[{"role":"forwarder","name":"Meridian Freight","country":"MY"}],"lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":%v,"unit_value":%s,"currency":"USD"}]}`+"\n", c.route, c.notes, c.quantity, c.unit)
	return b.String()
}

// past is an earlier order of so many cards at a price.
func past(on string, quantity int, usd string) string {
	return fmt.Sprintf(`"date":%q,"lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":%d,"unit_value":%s,"currency":"USD"}]`, on, quantity, usd)
}

// Figures of history are told apart at their limits: equal, just below and above,
// nought, not told and huge.
func TestFiguresAtTheirLimits(t *testing.T) {
	old := []string{past("2024-01-10", 10, "30000"), past("2024-03-10", 10, "30000")} // 600,000 dollars
	slices3 := func(usd string) []string {
		return []string{past("2025-07-25", 1, usd), past("2025-07-28", 1, usd)}
	}
	site := func(mw string) string {
		return `,"sites":[{"name":"Hall","kind":"datacenter","mw":` + mw + `}]`
	}
	for _, c := range []struct {
		rule, at string
		compared
		want bool
	}{
		{"capital-too-small", "ten times the capital", compared{customer: `,"paid_capital":300000,"currency":"USD"`, quantity: 100}, false},
		{"capital-too-small", "just over ten times", compared{customer: `,"paid_capital":299000,"currency":"USD"`, quantity: 100}, true},
		{"capital-too-small", "a currency nobody knows", compared{customer: `,"paid_capital":1,"currency":"XXQ"`, quantity: 100}, false},
		{"capital-too-small", "a huge order", compared{customer: `,"paid_capital":1000000,"currency":"USD"`, quantity: 1e9}, true},
		{"no-capital", "nought", compared{customer: `,"paid_capital":0`, quantity: 100}, true},
		{"no-capital", "less than nought", compared{customer: `,"paid_capital":-5,"currency":"USD"`, quantity: 100}, true},
		{"no-capital", "one", compared{customer: `,"paid_capital":1,"currency":"USD"`, quantity: 100}, false},
		{"no-capital", "not told", compared{quantity: 100}, false},
		{"no-capital", "asked and not known", compared{customer: `,"paid_capital":"unknown"`, quantity: 100}, false},
		{"no-capital", "nought and a small order", compared{customer: `,"paid_capital":0`, quantity: 3}, false},
		{"nobody-employed", "nobody", compared{customer: `,"employees":0`, quantity: 100}, true},
		{"nobody-employed", "one", compared{customer: `,"employees":1`, quantity: 100}, false},
		{"nobody-employed", "not told", compared{quantity: 100}, false},
		{"value-per-head", "a million for each", compared{customer: `,"employees":3`, quantity: 100}, false},
		{"value-per-head", "just over", compared{customer: `,"employees":3`, quantity: 101}, true},
		{"value-per-head", "twenty people", compared{customer: `,"employees":20`, quantity: 1000}, true},
		{"value-per-head", "twenty-one", compared{customer: `,"employees":21`, quantity: 10000}, false},
		{"young-company-large-order", "399 days", compared{customer: `,"incorporated":"2024-06-28"`, quantity: 64}, true},
		{"young-company-large-order", "400 days", compared{customer: `,"incorporated":"2024-06-27"`, quantity: 64}, false},
		{"young-company-large-order", "on the day", compared{customer: `,"incorporated":"2025-08-01"`, quantity: 64}, true},
		{"young-company-large-order", "thirty days before it was founded", compared{customer: `,"incorporated":"2025-08-31"`, quantity: 64}, true},
		{"order-before-founding", "thirty days before it was founded", compared{customer: `,"incorporated":"2025-08-31"`, quantity: 64}, false},
		{"order-before-founding", "thirty-one", compared{customer: `,"incorporated":"2025-09-01"`, quantity: 64}, true},
		{"jump-over-own-past", "five times", compared{before: old, quantity: 50}, true},
		{"jump-over-own-past", "just below", compared{before: old, quantity: 49}, false},
		{"jump-over-own-past", "no past", compared{quantity: 500}, false},
		{"jump-over-own-past", "a past without a price", compared{before: []string{past("2024-01-10", 10, "null")}, quantity: 500}, false},
		{"more-than-all-before", "five times", compared{before: old, quantity: 100}, false},
		{"more-than-all-before", "just over", compared{before: old, quantity: 101}, true},
		{"more-than-all-before", "one order before", compared{before: old[:1], quantity: 500}, false},
		{"more-than-all-before", "a huge order", compared{before: old, quantity: 1e9}, true},
		{"split-orders", "three just under a hundred thousand", compared{before: slices3("99999"), quantity: 1, unit: "99999"}, true},
		{"split-orders", "at the limit", compared{before: slices3("100000"), quantity: 1, unit: "100000"}, false},
		{"split-orders", "at four fifths", compared{before: slices3("80000"), quantity: 1, unit: "80000"}, true},
		{"split-orders", "below four fifths", compared{before: slices3("79999"), quantity: 1, unit: "79999"}, false},
		{"split-orders", "two", compared{before: slices3("99000")[:1], quantity: 1, unit: "99000"}, false},
		{"split-orders", "fifteen days ago", compared{before: []string{past("2025-07-17", 1, "99000"), past("2025-07-16", 1, "99000")}, quantity: 1, unit: "99000"}, false},
		{"split-orders", "of no value", compared{before: slices3("0"), quantity: 1, unit: "0"}, false},
		{"split-orders", "of no value told", compared{before: slices3("null"), quantity: 1, unit: "null"}, false},
		{"power-does-not-suffice", "a tenth over the power", compared{customer: site("0.1664"), quantity: 110}, false},
		{"power-does-not-suffice", "a fifth over and more", compared{customer: site("0.1664"), quantity: 122}, true},
		{"power-does-not-suffice", "no power", compared{customer: site("0"), quantity: 8}, true},
		{"power-does-not-suffice", "power not told", compared{customer: site("null"), quantity: 1e6}, false},
		{"group-ledger-over-power", "with orders before", compared{customer: site("0.1664"), before: old, quantity: 102}, true},
		{"group-ledger-over-power", "the first order", compared{customer: site("0.1664"), quantity: 1e6}, false},
		{"detour", "the direct way", compared{quantity: 8}, false},
		{"detour", "round the world", compared{quantity: 8, route: `"MYPKG","DEHAM","USLAX","MYPKG"`}, false},
		{"route-by-a-place-unknown", "a place nobody knows", compared{quantity: 8, route: `"USLAX","Erewhon","MYPKG"`}, true},
		{"route-through-an-arms-embargo", "Myanmar", compared{quantity: 8, route: `"USLAX","MMRGN","MYPKG"`}, true},
		{"route-through-an-arms-embargo", "China, of which another rule speaks", compared{quantity: 8, route: `"USLAX","CNSHA","MYPKG"`}, false},
		{"below-the-market", "a book of one line", compared{quantity: 8, unit: "1"}, false},
	} {
		for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), records(t, c.records())) {
			if v.Shipment != "S-1" {
				continue
			}
			if got := slices.ContainsFunc(v.Findings, func(f data.Finding) bool { return f.Rule == c.rule }); got != c.want {
				t.Errorf("%s, %s: fires %v", c.rule, c.at, got)
			}
		}
	}
}
