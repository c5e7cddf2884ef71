package history

import "strings"

// What stands before the house through which somebody is reached.
const (
	careSign  = "c/o"
	careWords = "care of"
)

// CareOf reports an address at the house of somebody else: "c/o Hall 2, 3 Mill Lane".
func CareOf(address string) bool {
	a := strings.ToLower(strings.TrimSpace(address))
	return strings.HasPrefix(a, careSign) || strings.HasPrefix(a+" ", careWords+" ")
}

// atHand is a name without the house through which it is reached: "Tern Bank c/o Hall 2".
func atHand(name string) (string, bool) {
	if !strings.Contains(name, "/") && !strings.Contains(name, "are ") && !strings.Contains(name, "ARE ") {
		return name, false // none of the signs, which asks for no memory
	}
	lower := strings.ToLower(name)
	if len(lower) != len(name) {
		return name, false
	}
	for _, sign := range [...]string{careSign, careWords} {
		if at := strings.Index(lower, " "+sign+" "); at > 0 {
			return strings.TrimRight(name[:at], " ,;("), true
		}
	}
	return name, false
}
