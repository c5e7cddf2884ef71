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
	"redflag/data/journal"
)

// clearingDesk is a workspace with one listed party, to try clearances in.
type clearingDesk struct {
	*testing.T
	d     *Desk
	dir   string
	files int
}

const listedHere = "id,name,list,country,address,source\n9001,Grey Heron Microelectronics,EL,CN,\"12 Dock Road, Shenzhen\",Invented\n"

func newClearingDesk(t *testing.T) *clearingDesk {
	t.Helper()
	dir := t.TempDir()
	j := &clearingDesk{T: t, d: openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys")), dir: dir}
	j.list(listedHere)
	return j
}

func (j *clearingDesk) file(name, text string) string {
	j.Helper()
	p := filepath.Join(j.dir, name)
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		j.Fatal(err)
	}
	return p
}

func (j *clearingDesk) list(text string) {
	j.Helper()
	if _, err := j.d.AddList(context.Background(), j.file("house-2026-10-31.csv", text), ""); err != nil {
		j.Fatal(err)
	}
}

// told imports records and screens.
func (j *clearingDesk) told(lines ...string) *clearingDesk {
	j.Helper()
	j.files++
	p := j.file(fmt.Sprintf("records-%d.jsonl", j.files), strings.Join(lines, "\n")+"\n")
	if _, err := j.d.Import(context.Background(), []string{p}, ImportOptions{}, nil); err != nil {
		j.Fatal(err)
	}
	return j.screened()
}

func (j *clearingDesk) screened() *clearingDesk {
	j.Helper()
	if _, err := j.d.Screen(context.Background(), ScreenOptions{}, nil); err != nil {
		j.Fatal(err)
	}
	return j
}

func (j *clearingDesk) cleared(id string, r Ruling) *clearingDesk {
	j.Helper()
	if r.Disposition == "" {
		r.Disposition = "FP1"
	}
	if r.Reason == "" {
		r.Reason = otherEntity
	}
	if _, err := j.d.Rule(context.Background(), id, r); err != nil {
		j.Fatalf("clearing %s: %v", id, err)
	}
	return j.screened()
}

// is checks the light, and returns what the verdict says of clearances.
func (j *clearingDesk) is(id, light string) string {
	j.Helper()
	v, err := j.d.Case(context.Background(), id)
	if err != nil {
		j.Fatal(err)
	}
	if got := v.Verdict.Lights.Listed.Is; got != light {
		j.Errorf("%s is %s, want %s: %s", id, got, light, v.Verdict.Lights.Listed.Why)
	}
	var says []string
	for _, f := range v.Verdict.Findings {
		if f.Rule == "clearance-lapsed" || f.Rule == "cleared-hit" {
			says = append(says, f.Says)
		}
	}
	return strings.Join(says, "\n")
}

func firm(id, address, more string) string {
	return fmt.Sprintf(`{"kind":"customer","id":%q,"name":"Grey Heron Micro Electronics","address":%q,"country":"NO","hq_country":"NO","ultimate_parent_country":"NO"%s}`, id, address, more)
}

func order(id, customer, goods string) string {
	return fmt.Sprintf(`{"kind":"shipment","id":%q,"customer":%q,"date":"2026-03-02","doc_type":"order","direction":"out","destination_country":"NO","lines":[{"line":1,"description":%q,"quantity":2,"unit_value":30,"currency":"USD"}]}`, id, customer, goods)
}

const otherEntity = "Different entity: registration number 1 (source register, seen today) against 2 of the listed party."

const (
	keyboards = "Keyboard, USB"
	h100      = "NVIDIA H100 80GB PCIe"
	ascend    = "Huawei Ascend 910B accelerator"
)

func TestOneNameAtTwoAddressesIsTwoClearances(t *testing.T) {
	j := newClearingDesk(t).told(firm("C-1", "1 Quay Road, Bergen", ""), firm("C-2", "9 Fell Lane, Tromso", ""), order("SO-1", "C-1", keyboards), order("SO-2", "C-2", keyboards))
	j.is("SO-1", data.LightRed)
	j.cleared("SO-1", Ruling{})
	j.is("SO-1", data.LightCleared)
	if says := j.is("SO-2", data.LightRed); !strings.Contains(says, "address changed, \"1 Quay Road, Bergen\" then and \"9 Fell Lane, Tromso\" now") {
		t.Errorf("the firm elsewhere is told %q", says)
	}
	j.cleared("SO-2", Ruling{})
	j.is("SO-1", data.LightCleared)
	j.is("SO-2", data.LightCleared)
}

func TestAClearanceHoldsForTheGoodsItWasMadeFor(t *testing.T) {
	j := newClearingDesk(t).told(firm("C-1", "1 Quay Road, Bergen", ""), order("SO-1", "C-1", keyboards))
	j.cleared("SO-1", Ruling{}).told(order("SO-2", "C-1", keyboards), order("SO-3", "C-1", h100))
	j.is("SO-2", data.LightCleared)
	if says := j.is("SO-3", data.LightRed); !strings.Contains(says, "these are advanced chips or computers (3A090, 4A090), it was cleared for ordinary goods") {
		t.Errorf("chips are told %q", says)
	}
	j.cleared("SO-3", Ruling{}).told(order("SO-4", "C-1", h100), order("SO-5", "C-1", ascend))
	for _, id := range []string{"SO-1", "SO-2", "SO-3", "SO-4"} {
		j.is(id, data.LightCleared)
	}
	if says := j.is("SO-5", data.LightRed); !strings.Contains(says, "Chinese design") {
		t.Errorf("chips of Chinese design are told %q", says)
	}
}

func TestWhatAClearanceRestsOnReopensIt(t *testing.T) {
	first := firm("C-1", "1 Quay Road, Bergen", `,"owners":[{"name":"Ann Example","country":"NO","percent":100}]`)
	for name, c := range map[string]struct {
		then  func(j *clearingDesk)
		light string
		says  string
	}{
		"nothing": {func(j *clearingDesk) { j.told(order("SO-2", "C-1", keyboards)) }, data.LightCleared, "cleared by"},
		"case and spaces": {func(j *clearingDesk) {
			j.told(strings.Replace(first, "1 Quay Road, Bergen", "1 QUAY  ROAD, Bergen", 1))
		}, data.LightCleared, "cleared by"},
		"address": {func(j *clearingDesk) { j.told(strings.Replace(first, "1 Quay", "2 Quay", 1)) }, data.LightRed, "address changed"},
		"owner": {func(j *clearingDesk) { j.told(strings.Replace(first, "Ann Example", "Bo Example", 1)) }, data.LightRed,
			`owners changed, "Ann Example NO 100" then and "Bo Example NO 100" now`},
		"holding": {func(j *clearingDesk) {
			j.told(`{"kind":"holding","owner":"Cy Example","owned":"Grey Heron Micro Electronics","percent":10}`)
		}, data.LightRed, "Cy Example"},
		"name": {func(j *clearingDesk) { j.told(strings.Replace(first, "Heron Micro", "Herons Micro", 1)) }, data.LightRed, `name changed, "Grey Heron Micro Electronics" then`},
		"entry": {func(j *clearingDesk) {
			j.list(strings.Replace(listedHere, "12 Dock Road", "14 Dock Road", 1))
			j.screened()
		}, data.LightRed,
			"the list entry changed"},
	} {
		t.Run(name, func(t *testing.T) {
			j := newClearingDesk(t).told(first, order("SO-1", "C-1", keyboards))
			j.cleared("SO-1", Ruling{})
			c.then(j)
			j.T = t
			if says := j.is("SO-1", c.light); !strings.Contains(says, c.says) {
				t.Errorf("it says %q, want %q", says, c.says)
			}
		})
	}
}

func TestAConditionAndAnEndAreSaidEverywhere(t *testing.T) {
	ctx := context.Background()
	j := newClearingDesk(t).told(firm("C-1", "1 Quay Road, Bergen", ""), order("SO-1", "C-1", keyboards))
	j.cleared("SO-1", Ruling{Condition: "the register is seen again each year", Until: data.Day(2026, 12, 31)})
	v, err := j.d.Case(ctx, "SO-1")
	if err != nil {
		t.Fatal(err)
	}
	for _, where := range []string{j.is("SO-1", data.LightCleared), v.Verdict.Lights.Listed.Why} {
		for _, want := range []string{"Asta Inspector", "until 2026-12-31", "on condition that the register is seen again each year", "Different entity"} {
			if !strings.Contains(where, want) {
				t.Errorf("%q lacks %q", where, want)
			}
		}
	}
	if len(v.Hits) == 0 || v.Hits[0].Cleared == nil || v.Hits[0].Cleared.Condition == "" {
		t.Errorf("the hits are %+v", v.Hits)
	}
	// The day after its last it no longer holds, and says so.
	if _, err := j.d.Screen(ctx, ScreenOptions{AsOf: data.Day(2027, 1, 1)}, nil); err != nil {
		t.Fatal(err)
	}
	if says := j.is("SO-1", data.LightRed); !strings.Contains(says, "it ended on 2026-12-31") {
		t.Errorf("after its end: %q", says)
	}
}

func TestAnOwnersHitIsClearedForItsFirm(t *testing.T) {
	j := newClearingDesk(t)
	owned := func(id, name string) string {
		return fmt.Sprintf(`{"kind":"customer","id":%q,"name":%q,"address":"3 Quay Road, Bergen","country":"NO","hq_country":"NO","ultimate_parent_country":"NO","owners":[{"name":"Grey Heron Microelectronics","country":"NO","percent":60}]}`, id, name)
	}
	j.told(owned("C-1", "Kestrel Cloud"), owned("C-2", "Otter Stationery"), order("SO-1", "C-1", h100), order("SO-2", "C-2", h100))
	share := func(id string) string {
		v, err := j.d.Case(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		return v.Verdict.Lights.Ownership.Why
	}
	if !strings.Contains(share("SO-1"), "hold 60 %") {
		t.Fatalf("before: %s", share("SO-1"))
	}
	if _, err := j.d.ClearHit(context.Background(), "SO-1", "EL:9001", Ruling{Disposition: "FP1", Reason: otherEntity}); err != nil {
		t.Fatal(err)
	}
	j.screened()
	if says := j.is("SO-1", data.LightClear); !strings.Contains(share("SO-1"), "none listed") && !strings.Contains(share("SO-1"), "not told") || !strings.Contains(says, "an owner of Kestrel Cloud") {
		t.Errorf("cleared: %s; %s", share("SO-1"), says)
	}
	if !strings.Contains(share("SO-2"), "hold 60 %") {
		t.Errorf("the owner of another firm is cleared with it: %s", share("SO-2"))
	}
}

// A false hit is cleared though something else of the case is open, and nothing
// else is done to it.
func TestAHitIsClearedByItself(t *testing.T) {
	ctx := context.Background()
	j := newClearingDesk(t).told(strings.Replace(firm("C-1", "1 Quay Road, Bergen", ""), `"hq_country":"NO"`, `"hq_country":"CN"`, 1), order("SO-1", "C-1", h100))
	false1 := Ruling{Disposition: "FP1", Reason: otherEntity}
	if _, err := j.d.Rule(ctx, "SO-1", false1); err == nil {
		t.Fatal("the case was released with its headquarters open")
	}
	for _, r := range []Ruling{{Disposition: "FP1"}, {Disposition: "RF2", Reason: otherEntity}} {
		if _, err := j.d.ClearHit(ctx, "SO-1", "EL:9001", r); err == nil {
			t.Errorf("cleared with %+v", r)
		}
	}
	if _, err := j.d.ClearHit(ctx, "SO-1", "EL:1", false1); err == nil || !strings.Contains(err.Error(), "open are EL:9001") {
		t.Errorf("another entry: %v", err)
	}
	if _, err := j.d.ClearHit(ctx, "SO-1", "el:9001", false1); err != nil {
		t.Fatal(err)
	}
	if says := j.screened().is("SO-1", data.LightCleared); !strings.Contains(says, "cleared by") {
		t.Error(says)
	}
	v, err := j.d.Case(ctx, "SO-1")
	if err != nil || v.State.Status != data.Open || v.Verdict.Level != data.Stop {
		t.Errorf("the case is %v, %v, %v", v.State.Status, v.Verdict.Level, err)
	}
	if _, err := j.d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	j.screened().is("SO-1", data.LightRed)
}

// The house's own stop yields to no sentence about names.
func TestAnOwnStopIsNotClearedAsFalse(t *testing.T) {
	j := newClearingDesk(t)
	j.list(strings.Replace(listedHere, ",EL,", ",local,", 1))
	j.told(firm("C-1", "1 Quay Road, Bergen", ""), order("SO-1", "C-1", keyboards))
	if _, err := j.d.ClearHit(context.Background(), "SO-1", "local:9001", Ruling{Disposition: "FP1", Reason: otherEntity}); err == nil {
		t.Error("the house's own stop was cleared")
	}
	j.is("SO-1", data.LightRed)
}

// A journal written before clearances told what they rest on still means what it
// meant, and no more: the pair as it was, for goods that nothing controls.
func TestAClearanceOfTheFirstForm(t *testing.T) {
	ctx := context.Background()
	j := newClearingDesk(t).told(firm("C-1", "1 Quay Road, Bergen", ""), firm("C-2", "9 Fell Lane, Tromso", ""),
		order("SO-1", "C-1", keyboards), order("SO-2", "C-2", keyboards), order("SO-3", "C-1", h100))
	const basis = "5a8b"
	_, err := j.d.record(ctx, "shipment:SO-1", data.JudgementMade, nil,
		data.EventField{Name: "kind", Value: "cleared_pair"}, data.EventField{Name: "subject", Value: "Grey Heron Micro Electronics"},
		data.EventField{Name: "object", Value: "EL:9001"}, data.EventField{Name: "basis", Value: basis}, data.EventField{Name: "reason", Value: "FP1: number differs"})
	if err != nil {
		t.Fatal(err)
	}
	j.screened()
	if says := j.is("SO-1", data.LightRed); !strings.Contains(says, "changed") {
		t.Errorf("another basis: %q", says)
	}
	var all []data.Judgement
	if err := j.d.store.View(ctx, func(b journal.Backend) error { all, err = journal.Judgements(b); return err }); err != nil || len(all) != 1 || all[0].Rests != nil {
		t.Errorf("read as %+v, %v", all, err)
	}
}

// A director who shares a name with a listed person is cleared as an owner is: once
// for the firm, the entry and the goods, and again when any of them changes.
func TestADirectorIsClearedAsAPair(t *testing.T) {
	ctx := context.Background()
	listed := "id,name,list,country,type,source\n9007,Timur Arkadevich Velnikov,SDN,RU,Individual,Invented\n9008,Timur Arkadevich Velnikov,EL,RU,Individual,Invented\n"
	director := func(id, name, people string) string {
		return fmt.Sprintf(`{"kind":"customer","id":%q,"name":%q,"address":"1 Quay Road, Bergen","country":"NO","hq_country":"NO","ultimate_parent_country":"NO","directors":%s}`, id, name, people)
	}
	flagged := func(j *clearingDesk, id string) bool {
		t.Helper()
		v, err := j.d.Case(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range v.Verdict.Findings {
			if f.Rule == "supp3-24-listed-director" {
				return true
			}
		}
		return false
	}
	begin := func() *clearingDesk {
		j := newClearingDesk(t)
		j.list(listed)
		return j.told(director("C-1", "Kestrel Cloud", `["Ann Example","Timur Arkadevich Velnikov"]`), director("C-2", "Merlin Optik", `["Timur Arkadevich Velnikov"]`),
			order("SO-1", "C-1", h100), order("SO-2", "C-2", h100), order("SO-3", "C-1", keyboards))
	}
	j := begin()
	if !flagged(j, "SO-1") || !flagged(j, "SO-2") || flagged(j, "SO-3") {
		t.Fatal("the listed name does not flag the orders of chips alone")
	}
	if _, err := j.d.ClearHit(ctx, "SO-1", "SDN:9007", Ruling{Disposition: "FP1", Reason: otherEntity}); err != nil {
		t.Fatal(err)
	}
	if !flagged(j.screened(), "SO-1") {
		t.Error("one entry is cleared, and the other entry of that name is quiet with it")
	}
	if _, err := j.d.ClearHit(ctx, "SO-1", "EL:9008", Ruling{Disposition: "FP1", Reason: otherEntity}); err != nil {
		t.Fatal(err)
	}
	j.screened()
	if flagged(j, "SO-1") {
		t.Error("both entries are cleared, and the order is still flagged")
	}
	if v, _ := j.d.Case(ctx, "SO-1"); !strings.Contains(fmt.Sprint(v.Verdict.Findings), "a director of Kestrel Cloud, matches") {
		t.Errorf("the clearance is not shown: %+v", v.Verdict.Findings)
	}
	if !flagged(j, "SO-2") {
		t.Error("the director of another firm is cleared with it")
	}
	if flagged(j.told(order("SO-4", "C-1", h100)), "SO-4") {
		t.Error("the next order of the same firm and goods asks again")
	}
	for what, lines := range map[string]string{
		"the firm's name":    director("C-1", "Kestrel Cloud Holding", `["Timur Arkadevich Velnikov"]`),
		"the firm's country": strings.Replace(director("C-1", "Kestrel Cloud", `["Timur Arkadevich Velnikov"]`), `"country":"NO"`, `"country":"AE"`, 1),
	} {
		j := begin()
		j.cleared("SO-1", Ruling{})
		if flagged(j, "SO-1") {
			t.Errorf("%s: deciding the case does not clear its director", what)
		}
		if j.told(lines); !flagged(j, "SO-1") {
			t.Errorf("%s changed, and the clearance of the director holds", what)
		}
	}
	j = begin().cleared("SO-1", Ruling{})
	j.list(strings.Replace(listed, "SDN,RU", "SDN,BY", 1) + "9009,Another One,SDN,RU,Individual,Invented\n")
	if j.screened(); !flagged(j, "SO-1") {
		t.Error("the entry changed, and the clearance of the director holds")
	}
	if flagged(begin().cleared("SO-1", Ruling{}).told(order("SO-9", "C-1", ascend)), "SO-9") == false {
		t.Error("chips of Chinese design are cleared with others")
	}
}

// The light names the hits that it speaks of as data, so that a party whose name
// stands within another's words is not cleared with it.
func TestTheLightNamesItsHits(t *testing.T) {
	ctx := context.Background()
	j := newClearingDesk(t).told(firm("C-1", "1 Quay Road, Bergen", ""), order("SO-1", "C-1", keyboards))
	v, err := j.d.Case(ctx, "SO-1")
	if err != nil || len(v.Hits) == 0 {
		t.Fatal(v, err)
	}
	h := v.Hits[0]
	if got := v.Verdict.Lights.Listed.Hits; !slices.Equal(got, []data.Held{{Party: h.Party, Entry: h.Object()}}) {
		t.Fatalf("the light is %+v, the hits are %+v", v.Verdict.Lights.Listed, v.Hits)
	}
	only := data.Verdict{Lights: v.Verdict.Lights}
	if !shown(&only, &h) {
		t.Error("a hit that the light speaks of is not taken as seen")
	}
	within := h
	within.Party = strings.Fields(h.Party)[0]
	if !strings.Contains(only.Lights.Listed.Why, within.Party) || shown(&only, &within) {
		t.Errorf("%q is taken as seen, because it stands in %q", within.Party, only.Lights.Listed.Why)
	}
}

// A hit on an order on stop is not set aside by one person where the house requires two,
// neither by a decision nor by itself.
func TestFourEyesHoldForHits(t *testing.T) {
	ctx := context.Background()
	j := newClearingDesk(t)
	j.told(`{"kind":"customer","id":"C-1","name":"Grey Heron Microelectronics","country":"CN"}`, order("S-1", "C-1", "NVIDIA H100 80GB SXM5"))
	v, err := j.d.Case(ctx, "shipment:S-1")
	if err != nil || v.Verdict.Level != data.Stop {
		t.Fatalf("%v, %v", v.Verdict.Level, err)
	}
	if _, err := j.d.SetFourEyes(ctx, Required, "Our programme wants two persons."); err != nil {
		t.Fatal(err)
	}
	r := Ruling{Disposition: "FP1", Reason: otherEntity}
	refused := func(how string, err error) {
		if n, ok := errors.AsType[*NotYet](err); !ok || !strings.Contains(n.Error(), "this house requires") {
			t.Errorf("%s: %v", how, err)
		}
	}
	_, err = j.d.Rule(ctx, "shipment:S-1", r)
	refused("decided", err)
	_, err = j.d.ClearHit(ctx, "shipment:S-1", "EL:9001", r)
	refused("cleared", err)
	if _, err := j.d.Rule(ctx, "shipment:S-1", Ruling{Disposition: "PO1", Reason: "Another registration number, by the register."}); err != nil {
		t.Fatal(err)
	}
	_, err = j.d.ClearHit(ctx, "shipment:S-1", "EL:9001", r)
	refused("cleared by the preparer", err)
	bram := person(t, filepath.Join(j.dir, "w.db"), filepath.Join(j.dir, "keys"), "Bram Field")
	if _, err := bram.ClearHit(ctx, "shipment:S-1", "EL:9001", r); err != nil {
		t.Errorf("the second person is refused: %v", err)
	}
}
