package screening

import (
	"slices"

	"redflag/data"
	"redflag/data/reference"
	"redflag/screening/facts"
	"redflag/screening/match"
	judged "redflag/screening/places"
)

// places answers for facts out of the map and the tables.
type places struct {
	*judged.Places
	t *reference.Tables
}

func newPlaces(t *reference.Tables) *places { return &places{judged.New(t), t} }

// Country reads a country in any usual form.
func (p *places) Country(text string) (string, bool) { return p.Code(text) }

// CountryName is the English name of a code within a sentence.
func (p *places) CountryName(iso string) string { return p.t.Countries.Name(iso) }

// RussiaRoute says whether goods for Russia are known to pass through a country.
func (p *places) RussiaRoute(country string, on data.Date) data.Truth {
	return p.RussiaHub(country, on)
}

// RussiaRouteStrength is how strong the evidence for that is, "" where there is none.
func (p *places) RussiaRouteStrength(country string, on data.Date) string {
	if t, h := p.HubRow(country, "russia", on); t == data.True && h != nil {
		return h.Strength
	}
	return ""
}

// Place reads a stop of a route.
func (p *places) Place(text string) (facts.Stop, bool) {
	s := p.Stop(text)
	return facts.Stop{Country: s.Country, Lat: s.Lat, Lon: s.Lon, Located: s.Located}, s.Country != ""
}

// HighPriority says whether a tariff number is on the Common High Priority List.
func (p *places) HighPriority(hs string) bool {
	_, ok := p.t.Tariff.HighPriority(hs)
	return ok
}

// Zone is the free zone that a text names, and the country it lies in.
func (p *places) Zone(text string) (name, iso string) {
	if z := p.Places.Zone(text); z != nil {
		return z.Name, z.Country
	}
	return "", ""
}

// AbsurdTariff says whether a tariff number is of a trade far from computing.
func (p *places) AbsurdTariff(hs string) bool {
	for _, r := range p.t.Tariff.Of(hs) {
		if r.Kind == "absurd" {
			return true
		}
	}
	return false
}

// calendar are the dates on which law or guidance changed.
func (p *places) calendar() []facts.RuleDate {
	out := make([]facts.RuleDate, 0, len(p.t.Calendar))
	for _, r := range p.t.Calendar {
		out = append(out, facts.RuleDate{On: r.Date, Name: r.Title, Restricts: r.Restricts})
	}
	return out
}

// iso is the code of a country by what is told of it, "" for none.
func (s *Screener) iso(told string) string {
	iso, _ := s.places.Country(told)
	return iso
}

func (s *Screener) usd(amount float64, currency string, on data.Date) (float64, bool) {
	return s.in.Tables.Rates.USD(amount, currency, on)
}

// searcher looks parties up in the lists.
type searcher struct {
	*match.Searcher
	answers *answers
}

func (s *Screener) newSearcher() facts.Searcher {
	index := s.index()
	if index == nil {
		return nil
	}
	return searcher{index.Searcher(), s.answers}
}

// maxHits bounds the entries that one party is held against.
const maxHits = 8

// Party is what name and address of a party may mean.
func (s searcher) Party(c *data.Customer) []data.NameHit {
	names, address := questionsOf(c)
	hits := s.answers.to(names, s.look).hits
	if address.Address == "" {
		return hits
	}
	return append(hits, s.answers.to(address, s.look).hits...)
}

// look asks the lists. Names that are like an entry's from afar say nothing: no
// verdict knows of them.
func (s searcher) look(q Question) ([]data.NameHit, match.Quiet) {
	if q.Address != "" {
		return s.AddressesMarked(q, maxHits)
	}
	if quiet, ok := s.Quiet(q); ok {
		return nil, quiet
	}
	hits := s.Names(q, maxHits)
	return slices.DeleteFunc(hits, func(h data.NameHit) bool { return h.Score < match.ReviewThreshold }), match.Quiet{}
}

// PartyHits are the list entries that a party is held against in a verdict.
func PartyHits(s *match.Searcher, c *data.Customer) []data.NameHit {
	q := query(c)
	return append(s.Names(q, maxHits), addressHits(s, q)...)
}

func query(c *data.Customer) match.Query {
	return match.Query{Name: c.Name, NameLocal: c.NameLocal, Aliases: c.Aliases, Country: c.Country, Address: fullAddress(c)}
}

func addressHits(s *match.Searcher, q match.Query) []data.NameHit {
	if q.Address == "" {
		return nil
	}
	return s.Addresses(q, maxHits)
}

// Name is what a bare name may mean.
func (s searcher) Name(name, country string) []data.NameHit {
	return s.Names(match.Query{Name: name, Country: country}, maxHits)
}

func fullAddress(c *data.Customer) string {
	if data.TextState(c.Address) != data.Known {
		return ""
	}
	out := c.Address
	for _, p := range [...]string{c.UnitFloor, c.City, c.Postcode} {
		if data.TextState(p) == data.Known {
			out += ", " + p
		}
	}
	return out
}
