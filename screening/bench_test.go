package screening

import (
	"fmt"
	"testing"
	"time"

	"redflag/data"
)

// book makes shipments of the shape that the measure of a million has: 1.5 lines
// and four parties each, one in twelve with advanced chips.
func book(n int) (customers, shipments []*data.Record) {
	nc := max(n/50, 10)
	for i := range nc {
		customers = append(customers, &data.Record{Kind: data.CustomerKind, Customer: &data.Customer{ID: fmt.Sprint("C-", i), Name: fmt.Sprintf("Firm %d Computing Ltd", i), Country: "MY", HQCountry: "MY", UltimateParentCountry: "MY", Business: "cloud computing", Address: fmt.Sprint(i, " Jalan Satu"), Incorporated: data.Date{Year: 2015}}})
	}
	var pool []*data.Customer
	for i := range 3 * nc {
		pool = append(pool, &data.Customer{Name: fmt.Sprintf("Party %d Technology Co", i), Country: []string{"MY", "SG", "DE", "US", "TW"}[i%5], Address: fmt.Sprint(i, " Harbour Road")})
	}
	goods := []string{"Cat6 patch cable", "Laptop 14 inch", "Rack rails", "SSD 4 TB", "Office chair", "24 port switch", "Docking station", "Keyboard", "Monitor 27", "Power cord", "DDR5 DIMM 64 GB"}
	for i := range n {
		c := customers[i%nc].Customer
		sh := &data.Shipment{ID: fmt.Sprint("S-", i), Order: fmt.Sprint("PO-", i), Customer: c.ID, Date: data.DateOfDay(19000 + int32(i%1200)), DocType: "order", Direction: "out", Grain: "order_line",
			DestinationCountry: []string{"MY", "SG", "DE", "US", "TW", "TH", "JP"}[i%7]}
		for j, r := range []data.Role{data.Purchaser, data.UltimateConsignee, data.EndUser, data.Forwarder} {
			sh.Parties = append(sh.Parties, data.Party{Role: r, Customer: pool[(i*4+j*7)%len(pool)]})
		}
		for j := range 1 + i%2 {
			l := data.Line{Line: j + 1, Description: goods[(i+j)%len(goods)], Quantity: data.Num(float64(1 + i%20)), UnitValue: data.Num(120), Currency: "USD"}
			if i%12 == 0 && j == 0 {
				l.Description, l.UnitValue = "NVIDIA H100 80GB PCIe", data.Num(30000)
			}
			sh.Lines = append(sh.Lines, l)
		}
		shipments = append(shipments, &data.Record{Kind: data.ShipmentKind, Shipment: sh, Origin: data.Origin{File: "orders.csv", Row: i + 2}})
	}
	return customers, shipments
}

func BenchmarkJudge(b *testing.B) {
	customers, shipments := book(20_000)
	benchmarkJudge(b, customers, shipments)
}

// BenchmarkJudgeNotes is the same with a remark on every order and customer, no two alike.
func BenchmarkJudgeNotes(b *testing.B) {
	customers, shipments := book(20_000)
	notes := []string{
		"Deliver to dock 4, call the warehouse before arrival, ref %d.",
		"Licence D%d valid until 2026-05-01, end-user certificate on file.",
		"Cargo insured by the shipper for USD 4,100,000, policy %d, all risks.",
		"Our engineer visited on 12.03.2025 and counted 8 of 8, case %d.",
		"Bitte vor Lieferung anrufen, Tor 2, Auftrag %d, Zahlung in 30 Tagen.",
		"请在周二前送达，联系人王小姐，订单号%d，保价运输。",
		"Customer asked for partial delivery because of the holiday; order %d follows next week.",
	}
	for i, r := range customers {
		r.Customer.Notes = fmt.Sprintf("Registered 2015-03, nature of business: cloud computing, file %d. Pays on time.", i)
	}
	for i, r := range shipments {
		r.Shipment.Notes = fmt.Sprintf(notes[i%len(notes)], i)
	}
	benchmarkJudge(b, customers, shipments)
}

func benchmarkJudge(b *testing.B, customers, shipments []*data.Record) {
	s, err := New(inputs(b, listed("Grey Heron Microelectronics")))
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	if err := s.Learn(each(customers), nil, each(shipments)); err != nil {
		b.Fatal(err)
	}
	learned := time.Since(start)
	w := s.Worker()
	for _, r := range shipments[:5000] {
		s.JudgeRecord(r, w)
	}
	var chips []*data.Record
	for i := 0; i < len(shipments); i += 12 {
		chips = append(chips, shipments[i])
	}
	for name, records := range map[string][]*data.Record{"all": shipments, "advanced chips": chips} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				s.JudgeRecord(records[i%len(records)], w)
				i++
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "shipments/s")
		})
	}
	b.ReportMetric(float64(len(shipments))/learned.Seconds(), "learned/s")
}
