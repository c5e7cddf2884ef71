package journal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"redflag/data"
)

// Draft is an event before it is written.
type Draft struct {
	Kind data.EventKind
	Case string
	Body []data.EventField
}

func hashReader(b Backend, device string) tlog.HashReader {
	return tlog.HashReaderFunc(func(ix []int64) ([]tlog.Hash, error) { return b.Hashes(device, ix) })
}

// Append writes an event at the end of the signer's log and signs the log's new
// checkpoint. It reads one entry of each log and O(log n) hashes.
func Append(b Backend, s *Signer, d Draft) (data.Event, error) {
	e, err := s.draft(d)
	if err != nil {
		return data.Event{}, err
	}
	size, err := situate(b, s, e)
	if err != nil {
		return data.Event{}, err
	}
	leaf := e.leaf()
	copy(e.Signature[:], ed25519.Sign(s.personKey, signed(leaf)))
	hr := hashReader(b, s.device)
	hashes, err := tlog.StoredHashesForRecordHash(size, leaf, hr)
	if err != nil {
		return data.Event{}, fmt.Errorf("the tree of the journal cannot be read: %w", err)
	}
	raw := e.encode()
	if len(raw) > maxEntry {
		return data.Event{}, fmt.Errorf("an event of %d MB is more than the journal takes", len(raw)>>20)
	}
	if err := b.Append(s.device, size, raw, hashes); err != nil {
		return data.Event{}, fmt.Errorf("the journal cannot be written: %w", err)
	}
	root, err := tlog.TreeHash(size+1, hr)
	if err != nil {
		return data.Event{}, fmt.Errorf("the tree of the journal cannot be read: %w", err)
	}
	n, err := s.checkpoint(size+1, root)
	if err != nil {
		return data.Event{}, fmt.Errorf("the journal's checkpoint cannot be signed: %w", err)
	}
	if err := b.PutCheckpoint(s.device, size+1, n); err != nil {
		return data.Event{}, fmt.Errorf("the journal's checkpoint cannot be written: %w", err)
	}
	return e.event(), nil
}

// draft fills in what needs no look at the log.
func (s *Signer) draft(d Draft) (*entry, error) {
	if d.Kind == "" {
		return nil, fmt.Errorf("an event without a kind cannot be written")
	}
	e := &entry{}
	e.Device, e.Person, e.Kind, e.Case = s.device, valid(s.person), string(d.Kind), valid(d.Case)
	e.Milli = s.now().UnixMilli()
	copy(e.Public[:], public(s.personKey))
	e.Key = sha256.Sum256(e.Public[:])
	for i, f := range d.Body {
		if slices.ContainsFunc(d.Body[:i], func(o data.EventField) bool { return o.Name == f.Name }) {
			return nil, fmt.Errorf("the event %s names %q twice", d.Kind, f.Name)
		}
		w := field{Name: valid(f.Name), Value: valid(f.Value)}
		if _, err := io.ReadFull(s.random, w.Salt[:]); err != nil {
			return nil, fmt.Errorf("no randomness for the journal: %w", err)
		}
		e.Fields = append(e.Fields, w)
	}
	return e, nil
}

// valid makes text UTF-8, as every text in an entry is.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// situate places the entry after all that its author can have seen.
func situate(b Backend, s *Signer, e *entry) (size int64, err error) {
	devices, err := b.Devices()
	if err != nil {
		return 0, fmt.Errorf("the journal's logs cannot be listed: %w", err)
	}
	slices.Sort(devices)
	last := time.Time{}
	for _, d := range devices {
		n, err := b.Size(d)
		if err != nil {
			return 0, fmt.Errorf("the journal cannot be read: %w", err)
		}
		if n == 0 {
			continue
		}
		h, err := lastHeader(b, d, n)
		if err != nil {
			return 0, err
		}
		e.Lamport = max(e.Lamport, h.Lamport)
		if t := time.UnixMilli(h.Milli); t.After(last) {
			last = t
		}
		if d == s.device {
			size = n
			continue
		}
		root, err := tlog.TreeHash(n, hashReader(b, d))
		if err != nil {
			return 0, fmt.Errorf("the tree of the log %s cannot be read: %w", d, err)
		}
		e.Heads = append(e.Heads, head{Device: d, Size: uint64(n), Root: root})
	}
	e.Seq, e.Lamport = uint64(size), e.Lamport+1
	e.Doubt = clockDoubt(time.UnixMilli(e.Milli), last, s.built)
	return size, checkOwn(b, s, size)
}

func lastHeader(b Backend, device string, size int64) (header, error) {
	raw, err := b.Entry(device, size-1)
	if err != nil {
		return header{}, fmt.Errorf("the journal's entry %s/%d cannot be read: %w", device, size-1, err)
	}
	h, err := decodeHeader(raw)
	if err != nil {
		return header{}, fmt.Errorf("the journal's entry %s/%d is not intact: %w", device, size-1, err)
	}
	return h, nil
}

// checkOwn refuses to sign on top of a log that is not what this device signed
// last, which would lend its name to a forgery.
func checkOwn(b Backend, s *Signer, size int64) error {
	msg, err := b.Checkpoint(s.device)
	if err != nil {
		return fmt.Errorf("the journal's checkpoint cannot be read: %w", err)
	}
	if size == 0 && len(msg) == 0 {
		return nil
	}
	c, err := OpenCheckpoint(msg)
	if err != nil {
		return fmt.Errorf("the journal of this device is not intact, and nothing is added to it: %w", err)
	}
	root, err := tlog.TreeHash(size, hashReader(b, s.device))
	if err != nil {
		return fmt.Errorf("the tree of the journal cannot be read: %w", err)
	}
	if c.Device != s.device || c.Size != size || c.Root != root {
		return fmt.Errorf("the journal of this device is not what it signed last (%d entries signed, %d found), and nothing is added to it; 'redflag verify' says more", c.Size, size)
	}
	return nil
}

// clockDoubt says in words why the time of an event may be wrong, or "".
func clockDoubt(now, last, built time.Time) string {
	var doubts []string
	if back := last.Sub(now); back > 0 {
		doubts = append(doubts, fmt.Sprintf("the clock stood %s before the event before it", back.Round(time.Millisecond)))
	}
	if now.Before(built) {
		doubts = append(doubts, fmt.Sprintf("the clock stood before %s, when this program was not yet made", built.Format("2006-01-02")))
	}
	return strings.Join(doubts, "; ")
}

// event is what others see of an entry.
func (e *entry) event() data.Event {
	out := data.Event{
		ID: eventID(e.Device, e.Seq), Device: e.Device, Seq: e.Seq, Lamport: e.Lamport, Time: e.time(), ClockDoubt: e.Doubt,
		Person: e.Person, Key: fingerprint(e.Public[:]), Kind: data.EventKind(e.Kind), Case: e.Case,
		Body: make([]data.EventField, len(e.Fields)),
	}
	for i, f := range e.Fields {
		out.Body[i] = data.EventField{Name: f.Name, Value: f.Value, Withheld: f.Withheld}
	}
	for _, h := range e.Heads {
		out.Seen = append(out.Seen, data.Head{Device: h.Device, Size: h.Size})
	}
	return out
}

func eventID(device string, seq uint64) string { return fmt.Sprintf("%s/%d", device, seq) }
