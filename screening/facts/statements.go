package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// statement is one thing that a part of a text says.
type statement struct {
	what   string
	said   string // the part of the text
	surely bool
	source textSource
}

// states reports whether one of the statements says something.
func states(all []statement, what string) bool {
	return slices.ContainsFunc(all, func(s statement) bool { return s.what == what })
}

// whatIsStated are the things that statements say, each once.
func whatIsStated(all []statement) rules.Value {
	var out []string
	for _, s := range all {
		out = appendNew(out, s.what)
	}
	return listValue(out)
}

// howItIsStated are the words that say them.
func howItIsStated(all []statement) rules.Value {
	var out []string
	for _, s := range all {
		out = appendNew(out, flat(s.said))
	}
	return textValue(strings.Join(out, "; "))
}

// statementEvidence cites those of the statements that say one of the words, all without words.
func (f *Facts) statementEvidence(all []statement, words ...string) (out []data.Evidence) {
	for _, s := range all {
		if len(words) == 0 || slices.Contains(words, s.what) {
			out = f.room.Add(out, f.quoted(s.source, s.said))
		}
	}
	return out
}
