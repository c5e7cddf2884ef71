package screening

import (
	"bufio"
	"context"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"redflag/data"
	"redflag/data/intake"
	"redflag/data/reference"
	"redflag/screening/rules"
)

// loaded is what the tests share; loading it takes a while.
var loaded = sync.OnceValues(func() (*reference.Tables, error) { return reference.Load() })

var loadedRules = sync.OnceValues(LoadRules)

func tables(t testing.TB) *reference.Tables {
	t.Helper()
	x, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func builtin(t testing.TB) *rules.Set {
	t.Helper()
	x, err := loadedRules()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// recognised is the catalogue of those tables, with what it has recognised before.
var recognised = sync.OnceValue(func() *catalogue {
	x, err := loaded()
	if err != nil {
		return nil // whoever loads the tables is told
	}
	return newCatalogue(x)
})

func today() data.Date { return data.Day(2026, time.July, 31) }

func inputs(t testing.TB, entries ...data.ListEntry) Inputs {
	in := Inputs{AsOf: today(), Tables: tables(t), Rules: builtin(t), Program: "test", goods: recognised()}
	if len(entries) > 0 {
		in.Lists = []*data.ListPack{{Name: "Test list", Hash: "x", AsOf: today(), Entries: entries}}
	}
	return in
}

func listed(name string) data.ListEntry {
	return data.ListEntry{ID: "1", List: "EL", Name: name, Countries: []string{"CN"}, StartDate: data.Day(2020, 1, 1), LicenceRequirement: "For all items subject to the EAR"}
}

func records(t testing.TB, lines string) []*data.Record {
	t.Helper()
	var out []*data.Record
	sc := bufio.NewScanner(strings.NewReader(lines))
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		r := &data.Record{}
		if err := json.Unmarshal(sc.Bytes(), r); err != nil {
			t.Fatalf("%v in %s", err, sc.Text())
		}
		r.Origin = data.Origin{File: "test.jsonl", Row: len(out) + 1}
		out = append(out, r)
	}
	return out
}

func judge(t testing.TB, in Inputs, recs []*data.Record) []data.Verdict {
	t.Helper()
	var out []data.Verdict
	err := Stream(context.Background(), in, each(recs), func(_ *data.Record, v *data.Verdict) error {
		out = append(out, *v)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const hubOrder = `{"kind":"customer","id":"C-1","name":"Kestrel Cloud Sdn Bhd","country":"MY","hq_country":"MY","ultimate_parent_country":"MY","address":"12 Jalan Satu","incorporated":"2023-02","emails":["ops@gmail.com"]}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026-03-02","doc_type":"order","direction":"out","destination_country":"MY","route":["USLAX","MYPKG"],"parties":[{"role":"purchaser","name":"Kestrel Cloud Sdn Bhd","country":"MY"},{"role":"ultimate_consignee","name":"Harbour Freight Logistics","country":"MY","address":"Lot 4, Port Klang Free Zone"}],"payer":"Golden Sparrow Trading","payer_country":"HK","lines":[{"line":1,"part_number":"","description":"NVIDIA H100 80GB PCIe","quantity":64,"unit_value":30000,"currency":"USD"}]}
`

func TestOneShipmentFromRecordsToFindings(t *testing.T) {
	v := judge(t, inputs(t, listed("Grey Heron Microelectronics")), records(t, hubOrder))
	if len(v) != 1 {
		t.Fatalf("%d verdicts", len(v))
	}
	got := v[0]
	if got.Shipment != "S-1" || got.Customer != "C-1" || got.Level < data.Review {
		b, _ := json.MarshalIndent(got, "", " ")
		t.Errorf("%s", b)
	}
	if len(got.Goods) != 1 || got.Goods[0].Controlled != data.ControlledYes || got.Goods[0].GPUs != 64 {
		t.Errorf("goods %+v", got.Goods)
	}
	if got.Lights.Listed.Is != data.LightClear || got.Lights.Headquarters.Is == data.LightNotApplicable {
		t.Errorf("lights %+v", got.Lights)
	}
	for _, f := range got.Findings {
		if len(f.Evidence) == 0 {
			t.Errorf("%s has no evidence", f.Rule)
		}
		for _, e := range f.Evidence {
			if e.Field == "" || e.Value == "" {
				t.Errorf("%s: evidence %+v", f.Rule, e)
			}
		}
	}
}

// Each sign that a note retells is shown by the sentence that retells it, and by no other.
func TestEachSignIsShownByItsOwnSentence(t *testing.T) {
	lines := `{"kind":"customer","id":"C-1","name":"Larkfield Data Pte Ltd","country":"SG"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026-03-02","doc_type":"order","direction":"out","destination_country":"SG","lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":8}],"notes":"Stickers on the boxes had been peeled and new ones printed over them when the driver came. The bill was settled by somebody we never heard of from an account in another town."}
`
	v := judge(t, inputs(t), records(t, lines))[0]
	for rule, own := range map[string]string{"reads-relabelled": "Stickers", "reads-third-party-payment": "The bill", "relabel": "Stickers", "proxy-payment-in-notes": "The bill"} {
		at := slices.IndexFunc(v.Findings, func(f data.Finding) bool { return f.Rule == rule })
		if at < 0 {
			t.Errorf("no %s", rule)
			continue
		}
		for _, e := range v.Findings[at].Evidence {
			if e.Field == "notes" && !strings.Contains(e.Value, own) {
				t.Errorf("%s is shown by %q", rule, e.Value)
			}
		}
	}
}

func TestListedIsClearOnlyByAListThatVouches(t *testing.T) {
	recs := records(t, hubOrder)
	entry := listed("Grey Heron Microelectronics")
	is := func(packs ...*data.ListPack) string {
		in := inputs(t)
		in.Lists = packs
		return judge(t, in, recs)[0].Lights.Listed.Is
	}
	pack := func(as data.Date, starter bool) *data.ListPack {
		return &data.ListPack{Name: "CSL", Hash: "h", AsOf: as, Starter: starter, Entries: []data.ListEntry{entry}}
	}
	old := data.DateOfDay(today().First() - DefaultListAge - 1)
	for name, c := range map[string]struct{ got, want string }{
		"none":    {is(), data.LightUnknown},
		"starter": {is(pack(today(), true)), data.LightUnknown},
		"old":     {is(pack(old, false)), data.LightUnknown},
		"undated": {is(pack(data.Date{}, false)), data.LightUnknown},
		"fresh":   {is(pack(today(), false)), data.LightClear},
	} {
		if c.got != c.want {
			t.Errorf("%s: listed is %s, want %s", name, c.got, c.want)
		}
	}
}

func TestAClearedHitStaysAndExpires(t *testing.T) {
	recs := records(t, strings.Replace(hubOrder, "Harbour Freight Logistics", "Grey Heron Microelectronics", 1))
	in := inputs(t, listed("Grey Heron Microelectronics"))
	v := judge(t, in, recs)[0]
	if v.Lights.Listed.Is != data.LightRed || v.Level != data.Stop {
		t.Fatalf("a listed consignee: %s %+v", v.Level, v.Lights.Listed)
	}
	in.Judgements = []data.Judgement{{Kind: "cleared_pair", Subject: "Grey Heron Microelectronics", Object: "EL:1",
		Clearance: data.Clearance{Person: "Ada", Reason: "another firm, number differs", On: data.Day(2026, 1, 1), Until: data.Day(2026, 12, 31)}}}
	v = judge(t, in, recs)[0]
	i := slices.IndexFunc(v.Findings, func(f data.Finding) bool { return f.Cleared != nil })
	if v.Lights.Listed.Is != data.LightCleared || i < 0 || v.Findings[i].Cleared.Person != "Ada" {
		t.Errorf("after clearing: %+v", v.Lights.Listed)
	}
	in.Judgements[0].Until = data.Day(2026, 7, 1)
	if v = judge(t, in, recs)[0]; v.Lights.Listed.Is != data.LightRed {
		t.Errorf("after the clearance ran out: %+v", v.Lights.Listed)
	}
}

func TestAStatedLicenceMakesAStopPendingAndNeverAway(t *testing.T) {
	base := strings.Replace(hubOrder, `"hq_country":"MY"`, `"hq_country":"CN"`, 1)
	v := judge(t, inputs(t), records(t, base))[0]
	if v.Lights.Headquarters.Is != data.LightRed || v.Level != data.Stop {
		t.Fatalf("headquarters in China: %s %+v", v.Level, v.Lights.Headquarters)
	}
	v = judge(t, inputs(t), records(t, strings.Replace(base, `"doc_type":"order"`, `"doc_type":"order","licence":"D123456"`, 1)))[0]
	if v.Lights.Headquarters.Is != data.LightPending || v.Level != data.Stop {
		t.Errorf("with a stated licence: %s %+v", v.Level, v.Lights.Headquarters)
	}
}

func TestCablesStayQuiet(t *testing.T) {
	v := judge(t, inputs(t, listed("Grey Heron Microelectronics")), records(t, `{"kind":"shipment","id":"S-2","customer":"Otter Stationery Ltd","date":"2026-03-02","doc_type":"order","direction":"out","destination_country":"GB","parties":[{"role":"purchaser","name":"Otter Stationery Ltd","country":"GB"}],"lines":[{"line":1,"description":"Cat6 patch cable 3 m","quantity":20,"unit_value":4,"currency":"USD"}]}`))[0]
	if v.Level != data.Pass || v.Lights.Headquarters.Is != data.LightNotApplicable {
		t.Errorf("%s %+v", v.Level, v.Findings)
	}
}

func TestOwnersAreAddedUpThroughLayers(t *testing.T) {
	firm := `{"kind":"customer","id":"C-1","name":"Kestrel Cloud Sdn Bhd","country":"MY","hq_country":"MY","ultimate_parent_country":"MY"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-10-10","ship_date":"2025-10-15","doc_type":"order","direction":"out","destination_country":"MY","lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":8,"unit_value":30000,"currency":"USD"}]}
`
	hold := func(owner, owned, percent string) string {
		return `{"kind":"holding","owner":"` + owner + `","owned":"` + owned + `","percent":` + percent + "}\n"
	}
	in := inputs(t, listed("Grey Heron Microelectronics"))
	for name, c := range map[string]struct{ holdings, want string }{
		"direct half":         {hold("Grey Heron Microelectronics", "Kestrel Cloud Sdn Bhd", "50"), data.LightRed},
		"through a majority":  {hold("Grey Heron Microelectronics", "Middle Ltd", "60") + hold("Middle Ltd", "Kestrel Cloud Sdn Bhd", "55"), data.LightRed},
		"through a minority":  {hold("Grey Heron Microelectronics", "Middle Ltd", "40") + hold("Middle Ltd", "Kestrel Cloud Sdn Bhd", "100"), data.LightPending},
		"share not told":      {hold("Grey Heron Microelectronics", "Kestrel Cloud Sdn Bhd", `"unknown"`), data.LightUnknown},
		"two paths together":  {hold("Grey Heron Microelectronics", "Kestrel Cloud Sdn Bhd", "30") + hold("Grey Heron Microelectronics", "Middle Ltd", "80") + hold("Middle Ltd", "Kestrel Cloud Sdn Bhd", "25"), data.LightRed},
		"a circle":            {hold("Middle Ltd", "Kestrel Cloud Sdn Bhd", "50") + hold("Kestrel Cloud Sdn Bhd", "Middle Ltd", "50"), data.LightUnknown},
		"all told, none bad":  {hold("Ann Example", "Kestrel Cloud Sdn Bhd", "100"), data.LightClear},
		"half of it not told": {hold("Ann Example", "Kestrel Cloud Sdn Bhd", "50"), data.LightUnknown},
	} {
		v := judge(t, in, records(t, firm+c.holdings))[0]
		if v.Lights.Ownership.Is != c.want {
			t.Errorf("%s: %+v, want %s", name, v.Lights.Ownership, c.want)
		}
	}
	// The same half is pending while the affiliates rule is suspended.
	late := strings.NewReplacer("2025-10-10", "2026-02-10", "2025-10-15", "2026-02-15").Replace(firm)
	v := judge(t, in, records(t, late+hold("Grey Heron Microelectronics", "Kestrel Cloud Sdn Bhd", "50")))[0]
	if v.Lights.Ownership.Is != data.LightPending {
		t.Errorf("suspended: %+v", v.Lights.Ownership)
	}
}

func TestBadInputIsAFindingOrAGapAndNeverSilence(t *testing.T) {
	many := strings.Repeat(`{"description":"cable","quantity":1},`, 20_000)
	for name, line := range map[string]string{
		"empty":         `{"kind":"shipment","id":"S-1"}`,
		"no customer":   `{"kind":"shipment","id":"S-1","date":"2026-01-01","destination_country":"SG","lines":[{"description":"NVIDIA H100 80GB PCIe","quantity":1}]}`,
		"no lines":      `{"kind":"shipment","id":"S-1","customer":"Somebody","date":"2026-01-01","destination_country":"SG"}`,
		"no date":       `{"kind":"shipment","id":"S-1","customer":"Somebody","destination_country":"SG","lines":[{"description":"cable","quantity":1}]}`,
		"country":       `{"kind":"shipment","id":"S-1","customer":"Somebody","date":"2026-01-01","destination_country":"Atlantis","lines":[{"description":"cable","quantity":1}]}`,
		"quantity 1e18": `{"kind":"shipment","id":"S-1","customer":"Somebody","date":"2026-01-01","destination_country":"SG","lines":[{"description":"cable","quantity":1e18}]}`,
		"negative":      `{"kind":"shipment","id":"S-1","customer":"Somebody","date":"2026-01-01","destination_country":"SG","lines":[{"description":"NVIDIA H100 80GB PCIe","quantity":-5}]}`,
		"no words":      `{"kind":"shipment","id":"S-1","customer":"Somebody","date":"2026-01-01","destination_country":"SG","lines":[{"quantity":1}]}`,
		"nameless":      `{"kind":"shipment","id":"S-1","customer":"Somebody","date":"2026-01-01","destination_country":"SG","parties":[{"role":"end_user","country":"SG"}],"lines":[{"description":"cable","quantity":1}]}`,
		"many lines":    `{"kind":"shipment","id":"S-1","customer":"Somebody","date":"2026-01-01","destination_country":"SG","lines":[` + strings.TrimSuffix(many, ",") + `]}`,
		"circle":        `{"kind":"customer","id":"C-1","name":"A","owners":[{"name":"B","percent":50}]}` + "\n" + `{"kind":"holding","owner":"A","owned":"B","percent":50}` + "\n" + `{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026-01-01","destination_country":"SG","lines":[{"description":"cable","quantity":1}]}`,
	} {
		v := judge(t, inputs(t, listed("Grey Heron Microelectronics")), records(t, line))
		if len(v) != 1 || v[0].Level == data.Pass || len(v[0].Findings) == 0 {
			t.Errorf("%s: silence: %+v", name, v)
		}
	}
}

func TestAVerdictDependsOnNothingButItsInputs(t *testing.T) {
	var b strings.Builder
	for i := range 60 {
		s := strings.NewReplacer("S-1", "S-"+string(rune('A'+i%26))+string(rune('a'+i/26)), "2026-03-02", data.DateOfDay(20000+int32(i*7)).String(), `"quantity":64`, `"quantity":`+string(rune('1'+i%9))).Replace(strings.Split(hubOrder, "\n")[1])
		b.WriteString(s + "\n")
	}
	all := strings.Split(hubOrder, "\n")[0] + "\n" + b.String()
	in := inputs(t, listed("Grey Heron Microelectronics"))
	want := map[string]data.Verdict{}
	for _, v := range judge(t, in, records(t, all)) {
		want[v.Shipment] = v
	}
	for range 3 {
		recs := records(t, all)
		rand.Shuffle(len(recs), func(i, j int) { recs[i], recs[j] = recs[j], recs[i] })
		for i, r := range recs { // the row is part of the record, not of the order it comes in
			_ = i
			r.Origin = data.Origin{}
		}
		for _, v := range judge(t, in, recs) {
			w := want[v.Shipment]
			if !reflect.DeepEqual(strip(v), strip(w)) {
				x, _ := json.Marshal(strip(v))
				y, _ := json.Marshal(strip(w))
				t.Fatalf("%s in another order:\n%s\n%s", v.Shipment, x, y)
			}
		}
	}
}

// strip takes the place in a file out of the evidence.
func strip(v data.Verdict) data.Verdict {
	v.Findings = slices.Clone(v.Findings)
	for i := range v.Findings {
		f := &v.Findings[i]
		f.Evidence = slices.Clone(f.Evidence)
		for j := range f.Evidence {
			f.Evidence[j].File, f.Evidence[j].Row = "", 0
		}
	}
	return v
}

// Service paid as dear as the machines is no order of machines, in the verdict or in the
// past of later orders; the same words and price on an order may be.
func TestDearServiceIsNoOrderOfMachines(t *testing.T) {
	for _, c := range []struct {
		docType string
		want    bool // the later order is of a buyer that is new to such goods
	}{{"service", true}, {"order", false}} {
		var recs []*data.Record
		for rec, note := range intake.Lines(strings.NewReader(`{"kind":"customer","id":"C","name":"Selat Data Sdn Bhd","country":"MY","hq_country":"MY","ultimate_parent_country":"MY"}
{"kind":"shipment","id":"A","date":"2026-01-10","doc_type":"`+c.docType+`","customer":"C","destination_country":"MY","lines":[{"line":1,"description":"HGX H100 maintenance","quantity":16,"unit_value":210000,"currency":"USD"}]}
{"kind":"shipment","id":"B","date":"2026-03-10","doc_type":"order","customer":"C","destination_country":"MY","lines":[{"line":1,"description":"HGX H200 8-GPU","quantity":8,"unit_value":240000,"currency":"USD"}]}
`), tables(t).Atlas()) {
			if rec == nil {
				t.Fatal(note.Reason)
			}
			recs = append(recs, rec)
		}
		found := false
		for _, v := range judge(t, inputs(t), recs) {
			for _, f := range v.Findings {
				found = found || v.Shipment == "B" && f.Rule == "hub-new-buyer"
			}
		}
		if found != c.want {
			t.Errorf("after a %s: new buyer %v, want %v", c.docType, found, c.want)
		}
	}
}

// Hours of machines are the use of them and no pieces, whatever the unit is called.
func TestHoursOfMachinesAreNoPieces(t *testing.T) {
	for unit, pieces := range map[string]bool{"pcs": true, "": true, "Std": false, "hrs": false, "GPU-hours": false, "卡时": false, "heures": false} {
		recs := records(t, `{"kind":"customer","id":"C-1","name":"Selat Data Sdn Bhd","country":"MY","hq_country":"MY","ultimate_parent_country":"MY"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026-01-10","doc_type":"order","lines":[{"line":1,"description":"NVIDIA H100 SXM5 80GB","quantity":50000,"unit":"`+unit+`","unit_value":2.1,"currency":"USD"}]}`)
		for _, v := range judge(t, inputs(t), recs) {
			if v.Shipment != "S-1" {
				continue
			}
			low := false
			for _, f := range v.Findings {
				low = low || f.Pattern == "undervalued"
			}
			if low != pieces || v.Level == data.Pass {
				t.Errorf("%q: too cheap for pieces %v, want %v; %s", unit, low, pieces, v.Level)
			}
		}
	}
}
