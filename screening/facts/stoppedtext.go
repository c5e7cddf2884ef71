package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// stoppedName is a stopped customer that a text of the order names.
type stoppedName struct {
	rec         *data.Record // nil for none
	field, text string
	words       string
}

// stoppedNamed is the stopped customer, with no part in the order, that its texts name. Of
// goods that nobody diverts it is not asked.
func (f *Facts) stoppedNamed() (out stoppedName) {
	if f.sh == nil || !f.dated || !f.mayDivert() {
		return out
	}
	for _, x := range [...]struct{ field, text string }{{"notes", f.sh.Notes}, {"hold_reason", f.sh.HoldReason}, {"stated_end_use", f.sh.StatedEndUse}} {
		text := rules.Readable(x.text)
		rec, words := f.src.Book.StoppedNamed(text, f.day, f.src.plainWord, f.hasPart)
		if rec != nil && !f.src.Words.mentions.denies(text, words) {
			return stoppedName{rec, x.field, x.text, words}
		}
	}
	return out
}

// mayDivert reports goods that somebody may divert, or work on machines.
func (f *Facts) mayDivert() bool {
	v := f.get(fGoodsSensitive)
	act := f.act()
	return v.State == data.Known && v.Bool() || act == "host" || act == "service" || act == "finance"
}

// hasPart reports whether a customer, or one whose name begins with the same word, has a part
// in the order.
func (f *Facts) hasPart(r *data.Record, first string) bool {
	return slices.ContainsFunc(f.parties, func(p party) bool {
		return p.rec == r || p.namesake == r || p.key != "" && firstWord(p.key) == first
	})
}

func (f *Facts) namedInText(x field) rules.Value {
	n := f.stoppedNamed()
	if n.rec == nil || x == fTextListedNamed && !f.src.notedListed(n.rec.Customer.Notes) {
		return rules.Value{}
	}
	return textValue(n.rec.Customer.Name)
}

func (f *Facts) namedEvidence() []data.Evidence {
	n := f.stoppedNamed()
	if n.rec == nil {
		return nil
	}
	return f.room.Add(f.one(f.quoted(textSource{field: n.field, text: n.text}, n.words)), onRecord(n.rec, "notes", n.rec.Customer.Notes))
}

// plainWord reports a word that is no name of a firm by itself: of the trade, of computing,
// or of a place.
func (s *Sources) plainWord(word string) bool {
	w, m := s.Words, s.Words.mentions
	if _, place := s.Places.AtEnd(word); place {
		return true
	}
	return m.general[word] || m.alone[word] || m.between[word] || w.list.BusinessFits.In(word) != "" || w.list.BusinessUsers.In(word) != "" || w.list.BusinessForeign.In(word) != "" || w.list.Reseller.In(word) != "" ||
		w.list.Forwarder.In(word) != "" || w.senses.placeIn(word) != "" || history.Guest(word)
}

// denies reports whether what stands before words of a text denies that they have to do with it.
func (m *mentionWords) denies(text, words string) bool {
	lower := strings.ToLower(text)
	at := strings.Index(lower, strings.ToLower(words))
	return at > 0 && m.denied.In(cut(clauseBefore(lower[:at]), deniedBefore, true)) != ""
}

// deniedBefore is how far before a name what denies it stands, in bytes.
const deniedBefore = 28
