package screening

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"redflag/data"
)

// ofBook are the verdicts on the records of a book of honest trade, by what they are of.
func ofBook(t *testing.T, lines string) map[string]data.Verdict {
	t.Helper()
	out := map[string]data.Verdict{}
	for _, v := range judge(t, inputs(t), records(t, lines)) {
		out[v.Shipment] = v
	}
	return out
}

// What a sentence says of controlled goods it says of those alone, and not of the memory and
// the cables of the same order.
func TestSentencesNameTheLinesTheyAreOf(t *testing.T) {
	v := ofBook(t, `{"kind":"customer","id":"C-1","name":"Selat Computers","country":"VN","hq_country":"VN","ultimate_parent_country":"VN"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026-06-18","doc_type":"order","destination_country":"VN","parties":[{"role":"end_user","name":"Selat Computers","country":"VN"}],"lines":[{"line":1,"description":"GeForce RTX 4090 24GB","quantity":2,"unit_value":1900,"currency":"USD","eccn":"5A992.c"},{"line":2,"description":"Samsung 64GB DDR5-4800 ECC RDIMM","quantity":16,"unit_value":260,"currency":"USD","eccn":"EAR99"},{"line":3,"description":"Cat6A patch cord 3m","quantity":5,"unit_value":4,"currency":"USD","eccn":"3A991.A.1"}]}
`)["S-1"]
	f := finding(v, "eccn-contradicts-part")
	if f == nil {
		t.Fatal("5A992.c for an RTX 4090 is not asked about")
	}
	if want := "5A992.C is told for 2 x NVIDIA RTX 4090, whose figures lead to"; !strings.HasPrefix(f.Says, want) {
		t.Errorf("%q, want %q", f.Says, want)
	}
}

// Hours of a machine that was rented are no chips that were bought, in the past either.
func TestHoursOfTheMonthsBeforeAreNoChips(t *testing.T) {
	v := ofBook(t, `{"kind":"customer","id":"C-1","name":"Lumi Speech","country":"DE","hq_country":"DE","ultimate_parent_country":"DE"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-09-12","doc_type":"hosting","direction":"none","destination_country":"DE","lines":[{"line":1,"part_number":"g-h100","description":"GPU instance 1x H100 80GB, per hour","quantity":300,"unit":"h","unit_value":3.2,"currency":"EUR"}]}
{"kind":"shipment","id":"S-2","customer":"C-1","date":"2025-10-12","doc_type":"hosting","direction":"none","destination_country":"DE","lines":[{"line":1,"description":"Half rack 21U incl. 8A","quantity":1,"unit_value":420,"currency":"EUR"},{"line":2,"description":"Metered power, kWh","quantity":2000,"unit":"kWh","unit_value":0.24,"currency":"EUR"}]}
`)
	for id, v := range v {
		for _, rule := range []string{"hosting-too-small-for-its-machines", "large-order-no-power-told", "spike-before-rule", "volume-without-need"} {
			if f := finding(v, rule); f != nil {
				t.Errorf("%s: %s", id, f.Says)
			}
		}
	}
}

// So many hours of what a number names are a cluster, and are asked about as one.
func TestManyHoursOfChipsAreAskedAbout(t *testing.T) {
	const paper = `{"kind":"customer","id":"C-1","name":"Lumi Speech","country":"DE","hq_country":"DE","ultimate_parent_country":"DE"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-09-12","doc_type":"hosting","direction":"none","destination_country":"DE","lines":[{"line":1,"part_number":"g-h100","description":"GPU instance 1x H100 80GB, per hour","quantity":%d,"unit":"h","unit_value":3.2,"currency":"EUR"}]}
`
	for hours, asked := range map[int]bool{300: false, 120000: true} {
		if v := ofBook(t, fmt.Sprintf(paper, hours))["S-1"]; (finding(v, "volume-without-need") != nil) != asked {
			t.Errorf("%d hours are asked about: %v", hours, !asked)
		}
	}
}

// Goods that customs count in kilograms have parts of one.
func TestAWeightIsNoOddQuantity(t *testing.T) {
	for _, unit := range []string{"KGM", "GRM", "TNE", "MTR", "公斤"} {
		v := ofBook(t, `{"kind":"shipment","id":"S-1","date":"2026-10-02","doc_type":"trade_data","destination_country":"DE","parties":[{"role":"exporter","name":"Kaveri Wood","country":"IN"},{"role":"purchaser","name":"Nordhaus Retail","country":"DE"}],"lines":[{"line":1,"description":"CHAIRS, METAL FRAME","quantity":13.163,"unit":"`+unit+`","hs":"940171","value":60,"currency":"EUR"}]}
`)["S-1"]
		if f := finding(v, "record-quantity-odd"); f != nil {
			t.Errorf("%s: %s", unit, f.Says)
		}
	}
}

// What a hospital buys goes to the hospital, by whatever account its supplier is booked: whose
// headquarters are asked for is who receives the goods. Where they come from is another matter.
func TestASupplierReceivesNothing(t *testing.T) {
	const paper = `{"kind":"customer","id":"C-1","name":"Golden Lantern Components Ltd","country":"%s"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026-06-18","doc_type":"purchase","direction":"in","destination_country":"DE","parties":[{"role":"exporter","name":"Golden Lantern Components Ltd","country":"%[1]s"},{"role":"purchaser","name":"Universitätsklinikum Quellmoor","country":"DE"},{"role":"end_user","name":"Universitätsklinikum Quellmoor, Radiologie","country":"DE"}],"lines":[{"line":1,"description":"NVIDIA L40S 48GB","quantity":2,"unit_value":8400,"currency":"EUR"}]}
`
	near, far := ofBook(t, fmt.Sprintf(paper, "DE"))["S-1"], ofBook(t, fmt.Sprintf(paper, "HK"))["S-1"]
	for _, rule := range []string{"headquarters-half-known", "headquarters-unknown", "tell-the-counterparty"} {
		if f := finding(near, rule); f != nil {
			t.Errorf("two cards for a hospital: %s", f.Says)
		}
	}
	if f := finding(far, "headquarters-restricted"); f != nil {
		t.Errorf("%s", f.Says)
	}
	if finding(far, "supp3-22-from-a-licence-place") == nil || far.Level < data.Review {
		t.Errorf("cards from Hong Kong: %v, and nobody asks how they got there", far.Level)
	}
	for was, is := range map[string]string{`"purchaser"`: `"intermediate_consignee"`, `"end_user","name":"Universitätsklinikum Quellmoor, Radiologie","country":"DE"`: `"end_user","name":"Golden Lantern Components Ltd","country":"HK"`, `"direction":"in"`: `"direction":"out"`} {
		v := ofBook(t, strings.Replace(fmt.Sprintf(paper, "HK"), was, is, 1))["S-1"]
		if f := finding(v, "headquarters-restricted"); (f != nil) != (was != `"purchaser"`) {
			t.Errorf("%s for %s: headquarters are asked for: %v", is, was, f != nil)
		}
	}
}

// A declaration tells goods by their tariff number, and who gets them and not who buys. Where the
// number is of nothing sought, and the price of no chips, nobody asks for more.
func TestADeclarationTellsGoodsByTheirNumber(t *testing.T) {
	const paper = `{"kind":"shipment","id":"S-1","date":"2025-11-20","doc_type":"declaration","destination_country":"%s","parties":[{"role":"exporter","name":"Nordhaus Telecom Sp. z o.o.","country":"PL"},{"role":"ultimate_consignee","name":"Rumah Cempaka","country":"%[1]s"}],"lines":[{"line":1%s,"hs":"%s","quantity":%d,"value":6000,"currency":"EUR","net_kg":%d}]}
`
	for _, c := range []struct {
		country, words, hs string
		quantity, kg       int
		gap                string
	}{
		{"ID", "", "9018901000", 20, 93, ""},
		{"ID", "", "94032080", 1, 300, "record-line-not-described"},
		{"TH", `,"description":"COMPUTER COMPONENTS"`, "847330", 1, 153, "record-without-customer"},
		{"ID", "", "9018901000", 2, 3, "record-line-not-described"},
		{"ID", "", "84733020", 20, 93, "record-line-not-described"},
		{"ID", "", "9018", 20, 93, "record-line-not-described"},
		{"TH", `,"description":"MEMORY MODULES"`, "847330", 100, 5, ""},
		{"KZ", `,"description":"MEMORY MODULES"`, "847330", 100, 5, "record-without-customer"},
		{"SG", `,"description":"NVIDIA H100"`, "847330", 1, 2, "record-without-customer"},
	} {
		v := ofBook(t, fmt.Sprintf(paper, c.country, c.words, c.hs, c.quantity, c.kg))["S-1"]
		for _, rule := range []string{"record-line-not-described", "record-without-customer"} {
			if f := finding(v, rule); (f != nil && f.Kind == data.GapFinding) != (rule == c.gap) && c.gap != "record-line-not-described" || f == nil && rule == c.gap {
				t.Errorf("%+v: %s is %v", c, rule, f)
			}
		}
	}
}

// The lines of an order leave one by one: what a delivery weighs and costs is not held against
// another that brought other goods, nor a month of a contract against the next.
func TestDeliveriesOfAnOrderAreOfDifferentGoods(t *testing.T) {
	chips, server := `{"line":1,"description":"Intel Xeon Silver 4410Y processor","quantity":2,"unit_value":560,"currency":"EUR","net_kg":0.2}`, `{"line":3,"description":"Dell PowerEdge R760xs 2x Silver 4410Y 128GB","quantity":4,"unit_value":7600,"currency":"EUR","net_kg":96}`
	paper := func(id, doc, date, lines string) string {
		return fmt.Sprintf(`{"kind":"shipment","id":"%s","order":"4711","customer":"C-1","date":"%s","doc_type":"%s","destination_country":"SG","lines":[%s]}`+"\n", id, date, doc, lines)
	}
	v := ofBook(t, `{"kind":"customer","id":"C-1","name":"Selat Trading","country":"SG","hq_country":"SG","ultimate_parent_country":"SG","role":"reseller"}`+"\n"+
		paper("S-1", "order", "2026-07-16", chips+","+server)+paper("S-2", "delivery", "2026-07-19", chips)+paper("S-3", "delivery", "2026-08-06", server))
	for _, rule := range []string{"heavier-than-its-name", "papers-differ"} {
		if f := finding(v["S-3"], rule); f != nil {
			t.Errorf("%s", f.Says)
		}
	}
	was := ofBook(t, `{"kind":"customer","id":"C-1","name":"Selat Trading","country":"SG"}`+"\n"+paper("S-1", "order", "2026-07-16", strings.Replace(chips, `"quantity":2`, `"quantity":4`, 1))+paper("S-3", "delivery", "2026-08-06", strings.Replace(server, "Dell PowerEdge R760xs 2x Silver 4410Y 128GB", "computer parts", 1)))
	if finding(was["S-3"], "heavier-than-its-name") == nil {
		t.Error("processors that were ordered leave as heavy as servers, and nobody asks")
	}
}

// Where a virtual machine stands that nobody told is no question; where machines go that notes
// alone name, and the paper takes into its hall, is the first one.
func TestAHallIsAskedForWhatItTakesIn(t *testing.T) {
	const paper = `{"kind":"customer","id":"C-1","name":"%s","country":"%s","incorporated":"2025-01"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-09-10","doc_type":"hosting","direction":"none"%s,"parties":[{"role":"purchaser","name":"%[1]s","country":"%[2]s"}],"lines":[{"line":1,"description":"%[4]s","quantity":%[5]d,"unit_value":%[6]d,"currency":"USD"}],"notes":"%[7]s"}
`
	v := ofBook(t, fmt.Sprintf(paper, "Kestrel Interactive", "SG", "", "Dedicated server Ryzen 9 7950X3D 128GB", 5, 109, "moved from rack B12 to C04"))["S-1"]
	if f := finding(v, "record-without-destination"); f == nil || f.Kind != data.NoteFinding {
		t.Errorf("a rented server: %+v", f)
	}
	v = ofBook(t, fmt.Sprintf(paper, "Selasih Edge Sdn Bhd", "MY", `,"destination_country":"MY"`, "Colocation 40 racks, 44 kW each, liquid cooling", 40, 9000, "customer brings 320 x HGX H100 from Singapore"))["S-1"]
	if v.Level < data.Hold || finding(v, "hub-without-end-user") == nil {
		t.Errorf("a hall for 320 HGX H100: %v with %d points", v.Level, v.Score)
	}
}

// What a desk notes on a customer in three words is no story. What it tells in a sentence is, and
// of chips every word is read.
func TestARemarkOnAnAccountRetellsNothing(t *testing.T) {
	const paper = `{"kind":"customer","id":"C-1","name":"Selat Bank","country":"SG","hq_country":"SG","notes":"%s"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-09-10","doc_type":"order","destination_country":"SG","parties":[{"role":"end_user","name":"Selat Bank","country":"SG"}],"lines":[{"line":1,"description":"%s","quantity":4,"unit_value":560,"currency":"USD"}]}
`
	for _, c := range []struct {
		notes, goods string
		read         bool
	}{
		{"dealer price list B", "Intel Xeon Silver 4410Y CPU", false},
		{"cheque account closed 2021, TT only", "Intel Xeon Silver 4410Y CPU", false},
		{"The dealer signed as end user but says he will sell the processors to whoever pays.", "Intel Xeon Silver 4410Y CPU", true},
		{"dealer price list B", "NVIDIA H100", true},
	} {
		read := false
		for _, f := range ofBook(t, fmt.Sprintf(paper, c.notes, c.goods))["S-1"].Findings {
			read = read || strings.HasPrefix(f.Rule, "reads-")
		}
		if read != c.read {
			t.Errorf("%q of %s is read: %v", c.notes, c.goods, read)
		}
	}
}

// What order desks write every day asks nothing of a server for a maker of machines. Each
// line of the file is such a remark.
func TestEverydayRemarksAskNothing(t *testing.T) {
	text, err := os.ReadFile("testdata/remarks.txt")
	if err != nil {
		t.Fatal(err)
	}
	remarks := strings.Split(strings.TrimSpace(string(text)), "\n")
	var book strings.Builder
	book.WriteString(`{"kind":"customer","id":"C-1","name":"Feldkirchner Anlagenbau GmbH","country":"DE","hq_country":"DE","ultimate_parent_country":"DE","business":"Mechanical engineering","employees":800,"incorporated":"1972","customer_since":"2009"}` + "\n")
	for i, r := range remarks {
		note, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&book, `{"kind":"shipment","id":"S-%d","order":"PO-%d","customer":"C-1","date":"2026-%02d-%02d","doc_type":"order","direction":"out","destination_country":"DE","lines":[{"line":1,"description":"HPE ProLiant DL380 Gen11 2x Xeon Gold 6430 256GB","quantity":2,"unit_value":11800,"value":23600,"currency":"USD","hs":"8471.50"}],"notes":%s}`+"\n", i, i, 1+i%10, 1+i%27, note)
	}
	verdicts := ofBook(t, book.String())
	for i, r := range remarks {
		if v := verdicts[fmt.Sprintf("S-%d", i)]; v.Level > data.Pass {
			t.Errorf("%q is %s: %s", r, v.Level, v.Findings[0].Says)
		}
	}
}

// A computer that is told with the card in it weighs what a computer does, and a server by any
// number with the processor in it what a server does.
func TestAComputerWeighsMoreThanItsCard(t *testing.T) {
	for description, c := range map[string]struct {
		kg    int
		asked bool
	}{
		"Lenovo ThinkStation PX 2x Gold 6426Y 2x RTX 4000 Ada": {37, false},
		"Lenovo ThinkStation PX 2x RTX 4000 Ada":               {130, true},
		"PNY NVIDIA RTX 4000 Ada 20GB":                         {37, true},
		"Supermicro AS-2015CS-TNR EPYC 9354 384GB":             {24, false},
		"AMD EPYC 9354 32-core processor":                      {24, true},
	} {
		v := ofBook(t, fmt.Sprintf(`{"kind":"shipment","id":"S-1","date":"2026-06-01","doc_type":"order","destination_country":"SG","parties":[{"role":"end_user","name":"Selasih Murni Hospital","country":"SG"}],"lines":[{"line":1,"description":"%s","quantity":12,"unit_value":9000,"currency":"USD","net_kg":%d}]}`+"\n", description, 12*c.kg))["S-1"]
		if f := finding(v, "heavier-than-its-name"); (f != nil) != c.asked {
			t.Errorf("%s of %d kg is asked about: %v", description, c.kg, !c.asked)
		}
	}
}
