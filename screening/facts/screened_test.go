package facts

import (
	"slices"
	"testing"

	"redflag/screening/phrases"
)

func TestWhatADeskNotesOfItsScreening(t *testing.T) {
	w, err := loadScreened()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"screen 9/3: payer = SDN 100 % (reg no. same), EU annex too": {"sanctioned surely"},
		"payer is on OFAC list":               {"sanctioned"},
		"Bank: SDN hit":                       {"sanctioned"},
		"owner on the EU sanctions list":      {"sanctioned"},
		"Zahler steht auf der Sanktionsliste": {"sanctioned"},
		"Treffer SDN-Liste, bestätigt":        {"sanctioned surely"},
		"Treffer SDN-Liste, nicht bestätigt":  {"sanctioned"},
		"付款方在制裁名单":                            {"sanctioned"},
		"收货人列入实体清单":                           {"listed"},
		"銀行はSDNリスト該当":                         {"sanctioned"},
		"плательщик включён в санкционный список":                         {"sanctioned"},
		"Entity List since 2024-12, own list row 441":                     {"listed"},
		"own stop list: Entity List 90 FR, 2025-03. Directors as of 2025": {"listed"},
		"Entity List (BIS) desde 2024-08. Bloqueado.":                     {"listed"},
		"Entity List since 2023, no supply":                               {"listed"},
		"Sur l'Entity List depuis mars 2025":                              {"listed"},
		"Entity List Prüfung ohne Treffer":                                nil,
		"Entity List (BIS): none":                                         nil,
		"consignee is BIS Entity List":                                    {"listed"},
		"CSL: name no hit. Address-only entry, 90 FR, same flat & floor":  {"address"},
		"adr hit, same unit":                                              {"address"},
		"CSL hit 0.97, same address":                                      {"listed"},
		"group added to US Entity List, on the list since 2025-09":        {"affiliate"},
		"CEO = ex GM of a house put on the Entity List in July, listed":   {"affiliate"},
		"SCR: notify = EL row Dec-2024 FN5, 100 %":                        {"listed surely"},
		"九所 is EL (2020)":                                                 {"listed"},
		"송금인 스크리닝: EL 2023-10, FN4 일치":                                    {"listed"},
		"名单有 (2020年, 实体清单)":                                               {"listed"},
		"в списке SDN с 2022 (скрин приложен)":                            {"sanctioned"},
		"SDN + EU Annex I 97%, geb.dat en paspoort gelijk":                {"sanctioned surely"},
		"odbiorca figuruje na liście sankcyjnej":                          {"sanctioned"},
		"register 2025-11; row in Entity List 2024-12":                    {"listed"},
		"register 2025-11; Entity List 2024-12":                           {"listed"},
		"Screening popped on the room no. only, name clean":               {"address"},
		"EL hit": {"listed"},
		"On BIS Entity List (744 Supp. 4), 2024-05. No dealings.":   {"listed"},
		"Listed by BIS in 2025, file closed":                        {"listed"},
		"seit 2024 von BIS gelistet":                                {"listed"},
		"2024年被BIS列入清单":                                             {"listed"},
		"not listed by BIS":                                         nil,
		"On Entity List questions ask Ms Tern":                      nil,
		"EL + footnote 1":                                           {"listed"},
		"EL 12/2020 (screen run manually 2/20)":                     {"listed"},
		"Entity List 12/2020":                                       {"listed"},
		"Entity List, 12/2020":                                      {"listed"},
		"Entity List (US), 03/2023; gesperrt":                       {"listed"},
		"Entity List (US) checked 03/2023":                          nil,
		"Entity List, 12/2020, no hit":                              nil,
		"ENTITY LIST 06/2019. blocked":                              {"listed"},
		"screen: Entity List 04/2021":                               {"listed"},
		"CSL: univ = Entity List 2015, aliases 2019":                {"listed"},
		"91st institute = Entity List 2018, screening note":         {"listed"},
		"project: 风洞所 (EL 命中)":                                      {"listed"},
		"ship via KR, since US direct blocked by EL":                {"listed"},
		"consignee Larkspur Foundry Co. (EL) asks for a discount":   {"listed"},
		"die mark is that of a Zelenograd co. (EL)":                 {"affiliate"},
		"consignee Heron Optics (EL) asks for a discount":           {"listed"},
		"航天九所 (EL)":                                                 {"listed"},
		"RFQ refused and filed (EL)":                                nil,
		"RFQ of a firm (EL) refused, nothing to do with this order": nil,
		"EL check clear, no EL hits, CSL 02/2026":                   nil,
		"EL 02/2026, all clear":                                     nil,
		"sanctions: none, CSL 2026-02":                              nil,
		"EL check clear":                                            nil,
		"no EL hits":                                                nil,
		"EL hits: none":                                             nil,
		"not on EL":                                                 nil,
		"EL: n/a":                                                   nil,
		"EL check 12/2025 done":                                     nil,
		"screened against Entity List 12/2025":                      nil,
		"EL screening pending":                                      nil,
		"checked (EL)":                                              nil,
		"Abgleich gegen Entity-Liste 11/2025":                       nil,
		"backlight EL 12 V":                                         nil,
		"EL 12/24 V panel":                                          nil,
		"EL CLIENTE RETIRA EN MANO":                                 nil,
		"el pedido sale el 20":                                      nil,
		"brak na liście sankcyjnej":                                 nil,
		"EL: no match (2024, all rows)":                             nil,
		"no SDN hit":                                                nil,
		"SDN clear":                                                 nil,
		"SDN hit = false positive":                                  nil,
		"SDN hit. False positive, other birth date":                 nil,
		"SDN hit, cleared by compliance 4/3":                        nil,
		"CSL: no hit":                                               nil,
		"screened on SDN list 3/3":                                  nil,
		"check on the EU list 3/3":                                  nil,
		"asked about the Entity List":                               nil,
		"Entity List training given":                                nil,
		"OFAC screening ok":                                         nil,
		"not on the Entity List":                                    nil,
		"Sanktionsliste: kein Treffer":                              nil,
		"实体清单未命中":                                                   nil,
		"制裁リスト 非該当":                                                 nil,
		"if the parent is put on the Entity List we stop":           nil,
		"OFAC licence":                                              nil,
		"deliver on weekdays":                                       nil,
		"":                                                          nil,
	} {
		read := phrases.Read(text)
		var got []string
		for _, s := range w.in(&read) {
			if s.surely {
				s.what += " surely"
			}
			got = append(got, s.what)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzScreened(f *testing.F) {
	w, err := loadScreened()
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"payer = SDN 100 %", "SDN", "= SDN", "address-only entry", "SDN\xff hit", "实体清单"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read := phrases.Read(text)
		for _, s := range w.in(&read) {
			if s.what == "" || s.said == "" {
				t.Errorf("%q: %+v", text, s)
			}
		}
	})
}
