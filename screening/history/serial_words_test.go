package history

import (
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

func TestSerialsOfAShipment(t *testing.T) {
	if _, err := parseSerialWords("serials.yaml", serialsYAML); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lines []string
		notes string
		want  []string
	}{
		{nil, "S/N 1650924012345 fitted on site", []string{"1650924012345"}},
		{nil, "Serial numbers: 1650924012345, 1650924012346 and 1650924012347", []string{"1650924012345", "1650924012346", "1650924012347"}},
		{nil, "serial no. MT2233X00455 swapped", []string{"MT2233X00455"}},
		{nil, "Seriennummer 1650924012345 getauscht", []string{"1650924012345"}},
		{nil, "ser.-nr 1650924012345 und 1650924012346", []string{"1650924012345", "1650924012346"}},
		{nil, "số sê-ri 1650924012345", []string{"1650924012345"}},
		{nil, "更换序列号：1650924012345", []string{"1650924012345"}},
		{nil, "серийный номер 1650924012345", []string{"1650924012345"}},
		{[]string{"A1B2C3"}, "S/N 1650924012345", []string{"A1B2C3"}},
		{nil, "serial production starts in 2026", nil},
		{nil, "serial number to follow", nil},
		{nil, "snow in 2026", nil},
		{nil, "", nil},
	} {
		sh := &data.Shipment{Notes: c.notes, Lines: []data.Line{{Serials: c.lines}}}
		if got := slices.Collect(Serials(sh)); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.notes, got, c.want)
		}
	}
}

func TestAWordThatNoStemIsAPartOfIsAFault(t *testing.T) {
	text := strings.Replace(string(serialsYAML), "序列, 机身, ", "序列, ", 1)
	if _, err := parseSerialWords("own.yaml", []byte(text)); err == nil || !strings.HasPrefix(err.Error(), "own.yaml:") || !strings.Contains(err.Error(), "机身号") {
		t.Errorf("%v", err)
	}
}
