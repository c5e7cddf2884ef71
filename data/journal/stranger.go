package journal

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Stranger is a name that nobody here has, and that is so like a known one that it is
// likely a slip: a key made for it would sign as another person for good.
type Stranger struct{ Name, Like string }

func (s *Stranger) Error() string {
	return fmt.Sprintf("nobody is called %q here, and somebody is called %q", s.Name, s.Like)
}

// strange refuses a name, given on purpose, that is like a known one and not one.
func (o *SignerOptions) strange() error {
	if !o.Named || o.New {
		return nil
	}
	var known []string
	files, _ := filepath.Glob(filepath.Join(o.Folder, "person*.key")) // the pattern is a good one
	for _, path := range files {
		if f, err := readKey(path, personFormat); err == nil {
			known = append(known, f.Name)
		}
	}
	if o.Known != nil {
		names, err := o.Known()
		if err != nil {
			return err
		}
		known = append(known, names...)
	}
	if slices.Contains(known, o.Person) {
		return nil // known from another machine
	}
	known = slices.DeleteFunc(known, func(k string) bool { return !alike(o.Person, k) })
	if len(known) == 0 {
		return nil
	}
	return &Stranger{o.Person, slices.MinFunc(known, func(a, b string) int {
		return slips([]rune(o.Person), []rune(a)) - slips([]rune(o.Person), []rune(b))
	})}
}

// alike reports whether two names differ by capitals, signs, the order of words, words left
// out, or a slip or two of the fingers.
func alike(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) }) {
		return true
	}
	s, t := []rune(strings.Join(nameWords(a), "")), []rune(strings.Join(nameWords(b), ""))
	most := 2
	if min(len(s), len(t)) < 6 {
		most = 1
	}
	return slips(s, t) <= most
}

func nameWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" .,-_'", r) })
}

// slips counts letters left out, put in, taken for another or swapped with their neighbour.
func slips(a, b []rune) int {
	if len(a) > 100 || len(b) > 100 {
		return 100
	}
	at := make([][]int, len(a)+1)
	for i := range at {
		at[i] = make([]int, len(b)+1)
		at[i][0] = i
		for j := 1; j <= len(b); j++ {
			if i == 0 {
				at[i][j] = j
				continue
			}
			other := 1
			if a[i-1] == b[j-1] {
				other = 0
			}
			at[i][j] = min(at[i-1][j]+1, at[i][j-1]+1, at[i-1][j-1]+other)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				at[i][j] = min(at[i][j], at[i-2][j-2]+1)
			}
		}
	}
	return at[len(a)][len(b)]
}
