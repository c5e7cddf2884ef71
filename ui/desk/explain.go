package desk

import (
	"cmp"
	"fmt"
	"strings"

	"redflag/data"
	"redflag/screening/match"
)

// Told is one thing that is known of a hit, with its name.
type Told struct {
	Name, Text string
}

// Cited are the sources of a finding with the basis of their wording. A source that
// was not seen says so itself; then the others are said to be seen, and not all.
func Cited(cites []string, basis string) string {
	s := strings.Join(cites, "; ")
	switch {
	case basis == "", basis == data.Unverified && strings.Count(s, "("+basis+")") >= len(cites) && len(cites) > 0:
		return s
	case basis == data.Sourced && strings.Contains(s, "(unverified)"):
		return strings.TrimSpace(s + " (where not marked: " + basis + ")")
	}
	return strings.TrimSpace(s + " (" + basis + ")")
}

// Explain tells a hit in full, the same wherever it is shown: what matched and
// how, what agrees and what does not and how rare that is, what the score means,
// and what the list says of the entry.
func Explain(h *data.NameHit) []Told {
	var out []Told
	put := func(name, text string) {
		if text = strings.TrimSpace(text); text != "" {
			out = append(out, Told{name, text})
		}
	}
	put("name", cmp.Or(h.Name, "(an address alone)"))
	if h.Address {
		put("address", strings.TrimSpace(h.Matched+" ("+h.Grade+")"))
	} else if h.Matched != h.Name {
		put("matched", h.Matched)
	}
	for i, w := range h.Why {
		if i == 0 {
			put("why", w)
			continue
		}
		out = append(out, Told{"", w})
	}
	entry := strings.TrimSpace(h.List+" "+h.Source) + ", entry " + h.ID
	if h.Country != "" {
		entry += ", " + h.Country
	}
	put("list", entry)
	put("listed from", h.StartDate.String())
	put("licence", h.Licence)
	put("policy", h.Policy)
	put("programme", h.Programs)
	put("FR notice", h.FRNotice)
	if m := match.ScoreMeaning(h.Score); !h.Address && m.Probability > 0 {
		put("score", fmt.Sprintf("%.2f: %s", h.Score, m.Words()))
	}
	if h.Restricted {
		put("restricted", "of one's own list, for those who may see it: not to be passed on")
	}
	return out
}

// ExplainHit tells what a case's party or its owner is held against: beside the
// entry, who it is about and what a person judged.
func ExplainHit(h *ListHit) []Told {
	out := Explain(&h.NameHit)
	if h.Later {
		out = append(out, Told{"later", "listed only after the shipment left"})
	}
	if h.Address && h.Shared > 1 {
		s := fmt.Sprintf("%d unrelated parties are known there", h.Shared)
		if h.Damped {
			s += ": so many that the building says little"
		}
		out = append(out, Told{"shared", s})
	}
	if h.Cleared != nil {
		out = append(out, Told{"cleared", h.Cleared.Words()})
	}
	if h.Lapsed != "" && h.Cleared == nil {
		out = append(out, Told{"lapsed", h.Lapsed})
	}
	return out
}

// Against says in one line whom a hit is about and what it is held against.
func Against(h *ListHit) string {
	who := h.Party
	switch {
	case h.Owner != "":
		who = h.Owner + ", owner of " + h.Party
	case h.Director != "":
		who = h.Director + ", director of " + h.Party
	case h.Mention != "":
		who = h.Mention + ", named in a text,"
	}
	sign := "like"
	switch {
	case h.Address:
		sign = "at an address of"
	case h.Sure:
		sign = "matches"
	}
	return fmt.Sprintf("%s %s %s (%s, %.2f)", who, sign, cmp.Or(h.Name, h.Matched), h.List, h.Score)
}
