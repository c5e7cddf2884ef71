package facts

import (
	"regexp"
	"strings"
	"testing"

	"redflag/data"
)

func TestNotesTellWhatColumnsDoNot(t *testing.T) {
	m := words(t).marks
	for _, c := range []struct{ notes, business, founded string }{
		{"SSM: registered 2025-03, nature of business: sale of footwear and school uniforms", "sale of footwear and school uniforms", "2025-03"},
		{"Branche: Textilhandel; gegründet 2024", "Textilhandel", "2024"},
		{"2023年成立，主营: 服装", "服装", "2023"},
		{"成立于2024年3月，经营范围：玩具", "玩具", "2024-03"},
		{"設立2023.11 業種：飲食店", "飲食店", "2023-11"},
		{"成立於2024年3月，經營範圍：玩具", "玩具", "2024-03"},
		{"SARL fondée en 2024, objet social: commerce de jouets", "commerce de jouets", "2024"},
		{"Empresa constituida en 2024; actividad: comercio de juguetes", "comercio de juguetes", "2024"},
		{"Syarikat ditubuhkan 2024-03, jenis perniagaan: alat mainan", "alat mainan", "2024-03"},
		{"Вид деятельности: игрушки; основана в 2024", "игрушки", "2024"},
		{"創業2023年11月、事業目的：飲食店", "飲食店", "2023-11"},
		{"Incorp. 2024", "", "2024"},
		{"商工登記查過，民國113年4月核准設立", "", "2024-04"},
		{"民國九十年設立", "", ""},
		{"登記簿: 令和6年3月設立, 資本金100万円", "", "2024-03"},
		{"Registered only in January 2026 by the extract", "", "2026"},
		{"Die Gesellschaft wurde am 12. März 2024 gegründet", "", "2024"},
		{"am 4. Mai 1984 gegründet; im März 2024 neues Kapital", "", "1984"},
		{"In 2024 registered capital was raised", "", ""},
		{"registered office moved to Leeds in 2024", "", ""},
		{"平成元年設立", "", "1989"},
		{"設立 令和5年10月", "", "2023-10"},
		{"民國113年7月設立", "", "2024-07"},
		{"公司于2024年5月12日成立", "", "2024-05"},
		{"2024년 3월 설립, 직원 4명", "", "2024-03"},
		{"2024년 3월 발주, 2001년 설립", "", "2001"},
		{"pays on time, business is slow", "", ""},
		{"registered letter sent 14 times", "", ""},
	} {
		b, _ := m.businessOf(&data.Customer{Notes: c.notes})
		d, _ := m.founding.foundedOn(&data.Customer{Notes: c.notes})
		on := ""
		if d.State() == data.Known {
			on = d.String()
		}
		if b != c.business || on != c.founded {
			t.Errorf("%q tells %q and %q, want %q and %q", c.notes, b, on, c.business, c.founded)
		}
	}
	told := &data.Customer{Business: "hosting", Incorporated: data.Date{Year: 2001}, Notes: "nature of business: shoes, registered 2024"}
	if d, in := m.founding.foundedOn(&data.Customer{Owners: []data.Owner{{Name: "A. Berg", AsOf: data.Date{Year: 2024, Month: 3}, Source: "Gründungsurkunde"}}}); d.String() != "2024-03" || in != "owners" {
		t.Errorf("a founding deed tells %v in %s", d, in)
	}
	if d, _ := m.founding.foundedOn(&data.Customer{Owners: []data.Owner{{Name: "A. Berg", AsOf: data.Date{Year: 2024, Month: 3}, Source: "register of shareholders"}}}); d.State() == data.Known {
		t.Errorf("a register tells a founding, %v", d)
	}
	for _, c := range []struct{ country, number, want string }{{"SG", "202512345K", "2025"}, {"IN", "U62011KA2024PTC187654", "2024"}, {"IN", "L17110MH1973PLC019786", ""}, {"IN", "U62011KA2024", ""}, {"MY", "202301012345 (1512345-T)", "2023"}, {"SG", "200512345K", ""}, {"DE", "202512345K", ""}, {"SG", "2025123456", ""}} {
		d, in := m.founding.foundedOn(&data.Customer{Country: c.country, RegistrationNumber: c.number, Incorporated: data.Date{}})
		if got := d.State() == data.Known; got != (c.want != "") || got && (d.String() != c.want || in != "registration_number") {
			t.Errorf("%s of %s tells %v in %s", c.number, c.country, d, in)
		}
	}
	if b, noted := m.businessOf(told); b != "hosting" || noted {
		t.Error("notes outweigh the column")
	}
	if d, in := m.founding.foundedOn(told); d.Year != 2001 || in != "incorporated" {
		t.Error("notes outweigh the column")
	}
}

// No word of the table is there in vain.
func TestEveryWordOfNotesIsRead(t *testing.T) {
	m := words(t).marks
	for _, p := range m.business {
		if b, _ := m.businessOf(&data.Customer{Notes: "the " + p.Text + " toys"}); b != "toys" {
			t.Errorf("%s toys: %q", p.Text, b)
		}
	}
	for _, p := range m.label {
		with, _ := m.businessOf(&data.Customer{Notes: "the " + p.Text + ": toys"})
		if without, _ := m.businessOf(&data.Customer{Notes: "the " + p.Text + " toys"}); with != "toys" || without != "" {
			t.Errorf("%s: %q and %q", p.Text, with, without)
		}
	}
	for _, p := range m.founding.founded {
		if d, _ := m.founding.foundedOn(&data.Customer{Notes: "company " + p.Text + " 2024-03"}); d.String() != "2024-03" {
			t.Errorf("%s: %v", p.Text, d)
		}
	}
}

func TestFaultsOfTheWordsOfNotesNameThePlace(t *testing.T) {
	for old, new := range map[string]string{"founded:": "found:", "basis: unverified": "basis: maybe", "[aktiviti]": "[]", "sells,": "Sells,"} {
		_, err := parseNotes("own.yaml", []byte(strings.Replace(string(notesYAML), old, new, 1)))
		if err == nil || !regexp.MustCompile(`^own\.yaml:\d+:\d+: `).MatchString(err.Error()) {
			t.Errorf("%s: %v", new, err)
		}
	}
}

func FuzzBusinessOfNotes(f *testing.F) {
	f.Add("SSM: registered 2025-13, nature of business: sale of footwear")
	f.Add("成立于2024年3月，经营范围：\xe7玩具")
	m := words(f).marks
	f.Fuzz(func(t *testing.T, notes string) {
		c := &data.Customer{Notes: notes}
		if b, noted := m.businessOf(c); noted == (b == "") {
			t.Fatalf("%q tells %q, noted %v", notes, b, noted)
		}
		if d, noted := m.founding.foundedOn(c); (noted == "notes") != (d.State() == data.Known) {
			t.Fatalf("%q tells %v, noted %v", notes, d, noted)
		}
	})
}
