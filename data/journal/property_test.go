package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

// team are people at devices of their own, who work and sometimes meet.
type team struct {
	logs    []*Memory
	signers []*Signer
}

// drawTeam lets a few people do a few things in any order.
func drawTeam(t *testing.T, r *rapid.T) *team {
	n := rapid.IntRange(1, 3).Draw(r, "people")
	tm := &team{}
	for i := range n {
		tm.logs = append(tm.logs, NewMemory())
		tm.signers = append(tm.signers, signer(t, fmt.Sprintf("Person %d", i), int64(i+1)))
	}
	steps := rapid.IntRange(1, 14).Draw(r, "steps")
	for range steps {
		who := rapid.IntRange(0, n-1).Draw(r, "who")
		b, s := tm.logs[who], tm.signers[who]
		switch rapid.IntRange(0, 6).Draw(r, "what") {
		case 0:
			put(t, b, s, data.NoteAdded, c1, "text", rapid.String().Draw(r, "text"))
		case 1, 2:
			p := rapid.SampledFrom([][2]string{{"FP1", "released"}, {"EC1", "stopped"}, {"WT1", "waiting"}}).Draw(r, "decision")
			decide(t, b, s, c1, p[0], p[1])
		case 3:
			put(t, b, s, data.AnswerGiven, c1, "question", "A1", "value", rapid.SampledFrom([]string{"Y", "N", "U"}).Draw(r, "answer"))
		case 4:
			if seen := all(t, b); len(seen) > 0 {
				undo(t, b, s, rapid.SampledFrom(seen).Draw(r, "undone"))
			}
		default:
			join(t, b, tm.logs[rapid.IntRange(0, n-1).Draw(r, "with")])
		}
	}
	return tm
}

// dump is all that a backend holds, to be compared.
func dump(t testing.TB, b Backend) string {
	t.Helper()
	var out strings.Builder
	devices, _ := b.Devices()
	for _, d := range devices {
		n, _ := b.Size(d)
		for seq := range n {
			e, err := b.Entry(d, seq)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "%s/%d %x\n", d, seq, e)
		}
		c, _ := b.Checkpoint(d)
		fmt.Fprintf(&out, "%s\n", c)
	}
	return out.String()
}

func clone(b *Memory) *Memory {
	out := NewMemory()
	for d, l := range b.logs {
		c := &memoryLog{hashes: slices.Clone(l.hashes), checkpoint: slices.Clone(l.checkpoint)}
		for _, e := range l.entries {
			c.entries = append(c.entries, slices.Clone(e))
		}
		out.logs[d] = c
	}
	return out
}

func mustMerge(t testing.TB, dst, src Backend) {
	t.Helper()
	if _, err := Merge(dst, src); err != nil {
		t.Fatal(err)
	}
}

func TestMergeIsUnion(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		tm := drawTeam(t, r)
		a, b := tm.logs[0], tm.logs[len(tm.logs)-1]
		ab, ba := clone(a), clone(b)
		mustMerge(t, ab, b)
		mustMerge(t, ba, a)
		if dump(t, ab) != dump(t, ba) {
			r.Fatal("who takes from whom makes a difference")
		}
		again := clone(ab)
		mustMerge(t, again, b)
		mustMerge(t, again, ab)
		if dump(t, again) != dump(t, ab) {
			r.Fatal("merging twice is not merging once")
		}
		intact(t, ab)
	})
}

func TestFoldIgnoresArrival(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		tm := drawTeam(t, r)
		for _, other := range tm.logs[1:] {
			mustMerge(t, tm.logs[0], other)
		}
		events := all(t, tm.logs[0])
		want, _ := json.Marshal(FoldCase(c1, events))
		mixed := rapid.Permutation(events).Draw(r, "arrival")
		got, _ := json.Marshal(FoldCase(c1, append(mixed, mixed[:len(mixed)/2]...)))
		if !bytes.Equal(got, want) {
			r.Fatalf("order of arrival makes a difference:\n%s\n%s", got, want)
		}
		st := FoldCase(c1, events)
		for _, d := range st.Disputed {
			if d.Status == data.Stopped && st.Status != data.Stopped {
				r.Fatal("a disputed stop does not stop")
			}
		}
	})
}

// TestEveryByteCounts changes one byte of one entry, tree hash or checkpoint.
func TestEveryByteCounts(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		tm := drawTeam(t, r)
		b := tm.logs[0]
		for _, other := range tm.logs[1:] {
			mustMerge(t, b, other)
		}
		devices, _ := b.Devices()
		if len(devices) == 0 {
			return
		}
		l := b.logs[rapid.SampledFrom(devices).Draw(r, "device")]
		var what []byte
		switch rapid.IntRange(0, 4).Draw(r, "where") {
		case 0:
			what = l.checkpoint
		case 1:
			what = l.hashes[rapid.IntRange(0, len(l.hashes)-1).Draw(r, "hash")][:]
		default:
			what = rapid.SampledFrom(l.entries).Draw(r, "entry")
		}
		at := rapid.IntRange(0, len(what)-1).Draw(r, "at")
		what[at] ^= byte(rapid.IntRange(1, 255).Draw(r, "bits"))
		rep, err := Verify(b, VerifyOptions{})
		if err != nil {
			r.Fatal(err)
		}
		if rep.OK {
			r.Fatal("a changed byte went unseen")
		}
	})
}

// A signature has one spelling: bits behind its last byte, and ends of lines within it, are
// left out by who decodes it.
func TestASignatureHasOneSpelling(t *testing.T) {
	b, ada := NewMemory(), signer(t, "Ada Example", 1)
	d := decide(t, b, ada, c1, "EC1", "stopped")
	msg, err := b.Checkpoint(d.Device)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenCheckpoint(msg); err != nil {
		t.Fatal(err)
	}
	end := bytes.LastIndexByte(msg, '=') - 1
	spellings := 0
	for bits := byte(1); bits != 0; bits++ {
		other := bytes.Clone(msg)
		other[end] ^= bits
		if _, err := OpenCheckpoint(other); err == nil {
			spellings++
		}
	}
	if spellings > 0 {
		t.Errorf("%d other spellings of one signature are taken", spellings)
	}
	if _, err := OpenCheckpoint(slices.Insert(bytes.Clone(msg), end, '\r')); err == nil {
		t.Error("a signature with an end of line in it is taken")
	}
}

func TestEveryByteOfAnEntryIsSeen(t *testing.T) {
	b, ada := NewMemory(), signer(t, "Ada Example", 1)
	put(t, b, ada, data.NoteAdded, c1, "text", "rang the site")
	d := decide(t, b, ada, c1, "EC1", "stopped")
	if err := Redact(b, d.Device, int64(d.Seq), "reason"); err != nil {
		t.Fatal(err)
	}
	l := b.logs[ada.Device()]
	for _, e := range append(slices.Clone(l.entries), l.checkpoint) {
		for i := range e {
			for _, bit := range []byte{1, 0x80, 0xff} {
				e[i] ^= bit
				if rep, err := Verify(b, VerifyOptions{}); err != nil || rep.OK {
					t.Fatalf("byte %d changed by %#x went unseen (%v)", i, bit, err)
				}
				e[i] ^= bit
			}
		}
	}
	intact(t, b)
}

func TestRedactionKeepsProof(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		tm := drawTeam(t, r)
		b := tm.logs[0]
		other := clone(b)
		withheld := 0
		for _, ev := range all(t, b) {
			for _, f := range ev.Body {
				if rapid.Bool().Draw(r, "withhold") {
					withheld++
					if err := Redact(b, ev.Device, int64(ev.Seq), f.Name); err != nil {
						r.Fatal(err)
					}
				}
			}
		}
		if rep := intact(t, b); rep.Withheld != withheld {
			r.Fatalf("%d withheld, want %d", rep.Withheld, withheld)
		}
		for _, ev := range all(t, b) {
			for _, f := range ev.Body {
				if f.Withheld && f.Value != "" {
					r.Fatal("a withheld value is still there")
				}
			}
		}
		mustMerge(t, other, b) // what one side withholds, both do
		if dump(t, other) != dump(t, b) {
			r.Fatal("withholding did not cross")
		}
	})
}

func FuzzDecode(f *testing.F) {
	b, ada := NewMemory(), signer(f, "Ada Example", 1)
	put(f, b, ada, data.NoteAdded, c1, "text", "x")
	put(f, b, signer(f, "Ben Example", 2), data.NoteAdded, c1, "text", "y", "more", "")
	for _, l := range b.logs {
		for _, e := range l.entries {
			f.Add(e)
		}
	}
	f.Add([]byte{})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, raw []byte) {
		e, err := decode(raw)
		if err != nil {
			return
		}
		if !bytes.Equal(e.encode(), raw) {
			t.Fatal("an entry has two encodings")
		}
		_ = e.event()
	})
}

func FuzzOpenCheckpoint(f *testing.F) {
	b, ada := NewMemory(), signer(f, "Ada Example", 1)
	put(f, b, ada, data.NoteAdded, c1, "text", "x")
	good, _ := b.Checkpoint(ada.Device())
	f.Add(good)
	f.Fuzz(func(t *testing.T, msg []byte) {
		if c, err := OpenCheckpoint(msg); err == nil && c.Device == ada.Device() && !bytes.Equal(msg, good) {
			t.Fatal("a checkpoint that nobody signed passes")
		}
		_, _ = FindBundle(msg)
	})
}

func BenchmarkAppend(b *testing.B) {
	for _, n := range []int{0, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m, s := filled(b, n)
			b.ResetTimer()
			for b.Loop() {
				put(b, m, s, data.NoteAdded, c1, "text", "rang the site, nobody there")
			}
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		m, _ := filled(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if r, err := Verify(m, VerifyOptions{}); err != nil || !r.OK {
					b.Fatal(r, err)
				}
			}
		})
	}
}

func filled(b testing.TB, n int) (*Memory, *Signer) {
	m := NewMemory()
	s, err := NewSigner("w", "Ada Example", clock(morning), rand.New(rand.NewSource(1)))
	if err != nil {
		b.Fatal(err)
	}
	for i := range n {
		put(b, m, s, data.NoteAdded, fmt.Sprintf("shipment:S-%d", i%500), "text", "rang the site, nobody there")
	}
	return m, s
}
