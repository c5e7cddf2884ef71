package journal

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"golang.org/x/mod/sumdb/tlog"
)

// Memory is a Backend that lives as long as the program, for tests and the demo.
type Memory struct {
	mu   sync.Mutex // guards logs
	logs map[string]*memoryLog
}

type memoryLog struct {
	entries    [][]byte
	hashes     []tlog.Hash
	checkpoint []byte
}

// NewMemory makes an empty one.
func NewMemory() *Memory { return &Memory{logs: map[string]*memoryLog{}} }

// Devices are the ids of all logs, sorted.
func (m *Memory) Devices() ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.logs)), nil
}

// Size is how many entries the log has.
func (m *Memory) Size(device string) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return int64(len(m.log(device).entries)), nil
}

// log is never nil; a log that is not held is empty. The caller holds mu.
func (m *Memory) log(device string) *memoryLog {
	if l := m.logs[device]; l != nil {
		return l
	}
	return &memoryLog{}
}

// Entry is a copy of the encoded entry.
func (m *Memory) Entry(device string, seq int64) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := m.log(device)
	if seq < 0 || seq >= int64(len(l.entries)) {
		return nil, fmt.Errorf("the log of %s has no entry %d", device, seq)
	}
	return slices.Clone(l.entries[seq]), nil
}

// Append adds an entry at the end.
func (m *Memory) Append(device string, seq int64, entry []byte, hashes []tlog.Hash) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := m.log(device)
	if seq != int64(len(l.entries)) {
		return fmt.Errorf("the log of %s ends at %d, so entry %d cannot follow", device, len(l.entries), seq)
	}
	if at := tlog.StoredHashIndex(0, seq); at != int64(len(l.hashes)) {
		return fmt.Errorf("the log of %s holds %d tree hashes, %d are due before entry %d", device, len(l.hashes), at, seq)
	}
	l.entries = append(l.entries, slices.Clone(entry))
	l.hashes = append(l.hashes, hashes...)
	m.logs[device] = l
	return nil
}

// Replace swaps the encoding of an entry.
func (m *Memory) Replace(device string, seq int64, entry []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := m.log(device)
	if seq < 0 || seq >= int64(len(l.entries)) {
		return fmt.Errorf("the log of %s has no entry %d to replace", device, seq)
	}
	l.entries[seq] = slices.Clone(entry)
	return nil
}

// Hashes are stored tree hashes.
func (m *Memory) Hashes(device string, indexes []int64) ([]tlog.Hash, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := m.log(device)
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		if x < 0 || x >= int64(len(l.hashes)) {
			return nil, fmt.Errorf("the log of %s has no tree hash %d", device, x)
		}
		out[i] = l.hashes[x]
	}
	return out, nil
}

// Checkpoint is the latest signed note.
func (m *Memory) Checkpoint(device string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.log(device).checkpoint), nil
}

// PutCheckpoint keeps a signed note.
func (m *Memory) PutCheckpoint(device string, _ int64, note []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := m.log(device)
	l.checkpoint = slices.Clone(note)
	m.logs[device] = l
	return nil
}
