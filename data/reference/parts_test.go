package reference

import "testing"

func TestCatalogueHoldsTheModelsOfTheTrade(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	makers := map[string]int{}
	for _, p := range tables.Parts.All {
		if p.Family == "" {
			makers[p.Maker]++
		}
	}
	for maker, least := range map[string]int{"NVIDIA": 40, "AMD": 8, "Intel": 4, "Huawei": 10, "Supermicro": 8} {
		if makers[maker] < least {
			t.Errorf("%d rows of %s, want at least %d", makers[maker], maker, least)
		}
	}
	for _, id := range []string{"ascend910b", "ascend910c", "ascend910d"} {
		if p := tables.Parts.Get(id); p == nil || p.Named != "yes" || p.Designer != "CN" {
			t.Errorf("%s is not marked as named by the guidance", id)
		}
	}
	for _, p := range tables.Parts.All {
		if p.Named == "yes" && p.ID != "ascend910b" && p.ID != "ascend910c" && p.ID != "ascend910d" {
			t.Errorf("%s is marked as named; the guidance names three chips alone", p.ID)
		}
	}
}

// A figure is sourced only where the public tracker gives it; everything else was
// computed or recalled.
func TestSourcedPerformancesAreThoseOfTheTracker(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	tracker := map[string]Range{
		"a100": {4992, 4992}, "a800": {4992, 4992}, "h800": {12104, 15832}, "h200": {13364, 15832}, "h20": {2368, 2368},
		"b100": {28000, 28000}, "b200": {36000, 36000}, "mi210": {2896, 2896}, "mi250": {5794, 5794}, "mi250x": {6128, 6128},
		"mi300": {15690, 20919}, "mi300a": {15690, 15690}, "mi300x": {20919, 20919}, "mi325x": {20919, 20919},
		// It counts the MI350X and MI355X by FP16 alone; the catalogue has the range with FP6.
	}
	for i := range tables.Parts.All {
		p := &tables.Parts.All[i]
		if p.Family != "" || p.Chip != "" {
			continue
		}
		want, listed := tracker[p.ID]
		if sourced := p.Basis == "sourced"; sourced != listed || listed && p.TPP != want {
			t.Errorf("%s: performance %s is %s, the tracker gives %s", p.ID, p.TPP, p.Basis, want)
		}
	}
}

// A system is no lighter, thriftier or cheaper than the chips that it is sold with.
func TestSystemsAreWorthTheirChips(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for i := range tables.Parts.All {
		p := &tables.Parts.All[i]
		if p.Chip == "" {
			continue
		}
		chip := tables.Parts.Inside(p)
		n := p.N / max(chip.Per, 1)
		for _, c := range []struct {
			what        string
			system, one Range
		}{{"watts", p.Watts, chip.Watts}, {"kg", p.Kg, chip.Kg}, {"usd", p.USD, chip.USD}} {
			if c.system.Known() && c.system.High < n*c.one.Low {
				t.Errorf("%s: %s %s for %g modules of %s", p.ID, c.what, c.system, n, c.one)
			}
		}
		if p.USD.Known() && p.Barebone != "yes" && p.USD.Low < n*chip.USD.Low/2 {
			t.Errorf("%s: from %g dollars on for %g modules of %s", p.ID, p.USD.Low, n, chip.USD)
		}
	}
}
