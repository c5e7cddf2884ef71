package journal

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"redflag/data"
)

// Bundle is the part of a journal that a file about one case carries, with all
// that is needed to prove it: nobody needs the workspace for that.
type Bundle struct {
	Format      string        `json:"format"`
	Case        string        `json:"case"`
	Entries     []BundleEntry `json:"entries"`     // of the case, in fold order
	Checkpoints []string      `json:"checkpoints"` // of all logs at that time
}

// BundleEntry is one entry with the proof that the checkpoint covers it.
type BundleEntry struct {
	Device string      `json:"device"`
	Seq    int64       `json:"seq"`
	Entry  []byte      `json:"entry"`
	Proof  []tlog.Hash `json:"proof"`
}

const bundleFormat = "redflag bundle 1"

// A bundle stands in a text between these two lines, in base64.
const (
	bundleBegin = "-----BEGIN REDFLAG BUNDLE-----"
	bundleEnd   = "-----END REDFLAG BUNDLE-----"
)

// MakeBundle takes the entries of a case with their proofs out of a journal.
func MakeBundle(b Backend, caseKey string) (Bundle, error) {
	out := Bundle{Format: bundleFormat, Case: caseKey, Entries: []BundleEntry{}, Checkpoints: []string{}}
	events, err := CaseEvents(b, caseKey)
	if err != nil {
		return out, err
	}
	for i := range events {
		e, err := bundleEntry(b, events[i].Device, int64(events[i].Seq))
		if err != nil {
			return out, err
		}
		out.Entries = append(out.Entries, e)
	}
	devices, err := b.Devices()
	if err != nil {
		return out, fmt.Errorf("the journal's logs cannot be listed: %w", err)
	}
	slices.Sort(devices)
	for _, d := range devices {
		c, err := b.Checkpoint(d)
		if err != nil {
			return out, fmt.Errorf("the checkpoint of %s cannot be read: %w", d, err)
		}
		if len(c) > 0 {
			out.Checkpoints = append(out.Checkpoints, string(c))
		}
	}
	return out, nil
}

func bundleEntry(b Backend, device string, seq int64) (BundleEntry, error) {
	out := BundleEntry{Device: device, Seq: seq}
	size, err := b.Size(device)
	if err != nil {
		return out, fmt.Errorf("the journal cannot be read: %w", err)
	}
	if out.Entry, err = b.Entry(device, seq); err != nil {
		return out, fmt.Errorf("the journal's entry %s/%d cannot be read: %w", device, seq, err)
	}
	p, err := tlog.ProveRecord(size, seq, hashReader(b, device))
	if err != nil {
		return out, fmt.Errorf("the journal's entry %s/%d cannot be proved: %w", device, seq, err)
	}
	out.Proof = p
	return out, nil
}

// Verify proves every entry of the bundle: its form, its fields, the person's
// signature, and that a checkpoint signed by the device covers it.
func (b Bundle) Verify() Report {
	_, r := b.Open()
	return r
}

// Open verifies the bundle and hands out the events in it. They mean nothing
// unless the report is OK.
func (b Bundle) Open() ([]data.Event, Report) {
	p := &proof{persons: map[Person]bool{}}
	events, err := p.bundle(b)
	if found := (*broken)(nil); errors.As(err, &found) {
		p.report.First = &found.Broken
		return nil, p.report
	}
	p.report.OK = true
	sortFold(events)
	return events, p.report
}

func (p *proof) bundle(b Bundle) ([]data.Event, error) {
	if b.Format != bundleFormat {
		return nil, fail("", -1, "The bundle's format is %q, and this program reads %q.", b.Format, bundleFormat)
	}
	points := map[string]*Checkpoint{}
	for _, t := range b.Checkpoints {
		c, err := OpenCheckpoint([]byte(t))
		if err != nil {
			return nil, fail("", -1, "A checkpoint of the bundle is not intact: %v.", err)
		}
		if points[c.Device] != nil {
			return nil, fail(c.Device, -1, "the bundle holds two checkpoints of it")
		}
		points[c.Device] = c
		p.report.Logs = append(p.report.Logs, LogReport{c.Device, c.Size, c.Root.String()})
	}
	var events []data.Event
	seen := map[string]bool{}
	for _, x := range b.Entries {
		e, leaf, why := proveEntry(x.Entry)
		c := points[x.Device]
		switch {
		case why != "":
		case e.Device != x.Device || int64(e.Seq) != x.Seq:
			why = fmt.Sprintf("it says of itself that it is %s/%d", e.Device, e.Seq)
		case e.Case != b.Case:
			why = fmt.Sprintf("it is about %q", e.Case)
		case seen[eventID(e.Device, e.Seq)]:
			why = "the bundle holds it twice"
		case c == nil:
			why = "the bundle holds no checkpoint of its log"
		case tlog.CheckRecord(x.Proof, c.Size, c.Root, x.Seq, leaf) != nil:
			why = "the checkpoint does not cover it"
		}
		if why != "" {
			return nil, fail(x.Device, x.Seq, "%s", why)
		}
		seen[eventID(e.Device, e.Seq)] = true
		p.tally(e)
		events = append(events, e.event())
	}
	return events, nil
}

// Armor is the bundle as lines of plain letters between two marks, to be put
// into a file of any format.
func (b Bundle) Armor() (string, error) {
	raw, err := json.Marshal(b)
	if err != nil {
		return "", fmt.Errorf("the bundle cannot be encoded: %w", err)
	}
	return armorText(bundleBegin, bundleEnd, raw), nil
}

func armorText(begin, end string, raw []byte) string {
	var s strings.Builder
	s.WriteString(begin + "\n")
	for t := base64.StdEncoding.EncodeToString(raw); t != ""; {
		n := min(76, len(t))
		s.WriteString(t[:n] + "\n")
		t = t[n:]
	}
	s.WriteString(end + "\n")
	return s.String()
}

// FindBundle reads the bundle of a file: a bundle's own JSON, a JSON object
// with a member "bundle", or any text that holds an armored one.
func FindBundle(file []byte) (Bundle, error) {
	raw := bytes.TrimSpace(file)
	if len(raw) > 0 && raw[0] == '{' {
		var in struct {
			Bundle
			Inner *Bundle `json:"bundle"`
		}
		if err := json.Unmarshal(raw, &in); err != nil {
			return Bundle{}, fmt.Errorf("the file is no readable JSON: %w", err)
		}
		if in.Inner != nil {
			return *in.Inner, nil
		}
		if in.Format != bundleFormat {
			return Bundle{}, errors.New("the file holds no bundle of a redflag journal")
		}
		return in.Bundle, nil
	}
	at := bytes.LastIndex(file, []byte(bundleBegin)) // what people wrote may hold the words too, and stands before
	if at < 0 {
		return Bundle{}, errors.New("the file holds no bundle of a redflag journal")
	}
	body, _, ok := bytes.Cut(file[at+len(bundleBegin):], []byte(bundleEnd))
	if !ok {
		return Bundle{}, errors.New("the file holds no whole bundle")
	}
	body, err := base64.StdEncoding.DecodeString(string(bytes.Join(bytes.Fields(body), nil)))
	if err != nil {
		return Bundle{}, fmt.Errorf("the bundle in the file is damaged: %w", err)
	}
	var out Bundle
	if err := json.Unmarshal(body, &out); err != nil {
		return Bundle{}, fmt.Errorf("the bundle in the file is damaged: %w", err)
	}
	return out, nil
}

// Leaf is the hash under which an entry stands in its log's tree. It is what a
// reader of a printed page can hold against the log.
func (e BundleEntry) Leaf() (string, error) {
	x, err := decode(e.Entry)
	if err != nil {
		return "", fmt.Errorf("the entry %s/%d is not intact: %w", e.Device, e.Seq, err)
	}
	h := x.leaf()
	return fmt.Sprintf("%x", h[:]), nil
}
