package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// slow sends a key and keeps what it asks of the workspace back, as a slow disk does.
func (s *script) slow(key string) (answer func()) {
	s.t.Helper()
	_, cmd := s.m.Update(keyPress(key))
	return func() { s.run(cmd) }
}

func TestKeysTypedBeforeTheMenuIsThereAreForTheMenu(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("enter").rest()
	answer := s.slow("d")
	s.sees("Reading what it can be decided as")
	s.press("2").sees("1 Findings") // no section was jumped to
	answer()
	s.sees("FP2  False: only generic words agree", "Reason")
	s.typed("Only Cloud agrees.").press("ctrl+s").sees("Record this decision?")
	s.rest().press("y").rest().press("y").rest().did(`decide shipment:S-1001 FP2 "Only Cloud agrees." until `) // once more, because the lists are old
}

func TestWaitingForAMenuCanBeGivenUp(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("enter").rest()
	answer := s.slow("d")
	s.press("esc").sees("1 Findings").seesNot("Reading what")
	answer()
	s.seesNot("as what?").press("3").sees("3 Parties ─")
}

func TestKeysForAMenuThatDoesNotComeDoNothing(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("enter").rest()
	s.slow("d")
	s.press("J", "x")
	s.m.Update(dispositionsMsg{err: tea.ErrInterrupted})
	s.sees("PO-7701", "could not be read")
}
