package journal

import (
	"bytes"
	"cmp"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"filippo.io/age"
	"filippo.io/age/armor"
)

// SignerOptions say where keys are kept and whose they are.
type SignerOptions struct {
	Folder    string // where keys are kept; "" keeps them in memory alone
	Workspace string // id of the workspace
	Restored  string // what tells this copy from the one it was restored from, or ""; another copy is another device
	Person    string
	Named     bool // the name was given on purpose: another name is another key
	New       bool // it is that of somebody new, though it be like a known one
	// Known are the names that the journal knows. It is asked where a key would be made,
	// and may be nil.
	Known  func() ([]string, error)
	Now    func() time.Time
	Random io.Reader
	// Passphrase is asked for when the person's key is sealed, and when Seal
	// wants a new one sealed. It may be nil where neither happens.
	Passphrase func() (string, error)
	Seal       bool

	work int // scrypt's work factor; 0: sealWork
}

const (
	personFormat = "redflag person key 1"
	deviceFormat = "redflag device key 1"
)

// keyFile is a key on disk. The name stays readable when the seed is sealed.
type keyFile struct {
	Format    string `json:"format"`
	Name      string `json:"name,omitempty"`
	Workspace string `json:"workspace,omitempty"`
	Public    []byte `json:"public"`
	Seed      []byte `json:"seed,omitempty"`
	Sealed    string `json:"sealed,omitempty"` // the seed in an armored age file
}

// OpenSigner reads the keys of the person and of this device for a workspace,
// and makes those that are not there yet.
func OpenSigner(o SignerOptions) (*Signer, error) {
	if o.Folder == "" { // new keys each time, so no copy shares them
		return NewSigner(o.Workspace, o.Person, o.Now, o.Random)
	}
	if err := os.MkdirAll(o.Folder, 0o700); err != nil {
		return nil, fmt.Errorf("the folder for keys cannot be made: %w", err)
	}
	name, own, made, err := o.personKey()
	if err != nil {
		return nil, err
	}
	if o.Restored != "" {
		o.Workspace += "~" + shortHash(o.Restored)
	}
	device, err := o.deviceKey()
	if err != nil {
		return nil, err
	}
	s, err := newSigner(o.Workspace, name, device, own, o.Now, o.Random)
	if err == nil {
		s.made = made
	}
	return s, err
}

// personKey is the key of the one person of this folder, or, where another name
// was given on purpose, that person's own.
func (o *SignerOptions) personKey() (name string, own ed25519.PrivateKey, made bool, err error) {
	path := filepath.Join(o.Folder, "person.key")
	f, err := readKey(path, personFormat)
	if err == nil && o.Named && f.Name != o.Person {
		path = filepath.Join(o.Folder, "person-"+shortHash(o.Person)+".key")
		f, err = readKey(path, personFormat)
	}
	if errors.Is(err, fs.ErrNotExist) {
		if err = o.strange(); err != nil {
			return "", nil, false, err
		}
		made = true
		f, err = o.makeKey(path, keyFile{Format: personFormat, Name: o.Person}, o.Seal)
	}
	if err != nil {
		return "", nil, false, err
	}
	k, err := f.open(path, o.Passphrase)
	return f.Name, k, made, err
}

func (o *SignerOptions) deviceKey() (ed25519.PrivateKey, error) {
	path := filepath.Join(o.Folder, "device-"+shortHash(o.Workspace)+".key")
	f, err := readKey(path, deviceFormat)
	if errors.Is(err, fs.ErrNotExist) {
		f, err = o.makeKey(path, keyFile{Format: deviceFormat, Workspace: o.Workspace}, false)
	}
	if err != nil {
		return nil, err
	}
	if f.Workspace != o.Workspace {
		return nil, fmt.Errorf("the key %s belongs to another workspace", path)
	}
	return f.open(path, nil)
}

func shortHash(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:8])
}

func readKey(path, format string) (*keyFile, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("the key cannot be read: %w", err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("others can read the key %s: make it yours alone (chmod 600), and think about a new one", path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the key cannot be read: %w", err)
	}
	f := &keyFile{}
	if err := json.Unmarshal(b, f); err != nil {
		return nil, fmt.Errorf("the key %s is damaged: %w", path, err)
	}
	if f.Format != format {
		return nil, fmt.Errorf("%s is not a %s but %q", path, format, f.Format)
	}
	return f, nil
}

// makeKey draws a key and writes it whole or not at all. Where another window
// was quicker, its key is taken.
func (o *SignerOptions) makeKey(path string, f keyFile, seal bool) (*keyFile, error) {
	if f.Format == personFormat && strings.TrimSpace(f.Name) == "" {
		return nil, errors.New("a journal needs the name of the person who writes it")
	}
	k, err := drawKey(o.Random)
	if err != nil {
		return nil, err
	}
	f.Public, f.Seed = public(k), k.Seed()
	if seal {
		if err := f.seal(o.Passphrase, cmp.Or(o.work, sealWork)); err != nil {
			return nil, err
		}
	}
	b, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return nil, err
	}
	err = writeOnce(path, append(b, '\n'))
	if errors.Is(err, fs.ErrExist) {
		return readKey(path, f.Format)
	}
	if err != nil {
		return nil, fmt.Errorf("the new key cannot be kept: %w", err)
	}
	return &f, nil
}

func writeOnce(path string, content []byte) error {
	t, err := os.CreateTemp(filepath.Dir(path), ".key-*") // made with 0600
	if err != nil {
		return err
	}
	defer os.Remove(t.Name())
	_, err = t.Write(content)
	if err = errors.Join(err, t.Sync(), t.Close()); err != nil {
		return err
	}
	err = os.Link(t.Name(), path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, there := os.Lstat(path); there == nil { // a file system without links
		return fs.ErrExist
	}
	return os.Rename(t.Name(), path)
}

// sealWork is the scrypt work factor: about a second on a laptop.
const sealWork = 18

func (f *keyFile) seal(ask func() (string, error), work int) error {
	word, err := askPassphrase(ask)
	if err != nil {
		return err
	}
	to, err := age.NewScryptRecipient(word)
	if err != nil {
		return fmt.Errorf("the key cannot be sealed: %w", err)
	}
	to.SetWorkFactor(work)
	var out bytes.Buffer
	a := armor.NewWriter(&out)
	w, err := age.Encrypt(a, to)
	if err != nil {
		return fmt.Errorf("the key cannot be sealed: %w", err)
	}
	_, err = w.Write(f.Seed)
	if err = errors.Join(err, w.Close(), a.Close()); err != nil {
		return fmt.Errorf("the key cannot be sealed: %w", err)
	}
	f.Sealed, f.Seed = out.String(), nil
	return nil
}

func askPassphrase(ask func() (string, error)) (string, error) {
	if ask == nil {
		return "", errors.New("your key is sealed with a passphrase, and nobody can be asked for it here")
	}
	word, err := ask()
	if err == nil && word == "" {
		err = errors.New("an empty passphrase seals nothing")
	}
	return word, err
}

func (f *keyFile) open(path string, ask func() (string, error)) (ed25519.PrivateKey, error) {
	seed := f.Seed
	if f.Sealed != "" {
		word, err := askPassphrase(ask)
		if err != nil {
			return nil, err
		}
		id, err := age.NewScryptIdentity(word)
		if err != nil {
			return nil, fmt.Errorf("the key %s cannot be opened: %w", path, err)
		}
		r, err := age.Decrypt(armor.NewReader(bytes.NewReader([]byte(f.Sealed))), id)
		if err != nil {
			return nil, fmt.Errorf("the passphrase does not open the key %s: %w", path, err)
		}
		if seed, err = io.ReadAll(io.LimitReader(r, 1024)); err != nil {
			return nil, fmt.Errorf("the key %s is damaged: %w", path, err)
		}
	}
	if len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("the key %s is damaged: it holds %d bytes instead of %d", path, len(seed), ed25519.SeedSize)
	}
	k := ed25519.NewKeyFromSeed(seed)
	if !bytes.Equal(public(k), f.Public) {
		return nil, fmt.Errorf("the key %s is damaged: its two halves do not belong together", path)
	}
	return k, nil
}
