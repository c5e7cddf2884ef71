package facts

import (
	"math"
	"regexp"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// acceleratorsBefore is what tells that a customer had accelerators for data centres before
// the controls of October 2022, whatever they reach: the day of an order of its group or of
// service of them, a machine at a site told with its year, or a part of the desk's notes.
func (f *Facts) acceleratorsBefore() (said string, in textSource) {
	if _, ok := f.before(); ok {
		if first := f.src.Book.GroupBefore(f.customer, f.grain(), f.day).FirstLike; first != math.MaxInt32 && data.DateOfDay(first).Before(controls()) == data.True {
			return data.DateOfDay(first).String(), textSource{}
		}
	}
	if f.cust == nil {
		return "", textSource{}
	}
	for _, s := range fullRecord(f.cust).Sites {
		for _, h := range s.Hardware {
			if f.acceleratorOf(h.Model) {
				return h.Model, textSource{}
			}
		}
	}
	for in := range f.deskNotes() {
		if !oldYear.MatchString(in.text) {
			continue
		}
		for _, part := range noteParts.Split(in.text, mostParts) {
			if f.acceleratorOf(part) && f.src.Words.list.Negation.Before.In(strings.ToLower(part)) == "" {
				return strings.TrimSpace(part), in
			}
		}
	}
	return "", textSource{}
}

// oldYear is a year that ended before the controls began, noteParts where a part of a note
// ends, and modelSign the name of an accelerator by itself.
var (
	oldYear   = regexp.MustCompile(`\b20(1\d|2[01])\b|20(1\d|2[01])年`)
	noteParts = regexp.MustCompile(`[.;,\n。；，、]+`)
	modelSign = regexp.MustCompile(`(?i)\b(?:[pvatk]\d{1,3}|dgx[- ]?[12a])\b`)
)

// acceleratorOf reports a text that names an accelerator and such a year.
func (f *Facts) acceleratorOf(text string) bool {
	if len(text) < 6 || len(text) > 400 || !oldYear.MatchString(text) {
		return false
	}
	for _, name := range append(modelSign.FindAllString(text, 8), text) {
		if name != text {
			name = "NVIDIA " + name + " card" // in a tongue that the catalogue does not read
		}
		if g := f.src.Recognise(&data.Line{Description: name}); g != nil && g.Accelerates() {
			return true
		}
	}
	return false
}

func (f *Facts) acceleratorsBeforeValue() rules.Value {
	said, _ := f.acceleratorsBefore()
	return textValue(said)
}
