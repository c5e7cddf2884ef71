package data

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// RowFate is what became of one row of an imported file. Every row has exactly
// one, so that read = accepted + repaired + ambiguous + rejected + ignored +
// duplicate.
type RowFate string

const (
	Accepted  RowFate = "accepted"
	Repaired  RowFate = "repaired"  // taken, after a mend that is certain
	Ambiguous RowFate = "ambiguous" // taken, with a value that can mean two things and is kept as told
	Rejected  RowFate = "rejected"  // not taken
	Ignored   RowFate = "ignored"   // no record: blank, repeated header, total
	Duplicate RowFate = "duplicate" // the same content as a row before it in this file
)

// RowNote is what there is to say of one row.
type RowNote struct {
	Sheet  string  `json:"sheet,omitempty"`
	Row    int     `json:"row"`
	Field  string  `json:"field,omitempty"`
	Fate   RowFate `json:"fate"`
	Reason string  `json:"reason"`
	Raw    string  `json:"raw,omitempty"` // the value, or the start of the row, as told
}

// ImportReport is the full account of one file.
type ImportReport struct {
	Import    int64             `json:"import,omitempty"` // 0 for a dry run or a file already held
	File      string            `json:"file"`
	Hash      string            `json:"hash"` // sha256 of the file, hex
	Bytes     int64             `json:"bytes"`
	Encoding  string            `json:"encoding,omitempty"`
	Delimiter string            `json:"delimiter,omitempty"`
	Kind      string            `json:"kind,omitempty"`       // customers, shipments, records
	Mapping   map[string]string `json:"mapping,omitempty"`    // header -> field
	Unmapped  []string          `json:"unmapped,omitempty"`   // headers kept beside the record
	Unknown   []UnknownName     `json:"unknown,omitempty"`    // the same of JSON records
	DateOrder string            `json:"date_order,omitempty"` // dmy or mdy, where the file's values or the mapping show it
	Decimal   string            `json:"decimal,omitempty"`    // "." or ",", likewise
	Read      int               `json:"read"`
	Fates     map[RowFate]int   `json:"fates"`
	Records   map[string]int    `json:"records,omitempty"` // by kind: new, changed, unchanged as "shipment new" ...
	Notes     []RowNote         `json:"notes,omitempty"`   // at most MaxNotes
	MoreNotes int               `json:"more_notes,omitempty"`
	// NoCurrency is the number of lines that tell what they cost, and not in what: no price
	// of theirs is held against any other.
	NoCurrency int   `json:"no_currency,omitempty"`
	Already    int64 `json:"already,omitempty"` // the import that brought this very file before
	DryRun     bool  `json:"dry_run,omitempty"`
}

// UnknownName is a name in JSON records that is no field.
type UnknownName struct {
	Name    string `json:"name"` // lines[].colour
	Rows    int    `json:"rows"` // records that tell it
	MayMean string `json:"may_mean,omitempty"`
}

// Words say it in one line.
func (u *UnknownName) Words() string {
	s := fmt.Sprintf("%s (%d)", u.Name, u.Rows)
	if u.MayMean != "" {
		s += ": is " + u.MayMean + " meant?"
	}
	return s
}

// MaxNotes bounds the notes kept in a report; the rest are counted.
const MaxNotes = 10_000

// Adds reports whether the counts add up.
func (r *ImportReport) Adds() bool {
	n := 0
	for _, c := range r.Fates {
		n += c
	}
	return n == r.Read
}

// NoteGroup is a note and how many rows it is said of.
type NoteGroup struct {
	RowNote // of the first row
	Last    int
	Rows    int
}

// Says is the reason as it is said of all the rows.
func (g *NoteGroup) Says() string {
	if g.Rows > 1 && g.Field == "" {
		for _, verb := range [...]string{"is ", "has ", "repeats "} {
			if strings.HasPrefix(g.Reason, verb) {
				return "each " + g.Reason
			}
		}
	}
	return g.Reason
}

// NoteGroups are the notes kept, the worst fate first; what is said alike of
// several rows of a sheet stands once.
func (r *ImportReport) NoteGroups() []NoteGroup {
	type same struct {
		sheet, field, reason string
		fate                 RowFate
	}
	var out []NoteGroup
	at := map[same]int{}
	for _, n := range r.Notes {
		k := same{n.Sheet, n.Field, n.Reason, n.Fate}
		i, held := at[k]
		if !held {
			at[k] = len(out)
			out = append(out, NoteGroup{RowNote: n, Last: n.Row, Rows: 1})
			continue
		}
		if out[i].Last != n.Row { // a row of which it is said twice is one row
			out[i].Rows++
			out[i].Last = n.Row
		}
	}
	rank := map[RowFate]int{Rejected: 1, Ambiguous: 2, Repaired: 3, Duplicate: 4, Ignored: 5}
	slices.SortStableFunc(out, func(a, b NoteGroup) int { return rank[a.Fate] - rank[b.Fate] })
	return out
}

// ImportInfo is one import as the workspace holds it.
type ImportInfo struct {
	ID        int64        `json:"id"`
	At        time.Time    `json:"at"`
	Person    string       `json:"person"`
	Withdrawn bool         `json:"withdrawn,omitempty"`
	Report    ImportReport `json:"report"`
}

// ListInfo is one list pack as the workspace holds it.
type ListInfo struct {
	ListPack
	LoadedAt time.Time `json:"loaded_at"`
	Person   string    `json:"person,omitempty"`
	Current  bool      `json:"current"`
	Accepted string    `json:"accepted,omitempty"` // the reason given for taking a smaller or older file

	Restricted int `json:"restricted,omitempty"`         // entries for those who may see them
	Streetless int `json:"cannot_be_screened,omitempty"` // entries that are an address alone, without a street
}

// Progress is how far long work has come. Total is 0 where it is not known.
type Progress struct {
	Task  string
	Done  int64
	Total int64
}

// NoCurrencyWords say what is lost without a currency, and how to tell it; "" where each
// amount has one.
func (r *ImportReport) NoCurrencyWords() string {
	if r.NoCurrency == 0 {
		return ""
	}
	lines := "lines tell what they cost"
	if r.NoCurrency == 1 {
		lines = "line tells what it costs"
	}
	return fmt.Sprintf("%d %s, and no currency: such prices say nothing; tell it in the header, as in \"Value (USD)\", or import with a mapping that says currency: USD", r.NoCurrency, lines)
}
