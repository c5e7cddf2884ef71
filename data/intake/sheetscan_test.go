package intake

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"redflag/data"
)

// workbookWith is a workbook of one order, whose sheet is edited as text.
func workbookWith(t *testing.T, edit func(f *excelize.File), xml func(string) string) []byte {
	t.Helper()
	f := excelize.NewFile()
	f.SetSheetRow("Sheet1", "A1", &[]any{"Order No", "Order Date", "Customer", "Ship-to Country", "Part Number", "Description", "Qty", "Unit Price", "Net kg"})
	f.SetSheetRow("Sheet1", "A2", &[]any{"SO-1", "2025-03-02", "Kappa Ltd", "MY", "PN-1", "Rack server", 8, 30000, 1.5})
	if edit != nil {
		edit(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range z.File {
		in, _ := part.Open()
		c, _ := io.ReadAll(in)
		if part.Name == "xl/worksheets/sheet1.xml" && xml != nil {
			c = []byte(xml(string(c)))
		}
		o, _ := w.Create(part.Name)
		o.Write(c)
	}
	w.Close()
	return out.Bytes()
}

// cellXML puts another cell in place of one.
func cellXML(ref, cell string) func(string) string {
	return func(s string) string {
		i := strings.Index(s, `<c r="`+ref+`"`)
		return s[:i] + cell + s[i+strings.Index(s[i:], "</c>")+len("</c>"):]
	}
}

// A formula that the file has no value of is told, and the text of a link is its value.
func TestFormulasOfAWorkbook(t *testing.T) {
	for _, c := range []struct {
		ref, cell string
		fate      data.RowFate
		got       func(*data.Record) string
		want      string
	}{
		{"G2", `<c r="G2"><f>2*4</f></c>`, data.Ambiguous, func(r *data.Record) string { return r.Shipment.Lines[0].Quantity.String() }, "unknown"},
		{"G2", `<c r="G2"><f>2*4</f><v>8</v></c>`, data.Accepted, func(r *data.Record) string { return r.Shipment.Lines[0].Quantity.String() }, "8"},
		{"C2", `<c r="C2"><f>VLOOKUP(A2,X!A:B,2,0)</f><v></v></c>`, data.Ambiguous, func(r *data.Record) string { return r.Shipment.Customer }, "unknown"},
		{"C2", `<c r="C2"><f>HYPERLINK("https://crm.example/9","Kappa &amp; Co")</f></c>`, data.Repaired, func(r *data.Record) string { return r.Shipment.Customer }, "Kappa & Co"},
		{"C2", `<c r="C2" t="str"><f>HYPERLINK("https://crm.example/9","x")</f><v>Kappa Ltd</v></c>`, data.Repaired, func(r *data.Record) string { return r.Shipment.Customer + " " + r.Extra["Customer (link)"] }, "Kappa Ltd https://crm.example/9"},
	} {
		recs, rep := readAll(t, "x.xlsx", workbookWith(t, nil, cellXML(c.ref, c.cell)), Options{})
		check(t, c.cell, c.got(recs[0]), c.want)
		check(t, c.cell+" fate", rep.Fates[c.fate], 1)
	}
}

// A sheet whose end is missing is refused: rows would be lost.
func TestASheetCutOffIsRefused(t *testing.T) {
	_, _, err := tryRead("x.xlsx", workbookWith(t, nil, func(s string) string { return s[:strings.Index(s, "</row>")+8] }), Options{})
	if err == nil || !strings.Contains(err.Error(), "its end is missing") {
		t.Errorf("got %v", err)
	}
}

// Numbers of a workbook are numbers: a decimal point of theirs is none of thousands, long
// ones keep their digits, and days may be counted from 1904.
func TestFiguresOfAWorkbook(t *testing.T) {
	recs, _ := readAll(t, "x.xlsx", workbookWith(t, func(f *excelize.File) {
		f.SetCellValue("Sheet1", "I2", 1.234)
		f.SetCellValue("Sheet1", "E2", 1234567890123456)
	}, nil), Options{})
	check(t, "weight", recs[0].Shipment.Lines[0].NetKg, "1.234")
	check(t, "part number", recs[0].Shipment.Lines[0].PartNumber, "1234567890123456")
	recs, _ = readAll(t, "x.xlsx", workbookWith(t, func(f *excelize.File) { f.SetCellValue("Sheet1", "I2", "1.234") }, nil), Options{})
	check(t, "weight as text", recs[0].Shipment.Lines[0].NetKg, "unknown")
	recs, _ = readAll(t, "x.xlsx", workbookWith(t, func(f *excelize.File) {
		yes := true
		f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
		f.SetCellValue("Sheet1", "B2", 44256)
	}, nil), Options{})
	check(t, "day from 1904", recs[0].Shipment.Date, "2025-03-02")
}

// The text of a link is told in CSV as well, where it leads is kept, and other formulas turn
// into no values.
func TestFormulasOfCSV(t *testing.T) {
	for told, want := range map[string]string{
		`"=HYPERLINK(""https://crm.example/9"",""Kappa, Ltd"")"`: "Kappa, Ltd",
		`"=hyperlink(""https://crm.example/9"";""Kappa Ltd"")"`:  "Kappa Ltd",
		`"=HYPERLINK(""https://crm.example/9"",4711)"`:           "4711",
		`"=HYPERLINK(A1,""Kappa"")"`:                             "unknown",
		`=VLOOKUP(A2;X!A:B;2;0)`:                                 "unknown",
		`"=""Kappa Ltd"""`:                                       "Kappa Ltd",
		`= Kappa =`:                                              "= Kappa =",
		`-Kappa`:                                                 "-Kappa",
	} {
		recs, rep := readAll(t, "x.csv", []byte(ordersHead+"SO-1,"+told+",MY,PN-1,Server,8\n"), Options{})
		check(t, told, recs[0].Shipment.Customer, want)
		if want == "unknown" {
			check(t, told, rep.Fates[data.Ambiguous], 1)
			check(t, told, recs[0].Extra["Customer"] != "", true)
		}
	}
	recs, _ := readAll(t, "x.csv", []byte(ordersHead+`"=HYPERLINK(""https://erp.example/1"",""SO-1"")",Kappa,MY,PN-1,Server,=2*4`+"\n"), Options{})
	check(t, "key", recs[0].Shipment.ID, "SO-1")
	check(t, "quantity", recs[0].Shipment.Lines[0].Quantity, "unknown")
	check(t, "link", recs[0].Extra["Order No (link)"], "https://erp.example/1")
}

func FuzzSheet(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="str"><f>HYPERLINK("a","b")</f><v>b</v></c><c><v>1.5</v></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<x:worksheet><x:row><x:c r="ZZ99"/></x:row></x:worksheet>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if facts, err := scanSheet(bytes.NewReader(b)); err == nil && facts == nil {
			t.Fatal("neither facts nor a fault")
		}
	})
}

// One number on two sheets stands for no two records, of which one would be lost.
func TestOneNumberOnTwoSheets(t *testing.T) {
	head, row := []any{"Order No", "Customer", "Ship-to Country", "Part Number", "Qty"}, []any{"SO-1", "Kappa Ltd", "MY", "PN-1", 8}
	other := []any{"SO-1", "Kappa Ltd", "CN", "PN-2", 64}
	recs, rep := readAll(t, "x.xlsx", workbookWith(t, func(f *excelize.File) {
		for i, sheet := range []string{"January", "Copy", "February"} {
			f.NewSheet(sheet)
			f.SetSheetRow(sheet, "A1", &head)
			f.SetSheetRow(sheet, "A2", []*[]any{&row, &row, &other}[i])
		}
		f.DeleteSheet("Sheet1")
	}, nil), Options{})
	check(t, "records", len(recs), 2)
	check(t, "first", recs[0].Shipment.ID, "SO-1")
	check(t, "second", recs[1].Shipment.ID+" "+recs[1].Shipment.DestinationCountry, "SO-1 (February) CN")
	for _, want := range []string{"taken once", "tells something else of this number"} {
		if !strings.Contains(notes(rep), want) {
			t.Errorf("no note says %q:\n%s", want, notes(rep))
		}
	}
}

// What people wrote beside a cell is kept and read with the notes.
func TestCommentsOfAWorkbook(t *testing.T) {
	recs, _ := readAll(t, "x.xlsx", workbookWith(t, func(f *excelize.File) {
		f.AddComment("Sheet1", excelize.Comment{Cell: "C2", Author: "desk", Text: "goes on to Shenzhen"})
	}, nil), Options{})
	check(t, "kept", recs[0].Extra["Customer (comment)"], "goes on to Shenzhen")
	check(t, "read", recs[0].Shipment.Notes, "Customer (comment): goes on to Shenzhen")
}
