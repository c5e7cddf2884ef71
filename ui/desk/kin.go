package desk

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"redflag/data"
	"redflag/data/store"
	"redflag/screening/history"
	"redflag/screening/links"
)

// kin keeps the graph of the records as they are.
type kin struct {
	mu    sync.Mutex // guards all; held while the graph is made
	of    string     // the imports that it was made of
	graph *graph
}

// graph is who shares what, and what was looked up of it once.
type graph struct {
	*links.Graph
	refused map[int32]links.Flag

	mu     sync.Mutex // guards what follows
	about  map[string][]int32
	finder *finder // whose hits are kept
	hits   map[int32][]listHit
}

// listHit is a list entry that an entity is held against, as one record tells it.
type listHit struct {
	customer *data.Customer
	hit      data.NameHit
}

// links is the graph over the current records, made when they have changed.
func (d *Desk) links(ctx context.Context) (*graph, error) {
	imports, err := d.store.Imports(ctx)
	if err != nil {
		return nil, err
	}
	var of strings.Builder
	for _, i := range imports {
		fmt.Fprint(&of, i.ID, i.Withdrawn, " ")
	}
	d.kin.mu.Lock()
	defer d.kin.mu.Unlock()
	if d.kin.graph != nil && d.kin.of == of.String() {
		return d.kin.graph, nil
	}
	b := newKinBuilder()
	for rec, err := range d.store.Customers(ctx, store.AsOf{}) {
		if err != nil {
			return nil, err
		}
		b.customer(rec)
	}
	for rec, err := range d.store.Holdings(ctx, store.AsOf{}) {
		if err != nil {
			return nil, err
		}
		b.holding(rec)
	}
	for rec, err := range d.store.Shipments(ctx, store.AsOf{}) {
		if err != nil {
			return nil, err
		}
		b.shipment(rec)
	}
	g, err := links.Build(b.all(), links.Options{})
	if err != nil {
		return nil, err
	}
	d.kin.of, d.kin.graph = of.String(), &graph{Graph: g, refused: b.flags(g), about: map[string][]int32{}}
	return d.kin.graph, nil
}

// kinBuilder collects what the records tell of parties, each once.
type kinBuilder struct {
	told      []links.Told
	seen      map[*data.Customer]int
	customers map[string]*data.Customer // by source and id
	banks     map[string]bool
	refused   []refusal
	exporters map[string]int // orders by name key
	exported  int
}

// refusal is an order that its file says was stopped or rejected, or a customer whose
// record says that it is served no more.
type refusal struct {
	who    []*data.Customer
	source string
	flag   links.Flag
}

func newKinBuilder() *kinBuilder {
	return &kinBuilder{seen: map[*data.Customer]int{}, customers: map[string]*data.Customer{}, banks: map[string]bool{}, exporters: map[string]int{}}
}

func (b *kinBuilder) customer(r *data.Record) {
	b.customers[r.Source+"/"+r.Customer.ID] = r.Customer
	b.told = append(b.told, links.Told{Customer: r.Customer, Key: r.Key().String(), Source: r.Source, IsRecord: true, Accounts: links.Accounts(r.Extra)})
	if history.NotedAsStopped(r.Customer.Notes) {
		b.refused = append(b.refused, refusal{who: []*data.Customer{r.Customer}, source: r.Source,
			flag: links.Flag{Kind: links.Rejected, Says: "its record says: " + r.Customer.Notes, Record: r.Key().String()}})
	}
}

// holding adds who owns whom, each by the id of a customer or by name.
func (b *kinBuilder) holding(r *data.Record) {
	if r.Holding == nil || data.TextState(r.Holding.Owner) != data.Known || data.TextState(r.Holding.Owned) != data.Known {
		return
	}
	named := func(s string) *data.Customer {
		if c := b.customers[r.Source+"/"+s]; c != nil {
			return c
		}
		return &data.Customer{Name: s}
	}
	b.told = append(b.told, links.Owned(r, named(r.Holding.Owner), named(r.Holding.Owned)))
}

func (b *kinBuilder) shipment(r *data.Record) {
	key := ""
	for _, p := range r.Shipment.Parties {
		if p.Customer == nil {
			continue
		}
		if p.Role == data.Exporter {
			b.exporters[history.NameKey(p.Name)]++
			b.exported++
		}
		if _, ok := b.seen[p.Customer]; ok {
			continue
		}
		if key == "" {
			key = r.Key().String()
		}
		b.seen[p.Customer] = len(b.told)
		b.told = append(b.told, links.Told{Customer: p.Customer, Key: key, Source: r.Source})
	}
	b.bank(r)
	if says, ok := links.Refused(r.Shipment); ok {
		b.refused = append(b.refused, refusal{who: b.about(r), source: r.Source,
			flag: links.Flag{Kind: links.Rejected, Says: "its order says: " + says, Record: r.Key().String()}})
	}
}

// bank notes once which bank an order names for its customer.
func (b *kinBuilder) bank(r *data.Record) {
	c := b.customers[r.Source+"/"+r.Shipment.Customer]
	if c == nil {
		return
	}
	for _, p := range r.Shipment.Parties {
		if p.Role != data.Bank || p.Customer == nil {
			continue
		}
		if k := c.ID + "\x00" + history.NameKey(p.Name); !b.banks[k] {
			b.banks[k] = true
			b.told = append(b.told, links.Told{Customer: c, Key: r.Key().String(), Source: r.Source, Bank: p.Name})
		}
	}
}

// about are those that an order is about: its customer and who is to get the goods.
func (b *kinBuilder) about(r *data.Record) []*data.Customer {
	var out []*data.Customer
	if c := b.customers[r.Source+"/"+r.Shipment.Customer]; c != nil {
		out = append(out, c)
	}
	for _, p := range r.Shipment.Parties {
		if p.Customer != nil && gets(p.Role) {
			out = append(out, p.Customer)
		}
	}
	return out
}

// gets says that a role buys, pays for or gets the goods; carriers, banks and
// one's own house do not.
func gets(r data.Role) bool {
	switch r {
	case data.Purchaser, data.IntermediateConsignee, data.UltimateConsignee, data.EndUser, data.NotifyParty, data.Payer:
		return true
	}
	return false
}

// ownHouse is from how many orders on an exporter of more than half of them is
// taken for the house whose book this is.
const ownHouse = 5

// all is what was told, the own house marked.
func (b *kinBuilder) all() []links.Told {
	own := ""
	for name, n := range b.exporters {
		if name != "" && n >= ownHouse && 2*n > b.exported {
			own = name
		}
	}
	if own != "" {
		for i := range b.told {
			b.told[i].Own = history.NameKey(b.told[i].Customer.Name) == own
		}
	}
	return b.told
}

func (b *kinBuilder) flags(g *links.Graph) map[int32]links.Flag {
	out := map[int32]links.Flag{}
	for _, r := range b.refused {
		for _, c := range r.who {
			if e, ok := g.FindParty(c, r.source); ok {
				if _, ok := out[e]; !ok {
					out[e] = r.flag
				}
			}
		}
	}
	return out
}
