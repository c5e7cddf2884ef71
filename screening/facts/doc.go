// Package facts says what can be known about one shipment: its own fields, its
// parties and lines, what tables, lists and history add to them, each known,
// unknown or not told, and each with the record, row and line that told it.
//
// The names in the schema are the vocabulary that rule packs are written in. The
// package holds no rule, no threshold of points and no level; it must not know
// what anybody concludes from a fact.
package facts
