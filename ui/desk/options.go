package desk

import (
	"fmt"

	"redflag/data"
)

// ImportOptions say how to read files.
type ImportOptions struct {
	Kind    string // customers or shipments; "" guesses
	Mapping string // path of a saved mapping; "" recognises the headers
	DryRun  bool   // report only
}

// ListReport says what became of a list file.
type ListReport struct {
	Info    data.ListInfo  `json:"info"`
	Before  *data.ListInfo `json:"before,omitempty"`  // the pack of the same name that was current
	Already bool           `json:"already,omitempty"` // this very file is loaded
	Refused []string       `json:"refused,omitempty"` // why the pack was not taken; the old one stays
	Added   int            `json:"added"`
	Removed int            `json:"removed"`
	Changed int            `json:"changed"`
	Cannot  int            `json:"cannot_be_screened"` // address-only entries without a street
}

// ScreenOptions say how to screen. The zero value screens the whole workspace
// as of today under the current law.
type ScreenOptions struct {
	AsOf    data.Date
	Regime  string // id, or the path of a regime's file; "" is the law as enforced
	Against string // of a what-if: the regime to compare with
	Regimes string // folder with the user's own regimes
	All     bool   // judge all again, though nothing has changed since the last screen
}

// ScreenSummary is the outcome of a screen.
type ScreenSummary struct {
	Subjects int                `json:"subjects"`
	Judged   int                `json:"judged"`          // of them judged now; the others' verdicts stand because nothing they rest on has changed
	Taken    int                `json:"taken,omitempty"` // of those, judged by a screen that was cut off
	ByLevel  map[data.Level]int `json:"by_level"`
	Looked   int                `json:"looked"`  // of them looked at; nothing that the others rest on can have changed
	Changed  int                `json:"changed"` // subjects whose level or score differs from the verdict before
	Seconds  float64            `json:"seconds"`
	Gone     int                `json:"gone"`             // verdicts taken back, because nothing is left to judge
	Screen   int64              `json:"screen,omitempty"` // its number; 0 where none was made, because nothing has changed
	Stamp    data.Stamp         `json:"stamp"`
	Reach    Reach              `json:"reach"`
}

// Stands reports whether all verdicts in use were found to stand.
func (s *ScreenSummary) Stands() bool { return s.Subjects > 0 && s.Judged == 0 && s.Gone == 0 }

// Words say what a screen did: how much was judged now, and what it came to.
func (s *ScreenSummary) Words() string {
	levels := fmt.Sprintf("%d stop, %d hold, %d review, %d pass", s.ByLevel[data.Stop], s.ByLevel[data.Hold], s.ByLevel[data.Review], s.ByLevel[data.Pass])
	if s.Stands() && s.Screen > 0 {
		return fmt.Sprintf("What has changed since the last screen changes no verdict; all %d stand: %s", s.Subjects, levels)
	}
	if s.Stands() {
		return fmt.Sprintf("Nothing has changed since the last screen; its %d verdicts stand: %s", s.Subjects, levels)
	}
	out := fmt.Sprintf("%d screened", s.Subjects)
	if stand := s.Subjects - s.Judged; stand > 0 {
		looked := ""
		if s.Looked < s.Subjects {
			looked = fmt.Sprintf("%d looked at, ", s.Looked)
		}
		out += fmt.Sprintf(" (%s%d judged now, %d stand as they were)", looked, s.Judged, stand)
	}
	if s.Taken > 0 {
		out += fmt.Sprintf(" (%d of them by the screen that was cut off)", s.Taken)
	}
	out += fmt.Sprintf(" in %.1f s: %s; %d new or changed", s.Seconds, levels, s.Changed)
	if s.Gone > 0 {
		out += fmt.Sprintf(", %d gone", s.Gone)
	}
	return out
}
