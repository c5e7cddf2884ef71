package rules

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

// genCond draws a condition over the test schema without missing, known and
// unknown, the words whose answer may change when a fact becomes known.
func genCond(t *rapid.T, depth int) string {
	if depth > 0 {
		switch rapid.IntRange(0, 5).Draw(t, "form") {
		case 0:
			return "(" + genCond(t, depth-1) + " and " + genCond(t, depth-1) + ")"
		case 1:
			return "(" + genCond(t, depth-1) + " or " + genCond(t, depth-1) + ")"
		case 2:
			return "not (" + genCond(t, depth-1) + ")"
		case 3:
			q := rapid.SampledFrom([]string{"any", "all", "none"}).Draw(t, "quantifier")
			return q + "(parties, " + genElem(t) + ")"
		case 4:
			return fmt.Sprintf("count(parties, %s) %s %d", genElem(t), genOp(t), rapid.IntRange(0, 3).Draw(t, "n"))
		}
	}
	switch rapid.IntRange(0, 6).Draw(t, "atom") {
	case 0:
		return "shipment.destination.hub"
	case 1:
		return `shipment.destination in ["MY", "SG"]`
	case 2:
		return fmt.Sprintf("shipment.value_usd %s %d", genOp(t), rapid.IntRange(0, 4).Draw(t, "n"))
	case 3:
		return fmt.Sprintf("shipment.value_usd %s customer.employees - 1", genOp(t))
	case 4:
		return fmt.Sprintf("shipment.date %s %q", genOp(t), rapid.SampledFrom([]string{"2025", "2025-03", "2025-03-15"}).Draw(t, "date"))
	case 5:
		return fmt.Sprintf("days_between(shipment.date, shipment.ship_date) %s %d", genOp(t), rapid.IntRange(-3, 30).Draw(t, "days"))
	}
	return `"HK" in shipment.route`
}

func genElem(t *rapid.T) string {
	return rapid.SampledFrom([]string{`.bank`, `.country == "MY"`, `.score > 2`, `.bank or .country == "SG"`, `not .bank and .score <= 1`}).Draw(t, "element")
}

func genOp(t *rapid.T) string {
	return rapid.SampledFrom([]string{"==", "!=", "<", "<=", ">", ">="}).Draw(t, "op")
}

var drawn = map[Type]func(*rapid.T, string) Value{
	Bool: func(t *rapid.T, l string) Value { return yes(rapid.Bool().Draw(t, l)) },
	Num:  func(t *rapid.T, l string) Value { return num(float64(rapid.IntRange(0, 4).Draw(t, l))) },
	Text: func(t *rapid.T, l string) Value {
		return text(rapid.SampledFrom([]string{"MY", "SG", "CN"}).Draw(t, l))
	},
	Texts: func(t *rapid.T, l string) Value {
		return list(rapid.SliceOfN(rapid.SampledFrom([]string{"US", "HK", "MY"}), 0, 3).Draw(t, l)...)
	},
	Date: func(t *rapid.T, l string) Value {
		return day(fmt.Sprintf("2025-%02d-%02d", rapid.IntRange(2, 4).Draw(t, l), rapid.IntRange(1, 28).Draw(t, l)))
	},
}

// genWorld draws facts of which all are known, and the same with some hidden:
// not told, asked in vain, or a date of less precision.
func genWorld(t *rapid.T, sc *Schema) (known, hidden *stub) {
	known, hidden = newStub(sc), newStub(sc)
	hide := func(v Value, ty Type) Value {
		switch rapid.IntRange(0, 4).Draw(t, "hide") {
		case 0:
			return Value{}
		case 1:
			return asked()
		case 2:
			if ty == Date {
				v.Date.Day = 0
			}
		}
		return v
	}
	for _, f := range sc.fields {
		if d := drawn[f.Type]; d != nil {
			v := d(t, f.Name)
			known.set(f.Name, v)
			hidden.set(f.Name, hide(v, f.Type))
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "parties") {
		a, b := map[string]Value{}, map[string]Value{}
		for _, f := range sc.fields[sc.slots["parties"]].Fields {
			v := drawn[f.Type](t, f.Name)
			a[f.Name], b[f.Name] = v, hide(v, f.Type)
		}
		known.elem("parties", a)
		hidden.elem("parties", b)
	}
	return known, hidden
}

// With every fact known nothing is undecided, and a truth that was decided with
// facts hidden is the truth when they become known.
func TestThreeValuesAgreeWithTwoAndAreMonotone(t *testing.T) {
	sc := testSchema(t)
	rapid.Check(t, func(t *rapid.T) {
		src := genCond(t, 3)
		c, err := compile(src, sc)
		if err != nil {
			t.Fatalf("compile(%q): %v", src, err)
		}
		known, hidden := genWorld(t, sc)
		full := c.root.truth(&machine{f: known})
		if full == data.Undecided {
			t.Fatalf("%s is undecided though all is known", src)
		}
		if full != twoValued(c.root, &machine{f: known}) {
			t.Fatalf("%s is %s, two-valued logic says otherwise", src, full)
		}
		m := &machine{f: hidden}
		part := c.root.truth(m)
		if part != data.Undecided && part != full {
			t.Fatalf("%s was %s and becomes %s when more is known", src, part, full)
		}
		if part == data.Undecided {
			var open []string
			c.root.open(m, func(r *ref) { open = append(open, r.name) })
			if len(open) == 0 {
				t.Fatalf("%s is undecided and names no fact that would decide it", src)
			}
			return
		}
		var p proof
		c.root.prove(m, &p)
		if len(p.evidence) == 0 && !strings.Contains(src, "count(") {
			t.Fatalf("%s is %s with no evidence", src, part)
		}
	})
}

// twoValued evaluates the connectives and quantifiers with plain Go booleans.
func twoValued(n node, m *machine) data.Truth {
	b := func(k node) bool { return twoValued(k, m) == data.True }
	switch n := n.(type) {
	case allOf:
		for _, k := range n {
			if !b(k) {
				return data.False
			}
		}
		return data.True
	case anyOf:
		for _, k := range n {
			if b(k) {
				return data.True
			}
		}
		return data.False
	case negation:
		return data.Bool(!b(n.of))
	case *quant:
		hits, length := 0, m.f.Len(n.group.slot)
		for i := range length {
			m.at = i
			if b(n.pred) {
				hits++
			}
		}
		m.at = 0
		return data.Bool([]bool{hits > 0, hits == length, hits == 0}[n.kind])
	}
	return n.truth(m)
}

func FuzzCondition(f *testing.F) {
	for _, s := range []string{
		`shipment.destination.hub and missing(shipment.end_user)`, `any(parties, .score >= 0.9)`, `count(parties, .bank) > 1`,
		`days_between(shipment.date, shipment.ship_date) > 3`, `not (goods.controlled in ["yes"])`, `any(shipment.route, # == "HK")`,
		`a ?? b`, `1..2`, `let x = 1; x`, `#`, `.x`, `any(parties, #)`, `lower(`, "\x00", `shipment.date > "2025-13-99"`,
	} {
		f.Add(s)
	}
	sc := testSchema(f)
	none := newStub(sc)
	some := newStub(sc).set("shipment.route", list("a")).elem("parties", map[string]Value{"name": text("x")})
	f.Fuzz(func(t *testing.T, src string) {
		c, err := compile(src, sc)
		if err != nil {
			return
		}
		for _, w := range []*stub{none, some} {
			m := &machine{f: w}
			c.root.truth(m)
			c.root.prove(m, &proof{})
			c.root.open(m, func(*ref) {})
		}
	})
}
