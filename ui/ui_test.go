package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
)

func TestAPlainFalseHitTakesSixKeysAtMost(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	keys := []string{"d", "2"}
	s.press(keys...).rest().sees("Needs which words agree").typed("Only the word Cloud agrees.")
	s.press("ctrl+s").sees("Record this decision?", "PO-7701 becomes RELEASED as FP2")
	s.rest().press("y").sees("Before it is recorded", "115 days old").rest().press("y")
	s.did(`decide shipment:S-1001 FP2 "Only the word Cloud agrees." until `)
	s.sees("✓ PO-7701 is released as FP2")
	if r := s.m.queue.Selected(); r.Order != "PO-7708" {
		t.Errorf("the cursor went to %s, not on to the next order", r.Order)
	}
	if n := len(keys) + 3; n > 6 {
		t.Errorf("%d keys", n)
	}
}

func TestKeysInFlightDoNotConfirm(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("d", "2").typed("because").press("ctrl+s", "y", "y", "enter")
	if len(s.f.done) != 0 {
		t.Fatalf("a key in flight decided: %v", s.f.done)
	}
	s.sees("Record this decision?").rest().press("n").sees("Reason", "because").press("esc")
	if d := s.f.drafts["shipment:S-1001 reason"]; d != "because" {
		t.Errorf("the draft is %q", d)
	}
	s.press("d", "2").rest().sees("because")
}

// A decision on an order is asked for with its papers that say nothing more, or for it alone.
func TestAnOrderIsDecidedWithItsPapersOrAlone(t *testing.T) {
	for key, did := range map[string]string{"y": " with its papers", "o": ""} {
		f := newFake(60)
		f.papers = []desk.Paper{
			{QueueRow: data.QueueRow{Shipment: "D-80017", Date: data.Day(2025, 3, 20), Level: data.Stop, Score: 88}, What: "delivery, out"},
			{QueueRow: data.QueueRow{Shipment: "I-90017", Date: data.Day(2025, 3, 24), Level: data.Stop, Score: 92}, What: "invoice, out", Stays: "only it says: The money comes from Hong Kong"},
		}
		s := start(t, f, 80, 24)
		s.press("enter", "7").sees("other papers of the order", "D-80017  2025-03-20  delivery, out  stop 88, open", "is decided by itself: only it says")
		s.press("d", "2").typed("Only the word Cloud agrees.").press("ctrl+s").sees("with no finding of their own", "D-80017", "y for all 2", "o for this one alone")
		s.rest().press(key).sees("Before it is recorded").rest().press("y")
		s.did(`decide shipment:S-1001 FP2 "Only the word Cloud agrees." until ` + did)
	}
}

func TestABlockedDispositionSaysWhy(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("d").sees("not now").press("3").sees("Not now: The stop", "A1 ★ has no answer")
	if len(s.f.done) > 0 {
		t.Error("it was decided all the same")
	}
}

// What stands in the way is read in full where the menu shows only its beginning.
func TestAllThatStandsInTheWayCanBeRead(t *testing.T) {
	f := newFake(60)
	for i := range 9 {
		f.blocks = append(f.blocks, fmt.Sprintf("Question C%d is not answered: is the paper of the carrier in the file, and does it name the same goods?", i+1))
	}
	s := start(t, f, 60, 20)
	s.press("d", "j", "j").sees("9 things stand in the way").seesNot("Question C4")
	s.press("3").sees("FP3: what stands in the way", "1   Question C1", "Question C4").press("G").sees("9   Question C9").press("esc").sees("as what?")
}

// A menu shows the first of what stands in the way, so it says how much there is.
func TestWhatStandsInTheWayIsCounted(t *testing.T) {
	for want, blocks := range map[string][]string{
		"": nil, "A1 is open.": {"A1 is open."}, "A1 is open.\nB1 is open.": {"A1 is open.", "B1 is open."},
		"3 things stand in the way. A1\nB1\nC1": {"A1", "B1", "C1"},
	} {
		if got := standing(blocks); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestADecisionNeedsAReason(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("d", "1", "ctrl+s").sees("a decision needs a reason")
	s.typed("x").press("tab").typed("2026-13-01").press("ctrl+s").sees("is not a date")
}

func TestAReasonIsBegunForThePerson(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("d", "1").rest().sees("Different entity: registration number ___ (source ___)").press("tab")
	s.sees("Different entity: registration number  (source ___)").typed("202301").press("ctrl+s").sees("fill in what stands as ___")
	s.press("tab").typed("SSM").sees("registration number 202301 (source SSM)").press("ctrl+s").sees("Record this decision?")
}

func TestADispositionMayWantADate(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("d", "4").typed("x").press("ctrl+s").sees("this one needs a date").press("tab").typed("2027-01-31").press("ctrl+s").rest().press("y")
	s.sees("Three orders of this customer wait").rest().press("y").did(`decide shipment:S-1001 CO1 "x" until 2027-01-31`)
}

func TestNobodySignsAVerdictThatTheyHaveNotSeen(t *testing.T) {
	for _, open := range []bool{false, true} {
		s := start(t, newFake(60), 80, 24)
		if open {
			s.press("enter").rest()
		}
		s.press("d", "6").typed("x").press("ctrl+s").rest()
		s.f.rows[0].Level, s.f.rows[0].Score = data.Hold, 44
		s.press("y").sees("The decision was not recorded: the verdict has changed")
		if len(s.f.done) > 0 {
			t.Error("it was recorded all the same")
		}
		if d := s.f.drafts["shipment:S-1001 reason"]; d != "x" {
			t.Errorf("the reason is lost: %q", d)
		}
	}
}

func TestDraftsAreKeptWithinAQuarterOfASecond(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("enter").rest().press("n").typed("half a no")
	s.wait(250 * time.Millisecond)
	if d := s.f.drafts["shipment:S-1001 note"]; d != "half a no" {
		t.Fatalf("the draft is %q", d)
	}
	s.typed("te").press("ctrl+c")
	if d := s.f.drafts["shipment:S-1001 note"]; d != "half a note" {
		t.Fatalf("closing lost the last keys: %q", d)
	}
	s.press("n").sees("half a note").press("ctrl+s").did(`note shipment:S-1001 "half a note"`)
	if d := s.f.drafts["shipment:S-1001 note"]; d != "" {
		t.Errorf("the spent draft is still %q", d)
	}
}

func TestMovingInTheQueue(t *testing.T) {
	s := start(t, newFake(1000), 80, 24)
	at := func(want int) {
		t.Helper()
		if got := s.m.queue.Cursor(); got != want {
			t.Errorf("cursor at %d, want %d", got, want)
		}
	}
	s.press("j", "down")
	at(2)
	s.press("1", "2", "j")
	at(14)
	s.press("5", "k")
	at(9)
	s.press("G")
	at(s.m.queue.Len() - 1)
	s.press("4", "0", "G")
	at(39)
	s.press("g")
	at(0)
	s.press("pgdown")
	if s.m.queue.Cursor() < 8 {
		t.Error("a page is less than eight rows")
	}
	s.press("pgup")
	at(0)
}

func TestALoneDigitIsASavedFilter(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("3").rest().sees("▲ HOLD").seesNot("■ STOP    92")
	s.press("tab").rest().sees("● review").seesNot("▲ HOLD  ")
	s.press("shift+tab").rest().sees("▲ HOLD")
	s.press("7").rest()
	if s.m.queue.Len() != 60 {
		t.Errorf("all is %d orders", s.m.queue.Len())
	}
}

func TestFilterAndSearch(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("f", "ctrl+u").typed("sco").sees("score>=").press("tab").typed("60 dest:TH").press("enter").rest()
	s.sees("filter  score>=60 dest:TH", "Orchid Freight")
	s.press("f", "ctrl+u").typed("level:").press("down", "tab", "enter").rest().sees("level:hold")
	s.press("7").rest().press("/").typed("meridian").press("enter").rest()
	s.sees("/meridian", "hits")
	first := s.m.queue.Cursor()
	if s.m.queue.Selected().Name != "Meridian Robotics GmbH" {
		t.Error("the cursor is not on a hit")
	}
	s.press("n")
	if s.m.queue.Cursor() == first {
		t.Error("n did not go on")
	}
	s.press("N")
	if s.m.queue.Cursor() != first {
		t.Error("N did not go back")
	}
	s.press("esc").seesNot("/meridian")
}

func TestSortingKeepsItsWord(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("s").rest().sees("Sorted newest first")
	s.press("z").rest().sees("Sorted oldest first")
	s.press("2").rest()
	if f := s.m.queue.Filter(); f.Sort != data.SortDate || !f.Reverse {
		t.Errorf("another tab forgot the order: %+v", f)
	}
	s.press("s", "s").rest()
	if f := s.m.queue.Filter(); f.Sort != data.SortLevel {
		t.Errorf("%+v", f)
	}
}

func TestOtherPeoplesChangesAreSaidNotShown(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("j", "j").rest()
	id := s.m.queue.Selected().ID
	s.f.gen += 37
	s.f.rows[0].Level = data.Pass
	s.wait(3 * time.Second)
	s.sees("37 changed, r to refresh")
	if s.m.queue.Selected().ID != id {
		t.Error("the rows moved under the cursor")
	}
	s.press("r").rest().seesNot("changed, r")
	if s.m.queue.Selected().ID != id {
		t.Error("refreshing moved the cursor off its order")
	}
	s.press("d", "6").typed("x").press("ctrl+s").rest().press("y").did(`decide shipment:S-1015 TP1 "x" until `)
	s.wait(3 * time.Second)
	s.seesNot("changed, r")
}

func TestAnswersOfTheChecklist(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("c").rest().sees("still blocks a release: A1 A2 B1 B2")
	s.press("u").did(`answer shipment:S-1001 A1=U detail="" reason="" evidence=[]`).sees("? unknown")
	s.press("s").did(`answer shipment:S-1001 A2=S detail="" reason="" evidence=[]`).sees("~ stated only")
	s.press("y").did(`answer shipment:S-1001 A4=Y detail="" reason="" evidence=[]`)
	s.press("x").sees("n/a needs one").press("ctrl+s").sees("n/a needs a reason").press("esc")
	s.press("j", "y").sees("Number MW", "yes").typed("12").press("enter").typed("letter seen").press("tab").typed("ord").press("tab").press("enter")
	s.did(`answer shipment:S-1001 B2=Y detail="12" reason="letter seen" evidence=[9f2c11aa]`)
	if s.f.done[len(s.f.done)-2] != "attach shipment:S-1001 orders.csv" {
		t.Errorf("%v", s.f.done)
	}
	s.sees("still blocks a release: A1 A2 B1", "4 of 6 answered")
	s.press("q").sees("1 Findings")
}

// A country that is none is refused in the form, and what was typed stays.
func TestAnAnswerOfAnotherKindStaysInTheForm(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("c").rest().press("y").sees("a country, such as MY").typed("Atlantis").press("ctrl+s")
	s.sees(`A1 asks for a country`, `"Atlantis" is none`)
	if len(s.f.done) > 0 {
		t.Errorf("done: %v", s.f.done)
	}
	s.press("ctrl+u").typed("MY").press("ctrl+s").did(`answer shipment:S-1001 A1=Y detail="MY" reason="" evidence=[]`)
}

// Of a case that is not read yet nobody is told that nothing is there.
func TestACaseThatIsBeingReadSaysSo(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.m.file.Open("shipment:S-1099", nil) // the answer is not in yet
	s.m.at = inCase
	for _, off := range []func(*Model) string{noOpenHit, noOpenFacts} {
		if got := off(s.m); !strings.Contains(got, "still being read") {
			t.Errorf("%q", got)
		}
	}
}

func TestAFilterByNoPatternIsRefused(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("f", "ctrl+u").typed("pattern:shell_compny").press("enter").sees("there is no pattern shell_compny; did you mean shell_company?")
	if s.m.queue.Len() != 60 {
		t.Error("the queue was filtered all the same")
	}
}

// What somebody else decided meanwhile is neither overruled unseen nor shown under the eyes:
// the case says that it has changed, and a decision on what was seen is refused.
func TestNobodyOverrulesWhomTheyHaveNotHeard(t *testing.T) {
	for _, from := range []string{"queue", "case"} {
		s := start(t, newFake(60), 80, 24)
		const key = "shipment:S-1001"
		s.rest()
		if from == "case" {
			s.press("enter").rest()
		}
		s.press("d", "7").typed("Nobody named a user.").press("ctrl+s").rest()
		stop := &data.Decision{Disposition: "TP1", Status: data.Stopped, Reason: "It is the listed party.", Person: "Asta Inspector", At: noon, Event: "other/1"}
		s.f.state(key).Status, s.f.state(key).Decision, s.f.state(key).LastEvent = data.Stopped, stop, "other/1"
		s.f.gen++
		n := len(s.f.done)
		s.press("y").rest()
		if len(s.f.done) != n {
			t.Fatalf("%s: done: %v", from, s.f.done)
		}
		s.sees("since you looked Asta Inspector")
		if from == "queue" {
			continue
		}
		s.press("n").press("esc")
		s.wait(5 * time.Second)
		s.press("T", "esc").sees("this case has changed since it was read, r reads it again", "OPEN")
		s.press("r").rest().seesNot("has changed").sees("STOPPED TP1")
		s.press("d", "7").typed("Agreed, and more.").press("ctrl+s").rest().press("y").did(`decide shipment:S-1001 RF2 "Nobody named a user.Agreed, and more." until `)
		s.wait(5 * time.Second)
		s.seesNot("has changed since it was read")
	}
}

func TestTheCaseWalksTheQueue(t *testing.T) {
	s := start(t, newFake(400), 80, 24)
	s.press("enter").rest().sees("PO-7701").press("J").sees("PO-7708").press("K").sees("PO-7701").press("K").sees("No more orders")
	s.press("esc").sees("LEVEL")
}

func TestEvidenceFileAndDossier(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("enter").rest().press("a").typed("cus").sees("customers.csv").press("tab", "enter").did("attach shipment:S-1001 customers.csv")
	s.press("o").sees("dossier-PO-7701.html").press("ctrl+u").typed("x.docx").press("enter").sees("must end in").press("backspace", "backspace", "backspace", "backspace").typed("md").press("enter").did("dossier shipment:S-1001 x.md")
	s.press("y").sees("Copied PO-7701")
	if !slices.ContainsFunc(s.sent, func(m tea.Msg) bool { return strings.Contains(fmt.Sprintf("%T", m), "lipboard") }) {
		t.Error("nothing was sent to the clipboard")
	}
}

func TestUndoAsksFirst(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("u").rest().sees("Nothing was undone: you have done nothing yet")
	s.press("enter").rest().press("n").typed("x").press("ctrl+s", "u").rest().sees("Undo the step note").press("y").did("undo").sees("Undone: note")
}

func TestLookupFromAnywhere(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("L").sees("Look up", "CSL 2026-07-31, 115 days old").typed("qq").rest().sees("That is no clearance")
	s.press("ctrl+u").typed("Qiming?jkLq").rest().sees("Qiming?jkLq")
	s.press("ctrl+u").typed("qiming").rest().sees("0.97", "2 own parties", "Presumption of denial", "ops@‹qiming›.example")
	s.press("enter").sees("no own record is under the cursor")
	s.press("down", "down", "enter").rest().sees("PO-7703").press("enter").rest().sees("1 Findings", "PO-7701").press("esc").sees("Look up").press("esc").sees("LEVEL")
}

func TestANumberAndEnterOpenTheOrder(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("L").typed("po-7702").press("enter").rest().sees("1 Findings", "PO-7702")
	s.press("L").press("ctrl+u").typed("sn-47").rest().sees("serial number ‹SN-47›11-0815", "unjudged").press("esc").press("esc").sees("LEVEL")
}

func TestImportIsTriedFirst(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("i").rest().press("enter").sees("add a file first")
	s.press("a").typed("ord").press("tab", "ctrl+s").did("import [orders.csv] dry=true")
	s.sees("Tried, not taken yet", "1,204 read", "6 rejected: not taken", "day and month")
	s.press("enter").did("import [orders.csv] dry=false").sees("import")
	s.press("x").rest().sees("Withdraw import 2").press("y").did("withdraw import 2")
}

func TestListsAreAddedAndRefused(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("l").rest().sees("CSL 2026-07-31", "19,223").press("a").typed("old.csv").press("ctrl+s").sees("refused", "older than the list held")
	s.press("a").typed("old.csv").press("tab", "tab").typed("the newer one is broken").press("enter").did(`list old.csv accept="the newer one is broken"`)
	s.press("a").typed("csl.csv").press("tab").typed("soon").press("tab", "enter").sees("a day is written as 2026-07-31").press("shift+tab", "ctrl+u").typed("2026-07-31").press("ctrl+s").did(`list csl.csv accept="" of 2026-07-31`)
}

func TestAnErrorIsSaidAndNothingIsLost(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.f.fail = errors.New("the disk is full")
	s.press("enter").rest().press("n").typed("important").press("ctrl+s")
	s.sees("The note was not recorded: the disk is full")
	s.f.fail = nil
	s.press("n").sees("important")
	s.press("esc", "T").sees("the disk is full")
}

// The fault of a file is named with the file once, and a screen of nothing is no success.
func TestAnErrorNamesItsFileOnce(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.m.fail("Reading orders.csv", errors.New("orders.csv was not imported: the file is empty"))
	s.sees("✗ orders.csv was not imported").seesNot("Reading orders.csv")
	s.m.fail("Reading orders.csv", errors.New("the disk is full"))
	s.sees("✗ Reading orders.csv: the disk is full")
	s = start(t, newFake(0), 80, 24)
	s.press("S").sees("Nothing is here to be judged: i imports records first").seesNot("0 screened")
}

// What came after the last screening is said in the queue, where levels are shown.
func TestTheQueueSaysWhatItDoesNotKnow(t *testing.T) {
	f := newFake(60)
	f.header.ListsNew = true
	start(t, f, 80, 24).sees("! S screens again: a list was loaded since the last screening")
	f.header.ListsNew, f.header.Stale = false, 37
	start(t, f, 80, 24).sees("37 records came, changed or were withdrawn")
	var b strings.Builder
	if err := Print(t.Context(), &b, f, data.Filter{}, 100); err != nil || !strings.Contains(b.String(), "withdrawn since the last screening: redflag screen") {
		t.Errorf("printed, it says %v %s", err, b.String())
	}
}

// slow is a desk whose screen waits to be stopped.
type slow struct {
	*fake
	started chan struct{}
}

func (d *slow) Screen(ctx context.Context, _ desk.ScreenOptions, progress func(data.Progress)) (desk.ScreenSummary, error) {
	progress(data.Progress{Task: "judging", Done: 1, Total: 4})
	close(d.started)
	<-ctx.Done()
	return desk.ScreenSummary{}, ctx.Err()
}

func TestWorkShowsProgressAndCanBeStopped(t *testing.T) {
	d := &slow{newFake(60), make(chan struct{})}
	s := start(t, d.fake, 80, 24)
	s.m.desk = d
	cmd := s.m.screenAll()
	batch := cmd().(tea.BatchMsg)
	end := make(chan tea.Msg)
	go func() { end <- batch[0]() }()
	<-d.started
	s.sees("Screening: judging", "25 %", "esc stops")
	s.press("S").sees("still running")
	s.wait(2 * time.Second)
	s.press("q").sees("Quit while work runs?").rest().press("n", "esc").sees("stopping")
	s.send(<-end)
	s.sees("Screening was stopped")
	s.press("q")
	if !s.quit {
		t.Error("q on the queue did not quit")
	}
}

func TestAnswersToOldQuestionsAreDropped(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	stale := s.m.queue.ShowTab(1)() // asked, not yet answered
	s.press("7").rest()
	for _, c := range stale.(tea.BatchMsg) {
		s.send(c())
	}
	if s.m.queue.Len() != 60 {
		t.Errorf("an answer to an old question was shown: %d orders", s.m.queue.Len())
	}
}

func TestHostileTextDoesNotReachTheTerminal(t *testing.T) {
	f := newFake(60)
	evil := "\x1b]0;owned\x07\x1bP+q\x1b\\\u009b31m\u202egnp\x1b[2J\x1b]8;;http://x\x1b\\"
	for i := range f.rows {
		r := &f.rows[i]
		r.Name, r.Order, r.Goods, r.Top, r.Dest = evil, evil, evil, evil, evil
	}
	f.header.ListAge, f.header.Person = evil, evil
	for name, play := range scenes() {
		s := start(t, f, 120, 40)
		play(s)
		for _, bad := range []string{"\x1b]", "\x1bP", "\u009b", "\u202e", "\x1b[2J", "\x07"} {
			if strings.Contains(s.m.View().Content, bad) {
				t.Errorf("%s lets %q through", name, bad)
			}
		}
	}
	var b strings.Builder
	if err := Print(context.Background(), &b, f, data.Filter{}, 100); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b\x07\u009b\u202e") {
		t.Error("Print lets controls through")
	}
}

func TestEmptyWorkspaceSaysWhatToDo(t *testing.T) {
	f := newFake(0)
	f.empty = true
	s := start(t, f, 80, 24)
	s.sees("There are no orders here yet", "i  import", "l  add a restricted-party list").press("d").sees("no order is under the cursor")
	s.press("enter", "j", "G", "n", "y", "c", "o", "s").rest()
	golden(t, "empty-80x24", start(t, f, 80, 24).screen())
}

func TestTheQueueIsPrinted(t *testing.T) {
	var b strings.Builder
	if err := Print(context.Background(), &b, newFake(14), data.Filter{}, 100); err != nil {
		t.Fatal(err)
	}
	golden(t, "print", b.String())
}

func TestNoColourIsHonoured(t *testing.T) {
	s := start(t, newFake(60), 80, 24, "NO_COLOR=1")
	if s.m.th.Name != "mono" {
		t.Error("NO_COLOR is set and the theme is " + s.m.th.Name)
	}
}

func TestAStopThatIsSwitchedOffIsSaidOverTheQueue(t *testing.T) {
	f := newFake(14)
	f.header.Off = []string{"headquarters-restricted"}
	start(t, f, 80, 24).sees("switched off a rule that stops or decides")
	var b strings.Builder
	if err := Print(context.Background(), &b, f, data.Filter{}, 100); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "mind: this house has switched off a rule that stops or decides: headquarters-restricted\n") {
		t.Error(b.String())
	}
	f.header.Off = append(f.header.Off, "gp10-named-chip")
	if got := f.header.OffWords(); got != "this house has switched off 2 rules that stop or decide: headquarters-restricted, gp10-named-chip" {
		t.Error(got)
	}
}
