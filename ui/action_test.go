package ui

import (
	"strings"
	"testing"
)

func TestEveryActionIsWhole(t *testing.T) {
	ids := map[string]bool{}
	for _, a := range registry() {
		if ids[a.id] {
			t.Errorf("two actions are called %s", a.id)
		}
		ids[a.id] = true
		if a.title == "" || a.says == "" || a.do == nil || a.where == 0 {
			t.Errorf("%s lacks a title, words, a place or a handler", a.id)
		}
		if a.label != "" && a.foot == 0 || a.label == "" && a.foot != 0 {
			t.Errorf("%s is half in the footer", a.id)
		}
		if len(a.keys) == 0 && a.id != "theme" {
			t.Errorf("%s has no key", a.id)
		}
	}
}

func TestNoKeyMeansTwoThingsOnOneScreen(t *testing.T) {
	for p := inQueue; p <= lastPlace; p <<= 1 {
		seen := map[string]string{}
		for _, a := range registry() {
			if a.where&p == 0 {
				continue
			}
			for _, k := range a.keys {
				if other := seen[k]; other != "" {
					t.Errorf("in the %s %q is both %s and %s", p.names()[0], k, other, a.id)
				}
				seen[k] = a.id
				if p == inLookup && len([]rune(k)) == 1 {
					t.Errorf("%s takes the letter %s where letters are typed", a.id, k)
				}
				if p == inQueue && k >= "0" && k <= "9" {
					t.Errorf("%s takes the digit %s, which is a count or a tab", a.id, k)
				}
			}
		}
	}
}

// What changes the workspace must be possible from the command line too.
func TestWhatChangesSomethingNamesItsCommand(t *testing.T) {
	moves := []string{"down", "up", "page", "first", "last", "top", "bottom", "section", "next", "previous", "clear", "notes"}
	for _, a := range registry() {
		if a.command != "" || !strings.Contains(a.id, ".") {
			continue
		}
		ok := false
		for _, m := range moves {
			ok = ok || strings.Contains(a.id, m)
		}
		if !ok {
			t.Errorf("%s names no command and is no move", a.id)
		}
	}
}

// Every action can be run from every screen that it is on, with and without
// rows, and never panics.
func TestEveryActionRunsOrSaysWhyNot(t *testing.T) {
	for _, rows := range []int{0, 30} {
		for p := inQueue; p <= lastPlace; p <<= 1 {
			for _, a := range registry() {
				if a.where&p == 0 || a.id == "suspend" {
					continue
				}
				s := start(t, newFake(rows), 80, 24, "EDITOR=true")
				if p == inCase || p == inChecklist {
					s.press("enter").rest()
				}
				if p == inChecklist {
					s.press("c").rest()
				}
				s.m.show(p)
				why := a.disabled(s.m)
				s.run(s.m.run(a, 0))
				if shown := s.screen(); why != "" && !strings.Contains(shown, "!") {
					t.Errorf("%s is off (%s) and nothing says so", a.id, why)
				}
			}
		}
	}
}

func TestHelpRunsWhatItShows(t *testing.T) {
	s := start(t, newFake(30), 80, 24)
	s.press("?").sees("In the queue", "Open the case").press("enter").rest().sees("1 Findings")
	s.press("ctrl+p").typed("checkl").press("enter").rest().sees("still blocks")
}
