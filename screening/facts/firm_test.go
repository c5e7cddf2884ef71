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
	for _, c := range []struct {
		name string
		read func(string) bool
		yes  []string
		no   []string
	}{
		{"that it will not tell", func(s string) bool { return says(w.declined, s) }, []string{"declined to disclose", "refused", "prefers not to say", "客户不愿透露", "回答拒否", "macht keine Angaben", "отказался отвечать", "enggan memberitahu"}, []string{"Refusewise Holdings", "Anand Foundation", "unknown", "not yet asked"}},
		{"that nothing was found", func(s string) bool { return says(w.notFound, s) }, []string{"not found in the business register", "unreachable", "nicht eingetragen", "查无此公司", "не найдено в реестре"}, []string{"https://www.kembara-cloud.example", "HRB 20144"}},
		{"who stands for another", func(s string) bool { return says(w.nominee, s) }, []string{"Nominee shareholder for an undisclosed principal", "Bearer shares", "陈某代持", "prête-nom"}, []string{"Harrow Nominees Ltd", "Annika Ljungskog", "Trust of the Anand family"}},
		{"a place to come", func(s string) bool { return says(w.open, s) }, []string{"site to be advised after shipment", "TBA", "wird noch mitgeteilt", "待定"}, []string{"Tbilisi, Rustaveli 4", "38 Kingsway, Manchester"}},
		{"where soldiers write", w.soldiersWriteAt, []string{"signals.navy.mil.th", "mod.mil", "mil.th", "navy.gov.my"}, []string{"navy.com", "kembara-cloud.example", "pla.org"}},
		{"a base", func(s string) bool { return says(w.milPlace, s) && !says(w.milOnce, s) }, []string{"Building 114, Skelwick Missile Test Range and Naval Base, Cumbria", "Base Aérea Tordillo, Salta"}, []string{"Unit 114, Old Naval Base Business Park", "4 Naval Base Road", "Alte Kaserne, Gewerbepark"}},
		{"a use without machines", func(s string) bool { return says(w.unfitUse, s) && !says(w.fitUse, s) }, []string{"Cash registers and menu screens", "Büroarbeit", "レジと事務作業", "网吧"}, []string{"Training of models for cash registers", "Weather models", "自社データセンターでの推論"}},
		{"a weapon", func(s string) bool { return says(w.weapon, s) && !says(w.noWeapon, s) }, []string{"seekers for anti-ship missiles", "разработка ракет", "ミサイル誘導"}, []string{"weapon detection at airports", "army logistics", "游戏武器渲染"}},
		{"a person", func(s string) bool { return says(w.person, s) && !says(w.house, s) }, []string{"Private person", "Student", "persona física", "個人"}, []string{"Student housing", "Personal care", "个人护理公司"}},
	} {
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
	bare := func(c data.Customer) bool { p := profile{c: &c}; return p.bareOf(&c, &c) }
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
