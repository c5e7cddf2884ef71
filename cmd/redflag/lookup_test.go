package main

import (
	"strings"
	"testing"

	"redflag/ui/desk"
)

// What holds nothing to look up is not answered like a name that is not listed, and a
// page that was pasted for a name is told by its beginning.
func TestPrintLookupOfNoName(t *testing.T) {
	for name, want := range map[string]string{
		"":                        "nothing was looked up",
		" - \x01":                 "nothing was looked up",
		"7":                       "no hit in these lists",
		"Corvane":                 "no hit in these lists",
		strings.Repeat("語", 9000): "… (9000 characters)",
	} {
		var out strings.Builder
		printLookup(&out, name, &desk.Lookup{Lists: "T"})
		if !strings.Contains(out.String(), want) || out.Len() > 1000 {
			t.Errorf("%.20q: %d bytes: %.300s", name, out.Len(), out.String())
		}
	}
}
