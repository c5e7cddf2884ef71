package places

import (
	"testing"

	"redflag/data"
)

// What goes to a territory of the United States is no export out of them.
func TestTerritoriesAreOfTheUnitedStates(t *testing.T) {
	p := New(tables(t))
	for _, told := range []string{"PR", "Puerto Rico", "GUM", "Guam", "US Virgin Islands", "American Samoa", "Northern Mariana Islands", "UM"} {
		if code, ok := p.Code(told); code != "US" || !ok {
			t.Errorf("%s is %s", told, code)
		}
		if need, why := p.LicenceDestination(told, "3A090.a", day(t, "2026-08-01")); need != data.False || why != "the destination is the United States" {
			t.Errorf("%s: %v, %s", told, need, why)
		}
	}
	if code, _ := p.AtEnd("12 Calle Luna, San Juan, Puerto Rico"); code != "US" {
		t.Errorf("the address is in %s", code)
	}
	guam := p.Stop("Guam")
	if guam.Country != "US" || guam.Lon < 140 {
		t.Errorf("Guam lies at %+v", guam)
	}
	for told, want := range map[string]string{"Micronesia": "FM", "VG": "VG", "Samoa": "WS"} {
		if code, _ := p.Code(told); code != want {
			t.Errorf("%s is %s", told, code)
		}
	}
}
