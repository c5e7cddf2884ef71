package filter

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"redflag/data"
)

func TestAFilterIsReadAsItIsWritten(t *testing.T) {
	for in, want := range map[string]data.Filter{
		"":                         {},
		"   ":                      {},
		"level:hold,stop":          {Levels: []data.Level{data.Hold, data.Stop}},
		"LEVEL=Hold":               {Levels: []data.Level{data.Hold}},
		"score>=60":                {MinScore: 60},
		"score>60 score<=80":       {MinScore: 61, MaxScore: 80},
		"dest:my,TH":               {Dests: []string{"MY", "TH"}},
		"to:HK":                    {Dests: []string{"HK"}},
		"pattern:prc_chip_use":     {Patterns: []string{"prc_chip_use"}},
		"status:open":              {Statuses: []data.Status{data.Open}},
		`customer:"Kite Harbour"`:  {Customer: "Kite Harbour"},
		`"free text"`:              {Text: "free text"},
		"two words":                {Text: "two words"},
		"PO-2025/7:x":              {Text: "PO-2025/7:x"},
		"date>=2025-03":            {From: data.Date{Year: 2025, Month: 3}},
		"date<2025-03":             {To: data.Day(2025, 2, 28)},
		"date:2025":                {From: data.Date{Year: 2025}, To: data.Date{Year: 2025}},
		"sort:-date":               {Sort: "date", Reverse: true},
		`level:stop H200 "x, y" z`: {Levels: []data.Level{data.Stop}, Text: "H200 x, y z"},
	} {
		got, err := Parse(in)
		if err != nil {
			t.Errorf("%q: %v", in, err)
		} else if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q: %s", in, d)
		}
	}
}

func TestMistakesSayWhereTheyStand(t *testing.T) {
	for in, want := range map[string]string{
		"levl:hold":          "^^^^|did you mean level",
		"level:hold,bad x":   "           ^^^|a level is",
		"score>=x":           "       ^|whole number",
		"dest>MY":            "    ^|takes a colon",
		`customer:"abc`:      "         ^^^^|not closed",
		"status:":            "       ^|wants a value",
		"date:2025-13":       "     ^^^^^^^|a date is",
		"sort:name":          "     ^^^^|sort by",
		"score>9 score<3":    "^^^^^^^^^^^^^^^|no score is",
		"date>=2025 date<20": "                ^^|a date is",
	} {
		_, err := Parse(in)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: no error", in)
			continue
		}
		caret, says, _ := strings.Cut(want, "|")
		if Caret(e) != caret || !strings.Contains(e.Msg, says) {
			t.Errorf("%q:\n%s\n%s\n%s", in, in, Caret(e), e.Msg)
		}
	}
}

func TestAWordOfAFilterIsCompleted(t *testing.T) {
	k := Known{Patterns: []string{"prc_chip_use", "price_premium"}, Dests: []string{"MY", "SG"}}
	for in, want := range map[string]string{
		"le":              "level:",
		"sco":             "score>=",
		"level:h":         "hold",
		"level:hold,st":   "stop",
		"x pattern:prc_":  "prc_chip_use",
		"dest:s":          "SG",
		"status:w":        "waiting withdrawn",
		`"le`:             "",
		"nothing:x":       "",
		"level:hold sort": "sort:",
	} {
		_, out := Complete(in, len(in), k)
		var got []string
		for _, c := range out {
			got = append(got, c.Text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %s", in, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"level:hold score>=60", `dest:MY,"a b" "x`, "a:b:c", ">=", `customer:,`, "date<1000", "sort:-id", "score<1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Parse(s)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.At < 0 || e.At > len(s) || e.Len < 1 {
				t.Fatalf("%q: error without a place: %v", s, err)
			}
			_ = Caret(e)
			return
		}
		again, err := Parse(Format(got))
		if err != nil {
			t.Fatalf("%q: formatted as %q, which does not parse: %v", s, Format(got), err)
		}
		if d := cmp.Diff(got, again); d != "" {
			t.Fatalf("%q: %q reads differently: %s", s, Format(got), d)
		}
		for i := range len(s) {
			if from, _ := Complete(s, i, Known{}); from < 0 || from > i {
				t.Fatalf("completion of %q at %d starts at %d", s, i, from)
			}
		}
	})
}
