package facts

import (
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// blocks are the codes by which what the desk wrote tells a block and not why, each with
// where it stands.
func (f *Facts) blocks(yield func(in textSource, told string) bool) {
	for in := range f.deskNotes() {
		if in.field == "hold_reason" && history.BlockCode(in.text) {
			if !yield(in, strings.TrimSpace(in.text)) {
				return
			}
			continue
		}
		for _, told := range history.BlockCodes(rules.Readable(in.text)) {
			if !yield(in, told) {
				return
			}
		}
	}
}

func (f *Facts) blocked() rules.Value {
	var out []string
	for in, told := range f.blocks {
		if in.field == "hold_reason" && history.BlockCode(told) {
			told = "hold reason " + told
		}
		out = appendNew(out, flat(told))
	}
	return textValue(strings.Join(out, "; "))
}

func (f *Facts) blockedEvidence() (out []data.Evidence) {
	for in, told := range f.blocks {
		out = f.room.Add(out, f.quoted(in, told))
	}
	return out
}
