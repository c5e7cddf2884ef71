package facts

import (
	"testing"

	"redflag/data"
)

// A body that stays where it is is told by words of its name or business, in the
// tongues of order desks; who works for such a body is none.
func TestBodiesThatStayWhereTheyAre(t *testing.T) {
	w := words(t)
	for _, c := range []struct {
		name, business string
		want           bool
	}{
		{"Mahawitthayalai Selat", "", true},
		{"Rongphayaban Mae Selat", "", true},
		{"Technická univerzita Selatín", "", true},
		{"Azienda Ospedaliera Val Selat", "", true},
		{"Kementerian Pekerjaan Selat", "", true},
		{"南科高速計算中心", "", true},
		{"Selat Cloud Bhd", "", true},
		{"Selat Cloud Sdn Bhd", "", false},
		{"Selat Digital Works Co Ltd", "bank IT integrator", false},
		{"Selat Systemhaus GmbH", "Systemhaus für Kliniken und Universität", false},
		{"Selat Grid Computing", "hosting", false},
	} {
		p := &profile{c: &data.Customer{Name: c.name}, business: c.business}
		if got := w.isHomeBody(p); got != c.want {
			t.Errorf("%s (%s): %v, want %v", c.name, c.business, got, c.want)
		}
	}
}
