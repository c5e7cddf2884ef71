package intake

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redflag/data"
)

func TestJSONLines(t *testing.T) {
	text := "\ufeff" + `{"kind":"customer","id":"C-1","name":"Selat Digital","country":"Malaysia","owners":[{"name":"Arus","country":"SG","percent":"unknown"}],"sites":[{"mw":12,"hardware":[{"model":"H100","quantity":8}]}],"iaas":"unknown","employees":null,"role":"reseller","mood":"fine"}` + "\n\n" +
		`{"kind":"holding","owner":"Arus","owned":"Selat Digital","percent":51}` + "\n" +
		`{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-03","direction":"out","parties":[{"role":"end_user","name":"Wira","country":"MYS"},{"role":"consignee","name":"Kappa"}],"lines":[{"line":1,"part_number":4711,"quantity":"8","value":240000,"colour":"red"},{"line":2,"colour":"blue"}]}` + "\n" +
		`{"kind":"shipment","id":"S-2","lines":{"line":1}}` + "\n" +
		`{"kind":"shipment","id":"S-3","date":true}` + "\n" +
		`{"kind":"boat","id":"S-3"}` + "\n" +
		`{"kind":"shipment","id":"S-4"` + "\n" +
		`{"kind":"shipment","id":"S-1","customer":"C-1"}` + "\n" +
		`{"kind":"holding","owner":"Arus","owned":"Selat Digital","percent":51}` + "\n" +
		`{"kind":"shipment","id":"S-5","date":"03/04/2025","payer_country":"Atlantis"}`
	recs, rep := readAll(t, "r.jsonl", []byte(text), Options{Countries: names{"malaysia": "MY", "mys": "MY"}})
	check(t, "read", rep.Read, 11)
	check(t, "rejected", rep.Fates[data.Rejected], 4)
	check(t, "duplicate", rep.Fates[data.Duplicate], 1)
	check(t, "ambiguous", rep.Fates[data.Ambiguous], 2)
	check(t, "repaired", rep.Fates[data.Repaired], 2)
	check(t, "records", len(recs), 5)
	check(t, "unknown", rep.Unknown, []data.UnknownName{{Name: "mood", Rows: 1}, {Name: "lines[].colour", Rows: 1}})
	c := recs[0].Customer
	check(t, "country", c.Country, "MY")
	check(t, "role", c.BusinessRole, "reseller")
	check(t, "percent", c.Owners[0].Percent.State, data.Unknown)
	check(t, "extra", recs[0].Extra["mood"], "fine")
	s := recs[2].Shipment
	check(t, "party country", s.Parties[0].Country, "MY")
	check(t, "role by another word", s.Parties[1].Role, data.UltimateConsignee)
	check(t, "part", s.Lines[0].PartNumber, "4711")
	check(t, "date", recs[4].Shipment.Date.State(), data.Unknown)
	check(t, "date as told", recs[4].Extra["date"], "03/04/2025")
	n := notes(rep)
	for _, want := range []string{"lines: an object is not a list of objects", "date: true or false is not a date", "none of customer, shipment, holding", "no JSON from character"} {
		if !strings.Contains(n, want) {
			t.Errorf("no note says %q:\n%s", want, n)
		}
	}
}

func TestPartsByOtherWords(t *testing.T) {
	for word, want := range map[string]data.Role{
		"consignee": data.UltimateConsignee, "Ship-To": data.UltimateConsignee, "receiver": data.UltimateConsignee,
		"seller": data.Exporter, "shipper": data.Exporter, "Consignor": data.Exporter, "LC beneficiary": data.Exporter, "licence applicant": data.Exporter,
		"buyer": data.Purchaser, "sold to": data.Purchaser, "Bill-To": data.Purchaser, "importer": data.Purchaser, "L/C applicant": data.Purchaser,
		"notify": data.NotifyParty, "also notify": data.NotifyParty, "notify party 2": data.NotifyParty,
		"freight forwarder": data.Forwarder, "customs broker": data.Forwarder,
		"End-User": data.EndUser, "final customer": data.EndUser, "remitter": data.Payer, "issuing bank": data.Bank,
		"tenant": data.EndUser, "cloud_customer": data.EndUser, "sublessee": data.EndUser, "租户": data.EndUser, "host": data.UltimateConsignee, "installation site": data.UltimateConsignee,
		"reseller": data.Purchaser, "guarantor": data.Payer, "hosting_customer": data.EndUser, "Model developer": data.EndUser,
		"AG": data.Purchaser, "WE": data.UltimateConsignee, "we": data.UltimateConsignee, "RE": data.Purchaser, "RG": data.Payer, "SH": data.UltimateConsignee, "CR": data.Forwarder,
	} {
		recs, rep := readAll(t, "r.jsonl", []byte(`{"kind":"shipment","id":"S-1","parties":[{"role":"`+word+`","name":"Kappa"}]}`), Options{})
		check(t, word, recs[0].Shipment.Parties[0].Role, want)
		check(t, word+" told", rep.Fates[data.Repaired], 1)
	}
	recs, rep := readAll(t, "r.jsonl", []byte(`{"kind":"shipment","id":"S-1","parties":[{"role":"applicant","name":"Kappa"}]}`), Options{})
	check(t, "of a licence or of a credit", recs[0].Shipment.Parties[0].Role, data.NotifyParty)
	check(t, "told as open", rep.Fates[data.Ambiguous], 1)
	for word, want := range map[string]data.Role{"downstream_consignee": data.UltimateConsignee, "second-level buyer": data.Purchaser, "of the": data.NotifyParty, "loss_payee": data.NotifyParty, "godfather": data.NotifyParty} {
		recs, rep := readAll(t, "r.jsonl", []byte(`{"kind":"shipment","id":"S-1","parties":[{"role":"`+word+`","name":"Kappa"}]}`), Options{})
		check(t, word, recs[0].Shipment.Parties[0].Role, want)
		check(t, word+" told as open", rep.Fates[data.Ambiguous], 1)
	}
}

// SP is the forwarder beside the codes of one desk, and the sold-to party beside those of another.
func TestDisputedPartnerCode(t *testing.T) {
	for beside, want := range map[string]data.Role{"WE": data.Forwarder, "SH": data.Purchaser, "notify": data.NotifyParty} {
		recs, _ := readAll(t, "r.jsonl", []byte(`{"kind":"shipment","id":"S-1","parties":[{"role":"SP","name":"Kappa"},{"role":"`+beside+`","name":"Selat"}]}`), Options{})
		check(t, "beside "+beside, recs[0].Shipment.Parties[0].Role, want)
		if beside != "notify" {
			check(t, beside, recs[0].Shipment.Parties[1].Role, data.UltimateConsignee)
		}
	}
}

// A column may be headed by a word that tells the part of a party in a record.
func TestPartsAreNoHeaders(t *testing.T) {
	recs, _ := readAll(t, "r.csv", []byte("order id,customer,site,user,description,quantity\nS-1,Kappa,Plant 4,JMEYER,cable,2\n"), Options{Kind: Shipments})
	check(t, "parties", len(recs[0].Shipment.Parties), 0)
}

func TestJSONList(t *testing.T) {
	recs, rep := readAll(t, "r.json", []byte(`[{"kind":"customer","id":"1"}, {"kind":"customer","id":"2"}]`), Options{})
	check(t, "records", len(recs), 2)
	check(t, "read", rep.Read, 2)
}

// The decoder and the types' own reading agree on what both accept.
func TestDecoderAgreesWithTypes(t *testing.T) {
	line := `{"kind":"shipment","id":"S\u00e91","order":"O","customer":"C","date":"2025-03-02","ship_date":"unknown","status":"open","hold_reason":"h","direction":"in","doc_type":"purchase","grain":"order_line",` +
		`"parties":[{"role":"bank","id":"B","name":"n","name_local":"中","aliases":["a"],"registration_number":"r","tax_id":"t","address":"a","unit_floor":"u","city":"c","region":"r","postcode":"p","country":"MY","hq_country":"SG","parent":"p","parent_country":"US","ultimate_parent":"u","ultimate_parent_country":"unknown","owners":[{"name":"o","country":"SG","percent":12.5,"as_of":"2024","source":"s"}],"directors":["d"],"incorporated":"2023-02","business":"b","website":"w","domain_created":"2024-01-01","emails":["e"],"phones":["p"],"contact":"c","employees":40,"paid_capital":1e5,"currency":"MYR","bank_country":"MY","sites":[{"name":"s","address":"a","kind":"datacenter","mw":12,"racks":40,"hardware":[{"model":"m","quantity":8}]}],"iaas":"yes","end_use_statement":"no","customer_since":"2020","notes":"n"}],` +
		`"destination_country":"MY","final_destination_country":"TH","route":["USLAX","MYPKG"],"carrier":"c","bl":"b","awb":"a","payer":"p","payer_country":"AE","payment_method":"tt","stated_end_use":"u","incoterm":"i","licence":"l","licence_exception":"x",` +
		`"lines":[{"line":1,"part_number":"p","description":"d","quantity":8,"unit":"pcs","unit_value":3,"value":24,"currency":"USD","eccn":"4A090","hs":"8471","origin_country":"TW","net_kg":1,"gross_kg":2,"packages":1,"serials":["s"]}],"notes":"n"}`
	var want data.Record
	if err := json.Unmarshal([]byte(line), &want); err != nil {
		t.Fatal(err)
	}
	d := newDecoder(newAtlas(nil))
	got, err := d.decode(line)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Error(diff)
	}
	if len(d.issues) > 0 || len(got.Extra) > 0 {
		t.Error(d.issues, got.Extra)
	}
}

func TestLinesOfJSONAreReadOneByOne(t *testing.T) {
	in := "{\"kind\":\"customer\",\"id\":\"1\",\"country\":\"Malaysia\"}\n\nnonsense\n{\"kind\":\"customer\",\"id\":\"2\",\"incorporated\":\"1/2/2024\"}"
	var got []string
	for r, n := range Lines(strings.NewReader(in), testCountries) {
		id := ""
		if r != nil {
			id = r.Customer.ID
		}
		got = append(got, id+":"+string(n.Fate))
	}
	check(t, "lines", got, "[1: :rejected 2:ambiguous]")
}

// A value of any type in any member never breaks a line's neighbours.
func TestWrongTypesNameTheField(t *testing.T) {
	for _, member := range []string{"id", "order", "date", "parties", "lines", "route", "destination_country", "notes"} {
		for _, v := range []string{`[[1]]`, `{"a":1}`} {
			_, rep := readAll(t, "r.jsonl", []byte(`{"kind":"shipment","id":"A","`+member+`":`+v+`}`), Options{})
			if rep.Fates[data.Rejected] != 1 || !strings.Contains(notes(rep), member) {
				t.Errorf("%s %s: %v %s", member, v, rep.Fates, notes(rep))
			}
		}
	}
}

// A name that is no field is told with the field that may be meant.
func TestUnknownNamesAreTold(t *testing.T) {
	text := `{"kind":"shipment","id":"S-1","custmer":"C-1","hq":"CN","consignee":["Wira"],"partNumber":"A100","lines":[{"line":1,"qty":8,"colour":"red"},{"line":2,"qty":8}]}` + "\n" +
		`{"kind":"shipment","id":"S-2","custmer":"C-1","parties":[{"role":"end_user","headquarters":"CN","sites":[{"megawatt":3}]}]}` + "\n" +
		`{"kind":"customer","id":"C-1","companyName":"Selat","owners":[{"share":3}]}` + "\n" +
		`{"kind":"holding","owner":"A","owned":"B","percentage":51}`
	_, rep := readAll(t, "r.jsonl", []byte(text), Options{})
	got := map[string]string{}
	for _, u := range rep.Unknown {
		got[u.Name] = u.MayMean
		if n := map[string]int{"custmer": 2}[u.Name]; n != 0 && u.Rows != n {
			t.Errorf("%s is told by %d records, want %d", u.Name, u.Rows, n)
		}
	}
	for name, want := range map[string]string{
		"custmer": "customer", "consignee": "parties[].name with the role consignee", "partNumber": "lines[].part_number", "lines[].qty": "lines[].quantity", "lines[].colour": "",
		"parties[].headquarters": "parties[].hq_country", "parties[].sites[].megawatt": "", "companyName": "name", "owners[].share": "", "percentage": "percent",
	} {
		if is, ok := got[name]; !ok || is != want {
			t.Errorf("%s may mean %q, %v; want %q", name, is, ok, want)
		}
	}
	check(t, "rejected", rep.Fates[data.Rejected], 0)
}

// Names that nobody knows tell of parties and of what people write: a party under the name
// of its part is that, firms are asked about, prose is read.
func TestNamesThatNobodyKnowsAreReadAllTheSame(t *testing.T) {
	const line = `{"kind":"shipment","id":"S-1","date":"2026-05-01","ship_to":{"name":"Kavir Print","country":"Malaysia"},"end_customer":"Grey Heron","helper":"Marigold Kontor Co Ltd","delivery":"express","delivery_remark":"goods go on to Minsk","lines":[]}` + "\n"
	for r, n := range Lines(strings.NewReader(line), testCountries) {
		if r == nil {
			t.Fatal(n.Reason)
		}
		var got []string
		for _, p := range r.Shipment.Parties {
			got = append(got, string(p.Role)+" "+p.Name+" "+p.Country)
		}
		const want = "ultimate_consignee Kavir Print MY|end_user Grey Heron |notify_party Marigold Kontor Co Ltd "
		if s := strings.Join(got, "|"); s != want || r.Shipment.Notes != "delivery_remark: goods go on to Minsk" || r.Extra["delivery"] != "express" {
			t.Errorf("%s, want %s; notes %q, beside %v", s, want, r.Shipment.Notes, r.Extra)
		}
	}
}

func TestThousandsInWordsOfJSON(t *testing.T) {
	const line = `{"kind":"shipment","id":"S-1","lines":[{"description":"cable","quantity":"2k","unit_value":"1.2M"},{"description":"cable","quantity":"100 m","unit_value":"25万"}]}` + "\n"
	for r, n := range Lines(strings.NewReader(line), testCountries) {
		if r == nil {
			t.Fatal(n.Reason)
		}
		a, b := r.Shipment.Lines[0], r.Shipment.Lines[1]
		if a.Quantity.Value != 2000 || a.UnitValue.Value != 1.2e6 || b.Quantity.Value != 100 || b.UnitValue.Value != 250000 {
			t.Errorf("%v %v %v %v", a.Quantity, a.UnitValue, b.Quantity, b.UnitValue)
		}
	}
}
