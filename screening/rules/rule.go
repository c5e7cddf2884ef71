package rules

import (
	"regexp"

	"redflag/data"
)

// What a rule can be. A dormant rule cites a rule of law that is printed and not
// enforced, a suspended one is set aside for a time; neither ever fires, both
// are listed.
const (
	Active    = "active"
	Dormant   = "dormant"
	Suspended = "suspended"
)

var (
	statuses    = []string{Active, Dormant, Suspended}
	kinds       = []string{string(data.StopFinding), string(data.FlagFinding), string(data.GapFinding), string(data.NoteFinding)}
	bases       = []string{data.Sourced, data.Unverified}
	patternWord = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	ruleWord    = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	questionID  = regexp.MustCompile(`^[A-G][1-9][0-9]?$`)
)

// Rule is one rule of a pack, as it stands after overrides.
type Rule struct {
	ID       string           `json:"id"`
	Pack     string           `json:"pack"`
	Version  int              `json:"version"`
	Status   string           `json:"status"`
	From     data.Date        `json:"from,omitzero"` // first and last law date it holds on
	To       data.Date        `json:"to,omitzero"`
	Regimes  []string         `json:"regimes,omitempty"` // none: all
	Title    string           `json:"title"`
	Pattern  string           `json:"pattern"`
	Kind     data.FindingKind `json:"kind"`
	Points   int              `json:"points"`
	Decisive bool             `json:"decisive,omitempty"`
	When     string           `json:"when"`
	Follows  []string         `json:"follows,omitempty"`  // patterns, one of which another rule has found
	Likeness float64          `json:"likeness,omitempty"` // chance from which on a pattern of like cases is named, or with a pattern of its own that like cases were held; such a rule has no condition
	Answered []Answer         `json:"answered,omitempty"` // of a rule of likeness
	Unless   []Unless         `json:"unless,omitempty"`
	Says     string           `json:"says"`
	Gap      string           `json:"gap,omitempty"` // what it says when it is decisive and undecided
	Why      string           `json:"why"`
	Innocent string           `json:"innocent,omitempty"`
	Asks     []string         `json:"asks,omitempty"`
	Cites    []Cite           `json:"cites"`
	Reads    []string         `json:"reads"` // facts that its condition names
	Off      bool             `json:"off,omitempty"`
	Override string           `json:"override,omitempty"` // why a user's pack changed it
	File     string           `json:"file"`
	Line     int              `json:"line"`

	cond      *compiled
	says, gap template
	first     int32 // valid law days
	last      int32
	cites     []string
	basis     string
	index     int
}

// Unless is an explaining fact: when it is surely true the finding stands and a
// note with negative points stands beside it. On a stop it can only make the
// stop pending.
type Unless struct {
	When    string   `json:"when"`
	Points  int      `json:"points"`
	Pending bool     `json:"pending,omitempty"`
	Says    string   `json:"says"`
	Asks    []string `json:"asks,omitempty"`

	cond *compiled
	says template
}

// Answer is what in a file answers a pattern that like cases bear: where it is surely so,
// the pattern is not guessed.
type Answer struct {
	Pattern string `json:"pattern"`
	When    string `json:"when"`

	cond *compiled
}

// Cite is where a rule comes from, and whether its wording was seen there.
type Cite struct {
	Source string `json:"source" yaml:"source"`
	Item   string `json:"item,omitempty" yaml:"item"`
	Basis  string `json:"basis" yaml:"basis"`
	Title  string `json:"title" yaml:"-"` // of the source
}

// Source is a document that rules cite.
type Source struct {
	ID    string `json:"id" yaml:"-"`
	Title string `json:"title" yaml:"title"`
	Where string `json:"where" yaml:"where"`
	Date  string `json:"date,omitempty" yaml:"date"`
}

// Derived says that the rule speaks after others and of what they found: alone it finds
// nothing, and it never makes a level.
func (r *Rule) Derived() bool { return len(r.Follows) > 0 || r.Likeness > 0 }

// Basis is sourced where at least one cited wording was seen in its source. A
// cite whose wording was not says so itself.
func (r *Rule) Basis() string { return r.basis }

func (r *Rule) finishCites() {
	r.basis = data.Unverified
	for _, c := range r.Cites {
		s := c.Title
		if c.Item != "" {
			s += ", " + c.Item
		}
		if c.Basis == data.Sourced {
			r.basis = data.Sourced
		} else {
			s += " (unverified)"
		}
		r.cites = append(r.cites, s)
	}
}

// Test is one test of a rule: records in, and what the rule must say of the
// last shipment given, or the last customer where there is none; what stands
// before it is its past. The runner stands with the whole chain, from records to
// findings.
type Test struct {
	Rule       string
	Name       string
	Given      []data.Record
	Lists      []data.ListEntry // none: no list is loaded
	Judgements []data.Judgement
	AsOf       data.Date
	Regime     string
	Expect     string // ExpectFires ...
	Err        error  // the test could not be read
	File       string
	Line       int
}

// What a test can expect of its rule.
const (
	ExpectFires = "fires"
	ExpectQuiet = "quiet" // neither fired, nor left a gap; it may have come close
	ExpectGap   = "gap"   // undecided, and decisive
	ExpectNear  = "near"  // possibly true, not surely
)

var expectations = []string{ExpectFires, ExpectQuiet, ExpectGap, ExpectNear}
