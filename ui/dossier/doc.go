// Package dossier makes the one file of a case that leaves the house: HTML to
// print, Markdown to paste, JSON to process. It says what was known, what was
// found, what was asked and answered, who decided and why, and it carries the
// part of the journal that proves it.
//
// A dossier is made in three steps. Content is what it says, as plain values. A
// Draft is the content written in one format, with the hashes that the journal
// then records in a dossier.written event. Seal adds the journal's proof, made
// after that event. Check goes the way back, from a file alone.
//
// It judges nothing, reads no workspace and writes no journal: it is handed a
// case view and hands back bytes.
package dossier
