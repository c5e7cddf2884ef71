package facts

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/screening/history"
	"redflag/screening/phrases"
)

//go:embed screened.yaml
var screenedYAML []byte

// screenedWords are how a desk notes what its own screening against lists found.
type screenedWords struct {
	sanction, licence, address            phrases.Set
	found, surely, isOn, onlyAbout, since phrases.Set
	cleared, takenBack, related, bearer   phrases.Set
	place, name                           phrases.Set
}

// What a note may say that a screening found.
const (
	foundSanctioned = "sanctioned"
	foundListed     = "listed"
	foundAffiliate  = "affiliate"
	foundAddress    = "address"
)

func loadScreened() (screenedWords, error) { return parseScreened("screened.yaml", screenedYAML) }

func parseScreened(name string, text []byte) (screenedWords, error) {
	var f struct {
		phrases.Head  `yaml:",inline"`
		SanctionLists phrases.Tongues `yaml:"sanction_lists"`
		LicenceLists  phrases.Tongues `yaml:"licence_lists"`
		Found         phrases.Tongues `yaml:"found"`
		Surely        phrases.Tongues `yaml:"surely"`
		IsOn          phrases.Tongues `yaml:"is_on"`
		OnlyAbout     phrases.Tongues `yaml:"only_about"`
		Since         phrases.Tongues `yaml:"since"`
		Cleared       phrases.Tongues `yaml:"cleared"`
		TakenBack     phrases.Tongues `yaml:"taken_back"`
		Related       phrases.Tongues `yaml:"related"`
		Address       phrases.Tongues `yaml:"address"`
		Bearer        phrases.Tongues `yaml:"bearer"`
		Place         phrases.Tongues `yaml:"place_word"`
		Name          phrases.Tongues `yaml:"name_word"`
	}
	t := phrases.Open(name, text, &f)
	return screenedWords{
		sanction: t.Set("$.sanction_lists", f.SanctionLists), licence: t.Set("$.licence_lists", f.LicenceLists), address: t.Set("$.address", f.Address),
		found: t.Set("$.found", f.Found), surely: t.Set("$.surely", f.Surely), isOn: t.Set("$.is_on", f.IsOn), onlyAbout: t.Set("$.only_about", f.OnlyAbout), since: t.Set("$.since", f.Since),
		cleared: t.Set("$.cleared", f.Cleared), takenBack: t.Set("$.taken_back", f.TakenBack), related: t.Set("$.related", f.Related), bearer: t.Set("$.bearer", f.Bearer),
		place: t.Set("$.place_word", f.Place), name: t.Set("$.name_word", f.Name),
	}, t.Err()
}

// partEnd parts what a note tells of several lists or parties.
var partEnd = regexp.MustCompile(`[.!?] |[.!?]$|, |[;\n，。；！？]`)

// dayApart is a month and its year behind a comma, which belong to what stands before it.
var dayApart = regexp.MustCompile(`, ?([01]?\d ?[/.-] ?20[0-4]\d(?:[.;\n]|$))`)

// bracketed is what stands in brackets, whose commas part nothing.
var bracketed = regexp.MustCompile(`[(（][^()（）]*[)）]`)

var commas = strings.NewReplacer(",", " ", "，", " ")

// shortened are words written short, whose full stop ends nothing.
var shortened = regexp.MustCompile(`(?i)\b(no|nr|reg|ent|art|cust|co|corp|inc|ltd|univ|inst)\. `)

// mostParts bounds the parts of one text that are read.
const mostParts = 60

// in are the results that a text tells, one of each kind.
func (w *screenedWords) in(t *phrases.Text) (out []statement) {
	if !w.sanction.Stands(t) && !w.licence.Stands(t) && !w.address.Stands(t) || w.takenBack.Stands(t) {
		return nil
	}
	whole := bracketed.ReplaceAllStringFunc(shortened.ReplaceAllString(dayApart.ReplaceAllString(t.Shown, " $1"), "$1 "), commas.Replace)
	parts := partEnd.Split(whole, mostParts)
	for i, part := range parts {
		p := phrases.Read(part)
		if w.denied(&p) {
			continue
		}
		if w.ofPlace(&p) && !w.clearedBeside(parts, i) {
			if !states(out, foundAddress) {
				out = append(out, statement{what: foundAddress, said: strings.TrimSpace(part)})
			}
			continue
		}
		for _, k := range [...]struct {
			found string
			lists phrases.Set
		}{{foundSanctioned, w.sanction}, {foundListed, w.licence}} {
			on, surely := w.onList(&p, k.lists)
			if on == byDate && w.clearedBeside(parts, i) {
				continue
			}
			if k.found == foundListed && on != notOn && w.ofAnother(&p) {
				k.found = foundAffiliate
			}
			if on != notOn && !states(out, k.found) {
				out = append(out, statement{what: k.found, surely: surely || w.confirms(parts[i+1:]), said: strings.TrimSpace(part)})
			}
		}
		if w.address.Stands(&p) && !states(out, foundAddress) {
			out = append(out, statement{what: foundAddress, said: strings.TrimSpace(part)})
		}
	}
	return out
}

// ofPlace reports a part that says of an address, and of no name, that a list has it.
func (w *screenedWords) ofPlace(p *phrases.Text) bool {
	return w.place.Stands(p) && (w.sanction.Stands(p) || w.licence.Stands(p)) && !w.name.Stands(p) && !w.onlyAbout.Stands(p)
}

// namesList reports notes in which a part names a list, and neither denies nor asks about it.
func (w *screenedWords) namesList(t *phrases.Text) bool {
	if !w.sanction.Stands(t) && !w.licence.Stands(t) || w.takenBack.Stands(t) {
		return false
	}
	for _, part := range partEnd.Split(bracketed.ReplaceAllStringFunc(t.Shown, commas.Replace), mostParts) {
		p := phrases.Read(part)
		if (w.sanction.Stands(&p) || w.licence.Stands(&p)) && !w.denied(&p) && !w.onlyAbout.Stands(&p) && !w.ofAnother(&p) {
			return true
		}
	}
	return false
}

// ofAnother reports whether a part that tells a list says that somebody with whom the party
// has to do is on it. What stands in brackets of its own behind tells where that is known from.
func (w *screenedWords) ofAnother(p *phrases.Text) bool {
	if !w.related.Stands(p) {
		return false
	}
	out := phrases.Read(bracketed.ReplaceAllStringFunc(p.Shown, func(in string) string {
		if b := phrases.Read(in); w.licence.Stands(&b) {
			return in
		}
		return " "
	}))
	return w.related.Stands(&out)
}

// confirms reports whether the part behind one that tells a hit says that it is sure.
func (w *screenedWords) confirms(behind []string) bool {
	if len(behind) == 0 {
		return false
	}
	p := phrases.Read(behind[0])
	return w.surely.Stands(&p) && !w.denied(&p)
}

// numberSign is "no." before a figure, which denies nothing.
var numberSign = regexp.MustCompile(`\bno\.? ?\d`)

// denied reports whether a part says that nobody is on a list, or does not say it. What says
// that the number is the same denies nothing.
func (w *screenedWords) denied(p *phrases.Text) bool {
	if !w.cleared.Stands(p) {
		return false
	}
	bare := phrases.Read(numberSign.ReplaceAllString(blanked(w.address, blanked(w.surely, p.Lower)), " "))
	return w.cleared.Stands(&bare)
}

// How a part of a text says that somebody is on a list.
type listing uint8

const (
	notOn  listing = iota
	byDate         // by a date alone, which may be that of the list
	isOn
)

// clearedBeside reports whether the part before or behind one denies or clears; that nothing
// is supplied to who is on a list does not.
func (w *screenedWords) clearedBeside(parts []string, i int) bool {
	for _, n := range [...]int{i - 1, i + 1} {
		if n >= 0 && n < len(parts) {
			if p := phrases.Read(parts[n]); w.denied(&p) && !history.NotedAsStopped(parts[n]) {
				return true
			}
		}
	}
	return false
}

// onList reports whether a part of a text names a list of the kind and says that somebody
// is on it, and whether it says that this is sure.
func (w *screenedWords) onList(p *phrases.Text, lists phrases.Set) (on listing, surely bool) {
	at, end := lists.Next(p, 0)
	if at < 0 || w.address.Stands(p) {
		return notOn, false
	}
	if surely = w.surely.Stands(p); surely || w.found.Stands(p) {
		return isOn, surely
	}
	for ; at >= 0; at, end = lists.Next(p, end) {
		on = max(on, w.putsOn(p, at, end))
	}
	return on, false
}

// putsOn is what stands around the name of a list says of somebody.
func (w *screenedWords) putsOn(p *phrases.Text, at, end int) listing {
	before := len(strings.TrimRight(p.Lower[:at], " ("))
	if w.onlyAbout.Before(p, before) >= 0 {
		return notOn
	}
	if w.inBrackets(p, at, end) {
		return isOn
	}
	is := w.isOn.Before(p, before)
	if strings.HasSuffix(p.Lower[:before], "=") || strings.HasSuffix(p.Lower[:before], ":") {
		is = before - 1
	}
	if is >= 0 && w.onlyAbout.Before(p, len(strings.TrimRight(p.Lower[:is], " "))) < 0 {
		if strings.TrimSpace(p.Lower[:is]) != "" {
			return isOn
		}
		if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(p.Lower[end:], " ")); !unicode.IsLetter(r) {
			return byDate // "On the Entity List (744)": who is, the record tells
		}
	}
	end += len(whoseList.FindString(p.Lower[end:]))
	if behind := skipSigns(p, end); w.since.At(p, behind) >= 0 || monthTold.MatchString(p.Lower[behind:]) {
		return byDate
	}
	return notOn
}

// whoseList is who keeps a list, in brackets behind its name: "Entity List (US)".
var whoseList = regexp.MustCompile(`^ ?[(（][^()（）\d]{2,12}[)）]`)

// monthTold is a month and its year, "12/2020".
var monthTold = regexp.MustCompile(`^[01]?\d ?[/.-] ?20[0-4]\d\b`)

// inBrackets reports whether brackets hold nothing but a list, behind who is on it: "Heron
// (EL)".
func (w *screenedWords) inBrackets(p *phrases.Text, at, end int) bool {
	before, open := strings.CutSuffix(p.Lower[:at], "(")
	before = strings.TrimRight(before, " ")
	if !open || !strings.HasPrefix(p.Lower[end:], ")") || before == "" {
		return false
	}
	last := strings.LastIndexFunc(before, func(r rune) bool { return !phrases.WordRune(r) }) + 1
	first, _ := utf8.DecodeRuneInString(p.Shown[last:])
	return w.bearer.Before(p, len(before)) >= 0 || unicode.IsUpper(first) || !phrases.IsLatin(string(first))
}

// skipSigns is the next place where a word may begin.
func skipSigns(p *phrases.Text, at int) int {
	for at < len(p.Lower) && strings.IndexByte(" :(-#'+", p.Lower[at]) >= 0 {
		at++
	}
	return at
}

// screenings are what notes on the order and on its parties tell of screenings.
func (f *Facts) screenings() []statement {
	if f.built&builtScreenings != 0 {
		return f.screened
	}
	f.built |= builtScreenings
	f.screened = f.screened[:0]
	for in := range f.deskNotes() {
		if len(in.text) < 3 {
			continue
		}
		for _, s := range f.src.Words.screened.in(f.readable(in.text)) {
			s.source = in
			f.screened = append(f.screened, s)
		}
	}
	return f.screened
}

// sureScreenings are those of them that say that the hit is the party.
func (f *Facts) sureScreenings() (out []statement) {
	for _, s := range f.screenings() {
		if s.surely {
			out = append(out, s)
		}
	}
	return out
}
