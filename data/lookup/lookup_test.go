package lookup

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"redflag/data"
)

// house is a small book with one party for each way to be found.
func house() *Index {
	b := NewBuilder()
	b.Customer(1, 1, &data.Customer{ID: "C-1001", Name: "Kite Harbour Systems Sdn Bhd", Country: "MY", RegistrationNumber: "201901-000123 (A)",
		Address: "Unit 12-04, Menara Contoh, 8 Jalan Contoh", City: "Kuala Lumpur", Postcode: "50450", Phones: []string{"+60 3-2161 4455"},
		Emails: []string{"ops@kite-harbour.example"}, Website: "https://www.kite-harbour.example/about", Directors: []string{"Søren Ångström"}})
	b.Customer(2, 1, &data.Customer{ID: "C-1002", Name: "Idle Lantern Ltd", Country: "HK"})
	b.Party(1, &data.Customer{Name: "启明算力科技有限公司", Country: "SG", Aliases: []string{"Qiming Cloud"}, Address: "新加坡莱佛士坊1号05-01室"})
	b.Party(2, &data.Customer{Name: "Kite Harbour Systems Sdn. Bhd.", Country: "MY", Phones: []string{"03 2161 4455"}})
	b.Party(3, &data.Customer{Name: "Gone Before Pte Ltd", Country: "SG"})
	b.Party(4, &data.Customer{Name: "Электроника ООО", Country: "KZ", Address: "ул. Примерная, д. 5"})
	var w PageWriter
	w.Add(10, 10, 1, &data.Shipment{ID: "S-77", Order: "PO-4500012345", Customer: "C-1001", BL: "MAEU 123-456789", AWB: "160-1234 5675",
		Lines: []data.Line{{Serials: []string{"SN 1324-0815", "1654922000123"}}}},
		map[string]string{"Customer PO": "BST-77/0042", "Our ref": "8800142", "Weight": "12.50", "Confirmed": "2026-03-14", "Remark": "please call 0123 before delivery"}, []int64{2, 1, 2})
	w.Add(11, 11, 1, &data.Shipment{ID: "S-78", Order: "S-78", Customer: "Somebody Else BV", Payer: "Third Wallet FZE"}, nil, []int64{4})
	w.Add(12, 12, 1, &data.Shipment{ID: "S-79", Order: "PO-OLD-1"}, nil, []int64{3})
	p, err := ParsePage(w.Append(nil))
	if err != nil {
		panic(err)
	}
	b.Page(p, func(v int64) bool { return v == 12 })
	return b.Done()
}

func TestPartiesAreFoundByAnyPart(t *testing.T) {
	ix := house()
	kite, qiming, cyr := "Kite Harbour Systems Sdn Bhd", "启明算力科技有限公司", "Электроника ООО"
	for typed, want := range map[string]string{
		"kite": kite, "HARBOUR sys": kite, "bhd kite": kite, "arbou": kite,
		"c-1001": kite, "c1001": kite, "201901000123": kite, "201901-000123": kite, "000123(A)": kite,
		"12-04": kite, "menara contoh": kite, "8 Jalan": kite, "50450": kite, "Kuala Lumpur Menara": kite,
		"+60 3-2161 4455": kite, "0321614455": kite, "+60321614455": kite, "2161 4455": kite, "0060 (3) 21614455": kite,
		"ops@kite-harbour.example": kite, "kite-harbour.example": kite, "www.kite-harbour": kite,
		"soren": kite, "Ångström": kite, "ＫＩＴＥ": kite,
		"启明": qiming, "算力科技": qiming, "qiming": qiming, "莱佛士坊1号": qiming, "05-01室": qiming,
		"электро": cyr, "ПРИМЕРНАЯ, д. 5": cyr,
		"third wallet": "Third Wallet FZE", "somebody": "Somebody Else BV",
	} {
		hits, _ := ix.Parties(Parse(typed), 10)
		if len(hits) != 1 || ix.Known(hits[0].Entity).Name != want {
			t.Errorf("%q finds %v, not %s", typed, hits, want)
		}
	}
	for _, typed := range []string{"gone", "kite lantern", "12-05", "9 Jalan", "", " ", "%", "_", "'", "*", "kite\x00x", strings.Repeat("kite ", 2000)} {
		if hits, _ := ix.Parties(Parse(typed), 10); len(hits) != 0 {
			t.Errorf("%q finds %v", typed, hits)
		}
	}
}

func TestOrdersAreFoundByAnyNumber(t *testing.T) {
	ix := house()
	for typed, want := range map[string]int64{
		"po-4500012345": 10, "4500012345": 10, "12345": 10, "s-77": 10, "S77": 10, "maeu123456789": 10, "123-456789": 10,
		"160-12345675": 10, "16012345675": 10, "SN1324-0815": 10, "1324 0815": 10, "922000": 10, "s-78": 11,
		"po-old-1": 0, "oldest": 0, "4500012346": 0,
		"bst-77/0042": 10, "bst770042": 10, "0042": 10, "8800142": 10, "12.50": 0, "2026-03-14": 0, "please call": 0,
	} {
		hits, _ := ix.ByNumber(Parse(typed), 10)
		if want == 0 && len(hits) > 0 || want != 0 && (len(hits) != 1 || hits[0].Record != want) {
			t.Errorf("%q finds %v, not %d", typed, hits, want)
		}
	}
	if hits, _ := ix.ByNumber(Parse("s7"), 10); len(hits) != 2 {
		t.Errorf("a beginning of two finds %v", hits)
	}
}

// A number in a column that is no field is found as one, and named as such; an amount, a
// day and prose are none.
func TestANumberInAnotherColumnIsShown(t *testing.T) {
	q := Parse("77/0042")
	m, ok := q.InShipment(&data.Shipment{Order: "SO-1"}, map[string]string{"Customer PO": "BST-77/0042"})
	if !ok || m.Field.String() != "another column" || m.Value[m.From:m.To] != "77/0042" {
		t.Errorf("%+v, %v", m, ok)
	}
	for v, want := range map[string]bool{
		"PO-77001": true, "4500012345": true, "BST 4711/3": true, "订单88001": true, "MRN26DE0001": true,
		"12345.50": false, "14.03.2026": false, "2026-03-14": false, "10:30": false, "240,000": false, "0042": false, "PO-1": false, "": false,
		"please call 0123 first": false, "Kite Harbour 100": false,
	} {
		if isNumber(v) != want {
			t.Errorf("%q is a number: %v", v, !want)
		}
	}
}

func TestAPartyHasItsOrders(t *testing.T) {
	ix := house()
	for typed, want := range map[string]int{"kite": 1, "qiming": 1, "третий": 0, "third wallet": 1, "idle lantern": 0} {
		hits, _ := ix.Parties(Parse(typed), 10)
		n := 0
		for _, h := range hits {
			k, ids := ix.OrdersOf(h.Entity, 10)
			if n += k; len(ids) != k || h.Orders != k {
				t.Errorf("%s: %d orders, %v", typed, k, ids)
			}
		}
		if n != want {
			t.Errorf("%s is named in %d orders, not %d", typed, n, want)
		}
	}
}

func TestWhatAgreesIsMarked(t *testing.T) {
	for _, tt := range [][3]string{
		{"harbour", "Kite Harbour (Asia)", "Harbour"},
		{"asia", "Kite Harbour (Asia)", "Asia"},
		{"so150", "SO-150-3", "SO-150"},
		{"ång", "Søren ÅNGström", "ÅNG"},
		{"ffi", "Oﬃce", "ﬃ"},
		{"算力", "启明算力科技", "算力"},
		{"+60 3 1234 5678", "03-12345678", "12345678"},
	} {
		q := Parse(tt[0])
		c := &data.Customer{Name: tt[1]}
		if q.phone != nil {
			c = &data.Customer{Phones: []string{tt[1]}}
		} else if tt[0] == "so150" {
			c = &data.Customer{ID: tt[1]}
		}
		m, ok := q.InParty(c)
		if !ok || m.Value[m.From:m.To] != tt[2] {
			t.Errorf("%q in %q marks %q", tt[0], tt[1], m.Value[m.From:m.To])
		}
	}
}

// Whatever was told is found by any run of its characters that folds to enough.
func TestEveryPartIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.StringN(1, 30, 200), 1, 20).Draw(t, "names")
		b := NewBuilder()
		for i, n := range names {
			b.Customer(int64(i+1), 1, &data.Customer{ID: fmt.Sprint(i), Name: n})
		}
		ix := b.Done()
		name := []rune(rapid.SampledFrom(names).Draw(t, "name"))
		from := rapid.IntRange(0, len(name)-1).Draw(t, "from")
		part := string(name[from:rapid.IntRange(from+1, len(name)).Draw(t, "to")])
		q := Parse(part)
		if len(q.phrase) < shortest || data.TextState(string(name)) != data.Known {
			return
		}
		hits, more := ix.Parties(q, len(names))
		for _, h := range hits {
			if h.Customer > 0 && names[h.Customer-1] == string(name) {
				return
			}
			if string(fold(nil, ix.Known(h.Entity).Name, true, nil)) == string(fold(nil, string(name), true, nil)) {
				return
			}
		}
		t.Fatalf("%q, part of %q, finds %v (more: %v)", part, string(name), hits, more)
	})
}

// What is marked reads as what was typed.
func TestMarksAreTheWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringN(1, 40, 300).Draw(t, "value")
		q := Parse(rapid.StringN(1, 4, 16).Draw(t, "typed"))
		m, ok := q.InParty(&data.Customer{Name: value})
		if !ok {
			return
		}
		if m.From >= m.To || m.To > len(m.Value) {
			t.Fatalf("marks %d to %d of %q", m.From, m.To, m.Value)
		}
		got := string(fold(nil, m.Value[m.From:m.To], true, nil))
		typed := string(fold(nil, string(q.phrase), true, nil))
		if !q.apart && !strings.Contains(got, typed) {
			t.Fatalf("marks %q for %q", got, typed)
		}
		if utf8.ValidString(value) && len(value) <= longest && !utf8.ValidString(m.Value[m.From:m.To]) {
			t.Fatalf("cuts a character: %q", m.Value[m.From:m.To])
		}
	})
}

func TestPagesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w PageWriter
		for round := range 2 { // a writer is used again
			n := rapid.IntRange(0, 20).Draw(t, "n")
			texts := map[int64]string{}
			var orders []string
			for i := range n {
				id := rapid.Int64Range(1, 1<<40).Draw(t, "id")
				o := rapid.StringN(0, 8, 40).Draw(t, "order")
				orders = append(orders, o)
				w.Add(id, id+int64(i), 3, &data.Shipment{Order: o, Customer: o, Payer: rapid.StringN(0, 3, 9).Draw(t, "payer")}, nil,
					rapid.SliceOfN(rapid.Int64Range(0, 1<<40), 0, 4).Draw(t, "parties"))
				texts[id] = o
			}
			want := w.p
			want.record, want.parties = append([]int64{}, want.record...), append([]int64{}, want.parties...)
			p, err := ParsePage(w.Append(nil))
			if err != nil {
				t.Fatal(round, err)
			}
			if fmt.Sprint(p.record, p.parties) != fmt.Sprint(want.record, want.parties) || len(p.start) != n+1 {
				t.Fatalf("comes back as %v", p)
			}
			for i, o := range orders {
				if row := string(p.text[p.start[i]:p.start[i+1]]); row != string(append(appendValue(nil, Order, o), end)) {
					t.Fatalf("row %d is %q", i, row)
				}
			}
		}
	})
}

func FuzzParsePage(f *testing.F) {
	var w PageWriter
	w.Add(10, 11, 1, &data.Shipment{ID: "S", Order: "PO", Customer: "C", Payer: "P"}, nil, []int64{1, 2})
	f.Add(w.Append(nil))
	f.Add([]byte{})
	f.Add([]byte{1, 1, 255, 255, 255, 255, 15})
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ParsePage(b)
		if err != nil {
			return
		}
		bld := NewBuilder()
		bld.Page(p, func(int64) bool { return false })
		ix := bld.Done()
		ix.Parties(Parse("po"), 5)
		ix.ByNumber(Parse("po 1"), 5)
	})
}

// However much holds what was typed, no more than enough of it is weighed a round;
// and what it is stands first all the same.
func TestWhatIsTypedIsFirst(t *testing.T) {
	b := NewBuilder()
	for i := range 3 * enough {
		b.Customer(int64(i+1), 1, &data.Customer{ID: fmt.Sprint(i), Name: fmt.Sprintf("Labrador %d", i)})
	}
	b.Customer(90001, 1, &data.Customer{ID: "x", Name: "Lab"})
	ix := b.Done()
	hits, more := ix.Parties(Parse("lab"), 5)
	if !more || len(hits) != 5 || hits[0].Customer != 90001 {
		t.Errorf("%v", hits)
	}
	q := Parse("lab")
	if n := testing.AllocsPerRun(5, func() { ix.Parties(q, 5) }); n > 200 {
		t.Errorf("%v allocations", n)
	}
	if n := testing.AllocsPerRun(5, func() { ix.Parties(Parse("nobody here"), 5) }); n > 20 {
		t.Errorf("%v allocations to find nothing", n)
	}
}

// What blocks leave out holds nothing that is looked for: a scan over all of the text
// finds the same rows.
func TestBlocksHideNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var x text
		x.start = []uint32{0}
		value := rapid.StringMatching(`[ab01]{0,12}`)
		for range rapid.IntRange(0, 1500).Draw(t, "rows") {
			x.body = append(appendValue(appendValue(x.body, Name, value.Draw(t, "name")), Phone, value.Draw(t, "phone")), end)
			x.start = append(x.start, uint32(len(x.body)))
		}
		plain := x
		x.whole()
		needle := []byte(rapid.StringMatching(`\x1f?[ab01]{1,8}`).Draw(t, "needle"))
		rows := func(t *text) (out []int) {
			t.each(needle, func(row, at int) bool {
				out = append(out, row, at)
				return true
			})
			return out
		}
		if got, want := rows(&x), rows(&plain); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, and all of the text holds %v", needle, got, want)
		}
	})
}
