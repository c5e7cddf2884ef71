package history

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"redflag/data"
	"redflag/screening/phrases"
)

func TestPermitsThatNotesTell(t *testing.T) {
	for _, c := range []struct {
		notes string
		want  []string
	}{
		{"EUC No. MY/25/0117 received", []string{"MY/25/0117"}},
		{"End-user certificate number MOD-88123/A, import permit MITI-2025-0031.", []string{"MOD-88123/A", "MITI-2025-0031"}},
		{"最终用户证明编号：ZM202500117", []string{"ZM202500117"}},
		{"Endverbleibserklärung Nr. EV-25/00417", []string{"EV-25/00417"}},
		{"certificat d'utilisation finale n° FR-25-0117", []string{"FR-25-0117"}},
		{"Certificado de uso final n.º ES250117", []string{"ES250117"}},
		{"Sijil pengguna akhir nombor MY/25/0118", []string{"MY/25/0118"}},
		{"最終用戶證明編號：ZM202500118", []string{"ZM202500118"}},
		{"輸入許可証番号 IP-250117", []string{"IP-250117"}},
		{"eve 12345-2 and euc 4711-2", nil},
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

func TestTheEndOfAPermitThatNotesTell(t *testing.T) {
	end := data.Day(2025, time.May, 1)
	for _, c := range []struct {
		notes   string
		end     data.Date // the zero date for none
		licence bool
	}{
		{"BIS licence D1198842, valid until 2025-05-01", end, true},
		{"EUC of the ministry expired on 1 May 2025", end, false},
		{"Genehmigung des Amts, gültig bis 1.5.2025", end, true},
		{"许可证有效期至2025年5月1日", end, true},
		{"最終用戶證明，有效期至2025年5月1日", end, false},
		{"certificat du ministère valable jusqu'au 1.5.2025", end, false},
		{"Licencia del ministerio, válida hasta 1.5.2025", end, true},
		{"Lesen MITI sah sehingga 1.5.2025", end, true},
		{"輸出許可証、有効期限 2025年5月1日", end, true},
		{"EUC there. Licence valid to 2025-05-01", end, false},
		{"Licence asked; quote valid until 2025-05-01", data.Date{}, false},
		{"quote valid until 2025-05-01", data.Date{}, false},
		{"licence valid until 1/5/2025", data.Date{}, false},
	} {
		text := phrases.Read(c.notes)
		if on, licence, said := PermitEnd(&text); on != c.end || licence != c.licence || (said != "") != (c.end != data.Date{}) {
			t.Errorf("%q: %v %v %q", c.notes, on, licence, said)
		}
	}
}

// No word of the table is there in vain.
func TestEveryWordOfPermitsIsRead(t *testing.T) {
	w := wordsOfPermits()
	written := func(p phrases.Phrase) string { return cmp.Or(p.Exact, p.Text) }
	for _, p := range w.numbered {
		for _, sign := range w.signs {
			notes := "the " + written(p) + " " + sign.Text + " MY/25/0117"
			if got := Permits(&data.Shipment{Notes: notes}); !slices.Equal(got, []string{"MY/25/0117"}) {
				t.Errorf("%q: %q", notes, got)
			}
		}
	}
	for i, set := range [...]phrases.Set{w.licences, w.certificates} {
		for _, p := range set {
			for _, until := range w.until {
				text := phrases.Read("the " + written(p) + ", " + until.Text + " 2025-05-01")
				if on, licence, _ := PermitEnd(&text); on != data.Day(2025, time.May, 1) || licence != (i == 0) {
					t.Errorf("%q: %v, a licence %v", text.Shown, on, licence)
				}
			}
		}
	}
}

func TestTheWordsOfPermitsLoadAndNameTheirFaults(t *testing.T) {
	if _, err := parsePermitWords("permits.yaml", permitsYAML); err != nil {
		t.Fatal(err)
	}
	for old, new := range map[string]string{"until:": "ends:", "basis: unverified": "basis: maybe", "[許可証]": "[]", "[番号]": "[N]"} {
		_, err := parsePermitWords("own.yaml", []byte(strings.Replace(string(permitsYAML), old, new, 1)))
		if err == nil || !strings.HasPrefix(err.Error(), "own.yaml:") {
			t.Errorf("%s: %v", new, err)
		}
	}
}

func FuzzPermitsOfNotes(f *testing.F) {
	f.Add("EUC No. MY/25/0117 valid until 2025-05-01")
	f.Add("最终用户证明编号：ZM202500117有效期至2025年5月1日")
	f.Fuzz(func(t *testing.T, notes string) {
		for _, n := range Permits(&data.Shipment{Notes: notes}) {
			if permitKey(n) == 0 {
				t.Fatalf("%q tells %q", notes, n)
			}
		}
		text := phrases.Read(notes)
		if on, _, said := PermitEnd(&text); said == "" && on != (data.Date{}) {
			t.Fatalf("%q ends on %v in no words", notes, on)
		}
	})
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
		before := k.PermitBefore(sh, gpus, on)
		return before.Another.Paper, before.Resized.Paper
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
