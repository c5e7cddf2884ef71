package sample

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

func TestTheSameOptionsWriteTheSameBytes(t *testing.T) {
	read := func(seed int64) []byte {
		dir := t.TempDir()
		if err := Write(dir, Options{Customers: 50, Shipments: 500, Seed: seed}); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(dir, "shipments.csv"))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if !bytes.Equal(read(7), read(7)) {
		t.Error("one seed wrote two sets")
	}
	if bytes.Equal(read(7), read(8)) {
		t.Error("two seeds wrote one set")
	}
}

func TestTheSetHasTheStatedShape(t *testing.T) {
	dir := t.TempDir()
	const n = 20_000
	if err := Write(dir, Options{Customers: 400, Shipments: n, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "shipments.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	col := map[string]int{}
	for i, h := range rows[0] {
		col[h] = i
	}
	isAdvanced := map[string]bool{}
	for _, p := range advanced {
		isAdvanced[p.part] = true
	}
	orders, chips, names := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, r := range rows[1:] {
		orders[r[0]] = true
		if isAdvanced[r[col["Part Number"]]] {
			chips[r[0]] = true
		}
		for _, c := range []string{"Buyer Name", "Consignee Name", "End User Name", "Forwarder Name", "Payer Name"} {
			names[r[col[c]]] = true
		}
	}
	if len(orders) != n {
		t.Errorf("%d shipments, want %d", len(orders), n)
	}
	if lines := float64(len(rows)-1) / n; lines < 1.4 || lines > 1.6 {
		t.Errorf("%.2f lines a shipment, want about 1.5", lines)
	}
	if share := float64(len(chips)) / n; share < 0.065 || share > 0.095 {
		t.Errorf("%.3f of the shipments hold advanced chips, want about 0.08", share)
	}
	if len(names) < 800 {
		t.Errorf("%d distinct names for 400 customers", len(names))
	}
}

func TestStoriesNameOrdersOfTheDemo(t *testing.T) {
	files, err := Demo()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2 || len(files[1].Content) < 10_000 {
		t.Fatalf("the demo is %d files", len(files))
	}
	table, err := demoShipments()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, r := range rows[1:] {
		known[r[0]] = true
	}
	stories, err := Stories()
	if err != nil {
		t.Fatal(err)
	}
	if len(stories) < 12 {
		t.Errorf("%d stories, want at least a dozen", len(stories))
	}
	for _, s := range stories {
		if len(s.Shipments) == 0 || len(s.Lookalikes) == 0 {
			t.Errorf("story %s has no orders, or none that look alike", s.ID)
		}
		for _, id := range append(s.Shipments, s.Lookalikes...) {
			if !known[id] {
				t.Errorf("story %s names %s, which the demo does not hold", s.ID, id)
			}
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	dir := b.TempDir()
	for b.Loop() {
		if err := Write(dir, Options{Customers: 2_000, Shipments: 100_000, Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

var update = flag.Bool("update", false, "pack the demo's shipments anew")

// The packed table is the one that people edit.
func TestThePackedShipmentsAreThoseOfTheFolder(t *testing.T) {
	want, err := os.ReadFile("demo/shipments.csv")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is a good one
		if _, err := w.Write(want); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(w.Close(), os.WriteFile("demo/shipments.csv.gz", b.Bytes(), 0o644)); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := demoShipments()
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("demo/shipments.csv.gz is not demo/shipments.csv (%v); -update packs it anew", err)
	}
}
