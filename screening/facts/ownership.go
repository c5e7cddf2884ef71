package facts

import (
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/phrases"
)

// owner is one owner of a party, direct or through others.
type owner struct {
	name    string
	key     string      // of the name
	country country     // as told
	seat    country     // where it sits: as told, else by the list that names it
	direct  data.Number // share in the firm below
	percent data.Number // share in the party, through all layers
	layer   int
	via     int // the owner that it owns; -1 for the party
	listed  bool
	hit     hit          // what weighs most
	hits    []hit        // all entries that nobody set aside, that one first
	cleared []hit        // entries that a person has set aside for it
	rec     *data.Record // that told it; nil: the party itself
	field   string
	noted   textSource // what its own record or the holding tells of a listing
	source  textSource // of the holding, as told
	seatBy  textSource // the text that tells the seat; empty where a field or a list does
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
	if rec != nil { // what the paper tells of a parent stands beside the record
		s.addParents(p, n, p.c, nil, -1, []string{p.key})
	}
	if len(p.owners) > 0 {
		p.listed = p.heldBy(listedOwner)
		p.sanctioned, p.affiliated = p.heldBy(hasHit(blocks)), p.heldBy(hasHit(affiliates))
	}
}

// climb adds the owners that a record and holdings tell of one firm.
func (s *Sources) climb(p *profile, n Searcher, c *data.Customer, rec *data.Record, name string, via int, path []string) {
	if len(path) > maxLayers {
		return
	}
	if c != nil {
		for i := range c.Owners {
			o := &c.Owners[i]
			s.addOwner(p, n, owner{name: o.Name, country: s.country(o.Country), direct: o.Percent, via: via, rec: rec, field: "owners[" + strconv.Itoa(i) + "]", source: textSource{field: "owners[" + strconv.Itoa(i) + "].source", text: o.Source, rec: rec}}, path)
		}
	}
	if c != nil {
		s.addParents(p, n, c, rec, via, path)
	}
	if s.Book.HasOwners(name) {
		for _, r := range s.Book.Owners(name) {
			h := r.Holding
			s.addOwner(p, n, owner{name: h.Owner, direct: h.Percent, via: via, rec: r, field: "owner", source: textSource{field: "source", text: h.Source, rec: r}}, path)
		}
	}
}

// addParents adds the parents that one record tells. A parent holds the firm; by how much
// is told only where it is an owner, too.
func (s *Sources) addParents(p *profile, n Searcher, c *data.Customer, rec *data.Record, via int, path []string) {
	s.addParent(p, n, owner{name: c.Parent, country: s.country(c.ParentCountry), via: via, rec: rec, field: "parent"}, path)
	s.addParent(p, n, owner{name: c.UltimateParent, country: s.country(c.UltimateParentCountry), via: via, rec: rec, field: "ultimate_parent"}, path)
}

// addParent adds a parent as an owner where the lists know its name, or the notes on its own
// record tell of a list; other parents have facts of their own.
func (s *Sources) addParent(p *profile, n Searcher, o owner, path []string) {
	if data.TextState(o.name) != data.Known || s.Words.isPlaceholder(o.name) {
		return
	}
	if len(s.ownerListed(o.name, o.country.text, n)) > 0 || s.recordNotedListed(o.name, p.source) {
		s.addOwner(p, n, o, path)
	}
}

func (s *Sources) addOwner(p *profile, n Searcher, o owner, path []string) {
	k := history.NameKey(o.name)
	if k == "" || data.TextState(o.name) != data.Known || s.Words.isPlaceholder(o.name) {
		p.mayBeOwned().nameless = true
		return
	}
	if len(p.owners) >= maxOwners {
		return
	}
	if slices.Contains(path, k) {
		p.mayBeOwned().circle = true
		return
	}
	for i := range p.owners { // told both on a record and as a holding: counts once
		if q := &p.owners[i]; q.via == o.via && q.key == k {
			q.again(&o)
			if q.via < 0 {
				q.percent = q.direct
			} else {
				q.percent = times(p.owners[q.via].percent, q.direct)
			}
			return
		}
	}
	var rec *data.Record
	if rec = s.ownerRecord(o.name, "", o.country.text); rec != nil {
		if o.country.state == data.NotTold {
			o.country = s.country(rec.Customer.Country)
		}
	}
	o.key = k
	s.holdAgainst(p, &o, n)
	s.seatOwner(p, &o, rec)
	s.noteOwner(&o, rec)
	o.layer, o.percent = len(path), o.direct
	if o.via >= 0 {
		o.percent = times(p.owners[o.via].percent, o.direct)
	}
	at := len(p.owners)
	own := p.mayBeOwned()
	own.owners = append(own.owners, o)
	var c *data.Customer
	if rec != nil {
		c = rec.Customer
	}
	s.climb(p, n, c, rec, o.name, at, append(slices.Clone(path), k))
}

// sureSeat is the score from which a name on a list tells where its bearer sits, as it is
// that from which the bearer is stopped.
const sureSeat = 0.9

// seatOwner tells where an owner sits. Of whom nobody tells it, the list says so that surely
// means it and knows it in one country, or in China, Hong Kong and Macau alone; else the
// source of its holding, its own customer record in a field or in notes, or a country behind
// its name. What is told
// of headquarters, or of parents above, can make an owner restricted whose address is
// elsewhere, and never clears.
func (s *Sources) seatOwner(p *profile, o *owner, rec *data.Record) {
	o.seat = o.country
	if o.country.state == data.NotTold && o.listed && o.hit.Score >= sureSeat {
		at := strings.Fields(o.hit.Country)
		if len(at) == 1 || len(at) > 1 && !slices.ContainsFunc(at, func(iso string) bool { return isChina(iso) != data.True }) {
			o.seat = s.country(at[0])
		}
	}
	if restrictsOwner(o.seat.iso) {
		return
	}
	if rec != nil {
		own := p.mayBeOwned()
		own.records = append(own.records, rec)
		for _, t := range [...]textSource{{field: "hq_country", text: rec.Customer.HQCountry}, {field: "ultimate_parent_country", text: rec.Customer.UltimateParentCountry}, {field: "parent_country", text: rec.Customer.ParentCountry}} {
			if c := s.country(t.text); restrictsOwner(c.iso) {
				t.rec = rec
				o.seat, o.seatBy = c, t
				return
			}
		}
	}
	if o.seat.state == data.NotTold {
		for _, t := range [...]textSource{o.source, ownNotes(rec)} {
			if iso := s.Words.seatIn(t.text); iso != "" {
				o.seat, o.seatBy = s.country(iso), t
				return
			}
		}
		if iso := s.seatBehind(o.name); iso != "" {
			o.seat, o.seatBy = s.country(iso), textSource{field: o.field, text: o.name, rec: o.rec}
		}
	}
}

// noteOwner keeps what an owner's own record, or what is told of the holding, says of a
// listing.
func (s *Sources) noteOwner(o *owner, rec *data.Record) {
	for _, told := range [...]textSource{o.source, ownNotes(rec)} {
		if told.text == "" {
			continue
		}
		t := phrases.Read(told.text)
		for _, x := range s.Words.screened.in(&t) {
			if x.what == foundListed || x.what == foundSanctioned {
				o.noted = textSource{field: told.field, text: x.said, rec: told.rec}
			}
		}
	}
	if own := ownNotes(rec); o.noted.text == "" && s.notedListed(own.text) {
		o.noted = own
	}
}

// restrictsOwner reports a seat beside which no other counts.
func restrictsOwner(iso string) bool { return isChina(iso) == data.True || isRussia(iso) == data.True }

func ownNotes(rec *data.Record) textSource {
	if rec == nil {
		return textSource{}
	}
	return textSource{field: "notes", text: rec.Customer.Notes, rec: rec}
}

// again takes the same owner told once more. Of two shares the larger counts; two
// rows of one table may be two classes of shares, and where only both together
// are half, the share is not known.
func (o *owner) again(told *owner) {
	switch {
	case told.direct.State != data.Known:
	case o.direct.State != data.Known:
		o.direct = told.direct
	case o.rec == told.rec && o.field != told.field && max(o.direct.Value, told.direct.Value) < 50 && o.direct.Value+told.direct.Value >= 50:
		o.direct = data.Number{State: data.Unknown}
	default:
		o.direct = data.Num(max(o.direct.Value, told.direct.Value))
	}
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

// held is what owners of one kind hold of a party together. It is not known where
// a share on the way is not, where the owners told go round in a circle, or where
// the two ways of counting fall on both sides of a half.
type held struct {
	share data.Number
	names []string // the owners, nearest first
}

// first is the nearest of the owners, or "".
func (h *held) first() string {
	if len(h.names) == 0 {
		return ""
	}
	return h.names[0]
}

// heldBy adds up what owners of one kind hold: directly, and through firms that
// they own by half or more, which count as owners of the kind themselves. Where
// that is less than half, what they hold through all layers by multiplication is
// told, so that a part is never told as nothing.
func (p *profile) heldBy(kind func(*owner) bool) held { return p.held(kind, atLeastHalf) }

// What makes a firm count as its owners: the law of lists says half or more, being its
// parent takes more than half.
func atLeastHalf(percent float64) bool  { return percent >= 50 }
func moreThanHalf(percent float64) bool { return percent > 50 }

func (p *profile) held(kind func(*owner) bool, leads func(percent float64) bool) held {
	if len(p.owners) == 0 {
		return held{}
	}
	known := make([]float64, len(p.owners)+1) // [i+1]: held in owner i; [0]: in the party
	open := make([]bool, len(p.owners)+1)     // a share that is not told could add to it
	var h held
	through := 0.0
	for i := len(p.owners) - 1; i >= 0; i-- { // owners of an owner stand after it
		o := &p.owners[i]
		counts := kind(o)
		if counts {
			h.names = append(h.names, o.name)
			if o.percent.State == data.Known && !p.behind(o, kind) {
				through += o.percent.Value
			}
		}
		half := counts || leads(known[i+1])
		switch {
		case half && o.direct.State == data.Known:
			known[o.via+1] += o.direct.Value
		case half:
			open[o.via+1] = true
		case open[i+1] && (o.direct.State != data.Known || o.direct.Value > 0):
			open[o.via+1] = true
		}
	}
	slices.Reverse(h.names)
	h.names = slices.Compact(h.names)
	switch {
	case leads(known[0]):
		h.share = data.Num(min(known[0], 100))
	case open[0], p.circle && len(h.names) > 0, leads(through):
		h.share = data.Number{State: data.Unknown}
	default:
		h.share = data.Num(max(known[0], through))
	}
	return h
}

// behind reports whether an owner of the kind stands between the owner and the
// party, so that its share is in that one's already.
func (p *profile) behind(o *owner, kind func(*owner) bool) bool {
	for at := o.via; at >= 0; at = p.owners[at].via {
		if kind(&p.owners[at]) {
			return true
		}
	}
	return false
}

func listedOwner(o *owner) bool  { return o.listed && o.hit.class != classCaution }
func notedOwner(o *owner) bool   { return o.noted.text != "" }
func cautionOwner(o *owner) bool { return o.listed && o.hit.class == classCaution }

// blocks reports an entry that blocks the property of whoever it names.
func blocks(h *hit) bool { return h.class == classSanctioned }

// affiliates reports an entry that the affiliates rule hands on to who is owned by it: of the
// Entity List, the Military End User List or of sanctions. Denied and debarred persons hand
// on nothing.
func affiliates(h *hit) bool { return h.class == classLicence || blocks(h) }

func hasHit(is func(*hit) bool) func(*owner) bool {
	return func(o *owner) bool {
		for i := range o.hits {
			if is(&o.hits[i]) {
				return true
			}
		}
		return false
	}
}

// heldInTime is what owners hold together by entries of one kind that stood when the goods
// left; all is what they hold by those of any day.
func (f *Facts) heldInTime(p *profile, all held, is func(*hit) bool) held {
	later := func(h *hit) bool { return is(h) && f.later(h) }
	if len(all.names) == 0 || !slices.ContainsFunc(p.owners, func(o owner) bool { return hasHit(later)(&o) }) {
		return all
	}
	return p.heldBy(hasHit(func(h *hit) bool { return is(h) && !f.later(h) }))
}

// sanctionedBy is what sanctioned parties hold of a party on the day of the shipment.
func (f *Facts) sanctionedBy(p *profile) held { return f.heldInTime(p, p.sanctioned, blocks) }

// affiliatedTo is what parties hold whose entries the affiliates rule hands on, likewise.
func (f *Facts) affiliatedTo(p *profile) held { return f.heldInTime(p, p.affiliated, affiliates) }
