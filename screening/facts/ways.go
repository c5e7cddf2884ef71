package facts

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed ways.yaml
var waysYAML []byte

// wayWords are how texts tell that a sentence is about a way, which place it leads by, and
// that goods go on from where they came.
type wayWords struct {
	way, by, goesOn, still phrases.Set
	traced                 phrases.Set // where goods were, by a device with them or by stamps on their papers
}

func loadWayWords() (wayWords, error) { return parseWayWords("ways.yaml", waysYAML) }

func parseWayWords(name string, text []byte) (wayWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Way          phrases.Tongues `yaml:"way"`
		By           phrases.Tongues `yaml:"by"`
		GoesOn       phrases.Tongues `yaml:"goes_on"`
		Still        phrases.Tongues `yaml:"still"`
		Traced       phrases.Tongues `yaml:"traced"`
	}
	t := phrases.Open(name, text, &f)
	return wayWords{t.Set("$.way", f.Way), t.Set("$.by", f.By), t.Set("$.goes_on", f.GoesOn), t.Set("$.still", f.Still), t.Set("$.traced", f.Traced)}, t.Err()
}

// A name of a place has so many words at most, and of a text so many places are looked at.
const (
	placeWords = 3
	mostPlaces = 16
)

// placeTold is a place with the words that tell it.
type placeTold struct {
	Stop
	text string
}

// placeAt is the longest place that words begin with, or, where they are read from their
// end, that they end with. That a party sits in another town of that name is none.
func (f *Facts) placeAt(words []string, fromEnd bool) (placeTold, int) {
	for n := min(placeWords, len(words)); n > 0; n-- {
		part := words[:n]
		if fromEnd {
			part = words[len(words)-n:]
		}
		text := strings.Trim(strings.Join(part, " "), " .,;:()\"'“”")
		if r, _ := utf8.DecodeRuneInString(text); !unicode.IsUpper(r) && phrases.IsLatin(text) {
			continue
		}
		if s, ok := f.src.Places.Place(text); ok && s.Located && !f.townElsewhere(text, s.Country) {
			return placeTold{s, text}, n
		}
	}
	return placeTold{}, 0
}

// townElsewhere says whether a party sits in another country in a town or street of that
// name: there is a Vienna in Virginia.
func (f *Facts) townElsewhere(name, country string) bool {
	for i := range f.parties {
		p := &f.parties[i]
		if iso := f.located(p.profile).iso; iso == "" || iso == country {
			continue
		}
		for _, c := range [...]*data.Customer{p.c, p.full()} {
			if strings.Contains(c.City, name) || strings.Contains(c.Address, name) {
				return true
			}
		}
	}
	return false
}

// betweenPlaces is what stands between the two ends of a leg on a bill.
var betweenPlaces = regexp.MustCompile(`\s?(?:->|=>|[-–—→/])\s?|\s(?:to|nach|ke|à|a|至)\s`)

// billedWay are the places of legs that the lines of a paper tell, as far as each leg
// begins where the one before ended.
func (f *Facts) billedWay() (way []placeTold) {
	if len(f.sh.Route) > 0 {
		return nil
	}
	for i := range f.sh.Lines {
		text := f.sh.Lines[i].Description
		for _, at := range betweenPlaces.FindAllStringIndex(rules.Readable(text), mostPlaces) {
			from, _ := f.placeAt(strings.Fields(text[:at[0]]), true)
			to, _ := f.placeAt(strings.Fields(text[at[1]:]), false)
			if from.Country == "" || to.Country == "" || from.Stop == to.Stop || len(way) >= mostPlaces {
				continue
			}
			if len(way) == 0 {
				way = append(way, from)
			} else if way[len(way)-1].Stop != from.Stop {
				continue
			}
			way = append(way, to)
		}
	}
	return way
}

func (f *Facts) billed(x field) rules.Value {
	way := f.billedWay()
	if len(way) == 0 {
		return rules.Value{}
	}
	if x == fShipmentBilledDetour {
		return detour(stopsOf(way))
	}
	var names []string
	for _, p := range way {
		names = append(names, p.text)
	}
	return listValue(names)
}

func stopsOf(way []placeTold) []Stop {
	stops := make([]Stop, len(way))
	for i := range way {
		stops[i] = way[i].Stop
	}
	return stops
}

// goesOnTo is the place in another country at which the way of a paper ends that begins in
// the country where the order that it names was to end, "" for none. What comes back or is
// served goes other ways.
func (f *Facts) goesOnTo() string {
	way := f.sh.Route
	if len(way) < 2 || !f.dated || data.TextState(f.sh.Order) != data.Known || f.act() == "return" || f.act() == "service" {
		return ""
	}
	from, to := f.stop(way[0]), f.stop(way[len(way)-1])
	if from.Country == "" || to.Country == "" || from.Country == to.Country || to.Country == "US" || f.papersBefore().Destined != history.CountryKey(from.Country) {
		return ""
	}
	return strings.TrimSpace(way[len(way)-1])
}

// stop is a place of a route, or the country of the party that sits in a town of that name.
func (f *Facts) stop(name string) Stop {
	if s, ok := f.src.Places.Place(name); ok && s.Country != "" {
		return s
	}
	for i := range f.parties {
		if c := f.parties[i].full(); c.City != "" && strings.EqualFold(c.City, strings.TrimSpace(name)) {
			return Stop{Country: f.located(f.parties[i].profile).iso}
		}
	}
	return Stop{}
}

// brought are the delivery terms by which the seller brings the goods to a place: what
// they name is on the way of the goods or at its end. By the others it hands them over.
var brought = []string{"CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP", "DAT", "DDU"}

// nearPlace is up to how many kilometres before its destination goods may be brought: to
// the port or airport that serves it.
const nearPlace = 1500

// term is the place to which the seller brings the goods, where that is not in the
// destination, and how long the way by it is.
func (f *Facts) term(x field) rules.Value {
	words := strings.Fields(f.sh.Incoterm)
	if len(words) < 2 || !slices.Contains(brought, strings.ToUpper(words[0])) {
		return rules.Value{}
	}
	d, _ := f.destination()
	at, _ := f.placeAt(words[1:], false)
	if d.iso == "" || at.Country == "" || at.Country == d.iso {
		return rules.Value{}
	}
	if x == fShipmentTermPlace {
		return textValue(at.text)
	}
	from := f.role(data.Exporter)
	if from == nil {
		return rules.Value{}
	}
	start, end := f.seat(from.profile, f.located(from.profile).iso), f.seat(f.cust, d.iso)
	if !start.Located || !end.Located || distance(at.Stop, end) < nearPlace {
		return rules.Value{}
	}
	return detour([]Stop{start, at.Stop, end})
}

// seat is the town of a party where it is in a country and the map has it, else the country.
func (f *Facts) seat(p *profile, iso string) Stop {
	if p != nil && f.located(p).iso == iso {
		if s, ok := f.src.Places.Place(p.full().City); ok && s.Located && s.Country == iso {
			return s
		}
	}
	s, _ := f.src.Places.Place(iso)
	return s
}

// fewestPlaces is how many places of one sentence tell a way.
const fewestPlaces = 3

// notedDetour is how long a way to the destination is that a sentence of the notes tells.
func (f *Facts) notedDetour() (longest rules.Value) {
	d, _ := f.destination()
	if d.iso == "" {
		return rules.Value{}
	}
	for _, sentence := range waySentences(f.sh.Notes) {
		if len(sentence) < leastWay || !says(f.src.Words.ways.way, sentence) {
			continue
		}
		way := f.placesIn(sentence)
		if len(way) < fewestPlaces || way[0].Country == d.iso || way[len(way)-1].Country != d.iso {
			continue
		}
		if v := detour(stopsOf(way)); v.State == data.Known && v.Num > longest.Num {
			longest = v
		}
	}
	if longest.State == data.Known {
		return longest
	}
	if longest = f.tracedDetour(d.iso); longest.State == data.Known {
		return longest
	}
	return f.detourBy(d.iso)
}

// tracedDetour is how long the way to the destination is by a place at which notes tell that
// a device with the goods, or a stamp on their papers, was.
func (f *Facts) tracedDetour(to string) (longest rules.Value) {
	if !says(f.src.Words.ways.traced, f.sh.Notes) {
		return rules.Value{}
	}
	from := Stop{}
	if len(f.sh.Route) > 0 {
		from, _ = f.src.Places.Place(f.sh.Route[0])
	} else if p := f.role(data.Exporter); p != nil {
		from = f.seat(p.profile, f.located(p.profile).iso)
	}
	end := f.seat(f.cust, to)
	if !from.Located || !end.Located {
		return rules.Value{}
	}
	for _, sentence := range waySentences(f.sh.Notes) {
		if !says(f.src.Words.ways.traced, sentence) {
			continue
		}
		for _, p := range f.placesIn(sentence) {
			if len(p.text) < leastPlace || p.Country == "" || p.Country == to || p.Country == from.Country {
				continue
			}
			if v := detour([]Stop{from, p.Stop, end}); v.State == data.Known && v.Num > longest.Num {
				longest = v
			}
		}
	}
	return longest
}

// leastWay is the length of the shortest sentence that tells a way, in bytes.
const leastWay = 16

// waySentences are the sentences of notes.
func waySentences(notes string) []string {
	return strings.FieldsFunc(rules.Readable(notes), func(r rune) bool { return strings.ContainsRune(".;!?\n。；！？", r) })
}

// detourBy is how long the way to the destination is by a third country that notes tell right
// behind "by" or "via", from the first place that they tell, or else from the exporter.
func (f *Facts) detourBy(to string) (longest rules.Value) {
	if !says(f.src.Words.ways.by, f.sh.Notes) {
		return rules.Value{}
	}
	from := Stop{}
	if all := f.placesIn(f.sh.Notes); len(all) > 0 && all[0].Country != to {
		from = all[0].Stop
	} else if p := f.role(data.Exporter); p != nil {
		from = f.seat(p.profile, f.located(p.profile).iso)
	}
	end := f.seat(f.cust, to)
	if !from.Located || !end.Located || from.Country == to {
		return rules.Value{}
	}
	for _, sentence := range waySentences(f.sh.Notes) {
		t := phrases.Read(sentence)
		for at, behind := f.src.Words.ways.by.Next(&t, 0); at >= 0; at, behind = f.src.Words.ways.by.Next(&t, behind) {
			p, _ := f.placeAt(strings.Fields(cut(t.Shown[behind:], mostOfPlace, false)), false)
			if p.Country == "" || p.Country == to || p.Country == from.Country {
				continue
			}
			if v := detour([]Stop{from, p.Stop, end}); v.State == data.Known && v.Num > longest.Num {
				longest = v
			}
		}
	}
	return longest
}

// mostOfPlace bounds what is looked at behind a word that leads to a place, in bytes.
const mostOfPlace = 60

// notedOnward is the place in a third country to which notes say that the goods go on, "" for
// none. From one country of Group A:1 to another they may.
func (f *Facts) notedOnward() string {
	if len(f.sh.Notes) < leastWay || !says(f.src.Words.ways.goesOn, f.sh.Notes) {
		return ""
	}
	d, _ := f.destination()
	if d.iso == "" {
		return ""
	}
	for _, sentence := range waySentences(f.sh.Notes) {
		t := phrases.Read(sentence)
		at, behind := f.src.Words.ways.goesOn.Next(&t, 0)
		if at < 0 || f.src.Words.ways.still.Stands(&t) {
			continue
		}
		for _, p := range f.placesIn(cut(t.Shown[behind:], mostOfPlace, false)) {
			if f.isThird(p.Country, d.iso) {
				return p.text
			}
		}
	}
	return ""
}

// isThird reports a country that is neither the destination nor that of a party, and not of
// Country Group A:1 as the destination is.
func (f *Facts) isThird(iso, destination string) bool {
	if iso == "" || iso == destination || iso == "US" || iso == f.country(f.sh.FinalDestinationCountry).iso {
		return false
	}
	if f.src.Places.InGroup(iso, "A:1", f.law) == data.True && f.src.Places.InGroup(destination, "A:1", f.law) == data.True {
		return false
	}
	for i := range f.parties {
		if p := &f.parties[i]; p.country.iso == iso || f.located(p.profile).iso == iso {
			return false
		}
	}
	return true
}

// placesIn are the places of a text in order, each once in a row.
func (f *Facts) placesIn(text string) (out []placeTold) {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",:()→>–—/、，：（）「」", r)
	})
	for len(words) > 0 && len(out) < mostPlaces {
		p, n := f.placeAt(words, false)
		told := []placeTold{p}
		if n == 0 && !phrases.IsLatin(words[0]) {
			told = f.placesWithin(words[0])
		}
		for _, p := range told {
			if p.Country != "" && (len(out) == 0 || out[len(out)-1].Stop != p.Stop) {
				out = append(out, p)
			}
		}
		words = words[max(n, 1):]
	}
	return out
}

// placesWithin are the places within a run of a script that parts no words by spaces.
func (f *Facts) placesWithin(run string) (out []placeTold) {
	var starts []int
	for i := range cut(run, longestRun, false) {
		starts = append(starts, i)
	}
	starts = append(starts, len(cut(run, longestRun, false)))
	for i := 0; i < len(starts)-2; i++ {
		for j := min(len(starts)-1, i+longestPlace); j > i+1; j-- {
			text := run[starts[i]:starts[j]]
			if s, ok := f.src.Places.Place(text); ok && s.Located && !f.townElsewhere(text, s.Country) {
				out, i = append(out, placeTold{s, text}), j-1
				break
			}
		}
	}
	return out
}

// Bounds on a run in which places are looked for, in bytes, and on the name of one, in signs.
const (
	longestRun   = 240
	longestPlace = 8
)
