package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"os"
)

// buildHead is how much of a binary's beginning holds its build ID, as cmd/go writes it.
const buildHead = 64 << 10

// ownBuild is a short name of the binary that runs, by the build ID which the go command
// gave it: equal for equal programs and no others. It is "" where the binary has none, or
// cannot be read.
func ownBuild() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, buildHead))
	if err != nil {
		return ""
	}
	id := buildID(head)
	if len(id) == 0 {
		return ""
	}
	sum := sha256.Sum256(id)
	return hex.EncodeToString(sum[:6])
}

// buildID is the build ID in the beginning of a binary: of ELF in a note, of other forms
// between marks before the code.
func buildID(head []byte) []byte {
	if bytes.HasPrefix(head, []byte("\x7fELF")) {
		return elfNote(head)
	}
	_, rest, ok := bytes.Cut(head, []byte("\xff Go build ID: \""))
	if !ok {
		return nil
	}
	id, _, ok := bytes.Cut(rest, []byte("\"\n \xff"))
	if !ok {
		return nil
	}
	return id
}

// elfNote is the text of the note of kind 4 of "Go": before the kind stands the length of
// the text, behind the name the text.
func elfNote(head []byte) []byte {
	order := binary.ByteOrder(binary.LittleEndian)
	kind := []byte("\x04\x00\x00\x00Go\x00\x00")
	if len(head) > 5 && head[5] == 2 {
		order, kind = binary.BigEndian, []byte("\x00\x00\x00\x04Go\x00\x00")
	}
	at := bytes.Index(head, kind)
	if at < 4 {
		return nil
	}
	length, rest := order.Uint32(head[at-4:]), head[at+len(kind):]
	if uint64(length) > uint64(len(rest)) {
		return nil
	}
	return rest[:length]
}
