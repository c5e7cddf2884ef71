package dialog

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"redflag/ui/text"
	"redflag/ui/theme"
)

func TestABoxLiesExactlyOverTheScreen(t *testing.T) {
	th := theme.New(true, false)
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(24, 130).Draw(t, "w"), rapid.IntRange(6, 40).Draw(t, "h")
		under := rapid.SampledFrom([]string{"", "plain text", "启明算力科技有限公司启明算力科技有限公司", th.Bad.Paint("■ STOP") + " x"}).Draw(t, "under")
		var screen []string
		for range h {
			screen = append(screen, th.Muted.Paint(text.Fit(strings.Repeat(ansi.Strip(under), 9), w)))
		}
		var s Stack
		s.Push(&Page{Title: rapid.SampledFrom([]string{"", "Title", strings.Repeat("long ", 40)}).Draw(t, "title"), Text: []string{"one", "启明", strings.Repeat("wide ", 60)}})
		got := s.Draw(th, screen, w, h)
		if len(got) != h {
			t.Fatalf("%d lines of %d", len(got), h)
		}
		for i, l := range got {
			if n := ansi.StringWidth(l); n != w {
				t.Fatalf("line %d is %d of %d cells: %q", i, n, w, ansi.Strip(l))
			}
		}
	})
}

func TestConfirmWaits(t *testing.T) {
	now := time.Unix(0, 0)
	n := 0
	c := &Confirm{Now: func() time.Time { return now }, Opened: now, Do: func() tea.Cmd { n++; return nil }}
	y := tea.KeyPressMsg{Code: 'y', Text: "y"}
	if _, open := c.Key(y); !open || n != 0 {
		t.Fatal("a key in flight confirmed")
	}
	now = now.Add(grace)
	if _, open := c.Key(tea.KeyPressMsg{Code: tea.KeyEnter}); !open || n != 0 {
		t.Fatal("enter confirmed; only y does")
	}
	if _, open := c.Key(y); open || n != 1 {
		t.Fatal("y did not confirm")
	}
}

// However long the words and however low the screen: what is asked for stays in sight, and
// all of the words can be read.
func TestWhatIsLongerThanTheScreen(t *testing.T) {
	th := theme.New(true, false)
	var words []string
	for i := range 60 {
		words = append(words, fmt.Sprintf("word%02d and what goes with it", i))
	}
	seen := func(d Dialog, h int) string {
		return ansi.Strip(strings.Join(frame(th, d.Draw(th, 60, h), 60, h), "\n"))
	}
	now := time.Unix(0, 0)
	c := &Confirm{Title: "Record?", Text: strings.Join(words, "\n"), Yes: "record", Now: func() time.Time { return now.Add(time.Hour) }, Opened: now}
	all := ""
	for range 60 {
		if s := seen(c, 20); !strings.Contains(s, "y record") || !strings.Contains(s, "n no, go back") {
			t.Fatalf("nobody sees what y does:\n%s", s)
		}
		all += seen(c, 20)
		c.Key(tea.KeyPressMsg{Code: 'j', Text: "j"})
	}
	for _, w := range words {
		if !strings.Contains(all, w) {
			t.Fatalf("%q cannot be read", w)
		}
	}
	f := &Form{Title: "Answer", Intro: strings.Join(words[:6], " "), Done: func(*Form) (tea.Cmd, string) { return nil, "that is no country" }}
	for _, l := range []string{"One", "Two", "Three", "Four"} {
		f.Entries = append(f.Entries, &Entry{Label: l, Help: "help of " + l})
	}
	f.submit()
	for _, h := range []int{12, 20, 24, 60} {
		if s := seen(f, h); !strings.Contains(s, "that is no country") || !strings.Contains(s, "▸ One") {
			t.Errorf("at %d lines nobody sees what is wrong:\n%s", h, s)
		}
	}
}

func TestRankPutsWholeWordsFirst(t *testing.T) {
	items := []Item{{Title: "Page down"}, {Title: "Write the dossier"}, {Title: "Undo", More: "of the dossier"}, {Title: "Zebra"}}
	got := rank(items, "doss")
	if len(got) != 2 || got[0] != 1 || got[1] != 2 {
		t.Error(got)
	}
}

func TestFormGoesThroughItsFields(t *testing.T) {
	a, b := &Entry{Label: "a"}, &Entry{Label: "b"}
	done := false
	f := &Form{Entries: []*Entry{a, b}, Done: func(*Form) (tea.Cmd, string) {
		if b.Value() == "" {
			return nil, "b is empty"
		}
		done = true
		return nil, ""
	}}
	enter := tea.KeyPressMsg{Code: tea.KeyEnter}
	f.Key(tea.KeyPressMsg{Code: 'x', Text: "x"})
	f.Key(enter)
	if _, open := f.Key(enter); !open || f.says != "b is empty" {
		t.Fatal("an incomplete form was taken")
	}
	f.Paste("y\n")
	if _, open := f.Key(enter); open || !done || a.Value() != "x" || b.Value() != "y" {
		t.Fatal("the form was not taken")
	}
}
