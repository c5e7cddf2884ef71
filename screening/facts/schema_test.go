package facts

import (
	"strings"
	"testing"

	"redflag/screening/rules"
)

func TestTheVocabularyIsCompleteAndSaysWhatItMeans(t *testing.T) {
	f := Schema()
	if len(f) != slots {
		t.Fatalf("%d fields, want %d", len(f), slots)
	}
	if _, err := rules.NewSchema(f); err != nil {
		t.Fatal(err)
	}
	leaf := map[string]bool{}
	check := func(f rules.Field, where string) {
		if len(strings.Fields(f.Doc)) < 2 || f.Type == 0 || f.Name == "" {
			t.Errorf("%s%s: type %v, doc %q", where, f.Name, f.Type, f.Doc)
		}
	}
	for _, x := range f {
		check(x, "")
		leaf[x.Name] = true
		for _, e := range x.Fields {
			check(e, x.Name+"[].")
		}
	}
	for name := range leaf {
		for i, r := range name {
			if r == '.' && leaf[name[:i]] {
				t.Errorf("%s is a fact and also the start of %s", name[:i], name)
			}
		}
	}
}
