package links

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// BenchmarkBuild makes the graph of 20,000 customers and 60,000 distinct parties.
func BenchmarkBuild(b *testing.B) {
	told := randomBook(1, 20_000, 60_000)
	b.ReportAllocs()
	var g *Graph
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var peak atomic.Uint64
	stop := make(chan struct{})
	go func() {
		var m runtime.MemStats
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapAlloc))
			}
		}
	}()
	for b.Loop() {
		g = nil
		g = build(b, told...)
	}
	close(stop)
	runtime.GC()
	runtime.ReadMemStats(&after)
	largest := 0
	for _, m := range g.Groups() {
		largest = max(largest, len(m))
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-held")
	b.ReportMetric(float64(peak.Load()-before.HeapAlloc)/1e6, "MB-peak")
	b.ReportMetric(float64(before.HeapAlloc)/1e6, "MB-records")
	b.ReportMetric(float64(g.Len()), "entities")
	b.ReportMetric(float64(largest), "largest")
}

// BenchmarkRelated asks what one view shows.
func BenchmarkRelated(b *testing.B) {
	g := build(b, randomBook(1, 20_000, 60_000)...)
	e := int32(0)
	for b.Loop() {
		g.Members(e, 20)
		g.Proposals(e)
		g.Path([]int32{e}, Search{Flagged: func(o int32) (Flag, bool) { return Flag{}, o%997 == 0 }})
		e = (e + 101) % int32(g.Len())
	}
}

// BenchmarkWorstHubs is a book where everything is shared by just as many as the
// bound lets pass.
func BenchmarkWorstHubs(b *testing.B) {
	var told []Told
	for i := range 80_000 {
		told = append(told, customer(fmt.Sprintf("C-%d", i), fmt.Sprintf("Name %d Works", i), "HK", phone(fmt.Sprintf("+852 %08d", 20000000+i/32)), mail(fmt.Sprintf("a@d%d.example", i%2500)),
			director(fmt.Sprintf("Ann Lee Siew %c%c%c", 'a'+i%2500/100, 'a'+i%2500/10%10, 'a'+i%2500%10)), number(fmt.Sprint(10000000+(i*7)%2500))))
	}
	for b.Loop() {
		build(b, told...)
	}
}
