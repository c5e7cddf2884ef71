package desk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"redflag/data"
	"redflag/data/lists"
	"redflag/data/store"
)

// A file of customers that is given as a list would stop them all: it is refused
// until somebody says why it is one. A list that a few of them stand on is taken.
func TestAFileOfCustomersIsNoList(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	var customers, stops strings.Builder
	customers.WriteString("Customer No,Company,Country\n")
	stops.WriteString("id,name,country\n")
	for i := range 20 {
		fmt.Fprintf(&customers, "C-%d,Fjordlys %d AS,NO\n", i, i)
		fmt.Fprintf(&stops, "%d,Kestrel %d Ltd,SG\n", i, i)
	}
	stops.WriteString("99,Fjordlys 3 AS,NO\n")
	importText(t, d, "customers.csv", customers.String())
	add := func(name, text, accept string) ListReport {
		t.Helper()
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := d.AddList(ctx, p, accept)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := add("customers.csv", customers.String(), ""); len(r.Refused) != 1 || !strings.Contains(r.Refused[0], "20 of the 20 names") {
		t.Errorf("a file of customers: %q", r.Refused)
	}
	if r := add("stops.csv", stops.String(), ""); len(r.Refused) != 0 {
		t.Errorf("a list with one customer: %q", r.Refused)
	}
	if r := add("customers.csv", customers.String(), "we stop them all"); len(r.Refused) != 0 {
		t.Errorf("accepted with a reason: %q", r.Refused)
	}
}

// A list downloaded under a name without a day clears nobody until a person tells
// its day; then it does, at the next screen, without being loaded under another name.
func TestAListWithoutADayIsGivenOne(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	file := filepath.Join(dir, "consolidated.csv")
	if err := os.WriteFile(file, []byte("id,name,list,country\n9001,Grey Heron Microelectronics,EL,CN\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	records := filepath.Join(dir, "r.jsonl")
	if err := os.WriteFile(records, []byte(`{"kind":"customer","id":"C-1","name":"Merlin Optik","country":"NO","address":"1 Quay Road, Bergen"}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	light := func() string {
		t.Helper()
		if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
			t.Fatal(err)
		}
		v, err := d.Case(ctx, "C-1")
		if err != nil {
			t.Fatal(err)
		}
		return v.Verdict.Lights.Listed.Is
	}
	r, err := d.AddList(ctx, file, "")
	if err != nil || r.Undated() == "" {
		t.Fatalf("nothing says that the list has no day: %+v, %v", r, err)
	}
	if _, err := d.Import(ctx, []string{records}, ImportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if is := light(); is != data.LightUnknown {
		t.Fatalf("a list without a day makes the light %s", is)
	}
	if _, err := d.AddListOf(ctx, file, "", data.DateOfDay(d.today().First()+1)); err == nil {
		t.Error("a list of tomorrow was taken")
	}
	if r, err = d.AddListOf(ctx, file, "", d.today()); err != nil || r.Already || r.Undated() != "" {
		t.Fatalf("the day was not taken: %+v, %v", r, err)
	}
	if is := light(); is != data.LightClear {
		t.Errorf("with its day the light is %s", is)
	}
	if r, err = d.AddList(ctx, file, ""); err != nil || !r.Already || r.Undated() != "" || r.Info.AsOf != d.today() {
		t.Errorf("given again without a day it is %+v, %v", r, err)
	}
	dated := filepath.Join(dir, "csl-2020-01-31.csv")
	if err := os.WriteFile(dated, []byte("id,name,list,country\n9002,Heron Works,EL,CN\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddListOf(ctx, dated, "", d.today()); err == nil || !strings.Contains(err.Error(), "2020-01-31") {
		t.Errorf("a day against that of the name was taken: %v", err)
	}
}

// What is kept of a list is a help and no more: where it is damaged, or of another file,
// the list is read from its file again.
func TestADamagedListIsReadFromItsFileAgain(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	file := filepath.Join(dir, "house-2026-10-01.csv")
	if err := os.WriteFile(file, []byte("id,name,list,country\n1,Grey Heron Microelectronics,EL,CN\n2,Kestrel Trading,EL,SG\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := d.AddList(ctx, file, "")
	if err != nil {
		t.Fatal(err)
	}
	name := keptList + r.Info.Hash
	kept, err := d.store.Kept(ctx, name, d.o.Program)
	if err != nil || len(kept) == 0 {
		t.Fatalf("it is not kept: %v", err)
	}
	damaged := slices.Clone(kept)
	damaged[len(damaged)/2] ^= 1
	other := r.Info.ListPack
	other.Hash, other.Entries = "another file", other.Entries[:1]
	for _, b := range [][]byte{kept, damaged, kept[:len(kept)/2], lists.Encode(&other)} {
		if err := d.store.Write(ctx, func(tx *store.Tx) error { return tx.Keep(name, d.o.Program, b) }); err != nil {
			t.Fatal(err)
		}
		packs, err := d.packs(ctx)
		if err != nil || len(packs) != 1 || len(packs[0].Entries) != 2 || packs[0].Hash != r.Info.Hash || packs[0].AsOf != r.Info.AsOf {
			t.Errorf("%+v, %v", packs, err)
		}
	}
}

// A full screen reads lists from their files, whatever was put in the place of what is
// kept of them, and keeps them anew.
func TestAFullScreenReadsListsFromTheirFiles(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	file := filepath.Join(dir, "house-2026-10-01.csv")
	if err := os.WriteFile(file, []byte("id,name,list,country\n1,Grey Heron Microelectronics,EL,CN\n2,Kestrel Trading,EL,SG\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := d.AddList(ctx, file, "")
	if err != nil {
		t.Fatal(err)
	}
	forged := r.Info.ListPack
	forged.Entries = forged.Entries[:1]
	name := keptList + r.Info.Hash
	if err := d.store.Write(ctx, func(tx *store.Tx) error { return tx.Keep(name, d.o.Program, lists.Encode(&forged)) }); err != nil {
		t.Fatal(err)
	}
	if packs, err := d.packs(ctx); err != nil || len(packs[0].Entries) != 1 {
		t.Fatalf("what is kept is not what is read: %v", err)
	}
	if _, err := d.Screen(ctx, ScreenOptions{All: true}, nil); err != nil {
		t.Fatal(err)
	}
	if packs, err := d.packs(ctx); err != nil || len(packs[0].Entries) != 2 {
		t.Errorf("after a full screen the list lacks an entry: %v", err)
	}
	if b, err := d.store.Kept(ctx, name, d.o.Program); err != nil || len(b) == 0 {
		t.Errorf("it is not kept again: %v", err)
	}
}
