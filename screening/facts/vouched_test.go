package facts

import (
	"regexp"
	"strings"
	"testing"

	"redflag/screening/phrases"
)

func read(s string) *phrases.Text {
	t := phrases.Read(s)
	return &t
}

func TestVisitsOfOurOwnPeople(t *testing.T) {
	m := words(t).vouched
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
		{"我們3月12日實地清點 24/24", true, true},
		{"弊社が3月12日に訪問、24/24台を確認", true, true},
		{"弊社が3月12日に訪問、設備は確認できず", false, false},
		{"我們3月12日實地清點，沒有設備", false, false},
		{"Our two service engineers in Penang visited on 3 July 2025", true, false},
		{"We haven't visited since 3 July 2025", false, false},
		{"Our engineer visited on 3 July 2025 but the hall was empty", false, false},
		{"We visited on 3 July 2025 and counted 12 of 40", false, false},
		{"We will visit in Aug 2025", false, false},
		{"They say that somebody visited on 3 July 2025", false, false},
		{"We visited the hall", false, false},
		{"We visited on 3 May 2026 per customer's photos", false, false},
		{"Customer says our engineer visited the hall on 3 May 2026", false, false},
		{"I visited their web site on 3 May 2026", false, false},
		{"Our team saw the video tour on 3 May 2026", false, false},
		{"Our colleague checked the lease on 3 May 2026", false, false},
		{"Unser Techniker hat am 12.03.2025 anhand von Fotos geprüft", false, false},
		{"我们3月12日通过视频查看实地 24/24", false, false},
		{"弊社が3月12日にオンラインで訪問", false, false},
		{"Our FAE visited the site of the United States lab on 3 May 2026", true, false},
		{"We walked the row on 9 Oct 2025: 12 of 12 labels match, two with fresh glue", false, false},
	} {
		said, whole := m.visit(read(c.text))
		if (said != "") != c.seen || whole != c.whole {
			t.Errorf("%q: got %q %v, want %v %v", c.text, said, whole, c.seen, c.whole)
		}
	}
}

func TestNumbersOfPublicPapers(t *testing.T) {
	m := words(t).vouched
	for text, want := range map[string]bool{
		"決標公告 113-0882":                      true,
		"award notice TED 2025/S 114-391120": true,
		"Vergabe 2025-0417 liegt bei":        true,
		"appel d'offres n° 2025-0417":        true,
		"licitación 2025-0417":               true,
		"lelang nomor 2025-0417":             true,
		"中標公告 113-0882":                      true,
		"落札公告 2025-0417":                     true,
		"tender letter attached":             false,
		"awarded in 2025":                    false,
		"PO 4711-0003":                       false,
	} {
		if got := m.award.in(read(text)); (got != "") != want {
			t.Errorf("%q: got %q, want %v", text, got, want)
		}
	}
	for text, want := range map[string]bool{"ATA carnet TW/2025/0916, staff accompany": true, "on a carnet": false} {
		if got := m.carnet.in(read(text)); (got != "") != want {
			t.Errorf("%q: got %q, want %v", text, got, want)
		}
	}
}

// No word of the table is there in vain.
func TestEveryWordOfVouchingIsRead(t *testing.T) {
	m := words(t).vouched
	told := func(s string) bool {
		said, _ := m.visit(read(s))
		return said != ""
	}
	for _, w := range m.we {
		if !told("on 3 July 2025 " + w.Text + " visited") {
			t.Errorf("%s visited, and nobody did", w.Text)
		}
	}
	for _, w := range m.people {
		if !told("our "+w.Text+" visited on 3 July 2025") || told("the "+w.Text+" visited on 3 July 2025") {
			t.Errorf("our %s, and theirs", w.Text)
		}
	}
	for _, w := range m.saw {
		if !told("we " + w.Text + " it on 3 July 2025") {
			t.Errorf("we %s it, and did not", w.Text)
		}
	}
	for _, w := range m.but {
		if told("we visited on 3 July 2025 " + w.Text) {
			t.Errorf("we visited %s", w.Text)
		}
	}
	for _, r := range [...]*register{&m.award, &m.carnet} {
		for _, w := range r.words {
			if s := w.Text + " 2025-0417"; r.in(read(s)) != s {
				t.Errorf("%s: %q", s, r.in(read(s)))
			}
		}
	}
}

func TestFaultsOfTheWordsOfVouchingNameThePlace(t *testing.T) {
	for old, new := range map[string]string{"carnet:": "carnets:", "basis: unverified": "basis: maybe", "[lelang]": "[]", "dumm*": "d*m*"} {
		_, err := parseVouched("own.yaml", []byte(strings.Replace(string(vouchedYAML), old, new, 1)))
		if err == nil || !regexp.MustCompile(`^own\.yaml:\d+:\d+: `).MatchString(err.Error()) {
			t.Errorf("%s: %v", new, err)
		}
	}
}

func FuzzVisits(f *testing.F) {
	f.Add("Our own FAE visited 06/25, counted 96/96 all powered.")
	f.Add("弊社が3月12日に訪問。\xff award 2025-0417")
	m := words(f).vouched
	f.Fuzz(func(t *testing.T, s string) {
		text := read(s)
		if said, _ := m.visit(text); !strings.Contains(text.Shown, said) || !strings.Contains(text.Shown, m.award.in(text)) {
			t.Fatalf("%q tells %q", s, said)
		}
	})
}
