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

func TestBodiesOfTheArmedForces(t *testing.T) {
	words, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	s := &Sources{Words: words}
	for _, c := range []struct {
		name, business string
		body           bool
	}{
		{"Ministry of Defence of the Lowlands", "", true},
		{"в/ч 41480", "", true},
		{"Войсковая часть 41480", "", true},
		{"Voyskovaya Chast 41480", "", true},
		{"АО «Заречный оружейный завод»", "", true},
		{"Streitkräfteamt Nord", "", true},
		{"Forces armées du littoral", "", true},
		{"南岭军工集团", "", true},
		{"Zarechny Instruments", "microelectronics assembly, defence", true},
		{"ООО Заречье", "производство ракетных систем", true},
		{"Arsenal Sports", "", false},
		{"Kapitan shop", "", false},
		{"Victory Armor", "motorbike wear", false},
		{"Navy Coast OOO", "", false},
		{"Torpedo Zarechny", "football club", false},
		{"Military Unit", "board games", false},
		{"Artillery Lane Bakery", "bread", false},
		{"Музей вооруженных сил", "", false},
		{"Магазин военная одежда", "", false},
		{"Zarechny Flood Defence Systems", "dams", false},
		{"Defence Against Moths", "", false},
		{"Salvation Army Charity", "military chaplains", false},
	} {
		if got := s.isBody(c.name, c.business); got != c.body {
			t.Errorf("%s, %s: %v, want %v", c.name, c.business, got, c.body)
		}
	}
}
