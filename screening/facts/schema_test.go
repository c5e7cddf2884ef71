package facts

import (
	"strings"
	"testing"

	"redflag/screening/rules"
)

func TestTheVocabularyIsCompleteAndSaysWhatItMeans(t *testing.T) {
	f := Schema()
	if len(f) != slots {
		t.Fatalf("%d facts in the tables, %d numbers", len(f), slots)
	}
	s, err := rules.NewSchema(f)
	if err != nil {
		t.Fatal(err)
	}
	check := func(f rules.Field, where string) {
		if len(strings.Fields(f.Doc)) < 2 {
			t.Errorf("%s%s has no sentence that says what it means: %q", where, f.Name, f.Doc)
		}
	}
	for _, x := range f {
		check(x, "")
		for _, e := range x.Fields {
			check(e, x.Name+"[].")
		}
	}
	// The numbers and the tables stand in the same order.
	for name, want := range map[string]int{"as_of": int(fAsOf), "shipment.destination.hub": int(fShipmentDestinationHub), "customer.known": int(fCustomerKnown),
		"goods.controlled": int(fGoodsControlled), "history.dormant_days": int(fHistoryDormantDays), "goods.words": int(fGoodsWords), "parties": int(fields)} {
		if got, ok := s.Slot(name); !ok || got != want {
			t.Errorf("%s stands at %d, its number is %d", name, got, want)
		}
	}
	for _, g := range []struct {
		group string
		n     int
	}{{"parties", int(partyFields)}, {"lines", int(lineFields)}, {"hits", int(hitFields)}, {"owners", int(ownerFields)}, {"sites", int(siteFields)}} {
		slot, _ := s.Slot(g.group)
		if len(f[slot].Fields) != g.n {
			t.Errorf("%s has %d facts in the table and %d numbers", g.group, len(f[slot].Fields), g.n)
		}
	}
}
