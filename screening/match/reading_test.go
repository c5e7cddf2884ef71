package match

import "testing"

func TestNamesAreSaidInLatinLetters(t *testing.T) {
	for _, x := range []struct{ name, country, want string }{
		{"ひばり計測", "JP", "hibari"}, {"ヒバリ計測", "JP", "hibari"}, {"昭和計測", "JP", ""}, {"한별영상", "KR", "hanbyeo"}, {"晴岚智能", "CN", "qinglan"}, {"Lark", "GB", ""}, {"", "JP", ""},
	} {
		got := Reading(x.name, x.country)
		if x.want == "" && got != "" || len(got) < len(x.want) || got[:len(x.want)] != x.want {
			t.Errorf("%s is said %q, want %q", x.name, got, x.want)
		}
	}
}
