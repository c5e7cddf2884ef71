package facts

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/data"
	"redflag/screening/legalform"
	"redflag/screening/match"
	"redflag/screening/phrases"
)

//go:embed seats.yaml
var seatsYAML []byte

// seatWords say where a firm sits in its name or in a text about it.
type seatWords struct {
	seat, behind, gone phrases.Set
	notSeat, elsewhere phrases.Set
	branch             phrases.Set
}

func loadSeats() (seatWords, error) { return parseSeats("seats.yaml", seatsYAML) }

func parseSeats(name string, text []byte) (seatWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Seat         phrases.Tongues `yaml:"seat"`
		Behind       phrases.Tongues `yaml:"seat_behind"`
		Gone         phrases.Tongues `yaml:"seat_gone"`
		NotTheSeat   phrases.Tongues `yaml:"not_the_seat"`
		Branch       phrases.Tongues `yaml:"branch"`
		Elsewhere    phrases.Tongues `yaml:"forms_elsewhere"`
	}
	t := phrases.Open(name, text, &f)
	set := func(path string, rows phrases.Tongues) phrases.Set {
		t.Set(path, rows)
		var all []string
		for _, row := range rows {
			for _, w := range row {
				all = append(all, match.Simplify(w)) // texts are read so, for their places are
			}
		}
		return phrases.New(all)
	}
	w := seatWords{set("$.seat", f.Seat), set("$.seat_behind", f.Behind), set("$.seat_gone", f.Gone), set("$.not_the_seat", f.NotTheSeat), set("$.forms_elsewhere", f.Elsewhere), set("$.branch", f.Branch)}
	return w, t.Err()
}

// Bounds in bytes on what stands between the word for a seat and its place, and before
// that word, where it may be turned around.
const (
	seatSpan   = 28
	seatBefore = 24
)

// seatIn is the country of China or Russia where a text says that a firm has its seat: a
// place with a word for headquarters or registration beside it. It is "" for none, and for
// one that is told to be gone.
func (w *Words) seatIn(text string) (iso string) {
	if len(text) < 4 {
		return ""
	}
	t := phrases.Read(match.Simplify(strings.ToLower(text)))
	places, classes := w.senses.find(t.Lower)
	if !classes.meets(w.senses.china.or(w.senses.russia)) || !w.seats.seat.Stands(&t) && !w.seats.behind.Stands(&t) {
		return ""
	}
	for _, p := range places {
		switch {
		case p.classes.meets(w.senses.china):
			iso = "CN"
		case p.classes.meets(w.senses.russia):
			iso = "RU"
		default:
			continue
		}
		if w.seatAt(&t, p) {
			return iso
		}
	}
	return ""
}

// seatAt reports whether a place of a text is told to be the seat.
func (w *Words) seatAt(t *phrases.Text, p said) bool {
	for at, end := w.seats.seat.Next(t, max(0, p.at-seatSpan-len("headquarters"))); at >= 0 && end <= p.at; at, end = w.seats.seat.Next(t, end) {
		between := t.Lower[end:p.at]
		if len(between) <= seatSpan && !strings.ContainsAny(between, ".,;|/()") && !w.seatGone(t, at, p.at) {
			return true
		}
	}
	next := t.Skip(t.Skip(p.end, " "), "-")
	return w.seats.behind.At(t, next) >= 0 && !w.seatGone(t, p.at, p.end)
}

// seatGone reports whether words before or between turn it around.
func (w *Words) seatGone(t *phrases.Text, at, end int) bool {
	before := cut(t.Lower[:at], seatBefore, true)
	if i := strings.LastIndexAny(before, ".,;|"); i >= 0 {
		before = before[i+1:]
	}
	return w.seats.gone.In(before+t.Lower[at:end]) != ""
}

// namedAfterChina reports whether the name of a firm places it in China, Hong Kong or Macau:
// a place there begins it, stands in brackets or right before the form of the firm. A street
// or a dish is no place, and a form or a country of elsewhere says where it is registered.
func (s *Sources) namedAfterChina(name string) bool {
	w := s.Words
	t := phrases.Read(match.Simplify(strings.ToLower(name)))
	words, classes := w.senses.find(t.Lower)
	bracket, inside := s.bracketed(t.Lower)
	china := func(iso string) bool { return isChina(iso) == data.True }
	if !classes.meets(w.senses.china) && !china(inside) || inside != "" && !china(inside) {
		return false
	}
	if w.seats.elsewhere.Stands(&t) {
		return false
	}
	if china(inside) {
		return true
	}
	for _, x := range words {
		if !x.classes.meets(w.senses.china) || utf8.RuneCountInString(t.Lower[x.at:x.end]) < 2 {
			continue
		}
		if w.seats.notSeat.At(&t, t.Skip(x.end, " ")) >= 0 {
			continue
		}
		if strings.TrimFunc(t.Lower[:x.at], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) == "" || x.at > bracket && bracket >= 0 || w.onlyForms(t.Lower[x.end:]) {
			return true
		}
	}
	return false
}

// bracketed is where a bracket opens in a name, -1 for none, and the country that alone
// stands in it: "Lantern (HK) Ltd".
func (s *Sources) bracketed(lower string) (at int, iso string) {
	at = strings.IndexAny(lower, "(（")
	if at < 0 {
		return -1, ""
	}
	_, n := utf8.DecodeRuneInString(lower[at:])
	inside := lower[at+n:]
	if i := strings.IndexAny(inside, ")）"); i >= 0 {
		inside = inside[:i]
	}
	if inside = strings.TrimSpace(inside); len(inside) < 2 {
		return at, ""
	}
	return at, s.country(inside).iso
}

// seatBehind is the country that alone stands in a bracket at the end of a name, behind all
// that is the name: "Companhia Lanterna, SARL (Macau)". Who writes it so tells the seat,
// whatever the form of the firm; a bracket within a name is part of it.
func (s *Sources) seatBehind(name string) (iso string) {
	name = strings.TrimSpace(name)
	within, ok := strings.CutSuffix(name, ")")
	if !ok {
		if within, ok = strings.CutSuffix(name, "）"); !ok {
			return ""
		}
	}
	at := strings.LastIndexAny(within, "(（")
	if at <= 0 {
		return ""
	}
	_, n := utf8.DecodeRuneInString(within[at:])
	inside := strings.TrimSpace(within[at+n:])
	if len(inside) < 2 {
		return ""
	}
	return s.country(inside).iso
}

// onlyForms reports whether nothing but forms of firms is left of a name, one at least.
func (w *Words) onlyForms(rest string) bool {
	n := 0
	for x := range strings.FieldsFuncSeq(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !legalform.Firm(x) {
			return false
		}
		n++
	}
	return n > 0
}

// parentNamedChina is an owner that may hold more than half of a party, or a parent, of whom
// no country is told and whose name places it in China; "" for none.
func (s *Sources) parentNamedChina(p *profile) string {
	for _, t := range [...]struct {
		seat *told
		name string
	}{{p.parent, p.tell(parentOf)}, {p.top, p.tell(topParentOf)}} {
		if t.seat.state == data.NotTold && isTold(t.name) && !s.Words.isPlaceholder(t.name) && s.namedAfterChina(t.name) {
			return t.name
		}
	}
	for i := range p.owners {
		if o := &p.owners[i]; o.seat.state == data.NotTold && (p.mayBeLedBy(i) || p.inSlices(i)) && s.namedAfterChina(o.name) {
			return o.name
		}
	}
	if p.hq.state == data.NotTold && p.top.state == data.NotTold {
		return s.branchOfChina(p.c.Name)
	}
	return ""
}

// branchOfChina is the company of which a name says that it is a branch, where the name of
// that places it in China: "Wuhan Lantern Co., Ltd., Zweigniederlassung Hamburg", "Branch of
// Shenzhen Lantern". A branch is the company itself.
func (s *Sources) branchOfChina(name string) string {
	if len(name) < leastBranch {
		return ""
	}
	simple := match.Simplify(strings.ToLower(name))
	t := phrases.Read(simple)
	for at, end := s.Words.seats.branch.Next(&t, 0); at >= 0; at, end = s.Words.seats.branch.Next(&t, end) {
		for _, of := range [...]string{simple[:at], behindOf(simple[end:])} {
			if of = strings.Trim(of, " ,;-–—()（）"); of != "" && s.namedAfterChina(of) {
				return name
			}
		}
	}
	return ""
}

// behindOf is what stands behind "of" at the beginning of a text, "" for nothing.
func behindOf(text string) string {
	if of, ok := strings.CutPrefix(strings.TrimSpace(text), "of "); ok {
		return of
	}
	return ""
}

// leastBranch is the length of the shortest name of a branch, in bytes.
const leastBranch = 12

// mayBeLedBy reports whether no share told keeps an owner from directing the party.
func (p *profile) mayBeLedBy(i int) bool {
	for ; i >= 0; i = p.owners[i].via {
		if o := &p.owners[i]; o.direct.State == data.Known && !o.leads() {
			return false
		}
	}
	return true
}
