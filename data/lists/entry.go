package lists

import (
	"strings"

	"redflag/data"
)

// listCode is the short code of a CSL source: "Entity List (EL) - Bureau of
// Industry and Security" is EL, "... (NS-MBS List) - ..." is MBS.
func listCode(source string) string {
	open := strings.LastIndexByte(source, '(')
	shut := strings.LastIndexByte(source, ')')
	if open < 0 || shut < open {
		return strings.TrimSpace(source)
	}
	code := strings.TrimSpace(source[open+1 : shut])
	return shortCode(code)
}

// shortCode cuts the words around a code that some files write into it.
func shortCode(code string) string {
	return strings.TrimPrefix(strings.TrimSuffix(strings.TrimSpace(code), " List"), "NS-")
}

// addressLabel reports whether a name is only the label under which a list
// keeps an address: "Address 11".
func addressLabel(name string) bool {
	rest, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(name)), "address ")
	if !ok || rest == "" || len(rest) > 4 {
		return false
	}
	for i := 0; i < len(rest); i++ {
		if rest[i] < '0' || rest[i] > '9' {
			return false
		}
	}
	return true
}

// settle gives an entry its final shape: an address label is never a name, and
// aliases are clean, distinct and not the name again.
func settle(e *data.ListEntry) {
	e.Name = strings.TrimSpace(e.Name)
	if addressLabel(e.Name) {
		e.AddressOnly, e.Label, e.Name = true, e.Name, ""
	}
	e.Aliases = cleanAliases(e.Name, e.Aliases)
}

func cleanAliases(name string, aliases []string) []string {
	out := aliases[:0]
next:
	for _, a := range aliases {
		a = strings.TrimSpace(a)
		if rest, ok := strings.CutPrefix(a, "and "); ok {
			a = strings.TrimSpace(rest)
		}
		if a == "" || a == name {
			continue
		}
		for _, o := range out {
			if o == a {
				continue next
			}
		}
		out = append(out, a)
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// splitList splits a text such as "A; B; and C".
func splitList(s string) []string {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	var out []string
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// countryAtEnd is the ISO code at the end of an address as the CSL writes it:
// "Kabul, AF".
func countryAtEnd(address string) string {
	last := address[strings.LastIndexByte(address, ',')+1:]
	last = strings.TrimSpace(last)
	if len(last) == 2 && last[0] >= 'A' && last[0] <= 'Z' && last[1] >= 'A' && last[1] <= 'Z' {
		return last
	}
	return ""
}

func addCountry(to []string, c string) []string {
	if c == "" {
		return to
	}
	for _, have := range to {
		if have == c {
			return to
		}
	}
	return append(to, c)
}
