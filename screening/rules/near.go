package rules

import (
	"slices"
	"strings"

	"redflag/data"
)

// nearMisses makes the near misses of judgements. Runs of orders come close to the
// same rules for want of the same facts: each miss is made once, and so is each
// list of them.
type nearMisses struct {
	known [][]nearMiss // by the place of the rule among the active ones
	made  uint32
	lists map[uint64]nearList

	at []nearMiss // of the judgement at hand
}

// nearMiss is one with its number among those made.
type nearMiss struct {
	data.NearMiss
	number uint32
}

type nearList struct {
	numbers []uint32
	misses  []data.NearMiss
}

// mostNear bounds how many different near misses of one rule are remembered, and
// mostLists how many lists of them.
const (
	mostNear  = 16
	mostLists = 4096
)

func newNearMisses(rules int) nearMisses {
	return nearMisses{known: make([][]nearMiss, rules), lists: map[uint64]nearList{}}
}

// reset begins a judgement.
func (n *nearMisses) reset() { n.at = n.at[:0] }

// whyNear says what is not known.
func whyNear(words []string) string { return "not known: " + strings.Join(words, "; ") }

// add notes that a rule, which has a place among the active ones, could not be decided
// for want of facts, which words say to people.
func (n *nearMisses) add(at int, r *Rule, missing, words []string) {
	known := n.known[at]
	for i := range known {
		if k := &known[i]; slices.Equal(k.Missing, missing) {
			n.at = append(n.at, *k)
			return
		}
	}
	n.made++
	k := nearMiss{data.NearMiss{Rule: r.ID, Title: r.Title, Missing: slices.Clone(missing), Why: whyNear(words)}, n.made}
	if len(known) < mostNear {
		n.known[at] = append(known, k)
	}
	n.at = append(n.at, k)
}

// list is the near misses of the judgement at hand. It is shared.
func (n *nearMisses) list() []data.NearMiss {
	if len(n.at) == 0 {
		return nil
	}
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	for i := range n.at {
		h = (h ^ uint64(n.at[i].number)) * prime
	}
	if l, ok := n.lists[h]; ok && slices.EqualFunc(l.numbers, n.at, func(x uint32, y nearMiss) bool { return x == y.number }) {
		return l.misses
	}
	l := nearList{make([]uint32, len(n.at)), make([]data.NearMiss, len(n.at))}
	for i := range n.at {
		l.numbers[i], l.misses[i] = n.at[i].number, n.at[i].NearMiss
	}
	if len(n.lists) < mostLists {
		n.lists[h] = l
	}
	return l.misses
}
