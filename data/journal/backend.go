package journal

import "golang.org/x/mod/sumdb/tlog"

// Backend keeps the encoded logs. The store implements it inside one transaction,
// so that an entry, its tree hashes and its checkpoint stand or fall together.
//
// A backend judges nothing: it may hand back anything, and Verify finds out.
// Append and Replace keep what they are given, and need not check it.
type Backend interface {
	// Devices are the ids of all logs held, in any order.
	Devices() ([]string, error)
	// Size is how many entries the device's log has; 0 for a device not known.
	Size(device string) (int64, error)
	// Entry is the encoded entry at seq, counted from 0.
	Entry(device string, seq int64) ([]byte, error)
	// Append adds the entry at seq, which is the log's size, and the tree hashes
	// that it completes, to be stored from tlog.StoredHashIndex(0, seq) on.
	Append(device string, seq int64, entry []byte, hashes []tlog.Hash) error
	// Replace puts a redacted encoding in an entry's place; the leaf stays the same.
	Replace(device string, seq int64, entry []byte) error
	// Hashes are the stored tree hashes at the given indexes, in their order.
	Hashes(device string, indexes []int64) ([]tlog.Hash, error)
	// Checkpoint is the latest signed note of the log, nil where there is none.
	Checkpoint(device string) ([]byte, error)
	// PutCheckpoint keeps the signed note as the latest one of the log.
	PutCheckpoint(device string, size int64, note []byte) error
}
