package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The go command reads the build ID of a binary in its own way.
func TestABuildIDIsTheOneThatGoReads(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("go is not on the path")
	}
	dir := t.TempDir()
	source := filepath.Join(dir, "main.go")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, system := range []string{"linux/amd64", "windows/amd64", "darwin/arm64"} {
		t.Run(system, func(t *testing.T) {
			goos, arch, _ := strings.Cut(system, "/")
			bin := filepath.Join(dir, goos)
			build := exec.Command(goTool, "build", "-trimpath", "-ldflags", "-s -w", "-o", bin, source)
			build.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+arch, "CGO_ENABLED=0")
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			want, err := exec.Command(goTool, "tool", "buildid", bin).Output()
			if err != nil {
				t.Fatal(err)
			}
			whole, err := os.ReadFile(bin)
			if err != nil {
				t.Fatal(err)
			}
			if got := buildID(whole[:min(len(whole), buildHead)]); string(got) != strings.TrimSpace(string(want)) || len(got) == 0 {
				t.Errorf("%q, go reads %q", got, want)
			}
		})
	}
	if a := ownBuild(); len(a) != 12 || a != ownBuild() {
		t.Errorf("this binary is %q", a)
	}
}

func FuzzBuildID(f *testing.F) {
	f.Add([]byte("\x7fELF\x02\x01\x04\x00\x00\x00\x03\x00\x00\x00\x04\x00\x00\x00Go\x00\x00abc\x00"))
	f.Add([]byte("MZ\xff Go build ID: \"a/b\"\n \xff"))
	f.Fuzz(func(t *testing.T, head []byte) {
		if id := buildID(head); len(id) > 0 && !bytes.Contains(head, id) {
			t.Errorf("%q does not stand in the binary", id)
		}
	})
}
