package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Kind sorts what can go wrong with a workspace.
type Kind string

const (
	Newer        Kind = "newer file"
	NotWorkspace Kind = "not a workspace"
	Damaged      Kind = "damaged file"
	ReadOnly     Kind = "read-only"
	NetworkShare Kind = "network share"
	Full         Kind = "full disk"
	Busy         Kind = "busy"
	Missing      Kind = "missing"
)

// Error is a failure that its reader can do something about: what happened, what
// was kept, what to do.
type Error struct {
	Kind Kind
	Path string
	What string
	Kept string
	Do   string
	Err  error
}

func (e *Error) Error() string {
	var b strings.Builder
	for _, s := range []string{e.What, e.Kept, e.Do} {
		if s == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s)
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of a failure, or "".
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return ""
}

// explain turns what SQLite or the system says into an Error where it is one of
// those that a person can act on, and leaves all else as it is.
func explain(path string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || KindOf(err) != "" {
		return err
	}
	kind := Kind("")
	if se, ok := errors.AsType[*sqlite.Error](err); ok {
		switch se.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			kind = Full
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			kind = Busy
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			kind = Damaged
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
			kind = ReadOnly
		}
	}
	switch {
	case kind != "":
	case errors.Is(err, syscall.ENOSPC):
		kind = Full
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		kind = ReadOnly
	case errors.Is(err, fs.ErrNotExist):
		kind = Missing
	}
	if kind == "" {
		return err
	}
	return failure(kind, path, err)
}

// failure words an error of a kind.
func failure(kind Kind, path string, err error) *Error {
	e := &Error{Kind: kind, Path: path, Err: err}
	name := filepath.Base(path)
	switch kind {
	case Full:
		e.What = fmt.Sprintf("The disk that holds %s is full.", name)
		e.Kept = "What was being written is taken back whole; everything before it is kept."
		e.Do = "Free some space, then do it again."
	case Busy:
		e.What = fmt.Sprintf("Another program is writing to %s.", name)
		e.Kept = "Nothing was changed."
		e.Do = "Wait until it has finished, then do it again."
	case Damaged:
		e.What = fmt.Sprintf("The workspace %s is damaged.", path)
		e.Kept = "Nothing was written to it."
		e.Do = "Copy it away as it is, then restore the latest backup with 'redflag restore FILE'."
	case ReadOnly:
		e.What = fmt.Sprintf("The workspace %s cannot be written: the file or its folder is read-only, or not yours.", path)
		e.Kept = "Nothing was changed."
		e.Do = "Make the folder writable, or give another place with --db FILE."
	case NetworkShare:
		e.What = fmt.Sprintf("The workspace %s lies on a network share, where two machines writing at once would damage it.", path)
		e.Kept = "Nothing was opened or changed."
		e.Do = "Keep it on a disk of this machine (--db FILE) and hand work over with 'redflag handover' or a backup."
	case NotWorkspace:
		e.What = fmt.Sprintf("%s is not a redflag workspace.", path)
		e.Kept = "It was not changed."
		e.Do = "Give the path of a workspace, or of a file that does not exist yet, with --db FILE."
	case Newer:
		e.What = fmt.Sprintf("The workspace %s was written by a newer redflag.", path)
		e.Kept = "It was not changed."
		e.Do = "Open it with that version or a later one."
	case Missing:
		e.What = fmt.Sprintf("There is no file %s.", path)
		e.Do = "Check the path."
	}
	return e
}
