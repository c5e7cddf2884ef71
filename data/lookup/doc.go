// Package lookup finds what was told by any part of it: a piece of a name, an
// address, a phone or an order number. All that can be typed lies folded in a few
// flat texts in memory, and a question is a scan of them: a million orders are
// some twelve million bytes, read in a few milliseconds whatever is asked for,
// where an index over parts of numbers would be many times the size of what it
// finds.
//
// Numbers of shipments come in pages (see Page), written once when an import
// tells them and never changed. What is no longer current is known from the
// versions, so that withdrawing an import touches no page.
//
// The package does no I/O and must not know how else a name may be spelt, or whom a
// list holds: it finds what was told.
package lookup
