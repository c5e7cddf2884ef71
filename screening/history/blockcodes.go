package history

import (
	"regexp"
	"strings"

	"redflag/screening/phrases"
)

// behindBlock is one word behind the name of a column, which ends its clause.
var behindBlock = regexp.MustCompile(`^[ \t]*[:=：]?[ \t]*([^\s:=：;,.；，。()]{1,12})[ \t]*(?:$|[;,\n；，。)]|\.(?:\s|$))`)

// behindState is what a column of the standing of a customer holds, to the end of its clause.
var behindState = regexp.MustCompile(`^[ \t]*[:=：][ \t]*([^;,\n；，。.()]{1,30})`)

// opensClause is what stands before the name of a column that opens a clause: within a
// sentence, the rest of it says why.
var opensClause = regexp.MustCompile(`(?:^|[;,.\n；，。])[ \t]*(?:[\w]+-)?$`)

// BlockCodes are the clauses of a text that tell a block by a code or by the standing of a
// customer, and so not why: "Order block: 05", "Status: Blocked". A block of money, and one
// that is not set, is none.
func BlockCodes(text string) (told []string) {
	if len(text) < 3 {
		return nil
	}
	w, t := wordsOfRefusals(), phrases.Read(text)
	told = clauses(&t, w.block, behindBlock, func(clause, value string) bool {
		return w.blocksBy(value) && w.money.In(strings.ToLower(clause)) == ""
	})
	return append(told, clauses(&t, w.state, behindState, func(_, value string) bool {
		return w.stopped[strings.ToLower(strings.TrimSpace(value))]
	})...)
}

// clauses are those of a text that open with the name of a column and go on with a value
// that says so, without what stands before the name in them.
func clauses(t *phrases.Text, columns phrases.Set, behind *regexp.Regexp, says func(clause, value string) bool) (told []string) {
	for at := columns.Followed(t, 0, behind); at != nil; at = columns.Followed(t, at[3], behind) {
		from := strings.LastIndexAny(t.Lower[:at[0]], ";.\n") + 1
		if opensClause.MatchString(t.Shown[from:at[0]]) && says(t.Shown[from:at[3]], t.Shown[at[2]:at[3]]) {
			told = append(told, strings.TrimSpace(t.Shown[at[0]:at[3]]))
		}
	}
	return told
}

// BlockCode reports a reason for holding that is a code, as a column of blocks holds it.
func BlockCode(reason string) bool {
	reason = strings.TrimSpace(reason)
	return reason != "" && !strings.ContainsAny(reason, " \t\n") && wordsOfRefusals().blocksBy(reason)
}

// fillsColumn reports what stands in a column of blocks, whether it sets one or not.
func (w *refusalWords) fillsColumn(value string) bool {
	value = strings.TrimSpace(value)
	return w.blocksBy(value) || w.notSet[strings.ToLower(value)] || value != "" && strings.Trim(value, "0") == ""
}

// longestCode is how many signs a code of a block has at most.
const longestCode = 4

// blocksBy reports a word that sets a block and says no more: a short code in capitals and
// figures, or a mark or a word for yes.
func (w *refusalWords) blocksBy(word string) bool {
	lower := strings.ToLower(word)
	switch {
	case w.notSet[lower] || strings.Trim(word, "0-") == "" || len(word) == 4 && strings.HasPrefix(word, "20") && strings.Trim(word, "0123456789") == "": // a year
		return false
	case w.set[lower]:
		return true
	}
	return len(word) <= longestCode && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}
