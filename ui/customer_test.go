package ui

import "testing"

func TestACustomerIsOpenedByOneKeyAndItsOrdersFromIt(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("enter").rest().sees("PO-7701")
	s.press("C").rest().sees("Kite Harbour Systems Sdn Bhd", "customer:C-1", "the worst of 9 orders", "1 Orders", "▸ ■ STOP", "PO-7701")
	s.press("j").press("enter").rest().sees("PO-7708", "1 Findings")
	s.press("esc").rest().sees("customer:C-1", "1 Orders") // back to the customer, then to where one came from
	s.press("esc").rest().sees("PO-7701", "1 Findings")
	s.press("esc").rest().sees("LEVEL")
}

func TestACustomerTellsFactsListsAndSums(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("C").rest()
	s.press("3").sees("Northern Bay Holdings, CN, 100 %", "Cyberjaya", "ultimate parent")
	s.press("4").sees("order, order line, out", "USD 172,800,000", "4,608 GPUs", "added together.")
	s.press("2").sees("That is no clearance")
	s.press("f").sees("no hit on a list is open here")
	s.press("d").sees("judged with its orders").press("c").sees("each order has its own")
}

func TestTheOrdersOfACustomerCanBeSeenInTheQueue(t *testing.T) {
	s := start(t, newFake(200), 80, 24)
	s.press("C").rest().press("F").rest().sees("LEVEL", "PO-7701", "customer:C-1").seesNot("Orchid")
}

func TestTheLookUpOpensACustomer(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("L").typed("qiming").rest().press("down", "down", "tab").rest().sees("customer:C-2", "1 Orders")
	s.press("esc").sees("> qiming")
	s.press("down", "tab").sees("no own order and no party that is a")
}

func TestACaseWithoutACustomerSaysSo(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("G").rest()
	for range 60 {
		if r := s.m.queue.Selected(); r != nil && r.Customer == "C-7" {
			break
		}
		s.press("k")
	}
	s.rest().press("C").rest().sees("The customer cannot be opened")
}

func TestNextAndPreviousLeaveTheTrailOfACustomer(t *testing.T) {
	s := start(t, newFake(60), 80, 24)
	s.press("enter").rest().press("C").rest().press("J").rest().sees("PO-7708")
	s.press("esc").rest().sees("LEVEL")
}
