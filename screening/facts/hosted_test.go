package facts

import (
	"math"
	"testing"

	"redflag/data"
)

func TestTheSizeOfHosting(t *testing.T) {
	for _, c := range []struct {
		line      data.Line
		kw, racks float64
	}{
		{data.Line{PartNumber: "COLO-RACK", Description: "rack 47U", Quantity: data.Num(2)}, 0, 2},
		{data.Line{Description: "metered power kW, month", Quantity: data.Num(11)}, 11, 0},
		{data.Line{Description: "Colocation, 16 racks, 172 kW, incl. remote hands", Quantity: data.Num(1)}, 172, 16},
		{data.Line{Description: "IT load", Unit: "MW", Quantity: data.Num(1.5)}, 1500, 0},
		{data.Line{Description: "energy in May", Unit: "kWh", Quantity: data.Num(7300)}, 10, 0},
		{data.Line{Description: "机柜托管", Quantity: data.Num(12)}, 0, 12},
		{data.Line{Description: "Serverschränke, Monatsmiete", Quantity: data.Num(3)}, 0, 3},
		{data.Line{Description: "VPS 8 vCPU 16GB, 12 months", Quantity: data.Num(4)}, 0, 0},
		{data.Line{Description: "crackdown tracking service", Quantity: data.Num(4)}, 0, 0},
	} {
		if kw, racks := hostedKW(&c.line), hostedRacks(&c.line); math.Abs(kw-c.kw) > 0.01 || racks != c.racks {
			t.Errorf("%s: %v kW and %v racks, want %v and %v", c.line.Description, kw, racks, c.kw, c.racks)
		}
	}
}
