package facts

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

func heron() *data.Customer {
	return &data.Customer{Name: "Grey Heron Micro", Address: "1 Quay Road", Country: "NO", Owners: []data.Owner{{Name: "Ann Example", Country: "NO", Percent: data.Num(100)}}}
}

func heronHit() data.NameHit {
	e := &data.ListEntry{ID: "9001", List: "EL", Name: "Grey Heron Microelectronics", Countries: []string{"CN"}, Aliases: []string{"GHM"}, FRNotice: "90 FR 1"}
	return data.NameHit{ID: e.ID, List: e.List, Name: e.Name, Country: "CN", FRNotice: e.FRNotice, Entry: e}
}

func clearedOn(j data.Judgement) data.Judgement {
	j.Kind, j.Subject, j.Object = "cleared_pair", "Grey Heron Micro", "EL:9001"
	j.Person, j.On = "Ada", data.Day(2026, 1, 1)
	return j
}

// What a judgement of each form means today.
func TestFormsOfAClearance(t *testing.T) {
	h := heronHit()
	p := blankProfile(heron())
	chips := blankProfile(heron())
	chips.goods = advancedFamily
	now := p.rests(&h, 0)
	later := slices.Concat(now, []data.Rest{{What: "a thing of a later program", Is: "x"}})
	noGoods := slices.DeleteFunc(slices.Clone(now), func(r data.Rest) bool { return r.What == restGoods })
	for name, c := range map[string]struct {
		j    data.Judgement
		p    *profile
		want string // "" stands; else a word of why not
	}{
		"as it was":                        {data.Judgement{Rests: now}, p, ""},
		"other goods":                      {data.Judgement{Rests: now}, chips, "advanced chips"},
		"chips, then keyboards":            {data.Judgement{Rests: chips.rests(&h, chips.goods)}, p, ""},
		"what nobody here knows":           {data.Judgement{Rests: later}, p, "later program"},
		"goods not told":                   {data.Judgement{Rests: noGoods}, p, ""},
		"goods not told, chips":            {data.Judgement{Rests: noGoods}, chips, "does not say for which goods"},
		"first form":                       {data.Judgement{Basis: oldBasis(p.c, &h)}, p, ""},
		"first form, chips":                {data.Judgement{Basis: oldBasis(p.c, &h)}, chips, "does not say for which goods"},
		"first form, changed":              {data.Judgement{Basis: "00"}, p, "changed"},
		"names alone":                      {data.Judgement{}, chips, ""},
		"over":                             {data.Judgement{Rests: now, Clearance: data.Clearance{Until: data.Day(2026, 3, 1)}}, p, "ended on 2026-03-01"},
		"made after the day asked about":   {data.Judgement{Rests: now, Clearance: data.Clearance{On: data.Day(2027, 1, 1)}}, p, "none"},
		"ends on the very day asked about": {data.Judgement{Rests: now, Clearance: data.Clearance{Until: data.Day(2026, 6, 1)}}, p, ""},
	} {
		on := c.j.On
		x := clearedOn(c.j)
		if on.State() == data.Known {
			x.On = on
		}
		j := NewJudgements([]data.Judgement{x}, data.Day(2026, 6, 1))
		stands, lapsed := j.pair(c.p.c.Name, &h, c.p.rests(&h, c.p.goods), oldBasis(c.p.c, &h))
		switch {
		case c.want == "none" && (stands != nil || lapsed != nil),
			c.want == "" && stands == nil,
			c.want != "" && c.want != "none" && (stands != nil || lapsed == nil || !strings.Contains(lapsed.why, c.want)):
			t.Errorf("%s: stands %v, lapsed %+v, want %q", name, stands != nil, lapsed, c.want)
		}
	}
}

// Whatever changes of the party or the entry, no clearance survives it; where
// nothing does, it stands whatever else was judged of the name.
func TestNoClearanceSurvivesAChange(t *testing.T) {
	h := heronHit()
	made := clearedOn(data.Judgement{Rests: blankProfile(heron()).rests(&h, 0)})
	changes := []func(c *data.Customer, h *data.NameHit){
		func(c *data.Customer, _ *data.NameHit) { c.Address = "2 Quay Road" },
		func(c *data.Customer, _ *data.NameHit) { c.UnitFloor = "3" },
		func(c *data.Customer, _ *data.NameHit) { c.Country = "MY" },
		func(c *data.Customer, _ *data.NameHit) { c.NameLocal = "灰鹭" },
		func(c *data.Customer, _ *data.NameHit) { c.Aliases = []string{"GHM"} },
		func(c *data.Customer, _ *data.NameHit) { c.UltimateParent = "Otter Holdings" },
		func(_ *data.Customer, h *data.NameHit) { h.Entry.Name = "Grey Heron Micro" },
		func(_ *data.Customer, h *data.NameHit) { h.Entry.Aliases = append(h.Entry.Aliases, "GH") },
		func(_ *data.Customer, h *data.NameHit) { h.Entry.Addresses = append(h.Entry.Addresses, "1 Quay Road") },
		func(_ *data.Customer, h *data.NameHit) { h.Entry.FRNotice = "91 FR 2" },
		func(_ *data.Customer, h *data.NameHit) {
			h.Entry.LicencePolicy = strings.Repeat("Presumption of denial. ", 20)
		},
		func(_ *data.Customer, h *data.NameHit) { h.Entry.Remarks = "now of Shenzhen" },
	}
	rapid.Check(t, func(t *rapid.T) {
		c, now := heron(), heronHit()
		e := *now.Entry
		now.Entry = &e
		which := rapid.SliceOfDistinct(rapid.IntRange(0, len(changes)-1), rapid.ID[int]).Draw(t, "changes")
		for _, i := range which {
			changes[i](c, &now)
		}
		other := clearedOn(data.Judgement{Rests: []data.Rest{{What: restAddress, Is: "elsewhere"}}})
		j := NewJudgements([]data.Judgement{made, other}, data.Day(2026, 6, 1))
		stands, lapsed := j.pair(c.Name, &now, blankProfile(c).rests(&now, 0), "")
		if (stands != nil) != (len(which) == 0) {
			t.Fatalf("%v changed: stands %v, %+v", which, stands != nil, lapsed)
		}
		if len(which) > 0 && lapsed.why == "" {
			t.Fatalf("%v changed, and nothing says so", which)
		}
	})
}
