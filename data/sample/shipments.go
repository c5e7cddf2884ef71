package sample

import (
	"strconv"
	"time"
)

type product struct {
	part, text string
	price      float64
	eccn, hs   string
	kg         float64
}

var advanced = []product{
	{"900-21010-0000-000", "NVIDIA H100 80GB PCIe accelerator", 29500, "3A090.a", "8473.30", 1.7},
	{"SYS-821GE-TNHR-H200", "Supermicro SYS-821GE-TNHR server, 8x NVIDIA H200 SXM5 141GB", 305000, "4A090.a", "8471.50", 130},
	{"XE9680-H100", "Dell PowerEdge XE9680 with 8x H100 80GB SXM", 270000, "4A090.a", "8471.50", 114},
	{"900-2G133-0080-000", "NVIDIA L40S 48GB PCIe", 8200, "3A090.a", "8473.30", 1.2},
	{"900-21001-0020-000", "NVIDIA A100 80GB PCIe", 14500, "3A090.a", "8473.30", 1.3},
	{"100-300000010", "AMD Instinct MI300X OAM 192GB", 17500, "3A090.a", "8473.30", 3.2},
}

var plain = []product{
	{"LT-5450-16", "Laptop 14in Core i7 16GB 512GB", 1150, "5A992.c", "8471.30", 1.4},
	{"CBL-QSFP-2M", "QSFP-DD direct attach cable 2 m", 145, "EAR99", "8544.42", 0.3},
	{"SSD-3840-U2", "NVMe SSD 3.84 TB U.2", 420, "EAR99", "8523.51", 0.2},
	{"SW-48-10G", "48-port 10G managed switch", 3900, "5A992.c", "8517.62", 6},
	{"R660-2S", "1U rack server, 2x Xeon, 256GB, no GPU", 9800, "5A992.c", "8471.50", 19},
	{"DDR5-64-RD", "64 GB DDR5 RDIMM", 260, "EAR99", "8473.30", 0.05},
	{"RTX-4070-12G", "GeForce RTX 4070 12GB graphics card", 590, "EAR99", "8473.30", 1},
	{"MON-27-QHD", "27 inch QHD monitor", 310, "EAR99", "8528.52", 5},
	{"PSU-2000-TI", "Server power supply 2000 W titanium", 340, "EAR99", "8504.40", 1.1},
	{"KB-US-BK", "Keyboard US black", 24, "EAR99", "8471.60", 0.6},
}

func (g *generator) customers(r *row) {
	r.cells("Customer No", "Company", "Address", "City", "Postcode", "Country", "HQ Country", "Ultimate Parent", "Ultimate Parent Country",
		"Registration No", "Incorporation Date", "Industry", "Customer Type", "E-mail", "Phone", "Employees", "End User Statement", "Site", "Site Address", "Site MW", "Customer Since").end()
	for i := range g.buyers {
		f := &g.buyers[i]
		ult := f.parentCountry
		if f.parent == "" && f.founded < 2022 {
			ult = f.hq
		}
		site, statement := "", ""
		if f.mw != "" {
			site, statement = f.name+" hall 1", "yes"
		}
		r.cells("C-"+strconv.Itoa(100_000+i), f.name, f.address, f.city, f.postcode, f.country, f.hq, f.parent, ult,
			f.country+"-"+strconv.Itoa(1_000_000+i), strconv.Itoa(f.founded), f.business, f.role, f.mail, f.phone, strconv.Itoa(f.staff), statement,
			site, f.address, f.mw, strconv.Itoa(min(f.founded+1+g.rnd.IntN(8), 2026))).end()
	}
}

// The set covers six years up to a fixed day, so that the same options write the
// same bytes on any day.
var lastDay = time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)

const daysBack = 6 * 365

func (g *generator) shipments(r *row) {
	r.cells("Sales Order", "Line", "Order Date", "Doc Type", "Direction", "Customer No", "Buyer Name", "Buyer Country",
		"Consignee Name", "Consignee Address", "Consignee Country", "End User Name", "End User Address", "End User Country", "Forwarder Name", "Forwarder Country", "Payer Name", "Payer Country",
		"Destination Country", "Part Number", "Description", "Qty", "UOM", "Unit Price", "Currency", "ECCN", "HS Code", "Net Weight", "End Use", "Status", "Remarks").end()
	for i := range g.o.Shipments {
		g.shipment(r, i)
	}
}

// sale is one shipment before it is written.
type sale struct {
	date                       string
	buyer                      int
	consignee, end, fwd, payer *firm
	payerCountry, dest         string
	use, note                  string
	text                       string // replaces the description of the first line
	lines                      []product
	qty                        []int
}

func (g *generator) shipment(r *row, i int) {
	s := sale{buyer: g.rnd.IntN(len(g.buyers)), date: lastDay.AddDate(0, 0, -g.rnd.IntN(daysBack)).Format(time.DateOnly)}
	b := &g.buyers[s.buyer]
	// Advanced chips go to those who run data centres; the buyer is drawn anew until one of them comes up.
	chips := g.rnd.Float64() < advancedShare
	for try := 0; chips && !b.advanced && try < 40; try++ {
		s.buyer = g.rnd.IntN(len(g.buyers))
		b = &g.buyers[s.buyer]
	}
	s.fwd, s.payer, s.payerCountry, s.dest = &g.fwd[g.rnd.IntN(len(g.fwd))], b, b.country, b.country
	s.consignee, s.end = &g.others[(s.buyer*othersPerBuyer+g.rnd.IntN(2)*g.rnd.IntN(2))%len(g.others)], b
	if g.rnd.IntN(3) > 0 {
		s.consignee = b
	} else {
		s.dest = s.consignee.country
	}
	pool := plain
	if chips {
		pool, s.use = advanced, "Own data centre"
	}
	g.fill(&s, pool, chips)
	if g.rnd.Float64() < diversionShare {
		g.divert(&s)
	}
	g.write(r, i, b, &s)
}

func (g *generator) fill(s *sale, pool []product, chips bool) {
	n := 1
	if g.rnd.Float64() < secondLine {
		n++
		if g.rnd.Float64() < thirdLine {
			n++
		}
	}
	for i := range n {
		from := pool
		if i > 0 {
			from = plain
		}
		s.lines = append(s.lines, from[g.rnd.IntN(len(from))])
		q := 1 + g.rnd.IntN(40)
		if chips && i == 0 {
			q = 1 + g.rnd.IntN(8)
		}
		s.qty = append(s.qty, q)
	}
}

// divert gives a sale one of the patterns that the program is for.
func (g *generator) divert(s *sale) {
	s.lines[0], s.qty[0] = advanced[g.rnd.IntN(len(advanced))], 8+g.rnd.IntN(60)
	switch g.rnd.IntN(5) {
	case 0:
		s.consignee, s.end, s.use, s.dest = s.fwd, nil, "", "MY"
		s.note = "Deliver to forwarder, end customer confidential"
	case 1:
		s.text, s.note = "Adapter modules, generic", "Neutral boxes, remove labels"
	case 2:
		s.payer, s.payerCountry = &g.others[g.rnd.IntN(len(g.others))], "HK"
	case 3:
		s.end, s.use, s.dest = nil, "", "SG"
	case 4:
		s.lines[0] = product{"02314QFE", "Atlas 800T A2 training server, 8x Ascend 910B", 185000, "", "8471.50", 95}
	}
}

func (g *generator) write(r *row, i int, b *firm, s *sale) {
	order, buyer := "SO-"+strconv.Itoa(1_000_000+i), "C-"+strconv.Itoa(100_000+s.buyer)
	end := firm{}
	if s.end != nil {
		end = *s.end
	}
	for n, p := range s.lines {
		text := p.text
		if n == 0 && s.text != "" {
			text = s.text
		}
		r.cells(order, strconv.Itoa(n+1), s.date, "order", "out", buyer, b.name, b.country,
			s.consignee.name, s.consignee.address, s.consignee.country, end.name, end.address, end.country, s.fwd.name, s.fwd.country, s.payer.name, s.payerCountry,
			s.dest, p.part, text, strconv.Itoa(s.qty[n]), "pcs", strconv.FormatFloat(p.price, 'f', -1, 64), "USD", p.eccn, p.hs,
			strconv.FormatFloat(p.kg*float64(s.qty[n]), 'f', 2, 64), s.use, "open", s.note).end()
	}
}
