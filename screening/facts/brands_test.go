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
		{data.Customer{Name: "Mahan Airlines cargo Dubai"}, "Mahan Air"},
		{data.Customer{Name: "LANGCHAO Group"}, "Inspur Group"},
		{data.Customer{Name: "МГТУ им. Н.Э. Баумана"}, "Bauman Moscow State Technical University"},
		{data.Customer{Name: "Almaz-Antey Export"}, "Joint-Stock Company Concern Almaz-Antey"},
		{data.Customer{Name: "国防科大"}, "National University of Defense Technology"},
		{data.Customer{Name: "SMIC Trading FZE"}, "Semiconductor Manufacturing International Corporation"},
		{data.Customer{Name: "Intellifusion Cloud Technology"}, "Intellifusion"},
		{data.Customer{Name: "Bauman Heating GmbH"}, ""},
		{data.Customer{Name: "Beihang Road Tea House"}, ""},
		{data.Customer{Name: "新浪潮传媒"}, ""},
		{data.Customer{Name: "河北航空"}, ""},
		{data.Customer{Name: "广东中电科技"}, ""},
		{data.Customer{Name: "Iran Aircraft Spares FZE"}, ""},
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
