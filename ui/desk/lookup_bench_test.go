package desk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"redflag/data/sample"
	"redflag/data/store"
)

// BenchmarkLookup types questions of each kind into a large book, a key at a time,
// and reports what a key takes: of the lists and of the own records, which are
// asked at once and shown as they come. REDFLAG_LOOKUP names the workspace; where it
// is absent it is made, of 20,000 customers and 1,000,000 shipments, which takes
// minutes. REDFLAG_LOOKUP_LIST is the list file to add to it then.
func BenchmarkLookup(b *testing.B) {
	file := os.Getenv("REDFLAG_LOOKUP")
	if file == "" {
		b.Skip("REDFLAG_LOOKUP=FILE names or makes the large workspace that this asks")
	}
	ctx := context.Background()
	_, missing := os.Stat(file)
	d := openDesk(b, file, "")
	if missing != nil {
		fillBook(b, d)
	}
	if _, err := d.Own(ctx, "", 1); err != nil { // as the screen does when it is opened
		b.Fatal(err)
	}
	if _, err := d.Lookup(ctx, "ready", 1); err != nil {
		b.Fatal(err)
	}
	for kind, texts := range questions(b, d, 20) {
		b.Run(kind, func(b *testing.B) {
			runtime.LockOSThread() // a thread's work is told apart from that of others
			defer runtime.UnlockOSThread()
			var lists, own spent
			for b.Loop() {
				for _, text := range texts {
					for i, r := range text {
						q := text[:i] + string(r)
						lists.measure(b, func() error { _, err := d.Lookup(ctx, q, 50); return err })
						own.measure(b, func() error { _, err := d.Own(ctx, q, 20); return err })
					}
				}
			}
			b.ReportMetric(0, "ns/op")
			lists.report(b, "lists")
			own.report(b, "own")
		})
	}
}

// spent is what answers took: by the clock, and of the processor.
type spent struct{ clock, cpu []time.Duration }

func (s *spent) measure(b *testing.B, f func() error) {
	began, at := time.Now(), worked(b)
	if err := f(); err != nil {
		b.Fatal(err)
	}
	s.clock, s.cpu = append(s.clock, time.Since(began)), append(s.cpu, worked(b)-at)
}

func (s *spent) report(b *testing.B, name string) {
	slices.Sort(s.clock)
	slices.Sort(s.cpu)
	at := func(all []time.Duration, percent int) float64 { return ms(all[len(all)*percent/100]) }
	b.ReportMetric(at(s.cpu, 50), name+"-cpu-p50-ms")
	b.ReportMetric(at(s.cpu, 95), name+"-cpu-p95-ms")
	b.ReportMetric(at(s.clock, 95), name+"-p95-ms")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func fillBook(b *testing.B, d *Desk) {
	b.Helper()
	ctx, dir := context.Background(), b.TempDir()
	if err := sample.Write(dir, sample.Options{Customers: 20_000, Shipments: 1_000_000, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	if list := os.Getenv("REDFLAG_LOOKUP_LIST"); list != "" {
		if _, err := d.AddList(ctx, list, ""); err != nil {
			b.Fatal(err)
		}
	}
	serials := filepath.Join(dir, "serials.jsonl") // the sample tells none
	var s strings.Builder
	for i := range 100_000 {
		n := uint32(i) * 2654435761
		fmt.Fprintf(&s, `{"kind":"shipment","id":"RMA-%06d","date":"2026-03-02","lines":[{"line":1,"description":"Accelerator","quantity":2,"serials":["SN%010d","%08X-%04d"]}]}`+"\n", i, n, n*40503, i%10000)
	}
	if err := os.WriteFile(serials, []byte(s.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	if _, err := d.Import(ctx, []string{filepath.Join(dir, "customers.csv"), filepath.Join(dir, "shipments.csv"), serials}, ImportOptions{}, nil); err != nil {
		b.Fatal(err)
	}
}

// questions are n texts of each kind, of parties and orders all over the book.
func questions(b *testing.B, d *Desk, n int) map[string][]string {
	b.Helper()
	ctx := context.Background()
	out := map[string][]string{"script": {"华为技术有限公司", "Сбербанк", "شركة النفط"}, "nothing": {"zzyzx quorv blemt", "000000000000"}}
	put := func(kind, text string) {
		if text != "" && len(out[kind]) < n {
			out[kind] = append(out[kind], text)
		}
	}
	at := 0
	for rec, err := range d.store.Customers(ctx, store.AsOf{}) {
		if err != nil {
			b.Fatal(err)
		}
		if at++; at%997 != 0 {
			continue
		}
		c := rec.Customer
		put("name", c.Name)
		put("address", c.Address)
		if words := strings.Fields(c.Name); len(words) > 1 {
			put("name, second word", words[1])
			put("name, misspelt", strings.Replace(c.Name, string(c.Name[2]), "x", 1))
		}
		if len(c.Phones) > 0 {
			put("phone", c.Phones[0])
			put("phone, its end", c.Phones[0][len(c.Phones[0])-6:])
		}
	}
	at = 0
	for rec, err := range d.store.Shipments(ctx, store.AsOf{}) {
		if err != nil {
			b.Fatal(err)
		}
		if at++; at%9973 != 0 {
			continue
		}
		s := rec.Shipment
		put("order", s.Order)
		put("order, its end", s.Order[max(len(s.Order)-6, 0):])
		for i := range s.Lines {
			for _, serial := range s.Lines[i].Serials {
				put("serial", serial)
				put("serial, its middle", serial[len(serial)/3:])
			}
		}
	}
	for kind, all := range out {
		if len(all) == 0 {
			b.Logf("the book holds nothing of the kind %q", kind)
			delete(out, kind)
		}
	}
	return out
}
