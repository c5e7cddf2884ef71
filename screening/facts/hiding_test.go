package facts

import (
	"slices"
	"testing"
)

func TestWhatNotesAskToHide(t *testing.T) {
	w, err := loadHiding()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"change route last minute; pls delete 'Russia' + contract no. from inv + PL":        {"place"},
		"Bitte Russland auf der Rechnung weglassen":                                         {"place"},
		"Don't mention China on the packing list, thanks":                                   {"place"},
		"country of destination must not appear on any document":                            {"place"},
		"в инвойсе не указывать Россию":                                                     {"place"},
		"发票上不要写俄罗斯":                                                                         {"place"},
		"proszę usunąć klienta końcowego z faktury":                                         {"user"},
		"project: wind institute. sales: remove end cust from quote, sys blocks else":       {"user", "party"},
		"please leave the final customer off the invoice":                                   {"user"},
		"报价单里去掉最终用户":                                                                        {"user"},
		"system: ship-to not entered as party so no block":                                  {"party"},
		"fyi screening ran on sold-to only":                                                 {"party"},
		"SAP sperrt sonst, Warenempfänger nur im Freitext":                                  {"party"},
		"'ship via KR, since US direct blocked by EL'":                                      {"way"},
		"goods to go through Georgia because of sanctions on the user":                      {"way"},
		"отправить через Казахстан, так как санкции":                                        {"way"},
		"actual consignee not as on the invoice, driver knows":                              {"elsewhere"},
		"papers say Warsaw, truck goes to another shed, do not ask":                         {"elsewhere"},
		"фактический получатель другой, Варшава только по документам":                       {"elsewhere"},
		"单据上写新加坡, 实际目的地另说":                                                                  {"elsewhere"},
		"docs show Tbilisi, real consignee will be told to driver by phone only":            {"elsewhere"},
		"remove end user's phone from the invoice":                                          nil,
		"remove 'Made in China' from the label and from the invoice":                        nil,
		"pls take the price off the packing list, end customer sees it":                     nil,
		"country of origin China missing on invoice, do not omit":                           nil,
		"do NOT remove end user from the invoice":                                           nil,
		"end user is named on the invoice as asked":                                         nil,
		"Delete the old end customer line on the quote, typo":                               nil,
		"drop the pallet at end customer, invoice follows by mail, DRILL":                   nil,
		"Destination on the invoice is Hong Kong, remove the pallet stickers there, please": nil,
		"ship via Rotterdam because Suez is blocked":                                        nil,
		"via DOH since LHR is full":                                                         nil,
		"via Istanbul as no sanctions apply and no direct freighter":                        nil,
		"Red Sea: vessels go round the Cape, embargo on bunkers lifted":                     nil,
		"system blocks the order over its credit limit, raise limit or remove line 3":       nil,
		"SAP: delivery block removed, credit ok":                                            nil,
		"ship-to entered as party, screened, no block":                                      nil,
		"actual delivery address as on the invoice":                                         nil,
		"goods go to dock 4, invoice says dock 3 by mistake, same site, wrong dock no.":     nil,
		"DRILL. Red team PO asks to delete Russia from the invoice":                         nil,
		"per policy: never leave the end user off the documents":                            nil,
		"": nil,
	} {
		var got []string
		for _, h := range w.in(text) {
			got = append(got, h.what)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzHiding(f *testing.F) {
	w, err := loadHiding()
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"delete Russia from inv", "via KR since US direct blocked by EL", "发票上不要写俄罗斯", "\xff delete \u0130 Russia from inv"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, h := range w.in(text) {
			if !slices.Contains(hidings(), h.what) || h.said == "" {
				t.Errorf("%q: %+v", text, h)
			}
		}
	})
}
