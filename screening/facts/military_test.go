package facts

import "testing"

func TestWhatIsOfTheMilitary(t *testing.T) {
	w, err := loadMilitary()
	if err != nil {
		t.Fatal(err)
	}
	checkReading(t, []readFor{
		{"where soldiers write", w.soldiersWriteAt, []string{"signals.navy.mil.th", "mod.mil", "mil.th", "navy.gov.my"}, []string{"navy.com", "kembara-cloud.example", "pla.org"}},
		{"an officer", w.officer, []string{"Brig. Gen. R. Sandoval, commanding", "Col. T. Arriaga, G-2", "Oberst i.G. Kranewitter", "Kolonel Inf. Wirawan", "Đại tá Phạm Hữu Kỳ", "周大校", "полковник Дорохов", "Rear Admiral J. Okafor"}, []string{"Dr. R. Sandoval", "Gen. Manager T. Ho", "Col. T. Arriaga (Ret.)", "Brigadier L. Hume, retired", "Oberst a.D. Kranewitter", "Brigjen (Purn) Wirawan", "Colleen Brady", "Capt. A. Moreau", "原少将 周某", "Ana Coronel"}},
		{"a base", func(s string) bool { return says(w.place, s) && !says(w.once, s) }, []string{"Building 114, Skelwick Missile Test Range and Naval Base, Cumbria", "Base Aérea Tordillo, Salta"}, []string{"Unit 114, Old Naval Base Business Park", "4 Naval Base Road", "Alte Kaserne, Gewerbepark"}},
	})
}

func TestFaultsOfMilitaryWordsNameThePlace(t *testing.T) {
	if _, err := parseMilitary("military.yaml", []byte("source: s\nbasis: unverified\nplace:\n  xx: [no]\n")); err == nil {
		t.Error("a tongue that nobody speaks is taken")
	}
}
