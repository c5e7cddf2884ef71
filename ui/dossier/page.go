package dossier

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"redflag/data"
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

// WithOrders reports whether the case is of a customer that was judged with its
// orders and not by itself: no finding of its own is no good news about it.
func (p *page) WithOrders() bool {
	return p.LawDate == "" && len(p.Order) > 0 && strings.HasPrefix(p.Case, string(data.CustomerKind)+":")
}

// Law says under which law it was judged.
func (p *page) Law() string {
	switch {
	case p.LawDate != "":
		return "Under the law of " + p.LawDate + ", regime " + p.Regime + "."
	case p.WithOrders():
		return "A customer with orders is judged with them, each under the law of its own day."
	}
	return "No law was applied yet."
}

// Found says what screening found.
func (p *page) Found() string {
	switch {
	case p.WithOrders():
		return p.Level + ", the worst of its orders"
	case p.LawDate == "":
		return "not screened"
	}
	return fmt.Sprintf("%s, score %d", p.Level, p.Score)
}

// Known is the day up to which it was judged.
func (p *page) Known() string { return cmp.Or(p.AsOf, "not screened by itself") }

// NoFindings says what it means that none stands here.
func (p *page) NoFindings() string {
	switch {
	case p.WithOrders():
		return "The findings are those of its orders, which are named below; each has a dossier of its own."
	case p.LawDate == "":
		return "It was not screened, so no rule was asked."
	}
	return "No rule fired."
}

// NoQuestions says what it means that no question stands here.
func (p *page) NoQuestions() string {
	if p.WithOrders() {
		return "The questions are asked of its orders, and none was answered here."
	}
	return "No finding asks a question, and none was answered."
}

// AsksLicence reports whether there are goods, judged under some law, of which a licence is
// a question.
func (p *page) AsksLicence() bool { return len(p.Goods) > 0 && p.LawDate != "" }

// LicenceWords say what the licence question is, and what it means that none is laid out.
func (p *page) LicenceWords() string {
	if len(p.Licences) == 0 {
		return "No line was taken to be an advanced computing item under the law of " + p.LawDate + ", so no test is laid out. Other controls are not looked at here. Not legal advice; a specialist decides."
	}
	return "By the law of " + p.LawDate + ". Not legal advice; a specialist decides."
}

// OrderTitle heads what is told of the order, or of a customer's orders.
func (p *page) OrderTitle() string {
	if p.WithOrders() {
		return "Its orders as judged"
	}
	return "The order as told"
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
