package history

import (
	"slices"

	"redflag/data"
)

// beyond is a stopped customer two steps away: the one has something in common with a kin, and
// the kin with the stopped one.
type beyond struct {
	kin, stopped int32
	since        int32
}

// learnBeyond keeps who is two steps from a stopped customer by telephones, mail addresses,
// persons or numbers, and has nothing in common with one itself. The stopped ones are few, so
// the way is gone from them.
func (b *Book) learnBeyond() {
	b.beyond = map[int32]beyond{}
	for _, s := range b.stopped.all {
		near := b.reachedFrom(s.customer)
		for _, kin := range near {
			if b.stopped.trades.buyers[kin] != nil && b.stopped.trades.buyers[kin].since < s.since {
				continue // stopped before itself, and nearer
			}
			for _, c := range b.reachedFrom(kin) {
				if c == s.customer || b.groupOf[c] == b.groupOf[s.customer] || slices.Contains(near, c) {
					continue
				}
				if was, had := b.beyond[c]; !had || s.since < was.since || s.since == was.since && (kin < was.kin || kin == was.kin && s.customer < was.stopped) {
					b.beyond[c] = beyond{kin, s.customer, s.since}
				}
			}
		}
	}
}

// reachedFrom are the customers of other groups that have a telephone, a mail address, a person
// or a number in common with one.
func (b *Book) reachedFrom(customer int32) (out []int32) {
	for _, id := range b.identsOf(customer) {
		switch id.kind {
		case phoneIdent, mailIdent, mailboxIdent, directorIdent, personIdent, numberIdent:
		default:
			continue
		}
		if id.loose() {
			continue
		}
		for _, o := range b.kin[id.hash] {
			if b.groupOf[o] != b.groupOf[customer] && !slices.Contains(out, o) {
				out = append(out, o)
			}
		}
	}
	return out
}

// StoppedBeyond is a customer stopped before the day that is two steps away from another, and
// the one between them; nil for none.
func (b *Book) StoppedBeyond(customer, day int32) (kin, stopped *data.Record) {
	x, ok := b.beyond[customer]
	if !ok || x.since >= day {
		return nil, nil
	}
	return b.customers[x.kin], b.customers[x.stopped]
}
