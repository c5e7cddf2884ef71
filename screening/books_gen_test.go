package screening

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"redflag/data"
)

// A desk is what a book of ordinary trade is made from: what a house sells, to whom, and how its
// papers run. Its goods are real, with their numbers, prices and weights; its customers are invented.
type desk struct {
	Name       string `yaml:"-"`
	Country    string // where it stands
	Currency   string
	Unit       string
	Since      string
	Language   string   // of the names of its customers at home
	Controlled float64  // the share of orders that hold a controlled line, where the buyer takes such
	Named      float64  // how often the user is named by a direct buyer
	Known      bool     // who buys controlled goods is known: halls, statements, owners
	Rows       bool     // declarations without customers
	Monthly    bool     // bills of a month
	House      string   // who sends the goods, where the book tells it
	Free       []string // where controlled goods may go without a licence
	Licensed   []string // where they go with one, whose number the papers tell
	Licences   []string
	Courses    []course // what papers follow an order; without them: deliveries, returns and quotes
	Plants     []ownSite
	Halls      []ownSite
	HallsOf    []string `yaml:"hallsOf"` // kinds of buyers whose goods go to halls
	Papers     struct{ Delivery, Return, Quote float64 }
	Countries  []struct {
		Country string
		Weight  float64
	}
	Firms []struct {
		Kind  string
		Count int
		Home  bool // at home alone
	}
	Ways []struct {
		To string
		By []string
	}
	Uses, Remarks, Notes, Returns []string

	goods  []ware
	places map[string]place
	kinds  map[string]firmKind
}

type ware struct {
	part, words, hs, eccn, unit string
	price, kg, weight           float64
	most                        int
	kinds                       []string
	controlled                  bool
	near                        bool // goes with controlled goods, and is sold where those may go
}

type place struct {
	Country, Region, Form, Dial string
	Streets, Cities, Posts      []string
	first, second               []string
}

type firmKind struct {
	Kind, Business, Role string
	DE, EN               []string
	Own                  map[string][]string // at home, by the language of the desk
	People               []float64
}

// What a record of a book is: everyday trade, trade with controlled goods to whom the law lets
// have them, or part of a scheme.
const (
	plainTrade = iota
	controlledTrade
	plantedTrade
	licensedTrade // controlled goods with a licence told
)

// tradeBook is a book of a desk: its records, and what each shipment of it is.
type tradeBook struct {
	records []*data.Record
	is      map[string]int
	schemes []plantedScheme
}

// plantedScheme is a scheme among the trade, and the level that its worst record has to reach.
type plantedScheme struct {
	Case      string            `json:"case"`
	Technique string            `json:"technique"` // of the published techniques
	Why       string            `json:"why"`
	Expect    data.Level        `json:"expect"`
	Records   []json.RawMessage `json:"records"`
	ids       []string
}

func bookFile(name string) string { return filepath.Join("testdata", "books", name) }

func openDesk(t testing.TB, name string) *desk {
	t.Helper()
	var world struct {
		Regions []struct {
			Region        string
			First, Second []string
		}
		Places []place
		Firms  []firmKind
	}
	d := &desk{Name: name, places: map[string]place{}, kinds: map[string]firmKind{}}
	readYAML(t, "places.yaml", &world)
	readYAML(t, name+".yaml", d)
	for _, p := range world.Places {
		for _, r := range world.Regions {
			if r.Region == p.Region {
				p.first, p.second = r.First, r.Second
			}
		}
		d.places[p.Country] = p
	}
	for _, k := range world.Firms {
		d.kinds[k.Kind] = k
	}
	d.goods = readGoods(t, name+".csv")
	return d
}

func readYAML(t testing.TB, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile(bookFile(name))
	if err == nil {
		err = yaml.Unmarshal(raw, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func readGoods(t testing.TB, name string) []ware {
	t.Helper()
	f, err := os.Open(bookFile(name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var out []ware
	for _, row := range rows[1:] {
		at := func(head string) string { return row[slices.Index(rows[0], head)] }
		number := func(head string) float64 {
			v, err := strconv.ParseFloat(at(head), 64)
			if err != nil {
				t.Fatalf("%s: %v: %s: %v", name, row, head, err)
			}
			return v
		}
		out = append(out, ware{part: at("part"), words: at("words"), hs: at("hs"), eccn: at("eccn"), unit: at("unit"),
			price: number("price"), kg: number("kg"), weight: number("weight"), most: int(number("most")),
			kinds: strings.Fields(at("kinds")), controlled: at("class") == "controlled", near: at("class") == "near"})
	}
	return out
}

// A clerk writes a book: all that it draws comes from one source, so that a seed is a book.
type clerk struct {
	*rand.Rand
	*desk
	book    *tradeBook
	buyers  []*buyer
	drawn   []float64 // the sums of the weights of the buyers
	taken   map[string]bool
	numbers int
	from    int32
	days    int
}

type buyer struct {
	data.Customer
	kind     string
	forwards bool
	many     float64 // how much it orders, against others
}

// write makes a book of about n shipments.
func (d *desk) write(t testing.TB, n int, seed uint64) *tradeBook {
	t.Helper()
	since, err := time.Parse(time.DateOnly, d.Since)
	if err != nil {
		t.Fatal(err)
	}
	first := data.Day(since.Year(), since.Month(), since.Day()).First()
	c := &clerk{Rand: rand.New(rand.NewPCG(seed, uint64(len(d.Name)))), desk: d, book: &tradeBook{is: map[string]int{}}, taken: map[string]bool{},
		from: first, days: int(today().First() - first)}
	switch {
	case d.Rows:
		for len(c.book.records) < n {
			c.declaration()
		}
	default:
		c.enrol(n)
		for len(c.book.is) < n {
			if d.Monthly {
				c.bills()
			} else {
				c.order()
			}
		}
	}
	c.plant(t)
	return c.book
}

func pick[T any](c *clerk, of []T) T { return of[c.IntN(len(of))] }

func (c *clerk) chance(p float64) bool { return c.Float64() < p }

// weighed draws one of n by its weight.
func (c *clerk) weighed(n int, weight func(int) float64) int {
	sum := 0.0
	for i := range n {
		sum += weight(i)
	}
	at := c.Float64() * sum
	for i := range n {
		if at -= weight(i); at < 0 {
			return i
		}
	}
	return n - 1
}

func (c *clerk) number() string { return strconv.Itoa(1000 + c.IntN(9000)) }

// enrol makes the customers of the book, some of them of one group.
func (c *clerk) enrol(n int) {
	c.plants()
	share := min(1, math.Sqrt(float64(n)/10000))
	for _, f := range c.Firms {
		for range max(2, int(float64(f.Count)*share)) {
			country := c.Country
			if !f.Home {
				country = c.Countries[c.weighed(len(c.Countries), func(i int) float64 { return c.Countries[i].Weight })].Country
			}
			b := c.firm(c.kinds[f.Kind], country)
			c.buyers = append(c.buyers, b)
			c.book.records = append(c.book.records, &data.Record{Kind: data.CustomerKind, Customer: &b.Customer})
		}
	}
	sum := 0.0
	for _, b := range c.buyers {
		sum += b.many
		c.drawn = append(c.drawn, sum)
	}
}

func (c *clerk) name(p place) string { return pick(c, p.first) + pick(c, p.second) }

// firm invents a customer. What is known of it is told unevenly, as in every book.
func (c *clerk) firm(k firmKind, country string) *buyer {
	p := c.places[country]
	at := c.IntN(len(p.Cities))
	patterns, city := k.EN, strings.Split(p.Cities[at], ",")[0]
	if p.Region == "german" && c.Language == "de" {
		patterns = k.DE
	}
	if own := k.Own[c.Language]; own != nil && country == c.Country {
		patterns = own
	}
	var name, full string
	for tries := 0; full == "" || c.taken[full] && tries < 20; tries++ {
		name = c.name(p)
		full = strings.NewReplacer("{name}", name, "{city}", city, "{form}", p.Form).Replace(pick(c, patterns))
	}
	if c.taken[full] {
		full += " - " + name
	}
	c.taken[full] = true
	c.numbers++
	b := &buyer{kind: k.Kind, forwards: k.Role == "forwarder", many: 1 / math.Pow(1-c.Float64(), 1/1.2)}
	b.Customer = data.Customer{ID: fmt.Sprint("K", 100000+c.numbers), Name: full, Country: country, City: p.Cities[at], Postcode: p.Posts[at], Address: fmt.Sprint(pick(c, p.Streets), " ", 1+c.IntN(480))}
	domain := domainOf(name, k.Kind, country)
	if c.chance(.7) {
		b.Business = k.Business
	}
	if c.chance(.5) {
		b.BusinessRole = k.Role
	}
	if c.chance(.5) {
		b.Incorporated = data.Date{Year: int16(1950 + c.IntN(72))}
	}
	if c.chance(.5) {
		b.Employees = data.Num(math.Round(k.People[0] * math.Pow(k.People[1]/k.People[0], c.Float64())))
	}
	if c.chance(.6) {
		b.Website = "www." + domain
	}
	if c.chance(.55) {
		b.Emails = []string{pick(c, []string{"einkauf@", "purchasing@", "info@", "office@"}) + domain}
	}
	if c.chance(.5) {
		b.Phones = []string{fmt.Sprint(p.Dial, " ", 200+c.IntN(800), " ", 100000+c.IntN(900000))}
	}
	if c.chance(.7) {
		b.CustomerSince = data.Date{Year: int16(2008 + c.IntN(16))}
	}
	if c.chance(.25) && len(c.Remarks) > 0 {
		b.Notes = pick(c, c.Remarks)
	}
	public := slices.Contains([]string{"university", "hospital", "town"}, k.Kind)
	if c.chance(.55) || public && c.chance(.8) {
		b.HQCountry, b.UltimateParentCountry = country, country
		if !public && c.chance(.15) {
			up := pick(c, []string{"US", "DE", "JP", "FR", "GB", "KR", "CH", "TW"})
			b.HQCountry, b.UltimateParentCountry, b.ParentCountry, b.Parent = up, up, up, c.name(c.places[up])+" Holding"
		}
	}
	if c.Known && c.takes(b.kind) {
		c.visited(&b.Customer, country)
	}
	return b
}

// takes says that firms of the kind buy controlled goods.
func (c *clerk) takes(kind string) bool {
	return slices.ContainsFunc(c.goods, func(w ware) bool { return w.controlled && slices.Contains(w.kinds, kind) })
}

// maySend says that controlled goods may lawfully go to the buyer without a licence.
func (c *clerk) maySend(b *buyer) bool {
	for _, country := range []string{b.Country, b.HQCountry, b.UltimateParentCountry} {
		if country != "" && !slices.Contains(c.Free, country) {
			return false
		}
	}
	return true
}

// visited is what a house knows of a client to whom it sells machines that few may have.
func (c *clerk) visited(b *data.Customer, country string) {
	p := c.places[country]
	b.HQCountry, b.UltimateParentCountry = country, country
	b.EndUseStatement, b.IaaS = "yes", "no"
	b.Incorporated, b.CustomerSince = data.Date{Year: int16(1970 + c.IntN(48))}, data.Date{Year: int16(2012 + c.IntN(10))}
	b.Employees = data.Num(float64(80 + c.IntN(2000)))
	b.Sites = []data.Site{{Name: b.City + " hall " + strconv.Itoa(1+c.IntN(3)), Address: fmt.Sprint(pick(c, p.Streets), " ", 1+c.IntN(480), ", ", b.City), Kind: "datacenter", MW: data.Num(float64(4 + c.IntN(30))), Racks: data.Num(float64(80 + c.IntN(900)))}}
}

// domainOf is a domain as firms take one: their name, what they do, the country.
func domainOf(name, kind, country string) string {
	name = strings.NewReplacer(" ", "", "ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "ı", "i", "ş", "s", "ç", "c", "Ç", "c", "ğ", "g").Replace(strings.ToLower(name))
	end := map[string]string{"GB": "co.uk", "US": "com", "JP": "co.jp", "TR": "com.tr", "MX": "com.mx", "SG": "com.sg", "MY": "com.my"}[country]
	if end == "" {
		end = strings.ToLower(country)
	}
	return name + "-" + strings.ReplaceAll(kind, "-", "") + "." + end
}

func (c *clerk) buyer() *buyer {
	at := c.Float64() * c.drawn[len(c.drawn)-1]
	i, _ := slices.BinarySearch(c.drawn, at)
	return c.buyers[min(i, len(c.buyers)-1)]
}

func (c *clerk) day() int32 {
	d := c.from + int32(c.IntN(c.days-10))
	if w := (d + 3) % 7; w > 4 { // day 0 of the count was a Thursday
		d -= w - 4
	}
	return d
}

// quantity draws as orders do: mostly few, seldom many, and large ones round.
func (c *clerk) quantity(w ware) int {
	q := math.Pow(float64(w.most), c.Float64()*c.Float64())
	if c.chance(.25) {
		q = math.Pow(float64(w.most), c.Float64())
	}
	if w.price > 0 && w.price*w.kg < 1e-3 { // small parts are sold by the strip and the reel
		q = math.Max(q, math.Min(float64(w.most), math.Ceil(5/w.price)))
	}
	switch {
	case q > 500:
		return int(q/100) * 100
	case q > 20:
		return int(q/5) * 5
	}
	return max(1, int(q))
}

func (c *clerk) line(n int, w ware, quantity int) data.Line {
	price := round(w.price*(.88+.24*c.Float64()), 4)
	if w.price >= 1 {
		price = round(price, 2)
	}
	l := data.Line{Line: n, PartNumber: strings.ReplaceAll(w.part, "{n}", c.number()), Description: w.words, Quantity: data.Num(float64(quantity)), Unit: c.Unit, HS: w.hs, ECCN: w.eccn,
		UnitValue: data.Num(price), Value: data.Num(round(price*float64(quantity), 2)), Currency: c.Currency}
	if w.unit != "" {
		l.Unit = w.unit
	}
	if w.kg > 0 && !c.Monthly {
		l.NetKg = data.Num(round(w.kg*float64(quantity), 3))
	}
	return l
}

func round(v float64, digits int) float64 {
	p := math.Pow(10, float64(digits))
	return math.Round(v*p) / p
}

// lines are what a buyer orders at a time.
func (c *clerk) lines(b *buyer) (out []data.Line, is int) {
	fits := func(w ware) bool {
		return (len(w.kinds) == 0 || slices.Contains(w.kinds, b.kind)) && (!w.near || c.maySend(b))
	}
	draw := func(controlled bool) {
		i := c.weighed(len(c.goods), func(i int) float64 {
			if w := c.goods[i]; w.controlled == controlled && fits(w) {
				return w.weight
			}
			return 0
		})
		if w := c.goods[i]; w.controlled == controlled && fits(w) {
			out = append(out, c.line(len(out)+1, w, c.quantity(w)))
		}
	}
	licensed := slices.Contains(c.Licensed, b.Country)
	if c.takes(b.kind) && (licensed || c.maySend(b)) && c.chance(c.Controlled) {
		draw(true)
		is = controlledTrade
		if licensed {
			is = licensedTrade
		}
	}
	for range []int{1, 2, 3, 4, 6}[c.weighed(5, func(i int) float64 { return []float64{50, 25, 12, 8, 5}[i] })] - len(out) {
		draw(false)
	}
	return out, is
}

func partyOf(b *buyer, role data.Role) data.Party {
	return data.Party{Role: role, Customer: &data.Customer{Name: b.Name, Address: strings.TrimSpace(b.Address + ", " + b.Postcode + " " + b.City), Country: b.Country}}
}

// order is an order with the papers that follow it.
func (c *clerk) order() {
	b := c.buyer()
	lines, is := c.lines(b)
	if len(lines) == 0 {
		return
	}
	c.numbers++
	so := strconv.Itoa(4500000 + c.numbers)
	s := data.Shipment{ID: so, Order: so, Customer: b.ID, Date: data.DateOfDay(c.day()), DocType: "order", Direction: "out", DestinationCountry: b.Country, Status: pick(c, []string{"open", "closed", "delivered"}), Lines: lines}
	if c.chance(.15) {
		s.Customer = b.Name
	}
	if c.House != "" {
		s.Parties = []data.Party{{Role: data.Exporter, Customer: &data.Customer{Name: c.House, Country: c.Country}}}
	}
	s.Parties = append(s.Parties, partyOf(b, data.Purchaser))
	c.users(&s, b, is)
	if c.chance(.3) {
		s.Parties = append(s.Parties, data.Party{Role: data.Forwarder, Customer: &data.Customer{Name: pick(c, []string{"Talhafen Spedition GmbH", "Rotkamp Logistik GmbH", "Blue Heron Freight BV", "Orchard Lane Freight Pte Ltd"}), Country: c.Country}})
	}
	if c.chance(.4) {
		s.Notes = strings.ReplaceAll(pick(c, c.Notes), "{n}", c.number())
	}
	if c.chance(.5) {
		s.Incoterm = pick(c, []string{"DAP", "EXW", "FCA", "DDP"})
	}
	if c.chance(.5) {
		s.PaymentMethod = pick(c, []string{"30 days net", "invoice 14 days", "prepayment", "credit card", "bank transfer"})
	}
	if c.chance(.5) {
		s.ShipDate = data.DateOfDay(s.Date.First() + int32(1+c.IntN(9)))
	}
	if len(c.Courses) > 0 {
		c.follow(s, b, is)
		return
	}
	c.add(&s, is)
	c.papers(s, is)
}

// users names who gets the goods: dealers tell their customer, others themselves.
func (c *clerk) users(s *data.Shipment, b *buyer, is int) {
	role := data.UltimateConsignee
	if c.chance(.5) {
		role = data.EndUser
	}
	if is == licensedTrade {
		s.Licence = strings.ReplaceAll(pick(c, c.Licences), "{n}", c.number())
	}
	if is != plainTrade && c.Known {
		s.Parties = append(s.Parties, partyOf(b, data.EndUser))
		if len(b.Sites) > 0 {
			s.Parties[len(s.Parties)-1].Address = b.Sites[0].Address
		}
		s.StatedEndUse = pick(c, c.Uses)
		return
	}
	switch k := c.kinds[b.kind].Role; {
	case (k == "reseller" || k == "system_integrator" || k == "distributor") && c.chance(.6):
		for range 20 {
			if u := pick(c, c.buyers); u.Country == b.Country && c.kinds[u.kind].Role == "end_user" {
				s.Parties = append(s.Parties, partyOf(u, role))
				return
			}
		}
	case c.chance(c.Named):
		s.Parties = append(s.Parties, partyOf(b, role))
	}
	if is == controlledTrade && c.chance(.3) && len(c.Uses) > 0 {
		s.StatedEndUse = pick(c, c.Uses)
	}
}

// papers are a delivery in one or two parts with its invoice, a return, or the quote before.
func (c *clerk) papers(s data.Shipment, is int) {
	so, day := s.Order, s.Date.First()
	last := today().First()
	s.Notes = ""
	switch at := c.Float64(); {
	case at < c.Papers.Delivery:
		parts := 1
		if len(s.Lines) > 1 && c.chance(.2) {
			parts = 2
		}
		for i := range parts {
			d := s
			d.ID, d.DocType, d.Grain, d.Date, d.Lines = fmt.Sprint("80", so, i), "delivery", "delivery_line", data.DateOfDay(min(last, day+int32(1+c.IntN(20)+9*i))), nil
			for j := i; j < len(s.Lines); j += parts {
				d.Lines = append(d.Lines, s.Lines[j])
			}
			c.add(&d, is)
		}
		v := s
		v.ID, v.DocType, v.Date = "90"+so, "invoice", data.DateOfDay(min(last, day+int32(3+c.IntN(27))))
		c.add(&v, is)
	case at < c.Papers.Delivery+c.Papers.Return:
		r := s
		r.ID, r.DocType, r.Direction, r.DestinationCountry, r.Date = "60"+so, "return", "in", c.Country, data.DateOfDay(min(last, day+int32(5+c.IntN(55))))
		r.ShipDate, r.Notes = data.Date{}, pick(c, c.Returns)
		l := s.Lines[0]
		l.Quantity, l.Value = data.Num(1), l.UnitValue
		if l.NetKg.State == data.Known {
			l.NetKg = data.Num(round(l.NetKg.Value/s.Lines[0].Quantity.Value, 4))
		}
		r.Lines = []data.Line{l}
		c.add(&r, is)
	case at < c.Papers.Delivery+c.Papers.Return+c.Papers.Quote:
		q := s
		q.ID, q.DocType, q.ShipDate, q.Date = "10"+so, "quote", data.Date{}, data.DateOfDay(day-int32(2+c.IntN(38)))
		c.add(&q, is)
	}
}

// bills are those of a customer for some months: the same racks and machines each month, and
// power and hours as they were used.
func (c *clerk) bills() {
	b := c.buyer()
	lines, is := c.lines(b)
	if len(lines) == 0 {
		return
	}
	months := 1 + c.IntN(9)
	first := c.day()
	for m := range months {
		day := first + int32(30*m)
		if day > today().First() {
			return
		}
		c.numbers++
		s := data.Shipment{ID: fmt.Sprint("R", 700000+c.numbers), Customer: b.ID, Date: data.DateOfDay(day), DocType: "hosting", Direction: "none", DestinationCountry: c.Country, Parties: []data.Party{partyOf(b, data.Purchaser)}}
		if c.chance(.15) {
			s.Notes = strings.ReplaceAll(pick(c, c.Notes), "{n}", c.number())
		}
		for _, l := range lines {
			if l.Unit == "kWh" || l.Unit == "h" {
				l.Quantity = data.Num(math.Max(1, math.Round(l.Quantity.Value*(.7+.6*c.Float64()))))
				l.Value = data.Num(round(l.Quantity.Value*l.UnitValue.Value, 2))
			}
			s.Lines = append(s.Lines, l)
		}
		c.add(&s, is)
	}
}

// declaration is a row of a broker: short words, number, value, weight, and seldom who gets it.
func (c *clerk) declaration() {
	to := c.Countries[c.weighed(len(c.Countries), func(i int) float64 { return c.Countries[i].Weight })].Country
	c.numbers++
	s := data.Shipment{ID: fmt.Sprintf("26NL%06d", c.numbers), Date: data.DateOfDay(c.day()), DocType: "declaration", Grain: "declaration_line", Direction: "out", DestinationCountry: to}
	for _, w := range c.Ways {
		if w.To == to && c.chance(.5) {
			s.Route = w.By
		}
	}
	lines := 1
	if c.chance(.2) {
		lines = 2 + c.IntN(3)
	}
	for i := range lines {
		w := c.goods[c.weighed(len(c.goods), func(i int) float64 { return c.goods[i].weight })]
		q := c.quantity(ware{most: w.most})
		spread := math.Exp(.35 * c.NormFloat64()) // goods of one name are of many prices and weights
		l := data.Line{Line: i + 1, Description: w.words, HS: w.hs, Quantity: data.Num(float64(q)), Unit: c.Unit, Currency: c.Currency, OriginCountry: pick(c, []string{"NL", "DE", "CN", "TW", "US", "BE", "FR", "MY"})}
		l.Value = data.Num(math.Max(1, math.Round(w.price*float64(q)*spread)))
		l.NetKg = data.Num(math.Max(.001, round(w.kg*float64(q)*math.Exp(.25*c.NormFloat64()), 3)))
		if c.chance(.5) {
			l.GrossKg = data.Num(round(l.NetKg.Value*(1.05+.15*c.Float64()), 3))
		}
		s.Lines = append(s.Lines, l)
	}
	c.add(&s, plainTrade)
}

func (c *clerk) add(s *data.Shipment, is int) {
	c.book.is[s.ID] = is
	c.book.records = append(c.book.records, &data.Record{Kind: data.ShipmentKind, Shipment: s})
}

// plant puts the schemes of the desk among the trade. Names and days are drawn anew with each book.
func (c *clerk) plant(t testing.TB) {
	t.Helper()
	raw, err := os.ReadFile(bookFile(c.desk.Name + "_schemes.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		var p plantedScheme
		if err := json.Unmarshal([]byte(c.filled(text)), &p); err != nil {
			t.Fatalf("%s, scheme %d: %v", c.desk.Name, i+1, err)
		}
		for _, r := range p.Records {
			rec := &data.Record{}
			if err := json.Unmarshal(r, rec); err != nil {
				t.Fatalf("%s: %v", p.Case, err)
			}
			if rec.Shipment != nil {
				p.ids = append(p.ids, rec.Shipment.ID)
				c.book.is[rec.Shipment.ID] = plantedTrade
			}
			c.book.records = append(c.book.records, rec)
		}
		c.book.schemes = append(c.book.schemes, p)
	}
	for i, r := range c.book.records {
		r.Origin = data.Origin{File: c.desk.Name + ".jsonl", Row: i + 1}
	}
}

// filled puts names and days where a scheme leaves them open: {DE1} is a name as of Germany, the
// same wherever it stands in the scheme, and {d14} the day two weeks after the scheme begins.
func (c *clerk) filled(text string) string {
	begin := today().First() - int32(150+c.IntN(200))
	for after := range int32(150) {
		text = strings.ReplaceAll(text, fmt.Sprintf("{d%d}", after), data.DateOfDay(begin+after).String())
	}
	for _, country := range slices.Sorted(maps.Keys(c.places)) {
		for n := 1; n <= 3; n++ {
			if mark := fmt.Sprintf("{%s%d}", country, n); strings.Contains(text, mark) {
				text = strings.ReplaceAll(text, mark, c.name(c.places[country]))
			}
		}
	}
	return strings.ReplaceAll(text, "{n}", c.number())
}
