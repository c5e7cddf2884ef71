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
	"redflag/data/sample"
)

func openDesk(t testing.TB, path, keys string) *Desk {
	t.Helper()
	d, err := Open(context.Background(), Options{
		Path: path, Keys: keys, Person: "Asta Inspector", Program: "v0-test", Random: rand.Reader,
		Now: func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func demoDesk(t testing.TB) *Desk {
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	if err := d.LoadDemo(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return d
}

// The demo is only worth showing if what is hidden in it is found, and what is
// honest beside it is not held.
func TestDemoTellsItsStories(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	stories, err := sample.Stories()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stories {
		for _, id := range s.Shipments {
			v, err := d.Case(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			if v.Verdict.Level < data.Review || v.Row.Top == "" {
				t.Errorf("story %s: %s is %v %d", s.ID, id, v.Verdict.Level, v.Verdict.Score)
			}
		}
		for _, id := range s.Lookalikes {
			v, err := d.Case(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			if v.Verdict.Level > data.Review {
				t.Errorf("story %s: the honest %s is %v %d: %s", s.ID, id, v.Verdict.Level, v.Verdict.Score, v.Row.Top)
			}
		}
	}
	named := map[string]data.Level{"ascend-purchase": data.Stop, "ascend-hosting": data.Stop, "macau-hq": data.Stop, "shell-with-parent": data.Stop, "misspelt-listed": data.Hold, "unknown-hq": data.Hold}
	for _, s := range stories {
		if want, ok := named[s.ID]; ok {
			v, err := d.Case(ctx, s.Shipments[0])
			if err != nil {
				t.Fatal(err)
			}
			if v.Verdict.Level < want {
				t.Errorf("story %s: %s is %v, want %v or worse", s.ID, s.Shipments[0], v.Verdict.Level, want)
			}
		}
	}
}

func TestScreeningTwiceSaysTheSame(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	read := func() []string {
		var all []string
		if err := d.EachVerdict(ctx, func(v *data.Verdict) error { all = append(all, mustJSON(v)); return nil }); err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := read()
	sum, err := d.Screen(ctx, ScreenOptions{All: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	after := read()
	if sum.Changed != 0 || len(before) != len(after) {
		t.Fatalf("a second screen of the same records changed %d of %d verdicts", sum.Changed, len(before))
	}
	for i := range before {
		if before[i] != after[i] {
			t.Fatalf("a second screen says\n%s\nwhere the first said\n%s", after[i], before[i])
		}
	}
}

func TestWithdrawnImportIsNoLongerScreened(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	imports, err := d.Imports(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, im := range imports {
		if im.Report.File == "shipments.xlsx" {
			if err := d.UndoImport(ctx, im.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	sum, err := d.Screen(ctx, ScreenOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Subjects == 0 || sum.Subjects > 100 {
		t.Errorf("%d subjects after the shipments were withdrawn; only the customers are left", sum.Subjects)
	}
}

// Case states on screen are projections: thrown away and folded again from the
// journal they come out the same, and a change beside the journal is found.
func TestVerifyFindsAStateChangedBesideTheJournal(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	if _, err := d.Decide(ctx, "SO-5000", "RF2", "No end user was named after two requests.", data.Date{}); err != nil {
		t.Fatal(err)
	}
	if words, ok, err := d.Verify(ctx); err != nil || !ok {
		t.Fatalf("an honest workspace does not verify: %s, %v", words, err)
	}
	if err := d.RebuildCases(ctx); err != nil {
		t.Fatal(err)
	}
	if words, ok, err := d.Verify(ctx); err != nil || !ok {
		t.Fatalf("a rebuilt workspace does not verify: %s, %v", words, err)
	}
	st, err := d.store.Case(ctx, "shipment:SO-5000")
	if err != nil || st.Status != data.Stopped {
		t.Fatalf("rebuilt, the case is %v, %v", st.Status, err)
	}
	forged := *st
	forged.Status = data.Released
	if err := d.forge(ctx, &forged); err != nil {
		t.Fatal(err)
	}
	if words, ok, _ := d.Verify(ctx); ok || !strings.Contains(words, "SO-5000") {
		t.Errorf("a forged state passed for true: %s", words)
	}
}

func TestReleaseIsRefusedWhileACriticalQuestionIsOpen(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	for _, code := range []string{"RF1", "FP1", "CO2"} {
		if _, err := d.Decide(ctx, "SO-5002", code, "The customer is known to us for many years now.", data.Day(2027, 1, 1)); err == nil {
			t.Errorf("%s released a shipment to a company whose ultimate parent is in China", code)
		}
	}
	// Stated is not enough for a critical question.
	if _, err := d.Answer(ctx, "SO-5002", "A1", data.AnswerStated, "MY", "told by mail", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Decide(ctx, "SO-5002", "RF1", "The customer told us that it is Malaysian.", data.Date{}); err == nil {
		t.Error("a statement released a stop")
	}
}

// What a screen shows as open is what blocks a release: an answer that its evidence
// does not show closes no critical question.
func TestWhatAnAnswerLacksIsShown(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	lacks := func() string {
		v, err := d.Case(ctx, "SO-5002")
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range v.Questions {
			if q.ID == "A1" {
				return q.Lacks
			}
		}
		t.Fatal("A1 is not asked")
		return ""
	}
	evidence := filepath.Join(t.TempDir(), "registry.txt")
	if err := os.WriteFile(evidence, []byte("chain"), 0o600); err != nil {
		t.Fatal(err)
	}
	ev, err := d.Attach(ctx, "SO-5002", evidence)
	if err != nil {
		t.Fatal(err)
	}
	file := []string{ev.Get("sha256")}
	for _, c := range []struct {
		value, detail string
		evidence      []string
		want          string
	}{
		{"", "", nil, "is not answered"}, {data.AnswerUnknown, "", nil, "is not known"}, {data.AnswerStated, "MY", nil, "only stated"},
		{data.AnswerYes, "MY", nil, "no file"}, {data.AnswerNo, "", file, "names no country"}, {data.AnswerYes, "MY", file, ""},
	} {
		if c.value != "" {
			if _, err := d.Answer(ctx, "SO-5002", "A1", c.value, c.detail, "", c.evidence); err != nil {
				t.Fatal(err)
			}
		}
		if got := lacks(); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s %q with %d files lacks %q, want %q", c.value, c.detail, len(c.evidence), got, c.want)
		}
	}
}

// An answer of another kind than the question asks for is refused whole, and nothing of
// it is kept.
func TestAnAnswerOfAnotherKindIsRefused(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	for _, c := range []struct{ question, value, detail, want string }{
		{"A1", data.AnswerYes, "Atlantis", `A1 asks for a country, such as MY or Malaysia, and "Atlantis" is none`},
		{"A1", data.AnswerStated, "", "A1 asks for a country: give it as the detail"},
		{"B2", data.AnswerYes, "plenty", "B2 asks for a number of MW"},
		{"Z9", data.AnswerYes, "", "no question"},
		{"A2", "MAYBE", "", "is no answer"},
	} {
		_, err := d.Answer(ctx, "SO-5002", c.question, c.value, c.detail, "seen in the register", nil)
		if _, misuse := errors.AsType[*Misuse](err); !misuse || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %s %q: %v, want %q", c.question, c.value, c.detail, err, c.want)
		}
	}
	v, err := d.Case(ctx, "SO-5002")
	if err != nil || len(v.State.Answers) > 0 {
		t.Errorf("%v was kept, %v", v.State.Answers, err)
	}
	if _, err := d.Answer(ctx, "SO-5002", "A1", data.AnswerYes, "Malaysia; 中国", "", nil); err != nil {
		t.Error(err)
	}
}

func TestTwoWindowsWorkOnOneFile(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path, keys := filepath.Join(dir, "w.db"), filepath.Join(dir, "keys")
	one := openDesk(t, path, keys)
	if err := one.LoadDemo(ctx, nil); err != nil {
		t.Fatal(err)
	}
	two := openDesk(t, path, keys)
	before, err := one.Generation(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := two.Decide(ctx, "SO-5000", "PO1", "The registry extract is asked for.", data.Date{}); err != nil {
		t.Fatal(err)
	}
	if _, err := one.Note(ctx, "SO-5000", "Sales was told."); err != nil {
		t.Fatal(err)
	}
	after, err := one.Generation(ctx)
	if err != nil || after == before {
		t.Errorf("the other window's decision went unseen: generation %d, then %d, %v", before, after, err)
	}
	if words, ok, err := one.Verify(ctx); err != nil || !ok {
		t.Errorf("two windows broke the journal: %s, %v", words, err)
	}
}

func TestASmallerListIsRefusedAndTheOldOneStays(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	write := func(name string, rows int) string {
		var b strings.Builder
		b.WriteString("name,country,source\n")
		for i := range rows {
			b.WriteString("Stopped Party " + strings.Repeat("x", i+1) + ",CN,House list\n")
		}
		p := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(p, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	if r, err := d.AddList(ctx, write("house.csv", 60), ""); err != nil || len(r.Refused) > 0 {
		t.Fatalf("the first list: %v, %v", r.Refused, err)
	}
	r, err := d.AddList(ctx, write("house.csv", 20), "")
	if err != nil || len(r.Refused) == 0 {
		t.Fatalf("a third of the list was taken without a word: %v", err)
	}
	if _, err := d.AddList(ctx, write("house.csv", 20), "The unit that kept the rest was sold."); err != nil {
		t.Fatal(err)
	}
}

// A pair of party and list entry that was cleared once stays quiet, in the verdict
// as cleared, until the party changes or the clearing is undone.
func TestAClearedPairStaysClearedUntilThePartyChanges(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	put := func(name, text string) {
		t.Helper()
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Import(ctx, []string{p}, ImportOptions{}, nil); err != nil {
			t.Fatal(err)
		}
	}
	level := func(id string) *CaseView {
		t.Helper()
		if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
			t.Fatal(err)
		}
		v, err := d.Case(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	const head = "Sales Order,Line,Order Date,Customer No,Description,Qty,Destination Country\n"
	put("customers.csv", "Customer No,Company,Address,Country,HQ Country,Ultimate Parent Country\nC-1,Sophgo Technologies Pte Ltd,1 Alder Road Singapore,SG,SG,SG\n")
	put("orders.csv", head+"SO-1,1,2026-03-02,C-1,Keyboard,2,SG\nSO-2,1,2026-03-09,C-1,Keyboard,3,SG\n")
	if v := level("SO-1"); v.Verdict.Level != data.Stop {
		t.Fatalf("a listed party's name is %v", v.Verdict.Level)
	}
	if _, err := d.Decide(ctx, "SO-1", "FP1", "Different entity: UEN 201011223K (ACRA, seen 2026-11-19) against none of the listed party.", data.Date{}); err != nil {
		t.Fatal(err)
	}
	if v := level("SO-2"); v.Verdict.Level == data.Stop || v.Verdict.Lights.Listed.Is != data.LightCleared && v.Verdict.Lights.Listed.Is != data.LightUnknown {
		t.Errorf("the cleared pair is %v again, light %s: %s", v.Verdict.Level, v.Verdict.Lights.Listed.Is, v.Row.Top)
	}
	put("moved.csv", "Customer No,Company,Address,Country,HQ Country,Ultimate Parent Country\nC-1,Sophgo Technologies Pte Ltd,99 Birch Road Singapore,SG,SG,SG\n")
	v := level("SO-2")
	if v.Verdict.Level != data.Stop {
		t.Errorf("the party moved, and its clearance still holds: %v", v.Verdict.Level)
	}
	if !strings.Contains(mustJSON(v.Verdict.Findings), "clearance-lapsed") {
		t.Error("nothing says that the clearance lapsed")
	}
}

func TestLicenceQuestionIsLaidOutTestByTest(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	for _, c := range []struct{ id, needed, destination, headquarters string }{
		{"SO-5002", "yes", "no", "yes"},   // Malaysia, ultimate parent in China
		{"SO-5033", "yes", "yes", "no"},   // Qatar
		{"SO-5016", "open", "no", "open"}, // Thailand, headquarters not known
	} {
		v, err := d.Case(ctx, c.id)
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Licences) != 1 {
			t.Fatalf("%s lays out %d licence questions", c.id, len(v.Licences))
		}
		l := v.Licences[0]
		if l.Needed != c.needed || l.Destination != c.destination || l.Headquarters != c.headquarters || !strings.Contains(l.Says, "specialist") {
			t.Errorf("%s: needed %s, by destination %s (%s), by headquarters %s (%s)", c.id, l.Needed, l.Destination, l.DestinationWhy, l.Headquarters, l.HeadquartersWhy)
		}
	}
}
