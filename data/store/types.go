package store

import (
	"io"
	"time"

	"redflag/data"
)

// Options say how to open a workspace.
type Options struct {
	ReadOnly bool
	Now      func() time.Time // nil: time.Now

	// Progress hears of the work that bringing an older workspace up to this
	// program's format takes; it may be nil.
	Progress func(data.Progress)
}

// AsOf bounds what is read to the versions imported by the end of a day. The
// zero value reads all that is held.
type AsOf struct {
	Date data.Date
}

// SourceFile is a file to be imported. Its bytes are Content, or what Reader
// gives where Content is nil; Hash is then needed beforehand.
type SourceFile struct {
	Name    string // base name as given
	Hash    string // sha256, hex
	Source  string // feed; "" means data.DefaultSource
	Content []byte
	Reader  io.Reader
}

// Range is a run of record ids, From included, To not.
type Range struct {
	From, To int64
}

// Screen says what a set of verdicts rests on.
type Screen struct {
	Stamp  data.Stamp
	AsOf   data.Date
	Regime string
	Lists  string // the lists that verdicts were made against, in words
	Since  int64  // Mark read before the records were; 0 takes it when publishing begins
	Of     string // names all that the verdicts rest on: one that is cut off is taken up by the next of the same; "" is not
	Anew   bool   // takes up nothing
}

// Judged is one verdict on its way into the workspace.
type Judged struct {
	Key     data.Key // looked up where Row.ID is 0
	Verdict *data.Verdict
	Row     data.QueueRow // ID is Origin.Record of the record judged
	Grounds uint64        // a hash over what the verdict rests on; 0: not told
	Lines   []data.Line   // whose part numbers and descriptions free text finds beside the row's own words
}

// LastScreen is what is known of the verdicts in use.
type LastScreen struct {
	ID      int64
	Stamp   data.Stamp
	AsOf    data.Date
	Regime  string
	Lists   string    // the lists that verdicts were made against, in words
	At      time.Time // zero: never screened
	Count   int
	ByLevel map[data.Level]int
	Dead    int   // verdicts that take room and that newer ones have replaced
	Dirty   int   // records changed since
	Mark    int64 // of the moment this was read
}

// Vector is the queue in order: record ids and the generation they were read at.
type Vector struct {
	IDs        []int64
	Generation int64
}

// Counts are the open cases by level and all by status.
type Counts struct {
	ByLevel  map[data.Level]int
	ByStatus map[data.Status]int
	Total    int
}

// Finding is one thing that Check looked at.
type Finding struct {
	What string
	OK   bool
	Says string
}

// Blob is a kept file by its hash.
type Blob struct {
	Hash  string
	Kind  string
	Name  string
	Bytes int64
	At    time.Time
}
