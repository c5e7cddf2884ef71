package intake

import (
	"strings"
)

// isFormula is whether a cell holds the text of a formula and not what it shows.
func isFormula(s string) bool {
	if len(s) < 2 || s[0] != '=' || strings.HasPrefix(s, `="`) && strings.HasSuffix(s, `"`) {
		return false
	}
	c := s[1]
	return c == '(' || c == '+' || c == '-' || c == '@' || c == '$' || c == '_' || c == '\'' || c == '"' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// hyperlink reads =HYPERLINK("url","text"), with any separator: what it shows, and where it
// leads. false where its text is no plain text.
func hyperlink(s string) (url, text string, ok bool) {
	const name = "=HYPERLINK("
	if len(s) < len(name) || !strings.EqualFold(s[:len(name)], name) {
		return "", "", false
	}
	url, rest, ok := quotedText(s[len(name):])
	if !ok {
		return "", "", false
	}
	if rest == ")" {
		return url, url, true
	}
	if rest == "" || rest[0] != ',' && rest[0] != ';' {
		return "", "", false
	}
	rest = strings.TrimSpace(rest[1:])
	if figure, found := strings.CutSuffix(rest, ")"); found && figure != "" && strings.Trim(figure, "0123456789") == "" {
		return url, figure, true
	}
	text, rest, ok = quotedText(rest)
	return url, text, ok && rest == ")"
}

// quotedText reads a text in quotes at the start of s.
func quotedText(s string) (text, rest string, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || s[0] != '"' {
		return "", "", false
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		if s[i] != '"' {
			b.WriteByte(s[i])
			continue
		}
		if i+1 < len(s) && s[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		return b.String(), strings.TrimSpace(s[i+1:]), true
	}
	return "", "", false
}
