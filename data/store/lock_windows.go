package store

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// The locked byte lies far behind the text, so that others can read who holds it.
func lockedByte() *windows.Overlapped { return &windows.Overlapped{Offset: 1 << 30} }

func tryLock(f *os.File) error {
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, lockedByte())
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errHeld
	}
	return err
}

func unlock(f *os.File) error {
	return windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, lockedByte())
}

// onNetwork says whether the folder lies on another machine.
func onNetwork(dir string) bool {
	root := filepath.VolumeName(dir)
	if len(root) >= 2 && root[0] == '\\' && root[1] == '\\' {
		return true
	}
	p, err := windows.UTF16PtrFromString(root + `\`)
	return err == nil && windows.GetDriveType(p) == windows.DRIVE_REMOTE
}

// freeBytes is what is left on the disk of the folder, -1 where nobody tells.
func freeBytes(dir string) int64 {
	p, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return -1
	}
	var free uint64
	if windows.GetDiskFreeSpaceEx(p, &free, nil, nil) != nil {
		return -1
	}
	return int64(free)
}
