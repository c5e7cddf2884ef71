package data

import (
	"fmt"
	"time"
)

// Status is where a case stands by what people did. It comes from the journal
// and never from findings; that is Level.
type Status uint8

const (
	Open Status = iota
	Waiting
	Conditional
	Released
	Stopped
	Withdrawn
	Disputed // two decisions that had not seen each other; a third settles it
)

var statusNames = [...]string{"open", "waiting", "conditional", "released", "stopped", "withdrawn", "disputed"}

func (s Status) String() string { return statusNames[min(int(s), len(statusNames)-1)] }

func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func (s *Status) UnmarshalText(b []byte) error {
	for i, n := range statusNames {
		if n == string(b) {
			*s = Status(i)
			return nil
		}
	}
	return fmt.Errorf("status %q is none of open, waiting, conditional, released, stopped, withdrawn, disputed", b)
}

// EventKind names what a person did. A word once shipped is never reused.
type EventKind string

const (
	PersonAdded       EventKind = "person.added"
	ImportApplied     EventKind = "import.applied"
	ImportWithdrawn   EventKind = "import.withdrawn"
	ListAdded         EventKind = "list.added"
	ListRefused       EventKind = "list.refused"
	PackAdded         EventKind = "pack.added"
	Screened          EventKind = "screened"
	NoteAdded         EventKind = "note.added"
	AnswerGiven       EventKind = "answer.given"
	EvidenceAttached  EventKind = "evidence.attached"
	DecisionMade      EventKind = "decision.made"
	JudgementMade     EventKind = "judgement.made"
	JudgementTaken    EventKind = "judgement.withdrawn"
	DossierWritten    EventKind = "dossier.written"
	WorkspaceRestored EventKind = "workspace.restored"
	Undone            EventKind = "undone"
	PolicySet         EventKind = "policy.set"
)

// EventField is one named value of an event's body. Each is committed to on its
// own, so that one can be withheld without breaking the proof of the others.
type EventField struct {
	Name     string `json:"name"`
	Value    string `json:"value"`
	Withheld bool   `json:"withheld,omitempty"` // salt and value are gone, the commitment stands
}

// Event is one thing that somebody did, as read from the journal.
type Event struct {
	ID         string       `json:"id"` // device "/" seq
	Device     string       `json:"device"`
	Seq        uint64       `json:"seq"`
	Lamport    uint64       `json:"lamport"`
	Time       time.Time    `json:"time"`
	ClockDoubt string       `json:"clock_doubt,omitempty"`
	Person     string       `json:"person"` // name
	Key        string       `json:"key"`    // fingerprint of the person's key
	Kind       EventKind    `json:"kind"`
	Case       string       `json:"case,omitempty"` // Key.String of the record it is about
	Body       []EventField `json:"body"`
	Seen       []Head       `json:"seen,omitempty"` // how much of the other logs its author had
}

// Head is how many entries of a device's log had been seen.
type Head struct {
	Device string `json:"device"`
	Size   uint64 `json:"size"`
}

// Saw is whether the author of e had o before them. Of two events neither of
// which saw the other, neither can have meant to overrule the other.
func (e *Event) Saw(o *Event) bool {
	if e.Device == o.Device {
		return o.Seq < e.Seq
	}
	for _, h := range e.Seen {
		if h.Device == o.Device {
			return o.Seq < h.Size
		}
	}
	return false
}

// Get is the value of the named field, or "".
func (e *Event) Get(name string) string {
	for _, f := range e.Body {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

// Answer values of a checklist question.
const (
	AnswerYes     = "Y"  // yes, evidenced
	AnswerStated  = "S"  // stated only; never closes a critical question
	AnswerNo      = "N"  // no
	AnswerUnknown = "U"  // asked, and not known; blocks on a critical question
	AnswerNA      = "NA" // does not apply, with a reason
)

// Answer is the current answer to one checklist question of a case.
type Answer struct {
	Question string    `json:"question"`
	Value    string    `json:"value"`
	Detail   string    `json:"detail,omitempty"` // the number, date, country or list that the question asks for
	Reason   string    `json:"reason,omitempty"`
	Evidence []string  `json:"evidence,omitempty"` // sha256 of attached files
	Person   string    `json:"person"`
	At       time.Time `json:"at"`
	Event    string    `json:"event"`
	Earlier  []Answer  `json:"earlier,omitempty"`
	Disputed []Answer  `json:"disputed,omitempty"` // given without having seen each other; Value is then U
}

// Decision is a disposition with its reason, and the verdict that the person saw.
type Decision struct {
	Disposition string    `json:"disposition"` // FP1 ... WD1
	Status      Status    `json:"status"`
	Reason      string    `json:"reason"`
	Until       Date      `json:"until,omitzero"`
	Person      string    `json:"person"`
	At          time.Time `json:"at"`
	Event       string    `json:"event"`
	Level       Level     `json:"level"`
	Score       int       `json:"score"`
	VerdictHash string    `json:"verdict_hash,omitempty"` // sha256 of the verdict's JSON as seen
}

// Note is free text by a person.
type Note struct {
	Text   string    `json:"text"`
	Person string    `json:"person"`
	At     time.Time `json:"at"`
	Event  string    `json:"event"`
}

// Attachment is a file kept as evidence.
type Attachment struct {
	Name   string    `json:"name"`
	Hash   string    `json:"hash"`
	Bytes  int64     `json:"bytes"`
	Person string    `json:"person"`
	At     time.Time `json:"at"`
	Event  string    `json:"event"`
}

// CaseState is the fold of a case's events.
type CaseState struct {
	Case        string            `json:"case"`
	Status      Status            `json:"status"`
	Decision    *Decision         `json:"decision,omitempty"`
	Disputed    []Decision        `json:"disputed,omitempty"`
	Answers     map[string]Answer `json:"answers,omitempty"`
	Notes       []Note            `json:"notes,omitempty"`
	Attachments []Attachment      `json:"attachments,omitempty"`
	LastEvent   string            `json:"last_event,omitempty"`
	Changed     time.Time         `json:"changed,omitzero"`
}

// Judgement is a standing decision that screening reads as data: a cleared pair
// of party and list entry, a verified site, an entry of the local stop list.
type Judgement struct {
	Kind    string `json:"kind"`             // cleared_pair, verified_site, local_stop
	Subject string `json:"subject"`          // the party's name or customer key
	Object  string `json:"object,omitempty"` // list code and entry id, or the site
	Basis   string `json:"basis,omitempty"`  // hash of what was judged; a change re-opens it
	Rests   []Rest `json:"rests,omitempty"`  // what a cleared pair rests on, as it stood; a change re-opens it
	Clearance
}

// Rest is one thing that a clearance rests on, with its value on that day.
type Rest struct {
	What string `json:"what"`
	Is   string `json:"is,omitempty"`
}
