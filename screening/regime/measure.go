package regime

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"redflag/data"
)

// Unit is what a limit counts.
type Unit string

const (
	UnitTPP  Unit = "tpp"
	UnitGPUs Unit = "gpus"
)

// Words are the unit as a person reads it.
func (u Unit) Words() string {
	if u == UnitTPP {
		return "TPP"
	}
	return "GPUs"
}

// Per is whose quantity is counted.
type Per string

const (
	PerEndUser  Per = "end_user"
	PerCustomer Per = "customer"
	PerGroup    Per = "group"
	PerCountry  Per = "country"
)

// Words are the holder of a quantity as a person reads it.
func (p Per) Words() string { return strings.ReplaceAll(string(p), "_", " ") }

// Measure is a quantity of one holder in one period.
type Measure struct {
	Amount float64
	Unit   Unit
	Per    Per
	Period Period
}

// String is the measure in words: "26,900,000 TPP per end user and calendar year".
func (m Measure) String() string {
	return fmt.Sprintf("%s %s per %s %s", Figure(m.Amount), m.Unit.Words(), m.Per.Words(), m.Period.words())
}

// Period is the stretch of time that quantities are summed over.
type Period struct {
	Days     int32 // running days up to the order
	Year     bool  // the calendar year of the order
	Total    bool  // all that the book holds
	From, To data.Date
}

func (p Period) words() string {
	switch {
	case p.Year:
		return "and calendar year"
	case p.Days > 0:
		return fmt.Sprintf("in %d days", p.Days)
	case p.From.State() == data.Known:
		return fmt.Sprintf("from %s to %s", p.From, p.To)
	}
	return "in all"
}

// parsePeriod reads "calendar_year", "total", "90 days" or "2025-01-01..2027-12-31".
func parsePeriod(s string) (Period, bool) {
	switch s {
	case "calendar_year":
		return Period{Year: true}, true
	case "total":
		return Period{Total: true}, true
	}
	if n, ok := strings.CutSuffix(s, " days"); ok {
		d, err := strconv.ParseInt(strings.TrimSpace(n), 10, 32)
		return Period{Days: int32(d)}, err == nil && d > 0
	}
	from, to, ok := strings.Cut(s, "..")
	if !ok {
		return Period{}, false
	}
	p := Period{}
	var err, err2 error
	p.From, err = data.ParseDate(from)
	p.To, err2 = data.ParseDate(to)
	return p, err == nil && err2 == nil && p.From.Day != 0 && p.To.Day != 0 && p.From.First() <= p.To.First()
}

// Start is the first day of the period that an order of a day falls in; ok is
// false where the day is outside.
func (p Period) Start(day int32) (from int32, ok bool) {
	switch {
	case p.Year:
		return data.Day(int(data.DateOfDay(day).Year), 1, 1).First(), true
	case p.Days > 0:
		return day - p.Days + 1, true
	case p.From.State() == data.Known:
		return p.From.First(), day >= p.From.First() && day <= p.To.First()
	}
	return math.MinInt32, true
}

// Figure writes a number with its thousands apart.
func Figure(v float64) string {
	if v != v || math.IsInf(v, 0) {
		return "an unknown number"
	}
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if math.Abs(v) >= 100 {
		s = strconv.FormatFloat(math.Round(v), 'f', 0, 64)
	}
	whole, part, _ := strings.Cut(s, ".")
	sign := ""
	if rest, neg := strings.CutPrefix(whole, "-"); neg {
		sign, whole = "-", rest
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if part != "" {
		whole += "." + part
	}
	return sign + whole
}
