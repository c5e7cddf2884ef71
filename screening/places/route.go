package places

import (
	"math"
	"strings"

	"redflag/data"
)

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
		s.Country, s.Lat, s.Lon, s.Located = port.Country, port.Lat, port.Lon, true
		return s
	}
	code, ok := p.Code(t)
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
	s.Country, s.Lat, s.Lon, s.Located = code, c.Lat, c.Lon, true
	return s
}

// Route is what the way of a shipment says.
type Route struct {
	Stops      []Stop
	Countries  []string    // in order, repeats of neighbours left out
	Detour     data.Number // length of the legs as a multiple of the direct way; not known where a place is not located or both ends lie near one another or in one country
	DirectKm   float64
	Returns    bool       // comes back to a country that it has left
	HubsOnWay  []string   // hubs that are neither first nor last
	Restricted data.Truth // passes Macau or D:5, neither first nor last
	Unknown    []string   // places that the tables do not know
}

// near is the distance below which a detour says nothing, in km.
const near = 100

// Route reads a route of at most a hundred places.
func (p *Places) Route(places []string, on data.Date) Route {
	var r Route
	located := true
	for _, text := range places[:min(len(places), 100)] {
		if data.TextState(strings.TrimSpace(text)) != data.Known {
			continue
		}
		s := p.Stop(text)
		r.Stops = append(r.Stops, s)
		located = located && s.Located
		if s.Country == "" {
			r.Unknown = append(r.Unknown, text)
			continue
		}
		if n := len(r.Countries); n == 0 || r.Countries[n-1] != s.Country {
			r.Countries = append(r.Countries, s.Country)
		}
	}
	p.way(&r, on)
	if located && len(r.Stops) >= 2 {
		r.measure()
	}
	return r
}

func (p *Places) way(r *Route, on data.Date) {
	seen := map[string]bool{}
	r.Restricted = data.False
	if len(r.Unknown) > 0 {
		r.Restricted = data.Undecided
	}
	for i, c := range r.Countries {
		r.Returns = r.Returns || seen[c]
		seen[c] = true
		if i == 0 || i == len(r.Countries)-1 {
			continue
		}
		if p.Hub(c, on) == data.True {
			r.HubsOnWay = append(r.HubsOnWay, c)
		}
		r.Restricted = r.Restricted.Or(p.RestrictedHQ(c, on))
	}
}

func (r *Route) measure() {
	first, last := r.Stops[0], r.Stops[len(r.Stops)-1]
	r.DirectKm = Distance(first.Lat, first.Lon, last.Lat, last.Lon)
	legs := 0.0
	for i := 1; i < len(r.Stops); i++ {
		a, b := r.Stops[i-1], r.Stops[i]
		legs += Distance(a.Lat, a.Lon, b.Lat, b.Lon)
	}
	if r.DirectKm >= near && first.Country != last.Country {
		r.Detour = data.Num(legs / r.DirectKm)
	}
}

// Distance is the great circle between two points, in km.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const earth, rad = 6371.0, math.Pi / 180
	dLat, dLon := (lat2-lat1)*rad, (lon2-lon1)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * earth * math.Asin(math.Sqrt(min(h, 1)))
}
