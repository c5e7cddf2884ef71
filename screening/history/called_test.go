package history

import "testing"

func TestAnAddressAtTheHouseOfSomebodyElse(t *testing.T) {
	for address, want := range map[string]bool{
		"c/o Hall 2, 3 Mill Lane": true, " C/O: Hall 2": true, "Care of Hall 2": true, "care of": true,
		"Care Offices, 3 Mill Lane": false, "3 Mill Lane c/o Hall 2": false, "": false,
	} {
		if got := CareOf(address); got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
}

func TestTheHouseThroughWhichOneIsReachedIsNoPartOfItsName(t *testing.T) {
	for name, want := range map[string]string{
		"Tern Bank c/o Hall 2": "Tern Bank", "Tern Bank, C/O Hall 2": "Tern Bank", "Tern Bank (care of Hall 2)": "Tern Bank (care of Hall 2)", "Tern Bank ( Care of Hall 2": "Tern Bank",
		"c/o Hall 2": "c/o Hall 2", "Tern Bank c/o": "Tern Bank c/o", "Tern Health Care Offices": "Tern Health Care Offices", "唐代 c/o 二厅": "唐代", "": "",
	} {
		if got, is := atHand(name); got != want || is != (want != name) {
			t.Errorf("%q: %q, %v, want %q", name, got, is, want)
		}
	}
}
