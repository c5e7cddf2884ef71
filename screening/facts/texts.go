package facts

import (
	"strings"

	"redflag/screening/phrases"
	"redflag/screening/rules"
)

// readable is a text in small letters, as far as it is read, until the next is asked for.
// The last two are kept: many facts ask about one.
func (f *Facts) readable(text string) *phrases.Text {
	for i := range f.lowered {
		if f.lowered[i].of == text {
			return &f.lowered[i].Text
		}
	}
	f.lowered[1] = f.lowered[0]
	f.lowered[0] = loweredText{text, phrases.Read(rules.Readable(text))}
	return &f.lowered[0].Text
}

// loweredText is a text with the one that it was made of.
type loweredText struct {
	of string
	phrases.Text
}

// phrasesOf are the phrases of a text, remembered.
func (f *Facts) phrasesOf(text string) []Phrase {
	if len(strings.TrimSpace(text)) < 2 {
		return nil
	}
	p, ok := f.phrases[text]
	if !ok {
		p = f.src.Words.Phrases(text)
		f.phrases[strings.Clone(text)] = p // a clone, because the text is part of a whole record
	}
	return p
}

func (f *Facts) hasTheme(text, theme string) bool {
	for _, p := range f.phrasesOf(text) {
		if p.Theme == theme {
			return true
		}
	}
	return false
}
