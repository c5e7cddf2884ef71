package facts

import (
	"regexp"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// vouchMarks find in notes what our own people saw and what others keep a register of: it
// explains, is small, and is told with its words so that it can be looked up.
type vouchMarks struct {
	own, saw, on, whole, but *regexp.Regexp
	award, carnet            *regexp.Regexp
}

func newVouchMarks() vouchMarks {
	return vouchMarks{
		own:    regexp.MustCompile(`(?i)\b(?:we|i|our(?: own)?(?: [\p{L}]+){0,2} (?:fae|fse|engineers?|staff|team|people|office|branch|colleagues?|manager|auditors?|technicians?)|wir|unser\w*(?: [\p{L}]+)? (?:techniker\w*|ingenieur\w*|kolleg\w*|büro))\b|我们|我司|我方|弊社|当社`),
		saw:    regexp.MustCompile(`(?i)\b(?:visit(?:ed)?|inspected|saw|seen|counted|walked|checked|besucht|besichtigt|gezählt|geprüft)\b|走访|看过|实地|清点|訪問|確認`),
		on:     regexp.MustCompile(`(?i)\b\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?\b|\b\d{1,2}/\d{4}\b|\b\d{4}-\d{2}(?:-\d{2})?\b|\b(?:\d{1,2}\.? ?)?(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]*\.? ?(?:\d{1,2},? )?'?(?:20)?\d{2}\b|\b\d{1,2}\.? (?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]*|\d{1,2}月\d{0,2}`),
		whole:  regexp.MustCompile(`(?i)\b(\d+) ?(?:of|/|von|out of) ?(\d+)\b`),
		but:    regexp.MustCompile(`(?i)\b(?:not|no|never|none|nobody|nothing|cannot|could not|empty|dark|refus\w*|missing|but|only|dumm\w+|fake|fresh|new labels?|stickers?|without|later|next|will|planned|asked|ask|kein\w*|nicht|nur|aber|leer|ohne)\b|n't\b|[没未无空不但假]`),
		award:  regexp.MustCompile(`(?i)(?:\btender\b|\baward(?:ed)?\b|\baward notice\b|\bcontract notice\b|\brfp\b|\bted\b|\bvergabe\w*|\bzuschlag\b|\bausschreibung\b|\bappel d'offres\b|\bmarché public\b|\blicitación\b|\blelang\b|決標公告|决标公告|中标公告|中标通知书|招标编号|招標案號|入札公告)[^.;。；\d]{0,24}(\d{2,}[-/ ]?[\dA-Z][\dA-Z/-]{2,20})`),
		carnet: regexp.MustCompile(`(?i)\bcarnet\b[^.;\d]{0,12}([A-Z]{2}[/ -]?\d[\d/ -]{3,16}\d|\d[\d/ -]{4,16}\d)`),
	}
}

// sentenceEnd parts notes, and no dates in them.
var sentenceEnd = regexp.MustCompile(`[.;!?] |[;\n。；！？]`)

// visit is the first sentence that tells of a visit of our own people on a day, and of
// nothing that was wrong with it; whole says that all that was to be there was counted.
func (m *vouchMarks) visit(text string) (said string, whole bool) {
	if !m.saw.MatchString(text) {
		return "", false
	}
	for _, s := range sentenceEnd.Split(rules.Readable(text), 40) {
		if !m.saw.MatchString(s) || !m.own.MatchString(s) || !m.on.MatchString(s) || m.but.MatchString(s) {
			continue
		}
		of := m.whole.FindStringSubmatch(m.on.ReplaceAllString(s, " "))
		if of == nil { // a count may look like a date: 12/12
			for _, at := range m.whole.FindAllStringSubmatch(s, -1) {
				if at[1] == at[2] && m.on.MatchString(strings.Replace(s, at[0], " ", 1)) {
					of = at
				}
			}
		}
		if of != nil && of[1] != of[2] {
			continue
		}
		return strings.TrimSpace(s), of != nil
	}
	return "", false
}

// ownVisit is what notes on the order or on its customer tell of such a visit.
func (f *Facts) ownVisit() (said string, whole bool, in textSource) {
	m := &f.src.Words.vouched
	if f.sh != nil {
		if said, whole = m.visit(f.sh.Notes); said != "" {
			return said, whole, textSource{field: "notes", text: f.sh.Notes}
		}
	}
	if f.cust != nil {
		if said, whole = m.visit(f.cust.c.Notes); said != "" {
			return said, whole, textSource{field: "customer.notes", text: f.cust.c.Notes, rec: f.cust.rec}
		}
	}
	return "", false, textSource{}
}

func (f *Facts) vouched(x field) rules.Value {
	switch x {
	case fTextOwnVisit:
		said, _, _ := f.ownVisit()
		return textValue(said)
	case fTextOwnCount:
		if said, whole, _ := f.ownVisit(); said != "" {
			return boolValue(whole)
		}
		return rules.Value{}
	}
	if f.sh == nil {
		return rules.Value{}
	}
	mark := f.src.Words.vouched.award
	if x == fTextCarnet {
		mark = f.src.Words.vouched.carnet
	}
	said, _ := f.registered(mark)
	return textValue(said)
}

// registered is the number of a public paper, with the field that tells it.
func (f *Facts) registered(mark *regexp.Regexp) (said, field string) {
	if at := mark.FindString(rules.Readable(f.sh.Notes)); at != "" {
		return at, "notes"
	}
	return mark.FindString(rules.Readable(f.sh.StatedEndUse)), "stated_end_use"
}

func (f *Facts) vouchedEvidence(x field) []data.Evidence {
	switch x {
	case fTextOwnVisit, fTextOwnCount:
		said, _, in := f.ownVisit()
		if in.rec != nil {
			return f.one(onRecord(in.rec, "notes", said))
		}
		return f.one(f.of(pick(in.field, "notes"), said, 0))
	}
	if f.sh == nil {
		return nil
	}
	mark := f.src.Words.vouched.award
	if x == fTextCarnet {
		mark = f.src.Words.vouched.carnet
	}
	said, field := f.registered(mark)
	return f.one(f.of(field, said, 0))
}
