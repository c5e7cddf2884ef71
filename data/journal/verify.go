package journal

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"redflag/data"
)

// VerifyOptions say what else to prove.
type VerifyOptions struct {
	// Against are checkpoints that left the machine earlier, each a signed note
	// or a file that holds a bundle: the logs must extend them.
	Against [][]byte
}

// Report is the outcome of a verification.
type Report struct {
	OK       bool
	Entries  int
	Withheld int // fields whose value was lawfully removed
	Doubts   int // entries whose clock was in doubt
	Logs     []LogReport
	Persons  []Person
	Against  int     // outside checkpoints that the logs extend
	First    *Broken // the first thing that is not intact
}

// LogReport is the state of one log.
type LogReport struct {
	Device string
	Size   int64
	Root   string
}

// Broken names what is not intact. Seq is -1 where it is a log as a whole.
type Broken struct {
	Device string
	Seq    int64
	Why    string
}

func (b *Broken) String() string {
	switch {
	case b.Device == "":
		return b.Why
	case b.Seq < 0:
		return fmt.Sprintf("The log %s is not intact: %s.", b.Device, b.Why)
	}
	return fmt.Sprintf("Entry %s/%d is not intact: %s.", b.Device, b.Seq, b.Why)
}

// String says it in words for people.
func (r Report) String() string {
	if !r.OK && r.First != nil {
		return r.First.String()
	}
	s := fmt.Sprintf("The journal is intact: %s in %s, signed by %s.", count(r.Entries, "entry", "entries"), count(len(r.Logs), "log", "logs"), count(len(r.Persons), "person", "persons"))
	if r.Withheld > 0 {
		s += fmt.Sprintf(" %s withheld; the proof of the others stands.", count(r.Withheld, "value is", "values are"))
	}
	if r.Doubts > 0 {
		s += fmt.Sprintf(" The clock was in doubt at %s.", count(r.Doubts, "entry", "entries"))
	}
	if r.Against > 0 {
		s += fmt.Sprintf(" It extends %s.", count(r.Against, "outside checkpoint", "outside checkpoints"))
	}
	return s
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// proof is one verification under way. It keeps the headers and the hashes of
// all logs, so that no entry is read twice.
type proof struct {
	b       Backend
	report  Report
	logs    map[string]*provenLog
	persons map[Person]bool
	roots   map[rootAt]tlog.Hash
}

type provenLog struct {
	headers []header
	hashes  []tlog.Hash // all stored hashes, computed anew
}

type rootAt struct {
	device string
	size   int64
}

func (l *provenLog) ReadHashes(ix []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(ix))
	for i, x := range ix {
		if x < 0 || x >= int64(len(l.hashes)) {
			return nil, fmt.Errorf("there is no tree hash %d", x)
		}
		out[i] = l.hashes[x]
	}
	return out, nil
}

// broken stops a verification.
type broken struct{ Broken }

func (b *broken) Error() string { return b.String() }

func fail(device string, seq int64, format string, args ...any) error {
	return &broken{Broken{device, seq, fmt.Sprintf(format, args...)}}
}

// Verify proves every entry of every log. An error is a backend that cannot be
// read; a journal that is not intact is a report.
func Verify(b Backend, o VerifyOptions) (Report, error) {
	p := &proof{b: b, logs: map[string]*provenLog{}, persons: map[Person]bool{}, roots: map[rootAt]tlog.Hash{}}
	err := p.all(o)
	if found := (*broken)(nil); errors.As(err, &found) {
		p.report.First = &found.Broken
		return p.report, nil
	}
	p.report.OK = err == nil
	return p.report, err
}

func (p *proof) all(o VerifyOptions) error {
	devices, err := p.b.Devices()
	if err != nil {
		return fmt.Errorf("the journal's logs cannot be listed: %w", err)
	}
	slices.Sort(devices)
	for _, d := range devices {
		if err := p.log(d); err != nil {
			return err
		}
	}
	for _, d := range devices {
		if err := p.order(d); err != nil {
			return err
		}
	}
	for _, a := range o.Against {
		if err := p.against(a); err != nil {
			return err
		}
		p.report.Against++
	}
	return nil
}

// log proves what can be proved of one log by itself.
func (p *proof) log(device string) error {
	size, err := p.b.Size(device)
	if err != nil {
		return fmt.Errorf("the journal cannot be read: %w", err)
	}
	l := &provenLog{headers: make([]header, 0, size)}
	p.logs[device] = l
	for seq := range size {
		raw, err := p.b.Entry(device, seq)
		if err != nil {
			return fail(device, seq, "it cannot be read (%v)", err)
		}
		e, leaf, why := proveEntry(raw)
		if why == "" && (e.Device != device || e.Seq != uint64(seq)) {
			why = fmt.Sprintf("it says of itself that it is %s/%d", e.Device, e.Seq)
		}
		if why != "" {
			return fail(device, seq, "%s", why)
		}
		if err := p.tree(l, device, seq, leaf); err != nil {
			return err
		}
		l.headers = append(l.headers, e.header)
		p.tally(e)
	}
	return p.sealed(device, size)
}

// proveEntry proves what an entry proves of itself: its form, its fields, the
// person's signature, and the hash of the verdict that a decision rests on.
func proveEntry(raw []byte) (e *entry, leaf tlog.Hash, why string) {
	e, err := decode(raw)
	if err != nil {
		return nil, leaf, err.Error()
	}
	if sha256.Sum256(e.Public[:]) != e.Key {
		return nil, leaf, "the person's key in it is not the one that it names"
	}
	leaf = e.leaf()
	if !ed25519.Verify(e.Public[:], signed(leaf), e.Signature[:]) {
		return nil, leaf, fmt.Sprintf("the signature of %q does not fit what it says", e.Person)
	}
	if why := verdictHash(e); why != "" {
		return nil, leaf, why
	}
	return e, leaf, ""
}

// verdictHash checks that a decision names the verdict that it carries.
func verdictHash(e *entry) string {
	if data.EventKind(e.Kind) != data.DecisionMade {
		return ""
	}
	verdict, named := e.field("verdict"), e.field("verdict_hash")
	if verdict == nil || named == nil || verdict.Withheld || named.Withheld {
		return ""
	}
	if h := sha256.Sum256([]byte(verdict.Value)); hex.EncodeToString(h[:]) != named.Value {
		return "the verdict that it carries is not the one that it names"
	}
	return ""
}

func (e *entry) field(name string) *field {
	for i := range e.Fields {
		if e.Fields[i].Name == name {
			return &e.Fields[i]
		}
	}
	return nil
}

// tree computes the hashes that an entry completes and holds them against those
// stored.
func (p *proof) tree(l *provenLog, device string, seq int64, leaf tlog.Hash) error {
	due, err := tlog.StoredHashesForRecordHash(seq, leaf, l)
	if err != nil {
		return fmt.Errorf("the tree of %s cannot be computed: %w", device, err)
	}
	first := int64(len(l.hashes))
	l.hashes = append(l.hashes, due...)
	ix := make([]int64, len(due))
	for i := range ix {
		ix[i] = first + int64(i)
	}
	held, err := p.b.Hashes(device, ix)
	if err != nil {
		return fail(device, seq, "the tree hashes beside it cannot be read (%v)", err)
	}
	if !slices.Equal(held, due) {
		return fail(device, seq, "it is not the entry that the tree was built on")
	}
	return nil
}

func (p *proof) tally(e *entry) {
	p.report.Entries++
	for i := range e.Fields {
		if e.Fields[i].Withheld {
			p.report.Withheld++
		}
	}
	if e.Doubt != "" {
		p.report.Doubts++
	}
	who := Person{e.Person, hex.EncodeToString(e.Key[:])}
	if !p.persons[who] {
		p.persons[who] = true
		p.report.Persons = append(p.report.Persons, who)
	}
}

// sealed proves that the device signed exactly this log.
func (p *proof) sealed(device string, size int64) error {
	msg, err := p.b.Checkpoint(device)
	if err != nil {
		return fmt.Errorf("the checkpoint of %s cannot be read: %w", device, err)
	}
	if len(msg) == 0 {
		if size == 0 {
			return nil
		}
		return fail(device, -1, "it has no signed checkpoint")
	}
	c, err := OpenCheckpoint(msg)
	switch {
	case err != nil:
		return fail(device, -1, "%v", err)
	case c.Device != device:
		return fail(device, -1, "its checkpoint is that of the log %s", c.Device)
	case c.Size > size:
		return fail(device, -1, "its checkpoint signs %d entries and only %d are there", c.Size, size)
	case c.Size < size:
		return fail(device, c.Size, "it lies beyond the last checkpoint that the device signed")
	}
	root, err := p.root(device, size)
	if err != nil {
		return err
	}
	if root != c.Root {
		return fail(device, -1, "its checkpoint signs another tree")
	}
	p.report.Logs = append(p.report.Logs, LogReport{device, size, root.String()})
	return nil
}

func (p *proof) root(device string, size int64) (tlog.Hash, error) {
	k := rootAt{device, size}
	if h, ok := p.roots[k]; ok {
		return h, nil
	}
	h, err := tlog.TreeHash(size, p.logs[device])
	if err != nil {
		return h, fmt.Errorf("the tree of %s cannot be computed: %w", device, err)
	}
	p.roots[k] = h
	return h, nil
}

// order proves that each entry of a log knows as much as it says of the logs it
// had seen, never less than the one before, and counts on from all of them.
func (p *proof) order(device string) error {
	var before []head
	lamport := uint64(0)
	for i := range p.logs[device].headers {
		h := &p.logs[device].headers[i]
		for _, o := range before {
			if !slices.ContainsFunc(h.Heads, func(n head) bool { return n.Device == o.Device && n.Size >= o.Size }) {
				return fail(device, int64(i), "it has seen less of the log %s than the entry before it", o.Device)
			}
		}
		due := lamport
		for _, o := range h.Heads {
			last, err := p.seen(device, int64(i), o)
			if err != nil {
				return err
			}
			due = max(due, last)
		}
		if h.Lamport != due+1 {
			return fail(device, int64(i), "its Lamport number is %d and not %d", h.Lamport, due+1)
		}
		lamport, before = h.Lamport, h.Heads
	}
	return nil
}

// seen is the Lamport number of the last entry that a head covers.
func (p *proof) seen(device string, seq int64, o head) (uint64, error) {
	l := p.logs[o.Device]
	if l == nil || o.Size > uint64(len(l.headers)) {
		held := 0
		if l != nil {
			held = len(l.headers)
		}
		return 0, fail(o.Device, -1, "%s/%d saw %d entries of it and only %d are there", device, seq, o.Size, held)
	}
	root, err := p.root(o.Device, int64(o.Size))
	if err != nil {
		return 0, err
	}
	if root != tlog.Hash(o.Root) {
		return 0, fail(device, seq, "it saw another log %s than the one that is there", o.Device)
	}
	return l.headers[o.Size-1].Lamport, nil
}

// against proves that the logs held extend a checkpoint from outside.
func (p *proof) against(outside []byte) error {
	cs, err := outsideCheckpoints(outside)
	if err != nil {
		return fail("", -1, "The checkpoint to compare with cannot be used: %v.", err)
	}
	for _, c := range cs {
		l := p.logs[c.Device]
		if l == nil || c.Size > int64(len(l.headers)) {
			held := 0
			if l != nil {
				held = len(l.headers)
			}
			return fail(c.Device, -1, "a checkpoint that left this machine covers %d entries of it, and only %d are there", c.Size, held)
		}
		root, err := p.root(c.Device, c.Size)
		if err != nil {
			return err
		}
		if root != c.Root {
			return fail(c.Device, -1, "its first %d entries are not those of the checkpoint that left this machine", c.Size)
		}
	}
	return nil
}

func outsideCheckpoints(msg []byte) ([]*Checkpoint, error) {
	if bytes.HasPrefix(msg, []byte(originPrefix)) {
		msg = append(bytes.TrimRight(bytes.ReplaceAll(msg, []byte("\r\n"), []byte("\n")), "\n"), '\n')
		c, err := OpenCheckpoint(msg)
		return []*Checkpoint{c}, err
	}
	bundle, err := FindBundle(msg)
	if err != nil {
		return nil, err
	}
	if len(bundle.Checkpoints) == 0 {
		return nil, errors.New("the bundle in it holds no checkpoint")
	}
	var out []*Checkpoint
	for _, t := range bundle.Checkpoints {
		c, err := OpenCheckpoint([]byte(t))
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// Redact removes the named values of an entry with their salts. The commitments
// stay, and so does every proof.
func Redact(b Backend, device string, seq int64, names ...string) error {
	e, err := load(b, device, seq)
	if err != nil {
		return err
	}
	before := e.leaf()
	for _, n := range names {
		f := e.field(n)
		if f == nil {
			return fmt.Errorf("the entry %s/%d has no field %q; it has %s", device, seq, n, strings.Join(e.names(), ", "))
		}
		f.withhold()
	}
	if e.leaf() != before {
		return fmt.Errorf("the entry %s/%d would not stay the same under redaction", device, seq)
	}
	return b.Replace(device, seq, e.encode())
}

func (f *field) withhold() {
	*f = field{Name: f.Name, Withheld: true, Commitment: f.commitment()}
}

func (e *entry) names() []string {
	var out []string
	for i := range e.Fields {
		out = append(out, e.Fields[i].Name)
	}
	return out
}
