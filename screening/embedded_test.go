package screening

import (
	"testing"

	"redflag/data/reference"
	"redflag/screening/checklist"
	"redflag/screening/facts"
	"redflag/screening/regime"
)

// embedded are the files that the program reads at a start, and how many pieces of memory
// reading them may take. A whole reader of YAML takes five times as many and more, and as
// much longer: where one of them is more than that, the quick one has refused a file.
var embedded = []struct {
	what string
	read func() error
	most float64
}{
	{"tables", func() error { _, err := reference.Load(); return err }, 54_000},
	{"rules", func() error { _, err := LoadRules(); return err }, 275_000},
	{"words", func() error { _, err := facts.LoadWords(); return err }, 65_500},
	{"checklists", func() error { _, err := checklist.Load(); return err }, 6_000},
	{"regimes", func() error { _, err := regime.Load(); return err }, 2_600},
}

func TestEmbeddedFilesAreReadByTheQuickReader(t *testing.T) {
	for _, e := range embedded {
		n := testing.AllocsPerRun(1, func() {
			if err := e.read(); err != nil {
				t.Fatal(err)
			}
		})
		if n > e.most {
			t.Errorf("to read the %s takes %.0f pieces of memory, more than %.0f", e.what, n, e.most)
		}
		t.Logf("%s: %.0f", e.what, n)
	}
}

// Most of what the program waits for at a start that judges.
func BenchmarkEmbedded(b *testing.B) {
	for _, e := range embedded {
		b.Run(e.what, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := e.read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
