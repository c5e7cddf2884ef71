package journal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Signer is a person at a device: the two keys, a clock and a source of salts.
type Signer struct {
	workspace string
	device    string
	deviceKey ed25519.PrivateKey
	person    string
	personKey ed25519.PrivateKey
	now       func() time.Time
	random    io.Reader
	built     time.Time
	made      bool
}

// knownPast is a moment before which this program did not exist; a clock that
// stands before it is wrong.
var knownPast = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// NewSigner makes a signer whose keys live in memory alone, for the demo, for
// tests and for the test vectors: the keys are drawn from random, device first.
func NewSigner(workspace, person string, now func() time.Time, random io.Reader) (*Signer, error) {
	device, err := drawKey(random)
	if err != nil {
		return nil, err
	}
	own, err := drawKey(random)
	if err != nil {
		return nil, err
	}
	return newSigner(workspace, person, device, own, now, random)
}

func newSigner(workspace, person string, device, own ed25519.PrivateKey, now func() time.Time, random io.Reader) (*Signer, error) {
	if strings.TrimSpace(person) == "" {
		return nil, errors.New("a journal needs the name of the person who writes it")
	}
	if strings.ContainsAny(workspace, "\n\r") {
		return nil, errors.New("a workspace id is one line")
	}
	return &Signer{
		workspace: workspace, device: deviceID(workspace, public(device)), deviceKey: device,
		person: person, personKey: own, now: now, random: random, built: knownPast,
	}, nil
}

// drawKey reads a seed rather than calling ed25519.GenerateKey, which may read
// more or less than it needs so that nobody relies on it.
func drawKey(random io.Reader) (ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return nil, fmt.Errorf("no randomness for a new key: %w", err)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// Person is the name that events carry.
func (s *Signer) Person() string { return s.person }

// New reports whether the person's key was made just now.
func (s *Signer) New() bool { return s.made }

// Device is the id of the log that this signer writes.
func (s *Signer) Device() string { return s.device }

// Fingerprint names the person's public key: SHA-256 in hex.
func (s *Signer) Fingerprint() string { return fingerprint(public(s.personKey)) }

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

func fingerprint(k ed25519.PublicKey) string {
	h := sha256.Sum256(k)
	return hex.EncodeToString(h[:])
}

// deviceID follows from the device's key and the workspace it was made for, so
// that a checkpoint proves by itself whose it is, and a copy that got a new
// workspace id cannot go on writing the old log.
func deviceID(workspace string, key ed25519.PublicKey) string {
	b := []byte(deviceDomain)
	b = putText(b, workspace)
	b = append(b, key...)
	h := sha256.Sum256(b)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(h[:15]))
}
