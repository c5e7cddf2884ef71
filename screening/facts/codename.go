package facts

import (
	"strings"
	"unicode"
)

// codeName says whether a name is a word for a customer with a code: "Client K9",
// "Project Heron Client (NDA)", "Endkunde 3". Whoever is called so is not named.
func codeName(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	general, coded := false, false
	for _, w := range words {
		switch w {
		case "client", "customer", "user", "tenant", "buyer", "purchaser", "consumer", "principal", "kunde", "endkunde", "mieter", "mandant", "cliente", "klient", "klienti", "müşteri", "pelanggan", "клиент", "заказчик", "客户", "用户", "租户", "顧客":
			general = true
		case "nda", "confidential", "undisclosed", "anonymous", "withheld", "vertraulich", "rahsia", "rahasia", "保密":
			coded = true
		case "ltd", "limited", "inc", "llc", "plc", "gmbh", "ag", "kg", "se", "bv", "nv", "sa", "sas", "srl", "spa", "as", "ab", "oy", "aps", "kk", "gk", "pte", "pty", "sdn", "bhd", "pt", "tbk", "co", "corp", "company", "公司", "株式会社":
			return false // a firm by its form
		default:
			coded = coded || hasDigit(w) || len([]rune(w)) == 1
		}
	}
	return general && coded
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }
