package intake

import (
	"strings"
	"testing"

	"redflag/data"
)

// Rows beside the header that tell of the columns are no records, and what they tell of
// units counts.
func TestCaptionsBesideTheHeader(t *testing.T) {
	const names = "Order No,Order Date,Customer,Destination Country,Part Number,Description,Quantity,Net Weight,Unit Price\n"
	const row = "SO-1,2025-03-02,Kappa Ltd,MY,PN-1,Rack server,8,100,30000\n"
	for _, c := range []struct{ name, content, got string }{
		{"units below", names + ",,,,,,pcs,lb,EUR\n" + row, "8 pcs 45.359237 EUR"},
		{"units above", ",,,,,,pcs,lb,EUR\n" + names + row, "8 pcs 45.359237 EUR"},
		{"types below", names + "[text],[yyyy-mm-dd],[text],[ISO],[text],[text],[number],[kg],[USD]\n" + row, "8  100 USD"},
		{"numbers of columns", names + "(1),(2),(3),(4),(5),(6),(7),(8),(9)\n" + row, "8  100 "},
		{"a drawn line", names + "---,---,---,---,---,---,---,---,---\n" + row, "8  100 "},
		{"what must be told", names + "mandatory,mandatory,mandatory,optional,mandatory,optional,mandatory,,\n" + row, "8  100 "},
		{"two tongues", "订单号,日期,客户名称,目的国,型号,品名,数量,净重,单价\n" + names + row, "8  100 "},
		{"names of an ERP system above", "VBELN,AUDAT,KUNNR,LAND1,MATNR,ARKTX,KWMENG,NTGEW,NETPR\n" + names + row, "8  100 "},
		{"units under two rows", "Order,,Buyer,,Goods,,,,\nNo,Date,Name,Country,Part No,Description,Qty,Net Weight,Unit Price\n,,,,,,pcs,lb,EUR\n" + row, "8 pcs 45.359237 EUR"},
	} {
		recs, rep := readAll(t, "x.csv", []byte(c.content), Options{})
		if len(recs) != 1 || len(recs[0].Shipment.Lines) != 1 {
			t.Errorf("%s: %d records\n%s", c.name, len(recs), notes(rep))
			continue
		}
		l := recs[0].Shipment.Lines[0]
		check(t, c.name, strings.Join([]string{l.Quantity.String(), l.Unit, l.NetKg.String(), l.Currency}, " "), c.got)
		check(t, c.name+" doubts", rep.Fates[data.Ambiguous]+rep.Fates[data.Rejected], 0)
	}
}

// Names of groups over several columns, told in each of them.
func TestGroupsWithoutMergedCells(t *testing.T) {
	recs, rep := readAll(t, "x.csv", []byte("Order,Order,Customer,Customer,Consignee,Consignee,Goods,Goods,Goods\nNo,Date,Name,Country,Name,Country,Part No,Description,Qty\nSO-1,2025-03-02,Kappa Ltd,SG,Selat Digital,MY,PN-1,Rack server,8\n"), Options{})
	check(t, "records", len(recs), 1)
	s := recs[0].Shipment
	check(t, "order", s.Order+" "+s.Date.String(), "SO-1 2025-03-02")
	check(t, "consignee", *party(s, data.UltimateConsignee), data.Customer{Name: "Selat Digital", Country: "MY"})
	check(t, "line", s.Lines[0].PartNumber+" "+s.Lines[0].Description+" "+s.Lines[0].Quantity.String(), "PN-1 Rack server 8")
	check(t, "accepted", rep.Fates[data.Accepted], 1)
}

// What stands between and below the rows of a table is no record.
func TestRemarksAndOtherTables(t *testing.T) {
	const row = "SO-1,Kappa,MY,PN-1,Server,8\n"
	for _, c := range []struct {
		name, below       string
		ignored, rejected int
	}{
		{"a remark", "Note: prices without VAT\nConfidential\nPrinted 2025-03-02 by the desk\n\"(3 rows affected)\"\nPage 2,,,,,\n", 5, 0},
		{"sums of SAP", "*,,,,,8\n**,,,,,8\n", 2, 0},
		{"drawn lines", "------------\n=====,=====,==,==,==,==\n", 2, 0},
		{"another table", "\nCustomer,Country,HQ\nKappa,MY,CN\n", 2, 1},
		{"another order of columns", "Order No,Ship-to Country,Customer,Qty,Part Number,Description\nSO-2,CN,Lambda,8,PN-1,Server\n", 1, 1},
	} {
		recs, rep := readAll(t, "x.csv", []byte(ordersHead+row+c.below), Options{})
		check(t, c.name, len(recs), 1)
		check(t, c.name+" ignored", rep.Fates[data.Ignored], c.ignored)
		check(t, c.name+" rejected", rep.Fates[data.Rejected], c.rejected)
	}
	recs, _ := readAll(t, "x.csv", []byte(ordersHead+row+"Order No,Ship-to Country,Customer,Qty,Part Number,Description\nSO-2,CN,Lambda,8,PN-1,Server\n"+ordersHead+"SO-3,Kappa,MY,PN-1,Server,8\nABC\n"), Options{})
	check(t, "the header again", len(recs), 2)
	recs, _ = readAll(t, "c.csv", []byte("Customer No,Name,Country\n,Kappa Ltd,\n1,Lambda Ltd,MY\n"), Options{})
	check(t, "a customer of whom the name alone is told", len(recs), 2)
}

// What a section tells above its rows holds for them and no others.
func TestSectionsOfATable(t *testing.T) {
	const head = "Order No,Ship-to Country,Part Number,Description,Qty\n"
	for _, label := range []string{"Customer: Kappa Ltd\n%Customer: Lambda Ltd\n", "Customer,Kappa Ltd\n%Customer,Lambda Ltd\n"} {
		first, second, _ := strings.Cut(label, "%")
		for _, again := range []string{head, ""} {
			recs, _ := readAll(t, "x.csv", []byte(first+head+"SO-1,MY,PN,Server,8\n"+second+again+"SO-2,CN,PN,Server,8\n"), Options{})
			check(t, "records", len(recs), 2)
			check(t, "first", recs[0].Shipment.Customer, "Kappa Ltd")
			check(t, "second", recs[1].Shipment.Customer, "Lambda Ltd")
		}
	}
}

// Units of several pieces are pieces, and a price is of what the value of the line says.
func TestUnitsOfSeveralPieces(t *testing.T) {
	const head = "Order No,Customer,Part Number,Description,Qty,Unit,Unit Price,Amount,Currency\n"
	for _, c := range []struct{ row, quantity, price string }{
		{"8,KPCS,0.5,4000,USD", "8000", "0.5"},
		{"8,KPCS,500,4000,USD", "8000", "0.5"},
		{"8,KPCS,500,,USD", "8000", "unknown"},
		{"2,dozen,,,USD", "24", ""},
		{"8 kpcs,,0.5,4000,USD", "8000", "0.5"},
		{"8 kpcs,pcs,0.5,4000,USD", "8000", "0.5"},
		{"8 Stk.,pcs,500,4000,USD", "8", "500"},
	} {
		recs, _ := readAll(t, "x.csv", []byte(head+"SO-1,Kappa,PN-1,Memory,"+c.row+"\n"), Options{})
		l := recs[0].Shipment.Lines[0]
		check(t, c.row, l.Quantity, c.quantity)
		check(t, c.row+" price", l.UnitValue, c.price)
	}
	recs, _ := readAll(t, "x.csv", []byte("Order No,Customer,Part Number,Description,Qty (KPCS)\nSO-1,Kappa,PN-1,Memory,8\n"), Options{})
	check(t, "unit in the header", recs[0].Shipment.Lines[0].Quantity, "8000")
}

// SAP tells the price of so many pieces and not of one.
func TestThePriceOfSoManyPieces(t *testing.T) {
	const head = "VBELN;POSNR;MATNR;ARKTX;KWMENG;VRKME;NETPR;KPEIN;NETWR;WAERK\nSO-1;10;PN-1;Memory;"
	for row, want := range map[string]string{
		"8000;ST;500,50;1.000;4.004,00;EUR": "0.5005", "8000;ST;500,50;1.000;;EUR": "0.5005", "8000;ST;0,50;1.000;4.000,00;EUR": "0.5", "8000;ST;0,50;1;4.000,00;EUR": "0.5", "8000;ST;0,50;;4.000,00;EUR": "0.5", "8;KPCS;500,50;1.000;;EUR": "0.5005",
	} {
		recs, _ := readAll(t, "x.csv", []byte(head+row+"\n"), Options{})
		check(t, row, recs[0].Shipment.Lines[0].UnitValue, want)
	}
	recs, rep := readAll(t, "x.csv", []byte("Order No,Line,Part Number,Description,Qty\nSO-1,1.1,PN,Server,8\nSO-1,1.2,PN,Server,4\n"), Options{})
	check(t, "parts of a line", len(recs[0].Shipment.Lines), 2)
	check(t, "numbered by their place", recs[0].Shipment.Lines[1].Line, 2)
	check(t, "told", rep.Fates[data.Repaired], 2)
}
