package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// mount makes a small disk for one test, where the system lets us.
func mount(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("no disk can be mounted here (%v): run as root to test a full and a read-only one", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return dir
}

// ballast leaves so many bytes of the disk free, whatever is on it.
func ballast(t *testing.T, dir string, free int64) {
	t.Helper()
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		t.Fatal(err)
	}
	n := int64(st.Bavail)*st.Bsize - free
	if n < 0 {
		t.Fatalf("%d bytes are missing to leave %d free", -n, free)
	}
	if err := os.WriteFile(filepath.Join(dir, "ballast"), make([]byte, n), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A disk that is full in the midst of an import costs the import and nothing else,
// and one that has room again goes on.
func TestDiskFillsUp(t *testing.T) {
	dir := mount(t, "64m")
	s := open(t, filepath.Join(dir, "w"))
	load(t, s, "a.csv", shipments(100)...)
	ballast(t, dir, 512<<10)
	if _, err := tryLoad(s, "b.csv", shipments(60000)...); KindOf(err) != Full {
		t.Fatalf("%v", err)
	}
	if err := s.recover(context.Background()); err != nil {
		t.Fatal(err)
	}
	whole(t, s, 100)
	if err := os.Remove(filepath.Join(dir, "ballast")); err != nil {
		t.Fatal(err)
	}
	load(t, s, "c.csv", shipments(200)...)
	whole(t, s, 200)
}

func TestReadOnlyFolder(t *testing.T) {
	dir := mount(t, "64m")
	path := filepath.Join(dir, "w")
	s := open(t, path)
	load(t, s, "a.csv", shipments(10)...)
	s.Close()
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Skip(err)
	}
	for _, p := range []string{path, filepath.Join(dir, "new")} {
		s, err := Open(context.Background(), p, Options{})
		if err == nil {
			s.Close()
		}
		if KindOf(err) != ReadOnly {
			t.Errorf("%v", err)
		}
	}
}

func TestNetworkShares(t *testing.T) {
	for _, m := range []uint32{0x6969, 0xfe534d42, 0xff534d42} {
		if !networkMagic(m) {
			t.Errorf("%#x is not known", m)
		}
	}
	for _, m := range []uint32{0xef53, 0x01021994, 0x58465342, 0x9123683e} { // ext4, tmpfs, xfs, btrfs
		if networkMagic(m) {
			t.Errorf("%#x is a local disk", m)
		}
	}
}
