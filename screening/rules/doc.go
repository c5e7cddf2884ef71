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
// words whose answer can change when a fact becomes known. surely(x) is short for
// known(x) and x, of a fact that is yes or no: false where x is not known.
//
// A group (the parties, the lines) is taken as told: none(parties, ...) speaks
// of the parties in the record.
// # Conditions
//
// The syntax is expr-lang's, of which these words are allowed: and, or, not, in,
// == != < <= > >=, contains, startsWith, endsWith, matches (RE2), + - * /,
// missing, known, unknown, surely, any, all, none, count, lower, days_between. Within
// any(parties, ...) a field of the element is written .country; over a list of
// texts the text is written #. A date is compared with "2022-10-07", "2022-10" or
// "2022"; where its own precision leaves the answer open it is undecided.
//
// # Packs
//
// A pack is one YAML file: pack: its name, rules:, and where needed sources:,
// fixtures: and overrides:. Each rule names a pattern of
// patterns.yaml, says its sentence, why, the innocent explanation, the questions it
// asks and what it cites with an honest basis, and brings tests. A sentence holds
// facts in braces; a clause in brackets stands only where its facts are known, and
// what follows its | stands otherwise: "Papers of [order {shipment.order}|one order]".
//
// A rule that follows: patterns is asked after the others. It speaks where one of them
// has named such a pattern and none its own, adds no points, and shows the evidence of
// the finding that it follows.
//
// One rule may have a likeness: in place of pattern: and when:. It names the patterns
// that like cases bear with such a chance or a greater one, as whoever weighs the findings
// tells it.
package rules
