package facts

import (
	"math/bits"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redflag/screening/phrases"
)

func TestWhatTextsTell(t *testing.T) {
	w, err := loadTells()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"such racks cannot be cooled there":                                "hall_unfit",
		"Unable to power these in the room. Visit needed":                  "hall_unfit",
		"no chilled water planned":                                         "hall_unfit",
		"Die Racks lassen sich dort nicht betreiben":                       "hall_unfit",
		"机房无法供电":                                                           "hall_unfit",
		"no liquid cooling at the hall; cooling was checked and is enough": "",
		"no liquid cooling needed at the hall":                             "",
		"the hall can cool them":                                           "",
		"They cannot come, run the demo without them":                      "",
		"acquired in May by a Shenzhen group":                              "bought_from_china",
		"wholly owned by the Hong Kong arm":                                "bought_from_china",
		"durch eine Gruppe aus Peking übernommen":                          "bought_from_china",
		"被上海某集团收购":                                                         "bought_from_china",
		"компания куплена китайской группой":                               "bought_from_china",
		"not bought by a house of China":                                   "",
		"was never acquired by a Chinese firm":                             "",
		"未被上海某集团收购":                                                        "",
		"acquired by a Shenzhen group; the takeover fell through":          "",
		"acquired by a Shenzhen group. Their visit was refused":            "bought_from_china",
		"bought from us by a clinic, cables made in China":                 "bought_from_china office_goods", // as before: words near each other
		"headquarters moved, now in Shenzhen":                              "led_from_china",
		"总部设在深圳":                                                           "led_from_china",
		"headquarters in Osaka, plant in China":                            "led_from_china", // as before
		"endusers of the cloud: not disclosed":                             "users_unknown",
		"利用者の所在は未確認":                                                       "users_unknown",
		"none of the users is unknown":                                     "",
		"Kunden der Cloud unbekannt":                                       "customers_unknown",
		"tenants unknown. KYC done since, all known":                       "",
		"tenants unknown. Not all known since":                             "users_unknown",
		"16 servers not on site":                                           "machines_not_there",
		"no machines missing":                                              "",
		"keine Karten fehlen":                                              "",
		"Serials of 5 surfaced at another site":                            "serials_elsewhere",
		"Seriennummern in einer fremden Halle gesehen":                     "serials_elsewhere",
		"Karten fehlen":                                                    "machines_missing",
		"cards missing; found later under another label":                   "",
		"no answer at the door, servers not there":                         "machines_not_there",
		"21 Mirae Street, Pyongyang 4":                                     "town_under_embargo",
		"4 Pioneer Street, Teheran City.":                                  "town_under_embargo",
		"Teheran-ro 152, Gangnam-gu, Seoul":                                "",
		"Havana Street 4. Aurora, Colorado":                                "",
		"г. Севастополь, ул. Ленина 4":                                     "region_under_embargo",
		"Unit 4, Changi Free Trade Zone":                                   "free_zone free_zone_of_hub",
		"Ware wird im Freihafen Singapur umgepackt":                        "free_zone free_zone_of_hub",
		"first into the Dubai free zone":                                   "free_zone free_zone_of_hub",
		"先进新加坡自贸区换柜":                                                       "free_zone free_zone_of_hub",
		"a store in Dubai, and later a zone that is free":                  "",
		"passenger, flight of the day":                                     "traveller",
		"Ong Mei Lin (passenger)":                                          "traveller called_traveller",
		"Passengerline Logistics Oy":                                       "",
		"багаж пассажира":                                                  "traveller",
		"Departure hall, row 9":                                            "departure",
		"Shuitou pier, Jincheng, Kinmen":                                   "crossing",
		"金門縣金城鎮水頭碼頭 3 號":                                                   "crossing",
		"Unit 3, Móng Cái":                                                 "crossing",
		"Urgent handling fee":                                              "fee",
		"Bearbeitungsgebühr":                                               "fee",
		"Bearbeitungspauschale":                                            "fee",
		"overlay stickers over the rating plate":                           "covering_label",
		"8U chassis without boards, for HGX H100":                          "system_shell",
		"spare fans for 8U chassis of HGX H100":                            "office_goods spare_part",
		"NVLink chassis":                                                   "",
		"Ersatzteile und Ersatzkarten":                                     "spare_part",
		"spared us a visit":                                                "",
		"office desktop computers":                                         "office_goods",
		"LED wall, 40 displays":                                            "",
		"covering labels, model QX-12 display adapter":                     "office_goods covering_label",
		"new cable labels":                                                 "office_goods",
		"labels to cover the maker's plate":                                "covering_label",
		"Korvan K8 system, rebranded":                                      "other_brand",
		"For our own data centre in Ipoh":                                  "own_hall",
		"im eigenen Rechenzentrum":                                         "own_hall",
		"All servers rented out to clients":                                "let_out",
		"not rented out to anybody":                                        "",
		"For the data centre of our foreign partner":                       "hall_of_another",
		"In our client's server room":                                      "hall_of_another",
		"Rechenzentrum unseres Partners in Baku":                           "hall_of_another",
		"after assembly here in Izmir the racks are sent on":               "hall_of_another",
		"客户的数据中心":                                                          "hall_of_another",
		"five years of support":                                            "extras",
		"":                                                                 "",
	} {
		read := phrases.Read(text)
		var got []string
		for told := w.in(&read); told != 0; told &= told - 1 {
			got = append(got, tells()[bits.TrailingZeros64(uint64(told))])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q tells %v, want %q", text, got, want)
		}
	}
}

// Each word of the table tells something, alone or with the others of its tell.
func TestEveryTellIsReadFromItsWords(t *testing.T) {
	w, err := loadTells()
	if err != nil {
		t.Fatal(err)
	}
	for i := range w {
		x := &w[i]
		for j, words := range x.all {
			for _, p := range words {
				var said []string
				for k, others := range x.all {
					if k == j {
						said = append(said, p.Text)
					} else {
						said = append(said, others[0].Text)
					}
				}
				read := phrases.Read("noted: " + strings.Join(said, gapOf(x)))
				if !x.stands(&read) {
					t.Errorf("%s: %q does not tell it", tells()[bits.TrailingZeros64(uint64(x.bit))], read.Shown)
				}
			}
		}
	}
}

// gapOf is what may stand between the words of a tell.
func gapOf(x *telling) string {
	if slices.Contains(x.within, 0) {
		return ""
	}
	return " "
}

func TestFaultsOfTellsNameThePlace(t *testing.T) {
	for old, new := range map[string]string{
		"{id: hall_unfit, all: [no_cooling]":          "{id: hall_fit, all: [no_cooling]",
		"all: [no_cooling_at, of_hall], within: [41]": "all: [no_cooling_at, of_hall], within: [41, 2]",
		"settled: known_now":                          "settled: known_then",
		"  in_china:":                                 "  in_chinas:",
		"basis: unverified":                           "basis: maybe",
	} {
		_, err := parseTells("own.yaml", []byte(strings.Replace(string(tellsYAML), old, new, 1)))
		if err == nil || !strings.HasPrefix(err.Error(), "own.yaml:") {
			t.Errorf("%s: %v", new, err)
		}
	}
}

// What a text tells does not depend on how its letters are written, and another sentence
// before it takes nothing away.
func TestAnotherSentenceTakesNothingAway(t *testing.T) {
	w, err := loadTells()
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{"such racks cannot be cooled there", "acquired by a Shenzhen group", "not bought by a house of China", "Karten fehlen", "用户不明"}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(texts).Draw(t, "text")
		before := rapid.StringMatching(`[a-zA-Z0-9 ,äöü]{0,40}`).Draw(t, "before")
		alone, both := phrases.Read(s), phrases.Read(before+". "+s)
		if a, b := w.in(&alone), w.in(&both); a&^b != 0 {
			t.Fatalf("%q tells %b and behind %q it tells %b", s, a, before, b)
		}
	})
}

func FuzzTells(f *testing.F) {
	f.Add("no liquid cooling at the hall; 被上海某集团收购。\xe3\x80 not bought by")
	w, err := loadTells()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read := phrases.Read(text)
		for told, said := range w.said(&read) {
			if told == 0 || !strings.Contains(read.Shown, said) {
				t.Fatalf("%q is told by %q", text, said)
			}
		}
	})
}

// What a class tells in one tongue it tells in the others, and what denies or settles it
// there takes it back.
func TestTellsInManyTongues(t *testing.T) {
	w, err := loadTells()
	if err != nil {
		t.Fatal(err)
	}
	for tell, texts := range map[string]struct{ told, not []string }{
		"hall_unfit": {
			[]string{"W hali nie ma wody lodowej", "La sala è senza raffreddamento", "ห้องนี้ไม่มีน้ำเย็น", "في القاعة لا يوجد تبريد", "Salonda soğutma yok", "phòng máy không có hệ thống lạnh", "이 방은 냉각 설비가 없다", "無法供電"},
			[]string{"geen waterkoeling nodig in deze zaal", "non serve il raffreddamento a liquido", "soğutma kuruldu ve yeterli", "냉각 설비 없음은 옛말, 증설 완료"},
		},
		"bought_from_china": {
			[]string{"la ditta è stata acquistata da un gruppo cinese", "spółka kupiona przez inwestora z Pekinu", "het bedrijf is overgenomen door een Chinese groep", "công ty bị mua lại bởi tập đoàn Thâm Quyến", "перешла к китайскому холдингу"},
			[]string{"non è stata acquistata da un gruppo cinese", "acquistata da un gruppo cinese? non è vero", "nie kupiona przez chińską grupę"},
		},
		"users_unknown": {
			[]string{"utenti sconosciuti", "użytkownicy nieznani", "ผู้ใช้ไม่เปิดเผย", "người dùng không rõ", "gebruikers onbekend", "이용자는 알 수 없음", "пользователи не названы"},
			[]string{"utenti sconosciuti a marzo, kyc completato", "gebruikers onbekend, inmiddels bekend", "пользователи не названы, позже названы"},
		},
		"machines_missing": {
			[]string{"kart nie znaleziono", "serwery zniknęły", "le macchine sono sparite", "服务器不翼而飞", "ไปดูแล้วเครื่องหายไป", "서버가 사라졌다", "серверы пропали"},
			[]string{"le macchine sono sparite, poi ritrovate in magazzino", "серверы пропали, позже найдены", "เครื่องหายไปแต่เจอแล้ว"},
		},
		"serials_elsewhere": {
			[]string{"numeri di serie di un altro cliente", "numery seryjne z innej firmy", "หมายเลขเครื่องไปโผล่ที่บริษัทอื่น", "nomor seri muncul di perusahaan lain"},
			[]string{"i numeri di serie sono quelli della bolla", "numery seryjne zgodne z dostawą"},
		},
		"free_zone_of_hub": {
			[]string{"ของเข้าเขตปลอดอากรที่ดูไบ", "المنطقة الحرة في دبي", "gudang berikat di Batam", "shipment ke kawasan bebas Batam", "zona franca di Dubai", "プサンではなくドバイのフリーゾーン"},
			[]string{"la fiera di Dubai", "ประชุมที่ดูไบ"},
		},
		"other_brand": {
			[]string{"à livrer en marque blanche", "mit Eigenmarke", "pod własną marką klienta", "자체 브랜드로 납품", "di bawah merek sendiri"},
			[]string{"marka producenta zostaje"},
		},
		"waste_of_accelerators": {
			[]string{"Scrap graphics cards, sold by weight", "electronic waste: server boards with accelerators", "waste printed circuit boards ex AI data centre", "A100 boards, scrap, to be shredded", "Elektronikschrott, Grafikkarten", "报废显卡", "GPUスクラップ"},
			[]string{"mobile phone scrap boards, precious metal recovery", "scrap printer parts", "waste printed circuit boards", "GPU server, no scrap", "graphics cards"},
		},
		"let_out": {
			[]string{"เครื่องปล่อยเช่าทั้งหมด", "полностью сдаётся", "disewakan ke luar"},
			[]string{"ไม่ปล่อยเช่า", "не сдаётся"},
		},
	} {
		for _, text := range texts.told {
			if !tellsThat(w, text, tell) {
				t.Errorf("%q does not tell %s", text, tell)
			}
		}
		for _, text := range texts.not {
			if tellsThat(w, text, tell) {
				t.Errorf("%q tells %s", text, tell)
			}
		}
	}
}

func tellsThat(w tellings, text, tell string) bool {
	read := phrases.Read(text)
	for told := w.in(&read); told != 0; told &= told - 1 {
		if tells()[bits.TrailingZeros64(uint64(told))] == tell {
			return true
		}
	}
	return false
}
