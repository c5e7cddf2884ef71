package ui

import (
	"fmt"
	"strings"

	"redflag/data"
	"redflag/ui/desk"
)

// view is the whole case of a row, with everything that a case can hold.
func (f *fake) view(r *data.QueueRow) *desk.CaseView {
	v := &desk.CaseView{
		Open:    []*desk.OpenFacts{{Lacks: []string{"the power of the site"}, Rules: []*desk.OpenRule{{Rule: "site-too-small", Title: "More GPUs than the site has power for", Kind: data.FlagFinding, Points: 18}}}},
		Subject: desk.CaseView{}.Subject, Row: *r,
		Lists: fakeLists(),
		Rules: map[string]desk.RuleText{
			"headquarters-rule": {Title: "Headquarters or ultimate parent in D:5 or Macau", Why: "Guidance of 31 May 2026: a licence is needed anywhere outside the US when the recipient is headquartered there.",
				Innocent: "The parent may have moved. Ask for the registry chain.", Cites: []string{"BIS guidance 2026-05-31"}, Basis: data.Sourced},
			"hub-without-end-user": {Title: "Goods go to a transshipment hub and nobody there is named as their user", Why: "Diverted servers change hands in hubs.", Innocent: "A distributor that stocks for the region. Ask who gets them.", Cites: []string{"BIS 2025-05-13 diversion guidance"}, Basis: data.Sourced},
		},
	}
	v.Papers = f.papers
	v.Subject.Display = "order " + r.Shipment
	v.Subject.Key = data.Key{Source: data.DefaultSource, Kind: data.ShipmentKind, ID: r.Shipment}
	v.Verdict = fakeVerdict(r)
	if s := f.states[r.Case]; s != nil {
		v.State = *s
	}
	v.Row.Status = v.State.Status
	c := &data.Customer{ID: r.Customer, Name: r.Name, Address: "Lot 8, Jalan Teknokrat 3", City: "Cyberjaya", Country: r.Dest, UltimateParent: "Northern Bay Holdings", UltimateParentCountry: "CN",
		Incorporated: data.Date{Year: 2023, Month: 2}, Employees: data.Num(6), Emails: []string{"buy@kite.example"}, Owners: []data.Owner{{Name: "Northern Bay Holdings", Country: "CN", Percent: data.Num(100)}}}
	v.Customer = &data.Record{Kind: data.CustomerKind, Customer: c}
	v.Taken = "by its id"
	sh := &data.Shipment{ID: r.Shipment, Order: r.Order, Customer: r.Customer, Date: r.Date, DocType: "order", DestinationCountry: r.Dest, Route: []string{"USLAX", "MYPKG"}, Payer: "Silver Egret Ltd", PayerCountry: "HK",
		Parties: []data.Party{{Role: "forwarder", Customer: &data.Customer{Name: "Orchid Freight", Country: "SG", Notes: "ring \x1b[31mfirst\x1b[0m \u202egnp.exe"}}},
		Lines:   []data.Line{{Line: 1, PartNumber: "900-21010-0040", Description: "HGX H200 8-GPU", Quantity: data.Num(64), Value: data.Num(19200000), Currency: "USD", ECCN: "4A090", HS: "847150"}}}
	v.Record = &data.Record{Kind: data.ShipmentKind, Shipment: sh, Origin: data.Origin{File: "orders.csv", Row: 14}}
	v.Versions = []data.Origin{{File: "orders.csv", Row: 14}}
	v.Questions = fakeQuestions(v.State.Answers)
	if strings.Contains(r.Patterns, "entity_list_party") {
		v.Hits = fakeHits(r)
	}
	v.Events = []data.Event{{ID: "dev/1", Time: noon, Person: "Mei Tan", Kind: data.NoteAdded, Body: []data.EventField{{Name: "text", Value: "Called the number on the site; nobody answers."}}}}
	return v
}

// customer is a customer with all orders of its name.
func (f *fake) customer(id string) (*desk.CaseView, error) {
	var v *desk.CaseView
	o := &desk.CustomerOrders{ByLevel: map[data.Level]int{}, ByStatus: map[data.Status]int{}}
	for i := range f.rows {
		r := f.rows[i]
		if v == nil && r.Customer == id {
			v = f.view(&r)
			v.Row, v.Verdict, v.Questions, v.Events = data.QueueRow{}, data.Verdict{Level: r.Level}, nil, nil
			v.Record, v.Customer, v.Taken = v.Customer, nil, ""
			v.Subject = data.Subject{Key: data.Key{Source: data.DefaultSource, Kind: data.CustomerKind, ID: id}, Display: "customer:" + id}
		}
		if v == nil || r.Name != v.Record.Customer.Name {
			continue
		}
		r.Status = f.status(r.Case)
		o.Count++
		o.Worst = max(o.Worst, r.Level)
		o.ByLevel[r.Level]++
		o.ByStatus[r.Status]++
		if r.Status == data.Open {
			o.Open++
		}
		o.First = append(o.First, r)
	}
	if v == nil {
		return nil, fmt.Errorf("there is no customer %s", id)
	}
	o.Sums = []desk.OrderSum{{What: "order, order line, out", Count: o.Count, From: data.Day(2025, 1, 6), To: data.Day(2026, 2, 1), GPUs: 4608, Values: map[string]float64{"USD": 172800000}}}
	v.Orders = o
	return v, nil
}

func fakeVerdict(r *data.QueueRow) data.Verdict {
	v := data.Verdict{Shipment: r.Shipment, Customer: r.Customer, Level: r.Level, Score: r.Score, AsOf: data.Day(2026, 11, 23), LawDate: r.Date, Regime: "current"}
	if r.Level == data.Pass {
		na := data.Light{Is: data.LightNotApplicable, Why: "the goods show no sign of control"}
		v.Lights = data.Lights{Listed: data.Light{Is: data.LightClear, Why: "3 parties, no hit at 0.80", List: "CSL 2026-07-31"}, Headquarters: na, Ownership: na, Destination: na}
		v.Goods = []data.Good{{Line: 1, Controlled: data.ControlledNo, Why: "a cable"}}
		return v
	}
	v.Lights = data.Lights{
		Listed:       data.Light{Is: data.LightClear, Why: "4 parties, no hit at 0.80", List: "CSL 2026-07-31"},
		Headquarters: data.Light{Is: data.LightRed, Why: "the ultimate parent Northern Bay Holdings is in China"},
		Ownership:    data.Light{Is: data.LightUnknown, Why: "the owners of Northern Bay Holdings are not told"},
		Destination:  data.Light{Is: data.LightPending, Why: "a licence is stated and not shown"},
	}
	at := func(field, value string, line int) data.Evidence {
		return data.Evidence{Field: field, Value: value, Line: line, File: "orders.csv", Row: 14}
	}
	v.Findings = []data.Finding{
		{Rule: "headquarters-rule", Version: 2, Kind: data.StopFinding, Pattern: "headquarters_rule", Points: 60, Says: "The ultimate parent is in China, and the goods are 3A090.a: a licence is needed anywhere",
			Evidence: []data.Evidence{at("ultimate_parent_country", "CN", 0), at("description", "HGX H200 8-GPU", 1)}, Cites: []string{"bis-2026-05-31"}, Basis: data.Sourced, Asks: []string{"A1"}},
		{Rule: "hub-without-end-user", Version: 1, Kind: data.FlagFinding, Pattern: "transshipment_hub", Points: 12, Says: r.Dest + " is a transshipment hub and the file names no end user there",
			Evidence: []data.Evidence{at("destination_country", r.Dest, 0), at("end_user", data.NotToldValue, 0)}, Cites: []string{"bis-2025-05-13"}, Basis: data.Sourced, Asks: []string{"E4", "B1"}},
		{Rule: "ownership-unknown", Version: 1, Kind: data.GapFinding, Pattern: "missing_fact", Decisive: true, Title: "Who owns the parent is not known", Says: "Nobody told who owns Northern Bay Holdings",
			Evidence: []data.Evidence{at("owners", data.NotToldValue, 0)}, Cites: []string{"part 744"}, Basis: data.Unverified, Asks: []string{"A2"}},
	}
	v.Near = []*data.NearMiss{{Rule: "site-too-small", Title: "More GPUs than the site has power for", Missing: []string{"site.mw"}, Why: "the site's power is not told"}}
	v.Goods = []data.Good{{Line: 1, Model: "HGX H200 8-GPU", Maker: "NVIDIA", Controlled: data.ControlledYes, Bucket: "3A090.a", TPP: "15,824 each", PD: "19.4", GPUs: 512, Why: "the description names the model", Basis: data.Sourced}}
	return v
}

func fakeQuestions(answers map[string]data.Answer) []desk.Question {
	qs := []desk.Question{
		{ID: "A1", List: "CL-A", Title: "New customer for advanced computing items", Critical: true, Type: "country", Wants: "a country, such as MY or Malaysia", Text: "In which country are the customer's headquarters and its ultimate parent's?", Why: "worldwide licence trigger",
			Evidence: "registry chain, annual report, signed declaration", Adverse: "D:5 or Macau: a licence is needed for 3A090 and 4A090; unknown: hold", AskedBy: []string{"headquarters-rule"}, Basis: data.Sourced},
		{ID: "A2", List: "CL-A", Title: "New customer for advanced computing items", Critical: true, Text: "Does any listed party own part of it, directly or added up?", Evidence: "shareholder list with dates", Adverse: "half or more: treat as listed", AskedBy: []string{"ownership-unknown"}},
		{ID: "A4", List: "CL-A", Title: "New customer for advanced computing items", Text: "Does its business explain this product and quantity?", Evidence: "site list, customers, staff", Adverse: "cannot explain: escalate"},
		{ID: "B1", List: "CL-B", Title: "Data-centre and end-use capability", Critical: true, Text: "Exact site address of each rack; owner or landlord?", Evidence: "lease, title, map", Adverse: "none: stop", AskedBy: []string{"hub-without-end-user"}},
		{ID: "B2", List: "CL-B", Title: "Data-centre and end-use capability", Critical: true, Type: "number", Unit: "MW", Wants: "a number of MW, such as 12.5", Text: "Contracted power (MW) and live date?", Evidence: "utility letter, meter photo", Adverse: "less than needed: hold"},
		{ID: "E4", List: "CL-E", Title: "Forwarder, route and documents", Text: "Who takes the goods over at the hub, and where do they go from there?", Evidence: "onward documents", Adverse: "unknown: hold"},
	}
	for i := range qs {
		if a, ok := answers[qs[i].ID]; ok {
			qs[i].Answer = &a
		}
		switch a := answers[qs[i].ID]; {
		case !qs[i].Critical:
		case a.Value == "":
			qs[i].Lacks = "is not answered"
		case a.Value == data.AnswerUnknown, a.Value == data.AnswerStated:
			qs[i].Lacks = "is not shown by evidence"
		case a.Value == data.AnswerYes && len(a.Evidence) == 0 && a.Reason == "":
			qs[i].Lacks = "says yes, evidenced, but no file is attached to it"
		}
	}
	return qs
}

// fakeHits are a hit that stands and one that was cleared.
func fakeHits(r *data.QueueRow) []desk.ListHit {
	el := data.NameHit{ID: "el-77", Name: "Qiming Computing Technology Co., Ltd.", Matched: "启明算力", List: "EL", Score: 0.97, Country: "CN", Source: "Entity List",
		Why: []string{"\"qiming\" agrees (in no other listed name)", "only in the list: computing"}, StartDate: data.Day(2025, 3, 28), Policy: "Presumption of denial", Licence: "For all items subject to the EAR", FRNotice: "90 FR 14046"}
	old := el
	old.ID, old.Name, old.Matched, old.Score = "el-12", "Qimeng Electronics", "Qimeng Electronics", 0.81
	return []desk.ListHit{
		{NameHit: el, Party: r.Name, Role: "customer", Class: "licence", Sure: true},
		{NameHit: old, Party: r.Name, Role: "customer", Class: "licence", Sure: true, Cleared: &data.Clearance{Person: "Mei Tan", Reason: "FP2: only the generic word agrees", On: data.Day(2026, 3, 2), Until: data.Day(2026, 12, 31)}},
	}
}
