package facts

import (
	"strings"
	"testing"
)

func writtenNumbers(t testing.TB) numerals {
	t.Helper()
	n, err := loadNumerals()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNumbersThatAreWrittenOut(t *testing.T) {
	w := writtenNumbers(t)
	for text, want := range map[string]int{
		"four of the eleven": 11, "half a dozen": 6, "a dozen": 12, "sieben": 7, "дюжину": 12, "两三台": 3, "열 대": 10,
		"often": 0, "um vier": 4, "um": 0, "": 0,
	} {
		if got := w.mostIn(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	if one, other := w.number("nove"), w.number("nover"); one != 9 || other != -1 {
		t.Errorf("nove is %d, and nover %d", one, other)
	}
}

func TestFaultsOfNumbersNameThePlace(t *testing.T) {
	const head = "source: s\nbasis: unverified\nnumbers:\n"
	for rows, want := range map[string]string{
		"  many:\n    en: [many]\n":                    `n.yaml:5:7: "many" is no number`,
		"  \"0\":\n    en: [none]\n":                   `n.yaml:5:7: "0" is no number`,
		"  \"1\": {en: [one]}\n  \"2\": {en: [one]}\n": `n.yaml:5:`,
		"  \"1\": {xx: [one]}\n":                       `n.yaml:4:`,
	} {
		if _, err := parseNumerals("n.yaml", []byte(head+rows)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", rows, err, want)
		}
	}
}

func FuzzNumbersThatAreWrittenOut(f *testing.F) {
	w := writtenNumbers(f)
	f.Add("half a dozen")
	f.Add("十\xff台")
	f.Fuzz(func(t *testing.T, text string) {
		if n := w.mostIn(text); n < 0 || n > 20 {
			t.Errorf("%q: %d", text, n)
		}
	})
}
