// Package data holds the types that cross a border between packages: records,
// list entries, findings, verdicts, events, queue rows and reports.
//
// It does no I/O, reads no clock and imports nothing else of this module, so
// that every package can speak its words without depending on another.
package data
