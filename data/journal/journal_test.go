package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math/rand"
	"strings"
	"testing"
	"time"

	"redflag/data"
)

// clock counts on by a second a look.
func clock(start time.Time) func() time.Time {
	t := start
	return func() time.Time {
		t = t.Add(time.Second)
		return t
	}
}

var morning = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func signer(t testing.TB, person string, seed int64) *Signer {
	t.Helper()
	s, err := NewSigner("w-test", person, clock(morning), rand.New(rand.NewSource(seed)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func fields(pairs ...string) []data.EventField {
	var out []data.EventField
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, data.EventField{Name: pairs[i], Value: pairs[i+1]})
	}
	return out
}

func put(t testing.TB, b Backend, s *Signer, kind data.EventKind, caseKey string, pairs ...string) data.Event {
	t.Helper()
	ev, err := Append(b, s, Draft{Kind: kind, Case: caseKey, Body: fields(pairs...)})
	if err != nil {
		t.Fatal(err)
	}
	return ev
}

func decide(t testing.TB, b Backend, s *Signer, caseKey, disposition, status string) data.Event {
	t.Helper()
	verdict := `{"level":"hold","score":61}`
	h := sha256.Sum256([]byte(verdict))
	return put(t, b, s, data.DecisionMade, caseKey, "disposition", disposition, "status", status, "reason", "as the file shows",
		"until", "", "verdict", verdict, "verdict_hash", hex.EncodeToString(h[:]))
}

func undo(t testing.TB, b Backend, s *Signer, ev data.Event) data.Event {
	t.Helper()
	return put(t, b, s, data.Undone, ev.Case, "event", ev.ID)
}

func all(t testing.TB, b Backend) []data.Event {
	t.Helper()
	var out []data.Event
	for ev, err := range Read(b) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, ev)
	}
	return out
}

func state(t testing.TB, b Backend, caseKey string) data.CaseState {
	t.Helper()
	return FoldCase(caseKey, all(t, b))
}

func intact(t testing.TB, b Backend) Report {
	t.Helper()
	r, err := Verify(b, VerifyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if !r.OK {
		t.Fatalf("not intact: %s", r)
	}
	return r
}

// join brings two journals to the same union.
func join(t testing.TB, a, b Backend) {
	t.Helper()
	for _, p := range [][2]Backend{{a, b}, {b, a}} {
		if _, err := Merge(p[0], p[1]); err != nil {
			t.Fatal(err)
		}
	}
}

const c1 = "shipment:S-1"

func TestDayAtTheDesk(t *testing.T) {
	b, ada := NewMemory(), signer(t, "Ada Example", 1)
	put(t, b, ada, data.PersonAdded, "", "name", ada.Person(), "key", ada.Fingerprint())
	put(t, b, ada, data.AnswerGiven, c1, "question", "A1", "value", "S", "detail", "", "reason", "", "evidence", "")
	put(t, b, ada, data.AnswerGiven, c1, "question", "A1", "value", "Y", "detail", "2020", "reason", "", "evidence", "aa,bb")
	put(t, b, ada, data.NoteAdded, c1, "text", "rang the site")
	put(t, b, ada, data.EvidenceAttached, c1, "name", "extract.pdf", "sha256", "aa", "bytes", "12")
	d := decide(t, b, ada, c1, "FP1", "released")
	put(t, b, ada, data.NoteAdded, "shipment:S-2", "text", "another case")

	st := state(t, b, c1)
	if st.Status != data.Released || st.Decision.Disposition != "FP1" || st.Decision.Score != 61 || st.Decision.Level != data.Hold || st.Decision.Event != d.ID {
		t.Errorf("decision: %+v", st)
	}
	a := st.Answers["A1"]
	if a.Value != "Y" || a.Detail != "2020" || len(a.Evidence) != 2 || len(a.Earlier) != 1 || a.Earlier[0].Value != "S" {
		t.Errorf("answer: %+v", a)
	}
	if len(st.Notes) != 1 || st.Notes[0].Person != "Ada Example" || len(st.Attachments) != 1 || st.Attachments[0].Bytes != 12 {
		t.Errorf("notes and attachments: %+v %+v", st.Notes, st.Attachments)
	}
	r := intact(t, b)
	if r.Entries != 7 || len(r.Persons) != 1 || !strings.Contains(r.String(), "intact: 7 entries in 1 log, signed by 1 person") {
		t.Errorf("report: %s", r)
	}
}

func TestUndo(t *testing.T) {
	b, ada := NewMemory(), signer(t, "Ada Example", 1)
	status := func(want data.Status) {
		t.Helper()
		if st := state(t, b, c1); st.Status != want {
			t.Fatalf("status %s, want %s", st.Status, want)
		}
	}
	status(data.Open)
	decide(t, b, ada, c1, "EC1", "stopped")
	status(data.Stopped)
	second := decide(t, b, ada, c1, "FP1", "released")
	status(data.Released)
	u := undo(t, b, ada, second)
	status(data.Stopped) // what stood before it
	uu := undo(t, b, ada, u)
	status(data.Released)
	undo(t, b, ada, uu)
	status(data.Stopped)
	for _, want := range []data.Status{data.Open, data.Open} {
		ev, err := LastUndoable(b, ada)
		if err != nil {
			t.Fatal(err)
		}
		if ev == nil {
			break
		}
		undo(t, b, ada, *ev)
		status(want)
	}
	if ev, err := LastUndoable(b, ada); err != nil || ev != nil {
		t.Errorf("something is left to undo: %v %v", ev, err)
	}
	intact(t, b)
}

func TestLastUndoableIsOnesOwn(t *testing.T) {
	b, ada, ben := NewMemory(), signer(t, "Ada Example", 1), signer(t, "Ben Example", 2)
	mine := put(t, b, ada, data.NoteAdded, c1, "text", "mine")
	put(t, b, ben, data.NoteAdded, c1, "text", "his")
	put(t, b, ada, data.Screened, "", "stamp", "{}", "count", "1")
	imp := put(t, b, ada, data.ImportApplied, "", "import", "7", "file", "x.csv")
	put(t, b, ada, data.ImportWithdrawn, "", "import", "7")
	ev, err := LastUndoable(b, ada)
	if err != nil || ev == nil || ev.ID != mine.ID {
		t.Fatalf("got %+v %v, want %s and not %s", ev, err, mine.ID, imp.ID)
	}
}

func TestConflicts(t *testing.T) {
	a, b := NewMemory(), NewMemory()
	ada, ben := signer(t, "Ada Example", 1), signer(t, "Ben Example", 2)
	decide(t, a, ada, c1, "WT1", "waiting")
	join(t, a, b)
	decide(t, a, ada, c1, "FP1", "released")
	decide(t, b, ben, c1, "FP2", "conditional")
	put(t, a, ada, data.AnswerGiven, c1, "question", "B1", "value", "Y")
	put(t, b, ben, data.AnswerGiven, c1, "question", "B1", "value", "N")
	join(t, a, b)
	for _, side := range []Backend{a, b} {
		st := state(t, side, c1)
		if st.Status != data.Disputed || len(st.Disputed) != 2 || st.Decision != nil {
			t.Fatalf("want disputed, got %+v", st)
		}
		if q := st.Answers["B1"]; q.Value != data.AnswerUnknown || len(q.Disputed) != 2 {
			t.Fatalf("want an unknown answer, got %+v", q)
		}
	}
	decide(t, a, ada, c1, "FP1", "released") // saw both
	put(t, a, ada, data.AnswerGiven, c1, "question", "B1", "value", "Y")
	join(t, a, b)
	st := state(t, b, c1)
	if st.Status != data.Released || st.Disputed != nil || st.Answers["B1"].Value != "Y" {
		t.Fatalf("want it settled, got %+v", st)
	}
	intact(t, a)
	intact(t, b)
}

func TestDisputedStopStaysStopped(t *testing.T) {
	a, b := NewMemory(), NewMemory()
	ada, ben := signer(t, "Ada Example", 1), signer(t, "Ben Example", 2)
	decide(t, a, ada, c1, "FP1", "released")
	stop := decide(t, b, ben, c1, "EC1", "stopped")
	join(t, a, b)
	st := state(t, a, c1)
	if st.Status != data.Stopped || len(st.Disputed) != 2 || st.Decision == nil || st.Decision.Event != stop.ID {
		t.Fatalf("got %+v", st)
	}
}

func TestJudgements(t *testing.T) {
	b, ada := NewMemory(), signer(t, "Ada Example", 1)
	made := put(t, b, ada, data.JudgementMade, "", "kind", "cleared_pair", "subject", "Orchard Example", "object", "EL:17", "basis", "ff", "reason", "other birthplace", "until", "2027-11-23")
	put(t, b, ada, data.JudgementMade, "", "kind", "local_stop", "subject", "Mill Example", "object", "", "basis", "", "reason", "refused to answer", "until", "")
	got := func() int {
		t.Helper()
		js, err := Judgements(b)
		if err != nil {
			t.Fatal(err)
		}
		return len(js)
	}
	js, _ := Judgements(b)
	if len(js) != 2 || js[0].Person != "Ada Example" || js[0].Until.String() != "2027-11-23" || js[0].Event != made.ID {
		t.Fatalf("got %+v", js)
	}
	taken := put(t, b, ada, data.JudgementTaken, "", "event", made.ID, "reason", "address changed")
	if got() != 1 {
		t.Error("the withdrawn judgement stands")
	}
	undo(t, b, ada, taken)
	if got() != 2 {
		t.Error("the judgement whose withdrawal was undone does not stand")
	}
	undo(t, b, ada, made)
	if got() != 1 {
		t.Error("the undone judgement stands")
	}
}

func TestClockDoubt(t *testing.T) {
	b := NewMemory()
	now := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	s, err := NewSigner("w", "Ada Example", func() time.Time { return now }, rand.New(rand.NewSource(1)))
	if err != nil {
		t.Fatal(err)
	}
	if ev := put(t, b, s, data.NoteAdded, c1, "text", "x"); !strings.Contains(ev.ClockDoubt, "not yet made") {
		t.Errorf("doubt %q", ev.ClockDoubt)
	}
	now = morning
	if ev := put(t, b, s, data.NoteAdded, c1, "text", "x"); ev.ClockDoubt != "" {
		t.Errorf("doubt %q", ev.ClockDoubt)
	}
	now = morning.Add(-2 * time.Hour)
	if ev := put(t, b, s, data.NoteAdded, c1, "text", "x"); ev.ClockDoubt != "the clock stood 2h0m0s before the event before it" {
		t.Errorf("doubt %q", ev.ClockDoubt)
	}
	if r := intact(t, b); r.Doubts != 2 {
		t.Errorf("%d doubts", r.Doubts)
	}
}

func TestAppendRefuses(t *testing.T) {
	b, ada := NewMemory(), signer(t, "Ada Example", 1)
	if _, err := Append(b, ada, Draft{}); err == nil {
		t.Error("an event without a kind was written")
	}
	if _, err := Append(b, ada, Draft{Kind: data.NoteAdded, Body: fields("text", "a", "text", "b")}); err == nil {
		t.Error("a field was written twice")
	}
	put(t, b, ada, data.NoteAdded, c1, "text", "a")
	old, _ := b.Checkpoint(ada.Device())
	put(t, b, ada, data.NoteAdded, c1, "text", "b")
	if err := b.PutCheckpoint(ada.Device(), 1, old); err != nil {
		t.Fatal(err)
	}
	if _, err := Append(b, ada, Draft{Kind: data.NoteAdded}); err == nil || !strings.Contains(err.Error(), "not what it signed last") {
		t.Errorf("signed on top of a log that was changed: %v", err)
	}
	dry, err := NewSigner("w", "Ada Example", clock(morning), io.LimitReader(rand.New(rand.NewSource(1)), 64))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Append(NewMemory(), dry, Draft{Kind: data.NoteAdded, Body: fields("text", "a")}); err == nil {
		t.Error("wrote without randomness")
	}
	if n, _ := b.Size(dry.Device()); n != 0 {
		t.Error("an entry was left")
	}
}

func TestBundle(t *testing.T) {
	a, b := NewMemory(), NewMemory()
	ada, ben := signer(t, "Ada Example", 1), signer(t, "Ben Example", 2)
	for range 5 {
		put(t, a, ada, data.NoteAdded, "shipment:S-9", "text", "other")
		put(t, a, ada, data.NoteAdded, c1, "text", "one")
		put(t, b, ben, data.NoteAdded, c1, "text", "two")
	}
	join(t, a, b)
	x, err := MakeBundle(a, c1)
	if err != nil {
		t.Fatal(err)
	}
	events, r := x.Open()
	if !r.OK || len(events) != 10 {
		t.Fatalf("%s, %d events", r, len(events))
	}
	text, err := x.Armor()
	if err != nil {
		t.Fatal(err)
	}
	y, err := FindBundle([]byte("<p>before</p>\n" + text + "after\n"))
	if err != nil || !y.Verify().OK {
		t.Fatalf("found again: %v %s", err, y.Verify())
	}
	for name, spoil := range map[string]func(*Bundle){
		"entry":      func(b *Bundle) { b.Entries[3].Entry[90] ^= 1 },
		"proof":      func(b *Bundle) { b.Entries[3].Proof[0][4] ^= 1 },
		"checkpoint": func(b *Bundle) { b.Checkpoints[0] = strings.Replace(b.Checkpoints[0], "workspace w", "workspace x", 1) },
		"case":       func(b *Bundle) { b.Case = "shipment:S-9" },
		"twice":      func(b *Bundle) { b.Entries = append(b.Entries, b.Entries[0]) },
		"no point":   func(b *Bundle) { b.Checkpoints = nil },
		"format":     func(b *Bundle) { b.Format = "" },
	} {
		y, err := FindBundle([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		spoil(&y)
		if r := y.Verify(); r.OK {
			t.Errorf("%s: a spoiled bundle passes", name)
		}
	}
	for _, bad := range []string{"", "{}", "{", bundleBegin, bundleBegin + "\n!\n" + bundleEnd} {
		if _, err := FindBundle([]byte(bad)); err == nil {
			t.Errorf("a bundle was found in %.40q", bad)
		}
	}
}

// A value that was lawfully removed can no longer bound what was cleared: it then
// clears nothing. A stop stays.
func TestAJudgementWithheldClearsNothing(t *testing.T) {
	for _, kind := range []string{"cleared_pair", "verified_site", "local_stop"} {
		for _, field := range []string{"until", "basis", "rests", "reason"} {
			b, ada := NewMemory(), signer(t, "Ada Example", 1)
			made := put(t, b, ada, data.JudgementMade, "", "kind", kind, "subject", "Orchard Example", "object", "EL:17", "basis", "ff",
				"rests", `[{"what":"address","is":"1 Quay Road"}]`, "reason", "other birthplace", "until", "2027-11-23")
			if js, err := Judgements(b); err != nil || len(js) != 1 || len(js[0].Rests) != 1 || js[0].Rests[0].Is != "1 Quay Road" {
				t.Fatalf("told, %s reads as %+v, %v", kind, js, err)
			}
			if err := Redact(b, made.Device, int64(made.Seq), field); err != nil {
				t.Fatal(err)
			}
			js, err := Judgements(b)
			if err != nil {
				t.Fatal(err)
			}
			if want := kind == "local_stop" || field == "reason"; (len(js) == 1) != want {
				t.Errorf("%s with %s withheld stands: %v, want %v", kind, field, len(js) == 1, want)
			}
		}
	}
	b, ada := NewMemory(), signer(t, "Ada Example", 1)
	put(t, b, ada, data.JudgementMade, "", "kind", "cleared_pair", "subject", "Orchard Example", "object", "EL:17", "rests", "{", "reason", "r", "until", "")
	if js, err := Judgements(b); err != nil || len(js) != 0 {
		t.Errorf("what it rests on does not read, and it stands: %+v, %v", js, err)
	}
}
