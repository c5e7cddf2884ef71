package desk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// folded is the queue, each row with the papers under it.
func folded(t *testing.T, d *Desk, f data.Filter) (out []string) {
	t.Helper()
	ctx := context.Background()
	v, err := d.Queue(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	folds, err := d.Fold(ctx, v)
	if err != nil {
		t.Fatal(err)
	}
	name := func(ids []int64) string {
		rows, err := d.Rows(ctx, ids)
		if err != nil {
			t.Fatal(err)
		}
		var s []string
		for i := range rows {
			s = append(s, rows[i].Shipment)
		}
		slices.Sort(s)
		return strings.Join(s, " ")
	}
	n := 0
	for _, id := range folds.IDs {
		s := name([]int64{id})
		if papers := folds.Of(id); len(papers) > 0 {
			s += ": " + name(papers)
			n += len(papers)
		}
		n++
		out = append(out, s)
	}
	if folds.All != len(v.IDs) || n != len(v.IDs) {
		t.Errorf("%d rows are %d with their papers", len(v.IDs), n)
	}
	slices.Sort(out)
	return out
}

func importing(t *testing.T, d *Desk, lines ...string) int64 {
	t.Helper()
	r, err := d.Import(context.Background(), []string{fileOf(t, fmt.Sprintf("more-%d.jsonl", len(strings.Join(lines, ""))), strings.Join(lines, "\n"))}, ImportOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r[0].Import
}

func screenAgain(t *testing.T, d *Desk, all bool) {
	t.Helper()
	if _, err := d.Screen(context.Background(), ScreenOptions{All: all}, nil); err != nil {
		t.Fatal(err)
	}
}

const plainOrder = `{"kind":"shipment","id":"4711","customer":"Hearthside Bakery","date":"2025-03-02","doc_type":"order","direction":"out","destination_country":"DE","lines":[{"line":1,"description":"Cat6 patch cable","quantity":12}]}`

// A paper stands under the row that decides it: one that says something, is of another buyer,
// or stands otherwise, has a row of its own, and no row hides a higher level.
func TestPapersThatSayNothingMoreStandUnderTheirOrder(t *testing.T) {
	ctx := context.Background()
	d := deskOf(t, buyer, firstPaper,
		paper("D-1", "delivery", ""), paper("D-3", "delivery", ""),
		paper("D-2", "delivery", `"parties":[{"role":"ultimate_consignee","name":"Lantern Bay Trading Ltd","country":"HK"}],`),
		paper("I-1", "invoice", `"payer":"Silver Egret Ltd","payer_country":"HK",`),
		strings.Replace(paper("X-1", "order", ""), `"C-1"`, `"Grey Heron Sdn Bhd"`, 1),
		plainOrder, strings.Replace(strings.Replace(plainOrder, `"4711"`, `"8001","order":"4711"`, 1), `"order","direction"`, `"delivery","direction"`, 1))
	want := []string{"4711: 8001", "D-2", "I-1", "S-1: D-1 D-3", "X-1"}
	if got := folded(t, d, data.Filter{}); !slices.Equal(got, want) {
		t.Errorf("folded %q, want %q", got, want)
	}
	v, err := d.Case(ctx, "shipment:S-1")
	if err != nil {
		t.Fatal(err)
	}
	if along := Keys(v.Along()); !slices.Equal(along, []string{"shipment:D-1", "shipment:D-3"}) {
		t.Errorf("with the order go %q, and others are folded under it", along)
	}
	if got := folded(t, d, data.Filter{Text: "d-1"}); !slices.Equal(got, []string{"D-1"}) {
		t.Errorf("where the order is not in the list there are %q", got)
	}
	if _, err := d.Rule(ctx, "shipment:S-1", Ruling{Disposition: "RF2", Reason: "No end user was named after two requests.", Papers: []string{"shipment:D-1"}}); err != nil {
		t.Fatal(err)
	}
	if got := folded(t, d, data.Filter{Levels: []data.Level{v.Verdict.Level}, Text: "po-9 c-1"}); !slices.Equal(got, []string{"D-2", "D-3", "I-1", "S-1: D-1"}) {
		t.Errorf("decided without a paper the order folds %q", got)
	}
}

// A screen of what has changed ties papers as a screen of all does: those of orders that rows
// have come to or left, and of which a row says something else now.
func TestTouchedOrdersAreTiedAsAllAre(t *testing.T) {
	order := strings.Replace(firstPaper, "128", "1024", 1)
	d := deskOf(t, buyer, order, paper("D-1", "delivery", ""), paper("D-2", "delivery", ""), paper("I-1", "invoice", ""), plainOrder,
		strings.Replace(plainOrder, `"4711"`, `"8001","order":"4711"`, 1))
	for i := range 40 { // so that most of the book stands
		importing(t, d, strings.Replace(plainOrder, `"4711"`, fmt.Sprintf(`"Q-%d"`, i), 1))
	}
	screenAgain(t, d, false)
	check := func(what string, want ...string) {
		t.Helper()
		screenAgain(t, d, false)
		now := slices.DeleteFunc(folded(t, d, data.Filter{}), func(s string) bool { return strings.HasPrefix(s, "Q-") })
		screenAgain(t, d, true)
		all := slices.DeleteFunc(folded(t, d, data.Filter{}), func(s string) bool { return strings.HasPrefix(s, "Q-") })
		if !slices.Equal(now, all) || !slices.Equal(all, want) {
			t.Errorf("%s: folded %q, screened whole %q, want %q", what, now, all, want)
		}
	}
	check("at first", "4711: 8001", "S-1: D-1 D-2 I-1")
	importing(t, d, paper("D-4", "delivery", ""))
	check("a delivery came", "4711: 8001", "S-1: D-1 D-2 D-4 I-1")
	moved := importing(t, d, strings.Replace(order, "PO-9", "PO-10", 1))
	check("the order has another number", "4711: 8001", "D-1: D-2 D-4 I-1", "S-1")
	importing(t, d, paper("I-1", "invoice", `"payer":"Silver Egret Ltd","payer_country":"HK",`))
	check("an invoice says more", "4711: 8001", "D-1: D-2 D-4", "I-1", "S-1")
	if err := d.UndoImport(context.Background(), moved); err != nil {
		t.Fatal(err)
	}
	check("the order is back", "4711: 8001", "I-1", "S-1: D-1 D-2 D-4")
}

// A paper that comes after the decision is open: it says what became of its order, and goes
// the same way only where a person says so, where it says nothing more, and where the order
// says no more than when it was decided.
func TestAPaperThatComesLaterSaysWhatBecameOfItsOrder(t *testing.T) {
	ctx := context.Background()
	d := deskOf(t, buyer, firstPaper, paper("D-1", "delivery", ""))
	reason := "No end user was named after two requests."
	if _, err := d.Rule(ctx, "shipment:S-1", Ruling{Disposition: "RF2", Reason: reason, Papers: []string{"shipment:D-1"}}); err != nil {
		t.Fatal(err)
	}
	importing(t, d, paper("D-2", "delivery", ""), paper("I-1", "invoice", `"payer":"Silver Egret Ltd","payer_country":"HK",`))
	if _, err := d.RuleAsOrder(ctx, "shipment:D-2"); err == nil {
		t.Error("a delivery is decided before it is screened")
	}
	screenAgain(t, d, false)
	row := map[string]*data.QueueRow{}
	v, err := d.Queue(ctx, data.Filter{Statuses: []data.Status{data.Open}})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := d.Rows(ctx, v.IDs)
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		row[rows[i].Shipment] = &rows[i]
	}
	if len(row) != 2 || row["D-2"] == nil || row["I-1"] == nil {
		t.Fatalf("open are %v, want the two papers that came", row)
	}
	done, err := d.OrdersDone(ctx, rows)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		"D-2": "its order PO-9 was stopped on 2026-11-20 by Asta Inspector; this paper says nothing more",
		"I-1": "its order PO-9 was stopped on 2026-11-20 by Asta Inspector; this paper says more",
	} {
		if o := done[row[id].ID]; o == nil || o.Words() != want {
			t.Errorf("the row of %s says %v, want %q", id, o, want)
		}
		c, err := d.Case(ctx, id)
		if err != nil || c.OrderDone == nil || !strings.HasPrefix(c.OrderDone.Words(), strings.TrimSuffix(want, "this paper says more")) {
			t.Errorf("the case of %s says %+v, %v", id, c.OrderDone, err)
		}
	}
	if _, err := d.RuleAsOrder(ctx, "shipment:I-1"); err == nil || !strings.Contains(err.Error(), "only this paper says") {
		t.Errorf("a paper that says more is decided as its order: %v", err)
	}
	ev, err := d.RuleAsOrder(ctx, "shipment:D-2")
	if err != nil || ev.Get("disposition") != "RF2" || !strings.Contains(ev.Get("reason"), reason) || ev.Get(withField) != "shipment:S-1" {
		t.Errorf("as its order: %+v, %v", ev, err)
	}
	if _, err := d.RuleAsOrder(ctx, "shipment:D-2"); err == nil {
		t.Error("what is decided is decided again")
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	// The order says more now, and so does the paper: what was decided was something else.
	more := `"payer":"Silver Egret Ltd","payer_country":"HK",`
	importing(t, d, strings.Replace(firstPaper, `"destination_country"`, more+`"destination_country"`, 1), paper("D-2", "delivery", more))
	screenAgain(t, d, false)
	if _, err := d.RuleAsOrder(ctx, "shipment:D-2"); err == nil || !strings.Contains(err.Error(), "says more today") {
		t.Errorf("a paper is decided as an order that has changed: %v", err)
	}
}

// A release of an order does not release what comes after it, and four eyes and open
// questions hold for a later paper as they do for one that was there.
func TestALaterPaperIsReleasedOnTheAnswersOfItsOrderAlone(t *testing.T) {
	ctx := context.Background()
	d := deskOf(t, buyer, firstPaper)
	proof := filepath.Join(t.TempDir(), "register.txt")
	if err := os.WriteFile(proof, []byte("the parent sits in Kuala Lumpur"), 0o600); err != nil {
		t.Fatal(err)
	}
	v, err := d.Case(ctx, "shipment:S-1")
	if err != nil {
		t.Fatal(err)
	}
	details := map[string]string{"country": "MY", "number": "12", "percent": "0", "date": "2024-02-01"}
	hashes, err := d.AttachAll(ctx, "shipment:S-1", []string{proof})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range v.Questions {
		if _, err := d.Answer(ctx, "shipment:S-1", q.ID, data.AnswerYes, details[q.Type], "It stands in the register.", hashes); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Rule(ctx, "shipment:S-1", Ruling{Disposition: "RF1", Reason: "Explained by the register."}); err != nil {
		t.Fatal(err)
	}
	importing(t, d, paper("D-2", "delivery", ""))
	screenAgain(t, d, false)
	if _, err := d.Answer(ctx, "shipment:D-2", "A1", data.AnswerNo, "CN", "The register says so.", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := d.RuleAsOrder(ctx, "shipment:D-2"); !errors.As(err, new(*NotYet)) {
		t.Errorf("a paper with an adverse answer of its own is released: %v", err)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := d.RuleAsOrder(ctx, "shipment:D-2"); err != nil {
		t.Error(err)
	}
}

// blanket is an order with so many deliveries.
func blanket(n int) []string {
	lines := []string{buyer, firstPaper}
	for i := range n {
		lines = append(lines, strings.Replace(paper("D-0", "delivery", ""), "D-0", fmt.Sprintf("D-%d", i), 1))
	}
	return lines
}

// All deliveries of a blanket order are decided with it, and taken back with it; people are
// told of as many as they can read.
func TestABlanketOrderIsDecidedWithAllItsDeliveries(t *testing.T) {
	ctx := context.Background()
	const n = 150
	d := deskOf(t, blanket(n)...)
	v, err := d.Case(ctx, "shipment:S-1")
	if err != nil {
		t.Fatal(err)
	}
	papers, rest := v.Listed()
	if len(v.Along()) != n || v.MorePapers != 0 || len(papers) != listedPapers || !slices.Equal(rest, []string{fmt.Sprintf("and %d more that can be decided with it", n-listedPapers)}) {
		t.Fatalf("%d papers go along, %d are beyond, %d are listed, and %q", len(v.Along()), v.MorePapers, len(papers), rest)
	}
	stop := Ruling{Disposition: "RF2", Reason: "No end user was named after two requests.", Papers: Keys(v.Along())}
	if _, err := d.Rule(ctx, "shipment:S-1", stop); err != nil {
		t.Fatal(err)
	}
	count := func() int {
		v, err := d.Queue(ctx, data.Filter{Statuses: []data.Status{data.Stopped}})
		if err != nil {
			t.Fatal(err)
		}
		return len(v.IDs)
	}
	if got := count(); got != n+1 {
		t.Errorf("%d are stopped", got)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != 0 {
		t.Errorf("%d are still stopped", got)
	}
}

// BenchmarkBlanket opens, and decides with all its deliveries, an order that has 300.
func BenchmarkBlanket(b *testing.B) {
	ctx := context.Background()
	dir := b.TempDir()
	file := filepath.Join(dir, "records.jsonl")
	if err := os.WriteFile(file, []byte(strings.Join(blanket(300), "\n")), 0o600); err != nil {
		b.Fatal(err)
	}
	d := openDesk(b, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	if _, err := d.Import(ctx, []string{file}, ImportOptions{}, nil); err != nil {
		b.Fatal(err)
	}
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		b.Fatal(err)
	}
	var v *CaseView
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			var err error
			if v, err = d.Case(ctx, "shipment:S-1"); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(v.Papers)), "papers")
	})
	b.Run("decide and undo", func(b *testing.B) {
		for b.Loop() {
			if _, err := d.Rule(ctx, "shipment:S-1", Ruling{Disposition: "RF2", Reason: "No end user was named after two requests.", Papers: Keys(v.Along())}); err != nil {
				b.Fatal(err)
			}
			if _, err := d.Undo(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
}
