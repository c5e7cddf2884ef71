package facts

import (
	_ "embed"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed general.yaml
var generalYAML []byte

// generalWords are the words of each class by which a description says what goods are and
// names no model, in the order of generalClasses.
type generalWords []phrases.Set

// generalClasses are the ids of those classes. A word once shipped is not reused.
func generalClasses() []string {
	return []string{"computing", "data_processing", "other_machine", "service", "other_service", "cover", "chips_named", "fittings", "chassis"}
}

func loadGeneral() (generalWords, error) { return parseGeneral("general.yaml", generalYAML) }

func parseGeneral(name string, text []byte) (generalWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Called       map[string]phrases.Tongues `yaml:"called"`
	}
	t := phrases.Open(name, text, &f)
	var w generalWords
	for _, class := range generalClasses() {
		w = append(w, t.Set("$.called."+class, f.Called[class]))
		delete(f.Called, class)
	}
	for class := range f.Called {
		t.Fail("$.called."+class, "%q is no class that rules know; they are %s", class, strings.Join(generalClasses(), ", "))
	}
	return w, t.Err()
}

// in are the classes of which a word stands in a description.
func (w generalWords) in(description string) (called []string) {
	t := phrases.Read(rules.Readable(description))
	for i, class := range generalClasses() {
		if w[i].Stands(&t) {
			called = append(called, class)
		}
	}
	return called
}

// called are the general words by which a line tells its goods.
func (f *Facts) called(l *line) rules.Value {
	if s := data.TextState(l.Description); s != data.Known {
		return rules.Value{State: s}
	}
	w := f.described(l)
	if w.called.State != data.Known {
		w.called = listValue(f.src.Words.general.in(l.Description))
	}
	return w.called
}
