package desk

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// deskOf is a workspace with records, screened.
func deskOf(t *testing.T, lines ...string) *Desk {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	file := filepath.Join(dir, "records.jsonl")
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	if _, err := d.Import(ctx, []string{file}, ImportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	return d
}

const (
	buyer      = `{"kind":"customer","id":"C-1","name":"Pelagia Compute Sdn Bhd","country":"MY","hq_country":"MY","ultimate_parent_country":"CN"}`
	firstPaper = `{"kind":"shipment","id":"S-1","order":"PO-9","customer":"C-1","date":"2025-03-02","doc_type":"order","direction":"out","destination_country":"MY","lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":128}]}`
)

// paper is a record of half of the order, with more told.
func paper(id, kind, more string) string {
	s := strings.Replace(strings.Replace(firstPaper, `"S-1"`, `"`+id+`"`, 1), `"order","direction"`, `"`+kind+`","direction"`, 1)
	s = strings.Replace(s, "128", "64", 1)
	return strings.Replace(s, `"destination_country"`, more+`"destination_country"`, 1)
}

// A paper goes with its order only where it says nothing of its own: neither another party,
// nor another place, nor a remark is decided unread.
func TestAPaperThatSaysMoreIsDecidedByItself(t *testing.T) {
	ctx := context.Background()
	d := deskOf(t, buyer, firstPaper,
		paper("D-1", "delivery", ""),
		paper("D-2", "delivery", `"parties":[{"role":"ultimate_consignee","name":"Lantern Bay Trading Ltd","country":"HK"}],`),
		paper("I-1", "invoice", `"payer":"Silver Egret Ltd","payer_country":"HK",`),
		paper("I-2", "invoice", `"notes":"The buyer asked to write workstation parts on the papers.",`))
	v, err := d.Case(ctx, "shipment:S-1")
	if err != nil {
		t.Fatal(err)
	}
	var along []string
	for _, p := range v.Along() {
		along = append(along, p.Shipment)
	}
	if len(v.Papers) != 4 || !slices.Equal(along, []string{"D-1"}) {
		t.Errorf("%d papers, of which %q go with the order; want D-1 alone", len(v.Papers), along)
		for _, p := range v.Papers {
			t.Log(p.Words(), p.Stays)
		}
	}
}

// What blocks a release of the order blocks it for its papers, and an answer that closes a
// question of the order closes it for the papers that are decided with it.
func TestPapersStandOnTheAnswersOfTheirOrder(t *testing.T) {
	ctx := context.Background()
	d := deskOf(t, buyer, firstPaper, paper("D-1", "delivery", ""))
	if _, err := d.Rule(ctx, "shipment:S-1", Ruling{Disposition: "RF1", Reason: "Explained by the register.", Papers: []string{"shipment:D-1"}}); !errors.As(err, new(*NotYet)) {
		t.Fatalf("a release with open questions: %v", err)
	}
	proof := filepath.Join(t.TempDir(), "register.txt")
	if err := os.WriteFile(proof, []byte("the parent sits in Kuala Lumpur"), 0o600); err != nil {
		t.Fatal(err)
	}
	details := map[string]string{"country": "MY", "number": "12", "percent": "0", "date": "2024-02-01"}
	for range 3 { // answers open no question here, but may
		v, err := d.Case(ctx, "shipment:S-1")
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range v.Questions {
			if q.Answer != nil {
				continue
			}
			hashes, err := d.AttachAll(ctx, "shipment:S-1", []string{proof})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.Answer(ctx, "shipment:S-1", q.ID, data.AnswerYes, details[q.Type], "It stands in the register.", hashes); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := d.Rule(ctx, "shipment:D-1", Ruling{Disposition: "RF1", Reason: "Explained by the register."}); !errors.As(err, new(*NotYet)) {
		t.Errorf("a delivery is released by itself on no answer: %v", err)
	}
	if _, err := d.Rule(ctx, "shipment:S-1", Ruling{Disposition: "RF1", Reason: "Explained by the register.", Papers: []string{"shipment:D-1"}}); err != nil {
		t.Fatal(err)
	}
	statusOf := func(id string) data.Status {
		v, err := d.Case(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return v.State.Status
	}
	if a, b := statusOf("shipment:S-1"), statusOf("shipment:D-1"); a != data.Released || b != data.Released {
		t.Fatalf("the order is %s and its delivery %s", a, b)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if a, b := statusOf("shipment:S-1"), statusOf("shipment:D-1"); a != data.Open || b != data.Open {
		t.Errorf("taken back, the order is %s and its delivery %s", a, b)
	}
	if words, ok, err := d.Verify(ctx); err != nil || !ok {
		t.Errorf("the journal does not verify: %s, %v", words, err)
	}
}

// What a paper was answered for itself stands beside what its order was answered: an answer
// that blocks there blocks the decision for both. A paper that has come to say something of
// its own since it was seen is not decided with the order.
func TestAPaperKeepsItsOwnAnswersAndIsDecidedAsSeen(t *testing.T) {
	ctx := context.Background()
	d := deskOf(t, buyer, firstPaper, paper("D-1", "delivery", ""), paper("I-1", "invoice", `"payer":"Silver Egret Ltd","payer_country":"HK",`))
	if _, err := d.Answer(ctx, "shipment:D-1", "A1", data.AnswerNo, "CN", "The register says so.", nil); err != nil {
		t.Fatal(err)
	}
	v, err := d.Case(ctx, "shipment:D-1")
	if err != nil {
		t.Fatal(err)
	}
	v.standOn(&CaseView{State: data.CaseState{Answers: map[string]data.Answer{"A1": {Question: "A1", Value: data.AnswerYes}, "B1": {Question: "B1", Value: data.AnswerYes}}}})
	if a, b := v.State.Answers["A1"].Value, v.State.Answers["B1"].Value; a != data.AnswerNo || b != data.AnswerYes {
		t.Errorf("A1 is %s and B1 %s; want its own answer, and the order's", a, b)
	}
	stop := Ruling{Disposition: "RF2", Reason: "No end user was named after two requests.", Papers: []string{"shipment:D-1", "shipment:I-1"}}
	if _, err := d.Rule(ctx, "shipment:S-1", stop); err == nil || !strings.Contains(err.Error(), "shipment:I-1 is not to be decided with") {
		t.Errorf("a paper that says more was decided with the order: %v", err)
	}
	for _, id := range []string{"shipment:S-1", "shipment:D-1"} {
		if v, err := d.Case(ctx, id); err != nil || v.State.Status != data.Open {
			t.Errorf("%s is %s after a refusal, %v", id, v.State.Status, err)
		}
	}
}
