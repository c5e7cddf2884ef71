package screening

import (
	"math"
	"strings"
	"sync"
	"sync/atomic"

	"redflag/data"
	"redflag/data/reference"
	"redflag/screening/facts"
	"redflag/screening/goods"
)

// catalogue recognises lines and remembers what it recognised: a book of a
// million lines names its goods in a few thousand ways.
type catalogue struct {
	goods *goods.Goods
	known sync.Map // words -> *facts.Good
	size  atomic.Int64

	nameless facts.Nameless
}

type words struct{ part, description, eccn, hs string }

// maxKnown bounds what is remembered, for files in which every line differs.
const maxKnown = 200_000

func newCatalogue(t *reference.Tables) *catalogue {
	c := &catalogue{goods: goods.New(t)}
	c.nameless = c.namelessGoods()
	return c
}

func (c *catalogue) recognise(l *data.Line) *facts.Good {
	k := words{l.PartNumber, l.Description, l.ECCN, l.HS}
	if g, ok := c.known.Load(k); ok {
		return g.(*facts.Good)
	}
	r := c.goods.Recognise(&data.Line{PartNumber: l.PartNumber, Description: l.Description, ECCN: l.ECCN, HS: l.HS})
	g := goodOf(&r)
	if c.size.Load() < maxKnown {
		k = words{strings.Clone(k.part), strings.Clone(k.description), strings.Clone(k.eccn), strings.Clone(k.hs)} // not the whole record with them
		if _, had := c.known.LoadOrStore(k, g); !had {
			c.size.Add(1)
		}
	}
	return g
}

// namelessGoods are what goods are by nothing but their price.
func (c *catalogue) namelessGoods() facts.Nameless {
	card, machine := c.goods.Nameless()
	n := facts.Nameless{Card: goodOf(&card), Machine: goodOf(&machine)}
	for _, g := range []*facts.Good{n.Card, n.Machine} {
		g.Nameless, g.Model, g.Maker = true, "", ""
	}
	return n
}

// machineUSD is the most that a server costs without its accelerators.
const machineUSD = 80_000

// letsFree reports goods that anybody may have, cards by their name or the use of such for a time.
func letsFree(r *goods.Recognition) bool {
	switch p := r.Part; {
	case p.Family == "rental":
		return r.With != nil && r.Beside == nil
	case p.Family != "":
		return p.ID == "graphics"
	default:
		return p.Kind == "consumer" || p.Kind == "card" || p.Kind == "module"
	}
}

// machineKg is the middle of what machines with so many accelerators weigh, with their cases.
func machineKg(n float64) float64 {
	if n >= 8 {
		return 90
	}
	return 40
}

// bareUSD is what a server with processors and memory, and without accelerators, may well cost.
const bareUSD = 40_000

func goodOf(r *goods.Recognition) *facts.Good {
	g := &facts.Good{Good: r.Good, PRC: r.PRC, PRCNamed: r.PRCNamed, PRCReaches: r.PRCReaches, Datacenter: r.Datacenter, CaseByCase: r.CaseByCase, First: r.First, Weak: r.Weak, Stray: r.Stray, Server: r.Server, MostKg: math.NaN()}
	if g.Controlled == "" {
		g.Controlled = data.ControlledNoSign
	}
	if r.Beside != nil {
		g.Beside, g.Service = goodOf(r.Beside), r.Part != nil && r.Part.Kind == "service"
		g.Beside.PricedLike = true
		if r.Part != nil && r.Part.Barebone == "yes" && r.Part == r.Beside.Part {
			// What is sold without its accelerators still costs what a server does.
			g.Beside.PriceLow = data.Num(max(g.Beside.PriceLow.Value, bareUSD))
		}
		g.Let = r.Part != nil && r.Part.Family == "rental"
	}
	if r.With != nil && r.Part != nil && r.Part.Kind == "service" {
		g.Serves = r.With.DC == "yes" && (r.With.TPP.Known() || r.With.Chip != "")
	}
	g.LetsFree = r.Controlled == data.ControlledNo && r.Part != nil && letsFree(r)
	p := r.Part
	if p == nil || r.Accessory {
		return g
	}
	if p.Family == "" {
		g.Chip = r.ChipModel
	}
	if p.Kg.Known() {
		g.MostKg = p.Kg.High
	}
	if p.Family != "" {
		return g
	}
	mid := func(x reference.Range) data.Number {
		if !x.Known() {
			return data.Number{}
		}
		return data.Num(x.Mid())
	}
	g.Watts, g.UnitKg = mid(p.Watts), mid(p.Kg)
	if p.USD.Known() {
		g.PriceLow, g.PriceHigh = data.Num(p.USD.Low), data.Num(p.USD.High)
		g.Small, g.SmallUSD = p.Small, p.SmallUSD
		if n := r.GPUs / p.Chips(); p.Chip == "" && r.Server && n > 1 {
			// A machine with several cards costs as they do, and as a machine.
			g.PriceLow, g.PriceHigh = data.Num(p.USD.Low*n), data.Num(p.USD.High*n+machineUSD)
			g.Several = int(n)
			g.UnitKg = data.Num(machineKg(n)) // nobody knows which machine
		} else if p.Chip != "" && n > 0 {
			// The band is that of a full one: "HGX H100 4-GPU" may cost half of it.
			g.PriceLow, g.PriceHigh = data.Num(p.USD.Low*min(n, 1)), data.Num(p.USD.High*max(n, 1))
			if p.Kind == "board" && g.UnitKg.State == data.Known {
				g.UnitKg.Value *= min(n, 1)
			}
		}
	}
	if r.Chip != nil && r.Chip.TPP.Known() {
		g.TPP = data.Num(r.Chip.TPP.High)
	}
	for _, h := range p.HS {
		g.HS = append(g.HS, strings.ReplaceAll(h, ".", ""))
	}
	return g
}
