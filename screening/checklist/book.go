package checklist

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"redflag/data"
	"redflag/data/reference"
	"redflag/screening/places"
	"redflag/screening/yamldoc"
)

//go:embed questions.yaml
var questionsYAML []byte

//go:embed dispositions.yaml
var dispositionsYAML []byte

// Question is one question of a list.
type Question struct {
	ID        string
	List      string // CL-A
	ListTitle string
	Text      string
	Critical  bool // a statement does not close it, and an unknown answer blocks
	Why       string
	Evidence  string // wanted
	Adverse   string // what an adverse answer means
	Type      string // answer, text, number, date, country, percent, list
	Unit      string
	Basis     string
	Sources   []string // as words or addresses
	AskedBy   []string // rules whose findings ask it; empty for a question of the template

	adverseWhen string
	then        []string
	words       bool // a reason in words is proof enough
}

// List is one template of questions.
type List struct {
	ID         string
	Title      string
	Controlled bool     // asked of controlled goods only
	Patterns   []string // the patterns that call for it
	Questions  []Question
}

// Disposition is one way to decide a case.
type Disposition struct {
	Code        string
	Words       string
	Status      data.Status
	Needs       string
	Level       int // of escalation, 1 to 5
	NeedsUntil  bool
	ExpiresDays int
	Accepts     []string
	Reasons     []string // templates to start a reason from

	does      string
	addresses []string
	second    *data.Level // of findings, from which a release needs a second person; nil: from none
}

// Releases reports whether goods may leave by this decision.
func (d *Disposition) Releases() bool { return d.does == "release" }

// ClearsHits reports whether the decision says that hits on a list are false, so
// that they are cleared for what comes later too.
func (d *Disposition) ClearsHits() bool { return strings.HasPrefix(d.Code, "FP") }

// SecondPerson reports whether the decision, made on a verdict of that level, is to be taken
// by an approver who is not the preparer.
func (d *Disposition) SecondPerson(level data.Level) bool {
	if d.Releases() {
		return d.second != nil && level >= *d.second
	}
	return d.Level >= 2
}

// Book holds all lists and dispositions. It is read-only after loading, but for
// RestrictedHQ and IsCountry, which are set before use.
type Book struct {
	Lists        []List
	Dispositions []Disposition

	// RestrictedHQ says whether a headquarters in the country, as a person wrote
	// it, falls under the headquarters rule on that date. Without it a country answer is undecided.
	RestrictedHQ func(country string, on data.Date) data.Truth

	// IsCountry says whether the tables know a country as a person wrote it. Without it
	// every word is taken for one.
	IsCountry func(country string) bool

	byID   map[string]*Question
	byWord map[string]*Disposition
}

// Load reads the embedded book.
func Load() (*Book, error) {
	return parse("questions.yaml", questionsYAML, "dispositions.yaml", dispositionsYAML)
}

type questionFile struct {
	Sources map[string]string `yaml:"sources"`
	Lists   []struct {
		ID         string   `yaml:"id"`
		Title      string   `yaml:"title"`
		Controlled bool     `yaml:"controlled_goods"`
		Patterns   []string `yaml:"patterns"`
		Questions  []struct {
			ID          string   `yaml:"id"`
			Text        string   `yaml:"text"`
			Critical    bool     `yaml:"critical"`
			Why         string   `yaml:"why"`
			Evidence    string   `yaml:"evidence"`
			Adverse     string   `yaml:"adverse"`
			AdverseWhen string   `yaml:"adverse_when"`
			Type        string   `yaml:"type"`
			Unit        string   `yaml:"unit"`
			Then        []string `yaml:"then"`
			Proof       string   `yaml:"proof"`
			Basis       string   `yaml:"basis"`
			Sources     []string `yaml:"sources"`
		} `yaml:"questions"`
	} `yaml:"lists"`
}

type dispositionFile struct {
	Dispositions []struct {
		Code        string   `yaml:"code"`
		Words       string   `yaml:"words"`
		Status      string   `yaml:"status"`
		Does        string   `yaml:"does"`
		Addresses   []string `yaml:"addresses"`
		Needs       string   `yaml:"needs"`
		Until       bool     `yaml:"until"`
		Level       int      `yaml:"level"`
		Second      string   `yaml:"second_person"`
		ExpiresDays int      `yaml:"expires_days"`
		Accepts     []string `yaml:"accepts"`
		Reasons     []string `yaml:"reasons"`
	} `yaml:"dispositions"`
}

var (
	questionTypes = []string{"answer", "text", "number", "date", "country", "percent", "list"}
	adverseWhens  = []string{"yes", "no", "restricted_country", "half_or_more", "none"}
	doesWords     = []string{"release", "hold", "refuse", "withdraw"}
)

func parse(qName string, qText []byte, dName string, dText []byte) (*Book, error) {
	b := &Book{byID: map[string]*Question{}, byWord: map[string]*Disposition{}}
	if err := b.readQuestions(qName, qText); err != nil {
		return nil, err
	}
	if err := b.readDispositions(dName, dText); err != nil {
		return nil, err
	}
	return b, nil
}

func (b *Book) readQuestions(name string, text []byte) error {
	var f questionFile
	doc, err := yamldoc.Open(name, text, &f)
	if err != nil {
		return err
	}
	for li, l := range f.Lists {
		list := List{ID: l.ID, Title: l.Title, Controlled: l.Controlled, Patterns: l.Patterns}
		for qi, q := range l.Questions {
			at := func(field string) string { return fmt.Sprintf("$.lists[%d].questions[%d].%s", li, qi, field) }
			switch {
			case q.ID == "":
				return doc.Fail(at("text"), "question without an id")
			case q.Text == "":
				return doc.Fail(at("id"), "question %s has no text", q.ID)
			case !slices.Contains(questionTypes, q.Type):
				return doc.Fail(at("type"), "type %q is none of %s", q.Type, strings.Join(questionTypes, ", "))
			case !slices.Contains(adverseWhens, q.AdverseWhen):
				return doc.Fail(at("adverse_when"), "adverse_when %q is none of %s", q.AdverseWhen, strings.Join(adverseWhens, ", "))
			case q.Basis != data.Sourced && q.Basis != data.Unverified:
				return doc.Fail(at("basis"), "basis %q is neither %s nor %s", q.Basis, data.Sourced, data.Unverified)
			case len(q.Sources) == 0:
				return doc.Fail(at("id"), "question %s names no source", q.ID)
			case q.Proof != "" && q.Proof != "words" && q.Proof != "file":
				return doc.Fail(at("proof"), "proof %q is neither words nor file", q.Proof)
			}
			out := Question{ID: q.ID, List: l.ID, ListTitle: l.Title, Text: q.Text, Critical: q.Critical, Why: q.Why,
				Evidence: q.Evidence, Adverse: q.Adverse, Type: q.Type, Unit: q.Unit, Basis: q.Basis,
				adverseWhen: q.AdverseWhen, then: q.Then, words: q.Proof == "words"}
			for _, s := range q.Sources {
				w, ok := f.Sources[s]
				if !ok {
					return doc.Fail(at("sources"), "source %s of question %s is not in the table of sources", s, q.ID)
				}
				out.Sources = append(out.Sources, w)
			}
			list.Questions = append(list.Questions, out)
		}
		b.Lists = append(b.Lists, list)
	}
	return b.indexQuestions(doc)
}

func (b *Book) indexQuestions(doc *yamldoc.Document) error {
	for li := range b.Lists {
		for qi := range b.Lists[li].Questions {
			q := &b.Lists[li].Questions[qi]
			if b.byID[q.ID] != nil {
				return doc.Fail(fmt.Sprintf("$.lists[%d].questions[%d].id", li, qi), "question %s stands twice", q.ID)
			}
			b.byID[q.ID] = q
		}
	}
	for li := range b.Lists {
		for qi, q := range b.Lists[li].Questions {
			for _, t := range q.then {
				if b.byID[t] == nil {
					return doc.Fail(fmt.Sprintf("$.lists[%d].questions[%d].then", li, qi), "question %s leads to %s, which is no question", q.ID, t)
				}
			}
		}
	}
	return nil
}

func (b *Book) readDispositions(name string, text []byte) error {
	var f dispositionFile
	doc, err := yamldoc.Open(name, text, &f)
	if err != nil {
		return err
	}
	for i, d := range f.Dispositions {
		at := func(field string) string { return fmt.Sprintf("$.dispositions[%d].%s", i, field) }
		out := Disposition{Code: d.Code, Words: d.Words, Needs: d.Needs, Level: d.Level, NeedsUntil: d.Until,
			ExpiresDays: d.ExpiresDays, Accepts: d.Accepts, Reasons: d.Reasons, does: d.Does, addresses: d.Addresses}
		if err := out.Status.UnmarshalText([]byte(d.Status)); err != nil {
			return doc.Fail(at("status"), "%v", err)
		}
		if !slices.Contains(doesWords, d.Does) {
			return doc.Fail(at("does"), "does %q is none of %s", d.Does, strings.Join(doesWords, ", "))
		}
		if d.Code == "" || d.Level < 1 || d.Level > 5 {
			return doc.Fail(at("words"), "a disposition needs a code and a level from 1 to 5")
		}
		if d.Second != "" {
			out.second = new(data.Level)
			if err := out.second.UnmarshalText([]byte(d.Second)); err != nil {
				return doc.Fail(at("second_person"), "%v", err)
			}
			if !out.Releases() {
				return doc.Fail(at("second_person"), "%s releases nothing, and what stops goods waits for no second person", d.Code)
			}
		}
		b.Dispositions = append(b.Dispositions, out)
	}
	for i := range b.Dispositions {
		d := &b.Dispositions[i]
		for _, w := range append([]string{d.Code}, d.Accepts...) {
			key := wordKey(w)
			if b.byWord[key] != nil {
				return doc.Fail(fmt.Sprintf("$.dispositions[%d].code", i), "the word %q means two dispositions", w)
			}
			b.byWord[key] = d
		}
	}
	return nil
}

func wordKey(w string) string {
	return strings.NewReplacer(" ", "-", "_", "-").Replace(strings.ToLower(strings.TrimSpace(w)))
}

// Question is the question with that id.
func (b *Book) Question(id string) (Question, bool) {
	q := b.byID[strings.ToUpper(strings.TrimSpace(id))]
	if q == nil {
		return Question{}, false
	}
	return *q, true
}

// Disposition takes a code (FP1) or a word (release, stop, wait, conditional,
// withdraw).
func (b *Book) Disposition(word string) (Disposition, error) {
	if d := b.byWord[wordKey(word)]; d != nil {
		return *d, nil
	}
	return Disposition{}, fmt.Errorf("%q is no disposition: use release, stop, wait, conditional or withdraw, or a code from %s to %s",
		word, b.Dispositions[0].Code, b.Dispositions[len(b.Dispositions)-1].Code)
}

// UseTables lets countries that people answer with be judged by the dated tables,
// which are asked for when the first is. Without them nothing is decided.
func (b *Book) UseTables(tables func() (*reference.Tables, error)) {
	read := sync.OnceValues(func() (*places.Places, error) {
		t, err := tables()
		if err != nil {
			return nil, err
		}
		return places.New(t), nil
	})
	b.IsCountry = func(country string) bool {
		p, err := read()
		if err != nil {
			return true // the error is said where the tables are used
		}
		_, ok := p.Code(country)
		return ok
	}
	b.RestrictedHQ = func(country string, on data.Date) data.Truth {
		p, err := read()
		if err != nil {
			return data.Undecided
		}
		code, ok := p.Code(country)
		if !ok {
			return data.Undecided
		}
		return p.RestrictedHQ(code, on)
	}
}
