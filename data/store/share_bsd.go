//go:build darwin || freebsd

package store

import (
	"strings"

	"golang.org/x/sys/unix"
)

// onNetwork says whether the folder lies on another machine.
func onNetwork(dir string) bool {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return false
	}
	switch strings.ToLower(unix.ByteSliceToString(fstype(&st))) {
	case "nfs", "smbfs", "afpfs", "webdav", "ftp", "cifs", "fusefs", "macfuse":
		return true
	}
	return false
}

func fstype(st *unix.Statfs_t) []byte {
	b := make([]byte, len(st.Fstypename))
	for i, c := range st.Fstypename {
		b[i] = byte(c)
	}
	return b
}
