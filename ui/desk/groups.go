package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/facts"
)

// sameName is from which score on two names are the same but for their form, so
// that a word in common explains nothing.
const sameName = 0.9

// HitGroup are open hits on a list that have one cause.
type HitGroup struct {
	ID       string       `json:"group"`
	By       string       `json:"by"` // "words" that agree, or the "entry" that is hit
	Cause    string       `json:"cause"`
	Pairs    int          `json:"hits"` // pairs of a party and a list entry
	Parties  int          `json:"parties"`
	Entries  int          `json:"entries"`
	Cases    int          `json:"cases"`
	Alone    int          `json:"one_by_one,omitempty"` // pairs that are not cleared with the others
	Again    int          `json:"reopened,omitempty"`   // of these, pairs that were cleared when last screened
	Examples []HitExample `json:"examples"`
	Sight    string       `json:"sight"` // changes when any hit of the group does

	pairs []*hitPair
}

// HitExample is one pair of a group.
type HitExample struct {
	Party string  `json:"party"`
	Entry string  `json:"entry"`
	As    string  `json:"as,omitempty"` // the alias or address that agrees, where it is not the entry's name
	List  string  `json:"list"`
	ID    string  `json:"id"`
	Score float64 `json:"score"`
	Case  string  `json:"case"`
	Alone string  `json:"one_by_one,omitempty"` // why it is not cleared with the others
}

// Listed is the entry, and by which of its names it is hit.
func (e *HitExample) Listed() string {
	if e.As == "" {
		return e.Entry
	}
	return e.Entry + " as " + e.As
}

// example is a pair as it is shown.
func (p *hitPair) example() HitExample {
	e := HitExample{
		Party: p.party, Entry: cmp.Or(p.hit.Name, p.hit.Matched), List: p.hit.List, ID: p.hit.ID,
		Score: p.hit.Score, Case: p.cases[0], Alone: p.alone,
	}
	if p.hit.Matched != e.Entry {
		e.As = p.hit.Matched
	}
	return e
}

// OpenHits are the open hits of a workspace by what causes them.
type OpenHits struct {
	Groups []HitGroup
	Since  []string // what changed since the verdicts were made, in words
}

// Behind says in a sentence why hits may be missing or wrong, or is "".
func (o *OpenHits) Behind() string {
	if len(o.Since) == 0 {
		return ""
	}
	return "Since the last screen there are changes in " + strings.Join(o.Since, ", ") + ": what stands here is from before."
}

// HitGroups are the open hits on lists, grouped by what causes them, the largest
// group first. Two groups of the very same hits are shown as one.
func (d *Desk) HitGroups(ctx context.Context) (*OpenHits, error) {
	b, err := d.hitBook(ctx)
	if err != nil {
		return nil, err
	}
	out := []HitGroup{}
	for _, g := range b.groups {
		if g.By == "words" && len(g.pairs) < 2 || g.By == "entry" && b.sameAsWords(g) {
			continue
		}
		out = append(out, *g)
	}
	slices.SortFunc(out, func(x, y HitGroup) int {
		return cmp.Or(cmp.Compare(y.Pairs, x.Pairs), cmp.Compare(x.By, y.By), cmp.Compare(x.Cause, y.Cause), cmp.Compare(x.ID, y.ID))
	})
	return &OpenHits{out, b.since}, nil
}

// sameAsWords reports whether all hits on an entry come from the same words, and
// these hit nothing else.
func (b *hitBook) sameAsWords(g *HitGroup) bool {
	w := b.groups[groupID("words", g.pairs[0].words)]
	return w != nil && len(w.pairs) == len(g.pairs) && len(g.pairs) > 1 &&
		!slices.ContainsFunc(g.pairs, func(p *hitPair) bool { return p.hit.Address || p.words != g.pairs[0].words })
}

// agreeing are the listed words that agree with the party's, in order of the
// alphabet; none of an address.
func agreeing(h *data.NameHit) string {
	var words []string
	for _, w := range h.Agrees.Words {
		words = append(words, w.Listed)
	}
	slices.Sort(words)
	return strings.Join(slices.Compact(words), " ")
}

// alone says why a pair is not cleared by words that many have in common.
func alone(h *facts.ListHit) string {
	switch a := &h.Agrees; {
	case h.Owner != "":
		return "it is an owner of " + h.Party
	case h.Director != "":
		return "it is a director of " + h.Party
	case h.Mention != "":
		return "it is a name in a text, which has to be read"
	case h.Address:
		return "an address agrees, not a word of the name"
	case a.Disguised:
		return "the name is written with look-alike characters"
	case h.Score >= sameName:
		return fmt.Sprintf("the names agree at %.2f, the same but for their form", h.Score)
	case len(a.OnlyListed)+len(a.OnlyAsked) == 0:
		return "every word of the names agrees"
	case a.House:
		return "the name of the house agrees, and only places and forms of company differ"
	case a.Telling:
		return "every word that tells one firm from another agrees"
	}
	return ""
}

// groupID is short, and the same as long as the cause is.
func groupID(by, cause string) string {
	sum := sha256.Sum256([]byte(by + "\x00" + cause))
	return by[:1] + hex.EncodeToString(sum[:4])
}

func (b *hitBook) group() {
	add := func(by, cause, says string, p *hitPair) {
		id := groupID(by, cause)
		g := b.groups[id]
		if g == nil {
			g = &HitGroup{ID: id, By: by, Cause: says}
			b.groups[id] = g
		}
		g.pairs = append(g.pairs, p)
	}
	for _, p := range b.order {
		if !p.hit.Address {
			add("words", p.words, p.words, p)
		}
		add("entry", p.object, p.object+" "+cmp.Or(p.hit.Name, p.hit.Matched), p)
	}
	for _, g := range b.groups {
		g.count()
	}
}

func (g *HitGroup) count() {
	parties, entries, cases := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, p := range g.pairs {
		parties[p.party], entries[p.object] = true, true
		for _, c := range p.cases {
			cases[c] = true
		}
		if p.alone != "" {
			g.Alone++
		}
		if p.again {
			g.Again++
		}
		if len(g.Examples) < 3 {
			g.Examples = append(g.Examples, p.example())
		}
	}
	g.Sight = g.sight()
	g.Pairs, g.Parties, g.Entries, g.Cases = len(g.pairs), len(parties), len(entries), len(cases)
}

// sight is a hash over all hits of the group and what stands in their way.
func (g *HitGroup) sight() string {
	h := sha256.New()
	for _, p := range g.pairs {
		fmt.Fprintf(h, "%q %q %q %q %q\n", p.party, p.object, facts.RestsBasis(p.hit.Rests), p.alone, p.cases)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
