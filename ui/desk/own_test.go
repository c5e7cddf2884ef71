package desk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redflag/data"
)

const ownRecords = `{"kind":"customer","id":"C-1","name":"Kite Harbour Systems Sdn Bhd","country":"MY","address":"Unit 12-04, Menara Contoh, 8 Jalan Contoh","phones":["+60 3-2161 4455"],"emails":["ops@kite-harbour.example"],"registration_number":"201901-000123"}
{"kind":"customer","id":"C-2","name":"Idle Lantern Ltd","country":"HK"}
{"kind":"shipment","id":"S-1","order":"PO-4500012345","customer":"C-1","date":"2026-03-02","awb":"160-1234 5675","parties":[{"role":"end_user","name":"启明算力科技有限公司","country":"SG"}],"lines":[{"line":1,"part_number":"XE9680-TEST","description":"rack server","quantity":8,"serials":["SN 1324-0815"]}]}
{"kind":"shipment","id":"S-2","order":"PO-4500012346","customer":"C-1","date":"2026-03-03","lines":[{"line":1,"description":"cable","quantity":1}]}
`

func importOwn(t *testing.T, d *Desk, records string) int64 {
	t.Helper()
	file := filepath.Join(t.TempDir(), "records.jsonl")
	if err := os.WriteFile(file, []byte(records), 0o600); err != nil {
		t.Fatal(err)
	}
	reps, err := d.Import(context.Background(), []string{file}, ImportOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return reps[0].Import
}

func ask(t *testing.T, d *Desk, query string) Own {
	t.Helper()
	o, err := d.Own(context.Background(), query, 10)
	if err != nil {
		t.Fatalf("%.40q: %v", query, err)
	}
	return o
}

// answers is what is found, each with what agrees in it.
func answers(o Own) string {
	var all []string
	for _, p := range o.Parties {
		all = append(all, p.Name+": "+p.Field+" "+p.Marked())
	}
	for _, r := range o.Records {
		all = append(all, r.Case+": "+r.Field+" "+r.Marked())
	}
	return strings.Join(all, "; ")
}

func TestOwnRecordsAnswer(t *testing.T) {
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	ctx := context.Background()
	first := importOwn(t, d, ownRecords)
	const kite = "Kite Harbour Systems Sdn Bhd: "
	for query, want := range map[string]string{
		"harbour":           kite + "name Kite ‹Harbour› Systems Sdn Bhd",
		"Kite Habour":       kite + "like the name Kite Harbour Systems Sdn Bhd",
		"+60 (3) 2161-4455": kite + "phone +‹60 3-2161 4455›",
		"21614455":          kite + "phone +60 3-‹2161 4455›",
		"12-04":             kite + "address Unit ‹12-04›, Menara Contoh, 8 Jalan Contoh",
		"harbour.example":   kite + "mail address ops@kite-‹harbour.example›",
		"01-000":            kite + "registration number 2019‹01-000›123",
		"customer:C-1":      kite + "id ‹C-1›",
		"算力":                "启明算力科技有限公司: name 启明‹算力›科技有限公司",
		"Qiming Suanli":     "启明算力科技有限公司: like the name 启明算力科技有限公司",
		"1324-08":           "shipment:S-1: serial number SN ‹1324-08›15",
		"16012345675":       "shipment:S-1: air waybill ‹160-1234 5675›",
		"po4500012346":      "shipment:S-2: order ‹PO-4500012346›",
		"45000123":          "shipment:S-1: order PO-‹45000123›45; shipment:S-2: order PO-‹45000123›46",
		"shipment:S-2":      "shipment:S-2: shipment ‹S-2›",
		"%":                 "", "_": "", "\x00\x1b[2J": "", "'; DROP TABLE record; --": "", strings.Repeat("kite ", 2000): "",
	} {
		if got := answers(ask(t, d, query)); got != want {
			t.Errorf("%.40q answers %q, not %q", query, got, want)
		}
	}
	o := ask(t, d, "po-4500012345")
	if len(o.Records) != 1 || o.Records[0].Screened || o.Records[0].Level == data.Pass || o.Records[0].Name == "" || o.Records[0].Case != "shipment:S-1" {
		t.Errorf("an order that was not judged: %+v", o.Records)
	}
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	was := d.own.told
	if o = ask(t, d, "po-4500012345"); !o.Records[0].Screened || o.Records[0].Name != "Kite Harbour Systems Sdn Bhd" {
		t.Errorf("an order that was judged: %+v", o.Records)
	}
	if d.own.told != was {
		t.Error("the records are read again though none has changed")
	}
	if o = ask(t, d, "kite"); o.Parties[0].Orders != 2 || o.Parties[0].Case != "customer:C-1" {
		t.Errorf("%+v", o.Parties)
	}
	if orders, err := d.OrdersOf(ctx, o.Parties[0], 10); err != nil || len(orders) != 2 || orders[0].Level < orders[1].Level {
		t.Errorf("%+v %v", orders, err)
	}
	if words, err := d.ByWords(ctx, "xe9680-test", 10); err != nil || len(words) != 1 || words[0].Order != "PO-4500012345" {
		t.Errorf("%+v %v", words, err)
	}
	if words, err := d.ByWords(ctx, strings.Repeat("a ", 5000), 10); err != nil || len(words) != 0 {
		t.Errorf("%+v %v", words, err)
	}
	second := importOwn(t, d, strings.ReplaceAll(strings.Split(ownRecords, "\n")[2], "SN 1324-0815", "SN 9999-0001")+"\n")
	if got := answers(ask(t, d, "1324-08")); got != "" {
		t.Errorf("a number told otherwise since is found: %s", got)
	}
	for _, imp := range []int64{second, first} {
		if got := answers(ask(t, d, "9999-0001")) != ""; got != (imp == second) {
			t.Errorf("with import %d, what it told is found: %v", imp, got)
		}
		if err := d.UndoImport(ctx, imp); err != nil {
			t.Fatal(err)
		}
	}
	for _, query := range []string{"kite", "算力", "1324", "po-45", "Kite Habour", "shipment:S-1"} {
		if got := answers(ask(t, d, query)); got != "" {
			t.Errorf("%q finds what was withdrawn: %s", query, got)
		}
	}
}

func TestNobodyWaitsForAnAnswerNotWanted(t *testing.T) {
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	importOwn(t, d, ownRecords)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := d.Own(ctx, "kite", 10); err == nil {
		t.Error("an answer is made for nobody")
	}
	if got := answers(ask(t, d, "kite")); got == "" {
		t.Error("and the next question gets none")
	}
}

func TestEntriesThatHoldANumber(t *testing.T) {
	f := newFinder([]*data.ListPack{{Name: "Own", Entries: []data.ListEntry{
		{ID: "1", List: "local", Name: "Grey Egret Trading", IDs: []string{"Registration 4410-9923"}, Addresses: []string{"Flat 7, 12/F Contoh Tower, Kowloon"}},
		{ID: "2", List: "local", Name: "Grey Egret Trading", Countries: []string{"HK"}},
	}}})
	for query, want := range map[string]string{"44109923": "1", "10-99": "1", "12/F contoh": "1", "nobody": ""} {
		got := ""
		for _, h := range f.holding(query, 5, nil) {
			got += h.ID
			if h.Score != 0 || !strings.Contains(h.Matched, "‹") {
				t.Errorf("%q: %+v", query, h)
			}
		}
		if got != want {
			t.Errorf("%q finds %q, not %q", query, got, want)
		}
	}
	hits := f.hits("Grey Egret Trading", 5)
	if len(hits) != 2 || len(f.holding("grey egret", 5, hits)) != 0 {
		t.Errorf("an entry found by name is shown again: %+v", hits)
	}
	if got := f.holding("egret", 5, nil); len(got) != 2 {
		t.Errorf("entries of one name: %+v", got)
	}
}

// A key typed into the look-up answers with twenty orders of four parties each: what
// is read for that is held to what it makes, because the clock of a busy machine says
// nothing. Parties read one by one make twice as much.
func TestAnAnswerOfManyOrdersReadsTheirPartiesAtOnce(t *testing.T) {
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	var records strings.Builder
	for i := range 40 {
		fmt.Fprintf(&records, `{"kind":"shipment","id":"PO-77%02d","customer":"Quiet Egret %d","date":"2026-03-02","lines":[{"line":1,"description":"cable","quantity":1}],"parties":[`, i, i)
		for j, role := range []string{"purchaser", "end_user", "forwarder", "bank"} {
			fmt.Fprintf(&records, `%s{"role":%q,"name":"Party %d of %d","country":"NO"}`, strings.Repeat(",", min(j, 1)), role, j, i)
		}
		records.WriteString("]}\n")
	}
	importOwn(t, d, records.String())
	ctx := context.Background()
	made := testing.AllocsPerRun(10, func() {
		if o, err := d.Own(ctx, "po-77", 20); err != nil || len(o.Records) != 20 {
			t.Fatal(len(o.Records), err)
		}
	})
	if made > 2000 {
		t.Errorf("an answer of 20 orders makes %.0f things", made)
	}
}

func TestTheOrderCalledJustThisComesFirst(t *testing.T) {
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	var records strings.Builder
	for i := range 600 { // more than are weighed against each other
		fmt.Fprintf(&records, `{"kind":"shipment","id":"S-%d","order":"12-%d","customer":"C-1","date":"2026-03-02"}`+"\n", i, i)
	}
	records.WriteString(`{"kind":"shipment","id":"7","order":"Spring order","customer":"C-1","date":"2026-03-02"}` + "\n")
	importOwn(t, d, records.String())
	for query, want := range map[string]string{"12-5": "shipment:S-5", "s-59": "shipment:S-59", "7": "shipment:7", "shipment:7": "shipment:7", "Spring order": "shipment:7"} {
		if o := ask(t, d, query); len(o.Records) == 0 || o.Records[0].Case != want {
			t.Errorf("%q is answered with %+v first, want %s", query, o.Records, want)
		}
	}
}
