package desk

import (
	"testing"

	"redflag/data"
)

func TestAScreenSaysWhatItJudged(t *testing.T) {
	levels := map[data.Level]int{data.Stop: 1, data.Review: 2}
	for want, sum := range map[string]ScreenSummary{
		"3 screened in 0.5 s: 1 stop, 0 hold, 2 review, 0 pass; 3 new or changed":                                                   {Subjects: 3, Judged: 3, Changed: 3},
		"3 screened (2 looked at, 1 judged now, 2 stand as they were) in 0.5 s: 1 stop, 0 hold, 2 review, 0 pass; 1 new or changed": {Subjects: 3, Looked: 2, Judged: 1, Changed: 1},
		"3 screened (0 judged now, 3 stand as they were) in 0.5 s: 1 stop, 0 hold, 2 review, 0 pass; 0 new or changed, 2 gone":      {Subjects: 3, Looked: 3, Gone: 2},
		"Nothing has changed since the last screen; its 3 verdicts stand: 1 stop, 0 hold, 2 review, 0 pass":                         {Subjects: 3},
	} {
		sum.Seconds, sum.ByLevel = 0.5, levels
		if got := sum.Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
