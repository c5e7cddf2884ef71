package lists

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"redflag/data"
)

// aList is a made-up list of so many entries.
func aList(n int) *data.ListPack {
	var b bytes.Buffer
	b.WriteString("name,list,id,type,alias,address,country,remarks,start_date\n")
	for i := range n {
		fmt.Fprintf(&b, "Kestrel Trading %d,EL,E-%d,Entity,Orchid %d,%d Harbour Road,CN,\"see, there\",2024-0%d-05\n", i, i, i, i, 1+i%9)
	}
	b.WriteString(",EL,,,,,,,\n")
	p, err := Parse("house_2025-01-05.csv", b.Bytes())
	if err != nil {
		panic(err)
	}
	return p
}

func readsBack(t *testing.T, p *data.ListPack) {
	t.Helper()
	again, err := Decode(Encode(p), p.Hash)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(p, again, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
}

func TestAListReadsBackAsItWasParsed(t *testing.T) {
	readsBack(t, aList(40))
	readsBack(t, Starter())
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "lists", "*"))
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		if p, err := Parse(f, raw); err == nil {
			readsBack(t, p)
		}
	}
}

// What is damaged, and what is of another file, is not taken.
func TestADamagedListDoesNotReadBack(t *testing.T) {
	p := aList(3)
	b := Encode(p)
	if _, err := Decode(b, "another"); err == nil {
		t.Error("a list of another file reads")
	}
	for i := range b {
		bad := bytes.Clone(b)
		bad[i] ^= 0x20
		if _, err := Decode(bad, p.Hash); err == nil {
			t.Fatalf("byte %d changed, and it reads", i)
		}
		if _, err := Decode(b[:i], p.Hash); err == nil {
			t.Fatalf("cut at %d, and it reads", i)
		}
	}
}

func FuzzDecode(f *testing.F) {
	p := aList(2)
	f.Add(Encode(p)[sha256.Size:])
	f.Fuzz(func(t *testing.T, b []byte) {
		sum := sha256.Sum256(b)
		again, err := Decode(append(sum[:], b...), p.Hash)
		if err != nil {
			return
		}
		if d := cmp.Diff(again, must(Decode(Encode(again), p.Hash)), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
	})
}

func must(p *data.ListPack, err error) *data.ListPack {
	if err != nil {
		panic(err)
	}
	return p
}

func BenchmarkDecode(b *testing.B) {
	p := aList(26_000)
	kept := Encode(p)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(kept, p.Hash); err != nil {
			b.Fatal(err)
		}
	}
}
