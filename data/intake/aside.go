package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/data"
)

// readBeside takes what no field has room for to where it is asked about: a firm is a
// party, whatever its part, for lists must be asked about it, and prose is a note, and so is
// any word of a table that has no column for goods. It stays beside the record as told, too.
func (c *cells) readBeside(voc *vocabulary, r *data.Record, header, s string, noGoods bool, blank func() *data.Customer) {
	sh := r.Shipment
	switch {
	case sh != nil && voc.isFirm(s):
		if slices.ContainsFunc(sh.Parties, func(p data.Party) bool { return p.Customer != nil && p.Name == s }) {
			return
		}
		cu := blank()
		cu.Name = s
		sh.Parties = append(sh.Parties, data.Party{Role: data.NotifyParty, Customer: cu})
		c.say(data.Repaired, header, "no field takes it and it is a firm; it is kept as a notify party too, so that lists are asked about it", s)
	case isProse(s), (noGoods || voc.isTelling(header)) && strings.ContainsFunc(s, unicode.IsLetter), r.Customer != nil && (voc.isFirm(s) || voc.blocked[fold(s)]), voc.blocks[fold(header)] && setsBlock(s):
		var notes *string
		switch {
		case sh != nil:
			notes = &sh.Notes
		case r.Customer != nil:
			notes = &r.Customer.Notes
		default:
			return
		}
		if !strings.Contains(*notes, s) {
			*notes = joinText(*notes, header+": "+s, "; ")
			c.say(data.Accepted, header, "no field takes it; it is read with the notes", s)
		}
	}
}

// withColumn is a note with the name of its column before it where it is the code of a block,
// which says nothing alone: "Sperrgrund: 05".
func (v *vocabulary) withColumn(header, s string) string {
	if utf8.RuneCountInString(s) > longestBlockCode || strings.ContainsFunc(s, unicode.IsSpace) || !v.blocks[fold(header)] {
		return s
	}
	return header + ": " + s
}

// setsBlock is whether a value in a column of blocks sets one.
func setsBlock(s string) bool {
	return !notTold(s) && wordsOfCells().yesno[fold(s)] != "no" && strings.Trim(s, "0") != ""
}

// longestBlockCode is how many signs a code in a column of blocks has at most.
const longestBlockCode = 5

// isTelling is whether what stands under a header is worth reading however short it is:
// "Login IP Country".
func (v *vocabulary) isTelling(header string) bool {
	return slices.ContainsFunc(headerWords(header), func(w string) bool { return v.telling[fold(w)] })
}

// saysNothing is whether a header of shipments is known to be of no field: a ship's name
// is no note.
func (v *vocabulary) saysNothing(header string) bool {
	fields, known := v.ambiguous["shipment "+fold(header)]
	return known && len(fields) == 0
}

// isFirm is whether a text is the name of a firm, by its legal form.
func (v *vocabulary) isFirm(s string) bool {
	if len(s) > 120 || strings.ContainsAny(s, "\n;:") {
		return false
	}
	words := strings.Fields(s)
	if len(words) > 1 && len(words) < 12 {
		last, two := fold(words[len(words)-1]), fold(words[0]+words[1])
		if v.firms[last] || v.firms[fold(words[0])] || v.firms[two] {
			return true
		}
	}
	return utf8.RuneCountInString(s) < 40 && slices.ContainsFunc(v.firmParts, func(p string) bool { return s != p && strings.Contains(s, p) })
}

// isProse is whether a text says more than a word or a name: three words, or eight
// letters of a script that writes none apart.
func isProse(s string) bool {
	words, close := 0, 0
	for w := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(w, unicode.IsLetter) {
			words++
		}
	}
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) {
			close++
		}
	}
	return words >= 3 || close >= 8
}
