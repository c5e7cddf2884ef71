package facts

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"strings"
	"testing"

	"redflag/screening/rules"
)

func TestTheVocabularyIsCompleteAndSaysWhatItMeans(t *testing.T) {
	f := Schema()
	if len(f) != slots {
		t.Fatalf("%d facts in the tables, %d numbers", len(f), slots)
	}
	if _, err := rules.NewSchema(f); err != nil {
		t.Fatal(err)
	}
	check := func(f rules.Field, where string) {
		if len(strings.Fields(f.Doc)) < 2 {
			t.Errorf("%s%s has no sentence that says what it means: %q", where, f.Name, f.Doc)
		}
	}
	for _, x := range f {
		check(x, "")
		for _, e := range x.Fields {
			check(e, x.Name+"[].")
		}
	}
}

// The numbers and the tables are two lists of one order. A number is called after its fact:
// fShipmentRouteEnd is shipment.route.end.
func TestEveryFactStandsAtItsNumber(t *testing.T) {
	numbers := numbersOf(t, "numbers.go")
	single, groups := Schema()[:fields], Schema()[fields:]
	for _, c := range []struct {
		prefix string
		facts  []rules.Field
	}{{"f", single}, {"p", groups[groupParties].Fields}, {"l", groups[groupLines].Fields}, {"h", groups[groupHits].Fields}, {"o", groups[groupOwners].Fields}, {"s", groups[groupSites].Fields}} {
		if len(c.facts) != len(numbers[c.prefix]) {
			t.Errorf("%d facts in the tables, %d numbers %s", len(c.facts), len(numbers[c.prefix]), c.prefix)
			continue
		}
		for i, n := range numbers[c.prefix] {
			if want := numberOf(c.prefix, c.facts[i].Name); n != want {
				t.Fatalf("%s stands where %s should", n, want)
			}
		}
	}
}

// numberOf is how the number of a fact is called.
func numberOf(prefix, name string) string {
	for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '.' || r == '_' }) {
		prefix += strings.ToUpper(word[:1]) + word[1:]
	}
	return prefix
}

// numbersOf are the numbers of facts that a file declares, by their first letter, without
// the ones that only count them.
func numbersOf(t *testing.T, file string) map[string][]string {
	parsed, err := parser.ParseFile(gotoken.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, d := range parsed.Decls {
		for _, s := range d.(*ast.GenDecl).Specs {
			if v, ok := s.(*ast.ValueSpec); ok && !strings.HasSuffix(strings.ToLower(v.Names[0].Name), "fields") {
				name := v.Names[0].Name
				out[name[:1]] = append(out[name[:1]], name)
			}
		}
	}
	return out
}
