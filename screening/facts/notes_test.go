package facts

import (
	"testing"

	"redflag/data"
)

func TestNotesTellWhatColumnsDoNot(t *testing.T) {
	m := newNoteMarks()
	for _, c := range []struct{ notes, business, founded string }{
		{"SSM: registered 2025-03, nature of business: sale of footwear and school uniforms", "sale of footwear and school uniforms", "2025-03"},
		{"Branche: Textilhandel; gegründet 2024", "Textilhandel", "2024"},
		{"2023年成立，主营: 服装", "服装", ""},
		{"成立于2024年3月，经营范围：玩具", "玩具", "2024-03"},
		{"設立2023.11 業種：飲食店", "飲食店", "2023-11"},
		{"pays on time, business is slow", "", ""},
		{"registered letter sent 14 times", "", ""},
	} {
		b, _ := m.businessOf(&data.Customer{Notes: c.notes})
		d, _ := m.foundedOn(&data.Customer{Notes: c.notes})
		on := ""
		if d.State() == data.Known {
			on = d.String()
		}
		if b != c.business || on != c.founded {
			t.Errorf("%q tells %q and %q, want %q and %q", c.notes, b, on, c.business, c.founded)
		}
	}
	told := &data.Customer{Business: "hosting", Incorporated: data.Date{Year: 2001}, Notes: "nature of business: shoes, registered 2024"}
	if b, noted := m.businessOf(told); b != "hosting" || noted {
		t.Error("notes outweigh the column")
	}
	if d, noted := m.foundedOn(told); d.Year != 2001 || noted {
		t.Error("notes outweigh the column")
	}
}
