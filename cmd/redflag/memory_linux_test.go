package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"redflag/data/sample"
)

// The memory of an import is the caches of the file, the keys of what is told, and
// what is on its way; so is that of one that changes what is there, or takes it back. The figure of the design is that of a million shipments:
//
//	REDFLAG_BENCH=1000000 go test -run TheMemoryOfAnImport -v ./cmd/redflag
func TestTheMemoryOfAnImport(t *testing.T) {
	if testing.Short() {
		t.Skip("imports a hundred thousand shipments")
	}
	shipments, most := 100_000, 240
	if n, err := strconv.Atoi(os.Getenv("REDFLAG_BENCH")); err == nil && n > 0 {
		shipments, most = n, 300
	}
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := sample.Write(dir, sample.Options{Customers: shipments / 50, Shipments: shipments, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	told := filepath.Join(dir, "shipments.csv")
	run := func(what string, args ...string) {
		t.Helper()
		cmd := exec.Command(bin, append([]string{"--db", filepath.Join(dir, "w.db"), "import"}, args...)...)
		cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "GOGC=", "GOMEMLIMIT=")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", what, err, out)
		}
		used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
		if mb := int(used.Maxrss >> 10); mb > most {
			t.Errorf("%s of %d shipments took %d MB, and is to take at most %d", what, shipments, mb, most)
		} else {
			t.Logf("%s of %d shipments: %d MB, %v of the processor", what, shipments, mb, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
		}
	}
	run("the import", filepath.Join(dir, "customers.csv"), told)
	later := filepath.Join(dir, "later.csv")
	shipLater(t, told, later)
	run("the import of what has changed", later)
	run("the withdrawal", "--undo", "3")
}

// shipLater copies shipments with another status. It goes by lines, for a process that is
// begun counts the memory of the one that begins it as its own.
func shipLater(t *testing.T, from, to string) {
	t.Helper()
	r, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	w, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	out := bufio.NewWriter(w)
	for lines := bufio.NewScanner(r); lines.Scan(); {
		fmt.Fprintf(out, "%s\n", bytes.Replace(lines.Bytes(), []byte(",open,"), []byte(",shipped,"), 1))
	}
	if err := errors.Join(out.Flush(), w.Close()); err != nil {
		t.Fatal(err)
	}
}
