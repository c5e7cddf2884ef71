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
