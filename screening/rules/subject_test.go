package rules

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

// aboutOne are facts of a record about one of several subjects; those below zero are of
// one record alone.
type aboutOne struct {
	*stub
	who int32
}

func (a *aboutOne) Lasting(group, _ int) (who int32, part uint8, ok bool) {
	return a.who, 0, group == Subject && a.who >= 0
}

// What is kept of subjects from one record to another says of a record what reading it
// would.
func TestWhatIsKeptOfSubjectsIsWhatTheyTell(t *testing.T) {
	sc := testSchema(t)
	for _, name := range []string{"customer.employees", "customer.hq_restricted", "shipment.end_user", "shipment.route"} {
		sc.fields[sc.slots[name]].Lasting = true
	}
	subjects := []map[string]Value{
		{"customer.employees": num(3), "customer.hq_restricted": yes(true), "shipment.end_user": text("One Lab"), "shipment.route": list("MY", "SG")},
		{"customer.employees": num(30), "customer.hq_restricted": yes(false), "shipment.end_user": text("Two Works"), "shipment.route": list("SG")},
		{"customer.employees": asked(), "customer.hq_restricted": asked(), "shipment.end_user": text(data.UnknownWord), "shipment.route": list()},
		{"customer.employees": {}, "customer.hq_restricted": yes(true), "shipment.end_user": {}, "shipment.route": {}},
	}
	set := rulesOf(t, sc, 12, []string{
		`customer.employees < 10`,
		`customer.hq_restricted and shipment.destination.hub`,
		`missing(shipment.end_user) or shipment.end_user endsWith "Works"`,
		`"MY" in shipment.route and goods.controlled != "no"`,
		`shipment.end_user in ["One Lab"] or customer.employees > 20 and shipment.value_usd > 2`,
		`any(parties, .bank) and not customer.hq_restricted`,
	})
	var kept Outcome
	recalled := 0
	rapid.Check(t, func(t *rapid.T) {
		for range 10 {
			_, f := genWorld(t, sc)
			who := rapid.IntRange(-1, len(subjects)-1).Draw(t, "who")
			if who >= 0 {
				for name, v := range subjects[who] {
					f.set(name, v)
				}
			}
			var anew Outcome
			set.Judge(f, data.Day(2025, 8, 12), "", &anew)
			set.Judge(&aboutOne{f, int32(who)}, data.Day(2025, 8, 12), "", &kept)
			same := func(x, y data.Finding) bool {
				return x.Rule == y.Rule && x.Says == y.Says && slices.Equal(x.Evidence, y.Evidence)
			}
			if !slices.EqualFunc(kept.Findings, anew.Findings, same) {
				t.Fatalf("subject %d: found %v, and anew %v", who, kept.Findings, anew.Findings)
			}
			if !slices.EqualFunc(kept.Near, anew.Near, func(x, y *data.NearMiss) bool { return x.Rule == y.Rule && slices.Equal(x.Missing, y.Missing) }) {
				t.Fatalf("subject %d: near %v, and anew %v", who, kept.Near, anew.Near)
			}
			if kept.subjects.at != 0 {
				recalled++
			}
		}
	})
	if recalled < 10 || len(kept.subjects.asked) < 6 {
		t.Errorf("%d answers were to be kept, and were %d times", len(kept.subjects.asked), recalled)
	}
}
