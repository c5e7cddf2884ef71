package facts

import (
	"testing"

	"redflag/data"
)

func TestADealerByTheNameOfItsShop(t *testing.T) {
	w := &words(t).firm
	for name, want := range map[string]bool{
		"server outlet24 shop": true, "gpu winkel": true, "servershop24": true, "hollerwang it-distribution": true, "铭锐电脑商城": true, "kedai komputer": true,
		"kembara workshop": false, "hollerwang saege": false, "kembara datastore": false, "stromhandel nord": false, "": false,
	} {
		if got := w.shopFront(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}

func TestADealerByItsSites(t *testing.T) {
	w := &words(t).firm
	sites := func(kinds ...string) (out []data.Site) {
		for _, k := range kinds {
			out = append(out, data.Site{Kind: k})
		}
		return out
	}
	for _, c := range []struct {
		kinds []string
		want  bool
	}{
		{[]string{"shop", "showroom", "warehouse"}, true}, {[]string{"Ladengeschäft"}, true}, {[]string{"門市", "倉庫"}, true},
		{[]string{"warehouse"}, false}, {[]string{"shop", "datacenter"}, false}, {[]string{"shop", ""}, false}, {nil, false},
	} {
		if got := w.sellingSites(sites(c.kinds...)).field != ""; got != c.want {
			t.Errorf("%v: %v, want %v", c.kinds, got, c.want)
		}
	}
}
