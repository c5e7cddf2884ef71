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
	for at := w.block.Followed(&t, 0, behindBlock); at != nil; at = w.block.Followed(&t, at[3], behindBlock) {
		from := strings.LastIndexAny(t.Lower[:at[0]], ";.\n") + 1
		if opensClause.MatchString(t.Shown[from:at[0]]) && w.blocksBy(t.Shown[at[2]:at[3]]) && w.money.In(t.Lower[from:at[3]]) == "" {
			told = append(told, t.Shown[at[0]:at[3]])
		}
	}
	for at := w.state.Followed(&t, 0, behindState); at != nil; at = w.state.Followed(&t, at[3], behindState) {
		from := strings.LastIndexAny(t.Lower[:at[0]], ";.\n") + 1
		if opensClause.MatchString(t.Shown[from:at[0]]) && w.stopped[strings.ToLower(strings.TrimSpace(t.Shown[at[2]:at[3]]))] {
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
