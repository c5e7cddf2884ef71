package ui

import (
	"errors"
	"testing"
)

func TestHitsOfOneCauseAreClearedTogether(t *testing.T) {
	s := start(t, newFake(30), 80, 24)
	s.press("h").rest().sees("38 hits", "37 hits", "1 of them, which stays open", "the same but for their form")
	s.press("j").sees("only these words agree: orion precision optical", "37 hits of 37 parties against 1 entry, in 40 cases")
	s.press("d").rest().sees("Clear 37 hits as FP2", "Only the generic words orion precision optical agree")
	s.press("ctrl+s").sees("fill in what stands as ___")
	s.press("tab").typed("alder and the like").press("tab").press("tab").typed("names stay").press("ctrl+s").rest().sees("Clear all of them?", "Signed by Mei Tan", "One undo takes all of it back")
	s.press("y").rest()
	s.did(`clear w71c FP2 "Only the generic words orion precision optical agree; the distinctive part alder and the like differs." if names stay`)
	s.sees("37 hits cleared", "1 case released", "2 with something else open", "changes in judgements", "S screens again")
	// What is left is the entry itself, and no group clears that.
	s.press("d").sees("must be judged by itself").press("enter").rest().sees("1 Findings").press("esc").sees("Open hits on lists")
	s.press("u").rest().sees("Undo").press("y").rest().sees("38 hits", "37 hits")
}

// What is done on a case that was opened from the hits shows when one comes back.
func TestHitsAreReadAgainBehindACase(t *testing.T) {
	f := newFake(30)
	s := start(t, f, 80, 24)
	s.press("h").rest().press("enter").rest()
	f.mu.Lock()
	f.clearedHits = true // as another deed leaves it
	f.mu.Unlock()
	s.press("n").typed("Seen.").press("ctrl+s").rest().press("esc").rest().sees("1 hit", "changes in judgements")
}

func TestHitsThatCannotBeReadSaySo(t *testing.T) {
	f := newFake(30)
	s := start(t, f, 80, 24)
	f.fail = errors.New("the disk is gone")
	s.press("h").rest().sees("The hits could not be read: the disk is gone").press("d").sees("no group of hits is under the cursor")
}

func TestACaseTellsWhatItIsHeldAgainst(t *testing.T) {
	s := start(t, newFake(7), 80, 24)
	s.press("j", "enter").rest().press("2").rest().sees("matches Qiming Computing Technology")
	s.press("pgdown").sees("Presumption of denial", "from even odds", "90 FR 14046").press("pgdown").sees("cleared by Mei Tan on 2026-03-02, until 2026-12-31")
}

func TestAFalseHitIsClearedOnACondition(t *testing.T) {
	s := start(t, newFake(7), 80, 24)
	s.press("d").rest().press("1").rest().sees("On condition that", "watched anyhow")
	s.typed("Another register number.").press("tab").press("tab").typed("the register is read each year").press("ctrl+s").rest().press("y").rest().press("y").rest()
	s.did(`decide shipment:S-1001 FP1 "Another register number." until  if the register is read each year`)
}

func TestOneFalseHitIsClearedAndTheCaseStays(t *testing.T) {
	s := start(t, newFake(7), 80, 24)
	s.press("enter").rest().press("f").sees("no hit on a list is open here")
	s.press("esc", "j", "enter").rest().press("f").rest().sees("False, because", "FP1").press("1").rest().sees("matches Qiming Computing Technology")
	s.typed("Another register number.").press("ctrl+s").rest().sees("Clear this hit?", "stays as it is").press("y").rest()
	s.did(`clear hit shipment:S-1002 EL:el-77 FP1 "Another register number."`)
}
