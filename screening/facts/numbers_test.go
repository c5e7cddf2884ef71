package facts

import (
	"math"
	"testing"

	"redflag/data"
	"redflag/screening/rules"
)

// A figure compared with nought, or with one that is not known, says nothing; it is
// never read as nought, which would be below every limit.
func TestComparedFiguresAtTheirLimits(t *testing.T) {
	unknown, notTold := rules.Value{State: data.Unknown}, rules.Value{}
	for _, c := range []struct {
		name string
		got  rules.Value
		want rules.Value
	}{
		{"a ratio", ratio(num(30), data.Num(10)), num(3)},
		{"a ratio of equals", ratio(num(10), data.Num(10)), num(1)},
		{"a ratio of nothing", ratio(num(0), data.Num(10)), num(0)},
		{"a ratio to nought", ratio(num(30), data.Num(0)), unknown},
		{"a ratio to less than nought", ratio(num(30), data.Num(-1)), unknown},
		{"a ratio to what is not told", ratio(num(30), data.Number{}), notTold},
		{"a ratio of what is not known", ratio(unknown, data.Num(10)), unknown},
		{"a huge ratio", ratio(num(1e18), data.Num(1)), num(1e18)},
		{"a tiny one", ratio(num(1), data.Num(1e18)), num(0.001)},
		{"over the past", over(num(30), 10, 2, 0), num(3)},
		{"equal to the past", over(num(10), 10, 2, 0), num(1)},
		{"without a past", over(num(30), 0, 0, 0), notTold},
		{"over a past of no value", over(num(30), 0, 2, 0), unknown},
		{"over a past of unknown value", over(num(30), 10, 2, 1), unknown},
		{"a huge order over the past", over(num(1e18), 10, 2, 0), num(1e17)},
		{"a way of two stops", detour([]Stop{{Lat: 0, Lon: 0, Located: true}, {Lat: 0, Lon: 10, Located: true}}), num(1)},
		{"a way there and back", detour([]Stop{{Located: true}, {Lon: 10, Located: true}, {Located: true}}), notTold},
		{"a way round", detour([]Stop{{Located: true}, {Lon: 20, Located: true}, {Lon: 10, Located: true}}), num(3)},
		{"a way round by a place nobody knows", detour([]Stop{{Located: true}, {Lon: 20, Located: true}, {}, {Lon: 10, Located: true}}), num(3)},
		{"a way to a place nobody knows", detour([]Stop{{Located: true}, {Lon: 10, Located: true}, {}}), notTold},
		{"a way of one stop", detour([]Stop{{Located: true}}), notTold},
	} {
		if c.got.State != c.want.State || c.want.State == data.Known && math.Abs(c.got.Num-c.want.Num) > 1e-9*math.Abs(c.want.Num) {
			t.Errorf("%s is %+v, not %+v", c.name, c.got, c.want)
		}
	}
	for q, odd := range map[float64]bool{0: true, -1: true, 1: false, 1.5: true, 1e8: false, 1e8 + 1: true, 1e18: true} {
		if v := oddNumber(data.Num(q), false); v.Bool() != odd || v.State != data.Known {
			t.Errorf("a quantity of %v: %+v", q, v)
		}
	}
}
