package data

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// State says how much is known of a fact. The three never mix: a fact that was
// asked for and not found out is not the same as one that nobody mentioned.
type State uint8

const (
	NotTold State = iota // absent, null or ""
	Unknown              // asked, and not known: "unknown"
	Known                // told; 0 and "no" are known values
)

func (s State) String() string {
	switch s {
	case Known:
		return "known"
	case Unknown:
		return "unknown"
	}
	return "not told"
}

// UnknownWord is how a record says that a fact was asked for and is not known,
// for text, numbers and dates alike.
const UnknownWord = "unknown"

// TextState is the state of a text field: "" is not told, "unknown" in any case
// is asked and not known, all else is known.
func TextState(s string) State {
	switch {
	case s == "":
		return NotTold
	case len(s) == len(UnknownWord) && strings.EqualFold(s, UnknownWord):
		return Unknown
	}
	return Known
}

// Truth is a value of Kleene's strong three-valued logic. The zero value is
// Undecided, so that a forgotten assignment never reads as a clear "no".
type Truth int8

const (
	Undecided Truth = 0
	False     Truth = -1
	True      Truth = 1
)

// Not of undecided is undecided.
func (t Truth) Not() Truth { return -t }

// And is the lesser of the two: false and undecided is false.
func (t Truth) And(o Truth) Truth { return min(t, o) }

// Or is the greater of the two: true or undecided is true.
func (t Truth) Or(o Truth) Truth { return max(t, o) }

// Bool makes a decided truth of b.
func Bool(b bool) Truth {
	if b {
		return True
	}
	return False
}

func (t Truth) String() string {
	switch t {
	case True:
		return "true"
	case False:
		return "false"
	}
	return "undecided"
}

// Number is a quantity with its state. In JSON it is a number, "unknown", or
// null for not told.
type Number struct {
	Value float64
	State State
}

// Num makes a known number.
func Num(v float64) Number { return Number{Value: v, State: Known} }

// IsZero reports that nothing was told, for encoding/json's omitzero.
func (n Number) IsZero() bool { return n.State == NotTold }

func (n Number) String() string {
	switch n.State {
	case Known:
		return strconv.FormatFloat(n.Value, 'f', -1, 64)
	case Unknown:
		return UnknownWord
	}
	return ""
}

func (n Number) MarshalJSON() ([]byte, error) {
	switch n.State {
	case Known:
		return json.Marshal(n.Value)
	case Unknown:
		return []byte(`"` + UnknownWord + `"`), nil
	}
	return []byte("null"), nil
}

func (n *Number) UnmarshalJSON(b []byte) error {
	b = bytes.TrimSpace(b)
	if string(b) == "null" {
		*n = Number{}
		return nil
	}
	if len(b) > 0 && b[0] == '"' {
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		v, err := ParseNumber(s)
		if err != nil {
			return err
		}
		*n = v
		return nil
	}
	var v float64
	if err := json.Unmarshal(b, &v); err != nil {
		return fmt.Errorf("%s is not a number", b)
	}
	*n = Num(v)
	return nil
}

// ParseNumber reads a plain decimal number ("12", "-3.5", "1e3"), "unknown" or
// "". Other notations (decimal comma, thousands) are the importer's work.
func ParseNumber(s string) (Number, error) {
	s = strings.TrimSpace(s)
	switch TextState(s) {
	case NotTold:
		return Number{}, nil
	case Unknown:
		return Number{State: Unknown}, nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return Number{}, fmt.Errorf("%q is not a number", s)
	}
	return Num(v), nil
}

// Date is a calendar date with its precision: a year, a month or a day. The
// zero Date is not told.
type Date struct {
	Year       int16
	Month, Day int8 // 0 where the date is no more precise
	Asked      bool // asked, and not known
}

// Day makes a date of full precision.
func Day(y int, m time.Month, d int) Date {
	return Date{Year: int16(y), Month: int8(m), Day: int8(d)}
}

// DateOf is the calendar day of t in t's own location.
func DateOf(t time.Time) Date { return Day(t.Year(), t.Month(), t.Day()) }

// State says whether the date is known.
func (d Date) State() State {
	switch {
	case d.Year != 0:
		return Known
	case d.Asked:
		return Unknown
	}
	return NotTold
}

// IsZero reports that nothing was told, for encoding/json's omitzero.
func (d Date) IsZero() bool { return d == Date{} }

// ParseDate reads YYYY, YYYY-MM, YYYY-MM-DD, "unknown" or "". A time of day
// after a full date (RFC 3339) is dropped.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	switch TextState(s) {
	case NotTold:
		return Date{}, nil
	case Unknown:
		return Date{Asked: true}, nil
	}
	bad := fmt.Errorf("%q is not a date: use YYYY, YYYY-MM or YYYY-MM-DD", s)
	t := s
	if len(t) > 10 && (t[10] == 'T' || t[10] == ' ') {
		t = t[:10]
	}
	num := func(p string) (int, bool) {
		n := 0
		for i := 0; i < len(p); i++ {
			if p[i] < '0' || p[i] > '9' {
				return 0, false
			}
			n = n*10 + int(p[i]-'0')
		}
		return n, true
	}
	if len(t) != 4 && len(t) != 7 && len(t) != 10 {
		return Date{}, bad
	}
	y, ok := num(t[:4])
	if !ok || y < 1000 {
		return Date{}, bad
	}
	d := Date{Year: int16(y)}
	if len(t) >= 7 {
		m, ok := num(t[5:7])
		if !ok || t[4] != '-' || m < 1 || m > 12 {
			return Date{}, bad
		}
		d.Month = int8(m)
	}
	if len(t) == 10 {
		dd, ok := num(t[8:10])
		if !ok || t[7] != '-' || dd < 1 || dd > daysIn(y, int(d.Month)) {
			return Date{}, bad
		}
		d.Day = int8(dd)
	}
	return d, nil
}

func daysIn(y, m int) int { return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day() }

func (d Date) String() string {
	switch {
	case d.State() == NotTold:
		return ""
	case d.State() == Unknown:
		return UnknownWord
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// First and Last are the first and last day that the date can mean, as days
// since 1970-01-01. They mean nothing for a date that is not known.
func (d Date) First() int32 {
	return dayNumber(int(d.Year), max(int(d.Month), 1), max(int(d.Day), 1))
}

func (d Date) Last() int32 {
	m := int(d.Month)
	if m == 0 {
		m = 12
	}
	day := int(d.Day)
	if day == 0 {
		day = daysIn(int(d.Year), m)
	}
	return dayNumber(int(d.Year), m, day)
}

func dayNumber(y, m, d int) int32 {
	// Days from the civil calendar (proleptic Gregorian), counted in eras of 400 years.
	if m <= 2 {
		y--
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	yoe := y - era*400
	mp := (m + 9) % 12
	doy := (153*mp+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return int32(era*146097 + doe - 719468)
}

// DateOfDay is the full date of a day number.
func DateOfDay(n int32) Date {
	t := time.Unix(int64(n)*86400, 0).UTC()
	return DateOf(t)
}

// Before is whether d lies surely before o; undecided where either is not known
// or the precision leaves it open.
func (d Date) Before(o Date) Truth {
	if d.State() != Known || o.State() != Known {
		return Undecided
	}
	switch {
	case d.Last() < o.First():
		return True
	case d.First() >= o.Last():
		return False
	}
	return Undecided
}

func (d Date) MarshalJSON() ([]byte, error) {
	if d.State() == NotTold {
		return []byte(`""`), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

func (d *Date) UnmarshalJSON(b []byte) error {
	if string(bytes.TrimSpace(b)) == "null" {
		*d = Date{}
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("%s is not a date: use \"YYYY-MM-DD\"", b)
	}
	v, err := ParseDate(s)
	if err != nil {
		return err
	}
	*d = v
	return nil
}

func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}
