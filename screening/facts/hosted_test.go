package facts

import (
	"math"
	"regexp"
	"strings"
	"testing"

	"redflag/data"
)

func TestTheSizeOfHosting(t *testing.T) {
	w := words(t).hosting
	for _, c := range []struct {
		line      data.Line
		kw, racks float64
	}{
		{data.Line{PartNumber: "COLO-RACK", Description: "rack 47U", Quantity: data.Num(2)}, 0, 2},
		{data.Line{Description: "Hall 2, 40 racks, power 11 kW per rack", Quantity: data.Num(1)}, 440, 40},
		{data.Line{Description: "Colocation, 2 MW, 130 kW per rack", Unit: "months", Quantity: data.Num(12)}, 2000, 12},
		{data.Line{Description: "Hall 2, 40 racks, power 5 A per rack", Quantity: data.Num(1)}, 46, 40},
		{data.Line{Description: "Saal 2, 20 Serverschränke, 6 kW/Rack", Quantity: data.Num(1)}, 120, 20},
		{data.Line{Description: "metered power kW, month", Quantity: data.Num(11)}, 11, 0},
		{data.Line{Description: "Colocation, 16 racks, 172 kW, incl. remote hands", Quantity: data.Num(1)}, 172, 16},
		{data.Line{Description: "IT load", Unit: "MW", Quantity: data.Num(1.5)}, 1500, 0},
		{data.Line{Description: "energy in May", Unit: "kWh", Quantity: data.Num(7300)}, 10, 0},
		{data.Line{Description: "机柜托管", Quantity: data.Num(12)}, 0, 12},
		{data.Line{Description: "Serverschränke, Monatsmiete", Quantity: data.Num(3)}, 0, 3},
		{data.Line{Description: "4 x full racks, Platz für 2 Serverschränke", Quantity: data.Num(1)}, 0, 4},
		{data.Line{Description: "Stellfläche für 16 Serverschränke", Quantity: data.Num(1)}, 0, 16},
		{data.Line{Description: "hébergement, 6 baies, 40 kW", Quantity: data.Num(1)}, 40, 6},
		{data.Line{Description: "6 bastidores y 1,5 megavatios", Quantity: data.Num(1)}, 1500, 6},
		{data.Line{Description: "sewa rak bulanan", Quantity: data.Num(5)}, 0, 5},
		{data.Line{Description: "機櫃代管 20 機櫃 150千瓦", Quantity: data.Num(1)}, 150, 20},
		{data.Line{Description: "电费 7300千瓦时", Quantity: data.Num(1)}, 10, 0},
		{data.Line{Description: "ラック月額、受電 3メガワット", Quantity: data.Num(8)}, 3000, 8},
		{data.Line{Description: "VPS 8 vCPU 16GB, 12 months", Quantity: data.Num(4)}, 0, 0},
		{data.Line{Description: "crackdown tracking service", Quantity: data.Num(4)}, 0, 0},
	} {
		if kw, racks := w.kw(&c.line), w.rackCount(&c.line); math.Abs(kw-c.kw) > 0.01 || racks != c.racks {
			t.Errorf("%s: %v kW and %v racks, want %v and %v", c.line.Description, kw, racks, c.kw, c.racks)
		}
	}
}

func TestThePowerThatNotesTell(t *testing.T) {
	w := words(t).hosting
	for notes, want := range map[string]float64{
		"colo lets cage till 31/7 only, 40kW. cust: delete install": 40,
		"Halle hat 1,5 MW, davon 400 kW frei":                       1500,
		"Keller der Werkstatt; Hausanschluss 63 kW":                 63,
		"机房只有 30千瓦":                                                 30,
		"40 kW per rack in the new hall":                            0,
		"cage, 12 kW/rack":                                          0,
		"each server takes 14 kW":                                   0,
		"sold with a 40 kW generator. Hall is ready":                0,
		"hall ready on Monday":                                      0,
		"":                                                          0,
	} {
		if got := w.notedKW(notes); got != want {
			t.Errorf("%q: %v kW, want %v", notes, got, want)
		}
	}
}

func TestAHallThatIsTakenForDays(t *testing.T) {
	w := words(t).hosting
	for _, c := range []struct {
		line data.Line
		want bool
	}{
		{data.Line{Description: "Meru hall short let 9 Aug - 14 Aug 2026"}, true},
		{data.Line{Description: "hall rental 5 days"}, true},
		{data.Line{Description: "机房短租"}, true},
		{data.Line{Description: "colocation", Unit: "days", Quantity: data.Num(6)}, true},
		{data.Line{Description: "colocation", Unit: "days", Quantity: data.Num(365)}, false},
		{data.Line{Description: "colocation 16 racks, 30 days notice"}, false},
		{data.Line{Description: "rental of cage, 12 months"}, false},
		{data.Line{Description: "hall let for ten years"}, false},
	} {
		if got := w.lets(&c.line); got != c.want {
			t.Errorf("%s: %v, want %v", c.line.Description, got, c.want)
		}
	}
}

// No word of the table is there in vain.
func TestEveryWordOfHostingIsRead(t *testing.T) {
	w := words(t).hosting
	for _, p := range w.units.Set {
		want := kilowatts(w.units.Of(p.Text))
		for _, l := range []data.Line{{Description: "up to 12" + p.Text}, {Description: p.Text, Quantity: data.Num(12)}, {Unit: p.Text, Quantity: data.Num(12)}} {
			if got := w.kw(&l); got != 12*want {
				t.Errorf("%v: %v kW, want %v", l, got, 12*want)
			}
		}
	}
	for _, p := range w.brief {
		if !w.lets(&data.Line{Description: "hall, " + p.Text}) {
			t.Errorf("%q is no brief let", p.Text)
		}
	}
	for _, p := range w.days {
		if !w.lets(&data.Line{Description: "hall 5 " + p.Text}) || !w.lets(&data.Line{Unit: p.Text, Quantity: data.Num(5)}) || w.lets(&data.Line{Description: "hall 90 " + p.Text}) {
			t.Errorf("%q is no day", p.Text)
		}
	}
	for _, p := range w.racks {
		for _, l := range []data.Line{{Description: "up to 12 " + p.Text}, {Description: p.Text, Quantity: data.Num(12)}, {Unit: p.Text, Quantity: data.Num(12)}} {
			if got := w.rackCount(&l); got != 12 {
				t.Errorf("%v: %v racks", l, got)
			}
		}
	}
}

func TestFaultsOfTheWordsOfHostingNameThePlace(t *testing.T) {
	for old, new := range map[string]string{"racks:": "rack:", "  kwh:": "  kwa:", "[ラック]": "[]"} {
		_, err := parseHosting("own.yaml", []byte(strings.Replace(string(hostingYAML), old, new, 1)))
		if err == nil || !regexp.MustCompile(`^own\.yaml:\d+:\d+: `).MatchString(err.Error()) {
			t.Errorf("%s: %v", new, err)
		}
	}
}

func TestDaysOfALet(t *testing.T) {
	for text, want := range map[string]int32{
		"hall c, 2026-03-09 to 2026-03-13 only": 5,
		"cage 2026-03-09 - 2026-03-09":          1,
		"cage 2026-03-13 to 2026-03-09":         0,
		"cage from 2026-03-09, 36 months":       0,
	} {
		if got, ok := daysBetween(text); got != want || ok != (want > 0) {
			t.Errorf("%q lets for %d days, want %d", text, got, want)
		}
	}
}

func TestHostingOfAcceleratorsAndOfFloors(t *testing.T) {
	w := words(t).hosting.chips
	for line, want := range map[string]bool{
		"GPU service, 3 years, 400 nodes":           true,
		"dedicated cluster, 2304 GPU, 60 months":    true,
		"Reserved training capacity, 24 months":     true,
		"算力租赁，三年":                                   true,
		"KI-Cluster, exklusiv":                      true,
		"Colocation, 16 racks, 172 kW":              false,
		"rack 47U":                                  false,
		"VPS 8 vCPU 16GB, 12 months":                false,
		"database cluster, managed, three replicas": false,
		"remote hands":                              false,
	} {
		if l := lineText(&data.Line{Description: line}); w.Stands(&l) != want {
			t.Errorf("%s: %v, want %v", line, !want, want)
		}
	}
}
