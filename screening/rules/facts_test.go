package rules

import (
	"strings"
	"testing"

	"redflag/data"
)

// The vocabulary of these tests: small, with each type in it.
func testSchema(t testing.TB) *Schema {
	t.Helper()
	sc, err := NewSchema([]Field{
		{Name: "goods.controlled", Type: Text, Words: []string{"yes", "possible", "no sign", "no"}},
		{Name: "shipment.destination", Type: Text},
		{Name: "shipment.destination.hub", Type: Bool},
		{Name: "shipment.end_user", Type: Text},
		{Name: "shipment.date", Type: Date},
		{Name: "shipment.ship_date", Type: Date},
		{Name: "shipment.value_usd", Type: Num},
		{Name: "customer.employees", Type: Num},
		{Name: "customer.hq_restricted", Type: Bool},
		{Name: "customer.site_verified", Type: Bool},
		{Name: "shipment.route", Type: Texts},
		{Name: "text.phrases", Type: Texts, Words: []string{"relabel", "hand_carry"}},
		{Name: "parties", Type: Group, Fields: []Field{
			{Name: "role", Type: Text}, {Name: "name", Type: Text}, {Name: "country", Type: Text}, {Name: "score", Type: Num}, {Name: "bank", Type: Bool},
		}},
		{Name: "destination.name", Type: Shown},
	})
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// stub is Facts held in maps: what is not there was not told.
type stub struct {
	sc    *Schema
	vals  map[string]Value
	elems map[string][]map[string]Value
}

func newStub(sc *Schema) *stub {
	return &stub{sc, map[string]Value{}, map[string][]map[string]Value{}}
}

func yes(b bool) Value       { return YesNo(b) }
func num(n float64) Value    { return Value{State: data.Known, Num: n} }
func text(s string) Value    { return Value{State: data.TextState(s), Text: s} }
func list(s ...string) Value { return List(s) }
func asked() Value           { return Value{State: data.Unknown} }
func day(s string) Value {
	d, err := data.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return Value{State: d.State(), Date: d}
}

func (s *stub) set(name string, v Value) *stub { s.vals[name] = v; return s }

func (s *stub) elem(group string, fields map[string]Value) *stub {
	s.elems[group] = append(s.elems[group], fields)
	return s
}

func (s *stub) Value(slot int) *Value {
	v := s.vals[s.sc.fields[slot].Name]
	return &v
}
func (s *stub) Len(g int) int { return len(s.elems[s.sc.fields[g].Name]) }
func (s *stub) Elem(g, i, slot int) *Value {
	f := s.sc.fields[g]
	v := s.elems[f.Name][i][f.Fields[slot].Name]
	return &v
}

func (s *stub) Evidence(slot int, words ...string) []data.Evidence {
	f := s.sc.fields[slot]
	if len(words) > 0 {
		return []data.Evidence{{Field: f.Name, Value: strings.Join(words, ", ")}}
	}
	return []data.Evidence{{Field: f.Name, Value: plain(s.Value(slot), f.Type)}}
}

func (s *stub) ElemEvidence(g, i, slot int) []data.Evidence {
	f := s.sc.fields[g]
	e := f.Fields[slot]
	return []data.Evidence{{Field: f.Name + "." + e.Name, Value: plain(s.Elem(g, i, slot), e.Type), Line: i + 1}}
}

func (s *stub) Render(name string) string {
	if name == "destination.name" {
		return "Malaysia"
	}
	i := s.sc.slots[name]
	return plain(s.Value(i), s.sc.fields[i].Type)
}

// flat is Facts in slices, for benchmarks: what a real implementation costs.
type flat struct {
	vals  []Value
	elems [][]Value
}

func (f *flat) Value(slot int) *Value                    { return &f.vals[slot] }
func (f *flat) Len(int) int                              { return len(f.elems) }
func (f *flat) Elem(_, i, slot int) *Value               { return &f.elems[i][slot] }
func (f *flat) Evidence(int, ...string) []data.Evidence  { return nil }
func (f *flat) ElemEvidence(_, _, _ int) []data.Evidence { return nil }
func (f *flat) Render(string) string                     { return "" }
