// Package store is the workspace: one SQLite file that holds what was told
// (imports and record versions), what was concluded (verdicts, which can be
// thrown away and made again) and the journal of what people did.
//
// It keeps and finds; it must not know what a record means, how a verdict comes
// about, what an event says or how anything is drawn. All that it projects from
// the journal (case states, the queue's status) can be cleared and rebuilt.
//
// Short writes are immediate transactions, so that commands work beside an open
// window. Only migration, applying an import, publishing a screen and restore
// take a lock of the operating system, which the kernel releases on death.
package store
