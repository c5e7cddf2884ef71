package match

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"redflag/data"
	"redflag/data/lists"
)

// sharedFile reads a file that stands beside the repository and is no part of it.
func sharedFile(t testing.TB, path string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if b, err := os.ReadFile(filepath.Join(dir, "shared", path)); err == nil {
			return b
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skipf("%s: list file not present", path)
		}
		dir = up
	}
}

const cslPath = "lists/csl/csl_2026-07-31.jsonl"

var cslOnce = sync.OnceValues(func() (*data.ListPack, *Index) { return nil, nil })

func cslIndex(t testing.TB) *Index {
	b := sharedFile(t, cslPath)
	if _, ix := cslOnce(); ix != nil {
		return ix
	}
	p, err := lists.Parse(cslPath, b)
	if err != nil {
		t.Fatal(err)
	}
	ix := Build([]*data.ListPack{p})
	cslOnce = func() (*data.ListPack, *Index) { return p, ix }
	return ix
}

var resultsFile = flag.String("o", "", "write the answers to the labelled queries to this file, for score.py")

type labelled struct {
	QID      string `json:"qid"`
	Kind     string `json:"kind"`
	Category string `json:"category"`
	Query    string `json:"query"`
	Accept   string `json:"accept_ids"`
}

func labelledQueries(t testing.TB) []labelled {
	var out []labelled
	sc := bufio.NewScanner(bytes.NewReader(sharedFile(t, "bench/names/queries_dev.jsonl")))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var l labelled
		if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

func TestWriteResults(t *testing.T) {
	if *resultsFile == "" {
		t.Skip("give -args -o FILE to write the answers")
	}
	s := cslIndex(t).Searcher()
	var b bytes.Buffer
	for _, l := range labelledQueries(t) {
		hits := s.Names(Query{Name: l.Query}, 10)
		type hit struct {
			ID    string  `json:"id"`
			Score float64 `json:"s"`
		}
		out := []hit{}
		for _, h := range hits {
			out = append(out, hit{h.ID, h.Score})
		}
		j, _ := json.Marshal(map[string]any{"qid": l.QID, "hits": out})
		b.Write(j)
		b.WriteByte('\n')
	}
	if err := os.WriteFile(*resultsFile, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func speedNames(t testing.TB) []string {
	var out []string
	for l := range bytes.Lines(sharedFile(t, "bench/names/speed_2000.txt")) {
		out = append(out, string(bytes.TrimSpace(l)))
	}
	return out
}

func BenchmarkNames(b *testing.B) {
	s, names := cslIndex(b).Searcher(), speedNames(b)
	var took []time.Duration
	b.ReportAllocs()
	b.ResetTimer()
	cpu := cpuTime()
	for i := range b.N {
		start := time.Now()
		s.Names(Query{Name: names[i%len(names)]}, 10)
		took = append(took, time.Since(start))
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/(cpuTime()-cpu).Seconds(), "names/cpu-s")
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds()), "p95-µs")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "names/s")
}

func BenchmarkBuild(b *testing.B) {
	p, err := lists.Parse(cslPath, sharedFile(b, cslPath))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Build([]*data.ListPack{p})
	}
	b.StopTimer()
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	ix := Build([]*data.ListPack{p})
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "index-MB")
	b.ReportMetric(float64(after.HeapAlloc)/1e6, "heap-MB")
	runtime.KeepAlive(ix)
}

func BenchmarkLoad(b *testing.B) {
	content := sharedFile(b, cslPath)
	b.ReportAllocs()
	for b.Loop() {
		p, err := lists.Parse(cslPath, content)
		if err != nil {
			b.Fatal(err)
		}
		Build([]*data.ListPack{p})
	}
}
