package facts

import "testing"

func TestVisitsOfOurOwnPeople(t *testing.T) {
	m := newVouchMarks()
	for _, c := range []struct {
		text  string
		seen  bool
		whole bool
	}{
		{"Our own FAE visited 06/25, counted 96/96 all powered.", true, true},
		{"We visited the hall on 3 July 2025 and counted 40 of 40.", true, true},
		{"I visited the lab at Biopolis with the agency 19/8. Grant letter seen.", true, false},
		{"Unser Techniker hat am 12.03.2025 besucht und 24 von 24 gezählt", true, true},
		{"我们3月12日实地清点 24/24", true, true},
		{"Our engineer visited on 3 July 2025 but the hall was empty", false, false},
		{"We visited on 3 July 2025 and counted 12 of 40", false, false},
		{"We will visit in Aug 2025", false, false},
		{"They say that somebody visited on 3 July 2025", false, false},
		{"We visited the hall", false, false},
		{"We walked the row on 9 Oct 2025: 12 of 12 labels match, two with fresh glue", false, false},
	} {
		said, whole := m.visit(c.text)
		if (said != "") != c.seen || whole != c.whole {
			t.Errorf("%q: got %q %v, want %v %v", c.text, said, whole, c.seen, c.whole)
		}
	}
}

func TestNumbersOfPublicPapers(t *testing.T) {
	m := newVouchMarks()
	for text, want := range map[string]bool{
		"決標公告 113-0882":                      true,
		"award notice TED 2025/S 114-391120": true,
		"Vergabe 2025-0417 liegt bei":        true,
		"tender letter attached":             false,
		"awarded in 2025":                    false,
		"PO 4711-0003":                       false,
	} {
		if got := m.award.FindString(text); (got != "") != want {
			t.Errorf("%q: got %q, want %v", text, got, want)
		}
	}
	for text, want := range map[string]bool{"ATA carnet TW/2025/0916, staff accompany": true, "on a carnet": false} {
		if got := m.carnet.FindString(text); (got != "") != want {
			t.Errorf("%q: got %q, want %v", text, got, want)
		}
	}
}
