package screening

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"redflag/data"
)

// thread is a book whose few customers, parties, numbers, forwarders and models run
// through all its records, in the weeks around a rule that buyers run ahead of.
type thread struct {
	*rand.Rand
	all     map[int64]*data.Record
	version int64
	parties map[string]*data.Customer // equal ones are one
	numbers []*data.Customer
	base    int32 // first day
	days    int
}

func newThread(seed uint64) *thread {
	return &thread{Rand: rand.New(rand.NewPCG(seed, 5)), all: map[int64]*data.Record{}, parties: map[string]*data.Customer{},
		base: data.Day(2023, 6, 20).First(), days: 130}
}

func pickOf[T any](x *thread, of ...T) T { return of[x.IntN(len(of))] }

func (x *thread) name() string {
	return fmt.Sprintf("%s %s", pickOf(x, "Kestrel", "Orchid", "Amber", "Heron"), pickOf(x, "Cloud Sdn Bhd", "Data Ltd"))
}

// party is one of few, at one of few places.
func (x *thread) party() *data.Customer {
	c := data.Customer{Name: pickOf(x, x.name(), fmt.Sprint("Party ", x.IntN(6), " Trading")), Country: "MY"}
	if x.IntN(2) == 0 {
		c.Address = pickOf(x, "Unit 5, 8 Harbour Road", "8 Harbour Rd, Unit 05, Ipoh", "Unit 5, 8 Harbour Road, Melaka", "Unit 7, 8 Harbour Road", "3 Mill Lane", "3 Mill Ln.", "9 Mill Lane")
	}
	if x.IntN(3) == 0 {
		c.Phones = []string{pickOf(x, "+60 3 1234 5678", "+60 3 8765 4321")}
	}
	return x.one(c)
}

func (x *thread) one(c data.Customer) *data.Customer {
	k := fmt.Sprintf("%+v", c)
	if x.parties[k] == nil {
		x.parties[k] = &c
		x.numbers = append(x.numbers, &c)
	}
	return x.parties[k]
}

func (x *thread) number(c *data.Customer) (int64, bool) {
	i := slices.Index(x.numbers, c)
	return int64(i), i >= 0
}

const firstShipment = 100

// tell tells a record of a number, anew or again.
func (x *thread) tell(id int64) {
	x.version++
	r := &data.Record{Origin: data.Origin{Record: id, Version: x.version}}
	switch {
	case id >= firstShipment:
		r.Kind, r.Shipment = data.ShipmentKind, x.shipment(id)
	case id >= 50:
		r.Kind, r.Holding = data.HoldingKind, &data.Holding{Owner: x.name(), Owned: x.name(), Percent: data.Num(float64(10 + x.IntN(90)))}
	default:
		c := &data.Customer{TaxID: pickOf(x, "", "", "8837221", "8837299"), ID: fmt.Sprint("C-", id), Name: x.name() + pickOf(x, "", "", "", "", "s"), Country: pickOf(x, "MY", "SG"), HQCountry: pickOf(x, "MY", "", "CN"), Notes: pickOf(x, "", "", "", "blocked since 2024")}
		if x.IntN(2) == 0 {
			c.Phones = []string{pickOf(x, "+60 3 1234 5678", "+60 3 8765 4321")}
		}
		if x.IntN(2) == 0 {
			c.Address = pickOf(x, "3 Mill Lane", "No. 3, Mill Lane", "9 Mill Lane", "11 Mill Lane", "Unit 5, 8 Harbour Road", "Unit 5, 8 Harbour Rd, Ipoh")
		}
		if x.IntN(4) == 0 {
			c.Parent = x.name()
		}
		if x.IntN(4) == 0 {
			c.UltimateParent = x.name()
		}
		if x.IntN(2) == 0 {
			c.CustomerSince = data.Day(2019+x.IntN(4), time.Month(1+x.IntN(12)), 1)
		}
		if x.IntN(3) == 0 {
			c.Sites = []data.Site{{Name: pickOf(x, "Hall 1", "Hall 2"), Address: pickOf(x, "3 Mill Lane", "9 Mill Lane"), Kind: "datacenter", MW: data.Num(pickOf(x, 0.01, 0.02, 4))}}
		}
		r.Kind, r.Customer = data.CustomerKind, c
	}
	x.all[id] = r
}

func (x *thread) shipment(id int64) *data.Shipment {
	day := x.base + int32(x.IntN(x.days))
	sh := &data.Shipment{ID: fmt.Sprint("S-", id), Date: data.DateOfDay(day), DocType: pickOf(x, "order", "order", "order", "quote", "delivery", "invoice", "declaration", "return", "purchase", "service", "finance", "", ""),
		Direction: pickOf(x, "out", "out", "out", "out", "in", ""), Grain: pickOf(x, "order_line", "order_line", "delivery_line"), DestinationCountry: pickOf(x, "MY", "SG", "DE")}
	sh.Customer = pickOf(x, fmt.Sprint("C-", 1+x.IntN(8)), fmt.Sprint("C-", 1+x.IntN(8)), fmt.Sprint("C-", 1+x.IntN(8)), x.name(), "", "guest")
	if x.IntN(20) == 0 {
		sh.Date = data.Date{}
	}
	if x.IntN(8) == 0 {
		sh.ID = fmt.Sprint("S-", firstShipment+x.IntN(60), pickOf(x, "-R1", "/B", " rev 2"))
	}
	sh.Order = pickOf(x, "", "", fmt.Sprint("PO-", x.IntN(40)), fmt.Sprint("S-", firstShipment+x.IntN(60)))
	if x.IntN(4) == 0 {
		sh.BL = fmt.Sprint("BILL-", x.IntN(8))
	}
	if x.IntN(6) == 0 || sh.DocType == "finance" {
		sh.Payer = x.name()
	}
	if x.IntN(3) == 0 {
		sh.Incoterm = pickOf(x, "CIP Kuala Lumpur", "EXW Singapore")
	}
	if x.IntN(12) == 0 {
		sh.Status = pickOf(x, "stopped by compliance", "cancelled")
	}
	sh.Parties = []data.Party{{Role: data.EndUser, Customer: x.party()}}
	if x.IntN(4) > 0 {
		sh.Parties = append(sh.Parties, data.Party{Role: data.Forwarder, Customer: x.one(data.Customer{Name: fmt.Sprint("Swift ", x.IntN(3), " Cargo"), Country: "SG"})})
	}
	if x.IntN(4) == 0 { // a paper of customs
		sh.Customer, sh.DocType = "", "declaration"
		sh.Parties = append(sh.Parties, data.Party{Role: data.Exporter, Customer: x.party()})
	}
	if x.IntN(3) == 0 {
		sh.Parties = append(sh.Parties, data.Party{Role: data.Purchaser, Customer: x.party()})
	}
	if x.IntN(4) == 0 {
		sh.Parties = append(sh.Parties, data.Party{Role: data.UltimateConsignee, Customer: x.party()})
	}
	chips := x.IntN(5) < 3
	l := data.Line{Line: 1, Description: pickOf(x, "Laptop 14 inch", "Computer parts", "Server accessories", "ConnectX-7 network card", "Network equipment", "Computer equipment"), Quantity: data.Num(float64(pickOf(x, 2, 8, 16))), UnitValue: data.Num(float64(pickOf(x, 200, 900))), Currency: "USD"}
	if chips {
		l.Description, l.UnitValue = pickOf(x, "NVIDIA H100 80GB PCIe", "NVIDIA H200 SXM", "NVIDIA A100 80GB", "Supermicro SYS-821GE-TNHR barebone, no GPU"), data.Num(float64(pickOf(x, 1000, 20000, 30000, 60000)))
	}
	switch x.IntN(8) {
	case 0: // sold, or leaving, under another name and for what they cost
		l.Description, l.UnitValue, l.Quantity = "Machines of the usual kind", data.Num(30000), data.Num(16)
	case 1:
		l.Description, l.Quantity = "Scrap circuit boards", data.Num(16)
	}
	if x.IntN(3) == 0 {
		l.GrossKg = data.Num(float64(pickOf(x, 40, 80, 2000)))
	}
	if x.IntN(5) == 0 {
		l.Serials = []string{fmt.Sprint("SN-000", x.IntN(8))}
	}
	if sh.DocType == "service" && x.IntN(2) == 0 {
		l.Description += fmt.Sprint(", tag SN-000", x.IntN(8))
	}
	sh.Lines = []data.Line{l}
	if x.IntN(5) == 0 {
		sh.Certificate = fmt.Sprint("EUC/25/01", x.IntN(3))
	}
	return sh
}

func (x *thread) of(all map[int64]*data.Record, has func(*data.Record) bool) []*data.Record {
	var out []*data.Record
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if has(all[id]) {
			out = append(out, all[id])
		}
	}
	return out
}

func isCustomer(r *data.Record) bool { return r.Customer != nil }
func isHolding(r *data.Record) bool  { return r.Holding != nil }
func isShipment(r *data.Record) bool { return r.Shipment != nil }

// chips is an order of eight advanced chips.
func (x *thread) chips(customer int, model, forwarder string, on data.Date) *data.Shipment {
	return &data.Shipment{ID: fmt.Sprint("S-", x.version), Customer: fmt.Sprint("C-", customer), Date: on, DocType: "order", Direction: "out", Grain: "order_line", DestinationCountry: "MY",
		Parties: []data.Party{{Role: data.Forwarder, Customer: x.one(data.Customer{Name: forwarder, Country: "SG"})}},
		Lines:   []data.Line{{Line: 1, Description: "NVIDIA " + model, Quantity: data.Num(8), UnitValue: data.Num(30000), Currency: "USD"}}}
}

func (x *thread) put(id int64, told any) {
	x.version++
	r := &data.Record{Origin: data.Origin{Record: id, Version: x.version}}
	switch v := told.(type) {
	case *data.Shipment:
		v.ID = fmt.Sprint("S-", id)
		r.Kind, r.Shipment = data.ShipmentKind, v
	case *data.Customer:
		v.ID = fmt.Sprint("C-", id)
		r.Kind, r.Customer = data.CustomerKind, v
	}
	x.all[id] = r
}

// kinInOneHall tells two firms of one phone, one of which tells a hall.
func (x *thread) kinInOneHall(mw float64) {
	const phone = "+60 3 1234 5678"
	if x.all[1] == nil {
		x.put(1, &data.Customer{Name: "Firm 0 Computing Ltd", Country: "MY", Phones: []string{phone}})
	}
	x.put(2, &data.Customer{Name: "Firm 1 Computing Ltd", Country: "MY", Phones: []string{phone}, Sites: []data.Site{{Name: "Hall 1", Address: "3 Mill Lane", Kind: "datacenter", MW: data.Num(mw)}}})
}

// toHall has an order delivered to that hall.
func (x *thread) toHall(sh *data.Shipment) *data.Shipment {
	sh.Parties = append(sh.Parties, data.Party{Role: data.UltimateConsignee, Customer: x.one(data.Customer{Name: "Hall 1", Address: "3 Mill Lane", Country: "MY"})})
	return sh
}

// namesake tells of a firm, and of the order of another to one whose name comes near it.
func (x *thread) namesake(name, notes string) {
	x.put(1, &data.Customer{Name: name, Country: "MY", Notes: notes})
	if x.all[1000] == nil {
		x.put(2, &data.Customer{Name: "Kembara Cloud Sdn Bhd", Country: "MY"})
		sh := x.chips(2, "H100 80GB PCIe", "Swift Cargo", data.Day(2023, time.May, 20))
		sh.Parties = append(sh.Parties, data.Party{Role: data.EndUser, Customer: x.one(data.Customer{Name: "Palm Harbor Compuling Sdn Bhd", Country: "MY"})})
		x.put(1000, sh)
	}
}
