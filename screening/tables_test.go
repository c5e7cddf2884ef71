package screening

import (
	"bytes"
	"context"
	"testing"

	"redflag/data"
	"redflag/data/intake"
)

// table is the records of a table as people export them.
func table(t *testing.T, csv string) []*data.Record {
	t.Helper()
	var out []*data.Record
	_, err := intake.Read(context.Background(), "x.csv", bytes.NewReader([]byte(csv)), int64(len(csv)), intake.Options{Countries: tables(t).Atlas()}, func(r *data.Record) error {
		out = append(out, r.Clone())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What an order desk exports is judged by all that it tells, whatever its headers say it in.
func TestTablesAsDesksExportThem(t *testing.T) {
	number := listed("H1")
	number.ID = "2"
	for name, c := range map[string]struct {
		csv           string
		least, utmost data.Level
	}{
		"Korean headers":                            {"주문번호,주문일자,거래처명,국가,품명,수량,수하인,도착국가\nK-1,2026-04-02,한빛서버,대한민국,엔비디아 H100 80GB GPU 서버,6,선전 란후 과기,중국\n", data.Stop, data.Stop},
		"a country in an address":                   {"Order No,Order Date,Buyer,Buyer Country,Consignee,Consignee Address,Description,Qty\nO-1,2026-04-02,Oakfield Printing Ltd,GB,Kavir Print,\"12 Valiasr Street, Tehran, Iran\",keyboard,6\n", data.Stop, data.Stop},
		"a listed firm under no field":              {"Order No,Order Date,Buyer,Buyer Country,Ship-to,Ship-to Country,Description,Qty,Sub-agent\nO-1,2026-04-02,Oakfield Printing Ltd,GB,Oakfield Printing Ltd,GB,keyboard,6,Grey Heron Microelectronics Ltd\n", data.Hold, data.Stop},
		"a listed carrier":                          {"Order No,Order Date,Buyer,Buyer Country,Ship-to,Ship-to Country,Description,Qty,Carrier\nO-1,2026-04-02,Oakfield Printing Ltd,GB,Oakfield Printing Ltd,GB,keyboard,6,Grey Heron Microelectronics\n", data.Hold, data.Stop},
		"prose under no field":                      {"Order No,Order Date,Buyer,Buyer Country,Ship-to,Ship-to Country,Description,Qty,Warehouse says\nO-1,2026-04-02,Oakfield Printing Ltd,GB,Oakfield Printing Ltd,GB,keyboard,6,\"customer will send the goods to Tehran, Iran\"\n", data.Hold, data.Stop},
		"a remark on the second line":               {"Order No,Order Date,Buyer,Buyer Country,Ship-to,Ship-to Country,Description,Qty,Remarks\nO-1,2026-04-02,Oakfield Printing Ltd,GB,Oakfield Printing Ltd,GB,keyboard,6,fragile\nO-1,2026-04-02,Oakfield Printing Ltd,GB,Oakfield Printing Ltd,GB,mouse,6,\"customer will send the goods to Tehran, Iran\"\n", data.Hold, data.Stop},
		"the second line elsewhere":                 {"Order No,Order Date,Buyer,Buyer Country,Destination,Description,Qty\nO-1,2026-04-02,Oakfield Printing Ltd,GB,GB,keyboard,6\nO-1,2026-04-02,Oakfield Printing Ltd,GB,Iran,mouse,6\n", data.Hold, data.Stop},
		"a customer number that a list has":         {"Order No,Order Date,Customer No,Customer Name,Customer Country,Ship-to,Ship-to Country,Description,Qty\nO-1,2026-04-02,H1,Oakfield Printing Ltd,GB,Oakfield Printing Ltd,GB,keyboard,6\n", data.Pass, data.Pass},
		"a delivery address":                        {"Order No,Order Date,Buyer,Buyer Country,Delivery Address,Description,Qty\nO-1,2026-04-02,Oakfield Printing Ltd,GB,\"3 Mill Rd, Leeds, UK\",keyboard,6\n", data.Pass, data.Pass},
		"a delivery address for a server":           {"Order No,Order Date,Buyer,Buyer Country,Delivery Address,Description,Qty\nO-1,2026-04-02,Oakfield Printing Ltd,GB,\"3 Mill Rd, Leeds, UK\",Dell PowerEdge R760 server,6\n", data.Pass, data.Pass},
		"a delivery address in another country":     {"Order No,Order Date,Buyer,Buyer Country,Delivery Address,Description,Qty\nO-1,2026-04-02,Oakfield Printing Ltd,GB,\"3 Example St, Minsk, Belarus\",keyboard,6\n", data.Review, data.Stop},
		"a declaration of laptops":                  {"ITN,Filing Date,USPPI Name,Ultimate Consignee Name,Ultimate Consignee Country,Country of Ultimate Destination,Est. Export Date,Schedule B,1st Quantity,Commodity Description,ECCN\nX1,2026-10-01,Larkspur Systems Inc,Hartwell Optik GmbH,DE,DE,2026-10-03,8471300100,40,LAPTOP COMPUTERS,5A992.c\n", data.Pass, data.Pass},
		"a declaration of a part from Russia's way": {"ITN,Filing Date,USPPI Name,Ultimate Consignee Name,Ultimate Consignee Country,Country of Ultimate Destination,Est. Export Date,Schedule B,1st Quantity,Commodity Description,ECCN\nX1,2026-10-01,Larkspur Systems Inc,Kappa LLP,KZ,KZ,2026-10-03,8471300100,40,LAPTOP COMPUTERS,5A992.c\n", data.Review, data.Stop},
		"a German declaration":                      {"MRN;Anmeldedatum;Ausführer Name;Empfänger Name;Empfänger Land;Bestimmungsland;Warennr. KN8;Warenbeschreibung;Bes. Maßeinheit;Endverwender\nM1;2026-11-03;Rheintal Rechner AG;Bosporus Ltd Sti;TR;TR;84715000;Datenverarbeitungsmaschinen, Typ DGX H200;8;\"OOO Nord, Sankt-Peterburg\"\n", data.Stop, data.Stop},
		"a city and a country behind a name":        {"SB No,SB Date,Exporter Name,Consignee Name,Buyer Name (if other than consignee),Country of Destination,Item Description,Qty\nB1,2026-11-06,Trishul Pvt Ltd,Golden Lotus LLP,OOO Vychislitel Sever Moscow Russia,JAPAN,DELL POWEREDGE XE9680 WITH 8X H100,10\n", data.Stop, data.Stop},
		"goods under another word":                  {"Bill of Lading Number,Arrival Date,Shipper,Consignee,Consignee Country,Notify Party,Notify Party Address,Goods Shipped\nM1,2026-09-05,Rackworks Co Ltd,TO ORDER,Indonesia,Lingyun Technology Co Ltd,\"Binjiang, Hangzhou, China\",SERVER RACK GB200 NVL72\n", data.Hold, data.Stop},
		"a card of Huawei's":                        {"Order No,Order Date,Buyer,Buyer Country,Ship-to,Ship-to Country,Description,Qty\nO-1,2026-04-02,Oakfield Printing Ltd,GB,Oakfield Printing Ltd,GB,AI accelerator card Atlas 300I A2,8\n", data.Stop, data.Stop},
		"chips by the hour, as an order":            {"Order No,Order Date,Customer,Customer Country,End User,End User Country,HQ Country of End User,Model,Description,Qty\nO-1,2026-10-02,Silver Heron Ltd,SG,Lumen Training Ltd,SG,,H100,\"rental, monthly\",256\n", data.Review, data.Stop},
		"a rental of chips, as an order":            {"Order No,Order Date,Customer,Customer Country,End User,End User Country,Description,Qty\nO-1,2026-10-02,Silver Heron Ltd,SG,Lumen Training Ltd,CN,\"Rental of H100, monthly\",256\n", data.Review, data.Stop},
		"chips in a column of their own":            {"Order No,Order Date,Buyer,Buyer Country,Ship-to,Ship-to Country,Description,Qty,GPU fitted\nO-1,2026-11-02,Omega FZE,AE,Omega FZE,AE,Server 4U dual Xeon,12,8x H200\n", data.Hold, data.Stop},
		"a server of chips at a price of none":      {"Order No,Order Date,Buyer,Buyer Country,Ship-to,Ship-to Country,Description,Qty,Unit Price USD\nO-1,2026-11-02,Omega FZE,AE,Omega FZE,AE,Dell server 8x H100,4,4000\n", data.Hold, data.Stop},
		"a reference that is no part":               {"Ref,Order Date,Buyer,Buyer Country,Ship-to,Ship-to Country,What we send,Pieces\nA-2,2026-11-02,Omega FZE,AE,Omega FZE,AE,H200 NVL,40\n", data.Hold, data.Stop},
		"pumps of another trade":                    {"Order No,Order Date,Buyer,Buyer Country,Ship-to,Ship-to Country,Description,Qty,Unit Price USD\nO-1,2026-11-02,Oakfield Printing Ltd,GB,Oakfield Printing Ltd,GB,Hydraulic system 2x H200 pumps,4,4000\n", data.Pass, data.Pass},
		"crates of what brackets name":              {"HAWB,Flight Date,Shipper,Consignee,Consignee Country,Pieces,Nature & Qty of Goods\nH-1,2026-11-02,Prairie Inc,Omega FZE,AE,12,12 crates computer parts (H100 boards)\n", data.Hold, data.Stop},
		"crates of furniture":                       {"HAWB,Flight Date,Shipper,Consignee,Consignee Country,Pieces,Nature & Qty of Goods\nH-1,2026-11-02,Prairie Inc,Oakfield Printing Ltd,GB,8,8 crates furniture (hall H200)\n", data.Pass, data.Pass},
		"a way that ends in China":                  {"Policy No,Date of Issue,Assured,Voyage From,Voyage To,Interest Insured\nP-1,2026-11-02,Oakfield Printing Ltd,Chicago,SHENZHEN CHINA,NVIDIA GB300 compute trays\n", data.Stop, data.Stop},
		"a way of pumps":                            {"Policy No,Date of Issue,Assured,Voyage From,Voyage To,Interest Insured\nP-1,2026-11-02,Oakfield Printing Ltd,Hamburg,Rotterdam,Centrifugal pumps\n", data.Pass, data.Pass},
		"use by the month, in German":               {"Order No,Order Date,Customer,Customer Country,End User,End User Country,Description,Qty\nO-1,2026-10-02,Silver Heron Ltd,SG,Lumen Training Ltd,CN,\"NVIDIA H100 GPU Nutzungsgebühr pro Monat\",256\n", data.Review, data.Stop},
		"a rental of something else":                {"Order No,Order Date,Customer,Customer Country,Ship-to,Ship-to Country,Model,Description,Qty\nO-1,2026-10-02,Oakfield Printing Ltd,GB,Oakfield Printing Ltd,GB,A100,forklift rental,2\n", data.Pass, data.Pass},
		"a credit":                                  {"20: Documentary Credit Number,31C: Date of Issue,50: Applicant,59: Beneficiary,44B: Place of Final Destination,45A: Description of Goods\nL1,2026-11-01,HARBOUR STAR IMPEX PTE LTD SINGAPORE,PRAIRIE COMPUTE LLC CHICAGO USA,SHENZHEN CHINA,32 SETS NVIDIA HGX B200 AI SERVER\n", data.Hold, data.Stop},
	} {
		for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics"), number), table(t, c.csv)) {
			if v.Level < c.least || v.Level > c.utmost {
				t.Errorf("%s: %s, want %s to %s", name, v.Level, c.least, c.utmost)
				for _, f := range v.Findings {
					t.Log(f.Rule, f.Says)
				}
			}
		}
	}
}
