package regime

import (
	"strings"
	"testing"
	"time"

	"redflag/data"
)

func TestAffiliatesRuleByDate(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Get("")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		on   data.Date
		want data.Truth
	}{
		{data.Day(2025, time.September, 28), data.False},
		{data.Day(2025, time.September, 29), data.True},
		{data.Day(2025, time.November, 9), data.True},
		{data.Day(2025, time.November, 10), data.False},
		{data.Day(2026, time.November, 9), data.False},
		{data.Day(2026, time.November, 10), data.True},
		{data.Date{Year: 2025}, data.Undecided},
		{data.Date{}, data.Undecided},
	} {
		if got, _ := r.On(AffiliatesRule, c.on); got != c.want {
			t.Errorf("on %s: %v, want %v", c.on, got, c.want)
		}
	}
	if got, _ := r.On("no_such_switch", data.Day(2026, 1, 1)); got != data.Undecided {
		t.Error("an unnamed switch is decided")
	}
}

func TestFaultsNameThePlace(t *testing.T) {
	s := string(embedded)
	for _, c := range []struct{ old, new, want string }{
		{"from: 2025-11-10", "from: 2025-08-10", "regime.yaml:18:20"},
		{`is: "on"`, `is: "onn"`, "regime.yaml:12:"},
		{"basis: sourced", "basis: hearsay", "source and basis"},
	} {
		_, err := Parse("regime.yaml", []byte(strings.Replace(s, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.new, err)
		}
	}
	b, _ := Load()
	if _, err := b.Get("currant"); err == nil || !strings.Contains(err.Error(), "current") {
		t.Errorf("%v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(embedded)
	f.Fuzz(func(t *testing.T, b []byte) { _, _ = Parse("f.yaml", b) })
}
