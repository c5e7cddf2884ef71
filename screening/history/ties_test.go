package history

import (
	"strings"
	"testing"

	"redflag/data"
)

func TestTheWordsOfTiesLoadAndNameTheirFaults(t *testing.T) {
	if _, _, err := parseTieWords("ties.yaml", tiesYAML); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"source: x\nbasis: maybe\n", "source: x\nbasis: unverified\nopen_domain: [a]\n", "source: x\nbasis: unverified\nopen_domains: []\ncommon_boxes: [a]\ntitles: [a]\nposts: [a]\n", "titles: [\n"} {
		if _, _, err := parseTieWords("own.yaml", []byte(bad)); err == nil || !strings.Contains(err.Error(), "own.yaml") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestWhatTiesOneCustomerToAnother(t *testing.T) {
	for _, x := range []struct {
		what, got string
		ties      bool
	}{
		{"a domain of its own", ownDomain("www.selat-grid.com"), true},
		{"a mail service", ownDomain("qq.com"), false},
		{"a box of a person", mailbox("jtan88"), true},
		{"a box of a first and a last name", mailbox("wei.han.tan"), true},
		{"a box of every house", mailbox("purchasing2"), false},
		{"a short name", mailbox("amy"), false},
		{"a person with a title", personKey("Mr. Jeremy Tan Wei Han"), true},
		{"a desk", personKey("Purchasing Team"), false},
		{"one word", personKey("Jonathan"), false},
	} {
		if (x.got != "") != x.ties {
			t.Errorf("%s: %q", x.what, x.got)
		}
	}
	if a, b := personKey("Mr. Jeremy Tan Wei Han"), personKey("Jeremy Tan Wei Han"); a != b {
		t.Errorf("%q and %q are one person", a, b)
	}
	at := func(n string) [2]string { return besideNumber(n, "MY") }
	common := func(a, b [2]string) (n int) {
		for _, x := range a {
			for _, y := range b {
				if x != "" && x == y {
					n++
				}
			}
		}
		return n
	}
	for other, want := range map[string]int{"202401018872": 1, "202401018870": 1, "202401018873": 0, "202401018871": 2} {
		if got := common(at("202401018871"), at(other)); got != want {
			t.Errorf("%s has %d keys in common with its neighbour, want %d", other, got, want)
		}
	}
}

// Firms that bear the name of the domain they write from hide no tie; one that bears another
// name does.
func TestSistersOfOneNameHideNoTie(t *testing.T) {
	firm := func(name, mail string) *data.Customer { return &data.Customer{Name: name, Emails: []string{mail}} }
	zeller := firm("Zeller IT-Systemhaus GmbH", "einkauf@zeller-gruppe.de")
	for _, x := range []struct {
		other *data.Customer
		want  bool
	}{
		{firm("Zeller Datentechnik GmbH", "post@zeller-gruppe.de"), true},
		{firm("Lantern Bay Trading Ltd", "post@zeller-gruppe.de"), false},
	} {
		if got := openSisters(zeller, x.other); got != x.want {
			t.Errorf("%s: %v", x.other.Name, got)
		}
	}
	if openSisters(firm("Zeller IT-Systemhaus GmbH", "a@lantern-bay.com"), firm("Zeller Datentechnik GmbH", "b@lantern-bay.com")) {
		t.Error("two of one name at the domain of a stranger are told nothing of")
	}
}

// An extension, or a second number behind a stroke, is no part of a telephone number.
func TestAnExtensionIsOneTelephone(t *testing.T) {
	for _, s := range []string{"+60 3 5551 2200 ext 14", "+60 3 5551 2200 x7", "+60-3-5551-2200/01", "+60 3 5551 2200 转 8"} {
		if got, want := phoneKey(s), phoneKey("+60 3 5551 2200"); got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}

// A long number is given once, however it is written; a short one, or one of one digit
// again and again, proves nothing.
func TestFirmsOfOneNumber(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"91320594MA1XQ7K45T", "9132 0594 MA1X Q7K4 5T", true},
		{"91320594MA1XQ7K45T", "91320594MA1XQ7K46T", false},
		{"20184471", "20184471", false},
		{"000000000000", "000000000000", false},
		{"not registered yet", "not registered yet", false},
	} {
		if got := SameNumber(&data.Customer{RegistrationNumber: c.a}, &data.Customer{TaxID: c.b}); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}
