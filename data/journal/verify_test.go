package journal

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"redflag/data"
)

func broke(t *testing.T, b Backend, o VerifyOptions, want string) {
	t.Helper()
	r, err := Verify(b, o)
	if err != nil {
		t.Fatal(err)
	}
	if r.OK || !strings.Contains(r.String(), want) {
		t.Errorf("got %q, want it to say %q", r, want)
	}
}

// forge rewrites a whole log as its own device would, with all hashes and the
// checkpoint right, so that only what the test spoils is wrong.
func forge(t *testing.T, b *Memory, s *Signer, spoil func(seq int, e *entry)) {
	t.Helper()
	l := b.logs[s.device]
	fresh := &memoryLog{}
	r := &provenLog{}
	for seq, raw := range l.entries {
		e, err := decode(raw)
		if err != nil {
			t.Fatal(err)
		}
		spoil(seq, e)
		leaf := e.leaf()
		copy(e.Signature[:], edSign(s, leaf))
		hs, err := tlog.StoredHashesForRecordHash(int64(seq), leaf, r)
		if err != nil {
			t.Fatal(err)
		}
		r.hashes = append(r.hashes, hs...)
		fresh.entries = append(fresh.entries, e.encode())
	}
	fresh.hashes = r.hashes
	root, err := tlog.TreeHash(int64(len(fresh.entries)), r)
	if err != nil {
		t.Fatal(err)
	}
	if fresh.checkpoint, err = s.checkpoint(int64(len(fresh.entries)), root); err != nil {
		t.Fatal(err)
	}
	b.logs[s.device] = fresh
}

func TestVerifyNamesWhatIsBroken(t *testing.T) {
	ada, ben := signer(t, "Ada Example", 1), signer(t, "Ben Example", 2)
	fresh := func() *Memory {
		ada, ben = signer(t, "Ada Example", 1), signer(t, "Ben Example", 2)
		a, b := NewMemory(), NewMemory()
		put(t, a, ada, data.NoteAdded, c1, "text", "one")
		join(t, a, b)
		put(t, b, ben, data.NoteAdded, c1, "text", "two")
		join(t, a, b)
		decide(t, a, ada, c1, "EC1", "stopped")
		intact(t, a)
		return a
	}
	id := func(s *Signer, seq string) string { return s.device + "/" + seq }
	cases := []struct {
		name  string
		spoil func(b *Memory)
		want  func() string
	}{
		{"value", func(b *Memory) {
			e := b.logs[ada.device].entries[1]
			copy(e[strings.Index(string(e), "as the file"):], "AS")
		}, func() string { return "Entry " + id(ada, "1") + " is not intact: the signature of \"Ada Example\"" }},
		{"last entry gone", func(b *Memory) {
			l := b.logs[ada.device]
			l.entries, l.hashes = l.entries[:1], l.hashes[:1]
		}, func() string { return "signs 2 entries and only 1 are there" }},
		{"log gone that another saw", func(b *Memory) { delete(b.logs, ben.device) }, func() string { return "saw 1 entries of it and only 0 are there" }},
		{"no checkpoint", func(b *Memory) { b.logs[ben.device].checkpoint = nil }, func() string { return "no signed checkpoint" }},
		{"another's checkpoint", func(b *Memory) { b.logs[ben.device].checkpoint = b.logs[ada.device].checkpoint }, func() string { return "is that of the log " + ada.device }},
		{"entries swapped", func(b *Memory) {
			l := b.logs[ada.device]
			l.entries[0], l.entries[1] = l.entries[1], l.entries[0]
		}, func() string { return "it says of itself that it is " + id(ada, "1") }},
		{"tree hash", func(b *Memory) { b.logs[ada.device].hashes[1][0] ^= 1 }, func() string { return id(ada, "1") + " is not intact: it is not the entry that the tree was built on" }},
		{"history rewritten by the holder of the keys", func(b *Memory) {
			forge(t, b, ada, func(seq int, e *entry) {
				if seq == 0 {
					e.Fields[0].Value = "never"
				}
			})
		}, func() string { return id(ben, "0") + " is not intact: it saw another log" }},
		{"lamport ahead", func(b *Memory) {
			forge(t, b, ada, func(seq int, e *entry) {
				if seq == 1 {
					e.Lamport = 99
				}
			})
		}, func() string { return id(ada, "1") + " is not intact: its Lamport number is 99 and not 3" }},
		{"forgets what it saw", func(b *Memory) {
			put(t, b, ada, data.NoteAdded, c1, "text", "three")
			forge(t, b, ada, func(seq int, e *entry) {
				if seq == 2 {
					e.Heads = nil
				}
			})
		}, func() string { return id(ada, "2") + " is not intact: it has seen less" }},
		{"another verdict", func(b *Memory) {
			forge(t, b, ada, func(seq int, e *entry) {
				if seq == 1 {
					e.field("verdict").Value = `{"level":"pass"}`
				}
			})
		}, func() string { return id(ada, "1") + " is not intact: the verdict that it carries" }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := fresh()
			c.spoil(b)
			broke(t, b, VerifyOptions{}, c.want())
		})
	}
}

func TestVerifyAgainst(t *testing.T) {
	b, ada := NewMemory(), signer(t, "Ada Example", 1)
	put(t, b, ada, data.NoteAdded, c1, "text", "one")
	put(t, b, ada, data.NoteAdded, c1, "text", "two")
	early, _ := b.Checkpoint(ada.device)
	bundle, err := MakeBundle(b, c1)
	if err != nil {
		t.Fatal(err)
	}
	armored, _ := bundle.Armor()
	put(t, b, ada, data.NoteAdded, c1, "text", "three")
	outside := [][]byte{early, slices.Concat([]byte("# a dossier\n\n"), []byte(armored)), []byte(strings.ReplaceAll(string(early), "\n", "\r\n"))}
	r, err := Verify(b, VerifyOptions{Against: outside})
	if err != nil || !r.OK || r.Against != 3 {
		t.Fatalf("%v %s", err, r)
	}

	forged := clone(b)
	forge(t, forged, ada, func(seq int, e *entry) {
		if seq == 0 {
			e.Fields[0].Value = "never"
		}
	})
	intact(t, forged) // the holder of the keys can do this ...
	for _, o := range outside {
		broke(t, forged, VerifyOptions{Against: [][]byte{o}}, "its first 2 entries are not those of the checkpoint that left this machine")
	}
	short := NewMemory()
	put(t, short, signer(t, "Ada Example", 1), data.NoteAdded, c1, "text", "one")
	broke(t, short, VerifyOptions{Against: [][]byte{early}}, "covers 2 entries of it, and only 1 are there")
	broke(t, b, VerifyOptions{Against: [][]byte{[]byte("hello")}}, "holds no bundle")
	broke(t, b, VerifyOptions{Against: [][]byte{[]byte(strings.Replace(string(early), "\n2\n", "\n1\n", 1))}}, "does not hold")
}

func TestMergeRefuses(t *testing.T) {
	a, b := NewMemory(), NewMemory()
	put(t, a, signer(t, "Ada Example", 1), data.NoteAdded, c1, "text", "here")
	put(t, b, signer(t, "Ada Example", 1), data.NoteAdded, c1, "text", "there")
	put(t, b, signer(t, "Ben Example", 2), data.NoteAdded, c1, "text", "his")
	before := dump(t, a)
	if _, err := Merge(a, b); err == nil || !strings.Contains(err.Error(), "has forked at entry 0") {
		t.Errorf("a fork was taken: %v", err)
	}
	for _, l := range b.logs {
		l.entries[0][80] ^= 1
	}
	if _, err := Merge(a, b); err == nil || !strings.Contains(err.Error(), "not intact") {
		t.Errorf("a broken journal was taken: %v", err)
	}
	if dump(t, a) != before {
		t.Error("something was taken all the same")
	}
}

func TestRedactRefuses(t *testing.T) {
	b, ada := NewMemory(), signer(t, "Ada Example", 1)
	put(t, b, ada, data.NoteAdded, c1, "text", "one")
	if err := Redact(b, ada.device, 0, "reason"); err == nil || !strings.Contains(err.Error(), "it has text") {
		t.Errorf("got %v", err)
	}
}
