package history

import (
	"testing"

	"redflag/data"
)

func TestAddressesInAnyOrder(t *testing.T) {
	of := func(s string) uint64 { return readSite(&data.Customer{Address: s, Country: "PH"}, 0).key }
	for _, same := range [][]string{
		{"Lot 7 Harbour Freeport, Yard C", "Yard C, Lot 7, Harbour Freeport", "Harbour Freeport Lot 7 Yard C"},
	} {
		for _, s := range same[1:] {
			if of(s) == 0 || of(s) != of(same[0]) {
				t.Errorf("%q is not %q", s, same[0])
			}
		}
	}
	for _, other := range [][2]string{
		{"Lot 7 Harbour Freeport, Yard C", "Lot 8 Harbour Freeport, Yard C"},
		{"Lot 7 Harbour Freeport, Yard C", "Lot C Harbour Freeport, Yard 7"},
		{"Block 5, Lot 7, Harbour Freeport", "Block 7, Lot 5, Harbour Freeport"},
	} {
		if of(other[0]) == of(other[1]) {
			t.Errorf("%q is %q", other[0], other[1])
		}
	}
}
