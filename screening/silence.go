package screening

import (
	"crypto/sha256"
	"sync"

	"redflag/screening/match"
)

// silence is the set of names of which the lists say nothing. Most names of a book
// are such, and stand in it again and again, with this address and that. Lists say
// nothing of a name whatever its address is.
type silence struct{ names sync.Map } // hushed -> nothing

// hushed stands for a name, its local form and its country.
type hushed [16]byte

func hushedOf(q *match.Query) hushed {
	var buf [256]byte
	b := buf[:0]
	for _, s := range [...]string{q.Name, q.NameLocal, q.Country} {
		b = append(append(b, s...), 0)
	}
	h := sha256.Sum256(b)
	return hushed(h[:16])
}

func (s *silence) has(k hushed) bool {
	_, ok := s.names.Load(k)
	return ok
}

func (s *silence) add(k hushed) { s.names.Store(k, nil) }

// Silent are the names of which the lists say nothing, as far as they were asked, for
// a screen against the same lists.
func (s *Screener) Silent() []byte {
	var out []byte
	s.silent.names.Range(func(k, _ any) bool {
		h := k.(hushed)
		out = append(out, h[:]...)
		return true
	})
	return out
}

// Hush takes up what Silent told of the same lists and program.
func (s *Screener) Hush(silent []byte) {
	for ; len(silent) >= len(hushed{}); silent = silent[len(hushed{}):] {
		s.silent.add(hushed(silent[:len(hushed{})]))
	}
}
