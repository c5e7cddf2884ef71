package history

import (
	_ "embed"
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"

	"redflag/data"
	"redflag/screening/phrases"
)

//go:embed serials.yaml
var serialsYAML []byte

// serialWords are how notes tell serial numbers.
type serialWords struct {
	serials, signs phrases.Set
	standIns       phrases.Set
	stems          []string       // one of which each of the serials has
	next           *regexp.Regexp // what follows one number where another does
}

var loadSerialWords = sync.OnceValues(func() (*serialWords, error) { return parseSerialWords("serials.yaml", serialsYAML) })

// wordsOfSerials are the embedded words. Load tells of their faults.
func wordsOfSerials() *serialWords { w, _ := loadSerialWords(); return w }

func parseSerialWords(name string, text []byte) (*serialWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Serials      phrases.Tongues `yaml:"serials"`
		Stems        []string        `yaml:"stems"`
		Signs        phrases.Tongues `yaml:"signs"`
		Next         phrases.Tongues `yaml:"next"`
		StandIns     phrases.Tongues `yaml:"stand_ins"`
	}
	t := phrases.Open(name, text, &f)
	w := &serialWords{serials: t.Set("$.serials", f.Serials), signs: t.Set("$.signs", f.Signs), standIns: t.Set("$.stand_ins", f.StandIns), stems: f.Stems}
	w.next = regexp.MustCompile(`^\s{0,2}(?:[,;/、，]|` + t.Set("$.next", f.Next).Pattern() + `)\s{0,2}([A-Z0-9][A-Z0-9-]{4,29})`)
	for _, p := range w.serials {
		if !slices.ContainsFunc(w.stems, func(stem string) bool {
			return stem != "" && (strings.Contains(p.Text, stem) || strings.Contains(p.Exact, stem))
		}) {
			t.Fail("$.stems", "none is a part of %q, which is not looked for then", p.Text)
		}
	}
	return w, t.Err()
}

// Serials are the serial numbers that a shipment tells: those of its lines, or where
// they tell none those that its notes name as such.
func Serials(sh *data.Shipment) iter.Seq[string] {
	return func(yield func(string) bool) { serialsOf(sh, yield) }
}

func serialsOf(sh *data.Shipment, yield func(string) bool) {
	if sh == nil {
		return
	}
	told := false
	for i := range sh.Lines {
		for _, s := range sh.Lines[i].Serials {
			if told = true; !yield(s) {
				return
			}
		}
	}
	if told || !mayTellSerials(sh.Notes) {
		return
	}
	for _, s := range notedSerials(sh.Notes) {
		if !yield(s) {
			return
		}
	}
}

// mayTellSerials is false of most notes that tell none, without reading them.
func mayTellSerials(notes string) bool {
	if len(notes) < leastOfNotes || !strings.ContainsAny(notes, "0123456789") {
		return false
	}
	return slices.ContainsFunc(wordsOfSerials().stems, func(stem string) bool { return strings.Contains(notes, stem) })
}

const mostNotedSerials = 200

// notedSerial is a serial number: letters or digits, a digit among them. Several stand in
// a row.
var notedSerial = regexp.MustCompile(`^[\s:：#=.]{0,3}([A-Za-z0-9][A-Za-z0-9-]{4,29})`)

func notedSerials(notes string) (out []string) {
	w, t := wordsOfSerials(), phrases.Read(notes)
	for at, end := w.serials.Next(&t, 0); at >= 0 && len(out) < mostNotedSerials; at, end = w.serials.Next(&t, end) {
		if sign := w.signs.At(&t, t.Skip(end, " ")); sign >= 0 {
			end = sign
		}
		for form := notedSerial; len(out) < mostNotedSerials; form = w.next {
			n := form.FindStringSubmatchIndex(t.Shown[end:])
			if n == nil {
				break
			}
			s := t.Shown[end+n[2] : end+n[3]]
			if !strings.ContainsAny(s, "0123456789") {
				break
			}
			out = append(out, s)
			end += n[1]
		}
	}
	return out
}

// StandsInForSerial reports what fills the field of a serial number and is none: one sign
// all along, signs that count up or down, or a word of the list, with a number or without.
func StandsInForSerial(s string) bool {
	k := squeeze(s)
	if len(k) < leastSerial || data.TextState(s) != data.Known {
		return false
	}
	steps := [3]int{} // of signs that go down, stay and go up by one
	for i := 1; i < len(k); i++ {
		switch int(k[i]) - int(k[i-1]) {
		case -1, '9' - '0': // 0 and 9 stand side by side
			steps[0]++
		case 0:
			steps[1]++
		case 1, '0' - '9':
			steps[2]++
		}
	}
	if n := len(k) - 1; len(k) >= leastOneSign && (steps[1] == n || len(k) >= leastCounted && (steps[0] == n || steps[2] == n)) {
		return true
	}
	word := phrases.Read(strings.TrimRight(s, "0123456789 -_#./"))
	return word.Lower != "" && wordsOfSerials().standIns.At(&word, 0) == len(word.Lower)
}

// leastOneSign and leastCounted are how many signs are no chance: the same one, and a row
// that counts.
const (
	leastOneSign = 5
	leastCounted = 7
)
