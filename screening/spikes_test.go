package screening

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"redflag/data"
	"redflag/screening/facts"
)

// aloneInCalendar is a date of a rule that takes something away, with no other so near
// that an order could run ahead of both.
func aloneInCalendar(t *testing.T) data.Date {
	t.Helper()
	var restricts []facts.RuleDate
	for _, r := range newPlaces(tables(t)).calendar() {
		if r.Restricts && r.On.First() > data.Day(2022, 12, 31).First() {
			restricts = append(restricts, r)
		}
	}
	for i, r := range restricts {
		near := func(o facts.RuleDate) bool { d := r.On.First() - o.On.First(); return d != 0 && d < 90 && d > -90 }
		if !slices.ContainsFunc(restricts, near) {
			return restricts[i].On
		}
	}
	t.Fatal("no rule date stands alone")
	return data.Date{}
}

// A jump is a spike in the six weeks before a rule date and on no other day, of forty
// chips or more, and only where the rest of the market did not jump too.
func TestSpikesAroundRuleDates(t *testing.T) {
	rule := aloneInCalendar(t).First()
	buyer := func(b *strings.Builder, id string, day int32, cards int) {
		fmt.Fprintf(b, `{"kind":"customer","id":"C-%s","name":"Selat Grid %[1]s Sdn Bhd","country":"MY","hq_country":"MY","ultimate_parent_country":"MY","business":"data centre"}`+"\n", id)
		order := func(n string, day int32, cards int) {
			fmt.Fprintf(b, `{"kind":"shipment","id":"S-%s-%s","order":"PO-%[1]s-%[2]s","customer":"C-%[1]s","date":%[3]q,"direction":"out","doc_type":"order","grain":"order_line","destination_country":"MY","lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":%[4]d,"unit_value":30000,"currency":"USD"}]}`+"\n", id, n, data.DateOfDay(day).String(), cards)
		}
		for i := range int32(26) { // one a week, up to seven weeks ago
			order(fmt.Sprint(i), day-49-7*i, 1)
		}
		order("last", day, cards)
	}
	for _, c := range []struct {
		what   string
		before int32 // days before the rule
		cards  int
		others int // buyers that jump with it
		want   bool
	}{
		{"six weeks before", 42, 80, 0, true},
		{"a day more", 43, 80, 0, false},
		{"the day before", 1, 80, 0, true},
		{"on the day", 0, 80, 0, false},
		{"the day after", -1, 80, 0, false},
		{"forty chips", 20, 40, 0, true},
		{"thirty-nine", 20, 39, 0, false},
		{"as many as ever", 20, 6, 0, false},
		{"with the whole market", 20, 80, 12, false},
	} {
		var b strings.Builder
		buyer(&b, "a", rule-c.before, c.cards)
		for i := range c.others {
			buyer(&b, fmt.Sprint("m", i), rule-c.before-int32(i%3), c.cards)
		}
		fires := false
		for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), records(t, b.String())) {
			if v.Shipment == "S-a-last" {
				fires = slices.ContainsFunc(v.Findings, func(f data.Finding) bool { return f.Rule == "spike-before-rule" })
			}
		}
		if fires != c.want {
			t.Errorf("%s: a spike before the rule of %s: %v", c.what, data.DateOfDay(rule), fires)
		}
	}
}

// The trade of a buyer that was stopped is known again at a new one: the same model by
// the same forwarder, in like volume, after the stop and not before.
func TestAStoppedTradeReappears(t *testing.T) {
	const order = `{"kind":"shipment","id":%q,"order":%[1]q,"customer":%[2]q,"date":%[3]q,"direction":"out","doc_type":"order","grain":"order_line","destination_country":"MY","status":%[4]q,"hold_reason":%[5]q,"parties":[{"role":"forwarder","name":%[6]q,"country":"MY"}],"lines":[{"line":1,"part_number":"SYS-821GE-TNHR","description":"Supermicro SYS-821GE-TNHR","quantity":%[7]d,"unit_value":280000,"currency":"USD"}]}` + "\n"
	for _, c := range []struct {
		what, day, forwarder, status, reason string
		quantity                             int
		want                                 bool
	}{
		{"the same trade a month later", "2025-07-10", "Meridian Freight Forwarding", "blocked", "diversion risk", 12, true},
		{"the day after the stop", "2025-06-02", "Meridian Freight Forwarding", "blocked", "diversion risk", 12, true},
		{"before the stop", "2025-05-20", "Meridian Freight Forwarding", "blocked", "diversion risk", 12, false},
		{"by another forwarder", "2025-07-10", "Swift Crane Cargo", "blocked", "diversion risk", 12, false},
		{"where nobody was stopped", "2025-07-10", "Meridian Freight Forwarding", "shipped", "", 12, false},
	} {
		var b strings.Builder
		for _, id := range []string{"C-1", "C-9"} {
			fmt.Fprintf(&b, `{"kind":"customer","id":%q,"name":"Buyer %[1]s Sdn Bhd","country":"MY","hq_country":"MY","ultimate_parent_country":"MY","business":"data centre"}`+"\n", id)
		}
		fmt.Fprintf(&b, order, "S-8", "C-9", "2025-04-01", "shipped", "", "Meridian Freight Forwarding", 12)
		fmt.Fprintf(&b, order, "S-9", "C-9", "2025-06-01", c.status, c.reason, "Meridian Freight Forwarding", 12)
		fmt.Fprintf(&b, order, "S-1", "C-1", c.day, "open", "", c.forwarder, c.quantity)
		fires := false
		for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), records(t, b.String())) {
			if v.Shipment == "S-1" {
				fires = slices.ContainsFunc(v.Findings, func(f data.Finding) bool { return f.Rule == "supp3-25-for-a-former-customer" })
			}
		}
		if fires != c.want {
			t.Errorf("%s: it is known again: %v", c.what, fires)
		}
	}
}
