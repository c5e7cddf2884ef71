package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// place is where an action applies: one bit a screen.
type place uint8

const (
	inQueue place = 1 << iota
	inCase
	inChecklist
	inLookup
	inImports
	inLists
	inHits

	lastPlace = inHits
	anywhere  = inQueue | inCase | inChecklist | inLookup | inImports | inLists | inHits
	onOrder   = inQueue | inCase | inChecklist // screens that are about one order
	browsing  = anywhere &^ inLookup           // screens where letters do not type
)

var placeNames = [...]string{"queue", "case", "checklist", "look up", "imports", "lists", "hits"}

func (p place) names() []string {
	var out []string
	for i, n := range placeNames {
		if p&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return out
}

// action is one thing that a person can do here. Keys, footer, help, palette
// and documentation come from this record and from nowhere else.
type action struct {
	id      string
	keys    []string // the first one is shown
	title   string
	says    string
	where   place
	command string // the command line that does the same; "" for moving about
	label   string // its word in the footer; "" keeps it out
	foot    int    // place there, the lowest first
	off     func(m *Model) string
	do      func(m *Model, n int) tea.Cmd // n is the count typed before the key, 0 for none
}

// disabled says why the action cannot be done now, or "".
func (a *action) disabled(m *Model) string {
	if a.off == nil {
		return ""
	}
	return a.off(m)
}

// registry is every action. Order is the order of the help.
func registry() []*action {
	return slices.Concat(queueActions(), caseActions(), checklistActions(), lookupActions(), importActions(), listActions(), hitActions(), everywhereActions())
}

// keymap finds the action of a key on a screen.
type keymap map[place]map[string]*action

func newKeymap(all []*action) keymap {
	km := keymap{}
	for p := inQueue; p <= lastPlace; p <<= 1 {
		km[p] = map[string]*action{}
		for _, a := range all {
			if a.where&p == 0 {
				continue
			}
			for _, k := range a.keys {
				km[p][k] = a
			}
		}
	}
	return km
}

// keyName is how a key is written for people.
func keyName(k string) string {
	switch k {
	case "pgdown":
		return "page down"
	case "pgup":
		return "page up"
	}
	return strings.Replace(k, "shift+tab", "⇧tab", 1)
}

// typedName is the name by which the keymap knows a key press: what was typed
// where it typed something, so that "?" and "G" work on every layout.
func typedName(k tea.KeyPressMsg) string {
	if k.Text != "" && k.Text != " " && !k.Mod.Contains(tea.ModCtrl) && !k.Mod.Contains(tea.ModAlt) {
		return k.Text
	}
	return k.String()
}
