package links

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

func customer(id, name, country string, more ...func(*data.Customer)) Told {
	c := &data.Customer{ID: id, Name: name, Country: country}
	for _, f := range more {
		f(c)
	}
	return Told{Customer: c, Key: "customer:" + id, IsRecord: true}
}

func party(order, name, country string, more ...func(*data.Customer)) Told {
	t := customer("", name, country, more...)
	t.Key, t.IsRecord = "shipment:"+order, false
	return t
}

func phone(s string) func(*data.Customer) {
	return func(c *data.Customer) { c.Phones = append(c.Phones, s) }
}
func mail(s string) func(*data.Customer) {
	return func(c *data.Customer) { c.Emails = append(c.Emails, s) }
}
func at(s string) func(*data.Customer) { return func(c *data.Customer) { c.Address = s } }
func director(s string) func(*data.Customer) {
	return func(c *data.Customer) { c.Directors = append(c.Directors, s) }
}
func number(s string) func(*data.Customer) {
	return func(c *data.Customer) { c.RegistrationNumber = s }
}
func site(s string) func(*data.Customer) { return func(c *data.Customer) { c.Website = s } }

func build(t testing.TB, told ...Told) *Graph {
	t.Helper()
	g, err := Build(told, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func find(t testing.TB, g *Graph, id string) int32 {
	t.Helper()
	e, ok := g.Find(id)
	if !ok {
		t.Fatalf("there is no %s among %v", id, ids(g))
	}
	return e
}

func ids(g *Graph) (out []string) {
	for i := range g.Len() {
		out = append(out, g.Entity(int32(i)).ID)
	}
	return out
}

func TestPhonesMeetWhateverTheyAreWrittenLike(t *testing.T) {
	w, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ phone, country, want string }{
		{"+852 2345 6789", "", "85223456789"}, {"2345 6789", "HK", "85223456789"}, {"00852-23456789", "SG", "85223456789"}, {"(852) 2345-6789", "HK", "85223456789"},
		{"030 1234567", "DE", "49301234567"}, {"+49 (0)30 1234567", "DE", "49301234567"}, {"8 495 1234567", "RU", "74951234567"}, {"１２３４５６７８", "", "12345678"},
		{"02 555 12345 ext 9", "IT", "390255512345"}, {"0000000", "HK", ""}, {"123", "HK", ""}, {"unknown", "HK", ""}, {"", "", ""}, {"12345678901234567890", "", ""},
	} {
		if got := w.phoneKey(c.phone, c.country); got != c.want {
			t.Errorf("%q in %q is %q, want %q", c.phone, c.country, got, c.want)
		}
	}
}

func TestDomainsOfEverybodyAreNobodys(t *testing.T) {
	w, _ := loadWords()
	for _, c := range []struct{ mail, want string }{
		{"Sales@Kite.example", "kite.example"}, {"a@mail.kite.example", "kite.example"}, {"kite@gmail.com", ""}, {"kite@QQ.com", ""}, {"kite@vip.163.com", ""}, {"no mail", ""}, {"@x.example", ""}, {"a@127.0.0.1", ""}, {"a@localhost", ""},
	} {
		if _, got := w.mailKey(c.mail); got != c.want {
			t.Errorf("%q stands at %q, want %q", c.mail, got, c.want)
		}
	}
	for _, c := range []struct{ site, want string }{
		{"https://www.kite.example/about", "kite.example"}, {"KITE.example:8080", "kite.example"}, {"www.facebook.com/kite", ""}, {"unknown", ""}, {"kite", ""}, {"www.example.com", ""},
	} {
		if got := w.siteKey(c.site); got != c.want {
			t.Errorf("%q stands at %q, want %q", c.site, got, c.want)
		}
	}
}

func TestPeopleAndDesks(t *testing.T) {
	w, _ := loadWords()
	for _, c := range []struct{ a, b string }{{"Mr Ann Lee Tan", "Tan, Ann Lee"}, {"陈小明", "陈小明"}} {
		if w.personKey(c.a) == "" || w.personKey(c.a) != w.personKey(c.b) {
			t.Errorf("%q and %q are two", c.a, c.b)
		}
	}
	for _, s := range []string{"Purchasing Department", "sales", "Ann", "unknown", "", "A Lee", "9 Lee", "Export Manager"} {
		if k := w.personKey(s); k != "" {
			t.Errorf("%q is taken for the person %q", s, k)
		}
	}
}

func TestWhatIsSharedTies(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b func(*data.Customer)
		tied bool
	}{
		{"a phone", phone("+852 2345 6789"), phone("00852 23456789"), true},
		{"a domain, in mail and site", mail("x@kite.example"), site("www.kite.example"), true},
		{"a free mail service", mail("x@gmail.com"), mail("y@gmail.com"), false},
		{"one free mail address", mail("x@gmail.com"), mail("X@Gmail.com"), true},
		{"a registration number", number("20230115-X7"), number("20230115X7"), true},
		{"a unit, worded in two ways", at("Unit 1318, 13/F, Kwai Tak Centre, 12 Hing Fong Road"), at("Rm 1318, 13th Floor, 12 Hing Fong Rd, Kwai Chung"), true},
		{"a building alone", at("Unit 1318, 13/F, Kwai Tak Centre, 12 Hing Fong Road"), at("Unit 402, 4/F, Kwai Tak Centre, 12 Hing Fong Road"), false},
		{"a street alone", at("12 Hing Fong Road"), at("77 Hing Fong Road"), false},
		{"a long name of a director", director("Ann Lee Siew Tan"), director("Tan Ann Lee Siew"), true},
		{"a short name of a director", director("Wei Li"), director("Li Wei"), false},
	} {
		g := build(t, customer("C-1", "Grey Heron Pte", "HK", c.a), customer("C-2", "Silver Egret Ltd", "HK", c.b), customer("C-3", "Third Party", "HK"))
		if got := len(g.Group(find(t, g, "customer:C-1"))) == 2; got != c.tied {
			t.Errorf("%s: tied %v, want %v", c.name, got, c.tied)
		}
	}
}

func TestOneUnitTiesHoweverItIsWritten(t *testing.T) {
	g := build(t,
		customer("A", "Linnet Systems", "MY", at("B-3A-07, Jalan SS 21/60, Petaling Jaya")),
		customer("B", "Osprey Trading", "MY", at("B-3A-7, Jln SS21/60, 47400 PJ")),
		customer("C", "Dunlin Supplies", "MY", at("B-3A-08, Jalan SS 21/60, Petaling Jaya")),
		customer("D", "Siskin Parts", "US", at("Suite 400, 123 Main St, San Jose")),
		customer("E", "Brambling Works", "US", at("123 Main Street, Ste. 400, Springfield")))
	a, b := find(t, g, "customer:A"), find(t, g, "customer:B")
	if s := g.Shares(a, b); len(s) != 1 || s[0].Kind != Unit {
		t.Errorf("one unit in two spellings shares %+v", s)
	}
	for id, want := range map[string]int{"A": 2, "B": 2, "C": 1, "D": 1, "E": 1} {
		if m := g.Group(find(t, g, "customer:"+id)); len(m) != want {
			t.Errorf("%s is of a group of %d, want %d", id, len(m), want)
		}
	}
}

func TestTwoWeakThingsTie(t *testing.T) {
	a, b := "Unit 1318, 13/F, Kwai Tak Centre, 12 Hing Fong Road", "Unit 402, 4/F, Kwai Tak Centre, 12 Hing Fong Road"
	g := build(t, customer("C-1", "Grey Heron Pte", "HK", at(a), director("Wei Li")), customer("C-2", "Silver Egret Ltd", "HK", at(b), director("Li Wei")))
	m, all := g.Members(find(t, g, "customer:C-1"), 9)
	if all != 1 || len(m) != 1 || len(m[0].Shared) != 2 {
		t.Fatalf("members %+v of %d", m, all)
	}
	for _, s := range m[0].Shared {
		if s.TellsA != "customer:C-1" || s.TellsB != "customer:C-2" || s.Value == "" {
			t.Errorf("%+v does not say who tells it", s)
		}
	}
}

func TestHubsJoinNoStrangers(t *testing.T) {
	var told []Told
	for i := range 60 {
		told = append(told, customer(fmt.Sprintf("C-%02d", i), fmt.Sprintf("Stranger %c%c Trading", 'a'+i%26, 'a'+i/26), "HK",
			at(fmt.Sprintf("Unit %d, %d/F, Kwai Tak Centre, 12 Hing Fong Road", 100+i, 1+i%30)), mail(fmt.Sprintf("s%d@gmail.com", i)), mail(fmt.Sprintf("s%d@carrier.example", i)), phone("+852 2222 3456"),
			director("Ann Lee Siew Tan")))
	}
	g := build(t, told...)
	if n := len(g.Groups()); n != 0 {
		t.Errorf("%d groups of strangers, the first of %d", n, len(g.Groups()[0]))
	}
	if p := g.Path([]int32{0}, Search{Flagged: func(e int32) (Flag, bool) { return Flag{Kind: Listed}, true }}); p != nil {
		t.Errorf("a path over a hub: %+v", p)
	}
	if p := g.Proposals(0); len(p) > 0 {
		t.Errorf("strangers proposed: %+v", p)
	}
}

func TestTheOwnHouseTiesNobody(t *testing.T) {
	own := party("S-1", "Our House Ltd", "US", mail("desk@house.example"))
	own.Own = true
	g := build(t, own, customer("C-1", "Grey Heron Pte", "SG", mail("x@house.example")), customer("C-2", "Silver Egret Ltd", "HK", mail("y@house.example")))
	if n := len(g.Groups()); n != 0 {
		t.Errorf("%d groups over the own staff's mail", n)
	}
}

func TestPartiesAreTheCustomersTheyAreToldToBe(t *testing.T) {
	g := build(t,
		customer("C-1", "Grey Heron Pte", "SG", number("2023123456")), customer("C-2", "Silver Egret Ltd", "HK"), customer("C-3", "Silver Egret Ltd", "MY"),
		party("S-1", "grey heron pte", ""), party("S-2", "Grey Heron Pte", "TH"), party("S-3", "Grey Heron Pte", "SG", number("9999123456")),
		party("S-4", "Silver Egret Ltd", "MY"), party("S-5", "Silver Egret Ltd", ""), party("S-6", "", "HK", at("12 Hing Fong Road")), party("S-7", "", ""))
	for order, want := range map[string]string{"S-1": "customer:C-1", "S-2": "party:grey heron pte@TH", "S-3": "party:grey heron pte@SG", "S-4": "customer:C-3", "S-5": "party:silver egret ltd", "S-6": "party:at 12hingfongroad|@HK"} {
		for i := range g.told {
			if g.told[i].Key != "shipment:"+order {
				continue
			}
			if got := g.Entity(g.of[i]).ID; got != want {
				t.Errorf("%s tells of %s, want %s", order, got, want)
			}
			if e, ok := g.FindParty(g.told[i].Customer, ""); !ok || e != g.of[i] {
				t.Errorf("%s is not found again", order)
			}
		}
	}
}

func TestProposals(t *testing.T) {
	unit := at("Unit 1318, 13/F, Kwai Tak Centre, 12 Hing Fong Road")
	for _, c := range []struct {
		name string
		a, b Told
		want string // merge, possibly, ""
	}{
		{"name and number", customer("A", "Grey Heron Electronics Pte Ltd", "SG", number("2023123456")), customer("B", "GREY HERON ELECTRONIC PTE. LTD.", "SG", number("20231234-56")), "merge"},
		{"name, phone and unit", customer("A", "Grey Heron Electronics Ltd", "HK", unit, phone("23456789")), customer("B", "Grey Heron Electronics Limited", "HK", unit, phone("+85223456789")), "merge"},
		{"the same name and one thing", customer("A", "Grey Heron Electronics Ltd", "HK", phone("23456789")), customer("B", "Grey Heron Electronics Limited", "HK", phone("+85223456789")), "possibly"},
		{"another number speaks against it", customer("A", "Grey Heron Electronics Ltd", "HK", unit, phone("23456789"), number("7654321")), customer("B", "Grey Heron Electronics Limited", "HK", unit, phone("+85223456789"), number("1234567")), ""},
		{"one number, two names", customer("A", "Grey Heron Electronics Ltd", "HK", number("7654321")), customer("B", "Plum Blossom Trading", "HK", number("7654321")), "possibly"},
		{"the name alone", customer("A", "Grey Heron Electronics Ltd", "HK"), customer("B", "Grey Heron Electronics Limited", "HK"), ""},
		{"two things and no name", customer("A", "Grey Heron Electronics Ltd", "HK", unit, phone("23456789")), customer("B", "Plum Blossom Trading", "HK", unit, phone("+85223456789")), ""},
	} {
		g := build(t, c.a, c.b, customer("X", "Some Other Works", "HK"), customer("Y", "Meridian Robotics", "DE"))
		p := g.Proposals(find(t, g, "customer:A"))
		q := g.Proposals(find(t, g, "customer:B"))
		got := ""
		if len(p) == 1 {
			if got = "possibly"; p[0].Merge() {
				got = "merge"
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q: %+v", c.name, got, c.want, p)
		}
		if len(p) != len(q) || len(p) == 1 && (p[0].Score != q[0].Score || len(p[0].For) == 0) {
			t.Errorf("%s: seen from the other side %+v against %+v", c.name, q, p)
		}
	}
}

func TestThePathIsShortAndRare(t *testing.T) {
	told := []Told{
		customer("A", "Grey Heron Pte", "SG", phone("+65 6123 4567"), director("Ann Lee Siew Tan")),
		customer("B", "Silver Egret Ltd", "HK", phone("+65 6123 4567"), mail("x@egret.example")),
		party("S-9", "Plum Blossom Trading", "CN", site("egret.example"), number("7654321-X")),
		customer("D", "Northern Bay Works", "CN", number("7654321X")),
		customer("E", "Far Away Works", "CN"),
	}
	g := build(t, told...)
	bad := find(t, g, "customer:D")
	flagged := func(e int32) (Flag, bool) { return Flag{Kind: Stopped, Record: "case"}, e == bad }
	p := g.Path([]int32{find(t, g, "customer:A")}, Search{Flagged: flagged})
	if p == nil || len(p.Hops) != 3 {
		t.Fatalf("path %+v", p)
	}
	var said []string
	for _, h := range p.Hops {
		said = append(said, h.Shared.Kind.String())
	}
	if got := strings.Join(said, ", "); got != "phone, domain, registration number" {
		t.Error(got)
	}
	if p.Hops[1].Shared.TellsB != "shipment:S-9" {
		t.Errorf("the record that tells it: %+v", p.Hops[1].Shared)
	}
	if p := g.Path([]int32{find(t, g, "customer:E")}, Search{Flagged: flagged}); p != nil {
		t.Errorf("a path from nowhere: %+v", p)
	}
	if p := g.Path([]int32{find(t, g, "customer:E")}, Search{Flagged: flagged, Same: [][2]int32{{find(t, g, "customer:E"), bad}}}); p == nil || !p.Hops[0].Judged {
		t.Errorf("what was judged the same is no step: %+v", p)
	}
	if p := g.Path([]int32{bad}, Search{Flagged: flagged}); p != nil {
		t.Errorf("a path to itself: %+v", p)
	}
}

func TestARareWayIsNearerThanACommonStep(t *testing.T) {
	unit := at("Unit 1318, 13/F, Kwai Tak Centre, 12 Hing Fong Road")
	told := []Told{
		customer("A", "Grey Heron Pte", "HK", unit, phone("+852 6123 4567")), customer("B", "Silver Egret Ltd", "HK", phone("+852 6123 4567"), number("7654321")),
		customer("C", "Northern Bay Works", "HK", number("7654321"), unit),
	}
	for i := range 18 {
		told = append(told, customer(fmt.Sprintf("T%02d", i), fmt.Sprintf("Tenant %c Works", 'a'+i), "HK", unit))
	}
	g := build(t, told...)
	bad := find(t, g, "customer:C")
	p := g.Path([]int32{find(t, g, "customer:A")}, Search{Flagged: func(e int32) (Flag, bool) { return Flag{Kind: Listed}, e == bad }})
	if p == nil || len(p.Hops) != 2 || p.Hops[0].Shared.Kind != Phone {
		t.Errorf("path %+v", p)
	}
}

func TestTheOrderOfWhatIsToldDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		told := randomBook(rapid.Int64().Draw(rt, "seed"), 10, 40)
		r := rand.New(rand.NewSource(rapid.Int64().Draw(rt, "shuffle")))
		other := slices.Clone(told)
		r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		a, b := describe(t, told), describe(t, other)
		if a != b {
			rt.Fatalf("one order:\n%s\nanother:\n%s", a, b)
		}
	})
}

// describe writes everything that a graph says.
func describe(t *testing.T, told []Told) string {
	g := build(t, told...)
	var b strings.Builder
	for e := range int32(g.Len()) {
		m, all := g.Members(e, 5)
		fmt.Fprintln(&b, g.Entity(e).ID, g.Group(e), m, all, g.Proposals(e))
		fmt.Fprintln(&b, g.Path([]int32{e}, Search{Flagged: func(o int32) (Flag, bool) { return Flag{Kind: Listed}, o%7 == 3 }}))
	}
	return b.String()
}

func TestGroupsAreWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := build(t, randomBook(rapid.Int64().Draw(rt, "seed"), 20, 60)...)
		for e := range int32(g.Len()) {
			m, all := g.Members(e, g.Len())
			if len(m) != all {
				rt.Fatalf("%s has %d of %d members", g.Entity(e).ID, len(m), all)
			}
			for _, o := range g.Group(e) {
				if !slices.Equal(g.Group(o), g.Group(e)) {
					rt.Fatalf("%d and %d see two groups", e, o)
				}
			}
			for _, p := range g.Proposals(e) {
				if p.B == e || p.Score < possiblyScore || p.Score > 1 || len(p.For) == 0 {
					rt.Fatalf("proposal %+v", p)
				}
			}
		}
	})
}

func TestHostileText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{strings.Repeat("9", 10000), strings.Repeat("a@b.", 3000), "\x00\x1b[31m", "\u202eabc", strings.Repeat("Unit 1, ", 2000), "\xff\xfe"})).Draw(rt, "s")
		c := func(id string) Told {
			t := customer(id, s, s, phone(s), mail(s), mail(s+"@x.example"), at(s), director(s), number(s), site(s))
			t.Customer.Contact, t.Customer.TaxID, t.Customer.UnitFloor, t.Bank, t.Accounts = s, s, s, s, []string{s}
			return t
		}
		p := c(s)
		p.IsRecord = false
		describe(t, []Told{c("1"), c("2"), c(s), p, {}, {Customer: &data.Customer{}}})
	})
}

func TestWordsThatAreWrongNameTheirPlace(t *testing.T) {
	for _, bad := range []string{"basis: unverified\nsource: x\nshared_domain: []\n", "basis: unverified\nsource: x\nshared_domains: [a.b]\nrefused: [x]\ncalling: {Germany: \"49\"}\n", "shared_domains: [\n", "source: x\nbasis: maybe\n"} {
		if _, err := parseWords("w.yaml", []byte(bad)); err == nil || !strings.HasPrefix(err.Error(), "w.yaml") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// randomBook is a book in which things are shared now and then.
func randomBook(seed int64, customers, parties int) []Told {
	r := rand.New(rand.NewSource(seed))
	n := customers + parties
	pick := func(f string, of int) string { return fmt.Sprintf(f, r.Intn(max(1, of))) }
	var told []Told
	for i := range n {
		syl := []string{"ka", "no", "ri", "mel", "tos", "ven", "dra", "ul", "pes", "qua", "lim", "ost"}
		name := ""
		for range 3 {
			name += syl[r.Intn(len(syl))]
		}
		name = strings.ToUpper(name[:1]) + name[1:] + " " + []string{"Systems", "Trading", "Electronics", "Logistics", "Computing"}[r.Intn(5)] + " " + []string{"Ltd", "Pte Ltd", "Sdn Bhd", "GmbH"}[r.Intn(4)]
		country := []string{"HK", "SG", "MY", "DE", "CN", ""}[r.Intn(6)]
		var t Told
		if i < customers {
			t = customer(fmt.Sprintf("C-%d", i), name, country)
		} else {
			t = party(fmt.Sprintf("S-%d", i), name, country)
		}
		c := t.Customer
		c.Address = fmt.Sprintf("Unit %d, %d/F, Tower %s, %d Hing Fong Road, Kuala Lumpur", 1+r.Intn(40), 1+r.Intn(30), pick("%d", n/10), 1+r.Intn(n))
		if r.Intn(2) == 0 {
			c.Phones = []string{fmt.Sprintf("+852 %08d", 20000000+r.Intn(3*n))}
		}
		c.Emails = []string{pick("x@d%d.example", n), pick("y%d@gmail.com", 5*n)}
		if r.Intn(3) == 0 {
			c.Directors = []string{pick("Person Lee N", 1) + string(rune('a'+r.Intn(26))) + string(rune('a'+r.Intn(26))) + string(rune('a'+r.Intn(26)))}
		}
		if r.Intn(3) == 0 {
			c.RegistrationNumber = fmt.Sprintf("%08d", 10000000+r.Intn(4*n))
		}
		told = append(told, t)
	}
	return told
}

func owned(by string, percent float64) func(*data.Customer) {
	return func(c *data.Customer) { c.Owners = append(c.Owners, data.Owner{Name: by, Percent: data.Num(percent)}) }
}
func parent(name, country string) func(*data.Customer) {
	return func(c *data.Customer) { c.Parent, c.ParentCountry = name, country }
}

// An owner that has no record of its own is reached, through layers, whatever else
// it owns; the way on to what else it owns is damped like any other.
func TestThePathLeadsToOwnersAndParents(t *testing.T) {
	told := []Told{
		customer("C-1", "Kestrel Cloud", "MY", owned("Merlin Holding", 60)),
		customer("C-2", "Merlin Holding", "SG", parent("Grey Heron Group", "CN")),
		customer("C-3", "Fjordlys", "NO", owned("Public float", 80), owned("Fjordlys", 20)),
	}
	for i := range 50 {
		told = append(told, customer(fmt.Sprintf("D-%02d", i), fmt.Sprintf("Daughter Firm %02d", i), "MY", parent("Grey Heron Group", "CN")))
	}
	g := build(t, told...)
	at := func(name string) Search {
		return Search{Flagged: func(e int32) (Flag, bool) { return Flag{Kind: Listed}, g.Entity(e).Name == name }}
	}
	p := g.Path([]int32{find(t, g, "customer:C-1")}, at("Grey Heron Group"))
	if p == nil || len(p.Hops) != 2 {
		t.Fatalf("the way to the parent is %+v", p)
	}
	if s := p.Hops[0].Shared; s.Kind != Owner || s.Value != "Merlin Holding, 60 %" || s.Have != 1 || s.TellsA != "customer:C-1" {
		t.Errorf("the first step is %+v", s)
	}
	if s := p.Hops[1].Shared; s.Value != "Grey Heron Group, parent" || s.Have != 51 || s.TellsA != "customer:C-2" {
		t.Errorf("the second step is %+v", s)
	}
	if p := g.Path([]int32{find(t, g, "customer:D-00")}, at("Daughter Firm 01")); p != nil {
		t.Errorf("one of fifty daughters leads to another: %+v", p)
	}
	if p := g.Path([]int32{find(t, g, "customer:C-2")}, at("Kestrel Cloud")); p == nil || len(p.Hops) != 1 {
		t.Errorf("the owner does not lead to the one firm that it owns: %+v", p)
	}
	if m, n := g.Members(find(t, g, "customer:C-1"), 9); n != 1 || g.Entity(m[0].Entity).ID != "customer:C-2" {
		t.Errorf("C-1 belongs together with %+v", m)
	}
	if p := g.Proposals(find(t, g, "customer:C-1")); len(p) != 0 {
		t.Errorf("an owner and whom it owns are proposed as one: %+v", p)
	}
	for _, id := range ids(g) {
		if strings.Contains(id, "public") {
			t.Errorf("%s is nobody", id)
		}
	}
}

// What others say of an entity does not lapse what a person judged of it.
func TestBeingNamedAsAnOwnerChangesNoBasis(t *testing.T) {
	two := []Told{customer("C-1", "Merlin Holding", "SG"), customer("C-2", "Merlin Holdings", "SG")}
	a := build(t, two...)
	b := build(t, append(two, customer("C-3", "Kestrel Cloud", "MY", owned("Merlin Holding", 60)))...)
	if x, y := a.Basis(find(t, a, "customer:C-1"), find(t, a, "customer:C-2")), b.Basis(find(t, b, "customer:C-1"), find(t, b, "customer:C-2")); x != y {
		t.Error("the basis of a judgement changed with who is owned")
	}
}
