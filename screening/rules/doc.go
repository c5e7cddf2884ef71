// Package rules compiles and runs rule packs: conditions written as data, read
// over named facts with three truth values, each finding with the evidence that
// made it true.
//
// It knows no record types, no lists and no law: what a rule may name is a
// Schema given from outside, and what is known of one shipment or customer is
// asked through Facts. It does no I/O but reading packs from a given file
// system, and has no clock.
//
// # Truth
//
// Evaluation follows Kleene's strong logic. A comparison, a membership or a
// function of a fact that is not known is undecided; false and undecided is
// false; true or undecided is true; not of undecided is undecided.
//
// missing(x) is decided: it is true when nobody told x and also when x was asked
// for and is not known, because "end user: unknown" names an end user no more
// than an empty field does. known(x) is its opposite. unknown(x) is true only of
// the asked-and-not-known, for rules about refusal. These three are the only
// words whose answer can change when a fact becomes known.
//
// A group (the parties, the lines) is taken as told: none(parties, ...) speaks
// of the parties in the record.
package rules
