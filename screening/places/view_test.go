package places

import (
	"strings"
	"testing"

	"redflag/data"
)

func TestLicenceViewKeepsTheTestsApart(t *testing.T) {
	p := New(tables(t))
	chip := Item{Controlled: data.ControlledYes, Bucket: "3A090.a", Datacenter: data.True, First: data.True, CaseByCase: data.True}
	slow := Item{Controlled: data.ControlledYes, Bucket: "3A090.a", Datacenter: data.True, First: data.False, CaseByCase: data.True}
	open := Item{Controlled: data.ControlledYes, Bucket: "3A090.a", Datacenter: data.True}
	game := Item{Controlled: data.ControlledYes, Bucket: "3A090.a", Datacenter: data.False}
	maybe := Item{Controlled: data.ControlledPossible, Bucket: "3A090.b", Datacenter: data.True}
	for _, c := range []struct {
		name            string
		item            Item
		destination     string
		hq              []string
		on              string
		dest, hq3, need data.Truth
	}{
		{"Malaysia, headquarters in China", chip, "MY", []string{"MY", "CN"}, "2025-06-01", data.False, data.True, data.True},
		{"Malaysia, headquarters in Hong Kong", chip, "MY", []string{"HK"}, "2025-06-01", data.False, data.True, data.True},
		{"Malaysia, headquarters there", chip, "MY", []string{"MY"}, "2025-06-01", data.False, data.False, data.False},
		{"Malaysia, headquarters not told", chip, "MY", []string{"MY", ""}, "2025-06-01", data.False, data.Undecided, data.Undecided},
		{"Malaysia, nobody told", chip, "MY", nil, "2025-06-01", data.False, data.Undecided, data.Undecided},
		{"China", chip, "CN", []string{"CN"}, "2026-08-01", data.True, data.True, data.True},
		{"before the headquarters test", chip, "MY", []string{"CN"}, "2023-06-01", data.False, data.False, data.False},
		{"China under the first rule", chip, "CN", []string{"CN"}, "2023-06-01", data.True, data.False, data.True},
		{"China, a chip made to stay below the first rule", slow, "CN", []string{"CN"}, "2023-06-01", data.False, data.False, data.False},
		{"the same a year later", slow, "CN", []string{"CN"}, "2024-06-01", data.True, data.True, data.True},
		{"China, figures of that time not known", open, "CN", []string{"CN"}, "2023-06-01", data.Undecided, data.False, data.Undecided},
		{"goods that may be controlled", maybe, "CN", []string{"CN"}, "2026-08-01", data.True, data.True, data.Undecided},
		{"destination not told", chip, "", []string{"MY"}, "2025-06-01", data.Undecided, data.False, data.Undecided},
		{"a graphics card", game, "VN", []string{"VN"}, "2025-06-01", data.True, data.False, data.True},
	} {
		on := day(t, c.on)
		v := p.Licence(c.item, []string{c.destination}, p.Headquarters(c.hq, on), on)
		if v.Destination != c.dest || v.Headquarters != c.hq3 || v.Needed != c.need || v.Says == "" {
			t.Errorf("%s: %+v", c.name, v)
		}
		if v.Needed == data.Undecided && len(v.Missing) == 0 {
			t.Errorf("%s: undecided, and nothing is said to be missing", c.name)
		}
	}
	home, late := Answer{Need: data.False}, "2026-08-01"
	if v := p.Licence(chip, []string{"CN"}, home, day(t, late)); v.Review == "" || len(v.Exceptions) != 0 {
		t.Errorf("an H200 to China: %+v", v)
	}
	if v := p.Licence(open, []string{"CN"}, home, day(t, late)); !strings.HasPrefix(v.Review, "perhaps ") || len(v.Missing) != 1 {
		t.Errorf("a chip whose figures lie across the limits of the review: %+v", v)
	}
	fast := chip
	fast.CaseByCase = data.False
	if v := p.Licence(fast, []string{"CN"}, home, day(t, late)); v.Review != "" {
		t.Errorf("a B200 to China: %+v", v)
	}
	if v := p.Licence(chip, []string{"CN", "MY"}, home, day(t, late)); v.Destination != data.True || v.Review == "" {
		t.Errorf("an H200 by way of China: %+v", v)
	}
	if v := p.Licence(Item{Controlled: data.ControlledNoSign}, []string{"CN"}, home, day(t, late)); v.Needed != data.Undecided {
		t.Errorf("goods not recognised: %+v", v)
	}
	if v := p.Licence(chip, nil, home, day(t, late)); v.Needed != data.Undecided {
		t.Errorf("nowhere told: %+v", v)
	}
	named := chip
	named.ChinaMade = data.True
	if v := p.Licence(named, []string{"MY"}, home, day(t, late)); v.Needed != data.Undecided || len(v.Missing) != 1 {
		t.Errorf("a chip designed in China, for Malaysia: %+v", v)
	}
	memory := Item{Controlled: data.ControlledYes, Bucket: "3A090.c", Datacenter: data.True}
	if v := p.Licence(memory, []string{"CN"}, home, day(t, late)); v.DestinationWhy != "China is in Country Group D:5" || v.Review != "" || len(v.Missing) != 0 || len(v.Exceptions) != 1 || !strings.HasPrefix(v.Exceptions[0], "HBM (740.25)") {
		t.Errorf("memory to China: %+v", v)
	}
	if v := p.Licence(memory, []string{"IR"}, home, day(t, late)); len(v.Exceptions) != 0 {
		t.Errorf("memory to Iran: %+v", v)
	}
	for _, c := range []struct {
		to   []string
		hq   data.Truth
		on   string
		want string
	}{
		{[]string{"VN"}, data.False, late, "ACA"},
		{[]string{"CN"}, data.False, late, "NAC"},
		{[]string{"VN", "MO"}, data.False, late, "NAC"},
		{[]string{"MY"}, data.True, late, "NAC"},
		{[]string{"IR"}, data.False, late, ""},
		{[]string{"IR"}, data.True, late, ""},
		{[]string{"RU"}, data.True, late, ""},
		{[]string{"BY"}, data.False, late, ""},
		{[]string{"CN"}, data.False, "2023-03-01", ""},
		{[]string{"CN"}, data.False, "2023-11-16", ""},
		{[]string{"CN"}, data.False, "2023-11-17", "NAC"},
	} {
		v := p.Licence(game, c.to, Answer{Need: c.hq}, day(t, c.on))
		if got := strings.Join(v.Exceptions, ""); c.want == "" && got != "" || !strings.HasPrefix(got, c.want) {
			t.Errorf("a graphics card to %v on %s: exceptions %q, want %q", c.to, c.on, got, c.want)
		}
	}
}
