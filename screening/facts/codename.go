package facts

import (
	"strings"
	"unicode"
)

// codeName says whether a name is a word for a customer with a code: "Client K9",
// "Project Heron Client (NDA)", "Endkunde 3". Whoever is called so is not named.
func (w *Words) codeName(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	general, coded := false, false
	for _, x := range words {
		switch {
		case w.firmForms[x]:
			return false
		case w.clients[x]:
			general = true
		default:
			coded = coded || w.secrets[x] || hasDigit(x) || len([]rune(x)) == 1
		}
	}
	return general && coded
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }
