package facts

import (
	_ "embed"
	"fmt"
	"iter"
	"maps"
	"math/bits"
	"regexp"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed tells.yaml
var tellsYAML []byte

// tellings are what texts tell in plain words.
type tellings []telling

// telling is one way to tell something.
type telling struct {
	bit     tellSet
	all     []phrases.Set
	within  []int       // bytes between one and the next; none where they stand in any order
	not     phrases.Set // right before one of them
	settled phrases.Set // in the sentence, or the next one
	but     phrases.Set // anywhere in the text
	ends    bool        // nothing but figures stands behind it
}

// tellSet is a set of what is told, a bit each.
type tellSet uint64

// tells are the ids of all that texts tell. A word once shipped is not reused.
func tells() []string {
	return []string{"hall_unfit", "bought_from_china", "led_from_china", "users_unknown", "customers_unknown", "machines_not_there", "machines_missing", "serials_elsewhere",
		"free_zone", "region_under_embargo", "town_under_embargo", "free_zone_of_hub", "traveller", "called_traveller", "departure",
		"fee", "system_shell", "office_goods", "extras", "covering_label", "other_brand", "own_hall", "let_out", "far_use", "hall_of_another", "seat", "crossing",
		"spare_part", "form_signed_blank", "site_disowns", "order_of_another", "crew_brings", "kin_of_stopped", "root_with_another", "arms_pictured", "empty_in_name", "loan_for_shares", "paper_of_a_listed_house", "waste_of_accelerators"}
}

func loadTells() (tellings, error) { return parseTells("tells.yaml", tellsYAML) }

func parseTells(name string, text []byte) (tellings, error) {
	type row struct {
		ID      string   `yaml:"id"`
		All     []string `yaml:"all"`
		Within  []int    `yaml:"within"`
		Not     string   `yaml:"not"`
		Settled string   `yaml:"settled"`
		But     string   `yaml:"but"`
		Ends    bool     `yaml:"ends"`
	}
	var f struct {
		phrases.Head `yaml:",inline"`
		Words        map[string]phrases.Tongues `yaml:"words"`
		Tells        []row                      `yaml:"tells"`
	}
	t := phrases.Open(name, text, &f)
	sets, used := map[string]phrases.Set{}, map[string]bool{}
	for _, class := range slices.Sorted(maps.Keys(f.Words)) {
		sets[class] = t.Set("$.words."+class, f.Words[class])
	}
	var told tellSet
	out := make(tellings, len(f.Tells))
	for i, r := range f.Tells {
		at := fmt.Sprintf("$.tells[%d]", i)
		class := func(field, name string) phrases.Set {
			if name != "" && sets[name] == nil {
				t.Fail(at+"."+field, "no words are called %q", name)
			}
			used[name] = true
			return sets[name]
		}
		n := slices.Index(tells(), r.ID)
		switch {
		case n < 0:
			t.Fail(at+".id", "%q is nothing that texts tell; that is %s", r.ID, strings.Join(tells(), ", "))
		case len(r.All) == 0 || r.Within != nil && len(r.Within) != len(r.All)-1:
			t.Fail(at, "a tell names the words that stand in it, and within one figure fewer")
		}
		x := telling{bit: 1 << max(n, 0), within: r.Within, not: class("not", r.Not), settled: class("settled", r.Settled), but: class("but", r.But), ends: r.Ends}
		for j, name := range r.All {
			x.all = append(x.all, class(fmt.Sprintf("all[%d]", j), name))
		}
		out[i], told = x, told|x.bit
	}
	for class := range sets {
		if !used[class] {
			t.Fail("$.words."+class, "no tell has these words")
		}
	}
	if told != 1<<len(tells())-1 {
		t.Fail("$.tells", "not all is told that rules know: %s", strings.Join(tells(), ", "))
	}
	return out, t.Err()
}

// in is what a text tells, sentence by sentence.
func (w tellings) in(text *phrases.Text) (told tellSet) {
	for x := range w.said(text) {
		told |= x
	}
	return told
}

// said is each thing that a text tells, with the first sentence that tells it.
func (w tellings) said(text *phrases.Text) iter.Seq2[tellSet, string] {
	return func(yield func(tellSet, string) bool) {
		may := w.among(text)
		if len(may) == 0 {
			return
		}
		parts := sentenceEnd.Split(text.Shown, mostParts)
		read := make([]phrases.Text, len(parts))
		for i, s := range parts {
			read[i] = phrases.Read(s)
		}
		var told tellSet
		for i := range read {
			for _, x := range may {
				if told&x.bit != 0 || x.ends && i+1 < len(read) || !x.stands(&read[i]) || x.isSettled(read[i:min(i+2, len(read))]) {
					continue
				}
				if told |= x.bit; !yield(x.bit, strings.TrimSpace(parts[i])) {
					return
				}
			}
		}
	}
}

// isSettled reports sentences that settle it.
func (x *telling) isSettled(sentences []phrases.Text) bool {
	return slices.ContainsFunc(sentences, func(p phrases.Text) bool { return x.next(&p, x.settled, 0) >= 0 })
}

// among are the tells all of whose words a text holds somewhere, and none of those that
// make it another thing.
func (w tellings) among(text *phrases.Text) (out []*telling) {
	for i := range w {
		if x := &w[i]; !x.but.Stands(text) && !slices.ContainsFunc(x.all, func(s phrases.Set) bool { return !s.Stands(text) }) {
			out = append(out, x)
		}
	}
	return out
}

// stands reports a sentence that tells it.
func (x *telling) stands(p *phrases.Text) bool {
	if x.within == nil && len(x.all) > 1 {
		return !slices.ContainsFunc(x.all, func(s phrases.Set) bool { return x.next(p, s, 0) < 0 })
	}
	for at, end := x.all[0].Next(p, 0); at >= 0; at, end = x.all[0].Next(p, at+1) {
		if !x.denied(p, 0, at) && x.goesOn(p, 1, end) {
			return true
		}
	}
	return false
}

// atEnd is what may stand behind the name of a town at the end of an address.
var atEnd = regexp.MustCompile(`^(?: city)?[ .,0-9-]*$`)

// goesOn reports a sentence that goes on behind a place with the rest of the words.
func (x *telling) goesOn(p *phrases.Text, i, from int) bool {
	if i == len(x.all) {
		return !x.ends || atEnd.MatchString(p.Lower[from:])
	}
	for at, end := x.all[i].Next(p, from); at >= 0 && at-from <= x.within[i-1]; at, end = x.all[i].Next(p, at+1) {
		if !x.denied(p, from, at) && x.goesOn(p, i+1, end) {
			return true
		}
	}
	return false
}

// next is where words stand that nothing denies, from a place on; -1 for nowhere.
func (x *telling) next(p *phrases.Text, words phrases.Set, from int) int {
	at, _ := words.Next(p, from)
	for at >= 0 && x.denied(p, 0, at) {
		at, _ = words.Next(p, at+1)
	}
	return at
}

// denied reports a place right before which, and behind another one, stands what denies it.
func (x *telling) denied(p *phrases.Text, from, at int) bool {
	end := len(strings.TrimRight(p.Lower[:at], " "))
	before := x.not.Before(p, end)
	return before >= 0 && before >= from
}

// tellsValue is what is told, as a fact; of a text that is not known it is not known.
func tellsValue(text string, told tellSet) rules.Value {
	if state := data.TextState(strings.TrimSpace(text)); state != data.Known {
		return rules.Value{State: state}
	}
	var out []string
	for ; told != 0; told &= told - 1 {
		out = append(out, tells()[bits.TrailingZeros64(uint64(told))])
	}
	return listValue(out)
}

// tellsIn is the field of the order or its customer in which texts tell, and its text.
func (f *Facts) tellsIn(x field) textSource {
	switch {
	case x == fCustomerNotesTell && f.cust != nil:
		return textSource{field: "customer.notes", text: f.cust.full().Notes, rec: f.cust.rec}
	case f.sh == nil:
		return textSource{}
	case x == fShipmentNotesTell:
		return textSource{field: "notes", text: f.sh.Notes}
	case x == fShipmentHoldReasonTells:
		return textSource{field: "hold_reason", text: f.sh.HoldReason}
	case x == fShipmentEndUseTells:
		return textSource{field: "stated_end_use", text: f.sh.StatedEndUse}
	case x == fShipmentCarrierTells:
		return textSource{field: "carrier", text: f.sh.Carrier}
	}
	return textSource{}
}

func (f *Facts) tellsFact(x field) rules.Value {
	text := f.tellsIn(x).text
	if text == "" {
		return rules.Value{}
	}
	told, ok := f.told[text]
	if !ok {
		told = f.src.Words.tells.in(f.readable(text))
		if len(text) <= longestTold {
			f.told[strings.Clone(text)] = told // a clone, because the text is part of a whole record
		}
	}
	return tellsValue(text, told)
}

// longestTold bounds the texts in bytes of which it is remembered what they tell: carriers and
// uses recur, notes seldom do.
const longestTold = 80

// tellsEvidence are the sentences that tell it.
func (f *Facts) tellsEvidence(x field, words ...string) (out []data.Evidence) {
	in := f.tellsIn(x)
	for told, s := range f.src.Words.tells.said(f.readable(in.text)) {
		if len(words) == 0 || slices.Contains(words, tells()[bits.TrailingZeros64(uint64(told))]) {
			out = f.room.Add(out, f.quoted(in, s))
		}
	}
	return out
}

// tellsOfParty works out what the name and the address of a party tell.
func (s *Sources) tellsOfParty(p *profile) {
	read := func(text string) tellSet {
		t := phrases.Read(rules.Readable(text))
		return s.Words.tells.in(&t)
	}
	p.nameTells, p.placeTells = read(p.c.Name), read(p.place)
}

// tellsOfLine is what the description of a line tells.
func (f *Facts) tellsOfLine(l *line) rules.Value {
	w := f.described(l)
	if !w.tellsRead {
		t := phrases.Read(rules.Readable(l.Description))
		w.tellsRead, w.tells = true, f.src.Words.tells.in(&t)
	}
	return tellsValue(l.Description, w.tells)
}
