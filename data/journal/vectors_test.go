package journal

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"flag"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"redflag/data"
)

var update = flag.Bool("update", false, "write the test vectors anew")

type vectorField struct {
	Name  string `json:"name"`
	Salt  string `json:"salt,omitempty"`
	Value string `json:"value"`
}

type vectorHead struct {
	Device string `json:"device"`
	Size   uint64 `json:"size"`
	Root   string `json:"root"`
}

type vectorEntry struct {
	Seq         uint64        `json:"seq"`
	Lamport     uint64        `json:"lamport"`
	Heads       []vectorHead  `json:"heads"`
	Time        int64         `json:"time"`
	Doubt       string        `json:"doubt"`
	Person      string        `json:"person"`
	Kind        string        `json:"kind"`
	Case        string        `json:"case"`
	Fields      []vectorField `json:"fields"`
	Entry       string        `json:"entry"`
	Commitments []string      `json:"commitments"`
	BodyRoot    string        `json:"body_root"`
	Leaf        string        `json:"leaf"`
	Checkpoint  string        `json:"checkpoint"`
}

type vectors struct {
	Format     string        `json:"format"`
	Workspace  string        `json:"workspace"`
	Device     string        `json:"device"`
	DeviceSeed string        `json:"device_seed"`
	PersonSeed string        `json:"person_seed"`
	Entries    []vectorEntry `json:"entries"`
	Redacted   struct {
		Withheld []string `json:"withheld"`
		Entry    string   `json:"entry"`
		Leaf     string   `json:"leaf"`
	} `json:"redacted"`
}

// makeVectors writes a small journal from fixed seeds, salts and times.
func makeVectors(t *testing.T) vectors {
	b := NewMemory()
	s, err := NewSigner("w-vectors", "Ada Example", clock(morning), rand.New(rand.NewSource(2026)))
	if err != nil {
		t.Fatal(err)
	}
	other, err := NewSigner("w-vectors", "Ben Beispiel", clock(morning.Add(-time.Hour)), rand.New(rand.NewSource(2027)))
	if err != nil {
		t.Fatal(err)
	}
	v := vectors{
		Format: headerMagic, Workspace: s.workspace, Device: s.device,
		DeviceSeed: hex.EncodeToString(s.deviceKey.Seed()), PersonSeed: hex.EncodeToString(s.personKey.Seed()),
	}
	add := func(ev data.Event) {
		raw, _ := b.Entry(ev.Device, int64(ev.Seq))
		e, err := decode(raw)
		if err != nil {
			t.Fatal(err)
		}
		cp, _ := b.Checkpoint(ev.Device)
		x := vectorEntry{
			Seq: e.Seq, Lamport: e.Lamport, Heads: []vectorHead{}, Time: e.Milli, Doubt: e.Doubt, Person: e.Person, Kind: e.Kind, Case: e.Case,
			Fields: []vectorField{}, Entry: hex.EncodeToString(raw), Commitments: []string{}, Checkpoint: string(cp),
		}
		for _, h := range e.Heads {
			x.Heads = append(x.Heads, vectorHead{h.Device, h.Size, hex.EncodeToString(h.Root[:])})
		}
		for i := range e.Fields {
			f := &e.Fields[i]
			c := f.commitment()
			x.Fields = append(x.Fields, vectorField{f.Name, hex.EncodeToString(f.Salt[:]), f.Value})
			x.Commitments = append(x.Commitments, hex.EncodeToString(c[:]))
		}
		root, leaf := e.bodyRoot(), e.leaf()
		x.BodyRoot, x.Leaf = hex.EncodeToString(root[:]), hex.EncodeToString(leaf[:])
		v.Entries = append(v.Entries, x)
	}
	add(put(t, b, s, data.PersonAdded, "", "name", s.Person(), "key", s.Fingerprint()))
	add(put(t, b, s, data.NoteAdded, c1, "text", "rang Müller & Söhne; 張先生 will call back"))
	put(t, b, other, data.NoteAdded, c1, "text", "from the other device")
	s.now = func() time.Time { return morning.Add(-time.Minute) }
	add(put(t, b, s, data.Screened, ""))
	last := decide(t, b, s, c1, "EC1", "stopped")
	add(last)
	v.Redacted.Withheld = []string{"reason", "verdict"}
	if err := Redact(b, last.Device, int64(last.Seq), v.Redacted.Withheld...); err != nil {
		t.Fatal(err)
	}
	raw, _ := b.Entry(last.Device, int64(last.Seq))
	v.Redacted.Entry, v.Redacted.Leaf = hex.EncodeToString(raw), v.Entries[len(v.Entries)-1].Leaf
	intact(t, b)
	return v
}

func TestVectors(t *testing.T) {
	path := filepath.Join("testdata", "vectors.json")
	got, err := json.MarshalIndent(makeVectors(t), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the encoding is no longer that of the test vectors; a change of format needs a new version")
	}
}

// outsider is a second verifier. It was written from FORMAT.md and shares no
// code with the package, so that page and program cannot drift apart unseen.
type outsider struct {
	t *testing.T
	b []byte
}

func (o *outsider) take(n int) []byte {
	if n > len(o.b) {
		o.t.Fatal("the entry is too short")
	}
	out := o.b[:n]
	o.b = o.b[n:]
	return out
}

func (o *outsider) u32() int     { return int(binary.BigEndian.Uint32(o.take(4))) }
func (o *outsider) u64() uint64  { return binary.BigEndian.Uint64(o.take(8)) }
func (o *outsider) text() string { return string(o.take(o.u32())) }

func textOf(s string) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(s))), s...)
}

func sha(parts ...[]byte) []byte {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// read checks an entry's signature and answers its leaf.
func (o *outsider) read(want *vectorEntry, device string) (leaf []byte) {
	header := o.take(o.u32())
	h := &outsider{o.t, header}
	same := func(what string, got, want any) {
		o.t.Helper()
		if got != want {
			o.t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	same("format", h.text(), "redflag journal 1")
	same("device", h.text(), device)
	same("seq", h.u64(), want.Seq)
	same("lamport", h.u64(), want.Lamport)
	same("heads", h.u32(), len(want.Heads))
	for _, w := range want.Heads {
		same("head", h.text(), w.Device)
		same("head's size", h.u64(), w.Size)
		same("head's root", hex.EncodeToString(h.take(32)), w.Root)
	}
	same("time", int64(h.u64()), want.Time)
	same("doubt", h.text(), want.Doubt)
	same("person", h.text(), want.Person)
	keyHash := h.take(32)
	same("kind", h.text(), want.Kind)
	same("case", h.text(), want.Case)
	same("rest of the header", len(h.b), 0)

	n := o.u32()
	body := [][]byte{[]byte("redflag journal body 1\x00"), binary.BigEndian.AppendUint32(nil, uint32(n))}
	for i := range n {
		name := textOf(o.text())
		var c []byte
		if o.take(1)[0] == 1 {
			salt := o.take(16)
			c = sha([]byte("redflag journal field 1\x00"), salt, name, textOf(o.text()))
		} else {
			c = o.take(32)
		}
		same("commitment", hex.EncodeToString(c), want.Commitments[i])
		body = append(body, name, c)
	}
	root := sha(body...)
	same("body root", hex.EncodeToString(root), want.BodyRoot)
	leaf = sha([]byte{0}, header, root)
	same("leaf", hex.EncodeToString(leaf), want.Leaf)
	key, signature := o.take(32), o.take(64)
	same("rest of the entry", len(o.b), 0)
	if !bytes.Equal(sha(key), keyHash) {
		o.t.Error("the key is not that of the header")
	}
	if !ed25519.Verify(key, append([]byte("redflag journal event 1\x00"), leaf...), signature) {
		o.t.Error("the signature does not hold")
	}
	return leaf
}

// rootOf is RFC 6962's tree hash, by its definition.
func rootOf(leaves [][]byte) []byte {
	if len(leaves) == 1 {
		return leaves[0]
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	return sha([]byte{1}, rootOf(leaves[:k]), rootOf(leaves[k:]))
}

func TestOutsiderVerifies(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	unhex := func(s string) []byte {
		b, err := hex.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	key := ed25519.NewKeyFromSeed(unhex(v.DeviceSeed)).Public().(ed25519.PublicKey)
	id := sha([]byte("redflag journal device 1\x00"), textOf(v.Workspace), key)[:15]
	if got := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(id)); got != v.Device {
		t.Errorf("device %s, want %s", got, v.Device)
	}
	var leaves [][]byte
	for i := range v.Entries {
		e := &v.Entries[i]
		leaves = append(leaves, (&outsider{t, unhex(e.Entry)}).read(e, v.Device))
		text := "redflag journal " + v.Device + "\n" + strconv.Itoa(len(leaves)) + "\n" + base64.StdEncoding.EncodeToString(rootOf(leaves)) +
			"\nworkspace " + v.Workspace + "\nkey " + base64.StdEncoding.EncodeToString(key) + "\n"
		line, ok := strings.CutPrefix(e.Checkpoint, text+"\n— redflag/"+v.Device+" ")
		if !ok {
			t.Fatalf("checkpoint %d reads\n%s\nwant\n%s", i, e.Checkpoint, text)
		}
		sig, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(line, "\n"))
		if err != nil || len(sig) != 68 {
			t.Fatalf("checkpoint %d: signature %v", i, err)
		}
		if !bytes.Equal(sig[:4], sha([]byte("redflag/"+v.Device+"\n\x01"), key)[:4]) || !ed25519.Verify(key, []byte(text), sig[4:]) {
			t.Errorf("checkpoint %d: the signature does not hold", i)
		}
	}
	last := &v.Entries[len(v.Entries)-1]
	if leaf := (&outsider{t, unhex(v.Redacted.Entry)}).read(last, v.Device); !bytes.Equal(leaf, leaves[len(leaves)-1]) {
		t.Error("withholding changed the leaf")
	}
}
