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
