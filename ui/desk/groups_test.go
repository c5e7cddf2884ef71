package desk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"redflag/data"
	"redflag/data/journal"
)

// hitDesk is a workspace where many customers share words with one listed party:
// n of them only generic ones, one written almost as listed.
func hitDesk(t *testing.T, n int) *Desk {
	t.Helper()
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	words := strings.Fields("alder birch cedar elder hazel larch maple olive poplar rowan sorrel thistle violet walnut willow yarrow bramble clover fennel ginger juniper laurel magnolia nutmeg orchid pepper quince rosemary saffron tansy verbena wisteria acacia begonia camellia dahlia erica")
	if n > len(words) {
		t.Fatalf("%d customers, and %d words", n, len(words))
	}
	var cs, os1 strings.Builder
	cs.WriteString("Customer No,Company,Address,Country,HQ Country,Ultimate Parent Country\n")
	os1.WriteString("Sales Order,Line,Order Date,Customer No,Description,Qty,Destination Country\n")
	add := func(i int, name string) {
		fmt.Fprintf(&cs, "C-%d,%s,%d Quay Road Bergen,NO,NO,NO\n", i, name, i)
		fmt.Fprintf(&os1, "SO-%d,1,2026-03-02,C-%d,Keyboard,2,NO\n", i, i)
	}
	for i, w := range words[:n] {
		add(i+1, "Corvane Orsel Precision Optical Robotics Lunar "+strings.ToUpper(w[:1])+w[1:])
	}
	add(n+1, "Corvane Orsel Precision Optical Robotics Lunar Manufacturing")
	write := func(name, text string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	list := write("house.csv", "id,name,list,country,source\n9001,Corvane Orsel Precision Optical Robotics Lunar Manufacturing Company,EL,CN,Invented\n")
	if _, err := d.AddList(ctx, list, ""); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{write("customers.csv", cs.String()), write("orders.csv", os1.String())} {
		if _, err := d.Import(ctx, []string{p}, ImportOptions{}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	return d
}

func hitGroups(t *testing.T, d *Desk) []HitGroup {
	t.Helper()
	open, err := d.HitGroups(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return open.Groups
}

func standingPairs(t *testing.T, d *Desk) int {
	t.Helper()
	n := 0
	err := d.store.View(context.Background(), func(b journal.Backend) error {
		all, err := journal.Judgements(b)
		n = len(all)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestHitsOfOneCauseAreOneGroupAndOneUndo(t *testing.T) {
	ctx := context.Background()
	d := hitDesk(t, 37)
	groups := hitGroups(t, d)
	i := -1
	for j, g := range groups {
		if g.By == "words" && g.Pairs == 37 {
			i = j
		}
	}
	if i < 0 {
		t.Fatalf("37 hits from the same words are no group: %+v", groups)
	}
	g := groups[i]
	if g.Entries != 1 || g.Cases != 37 || g.Alone != 0 || len(g.Examples) != 3 {
		t.Errorf("the group is %+v", g)
	}
	const reason = "Only the generic words corvane orsel precision agree; the distinctive last word differs."
	for _, code := range []string{"FP1", "FP3", "FP4", "RF1"} {
		if _, err := d.DecideHits(ctx, g.ID, Ruling{Disposition: code, Reason: reason}); err == nil {
			t.Errorf("%s cleared a group", code)
		}
	}
	if _, err := d.DecideHits(ctx, g.ID, Ruling{Disposition: "FP2", Reason: ""}); err == nil {
		t.Error("a group was cleared without a reason")
	}
	if _, err := d.DecideHits(ctx, g.ID, Ruling{Disposition: "FP2", Reason: reason, Sight: "another"}); err == nil || !strings.Contains(err.Error(), "changed since you looked") {
		t.Errorf("a group that changed since it was seen: %v", err)
	}
	if n := standingPairs(t, d); n != 0 {
		t.Fatalf("refused, and %d pairs are cleared", n)
	}
	r, err := d.DecideHits(ctx, g.ID, Ruling{Disposition: "FP2", Reason: reason, Sight: g.Sight})
	if err != nil {
		t.Fatal(err)
	}
	if r.Cleared != 37 || standingPairs(t, d) != 37 {
		t.Errorf("%d pairs cleared, %d stand, want 37 records", r.Cleared, standingPairs(t, d))
	}
	if len(r.Decided)+len(r.StayOpen) != 37 || len(r.Decided) == 0 {
		t.Errorf("%d cases decided, %d open", len(r.Decided), len(r.StayOpen))
	}
	st, err := d.store.Case(ctx, r.Decided[0])
	if err != nil || st.Status != data.Released || st.Decision.Disposition != "FP2" {
		t.Errorf("the case is %+v, %v", st, err)
	}
	if words, ok, err := d.Verify(ctx); err != nil || !ok {
		t.Fatalf("the journal does not verify: %s, %v", words, err)
	}
	what, err := d.Undo(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(what, "37 hits") || standingPairs(t, d) != 0 {
		t.Errorf("%s: %d pairs still stand", what, standingPairs(t, d))
	}
	if st, _ := d.store.Case(ctx, r.Decided[36]); st.Status != data.Open {
		t.Errorf("undone, and the case is %v", st.Status)
	}
	if words, ok, err := d.Verify(ctx); err != nil || !ok {
		t.Fatalf("undone, the journal does not verify: %s, %v", words, err)
	}
	if _, err := d.Undo(ctx); err == nil || strings.Contains(err.Error(), "hits") {
		t.Log("the step before the group is undone next:", err)
	}
}

// Clearing many at once must not carry along the one that is the listed party.
func TestAGroupLeavesWhatIsMoreThanWordsInCommon(t *testing.T) {
	ctx := context.Background()
	d := hitDesk(t, 5)
	groups := hitGroups(t, d)
	var entry *HitGroup
	for i := range groups {
		if groups[i].By == "entry" {
			entry = &groups[i]
		}
	}
	if entry == nil || entry.Pairs != 6 || entry.Alone != 1 {
		t.Fatalf("the entry's group is %+v", entry)
	}
	r, err := d.DecideHits(ctx, entry.ID, Ruling{Disposition: "FP2", Reason: "Only generic words agree; the distinctive word differs."})
	if err != nil {
		t.Fatal(err)
	}
	if r.Cleared != 5 || len(r.Left) != 1 || !strings.Contains(r.Left[0].Party, "Manufacturing") {
		t.Errorf("%d cleared, left %+v", r.Cleared, r.Left)
	}
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	v, err := d.Case(ctx, "SO-6")
	if err != nil || v.Verdict.Level != data.Stop {
		t.Errorf("the listed party's order is %v, %v", v.Verdict.Level, err)
	}
	if v, err := d.Case(ctx, "SO-1"); err != nil || v.Verdict.Level >= data.Review || v.State.Status != data.Released {
		t.Errorf("a cleared order is %v, %v, %v", v.Verdict.Level, v.State.Status, err)
	}
}

// After a clearing is taken back, its hits are shown again before the next screen,
// as what they are, and nobody decides on the verdicts from before.
// Where the house requires a second person, a group leaves the hits of orders on stop.
func TestAGroupLeavesWhatNeedsASecondPerson(t *testing.T) {
	ctx := context.Background()
	d := hitDesk(t, 4)
	file := filepath.Join(t.TempDir(), "more.jsonl")
	if err := os.WriteFile(file, []byte(strings.Replace(order("SO-90", "C-1", "NVIDIA H100 80GB SXM5"), `"destination_country":"NO"`, `"destination_country":"CN"`, 1)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Import(ctx, []string{file}, ImportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SetFourEyes(ctx, Required, "Our programme wants two persons."); err != nil {
		t.Fatal(err)
	}
	groups := hitGroups(t, d)
	i := slices.IndexFunc(groups, func(g HitGroup) bool { return g.By == "words" && g.Pairs == 5 })
	if i < 0 {
		t.Fatalf("%+v", groups)
	}
	out, err := d.DecideHits(ctx, groups[i].ID, Ruling{Disposition: "FP2", Reason: "Only the generic words corvane orsel precision agree; the distinctive last word differs."})
	if err != nil {
		t.Fatal(err)
	}
	if out.Cleared == 0 || len(out.Left) != 1 || !strings.Contains(fmt.Sprintf("%+v", out.Left[0]), "second person") {
		t.Errorf("%+v", out)
	}
}

func TestHitsReopenWhenTheirClearingIsTakenBack(t *testing.T) {
	ctx := context.Background()
	d := hitDesk(t, 5)
	words := func() *HitGroup {
		for _, g := range hitGroups(t, d) {
			if g.By == "words" {
				return &g
			}
		}
		return nil
	}
	behind := func() string {
		open, err := d.HitGroups(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return open.Behind()
	}
	g := words()
	if g == nil || behind() != "" {
		t.Fatalf("freshly screened: %+v, %q", g, behind())
	}
	ruling := Ruling{Disposition: "FP2", Reason: "Only generic words agree; the distinctive last word differs."}
	if _, err := d.DecideHits(ctx, g.ID, ruling); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(behind(), "judgements") {
		t.Errorf("hits were cleared since the screen, and it says %q", behind())
	}
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if g := words(); g != nil || behind() != "" {
		t.Fatalf("cleared and screened: %+v, %q", g, behind())
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	g = words()
	if g == nil || g.Pairs != 5 || g.Again != 5 || g.Alone != 5 || !strings.Contains(behind(), "judgements") {
		t.Fatalf("taken back: %+v, %q", g, behind())
	}
	if r, err := d.DecideHits(ctx, g.ID, ruling); err == nil || !strings.Contains(err.Error(), "screen again") {
		t.Errorf("cleared on verdicts from before: %+v, %v", r, err)
	}
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if g = words(); g == nil || g.Pairs != 5 || g.Again != 0 || g.Alone != 0 || behind() != "" {
		t.Fatalf("screened again: %+v, %q", g, behind())
	}
	if r, err := d.DecideHits(ctx, g.ID, ruling); err != nil || r.Cleared != 5 {
		t.Errorf("screened again: %+v, %v", r, err)
	}
}

// A hit on an alias shows the alias: the entry's name alone may hold none of the words
// that are said to agree.
func TestAHitShowsByWhichNameItIsListed(t *testing.T) {
	p := &hitPair{party: "Alder Trading", cases: []string{"shipment:S-1"}}
	p.hit.Name, p.hit.Matched = "BIRCH, Ada", "ALDER, Ada"
	e := p.example()
	if got := e.Listed(); got != "BIRCH, Ada as ALDER, Ada" {
		t.Errorf("an alias: %q", got)
	}
	p.hit.Matched = p.hit.Name
	e = p.example()
	if got := e.Listed(); got != "BIRCH, Ada" {
		t.Errorf("the name: %q", got)
	}
}
