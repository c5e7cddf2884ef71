package journal

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

func edSign(s *Signer, leaf tlog.Hash) []byte { return ed25519.Sign(s.personKey, signed(leaf)) }

func options(folder string) SignerOptions {
	return SignerOptions{Folder: folder, Workspace: "w-1", Person: "Ada Example", Now: time.Now, Random: rand.Reader}
}

func open(t *testing.T, o SignerOptions) *Signer {
	t.Helper()
	s, err := OpenSigner(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestKeyring(t *testing.T) {
	o := options(filepath.Join(t.TempDir(), "keys"))
	first := open(t, o)
	again := open(t, o)
	if first.Fingerprint() != again.Fingerprint() || first.Device() != again.Device() {
		t.Error("the keys changed between two uses")
	}
	files, _ := os.ReadDir(o.Folder)
	if len(files) != 2 {
		t.Errorf("%d files in the keyring", len(files))
	}
	for _, f := range files {
		if i, _ := f.Info(); runtime.GOOS != "windows" && i.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", f.Name(), i.Mode())
		}
	}
	copied := o
	copied.Workspace = "w-2"
	if s := open(t, copied); s.Device() == first.Device() || s.Fingerprint() != first.Fingerprint() {
		t.Error("another workspace must be another device of the same person")
	}
	restored := o
	restored.Restored = "2026-11-23T08:00:00Z from a.redflag"
	back := open(t, restored)
	if back.Device() == first.Device() || back.Fingerprint() != first.Fingerprint() {
		t.Error("a restored copy must be another device of the same person")
	}
	if open(t, restored).Device() != back.Device() {
		t.Error("a restored copy must stay the device that it is")
	}
	guessed := o
	guessed.Person = "root"
	if s := open(t, guessed); s.Person() != "Ada Example" {
		t.Errorf("a name that was not given on purpose won: %q", s.Person())
	}
	named := o
	named.Person, named.Named = "Ben Example", true
	ben := open(t, named)
	if ben.Person() != "Ben Example" || ben.Fingerprint() == first.Fingerprint() {
		t.Error("a second person must have a key of their own")
	}
	if open(t, named).Fingerprint() != ben.Fingerprint() {
		t.Error("the second person's key changed")
	}
	memory := o
	memory.Folder = ""
	one, two := open(t, memory), open(t, memory)
	if one.Device() == two.Device() {
		t.Error("keys in memory must be new each time")
	}
}

func TestSealedKey(t *testing.T) {
	o := options(t.TempDir())
	o.Seal, o.work = true, 10
	o.Passphrase = func() (string, error) { return "correct horse", nil }
	first := open(t, o)
	if open(t, o).Fingerprint() != first.Fingerprint() {
		t.Error("the sealed key changed")
	}
	raw, err := os.ReadFile(filepath.Join(o.Folder, "person.key"))
	if err != nil || strings.Contains(string(raw), `"seed"`) {
		t.Errorf("the sealed key lies open (%v)", err)
	}
	for want, ask := range map[string]func() (string, error){
		"does not open":      func() (string, error) { return "wrong", nil },
		"nobody can be":      nil,
		"an empty passphras": func() (string, error) { return "", nil },
	} {
		o.Passphrase = ask
		if _, err := OpenSigner(o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestKeyringSaysWhatIsWrong(t *testing.T) {
	cases := []struct {
		name, want string
		spoil      func(t *testing.T, path string)
	}{
		{"open to others", "others can read", func(t *testing.T, path string) { os.Chmod(path, 0o644) }},
		{"not JSON", "is damaged", func(t *testing.T, path string) { os.WriteFile(path, []byte("x"), 0o600) }},
		{"another format", "is not a redflag person key 1", func(t *testing.T, path string) { os.WriteFile(path, []byte(`{"format":"x"}`), 0o600) }},
		{"short", "holds 2 bytes", func(t *testing.T, path string) {
			os.WriteFile(path, []byte(`{"format":"redflag person key 1","name":"Ada","seed":"AAA="}`), 0o600)
		}},
		{"halves", "do not belong together", func(t *testing.T, path string) {
			os.WriteFile(path, []byte(`{"format":"redflag person key 1","name":"Ada","seed":"`+strings.Repeat("A", 43)+`="}`), 0o600)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "open to others" && runtime.GOOS == "windows" {
				t.Skip("file modes say nothing on Windows")
			}
			o := options(t.TempDir())
			open(t, o)
			c.spoil(t, filepath.Join(o.Folder, "person.key"))
			if _, err := OpenSigner(o); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	o := options(t.TempDir())
	o.Person = " "
	if _, err := OpenSigner(o); err == nil {
		t.Error("a person without a name got a key")
	}
}

func TestANameLikeAKnownOneIsASlip(t *testing.T) {
	for _, c := range []struct {
		name  string
		slip  bool
		known []string
	}{
		{"Ada Example", false, nil},
		{"ada example", true, nil},
		{"Ada Exmaple", true, nil},
		{"Ada Exampel", true, nil},
		{"Ada", true, nil},
		{"Example, Ada", true, nil},
		{"Bo Sample", false, nil},
		{"Wen Lindqvist", false, []string{"Wen Lindqvist"}}, // known from another machine
		{"Wen Lindquist", true, []string{"Wen Lindqvist"}},
		{"李文", false, []string{"王小明"}},
	} {
		o := options(t.TempDir())
		open(t, o)
		o.Person, o.Named = c.name, true
		o.Known = func() ([]string, error) { return c.known, nil }
		s, err := OpenSigner(o)
		if _, slip := errors.AsType[*Stranger](err); slip != c.slip || !slip && err != nil {
			t.Errorf("%s: %v, want a slip: %v", c.name, err, c.slip)
			continue
		}
		if err == nil && s.New() == (c.name == "Ada Example") {
			t.Errorf("%s: new is %v", c.name, s.New())
		}
		if !c.slip {
			continue
		}
		if files, _ := filepath.Glob(filepath.Join(o.Folder, "person*.key")); len(files) != 1 {
			t.Errorf("%s: a key was made all the same", c.name)
		}
		o.New = true
		if s, err := OpenSigner(o); err != nil || !s.New() || s.Person() != c.name {
			t.Errorf("%s cannot be entered on purpose: %v", c.name, err)
		}
	}
}
