package match

import (
	"strings"
	"unicode/utf8"
)

// segment splits a run without spaces into known words and names of their own,
// which are kept as they are and read aloud.
func (f *folder) segment(sc script) {
	run := f.run
	first := len(f.slots)
	f.divide(sc)
	if sc == kana && f.torn() {
		f.ownName(sc, run)
		return
	}
	if sc == han && len(f.parts) == 1 && !f.parts[0].known && first == 0 && len(run) >= 2 && len(run) <= 4 && f.table.surname[run[0]] {
		f.family = true
		f.ownName(sc, run[:1])
		f.ownName(sc, run[1:])
		return
	}
	if sc == hangul && len(f.parts) == 1 && !f.parts[0].known && first == 0 && len(run) >= 2 && len(run) <= 3 && strings.ContainsRune(koreanSurnames, run[0]) {
		f.family = true
		for i := range run {
			f.ownName(sc, run[i:i+1])
		}
		return
	}
	for i := len(f.parts) - 1; i >= 0; i-- {
		p := f.parts[i]
		word := run[p.from:p.to]
		if !p.known {
			f.ownName(sc, word)
			continue
		}
		if sc == han {
			if n, size := hanNumber(word); size == len(word) {
				f.ordinal(n)
				continue
			}
		}
		f.english(f.meaning(sc, word), sc, word, func(s *slot) {
			if s.class != legal && s.class != stop && len(word) <= 4 && (s.class == plain || sc == han) {
				f.aloud(s, sc, word, 0.9)
			}
		})
	}
}

// koreanSurnames are the family names of one syllable that most Koreans have.
const koreanSurnames = "김리이박최정강조윤장임림한오서신권황안송류유전홍고문양손배백허남심노로하곽성차주우구민진지엄채원천방공현변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국봉"

// torn reports a division of kana that leaves a short piece beside a short word: a
// name that happens to hold the word.
func (f *folder) torn() bool {
	for i, p := range f.parts {
		if p.known || len(f.parts) == 1 {
			continue
		}
		if p.to-p.from < 2 {
			return true
		}
		for _, k := range [...]int{i - 1, i + 1} {
			if k >= 0 && k < len(f.parts) && f.parts[k].known && f.parts[k].to-f.parts[k].from < 4 {
				return true
			}
		}
	}
	return false
}

// part is a piece of a run: a word of the tables, or a name of its own.
type part struct {
	from, to int
	known    bool
}

// way is the cheapest division of a run up to one place, ending in a known word
// or in a name of its own, and where that last piece begins.
type way struct {
	known, own         float32
	knownFrom, ownFrom int
}

// Known words are cheap, most of all few and long ones; what is left over should
// be of a name's length.
const (
	knownCost  = 1.0
	singleCost = 1.1 // a known word of one character
	never      = 1e9
)

func ownCost(n int) float32 {
	if n == 1 {
		return 1.5
	}
	return 0.1 + 0.95*float32(n)
}

// divide finds the pieces of the run, last first.
func (f *folder) divide(sc script) {
	run, known, longest := f.run, f.table.native[sc], f.table.longest[sc]
	ways := append(f.ways[:0], way{own: never})
	for range run {
		ways = append(ways, way{known: never, own: never})
	}
	var key [64]byte
	for i := range run {
		here := min(ways[i].known, ways[i].own)
		reach := func(to int, cost float32) {
			if w := &ways[to]; here+cost <= w.known {
				w.known, w.knownFrom = here+cost, i
			}
		}
		if sc == han {
			if _, size := hanNumber(run[i:]); size > 0 {
				reach(i+size, knownCost)
			}
		}
		b := key[:0]
		for n := 1; n <= min(longest, len(run)-i) && len(b) < len(key)-4; n++ {
			b = utf8.AppendRune(b, run[i+n-1])
			if means, ok := known[string(b)]; ok && n > 1 {
				reach(i+n, knownCost)
				if sc == han && i+n < len(run) && kindOfPlace[run[i+n]] && f.isPlace(means) {
					reach(i+n+1, knownCost)
				}
			}
		}
		for n := 1; i+n <= len(run); n++ {
			cost := ownCost(n)
			if n == 1 {
				if _, ok := known[string(run[i:i+1])]; ok {
					cost = singleCost
				}
			}
			if w := &ways[i+n]; ways[i].known+cost < w.own {
				w.own, w.ownFrom = ways[i].known+cost, i
			}
		}
	}
	f.ways = ways
	f.parts = f.parts[:0]
	own := ways[len(run)].own < ways[len(run)].known
	for at := len(run); at > 0; {
		p := part{ways[at].knownFrom, at, true}
		if own {
			p = part{ways[at].ownFrom, at, false}
		}
		f.parts = append(f.parts, p)
		at = p.from
		own = p.known && ways[at].own < ways[at].known // names of their own do not touch
	}
}

// kindOfPlace are the characters that say what kind of place stands before them.
var kindOfPlace = map[rune]bool{'省': true, '市': true, '县': true, '区': true, '州': true, '镇': true, '乡': true, '村': true}

func (f *folder) isPlace(means []sense) bool {
	return f.table.latin[means[0][0]].class == place
}

// meaning is what a known piece of a run means; a place may stand with its kind.
func (f *folder) meaning(sc script, word []rune) []sense {
	if means, ok := f.table.native[sc][string(word)]; ok {
		return means
	}
	return f.table.native[sc][string(word[:len(word)-1])]
}

// ownName makes a slot of native letters that no table knows: the native
// spelling itself, and its reading in Latin letters.
func (f *folder) ownName(sc script, run []rune) {
	if len(run) == 0 {
		return
	}
	if sc == han && len(run) >= 5 && kindOfPlace[run[2]] {
		// A place that no table knows stands before the name.
		f.ownName(sc, run[:2])
		f.ownName(sc, run[3:])
		return
	}
	if sc == han && len(run) >= 2 {
		if w := hanTail[run[len(run)-1]]; w != "" {
			f.ownName(sc, run[:len(run)-1])
			f.english(senses(w), sc, run[len(run)-1:], nil)
			return
		}
		if len(run) >= 4 {
			// Names are mostly of two characters; neighbours are joined again when looked up.
			f.ownName(sc, run[:2])
			f.ownName(sc, run[2:])
			return
		}
	}
	if len(run) == 1 {
		if means, ok := f.table.native[sc][string(run)]; ok {
			f.english(means, sc, run, func(s *slot) { f.aloud(s, sc, run, 0.9) })
			return
		}
	}
	s := f.asWritten(sc, run)
	if s == nil {
		return
	}
	f.aloud(s, sc, run, 0.96)
	s.rawOff, s.rawEnd = int32(s.alts[1].off), int32(s.alts[1].end)
}

// asWritten is a plain word with its own writing as the first of what it is read as, nil
// where there is no room for one.
func (f *folder) asWritten(sc script, run []rune) *slot {
	s := f.newSlot(plain, sc)
	if s == nil {
		return nil
	}
	off := int32(len(f.buf))
	for _, r := range run {
		f.buf = utf8.AppendRune(f.buf, r)
	}
	s.add(off, int32(len(f.buf)), 1)
	s.alts[0].native = true
	return s
}

// hanTail are characters that end a word of their own: what is made or who sits there.
// Japanese associations keep theirs.
var hanTail = map[rune]string{
	'业': "industry", '厂': "factory", '局': "bureau", '部': "department", '院': "institute", '所': "institute", '会': "association/kai", '组': "group/gumi", '站': "station",
	'室': "laboratory", '处': "office", '城': "city", '港': "port", '网': "network", '社': "agency", '店': "store", '厅': "department", '学': "scientific",
}
