package facts

import (
	"slices"
	"strconv"

	"redflag/data"
	"redflag/screening/history"
)

// owner is one owner of a party, direct or through others.
type owner struct {
	name    string
	country country
	direct  data.Number // share in the firm below
	percent data.Number // share in the party, through all layers
	layer   int
	via     int // the owner that it owns; -1 for the party
	listed  bool
	hit     hit
	rec     *data.Record // that told it; nil: the party itself
	field   string
}

// Bounds on how far ownership is followed, so that a file of circles and fans
// costs no more than a file of chains.
const (
	maxLayers = 8
	maxOwners = 200
)

// traceOwners follows owners as told on the party's record and as holdings,
// layer by layer. A share on the way that is not told makes the share through
// that layer not known. A firm met again on one path ends that path.
func (s *Sources) traceOwners(p *profile, n Searcher) {
	if p.key == "" {
		return
	}
	c, rec := p.c, (*data.Record)(nil)
	if len(c.Owners) == 0 && p.rec != nil && p.rec.Customer != c {
		c, rec = p.rec.Customer, p.rec
	}
	s.climb(p, n, c, rec, c.Name, -1, []string{p.key})
	p.share, p.named = s.listedShare(p)
}

// climb adds the owners that a record and holdings tell of one firm.
func (s *Sources) climb(p *profile, n Searcher, c *data.Customer, rec *data.Record, name string, via int, path []string) {
	if len(path) > maxLayers {
		return
	}
	if c != nil {
		for i := range c.Owners {
			o := &c.Owners[i]
			s.addOwner(p, n, owner{name: o.Name, country: s.country(o.Country), direct: o.Percent, via: via, rec: rec, field: "owners[" + strconv.Itoa(i) + "]"}, path)
		}
	}
	if c != nil {
		// A parent holds the firm; by how much is told only where it is an owner, too.
		s.addParent(p, n, owner{name: c.Parent, country: s.country(c.ParentCountry), via: via, rec: rec, field: "parent"}, path)
		s.addParent(p, n, owner{name: c.UltimateParent, country: s.country(c.UltimateParentCountry), via: via, rec: rec, field: "ultimate_parent"}, path)
	}
	if s.Book.HasOwners(name) {
		for _, r := range s.Book.Owners(name) {
			h := r.Holding
			s.addOwner(p, n, owner{name: h.Owner, direct: h.Percent, via: via, rec: r, field: "owner"}, path)
		}
	}
}

// addParent adds a parent as an owner where the lists know its name; other parents
// have facts of their own.
func (s *Sources) addParent(p *profile, n Searcher, o owner, path []string) {
	if data.TextState(o.name) != data.Known || s.Words.isPlaceholder(o.name) {
		return
	}
	if s.ownerListed(o.name, o.country.text, n).sure {
		s.addOwner(p, n, o, path)
	}
}

func (s *Sources) addOwner(p *profile, n Searcher, o owner, path []string) {
	k := history.NameKey(o.name)
	if k == "" {
		p.nameless = true
		return
	}
	if len(p.owners) >= maxOwners {
		return
	}
	if slices.Contains(path, k) {
		p.circle = true
		return
	}
	for i := range p.owners { // told both on a record and as a holding: counts once
		if q := &p.owners[i]; q.via == o.via && history.NameKey(q.name) == k {
			if q.direct.State != data.Known {
				q.direct = o.direct
			}
			return
		}
	}
	var rec *data.Record
	if i, _, ok := s.Book.Resolve(o.name, "", o.country.text); ok {
		rec = s.Book.Customer(i)
		if o.country.state == data.NotTold {
			o.country = s.country(rec.Customer.Country)
		}
	}
	if l := s.ownerListed(o.name, o.country.text, n); l.sure {
		o.listed, o.hit = true, l.hit
	}
	o.layer, o.percent = len(path), o.direct
	if o.via >= 0 {
		o.percent = times(p.owners[o.via].percent, o.direct)
	}
	at := len(p.owners)
	p.owners = append(p.owners, o)
	var c *data.Customer
	if rec != nil {
		c = rec.Customer
	}
	s.climb(p, n, c, rec, o.name, at, append(slices.Clone(path), k))
}

func times(a, b data.Number) data.Number {
	if a.State != data.Known {
		return a
	}
	if b.State != data.Known {
		return b
	}
	return data.Num(a.Value * b.Value / 100)
}

// listedShare is what listed parties hold of the party together: directly, and
// through firms that they own by half or more, which count as listed themselves.
// It is not known where a share on the way is not, unless what is known is half
// already.
func (s *Sources) listedShare(p *profile) (data.Number, string) {
	if len(p.owners) == 0 {
		return data.Number{}, ""
	}
	known := make([]float64, len(p.owners)+1) // [i+1]: held by listed parties in owner i; [0]: in the party
	open := make([]bool, len(p.owners)+1)     // a share that is not told could add to it
	named, any := "", false
	for i := len(p.owners) - 1; i >= 0; i-- { // owners of an owner stand after it
		o := &p.owners[i]
		counts := o.listed && o.hit.class != classCaution
		if counts {
			named, any = o.name, true
		}
		half := counts || known[i+1] >= 50
		switch {
		case half && o.direct.State == data.Known:
			known[o.via+1] += o.direct.Value
		case half:
			open[o.via+1] = true
		case open[i+1] && (o.direct.State != data.Known || o.direct.Value > 0):
			open[o.via+1] = true
		}
	}
	switch {
	case known[0] >= 50:
		return data.Num(min(known[0], 100)), named
	case open[0]:
		return data.Number{State: data.Unknown}, named
	case any || known[0] > 0:
		return data.Num(known[0]), named
	}
	return data.Num(0), ""
}
