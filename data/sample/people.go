package sample

import (
	"strconv"
	"strings"
)

// firm is one invented party.
type firm struct {
	name, address, city, postcode, country string
	hq, parent, parentCountry              string
	founded                                int
	business                               string
	role                                   string
	mail, phone                            string
	staff                                  int
	mw                                     string
	advanced                               bool // buys advanced chips now and then
}

type place struct {
	country, form, city, postcode string
	weight                        int
}

// places weigh where buyers sit: a western exporter's book with a good share of
// Southeast Asia.
var places = []place{
	{"US", "Inc", "Columbus", "43004", 18}, {"US", "LLC", "Austin", "73301", 10}, {"DE", "GmbH", "Kassel", "34117", 10},
	{"GB", "Ltd", "Leeds", "LS1 4AP", 7}, {"NL", "BV", "Zwolle", "8011 AA", 6}, {"FR", "SAS", "Lille", "59000", 5},
	{"JP", "KK", "Nagoya", "450-0002", 7}, {"KR", "Co Ltd", "Daejeon", "34000", 4}, {"TW", "Co Ltd", "Hsinchu", "300", 5},
	{"SG", "Pte Ltd", "Singapore", "237001", 6}, {"MY", "Sdn Bhd", "Ipoh", "30000", 5}, {"TH", "Co Ltd", "Bangkok", "10110", 3},
	{"VN", "JSC", "Da Nang", "550000", 2}, {"ID", "PT", "Bandung", "40111", 2}, {"IN", "Pvt Ltd", "Pune", "411001", 4},
	{"CA", "Inc", "Halifax", "B3H 0A1", 3}, {"AU", "Pty Ltd", "Perth", "6000", 2}, {"AE", "FZE", "Dubai", "", 2}, {"HK", "Ltd", "Hong Kong", "", 2}, {"CN", "Co Ltd", "Foshan", "528000", 2},
}

var (
	onsets  = strings.Fields("b br c cl d dr f fl g gr h j k kr l m n p pl qu r s sk sl st t tr v w z")
	vowels  = strings.Fields("a e i o u ai ea io ou")
	codas   = strings.Fields("l n r s t m nd lt rk st x")
	trades  = strings.Fields("Works Systems Labs Partners Trading Retail Studio Networks Supply Foundry Instruments Logistics Robotics Foods Textiles Energy Medical Optics Controls Motors")
	trade   = strings.Fields("software engineering retail education hospital games mining textile research logistics banking furniture automotive food media")
	streets = strings.Fields("Alder Birch Cobalt Dover Ember Fallow Granite Heron Indigo Juniper Kestner Larch Marlow Nimbus Osprey Quarry Saffron Thistle Umber Willow")
)

// word makes an invented word of two or three syllables.
func (g *generator) word() string {
	var b strings.Builder
	for range 2 + g.rnd.IntN(2) {
		b.WriteString(onsets[g.rnd.IntN(len(onsets))])
		b.WriteString(vowels[g.rnd.IntN(len(vowels))])
	}
	b.WriteString(codas[g.rnd.IntN(len(codas))])
	s := b.String()
	return strings.ToUpper(s[:1]) + s[1:]
}

func (g *generator) place() place {
	total := 0
	for _, p := range places {
		total += p.weight
	}
	n := g.rnd.IntN(total)
	for _, p := range places {
		if n -= p.weight; n < 0 {
			return p
		}
	}
	return places[0]
}

func (g *generator) firm(seen map[string]bool) firm {
	p := g.place()
	name := ""
	for name == "" || seen[name] {
		name = g.word() + " " + trades[g.rnd.IntN(len(trades))] + " " + p.form
	}
	seen[name] = true
	f := firm{
		name: name, city: p.city, postcode: p.postcode, country: p.country, hq: p.country,
		address: strconv.Itoa(1+g.rnd.IntN(400)) + " " + streets[g.rnd.IntN(len(streets))] + " " + g.word() + " Road",
		founded: 1970 + g.rnd.IntN(50), business: trade[g.rnd.IntN(len(trade))], role: "end_user",
		staff: 5 + g.rnd.IntN(900), phone: "+" + strconv.Itoa(100_000_000+g.rnd.IntN(899_999_999)),
	}
	host := strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(name, " "+p.form), " ", "-"))
	f.mail = "orders@" + host + ".example"
	if g.rnd.IntN(12) == 0 {
		f.role = "reseller"
	}
	if f.advanced = g.rnd.IntN(9) == 0; f.advanced {
		f.business = "cloud and data centre"
		f.mw = strconv.Itoa(1 + g.rnd.IntN(40))
	}
	return f
}

// people makes everybody who occurs in the set. One buyer in 120 is of the kind
// that the program is for.
func (g *generator) people() {
	seen := make(map[string]bool, g.o.Customers*(1+othersPerBuyer))
	for i := range g.o.Customers {
		f := g.firm(seen)
		if i%120 == 60 {
			g.darken(&f)
		}
		g.buyers = append(g.buyers, f)
	}
	for range g.o.Customers * othersPerBuyer {
		g.others = append(g.others, g.firm(seen))
	}
	for range max(4, g.o.Customers/100) {
		f := g.firm(seen)
		f.name = strings.Replace(f.name, " ", " Freight ", 1)
		g.fwd = append(g.fwd, f)
	}
}

// darken makes a buyer of the kind that diverts: young, thin, or owned elsewhere.
func (g *generator) darken(f *firm) {
	f.founded, f.staff, f.advanced, f.mw = 2023+g.rnd.IntN(3), 1+g.rnd.IntN(6), true, ""
	switch g.rnd.IntN(4) {
	case 0:
		f.country, f.hq, f.parent, f.parentCountry = "MY", "MY", g.word()+" Computing Co Ltd", "CN"
	case 1:
		f.country, f.hq = "SG", "MO"
	case 2:
		f.country, f.hq = "TH", "unknown"
	case 3:
		f.country, f.hq, f.mail = "HK", "", strings.ToLower(g.word())+"@gmail.com"
	}
}
