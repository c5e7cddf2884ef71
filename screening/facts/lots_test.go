package facts

import (
	"math"
	"testing"

	"redflag/data"
)

// A lot counts as what its price holds, and a piece, a set of one and a slip of figures as one.
func TestALotHoldsWhatItsPriceDoes(t *testing.T) {
	w := words(t)
	server := &Good{Good: data.Good{Model: "HGX H200", GPUs: 8}, Server: true, PriceLow: data.Num(250_000), PriceHigh: data.Num(300_000), Watts: data.Num(10_000)}
	card := &Good{Good: data.Good{Model: "L40S", GPUs: 1}, PriceLow: data.Num(7_000), PriceHigh: data.Num(9_000)}
	for _, c := range []struct {
		name, text, unit string
		of               *Good
		quantity, usd    float64
		gpus             float64
	}{
		{"a lot of sixty-four", "HGX H200", "lot", server, 1, 19_200_000, 512},
		{"four pallets", "HGX H200", "pallets", server, 4, 1_200_000, 32},
		{"a set in Japanese", "HGX H200", "式", server, 1, 3_000_000, 80},
		{"one piece at the price of many", "HGX H200", "pcs", server, 1, 19_200_000, 512},
		{"a dear piece among others", "HGX H200", "pcs", server, 4, 1_500_000, 8},
		{"a set with its switches", "HGX H200", "set", server, 1, 480_000, 8},
		{"a workstation around a card", "workstation with L40S", "set", card, 1, 30_000, 1},
		{"a price in another currency", "L40S", "pcs", card, 1, 120_000_000, 1},
		{"no price", "HGX H200", "lot", server, 1, math.NaN(), 8},
	} {
		g := w.InLots(&data.Line{Description: c.text, Unit: c.unit, Quantity: data.Num(c.quantity)}, c.of, c.usd)
		if g.GPUs != c.gpus {
			t.Errorf("%s: %v chips in one, want %v", c.name, g.GPUs, c.gpus)
		}
	}
	if server.GPUs != 8 || server.PriceHigh.Value != 300_000 {
		t.Error("what is known of a machine was changed by a line of it")
	}
}
