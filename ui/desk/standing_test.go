package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redflag/data"
	"redflag/screening/rules"
)

// everyVerdict is all verdicts in use, without the stamp.
func everyVerdict(t *testing.T, d *Desk) string {
	t.Helper()
	var b strings.Builder
	err := d.EachVerdict(context.Background(), func(v *data.Verdict) error {
		w, err := json.Marshal(v)
		b.Write(append(w, '\n'))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// life is a book to which things happen at random.
type life struct {
	*Desk
	*rand.Rand
	dir      string
	imported []int64
	day      data.Date
	only     []string // what may happen, where not all may
}

func (l *life) one(of ...string) string { return of[l.IntN(len(of))] }

// told is a file of a few records that share customers, addresses, phones, owners,
// orders, serial numbers, forwarders and models with others of the book, at random.
func (l *life) told() string {
	var b strings.Builder
	n := 1 + l.IntN(9)
	if len(l.imported) == 0 {
		n += 20
	}
	for range n {
		firm := func() string {
			return l.one("Selat Meranti Technology Sdn Bhd", "Heron Lake Trading", "Blue Jetty Compute", "Grey Heron 1 Microelectronics", "Grey Heron 2 Microelectronics", "Amber Quay Logistics", "Old Mill University")
		}
		named := func() string { // in texts; some stand on lists only at times, and are nobody's party
			return l.one(firm(), "Amber Crane 0 Microelectronics", "Amber Crane 1 Microelectronics", "Amber Crane 2 Microelectronics")
		}
		where := func() string {
			return l.one(`"address":"12 Jalan Satu, Klang","country":"MY"`, `"address":"Unit 5, 8 Harbour Road","country":"HK"`, `"address":"Unit 7, 8 Harbour Road","country":"HK"`, `"country":"SG","phones":["+65 6123 4567"]`, `"address":"3 Mill Lane","country":"DE"`, `"country":"CN"`)
		}
		switch l.IntN(8) {
		case 0:
			fmt.Fprintf(&b, `{"kind":"customer","id":"%s","name":"%s",%s,"hq_country":"%s","directors":["%s"],"parent":"%s","incorporated":"20%02d","business":"%s","notes":"%s"}`,
				l.one("Y-1", "Y-2", "C-1001", "C-1002"), firm(), where(), l.one("", "MY", "CN", "unknown"), l.one("Wan Tze", "Ilse Kurz"), l.one("", firm()), 10+l.IntN(16), l.one("", "cloud computing", "freight forwarding"), l.one("", "A subsidiary of "+named(), "Checked against "+named()+": no"))
		case 1:
			fmt.Fprintf(&b, `{"kind":"holding","owner":"%s","owned":"%s","percent":%d}`, firm(), firm(), 1+l.IntN(99))
		default:
			fmt.Fprintf(&b, `{"kind":"shipment","id":"X-%d","order":"%s","customer":"%s","date":"202%d-0%d-%02d","ship_date":"%s","status":"%s","hold_reason":"%s","doc_type":"%s","direction":"%s","grain":"%s","destination_country":"%s","final_destination_country":"%s","payer":"%s","notes":"%s","parties":[{"role":"%s","name":"%s",%s},{"role":"forwarder","name":"%s",%s}],"lines":[{"line":1,"description":"%s","quantity":%d,"unit_value":%d,"currency":"USD","serials":[%s]}]}`,
				l.IntN(12), l.one("", "PO-1", "PO-2"), l.one("Y-1", "Y-2", "C-1001", "C-1002", firm(), ""), 3+l.IntN(4), 1+l.IntN(9), 1+l.IntN(28), l.one("", "2026-10-02", "2026-12-24"), l.one("", "blocked"), l.one("", "refused by compliance"),
				l.one("order", "order", "delivery", "return", "purchase", "trade_data"), l.one("out", "out", "in"), l.one("order_line", "delivery_line"), l.one("MY", "SG", "DE", "CN", ""), l.one("", "HK"), l.one("", firm()), l.one("", "neutral box, no logo", "Goods for "+named(), "Not related to "+named(), "team formerly of "+named()),
				l.one("end_user", "end_user", "ultimate_consignee", "exporter"), firm(), where(), l.one("Amber Quay Logistics", "Swift Crane Cargo"), where(), l.one("NVIDIA H100 80GB PCIe", "NVIDIA H200 SXM", "Laptop 14 inch", "昇腾 910B"), 1+l.IntN(200), 100*(1+l.IntN(500)), l.one("", `"SN-00071"`, `"SN-00072"`))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// happens lets one thing happen. What is refused changes nothing.
func (l *life) happens(ctx context.Context, i int) (what string, err error) {
	what = l.one("nothing", "import", "import", "import", "undo", "list", "list", "list", "names", "names", "names", "decide", "clear", "clear one", "day", "rules", "rules")
	if len(l.only) > 0 {
		what = l.one(l.only...)
	}
	if i < 2 { // so that there is something for the rest to happen to
		what = [...]string{"import", "list"}[i]
	}
	switch what {
	case "import":
		file := filepath.Join(l.dir, fmt.Sprintf("more-%d.jsonl", i))
		if err := os.WriteFile(file, []byte(l.told()), 0o600); err != nil {
			return what, err
		}
		reports, err := l.Import(ctx, []string{file}, ImportOptions{}, nil)
		if err == nil && reports[0].Already == 0 {
			l.imported = append(l.imported, reports[0].Import)
		}
		return what, err
	case "undo":
		if len(l.imported) == 0 {
			return what, nil
		}
		at := l.IntN(len(l.imported))
		id := l.imported[at]
		l.imported = slices.Delete(l.imported, at, at+1)
		return what, l.UndoImport(ctx, id)
	case "list":
		n := l.IntN(3)
		file := filepath.Join(l.dir, fmt.Sprintf("local-%d.csv", n))
		name := l.one(fmt.Sprintf("Grey Heron %d Microelectronics", n), "Amber Quay Logistics", "Old Mill University")
		text := fmt.Appendf(nil, "list,name,country,address\n%s,%s,%s,%s\n", l.one("local", "EL"), name, l.one("HK", "CN"), l.one("", "Unit 5 8 Harbour Road"))
		for i := range 60 { // so that little of it changes
			text = fmt.Appendf(text, "EL,%s%s %s,CN,%d Juniper Road\n", []string{"Alder", "Birch", "Cedar", "Larch"}[i%4], []string{"field", "gate", "moor", "wick", "stead"}[i/4%5], []string{"Trading", "Systems", "Technology"}[i/20], i)
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			return what, err
		}
		_, err := l.AddList(ctx, file, "")
		return what, err
	case "names": // that only texts have
		file := filepath.Join(l.dir, "local-names.csv")
		if err := os.WriteFile(file, fmt.Appendf(nil, "list,name,country\nEL,Amber Crane %d Microelectronics,CN\n", l.IntN(3)), 0o600); err != nil {
			return what, err
		}
		_, err := l.AddList(ctx, file, "")
		return what, err
	case "decide":
		_, err := l.Decide(ctx, l.one("SO-5000", "X-1", "X-2"), "RF2", "No end user was named after two requests.", data.Date{})
		return what, err
	case "clear":
		open, err := l.HitGroups(ctx)
		if err != nil || len(open.Groups) == 0 {
			return what, err
		}
		_, err = l.DecideHits(ctx, open.Groups[l.IntN(len(open.Groups))].ID, Ruling{Disposition: l.one("FP1", "FP2"), Reason: "Another firm of a like name, register seen.", Until: data.Day(2026, 11, 22+l.IntN(4))})
		return what, err
	case "clear one":
		id := l.one("X-1", "X-2", "X-3", "X-4")
		v, err := l.Case(ctx, id)
		if err != nil || len(v.Hits) == 0 {
			return what, err
		}
		_, err = l.ClearHit(ctx, id, v.Hits[l.IntN(len(v.Hits))].Object(), Ruling{Disposition: "FP1", Reason: "Another firm of a like name, register seen.", Until: data.Day(2026, 11, 22+l.IntN(4))})
		return what, err
	case "rules":
		return what, l.rewrite()
	case "day":
		l.day = data.DateOfDay(l.day.First() + int32(1+l.IntN(3)))
	}
	return what, nil
}

// rewrite switches rules off, weighs others anew and adds one of the user's own.
func (l *life) rewrite() error {
	folder := l.o.Path + ".rules"
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	pack := "pack: own\ntitle: Our own\noverrides:\n"
	set, err := l.rules()
	if err != nil {
		return err
	}
	builtin := slices.DeleteFunc(set.Rules(), func(r rules.Rule) bool { return r.Kind == data.NoteFinding }) // the points of a note have another sign
	for _, id := range []string{builtin[l.IntN(len(builtin))].ID, "hub-without-end-user"} {
		if strings.HasPrefix(id, "own-") {
			continue
		}
		pack += fmt.Sprintf("  - {rule: %s, %s, reason: too loud for us}\n", id, l.one("off: true", "points: 3", "points: 30"))
	}
	if l.IntN(2) == 0 {
		pack += fmt.Sprintf("rules:\n  - {id: own-hong-kong, title: Goods for Hong Kong, pattern: transshipment_hub, kind: flag, points: %d, when: '%s', says: {en: \"Goods for {destination.name}%s\"}, why: We look at these., innocent: Many are honest., asks: [C1], cites: [{source: own, item: desk, basis: unverified}]}\nsources: {own: {title: Our own rules}}\n",
			5+l.IntN(30), l.one("shipment.destination.china", "shipment.destination.hub and goods.advanced", "customer.orders_before >= 2", "history.orders_14_days >= 2 or goods.sensitive"), l.one("", " after {customer.orders_before} orders"))
	}
	if err := os.WriteFile(filepath.Join(folder, "own.yaml"), []byte(pack), 0o600); err != nil {
		return err
	}
	if err := l.useRules(); err != nil {
		panic(fmt.Sprintf("a pack of the test's own is refused: %v\n%s", err, pack))
	}
	return nil
}

// queued is the queue in every order that people see it in.
func queued(t *testing.T, d *Desk) string {
	t.Helper()
	ctx := context.Background()
	all, err := d.Queue(ctx, data.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := d.Rows(ctx, all.IDs)
	if err != nil {
		t.Fatal(err)
	}
	out := mustJSON(rows)
	for _, p := range []string{"entity_list_party", "transshipment_hub", "prc_chip_use", "missing_fact", "volume_spike"} {
		v, err := d.Queue(ctx, data.Filter{Patterns: []string{p}})
		if err != nil {
			t.Fatal(err)
		}
		out += fmt.Sprintln(p, v.IDs)
	}
	links, err := d.linksNow(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return out + fmt.Sprintln("papers", links)
}

// Whatever happens to a book, screens that judge only what can have changed say
// what judging all again does.
func TestAScreenEqualsJudgingAllAgain(t *testing.T) {
	ctx := context.Background()
	seeds, steps := uint64(11), 8
	if testing.Short() {
		seeds = 2
	}
	judgedNow, subjects, folded := 0, 0, 0
	short := map[string]int{} // screens after a thing that did not look at every record
	for seed := range seeds {
		l := &life{Desk: demoDesk(t), Rand: rand.New(rand.NewPCG(seed, 22)), dir: t.TempDir(), day: data.Day(2026, 11, 20)}
		if seed >= 8 { // imports upon imports, and some of them taken back
			l.only = []string{"import", "import", "import", "undo"}
		}
		var did []string
		for i := range steps {
			what, err := l.happens(ctx, i)
			did = append(did, what)
			if err != nil {
				did[i] += " (refused: " + err.Error() + ")"
			}
			sum, err := l.Screen(ctx, ScreenOptions{AsOf: l.day}, nil)
			if err != nil {
				t.Fatal(err)
			}
			judgedNow, subjects = judgedNow+sum.Judged, subjects+sum.Subjects
			if sum.Looked < sum.Subjects {
				short[what]++
			}
			if i%3 == 0 { // let amendments lie upon each other
				continue
			}
			said, rows := everyVerdict(t, l.Desk), queued(t, l.Desk)
			all, err := l.Screen(ctx, ScreenOptions{AsOf: l.day, All: true}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if all.Judged != all.Subjects || all.Subjects != sum.Subjects || fmt.Sprint(all.ByLevel) != fmt.Sprint(sum.ByLevel) || all.Stamp != sum.Stamp {
				t.Fatalf("seed %d, after %q: %+v, and all again %+v", seed, did, sum, all)
			}
			if d := cmp.Diff(strings.Split(said, "\n"), strings.Split(everyVerdict(t, l.Desk), "\n")); d != "" {
				t.Fatalf("seed %d: after %q the screen left stale verdicts (-stale +fresh):\n%s", seed, did, d)
			}
			links, _ := l.linksNow(ctx)
			folded += len(links)
			if queued(t, l.Desk) != rows {
				t.Fatalf("seed %d: after %q the screen left a stale queue", seed, did)
			}
		}
		if sum, err := l.Screen(ctx, ScreenOptions{AsOf: l.day}, nil); err != nil || sum.Judged != 0 {
			t.Errorf("a screen after which nothing changed judged %d, %v", sum.Judged, err)
		}
	}
	for _, what := range []string{"list", "names", "clear one", "rules", "import", "undo"} {
		if short[what] == 0 && !testing.Short() {
			t.Errorf("after %q every record was looked at: %v", what, short)
		}
	}
	if folded == 0 {
		t.Error("no paper of an order was tied to another")
	}
	if judgedNow*2 > subjects {
		t.Errorf("%d of %d verdicts were made again, so hardly any stood", judgedNow, subjects)
	}
}

func TestVerdictsStandForOneProgramAndDayOnly(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	if sum, err := d.Screen(ctx, ScreenOptions{AsOf: data.Day(2026, 11, 21)}, nil); err != nil || sum.Judged == 0 {
		t.Errorf("another day: %+v, %v", sum, err)
	}
	for version, want := range map[string]bool{"v1.2.0": true, "v0-0123456789ab": true, "v0-0123456789ab+changes": false, "v0-dev": false, "unknown": false, "": false} {
		if oneProgram(version) != want {
			t.Errorf("%q", version)
		}
	}
}

// A list that begins or ceases to hold a house is seen by the next screen where only a note
// names it, and where a firm bears its name and comes near no entry.
func TestAListReachesNamesThatAreNoPartys(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	orders := `{"kind":"shipment","id":"X-1","customer":"Blue Jetty Compute","date":"2026-03-02","doc_type":"order","direction":"out","destination_country":"MY","notes":"Goods for Amber Crane Microelectronics","lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":8,"unit_value":30000,"currency":"USD"}]}
{"kind":"shipment","id":"X-2","date":"2026-03-02","doc_type":"order","direction":"out","destination_country":"PL","parties":[{"role":"purchaser","name":"Loongson Polska Sp. z o.o.","country":"PL"}],"lines":[{"line":1,"description":"Cat6 patch cable","quantity":8,"unit_value":3,"currency":"USD"}]}`
	if _, err := d.Import(ctx, []string{fileOf(t, "orders.jsonl", orders)}, ImportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	signs := map[string]string{"X-1": "text-names-a-listed-organisation-as-receiver", "X-2": "bears-the-name-of-a-listed-house"}
	for _, c := range []struct{ list, reaches string }{
		{"Another Firm", ""}, {"Amber Crane Microelectronics", "X-1"}, {"Another Firm", ""}, {"Loongson Technology", "X-2"}, {"Another Firm", ""},
	} {
		if _, err := d.AddList(ctx, fileOf(t, "local.csv", "list,name,country\nEL,"+c.list+",CN\n"), ""); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Screen(ctx, ScreenOptions{AsOf: data.Day(2026, 11, 20)}, nil); err != nil {
			t.Fatal(err)
		}
		for order, sign := range signs {
			v, err := d.Case(ctx, order)
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.ContainsFunc(v.Verdict.Findings, func(f data.Finding) bool { return f.Rule == sign }); got != (order == c.reaches) {
				t.Errorf("with %q on the list %s has its sign: %v", c.list, order, got)
			}
		}
	}
}

// A clearance ends on its day, also of an order whose law does not move with the day,
// and for a screen that looks at no more than what the day can touch.
func TestAClearanceEndsWithNothingElseChanged(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	if _, err := d.AddList(ctx, fileOf(t, "local.csv", "list,name,country\nEL,Amber Crane Microelectronics,CN\n"), ""); err != nil {
		t.Fatal(err)
	}
	order := `{"kind":"shipment","id":"X-1","customer":"Blue Jetty Compute","date":"2026-03-02","ship_date":"2026-03-05","doc_type":"order","direction":"out","destination_country":"MY","parties":[{"role":"end_user","name":"Amber Crane Microelectronics","country":"MY"}],"lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":8,"unit_value":30000,"currency":"USD"}]}`
	for i := range 20 { // that have left as well, so that few rest on the day
		order += fmt.Sprintf("\n"+`{"kind":"shipment","id":"O-%d","customer":"Heron Lake Trading","date":"2026-03-02","ship_date":"2026-03-05","doc_type":"order","direction":"out","destination_country":"DE","lines":[{"line":1,"description":"Laptop 14 inch","quantity":8}]}`, i)
	}
	if _, err := d.Import(ctx, []string{fileOf(t, "orders.jsonl", order)}, ImportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	screened := func(day int) (ScreenSummary, string) {
		t.Helper()
		sum, err := d.Screen(ctx, ScreenOptions{AsOf: data.Day(2026, 11, day)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		v, err := d.Case(ctx, "X-1")
		if err != nil {
			t.Fatal(err)
		}
		var rules []string
		for _, f := range v.Verdict.Findings {
			rules = append(rules, f.Rule)
		}
		return sum, strings.Join(rules, " ")
	}
	screened(20)
	v, err := d.Case(ctx, "X-1")
	if err != nil || len(v.Hits) == 0 {
		t.Fatal("there is nothing to clear", err)
	}
	if _, err := d.ClearHit(ctx, "X-1", v.Hits[0].Object(), Ruling{Disposition: "FP1", Reason: "Another firm of a like name, register seen.", Until: data.Day(2026, 11, 22)}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		day  int
		want string
	}{{20, "cleared-hit"}, {21, "cleared-hit"}, {24, "clearance-lapsed"}} {
		sum, found := screened(c.day)
		if !strings.Contains(found, c.want) {
			t.Errorf("on the %dth it is not found that a hit is %s: %s", c.day, c.want, found)
		}
		if sum.Looked >= sum.Subjects {
			t.Errorf("on the %dth every record was looked at", c.day)
		}
	}
}

// A record that says under which other name its firm is known is that of the orders which
// call it so, and of a party that is reached at another house.
func TestARecordReachesTheOrdersThatCallItByAnotherName(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	order := func(id, customer, user string) string {
		return fmt.Sprintf(`{"kind":"shipment","id":%q,"customer":%q,"date":"2026-03-02","doc_type":"order","direction":"out","destination_country":"MY","parties":[{"role":"end_user","name":%q,"country":"MY"}],"lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":8,"unit_value":30000,"currency":"USD"}]}`+"\n", id, customer, user)
	}
	orders := order("X-1", "Heron Works", "Heron Works") + order("X-2", "Blue Jetty Compute", "Wilga Works c/o Hall 7") + order("X-3", "Blue Jetty Compute", "Blue Jetty Compute")
	if _, err := d.Import(ctx, []string{fileOf(t, "orders.jsonl", orders)}, ImportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	red := func() (all []string) {
		t.Helper()
		if _, err := d.Screen(ctx, ScreenOptions{AsOf: data.Day(2026, 11, 20)}, nil); err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"X-1", "X-2", "X-3"} {
			v, err := d.Case(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			if slices.ContainsFunc(v.Verdict.Findings, func(f data.Finding) bool { return f.Rule == "headquarters-restricted" }) {
				all = append(all, id)
			}
		}
		return all
	}
	if got := red(); len(got) > 0 {
		t.Errorf("nobody tells a headquarters in China, and of %v it is said", got)
	}
	firm := `{"kind":"customer","id":"C-9","name":"Wilga Works","aliases":["formerly Heron Works"],"country":"MY","hq_country":"CN"}`
	if _, err := d.Import(ctx, []string{fileOf(t, "firms.jsonl", firm)}, ImportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if got := red(); !slices.Equal(got, []string{"X-1", "X-2"}) {
		t.Errorf("of a firm from China are %v", got)
	}
}

// What one list said of a party is not taken for what another says that was in use
// before.
func TestAListThatComesBackIsAskedAgain(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	var orders strings.Builder
	for i := range 20 {
		fmt.Fprintf(&orders, `{"kind":"shipment","id":"O-%d","customer":"Heron Lake Trading","date":"2026-03-02","ship_date":"2026-03-05","doc_type":"order","direction":"out","destination_country":"DE","parties":[{"role":"end_user","name":"%s","country":"MY"}],"lines":[{"line":1,"description":"Laptop 14 inch","quantity":8}]}`+"\n", i, []string{"Amber Crane Microelectronics", "Selat Meranti Technology"}[min(i, 1)])
	}
	if _, err := d.Import(ctx, []string{fileOf(t, "orders.jsonl", orders.String())}, ImportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"Another Firm", "Amber Crane Microelectronics", "Another Firm", "Amber Crane Microelectronics", "Another Firm"} {
		if _, err := d.AddList(ctx, fileOf(t, "local.csv", "list,name,country\nEL,"+name+",CN\n"), ""); err != nil {
			t.Fatal(err)
		}
		sum, err := d.Screen(ctx, ScreenOptions{AsOf: data.Day(2026, 11, 20)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		v, err := d.Case(ctx, "O-0")
		if err != nil {
			t.Fatal(err)
		}
		if hit := len(v.Hits) > 0; hit != (name == "Amber Crane Microelectronics") {
			t.Errorf("list %d, of %s: a hit is found: %v", i, name, hit)
		}
		if v.Verdict.Level == data.Stop != (name == "Amber Crane Microelectronics") {
			t.Errorf("list %d, of %s: %s", i, name, v.Verdict.Level)
		}
		if i > 0 && sum.Looked != 1 {
			t.Errorf("list %d: %d records were looked at", i, sum.Looked)
		}
	}
}

// A customer has a verdict of its own as long as no order is of it, and screens that look
// at little count it so.
func TestACustomerWhoBeginsToOrder(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	told := func(text string) int64 {
		path := filepath.Join(t.TempDir(), "told.jsonl")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		reports, err := d.Import(ctx, []string{path}, ImportOptions{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return reports[0].Import
	}
	order := func(id, customer string) string {
		return fmt.Sprintf(`{"kind":"shipment","id":"%s","customer":"%s","date":"2026-03-02","ship_date":"2026-03-05","doc_type":"order","direction":"out","destination_country":"DE","lines":[{"line":1,"description":"Laptop 14 inch","quantity":8}]}`+"\n", id, customer)
	}
	book := ""
	for i := range 5 {
		book += fmt.Sprintf(`{"kind":"customer","id":"C-%d","name":"Heron Lake %d Trading","country":"DE"}`+"\n", i, i)
	}
	for i := range 20 {
		book += order(fmt.Sprint("O-", i), "C-0")
	}
	told(book)
	screened := func(subjects, judged, gone int) {
		t.Helper()
		sum, err := d.Screen(ctx, ScreenOptions{AsOf: data.Day(2026, 11, 20)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := everyVerdict(t, d)
		if sum.Subjects != subjects || sum.Judged != judged || sum.Gone != gone || strings.Count(said, "\n") != subjects {
			t.Errorf("%+v, %d verdicts; want %d, %d judged and %d gone", sum, strings.Count(said, "\n"), subjects, judged, gone)
		}
		if all, err := d.Screen(ctx, ScreenOptions{AsOf: data.Day(2026, 11, 20), All: true}, nil); err != nil || all.Subjects != subjects || everyVerdict(t, d) != said {
			t.Errorf("all again: %+v, %v", all, err)
		}
	}
	screened(24, 24, 0)
	first := told(order("X-1", "C-1"))
	screened(24, 1, 1)
	told(order("X-2", "C-1"))
	screened(25, 1, 0)
	if err := d.UndoImport(ctx, first); err != nil {
		t.Fatal(err)
	}
	screened(24, 0, 0)
	told(order("X-2", "C-2"))
	screened(24, 2, 1) // the order's, and that of the customer whose it was
}

// fileOf is a file of a text in a folder of its own.
func fileOf(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
