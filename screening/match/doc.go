// Package match answers which entries of restricted-party lists a name or an
// address may mean, at any spelling and in any script, with a score from 0 to 1
// and the reasons for it.
//
// A name is folded to tokens; native scripts become Latin alternatives and
// translated words of trade. An index finds the listed names that share rare
// tokens, exactly, misspelt, joined, split or romanised another way; a score
// from rarity-weighted alignment orders them. What a word says is how rare it is:
// a legal form or "technology" never decides, and a short name alone never scores
// high.
//
// The package does no I/O and knows nothing of shipments, rules or clearances.
package match
