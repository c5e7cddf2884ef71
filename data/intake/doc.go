// Package intake turns files that people hold (CSV, XLSX, canonical JSON Lines)
// into records, with an account of every row: what was taken, mended, doubted,
// refused or passed over, and why.
//
// It knows headers, encodings, number and date notations and what words in cells
// mean. It must not know the workspace, lists, rules or what any value means for
// risk, and it never guesses silently: a value that can mean two things becomes
// unknown, stays beside the record as told, and its row is called ambiguous.
package intake
