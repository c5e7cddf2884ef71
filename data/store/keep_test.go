package store

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"redflag/data"
	"redflag/data/journal"
)

func TestListsBlobsDraftsSettings(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	raw := bytes.Repeat([]byte("EL,Meridian Trading\n"), 150_000) // several pieces
	info := func(name, hash string) *data.ListInfo {
		return &data.ListInfo{ListPack: data.ListPack{Name: name, Hash: hash, File: name + ".csv", Counts: map[string]int{"EL": 1}}, LoadedAt: newClock().at, Current: true}
	}
	err := s.Write(ctx, func(tx *Tx) error {
		if err := tx.PutList(info("CSL", hashOf(raw)), raw); err != nil {
			return err
		}
		if err := tx.PutList(info("CSL", hashOf([]byte("new"))), []byte("new")); err != nil {
			return err
		}
		return tx.PutList(info("UN", hashOf([]byte("un"))), []byte("un"))
	})
	if err != nil {
		t.Fatal(err)
	}
	held, err := s.Lists(ctx)
	if err != nil || len(held) != 3 || !held[0].Current || !held[1].Current || held[2].Current || held[2].Hash != hashOf(raw) {
		t.Fatalf("%+v %v", held, err)
	}
	back, err := s.ListFile(ctx, hashOf(raw))
	if err != nil || !bytes.Equal(back, raw) {
		t.Fatal(len(back), err)
	}
	if err := s.Write(ctx, func(tx *Tx) error { return tx.PutList(info("X", "wrong"), raw) }); err == nil {
		t.Error("a wrong hash is taken")
	}
	var hash string
	err = s.Write(ctx, func(tx *Tx) (err error) {
		if hash, err = tx.PutBlob("evidence", "letter.pdf", []byte("dear sirs")); err != nil {
			return err
		}
		_, err = tx.PutBlob("evidence", "copy.pdf", []byte("dear sirs"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Blob(ctx, hash)
	if err != nil || string(b) != "dear sirs" {
		t.Fatal(string(b), err)
	}
	if bs, err := s.Blobs(ctx, "evidence"); err != nil || len(bs) != 1 || bs[0].Bytes != 9 {
		t.Fatalf("%+v %v", bs, err)
	}
	if _, err := s.Blob(ctx, "none"); err == nil {
		t.Error("a blob that is not there")
	}
	if err := s.PutDraft(ctx, "shipment:1", "note", "half a sen"); err != nil {
		t.Fatal(err)
	}
	if v, _ := s.Draft(ctx, "shipment:1", "note"); v != "half a sen" {
		t.Error(v)
	}
	if err := s.PutDraft(ctx, "shipment:1", "note", ""); err != nil {
		t.Fatal(err)
	}
	if v, _ := s.Draft(ctx, "shipment:1", "note"); v != "" {
		t.Error(v)
	}
}

// The store keeps what the journal's own memory backend keeps.
func TestJournalBackend(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	mem := journal.NewMemory()
	var read tlog.HashReaderFunc
	for seq := range int64(20) {
		entry := []byte{byte(seq), 1, 2}
		err := s.Write(ctx, func(tx *Tx) error {
			b := tx.Journal()
			read = func(ix []int64) ([]tlog.Hash, error) { return b.Hashes("dev", ix) }
			hs, err := tlog.StoredHashes(seq, entry, read)
			if err != nil {
				return err
			}
			if err := mem.Append("dev", seq, entry, hs); err != nil {
				return err
			}
			if err := b.Append("dev", seq, entry, hs); err != nil {
				return err
			}
			return b.PutCheckpoint("dev", seq+1, []byte{byte(seq)})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	err := s.View(ctx, func(b journal.Backend) error {
		if d, err := b.Devices(); err != nil || len(d) != 1 || d[0] != "dev" {
			t.Error(d, err)
		}
		if n, _ := b.Size("dev"); n != 20 {
			t.Error(n)
		}
		if n, err := b.Size("other"); n != 0 || err != nil {
			t.Error(n, err)
		}
		e, err := b.Entry("dev", 7)
		if err != nil || e[0] != 7 {
			t.Error(e, err)
		}
		if _, err := b.Entry("dev", 20); err == nil {
			t.Error("an entry that is not there")
		}
		ix := []int64{0, 5, 12, 2}
		got, err := b.Hashes("dev", ix)
		want, _ := mem.Hashes("dev", ix)
		if err != nil || len(got) != 4 || got[0] != want[0] || got[2] != want[2] {
			t.Error(got, err)
		}
		if c, err := b.Checkpoint("dev"); err != nil || c[0] != 19 {
			t.Error(c, err)
		}
		if c, err := b.Checkpoint("other"); c != nil || err != nil {
			t.Error(c, err)
		}
		if err := b.Append("dev", 20, nil, nil); err == nil {
			t.Error("a journal lent for reading was written")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(ctx, func(tx *Tx) error {
		if err := tx.Journal().Append("dev", 5, nil, nil); err == nil {
			t.Error("an entry was put in another's place")
		}
		if err := tx.Journal().Replace("dev", 99, nil); err == nil {
			t.Error("nothing was replaced")
		}
		return tx.Journal().Replace("dev", 3, []byte("withheld"))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// An event and its projection stand or fall together.
func TestWriteIsWhole(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	fall := func() (err error) {
		defer func() { recover() }()
		return s.Write(ctx, func(tx *Tx) error {
			if err := tx.Journal().Append("dev", 0, []byte("x"), nil); err != nil {
				return err
			}
			if err := tx.PutCase(&data.CaseState{Case: "shipment:1", Status: data.Stopped}); err != nil {
				return err
			}
			panic("power cut")
		})
	}
	_ = fall()
	if all, err := s.Cases(ctx); err != nil || len(all) != 0 {
		t.Fatal(all, err)
	}
	if err := s.PutDraft(ctx, "a", "b", "c"); err != nil {
		t.Fatal("the writer is stuck:", err)
	}
}

func TestBackupAndRestore(t *testing.T) {
	dir := t.TempDir()
	path, copied := filepath.Join(dir, "w"), filepath.Join(dir, "backup?1")
	s := open(t, path)
	ctx := context.Background()
	load(t, s, "a.csv", shipments(5000)...)
	id, _ := s.WorkspaceID(ctx)
	steps := 0
	if err := s.Backup(ctx, copied, func(p data.Progress) {
		steps++
		if steps == 1 { // somebody goes on writing
			if err := s.PutDraft(ctx, "a", "b", "c"); err != nil {
				t.Error(err)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, copied, nil); err == nil {
		t.Error("a backup was overwritten")
	}
	load(t, s, "b.csv", shipments(5100)...)
	if kept, err := Restore(ctx, copied, path); KindOf(err) != Busy || kept != "" {
		t.Fatalf("restored under an open window: %q %v", kept, err)
	}
	whole(t, s, 5100)
	s.Close()
	before, _ := os.ReadFile(copied)
	kept, err := restoreAt(ctx, copied, path, time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if after, _ := os.ReadFile(copied); !bytes.Equal(before, after) {
		t.Error("the backup was changed")
	}
	s = open(t, path)
	whole(t, s, 5000)
	again, _ := s.WorkspaceID(ctx)
	word, err := s.Restored(ctx)
	if again != id || err != nil || !strings.Contains(word, "backup?1") {
		t.Errorf("%q %q %q %v", id, again, word, err)
	}
	whole(t, open(t, kept), 5100)
	s.Close()

	broken := filepath.Join(dir, "broken")
	if err := os.WriteFile(broken, before[:len(before)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(ctx, broken, path); KindOf(err) != Damaged {
		t.Errorf("%v", err)
	}
	if _, err := Restore(ctx, filepath.Join(dir, "none"), path); KindOf(err) != Missing {
		t.Errorf("%v", err)
	}
	whole(t, open(t, path), 5000)
	nowhere := filepath.Join(dir, "new", "w")
	if kept, err := Restore(ctx, copied, nowhere); err != nil || kept != "" {
		t.Fatal(kept, err)
	}
	whole(t, open(t, nowhere), 5000)
}

func TestBackupCancelled(t *testing.T) {
	s := fresh(t)
	load(t, s, "a.csv", shipments(20000)...)
	ctx, cancel := context.WithCancel(context.Background())
	to := filepath.Join(t.TempDir(), "b")
	err := s.Backup(ctx, to, func(data.Progress) { cancel() })
	if err == nil {
		t.Fatal("it went through")
	}
	if left, _ := filepath.Glob(to + "*"); len(left) != 0 {
		t.Error("left behind:", left)
	}
}

// What is kept under a prefix goes but for what is named; where nothing is, all of it goes.
func TestKeepOfDropsAllButWhatIsNamed(t *testing.T) {
	s := fresh(t)
	for _, but := range [][]string{{"list b"}, nil} {
		if err := s.Write(t.Context(), func(tx *Tx) error {
			for _, what := range []string{"list a", "list b", "lists", "other"} {
				if err := tx.Keep(what, "x", []byte(what)); err != nil {
					return err
				}
			}
			return tx.KeepOf("list ", but)
		}); err != nil {
			t.Fatal(err)
		}
		for what, want := range map[string]bool{"list a": false, "list b": but != nil, "lists": true, "other": true} {
			if b, err := s.Kept(t.Context(), what, "x"); err != nil || (b != nil) != want {
				t.Errorf("but for %v: %s is kept: %q, %v", but, what, b, err)
			}
		}
	}
}
