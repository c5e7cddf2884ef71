package rules

import (
	"errors"
	"testing"
)

func TestAClauseStandsOnlyWithItsFacts(t *testing.T) {
	sc := testSchema(t)
	told := newStub(sc).set("shipment.end_user", text("Kembara")).set("shipment.value_usd", num(1234567.891)).set("shipment.route", list())
	for _, c := range []struct{ says, want string }{
		{"The user is [{shipment.end_user}|not named]", "The user is Kembara"},
		{"Goods for [{shipment.destination}|a place not named] and [{shipment.end_user}|nobody]", "Goods for a place not named and Kembara"},
		{"The goods[ for {shipment.destination}] go to {shipment.end_user}", "The goods go to Kembara"},
		{"Both[ {shipment.end_user} in {shipment.destination}|: not known]", "Both: not known"},
		{"Otherwise [{shipment.destination}|{shipment.end_user}]", "Otherwise Kembara"},
		{"[{shipment.end_user}] first", "Kembara first"},
		{"A remark [sic] of {shipment.end_user}", "A remark [sic] of Kembara"},
		{"[{shipment.destination}]", ""},
		{"the {shipment.end_user}", "The Kembara"},
	} {
		x, err := parseSays(c.says, sc)
		if err != nil {
			t.Errorf("%s: %v", c.says, err)
			continue
		}
		if got := x.render(told, nil); got != c.want {
			t.Errorf("%s is said as %q, not %q", c.says, got, c.want)
		}
	}
	for says, at := range map[string]int{
		"Für [{shipment.end_user}":                       4,
		"Für {shipment.end_usr}":                         5,
		"ä[{shipment.end_user}|{shipment.end_usr}] b":    23,
		"ä[{shipment.end_user}|x] {shipment.end_usr}":    26,
		"ä[{shipment.end_user}|x] {shipment.end_user":    25,
		"ä[{shipment.end_user}|x] shipment.end_user}":    42,
		"[sic] and [{shipment.destination}|{nothing}] b": 35,
	} {
		_, err := parseSays(says, sc)
		var bad *condError
		if !errors.As(err, &bad) || bad.at != at {
			t.Errorf("%s: %v, want a fault at %d", says, err, at)
		}
	}
}

func TestAFigureIsWrittenAsPeopleReadIt(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 7: "7", -1234: "-1,234", 2.5: "2.5", 0.333: "0.33", 999.999: "1,000", 1234.5: "1,234", 1e18: "1,000,000,000,000,000,000", 0.001: "less than 0.01"} {
		if got := Figure(v); got != want {
			t.Errorf("%v is written %s, not %s", v, got, want)
		}
	}
}

func TestAVerbAgreesWithTheNamesBeforeIt(t *testing.T) {
	sc := testSchema(t)
	f := newStub(sc)
	for _, name := range []string{"Kembara", "Selat", "Selat", "Heron", "Jetty", "Quay"} {
		f.elem("parties", map[string]Value{"name": text(name), "role": text("end user")})
	}
	x, err := parseSays("{parties.name} ({parties.role}) <is a forwarder|are forwarders>, and <it|they> stay < 5", sc)
	if err != nil {
		t.Fatal(err)
	}
	g := sc.slots["parties"]
	for of, want := range map[string]string{
		"0":     "Kembara (end user) is a forwarder, and it stay < 5",
		"12":    "Selat (end user) is a forwarder, and it stay < 5",
		"01":    "Kembara and Selat (end user) are forwarders, and they stay < 5",
		"0123":  "Kembara, Selat and Heron (end user) are forwarders, and they stay < 5",
		"01345": "Kembara, Selat, Heron and others (end user) are forwarders, and they stay < 5",
	} {
		var seen []witness
		for _, at := range of {
			seen = append(seen, witness{g, int(at - '0')})
		}
		if got := x.render(f, seen); got != want {
			t.Errorf("%s: %q, not %q", of, got, want)
		}
	}
}
