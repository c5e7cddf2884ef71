package desk

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redflag/data"
)

const kinCustomers = `Customer No,Company,Country,Phone,Email,Address
C-1,Pelagia Compute Sdn Bhd,Malaysia,+60 3 1234 5678,info@gmail.com,"Unit 8-2, Level 8, Menara Pelagia, 12 Jalan Ampang, 50450 Kuala Lumpur"
C-2,Pelagia Compute Sdn. Bhd.,Malaysia,03-1234 5678,desk@grey-egret.example,"Unit 3-1, Level 3, 77 Jalan Imbi, 55100 Kuala Lumpur"
C-3,Grey Egret Trading,Malaysia,+60 3 9876 5432,sales@grey-egret.example,
C-4,Fjordlys AS,Norway,+47 22 33 44 55,post@fjordlys.example,
`

const kinOrders = `Sales Order,Line,Order Date,Customer No,Description,Qty,Destination Country
SO-1,1,2025-03-02,C-1,NVIDIA H100 80GB PCIe,64,MY
SO-2,1,2025-03-09,C-4,Laptop,5,NO
SO-3,1,2025-03-11,C-3,NVIDIA H100 80GB PCIe,8,MY
`

func kinDesk(t *testing.T) *Desk {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	importText(t, d, "customers.csv", kinCustomers)
	importText(t, d, "orders.csv", kinOrders)
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	return d
}

func importText(t *testing.T, d *Desk, name, content string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Import(context.Background(), []string{file}, ImportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
}

func relatedOf(t *testing.T, d *Desk, id string) *Related {
	t.Helper()
	v, err := d.Related(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSplittingIsReversible(t *testing.T) {
	ctx := context.Background()
	d := kinDesk(t)
	if n := len(relatedOf(t, d, "C-1").Proposals); n != 1 {
		t.Fatalf("%d proposals", n)
	}
	if _, err := d.NotSame(ctx, "C-1", "C-2", " "); err == nil {
		t.Error("no reason was asked for")
	}
	if _, err := d.NotSame(ctx, "SO-1", "customer:C-2", "two registers were read"); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"C-1", "C-2", "SO-1"} {
		v := relatedOf(t, d, id)
		if len(v.Proposals) != 0 || len(v.Settled) != 1 || v.Settled[0].Same {
			t.Errorf("%s after the split: %+v, %+v", id, v.Proposals, v.Settled)
		}
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if v := relatedOf(t, d, "C-2"); len(v.Proposals) != 1 || len(v.Settled) != 0 {
		t.Errorf("undo left %+v, %+v", v.Proposals, v.Settled)
	}
}

func TestASplitLapsesWhenAPartyChanges(t *testing.T) {
	ctx := context.Background()
	d := kinDesk(t)
	if _, err := d.NotSame(ctx, "C-1", "C-2", "two registers were read"); err != nil {
		t.Fatal(err)
	}
	importText(t, d, "customers.csv", strings.Replace(kinCustomers, "77 Jalan Imbi", "12 Jalan Ampang", 1))
	v := relatedOf(t, d, "C-1")
	if len(v.Proposals) != 1 || !strings.Contains(v.Proposals[0].Lapsed, "has changed") {
		t.Errorf("after the change: %+v", v.Proposals)
	}
}

func TestAStoppedOrderIsTheEndOfAWay(t *testing.T) {
	ctx := context.Background()
	d := kinDesk(t)
	if p := relatedOf(t, d, "SO-1").Path; p != nil {
		t.Fatalf("a way before anything was stopped: %+v", p)
	}
	if _, err := d.Decide(ctx, "SO-3", "RF2", "No end user was named after two requests.", data.Date{}); err != nil {
		t.Fatal(err)
	}
	p := relatedOf(t, d, "SO-1").Path
	if p == nil || p.Kind != "stopped" || len(p.Hops) != 2 || p.Hops[1].To.ID != "customer:C-3" || p.Tell.Record != "shipment:SO-3" {
		t.Fatalf("the way is %+v", p)
	}
	if e := p.Hops[0].Tie.Tells; e.File != "customers.csv" || e.Row != 2 || e.Record != "customer:C-1" {
		t.Errorf("it is told in %+v", e)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if p := relatedOf(t, d, "SO-1").Path; p != nil {
		t.Errorf("a way after undo: %+v", p)
	}
}

func TestACustomerThatIsServedNoMoreIsTheEndOfAWay(t *testing.T) {
	d := kinDesk(t)
	importText(t, d, "more.csv", "Customer No,Company,Country,Phone,Notes\nC-9,Perak Ridge Compute Sdn Bhd,Malaysia,+47 22 33 44 55,CLOSED 2026-02 - nobody at the site\n")
	p := relatedOf(t, d, "C-4").Path
	if p == nil || p.Kind != "rejected" || p.Hops[0].To.ID != "customer:C-9" || p.Tell.Record != "customer:C-9" || !strings.Contains(p.Says, "CLOSED 2026-02") {
		t.Errorf("the way is %+v", p)
	}
}

func TestAListedPartyIsTheEndOfAWay(t *testing.T) {
	ctx := context.Background()
	d := kinDesk(t)
	packs, err := d.packs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range packs[0].Entries {
		if e.AddressOnly || strings.ContainsAny(e.Name, `",`) || len(strings.Fields(e.Name)) < 3 {
			continue
		}
		importText(t, d, "more.csv", "Customer No,Company,Country,Phone\nC-9,"+e.Name+",China,+47 22 33 44 55\n")
		break
	}
	p := relatedOf(t, d, "C-4").Path
	if p == nil || p.Kind != "listed" || p.Hops[0].To.ID != "customer:C-9" {
		t.Errorf("the way is %+v", p)
	}
	v := relatedOf(t, d, "C-9")
	if len(v.Itself) != 1 || v.Itself[0].Kind != "listed" || !strings.Contains(v.NoWay(), "another listed") {
		t.Errorf("a listed party itself: %+v, %q", v.Itself, v.NoWay())
	}
	if v := relatedOf(t, d, "C-4"); len(v.Itself) != 0 {
		t.Errorf("an unlisted party itself: %+v", v.Itself)
	}
}

// A listed firm that is only named as the owner of an owner is found, whether the
// customer's record or a table of holdings tells it.
func TestAListedOwnerIsReached(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	list := filepath.Join(dir, "house.csv")
	if err := os.WriteFile(list, []byte("id,name,list,country,source\n9001,Grey Heron Microelectronics,EL,CN,Invented\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddList(ctx, list, ""); err != nil {
		t.Fatal(err)
	}
	importText(t, d, "book.jsonl", `{"kind":"customer","id":"C-1","name":"Kestrel Cloud","country":"MY","owners":[{"name":"Merlin Holding","country":"SG","percent":60}]}
{"kind":"customer","id":"C-2","name":"Fjordlys","country":"NO","ultimate_parent":"Grey Heron Microelectronics","ultimate_parent_country":"CN"}
{"kind":"holding","owner":"Grey Heron Microelectronics","owned":"Merlin Holding","percent":12.5}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026-03-02","lines":[{"line":1,"description":"Keyboard","quantity":1}]}
`)
	for id, steps := range map[string]int{"C-1": 2, "S-1": 2, "C-2": 1} {
		v := relatedOf(t, d, id)
		if v.Path == nil || v.Path.Kind != "listed" || len(v.Path.Hops) != steps {
			t.Fatalf("%s: the way is %+v", id, v.Path)
		}
		last := v.Path.Hops[steps-1].Tie
		if last == nil || !last.Owns || !strings.Contains(last.Value, "Grey Heron Microelectronics") || last.Tells.File != "book.jsonl" {
			t.Errorf("%s: the last step is %+v", id, last)
		}
	}
}
