// Package sample holds invented records to show, to train on and to measure
// with: the demo's two files, with a dozen stories of diversion and honest
// look-alikes beside them, and a writer of larger sets of the same kind.
//
// Every name is invented, but for the makers of products and for one listed
// party that is misspelt on purpose. The package knows files, not records: what
// it writes goes through the importer like anybody's.
package sample
