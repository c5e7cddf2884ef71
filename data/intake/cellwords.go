package intake

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed cellwords.yaml
var cellWordsYAML []byte

// cellWords are what words in cells mean.
type cellWords struct {
	unknown     map[string]bool // lower
	failed      map[string]bool // lower
	totals      map[string]bool // folded, as the next ones are
	totalBegins []string
	yesno       map[string]string
	direction   map[string]string
	docType     map[string]string
	currency    map[string]string
	signs       map[string]string // of currencies, as written
	scales      []scale
	pieces      map[string]bool // lower, as the next ones are
	kg          map[string]float64
	counts      map[string]float64 // pieces a unit, where it is of more than one
	captions    map[string]bool    // folded, as the next ones are
	remarks     map[string]bool
	months      map[string]int
	dateWords   map[string]bool   // lower: of dates, and tell no part of them
	entities    map[string]string // signs by their names in web pages
}

// scale is a word for thousands and more.
type scale struct {
	word   string
	factor float64
	close  bool // may stand right before another word
}

var loadCellWords = sync.OnceValues(func() (*cellWords, error) { return parseCellWords("cellwords.yaml", cellWordsYAML) })

// wordsOfCells are the embedded words. Whoever loads the vocabulary is told of their faults.
func wordsOfCells() *cellWords { w, _ := loadCellWords(); return w }

// cellWordsFile is the file of the words as it is written.
type cellWordsFile struct {
	Unknown []word `yaml:"unknown"`
	Failed  []word `yaml:"failed"`
	Totals  struct {
		Words  []word `yaml:"words"`
		Begins []word `yaml:"begins"`
	} `yaml:"totals"`
	YesNo     map[string][]word `yaml:"yesno"`
	Direction map[string][]word `yaml:"direction"`
	DocType   map[string][]word `yaml:"doc_type"`
	Currency  map[string][]word `yaml:"currency"`
	Signs     map[string][]word `yaml:"currency_signs"`
	Scales    []struct {
		Factor float64 `yaml:"factor"`
		Close  bool    `yaml:"close"`
		Words  []word  `yaml:"words"`
	} `yaml:"scales"`
	Pieces  []word `yaml:"pieces"`
	Weights []struct {
		Kg    float64 `yaml:"kg"`
		Words []word  `yaml:"words"`
	} `yaml:"weights"`
	Counts []struct {
		Pieces float64 `yaml:"pieces"`
		Words  []word  `yaml:"words"`
	} `yaml:"counts"`
	Captions []word   `yaml:"captions"`
	Remarks  []word   `yaml:"remarks"`
	Months   [][]word `yaml:"months"`
	Dates    []word   `yaml:"date_words"`

	Entities map[string]string `yaml:"entities"`
}

func parseCellWords(name string, src []byte) (*cellWords, error) {
	var f cellWordsFile
	if err := yaml.UnmarshalWithOptions(src, &f, yaml.Strict()); err != nil {
		return &cellWords{}, fmt.Errorf("%s: %w", name, err)
	}
	r := cellWordsReader{name: name}
	w := &cellWords{
		failed: wordSet(f.Failed, asTold), unknown: wordSet(f.Unknown, asTold), pieces: wordSet(f.Pieces, asTold), dateWords: wordSet(f.Dates, asTold),
		totals: wordSet(f.Totals.Words, fold), captions: wordSet(f.Captions, fold), remarks: wordSet(f.Remarks, fold),
		yesno: r.meanings(f.YesNo, fold), direction: r.meanings(f.Direction, fold), docType: r.meanings(f.DocType, fold), currency: r.meanings(f.Currency, fold), signs: r.meanings(f.Signs, asTold),
		entities: f.Entities, kg: map[string]float64{}, counts: map[string]float64{}, months: map[string]int{},
	}
	for _, x := range f.Totals.Begins {
		w.totalBegins = append(w.totalBegins, fold(x.Text))
	}
	r.units(w, &f)
	for i, words := range f.Months {
		for _, x := range words {
			if o := w.months[x.Text]; o != 0 || i >= 12 {
				r.fail(x, "%q is of a month %d; there are twelve, and a word is of one", x.Text, i+1)
			}
			w.months[x.Text] = i + 1
		}
	}
	return w, r.first
}

// cellWordsReader keeps the first fault of the file.
type cellWordsReader struct {
	name  string
	first error
}

func (r *cellWordsReader) fail(at word, format string, args ...any) {
	if r.first == nil {
		r.first = fmt.Errorf("%s:%d:%d: %s", r.name, at.Line, at.Col, fmt.Sprintf(format, args...))
	}
}

func asTold(s string) string { return s }

func wordSet(words []word, as func(string) string) map[string]bool {
	out := map[string]bool{}
	for _, x := range words {
		out[as(x.Text)] = true
	}
	return out
}

// meanings are words by what they mean. None means two things.
func (r *cellWordsReader) meanings(of map[string][]word, as func(string) string) map[string]string {
	out := map[string]string{}
	for _, meaning := range slices.Sorted(maps.Keys(of)) {
		for _, x := range of[meaning] {
			k := as(x.Text)
			if o, twice := out[k]; twice {
				r.fail(x, "%q means %s and %s; say it once", x.Text, o, meaning)
			}
			out[k] = meaning
		}
	}
	return out
}

// units takes the words that multiply what stands beside them.
func (r *cellWordsReader) units(w *cellWords, f *cellWordsFile) {
	for _, s := range f.Scales {
		for _, x := range s.Words {
			if s.Factor <= 1 {
				r.fail(x, "%q stands for %v; it has to be more than one", x.Text, s.Factor)
			}
			w.scales = append(w.scales, scale{x.Text, s.Factor, s.Close})
		}
	}
	for _, u := range f.Weights {
		for _, x := range u.Words {
			if w.kg[x.Text] = u.Kg; u.Kg <= 0 {
				r.fail(x, "%q weighs nothing", x.Text)
			}
		}
	}
	for _, u := range f.Counts {
		for _, x := range u.Words {
			if w.counts[x.Text] = u.Pieces; u.Pieces <= 1 {
				r.fail(x, "%q is of %v pieces; it has to be of more than one", x.Text, u.Pieces)
			}
		}
	}
}
