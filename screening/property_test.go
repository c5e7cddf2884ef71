package screening

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"redflag/data"
)

// FuzzJudge hands anything that reads as a record through the whole chain.
func FuzzJudge(f *testing.F) {
	f.Add(`{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026","ship_date":"unknown","destination_country":"??","route":["","XX","MYPKG"],"parties":[{"role":"end_user","name":"TBD","owners":[{"name":"","percent":-5}]}],"lines":[{"description":"H100","quantity":1e300,"unit_value":-1,"currency":"XXX","serials":["",""]}],"notes":"no logo \u4e2d\u6027\u5305\u88c5"}`)
	f.Add(`{"kind":"customer","id":"C-1","name":"A","owners":[{"name":"A","percent":100}],"emails":["@","x@"],"website":"://","sites":[{"mw":0}],"incorporated":"unknown","paid_capital":0,"employees":0}`)
	f.Add(`{"kind":"holding","owner":"B","owned":"A","percent":1000}`)
	base := strings.TrimSpace(hubOrder)
	in := inputs(f, listed("Grey Heron Microelectronics"))
	f.Fuzz(func(t *testing.T, line string) {
		var r data.Record
		if json.Unmarshal([]byte(line), &r) != nil {
			return
		}
		recs := append(records(t, base), &r)
		err := Stream(context.Background(), in, each(recs), func(r *data.Record, v *data.Verdict) error {
			if r.Shipment != nil && r.Shipment.ID != v.Shipment {
				t.Errorf("the verdict is of %q", v.Shipment)
			}
			_, err := json.Marshal(v)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// What a verdict says that it depends on is what can change it: another
// customer's record leaves it as it is.
func TestAChangeReachesOnlyWhatDependsOnIt(t *testing.T) {
	base := hubOrder + `{"kind":"customer","id":"C-2","name":"Orchid Data Pte Ltd","country":"SG","hq_country":"SG","ultimate_parent_country":"SG"}
{"kind":"shipment","id":"S-2","customer":"C-2","date":"2026-03-05","doc_type":"order","direction":"out","destination_country":"SG","lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":8,"unit_value":30000,"currency":"USD"}]}
`
	all := func(text string) (map[string]data.Verdict, map[string]string) {
		var customers, shipments []*data.Record
		for _, r := range records(t, text) {
			if r.Customer != nil {
				customers = append(customers, r)
			} else {
				shipments = append(shipments, r)
			}
		}
		s, err := New(inputs(t))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Learn(each(customers), nil, each(shipments)); err != nil {
			t.Fatal(err)
		}
		v, d := map[string]data.Verdict{}, map[string]string{}
		w := s.Worker()
		for _, r := range shipments {
			v[r.Shipment.ID], d[r.Shipment.ID] = s.JudgeRecord(r, w)
		}
		return v, d
	}
	before, depends := all(base)
	after, _ := all(strings.Replace(base, `"hq_country":"SG"`, `"hq_country":"CN"`, 1))
	if depends["S-2"] != "customer:C-2" || depends["S-1"] != "customer:C-1" {
		t.Errorf("depends %+v", depends)
	}
	if after["S-2"].Level != data.Stop || before["S-2"].Level == data.Stop {
		t.Errorf("S-2 went from %s to %s", before["S-2"].Level, after["S-2"].Level)
	}
	x, y := before["S-1"], after["S-1"]
	if !reflect.DeepEqual(strip(x), strip(y)) {
		t.Error("a change of C-2 changed the verdict on S-1")
	}
}

func TestJudgingStopsWhenItIsTold(t *testing.T) {
	customers, shipments := book(3000)
	s, err := New(inputs(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Learn(each(customers), nil, each(shipments)); err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	n := 0
	err = s.JudgeAll(context.Background(), each(shipments), func(*data.Record, *data.Verdict, string) error {
		if n++; n == 700 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || n != 700 {
		t.Errorf("after %d: %v", n, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.JudgeAll(ctx, each(shipments), func(*data.Record, *data.Verdict, string) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	bad := errors.New("the disk is gone")
	broken := func(yield func(*data.Record, error) bool) {
		if yield(shipments[0], nil) {
			yield(nil, bad)
		}
	}
	if err := s.JudgeAll(context.Background(), broken, func(*data.Record, *data.Verdict, string) error { return nil }); !errors.Is(err, bad) {
		t.Errorf("a reader that fails: %v", err)
	}
}

func TestVerdictsOfManyWorkersEqualThoseOfOne(t *testing.T) {
	customers, shipments := book(2000)
	s, err := New(inputs(t, listed("Party 7 Technology Co")))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Learn(each(customers), nil, each(shipments)); err != nil {
		t.Fatal(err)
	}
	w, i := s.Worker(), 0
	err = s.JudgeAll(context.Background(), each(shipments), func(r *data.Record, v *data.Verdict, _ string) error {
		if r != shipments[i] {
			t.Fatalf("record %d comes out of turn", i)
		}
		i++
		one, _ := s.JudgeRecord(r, w)
		a, _ := json.Marshal(v)
		b, _ := json.Marshal(one)
		if !bytes.Equal(a, b) {
			t.Fatalf("%s differs:\n%s\n%s", v.Shipment, a, b)
		}
		return nil
	})
	if err != nil || i != len(shipments) {
		t.Errorf("%d verdicts: %v", i, err)
	}
}

func TestInputsThatCannotBeJudgedWithAreRefused(t *testing.T) {
	in := inputs(t)
	in.Regime = "no-such-law"
	if _, err := New(in); err == nil || !strings.Contains(err.Error(), "current") {
		t.Errorf("an unknown regime: %v", err)
	}
	in = inputs(t)
	in.AsOf = data.Date{}
	if _, err := New(in); err == nil {
		t.Error("no day is taken")
	}
}

// However the shipments are parted for the first pass, the same is learned.
func TestLearningInPartsLearnsTheSame(t *testing.T) {
	customers, shipments := book(200)
	in := inputs(t, listed("Grey Heron Microelectronics"))
	told := func(parts ...[]*data.Record) string {
		s, err := New(in)
		if err != nil {
			t.Fatal(err)
		}
		var seqs []iter.Seq2[*data.Record, error]
		for _, p := range parts {
			seqs = append(seqs, each(p))
		}
		if err := s.Learn(each(customers), nil, seqs...); err != nil {
			t.Fatal(err)
		}
		out := fmt.Sprintln(s.Book().Baseline(), s.Book().Rows())
		w := s.Worker()
		for _, r := range shipments {
			j, v := Judged{Record: r}, data.Verdict{}
			s.judgeAnew(r, w, nil, &j, &v)
			b, err := json.Marshal(j.Verdict)
			if err != nil {
				t.Fatal(err)
			}
			out += fmt.Sprintln(j.Grounds, string(b))
		}
		return out
	}
	whole := told(shipments)
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 1))
		parts := make([][]*data.Record, 1+random.IntN(4))
		for _, r := range shipments {
			i := random.IntN(len(parts))
			parts[i] = append(parts[i], r)
		}
		if told(parts...) != whole {
			t.Errorf("%d parts of seed %d learn something else", len(parts), seed)
		}
	}
}
