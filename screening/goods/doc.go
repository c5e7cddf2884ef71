// Package goods judges what a line of a shipment is: which part of the
// catalogue, whether it is an advanced computing item, and in which bucket of
// the control list it falls by the published thresholds.
//
// The catalogue gives names, and words say whether a name means the part. Where those
// rules are unsure, an opinion is heard that was learned from lines that people judged;
// go test -run Opinion -update learns it anew when lines or words change.
//
// It reads part number, description and the classification told. It must not
// know parties, places or dates, and it never says more than the catalogue's
// basis carries: a threshold inside a range is "possible", not "no".
package goods
