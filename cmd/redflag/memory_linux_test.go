package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"redflag/data/sample"
)

// The memory of an import is the caches of the file, the keys of what is told, and
// what is on its way. The figure of the design is that of a million shipments:
//
//	REDFLAG_BENCH=1000000 go test -run TheMemoryOfAnImport -v ./cmd/redflag
func TestTheMemoryOfAnImport(t *testing.T) {
	if testing.Short() {
		t.Skip("imports a hundred thousand shipments")
	}
	shipments, most := 100_000, 215
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
	cmd := exec.Command(bin, "--db", filepath.Join(dir, "w.db"), "import", filepath.Join(dir, "customers.csv"), filepath.Join(dir, "shipments.csv"))
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "GOGC=", "GOMEMLIMIT=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if mb := int(used.Maxrss >> 10); mb > most {
		t.Errorf("the import of %d shipments took %d MB, and is to take at most %d", shipments, mb, most)
	} else {
		t.Logf("%d shipments: %d MB, %v of the processor", shipments, mb, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	}
}
