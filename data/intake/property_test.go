package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"redflag/data"
)

// Whatever stands in a table, each row has one fate, and no line of a taken row
// is lost.
func TestEveryRowHasOneFate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.IntRange(1, 40).Draw(t, "rows")
		var b strings.Builder
		b.WriteString("Order,Line,Part,Qty,Consignee,Country,Ship date,Memo box\n")
		for range rows {
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,%s,%s\n",
				rapid.SampledFrom([]string{"A", "B", "C", "", "Total", "2.2E+17"}).Draw(t, "order"),
				rapid.SampledFrom([]string{"1", "2", "", "x"}).Draw(t, "line"),
				rapid.SampledFrom([]string{"P", "Q", ""}).Draw(t, "part"),
				rapid.SampledFrom([]string{"1", "\"1,000\"", "1.234", "x", ""}).Draw(t, "qty"),
				rapid.SampledFrom([]string{"Kappa", "Selat", ""}).Draw(t, "party"),
				rapid.SampledFrom([]string{"MY", "Malaysia", "Atlantis", ""}).Draw(t, "country"),
				rapid.SampledFrom([]string{"2025-01-02", "1/2/2025", "13/2/2025", "x", ""}).Draw(t, "date"),
				rapid.SampledFrom([]string{"", "a", "\"b", "\"c\"", "\"d\"\"\""}).Draw(t, "memo"))
		}
		recs, rep, err := tryRead("x.csv", []byte(b.String()), Options{Kind: Shipments})
		if err != nil {
			t.Fatal(err)
		}
		if !rep.Adds() {
			t.Fatalf("read %d, %v\n%s", rep.Read, rep.Fates, b.String())
		}
		seen := map[string]bool{}
		for _, r := range recs {
			if seen[r.Shipment.ID] {
				t.Fatalf("shipment %s comes twice\n%s", r.Shipment.ID, b.String())
			}
			seen[r.Shipment.ID] = true
		}
	})
}

// Many keys whose rows stand apart take several passes and lose nothing.
func TestScatteredAtScale(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("Order,Line,Part,Qty\n")
	const keys = 60_000
	for line := 1; line <= 3; line++ {
		for k := range keys {
			fmt.Fprintf(&b, "S%d,%d,P%d,1\n", k, line, line)
		}
	}
	recs, rep := readAll(t, "x.csv", b.Bytes(), Options{})
	check(t, "accepted", rep.Fates[data.Accepted], 3*keys)
	check(t, "records", len(recs), keys)
	for _, r := range recs {
		if len(r.Shipment.Lines) != 3 {
			t.Fatalf("%s has %d lines", r.Shipment.ID, len(r.Shipment.Lines))
		}
	}
}

func TestWorkbook(t *testing.T) {
	f := excelize.NewFile()
	f.SetSheetName("Sheet1", "Read me")
	f.SetCellValue("Read me", "A1", "Prepared by the export desk")
	f.NewSheet("Orders")
	for i, h := range []string{"Order", "Line", "Order date", "Part", "Qty", "Unit price", "End user", "Country", "Ship date"} {
		c, _ := excelize.CoordinatesToCellName(i+1, 1)
		f.SetCellValue("Orders", c, h)
	}
	date, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	custom := "dd.mm.yyyy"
	dotted, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &custom})
	money, _ := f.NewStyle(&excelize.Style{NumFmt: 4})
	for r := 2; r <= 4; r++ {
		f.SetSheetRow("Orders", fmt.Sprintf("A%d", r), &[]any{"S1", r - 1, 45352, "P", 8, 30000.5, "Selat Digital", "Malaysia", 45355})
		f.SetCellStyle("Orders", fmt.Sprintf("C%d", r), fmt.Sprintf("C%d", r), date)
		f.SetCellStyle("Orders", fmt.Sprintf("I%d", r), fmt.Sprintf("I%d", r), dotted)
		f.SetCellStyle("Orders", fmt.Sprintf("F%d", r), fmt.Sprintf("F%d", r), money)
	}
	f.SetCellValue("Orders", "D3", 45363)
	f.SetCellStyle("Orders", "D3", "D3", date)
	f.SetRowVisible("Orders", 4, false)
	f.NewSheet("Old")
	f.SetSheetRow("Old", "A1", &[]any{"Order", "Part", "Qty"})
	f.SetSheetRow("Old", "A2", &[]any{"S0", "P", 1})
	f.SetSheetVisible("Old", false)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	recs, rep := readAll(t, "o.xlsx", b.Bytes(), Options{})
	check(t, "records", len(recs), 2)
	s := recs[0].Shipment
	check(t, "lines", len(s.Lines), 3)
	check(t, "date", s.Date, "2024-03-01")
	check(t, "ship date", s.ShipDate, "2024-03-04")
	check(t, "price", s.Lines[0].UnitValue, "30000.5")
	check(t, "origin", recs[0].Origin, data.Origin{File: "o.xlsx", Sheet: "Orders", Row: 2})
	check(t, "ignored", rep.Fates[data.Ignored], 1)
	n := notes(rep)
	for _, want := range []string{"row is hidden", "sheet is hidden", "no table of records", "is a date in the spreadsheet"} {
		if !strings.Contains(n, want) {
			t.Errorf("no note says %q:\n%s", want, n)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		in    string
		style numberStyle
		want  string
	}{
		{"1.234,56", 0, "1234.56"}, {"1,234.56", 0, "1234.56"}, {"1'234.50", 0, "1234.5"}, {"1 234,5", 0, "1234.5"}, {"123,45-", 0, "-123.45"}, {"(1,234.50)", 0, "-1234.5"},
		{"1.234", 0, "open"}, {"1.234", ',', "1234"}, {"1.234", '.', "1.234"}, {"1,234", '.', "1234"}, {"1,234", ',', "1.234"}, {"0,125", 0, "0.125"}, {"1.234.567", 0, "1234567"},
		{"12", ',', "12"}, {"12.5", ',', "12.5"}, {"5 台", 0, "5"}, {"USD 1,000.00", 0, "1000"}, {"RM 12.50", 0, "12.5"}, {"１２３", 0, "123"}, {"8 pcs", 0, "8"}, {"1e3", 0, "1000"}, {"2.5E+3", 0, "2500"},
		{"٨", 0, "8"}, {"۱۲۳۴", 0, "1234"}, {"१२", 0, "12"}, {"١٬٢٣٤٫٥", 0, "1234.5"}, {"30000.-", 0, "30000"}, {"1.234,-", ',', "1234"}, {"1'234.--", 0, "1234"}, {"abc", 0, "no"}, {"12 of 13", 0, "no"}, {"Model 12", 0, "no"}, {"0x10", 0, "no"}, {"--5", 0, "no"}, {"Inf", 0, "no"}, {"1_000", 0, "no"}, {"12345678901234567890", 0, "12345678901234567000"},
	} {
		r := parseNumber(c.in, c.style)
		got := "no"
		if r.open {
			got = "open"
		} else if r.ok {
			got = data.Num(r.value).String()
		}
		if got != c.want {
			t.Errorf("%q (%q): got %s, want %s", c.in, c.style, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ in, order, want string }{
		{"2025-03-02", "", "2025-03-02"}, {"2025/3/2", "", "2025-03-02"}, {"02.03.2025", "", "2025-03-02"}, {"3/4/2025", "", "open"}, {"3/4/2025", DayFirst, "2025-04-03"}, {"3/4/2025", MonthFirst, "2025-03-04"},
		{"13/4/2025", MonthFirst, "2025-04-13"}, {"4/13/2025", "", "2025-04-13"}, {"20250302", "", "2025-03-02"}, {"45352", "", "2024-03-01"}, {"Oct-22", "", "2022-10"}, {"2-Mar-25", "", "2025-03-02"}, {"March 2, 2025", "", "2025-03-02"},
		{"2 März 2025", "", "2025-03-02"}, {"2025年3月2日", "", "2025-03-02"}, {"令和5年4月1日", "", "2023-04-01"}, {"民國112年5月3日", "", "2023-05-03"}, {"พ.ศ. 2567", "", "2024"}, {"B.E. 2549", "", "2006"}, {"00.00.0000", "", "none"}, {"00000000", "", "none"}, {"2025-03-02T10:00:00Z", "", "2025-03-02"},
		{"2025-03", "", "2025-03"}, {"2025", "", "2025"}, {"31.02.2025", "", "no"}, {"99999999", "", "no"}, {"soon", "", "no"}, {"02/03/25", DayFirst, "2025-03-02"}, {"5/5/2025", "", "2025-05-05"}, {"03.02.2025 00:00:00", "", "2025-02-03"},
		{"02MAR2025", "", "2025-03-02"}, {"2mar25", "", "2025-03-02"}, {"20250302T101500", "", "2025-03-02"}, {"Sunday, March 2nd, 2025", "", "2025-03-02"}, {"2 de marzo de 2025", "", "2025-03-02"}, {"2 mars 2025", "", "2025-03-02"}, {"2 марта 2025", "", "2025-03-02"},
		{"25-03-02", "", "2025-03-02"}, {"25/03/02", "", "open"}, {"25/03/02", YearFirst, "2025-03-02"}, {"25/03/24", "", "open"}, {"25/03/24", DayFirst, "2024-03-25"}, {"99-03-02", "", "1999-03-02"}, {"25/03/99", "", "1999-03-25"}, {"PN0325A", "", "no"}, {"3/2025", "", "2025-03"}, {"03.2025", "", "2025-03"}, {"2025-3", "", "2025-03"}, {"13/2025", "", "no"}, {"٢٠٢٥/٠٣/٠٢", "", "2025-03-02"}, {"8MAY", "", "no"},
	} {
		r := parseDate(c.in, c.order)
		got := "no"
		switch {
		case r.none:
			got = "none"
		case r.open:
			got = "open"
		case r.ok:
			got = r.date.String()
		}
		if got != c.want {
			t.Errorf("%q (%s): got %s, want %s", c.in, c.order, got, c.want)
		}
	}
}

// Where the year of two digits stands is told by the other values of the column.
func TestYearsOfTwoDigits(t *testing.T) {
	for _, c := range []struct{ column, want string }{
		{"25/03/24 13/04/24", "2024-03-25"}, {"25/03/24 03/04/24", "2024-03-25"}, {"25/03/24", "unknown"}, {"25-03-02 25-04-24", "2025-03-02"}, {"25/03/24 99/04/02", "2025-03-24"}, {"25/03/24 12/31/24", "unknown"},
	} {
		var b strings.Builder
		b.WriteString("Order No,Order Date,Part Number,Qty\n")
		for i, d := range strings.Fields(c.column) {
			fmt.Fprintf(&b, "SO-%d,%s,PN-1,8\n", i, d)
		}
		recs, _ := readAll(t, "x.csv", []byte(b.String()), Options{})
		check(t, c.column, recs[0].Shipment.Date, c.want)
	}
}

func TestEncodings(t *testing.T) {
	for name, text := range map[string]string{
		"GB18030":      "订单号,品名,收货人\n1,服务器,深圳市明远科技有限公司\n",
		"Big5":         "訂單號,品名,收貨人\n1,伺服器,臺灣新竹明遠科技股份有限公司\n",
		"Shift-JIS":    "注文番号,品名,荷受人\n1,サーバー,東京デジタル株式会社のご担当\n",
		"EUC-KR":       "주문번호,품명,수하인\n1,서버,서울전자 주식회사 대한민국\n",
		"windows-1252": "Auftrag;Bezeichnung;Empfänger\n1;Gehäuse für Server;Möller & Söhne, Köln\n",
		"windows-1250": "Zamówienie;Odbiorca\n1;Łódź Systemy, Święte Części\n2;Žižkov Počítače\n",
		"windows-1254": "Sipariş;Alıcı\n1;Işık Bilişim, Gökdağ Ticaret\n",
		"windows-1251": "Заказ;Наименование;Получатель\n1;Сервер;Общество Север, Москва\n",
	} {
		c, err := charsetNamed(name)
		if err != nil {
			t.Fatal(err)
		}
		b, err := c.enc.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		got, err := detectCharset(bytes.NewReader(b), int64(len(b)))
		if err != nil || got.name != name {
			t.Errorf("%s was taken for %s (%v)", name, got.name, err)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("Order,Part,Qty\nA,\"P\n\",1\n"))
	f.Add([]byte("sep=;\nOrder;Part\n\"a\"b;c\n"))
	f.Add([]byte("A,M\xf6ller,1\nB,M\xc3\xb6ller,1\nC,\xe6\x98,\x00\u202e\nD,\u00c3\u00b6,???\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, rep, err := tryRead("x.csv", append([]byte("Order,Part,Qty,Consignee,Country,Date\n"), b...), Options{})
		if err == nil && !rep.Adds() {
			t.Fatalf("%d %v", rep.Read, rep.Fates)
		}
	})
}

func FuzzNumber(f *testing.F) {
	f.Add("1.234,5-")
	f.Fuzz(func(t *testing.T, s string) {
		for _, style := range []numberStyle{0, '.', ','} {
			if r := parseNumber(s, style); r.ok && (r.open || r.value != r.value) {
				t.Fatalf("%q: %+v", s, r)
			}
		}
	})
}

func FuzzDate(f *testing.F) {
	f.Add("12/03/2025")
	f.Add("令和5年4月1日")
	f.Fuzz(func(t *testing.T, s string) {
		r := parseDate(s, "")
		if !r.ok {
			return
		}
		again, err := data.ParseDate(r.date.String())
		if err != nil || again != r.date {
			t.Fatalf("%q gave %v, which reads as %v (%v)", s, r.date, again, err)
		}
	})
}

func FuzzHeader(f *testing.F) {
	f.Add("Consignee Name")
	v, err := loadVocabulary()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, k := range []string{Customers, Shipments} {
			c := v.mapColumns(k, []string{s, "Order", s, "Country"})
			for _, fl := range c.fields {
				if _, ok := v.byPath[k][fl.path()]; fl.name != "" && fl.group != "consignee" && fl.group != "bill_to" && !ok {
					t.Fatalf("%q became %v, which is no field", s, fl)
				}
			}
		}
	})
}

func FuzzJSONL(f *testing.F) {
	f.Add([]byte(`{"kind":"shipment","id":"S","parties":[{"role":"end_user","name":"x"}],"lines":[{"quantity":8}]}`))
	f.Add([]byte(`{"kind":"customer","id":"\ud83d","owners":[{"percent":"12"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, rep, err := tryRead("x.jsonl", append([]byte("{\"kind\":\"customer\",\"id\":\"1\"}\n"), b...), Options{})
		if err == nil && !rep.Adds() {
			t.Fatalf("%d %v", rep.Read, rep.Fates)
		}
	})
}
