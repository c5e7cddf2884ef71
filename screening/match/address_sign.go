package match

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// addrSigns are words that tell what stands beside them, by tongue and by what that is; the
// longest of each first.
type addrSigns map[string][]string

// signsOfAddresses are the classes of signs, each of which has words.
func signsOfAddresses() []string {
	return []string{
		"dutch_road", "french_flat", "french_again", "french_block", "french_street", "spanish_road", "spanish_street", "spanish_side",
		"vietnamese_room", "vietnamese_floor", "vietnamese_number", "vietnamese_quarter", "thai_road", "thai_room", "thai_floor", "korean_town", "chinese_building",
	}
}

// sort puts the longest words first, which a shape takes where another is a part of one.
func (s addrSigns) sort() {
	for _, words := range s {
		slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	}
}

// missing is a class without words, "" for none.
func (s addrSigns) missing() string {
	for _, sign := range signsOfAddresses() {
		if len(s[sign]) == 0 {
			return sign
		}
	}
	return ""
}

var signInShape = regexp.MustCompile(`<[a-z_]+>`)

// in is the expression of a shape in which names of classes stand in angle brackets.
func (s addrSigns) in(shape string) *regexp.Regexp {
	return regexp.MustCompile(signInShape.ReplaceAllStringFunc(shape, func(name string) string {
		words := s[strings.Trim(name, "<>")]
		if len(words) == 0 {
			return `[^\s\S]` // nothing
		}
		each := make([]string, len(words))
		for i, w := range words {
			each[i] = strings.ReplaceAll(regexp.QuoteMeta(w), `\*`, `\w*`)
		}
		return "(?:" + strings.Join(each, "|") + ")"
	}))
}
