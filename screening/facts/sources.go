package facts

import (
	"sync"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/reading"
	"redflag/screening/regime"
)

// Places answers what a country means on a date. Before a table's first vintage
// the answer is undecided.
type Places interface {
	InGroup(country, group string, on data.Date) data.Truth
	Embargoed(country string, on data.Date) data.Truth
	Hub(country string, on data.Date) data.Truth
	HubSaid(country string, on data.Date) string // by what and how surely it is known as one
	RestrictedHQ(country string, on data.Date) data.Truth
	LicenceDestination(country, bucket string, on data.Date) (data.Truth, string)
	RussiaRoute(country string, on data.Date) data.Truth
	RussiaRouteStrength(country string, on data.Date) string // of the evidence: strong, medium or weak, "" for none
	// Country reads a country in any usual form; ok is false where it knows none.
	Country(text string) (iso string, ok bool)
	CountryName(iso string) string
	// AtEnd is the country that an address ends in.
	AtEnd(address string) (iso string, ok bool)
	// Namesake says that an address ends in a town, or is one, that a country has as well as
	// a better-known one elsewhere.
	Namesake(address, country string) bool
	// Zone is the free zone that a text names, "" for none, and the country it lies in.
	Zone(text string) (name, iso string)
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
	MostKg    float64     // the upper end of that band, for goods that are no chips or machines with them, too; NaN where not known
	PriceLow  data.Number // US dollars for one unit
	PriceHigh data.Number
	Small     []string // of a family: names of its lesser members
	SmallUSD  float64  // the most that one of those costs

	PRC        data.Truth // designed by a firm headquartered in China or Macau
	PRCNamed   bool       // named by the General Prohibition 10 guidance
	PRCReaches data.Truth // of Chinese design: reaches the thresholds
	Datacenter data.Truth
	CaseByCase data.Truth
	First      data.Truth // reached by 3A090 before 17 November 2023
	Early      bool       // such a part before that day, though not reached by it yet
	Weak       bool       // only words that other trades have too say that it is this part
	Stray      bool       // the name of a chip in the line is that of goods of another trade
	Server     bool       // a server or a rack
	Chip       string     // the model of the accelerator that the line tells, or tells to be inside; "" where it may be one of several
	Lot        float64    // pieces that one unit of the line holds by its price, where that is several, else 0
	Several    int        // cards in a machine that bears the name of one of them, else 0
	HS         []string   // digits of the usual tariff headings

	Beside     *Good // what it is where it costs as much as the goods that it goes with, or nil
	Service    bool  // work on goods, or their use for a time
	Serves     bool  // work on accelerators for data centres, whatever they reach
	Let        bool  // their use for a time
	LetsFree   bool  // a card that anybody may have, or the use of one for a time
	PricedLike bool  // what it is by its price, though its words say that it goes with that
	Nameless   bool  // what it is by its price, though its words name no model
}

// Nameless are what goods possibly are whose words name no model.
type Nameless struct{ Card, Machine *Good }

// Accelerates reports an accelerator for data centres, whatever it reaches, a machine with
// one, or work on these.
func (g *Good) Accelerates() bool {
	return g.Serves || g.GPUs > 0 && g.Datacenter == data.True || g.Controlled == data.ControlledYes
}

// belief is the part of the low end of a price band below which a name that only
// words of other trades vouch for is no chip's.
const belief = 0.05

// dear is the part of the low end of a price band from which on what goes with goods by
// its words may be they. A contract for service may cost as much; several seldom do.
const dear = 0.6

// Priced is what goods so recognised are at a price for one unit and at the most that one
// can cost; NaN stands for a price or a quantity that is not known. A price far too low
// for a name that other trades have too makes it nothing, where it is a price: what replaces
// goods comes without charge. And the price of what goods go
// with makes them possibly that, on a paper by which goods move or are hosted or financed:
// service is paid for by what it is done to, and what comes back is what it was.
func (g *Good) Priced(sh *data.Shipment, unitUSD, mostUSD, quantity float64) *Good {
	switch {
	case g.Weak && g.PriceLow.State == data.Known && mostUSD > 0 && mostUSD < belief*g.PriceLow.Value:
		return nothing
	case g.Beside != nil && g.Beside.PriceLow.State == data.Known && unitUSD >= dear*g.Beside.PriceLow.Value && (!g.Service || quantity >= 2) && act(sh) != "service" && act(sh) != "return":
		return g.Beside
	}
	return g
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

	Streetless int // entries that are an address alone, without a street: nobody can be held against them
}

// Sources is everything but the records that facts are read from. It is shared
// by all workers and read-only but for its caches, which are safe to share.
type Sources struct {
	AsOf      data.Date
	Places    Places
	Recognise func(*data.Line) *Good
	Nameless  Nameless
	USD       func(amount float64, currency string, on data.Date) (float64, bool)
	Calendar  []RuleDate // in order of time
	Regime    *regime.Regime
	Book      *history.Book
	Ledger    *history.Ledger // of the regime's quantities; nil where it counts none
	Words     *Words
	Reading   *reading.Model
	Lists     Lists
	Cleared   Judgements

	profiles sync.Map // profileKey -> *profile
	numbers  numbering
	owners   sync.Map // name key and country -> []hit
}
