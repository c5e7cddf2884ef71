// Package lists reads restricted-party list files into list packs: the US
// Consolidated Screening List (CSV, JSON, JSON Lines), OFAC's flat files, the
// UN Security Council's XML, files with native-script names, and a plain CSV of
// one's own. It compares two packs and says when a new one must not silently
// replace an old one.
//
// It does no I/O and knows nothing of matching: an entry is kept as it was
// told. Every row of a file is an entry or is accounted for with a reason.
package lists
