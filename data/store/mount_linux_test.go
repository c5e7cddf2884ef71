package store

import (
	"context"
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

func TestDiskFillsUp(t *testing.T) {
	s := open(t, filepath.Join(mount(t, "7m"), "w"))
	load(t, s, "a.csv", shipments(100)...)
	if _, err := tryLoad(s, "b.csv", shipments(60000)...); KindOf(err) != Full {
		t.Fatalf("%v", err)
	}
	if err := s.recover(context.Background()); err != nil {
		t.Fatal(err)
	}
	whole(t, s, 100)
}

func TestReadOnlyFolder(t *testing.T) {
	dir := mount(t, "6m")
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
