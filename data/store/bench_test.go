package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"redflag/data"
)

// benchSize is how many shipments the benchmarks hold; REDFLAG_BENCH overrides it
// (1000000 for the figures of the design).
func benchSize() int {
	if n, err := strconv.Atoi(os.Getenv("REDFLAG_BENCH")); err == nil && n > 0 {
		return n
	}
	return 100_000
}

// peak is the largest resident size of this process so far, in MB, where the
// system tells.
func peak() float64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for _, l := range strings.Split(string(b), "\n") {
		if rest, ok := strings.CutPrefix(l, "VmHWM:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}

func importMany(b *testing.B, s *Store, n int) {
	b.Helper()
	ctx := context.Background()
	im, err := s.BeginImport(ctx, SourceFile{Name: "big.csv", Content: fmt.Appendf(nil, "%d", n)})
	if err != nil {
		b.Fatal(err)
	}
	for i := range n {
		if err := im.Add(shipment(i)); err != nil {
			b.Fatal(err)
		}
	}
	if err := im.Commit(ctx, &data.ImportReport{}, "Ada", nil); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkWorkspace walks one workspace through its life and reports each step:
//
//	REDFLAG_BENCH=1000000 go test -run '^$' -bench Workspace -benchtime 1x ./data/store
func BenchmarkWorkspace(b *testing.B) {
	n := benchSize()
	for range b.N {
		dir := b.TempDir()
		s := open(b, filepath.Join(dir, "w"))
		began := time.Now()
		importMany(b, s, n)
		b.ReportMetric(float64(n)/time.Since(began).Seconds(), "import-rows/s")
		b.ReportMetric(peak(), "import-MB")
		if os.Getenv("REDFLAG_BENCH_IMPORT") != "" {
			return
		}
		began = time.Now()
		scanAll(b, s, 1)
		b.ReportMetric(float64(n)/time.Since(began).Seconds(), "scan-rows/s")
		began = time.Now()
		scanAll(b, s, 2)
		b.ReportMetric(float64(n)/time.Since(began).Seconds(), "scan2-rows/s")
		for _, round := range []string{"publish", "republish"} {
			began = time.Now()
			publishAll(b, s)
			b.ReportMetric(float64(n)/time.Since(began).Seconds(), round+"-rows/s")
		}
		benchQueue(b, s)
		b.ReportMetric(peak(), "MB")
		if st, err := os.Stat(filepath.Join(dir, "w")); err == nil {
			b.ReportMetric(float64(st.Size())/float64(n), "bytes/row")
		}
	}
}

func scanAll(b *testing.B, s *Store, workers int) {
	rs, err := s.Ranges(context.Background(), workers)
	if err != nil {
		b.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, r := range rs {
		wg.Go(func() {
			for _, err := range s.ShipmentsIn(context.Background(), AsOf{}, r) {
				if err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func publishAll(b *testing.B, s *Store) {
	ctx := context.Background()
	p, err := s.Publish(ctx, Screen{})
	if err != nil {
		b.Fatal(err)
	}
	rs, err := s.Ranges(ctx, 2)
	if err != nil {
		b.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, r := range rs {
		wg.Go(func() {
			for rec, err := range s.ShipmentsIn(ctx, AsOf{}, r) {
				if err == nil {
					l := data.Pass
					if rec.Origin.Record%10 == 0 {
						l = data.Level(rec.Origin.Record / 10 % 4)
					}
					err = p.Add(judged(rec, l))
				}
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	if err := p.Commit(ctx, nil); err != nil {
		b.Fatal(err)
	}
}

func benchQueue(b *testing.B, s *Store) {
	ctx := context.Background()
	timed := func(name string, f data.Filter, limit int) *Vector {
		began := time.Now()
		v, err := s.vector(ctx, f, limit)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds()*1000, name+"-ms")
		return v
	}
	timed("first200", data.Filter{}, 200)
	v := timed("vector", data.Filter{}, -1)
	timed("vector-open-my", data.Filter{Statuses: []data.Status{data.Open}, Dests: []string{"MY"}}, -1)
	timed("vector-pattern", data.Filter{Patterns: []string{"transshipment_hub"}}, -1)
	timed("vector-date", data.Filter{Sort: data.SortDate}, -1)
	timed("vector-id", data.Filter{Sort: data.SortID}, -1)
	timed("text", data.Filter{Text: "meridian trading 4999"}, -1)
	began := time.Now()
	if _, err := s.Find(ctx, "PO-000777"); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(began).Seconds()*1000, "order-ms")
	began = time.Now()
	if _, err := s.Counts(ctx); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(began).Seconds()*1000, "counts-ms")
	var took []time.Duration
	for range 200 {
		at := rand.IntN(len(v.IDs) - 128)
		began := time.Now()
		if rows, err := s.Rows(ctx, v.IDs[at:at+128]); err != nil || len(rows) != 128 {
			b.Fatal(len(rows), err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(took[100].Seconds()*1000, "page-p50-ms")
	b.ReportMetric(took[190].Seconds()*1000, "page-p95-ms")
	began = time.Now()
	if _, err := s.VerdictsOf(ctx, v.IDs[:1]); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(began).Seconds()*1000, "verdict-ms")
}
