package screening

import (
	"testing"

	"redflag/data"
	"redflag/data/reference"
	"redflag/screening/goods"
)

// A board or machine with fewer or more chips than usual costs accordingly.
func TestPricesFollowTheNumberOfChips(t *testing.T) {
	tables, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	g := goods.New(tables)
	of := func(text string) (low, high, gpus float64) {
		r := g.Recognise(&data.Line{Description: text})
		x := goodOf(&r)
		return x.PriceLow.Value, x.PriceHigh.Value, x.GPUs
	}
	low8, high8, _ := of("HGX H100 8-GPU baseboard")
	low4, high4, n := of("HGX H100 4-GPU baseboard")
	if n != 4 || low4 != low8/2 || high4 != high8 {
		t.Errorf("a board of %g costs %g to %g, one of eight %g to %g", n, low4, high4, low8, high8)
	}
	if low, high, n := of("HGX A100 16-GPU"); n != 16 || low != 70_000 || high != 360_000 {
		t.Errorf("a board of %g costs %g to %g", n, low, high)
	}
	if low, high, n := of("2台 H100 服务器"); n != 1 || low == 0 || high == 0 {
		t.Errorf("two machines hold %g chips a machine, and cost %g to %g", n, low, high)
	}
}
