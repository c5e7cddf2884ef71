package desk

import (
	"bytes"
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redflag/data"
)

// A whole journal in a damaged file is no proof of the workspace.
func TestVerifySeesDamageBesideTheJournal(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	copyTo := filepath.Join(dir, "copy.db")
	if err := demoDesk(t).Backup(ctx, copyTo, nil); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(copyTo)
	if err != nil {
		t.Fatal(err)
	}
	opened := 0
	for i, at := range []int{len(whole) / 4, len(whole) / 2, len(whole) * 3 / 4} {
		b := bytes.Clone(whole)
		copy(b[at:], bytes.Repeat([]byte{0xA5}, 40_000))
		path := filepath.Join(dir, string(rune('a'+i))+".db")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		d, err := Open(ctx, Options{Path: path, Keys: filepath.Join(dir, "keys"), Person: "Asta Inspector", Now: time.Now, Random: rand.Reader})
		if err != nil {
			continue
		}
		opened++
		if words, ok, err := d.Verify(ctx); ok && err == nil {
			t.Errorf("damage at %d is not seen: %s", at, words)
		}
		if checks, err := d.Doctor(ctx); err == nil {
			bad := false
			for _, c := range checks {
				bad = bad || !c.OK && c.What != "lists"
			}
			if !bad {
				t.Errorf("the doctor finds nothing wrong at %d: %v", at, checks)
			}
		}
		d.Close()
	}
	if opened == 0 {
		t.Skip("no damaged copy could be opened at all")
	}
}

// The doctor says of lists that clear nobody what is to be done about them.
func TestTheDoctorSaysWhatToDoAboutLists(t *testing.T) {
	list := func(name string, asOf data.Date) data.ListInfo {
		return data.ListInfo{ListPack: data.ListPack{Name: name, AsOf: asOf, Counts: map[string]int{"EL": 1}}, Current: true}
	}
	today := data.Day(2026, 11, 20)
	for name, c := range map[string]struct {
		lists []data.ListInfo
		want  string
	}{
		"new":     {[]data.ListInfo{list("CSL", data.Day(2026, 11, 1))}, ""},
		"old":     {[]data.ListInfo{list("CSL", data.Day(2025, 11, 1))}, "older than 180 days clears nobody"},
		"undated": {[]data.ListInfo{list("CSL", data.Day(2026, 11, 1)), list("EL", data.Date{})}, "--as-of DATE"},
		"starter": {[]data.ListInfo{{ListPack: data.ListPack{Starter: true}, Current: true}}, "add the Consolidated Screening List"},
		"own":     {[]data.ListInfo{{ListPack: data.ListPack{AsOf: today, Counts: map[string]int{"LOCAL": 1}}, Current: true}}, "add the Consolidated Screening List"},
	} {
		h := Header{Lists: c.lists}
		h.ListAge, h.ListStale = listAge(c.lists, today)
		if got := listCure(&h); got != c.want && (c.want == "" || !strings.Contains(got, c.want)) {
			t.Errorf("%s: %q, want %q", name, h.ListAge+got, c.want)
		}
	}
}
