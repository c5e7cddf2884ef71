package match

import "testing"

func TestOneNameInTwoWritings(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"株式会社さざなみ計測", "Sazanami Keisoku K.K.", true},
		{"株式会社さざなみ計測", "Minato Orchid Trading K.K.", false},
		{"北京蓝鹤科技有限公司", "Beijing Lanhe Technology Co., Ltd.", true},
		{"北京蓝鹤科技有限公司", "Hongda Trading Ltd", false},
		{"ООО Северный Ветер", "Severny Veter LLC", true},
		{"ООО Северный Ветер", "Vostok Trade LLC", false},
		{"Universität Bremen", "University of Bremen", true},
		{"Heron Analytics Sdn Bhd", "HERON ANALYTICS SDN. BHD. (KL)", true},
		{"Heron Analytics Sdn Bhd", "Kestrel Grid Sdn Bhd", false},
		{"Heron Analytics Sdn Bhd", "Heron Trading Sdn Bhd", false},
	} {
		if got := SameName(c.a, c.b); got != c.want {
			t.Errorf("%s and %s are one name: %v", c.a, c.b, got)
		}
	}
}
