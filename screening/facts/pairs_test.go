package facts

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A phrase that a text holds is found, however its pairs of bytes are looked at first.
func TestAPhraseIsFoundWhereItStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOf(rapid.SampledFrom([]rune("abz 09-é公司")))
		ws := set([]string{rapid.StringN(1, 6, -1).Draw(t, "phrase"), letters.Draw(t, "other")})
		if len(ws) == 0 {
			return
		}
		text := strings.ToLower(letters.Draw(t, "before") + rapid.SampledFrom([]string{"", " ", "\n"}).Draw(t, "gap") + ws[0].text + letters.Draw(t, "after"))
		slow := ""
		for i := range ws {
			if at, end := ws[i].find(text, 0); at >= 0 && text != "" {
				slow = text[at:end]
				break
			}
		}
		if got := ws.in(text); got != slow {
			t.Fatalf("%v in %q is %q, and looked for one by one %q", ws, text, got, slow)
		}
	})
}
