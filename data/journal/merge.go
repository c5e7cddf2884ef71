package journal

import (
	"bytes"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// MergeReport says what a merge took.
type MergeReport struct {
	Taken    map[string]int // entries by device
	Redacted int            // entries in which values were withheld that were not before
}

// Merge takes into dst what src has and dst has not. It verifies src before it
// writes anything, and refuses a log that has forked: two entries under one
// number were signed, and one of the two is a lie. What either side withholds
// is withheld after it.
func Merge(dst, src Backend) (MergeReport, error) {
	out := MergeReport{Taken: map[string]int{}}
	r, err := Verify(src, VerifyOptions{})
	if err != nil {
		return out, err
	}
	if !r.OK {
		return out, fmt.Errorf("nothing was taken over, because the other journal is not intact: %s", r)
	}
	for _, l := range r.Logs {
		if err := checkFork(dst, src, l.Device); err != nil {
			return out, err
		}
	}
	for _, l := range r.Logs {
		if err := out.take(dst, src, l.Device, l.Size); err != nil {
			return out, err
		}
	}
	return out, nil
}

// checkFork holds the common beginning of two logs against each other.
func checkFork(dst, src Backend, device string) error {
	n, err := common(dst, src, device)
	if err != nil || n == 0 {
		return err
	}
	ours, err := tlog.TreeHash(n, hashReader(dst, device))
	if err != nil {
		return fmt.Errorf("the tree of the log %s cannot be read: %w", device, err)
	}
	theirs, err := tlog.TreeHash(n, hashReader(src, device))
	if err != nil {
		return fmt.Errorf("the tree of the other log %s cannot be read: %w", device, err)
	}
	if ours == theirs {
		return nil
	}
	for seq := range n {
		a, err := load(dst, device, seq)
		if err != nil {
			return err
		}
		b, err := load(src, device, seq)
		if err != nil {
			return err
		}
		if a.leaf() != b.leaf() {
			return fmt.Errorf("nothing was taken over, because the log %s has forked at entry %d: here %s by %q at %s, there %s by %q at %s; a copy of a workspace went on under the same device, or somebody signed twice",
				device, seq, a.Kind, a.Person, a.time().Format("2006-01-02 15:04:05"), b.Kind, b.Person, b.time().Format("2006-01-02 15:04:05"))
		}
	}
	return fmt.Errorf("nothing was taken over, because the tree of the log %s is not that of its entries; 'redflag verify' says more", device)
}

func common(dst, src Backend, device string) (int64, error) {
	a, err := dst.Size(device)
	if err != nil {
		return 0, fmt.Errorf("the journal cannot be read: %w", err)
	}
	b, err := src.Size(device)
	if err != nil {
		return 0, fmt.Errorf("the other journal cannot be read: %w", err)
	}
	return min(a, b), nil
}

func (out *MergeReport) take(dst, src Backend, device string, size int64) error {
	n, err := common(dst, src, device)
	if err != nil {
		return err
	}
	for seq := range n {
		if err := out.redactions(dst, src, device, seq); err != nil {
			return err
		}
	}
	for seq := n; seq < size; seq++ {
		raw, err := src.Entry(device, seq)
		if err != nil {
			return fmt.Errorf("the other journal cannot be read: %w", err)
		}
		e, err := decode(raw)
		if err != nil {
			return fmt.Errorf("the other journal's entry %s/%d is not intact: %w", device, seq, err)
		}
		hashes, err := tlog.StoredHashesForRecordHash(seq, e.leaf(), hashReader(dst, device))
		if err != nil {
			return fmt.Errorf("the tree of the log %s cannot be read: %w", device, err)
		}
		if err := dst.Append(device, seq, raw, hashes); err != nil {
			return fmt.Errorf("the journal cannot be written: %w", err)
		}
		out.Taken[device]++
	}
	if size == n {
		return nil
	}
	c, err := src.Checkpoint(device)
	if err != nil {
		return fmt.Errorf("the other journal cannot be read: %w", err)
	}
	return dst.PutCheckpoint(device, size, c)
}

// redactions withholds here what is withheld there.
func (out *MergeReport) redactions(dst, src Backend, device string, seq int64) error {
	ours, err := dst.Entry(device, seq)
	if err != nil {
		return fmt.Errorf("the journal cannot be read: %w", err)
	}
	theirs, err := src.Entry(device, seq)
	if err != nil {
		return fmt.Errorf("the other journal cannot be read: %w", err)
	}
	if bytes.Equal(ours, theirs) {
		return nil
	}
	a, err := decode(ours)
	if err != nil {
		return fmt.Errorf("the journal's entry %s/%d is not intact: %w", device, seq, err)
	}
	b, err := decode(theirs)
	if err != nil {
		return fmt.Errorf("the other journal's entry %s/%d is not intact: %w", device, seq, err)
	}
	before := slices.Clone(a.Fields)
	for i := range min(len(a.Fields), len(b.Fields)) {
		if b.Fields[i].Withheld && !a.Fields[i].Withheld {
			a.Fields[i].withhold()
		}
	}
	if slices.Equal(before, a.Fields) {
		return nil
	}
	out.Redacted++
	return dst.Replace(device, seq, a.encode())
}
