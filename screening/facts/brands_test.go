package facts

import (
	"strings"
	"testing"

	"redflag/data"
)

func TestAFirmMayBearTheNameOfAListedHouse(t *testing.T) {
	w := &words(t).brands
	for _, c := range []struct {
		of   data.Customer
		want string
	}{
		{data.Customer{Name: "Huawei Cloud Malaysia Sdn Bhd"}, "Huawei Technologies"},
		{data.Customer{Name: "HW Tech Almaty LLP", NameLocal: "ТОО Хуавэй Алматы"}, "Huawei Technologies"},
		{data.Customer{Name: "Lumen Systems", Aliases: []string{"unknown", "Inspur Systems Deutschland GmbH"}}, "Inspur Group"},
		{data.Customer{Name: "龙芯中科(波兰)"}, "Loongson Technology"},
		{data.Customer{Name: "Loongsonne Solar GmbH"}, ""},
		{data.Customer{Name: "Dahua Restaurant"}, ""},
		{data.Customer{Name: "unknown"}, ""},
		{data.Customer{}, ""},
	} {
		if got := w.in(&c.of); got != c.want {
			t.Errorf("%q bears %q, want %q", c.of.Name, got, c.want)
		}
	}
}

func TestFaultsOfBrandsNameThePlace(t *testing.T) {
	for old, with := range map[string]string{"basis: sourced": "basis: maybe", "zh: [智谱]": "zz: [智谱]"} {
		text := strings.Replace(string(brandsYAML), old, with, 1)
		if _, err := parseBrands("own.yaml", []byte(text)); text == string(brandsYAML) || err == nil || !strings.HasPrefix(err.Error(), "own.yaml:") {
			t.Errorf("%s: %v", with, err)
		}
	}
}
