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
