package history

import (
	"strings"
	"testing"

	"redflag/data"
	"redflag/screening/phrases"
)

func TestNotesThatOpenWithAList(t *testing.T) {
	for notes, want := range map[string]bool{
		"Entity List. No supply.":                   true,
		"Entity List; blocked 2024":                 true,
		"Entity List: no hit":                       false,
		"Entity List. Good payer.":                  false,
		"Blocked 2024. Entity List":                 true,
		"Bloqueado, Entity List":                    true,
		"实体清单，已停止供货":                                true,
		"Entity List (BIS). Bloqué":                 true,
		"Blocked 2024. Entity List checked, no hit": false,
		"": false,
	} {
		if got := StoppedByList(notes); got != want {
			t.Errorf("%q: %v, want %v", notes, got, want)
		}
	}
}

func TestNotesThatRefuseACustomer(t *testing.T) {
	for notes, want := range map[string]bool{
		"REFUSED 2024-04: goods seen elsewhere":                            true,
		"Old account. Blocked by compliance in March":                      true,
		"gesperrt seit 2023":                                               true,
		"CLOSED 2024-11 - visit failed":                                    true,
		"Blocked 26.03.2025 (parent was listed)":                           true,
		"Suspended 3/4/2025 after a call":                                  true,
		"Closed 24-12-2024":                                                true,
		"Entity List":                                                      true,
		"Entity List; 25 % held by the state":                              true,
		"Entity List checked":                                              false,
		"2025-11 contract not signed, would not tell parent":               true,
		"Kein Vertrag 2025; Muttergesellschaft nicht offengelegt":          true,
		"2025年3月 未簽約, 不肯說母公司":                                              true,
		"契約見送り、最終需要者を明かさず":                                                 true,
		"Kontrak tidak jadi 2025, enggan beritahu syarikat induk":          true,
		"Contract not signed yet, lawyer on leave":                         false,
		"Contract not signed, parent has to agree first":                   false,
		"Kein Vertrag, kauft auf Einzelbestellung":                         false,
		"未签约, 先下样品单":                                                       false,
		"2025-11 not signed, would not tell parent; cleared by RF 2026-01": false,
		"Closed":                                           false,
		"Closed on Fridays":                                false,
		"Closed 2 weeks in August":                         false,
		"Stopped 4 orders for want of stock":               false,
		"黑名单":                                              true,
		"黑名單，停止供貨":                                         true,
		"取引停止 2024-04":                                     true,
		"Closed durch die Exportkontrolle":                 true,
		"BLOCKED 2023-02, unblocked 2024-05 after a visit": false,
		"Gesperrt seit 2023; aufgehoben 2024":              false,
		"Unblocked 2022. Blocked 2024-03":                  true,
		"黑名单 2022，解除 2024":                                 false,
		"They refused a visit in May":                      false,
		"Refused our visit in May":                         false,
		"No stops so far, good payer":                      false,
		"":                                                 false,
		"own stop list: Entity List 90 FR, 2025-03. Directors as of 2025-04": true,
		"Entity List since 2024-12, own list row 441":                        true,
		"Sperrliste seit 2024":                         true,
		"实体清单: 2024-12":                                true,
		"On stop list":                                 true,
		"Entity List (BIS) desde 2024-08":              true,
		"Sur l'Entity List depuis mars 2025":           true,
		"masuk Entity List sejak 2024":                 true,
		"엔티티 리스트, 거래 중단":                               true,
		"Compte bloqué":                                true,
		"Compte bloqué pour factures impayées":         false,
		"cuenta bloqueada por facturas vencidas":       false,
		"Entity List: no hit":                          false,
		"SDN 2024-05: clean":                           false,
		"Entity List check 2024-05":                    false,
		"Stop list screened: 2024-05":                  false,
		"实体清单: 无":                                      false,
		"Entity List. No supply.":                      true,
		"No supply issues so far":                      false,
		"Order SO-5521 refused 2025-08, diversion.":    true,
		"Order SO-5521 was declined 2025-08: end use":  true,
		"Order SO-5521 refused 2025-08, price too low": false,
		"Order SO-5521 refused delivery on a Friday":   false,
		"Order SO-5521 refused 2025-08: end use. Unblocked 2026-01 after a visit": false,

		"BLOCKED 2025-02: overdue invoices":                                         false,
		"Blocked 2025-02: credit limit":                                             false,
		"Stopped 26.03.2025 (90 days past due)":                                     false,
		"Gesperrt seit 2023: Zahlungsverzug, Mahnstufe 3":                           false,
		"gesperrt 2025-03 wegen offener Rechnungen, Kreditlimit":                    false,
		"gesperrt 2025-03 wegen Herrn Abel, Kreditlimit":                            true, // a reason that is not known for money
		"停用：信用额度超限":                                                                 false,
		"停止发货 2025-03，货款逾期":                                                         false,
		"取引停止 2024-04：未入金":                                                          false,
		"거래중지: 미수금":                                                                 false,
		"заблокирован: просрочка":                                                   false,
		"Suspended 2025-02: debt. Asked us twice about terms":                       false,
		"BLOCKED 11/25: end-use visit failed, 9 of 9 units absent":                  true,
		"stopped 12/24 servers for a check":                                         false,
		"refused 11/25: unpaid invoices":                                            false,
		"Blocked by finance":                                                        false,
		"Blocked 2025-02: overdue; goods diverted to Shenzhen, export control asks": true,
		"Blocked 2025-02: overdue invoices and goods seen elsewhere":                true,
		"Blocked 2025-02: credit limit, no licence":                                 true,
		"Blocked 2025-02":                                                           true,
		"Blocked 2023: overdue. Blocked 2025-03: visit failed":                      true,
		"Stop list 2025-02: overdue":                                                true, // on a list is on a list
		"Entity List, 12/2020":                                                      true, // a comma before the day
		"Entity List, SDN list, 12/2020: no hit":                                    false,
		"Entity List, screened 2025-01":                                             false,
		"Entity List. KUNNR blocked 2015-02":                                        true,
		"Debitor gesperrt seit 2023":                                                true,
		"LIFSK 02 from 06.07.2026: units traced outside MY":                         true, // a code and why
		"AUFSD 01: 2025-10 nodes not found at site, closed adverse":                 true,
		"Auftragssperre 01 (seit 2025-03): Ware in Dubai aufgetaucht":               true,
		"交货冻结 02：货物流向第三国":                                                           true,
		"LIFSK 09: call-off only with a statement":                                  false,
		"LIFSK 01: no units missing, annual count":                                  false,
		"LIFSK 09: certificate seen and filed":                                      false,
		"AUFSD 03 seit 2026-04: Ware in Almaty gesehen":                             true,
		"AUFSD 01: credit limit":                                                    false,
		"LIFSK 02 from 06.07.2026: units traced outside MY. Block removed 2026-08":  false,
	} {
		if got := NotedAsStopped(notes); got != want {
			t.Errorf("%q: %v, want %v", notes, got, want)
		}
	}
}

func TestTheDaySinceWhichACustomerIsStopped(t *testing.T) {
	for notes, want := range map[string]data.Date{
		"BLOCKED 2025-08: goods seen elsewhere":               data.Day(2025, 8, 1),
		"gesperrt seit 2023":                                  data.Day(2023, 1, 1),
		"Blocked 26.03.2025 (parent was listed)":              data.Day(2025, 3, 26),
		"Suspended 3/4/2025 after a call":                     data.Day(2025, 3, 4),
		"LIFSK 02 from 26.07.2026: units traced outside MY":   data.Day(2026, 7, 26),
		"CLOSED 2024-11-05 - visit failed":                    data.Day(2024, 11, 5),
		"Old account of 2011. Blocked by compliance in March": {},
		"黑名单": {},
	} {
		since, stopped := NotedStop(notes)
		if !stopped || want == (data.Date{}) && since != 0 || want != (data.Date{}) && since != want.First() {
			t.Errorf("%q: %v since %v, want %v", notes, stopped, data.DateOfDay(since), want)
		}
	}
}

func TestStatusOfOrdersThatWereRefused(t *testing.T) {
	for _, c := range []struct {
		status, reason     string
		stopped, calledOff bool
	}{
		{"on hold", "export control stop", true, false},
		{"EXPORTSTOPP", "", true, false},
		{"被拒绝", "", true, false},
		{"rechazado por cumplimiento", "", true, false},
		{"rejeté", "", true, false},
		{"ditolak", "", true, false},
		{"驳回", "", true, false},
		{"却下", "", true, false},
		{"cancelled", "customer found a lower price", false, true},
		{"Cancelled", "no licence for the end user", true, true},
		{"withdrawn", "licence CN", true, true},
		{"withdrawn", "", false, true},
		{"zurückgezogen", "Preis", false, true},
		{"cancelled", "site check failed", true, true},
		{"storniert", "Prüfung nicht bestanden", true, true},
		{"cancelled", "address not found", true, true},
		{"cancelled", "check payment terms", false, true},
		{"delivered", "site visit done", false, false},
		{"storniert", "keine Genehmigung", true, true},
		{"anulado", "licencia de exportación", true, false},
		{"作廢", "出口許可", true, false},
		{"closed", "", false, false},
		{"撤單", "", false, true},
		{"取り下げ", "", false, true},
		{"отменён", "", false, true},
		{"iptal edildi", "", false, true},
		{"dibatalkan", "", false, true},
		{"đã hủy", "", false, true},
		{"shipped", "export papers late", false, false},
		{"cancelled", "user not found on visit", true, true},
		{"storniert", "Endverbleib unklar", true, true},
		{"declined", "client not named", true, false},
		{"declined", "price", false, false},
		{"anulowane po kontroli", "3 szt. znalezione w Shenyang", true, true},
		{"cancelled", "listed 16 Jan 2025", true, true},
		{"cancelled", "unlisted part", false, true},
		{"credit stop", "", false, false},
		{"blocked", "credit limit exceeded", false, false},
		{"blocked", "invoice overdue, end use not clear", true, false},
		{"cancelled by compliance", "invoice overdue", true, true},
		{"gesperrt", "Zahlungsverzug", false, false},
		{"cancelled", "credit check failed", false, true},
		{"禁止", "信用额度", false, false},
		{"", "", false, false},
	} {
		sh := &data.Shipment{Status: c.status, HoldReason: c.reason}
		if stopped, off := saysStopped(sh), calledOff(c.status); stopped != c.stopped || off != c.calledOff {
			t.Errorf("%s, %s: stopped %v and called off %v, want %v and %v", c.status, c.reason, stopped, off, c.stopped, c.calledOff)
		}
	}
}

// No word of the table is there in vain.
func TestEveryWordOfRefusalsIsRead(t *testing.T) {
	w := wordsOfRefusals()
	for _, p := range w.refused {
		if !saysStopped(&data.Shipment{Status: "order " + p.Text}) || !saysStopped(&data.Shipment{HoldReason: "order " + p.Text}) {
			t.Errorf("%s is no refusal", p.Text)
		}
	}
	for _, off := range [...]phrases.Set{w.cancelled, w.withdrawn, w.ended} {
		for _, p := range off {
			for _, why := range w.control {
				if !saysStopped(&data.Shipment{Status: "order " + p.Text, HoldReason: "for " + why.Text}) {
					t.Errorf("%s, %s is no refusal", p.Text, why.Text)
				}
			}
		}
	}
	for _, off := range [...]phrases.Set{w.cancelled, w.withdrawn} {
		for _, p := range off {
			if !calledOff("order " + p.Text) {
				t.Errorf("%s calls nothing off", p.Text)
			}
		}
	}
	for _, p := range w.noMore {
		if !NotedAsStopped("Old account; "+p.Text) || !NotedAsStopped(p.Text+" 2024-04") {
			t.Errorf("%s stops nobody", p.Text)
		}
	}
	for _, p := range w.money {
		if NotedAsStopped("Blocked 2024-04: "+p.Text) || saysStopped(&data.Shipment{Status: "blocked", HoldReason: p.Text}) {
			t.Errorf("%s is no reason of money", p.Text)
		}
	}
	for _, p := range w.closed {
		if NotedAsStopped(p.Text) || !NotedAsStopped(p.Text+": see file") {
			t.Errorf("%s: alone, or with why", p.Text)
		}
		for _, since := range w.since {
			if !NotedAsStopped(p.Text + " " + since.Text + " 24") {
				t.Errorf("%s %s 24 stops nobody", p.Text, since.Text)
			}
		}
	}
}

func TestTheWordsOfRefusalsLoadAndNameTheirFaults(t *testing.T) {
	if _, err := parseRefusalWords("refusals.yaml", refusalsYAML); err != nil {
		t.Fatal(err)
	}
	for old, new := range map[string]string{"since:": "from:", "basis: unverified": "basis: maybe", "[closed]": "[]", "[dropped": "[Dropped"} {
		_, err := parseRefusalWords("own.yaml", []byte(strings.Replace(string(refusalsYAML), old, new, 1)))
		if err == nil || !strings.HasPrefix(err.Error(), "own.yaml:") {
			t.Errorf("%s: %v", new, err)
		}
	}
}

func FuzzNotesThatRefuse(f *testing.F) {
	f.Add("REFUSED 2024-04: goods seen elsewhere。黑名单，\xe3\x80 closed by")
	f.Fuzz(func(t *testing.T, notes string) {
		if NotedAsStopped(notes) && !NotedAsStopped(notes+"; a good payer") {
			t.Fatalf("%q refuses somebody, and no more with a clause behind it", notes)
		}
	})
}
