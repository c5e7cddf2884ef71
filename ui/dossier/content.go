package dossier

import "encoding/json"

// Format is the version of the content's form.
const Format = "redflag dossier 1"

// Content is all that a dossier says. Every value is text as it was told or
// concluded; making it safe to print is the writers' work.
type Content struct {
	Format  string `json:"format"`
	Title   string `json:"title"`
	Case    string `json:"case"`
	Written string `json:"written"` // RFC 3339, UTC
	By      string `json:"by"`
	Key     string `json:"key,omitempty"` // fingerprint of the person's key
	Program string `json:"program"`

	Level    string `json:"level"`
	Score    int    `json:"score"`
	Status   string `json:"status"`
	AsOf     string `json:"as_of"`
	LawDate  string `json:"law_date"`
	Regime   string `json:"regime"`
	Stale    string `json:"stale,omitempty"`
	Headline string `json:"headline"`

	Order     []Pair     `json:"order"`
	Customer  []Pair     `json:"customer"`
	Taken     string     `json:"taken,omitempty"`
	Parties   []Party    `json:"parties"`
	Goods     []Goods    `json:"goods"`
	Licences  []Licence  `json:"licences,omitempty"` // of each line that is or may be controlled
	Lights    []Light    `json:"lights"`
	Findings  []Finding  `json:"findings"`
	Reckoning string     `json:"reckoning,omitempty"` // how the score comes about
	Unknown   []Unknown  `json:"unknown"`
	Questions []Question `json:"questions"`
	Decisions []Decision `json:"decisions"` // the one that holds, or those in dispute
	Disputed  bool       `json:"disputed,omitempty"`
	Notes     []Note     `json:"notes"`
	Evidence  []Evidence `json:"evidence"`
	Journal   []Event    `json:"journal"`
	Logs      []Log      `json:"logs"`
	Lists     []List     `json:"lists"`
	Stamps    []Pair     `json:"stamps"`
	Sources   []Source   `json:"sources"`

	Record  json.RawMessage `json:"record,omitempty"`  // as told, in the canonical form
	Verdict json.RawMessage `json:"verdict,omitempty"` // as concluded
}

// Pair is a fact with its name.
type Pair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Party is one party of the order.
type Party struct {
	Role    string `json:"role"`
	Name    string `json:"name"`
	Local   string `json:"local,omitempty"`
	Address string `json:"address,omitempty"`
	Country string `json:"country"`
	HQ      string `json:"hq"`
	Parent  string `json:"parent"`
	More    []Pair `json:"more,omitempty"`
}

// Goods is one line of the order with what it was recognised as.
type Goods struct {
	Line        int    `json:"line"`
	Part        string `json:"part"`
	Description string `json:"description"`
	Quantity    string `json:"quantity"`
	Value       string `json:"value"`
	ECCN        string `json:"eccn"`
	HS          string `json:"hs"`
	Model       string `json:"model"`
	Controlled  string `json:"controlled"`
	Bucket      string `json:"bucket"`
	TPP         string `json:"tpp"`
	PD          string `json:"pd"`
	Why         string `json:"why"`
	Unverified  bool   `json:"unverified,omitempty"`
}

// Licence is the licence question of one line, test by test. It decides nothing.
type Licence struct {
	Line   int    `json:"line"`
	Needed string `json:"needed"` // yes, no, open
	Tests  []Pair `json:"tests"`
	Says   string `json:"says"`
}

// Light is one of the four tests.
type Light struct {
	Name string `json:"name"`
	Is   string `json:"is"`
	Why  string `json:"why"`
	List string `json:"list,omitempty"`
}

// Finding is one finding with all that explains it.
type Finding struct {
	Rule       string    `json:"rule"`
	Version    int       `json:"version"`
	Kind       string    `json:"kind"`
	Pattern    string    `json:"pattern"`
	Points     int       `json:"points"`
	Title      string    `json:"title"`
	Says       string    `json:"says"`
	Why        string    `json:"why,omitempty"`
	Innocent   string    `json:"innocent,omitempty"`
	Evidence   []Fact    `json:"evidence"`
	Cites      []string  `json:"cites"`
	Unverified bool      `json:"unverified,omitempty"`
	Pending    bool      `json:"pending,omitempty"`
	Decisive   bool      `json:"decisive,omitempty"`
	Asks       []string  `json:"asks,omitempty"`
	Cleared    *Decision `json:"cleared,omitempty"`
}

// Fact is a value as told, with where it was told.
type Fact struct {
	Field string `json:"field"`
	Value string `json:"value"`
	Where string `json:"where"`
}

// Unknown is something that is not known and would matter.
type Unknown struct {
	What string `json:"what"`
	Why  string `json:"why"`
}

// Question is a checklist question with its answer.
type Question struct {
	ID         string   `json:"id"`
	List       string   `json:"list"`
	Text       string   `json:"text"`
	Critical   bool     `json:"critical,omitempty"`
	Unverified bool     `json:"unverified,omitempty"`
	AskedBy    []string `json:"asked_by,omitempty"`
	Answer     *Answer  `json:"answer,omitempty"`
	Earlier    []Answer `json:"earlier,omitempty"`
	Disputed   []Answer `json:"disputed,omitempty"`
}

// Answer is what somebody answered.
type Answer struct {
	Value    string   `json:"value"` // in words
	Detail   string   `json:"detail,omitempty"`
	Reason   string   `json:"reason,omitempty"`
	Evidence []string `json:"evidence,omitempty"`
	Person   string   `json:"person"`
	At       string   `json:"at"`
	Event    string   `json:"event"`
}

// Decision is who decided what, and why.
type Decision struct {
	Disposition string `json:"disposition"`
	Status      string `json:"status"`
	Reason      string `json:"reason"`
	Until       string `json:"until,omitempty"`
	Person      string `json:"person"`
	At          string `json:"at"`
	Event       string `json:"event"`
	Seen        string `json:"seen,omitempty"` // the verdict that the person saw
	VerdictHash string `json:"verdict_hash,omitempty"`
}

// Note is free text by a person.
type Note struct {
	Text   string `json:"text"`
	Person string `json:"person"`
	At     string `json:"at"`
	Event  string `json:"event"`
}

// Evidence is an attached file.
type Evidence struct {
	Name   string `json:"name"`
	Hash   string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Person string `json:"person"`
	At     string `json:"at"`
	Event  string `json:"event"`
}

// Event is one line of the journal.
type Event struct {
	ID     string `json:"id"`
	At     string `json:"at"`
	Doubt  string `json:"clock_doubt,omitempty"`
	Person string `json:"person"`
	Key    string `json:"key"`
	What   string `json:"what"`
	Leaf   string `json:"leaf,omitempty"`
}

// Log is how far a device's log had come when the dossier was written.
type Log struct {
	Device string `json:"device"`
	Size   int64  `json:"size"`
	Root   string `json:"root"`
}

// List is a list pack that the verdict rests on.
type List struct {
	Name    string `json:"name"`
	AsOf    string `json:"as_of"`
	Entries int    `json:"entries"`
	Loaded  string `json:"loaded"`
	Hash    string `json:"sha256"`
	Starter bool   `json:"starter,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Source is where a version of the record was told.
type Source struct {
	File      string `json:"file"`
	Row       string `json:"row"`
	Import    int64  `json:"import"`
	Hash      string `json:"sha256"`
	Withdrawn bool   `json:"withdrawn,omitempty"`
}
