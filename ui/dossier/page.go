package dossier

import (
	"strings"
	"time"
)

// page is what the writers of HTML and Markdown write: the content, made
// visible, and a few figures over it.
type page struct {
	*Content
	Digest string
	Stops  int
	Doubts int
	// Unverified counts what rests on a source whose wording was not checked.
	Unverified int
}

func newPage(c *Content, digest string) *page {
	p := &page{Content: printable(c), Digest: digest}
	for _, f := range p.Findings {
		if f.Kind == "stop" && f.Cleared == nil {
			p.Stops++
		}
		if f.Unverified {
			p.Unverified++
		}
	}
	for _, g := range p.Goods {
		if g.Unverified {
			p.Unverified++
		}
	}
	for _, q := range p.Questions {
		if q.Unverified {
			p.Unverified++
		}
	}
	for _, e := range p.Journal {
		if e.Doubt != "" {
			p.Doubts++
		}
	}
	return p
}

const notAdvice = "This file is a record of due diligence. It is not legal advice, and no finding in it is a legal determination: " +
	"a stop or a flag calls for inquiry by a person, and no finding means only that none of the rules and lists named here fired on what was told."

const proofWords = "This file proves itself. It carries the journal's entries about this case, signed by those who made them, and the signed state of the log that holds them. " +
	"The entry “dossier.written” holds the SHA-256 of what this file says and of the file as written, so that a change of one byte shows. Run: redflag verify FILE."

// when writes a time of the content for people: 2026-11-23 08:00 UTC.
func when(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

// short is enough of a hash to recognise it.
func short(s string) string { return s[:min(16, len(s))] }

// inFours breaks a hash into groups, to be read aloud and compared by eye.
func inFours(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i += 8 {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s[i:min(i+8, len(s))])
	}
	return b.String()
}
