package ui

import (
	"fmt"
	"strings"
	"testing"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/theme"
)

// scenes are the screens worth a picture, and how to get there.
func scenes() map[string]func(s *script) {
	return map[string]func(s *script){
		"queue":     func(s *script) { s.press("j", "j").rest() },
		"case":      func(s *script) { s.press("enter").rest() },
		"parties":   func(s *script) { s.press("enter").rest().press("3") },
		"decision":  func(s *script) { s.press("enter").rest().press("7") },
		"whynot":    func(s *script) { s.press("enter").rest().press("5", "w") },
		"related":   func(s *script) { s.press("enter").rest().press("9") },
		"customer":  func(s *script) { s.press("C").rest().press("j", "j") },
		"facts":     func(s *script) { s.press("enter").rest().press("C").rest().press("3") },
		"checklist": func(s *script) { s.press("c").rest().press("j", "n").rest() },
		"question":  func(s *script) { s.press("c").rest().press("v", "j") },
		"answer":    func(s *script) { s.press("c").rest().press("y") },
		"refused":   func(s *script) { s.press("c").rest().press("y").typed("Atlantis").press("ctrl+s") },
		"decide":    func(s *script) { s.press("d").rest().press("j", "j") },
		"reason":    func(s *script) { s.press("d", "2").rest().typed("“Cloud” agrees, the name does not.") },
		"confirm":   func(s *script) { s.press("d", "2").rest().typed("Only Cloud agrees.").press("ctrl+s") },
		"help":      func(s *script) { s.press("?") },
		"palette":   func(s *script) { s.press(":").typed("dos") },
		"filter":    func(s *script) { s.press("f", "ctrl+u").typed("level:hold scor>=6") },
		"lookup":    func(s *script) { s.press("L").typed("qiming").rest() },
		"serial":    func(s *script) { s.press("L").typed("sn-47").rest().press("down") },
		"imports":   func(s *script) { s.press("i").rest() },
		"lists":     func(s *script) { s.press("l").rest() },
		"hits":      func(s *script) { s.press("h").rest() },
		"held": func(s *script) {
			s.press("/").typed("Qiming").press("enter").rest().press("enter").rest().press("2").rest()
		},
	}
}

func TestScreensLookAsTheyDid(t *testing.T) {
	for name, play := range scenes() {
		for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 40}} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				s := start(t, newFake(60), size[0], size[1])
				play(s)
				golden(t, fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), s.screen())
			})
		}
	}
	for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 40}} {
		name := fmt.Sprintf("papers-%dx%d", size[0], size[1])
		t.Run(name, func(t *testing.T) {
			f := withPapers()
			f.orders = map[int64]*desk.OrderDone{2: {Order: "PO-7702", Status: data.Released, Disposition: "RF1", By: "Mei Tan", At: noon}}
			golden(t, name, start(t, f, size[0], size[1]).rest().press("p").rest().press("p").rest().press("j").rest().screen())
			golden(t, "un"+name, start(t, f, size[0], size[1]).rest().press("p", "j").rest().screen())
		})
	}
	t.Run("wide", func(t *testing.T) {
		s := start(t, newFake(200), 200, 60)
		golden(t, "queue-200x60", s.screen())
		golden(t, "case-200x60", s.press("enter").rest().screen())
	})
}

func TestInksLookAsTheyDid(t *testing.T) {
	for _, c := range []struct {
		name       string
		dark, mono bool
	}{{"dark", true, false}, {"light", false, false}, {"mono", true, true}} {
		s := start(t, newFake(60), 80, 24)
		s.m.th = theme.New(c.dark, c.mono)
		s.press("j").rest()
		shown := strings.ReplaceAll(s.buffer().Render(), "\x1b", "␛")
		golden(t, "queue-80x24-"+c.name, strings.ReplaceAll(shown, "\r", "")+"\n")
	}
}

func TestMeaningIsNeverByColourAlone(t *testing.T) {
	for name, play := range scenes() {
		var first string
		for _, th := range []*theme.Theme{theme.New(true, false), theme.New(false, false), theme.New(false, true)} {
			s := start(t, newFake(60), 80, 24)
			s.m.th = th
			play(s)
			if got := s.screen(); first == "" {
				first = got
			} else if got != first {
				t.Errorf("%s says something else in %s:\n%s", name, th.Name, got)
			}
		}
	}
}

func TestNoSizeBreaksTheScreens(t *testing.T) {
	for name, play := range scenes() {
		s := start(t, newFake(60), 80, 24)
		play(s)
		for _, size := range [][2]int{{1, 1}, {10, 3}, {24, 6}, {30, 8}, {40, 12}, {59, 19}, {61, 21}, {79, 24}, {99, 30}, {118, 20}, {250, 80}, {80, 24}} {
			s.m.width, s.m.height = size[0], size[1]
			if n := len(strings.Split(s.screen(), "\n")) - 1; n != size[1] {
				t.Errorf("%s at %v has %d lines", name, size, n)
			}
		}
	}
}
