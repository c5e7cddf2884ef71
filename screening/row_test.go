package screening

import (
	"testing"

	"redflag/data"
)

// What a row shows of an order is what somebody would ask about first.
func TestARowShowsTheGoodsThatMatter(t *testing.T) {
	cable := data.Line{Line: 1, Description: "LC-LC patch cable", Quantity: data.Num(50), Value: data.Num(700)}
	server := data.Line{Line: 2, Description: "HPE ProLiant DL380 Gen11 2x Xeon Gold 6430 256GB, two power supplies", Quantity: data.Num(2), UnitValue: data.Num(11800)}
	card := data.Line{Line: 3, Description: "NVIDIA L4 24GB PCIe", Quantity: data.Num(1), Value: data.Num(2600)}
	l4 := data.Good{Line: 3, Maker: "NVIDIA", Model: "L4", Controlled: data.ControlledYes}
	for want, x := range map[string]struct {
		lines []data.Line
		goods []data.Good
	}{
		"50 x LC-LC patch cable":                                  {lines: []data.Line{cable}},
		"2 x HPE ProLiant DL380 Gen11 2x Xeon Gold 6430 256G… +1": {[]data.Line{cable, server}, []data.Good{{Line: 1, Model: "cable", Controlled: data.ControlledNo}}},
		"20 x AI server 8U": {
			[]data.Line{{Line: 1, Description: "AI server 8U", Quantity: data.Num(20)}}, []data.Good{{Line: 1, Controlled: data.ControlledPossible}},
		},
		"1 x NVIDIA L4": {[]data.Line{cable, server, card}, []data.Good{l4}},
		"":              {},
	} {
		r := &data.Record{Kind: data.ShipmentKind, Shipment: &data.Shipment{ID: "S-1", Lines: x.lines}}
		if got := Row(r, &data.Verdict{Goods: x.goods}, "").Goods; got != want {
			t.Errorf("goods are shown as %q, want %q", got, want)
		}
	}
}
