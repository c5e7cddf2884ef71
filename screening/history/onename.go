package history

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"redflag/data"
	"redflag/screening/legalform"
	"redflag/screening/phrases"
)

//go:embed onename.yaml
var oneNameYAML []byte

// oneNameWords are what two papers may write differently in one name.
type oneNameWords struct {
	small map[string]bool // between the words of a name, which tell nothing of whose it is
	long  phrases.Codes   // words that are cut short, each as the longest writes it
}

var loadOneNameWords = sync.OnceValues(func() (oneNameWords, error) { return parseOneNameWords("onename.yaml", oneNameYAML) })

func parseOneNameWords(name string, text []byte) (oneNameWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Small        phrases.Tongues            `yaml:"small_words"`
		Long         map[string]phrases.Tongues `yaml:"long_forms"`
	}
	t := phrases.Open(name, text, &f)
	w := oneNameWords{small: map[string]bool{}, long: t.Codes("$.long_forms", f.Long)}
	for word := range t.Words("$.small_words", f.Small) {
		w.small[string(withoutAccents([]byte(word)))] = true
	}
	return w, t.Err()
}

// A party's mark stands for its name on the papers of one order, where two that differ in
// what papers write one day and leave out the next are one: accents, initials in brackets,
// small words between others, words cut short. The form of company is apart, in the lowest
// bits: told twice it must be the same, and one paper may leave it out.
const (
	formBits = 4
	formMask = 1<<formBits - 1
)

// sameParty reports whether two marks may be of one name.
func sameParty(x, y uint32) bool {
	return x>>formBits == y>>formBits && (x&formMask == y&formMask || x&formMask == 0 || y&formMask == 0)
}

// markOf is the mark of a name, 0 for none.
func markOf(name string) uint32 {
	if data.TextState(name) != data.Known {
		return 0
	}
	var buf keyBuffer
	return partyMark(withoutAccents(AppendNameKey(buf[:0], name)))
}

// partyMark is the mark of a name in the letters of NameKey without accents, above withheld.
func partyMark(key []byte) uint32 {
	known, _ := loadOneNameWords() // Load tells of their faults
	var nameBuf, formBuf keyBuffer
	name, form := nameBuf[:0], formBuf[:0]
	rest, first := withoutInitials(key), true
	for w := range bytes.FieldsFuncSeq(rest, partsName) {
		if long := known.long.Of(string(w)); long != "" {
			w = []byte(long)
		}
		switch {
		case !first && (legalform.Tail(w) || legalform.Firm(string(w))):
			form = append(form, w...)
		case !known.small[string(w)]:
			name = append(append(name, w...), ' ')
		}
		first = false
	}
	if len(name) == 0 {
		name = rest
	}
	mark := uint32(hash(name)) &^ formMask
	if len(form) > 0 {
		mark |= uint32(hash(form))%formMask + 1
	}
	return max(mark, withheld+1<<formBits)
}

// partsName reports what stands between two words of a name.
func partsName(r rune) bool { return strings.ContainsRune(" ,-/()\"„“”«»", r) }

// Initials hold up to so many letters of one word, and of a long word, which is several in
// one, any that follow its first: "Klimarechenzentrum" is KRZ.
const (
	ofOneWord = 3
	longWord  = 12
)

// withoutInitials leaves out what stands in brackets where it is the initials of the words
// around: "Heron Institute of Soils (HIS)". A place there tells two houses apart.
func withoutInitials(key []byte) []byte {
	open := bytes.IndexByte(key, '(')
	if open <= 0 {
		return key
	}
	shut := bytes.IndexByte(key[open:], ')')
	if shut < 0 {
		return key
	}
	in, around := key[open+1:open+shut], slices.Concat(key[:open], key[open+shut+1:])
	left := bytes.ReplaceAll(in, []byte("."), nil)
	for w := range bytes.FieldsFuncSeq(around, partsName) {
		for n := 0; n < len(w) && len(left) > 0; n++ {
			if left[0] == w[n] && (n < ofOneWord || len(w) >= longWord) {
				left = left[1:]
			} else if n == 0 || len(w) < longWord {
				break
			}
		}
	}
	if len(in) >= 2 && len(left) == 0 {
		return bytes.TrimSpace(around)
	}
	return key
}

// marksOf are the marks of all names by which a party is called on a paper: its name, what
// stands in brackets in it, its local name and its other names there and on its record.
func (b *Book) marksOf(sh *data.Shipment, role data.Role) []uint32 {
	p := partyOf(sh, role)
	if p == nil {
		return nil
	}
	var out []uint32
	add := func(c *data.Customer) {
		for _, name := range append([]string{c.Name, c.NameLocal}, otherNames(c)...) {
			if data.TextState(name) != data.Known {
				continue
			}
			key := withoutAccents([]byte(NameKey(name)))
			out = append(out, partyMark(key))
			if open := bytes.IndexByte(key, '('); open > 0 {
				if shut := bytes.IndexByte(key[open:], ')'); shut > leastInBrackets {
					out = append(out, partyMark(key[open+1:open+shut]))
				}
			}
		}
	}
	add(p)
	if i, _, ok := b.ResolveParty(p, ""); ok {
		add(b.customers[i].Customer)
	}
	return out
}

// leastInBrackets is how many letters another name in brackets has at least.
const leastInBrackets = 4

// isOneOf reports whether a mark is one of those of a party.
func isOneOf(mark uint32, marks []uint32) bool {
	return slices.ContainsFunc(marks, func(m uint32) bool { return sameParty(m, mark) })
}
