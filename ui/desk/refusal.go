package desk

import (
	"fmt"
	"slices"
	"strings"
)

// Misuse is a request that cannot be meant: a word that is none of those that
// are possible, or a text that is missing. Doing it again changes nothing.
type Misuse struct{ error }

func (m *Misuse) Unwrap() error { return m.error }

func misused(err error) error { return &Misuse{err} }

// NotYet is a decision that the state of the case does not allow.
type NotYet struct {
	Code   string
	Blocks []string // sentences
}

func (e *NotYet) Error() string {
	return fmt.Sprintf("%s is not possible yet: %s", e.Code, strings.Join(e.Blocks, " "))
}

// Plain are blocks without those that another says with its reason: "D4 is not
// answered" is left out where "The gap ... decides: D4 is not answered" stands.
func Plain(blocks []string) []string {
	var out []string
	for i, b := range blocks {
		said := slices.Contains(blocks[:i], b)
		for _, o := range blocks {
			said = said || len(o) > len(b) && strings.HasSuffix(o, ": "+b)
		}
		if !said {
			out = append(out, b)
		}
	}
	return out
}
