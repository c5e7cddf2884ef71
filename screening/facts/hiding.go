package facts

import (
	_ "embed"
	"regexp"
	"strings"

	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed hiding.yaml
var hidingYAML []byte

// hidingWords are how people ask that papers, screens or ways tell less than is true.
type hidingWords struct {
	leaveOut, place, user, paper, detail, innocent, forbidden phrases.Set
	around, because, barred                                   phrases.Set
	screen, stops, keptFrom, party, oneParty                  phrases.Set
	inTruth, otherwise                                        phrases.Set
}

// What a text asks to hide.
const (
	hidesPlace     = "place"     // where the goods end, from papers
	hidesUser      = "user"      // who gets them, from papers
	hidesWay       = "way"       // that the direct way is barred
	hidesParty     = "party"     // a party, from what looks parties up
	hidesElsewhere = "elsewhere" // that they go elsewhere than papers tell
)

func hidings() []string {
	return []string{hidesPlace, hidesUser, hidesWay, hidesParty, hidesElsewhere}
}

func loadHiding() (hidingWords, error) { return parseHiding("hiding.yaml", hidingYAML) }

func parseHiding(name string, text []byte) (hidingWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		LeaveOut     phrases.Tongues `yaml:"leave_out"`
		Place        phrases.Tongues `yaml:"place"`
		User         phrases.Tongues `yaml:"user"`
		Paper        phrases.Tongues `yaml:"paper"`
		Detail       phrases.Tongues `yaml:"detail"`
		Innocent     phrases.Tongues `yaml:"innocent"`
		Forbidden    phrases.Tongues `yaml:"forbidden"`
		Around       phrases.Tongues `yaml:"around"`
		Because      phrases.Tongues `yaml:"because"`
		Barred       phrases.Tongues `yaml:"barred"`
		Screen       phrases.Tongues `yaml:"screen"`
		Stops        phrases.Tongues `yaml:"stops"`
		KeptFrom     phrases.Tongues `yaml:"kept_from"`
		Party        phrases.Tongues `yaml:"party"`
		OneParty     phrases.Tongues `yaml:"one_party"`
		InTruth      phrases.Tongues `yaml:"in_truth"`
		Otherwise    phrases.Tongues `yaml:"otherwise"`
	}
	t := phrases.Open(name, text, &f)
	return hidingWords{
		leaveOut: t.Set("$.leave_out", f.LeaveOut), place: t.Set("$.place", f.Place), user: t.Set("$.user", f.User), paper: t.Set("$.paper", f.Paper), detail: t.Set("$.detail", f.Detail), innocent: t.Set("$.innocent", f.Innocent), forbidden: t.Set("$.forbidden", f.Forbidden),
		around: t.Set("$.around", f.Around), because: t.Set("$.because", f.Because), barred: t.Set("$.barred", f.Barred),
		screen: t.Set("$.screen", f.Screen), stops: t.Set("$.stops", f.Stops), keptFrom: t.Set("$.kept_from", f.KeptFrom), party: t.Set("$.party", f.Party), oneParty: t.Set("$.one_party", f.OneParty),
		inTruth: t.Set("$.in_truth", f.InTruth), otherwise: t.Set("$.otherwise", f.Otherwise),
	}, t.Err()
}

// hidingSpan is how far from what is to be done stand what it is done to and the paper.
const hidingSpan = 64

// leastHiding is the length from which on a text says all of it.
const leastHiding = 14

// in are the things that a text asks to hide, each once.
func (w *hidingWords) in(text string) (out []statement) {
	if len(text) < leastHiding {
		return nil
	}
	whole := phrases.Read(text)
	omits, bars, screens, differs := w.leaveOut.Stands(&whole) || partsVerb(whole.Lower), w.barred.Stands(&whole), w.oneParty.Stands(&whole) || w.stops.Stands(&whole), w.inTruth.Stands(&whole)
	if !omits && !bars && !screens && !differs {
		return nil
	}
	add := func(hides, said string) {
		if !states(out, hides) {
			out = append(out, statement{what: hides, said: strings.Trim(said, " \t\"“”„«»")})
		}
	}
	for _, s := range sentenceEnd.Split(shortened.ReplaceAllString(whole.Shown, "$1 "), mostParts) {
		p := phrases.Read(s)
		if w.innocent.Stands(&p) {
			continue
		}
		if omits && !w.detail.Stands(&p) {
			for _, x := range [...]struct {
				hides string
				of    phrases.Set
			}{{hidesPlace, w.place}, {hidesUser, w.user}} {
				if w.leavesOut(&p, x.of) {
					add(x.hides, s)
				}
			}
		}
		if bars && w.goesAround(&p) {
			add(hidesWay, s)
		}
		if screens && w.passes(&p) {
			add(hidesParty, s)
		}
		if differs && w.inTruth.Stands(&p) && w.otherwise.Stands(&p) && !w.forbids(&p, w.inTruth) {
			add(hidesElsewhere, s)
		}
	}
	return out
}

// parted are English verbs whose ends stand behind what they are done to: "leave the end
// user off".
var parted = regexp.MustCompile(`\b(?:leave|take|keep|strike|cross)\b[^.;,]{2,40}?\b(?:off|out of|out)\b`)

// partsVerb reports a text that may hold such a verb.
func partsVerb(lower string) bool {
	return strings.Contains(lower, " off") || strings.Contains(lower, " out")
}

// leavesOut reports a sentence that asks to leave something out of a paper.
func (w *hidingWords) leavesOut(p *phrases.Text, what phrases.Set) bool {
	asks := func(at, end int) bool {
		if w.forbidden.Before(p, len(strings.TrimRight(p.Lower[:at], " "))) >= 0 {
			return false
		}
		before, behind := cut(p.Shown[:at], hidingSpan, true), cut(p.Shown[end:], hidingSpan, false)
		around := phrases.Read(before + " | " + behind)
		object := phrases.Read(before[strings.LastIndexAny(before, ",;:")+1:] + " | " + behind)
		return what.Stands(&object) && w.paper.Stands(&around)
	}
	for at, end := w.leaveOut.Next(p, 0); at >= 0; at, end = w.leaveOut.Next(p, end) {
		if asks(at, end) {
			return true
		}
	}
	if !partsVerb(p.Lower) {
		return false
	}
	verb := parted.FindStringIndex(p.Lower)
	return verb != nil && asks(verb[0], verb[0])
}

// forbids reports that the first phrase of a class in a sentence is forbidden or denied.
func (w *hidingWords) forbids(p *phrases.Text, class phrases.Set) bool {
	at, _ := class.Next(p, 0)
	return at >= 0 && w.forbidden.Before(p, len(strings.TrimRight(p.Lower[:at], " "))) >= 0
}

// nothingBars is what denies a bar.
var nothingBars = regexp.MustCompile(`\b(no|not|without|never|kein\w*|keine|ohne|sans|sin|bez|без|нет) [^,;]{0,24}$`)

// goesAround reports a sentence by which goods take a way because the direct one is barred.
func (w *hidingWords) goesAround(p *phrases.Text) bool {
	at, end := w.around.Next(p, 0)
	if at < 0 {
		return false
	}
	for why, behind := w.because.Next(p, 0); why >= 0; why, behind = w.because.Next(p, behind) {
		bar, _ := w.barred.Next(p, behind)
		if bar < 0 || bar-behind > hidingSpan || why-end > hidingSpan {
			continue
		}
		if !nothingBars.MatchString(p.Lower[behind:bar]) {
			return true
		}
	}
	return false
}

// passes reports a sentence by which a party was kept from what looks parties up.
func (w *hidingWords) passes(p *phrases.Text) bool {
	if w.oneParty.Stands(p) {
		return true
	}
	return w.screen.Stands(p) && w.stops.Stands(p) && w.keptFrom.Stands(p) && (w.party.Stands(p) || w.user.Stands(p) || w.place.Stands(p))
}

// hidden are what notes on the order and on its parties ask to hide.
func (f *Facts) hidden() []statement {
	if f.built&builtHidings != 0 {
		return f.hides
	}
	f.built |= builtHidings
	f.hides = f.hides[:0]
	for in := range f.deskNotes() {
		if len(in.text) < leastHiding {
			continue
		}
		read, met := f.hid[in.text]
		if !met {
			read = f.src.Words.hiding.in(rules.Readable(in.text))
			if len(f.hid) < mostRemembered {
				f.hid[strings.Clone(in.text)] = read
			}
		}
		for _, h := range read {
			h.source = in
			f.hides = append(f.hides, h)
		}
	}
	return f.hides
}
