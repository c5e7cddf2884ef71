package facts

import (
	"regexp"
	"strings"

	"redflag/data"
	"redflag/screening/history"
)

// leftOn is the end of a term that an extract tells behind a person's name, with its day.
var leftOn = regexp.MustCompile(`^[^.;\n]{0,60}?(?:\bto\b|\buntil\b|\btill\b|\bleft\b|\bresigned\b|\bremoved\b|\bceased\b|\bbis\b|ausgeschieden|abberufen|jusqu'au|jusqu'en|parti le|hasta|cesó|cesado|fino al|cessato|tot en met|uitgetreden|do dnia|odwołan\w*|hingga|sehingga|letak jawatan|đến|thôi việc|至|离任|卸任|離任|退任|辞任|まで|사임|퇴임|–|—| - )[^.;\n\d]{0,20}((?:19|20)\d\d(?:[-/.年]\d{1,2}(?:[-/.月]\d{1,2})?)?)`)

// leastSigner is the length of a name, in bytes, that notes can tell apart.
const leastSigner = 6

// leftSigner is a person on a paper of whom notes on the customer tell that its term ended
// before, "" for none.
func (f *Facts) leftSigner() string {
	if f.sh == nil || f.cust == nil || !f.dated {
		return ""
	}
	notes := f.cust.full().Notes
	if len(notes) < leastSigner {
		return ""
	}
	lower := strings.ToLower(notes)
	for i := range f.parties {
		p := &f.parties[i]
		for _, name := range [...]string{p.c.Name, p.c.Contact} {
			name, _, _ = strings.Cut(name, ",")
			name = strings.ToLower(strings.TrimSpace(name))
			at := strings.Index(lower, name)
			if len(name) < leastSigner || at < 0 || name == strings.ToLower(f.cust.c.Name) {
				continue
			}
			m := leftOn.FindStringSubmatch(lower[at+len(name):])
			if m == nil {
				continue
			}
			if on, err := data.ParseDate(strings.NewReplacer("年", "-", "月", "-", "/", "-", ".", "-").Replace(m[1])); err == nil && on.Last() < f.day && !f.inOffice(name) {
				return name
			}
		}
	}
	return ""
}

// inOffice reports a person whom the record of the customer tells as a director still.
func (f *Facts) inOffice(name string) bool {
	for _, d := range f.cust.full().Directors {
		if history.NameKey(d) == history.NameKey(name) {
			return true
		}
	}
	return false
}
