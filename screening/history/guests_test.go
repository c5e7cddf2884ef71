package history

import (
	"testing"
	"time"

	"redflag/data"
)

func TestGuestsAreNobody(t *testing.T) {
	for name, want := range map[string]bool{
		"guest": true, "GUEST": true, "(Guest)": true, "Walk-in": true, "webshop": true, "Laufkunde": true, "散客": true, "店頭": true, "Client de passage": true,
		"": false, "Guest House Ltd": false, "Webshop Solutions GmbH": false, "C-4": false,
	} {
		if got := Guest(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}

func TestOrdersOfGuestsAddUpByWhereTheyGo(t *testing.T) {
	const shop = "Point relais 3117, Blagnac"
	model := func(n float64) Narrow {
		return Narrow{Advanced: true, Models: []Priced{{Model: "RTX", Quantity: n, Advanced: true}}}
	}
	day := func(d int) data.Date { return data.Day(2026, time.June, d) }
	guest := func(id, customer, name, address, phone string, d int) *data.Shipment {
		sh := order(id, customer, day(d))
		sh.Parties = []data.Party{{Role: data.UltimateConsignee, Customer: &data.Customer{Name: name, Country: "FR", Address: address, Phones: []string{phone}}}}
		return sh
	}
	b := NewBuilder()
	off := order("S-1", "Garonne Pixels", day(1))
	off.Status = "cancelled"
	b.Shipment(off, "", model(48))
	b.Shipment(guest("W-1", "guest", "Luc M.", shop, "+33 7 49 21 01 14", 20), "", model(16))
	b.Shipment(guest("W-2", "Guest", "A. Roche", shop, "", 21), "", model(8))
	b.Shipment(guest("W-3", "guest", "Mesnard", "9 rue Haute, Colmar", "07 49 21 01 14", 22), "", model(16)) // by the telephone
	b.Shipment(guest("W-4", "guest", "J. Pons", "9 rue Basse, Nantes", "+33 7 11 11 11 11", 22), "", model(100))
	b.Shipment(guest("W-5", "Hall Nine SA", "J. Pons", shop, "", 22), "", model(100)) // somebody
	b.Shipment(guest("W-6", "guest", "J. Pons", shop, "", 2), "", model(100))         // long before
	k := b.Build()
	last := guest("W-9", "guest", "Luc Mes.", shop, "+33 7 49 21 01 14", 25)
	ask := func(sh *data.Shipment, n float64) Guests {
		return k.GuestsBefore(sh, model(n).Models[0], day(25).First())
	}
	if g := ask(last, 8); g.Orders != 4 || g.Pieces != 48 || g.Paper != "S-1" {
		t.Errorf("%+v", g)
	}
	if g := ask(last, 9); g.Orders != 4 || g.Pieces != 49 || g.Paper != "" {
		t.Errorf("of another number: %+v", g)
	}
	last.Customer = "Hall Nine SA"
	if g := ask(last, 8); g.Orders != 0 {
		t.Errorf("of somebody: %+v", g)
	}
	if g := ask(guest("W-9", "guest", "Luc Mes.", "", "", 25), 8); g.Orders != 0 {
		t.Errorf("of a guest who tells nothing: %+v", g)
	}
}
