package intake

import (
	"slices"
	"strings"
)

// columns is what the columns of a table were taken to be.
type columns struct {
	kind   string
	fields []field // one a column; a zero field is kept beside the record
	names  []string
	score  int
}

// What is longer than this is no word over a column, and no table has more columns than a
// spreadsheet can hold.
const (
	longestHeader = 300
	mostColumns   = 16_384
)

// mapColumns recognises a header row as a table of the kind.
func (v *vocabulary) mapColumns(kind string, header []string) columns {
	c := columns{kind: kind, names: uniqueNames(header), fields: make([]field, len(header))}
	bare := make([]bool, len(header))
	if slices.ContainsFunc(header, func(h string) bool { return len(h) > longestHeader }) {
		header = slices.Clone(header)
		for i, h := range header {
			if len(h) > longestHeader {
				header[i] = ""
			}
		}
	}
	for i, h := range header {
		c.fields[i], bare[i] = v.match(kind, h)
	}
	if !slices.ContainsFunc(header, isFigure) {
		header = slices.Clone(header)
		v.matchLoosely(&c, bare, header)
	}
	if kind == Shipments {
		takeNeighbours(v, &c, bare, header)
	}
	resolveAmbiguous(v, &c, header)
	dropRepeats(v, &c, header)
	if kind == Shipments {
		settleRoles(v, &c, header)
		endTheWay(v, &c)
		v.findTheGoods(&c, header)
	}
	for _, f := range c.fields {
		if f.name != "" {
			c.score++
		}
	}
	return c
}

// takeNeighbours gives bare party fields ("Name", "Country") the role of the
// nearest party column to their left, else to their right.
func takeNeighbours(v *vocabulary, c *columns, bare []bool, header []string) {
	role := ""
	// Whose country an "Owner Country" is, no table tells that names no owner.
	if !slices.ContainsFunc(c.fields, func(f field) bool { return f.name == "owners" || f.name == "owner.name" }) {
		for i, f := range c.fields {
			if bare[i] && strings.HasPrefix(f.name, "owner.") {
				c.fields[i], bare[i] = field{}, false
			}
		}
	}
	isParty := func(f field) bool {
		return f.name != "" && f.group != "shipment" && f.group != "line" && f.group != "customer"
	}
	for i := range c.fields {
		switch {
		case isParty(c.fields[i]):
			role = c.fields[i].group
		case bare[i] && role != "":
			c.fields[i] = v.byPath[Shipments][role+"."+c.fields[i].name]
			bare[i] = false
		case c.fields[i].group == "shipment" && c.fields[i].name == "payer":
			role = "payer"
		case c.fields[i].group == "shipment" && c.fields[i].name == "customer":
			role = "purchaser"
		case v.ambiguousParty(header[i]):
			role = "purchaser"
		case c.fields[i].group == "line":
			role = ""
		}
	}
	role = ""
	var lone, left []int // how to reach somebody, and what else is told of somebody, beside nobody
	for i := len(c.fields) - 1; i >= 0; i-- {
		if isParty(c.fields[i]) && !bare[i] {
			role = c.fields[i].group
		} else if bare[i] {
			switch {
			case role != "" && i+1 < len(c.fields) && c.fields[i+1].group == role:
				c.fields[i] = v.byPath[Shipments][role+"."+c.fields[i].name]
			case c.fields[i].name == "name" && !c.has(field{group: "purchaser", name: "name"}) && !c.has(field{group: "bill_to", name: "name"}):
				c.fields[i] = v.byPath[Shipments]["purchaser.name"] // whose order it is
			case c.fields[i].name == "emails" || c.fields[i].name == "phones":
				lone = append(lone, i)
			default:
				left = append(left, i)
			}
		}
	}
	slices.Reverse(left)
	for _, i := range left { // beside a name whose part the columns behind it told
		f := c.fields[i]
		c.fields[i] = field{}
		if i > 0 && isParty(c.fields[i-1]) {
			c.fields[i] = v.byPath[Shipments][c.fields[i-1].group+"."+f.name]
		}
	}
	for _, i := range lone { // whoever ordered
		for _, role := range []string{"purchaser", "bill_to"} {
			if c.fields[i].group == "customer" && c.has(field{group: role, name: "name"}) {
				c.fields[i] = v.byPath[Shipments][role+"."+c.fields[i].name]
			}
		}
		if c.fields[i].group == "customer" {
			c.fields[i] = field{}
		}
	}
}

// ambiguousParty is whether a word is the purchaser's name or number ("Customer").
func (v *vocabulary) ambiguousParty(header string) bool {
	return slices.Contains(v.ambiguous["shipment "+fold(header)], "purchaser.name")
}

// resolveAmbiguous gives a declared ambiguous word the first of its fields that
// no other column has taken.
func resolveAmbiguous(v *vocabulary, c *columns, header []string) {
	kind := strings.TrimSuffix(c.kind, "s")
	for i, h := range header {
		paths, ok := v.ambiguous[kind+" "+fold(h)]
		if !ok || c.fields[i].name != "" {
			continue
		}
		if p := v.beside[kind+" "+fold(h)]; p != "" && !c.has(v.byPath[c.kind][p]) {
			continue
		}
		for _, p := range paths {
			f := v.byPath[c.kind][p]
			if !c.has(f) {
				c.fields[i] = f
				break
			}
		}
	}
}

func (c *columns) has(f field) bool {
	for _, o := range c.fields {
		if o.group == f.group && o.name == f.name {
			return true
		}
	}
	return false
}

func (c *columns) find(group, name string) int {
	for i, o := range c.fields {
		if o.group == group && o.name == name {
			return i
		}
	}
	return -1
}

// dropRepeats keeps one column of each field that takes but one. Of two line
// columns the one among other line columns counts (SAP repeats the header's net
// value before the item's); of two others the first.
func dropRepeats(v *vocabulary, c *columns, header []string) {
	numberTheBareRoles(v, c, header)
	first := map[field]int{}
	for i, f := range c.fields {
		if f.name == "" || f.join != "" || f.takesMany() {
			continue
		}
		j, twice := first[f]
		if !twice {
			first[f] = i
			continue
		}
		keep, drop := j, i
		if f.group == "line" && lineNeighbours(c, i) > lineNeighbours(c, j) {
			keep, drop = i, j
		}
		first[f] = keep
		c.fields[drop] = field{}
	}
}

// numberTheBareRoles takes a bare role ("Sold-to") beside a column of that
// party's name for the party's number.
func numberTheBareRoles(v *vocabulary, c *columns, header []string) {
	for i, f := range c.fields {
		if f.name != "name" || f.group == "customer" || !v.isRole(fold(header[i])) {
			continue
		}
		for j, o := range c.fields {
			if j != i && o == f && !v.isRole(fold(header[j])) && c.find(f.group, "id") < 0 {
				c.fields[i] = field{group: f.group, name: "id", typ: "id"}
				break
			}
		}
	}
}

func (v *vocabulary) isRole(folded string) bool { return v.roleOf(folded) != "" }

// roleOf is the role that a folded header is the bare word of, or "".
func (v *vocabulary) roleOf(folded string) string {
	for _, r := range v.roles {
		if r.folded == folded {
			return r.role
		}
	}
	return ""
}

func (f field) takesMany() bool {
	switch f.typ {
	case "list", "emails", "phones", "owners", "hardware":
		return true
	}
	return false
}

func lineNeighbours(c *columns, i int) int {
	n := 0
	for j := max(0, i-2); j <= min(len(c.fields)-1, i+2); j++ {
		if j != i && c.fields[j].group == "line" {
			n++
		}
	}
	return n
}

// settleRoles decides what a plain consignee is: with an ultimate consignee told
// beside it, the intermediate one; alone, the ultimate one.
func settleRoles(v *vocabulary, c *columns, header []string) {
	role := "ultimate_consignee"
	for _, f := range c.fields {
		if f.group == "ultimate_consignee" {
			role = "intermediate_consignee"
		}
	}
	for _, f := range c.fields {
		if role == "intermediate_consignee" && f.group == "intermediate_consignee" {
			role = "consignee" // three consignees: the plain one is a second intermediate
		}
	}
	billed := billedRole(c)
	for i, f := range c.fields {
		switch f.group {
		case "consignee":
			c.fields[i].group = role
		case "bill_to":
			if c.fields[i].group = billed; billed == "" {
				c.fields[i] = field{}
			}
		}
		if f.group == "purchaser" && f.name == "id" && c.find("shipment", "customer") < 0 {
			c.fields[i] = v.byPath[Shipments]["customer"]
		}
	}
}

// endTheWay takes a country of which no column says whose it is ("Ship To Country") for the
// country of destination: a receiver without a name would be asked about, and nobody is told.
func endTheWay(v *vocabulary, c *columns) {
	to := v.byPath[Shipments]["destination_country"]
	if i := c.find("ultimate_consignee", "country"); i >= 0 && !c.has(to) && onlyCountry(c.fields) {
		c.fields[i] = to
	}
}

// onlyCountry is whether of the last receiver fields tell no more than the country.
func onlyCountry(fields []field) bool {
	return !slices.ContainsFunc(fields, func(f field) bool { return f.group == "ultimate_consignee" && f.name != "country" })
}

// billedRole is what somebody is who is billed: the buyer where no other is named, else who
// pays; "" where that one is named as well, too.
func billedRole(c *columns) string {
	switch {
	case !c.has(field{group: "bill_to", name: "name"}), !c.has(field{group: "purchaser", name: "name"}) && !c.has(field{group: "shipment", name: "customer"}):
		return "purchaser"
	case c.has(field{group: "payer", name: "name"}), c.has(field{group: "shipment", name: "payer"}):
		return ""
	}
	return "payer"
}

// uniqueNames gives repeated headers a number, and nameless ones a letter.
func uniqueNames(header []string) []string {
	seen := map[string]int{}
	out := make([]string, len(header))
	for i, h := range header {
		n := strings.TrimSpace(h)
		if n == "" {
			n = "column " + columnLetter(i)
		}
		seen[n]++
		if k := seen[n]; k > 1 {
			n += "#" + itoa(k)
		}
		out[i] = n
	}
	return out
}

func columnLetter(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// namesShipments is whether some column belongs to a shipment or its lines and
// not just to the parties.
func (c *columns) namesShipments() bool {
	for _, f := range c.fields {
		if f.group == "line" || f.group == "shipment" && f.name != "customer" && f.name != "notes" && f.name != "status" && f.name != "hold_reason" {
			return true
		}
	}
	return false
}
