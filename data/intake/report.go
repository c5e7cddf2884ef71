package intake

import "redflag/data"

// tally keeps the account of a file: one fate a row, notes up to a bound.
type tally struct {
	rep   *data.ImportReport
	sheet string
}

// issue is what there is to say of one cell or row.
type issue struct {
	field  string
	fate   data.RowFate
	reason string
	raw    string
}

// row counts a row under its fate with what there is to say of it.
func (t *tally) row(n int, fate data.RowFate, issues []issue) {
	t.rep.Read++
	t.rep.Fates[fate]++
	for i := range issues {
		t.note(n, issues[i])
	}
}

func (t *tally) note(n int, is issue) {
	if len(t.rep.Notes) >= data.MaxNotes {
		t.rep.MoreNotes++
		return
	}
	t.rep.Notes = append(t.rep.Notes, data.RowNote{Sheet: t.sheet, Row: n, Field: is.field, Fate: is.fate, Reason: is.reason, Raw: shorten(is.raw)})
}

// shorten bounds what of a cell is repeated in a note, at a whole character.
func shorten(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xc0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}

var fateRank = map[data.RowFate]int{data.Accepted: 0, data.Repaired: 1, data.Ambiguous: 2, data.Rejected: 3}

// worst is the graver of two fates of a row that was looked at.
func worst(a, b data.RowFate) data.RowFate {
	if fateRank[b] > fateRank[a] {
		return b
	}
	return a
}
