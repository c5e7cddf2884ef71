package screening

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"redflag/data"
)

// A course is what becomes of an order on a desk: the papers that follow it, or stand in its place
// where the house buys.
type course struct {
	Weight    float64
	Buys      bool // the other side sells: no order goes before
	Consigned bool // the buyer lends the goods that its order is built with
	Steps     []step
}

// A step is a paper of a course.
type step struct {
	Doc, Direction string
	To             string // buyer, house, plant or hall
	After          [2]int // days
	One            bool   // one piece of the first line
	Serials        bool
	Fresh          bool    // another piece than the papers before told
	Value          float64 // of the price, as customs are told; 0 is all of it
	Notes          []string
}

// ownSite is a place that the house knows well: a plant of its own, or a hall of a buyer.
type ownSite struct{ Name, Address, Country string }

// follow adds an order with the papers of one of the courses of the desk.
func (c *clerk) follow(s data.Shipment, b *buyer, is int) {
	way := c.Courses[c.weighed(len(c.Courses), func(i int) float64 { return c.Courses[i].Weight })]
	hall := c.hallOf(way, b)
	if hall.Name != "" {
		c.consign(&s, b, hall)
	}
	if !way.Buys {
		c.add(&s, is)
	}
	s.Notes = ""
	serial := ""
	for i, st := range way.Steps {
		d := s
		d.ID, d.DocType, d.Direction, d.ShipDate = fmt.Sprint(s.Order, "-", i+1), st.Doc, "out", data.Date{}
		day := s.Date.First() + int32(st.After[0]+c.IntN(st.After[1]-st.After[0]+1))
		d.Date = data.DateOfDay(min(today().First(), day))
		if st.Direction != "" {
			d.Direction = st.Direction
		}
		d.Lines = c.takenUp(s.Lines, st, &serial)
		d.Parties = slices.Clone(s.Parties)
		switch {
		case st.To == "house":
			d.DestinationCountry = c.Country
			if way.Buys || way.Consigned {
				d.StatedEndUse, d.Licence = "", ""
				d.Parties = []data.Party{partyOf(b, data.Exporter), {Role: data.Purchaser, Customer: &data.Customer{Name: c.House, Country: c.Country}}}
			}
		case st.To == "plant":
			c.transfer(&d)
		}
		if len(st.Notes) > 0 && c.chance(.7) {
			d.Notes = strings.NewReplacer("{n}", c.number(), "{hall}", hall.Name).Replace(pick(c, st.Notes))
		}
		c.add(&d, is)
	}
}

// hallOf is where the goods of a course are installed, if that is another place than the buyer's.
func (c *clerk) hallOf(way course, b *buyer) ownSite {
	if slices.ContainsFunc(way.Steps, func(st step) bool { return st.To == "hall" }) && slices.Contains(c.HallsOf, b.kind) {
		return pick(c, c.Halls)
	}
	return ownSite{}
}

// transfer makes a paper one between the plants of the house, with a number of its own.
func (c *clerk) transfer(d *data.Shipment) {
	p := pick(c, c.Plants)
	plant := &data.Customer{Name: p.Name, Address: p.Address, Country: p.Country}
	d.Order, d.Customer, d.DestinationCountry = "WO"+d.Order, p.Name, p.Country
	d.Parties = []data.Party{{Role: data.Exporter, Customer: &data.Customer{Name: c.House, Country: c.Country}}, {Role: data.Purchaser, Customer: plant}, {Role: data.UltimateConsignee, Customer: plant}}
}

// takenUp are the lines of an order that a paper of it takes up.
func (c *clerk) takenUp(lines []data.Line, st step, serial *string) []data.Line {
	out := slices.Clone(lines)
	if st.One {
		l := out[0]
		if l.NetKg.State == data.Known {
			l.NetKg = data.Num(round(l.NetKg.Value/l.Quantity.Value, 4))
		}
		l.Quantity, l.Value = data.Num(1), l.UnitValue
		out = []data.Line{l}
	}
	for i := range out {
		l := &out[i]
		if st.Value > 0 && st.Value != 1 {
			l.UnitValue = data.Num(math.Max(1, round(l.UnitValue.Value*st.Value, 2)))
			l.Value = data.Num(round(l.UnitValue.Value*l.Quantity.Value, 2))
		}
		if st.Serials && l.Quantity.Value == 1 {
			if *serial == "" || st.Fresh {
				*serial = fmt.Sprint("16", c.number(), c.number(), c.number())
			}
			l.Serials = []string{*serial}
		}
	}
	return out
}

// consign sends a paper to a site of the buyer instead of to its own address.
func (c *clerk) consign(d *data.Shipment, b *buyer, at ownSite) {
	d.DestinationCountry = at.Country
	d.Parties = slices.DeleteFunc(d.Parties, func(p data.Party) bool {
		return p.Role == data.EndUser || p.Role == data.UltimateConsignee
	})
	d.Parties = append(d.Parties, partyOf(b, data.EndUser), data.Party{Role: data.UltimateConsignee, Customer: &data.Customer{Name: b.Name, Address: at.Name + ", " + strings.ReplaceAll(at.Address, "{b}", strings.TrimLeft(b.ID, "K0")), Country: at.Country}})
}

// plants are customers of the book as well: the house sells to its own firms.
func (c *clerk) plants() {
	for i, p := range c.Plants {
		c.book.records = append(c.book.records, &data.Record{Kind: data.CustomerKind, Customer: &data.Customer{ID: fmt.Sprint("P", i+1, "-OWN"), Name: p.Name, Address: p.Address, Country: p.Country, HQCountry: c.Country, UltimateParentCountry: c.Country, Parent: c.House, ParentCountry: c.Country, Business: "Contract electronics manufacturing"}})
	}
}
