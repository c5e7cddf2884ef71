package facts

import (
	"strings"
	"testing"

	"redflag/data"
	"redflag/screening/phrases"
)

func TestWhomNotesNameAsOwner(t *testing.T) {
	w, err := loadGoodsOwner()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"Cargo cover; owner of the goods from payment on: Marlpoint Assets": true,
		"Eigentümer der Ware ist Marlpoint Assets":                          true,
		"propietaria de la mercancía: Marlpoint Assets":                     true,
		"货主为 Marlpoint Assets":                                              true,
		"Owner of the goods is the buyer. Haulier: Marlpoint Assets":        false,
		"Marlpoint Assets asked who the owner is":                           false,
		"The broker is Marlpoint Assets":                                    false,
	} {
		p := phrases.Read(text)
		at, _ := phrases.New([]string{"marlpoint assets"}).Next(&p, 0)
		if got := w.before(&p, at); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestALessorIsKnownByNameOrBusiness(t *testing.T) {
	w := words(t).goodsOwner
	for _, c := range []struct {
		name, business string
		want           bool
	}{
		{"Kranich Leasing GmbH", "", true}, {"Kranich Objekt GmbH", "finance lease of machines", true}, {"青岭融资租赁有限公司", "", true},
		{"Kranich Rechenzentrum GmbH", "data centre operator", false}, {"Released Systems Ltd", "video release checks", false}, {"", "unknown", false},
	} {
		if field, _ := w.lets(&profile{c: &data.Customer{Name: c.name}, business: c.business}); (field != "") != c.want {
			t.Errorf("%q, %q: %q", c.name, c.business, field)
		}
	}
}

func TestAFaultInTheWordsOfOwnersIsTold(t *testing.T) {
	const head = "source: s\nbasis: unverified\nowner: {en: [owner]}\nlessor: {any: [leasing*]}\n"
	for rows, want := range map[string]string{
		"lender: {xx: [leas*]}": "o.yaml:5:", "": "o.yaml: lender has no words", "lenders: {en: [leas*]}": "o.yaml:5:1: unknown field",
	} {
		if _, err := parseGoodsOwner("o.yaml", []byte(head+rows)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", rows, err, want)
		}
	}
}
