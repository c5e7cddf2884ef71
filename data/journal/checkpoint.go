package journal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is a device's signed word on its log: this many entries, this root.
type Checkpoint struct {
	Device    string
	Workspace string
	Size      int64
	Root      tlog.Hash
	Key       ed25519.PublicKey
}

const originPrefix = "redflag journal "

func noteName(device string) string { return "redflag/" + device }

func (c *Checkpoint) text() string {
	return fmt.Sprintf("%s%s\n%d\n%s\nworkspace %s\nkey %s\n", originPrefix, c.Device, c.Size,
		base64.StdEncoding.EncodeToString(c.Root[:]), c.Workspace, base64.StdEncoding.EncodeToString(c.Key))
}

// noteSigner signs notes as golang.org/x/mod/sumdb/note wants them.
type noteSigner struct {
	name string
	hash uint32
	key  ed25519.PrivateKey
}

func (n noteSigner) Name() string                    { return n.name }
func (n noteSigner) KeyHash() uint32                 { return n.hash }
func (n noteSigner) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(n.key, msg), nil }

func (s *Signer) checkpoint(size int64, root tlog.Hash) ([]byte, error) {
	c := Checkpoint{Device: s.device, Workspace: s.workspace, Size: size, Root: root, Key: public(s.deviceKey)}
	v, err := verifier(c.Device, c.Key)
	if err != nil {
		return nil, err
	}
	return note.Sign(&note.Note{Text: c.text()}, noteSigner{v.Name(), v.KeyHash(), s.deviceKey})
}

func verifier(device string, key ed25519.PublicKey) (note.Verifier, error) {
	k, err := note.NewEd25519VerifierKey(noteName(device), key)
	if err != nil {
		return nil, err
	}
	return note.NewVerifier(k)
}

// OpenCheckpoint reads a checkpoint and proves its signature. The device's key
// stands in the text, and the device's id follows from it.
func OpenCheckpoint(msg []byte) (*Checkpoint, error) {
	c, err := parseCheckpoint(msg)
	if err != nil {
		return nil, err
	}
	if deviceID(c.Workspace, c.Key) != c.Device {
		return nil, fmt.Errorf("the key in the checkpoint is not that of the device %s", c.Device)
	}
	v, err := verifier(c.Device, c.Key)
	if err != nil {
		return nil, fmt.Errorf("the key in the checkpoint cannot be used: %w", err)
	}
	n, err := note.Open(msg, note.VerifierList(v))
	if err != nil {
		return nil, fmt.Errorf("the signature of the checkpoint of %s does not hold: %w", c.Device, err)
	}
	// One signature in its one spelling, so that no byte of a checkpoint is free.
	if n.Text != c.text() || len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 0 || !oneSpelling(n.Sigs[0].Base64) || !bytes.Equal(msg, []byte(n.Text+"\n— "+n.Sigs[0].Name+" "+n.Sigs[0].Base64+"\n")) {
		return nil, fmt.Errorf("the checkpoint of %s is not written in its one form", c.Device)
	}
	return c, nil
}

// oneSpelling reports base64 as an encoder writes it: a decoder leaves out bits behind the
// last byte, and ends of lines.
func oneSpelling(b64 string) bool {
	raw, err := base64.StdEncoding.DecodeString(b64)
	return err == nil && base64.StdEncoding.EncodeToString(raw) == b64
}

func parseCheckpoint(msg []byte) (*Checkpoint, error) {
	bad := errors.New("this is no checkpoint of a redflag journal")
	lines := strings.SplitN(string(msg), "\n", 6)
	if len(lines) < 6 {
		return nil, bad
	}
	c := &Checkpoint{}
	var ok [3]bool
	var key64 string
	c.Device, ok[0] = strings.CutPrefix(lines[0], originPrefix)
	c.Workspace, ok[1] = strings.CutPrefix(lines[3], "workspace ")
	key64, ok[2] = strings.CutPrefix(lines[4], "key ")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if !ok[0] || !ok[1] || !ok[2] || err != nil || size < 0 {
		return nil, bad
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return nil, bad
	}
	key, err := base64.StdEncoding.DecodeString(key64)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, bad
	}
	c.Size, c.Root, c.Key = size, tlog.Hash(root), key
	return c, nil
}
