package history

import (
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

func TestCodesThatBlockAndDoNotSayWhy(t *testing.T) {
	for notes, want := range map[string][]string{
		"Order block: 05":                        {"Order block: 05"},
		"Old account. AUFSD: 01; LIFSD: Z1":      {"AUFSD: 01", "LIFSD: Z1"},
		"Sperrkennzeichen X":                     {"Sperrkennzeichen X"},
		"Blocked: All":                           {"Blocked: All"},
		"zentrale Auftragssperre: 01, seit 2024": {"zentrale Auftragssperre: 01"},
		"是否冻结：是":                                 {"是否冻结：是"},
		"停止区分: 1":                                {"停止区分: 1"},
		"Blocked 2025":                           nil, // a stop, read as one
		"Order block: NO":                        nil,
		"Delivery block: 00":                     nil,
		"Sperrkennzeichen: nein":                 nil,
		"是否冻结：否":                                 nil,
		"call-off only with a statement, block set (LIFSK 09)": nil, // the sentence says why
		"gesperrt 14.03.2025, Kontakt Frau Winter":             nil, // a day
		"KNVV-AUFSD: 01":                            {"AUFSD: 01"},
		"Credit, order block: X":                    nil,
		"Zahlungsverzug, Auftragssperre: 01":        nil,
		"Order block was asked for by the customer": nil,
		"Delivery block removed":                    nil,
		"Building block: A1 of the works":           nil,
		"Order block: goods seen elsewhere":         nil, // a reason, read as one
		"":                                          nil,
		"Status: Blocked":                           {"Status: Blocked"},
		"Customer status: On hold; good payer":      {"Customer status: On hold"},
		"Kundenstatus: gesperrt":                    {"Kundenstatus: gesperrt"},
		"客户状态：冻结":                                   {"客户状态：冻结"},
		"Status: Active":                            nil,
		"Status: A1":                                nil,
		"status of the goods: blocked by customs":   nil,
	} {
		if got := BlockCodes(notes); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", notes, got, want)
		}
	}
	for reason, want := range map[string]bool{"01": true, "X": true, "Z1": true, " yes ": true, "0": false, "N": false, "none": false, "credit": false, "EUC missing": false, "price": false, "": false} {
		if BlockCode(reason) != want {
			t.Errorf("reason %q: %v, want %v", reason, !want, want)
		}
	}
}

// Who is blocked by a code is asked about, and not taken to be stopped.
func TestACodeStopsNobody(t *testing.T) {
	for _, notes := range []string{"Blocked: X", "Gesperrt: 01", "Blocked: yes; good payer"} {
		if NotedAsStopped(notes) || len(BlockCodes(notes)) == 0 {
			t.Errorf("%q: stopped %v, codes %q", notes, NotedAsStopped(notes), BlockCodes(notes))
		}
	}
	for _, notes := range []string{"Blocked: no", "Gesperrt: nein", "Blocked: FALSE; good payer", "Blocked: 0"} {
		if NotedAsStopped(notes) || len(BlockCodes(notes)) > 0 {
			t.Errorf("%q stops somebody", notes)
		}
	}
	if saysStopped(&data.Shipment{HoldReason: "01"}) {
		t.Error("a code in the column of reasons is a refusal")
	}
}

// No word of the table is there in vain.
func TestEveryColumnOfBlocksIsRead(t *testing.T) {
	w := wordsOfRefusals()
	for _, p := range w.block {
		if len(BlockCodes("Since 2019; "+p.Text+": 01")) != 1 {
			t.Errorf("%s: 01 is no code of a block", p.Text)
		}
	}
	for word := range w.set {
		if !BlockCode(word) {
			t.Errorf("%s sets no block", word)
		}
	}
	for word := range w.notSet {
		if BlockCode(strings.ToUpper(word)) {
			t.Errorf("%s sets a block", word)
		}
	}
}

func FuzzBlockCodes(f *testing.F) {
	f.Add("Order block: 05; Sperrkennzeichen X\n是否冻结：是")
	f.Fuzz(func(t *testing.T, notes string) {
		for _, told := range BlockCodes(notes) {
			if !strings.Contains(strings.ToLower(notes), strings.ToLower(told)) {
				t.Fatalf("%q is told by %q", told, notes)
			}
		}
	})
}
