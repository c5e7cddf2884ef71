package facts

import (
	"strings"
	"testing"

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

func TestAFaultInTheWordsOfOwnersIsTold(t *testing.T) {
	const head = "source: s\nbasis: unverified\nowner: {en: [owner]}\n"
	for rows, want := range map[string]string{
		"lender: {xx: [leas*]}": "o.yaml:4:", "": "o.yaml: lender has no words", "lenders: {en: [leas*]}": "o.yaml:4:1: unknown field",
	} {
		if _, err := parseGoodsOwner("o.yaml", []byte(head+rows)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", rows, err, want)
		}
	}
}
