package desk

import (
	"testing"

	"redflag/data"
)

func TestWhyNotGathersByWhatIsNotKnown(t *testing.T) {
	var near []*data.NearMiss
	for _, title := range []string{"a", "b", "c", "d"} {
		near = append(near, &data.NearMiss{Rule: title, Title: title, Missing: []string{"text.reads"}, Why: "not known: notes"})
	}
	near = append(near, &data.NearMiss{Rule: "two", Missing: []string{"x", "y"}, Why: "not known: x; y"}, &data.NearMiss{Rule: "e", Title: "e", Missing: []string{"final"}, Why: "not known: final destination"})
	got := WhyNot(near)
	if len(got) != 3 || got[0].Why != "not known: final destination" || got[1].Why != "not known: notes" || got[2].Rules[0] != "two" {
		t.Fatalf("%+v", got)
	}
	if s := got[1].Some(2); s != "a; b; and 2 more rules" {
		t.Error(s)
	}
	if s := got[1].Some(3); s != "a; b; c; d" {
		t.Error(s)
	}
	rules := 0
	for _, o := range got {
		rules += len(o.Rules)
	}
	if rules != len(near) {
		t.Errorf("%d rules of %d", rules, len(near))
	}
}
