package match

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// calibrationTable says for scores, the highest first, how many names of listed
// parties and how many of others reach them, of the labelled names measured on.
//
//go:embed tables/calibration.txt
var calibrationTable string

// Meaning is what a score says, as measured on the labelled names.
type Meaning struct {
	Found       float64 // share of the listed parties' names that score so much or more
	Alarms      float64 // share of the other names that do
	Probability float64 // that a name scoring about so much is of the party, from even odds
}

type calibration struct {
	from float64
	Meaning
}

var calibrations = sync.OnceValue(func() []calibration { return readCalibration(calibrationTable) })

// ScoreMeaning is the measured meaning of a score of a name; zero below the table.
// The probability holds where as many names are listed as are not. On an order
// desk, where few are, it is an upper bound.
func ScoreMeaning(score float64) Meaning { return meaningIn(calibrations(), score) }

func meaningIn(table []calibration, score float64) Meaning {
	for _, c := range table {
		if score >= c.from {
			return c.Meaning
		}
	}
	return Meaning{}
}

// Words tell the meaning in one sentence.
func (m Meaning) Words() string {
	return fmt.Sprintf("probability %.2f from even odds; %.1f %% of listed names score so or more, %.1f %% of others", m.Probability, 100*m.Found, 100*m.Alarms)
}

// readCalibration reads "score listed of others of" lines. The probability of a
// band is the listed share over both, with one name added on each side so that no
// band is certain, and never above that of a higher band.
func readCalibration(table string) []calibration {
	var out []calibration
	var before [2]float64
	top := 1.0
	for line := range strings.Lines(table) {
		f := strings.Fields(line)
		if len(f) != 5 || f[0] == "score" || strings.HasPrefix(line, "#") {
			continue
		}
		var n [5]float64
		for i := range f {
			n[i], _ = strconv.ParseFloat(f[i], 64)
		}
		listed := (n[1] - before[0] + 1) / (n[2] + 2)
		others := (n[3] - before[1] + 1) / (n[4] + 2)
		before = [2]float64{n[1], n[3]}
		top = min(top, listed/(listed+others))
		out = append(out, calibration{n[0], Meaning{Found: n[1] / n[2], Alarms: n[3] / n[4], Probability: math.Round(top*1000) / 1000}})
	}
	return out
}
