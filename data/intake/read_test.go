package intake

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"redflag/data"
)

var testCountries = names{
	"can": "CA", "canada": "CA",
	"malaysia": "MY", "singapore": "SG", "germany": "DE", "deutschland": "DE", "hong kong": "HK", "中国": "CN", "china": "CN", "新加坡": "SG",
	"马来西亚": "MY", "united states": "US", "usa": "US", "taiwan": "TW", "japan": "JP", "中国香港": "HK", "vereinigte staaten": "US",
}

// A title above the header is no merged cell over it.
func TestATitleAboveTheHeader(t *testing.T) {
	recs, rep := readAll(t, "m.csv", []byte("MAWB: 176-5551 Flight EK972\nHAWB No.,MAWB No.,Shipper Name & Address,Consignee Name & Address,Pcs,Nature & Qty of Goods,Remark on loading\nH-1,176-5551,Prairie Inc,Kappa Ltd,2,Printers,\n"), Options{})
	check(t, "records", len(recs), 1)
	check(t, "awb", recs[0].Shipment.AWB, "H-1")
	check(t, "consignee", party(recs[0].Shipment, data.UltimateConsignee).Name, "Kappa Ltd")
	check(t, "ignored", rep.Fates[data.Ignored], 1)
}

// Shops and merged cells tell an order once and its lines below each other.
func TestLinesBelowTheirOrder(t *testing.T) {
	const head = "Order No,Customer,Ship-to Country,Product,Qty\n"
	recs, rep := readAll(t, "o.csv", []byte(head+"S-1,Kappa Ltd,MY,GPU server,2\n,,,Cable,40\n,Kappa Ltd,MY,Rails,2\nS-2,Lambda Ltd,SG,Printer,1\n,,,,43\n"), Options{})
	check(t, "records", len(recs), 2)
	check(t, "lines", len(recs[0].Shipment.Lines), 3)
	check(t, "cable", recs[0].Shipment.Lines[1].Description, "Cable")
	check(t, "repaired", rep.Fates[data.Repaired] >= 2, true)
	check(t, "a sum", rep.Fates[data.Rejected], 1)
}

// A row that no number names and that tells goods and somebody is a record of its own.
func TestARowWithoutANumber(t *testing.T) {
	recs, rep := readAll(t, "o.csv", []byte("Order No,Customer,Ship-to Country,Product,Qty\nS-1,Kappa Ltd,MY,Rails,2\n,Lambda Ltd,SG,GPU server,1\n"), Options{})
	check(t, "records", len(recs), 2)
	check(t, "ambiguous", rep.Fates[data.Ambiguous], 1)
	check(t, "customer", recs[0].Shipment.Customer, "Lambda Ltd") // handed on before the order that may go on
	check(t, "named by content", strings.HasPrefix(recs[0].Shipment.ID, "row-"), true)
}

// Equal rows that no number names are one told twice where lines are numbered; else both
// are counted, and no name stands for two records.
func TestEqualRowsWithoutANumber(t *testing.T) {
	recs, rep := readAll(t, "o.csv", []byte("Order No,Line,Customer,Product\nS-1,1,Kappa Ltd,Rails\n,1,Lambda Ltd,GPU server\nS-2,1,Kappa Ltd,Rails\n,1, Lambda Ltd,GPU server\n"), Options{})
	check(t, "records", len(recs), 3)
	check(t, "duplicate", rep.Fates[data.Duplicate], 1)
	recs, rep = readAll(t, "o.csv", []byte("Order No,Customer,Product\nS-1,Kappa Ltd,Rails\n,Lambda Ltd,GPU server\nS-2,Kappa Ltd,Rails\n,Lambda Ltd,GPU server\n"), Options{})
	check(t, "records of their own", len(recs), 4)
	check(t, "told", rep.Fates[data.Ambiguous], 2)
	ids := map[string]bool{}
	for _, r := range recs {
		ids[r.Shipment.ID] = true
	}
	check(t, "names", len(ids), 4)
	recs, _ = readAll(t, "o.csv", []byte("Customer,Product,Qty\nLambda Ltd,GPU server,2\nLambda Ltd,GPU server,2\n"), Options{Kind: Shipments})
	check(t, "without a column of numbers", len(recs), 2)
	check(t, "the second", recs[1].Shipment.ID, recs[0].Shipment.ID+"-2")
}

// One box of a bill holds a name and its address; names are compared with names.
func TestAnAddressBehindAName(t *testing.T) {
	for _, c := range []struct{ told, name, address, country string }{
		{"Kappa Crest FZCO, DAFZA, Malaysia", "Kappa Crest FZCO", "DAFZA, Malaysia", "MY"},
		{"Kappa Co., Ltd., 9 Pier Rd, Singapore", "Kappa Co., Ltd.", "9 Pier Rd, Singapore", "SG"},
		{"\"Kappa Inc\n12 Elm St\"", "Kappa Inc", "12 Elm St", ""},
		{"HARBOUR STAR IMPEX PTE LTD SINGAPORE", "HARBOUR STAR IMPEX PTE LTD", "SINGAPORE", ""},
		{"Brandt GmbH, Accounts", "Brandt GmbH, Accounts", "", ""},
		{"Kappa Malaysia Sdn Bhd", "Kappa Malaysia Sdn Bhd", "", ""},
		{"Kappa, Lambda and Sons Ltd", "Kappa, Lambda and Sons Ltd", "", ""},
	} {
		told := c.told
		if !strings.HasPrefix(told, "\"") {
			told = "\"" + told + "\""
		}
		recs, _ := readAll(t, "o.csv", []byte("Order No,Consignee,Product\nS-1,"+told+",Rails\n"), Options{Kind: Shipments})
		p := party(recs[0].Shipment, data.UltimateConsignee)
		check(t, c.told, p.Name, c.name)
		check(t, c.told+": address", p.Address, c.address)
		if c.country != "" {
			check(t, c.told+": country", p.Country, c.country)
		}
	}
}

// Three capitals are a country's code or an airport's; CAN is Canada and Guangzhou.
func TestCodesOfAirports(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"HAWB,Dest,Goods\nH-1,CAN,Rails\nH-2,DXB,Rails\n", "CN"},
		{"HAWB,Dest,Goods\nH-1,CAN,Rails\n", "CN"},
		{"HAWB,Dest,Goods\nH-1,CAN,Rails\nH-2,USA,Rails\n", "CA"},
		{"Order No,Dest,Goods\nS-1,CAN,Rails\n", "CA"},
		{"HAWB,Destination Country,Goods\nH-1,CAN,Rails\n", "CA"},
		{"Order No,Dest,Goods\nS-1,SGSIN,Rails\n", "SG"},
	} {
		recs, _ := readAll(t, "o.csv", []byte(c.file), Options{Kind: Shipments})
		check(t, c.file, recs[0].Shipment.DestinationCountry, c.want)
	}
}

// A row of the order itself, with the sum of its lines, is no line of goods.
func TestARowOfTheOrderItself(t *testing.T) {
	const head = "Document Number,Main Line,Customer Name,Item,Quantity,Amount\n"
	recs, rep := readAll(t, "o.csv", []byte(head+"S-1,*,Kappa Ltd,,,2400\nS-1,,Kappa Ltd,GPU-8,8,2400\nS-2,,Kappa Ltd,,,900\nS-2,,Kappa Ltd,CAB-1,8,100\n"), Options{})
	check(t, "lines", len(recs[0].Shipment.Lines), 1)
	check(t, "part", recs[0].Shipment.Lines[0].PartNumber, "GPU-8")
	check(t, "told", strings.Contains(notes(rep), "tells their sum"), true)
	check(t, "a line without goods that is no sum", len(recs[1].Shipment.Lines), 2)
}

// "Received" counts goods, and is the day of a letter.
func TestReceivedIsADayOrANumber(t *testing.T) {
	recs, _ := readAll(t, "o.csv", []byte("Order No,Customer,Product,Received\nS-1,Kappa Ltd,Rails,2026-11-02\n"), Options{})
	check(t, "date", recs[0].Shipment.Date, "2026-11-02")
	recs, _ = readAll(t, "o.csv", []byte("Order No,Customer,Product,Received\nS-1,Kappa Ltd,Rails,40\n"), Options{})
	check(t, "number", recs[0].Shipment.Lines[0].Received, "40")
}

// Where no column tells goods, any word may; and where no number names the records, a row
// of figures is none.
func TestATableWithoutGoods(t *testing.T) {
	recs, rep := readAll(t, "o.csv", []byte("Buyer,Buyer Country,What we send,Pieces\nKappa Ltd,SG,H200 NVL,40\n,,,40\n"), Options{Kind: Shipments})
	check(t, "records", len(recs), 1)
	check(t, "notes", recs[0].Shipment.Notes, "What we send: H200 NVL")
	check(t, "sums", rep.Fates[data.Ignored], 1)
	recs, _ = readAll(t, "o.csv", []byte("Buyer,Buyer Country,Product,Hall\nKappa Ltd,SG,Rails,H200\n"), Options{Kind: Shipments})
	check(t, "notes beside goods", recs[0].Shipment.Notes, "")
}

// A row of a part number and figures is no row of sums.
func TestAPartNumberOfFigures(t *testing.T) {
	recs, _ := readAll(t, "o.csv", []byte("Buyer,Part No,Qty\nKappa Ltd,900-21010,40\n,900-21011,8\n,,48\n"), Options{Kind: Shipments})
	check(t, "records", len(recs), 2)
}

// A numbered line that begins another list is no line of the record above.
func TestALineOfAnotherList(t *testing.T) {
	const head = "Order No,Line,Customer,Product\n"
	recs, _ := readAll(t, "o.csv", []byte(head+"S-1,1,Kappa Ltd,Rails\n,2,Kappa Ltd,Cable\n,1,Kappa Ltd,GPU server\n"), Options{})
	check(t, "records", len(recs), 2)
}

// Customs tell the quantity in a column of units.
func TestAFigureAmongUnits(t *testing.T) {
	recs, _ := readAll(t, "o.csv", []byte("MRN,Warenbeschreibung,Bes. Maßeinheit\nM-1,Server,8\nM-2,Kabel,Stk\n"), Options{Kind: Shipments})
	check(t, "quantity", recs[0].Shipment.Lines[0].Quantity, "8")
	check(t, "unit", recs[1].Shipment.Lines[0].Unit, "Stk")
}

// A customer told by name and its country are one party; a customer told by number has
// its name in the book, or none.
func TestCustomerAndItsCountryAreOneParty(t *testing.T) {
	for text, want := range map[string]string{"Harfleur Textiles SARL": "Harfleur Textiles SARL", "Kestrel": "Kestrel", "Studio 54 GmbH": "Studio 54 GmbH", "C-1042": "", "100023": ""} {
		recs, _ := readAll(t, "s.csv", []byte("Order No,Customer,Customer Country,Item,Qty\nA-1,"+text+",FR,cotton yarn,4\n"), Options{Kind: Shipments})
		if len(recs) != 1 || recs[0].Shipment.Customer != text || len(recs[0].Shipment.Parties) != 1 {
			t.Fatalf("%s: %+v", text, recs)
		}
		if p := recs[0].Shipment.Parties[0]; p.Role != data.Purchaser || p.Name != want || p.Country != "FR" {
			t.Errorf("%s: %s %q of %s, want %q", text, p.Role, p.Name, p.Country, want)
		}
	}
}

func TestTwoHeaderRowsAndTitle(t *testing.T) {
	text := "Northgate Systems export log,,,,,\nfilter: all,,,,,\nOrder,Consignee,,End user,,Part\nNo,Name,Country,Name,Country,No\nS1,Kappa Log,SG,Selat Digital,MY,GPU\n"
	recs, rep := readAll(t, "two.csv", []byte(text), Options{})
	check(t, "records", len(recs), 1)
	s := recs[0].Shipment
	check(t, "order", s.Order, "S1")
	check(t, "consignee", party(s, data.UltimateConsignee).Name, "Kappa Log")
	check(t, "end user", party(s, data.EndUser).Country, "MY")
	check(t, "ignored", rep.Fates[data.Ignored], 2)
	if t.Failed() {
		t.Log(notes(rep), rep.Mapping)
	}
}

func TestConsigneeBesideUltimateConsignee(t *testing.T) {
	text := "Order,Consignee Name,Ultimate Consignee Name,Name of End User,Part\nS1,Kappa Log,Selat Digital,Wira Cloud,GPU\n"
	recs, _ := readAll(t, "x.csv", []byte(text), Options{})
	s := recs[0].Shipment
	check(t, "intermediate", party(s, data.IntermediateConsignee).Name, "Kappa Log")
	check(t, "ultimate", party(s, data.UltimateConsignee).Name, "Selat Digital")
	check(t, "end user", party(s, data.EndUser).Name, "Wira Cloud")
}

func TestScatteredRowsLoseNoLine(t *testing.T) {
	text := "Order,Line,Part,Qty,Destination\nA,1,P1,1,MY\nB,1,P2,2,SG\nA,2,P3,3,MY\nC,1,P4,1,US\nB,2,P5,1,SG\nA,3,P6,1,CN\n"
	recs, rep := readAll(t, "x.csv", []byte(text), Options{})
	lines := map[string]int{}
	for _, r := range recs {
		lines[r.Shipment.ID] += len(r.Shipment.Lines)
	}
	check(t, "lines", lines, map[string]int{"A": 3, "B": 2, "C": 1})
	check(t, "records", len(recs), 3)
	check(t, "conflict of destination", rep.Fates[data.Ambiguous], 1)
	for _, r := range recs {
		if r.Shipment.ID == "A" {
			check(t, "first stands", r.Shipment.DestinationCountry, "MY")
			check(t, "other is kept", r.Extra["destination_country (row 7)"], "CN")
		}
	}
}

func TestAFormulaThatFailedIsNoName(t *testing.T) {
	text := "Order,Customer,Country,Part,Qty\n#REF!,#REF!,#WERT!,NVIDIA L40S,#VALUE!\n#REF!,Alder Compute,DE,NVIDIA L40S,2\n"
	recs, rep := readAll(t, "x.csv", []byte(text), Options{})
	if len(recs) != 2 {
		t.Fatalf("%d records of two orders whose numbers are lost", len(recs))
	}
	check(t, "customer", recs[0].Shipment.Customer, data.UnknownWord)
	check(t, "customer as told", recs[0].Extra["Customer"], "#REF!")
	check(t, "quantity", recs[0].Shipment.Lines[0].Quantity.State, data.Unknown)
	check(t, "the other customer", recs[1].Shipment.Customer, "Alder Compute")
	check(t, "ambiguous", rep.Fates[data.Ambiguous], 2)
	if !strings.Contains(notes(rep), "formula that failed") {
		t.Error("nothing is said of the formula:\n", notes(rep))
	}
}

func TestAmbiguousValuesAreNeverGuessed(t *testing.T) {
	text := "Order,Part,Qty,Net weight,Order date,Amount\nA,P1,1,1.234,03/04/2025,¥500\nB,2.2E+17,2,2.345,05/06/2025,600\nC,1234567890123450000,1,n/a,unknown,700\n"
	recs, rep := readAll(t, "x.csv", []byte(text), Options{})
	s := recs[0].Shipment
	check(t, "weight", s.Lines[0].NetKg.State, data.Unknown)
	check(t, "weight as told", recs[0].Extra["Net weight"], "1.234")
	check(t, "date", s.Date.State(), data.Unknown)
	check(t, "date as told", recs[0].Extra["Order date"], "03/04/2025")
	check(t, "currency, as its sign", s.Lines[0].Currency, "¥")
	check(t, "ambiguous", rep.Fates[data.Ambiguous], 3)
	check(t, "damaged part kept", recs[1].Shipment.Lines[0].PartNumber, "2.2E+17")
	check(t, "filler", recs[2].Shipment.Lines[0].NetKg.State, data.NotTold)
	if !strings.Contains(notes(rep), "scientific notation") || !strings.Contains(notes(rep), "15 digits") {
		t.Error("the damage is not named:\n", notes(rep))
	}
	_, rep = readAll(t, "x.csv", []byte(text), Options{Mapping: &Mapping{DateOrder: DayFirst, Decimal: "."}})
	check(t, "with a mapping", rep.DateOrder+rep.Decimal, "dmy.")
}

func TestDamagedKeysAreNotJoined(t *testing.T) {
	recs, _ := readAll(t, "x.csv", []byte("Order,Part,Qty\n2.2E+17,P1,1\n2.2E+17,P2,1\n"), Options{})
	check(t, "records", len(recs), 2)
}

func TestDuplicates(t *testing.T) {
	_, rep := readAll(t, "x.csv", []byte("Order,Line,Part\nA,1,P\nA,1,P\nA,2,P\n"), Options{})
	check(t, "numbered", rep.Fates[data.Duplicate], 1)
	recs, rep := readAll(t, "x.csv", []byte("Order,Part,Qty\nA,P,1\nA,P,1\n"), Options{})
	check(t, "unnumbered are both kept", len(recs[0].Shipment.Lines), 2)
	check(t, "and doubted", rep.Fates[data.Ambiguous], 1)
	_, rep = readAll(t, "c.csv", []byte("Customer No,Name,Country\n1,A,MY\n1,A,MY\n"), Options{})
	check(t, "customers", rep.Fates[data.Duplicate], 1)
}

func TestQuotesAreReadAsTheyWereMeant(t *testing.T) {
	text := "sep=;\nOrder;Part;Description\nA;P;\"two\nlines \"\"and quotes\"\"\"\nB;P;19\" rack\nC;P;\"open quote\nD;P;=HYPERLINK(\"x\")\nE;P\nF;P;x;extra\nTEST;P;+cmd\n"
	recs, rep := readAll(t, "q.csv", []byte(text), Options{})
	check(t, "delimiter", rep.Delimiter, "semicolon")
	got := map[string]string{}
	for _, r := range recs {
		got[r.Shipment.ID] = r.Shipment.Lines[0].Description
	}
	check(t, "A", got["A"], `two, lines "and quotes"`)
	check(t, "B", got["B"], `19" rack`)
	check(t, "C", got["C"], `"open quote`)
	check(t, "D", got["D"], "x")
	check(t, "test row", got["TEST"], "+cmd")
	check(t, "records", len(recs), 7)
	if !strings.Contains(notes(rep), "has 2 cells") || !strings.Contains(notes(rep), "has 4 cells") || !strings.Contains(notes(rep), "test row") {
		t.Error(notes(rep))
	}
}

func TestCustomers(t *testing.T) {
	text := "Customer ID,Company name,Street,City,Country,Headquarters,Shareholders,Founded,E-mail,Phone,Website,MW,Installed hardware,End user statement,Region of sales\n" +
		"C1,Selat Digital Sdn Bhd,Lot 5,Johor,Malaysia,SG,Arus Holdings (SG) 60 %; Tan Wei 40%,2023-02,a@x.example; b@x.example,+60 7 1; +60 7 2,selat.example,12,H100 x 64,yes,APAC\n" +
		"C2,Wira,,,Atlantis,unknown,,Oct-22,,,,,,,\n" +
		",No Number Ltd,,,MY,,,,,,,,,,\n,,Lot 9,,MY,,,,,,,,,,\n"
	recs, rep := readAll(t, "c.csv", []byte(text), Options{})
	check(t, "kind", rep.Kind, Customers)
	c := recs[0].Customer
	check(t, "owners", c.Owners, []data.Owner{{Name: "Arus Holdings", Country: "SG", Percent: data.Num(60)}, {Name: "Tan Wei", Percent: data.Num(40)}})
	check(t, "emails", c.Emails, "[a@x.example b@x.example]")
	check(t, "phones", len(c.Phones), 2)
	check(t, "mw", c.Sites[0].MW, "12")
	check(t, "hardware", c.Sites[0].Hardware[0], data.Hardware{Model: "H100", Quantity: data.Num(64)})
	check(t, "statement", c.EndUseStatement, "yes")
	check(t, "extra", recs[0].Extra["Region of sales"], "APAC")
	check(t, "country as told", recs[1].Customer.Country, "Atlantis")
	check(t, "hq", recs[1].Customer.HQCountry, "unknown")
	check(t, "founded", recs[1].Customer.Incorporated, "2022-10")
	check(t, "name for number", recs[2].Customer.ID, "No Number Ltd")
	check(t, "rejected", rep.Fates[data.Rejected], 1)
	if t.Failed() {
		t.Log(notes(rep), rep.Mapping)
	}
}

func TestAMappingNamesTheColumns(t *testing.T) {
	text := "Alpha,Beta,Gamma,Delta\nA,P1,7,x\n"
	m, err := ParseMapping("m.yaml", []byte("source: plant2\nkind: shipments\ncolumns: {Alpha: order, Beta: part_number, Gamma: quantity, Delta: end_user.name}\n"))
	if err != nil {
		t.Fatal(err)
	}
	recs, _ := readAll(t, "x.csv", []byte(text), Options{Mapping: m})
	s := recs[0].Shipment
	check(t, "read", []string{recs[0].Source, s.Order, s.Lines[0].PartNumber, party(s, data.EndUser).Name}, "[plant2 A P1 x]")
	_, err = ParseMapping("m.yaml", []byte("kind: shipments\ncolumns:\n  Alpha: ordr\n"))
	if err == nil || !strings.Contains(err.Error(), "m.yaml:3:10") || !strings.Contains(err.Error(), "order") {
		t.Errorf("a typo: %v", err)
	}
}

// A mapping of one column leaves the others as they are recognised: nothing that a file
// tells is lost because one header needed a word.
func TestAMappingOfOneColumnLeavesTheOthers(t *testing.T) {
	text := "Kunden-PO;Order No;Kunde;Menge;Bezeichnung;Part No\nPO-1;A-1;Alder GmbH;2;NVIDIA H100;x\n"
	m, err := ParseMapping("m.yaml", []byte("kind: shipments\ncolumns: {Kunden-PO: order, Part No: \"\"}\n"))
	if err != nil {
		t.Fatal(err)
	}
	recs, rep := readAll(t, "x.csv", []byte(text), Options{Mapping: m})
	s := recs[0].Shipment
	check(t, "read", []string{s.Order, party(s, data.Purchaser).Name, s.Lines[0].Description, s.Lines[0].Quantity.String()}, "[PO-1 Alder GmbH NVIDIA H100 2]")
	check(t, "beside", []string{recs[0].Extra["Order No"], recs[0].Extra["Part No"], s.Lines[0].PartNumber}, "[A-1 x ]")
	check(t, "unmapped", rep.Unmapped, []string{"Order No", "Part No"})
}

// An amount without a currency is nothing to compare, and somebody has to hear of it.
func TestAmountsWithoutACurrency(t *testing.T) {
	usd := &Mapping{Currency: "USD"}
	for _, c := range []struct {
		text    string
		mapping *Mapping
		without int
		is      string // the currency of the first line
	}{
		{"Order,Part,Qty,Unit price\nA,P,1,900\nB,P,1,800\nC,P,1,\n", nil, 2, ""},
		{"Order,Part,Qty,Unit price\nA,P,1,900\nB,P,1,800\nC,P,1,\n", usd, 0, "USD"},
		{"Order,Part,Qty,Unit price (EUR)\nA,P,1,900\n", usd, 0, "EUR"},
		{"Order,Part,Qty,Unit price,Currency\nA,P,1,900,JPY\nB,P,1,900,\n", nil, 1, "JPY"},
		{"Order,Part,Qty,Unit price,Currency\nA,P,1,900,JPY\nB,P,1,900,\n", usd, 0, "JPY"},
		{"Order,Part,Qty,Currency,Unit price\nA,P,1,JPY,900\n", usd, 0, "JPY"},
	} {
		recs, rep := readAll(t, "x.csv", []byte(c.text), Options{Mapping: c.mapping})
		if got := recs[0].Shipment.Lines[0].Currency; got != c.is || rep.NoCurrency != c.without {
			t.Errorf("%q: the first is in %q, and %d without a currency, not %q and %d", c.text, got, rep.NoCurrency, c.is, c.without)
		}
		if told := rep.NoCurrencyWords() != ""; told != (c.without > 0) {
			t.Errorf("%q: it is told: %v", c.text, told)
		}
	}
	_, rep := readAll(t, "x.jsonl", []byte(`{"kind":"shipment","id":"S-1","lines":[{"line":1,"value":9},{"line":2,"value":0},{"line":3,"value":9,"currency":"EUR"}]}`), Options{})
	check(t, "records as JSON", rep.NoCurrency, 1)
	if _, err := ParseMapping("m.yaml", []byte("currency: dollars\n")); err == nil || !strings.Contains(err.Error(), "m.yaml:1:11") {
		t.Errorf("a word for a code: %v", err)
	}
}

func TestWhatIsNoTableIsRefusedInWords(t *testing.T) {
	for head, want := range map[string]string{
		"<!doctype html>\n<meta content=\"x\">\n<p>a, b": "web or XML page", "\xef\xbb\xbf \n<HTML>": "web or XML page", "<table border=1><tr><td>Order": "web or XML page", "<?xml version='1.0'?>": "web or XML page",
		"%PDF-1.7": "PDF", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("x", 600): "save it as .xlsx", "\x1f\x8b\x08": "unpack", "": "empty",
		"\x89PNG\r\n": "picture", "just words\nand more\n": "header", "MZ and then\x00 some \xff bytes\nmore \x00 of them\n": "zero bytes", "PK\x03\x04broken": "damaged",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00": "password",
	} {
		_, _, err := tryRead("f", []byte(head), Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.10q: %v", head, err)
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	b := []byte("Order,Part\nA,P\n")
	_, err := Read(ctx, "x.csv", bytes.NewReader(b), int64(len(b)), Options{}, func(*data.Record) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestVocabulary(t *testing.T) {
	if _, err := loadVocabulary(); err != nil {
		t.Fatal(err)
	}
	for src, want := range map[string]string{
		"customer:\n  - {field: id, type: id, en: [x]}\n  - {field: name, type: text, en: [X]}\n": "fields.yaml:3:36",
		"customer:\n  - {field: id, type: nope}\n":                                                "fields.yaml:2:23",
		"customer:\n  - {field: id, typ: id}\n":                                                   "2:",
	} {
		if _, err := parseVocabulary("fields.yaml", []byte(src), "tongues.yaml", []byte("ja: {}\n")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", src, err)
		}
	}
}

// A file that was cut off in the middle ends within a row: what is left of that row
// is kept, and it is said that the rest of the file may be missing.
func TestAFileCutOffInTheMiddleSaysSo(t *testing.T) {
	const whole = "order,customer,date,country,description,quantity\nPO-1,Merlin Optik,2026-03-02,NO,cable,1\nPO-2,\"Merlin, Optik\",2026-03-02,NO,cable,1\n"
	for _, c := range []struct {
		text string
		cut  bool
	}{
		{whole, false},
		{strings.TrimSuffix(whole, "\n"), false},
		{whole[:len(whole)-12], true},
		{whole[:strings.Index(whole, "lin, Optik")], true},
		{strings.ReplaceAll(whole[:len(whole)-12], "\n", "\r\n"), true},
		{strings.TrimSuffix(whole, ",1\n") + "\n", false}, // a trailing cell left out
	} {
		_, rep := readAll(t, "orders.csv", []byte(c.text), Options{})
		if got := rep.Fates[data.Ambiguous] > 0 && strings.Contains(rep.Notes[len(rep.Notes)-1].Reason, "may be cut off"); got != c.cut {
			t.Errorf("%q: cut off is %v, notes %+v", c.text[len(c.text)-20:], got, rep.Notes)
		}
	}
}

func TestWhatIsToldBesideTheValue(t *testing.T) {
	recs, rep := readAll(t, "brokers.csv", []byte("Order,Part No,Qty,Invoice Value,Currency,Customs Value,Insured Value,EUC No,EUC Expiry,Qty Received\n"+
		"SO-9,KIT-1,12,\"24,000.00\",USD,\"1,200.00\",EUR 6150000,EUC/25/0117,2025-06-30,10\n"+
		"SO-9,KIT-2,3,\"6,000.00\",USD,300.00,EUR 6150000,EUC/25/0117,2025-06-30,3\n"), Options{Kind: Shipments})
	check(t, "records", len(recs), 1)
	s := recs[0].Shipment
	check(t, "insured", s.InsuredCurrency+" "+s.InsuredValue.String(), "EUR 6150000")
	check(t, "certificate", s.Certificate+" until "+s.CertificateUntil.String(), "EUC/25/0117 until 2025-06-30")
	check(t, "customs", s.Lines[0].CustomsValue.String()+" "+s.Lines[1].CustomsValue.String(), "1200 300")
	check(t, "received", s.Lines[0].Received.String()+" of "+s.Lines[0].Quantity.String(), "10 of 12")
	check(t, "the lines' currency", s.Lines[0].Currency, "USD")
	check(t, "ambiguous", rep.Fates[data.Ambiguous], 0)
}
