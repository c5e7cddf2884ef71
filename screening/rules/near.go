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
	made   []*data.NearMiss // by number, the first of which is none
	ofRule [][]uint32       // their numbers, by the place of the rule among the active ones
	lists  map[uint64]nearList

	numbers []uint32 // of those of the judgement at hand
}

type nearList struct {
	numbers []uint32
	misses  []*data.NearMiss
}

// mostNear bounds how many different near misses are remembered, and mostLists how many
// lists of them.
const (
	mostNear  = 1 << 14
	mostLists = 1 << 13
)

func newNearMisses(rules int) nearMisses {
	return nearMisses{made: make([]*data.NearMiss, 1), ofRule: make([][]uint32, rules), lists: map[uint64]nearList{}}
}

// whyNear says what is not known.
func whyNear(words []string) string { return "not known: " + strings.Join(words, "; ") }

// of numbers the near miss of a rule, which has a place among the active ones, that could
// not be decided for want of facts, which words say to people.
func (n *nearMisses) of(at int, r *Rule, missing, words []string) uint32 {
	for _, k := range n.ofRule[at] {
		if slices.Equal(n.made[k].Missing, missing) {
			return k
		}
	}
	k := uint32(len(n.made))
	n.made = append(n.made, &data.NearMiss{Rule: r.ID, Title: r.Title, Missing: slices.Clone(missing), Why: whyNear(words)})
	n.ofRule[at] = append(n.ofRule[at], k)
	return k
}

// list is the near misses among the rulings of a judgement. It is shared.
func (n *nearMisses) list(rulings []ruling) []*data.NearMiss {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	n.numbers = n.numbers[:0]
	for i := range rulings {
		if k := rulings[i].near; k != 0 {
			n.numbers = append(n.numbers, k)
			h = (h ^ uint64(k)) * prime
		}
	}
	if len(n.numbers) == 0 {
		return nil
	}
	if l, ok := n.lists[h]; ok && slices.Equal(l.numbers, n.numbers) {
		return l.misses
	}
	l := nearList{slices.Clone(n.numbers), make([]*data.NearMiss, len(n.numbers))}
	for i, k := range n.numbers {
		l.misses[i] = n.made[k]
	}
	if len(n.lists) == mostLists {
		clear(n.lists)
	}
	n.lists[h] = l
	return l.misses
}
