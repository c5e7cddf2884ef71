// Package journal is the tamper-evident log of what people did.
//
// Each device writes one log, a Merkle tree whose checkpoints the device signs;
// each event in it is signed by the person who did it. State is a fold over the
// union of all logs, so merging is adding logs and undo is one more event. The
// encoding stands in FORMAT.md, for those who would rather check than trust.
//
// It must not know SQL, screens, records or rules: it keeps named texts, proves
// that nobody has changed them, and folds those that make up a case. It touches
// no files but the keyring's.
package journal
