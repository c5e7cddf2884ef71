package data

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDateParsesWhatRecordsMaySay(t *testing.T) {
	for _, c := range []struct {
		in, out string
		state   State
	}{
		{"", "", NotTold},
		{"unknown", "unknown", Unknown},
		{"UNKNOWN", "unknown", Unknown},
		{"2025", "2025", Known},
		{"2025-03", "2025-03", Known},
		{"2024-02-29", "2024-02-29", Known},
		{"2025-03-02T10:00:00Z", "2025-03-02", Known},
	} {
		d, err := ParseDate(c.in)
		if err != nil || d.String() != c.out || d.State() != c.state {
			t.Errorf("ParseDate(%q) = %v %v, %v", c.in, d, d.State(), err)
		}
	}
	for _, bad := range []string{"2025-13", "2025-02-30", "03.02.2025", "25", "2025-3-2", "soon", "0000-00-00", "2025-03-0x"} {
		if d, err := ParseDate(bad); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", bad, d)
		}
	}
}

func TestDayNumbersAreTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := int32(rapid.IntRange(-300_000, 60_000).Draw(t, "day"))
		d := DateOfDay(n)
		want := DateOf(time.Unix(int64(n)*86400, 0).UTC())
		if d != want || d.First() != n || d.Last() != n {
			t.Fatalf("day %d is %v, first %d, last %d", n, d, d.First(), d.Last())
		}
	})
}

func TestBeforeIsDecidedOnlyByWhatIsTold(t *testing.T) {
	date := func(s string) Date {
		d, err := ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		a, b string
		want Truth
	}{
		{"2022-10", "2022-10-07", Undecided},
		{"2022-09", "2022-10-07", True},
		{"2022-10-07", "2022-10-07", False},
		{"2023", "2022-10-07", False},
		{"2022", "2023-01-01", True},
		{"", "2022-10-07", Undecided},
		{"unknown", "2022-10-07", Undecided},
	} {
		if got := date(c.a).Before(date(c.b)); got != c.want {
			t.Errorf("%q before %q is %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestKleene(t *testing.T) {
	if False.And(Undecided) != False || True.And(Undecided) != Undecided || True.Or(Undecided) != True || False.Or(Undecided) != Undecided || Undecided.Not() != Undecided {
		t.Error("the three-valued tables are wrong")
	}
}

func TestNumbersKeepTheirState(t *testing.T) {
	for _, c := range []struct {
		in    string
		state State
	}{{`0`, Known}, {`null`, NotTold}, {`""`, NotTold}, {`"unknown"`, Unknown}, {`"12.5"`, Known}, {`1e18`, Known}} {
		var n Number
		if err := json.Unmarshal([]byte(c.in), &n); err != nil || n.State != c.state {
			t.Errorf("%s reads as %v %v, %v", c.in, n, n.State, err)
		}
	}
	for _, bad := range []string{`"a few"`, `"NaN"`, `true`, `{}`} {
		if err := json.Unmarshal([]byte(bad), new(Number)); err == nil {
			t.Errorf("%s was taken for a number", bad)
		}
	}
}

func TestRecordsSurviveTheirCanonicalForm(t *testing.T) {
	for _, in := range []string{
		`{"kind":"customer","role":"reseller","id":"C-1","name":"Tanjung Cahaya","incorporated":"2023-02","employees":0,"paid_capital":"unknown"}`,
		`{"kind":"shipment","id":"S-1","date":"2025-03-02","parties":[{"role":"end_user","business_role":"bank","name":"X","hq_country":"unknown"}],"lines":[{"line":1,"quantity":8}]}`,
		`{"kind":"holding","owner":"A","owned":"B","percent":51}`,
	} {
		var r Record
		if err := json.Unmarshal([]byte(in), &r); err != nil {
			t.Fatal(err)
		}
		out, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if string(out) != in {
			t.Errorf("told %s\n read %s", in, out)
		}
	}
	for _, bad := range []string{`{"id":"C-1"}`, `{"kind":"boat"}`, `{"kind":"customer","employees":"many"}`} {
		if err := json.Unmarshal([]byte(bad), new(Record)); err == nil {
			t.Errorf("%s was taken for a record", bad)
		}
	}
}

func TestLawDateIsTheShipDateOnceShipped(t *testing.T) {
	asOf := Day(2026, 1, 15)
	for _, c := range []struct {
		ship Date
		want Date
	}{
		{Day(2025, 3, 2), Day(2025, 3, 2)},
		{Date{Year: 2025, Month: 3}, Date{Year: 2025, Month: 3}},
		{Day(2026, 2, 1), asOf},
		{Date{}, asOf},
		{Date{Asked: true}, asOf},
	} {
		if got := (&Shipment{ShipDate: c.ship}).LawDate(asOf); got != c.want {
			t.Errorf("shipped %q: law of %v, want %v", c.ship, got, c.want)
		}
	}
}

func TestAShipDateBeforeTheOrderIsNotBelieved(t *testing.T) {
	asOf := Day(2026, 6, 15)
	for _, c := range []struct {
		paper      string
		date, ship Date
		want       Date
	}{
		{"order", Day(2026, 5, 4), Day(2021, 6, 5), Day(2026, 5, 4)},
		{"order", Day(2026, 5, 4), Day(2026, 5, 1), Day(2026, 5, 4)},
		{"order", Day(2026, 5, 4), Date{Year: 2026, Month: 5}, Date{Year: 2026, Month: 5}},
		{"invoice", Day(2026, 5, 4), Day(2026, 4, 1), Day(2026, 4, 1)},
		{"invoice", Day(2026, 5, 4), Day(2021, 6, 5), Day(2026, 5, 4)},
		{"order", Date{}, Day(2021, 6, 5), Day(2021, 6, 5)},
	} {
		if got := (&Shipment{DocType: c.paper, Date: c.date, ShipDate: c.ship}).LawDate(asOf); got != c.want {
			t.Errorf("%s of %v shipped %v: law of %v, want %v", c.paper, c.date, c.ship, got, c.want)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2025-03-02", "2025", "unknown", "2024-02-30T"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			return
		}
		again, err := ParseDate(d.String())
		if err != nil || again != d {
			t.Errorf("%q reads as %v, which reads as %v, %v", s, d, again, err)
		}
	})
}
