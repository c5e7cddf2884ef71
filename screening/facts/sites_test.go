package facts

import (
	"testing"

	"redflag/data"
)

func TestASiteOfAnotherTradeByItsKind(t *testing.T) {
	w := words(t)
	for kind, want := range map[string]bool{"laundry": true, "Wäscherei": true, "riding school": true, "洗衣": true, "datacenter": false, "lab": false, "office": false, "packaging plant": false} {
		if v := w.unfitPlace(kind); v.State != data.Known || v.Bool() != want {
			t.Errorf("%s: %+v, want %v", kind, v, want)
		}
	}
	if v := w.unfitPlace(""); v.State != data.NotTold {
		t.Errorf("a site of no kind: %+v", v)
	}
}

func TestAWebSiteOfAnotherTrade(t *testing.T) {
	w := words(t)
	for site, want := range map[string]bool{
		"www.kinderschuhe-selat.example": true, "https://laundry.selat.example/shop": true, "www.selat-simulation.example": false, "www.selat-bakery-analytics.example": false,
		"shoes@gmail.com": false, "": false, "unknown": false,
	} {
		if got := w.foreignSite(site); got != want {
			t.Errorf("%q: %v, want %v", site, got, want)
		}
	}
}

func TestNamesThatAreInitialsAlone(t *testing.T) {
	for name, want := range map[string]bool{
		"k.t.": true, "k.t. co.": true, "k. t. ltd": true, "a.b.c. gmbh": true, "kt co": false, "k.t. timber co.": false, "s.a.": false, "3m co.": false, "j. moreau": false, "a.b.c.d. ltd": false, "": false, "ltd.": false,
	} {
		if got := initialsAlone(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}

func TestNumbersOfRussianRegistersByTheirLabel(t *testing.T) {
	for n, want := range map[string]bool{
		"OGRN 1127746000123": true, "ОГРН: 1127746000123": true, "INN 7701234567 / KPP 770101001": true, "ИНН 7701234567": true,
		"INN 7701234567": false, "1127746000123": false, "KvK 22051873": false, "OGRN": false,
	} {
		if got := russianNumber.MatchString(n); got != want {
			t.Errorf("%q: %v, want %v", n, got, want)
		}
	}
}

func TestTheEndOfATermBehindAName(t *testing.T) {
	for text, want := range map[string]string{
		" director 2015-05 to 2024-11-30, since then p. ferrighi": "2024-11-30", " bis 2024-11 geschäftsführer": "2024-11", "、2024年11月退任": "", " 至2024年11月": "2024年11", " resigned 2024": "2024",
		" director since 2015-05": "", ". n. tan director to 2024": "",
	} {
		got := ""
		if m := leftOn.FindStringSubmatch(text); m != nil {
			got = m[1]
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestThePartOfAMonthThatALineTells(t *testing.T) {
	for line, want := range map[string][2]string{
		"Energy 1 to 16 March": {"1", "16"}, "Energy 17 March": {"17", ""}, "Strom 18. bis 31. März": {"18", "31"}, "电费 3日至16日": {"3", "16"}, "energía 1 al 16": {"1", "16"}, "energy in May": {}, "energy 2026-03": {},
	} {
		got := [2]string{}
		if m := daysOfLine.FindStringSubmatch(line); m != nil {
			got = [2]string{m[1], m[2]}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestAnAddressThatBeginsInRussia(t *testing.T) {
	s := &Sources{Words: words(t)}
	for address, want := range map[string]bool{
		"Тверь, ул. Индустриальная 5": true, "170000, г. Тверь, ул. Мира 1": false, "г. Екатеринбург, ул. Мира 14": true,
		"ул. Тверская 5, Алматы": false, "Алматы, ул. Тверская 5": false, "Tver Street 5, Riga": false, "Тверь": false, "": false,
	} {
		if got := s.beginsInRussia(address); got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
}

func TestADoorOfADwelling(t *testing.T) {
	for address, want := range map[string]bool{
		"경기도 수원시 영통구 해솔로 21, 한빛마을 102동 1304호": true, "3号楼2单元501": true, "calle del brezo 27, portal 4, 5.º b": true, "rua das tílias 14, 3.º esq": true,
		"104-3 teheran-ro": false, "calle toneleros 19, 1.º": false, "a동 1304호": false,
	} {
		if got := doorOfDwelling.MatchString(address); got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
}

func TestAPointOfTheMap(t *testing.T) {
	for address, want := range map[string]bool{
		"gps 69.2000 n, 3.4000 e": true, "65.0121° n, 25.4651° e": true, "65,0121 25,4651": true, "59°20'14\" n 18°03'52\" e": true,
		"12, 14": false, "40 linton road": false, "8400 sortland, 12.5": false,
	} {
		if got := coordinates.MatchString(address); got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
}
