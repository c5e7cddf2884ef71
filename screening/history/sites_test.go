package history

import (
	"testing"

	"redflag/data"
)

func TestOneDoorWrittenAsItsCountryWrites(t *testing.T) {
	for _, x := range []struct {
		country, a, b string
		same          bool
	}{
		{"KR", "서울특별시 강서구 공항대로8길 77, B동 1203호", "강서구 공항대로8길 77, B-1203", true},
		{"KR", "서울특별시 강서구 공항대로8길 77, B동 1203호", "강서구 공항대로8길 77, B동 1204호", false},
		{"KR", "대구 북구 중앙로 12 3층", "부산 남구 중앙로 12 3층", false},
		{"JP", "愛知県名古屋市熱田区外土居4-5-6 7階", "名古屋市熱田区外土居四丁目5番6号 7F", true},
		{"JP", "〒105-0001 東京都港区虎ノ門3-4-7 第二ビル502号室", "港区虎ノ門3丁目4-7 第二ビル5F 502", true},
		{"JP", "港区虎ノ門3-4-7 502号室", "港区虎ノ門3-4-8 502号室", false},
		{"TH", "88/14 ถนนพหลโยธิน แขวงจตุจักร กรุงเทพฯ", "88/14 ถ.พหลโยธิน จตุจักร กทม.", true},
		{"VN", "Phòng 502, 18 Nguyễn Trãi, Thanh Xuân, Hà Nội", "P.502, số 18 Nguyễn Trãi, Q. Thanh Xuân, Hà Nội", true},
		{"VN", "Phòng 502, 18 Nguyễn Trãi, Thanh Xuân, Hà Nội", "P.503, 18 Nguyễn Trãi, Thanh Xuân, Hà Nội", false},
		{"BE", "Antwerpsesteenweg 88, bus 12, 9051 Gent", "Antwerpsestwg. 88 b. 12, Gent", true},
		{"BE", "Antwerpsesteenweg 88, bus 12, 9051 Gent", "Antwerpsesteenweg 88, bus 13, 9051 Gent", false},
		{"FR", "12 bis rue de la Paix, bât. B, 75002 Paris", "12bis, rue de la Paix Bâtiment B Paris", true},
		{"ES", "Calle Mayor 12, 3º B, Madrid", "C/ Mayor, 12, 3B, Madrid", true},
	} {
		a, b := readSite(&data.Customer{Address: x.a, Country: x.country}, 1), readSite(&data.Customer{Address: x.b, Country: x.country}, 2)
		if a.is(&b) != x.same {
			t.Errorf("%q and %q: one door is %v", x.a, x.b, !x.same)
		}
	}
}
