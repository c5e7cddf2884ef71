package history

import (
	_ "embed"
	"iter"
	"regexp"
	"strings"
	"sync"

	"redflag/data"
	"redflag/screening/phrases"
)

//go:embed serials.yaml
var serialsYAML []byte

// serialWords are how notes tell serial numbers.
type serialWords struct{ serials, signs phrases.Set }

var loadSerialWords = sync.OnceValues(func() (*serialWords, error) { return parseSerialWords("serials.yaml", serialsYAML) })

// wordsOfSerials are the embedded words. Load tells of their faults.
func wordsOfSerials() *serialWords { w, _ := loadSerialWords(); return w }

func parseSerialWords(name string, text []byte) (*serialWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Serials      phrases.Tongues `yaml:"serials"`
		Signs        phrases.Tongues `yaml:"signs"`
	}
	t := phrases.Open(name, text, &f)
	w := &serialWords{t.Set("$.serials", f.Serials), t.Set("$.signs", f.Signs)}
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
	for _, stem := range [...]string{"erial", "ERIAL", "S/N", "s/n", "SN", "erien", "seri", "Seri", "série", "atricola", "ерийн", "Ser.", "序列", "机身", "シリアル", "製造番号", "시리얼", "일련"} {
		if strings.Contains(notes, stem) {
			return true
		}
	}
	return false
}

const mostNotedSerials = 200

// A serial number has letters or digits, a digit among them; several stand in a row.
var (
	notedSerial = regexp.MustCompile(`^[\s:：#=.]{0,3}([A-Za-z0-9][A-Za-z0-9-]{4,29})`)
	nextSerial  = regexp.MustCompile(`^\s{0,2}(?:[,;/、，]|and|und|&)\s{0,2}([A-Z0-9][A-Z0-9-]{4,29})`)
)

func notedSerials(notes string) (out []string) {
	w, t := wordsOfSerials(), phrases.Read(notes)
	for at, end := w.serials.Next(&t, 0); at >= 0 && len(out) < mostNotedSerials; at, end = w.serials.Next(&t, end) {
		if sign := w.signs.At(&t, t.Skip(end, " ")); sign >= 0 {
			end = sign
		}
		for form := notedSerial; len(out) < mostNotedSerials; form = nextSerial {
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
