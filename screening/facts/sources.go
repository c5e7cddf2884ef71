package facts

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/regime"
)

// Places answers what a country means on a date. Before a table's first vintage
// the answer is undecided.
type Places interface {
	InGroup(country, group string, on data.Date) data.Truth
	Hub(country string, on data.Date) data.Truth
	RestrictedHQ(country string, on data.Date) data.Truth
	LicenceDestination(country, bucket string, on data.Date) (data.Truth, string)
	RussiaRoute(country string, on data.Date) data.Truth
	// Country reads a country in any usual form; ok is false where it knows none.
	Country(text string) (iso string, ok bool)
	CountryName(iso string) string
	// Place reads a stop of a route: a location code, a place or a country.
	Place(text string) (Stop, bool)
	HighPriority(hs string) bool // on the Common High Priority List
	AbsurdTariff(hs string) bool // of a trade far from computing
}

// Stop is one place of a route.
type Stop struct {
	Country  string
	Lat, Lon float64
	Located  bool
}

// Good is what the catalogue says of one line, whatever its quantity.
type Good struct {
	data.Good             // GPUs are those of one unit
	TPP       data.Number // the highest figure of its range
	Watts     data.Number // of one unit
	UnitKg    data.Number // net weight of one unit, the middle of its band
	PriceLow  data.Number // US dollars for one unit
	PriceHigh data.Number

	PRC        data.Truth // designed by a firm headquartered in China or Macau
	PRCNamed   bool       // named by the General Prohibition 10 guidance
	PRCReaches data.Truth // of Chinese design: reaches the thresholds
	Datacenter data.Truth
	CaseByCase data.Truth
	Server     bool     // a server or a rack
	HS         []string // digits of the usual tariff headings
}

// Searcher searches lists. One goroutine uses one.
type Searcher interface {
	// Party is everything that name and address of a party may mean, best first.
	Party(c *data.Customer) []data.NameHit
	// Name is what a bare name may mean, best first.
	Name(name, country string) []data.NameHit
}

// RuleDate is a date of the rule calendar.
type RuleDate struct {
	On        data.Date
	Name      string
	Restricts bool // it takes something away: a date that buyers run ahead of
}

// Lists says what is loaded, in general.
type Lists struct {
	Loaded    bool   // any entry at all
	Vouched   bool   // a pack that is no starter and no older than policy
	Why       string // why not vouched
	Label     string
	Threshold float64
	Review    float64
}

// Sources is everything but the records that facts are read from. It is shared
// by all workers and read-only but for its caches, which are safe to share.
type Sources struct {
	AsOf      data.Date
	Places    Places
	Recognise func(*data.Line) *Good
	USD       func(amount float64, currency string, on data.Date) (float64, bool)
	Calendar  []RuleDate // in order of time
	Regime    *regime.Regime
	Book      *history.Book
	Ledger    *history.Ledger // of the regime's quantities; nil where it counts none
	Words     *Words
	Lists     Lists
	Cleared   Judgements

	profiles sync.Map // *data.Customer -> *profile
	owners   sync.Map // name key -> ownerHit
}

// Judgements are standing decisions of people, as facts read them.
type Judgements struct {
	pairs map[string]data.Judgement // name key, list and entry id
	sites map[string]data.Judgement // subject
	stops map[string]data.Judgement
}

// NewJudgements keeps the judgements that stand on the day.
func NewJudgements(all []data.Judgement, asOf data.Date) Judgements {
	j := Judgements{map[string]data.Judgement{}, map[string]data.Judgement{}, map[string]data.Judgement{}}
	for _, x := range all {
		if x.Until.Before(asOf) == data.True || asOf.Before(x.On) == data.True {
			continue
		}
		switch x.Kind {
		case "cleared_pair":
			j.pairs[history.NameKey(x.Subject)+"\x00"+x.Object] = x
		case "verified_site":
			j.sites[history.NameKey(x.Subject)] = x
		case "local_stop":
			j.stops[history.NameKey(x.Subject)] = x
		}
	}
	return j
}

// pair is the clearance of a party and a list entry that stands, or one that no
// longer does because what it rested on has changed. The object of a judgement is
// list code and entry id.
func (j *Judgements) pair(c *data.Customer, h *data.NameHit) (stands, lapsed *data.Judgement) {
	if len(j.pairs) == 0 {
		return nil, nil
	}
	x, ok := j.pairs[history.NameKey(c.Name)+"\x00"+ClearanceObject(h)]
	switch {
	case !ok:
		return nil, nil
	case x.Basis != "" && x.Basis != ClearanceBasis(c, h):
		return nil, &x
	}
	return &x, nil
}

// ownerCleared reports whether a bare owner's name was cleared of an entry, by a
// judgement that rests on no more than the two names.
func (j *Judgements) ownerCleared(name string, h *data.NameHit) bool {
	x, ok := j.pairs[history.NameKey(name)+"\x00"+ClearanceObject(h)]
	return ok && x.Basis == ""
}

// ClearanceObject is how a judgement names a list entry.
func ClearanceObject(h *data.NameHit) string { return h.List + ":" + h.ID }

// ClearanceBasis is a hash over what a clearance of a party and a list entry
// rests on: the entry as listed, and the party's names, address, country and
// owners. When any of it changes, the clearance lapses.
func ClearanceBasis(c *data.Customer, h *data.NameHit) string {
	sum := sha256.New()
	part := func(words ...string) {
		for _, w := range words {
			fmt.Fprintf(sum, "%d:%s", len(w), w)
		}
	}
	part(h.List, h.ID, h.Name, h.Country, h.Programs, h.Licence, h.Policy, h.FRNotice, h.StartDate.String())
	part(c.Name, c.NameLocal, c.Address, c.UnitFloor, c.City, c.Postcode, c.Country)
	part(c.Aliases...)
	for _, o := range c.Owners {
		part(o.Name, o.Country, o.Percent.String())
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Any reports whether there is a judgement at all.
func (j *Judgements) Any() bool { return len(j.pairs)+len(j.sites)+len(j.stops) > 0 }
