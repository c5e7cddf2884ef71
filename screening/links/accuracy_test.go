package links

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

// Duplicates that a person would recognise are proposed, and what only looks like
// one is not: branches in other countries, tenants, firms of one group with
// numbers of their own.
func TestDuplicatesAreProposedAndNeighboursAreNot(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	syl := []string{"ka", "no", "ri", "mel", "tos", "ven", "dra", "ul", "pes", "qua", "lim", "ost", "bre", "fi", "gan"}
	word := func() string {
		w := ""
		for range 3 + r.Intn(2) {
			w += syl[r.Intn(len(syl))]
		}
		return strings.ToUpper(w[:1]) + w[1:]
	}
	typo := func(s string) string {
		i := 2 + r.Intn(4)
		return s[:i] + s[i+1:]
	}
	const n = 400
	var told []Told
	twin := map[string]string{}
	for i := range n {
		name := word() + " " + []string{"Systems", "Electronics", "Computing", "Trading"}[r.Intn(4)]
		c := customer(fmt.Sprintf("A%d", i), name+" Limited", "HK", phone(fmt.Sprintf("+852 2%07d", i)), mail(fmt.Sprintf("x@d%d.example", i)), number(fmt.Sprintf("%07d", 2000000+i)),
			at(fmt.Sprintf("Unit %d, 5/F, 12 Hing Fong Road", i)))
		told = append(told, c)
		id := fmt.Sprintf("B%d", i)
		same := true
		var d Told
		switch i % 8 {
		case 0: // another legal form, the same number
			d = customer(id, name+" Ltd", "HK", number(fmt.Sprintf("%07d", 2000000+i)))
		case 1: // a slip of the pen, phone and unit
			d = customer(id, typo(name)+" Limited", "HK", phone(fmt.Sprintf("2%07d", i)), at(fmt.Sprintf("Rm %d, 5th Floor, 12 Hing Fong Rd", i)))
		case 2: // in capitals, phone and domain
			d = customer(id, strings.ToUpper(name)+" LTD.", "HK", phone(fmt.Sprintf("00852-2%07d", i)), site(fmt.Sprintf("https://www.d%d.example", i)))
		case 3: // renamed
			d = customer(id, word()+" Holdings Limited", "HK", number(fmt.Sprintf("%07d", 2000000+i)))
		case 4: // the same name, one thing
			d = customer(id, name+" Ltd", "HK", mail(fmt.Sprintf("y@d%d.example", i)))
		case 5: // a tenant of the same unit with the same phone
			d, same = customer(id, word()+" Logistics", "HK", phone(fmt.Sprintf("2%07d", i)), at(fmt.Sprintf("Unit %d, 5/F, 12 Hing Fong Road", i))), false
		case 6: // a firm of the group with its own number
			d, same = customer(id, name+" Services Limited", "HK", number(fmt.Sprintf("%07d", 5000000+i)), mail(fmt.Sprintf("z@d%d.example", i)), phone(fmt.Sprintf("2%07d", i))), false
		case 7: // a namesake
			d, same = customer(id, name+" Limited", "MY", number(fmt.Sprintf("%07d", 7000000+i))), false
		}
		told = append(told, d)
		if same {
			twin["customer:A"+fmt.Sprint(i)] = "customer:" + id
		}
	}
	g := build(t, told...)
	found, wrong := 0, 0
	missed := map[int]int{}
	for i := range n {
		id := fmt.Sprintf("customer:A%d", i)
		hit := false
		for _, p := range g.Proposals(find(t, g, id)) {
			if g.Entity(p.B).ID == twin[id] {
				hit = true
			} else {
				wrong++
				t.Logf("wrong: %s and %s: %+v", g.Entity(p.A).Name, g.Entity(p.B).Name, p)
			}
		}
		if hit {
			found++
		} else if twin[id] != "" {
			missed[i%8]++
		}
	}
	t.Logf("%d of %d duplicates proposed, %d wrong; missed by kind %v", found, len(twin), wrong, missed)
	if found*100 < 95*len(twin) || wrong*100 > n {
		t.Errorf("%d of %d duplicates proposed, %d wrong; missed by kind %v", found, len(twin), wrong, missed)
	}
}

func FuzzTraits(f *testing.F) {
	for _, s := range []string{"+852 2345 6789 ext 4", "x@mail.kite.example", "https://www.kite.example:80/a?b", "Tan, Ann Lee", "12 Hing Fong Road, Kwai Chung", "2023-1234-X", "\x00", "@.@", "..", "00"} {
		f.Add(s, "HK")
	}
	w, err := loadWords()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s, country string) {
		c := customer(s, s, country, phone(s), mail(s), at(s), director(s), number(s), site(s))
		first := w.traits(&c)
		for _, tr := range first {
			if tr.key == "" || tr.kind >= kinds {
				t.Errorf("%q has the trait %+v", s, tr)
			}
		}
		if len(first) > maxTraits {
			t.Errorf("%d traits", len(first))
		}
		if k := w.host(s); k != "" && w.host(k) != k {
			t.Errorf("%q stands at %q, and that at %q", s, k, w.host(k))
		}
	})
}
