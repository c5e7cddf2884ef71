package screening

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"redflag/data"
	"redflag/data/lists"
)

// TestAtScale measures the two passes over the number of shipments that
// SCALE_SHIPMENTS names, with the published list beside the repository.
func TestAtScale(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("SCALE_SHIPMENTS"))
	if err != nil {
		t.Skip("SCALE_SHIPMENTS names no number")
	}
	pack, err := lists.Parse("csl_2026-07-31.jsonl", shared(t, "lists/csl/csl_2026-07-31.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	customers, shipments := book(n)
	in := inputs(t)
	in.Lists = []*data.ListPack{pack}
	start := time.Now()
	s, err := New(in)
	if err != nil {
		t.Fatal(err)
	}
	built := time.Now()
	if err := s.Learn(each(customers), nil, each(shipments)); err != nil {
		t.Fatal(err)
	}
	learned := time.Now()
	levels := map[data.Level]int{}
	err = s.JudgeAll(context.Background(), each(shipments), func(_ *data.Record, v *data.Verdict, _ string) error {
		levels[v.Level]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	done := time.Now()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Printf("%d shipments, %d customers, %d rules: lists indexed %.1f s, learned %.1f s, judged %.1f s (%.0f a second on %d processors), heap %d MB, %v\n",
		n, len(customers), len(in.Rules.Rules()), built.Sub(start).Seconds(), learned.Sub(built).Seconds(), done.Sub(learned).Seconds(),
		float64(n)/done.Sub(learned).Seconds(), runtime.GOMAXPROCS(0), m.HeapSys>>20, levels)
}
