package facts

import (
	"strings"
	"testing"
)

func TestSeatsThatTextsTell(t *testing.T) {
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"group annual report p.114, HQ Pudong":             "CN",
		"headquarters of the group in Shanghai":            "CN",
		"Shenzhen HQ, per website":                         "CN",
		"Shenzhen-based, per website":                      "CN",
		"Konzernsitz: Hongkong":                            "CN",
		"总部位于上海浦东":                                         "CN",
		"上海总部":                                             "CN",
		"总公司設在深圳":                                          "CN",
		"本社 深圳":                                            "CN",
		"головной офис в Шанхае":                           "CN",
		"registered office Moscow":                         "RU",
		"HQ moved from Shanghai to Penang":                 "",
		"former HQ Shanghai":                               "",
		"no HQ in China":                                   "",
		"HQ Singapore, factory in Suzhou":                  "",
		"HQ Penang; listed at the Shanghai stock exchange": "",
		"register extract of the Hong Kong registry, p. 3": "",
		"HQ Penang": "",
		"":          "",
	} {
		if got := w.seatIn(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestNamesThatPlaceAFirmInChina(t *testing.T) {
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	s := &Sources{Words: w, Places: fewCountries{}}
	for name, want := range map[string]bool{
		"Shanghai Lantern Peak Automotive Electronics Co., Ltd.": true,
		"上海灯峰科技有限公司":                                             true,
		"上海市燈峰科技有限公司":                                            true,
		"Lantern Peak (HK) Ltd":                                  true,
		"Lantern Peak (Hong Kong) Co":                            true,
		"Lantern Peak (CN)":                                      true,
		"Lantern Peak（深圳）有限公司":                                   true,
		"Lantern Peak Shenzhen Ltd":                              true,
		"Wuhan Lantern Institute":                                true,
		"Peking Street Render":                                   false,
		"Beijing Road Holdings":                                  false,
		"Shanghai Tang Restaurant":                               false,
		"China Airlines (Taiwan)":                                false,
		"China Airlines":                                         false,
		"Shanghai Lantern GmbH":                                  false,
		"Shanghai Lantern (Taiwan)":                              false,
		"南京路投资有限公司":                                              false,
		"Jade Lantern Ltd (WS)":                                  false,
		"Selangor Holdings Sdn Bhd":                              false,
		"Friends of Shanghai Opera":                              false,
		"":                                                       false,
	} {
		if got := s.namedAfterChina(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}

func TestBranchesOfChina(t *testing.T) {
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	s := &Sources{Words: w, Places: fewCountries{}}
	for name, want := range map[string]bool{
		"Hangzhou Lantern Peak Co., Ltd., Zweigniederlassung Köln": true,
		"Representative office of Shenzhen Lantern Peak Co., Ltd.": true,
		"Beijing Lantern Tech Co Ltd (UK branch)":                  true,
		"上海灯峰科技有限公司柏林分公司":                                          true,
		"上海灯峰株式会社 東京支店":                                            false,
		"Osaka Lantern KK, Zweigniederlassung Köln":                false,
		"Lantern GmbH, Zweigniederlassung Shanghai":                false,
		"Shanghai Street Bistro branch":                            false,
		"Olive Branch":                                             false,
	} {
		if got := s.branchOfChina(name); (got != "") != want {
			t.Errorf("%q: %q, want %v", name, got, want)
		}
	}
}

func TestSeatsBehindNames(t *testing.T) {
	s := &Sources{Places: fewCountries{}}
	for name, want := range map[string]string{
		"Companhia Lanterna, SARL (HK)": "HK",
		"Jade Lantern Ltd (WS)":         "WS",
		"灯峰控股（cn）":                      "CN",
		"Lantern Peak (HK) Ltd":         "",
		"Lantern Peak (old name)":       "",
		"(HK)":                          "",
		"Lantern Peak HK)":              "",
		"Lantern Peak ()":               "",
		"":                              "",
	} {
		if got := s.seatBehind(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// fewCountries knows some countries by name and code, and nothing else.
type fewCountries struct{ Places }

func (fewCountries) Country(text string) (string, bool) {
	iso := map[string]string{"hk": "HK", "hong kong": "HK", "cn": "CN", "taiwan": "TW", "ws": "WS", "samoa": "WS"}[strings.ToLower(text)]
	return iso, iso != ""
}

func FuzzSeats(f *testing.F) {
	w, err := LoadWords()
	if err != nil {
		f.Fatal(err)
	}
	s := &Sources{Words: w, Places: fewCountries{}}
	for _, text := range []string{"HQ Pudong", "上海总部", "Lantern (HK", "(", "总部\xff上海", "Shenzhen-"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if iso := w.seatIn(text); iso != "" && iso != "CN" && iso != "RU" {
			t.Errorf("%q sits in %q", text, iso)
		}
		s.namedAfterChina(text)
	})
}
