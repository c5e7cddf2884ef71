package facts

import (
	_ "embed"
	"regexp"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed general.yaml
var generalYAML []byte

// generalWords find in a description what general words say that goods are.
type generalWords struct {
	classes []phrases.Set  // in the order of generalClasses
	bare    *regexp.Regexp // a description that is nothing but such words
}

// bareWords is the class of descriptions that are nothing but general words.
const bareWords = "bare"

// barePattern is a word for goods, of any kind and for any machines, or the name of the paper
// that would tell them.
//
// What they are of stands before them, "Serverteile", or behind them, "linh kiện máy chủ".
const barePattern = `^SIGNS(?:BEFORE ?)?(?:OF\.?(?:FOR)?[ -]?)*(?:THINGS|GOODS)(?:\.?[ ,/&+-]{0,3}(?:THINGS|GOODS))*(?:\.?[ -]?(?:FOR\.? ?)?(?:OF|USE))*(?:,? (?:TOLD|ELSEWHERE) .*)?SIGNS$|^SIGNSTOLD (?:the )?PAPER|^SIGNSELSEWHERE `

// generalClasses are the ids of the other classes. A word once shipped is not reused.
func generalClasses() []string {
	return []string{"computing", "data_processing", "other_machine", "service", "other_service", "cover", "chips_named", "fittings", "chassis", "exchange", "letter_of_credit", "series", "storing"}
}

func loadGeneral() (generalWords, error) { return parseGeneral("general.yaml", generalYAML) }

func parseGeneral(name string, text []byte) (generalWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Called       map[string]phrases.Tongues `yaml:"called"`
		Bare         struct {
			Before    phrases.Tongues `yaml:"before"`
			Of        phrases.Tongues `yaml:"of"`
			Things    phrases.Tongues `yaml:"things"`
			Goods     phrases.Tongues `yaml:"goods"`
			For       phrases.Tongues `yaml:"for"`
			Use       phrases.Tongues `yaml:"use"`
			ToldBy    phrases.Tongues `yaml:"told_by"`
			Paper     phrases.Tongues `yaml:"paper"`
			Elsewhere phrases.Tongues `yaml:"told_elsewhere"`
		} `yaml:"bare"`
	}
	t := phrases.Open(name, text, &f)
	var w generalWords
	for _, class := range generalClasses() {
		w.classes = append(w.classes, t.Set("$.called."+class, f.Called[class]))
		delete(f.Called, class)
	}
	for class := range f.Called {
		t.Fail("$.called."+class, "%q is no class that rules know; they are %s", class, strings.Join(generalClasses(), ", "))
	}
	words := func(field string, rows phrases.Tongues) string { return t.Set("$.bare."+field, rows).Pattern() }
	w.bare = regexp.MustCompile(strings.NewReplacer("SIGNS", `[^\pL\d]*`, "BEFORE", words("before", f.Bare.Before), "OF", words("of", f.Bare.Of), "THINGS", words("things", f.Bare.Things), "GOODS", words("goods", f.Bare.Goods),
		"FOR", words("for", f.Bare.For), "USE", words("use", f.Bare.Use), "TOLD", words("told_by", f.Bare.ToldBy), "PAPER", words("paper", f.Bare.Paper), "ELSEWHERE", words("told_elsewhere", f.Bare.Elsewhere)).Replace(barePattern))
	return w, t.Err()
}

// in are the classes of which a word stands in a description.
func (w *generalWords) in(description string) (called []string) {
	t := phrases.Read(rules.Readable(description))
	for i, class := range generalClasses() {
		if w.classes[i].Stands(&t) {
			called = append(called, class)
		}
	}
	if w.bare.MatchString(t.Lower) {
		called = append(called, bareWords)
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
