package places

import "strings"

// Stop is one place of a route, read.
type Stop struct {
	Told     string
	Country  string // "" where the tables do not know the place
	Lat, Lon float64
	Located  bool
}

// Stop reads a place of a route: a UN/LOCODE, an airport code, a port, a country
// or a main city.
func (p *Places) Stop(text string) Stop {
	s := Stop{Told: text}
	t := strings.TrimSpace(text)
	if port := p.t.Ports.Find(t); port != nil && len(t) > 2 {
		s.Country, s.Lat, s.Lon, s.Located = p.t.Groups.Land(port.Country), port.Lat, port.Lon, true
		return s
	}
	code, ok := p.own(t)
	if !ok {
		code, ok = p.t.Countries.City(t)
	}
	if !ok && len(t) == 5 && strings.ToUpper(t) == t {
		// A LOCODE that the table of ports does not hold still begins with its country.
		code, ok = t[:2], p.t.Countries.Get(t[:2]) != nil
	}
	if !ok {
		return s
	}
	c := p.t.Countries.Get(code)
	s.Country, s.Lat, s.Lon, s.Located = p.t.Groups.Land(code), c.Lat, c.Lon, true
	return s
}
