package history

import (
	"testing"

	"redflag/data"
)

// lot is a paper of an order of so many machines of eight, and what is kept of it.
type lot struct {
	sh *data.Shipment
	n  Narrow
}

func lots(id, doc string, day int, machines float64, chip string, set ...func(*data.Shipment)) lot {
	sh := order(id, "C-1", data.Day(2025, 3, day))
	sh.Order, sh.DocType, sh.DestinationCountry, sh.Direction = "PO-7", doc, "MY", "out"
	sh.Lines = []data.Line{{Quantity: data.Num(machines)}}
	for _, f := range set {
		f(sh)
	}
	return lot{sh, Narrow{USD: 1e5 * machines, GPUs: 8 * machines, Advanced: chip != "T4", Models: []Priced{{Model: "server of " + chip, Quantity: machines, Advanced: chip != "T4", GPUs: 8, Chip: chip}}}}
}

// and is a lot with another line, of accelerators told one by one or in machines.
func (l lot) and(quantity, gpus float64) lot {
	l.sh.Lines = append(l.sh.Lines, data.Line{Quantity: data.Num(quantity)})
	l.n.GPUs += quantity * gpus
	l.n.Models = append(l.n.Models, Priced{Model: "another", Quantity: quantity, Advanced: true, GPUs: gpus, Chip: "H100"})
	return l
}

func papersOf(all ...lot) Papers {
	b := NewBuilder()
	b.Customer(customer("C-1", "Kestrel", "MY"))
	for _, l := range all {
		b.Shipment(l.sh, "", l.n)
	}
	last := all[len(all)-1]
	return b.Build().Papers(last.sh, last.sh.Date.First(), last.n)
}

func TestWhatLeavesIsHeldAgainstTheOrder(t *testing.T) {
	placed := lots("S-1", "order", 1, 8, "H100")
	note := func(text string) func(*data.Shipment) { return func(sh *data.Shipment) { sh.Notes = text } }
	bill := func(sh *data.Shipment) { sh.BL = "KEE0426117" }
	to := func(role data.Role, name string) func(*data.Shipment) {
		return func(sh *data.Shipment) {
			sh.Parties = append(sh.Parties, data.Party{Role: role, Customer: &data.Customer{Name: name}})
		}
	}
	numbers := func(sh *data.Shipment) {
		sh.Lines[0].Serials = []string{"KX-2201", "KX-2202", "KX-2203", "KX-2204", "KX-2205", "KX-2206", "KX-2207", "KX-2208"}
	}
	for what, c := range map[string]struct {
		papers []lot
		over   float64
	}{
		"all of it twice":              {[]lot{lots("D-1", "declaration", 2, 8, "H100"), lots("D-2", "declaration", 9, 8, "H100")}, 2},
		"twice on one day":             {[]lot{lots("D-1", "delivery", 9, 8, "H100"), lots("D-2", "delivery", 9, 8, "H100")}, 2},
		"parts that come to more":      {[]lot{lots("D-1", "declaration", 2, 5, "H100"), lots("D-2", "declaration", 9, 5, "H100")}, 1.25},
		"two bills":                    {[]lot{lots("D-1", "declaration", 2, 8, "H100", bill), lots("D-2", "declaration", 9, 8, "H100", func(sh *data.Shipment) { sh.BL = "KEE0426118" })}, 2},
		"more on two lines":            {[]lot{lots("D-1", "delivery", 9, 8, "H100").and(4, 8)}, 1.5},
		"machines and what is in them": {[]lot{lots("D-1", "delivery", 9, 8, "H100").and(64, 1)}, 1},
		"told by what is in them":      {[]lot{lots("D-1", "delivery", 9, 0, "H100").and(64, 1)}, 1},
		"two parts":                    {[]lot{lots("D-1", "declaration", 2, 4, "H100"), lots("D-2", "declaration", 9, 4, "H100")}, 1},
		"delivered and declared":       {[]lot{lots("D-1", "delivery", 2, 8, "H100"), lots("D-2", "declaration", 9, 8, "H100")}, 1},
		"billed in advance":            {[]lot{lots("D-1", "invoice", 2, 8, "H100"), lots("D-2", "invoice", 9, 8, "H100")}, 1},
		"the same bill":                {[]lot{lots("D-1", "declaration", 2, 8, "H100", bill), lots("D-2", "declaration", 9, 8, "H100", bill)}, 1},
		"the same machines":            {[]lot{lots("D-1", "delivery", 2, 8, "H100", numbers), lots("D-2", "delivery", 9, 8, "H100", numbers)}, 1},
		"corrected":                    {[]lot{lots("D-1", "declaration", 2, 8, "H100"), lots("D-2", "declaration", 9, 8, "H100", note("Berichtigung zu D-1"))}, 1},
		"cancelled":                    {[]lot{lots("D-1", "declaration", 2, 8, "H100", func(sh *data.Shipment) { sh.Status = "cancelled" }), lots("D-2", "declaration", 9, 8, "H100")}, 1},
		"into and out of bond":         {[]lot{lots("D-1", "declaration", 2, 8, "H100", note("into bonded warehouse")), lots("D-2", "declaration", 9, 4, "H100"), lots("D-3", "declaration", 12, 4, "H100")}, 1},
		"to a store first":             {[]lot{lots("D-1", "delivery", 2, 8, "H100", to(data.UltimateConsignee, "Amber Quay Store")), lots("D-2", "delivery", 9, 8, "H100", to(data.UltimateConsignee, "Kestrel"))}, 1},
		"replaced what came back":      {[]lot{lots("D-1", "delivery", 2, 8, "H100"), lots("R-1", "return", 5, 3, "H100"), lots("D-2", "delivery", 9, 3, "H100")}, 1},
		"replaced in advance":          {[]lot{lots("D-1", "delivery", 2, 8, "H100"), lots("D-2", "delivery", 9, 3, "H100", note("warranty"))}, 0.375},
		"an order beside, of as many":  {[]lot{lots("S-2", "order", 1, 8, "H100"), lots("D-1", "delivery", 2, 8, "H100"), lots("D-2", "delivery", 9, 8, "H100")}, 1},
	} {
		got := papersOf(append([]lot{placed}, c.papers...)...).PiecesOver
		if want := c.over; got != want && !(want <= 1 && got <= 1) {
			t.Errorf("%s: %v times what was ordered, want %v", what, got, want)
		}
	}
}

func TestTheChipThatLeavesIsTheOneOrdered(t *testing.T) {
	for what, c := range map[string]struct {
		papers  []lot
		changed bool
	}{
		"another on the invoice":              {[]lot{lots("S-1", "order", 1, 8, "H100"), lots("I-1", "invoice", 9, 8, "H200")}, true},
		"a lesser one":                        {[]lot{lots("S-1", "order", 1, 8, "H100"), lots("D-1", "declaration", 9, 8, "T4")}, true},
		"another than was billed":             {[]lot{lots("I-1", "invoice", 5, 8, "H100"), lots("D-1", "declaration", 9, 8, "H200")}, true},
		"billed long before":                  {[]lot{lots("I-1", "invoice", 1, 8, "H100"), lots("D-1", "declaration", 29, 8, "H200")}, false},
		"the same":                            {[]lot{lots("S-1", "order", 1, 8, "H100"), lots("I-1", "invoice", 9, 8, "H100")}, false},
		"an order that tells no model":        {[]lot{lots("S-1", "order", 1, 8, ""), lots("I-1", "invoice", 9, 8, "H200")}, false},
		"an invoice that tells no model":      {[]lot{lots("S-1", "order", 1, 8, "H100"), lots("I-1", "invoice", 9, 8, "")}, false},
		"a changed order":                     {[]lot{lots("S-1", "order", 1, 8, "H100"), lots("S-2", "order", 3, 8, "H200"), lots("I-1", "invoice", 9, 8, "H200")}, false},
		"another in the quote":                {[]lot{lots("S-1", "quote", 1, 8, "H100"), lots("I-1", "invoice", 9, 8, "H200")}, false},
		"two of each, on papers of their own": {[]lot{lots("I-1", "invoice", 5, 8, "H100"), lots("I-2", "invoice", 5, 8, "H200"), lots("D-1", "declaration", 9, 8, "H200")}, false},
	} {
		if got := papersOf(c.papers...).Model; got != c.changed {
			t.Errorf("%s: another chip %v, want %v", what, got, c.changed)
		}
	}
}

// boxes is a declaration of so much in so many packages.
func boxes(id, name string, day int, kg, packages float64) *data.Shipment {
	return &data.Shipment{ID: id, DocType: "declaration", Direction: "out", Date: data.Day(2025, 3, day), DestinationCountry: "MY",
		Parties: []data.Party{{Role: data.UltimateConsignee, Customer: &data.Customer{Name: name}}},
		Lines:   []data.Line{{Quantity: data.Num(8), GrossKg: data.Num(kg), Packages: data.Num(packages)}}}
}

func TestOneConsignmentIsToldOnce(t *testing.T) {
	for what, c := range map[string]struct {
		now   *data.Shipment
		kg    float64 // of the machines before
		boxed bool
	}{
		"the same boxes":   {boxes("D-2", "Lembah Trading", 9, 1132.5, 8), 1132.5, true},
		"another weight":   {boxes("D-2", "Lembah Trading", 9, 1131.1, 8), 1132.5, false},
		"more packages":    {boxes("D-2", "Lembah Trading", 9, 1132.5, 9), 1132.5, false},
		"a round weight":   {boxes("D-2", "Lembah Trading", 9, 1130, 8), 1130, false},
		"a light one":      {boxes("D-2", "Lembah Trading", 9, 32.5, 8), 32.5, false},
		"the boxes before": {boxes("D-0", "Lembah Trading", 1, 1132.5, 8), 1132.5, false},
		"one order":        {func() *data.Shipment { s := boxes("D-2", "Lembah Trading", 9, 1132.5, 8); s.Order = "D-1"; return s }(), 1132.5, false},
	} {
		b := NewBuilder()
		b.Shipment(boxes("D-1", "Kestrel", 5, c.kg, 8), "", Narrow{Advanced: true, GPUs: 64, Models: []Priced{{Model: "H100", Quantity: 8, Advanced: true}}})
		b.Shipment(c.now, "", Narrow{})
		if same, ok := b.Build().Boxed(c.now, 900, c.now.Date.First()); ok != c.boxed || ok && same.By != ByBoxes {
			t.Errorf("%s: %v, want %v", what, same, c.boxed)
		}
	}
}
