package intake

import (
	"bytes"
	"strings"
)

// tidy takes off what a cell carries for the spreadsheet's sake: spaces around
// it, the ="00123" guard and the leading apostrophe. The second value says that
// a guard was taken off.
func tidy(b []byte) []byte {
	if len(b) == 0 {
		return b
	}
	if c, d := b[0], b[len(b)-1]; c <= ' ' || d <= ' ' || c >= 0x80 || d >= 0x80 {
		b = bytes.TrimFunc(b, blank)
		if len(b) == 0 {
			return b
		}
	}
	if b[0] == '=' && len(b) > 3 && b[1] == '"' && b[len(b)-1] == '"' {
		return bytes.ReplaceAll(b[2:len(b)-1], []byte(`""`), []byte(`"`))
	}
	if b[0] == '\'' && len(b) > 1 && (b[1] >= '0' && b[1] <= '9' || b[1] == '=' || b[1] == '+' || b[1] == '-' || b[1] == '@') {
		return b[1:]
	}
	return b
}

func blank(r rune) bool {
	switch r {
	case ' ', '\t', '\r', '\n', '\v', '\f', 0, 0xa0, 0x3000, 0x200b, 0xfeff, 0x202f, 0x2009:
		return true
	}
	return false
}

// notTold is whether a cell holds a filler that says nothing.
func notTold(s string) bool {
	switch len(s) {
	case 0:
		return true
	case 1, 2, 3, 4:
		if c := s[0]; c != '-' && c != '#' && c != 'n' && c != 'N' && c < 0x80 {
			return false
		}
		switch strings.ToLower(s) {
		case "-", "--", "---", "n/a", "n.a.", "null", "#n/a", "–", "—":
			return true
		}
	}
	return false
}

// notKnown is whether a cell says that the fact was asked and is not known.
func notKnown(s string) bool {
	if len(s) < 4 || len(s) > 12 {
		return false
	}
	if c := s[0]; c < 0x80 && c != 'u' && c != 'U' && c != 'n' && c != 'N' {
		return false
	}
	return wordsOfCells().unknown[strings.ToLower(s)]
}

// failedFormula is whether a cell holds the sign that a spreadsheet leaves where a formula failed.
func failedFormula(s string) bool {
	return s[0] == '#' && len(s) <= 16 && wordsOfCells().failed[strings.ToLower(s)]
}

// damage says how a spreadsheet has damaged an identifier, or "".
func damage(s string) string {
	if s != "" && failedFormula(s) {
		return "is the sign of a formula that failed; what stood there is lost"
	}
	if isFormula(s) {
		return "is a formula and not what it shows"
	}
	if len(s) < 4 || s[0] < '0' || s[0] > '9' {
		return ""
	}
	if len(s) >= 16 && allDigits(s) && strings.HasSuffix(s, "000") {
		return "has more than 15 digits and ends in zeros, as a spreadsheet that cut it off leaves it; the true number is lost"
	}
	if len(s) == 19 && s[4] == '-' && s[7] == '-' && s[10] == 'T' && s[13] == ':' {
		return "is a date in the spreadsheet, which may have made it of a part number; the true text is lost"
	}
	i := strings.IndexAny(s, "eE")
	if i < 1 || i+2 >= len(s) || s[i+1] != '+' && s[i+1] != '-' || !allDigits(s[i+2:]) {
		return ""
	}
	mant := s[:i]
	if allDigits(mant[:1]) && (len(mant) == 1 || (mant[1] == '.' || mant[1] == ',') && allDigits(mant[2:])) {
		return "is in scientific notation, as a spreadsheet that took it for a number leaves it; the true text is lost"
	}
	return ""
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// splitList cuts a cell of several values.
func splitList(s, at string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(at, r) }) {
		if p = strings.TrimFunc(p, blank); p != "" {
			out = append(out, p)
		}
	}
	return out
}

const (
	listSigns  = ";\n|；"
	emailSigns = ";,\n| /；，、"
	phoneSigns = ";,\n|/；，、"
	wordSigns  = ";,\n|>；，、→"
)

// isTotal is whether a cell is the word that opens a row of sums.
func isTotal(b []byte) bool {
	if isStars(b) {
		return true
	}
	if len(b) < 3 || len(b) > 40 {
		return false
	}
	w, words := fold(string(b)), wordsOfCells()
	if words.totals[w] {
		return true
	}
	for _, p := range words.totalBegins {
		if strings.HasPrefix(w, p) && len(w) < len(p)+12 {
			return true
		}
	}
	return false
}

// isStars is whether a cell holds the stars alone that SAP puts before sums.
func isStars(b []byte) bool { return len(b) > 0 && len(bytes.Trim(b, "*")) == 0 }
