// Package facts says what can be known about one shipment: its own fields, its
// parties and lines, what tables, lists and history add to them, each known,
// unknown or not told, and each with the record, row and line that told it.
//
// The names in the schema are the vocabulary that rule packs are written in. The
// package holds no rule, no threshold of points and no level; it must not know
// what anybody concludes from a fact.
//
// # Where what stands
//
// vocabulary_*.go name the facts and say what each means; numbers.go numbers them in the
// same order (those of collections are numbered beside their tables). A fact is worked out when a rule first asks for it: Facts.compute (facts.go)
// leads to the part of the shipment that it is of (shipment.go, destination.go, route.go,
// customer.go, goods.go, declared.go, past.go, rest.go), and partyFact, lineFact, hitFact
// and ownerFact (groups.go), siteFact (sites.go) and mentionFact (mentions.go) are those of
// the collections. evidence_*.go show what told a
// fact, in the order of the vocabulary. profile.go is what parties are by themselves, made
// once for all shipments that name one; lasting.go and grounds.go are why a verdict need
// not be made again.
//
// Words are data. words.yaml holds lists of them, and the YAML files beside it are read by
// the Go files of their names (hosting.yaml by hosted.go). senses.yaml says what words mean
// that stand together in a clause, with the words of places.yaml, tongues.yaml, speech.yaml
// and desks.yaml; tells.yaml what texts tell in plain words.
//
// Who adds a fact writes its row, its number, what works it out and what shows it; tests
// hold that the four agree and that a rule reads it.
package facts
