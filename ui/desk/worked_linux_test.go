package desk

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// worked is how long this thread has worked so far, however long it waited.
func worked(t testing.TB) time.Duration {
	t.Helper()
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_THREAD, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
