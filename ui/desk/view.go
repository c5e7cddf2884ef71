package desk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"redflag/data"
	"redflag/data/lookup"
)

// Header is what every screen shows on top: which workspace, whose, how old the
// lists are and how far screening has come.
type Header struct {
	Workspace string // path, or "demo"
	Demo      bool
	Person    string
	Regime    string
	AsOf      data.Date
	Lists     []data.ListInfo // current packs
	ListAge   string          // "CSL 2026-07-31, 115 days old" in words
	ListStale bool            // older than policy, or only the starter list
	ListsNew  bool            // a list in use was loaded after the last screen, so no verdict knows it
	Counts    Counts
	Screened  time.Time // zero: never
	Stale     int       // records changed since they were screened
	Off       []string  // stops and facts that decide, switched off by packs of the house
}

// OffWords say what no level looks at any more, or are "".
func (h *Header) OffWords() string {
	switch n := len(h.Off); n {
	case 0:
		return ""
	case 1:
		return "this house has switched off a rule that stops or decides: " + h.Off[0]
	default:
		return fmt.Sprintf("this house has switched off %d rules that stop or decide: %s", n, strings.Join(h.Off, ", "))
	}
}

// OtherDay is the day that the verdicts in use are as of, "" where it is the one on
// which they were made.
func (h *Header) OtherDay() string {
	if day := h.AsOf.String(); h.AsOf.State() == data.Known && !h.Screened.IsZero() && day != h.Screened.Format("2006-01-02") {
		return day
	}
	return ""
}

// Behind says that the levels in use rest on less than is held now, or is "".
func (h *Header) Behind() string {
	switch {
	case h.Screened.IsZero():
		return "" // there is no level yet
	case h.ListsNew && h.Stale > 0:
		return "A list and records came or changed since the last screening, and no level here knows it"
	case h.ListsNew:
		return "A list was loaded since the last screening, and no level here knows it"
	case h.Stale == 1:
		return "1 record came, changed or was withdrawn since the last screening"
	case h.Stale > 1:
		return fmt.Sprintf("%d records came, changed or were withdrawn since the last screening", h.Stale)
	}
	return ""
}

// Counts are the open cases by level and all cases by status.
type Counts struct {
	ByLevel  map[data.Level]int
	ByStatus map[data.Status]int
	Total    int
}

// Vector is the queue in order: row ids, and the generation they were read at.
type Vector struct {
	IDs        []int64
	Generation int64
}

// CaseView is everything that one case screen and one dossier show.
type CaseView struct {
	Subject    data.Subject        `json:"subject"`
	Row        data.QueueRow       `json:"row"`
	Verdict    data.Verdict        `json:"verdict"`
	State      data.CaseState      `json:"state"`
	Record     *data.Record        `json:"record,omitempty"`   // the shipment, or the customer of a case without shipments
	Customer   *data.Record        `json:"customer,omitempty"` // the customer taken, with its origin; nil where none is known
	Taken      string              `json:"taken,omitempty"`    // how the customer was found: by id, or "taken to be C-1" by name
	Versions   []data.Origin       `json:"versions,omitempty"` // versions of the record, newest first
	Rules      map[string]RuleText `json:"rules"`
	Reckoning  string              `json:"reckoning,omitempty"` // how the score comes about
	Overrides  []Override          `json:"overrides,omitempty"` // built-in rules that the house has switched off or re-weighed
	Open       []*OpenFacts        `json:"open,omitempty"`      // what is not known and would decide a rule, the nearest to a finding first
	Questions  []Question          `json:"questions"`
	Hits       []ListHit           `json:"hits,omitempty"`        // list entries that the parties are held against
	Licences   []Licence           `json:"licences,omitempty"`    // the licence question of each line that is or may be controlled
	Events     []data.Event        `json:"events,omitempty"`      // of this case, oldest first
	Orders     *CustomerOrders     `json:"orders,omitempty"`      // of a customer that is judged with its orders
	Papers     []Paper             `json:"papers,omitempty"`      // the other records of the same order, the oldest first
	MorePapers int                 `json:"more_papers,omitempty"` // that are not among these
	OrderDone  *OrderDone          `json:"order_done,omitempty"`  // what became of the order, of an open paper of one that was decided
	Stale      string              `json:"stale,omitempty"`       // why the verdict may be out of date, or ""
	Lists      []data.ListInfo     `json:"lists,omitempty"`
}

// RuleText is what a reader needs to know of a rule beside its finding.
type RuleText struct {
	Title    string   `json:"title"`
	Why      string   `json:"why"`
	Innocent string   `json:"innocent,omitempty"`
	Cites    []string `json:"cites,omitempty"`
	Basis    string   `json:"basis"`
}

// Question is one checklist question with the answer so far.
type Question struct {
	ID       string       `json:"id"`             // A1
	List     string       `json:"list,omitempty"` // CL-A
	Title    string       `json:"title"`          // New customer for advanced computing items
	Text     string       `json:"text"`
	Critical bool         `json:"critical"` // marked with a star: stated is not enough, unknown blocks
	Why      string       `json:"why"`
	Evidence string       `json:"evidence"` // wanted
	Adverse  string       `json:"adverse"`  // what an adverse answer means
	Type     string       `json:"type"`     // answer, number, date, country, percent, list
	Unit     string       `json:"unit,omitempty"`
	Wants    string       `json:"wants,omitempty"` // what the detail of an answer has to be: "a country, such as MY or Malaysia"
	Basis    string       `json:"basis"`
	AskedBy  []string     `json:"asked_by,omitempty"` // rules whose findings ask it
	Answer   *data.Answer `json:"answer,omitempty"`
	Lacks    string       `json:"lacks,omitempty"` // why the answer does not close a critical question; "" where it does
}

// Disposition is one way to decide a case.
type Disposition struct {
	Code       string // FP1
	Words      string
	Status     data.Status
	Needs      string
	NeedsUntil bool     // a date must be given
	ClearsHits bool     // it says that hits on a list are false, which clears them for what comes later
	Reasons    []string // sentences to start the reason from; ___ is to be filled in
	Blocks     []string // what forbids it for the case at hand, as sentences; empty: allowed
	Warnings   []string // what to confirm a second time; forbids nothing
}

// Lookup is what the lists answer to one name.
type Lookup struct {
	Query string
	Lists string // labels of the packs searched
	Hits  []data.NameHit
	Parts []data.NameHit // entries that hold the words and are not like them as a whole: without a score
}

// Own is what the own records answer: parties first, then orders by their numbers.
type Own struct {
	Parties     []OwnParty  `json:"parties"`
	MoreParties bool        `json:"more_parties,omitempty"` // there are others than these
	Records     []OwnRecord `json:"records"`
	MoreRecords bool        `json:"more_records,omitempty"`
}

// Holds reports whether anything holds what was asked, not only something like it.
func (o *Own) Holds() bool {
	return len(o.Records) > 0 || slices.ContainsFunc(o.Parties, func(p OwnParty) bool { return p.Likeness == 0 })
}

// Found says in what a question was found: bytes From..To of Value agree with it.
type Found struct {
	Field    string  `json:"field"`
	Value    string  `json:"value,omitempty"`
	From     int     `json:"-"`
	To       int     `json:"-"`
	Likeness float64 `json:"likeness,omitempty"` // of a name that does not hold the words and is only like them
}

// Marked is the value with what agrees between ‹ and ›.
func (f Found) Marked() string {
	if f.From >= f.To || f.To > len(f.Value) {
		return f.Value
	}
	return f.Value[:f.From] + "‹" + f.Value[f.From:f.To] + "›" + f.Value[f.To:]
}

// OwnParty is one party as the records tell it: all that bear a name in a country.
type OwnParty struct {
	Name    string `json:"name"`
	Country string `json:"country,omitempty"`
	Case    string `json:"case,omitempty"` // of its customer record
	Orders  int    `json:"orders"`         // current ones that name it
	Found

	number int32
	in     *lookup.Index // that the number is of
}

// OwnRecord is an order that was found.
type OwnRecord struct {
	data.QueueRow
	Screened bool `json:"screened"` // false: level and score say nothing yet
	Found
}
