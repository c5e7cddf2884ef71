package history

import (
	"slices"
	"testing"
	"time"

	"redflag/data"
)

func TestPermitsThatNotesTell(t *testing.T) {
	for _, c := range []struct {
		notes string
		want  []string
	}{
		{"EUC No. MY/25/0117 received", []string{"MY/25/0117"}},
		{"End-user certificate number MOD-88123/A, import permit MITI-2025-0031.", []string{"MOD-88123/A", "MITI-2025-0031"}},
		{"最终用户证明编号：ZM202500117", []string{"ZM202500117"}},
		{"EUC not returned", nil},
		{"EUC of 2025-03-01 expired", nil},
		{"certificate 12", nil},
		{"order 4711-2025", nil},
	} {
		if got := Permits(&data.Shipment{Notes: c.notes}); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.notes, got, c.want)
		}
	}
}

func TestAPermitIsOneBuyers(t *testing.T) {
	chips := Narrow{Advanced: true, GPUs: 64}
	paper := func(id, of, number string, day int) *data.Shipment {
		sh := order(id, of, data.Day(2025, time.March, day))
		sh.Licence = number
		return sh
	}
	b := NewBuilder()
	b.Shipment(paper("S-1", "C-1", "D1198842", 1), "", chips)
	for i, of := range []string{"C-1", "C-2", "C-3", "C-4", "C-5"} {
		b.Shipment(paper("G-"+of, of, "OGEL-00431", 2+i), "", chips)
	}
	k := b.Build()
	at := func(of, number string, day int, gpus float64) (string, string) {
		sh := paper("S-9", of, number, day)
		on, _ := Day(sh)
		another, resized := k.PermitBefore(sh, gpus, on)
		return another.Paper, resized.Paper
	}
	for _, c := range []struct {
		name, of, number string
		day              int
		gpus             float64
		another, resized string
	}{
		{"another buyer", "C-2", "D-1198842", 9, 64, "S-1", ""},
		{"the same one", "C-1", "D1198842", 9, 64, "", ""},
		{"the same one, for more", "C-1", "D1198842", 9, 512, "", "S-1"},
		{"before it was told", "C-2", "D1198842", 1, 64, "", ""},
		{"a general licence", "C-9", "OGEL-00431", 20, 64, "", ""},
	} {
		if another, resized := at(c.of, c.number, c.day, c.gpus); another != c.another || resized != c.resized {
			t.Errorf("%s: got %q and %q, want %q and %q", c.name, another, resized, c.another, c.resized)
		}
	}
}
