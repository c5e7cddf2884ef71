package match

import (
	_ "embed"
	"strings"
	"sync"
)

// class says how much a word can tell of who is meant.
type class uint8

const (
	plain   class = iota
	legal         // a form of company: almost nothing
	stop          // "and", "of": almost nothing
	generic       // a word of trade: little
	place         // a city or country: some
	title         // of a person: little
)

// word is what the lexicon knows of one Latin word.
type word struct {
	canon  string
	class  class
	common bool // a plain word that unrelated firms everywhere take for a name
}

//go:embed tables/latin.txt
var latinTable string

// latinWords is the lexicon of Latin words, by folded form.
var latinWords = sync.OnceValue(func() map[string]word {
	m := make(map[string]word, 2048)
	classes := map[string]class{"legal": legal, "stop": stop, "generic": generic, "place": place, "title": title}
	for line := range strings.Lines(latinTable) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0][0] == '#' {
			continue
		}
		c, ok := classes[fields[0]]
		common := fields[0] == "common"
		if !ok && !common {
			panic("tables/latin.txt: no class " + fields[0])
		}
		for _, f := range fields[1:] {
			from, to, ok := strings.Cut(f, "=")
			if !ok {
				to = from
			}
			if _, have := m[from]; !have {
				m[from] = word{to, c, common}
			}
			if _, have := m[to]; !have {
				m[to] = word{to, c, common}
			}
		}
	}
	return m
})
