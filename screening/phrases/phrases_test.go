package phrases

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A phrase that a text holds is found, however its pairs of bytes are looked at first.
func TestAPhraseIsFoundWhereItStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOf(rapid.SampledFrom([]rune("abz 09-é公司")))
		ws := New([]string{rapid.StringN(1, 6, -1).Draw(t, "phrase"), letters.Draw(t, "other")})
		if len(ws) == 0 {
			return
		}
		text := strings.ToLower(letters.Draw(t, "before") + rapid.SampledFrom([]string{"", " ", "\n"}).Draw(t, "gap") + ws[0].Text + letters.Draw(t, "after"))
		slow := ""
		for i := range ws {
			if at, end := ws[i].Find(text, 0); at >= 0 && text != "" {
				slow = text[at:end]
				break
			}
		}
		if got := ws.In(text); got != slow {
			t.Fatalf("%v in %q is %q, and looked for one by one %q", ws, text, got, slow)
		}
	})
}

func TestPhrasesStandOnTheirOwn(t *testing.T) {
	for _, c := range []struct {
		phrase, text, want string // "" for not found
	}{
		{"insured", "Insured at cost", "insured"},
		{"insured", "uninsured", ""},
		{"insured", "投保insured货", "insured"},
		{"versicher*", "Versicherungswert", "versicher"},
		{"*n't", "we haven't been", "n't"},
		{"=EUC", "EUC编号 12", "euc"},
		{"=EUC", "euc 12", ""},
		{"=EUC", "euc of, EUC 12", "euc"},
		{"保额", "投保额度", "保额"},
	} {
		text, got := Read(c.text), ""
		if at, end := New([]string{c.phrase}).Next(&text, 0); at >= 0 {
			got = text.Lower[at:end]
		}
		if got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.phrase, c.text, got, c.want)
		}
	}
}

func TestTheNextPhraseIsTheFirstAndTheLongestThere(t *testing.T) {
	text, s := Read("In US dollars, not in Dollars"), New([]string{"dollars", "us", "us dollars"})
	if at, end := s.Next(&text, 0); text.Shown[at:end] != "US dollars" {
		t.Errorf("%q", text.Shown[at:end])
	}
	if at, end := s.Next(&text, 10); text.Shown[at:end] != "Dollars" {
		t.Errorf("%q", text.Shown[at:end])
	}
	if at, _ := s.Next(&text, 23); at >= 0 {
		t.Errorf("a phrase at %d, where none is left", at)
	}
}

func TestPhrasesBesideFigures(t *testing.T) {
	text, units := Read("172kW at US$5"), New([]string{"k", "kw", "$", "us$"})
	if end := units.At(&text, 3); end != 5 {
		t.Errorf("the unit ends at %d, want 5", end)
	}
	if end := units.At(&text, 4); end >= 0 {
		t.Errorf("a unit begins within another and ends at %d", end)
	}
	if at := units.Before(&text, 12); at != 9 {
		t.Errorf("the currency begins at %d, want 9", at)
	}
	if at := units.Before(&text, 8); at >= 0 {
		t.Errorf("a currency begins at %d", at)
	}
}

func TestAPhraseIsReadWithWhatFollows(t *testing.T) {
	text, s := Read("A carnet was asked. Carnet TW/12 came"), New([]string{"carnet"})
	by := regexp.MustCompile(`^[^.\d]{0,8}?([A-Z]{2}/\d+)`)
	if at := s.Followed(&text, 0, by); at == nil || text.Shown[at[0]:at[1]] != "Carnet TW/12" || text.Shown[at[2]:at[3]] != "TW/12" {
		t.Errorf("%v", at)
	}
	if at := s.Followed(&text, 21, by); at != nil {
		t.Errorf("%v", at)
	}
}

// What is found lies within the text, whatever the text is.
func FuzzNext(f *testing.F) {
	f.Add("EUC \u0130nsured 保额 n't", "=EUC", "insured*")
	f.Add("\xff\xfe", "*n't", "额")
	f.Fuzz(func(t *testing.T, s, one, another string) {
		text, set := Read(s), New([]string{one, another})
		for at, end := set.Next(&text, 0); at >= 0; at, end = set.Next(&text, at+1) {
			if end <= at || end > len(text.Shown) || set.At(&text, at) < 0 {
				t.Fatalf("%q: a phrase from %d to %d", s, at, end)
			}
			if b := set.Before(&text, end); b < 0 || b > at {
				t.Fatalf("%q: the phrase that ends at %d begins at %d", s, end, b)
			}
		}
	})
}
