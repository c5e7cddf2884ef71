package match

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestDoorsInNativeWriting(t *testing.T) {
	for _, c := range []struct{ address, unit, city, country, want string }{
		{"서울특별시 강서구 공항대로8길 77", "B동 1203호", "", "KR", "ko|강서|공항대로8길|77|b-1203"},
		{"중앙로 12 3층", "", "대구", "KR", "ko|대구|중앙로|12|3f"},
		{"中央区栄 ３丁目４番５号 7階", "", "", "jp", "ja|中央|栄|3-4-5|7f"},
		{"88/14 ถนนพหลโยธิน ชั้น 3", "ห้อง 12/B", "", "TH", "th|พหลโยธิน|88/14|12/b"},
		{"深圳市南山区科技园南路1-2号", "", "", "CN", ""},
		{"12 Harbour Yard", "3", "", "JP", ""},
		{"강서구 공항", "", "", "KR", ""},
	} {
		if got := NativeDoor(c.address, c.unit, c.city, c.country); got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.address, c.unit, got, c.want)
		}
	}
}

func FuzzNativeAddresses(f *testing.F) {
	for _, s := range []string{"서울특별시 강서구 공항대로8길 77, B동 1203호", "港区虎ノ門3-4-7 502号室", "88/14 ถนนพหลโยธิน", "C/ Mayor, 12, 3º B"} {
		f.Add(s, "ES")
	}
	f.Fuzz(func(t *testing.T, address, country string) {
		// A wide figure is the figure, and a door tells its tongue.
		door := NativeDoor(address, "", "", country)
		if narrow := NativeDoor(norm.NFKC.String(address), "", "", country); narrow != door {
			t.Errorf("%q has the door %q, and %q in narrow letters", address, door, narrow)
		}
		if tongue, _, _ := strings.Cut(door, "|"); !slices.Contains([]string{"", "ko", "ja", "th"}, tongue) {
			t.Errorf("%q has the door %q", address, door)
		}
		if plain := PlainAddress(address, "US"); plain != address {
			t.Errorf("%q is put into other words, %q, in a country that has none", address, plain)
		}
		PlainAddress(address, country)
	})
}
