package contact

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

func loaded(t testing.TB) *Words {
	t.Helper()
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestDomainsThatAnybodyMayUse(t *testing.T) {
	w := loaded(t)
	for _, c := range []struct {
		domain     string
		open, mail bool
		home       string
	}{
		{"gmail.com", true, true, ""},
		{"yahoo.co.jp", true, true, ""},
		{"yahoo.de", true, true, ""},
		{"vip.163.com", true, true, "CN"},
		{"netvigator.com", true, true, "HK"},
		{"yandex.kz", true, true, "RU"},
		{"alibaba.com", true, false, ""},
		{"example.com", true, false, ""},
		{"live.selat.my", false, false, ""},
		{"live", false, false, ""},
		{"live.", false, false, ""},
		{"mail.selat-grid.com", false, false, ""},
		{"selat-grid.wixsite.com", false, false, ""},
		{"", false, false, ""},
	} {
		if open, mail, home := w.Open(c.domain), w.Mail(c.domain), w.Home(c.domain); open != c.open || mail != c.mail || home != c.home {
			t.Errorf("%q: open %v, mail %v, of %q, want %v, %v, %q", c.domain, open, mail, home, c.open, c.mail, c.home)
		}
	}
}

func TestPagesAndMessengers(t *testing.T) {
	w := loaded(t)
	for domain, want := range map[string]bool{"facebook.com": true, "linkedin.com": true, "gmail.com": false, "example.com": false, "selat-grid.com": false, "": false} {
		if got := w.Page(domain); got != want {
			t.Errorf("a page at %q: %v, want %v", domain, got, want)
		}
	}
	for contact, want := range map[string]bool{"Ravi, WhatsApp only": true, "Telegram @ravi_hpc": true, "微信 zhou_88": true, "t.me/ravi": true, "Zhou Min, purchasing": false, "": false, "Ms. Lineham": false} {
		if got := w.Messenger(contact); got != want {
			t.Errorf("a messenger in %q: %v, want %v", contact, got, want)
		}
	}
}

func TestDomainsOfPublicBodies(t *testing.T) {
	w := loaded(t)
	for domain, want := range map[string]bool{"physics.ox.ac.uk": true, "health.gov.sg": true, "westhill.edu": true, "selat-grid.com": false, "educare.com": false} {
		if got := w.Public(domain); got != want {
			t.Errorf("%s: %v, want %v", domain, got, want)
		}
	}
}

func TestPostsAndTitles(t *testing.T) {
	w := loaded(t)
	for _, post := range []string{"sales", "einkauf", "achats", "compras", "warehouse"} {
		if !w.Post(post) || w.Title(post) {
			t.Errorf("%s is a post", post)
		}
	}
	for _, title := range []string{"mr", "encik", "khun", "herr", "mme", "sra", "pak", "attn"} {
		if !w.Title(title) || w.Post(title) {
			t.Errorf("%s is a title", title)
		}
	}
	if !w.ToBeAdvised([]byte("to be advised")) || !w.ToBeAdvised([]byte("待定")) || w.ToBeAdvised([]byte("tan")) {
		t.Error("who is to be advised")
	}
}

func TestTheNumberBeforeAnExtension(t *testing.T) {
	w := loaded(t)
	const number = "+60 3 5551 2200"
	for _, s := range []string{number, number + " ext 14", number + "X7", number + "/01", number + "; 9", number + "#3", number + "转8", number + " 轉 8", number + " 内線8", number + " доб. 8"} {
		if got := strings.TrimSpace(w.Number(s)); got != number {
			t.Errorf("%q: %q", s, got)
		}
	}
	if got := w.Number("tel: +60 3 5551 2200"); got != "tel: +60 3 5551 2200" {
		t.Errorf("%q", got)
	}
}

func TestTrunks(t *testing.T) {
	for s, want := range map[string]string{"+49 871 55019-12": "+49 871 55019", "0871/55019-0": "0871/55019", "021-5555 6666-802": "021-5555 6666", "+7 495 123-45-67": "", "+1 415-555-0123": "", "024-3555-123": "", "08-555 123 45": "", "+60 3 5551 2200": "", "-12": "", "": ""} {
		if got := Trunk(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestNamesInMessengers(t *testing.T) {
	w := loaded(t)
	for text, want := range map[string]string{
		"연락은 카톡 ID damin_2207 로만": "damin_2207", "write to him on Telegram: @Rowan_77x, not by mail": "rowan_77x", "微信号 kl88trade": "kl88trade", "WhatsApp +60 3 5551 2200": "", "telegram channel of the fair, hall B200": "",
		"WeChat only, order PO-77120 ships in May": "", "asks for 4 x H100_SXM": "", "": "",
	} {
		if got := strings.Join(w.Handles(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// No calling code begins another, so that a number tells its own.
func TestNoCallingCodeBeginsAnother(t *testing.T) {
	codes := loaded(t).CallingCodes()
	for _, a := range codes {
		for _, b := range codes {
			if a != b && strings.HasPrefix(a, b) {
				t.Errorf("%s begins with %s", a, b)
			}
		}
	}
	if code := loaded(t).CallingCode("MY"); code != "60" {
		t.Errorf("Malaysia is called by %q", code)
	}
}

func TestFaultsOfWordsNameThePlace(t *testing.T) {
	for old, new := range map[string]string{"posts:": "post:", "basis: unverified": "basis: maybe", "[khun]": "[Khun]", `any: ["#",`: `any: ["##",`, `AE: "971"`: `UAE: "971"`, `AE: "971",`: `AE: "+971",`} {
		_, err := parseWords("own.yaml", []byte(strings.Replace(string(wordsYAML), old, new, 1)))
		if err == nil || !strings.HasPrefix(err.Error(), "own.yaml:") {
			t.Errorf("%s: %v", new, err)
		}
	}
}

func TestFaultsOfDomainsNameThePlace(t *testing.T) {
	const first = "domain,kind,country,source,basis\n"
	for text, want := range map[string]string{
		"domain,kind\n":                                      "own.csv:1:1: the first line must be domain,kind,country,source,basis",
		first + "Gmail.com,mail,,x,sourced\n":                `own.csv:2:1: "Gmail.com" is no domain in small letters`,
		first + "gmail,mail,,x,sourced\n":                    `own.csv:2:1: "gmail" is no domain`,
		first + "a.de,mail,,x,sourced\nb.de,post,,x,sourced": `own.csv:3:6: "post" is no kind of domain`,
		first + "a.de,mail,Germany,x,sourced\n":              `own.csv:2:11: "Germany" is no country`,
		first + "a.de,mail,DE,,sourced\n":                    `own.csv:2:14: "" is no source`,
		first + "a.de,mail,DE,x,known\n":                     `own.csv:2:16: "known" is no basis`,
		first + "a.de,mail,,x,sourced\na.de,mail,,x,sourced": `own.csv:3:1: "a.de" stands here twice`,
		first + "a.de,mail\n":                                "own.csv: ",
	} {
		if _, err := parseDomains("own.csv", strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func FuzzDomains(f *testing.F) {
	f.Add(domainsCSV)
	f.Add("domain,kind,country,source,basis\n\"a.*\",page,,x,sourced\n")
	f.Fuzz(func(t *testing.T, text string) {
		domains, err := parseDomains("own.csv", strings.NewReader(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "own.csv:") {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		w := &Words{domains: domains}
		for _, name := range slices.Sorted(maps.Keys(domains)) {
			if !w.Open(name) {
				t.Fatalf("%q stands in the file and is not open", name)
			}
		}
	})
}
