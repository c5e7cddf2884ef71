package store

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"redflag/data"
)

// fill draws a value for every field that reflection can see, so that a field
// added to a border type and forgotten here in the codec fails the test.
func fill(t *rapid.T, v reflect.Value, depth int) {
	switch v.Interface().(type) {
	case data.Date:
		v.Set(reflect.ValueOf(drawDate(t)))
		return
	case data.Number:
		v.Set(reflect.ValueOf(drawNumber(t)))
		return
	case data.Level:
		v.SetUint(uint64(rapid.IntRange(0, 3).Draw(t, "level")))
		return
	case data.Stamp, data.Origin, data.Status:
		return // kept elsewhere
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.String().Draw(t, "text"))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(rapid.Int().Draw(t, "int")))
	case reflect.Int32: // the number of a party, told on loan alone
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Float64:
		v.SetFloat(rapid.Float64().Draw(t, "float"))
	case reflect.Slice:
		n := rapid.IntRange(0, 3).Draw(t, "len")
		if n == 0 || depth > 4 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			at := v.Index(i)
			if at.Kind() == reflect.Pointer { // no list has holes
				at.Set(reflect.New(at.Type().Elem()))
				at = at.Elem()
			}
			fill(t, at, depth+1)
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "there") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem(), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), depth+1)
		}
	default:
		panic("no way to draw a " + v.Type().String())
	}
}

func drawDate(t *rapid.T) data.Date {
	switch rapid.IntRange(0, 3).Draw(t, "date") {
	case 0:
		return data.Date{}
	case 1:
		return data.Date{Asked: true}
	}
	return data.Date{Year: rapid.Int16().Draw(t, "y"), Month: rapid.Int8Range(0, 12).Draw(t, "m"), Day: rapid.Int8Range(0, 31).Draw(t, "d"), Asked: rapid.Bool().Draw(t, "a")}
}

func drawNumber(t *rapid.T) data.Number {
	switch rapid.IntRange(0, 3).Draw(t, "number") {
	case 0:
		return data.Number{}
	case 1:
		return data.Number{State: data.Unknown}
	case 2:
		return data.Num(float64(rapid.Int().Draw(t, "whole")))
	}
	return data.Num(rapid.Float64().Draw(t, "n"))
}

// shelf interns parties in memory.
type shelf struct{ bodies [][]byte }

func (s *shelf) intern(body []byte, _ [hashSize]byte) (int64, error) {
	if len(body) == 0 {
		return 0, nil
	}
	s.bodies = append(s.bodies, append([]byte(nil), body...))
	return int64(len(s.bodies)), nil
}

func (s *shelf) get(id int64) *data.Customer {
	c, err := decodeParty(s.bodies[id-1])
	if err != nil {
		return nil
	}
	return c
}

func drawRecord(t *rapid.T) *data.Record {
	r := &data.Record{}
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0:
		r.Kind, r.Customer = data.CustomerKind, &data.Customer{}
		fill(t, reflect.ValueOf(r.Customer).Elem(), 0)
	case 1:
		r.Kind, r.Shipment = data.ShipmentKind, &data.Shipment{}
		fill(t, reflect.ValueOf(r.Shipment).Elem(), 0)
		for i := range r.Shipment.Parties {
			if c := r.Shipment.Parties[i].Customer; c != nil && reflect.ValueOf(*c).IsZero() {
				r.Shipment.Parties[i].Customer = nil
			}
			if rapid.Bool().Draw(t, "known role") {
				r.Shipment.Parties[i].Role = rapid.SampledFrom(data.Roles[:]).Draw(t, "role")
			}
		}
	case 2:
		r.Kind, r.Holding = data.HoldingKind, &data.Holding{}
		fill(t, reflect.ValueOf(r.Holding).Elem(), 0)
	}
	r.Extra = rapid.MapOfN(rapid.String(), rapid.String(), 0, 3).Draw(t, "extra")
	r.Origin.Row, r.Origin.Sheet = rapid.IntRange(0, 1<<30).Draw(t, "row"), rapid.String().Draw(t, "sheet")
	return r
}

func TestRecordRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecord(t)
		s := &shelf{}
		c := newRecordCodec()
		body, err := c.encode(nil, r, s.intern)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := newRecordCodec().encode(nil, r, (&shelf{}).intern)
		if string(body) != string(again) {
			t.Fatal("encoded twice, the bytes differ")
		}
		got, err := c.decode(body, s.get)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(r, got, cmpopts.IgnoreFields(data.Origin{}, "Hash"), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
		moved := *r
		moved.Origin = data.Origin{Row: 7}
		other, _ := c.encode(nil, &moved, (&shelf{}).intern)
		if string(other[:hashSize]) != string(body[:hashSize]) {
			t.Fatal("the row is part of the content hash")
		}
	})
}

func TestContentHashSeesEveryField(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawRecord(t), drawRecord(t)
		ha, _ := newRecordCodec().encode(nil, a, (&shelf{}).intern)
		hb, _ := newRecordCodec().encode(nil, b, (&shelf{}).intern)
		same := cmp.Equal(a, b, cmpopts.IgnoreFields(data.Record{}, "Origin"), cmpopts.EquateEmpty())
		if same != (string(ha[:hashSize]) == string(hb[:hashSize])) {
			t.Fatalf("equal %v, but hashes say otherwise", same)
		}
	})
}

func TestVerdictRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := &data.Verdict{}
		fill(t, reflect.ValueOf(v).Elem(), 0)
		sc := &Screen{AsOf: data.Day(2026, 11, 23), Lists: "CSL 2026-07-31"}
		last := &LastScreen{Stamp: v.Stamp, AsOf: sc.AsOf, Lists: sc.Lists}
		if rapid.Bool().Draw(t, "as verdicts of a screen are") {
			v.AsOf, v.Lights.Listed.List = sc.AsOf, sc.Lists
			for _, l := range lights(v) {
				l.LawDate = v.LawDate
			}
		}
		putBack(v, last) // what a verdict leaves untold is its screen's
		b, it := newBlockWriter(newNearParts()), &item{}
		for id, v := range map[int64]*data.Verdict{7: {}, 8: v, 9: v} { // in any order, and with a twin
			it.put(v, sc)
			b.add(id, it)
		}
		n := 0
		err := eachVerdict(b.body, func(id int64) bool { return id >= 8 }, func(_ int64, got *data.Verdict) {
			n++
			putBack(got, last)
			if d := cmp.Diff(v, got, cmpopts.EquateEmpty()); d != "" {
				t.Fatal(d)
			}
		})
		if err != nil || n != 2 {
			t.Fatal(n, err)
		}
	})
}

// What verdicts have in common stands once in their block.
func TestABlockHoldsOnceWhatIsTheSame(t *testing.T) {
	b, it := newBlockWriter(newNearParts()), &item{}
	it.put(judged(shipment(1), data.Hold).Verdict, &Screen{})
	b.add(1, it)
	one := len(b.body)
	it.put(judged(shipment(1), data.Hold).Verdict, &Screen{})
	b.add(2, it)
	if lights := len(it.shared[0].b); lights == 0 || len(b.body)-one > one-lights {
		t.Errorf("the second takes %d bytes after the first's %d", len(b.body)-one, one)
	}
}

func TestQueueRowRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, got := &data.QueueRow{}, &data.QueueRow{}
		fill(t, reflect.ValueOf(r).Elem(), 0)
		r.ID = 0
		w := &writer{}
		putQueueRow(w, r)
		c := newCursor(w.b)
		getQueueRow(&c, got)
		if d := cmp.Diff(r, got); d != "" || c.err != nil {
			t.Fatal(d, c.err)
		}
	})
}

func TestRolesAreNumbered(t *testing.T) {
	c := newRecordCodec()
	for _, r := range data.Roles {
		if c.number[r] == 0 {
			t.Errorf("role %q has no number", r)
		}
	}
}

// A later program may add fields of any type; this one skips them.
func TestUnknownFieldsAreSkipped(t *testing.T) {
	w := &writer{}
	w.text(900, "from the future")
	w.uint(901, 5)
	w.float(902, 1.5)
	putCustomer(w, &data.Customer{Name: "Meridian"})
	w.uint(1, 4) // the id as a number
	got, err := decodeParty(w.b)
	if err != nil || got.Name != "Meridian" || got.ID != "" {
		t.Fatalf("%+v %v", got, err)
	}
}

func FuzzDecode(f *testing.F) {
	s := &shelf{}
	b, err := newRecordCodec().encode(nil, shipment(3), s.intern)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	block, it := newBlockWriter(newNearParts()), &item{}
	it.put(judged(shipment(1), data.Hold).Verdict, &Screen{})
	block.add(8, it)
	f.Add(block.body)
	f.Fuzz(func(t *testing.T, b []byte) {
		none := func(int64) *data.Customer { return &data.Customer{} }
		if r, err := newRecordCodec().decode(b, none); err == nil {
			if _, err := json.Marshal(r.Key()); err != nil {
				t.Fatal(err)
			}
		}
		_ = eachVerdict(b, func(int64) bool { return true }, func(int64, *data.Verdict) {})
		c := newCursor(b)
		getQueueRow(&c, &data.QueueRow{})
	})
}
