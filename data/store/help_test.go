package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"testing"
	"time"

	"redflag/data"
)

// clock is a time that tests move by hand.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newClock() *clock { return &clock{time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)} }

func open(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, Options{Now: newClock().now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func fresh(t testing.TB) *Store { return open(t, filepath.Join(t.TempDir(), "w.redflag")) }

func customer(id, name string) *data.Record {
	return &data.Record{Kind: data.CustomerKind, Customer: &data.Customer{ID: id, Name: name, Country: "MY"}}
}

func shipment(i int) *data.Record {
	return &data.Record{Kind: data.ShipmentKind, Origin: data.Origin{Row: i + 2}, Shipment: &data.Shipment{
		ID: fmt.Sprintf("S-%07d", i), Order: fmt.Sprintf("PO-%06d", i/2), Customer: fmt.Sprintf("C-%d", i%100),
		Date: data.DateOfDay(20000 + int32(i%700)), DocType: "order", Direction: "out", DestinationCountry: []string{"MY", "SG", "TH", "AE"}[i%4],
		Parties: []data.Party{
			{Role: data.Exporter, Customer: &data.Customer{Name: "Northgate Systems Inc", Country: "US", Address: "1 Harbour Way"}},
			{Role: data.Purchaser, Customer: &data.Customer{Name: fmt.Sprintf("Meridian Trading %d", i%5000), Country: "MY", Address: fmt.Sprintf("%d Jalan Contoh", i%5000)}},
			{Role: data.EndUser, Customer: &data.Customer{Name: fmt.Sprintf("Lantern Data %d", i%20000), Country: "MY", City: "Johor Bahru"}},
			{Role: data.Forwarder, Customer: &data.Customer{Name: fmt.Sprintf("Swift Bridge %d", i%50), Country: "SG"}},
		},
		Lines: []data.Line{{Line: 1, PartNumber: fmt.Sprintf("PN-%04d", i%3000), Description: "server board with accelerators", Quantity: data.Num(float64(i%9 + 1)), UnitValue: data.Num(1250.5), Currency: "USD"}},
	}}
}

// load imports records as one file.
func load(t testing.TB, s *Store, name string, recs ...*data.Record) *data.ImportReport {
	t.Helper()
	rep, err := tryLoad(s, name, recs...)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func tryLoad(s *Store, name string, recs ...*data.Record) (*data.ImportReport, error) {
	ctx := context.Background()
	im, err := s.BeginImport(ctx, SourceFile{Name: name, Content: []byte(name)})
	if err != nil {
		return nil, err
	}
	rep := &data.ImportReport{File: name, Read: len(recs)}
	if im.Already() != 0 {
		rep.Already = im.Already()
		return rep, im.Rollback()
	}
	for _, r := range recs {
		if err := im.Add(r); err != nil {
			im.Rollback()
			return nil, err
		}
	}
	return rep, im.Commit(ctx, rep, "Ada", nil)
}

func shipments(n int) []*data.Record {
	out := make([]*data.Record, n)
	for i := range out {
		out[i] = shipment(i)
	}
	return out
}

// judge publishes a made-up verdict for every shipment.
func judge(t testing.TB, s *Store, level func(i int) data.Level) {
	t.Helper()
	ctx := context.Background()
	n := 0
	_, err := s.PublishVerdicts(ctx, Screen{Stamp: data.Stamp{Rules: "r1"}, Regime: "current", AsOf: data.Day(2026, 11, 23)}, func(yield func(*Judged, error) bool) {
		for r, err := range s.Shipments(ctx, AsOf{}) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(judged(r, level(n)), nil) {
				return
			}
			n++
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func judged(r *data.Record, l data.Level) *Judged {
	sh := r.Shipment
	v := &data.Verdict{
		Shipment: sh.ID, Customer: sh.Customer, Level: l, Score: int(l) * 20, AsOf: data.Day(2026, 11, 23), LawDate: sh.Date, Regime: "current",
		Lights: data.Lights{Listed: data.Light{Is: "clear", Why: "4 parties, no hit at 0.80", List: "CSL 2026-07-31"}},
	}
	if l > data.Pass {
		v.Findings = append(v.Findings, data.Finding{
			Rule: "hub-without-end-user", Kind: data.FlagFinding, Pattern: "transshipment_hub", Points: 12,
			Says: "Malaysia is a transshipment hub", Evidence: []data.Evidence{{Field: "destination_country", Value: "MY"}}, Cites: []string{"BIS"}, Basis: "sourced",
		})
	}
	return &Judged{
		Key: r.Key(), Verdict: v, Lines: sh.Lines,
		Row: data.QueueRow{
			ID: r.Origin.Record, Shipment: sh.ID, Customer: sh.Customer, Name: sh.Parties[1].Name, Date: sh.Date,
			Dest: sh.DestinationCountry, Order: sh.Order, Goods: "H100", Case: r.Key().String(),
		},
	}
}

func collect(t testing.TB, s *Store, at AsOf) map[string]*data.Record {
	t.Helper()
	out := map[string]*data.Record{}
	for r, err := range s.Shipments(context.Background(), at) {
		if err != nil {
			t.Fatal(err)
		}
		out[r.Shipment.ID] = r
	}
	return out
}

// PublishVerdicts publishes a whole sequence in one call.
func (s *Store) PublishVerdicts(ctx context.Context, sc Screen, seq iter.Seq2[*Judged, error]) (int, error) {
	p, err := s.Publish(ctx, sc)
	if err != nil {
		return 0, err
	}
	for j, err := range seq {
		if err == nil {
			err = p.Add(j)
		}
		if err != nil {
			return 0, errors.Join(err, p.Rollback())
		}
	}
	return p.Count(), p.Commit(ctx, nil)
}
