package desk

import (
	"bytes"
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"
	"time"
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
