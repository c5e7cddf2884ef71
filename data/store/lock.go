package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// errHeld says that another holder has the lock.
var errHeld = errors.New("the lock is held")

// workLock is the lock that long exclusive work takes: a file beside the
// workspace, locked by the operating system. It is never the workspace itself,
// because closing a second handle on that would drop SQLite's own locks.
type workLock struct {
	f *os.File
}

// lockWork takes the lock without waiting, and leaves word of what it is for.
func lockWork(path, what string, now time.Time) (*workLock, error) {
	f, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, explain(path, err)
	}
	if err := tryLock(f); err != nil {
		holder := make([]byte, 200)
		n, _ := f.ReadAt(holder, 0)
		f.Close()
		if !errors.Is(err, errHeld) {
			return nil, fmt.Errorf("cannot lock %s: %w", f.Name(), err)
		}
		e := failure(Busy, path, err)
		if w := strings.TrimSpace(string(holder[:n])); w != "" {
			e.What = fmt.Sprintf("Another program is at work on %s: %s.", filepath.Base(path), w)
		}
		return nil, e
	}
	// Word of the holder is a courtesy; the lock holds without it.
	_ = f.Truncate(0)
	_, _ = f.WriteAt(fmt.Appendf(nil, "%s, since %s\n", what, now.Format("15:04:05")), 0)
	return &workLock{f}, nil
}

// waitWork takes the lock, waiting for others up to the limit.
func waitWork(ctx context.Context, path, what string, now time.Time, limit time.Duration) (*workLock, error) {
	for waited := time.Duration(0); ; waited += 50 * time.Millisecond {
		l, err := lockWork(path, what, now)
		if err == nil || KindOf(err) != Busy || waited >= limit {
			return l, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Release gives the lock back. The file stays: deleting it would let two
// programs lock two files of the same name.
func (l *workLock) Release() {
	if l == nil || l.f == nil {
		return
	}
	_ = l.f.Truncate(0)
	_ = unlock(l.f)
	_ = l.f.Close()
	l.f = nil
}
