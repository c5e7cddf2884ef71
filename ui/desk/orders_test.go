package desk

import (
	"context"
	"strings"
	"testing"

	"redflag/data"
)

func TestACustomerIsShownWithWhatItsOrdersWereJudged(t *testing.T) {
	ctx := context.Background()
	j := newClearingDesk(t).told(firm("C-1", "1 Quay Road, Bergen", ""), firm("C-2", "2 Quay Road, Bergen", ""),
		`{"kind":"customer","id":"C-3","name":"Merlin Optik","country":"NO"}`,
		order("SO-1", "C-1", keyboards), order("SO-2", "C-1", ascend), order("SO-3", "C-3", keyboards))
	v, err := j.d.Case(ctx, "customer:C-1")
	if err != nil {
		t.Fatal(err)
	}
	o := v.Orders
	if o == nil || o.Count != 2 || o.Worst != data.Stop || v.Verdict.Level != data.Stop || o.Open != 2 || o.ByLevel[data.Stop] != 2 || len(o.First) != 2 {
		t.Fatalf("the orders of C-1 are %+v, level %v", o, v.Verdict.Level)
	}
	if o.ByStatus[data.Open] != 2 || o.Standing() != "2 open" {
		t.Errorf("they stand %v: %q", o.ByStatus, o.Standing())
	}
	if len(o.Sums) != 1 || o.Sums[0].Count != 2 {
		t.Errorf("they add up to %+v", o.Sums)
	}
	if v.Stale != "" || !strings.Contains(o.Words(), "judged with its 2 orders: 2 stop; 2 not decided") {
		t.Errorf("it says %q, %q", v.Stale, o.Words())
	}
	if l := v.Verdict.Lights.Listed; l.Is != data.LightUnknown {
		t.Errorf("a customer that is judged with its orders has the light %+v", l)
	}
	if _, err := j.d.Rule(ctx, "customer:C-1", Ruling{Disposition: "RF1", Reason: "The site was visited and its power contract was seen on paper."}); err == nil || !strings.Contains(err.Error(), "judged with its orders") {
		t.Errorf("it was decided by itself: %v", err)
	}
	if v, err := j.d.Case(ctx, "customer:C-2"); err != nil || v.Orders != nil || v.Verdict.AsOf.State() != data.Known {
		t.Errorf("a customer without orders has %+v, %v", v.Orders, err)
	}
}

func TestWhatIsToldInDifferentWaysIsNeverAddedTogether(t *testing.T) {
	ctx := context.Background()
	line := func(id, doc, value string) string {
		return `{"kind":"shipment","id":"` + id + `","customer":"C-1","date":"2026-03-0` + id[len(id)-1:] + `","doc_type":"` + doc + `","destination_country":"NO","lines":[{"line":1,"description":"NVIDIA H100 PCIe","quantity":4,` + value + `}]}`
	}
	j := newClearingDesk(t).told(`{"kind":"customer","id":"C-1","name":"Merlin Optik","country":"NO"}`,
		line("SO-1", "order", `"value":1000,"currency":"USD"`), line("SO-2", "order", `"unit_value":500,"currency":"EUR"`), line("SO-3", "order", `"currency":"USD"`),
		line("SO-4", "quote", `"value":9999,"currency":"USD"`))
	v, err := j.d.Case(ctx, "customer:C-1")
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Orders.Sums) != 2 {
		t.Fatalf("the sums are %+v", v.Orders.Sums)
	}
	for i, want := range []string{
		"3; 2026-03-01 to 2026-03-03; EUR 2,000; USD 1,000; 1 line without a value; 12 GPUs on lines that are or may be controlled",
		"1; 2026-03-04; USD 9,999; 4 GPUs on lines that are or may be controlled",
	} {
		if got := v.Orders.Sums[i].Words(); got != want {
			t.Errorf("%s adds up to %q, want %q", v.Orders.Sums[i].What, got, want)
		}
	}
}

func TestACustomerIsHeldAgainstTheListsAndClearedAtItsOrders(t *testing.T) {
	ctx := context.Background()
	j := newClearingDesk(t).told(firm("C-1", "1 Quay Road, Bergen", ""), order("SO-1", "C-1", keyboards))
	v, err := j.d.Case(ctx, "customer:C-1")
	if err != nil || v.Orders == nil {
		t.Fatal(v, err)
	}
	if len(v.Hits) == 0 {
		t.Fatal("the customer is held against nothing, and its order is")
	}
	_, err = j.d.ClearHit(ctx, "customer:C-1", v.Hits[0].Object(), Ruling{Disposition: "FP1", Reason: "The registration number differs, seen in the public register."})
	if err == nil || !strings.Contains(err.Error(), "judged with its orders") {
		t.Errorf("a hit was cleared where no verdict says what forbids it: %v", err)
	}
}

func TestTheCustomerOfAnOrderIsFound(t *testing.T) {
	ctx := context.Background()
	j := newClearingDesk(t).told(`{"kind":"customer","id":"C-1","name":"Merlin Optik","country":"NO"}`,
		order("SO-1", "C-1", keyboards), order("SO-2", "Merlin Optik", keyboards), order("SO-3", "Nobody Here", keyboards))
	for _, c := range []struct{ id, want, says string }{
		{"SO-1", "customer:C-1", ""}, {"SO-2", "customer:C-1", ""}, {"customer:C-1", "customer:C-1", ""},
		{"SO-3", "", "no record"}, {"SO-9", "", "nothing here is called"},
	} {
		got, err := j.d.CustomerOf(ctx, c.id)
		if got != c.want || (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s is of %q (%v), want %q %s", c.id, got, err, c.want, c.says)
		}
	}
}
