package facts

import (
	"strings"
	"unicode"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// namedInText is what the lists say of a name that stands in a text.
type namedInText struct {
	name, field string
	hit         hit
}

// lookedIn is what came of looking for names in a text. asks says that there are
// names, so that a list of another day may say otherwise.
type lookedIn struct {
	named *namedInText
	asks  bool
}

const (
	sameFirm   = 0.95 // a name in a text has no country beside it, so it must be the same
	mostNames  = 12   // looked up of one text
	leastNamed = 8    // letters of a name
)

// listedInText is the first listed firm or body that notes, end use or the past of a
// director name, and that is no party. Lists are asked only of sought goods.
func (f *Facts) listedInText() *namedInText {
	if !f.src.Lists.Loaded || f.names == nil || f.sh == nil {
		return nil
	}
	for _, t := range [...]struct{ field, text string }{{"notes", f.sh.Notes}, {"stated_end_use", f.sh.StatedEndUse}, {"hold_reason", f.sh.HoldReason}} {
		if in := f.namesOf(t.text); in != nil {
			return in.from(t.field)
		}
	}
	for i := range f.parties {
		p := &f.parties[i]
		if in := f.namesOf(p.c.Notes); in != nil {
			return in.from(p.path + ".notes")
		}
		for _, d := range p.c.Directors {
			if strings.ContainsAny(d, "(,;") {
				if in := f.namesOf(d); in != nil {
					return in.from(p.path + ".directors")
				}
			}
		}
	}
	return nil
}

// namesOf is what came of a text, remembered.
func (f *Facts) namesOf(text string) *namedInText {
	if len(text) < leastNamed {
		return nil
	}
	in, ok := f.nameIn[text]
	if !ok {
		in = f.lookIn(text)
		if len(f.nameIn) < mostRemembered {
			f.nameIn[strings.Clone(text)] = in
		}
	}
	f.asks = f.asks || in.asks
	if in.named == nil || f.isParty(in.named.name) {
		return nil
	}
	return in.named
}

// from is the same with the field that told it.
func (n *namedInText) from(field string) *namedInText {
	out := *n
	out.field = field
	return &out
}

func (f *Facts) isParty(name string) bool {
	k := history.NameKey(name)
	for i := range f.parties {
		if f.parties[i].key == k {
			return true
		}
	}
	return false
}

// lookIn asks the lists for the names in a text, those that are turned around left out.
func (f *Facts) lookIn(text string) (in lookedIn) {
	n := 0
	lower := strings.ToLower(text)
	for at, end := range namesIn(text) {
		if n++; n > mostNames {
			break
		}
		if len(lower) == len(text) && f.src.Words.negated(lower, at, end) {
			continue
		}
		name := text[at:end]
		in.asks = true
		for _, h := range f.names.Name(name, "") {
			class := f.src.Words.class(h.List)
			if h.Address || h.Score < sameFirm || craft(&h) || strings.EqualFold(h.Type, "individual") || class == classCaution || class == classLocal {
				continue
			}
			in.named = &namedInText{name: strings.Clone(name), hit: hit{NameHit: h, sure: true, class: class}}
			return in
		}
	}
	return in
}

// namesIn gives runs of two capitalised words and more, small words between them
// included, as firms, schools and institutes are written within a sentence.
func namesIn(text string) func(yield func(int, int) bool) {
	return func(yield func(int, int) bool) {
		from, end, words := -1, -1, 0
		flush := func() bool {
			ok := words >= 2 && end-from >= leastNamed
			a, b := from, end
			from, words = -1, 0
			return !ok || yield(a, b)
		}
		for i := 0; i < len(text); {
			for i < len(text) && text[i] == ' ' {
				i++
			}
			j := i
			for j < len(text) && text[j] != ' ' && !strings.ContainsRune("();:,\"'«»“”|/", rune(text[j])) {
				j++
			}
			word := strings.TrimRight(text[i:j], ".")
			small := word == "of" || word == "and" || word == "for" || word == "&" || word == "the"
			r, _ := firstRune(word)
			switch {
			case unicode.IsUpper(r) && len(word) > 1:
				if from < 0 {
					from = i
				}
				end, words = i+len(word), words+1
			case small && from >= 0:
			default:
				if !flush() {
					return
				}
			}
			if j < len(text) && text[j] != ' ' {
				if !flush() {
					return
				}
				j++
			}
			i = j
		}
		flush()
	}
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

func (f *Facts) listedName(x field) rules.Value {
	n := f.listedInText()
	if n == nil {
		return rules.Value{}
	}
	if x == fTextListedClass {
		return textValue(n.hit.class)
	}
	return textValue(n.name)
}

func (f *Facts) listedNameEvidence() []data.Evidence {
	if n := f.listedInText(); n != nil {
		return []data.Evidence{f.of(n.field, n.name, 0), listEvidence(&n.hit)}
	}
	return nil
}
