// Package screening concludes: records stream in, verdicts come out. A verdict is
// a pure function of records, reference tables, lists, rules, judgements and
// dates, so that it can be thrown away and made again.
//
// It works in two passes. The first reads customers, holdings and shipments once
// and builds what the past of the whole book says (Learn); the second judges
// shipments in parallel against that read-only value (Judge). There is no input
// or output here, no clock, and nothing of what people did but standing
// judgements, which are data. It must not know how verdicts are kept or shown.
package screening
