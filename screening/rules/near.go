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
	known [][]*nearMiss // by the place of the rule among the active ones
	made  uint32
	lists map[uint64]nearList

	numbers []uint32 // of those of the judgement at hand
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
	return nearMisses{known: make([][]*nearMiss, rules), lists: map[uint64]nearList{}}
}

// whyNear says what is not known.
func whyNear(words []string) string { return "not known: " + strings.Join(words, "; ") }

// of is the near miss of a rule, which has a place among the active ones, that could not
// be decided for want of facts, which words say to people.
func (n *nearMisses) of(at int, r *Rule, missing, words []string) *nearMiss {
	known := n.known[at]
	for _, k := range known {
		if slices.Equal(k.Missing, missing) {
			return k
		}
	}
	n.made++
	k := &nearMiss{data.NearMiss{Rule: r.ID, Title: r.Title, Missing: slices.Clone(missing), Why: whyNear(words)}, n.made}
	if len(known) < mostNear {
		n.known[at] = append(known, k)
	}
	return k
}

// list is the near misses among the rulings of a judgement. It is shared.
func (n *nearMisses) list(rulings []ruling) []data.NearMiss {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	n.numbers = n.numbers[:0]
	for i := range rulings {
		if k := rulings[i].near; k != nil {
			n.numbers = append(n.numbers, k.number)
			h = (h ^ uint64(k.number)) * prime
		}
	}
	if len(n.numbers) == 0 {
		return nil
	}
	if l, ok := n.lists[h]; ok && slices.Equal(l.numbers, n.numbers) {
		return l.misses
	}
	l := nearList{numbers: slices.Clone(n.numbers), misses: make([]data.NearMiss, 0, len(n.numbers))}
	for i := range rulings {
		if k := rulings[i].near; k != nil {
			l.misses = append(l.misses, k.NearMiss)
		}
	}
	if len(n.lists) < mostLists {
		n.lists[h] = l
	}
	return l.misses
}
