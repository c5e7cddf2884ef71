package history

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"redflag/data"
	"redflag/screening/phrases"
)

//go:embed permits.yaml
var permitsYAML []byte

// permitWords are how notes tell licences and certificates.
type permitWords struct {
	numbered, signs               phrases.Set
	licences, certificates, until phrases.Set
}

var loadPermitWords = sync.OnceValues(func() (*permitWords, error) { return parsePermitWords("permits.yaml", permitsYAML) })

// wordsOfPermits are the embedded words. Load tells of their faults.
func wordsOfPermits() *permitWords { w, _ := loadPermitWords(); return w }

func parsePermitWords(name string, text []byte) (*permitWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Numbered     phrases.Tongues `yaml:"numbered"`
		Signs        phrases.Tongues `yaml:"number_signs"`
		Licences     phrases.Tongues `yaml:"licences"`
		Certificates phrases.Tongues `yaml:"certificates"`
		Until        phrases.Tongues `yaml:"until"`
	}
	t := phrases.Open(name, text, &f)
	w := &permitWords{t.Set("$.numbered", f.Numbered), t.Set("$.number_signs", f.Signs), t.Set("$.licences", f.Licences), t.Set("$.certificates", f.Certificates), t.Set("$.until", f.Until)}
	return w, t.Err()
}

const (
	mostNumbers  = 4   // of permits in one text
	mostToEnd    = 100 // letters between a permit and the word for its end
	leastOfNotes = 8   // bytes of notes that tell anything of a permit
)

var permitNumber = regexp.MustCompile(`^[:： ]{0,2}([A-Z0-9][A-Z0-9/.-]{4,28})`)

// numbers are the numbers of permits that a text tells, as they are written.
func (w *permitWords) numbers(t *phrases.Text) (out []string) {
	for at, end := w.numbered.Next(t, 0); at >= 0 && len(out) < mostNumbers; at, end = w.numbered.Next(t, end) {
		if sign := w.signs.At(t, t.Skip(end, " ")); sign >= 0 {
			end = t.Skip(sign, ".")
		}
		if n := permitNumber.FindStringSubmatchIndex(t.Shown[end:]); n != nil {
			out = append(out, strings.TrimRight(t.Shown[end+n[2]:end+n[3]], "./-"))
			end += n[1]
		}
	}
	return out
}

var endDay = regexp.MustCompile(`^(?i)[: ：]{0,4}(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2} [a-z]{3,9} \d{4})`)

// PermitEnd is the end of a licence or certificate that notes tell, with their words, and
// whether it is a licence.
func PermitEnd(notes *phrases.Text) (until data.Date, licence bool, excerpt string) {
	if len(notes.Shown) < leastOfNotes || !strings.ContainsAny(notes.Shown, "0123456789") {
		return data.Date{}, false, ""
	}
	w := wordsOfPermits()
	ends := w.until.Followed(notes, 0, endDay)
	for from := 0; ends != nil; {
		at, end := w.licences.Next(notes, from)
		a, e := w.certificates.Next(notes, from)
		if licence = at >= 0 && (a < 0 || at <= a); !licence {
			at, end = a, e
		}
		if at < 0 {
			break
		}
		if end > ends[0] {
			ends = w.until.Followed(notes, end, endDay)
			continue
		}
		if between := notes.Shown[end:ends[0]]; !strings.ContainsAny(between, ";；") && utf8.RuneCountInString(between) <= mostToEnd {
			return writtenDate(notes.Shown[ends[2]:ends[3]]), licence, notes.Shown[at:ends[1]]
		}
		from = at + 1
	}
	return data.Date{}, false, ""
}

// writtenDate reads a date of which no other reading is possible; the zero date else.
func writtenDate(s string) data.Date {
	for _, form := range [...]string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2", "2.1.2006", "2 January 2006", "2 Jan 2006"} {
		if t, err := time.Parse(form, s); err == nil {
			return data.DateOf(t)
		}
	}
	return data.Date{}
}
