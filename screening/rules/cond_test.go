package rules

import (
	"errors"
	"strings"
	"testing"

	"redflag/data"
)

func truthOf(t *testing.T, sc *Schema, cond string, f Facts) data.Truth {
	t.Helper()
	c, err := compile(cond, sc)
	if err != nil {
		t.Fatalf("compile(%q): %v", cond, err)
	}
	return c.root.truth(&machine{f: f})
}

func TestConditions(t *testing.T) {
	sc := testSchema(t)
	f := newStub(sc).
		set("goods.controlled", text("yes")).
		set("shipment.destination", text("MY")).
		set("shipment.destination.hub", yes(true)).
		set("shipment.date", day("2025-03")).
		set("shipment.ship_date", day("2025-04-02")).
		set("shipment.value_usd", num(240000)).
		set("shipment.end_user", text("unknown")).
		set("shipment.route", list("US", "HK", "MY")).
		set("text.phrases", list()).
		elem("parties", map[string]Value{"role": text("end_user"), "name": text("Alpha Cargo Sdn"), "country": text("MY"), "score": num(0.5)}).
		elem("parties", map[string]Value{"role": text("payer"), "name": text("Beta"), "score": num(0.95), "bank": yes(false)})
	const (
		T = data.True
		F = data.False
		U = data.Undecided
	)
	for _, c := range []struct {
		cond string
		want data.Truth
	}{
		{`shipment.destination.hub`, T},
		{`not shipment.destination.hub`, F},
		{`shipment.destination.hub == false`, F},
		{`customer.hq_restricted`, U},
		{`not customer.hq_restricted`, U},
		{`customer.hq_restricted and shipment.destination.hub`, U},
		{`customer.hq_restricted and not shipment.destination.hub`, F},
		{`customer.hq_restricted or shipment.destination.hub`, T},
		{`missing(shipment.end_user)`, T}, // asked and not known names nobody
		{`unknown(shipment.end_user)`, T},
		{`known(shipment.end_user)`, F},
		{`missing(customer.employees) and not unknown(customer.employees)`, T},
		{`missing(shipment.destination)`, F},
		{`surely(shipment.destination.hub)`, T},
		{`not surely(shipment.destination.hub)`, F},
		{`surely(customer.hq_restricted)`, F}, // not told
		{`not surely(customer.hq_restricted)`, T},
		{`shipment.destination.hub and !surely(customer.hq_restricted)`, T},
		{`not any(parties, surely(.bank))`, T},
		{`count(parties, not surely(.bank)) == 2`, T},
		{`shipment.end_user == "Alpha"`, U},
		{`shipment.destination == "MY"`, T},
		{`shipment.destination != "MY"`, F},
		{`shipment.destination not in ["SG", "MY"]`, F},
		{`goods.controlled in ["yes", "possible"]`, T},
		{`shipment.destination in shipment.route`, T},
		{`"CN" in shipment.route`, F},
		{`"relabel" in text.phrases`, F},
		{`any(shipment.route, # in ["CN", "HK"])`, T},
		{`count(shipment.route) == 3`, T},
		{`shipment.value_usd > 100000`, T},
		{`100000 > shipment.value_usd`, F},
		{`shipment.value_usd / customer.employees > 1000`, U},
		{`shipment.value_usd * 2 - 80000 == 400000`, T},
		{`customer.employees < 5`, U},
		{`shipment.date >= "2025-03-01"`, T},
		{`shipment.date >= "2025-03-15"`, U}, // March, no day told
		{`shipment.date < "2025-04"`, T},
		{`shipment.date == "2025"`, T},
		{`shipment.ship_date > shipment.date`, T},
		{`days_between(shipment.date, shipment.ship_date) <= 32`, T},
		{`days_between(shipment.date, shipment.ship_date) > 5`, U},
		{`any(parties, .score >= 0.9)`, T},
		{`any(parties, .bank)`, U},
		{`any(parties, .bank and .role == "payer")`, F},
		{`all(parties, known(.country))`, F},
		{`none(parties, .role == "forwarder")`, T},
		{`none(parties, .country == "CN")`, U},
		{`count(parties) == 2`, T},
		{`count(parties, .country == "MY") >= 1`, T},
		{`count(parties, .country == "MY") >= 2`, U},
		{`count(parties, .country == "MY") >= 3`, F},
		{`any(parties, .name contains "Cargo")`, T},
		{`any(parties, lower(.name) startsWith "alpha")`, T},
		{`any(parties, .name matches "(?i)SDN$")`, T},
		{`any(parties, .country == shipment.destination)`, T},
	} {
		if got := truthOf(t, sc, c.cond, f); got != c.want {
			t.Errorf("%s is %s, want %s", c.cond, got, c.want)
		}
	}
}

func TestRefusedConditions(t *testing.T) {
	sc := testSchema(t)
	for _, c := range []struct {
		cond, says string
		at         int
	}{
		{`shipment.destination.hubb`, "did you mean shipment.destination.hub?", 0},
		{`goods.controlled == "maybe"`, `goods.controlled is never "maybe"`, 20},
		{`goods.controlled in ["yes", "posible"]`, "did you mean possible?", 28},
		{`"relable" in text.phrases`, "did you mean relabel?", 0},
		{`mising(shipment.end_user)`, "did you mean missing?", 0},
		{`any(parties, .contry == "MY")`, "did you mean country?", 14},
		{`shipment.value_usd in 1..3`, "ranges are not for conditions", 23},
		{`now() > 3`, "no function now()", 0},
		{`map(parties, .name) == 1`, "no function map()", 0},
		{`any(parties, any(parties, .bank))`, "cannot stand inside", 13},
		{`shipment.destination`, "is a text, not yes or no", 9},
		{`shipment.destination > "A"`, "no order", 21},
		{`shipment.date > "soon"`, "not a date", 16},
		{`customer.employees == "3"`, "a number is wanted", 22},
		{`let x = 1; x > 0`, "a variable (let)", 0},
		{`shipment.destination ?? "MY"`, "operator ??", 21},
		{`shipment.destination.hub ? true : false`, "a choice", 0},
		{`destination.name == "x"`, "placeholders", 0},
		{`parties == 1`, "cannot be compared", 0},
		{`missing(parties)`, "count(parties) == 0", 0},
		{`surely(shipment.destination)`, "shipment.destination is a text, not yes or no", 0},
		{`surely(shipment.value_usd > 1)`, "a fact is wanted here", 0},
		{`surely()`, "takes one fact", 0},
		{`shipment.route[0] == "US"`, "plain dotted name", 0},
		{`1 == 1`, "nothing is asked", 0},
		{`any(parties, .name matches "(")`, "pattern cannot be read", 27},
		{`shipment.destination ==`, "unexpected token", 0},
		{``, "empty", 0},
		{strings.Repeat("(", 3990), "", 0},
		{strings.Repeat("x", 5000), "more than", 0},
	} {
		_, err := compile(c.cond, sc)
		var ce *condError
		if !errors.As(err, &ce) {
			t.Errorf("compile(%.40q) = %v, want a refusal", c.cond, err)
			continue
		}
		if !strings.Contains(ce.msg, c.says) {
			t.Errorf("compile(%.40q) says %q, want %q", c.cond, ce.msg, c.says)
		}
		if c.at > 0 && ce.at != c.at {
			t.Errorf("compile(%q) points to %d, want %d", c.cond, ce.at, c.at)
		}
	}
}

func TestEvidenceIsTheAtomsThatMadeItTrue(t *testing.T) {
	sc := testSchema(t)
	f := newStub(sc).
		set("goods.controlled", text("yes")).
		set("shipment.destination.hub", yes(true)).
		set("shipment.value_usd", num(10)).
		set("shipment.route", list("SG", "HK")).
		elem("parties", map[string]Value{"role": text("end_user"), "country": text("MY")}).
		elem("parties", map[string]Value{"role": text("payer"), "country": text("CN")})
	for _, c := range []struct{ cond, want string }{
		{`goods.controlled == "yes" and missing(shipment.end_user)`, "shipment.end_user=not told goods.controlled=yes"},
		{`shipment.destination.hub or shipment.value_usd > 100`, "shipment.destination.hub=yes"},
		{`not (shipment.value_usd > 100)`, "shipment.value_usd=10"},
		{`surely(shipment.destination.hub)`, "shipment.destination.hub=yes"},
		{`not surely(customer.hq_restricted)`, "customer.hq_restricted=not told"},
		{`"HK" in shipment.route`, "shipment.route=HK"},
		{`not ("CN" in shipment.route)`, "shipment.route=SG, HK"},
		{`any(parties, .country == "CN" and .role == "payer")`, "parties.country=CN parties.role=payer"},
		{`none(parties, .role == "forwarder")`, "parties.role=end_user parties.role=payer"},
	} {
		k, err := compile(c.cond, sc)
		if err != nil {
			t.Fatal(err)
		}
		m := &machine{f: f}
		if k.root.truth(m) != data.True {
			t.Fatalf("%s is not true", c.cond)
		}
		var p proof
		k.root.prove(m, &p)
		var got []string
		for _, e := range p.evidence {
			got = append(got, e.Field+"="+e.Value)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s is proved by %q, want %q", c.cond, s, c.want)
		}
	}
}
