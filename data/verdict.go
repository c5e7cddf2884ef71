package data

import "fmt"

// Level is what the findings alone say of a shipment. It is never moved by what
// people did; that is Status.
type Level uint8

const (
	Pass Level = iota
	Review
	Hold
	Stop
)

var levelNames = [...]string{"pass", "review", "hold", "stop"}

func (l Level) String() string { return levelNames[min(int(l), len(levelNames)-1)] }

func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

func (l *Level) UnmarshalText(b []byte) error {
	for i, n := range levelNames {
		if n == string(b) {
			*l = Level(i)
			return nil
		}
	}
	return fmt.Errorf("level %q is none of pass, review, hold, stop", b)
}

// FindingKind says what a finding means for the level.
type FindingKind string

const (
	StopFinding FindingKind = "stop" // a prohibition, or a licence need that nothing evidenced answers
	FlagFinding FindingKind = "flag" // a red flag: inquire and resolve
	GapFinding  FindingKind = "gap"  // a fact that decides is not known
	NoteFinding FindingKind = "note" // context, or an explaining fact
)

// Basis says whether the wording of a fact was seen in its source.
const (
	Sourced    = "sourced"
	Unverified = "unverified"
)

// Evidence is one fact that made a rule true, with the value as told.
type Evidence struct {
	Field  string `json:"field"`
	Value  string `json:"value"` // "not told" where absence is the evidence
	Line   int    `json:"line"`  // shipment line; 0 for the whole record
	Record string `json:"record,omitempty"`
	File   string `json:"file,omitempty"`
	Row    int    `json:"row,omitempty"`
}

// NotToldValue is what evidence cites for a fact that nobody told.
const NotToldValue = "not told"

// Finding is what one rule says of one shipment or customer.
type Finding struct {
	Rule     string      `json:"rule"`
	Version  int         `json:"version,omitempty"`
	Kind     FindingKind `json:"kind"`
	Pattern  string      `json:"pattern"`
	Points   int         `json:"points"`
	Decisive bool        `json:"decisive,omitempty"` // of a gap
	Pending  bool        `json:"pending,omitempty"`  // a stop that a stated licence or statement may answer; still a stop
	Title    string      `json:"title,omitempty"`
	Says     string      `json:"says"`
	Evidence []Evidence  `json:"evidence"`
	Cites    []string    `json:"cites"`
	Basis    string      `json:"basis"`
	Asks     []string    `json:"asks,omitempty"`
	Cleared  *Clearance  `json:"cleared,omitempty"` // a cleared hit stays in the verdict as cleared and scores nothing
}

// Clearance says who set a finding aside, why and until when.
type Clearance struct {
	Person    string `json:"person"`
	Reason    string `json:"reason"`
	Condition string `json:"condition,omitempty"` // in the person's words, beside what the clearance rests on anyhow
	On        Date   `json:"on"`
	Until     Date   `json:"until,omitzero"`
	Event     string `json:"event,omitempty"`
}

// Words tell a clearance in one sentence: who, when, why, on what condition and
// until when.
func (c *Clearance) Words() string {
	s := "cleared by " + c.Person
	if c.On.State() == Known {
		s += " on " + c.On.String()
	}
	if c.Until.State() == Known {
		s += ", until " + c.Until.String()
	}
	return s + ": " + c.Why()
}

// Why is the reason with the condition.
func (c *Clearance) Why() string {
	if c.Condition == "" {
		return c.Reason
	}
	return c.Reason + " (on condition that " + c.Condition + ")"
}

// NearMiss is a rule that did not fire but came close: possibly true, not surely.
type NearMiss struct {
	Rule    string   `json:"rule"`
	Title   string   `json:"title"`
	Missing []string `json:"missing"` // the deciding facts
	Why     string   `json:"why"`
}

// What each of the four lights can be.
const (
	LightClear         = "clear"
	LightCleared       = "cleared"
	LightPending       = "pending"
	LightRed           = "red"
	LightUnknown       = "unknown"
	LightNotApplicable = "not_applicable"
)

// Light is the answer of one of the four tests, with why.
type Light struct {
	Is      string `json:"is"`
	Why     string `json:"why"`
	List    string `json:"list,omitempty"`
	LawDate Date   `json:"law_date,omitzero"`
	Hits    []Held `json:"hits,omitempty"` // of the listed light: the open hits of the parties that it speaks of
}

// Held is a party held against an entry of a list.
type Held struct {
	Party string `json:"party"`
	Entry string `json:"entry"` // the list and the id there: "EL:1234"
}

// Lights are the four tests of a verdict.
type Lights struct {
	Listed       Light `json:"listed"`
	Headquarters Light `json:"headquarters"`
	Ownership    Light `json:"ownership"`
	Destination  Light `json:"destination"`
}

// Stamp names everything but the records that a verdict rests on, by content.
type Stamp struct {
	Rules      string `json:"rules"`
	Reference  string `json:"reference"`
	Lists      string `json:"lists"`
	Baseline   string `json:"baseline"`
	Judgements string `json:"judgements,omitempty"`
	Program    string `json:"program"`
}

// Controlled says whether goods are advanced computing items.
type Controlled string

const (
	ControlledYes      Controlled = "yes"
	ControlledPossible Controlled = "possible"
	ControlledNoSign   Controlled = "no sign"
	ControlledNo       Controlled = "no"
)

// Good is what one line was recognised as.
type Good struct {
	Line       int        `json:"line"`
	Model      string     `json:"model,omitempty"`
	Maker      string     `json:"maker,omitempty"`
	Controlled Controlled `json:"controlled"`
	Bucket     string     `json:"bucket,omitempty"` // 3A090.a, 3A090.b ...
	TPP        string     `json:"tpp,omitempty"`    // a figure or a range, with its basis in Why
	PD         string     `json:"pd,omitempty"`
	GPUs       float64    `json:"gpus,omitempty"`
	Why        string     `json:"why"`
	Basis      string     `json:"basis,omitempty"`
}

// Verdict is what screening concludes of one shipment, or of a customer without
// shipments (Shipment is then ""). It is a pure function of records, reference
// data, lists, rules, judgements and dates.
type Verdict struct {
	Shipment string      `json:"shipment,omitempty"`
	Customer string      `json:"customer,omitempty"`
	Level    Level       `json:"level"`
	Score    int         `json:"score"`
	AsOf     Date        `json:"as_of"`
	LawDate  Date        `json:"law_date"`
	Regime   string      `json:"regime"`
	Lights   Lights      `json:"lights"`
	Findings []Finding   `json:"findings"`
	Near     []*NearMiss `json:"near,omitempty"` // why not flagged
	Goods    []Good      `json:"goods,omitempty"`
	Stamp    Stamp       `json:"stamp"`
}
