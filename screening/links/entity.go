package links

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
)

// Told is a customer or a party as one record tells it.
type Told struct {
	Customer *data.Customer
	Key      string   // of the record that tells it: "customer:C-1", "shipment:S-1"
	Source   string   // feed of the record
	IsRecord bool     // a customer record, not a party of a shipment
	Own      bool     // the book's own house: what it has ties nobody to anybody
	Accounts []string // of the party at a bank
	Bank     string   // the bank that an order names for it

	spots   [2]uint64 // each equal for addresses that are one, 0 for none: only where a unit is told
	mention bool      // only its name is told, by the record of another
}

// Entity is one customer, or one party as it is named in shipments. Parties of
// equal name and country, and a party that is named like one customer whose
// country does not disagree, are told as the same and are one entity; anything
// less is at most a proposal.
type Entity struct {
	ID      string // "customer:C-1", "party:grey heron pte@SG"
	Name    string
	Country string
	Told    []int32 // places in the graph's told, ascending
}

// partyID names a party by what makes it one.
func partyID(c *data.Customer) string {
	k := history.NameKey(c.Name)
	if k == "" {
		k = history.NameKey(c.NameLocal)
	}
	if k == "" {
		if k = history.AddressKey(c); k == "" {
			return ""
		}
		k = "at " + k
	}
	id := "party:" + clip(k, 200)
	if data.TextState(c.Country) == data.Known {
		id += "@" + strings.ToUpper(c.Country)
	}
	return id
}

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	return strings.ToValidUTF8(s[:n], "") + "~" + hex.EncodeToString(sum[:6])
}

// sortTold puts what was told in one order, whatever order it came in.
func sortTold(told []Told) []Told {
	out := slices.DeleteFunc(slices.Clone(told), func(t Told) bool { return t.Customer == nil })
	slices.SortStableFunc(out, func(x, y Told) int {
		if n := cmp.Or(boolCompare(y.IsRecord, x.IsRecord), cmp.Compare(x.Key, y.Key), cmp.Compare(x.Source, y.Source), cmp.Compare(x.Customer.Name, y.Customer.Name),
			cmp.Compare(x.Customer.Address, y.Customer.Address), cmp.Compare(x.Customer.RegistrationNumber, y.Customer.RegistrationNumber)); n != 0 {
			return n
		}
		return cmp.Or(slices.Compare(x.Customer.Phones, y.Customer.Phones), slices.Compare(x.Customer.Emails, y.Customer.Emails), slices.Compare(x.Customer.Directors, y.Customer.Directors),
			cmp.Compare(x.Customer.Country, y.Customer.Country), cmp.Compare(x.Customer.Contact, y.Customer.Contact), cmp.Compare(x.Customer.Website, y.Customer.Website))
	})
	return out
}

func boolCompare(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return 1
	}
	return -1
}

// gather makes the entities of what was told.
func (g *Graph) gather() {
	b := history.NewBuilder()
	var customers []string // id of each customer entity, in the book's order
	records := map[string]bool{}
	for i := range g.told {
		if t := &g.told[i]; t.IsRecord && !records[t.Key] {
			records[t.Key] = true
			customers = append(customers, t.Key)
			b.Customer(&data.Record{Kind: data.CustomerKind, Source: t.Source, Customer: t.Customer})
		}
	}
	book := b.Build()
	ids := make([]string, len(g.told))
	taken := map[string]string{}
	for i := range g.told {
		t := &g.told[i]
		if t.IsRecord {
			ids[i] = t.Key
			continue
		}
		ids[i] = partyID(t.Customer)
		if j, _, ok := book.ResolveParty(t.Customer, t.Source); ok && !numbersDiffer(t.Customer, book.Customer(j).Customer) {
			for _, id := range [...]string{ids[i], ids[i] + "#" + registered(t.Customer)} {
				if _, ok := taken[id]; !ok {
					taken[id] = customers[j]
				}
			}
			ids[i] = customers[j]
		}
	}
	for j := range customers {
		// A customer that is named alone is found by its name where one has it.
		c := book.Customer(int32(j)).Customer
		id := partyID(&data.Customer{Name: c.Name})
		if _, _, ok := book.Resolve(c.Name, "", ""); ok && id != "" && taken[id] == "" {
			taken[id] = customers[j]
		}
	}
	g.placeMentions(ids)
	g.splitByNumber(ids)
	g.number(ids)
	g.taken = make(map[string]int32, len(taken))
	for id, c := range taken {
		g.taken[id] = g.byID[c]
	}
}

// registered is the registration number as it is compared, without a country.
func registered(c *data.Customer) string {
	return strings.TrimSuffix(numberKey(c.RegistrationNumber, ""), "@")
}

// numbersDiffer reports two official numbers that cannot be one company's.
func numbersDiffer(x, y *data.Customer) bool {
	a, b := registered(x), registered(y)
	return a != "" && b != "" && a != b
}

// splitByNumber keeps parties of one name apart where their official numbers differ.
func (g *Graph) splitByNumber(ids []string) {
	first, many := map[string]string{}, map[string]bool{}
	for i, id := range ids {
		n := registered(g.told[i].Customer)
		if n == "" || !strings.HasPrefix(id, "party:") {
			continue
		}
		if f, ok := first[id]; !ok {
			first[id] = n
		} else if f != n {
			many[id] = true
		}
	}
	for i, id := range ids {
		if many[id] {
			if n := registered(g.told[i].Customer); n != "" {
				ids[i] = id + "#" + n
			}
		}
	}
}

// number gives the entities their places, in the order of their ids.
func (g *Graph) number(ids []string) {
	order := make([]int32, 0, len(ids))
	for i := range ids {
		if ids[i] != "" {
			order = append(order, int32(i))
		}
	}
	slices.SortStableFunc(order, func(x, y int32) int { return cmp.Or(strings.Compare(ids[x], ids[y]), cmp.Compare(x, y)) })
	g.of = make([]int32, len(ids))
	for i := range g.of {
		g.of[i] = -1
	}
	n := 0
	for at, i := range order {
		if at == 0 || ids[i] != ids[order[at-1]] {
			n++
		}
	}
	g.byID, g.entities = make(map[string]int32, n), make([]Entity, 0, n)
	for at := 0; at < len(order); {
		end := at
		for end < len(order) && ids[order[end]] == ids[order[at]] {
			g.of[order[end]] = int32(len(g.entities))
			end++
		}
		c := g.told[order[at]].Customer
		e := Entity{ID: ids[order[at]], Name: cmp.Or(c.Name, c.NameLocal), Country: c.Country, Told: order[at:end:end]}
		g.byID[e.ID] = int32(len(g.entities))
		g.entities = append(g.entities, e)
		at = end
	}
}

// tells are what was told of an entity itself, or all that names it where nothing was.
func (g *Graph) tells(e int32) []int32 {
	all := g.entities[e].Told
	if out := slices.DeleteFunc(slices.Clone(all), func(t int32) bool { return g.told[t].mention }); len(out) > 0 {
		return out
	}
	return all
}

// Basis is a hash of what a judgement on two entities rests on. When one of them
// changes, the judgement no longer speaks of what there is.
func (g *Graph) Basis(a, b int32) string {
	if g.entities[b].ID < g.entities[a].ID {
		a, b = b, a
	}
	h := sha256.New()
	for _, e := range [...]int32{a, b} {
		var lines []string
		for _, t := range g.tells(e) {
			c := g.told[t].Customer
			lines = append(lines, strings.Join([]string{history.NameKey(c.Name), history.NameKey(c.NameLocal), c.RegistrationNumber, c.TaxID, c.Country, history.AddressKey(c)}, "\x1f"))
		}
		slices.Sort(lines)
		h.Write([]byte(strings.Join(slices.Compact(lines), "\x1e") + "\x1d"))
	}
	return hex.EncodeToString(h.Sum(nil))
}
