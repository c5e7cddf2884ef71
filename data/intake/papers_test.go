package intake

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	uni "golang.org/x/text/encoding/unicode"

	"redflag/data"
)

func TestGermanSAPExport(t *testing.T) {
	text := "Auftragsliste;;;;;;;;;\r\n" +
		"Beleg;Position;Belegdatum;Kundennummer;Warenempfänger;Land;Materialnummer;Bezeichnung;Auftragsmenge;Nettowert;Währung\r\n" +
		"4500001;10;03.12.2024;100200;Möller Rechentechnik GmbH;Deutschland;=\"00123\";Server 2HE;1.200;12.345,50;EUR\r\n" +
		"4500001;20;03.12.2024;100200;Möller Rechentechnik GmbH;Deutschland;4711;Kabel;5;99,90-;EUR\r\n" +
		"4500002;10;00.00.0000;100201;Größer AG;DE;4712;Netzteil;1.000,5;1,00;EUR\r\n" +
		"Summe;;;;;;;;;12.246,60;EUR\r\n"
	b, err := charmap.Windows1252.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	recs, rep := readAll(t, "sap.csv", b, Options{})
	check(t, "kind", rep.Kind, Shipments)
	check(t, "encoding", rep.Encoding, "windows-1252 (guessed)")
	check(t, "delimiter", rep.Delimiter, "semicolon")
	check(t, "records", len(recs), 2)
	s := recs[0].Shipment
	check(t, "id", s.ID, "4500001")
	check(t, "date", s.Date, "2024-12-03")
	check(t, "lines", len(s.Lines), 2)
	check(t, "part keeps its zeros", s.Lines[0].PartNumber, "00123")
	check(t, "thousands by the column", s.Lines[0].Quantity, "1200")
	check(t, "value", s.Lines[0].Value, "12345.5")
	check(t, "trailing minus", s.Lines[1].Value, "-99.9")
	check(t, "consignee", party(s, data.UltimateConsignee).Name, "Möller Rechentechnik GmbH")
	check(t, "country of the neighbour", party(s, data.UltimateConsignee).Country, "DE")
	check(t, "no date", recs[1].Shipment.Date.State(), data.NotTold)
	check(t, "ignored", rep.Fates[data.Ignored], 2)
	if t.Failed() {
		t.Log(notes(rep), rep.Mapping)
	}
}

func TestUTF16Tabs(t *testing.T) {
	text := "Order No\tLine\tOrder Date\tPart No\tDescription\tQty\tUnit Price\tEnd User\tEnd User Country\tDestination Country\n" +
		"SO-1\t1\t2025-03-02\tPN-1\tRack server\t8\t30000.50\tWira Cloud Sdn Bhd\tMalaysia\tMY\n" +
		"SO-2\t1\t2025-03-03\tPN-2\tRack, 42U\t1\t900\tunknown\tunknown\tSingapore\n"
	b, err := uni.UTF16(uni.LittleEndian, uni.UseBOM).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	recs, rep := readAll(t, "orders.txt", b, Options{})
	check(t, "encoding", rep.Encoding, "UTF-16LE")
	check(t, "delimiter", rep.Delimiter, "tab")
	check(t, "records", len(recs), 2)
	check(t, "end user", party(recs[0].Shipment, data.EndUser).Country, "MY")
	check(t, "unknown stays", party(recs[1].Shipment, data.EndUser).Name, "unknown")
	check(t, "unknown stays", party(recs[1].Shipment, data.EndUser).Country, "unknown")
	// Without the mark, by its NULs.
	_, rep = readAll(t, "orders.txt", b[2:], Options{})
	check(t, "encoding without mark", rep.Encoding, "UTF-16LE")
}

func TestChineseDeclaration(t *testing.T) {
	text := "报关单号,申报日期,境内发货人,境外收货人,运抵国,商品编号,商品名称,数量,总价,币制,毛重,原产国,最终用户\n" +
		"530120250001,2025年3月2日,深圳明远贸易有限公司,海湾数据私人有限公司,新加坡,8471.50.4000,服务器,5 台,\"1,250,000.00\",美元,320,中国,海湾数据私人有限公司\n" +
		"530120250001,2025年3月2日,深圳明远贸易有限公司,海湾数据私人有限公司,新加坡,8473.30,显卡,\"12.5千克\n40个\n40台\",\"800,000.00\",美元,64,中国,海湾数据私人有限公司\n"
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	recs, rep := readAll(t, "declaration.csv", b, Options{})
	check(t, "encoding", rep.Encoding, "GB18030 (guessed)")
	check(t, "records", len(recs), 1)
	s := recs[0].Shipment
	check(t, "lines", len(s.Lines), 2)
	check(t, "type", s.DocType, "declaration")
	check(t, "grain", s.Grain, "declaration_line")
	check(t, "date", s.Date, "2025-03-02")
	check(t, "destination", s.DestinationCountry, "SG")
	check(t, "hs", s.Lines[0].HS, "8471504000")
	check(t, "quantity", s.Lines[0].Quantity, "5")
	check(t, "unit", s.Lines[0].Unit, "台")
	check(t, "traded quantity", s.Lines[1].Quantity, "40")
	check(t, "value", s.Lines[0].Value, "1250000")
	check(t, "currency", s.Lines[0].Currency, "USD")
	check(t, "exporter", party(s, data.Exporter).Name, "深圳明远贸易有限公司")
	if t.Failed() {
		t.Log(notes(rep), rep.Mapping)
	}
}

func TestForwarderManifest(t *testing.T) {
	text := "HAWB,Consignee,Address,City,Country,Shipper,Address,Country,Goods Description,Packages,KG,Origin Port,Destination Port,Total Value,Currency,Container Number\n" +
		"H-77,Selat Digital Sdn Bhd,\"Lot 5,\nJalan Teknologi\",Johor Bahru,MY,Northgate Systems Inc,1 Elm St,US,GPU servers,4,480,USLAX,MYPKG,1250000,USD,MSKU1\n" +
		"H-77,Selat Digital Sdn Bhd,\"Lot 5,\nJalan Teknologi\",Johor Bahru,MY,Northgate Systems Inc,1 Elm St,US,Rack rails,1,20,USLAX,MYPKG,400,USD,MSKU1\n" +
		"H-78,Kappa Log,9 Pier Rd,Singapore,SG,Northgate Systems Inc,1 Elm St,US,Consolidation as per attached list,1,20,USLAX,SGSIN,400,USD,MSKU1\n"
	recs, rep := readAll(t, "manifest.csv", []byte(text), Options{})
	check(t, "records", len(recs), 2)
	s := recs[0].Shipment
	check(t, "awb", s.AWB, "H-77")
	check(t, "id", s.ID, "H-77")
	check(t, "route", s.Route, "[USLAX MYPKG]")
	check(t, "consignee", *party(s, data.UltimateConsignee), data.Customer{Name: "Selat Digital Sdn Bhd", Address: "Lot 5, Jalan Teknologi", City: "Johor Bahru", Country: "MY"})
	check(t, "shipper", party(s, data.Exporter).Country, "US")
	check(t, "lines", len(s.Lines), 2)
	check(t, "extra", recs[0].Extra["Container Number"], "MSKU1")
	check(t, "type", s.DocType, "trade_data")
	check(t, "consolidation", rep.Fates[data.Ambiguous], 1)
	if t.Failed() {
		t.Log(notes(rep), rep.Mapping)
	}
}

// The use of machines is sold, and from where they are used is worth a note in one word.
func TestATableOfHosting(t *testing.T) {
	recs, _ := readAll(t, "o.csv", []byte("Invoice,Account,Instance Type,GPU Hours,Login IP Country,Colour\nG-1,Kappa Ltd,h200.8x,1400,China,blue\n"), Options{})
	check(t, "type", recs[0].Shipment.DocType, "hosting")
	check(t, "notes", recs[0].Shipment.Notes, "Login IP Country: China")
}

// A code in a column of blocks is read with the notes, behind the name of its column.
func TestCodesOfBlocks(t *testing.T) {
	recs, _ := readAll(t, "c.csv", []byte("Kundennr,Firma,Land,AUFSD,Sperrgrund,Gesperrt\nK-1,Kappa Ltd,MY,01,Z1,X\nK-2,Lambda Ltd,MY,,Ware in Shenzhen gesehen,nein\n"), Options{Kind: Customers})
	check(t, "codes", recs[0].Customer.Notes, "Sperrgrund: Z1; AUFSD: 01; Gesperrt: X")
	check(t, "a reason", recs[1].Customer.Notes, "Ware in Shenzhen gesehen")
	recs, _ = readAll(t, "o.csv", []byte("Order,Sold-to,Material,Qty,LIFSK,FAKSK,Order block\nO-1,Kappa Ltd,H200,8,05,,02\n"), Options{})
	check(t, "the first", recs[0].Shipment.HoldReason, "05")
	check(t, "the others", recs[0].Shipment.Notes, "Order block: 02")
	recs, _ = readAll(t, "c.jsonl", []byte("{\"kind\":\"customer\",\"id\":\"K-1\",\"name\":\"Kappa Ltd\",\"aufsd\":\"01\"}\n"), Options{})
	check(t, "beside a record", recs[0].Customer.Notes, "aufsd: 01")
}

// The head of an invoice or a packing list tells of all its lines.
func TestTheHeadOfAPaper(t *testing.T) {
	recs, rep := readAll(t, "o.csv", []byte("Packing list,,,\nInvoice No:,PL-77,,\nConsignee: West Port Co Ltd,,Country,China\nCarrier,,,\nBuyer,Kappa Ltd,,\nPart No,Description,Qty,Net kg\n900-21010,PCIe card,8,12\n900-21011,,4,6\nTotal,,12,18\n"), Options{})
	check(t, "records", len(recs), 1)
	s := recs[0].Shipment
	check(t, "id", s.ID, "PL-77")
	check(t, "lines", len(s.Lines), 2)
	p := party(s, data.UltimateConsignee)
	check(t, "consignee", p.Name, "West Port Co Ltd")
	check(t, "country", p.Country, "CN")
	check(t, "customer", s.Customer, "Kappa Ltd")
	check(t, "carrier", s.Carrier, "")
	check(t, "told", strings.Contains(notes(rep), "tells of all rows below it: ultimate_consignee.name"), true)

	recs, _ = readAll(t, "o.csv", []byte("Customer: all\nConsignee: Other Ltd\nOrder No,Consignee,Product\nS-1,Kappa Ltd,Rails\n"), Options{})
	check(t, "a filter", recs[0].Shipment.Customer, "")
	check(t, "a column is surer", party(recs[0].Shipment, data.UltimateConsignee).Name, "Kappa Ltd")
}

// A country of which nobody is told is where the way ends, and no receiver without a name.
func TestTheCountryOfTheWaysEnd(t *testing.T) {
	one := func(text string) *data.Shipment {
		recs, _ := readAll(t, "o.csv", []byte(text), Options{})
		return recs[0].Shipment
	}
	s := one("Order,Sold-to,Ship To Country,Material,Qty\nO-1,Kappa Ltd,Malaysia,H200,8\n")
	check(t, "destination", s.DestinationCountry, "MY")
	check(t, "nobody", len(s.Parties), 1)
	s = one("Order,Sold-to,Destination,Ship To Country,Material,Qty\nO-1,Kappa Ltd,Malaysia,Malaysia,H200,8\n")
	check(t, "told twice", len(s.Parties), 1)
	s = one("Order,Sold-to,Destination,Ship To Country,Material,Qty\nO-1,Kappa Ltd,Malaysia,Hong Kong,H200,8\n")
	check(t, "another country", party(s, data.UltimateConsignee).Country, "HK")
	check(t, "beside the destination", s.DestinationCountry, "MY")
	s = one("Order,Sold-to,Consignee,Ship To Country,Material,Qty\nO-1,Kappa Ltd,,Malaysia,H200,8\n")
	check(t, "a receiver whose name is left out", party(s, data.UltimateConsignee).Country, "MY")
	s = one("Ship To Country: Malaysia,,\nOrder,Sold-to,Material,Qty\nO-1,Kappa Ltd,H200,8\n")
	check(t, "above the table", s.DestinationCountry, "MY")
	check(t, "nobody above the table", len(s.Parties), 1)
	s = one("Order,Sold-to,Ship To Country,Material,Qty\nO-1,Kappa Ltd,Malaysia,H200,8\nO-1,Kappa Ltd,Hong Kong,H200,8\n")
	check(t, "two ends", s.DestinationCountry+s.FinalDestinationCountry, "MYHK")
}

func TestNetSuite(t *testing.T) {
	text := "tranid,trandate,entity,item,quantity,amount,shipcountry,billcountry,memo\n" +
		"SO1,1/31/2025,Bright Arc LLC,GPU-8,8,\"$240,000.00\",US,US,rush\n" +
		"SO2,2/3/2025,Bright Arc LLC,CAB-1,\"1,000\",\"$1,200.00\",US,US,\n"
	recs, rep := readAll(t, "netsuite.csv", []byte(text), Options{})
	check(t, "records", len(recs), 2)
	s := recs[0].Shipment
	check(t, "order", s.Order, "SO1")
	check(t, "part", s.Lines[0].PartNumber, "GPU-8")
	check(t, "date", s.Date, "2025-01-31")
	check(t, "date by the column", recs[1].Shipment.Date, "2025-02-03")
	check(t, "customer", s.Customer, "Bright Arc LLC")
	check(t, "ship country", s.DestinationCountry, "US")
	check(t, "quantity by the file", recs[1].Shipment.Lines[0].Quantity, "1000")
	check(t, "currency of a sign", s.Lines[0].Currency, "unknown")
	check(t, "value", s.Lines[0].Value, "240000")
	if t.Failed() {
		t.Log(notes(rep), rep.Mapping)
	}
}

func TestPartnerRows(t *testing.T) {
	text := "VBELN,POSNR,PARVW,Partner Name,Partner Country,MATNR,KWMENG\n" +
		"1,10,AG,Bright Arc LLC,US,GPU,8\n1,10,WE,Selat Digital,MY,GPU,8\n1,10,SP,Kappa Log,SG,GPU,8\n1,20,AG,Bright Arc LLC,US,CAB,2\n"
	recs, rep := readAll(t, "vbpa.csv", []byte(text), Options{})
	check(t, "records", len(recs), 1)
	s := recs[0].Shipment
	check(t, "lines", len(s.Lines), 2)
	check(t, "purchaser", party(s, data.Purchaser).Name, "Bright Arc LLC")
	check(t, "forwarder", party(s, data.Forwarder).Name, "Kappa Log")
	check(t, "consignee", party(s, data.UltimateConsignee).Name, "Selat Digital")
	check(t, "parties", len(s.Parties), 3)
	if t.Failed() {
		t.Log(notes(rep), rep.Mapping)
	}
	english := strings.NewReplacer("AG", "SP", "WE", "SH", ",SP,Kappa", ",CR,Kappa").Replace(text)
	recs, _ = readAll(t, "vbpa.csv", []byte(english), Options{})
	check(t, "SP in English", party(recs[0].Shipment, data.Purchaser).Name, "Bright Arc LLC")
}

// What customs call imports came into their country, and hardly to us.
func TestTheDirectionThatCustomsTell(t *testing.T) {
	for told, want := range map[string]string{"EX": "out", "IM": "in", "Re-export": "out", "transit": "out", "转口": "out", "Einfuhr": "in", "импорт": "in", "A": "unknown", "": ""} {
		recs, _ := readAll(t, "x.csv", []byte("Declaration No,Import/Export,Exporter,Importer,HS Code,Goods Description,Quantity\nD-1,"+told+",Kappa Ltd,Selat Digital,8471,Server,8\n"), Options{})
		check(t, told, recs[0].Shipment.Direction, want)
	}
	recs, rep := readAll(t, "x.csv", []byte("Bill of Lading No,Trade Flow,Shipper,Consignee,Product Description,Quantity\nB-1,Imports,Kappa Ltd,Selat Digital,Server,8\nB-2,Exports,Kappa Ltd,Selat Digital,Server,8\n"), Options{})
	check(t, "a record of trade", recs[0].Shipment.BL+" "+recs[0].Shipment.DocType, "B-1 trade_data")
	check(t, "imports", recs[0].Shipment.Direction, "unknown")
	check(t, "told", strings.Contains(notes(rep), "customs tell what came into their country"), true)
	check(t, "exports", recs[1].Shipment.Direction, "out")
}

// An amount that names its currency against the column of currencies has none that is known.
func TestCurrenciesThatDiffer(t *testing.T) {
	for text, want := range map[string]string{
		"Order,Part,Unit price,Currency\nA,P,USD 900,EUR\n":         "unknown",
		"Order,Part,Currency,Unit price\nA,P,EUR,USD 900\n":         "unknown",
		"Order,Part,Currency,Unit price\nA,P,USD,USD 900\n":         "USD",
		"Order,Part,Unit price,Currency\nA,P,$900,SGD\n":            "SGD",
		"Order,Part,Unit price,Amount\nA,P,USD 900,EUR 900\n":       "unknown",
		"Order,Part,Unit price,Amount\nA,P,30000.-,\"30.000,--\"\n": "",
	} {
		recs, rep := readAll(t, "x.csv", []byte(text), Options{Kind: Shipments})
		check(t, text, recs[0].Shipment.Lines[0].Currency, want)
		if want == "unknown" {
			check(t, text, rep.Fates[data.Ambiguous], 1)
		}
	}
	recs, _ := readAll(t, "x.csv", []byte("Order,Part,Unit price,Amount\nA,P,30000.-,\"30.000,--\"\nB,P,-5,\n"), Options{Kind: Shipments})
	check(t, "dashes for cents", recs[0].Shipment.Lines[0].UnitValue.String()+" "+recs[0].Shipment.Lines[0].Value.String(), "30000 30000")
	check(t, "below zero", recs[1].Shipment.Lines[0].UnitValue, "-5")
}

// A table of deliveries names their orders as well, and tells no prices.
func TestATableOfDeliveries(t *testing.T) {
	recs, _ := readAll(t, "x.csv", []byte("Delivery,Order No,Delivery Date,Part Number,Description,Delivery quantity\n80001,SO-1,2025-03-05,PN,Server,8\n"), Options{})
	s := recs[0].Shipment
	check(t, "a delivery", s.ID+" "+s.Order+" "+s.DocType+" "+s.Lines[0].Quantity.String(), "80001 SO-1 delivery 8")
	recs, _ = readAll(t, "x.csv", []byte("Delivery,Order No,Part Number,Description,Qty,Unit Price\n80001,SO-1,PN,Server,8,900\n"), Options{})
	check(t, "an order with the number of its delivery", recs[0].Shipment.DocType, "order")
}

// A customer's name of several lines holds the address of the buyer.
func TestACustomerOfSeveralLines(t *testing.T) {
	recs, _ := readAll(t, "x.csv", []byte("Order No,Customer,Ship-to Country,Description,Qty\nSO-1,\"Kappa Ltd\nSuite 5, Harbour Road\nSingapore\",MY,Server,8\nSO-2,\"Kappa\nSecond line\",MY,Server,8\n"), Options{})
	s := recs[0].Shipment
	check(t, "customer", s.Customer, "Kappa Ltd")
	check(t, "address", party(s, data.Purchaser).Address+" "+party(s, data.Purchaser).Country, "Suite 5, Harbour Road, Singapore SG")
	check(t, "no firm's name", recs[1].Shipment.Customer, "Kappa\nSecond line")
}
