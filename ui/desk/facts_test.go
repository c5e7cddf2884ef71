package desk

import (
	"strings"
	"testing"

	"redflag/data"
)

func TestASourceThatWasNotSeenIsNotSaidToBe(t *testing.T) {
	for _, c := range []struct {
		cites []string
		basis string
		want  string
	}{
		{[]string{"A", "B"}, data.Sourced, "A; B (sourced)"},
		{[]string{"A", "B (unverified)"}, data.Sourced, "A; B (unverified) (where not marked: sourced)"},
		{[]string{"B (unverified)"}, data.Unverified, "B (unverified)"},
		{[]string{"A"}, "", "A"},
	} {
		if got := Cited(c.cites, c.basis); got != c.want {
			t.Errorf("%v, %s: %q, want %q", c.cites, c.basis, got, c.want)
		}
	}
}

// What decides is told of even where nobody told it, an owner's share that nobody
// told is said to be missing, and nothing else is made up.
func TestFactsOfAParty(t *testing.T) {
	c := &data.Customer{Name: "Merlin Optik", Owners: []data.Owner{
		{Name: "Silver Egret", Country: "HK", Percent: data.Num(12.5), AsOf: data.Day(2025, 3, 1), Source: "register"}, {Name: "Nobody Known"}},
		Sites: []data.Site{{Name: "Hall 1", MW: data.Num(2), Hardware: []data.Hardware{{Model: "HGX H100", Quantity: data.Num(4)}}}}, TaxID: "DE1"}
	var got []string
	for _, f := range Facts(c) {
		got = append(got, f.Name+"="+f.Text)
	}
	want := "headquarters=|ultimate parent=|owners=Silver Egret, HK, 12.5 %, as of 2025-03-01, register|=Nobody Known, share not told|registered as=tax id DE1|site=Hall 1, 2 MW, 4 × HGX H100"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("the facts are\n%s, want\n%s", s, want)
	}
}
