// Package history is what the past of a whole book says about one shipment. It is
// built once from customers, holdings and a narrow row of each shipment, and is
// then read-only: who a name means, what a customer ordered before a day, who
// belongs together, who shares an address, what the market did.
//
// A question about a shipment sees only what is dated strictly before it, and of the
// papers of its order those of its own day that can only come before it. What the whole
// book is measured by (the baseline) is named by a hash. The package
// must not know lists, rules or law.
package history
