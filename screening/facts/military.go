package facts

import (
	_ "embed"
	"strings"

	"redflag/data"
	"redflag/screening/contact"
	"redflag/screening/phrases"
)

//go:embed military.yaml
var militaryYAML []byte

// militaryWords are what says that a party is of the military.
type militaryWords struct {
	domain               map[string]bool
	place, once, welfare phrases.Set
	rank, past           phrases.Set
	body, trade          phrases.Set
}

func loadMilitary() (militaryWords, error) { return parseMilitary("military.yaml", militaryYAML) }

func parseMilitary(name string, text []byte) (militaryWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Domain       phrases.Tongues `yaml:"domain"`
		Place        phrases.Tongues `yaml:"place"`
		Once         phrases.Tongues `yaml:"once"`
		Welfare      phrases.Tongues `yaml:"welfare"`
		Rank         phrases.Tongues `yaml:"rank"`
		Past         phrases.Tongues `yaml:"past"`
		Body         phrases.Tongues `yaml:"body"`
		Trade        phrases.Tongues `yaml:"trade"`
	}
	t := phrases.Open(name, text, &f)
	return militaryWords{
		domain: t.Words("$.domain", f.Domain), place: t.Set("$.place", f.Place), once: t.Set("$.once", f.Once), welfare: t.Set("$.welfare", f.Welfare),
		rank: t.Set("$.rank", f.Rank), past: t.Set("$.past", f.Past), body: t.Set("$.body", f.Body), trade: t.Set("$.trade", f.Trade),
	}, t.Err()
}

// militaryOf is what beside the name and the business of a party is of the military.
func (s *Sources) militaryOf(p *profile, c, full *data.Customer) tie {
	w := &s.Words.soldiers
	for _, mails := range [...][]string{c.Emails, full.Emails} {
		for _, m := range mails {
			if _, d, ok := contact.Mailbox(m); ok && w.soldiersWriteAt(d) {
				return tie{"emails", m}
			}
		}
	}
	for i := range p.owners {
		if o := &p.owners[i]; s.ofMilitary(o.name) {
			return tie{o.field, o.name}
		}
	}
	for _, x := range [...]tie{{"parent", full.Parent}, {"ultimate_parent", full.UltimateParent}} {
		if s.ofMilitary(x.value) {
			return x
		}
	}
	if says(w.place, c.Address) && !says(w.once, c.Address) {
		return tie{"address", c.Address}
	}
	for i := range full.Sites {
		if a := full.Sites[i].Address + " " + full.Sites[i].Name; says(w.place, a) && !says(w.once, a) {
			return tie{"sites", strings.TrimSpace(a)}
		}
	}
	for _, d := range full.Directors {
		if w.officer(d) {
			return tie{"directors", d}
		}
	}
	for _, person := range [...]string{c.Contact, full.Contact} {
		if w.officer(person) {
			return tie{"contact", person}
		}
	}
	return tie{}
}

// militaryLocally is the name of a party in local script, where that has words of the military
// and its Latin name beside it has none.
func (s *Sources) militaryLocally(c *data.Customer) string {
	if data.TextState(c.NameLocal) != data.Known || data.TextState(c.Name) != data.Known || !latin(c.Name) || latin(c.NameLocal) {
		return ""
	}
	if local := s.ofMilitary(c.NameLocal) || s.isBody(c.NameLocal, ""); !local || s.ofMilitary(c.Name) || s.isBody(c.Name, "") {
		return ""
	}
	return c.NameLocal
}

// officer reports a person who is told with the rank of a serving officer: before the name
// where words are parted by spaces, anywhere where they are not.
func (w *militaryWords) officer(person string) bool {
	if len(person) < leastValue {
		return false
	}
	t := phrases.Read(strings.TrimSpace(person))
	ranked := w.rank.At(&t, 0) > 0 || !phrases.IsLatin(person) && w.rank.Stands(&t)
	return ranked && !w.past.Stands(&t)
}

// isBody reports a party that by its name or business is plainly a body of the armed forces
// or arms them. A line of business that is told says so with any word of the military: it
// tells what the house does, and a name only how it is called.
func (s *Sources) isBody(name, business string) bool {
	w := &s.Words.soldiers
	all := phrases.Read(name + " . " + business)
	if w.trade.Stands(&all) || w.welfare.Stands(&all) || s.Words.list.NotMilitary.In(all.Lower) != "" {
		return false
	}
	return w.body.Stands(&all) || s.Words.list.Military.In(strings.ToLower(business)) != ""
}

// ofMilitary reports the name of a house that is of the military, and not for its people.
func (s *Sources) ofMilitary(name string) bool {
	if data.TextState(name) != data.Known {
		return false
	}
	l := strings.ToLower(name)
	return s.Words.list.Military.In(l) != "" && s.Words.list.NotMilitary.In(l) == "" && !says(s.Words.soldiers.welfare, name)
}

// soldiersWriteAt reports a domain with a part that is of the military: "signals.navy.mil.th".
// The first part before the ending is the name of a house: "navy.com" sells clothes.
func (w *militaryWords) soldiersWriteAt(domain string) bool {
	parts := strings.Split(domain, ".")
	for i, p := range parts {
		own := i == len(parts)-2 // "mil.th" is no name of a house; "army.com" is one
		if w.domain[p] && (!own || p == "mil" && len(parts[i+1]) == 2) && (i < len(parts)-1 || p == "mil") {
			return true
		}
	}
	return false
}
