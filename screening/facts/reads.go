package facts

import (
	"math/bits"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/match"
	"redflag/screening/reading"
	"redflag/screening/rules"
)

// retold is what the model reads in one text.
type retold struct {
	signs     []reading.Sign // what it is likely to retell
	heard     []reading.Sign // that, and what it retells faintly
	something reading.Sign
}

// readLabels are what the model may read. A word once shipped is not reused.
func readLabels() []string {
	return []string{"address_shared", "alias_party", "business_mismatch", "china_end_user", "common_ownership", "data_center_implausible", "document_mismatch",
		"end_user_substitution", "entity_list_affiliate", "false_end_user_certificate", "freight_forwarder_consignee", "front_for_entity_list_party", "group_capacity",
		"hand_carry", "iaas_remote_access", "implausible_route", "military_end_user", "mislabelled_goods", "new_company", "obfuscated_name", "onward_transfer",
		"order_splitting", "phone_shared", "prc_chip_use", "price_premium", "prior_adverse_check", "refusal_of_information", "relabelled", "reseller_as_end_user",
		"residential_address", "routing_change", "russia_end_user", "serial_anomaly", "shell_company", "staged_inspection", "straw_purchaser", "thin_presence",
		"third_party_payment", "transshipment_hub", "undervalued", "unverifiable_end_user", "volume_spike"}
}

// Cut cuts a text for the model, with the classes of its words; shown is the same text
// as people wrote it, or as it is read where that has another length.
func (w *Words) Cut(text string) (cut *reading.Text, shown string) {
	shown = flat(text)
	plain := match.Simplify(strings.ToLower(shown))
	if len(plain) != len(shown) {
		shown = plain
	}
	return reading.Cut(plain, w.senses.ideas(plain)), shown
}

// ideas are the classes of the words of a text of small letters and simplified
// characters, in the order in which the words stand.
func (s *senses) ideas(plain string) []reading.Mark {
	words, _ := s.find(plain)
	var out []reading.Mark
	for i := range words {
		w := &words[i]
		if w.negates {
			out = append(out, reading.Mark{At: w.at, Class: "not"})
		}
		for at, set := range w.classes {
			for ; set != 0; set &= set - 1 {
				if n := at*64 + bits.TrailingZeros64(set); n > 0 {
					out = append(out, reading.Mark{At: w.at, Class: s.names[n-1]})
				}
			}
		}
	}
	return out
}

// leastEndUse is the length from which on an end use is a text and no headword.
const leastEndUse = 40

// leastRead is the length from which on a text says anything, in bytes.
const leastRead = 6

func (f *Facts) retoldBy(text string) retold {
	if len(text) < leastRead {
		return retold{}
	}
	r, ok := f.retold[text]
	if !ok && isBlock(text) {
		r, ok = retold{}, true
		f.retold[strings.Clone(text)] = r
	}
	if !ok {
		if f.reader == nil {
			f.reader = reading.NewReader(f.src.Reading)
		}
		cut, shown := f.src.Words.Cut(text)
		shown = strings.Clone(shown) // it may be part of a whole record
		r.heard, r.something = f.reader.Read(cut)
		said := f.phrasesOf(text)
		for i := range r.heard {
			s := &r.heard[i]
			s.Sentence = shown[s.At:s.End]
			if f.src.Words.affirms(s.Label, s.Sentence) {
				if s.At == r.something.At {
					r.something.Chance = 0 // nothing else is odd in it
				}
				s.Chance = 0
				continue
			}
			if f.src.Words.denies(s.Label, s.Sentence) {
				continue
			}
			// Where words alone say what a sentence means, a guess beside it is mostly wrong.
			if s.Chance >= reading.Sure || s.Chance >= reading.Likely && !slices.ContainsFunc(said, func(p Phrase) bool { return strings.Contains(s.Sentence, p.Text) }) {
				r.signs = append(r.signs, *s)
			}
		}
		// What a sentence says the opposite of is not heard faintly either.
		r.heard = slices.DeleteFunc(r.heard, func(s reading.Sign) bool { return s.Chance == 0 })
		r.something.Sentence = shown[r.something.At:r.something.End]
		f.retold[strings.Clone(text)] = r // a clone, because the text is part of a whole record
	}
	return r
}

// isBlock reports a text that is a column of a block with what it holds and nothing more:
// nobody retells anything there.
func isBlock(text string) bool {
	text = strings.TrimSpace(text)
	return slices.Equal(history.BlockCodes(text), []string{text})
}

// isRemark reports a few words of an alphabet of ours that tell no story: "dealer price list B".
// Of everyday parts nothing is read into them of how an account is kept.
func isRemark(text string) bool {
	const mostBytes, mostWords = 40, 6
	return len(text) <= mostBytes && len(strings.Fields(text)) <= mostWords && !strings.ContainsFunc(text, func(r rune) bool { return r > lastLatin })
}

// lastLatin is the last of the letters of our alphabet with marks of its languages.
const lastLatin = 'ɏ'

// ofAccounts are the signs that words of accounts have in common with those of a desk.
var ofAccounts = [...]string{"reseller_as_end_user", "third_party_payment", "prior_adverse_check"}

// passedOn are the signs that goods go to somebody else than who bought them.
var passedOn = [...]string{"reseller_as_end_user", "onward_transfer", "straw_purchaser", "end_user_substitution", "false_end_user_certificate", "iaas_remote_access", "obfuscated_name"}

// misplaced are the signs that machines are not what, or where, they should be.
var misplaced = [...]string{"staged_inspection", "serial_anomaly", "prior_adverse_check"}

// affirms reports a sentence that says the opposite of a sign: that the goods stay with who
// bought them, or were found where they should be, and nothing that turns it around.
func (w *Words) affirms(sign, sentence string) bool {
	lower := strings.ToLower(sentence)
	switch {
	case slices.Contains(passedOn[:], sign):
		return w.list.Affirmed.In(lower) != "" && w.list.AffirmedBut.In(lower) == ""
	case slices.Contains(misplaced[:], sign):
		return w.list.FoundThere.In(lower) != "" && w.list.FoundBut.In(lower) == "" && w.list.AffirmedBut.In(lower) == ""
	}
	return false
}

// denies reports a sentence that has the words of a sign and turns each of them around:
// "no Ascend boards in the room". Whoever reads such a sentence by its words alone hears the
// sign in it.
func (w *Words) denies(sign, sentence string) (denied bool) {
	themes := themesOf(sign)
	if len(themes) == 0 {
		return false
	}
	written := flat(sentence)
	lower := strings.ToLower(written)
	if len(lower) != len(written) {
		written = lower
	}
	for i := range w.themes {
		t := &w.themes[i]
		if !slices.Contains(themes, t.name) {
			continue
		}
		if _, said := w.first(t, lower, written); said {
			return false
		}
		denied = denied || t.phrases.In(lower) != ""
	}
	return denied
}

// themesOf are the themes of words that a sign of the reader is told by.
func themesOf(sign string) []string {
	switch sign {
	case "prc_chip_use":
		return []string{"prc_chip", "prc_software"}
	case "relabelled":
		return []string{"relabel", "no_logo", "neutral_packing"}
	case "staged_inspection":
		return []string{"dummy", "staging"}
	case "onward_transfer", "transshipment_hub":
		return []string{"onward_transfer", "route_china"}
	case "third_party_payment":
		return []string{"proxy_payment", "cash"}
	case "reseller_as_end_user":
		return []string{"resale", "seller_as_user"}
	case "straw_purchaser":
		return []string{"straw"}
	case "order_splitting":
		return []string{"split"}
	case "hand_carry":
		return []string{"hand_carry"}
	case "refusal_of_information":
		return []string{"refusal"}
	case "military_end_user":
		return []string{"military"}
	case "shell_company":
		return []string{"no_means"}
	}
	return nil
}

// retelling are the texts that people write of a deal, lent as those of sources are.
// Descriptions and carriers are none.
func (f *Facts) retelling() []textSource {
	return slices.DeleteFunc(f.sources(), func(s textSource) bool {
		switch s.field {
		case "carrier", "payment_method", "status", "lines.description":
			return true
		case "stated_end_use":
			return len(s.text) < leastEndUse
		}
		return false
	})
}

// Heard are the signs that the texts told of a deal retell, faintly or more, each once
// and where it is plainest, in the order in which they are met.
func (f *Facts) Heard() []reading.Sign {
	var out []reading.Sign
	for _, s := range f.retelling() {
		for _, sign := range f.retoldBy(s.text).heard {
			i := slices.IndexFunc(out, func(o reading.Sign) bool { return o.Label == sign.Label })
			if i < 0 {
				out = append(out, sign)
			} else if sign.Chance > out[i].Chance {
				out[i] = sign
			}
		}
	}
	return out
}

// HeardEvidence cites the sentence that retells a sign most plainly, however faintly.
func (f *Facts) HeardEvidence(label string) []data.Evidence {
	all := f.cite(func(r *retold) []reading.Sign { return r.heard }, 0, []string{label})
	return all[:min(len(all), 1)]
}

// asks says whether a person has to read a text because no sign that is told says what it
// retells.
func (r *retold) asks(bar, least float64) bool {
	return r.something.Chance >= bar && !slices.ContainsFunc(r.signs, func(s reading.Sign) bool { return s.Chance >= least })
}

// plainly is the chance of something from which on a text is read whatever the goods are:
// of plain goods people retell more that is odd and means nothing.
const plainly = 0.965

func asksFrom(x field) float64 {
	if x == fTextTellsPlainly {
		return plainly
	}
	return reading.Told
}

// plainTalk is the chance of something below which a text is everyday talk.
const plainTalk = 0.35

// readFrom is the chance from which on a sign is told. So few orders of everyday parts are
// a diversion that most of what is likely to be read there is an oddity of trade: of them
// only what is plain is told, and of texts that surely retell something to ask about.
func (f *Facts) readFrom(x field) float64 {
	if x == fTextReadsSurely || f.everydayParts() {
		return reading.Sure
	}
	return reading.Likely
}

// everydayParts says whether the goods are of a kind that is sought, and yet none that few
// may have: not advanced, not told by the notes to be, of no class that the list controls
// for more than terrorism, and for a buyer who never ordered advanced ones.
func (f *Facts) everydayParts() bool {
	if f.sh == nil || !f.get(fGoodsSensitive).Bool() {
		return false
	}
	before := f.get(fCustomerAdvancedOrdersBefore)
	return !f.get(fGoodsAdvanced).Bool() && f.notedChips() == "" && (before.State != data.Known || before.Num == 0) &&
		!slices.ContainsFunc(f.lines, func(l line) bool { return soughtClass(l.ECCN) })
}

func (f *Facts) reads(x field) rules.Value {
	var out []string
	said, something, most := false, false, 0.0
	bar, least := asksFrom(x), f.readFrom(x)
	for _, s := range f.retelling() {
		said = true
		r := f.retoldBy(s.text)
		onAccount := s.rec != nil && s.rec.Customer != nil && isRemark(s.text)
		something, most = something || r.asks(bar, least) && !(onAccount && x == fTextTellsPlainly), max(most, r.something.Chance)
		if x == fTextReads && f.everydayParts() && r.something.Chance < reading.Told {
			continue
		}
		remark := x == fTextReads && isRemark(s.text) && f.everydayParts() && f.get(fGoodsKinds).State != data.Known
		for _, sign := range r.signs {
			if remark && slices.Contains(ofAccounts[:], sign.Label) {
				continue
			}
			if sign.Chance >= least && !slices.Contains(out, sign.Label) {
				out = append(out, sign.Label)
			}
		}
	}
	switch {
	case !said:
		return rules.Value{}
	case x == fTextTellsSomething || x == fTextTellsPlainly:
		return boolValue(something)
	case x == fTextTellsNothing:
		return boolValue(most < plainTalk)
	}
	return listValue(out)
}

// readEvidence cites the sentences that retell something, or the signs named, the
// plainest first.
func (f *Facts) readEvidence(x field, signs ...string) []data.Evidence {
	least := f.readFrom(x)
	which := func(r *retold) []reading.Sign {
		if x != fTextTellsSomething && x != fTextTellsPlainly {
			return r.signs
		} else if r.asks(asksFrom(x), least) {
			return []reading.Sign{r.something}
		}
		return nil
	}
	if x == fTextTellsSomething || x == fTextTellsPlainly {
		signs = nil
	}
	if out := f.cite(which, least, signs); len(out) > 0 {
		return out
	}
	return f.phraseEvidence(notEndUse)
}

// cite cites the sentences of texts that retell one of the signs, or any where none is
// named, with at least such a chance, the plainest first.
func (f *Facts) cite(which func(*retold) []reading.Sign, least float64, signs []string) []data.Evidence {
	type cited struct {
		s    textSource
		sign reading.Sign
	}
	var all []cited
	for _, s := range f.retelling() {
		r := f.retoldBy(s.text)
		for _, sign := range which(&r) {
			if sign.Chance >= least && (len(signs) == 0 || slices.Contains(signs, sign.Label)) {
				all = append(all, cited{s, sign})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b cited) int { return int(b.sign.Chance*1e6) - int(a.sign.Chance*1e6) })
	var out []data.Evidence
	for _, c := range all {
		e := f.quoted(c.s, c.sign.Sentence)
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
		if len(out) >= mostCited {
			break
		}
	}
	return out
}

// mostCited bounds the sentences that one finding shows.
const mostCited = 6
