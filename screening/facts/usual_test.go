package facts

import "testing"

func TestWhatNotesSayIsUsual(t *testing.T) {
	w, err := loadUsual(writtenNumbers(t))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]float64{
		"Usually four a year, the lady in purchasing orders. Now 150 at once.":      4,
		"One box a quarter so far, and now seventy":                                 1,
		"Usually half a dozen a year, now twenty":                                   6,
		"Wie üblich sieben im Jahr, jetzt siebzig":                                  7,
		"Sonst zwei im Jahr, jetzt siebzig":                                         2,
		"D'ordinaire quatre par an, c'est Odile qui commande. Cette fois c'est 150": 4,
		"Lo normal son dos al año; ahora ochenta":                                   2,
		"Biasanya 3 unit setahun je, kali ni minta 180":                             3,
		"Mọi khi mỗi năm hai máy. Lần này sáu mươi.":                                2,
		"いつもは月に1台出ればいい方。今回だけ44台":                                                    1,
		"平时一年两台，这回八十台":                                                              2,
		"평소 일 년에 두 대, 이번엔 육십 대":                                                     2,
		"Payment usually by wire":                                                   0,
		"150 a year from June on":                                                   0,
		"We always ship on Friday. Four a year is what the other house takes":       0,
		"": 0,
	} {
		if got := w.custom(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestAFaultInTheWordsOfTheUsualIsTold(t *testing.T) {
	for _, text := range []string{
		"source: s\nbasis: unverified\nusually:\n  xx: [usually]\n",
		"source: s\nbasis: unverified\nusually: {en: [usually]}\neach: {en: [a year]}\nnumbers: {\"1\": {en: [one]}}\n",
	} {
		if _, err := parseUsual("usual.yaml", []byte(text), numerals{}); err == nil {
			t.Errorf("no fault is told of %q", text)
		}
	}
}

func FuzzWhatIsUsual(f *testing.F) {
	w, err := loadUsual(writtenNumbers(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("Usually four a year, now 150")
	f.Add("平时一年两台")
	f.Fuzz(func(t *testing.T, text string) {
		if n := w.custom(text); n < 0 || n > mostUsual {
			t.Errorf("%q: %v", text, n)
		}
	})
}
