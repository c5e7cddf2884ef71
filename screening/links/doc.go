// Package links says which customers and parties of a book belong together by
// what they share (a phone, a mail domain, an address, a director, a registration
// number), which of them may be one and the same, and over which shared things
// the shortest way leads to a party that is listed, stopped or rejected.
//
// What many share says little: each shared thing weighs 1/log2(1+n) for the n who
// have it, and beyond a bound it is a hub and says nothing. An owner or parent is
// tied to each that it owns; the way up to it is open however many they are, the way
// on to the others is damped like the rest. The graph is built
// once and is then read-only. Nothing is ever merged: that two parties are one is
// a proposal, with its reasons, until a person says so.
//
// The package does no I/O and knows neither lists, rules, cases nor the journal:
// who is listed or stopped, and what people have judged, is passed in.
package links
