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

// A public body is told by its name; a firm that is called after one, or works for one, is none.
func TestPublicBodies(t *testing.T) {
	w := words(t)
	for _, c := range []struct {
		name, business string
		want           bool
	}{
		{"Region Selat Sygehuse", "", true},
		{"Universidad del Selat Alto", "university", true},
		{"Hochschule Selat, Inst. f. Geodäsie", "", true},
		{"国立瀬良大学", "", true},
		{"Ministerium für Selat", "", true},
		{"Lyceum Selat", "", true},
		{"Selat High School", "", true},
		{"University Compute GmbH", "", false},
		{"Hospital Imaging Pte. Ltd.", "", false},
		{"Selat Works", "university", false},
		{"Universität Selat Systeme", "Systemhaus", false},
		{"Selat Bank", "bank", false},
		{"Selat Cloud Bhd", "", false},
	} {
		p := &profile{c: &data.Customer{Name: c.name}, business: c.business}
		if got := w.isPublicBody(p); got != c.want {
			t.Errorf("%s (%s): %v, want %v", c.name, c.business, got, c.want)
		}
	}
}
