package ui

import "testing"

func TestAProposalIsSplitByOneKey(t *testing.T) {
	s := start(t, newFake(30), 80, 24)
	s.press("enter").rest().press("9").sees("9 Related", "2 steps to a stopped party", "03-5555 0131")
	s.press("G").press("x").rest().sees("They are two, because").press("ctrl+s").sees("say why")
	s.typed("Two registers were read.").press("ctrl+s").rest()
	s.did(`not same shipment:S-1001 customer:C-44 "Two registers were read."`)
	s.press("x").sees("nobody is proposed as the same party")
}
