package facts

import (
	"testing"

	"redflag/data"
)

func TestWhatFieldsOfAFirmSay(t *testing.T) {
	w, err := loadFirm()
	if err != nil {
		t.Fatal(err)
	}
	checkReading(t, []readFor{
		{"that it will not tell", func(s string) bool { return says(w.declined, s) }, []string{"declined to disclose", "refused", "prefers not to say", "客户不愿透露", "回答拒否", "macht keine Angaben", "отказался отвечать", "enggan memberitahu"}, []string{"Refusewise Holdings", "Anand Foundation", "unknown", "not yet asked"}},
		{"that nothing was found", func(s string) bool { return says(w.notFound, s) }, []string{"not found in the business register", "unreachable", "nicht eingetragen", "查无此公司", "не найдено в реестре"}, []string{"https://www.kembara-cloud.example", "HRB 20144"}},
		{"who stands for another", func(s string) bool { return says(w.nominee, s) }, []string{"Nominee shareholder for an undisclosed principal", "Bearer shares", "陈某代持", "prête-nom"}, []string{"Harrow Nominees Ltd", "Annika Ljungskog", "Trust of the Anand family"}},
		{"a place to come", func(s string) bool { return says(w.open, s) }, []string{"site to be advised after shipment", "TBA", "wird noch mitgeteilt", "待定"}, []string{"Tbilisi, Rustaveli 4", "38 Kingsway, Manchester"}},
		{"a person", func(s string) bool { return says(w.person, s) && !says(w.house, s) }, []string{"Private person", "Student", "persona física", "個人"}, []string{"Student housing", "Personal care", "个人护理公司"}},
	})
}

// readFor is what a text is read for, with texts that say it and texts that do not.
type readFor struct {
	name    string
	read    func(string) bool
	yes, no []string
}

func checkReading(t *testing.T, readings []readFor) {
	t.Helper()
	for _, c := range readings {
		for _, s := range c.yes {
			if !c.read(s) {
				t.Errorf("%s: %q is not read", c.name, s)
			}
		}
		for _, s := range c.no {
			if c.read(s) {
				t.Errorf("%s: %q is read", c.name, s)
			}
		}
	}
}

func TestAFirmOfWhichNothingIsKnown(t *testing.T) {
	w, err := loadFirm()
	if err != nil {
		t.Fatal(err)
	}
	bare := func(c data.Customer) bool { return w.bareOf(&c, &c) }
	for name, c := range map[string]struct {
		told data.Customer
		want bool
	}{
		"all asked":     {data.Customer{Address: "unknown", RegistrationNumber: "unknown", Website: "none"}, true},
		"one asked":     {data.Customer{RegistrationNumber: "unknown"}, true},
		"nothing asked": {data.Customer{}, false},
		"an address":    {data.Customer{Address: "Carrer de la Unió 31", RegistrationNumber: "unknown"}, false},
	} {
		if got := bare(c.told); got != c.want {
			t.Errorf("%s: bare %v, want %v", name, got, c.want)
		}
	}
}

func TestFaultsOfFirmWordsNameThePlace(t *testing.T) {
	if _, err := parseFirm("firm.yaml", []byte("source: s\nbasis: unverified\ndeclined:\n  xx: [no]\n")); err == nil {
		t.Error("a tongue that nobody speaks is taken")
	}
}
