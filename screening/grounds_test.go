package screening

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"testing/fstest"

	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/rules"
)

// told is what was concluded of a book, by shipment: the grounds, and the verdict
// without its stamp.
type told struct {
	grounds uint64
	verdict string
}

func conclude(t *testing.T, in Inputs, customers, shipments []*data.Record) map[string]told {
	t.Helper()
	s, err := New(in)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Learn(each(customers), nil, each(shipments)); err != nil {
		t.Fatal(err)
	}
	out, w := map[string]told{}, s.Worker()
	for _, r := range shipments {
		j, v := Judged{Record: r}, data.Verdict{}
		s.judgeAnew(r, w, nil, &j, &v)
		v.Stamp = data.Stamp{}
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out[r.Shipment.ID] = told{j.Grounds, string(b)}
	}
	return out
}

// withRule are the rules of the program and one of the user's own.
func withRule(t *testing.T, when string) *rules.Set {
	t.Helper()
	pack := fmt.Sprintf("pack: own\ntitle: Our own\nrules:\n  - {id: own-past, title: Ordered before, pattern: missing_fact, kind: flag, points: 5, when: '%s', says: {en: \"{customer.orders_before} before\"}, why: We look., innocent: Many are honest., asks: [C1], cites: [{source: own, item: desk, basis: unverified}]}\nsources: {own: {title: Our own rules}}\n", when)
	set, err := builtin(t).With(fstest.MapFS{"own.yaml": {Data: []byte(pack)}}, ".")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// Where a record rests on the same grounds after orders came that are older than it,
// its verdict is the same, whatever rules look back on; and most records that no rule
// looks back from rest on the same.
func TestTheSameGroundsAreTheSameVerdict(t *testing.T) {
	customers, shipments := book(300)
	random := rand.New(rand.NewPCG(7, 8))
	for name, set := range map[string]*rules.Set{
		"built in":           builtin(t),
		"looking back":       withRule(t, "customer.orders_before >= 20"),
		"looking back a bit": withRule(t, "goods.sensitive or history.orders_14_days >= 3"),
	} {
		in := inputs(t, listed("Party 7 Technology Co"))
		in.Rules = set
		before := conclude(t, in, customers, shipments)
		_, more := book(60)
		for i, r := range more {
			sh := *r.Shipment
			sh.ID, sh.Order = fmt.Sprint("M-", i), fmt.Sprint("MO-", i)
			sh.Date = data.DateOfDay(18900 + random.Int32N(400))
			more[i] = &data.Record{Kind: data.ShipmentKind, Shipment: &sh, Origin: data.Origin{Record: int64(1000 + i), Version: int64(1000 + i)}}
		}
		after := conclude(t, in, customers, append(more, shipments...))
		same, other := 0, 0
		for id, was := range before {
			switch is := after[id]; {
			case is.grounds == was.grounds && is.verdict != was.verdict:
				t.Fatalf("%s: %s rests on the same and says another thing:\n%s\n%s", name, id, was.verdict, is.verdict)
			case is.grounds == was.grounds:
				same++
			default:
				other++
			}
		}
		if other == 0 || name == "built in" && same <= other {
			t.Errorf("%s: %d rest on the same, %d do not", name, same, other)
		}
	}
}

// A brief rules out no rule that finds something, or comes near it.
func TestABriefRulesOutNothingThatIsFound(t *testing.T) {
	customers, shipments := book(120)
	s, err := New(inputs(t, listed("Party 7 Technology Co")))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Learn(each(customers), nil, each(shipments)); err != nil {
		t.Fatal(err)
	}
	w := s.Worker()
	out, in := 0, 0
	for _, r := range shipments {
		w.point(r)
		b, err := facts.ReadBrief(w.facts.Brief(nil))
		if err != nil {
			t.Fatal(err)
		}
		may := map[string]bool{}
		for _, rule := range s.in.Rules.Reached(b) {
			may[rule] = true
		}
		var v data.Verdict
		s.verdict(w, &v)
		for _, f := range v.Findings {
			// A change of what speaks after others looks at all orders.
			if rule, known := s.in.Rules.Rule(f.Rule); known && !rule.Derived() && !may[f.Rule] {
				t.Errorf("%s: %s was ruled out and found something", r.Shipment.ID, f.Rule)
			}
		}
		for _, n := range v.Near {
			if !may[n.Rule] {
				t.Errorf("%s: %s was ruled out and came near", r.Shipment.ID, n.Rule)
			}
		}
		in, out = in+len(may), out+len(s.in.Rules.Rules())-len(may)
	}
	if 4*out < 5*in {
		t.Errorf("briefs rule out %d rules and let %d through", out, in)
	}
}

// What facts say of a record changes with orders before it only where they are those of
// the past, so that grounds which count these alone forget none.
func TestOrdersBeforeChangeTheFactsOfThePastAlone(t *testing.T) {
	customers, shipments := book(300)
	_, more := book(60)
	for i, r := range more {
		sh := *r.Shipment
		sh.ID, sh.Order, sh.Date = fmt.Sprint("M-", i), fmt.Sprint("MO-", i), data.DateOfDay(18960+int32(i))
		sh.Status = []string{"", "stopped by compliance"}[i%2]
		more[i] = &data.Record{Kind: data.ShipmentKind, Shipment: &sh}
	}
	values := func(shipments []*data.Record) map[string][]rules.Value {
		s, err := New(inputs(t))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Learn(each(customers), nil, each(shipments)); err != nil {
			t.Fatal(err)
		}
		out, w := map[string][]rules.Value{}, s.Worker()
		for _, r := range shipments {
			w.point(r)
			for slot, f := range facts.Schema() {
				if f.Type != rules.Group && f.Type != rules.Shown {
					out[r.Shipment.ID] = append(out[r.Shipment.ID], *w.facts.Value(slot))
				}
			}
		}
		return out
	}
	var names []string
	for _, f := range facts.Schema() {
		if f.Type != rules.Group && f.Type != rules.Shown {
			names = append(names, f.Name)
		}
	}
	before, after := values(shipments), values(append(more, shipments...))
	differs := map[string]bool{}
	for id, was := range before {
		for i, v := range was {
			if !reflect.DeepEqual(v, after[id][i]) {
				differs[names[i]] = true
			}
		}
	}
	apart := map[string]bool{"history.renamed_goods": true, "history.price_raised": true, "customer.refused_on": true} // of papers, which the grounds count by themselves
	for _, name := range facts.OfPast() {
		apart[name] = true
	}
	for name := range differs {
		if !apart[name] {
			t.Errorf("%s changes with orders before, and is no fact of the past", name)
		}
	}
	if !differs["customer.orders_before"] || !differs["customer.advanced_orders_before"] || len(differs) < 6 {
		t.Errorf("too little changes for a test: %v", differs)
	}
}
