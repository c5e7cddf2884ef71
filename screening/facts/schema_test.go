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
	numbers := numbersOf(t, "numbers.go", "vocabulary_groups.go")
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

// numbersOf are the numbers of facts that files declare, by their first letter, without
// the ones that only count them.
func numbersOf(t *testing.T, files ...string) map[string][]string {
	out := map[string][]string{}
	for _, file := range files {
		parsed, err := parser.ParseFile(gotoken.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != gotoken.CONST {
				continue
			}
			for _, s := range g.Specs {
				if name := s.(*ast.ValueSpec).Names[0].Name; !strings.HasSuffix(strings.ToLower(name), "fields") {
					out[name[:1]] = append(out[name[:1]], name)
				}
			}
		}
	}
	return out
}
