package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"redflag/data/sample"
)

// BenchmarkScreen goes from a workspace to committed verdicts: of everything, and of
// what an import that tells a hundred orders anew leaves to be judged.
func BenchmarkScreen(b *testing.B) {
	const customers, shipments = 400, 20_000
	ctx := context.Background()
	dir := b.TempDir()
	for i, o := range []sample.Options{{Customers: customers, Shipments: shipments, Seed: 1}, {Customers: customers, Shipments: 100, Seed: 2}} {
		to := filepath.Join(dir, fmt.Sprint(i))
		if err := errors.Join(os.Mkdir(to, 0o700), sample.Write(to, o)); err != nil {
			b.Fatal(err)
		}
	}
	d := openDesk(b, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	if _, err := d.Import(ctx, []string{filepath.Join(dir, "0", "customers.csv"), filepath.Join(dir, "0", "shipments.csv")}, ImportOptions{}, nil); err != nil {
		b.Fatal(err)
	}
	screen := func(b *testing.B, o ScreenOptions) ScreenSummary {
		sum, err := d.Screen(ctx, o, nil)
		if err != nil {
			b.Fatal(err)
		}
		return sum
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			screen(b, ScreenOptions{All: true})
		}
		b.ReportMetric(float64(b.N)*shipments/b.Elapsed().Seconds(), "shipments/s")
	})
	b.Run("after an import", func(b *testing.B) {
		more, err := os.ReadFile(filepath.Join(dir, "1", "shipments.csv"))
		if err != nil {
			b.Fatal(err)
		}
		screen(b, ScreenOptions{All: true})
		judged, n := 0, 0
		for b.Loop() {
			b.StopTimer()
			n++
			file := filepath.Join(dir, fmt.Sprintf("more-%d.csv", n))
			if err := os.WriteFile(file, fmt.Appendf(more, "\n"), 0o600); err != nil {
				b.Fatal(err)
			}
			reports, err := d.Import(ctx, []string{file}, ImportOptions{}, nil)
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			judged += screen(b, ScreenOptions{}).Judged
			b.StopTimer()
			if err := d.UndoImport(ctx, reports[0].Import); err != nil {
				b.Fatal(err)
			}
			screen(b, ScreenOptions{})
			more = append(more, '\n')
			b.StartTimer()
		}
		b.ReportMetric(float64(judged)/float64(n), "judged")
	})
	b.Run("after a change of lists", func(b *testing.B) {
		var names bytes.Buffer
		for i := range 2000 {
			fmt.Fprintf(&names, "%d,Kestrel Orchid %d,EL,CN\n", i, i)
		}
		screen(b, ScreenOptions{All: true})
		n := 0
		for b.Loop() {
			b.StopTimer()
			n++
			file := filepath.Join(dir, fmt.Sprintf("house-2026-%02d-%02d.csv", 1+n/28%12, 1+n%28))
			text := fmt.Appendf([]byte("id,name,list,country\n"), "%sx%d,Grey Heron %d,EL,SG\n", names.Bytes(), n, n)
			if err := os.WriteFile(file, text, 0o600); err != nil {
				b.Fatal(err)
			}
			if _, err := d.AddList(ctx, file, "for this benchmark"); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			screen(b, ScreenOptions{})
		}
	})
}
