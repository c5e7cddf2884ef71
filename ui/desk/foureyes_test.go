package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redflag/data"
)

// person opens a workspace for somebody.
func person(t *testing.T, path, keys, name string) *Desk {
	t.Helper()
	d, err := Open(context.Background(), Options{
		Path: path, Keys: keys, Person: name, Named: true, NewPerson: true, Program: "test", Now: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }, Random: rand.Reader,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// Where the house requires it, who prepared a case does not release it, and somebody who
// did not does; to stop is open to all.
func TestFourEyesWhereTheHouseRequiresThem(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path, keys := filepath.Join(dir, "w.db"), filepath.Join(dir, "keys")
	asta, bram := person(t, path, keys, "Asta Inspector"), person(t, path, keys, "Bram Field")
	if err := asta.LoadDemo(ctx, nil); err != nil {
		t.Fatal(err)
	}
	proof := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(proof, []byte("seen"), 0o600); err != nil {
		t.Fatal(err)
	}
	const id, reason = "SO-5018", "Each flag is explained by the register and the letter in the file."
	second := func(d *Desk, code string) (block, warning string) {
		all, err := d.Dispositions(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range all {
			if o.Code != code {
				continue
			}
			for _, b := range o.Blocks {
				if strings.Contains(b, "this house requires") {
					block = b
				}
			}
			for _, w := range o.Warnings {
				if strings.Contains(w, "did not prepare") {
					warning = w
				}
			}
		}
		return block, warning
	}
	if block, warning := second(asta, "RF1"); block != "" || warning == "" {
		t.Errorf("advised: %q, %q", block, warning)
	}
	if _, err := asta.SetFourEyes(ctx, Required, ""); err == nil {
		t.Error("a policy without a reason")
	}
	if _, err := bram.SetFourEyes(ctx, Required, "Our programme wants two persons for each release on hold."); err != nil {
		t.Fatal(err)
	}
	if block, _ := second(bram, "RF1"); !strings.Contains(block, "nobody has prepared") {
		t.Errorf("unprepared: %q", block)
	}
	v, err := asta.Case(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range v.Questions {
		ev, err := asta.Attach(ctx, id, proof)
		if err != nil {
			t.Fatal(err)
		}
		detail := map[string]string{"country": "SG", "number": "90", "percent": "0", "date": "2020"}[q.Type]
		value := data.AnswerYes
		if q.ID == "A2" || q.ID == "C10" {
			value = data.AnswerNo
		}
		if _, err := asta.Answer(ctx, id, q.ID, value, detail, "seen in the register and the letter", []string{ev.Get("sha256")}); err != nil {
			t.Fatal(err)
		}
	}
	block, warning := second(asta, "RF1")
	for _, want := range []string{"RF1 needs a second person", "you prepared the case (", "the answer to A1", "Bram Field"} {
		if !strings.Contains(block, want) {
			t.Errorf("%q does not say %q", block, want)
		}
	}
	if warning != "" {
		t.Errorf("what blocks is told of besides: %q", warning)
	}
	if block, _ := second(bram, "RF1"); block != "" {
		t.Errorf("the second person is refused: %q", block)
	}
	if block, _ := second(asta, "RF2"); block != "" {
		t.Errorf("to stop waits for a second person: %q", block)
	}
	_, err = asta.Decide(ctx, id, "RF1", reason, data.Date{})
	if _, ok := errors.AsType[*NotYet](err); !ok {
		t.Fatalf("the preparer released: %v", err)
	}
	ev, err := bram.Decide(ctx, id, "RF1", reason, data.Date{})
	if err != nil {
		t.Fatal(err)
	}
	if ev.Get("prepared_by") != "Asta Inspector" {
		t.Errorf("prepared by %q", ev.Get("prepared_by"))
	}
	if _, err := bram.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	what, err := bram.Undo(ctx)
	if err != nil || !strings.Contains(what, "second person is required") {
		t.Fatalf("%s, %v", what, err)
	}
	if p, err := bram.Policy(ctx); err != nil || p.FourEyes != Advised {
		t.Errorf("%+v, %v", p, err)
	}
	if words, ok, err := bram.Verify(ctx); err != nil || !ok {
		t.Errorf("%s, %v", words, err)
	}
	if err := bram.RebuildCases(ctx); err != nil {
		t.Fatal(err)
	}
	if words, ok, err := bram.Verify(ctx); err != nil || !ok {
		t.Errorf("rebuilt: %s, %v", words, err)
	}
}
