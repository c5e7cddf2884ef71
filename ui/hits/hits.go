// Package hits is the screen of open hits on lists, grouped by what causes them:
// the words that agree, or the entry that is hit. A group is cleared in one step.
//
// It shows; grouping and clearing are the desk's work.
package hits

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// Desk is what the screen asks of a workspace.
type Desk interface {
	HitGroups(ctx context.Context) (*desk.OpenHits, error)
}

// Screen is the groups.
type Screen struct {
	ctx  context.Context
	desk Desk

	groups []desk.HitGroup
	behind string // why they may be out of date
	read   bool
	failed error
	ask    int
	cur    int
}

type readMsg struct {
	ask  int
	open *desk.OpenHits
	err  error
}

// New makes the screen of a desk.
func New(ctx context.Context, d Desk) *Screen { return &Screen{ctx: ctx, desk: d} }

// Read asks for the groups as they are now.
func (s *Screen) Read() tea.Cmd {
	s.ask++
	ask, ctx, d := s.ask, s.ctx, s.desk
	return func() tea.Msg {
		open, err := d.HitGroups(ctx)
		return readMsg{ask, open, err}
	}
}

// Handle takes the answer; one to an older question is dropped.
func (s *Screen) Handle(msg tea.Msg) tea.Cmd {
	m, ok := msg.(readMsg)
	if !ok || m.ask != s.ask {
		return nil
	}
	s.read, s.failed = true, m.err
	if m.err == nil {
		s.groups, s.behind = m.open.Groups, m.open.Behind()
	}
	s.Move(0)
	return nil
}

// Move goes n groups on.
func (s *Screen) Move(n int) { s.cur = max(0, min(s.cur+n, len(s.groups)-1)) }

// Selected is the group under the cursor, or nil.
func (s *Screen) Selected() *desk.HitGroup {
	if s.cur < len(s.groups) {
		return &s.groups[s.cur]
	}
	return nil
}

// Draw is the screen below the header: w by h cells.
func (s *Screen) Draw(th *theme.Theme, w, h int) []string {
	out := []string{" " + th.Heading.Paint(text.Fit("Open hits on lists, by cause", w-1))}
	switch {
	case s.failed != nil:
		for _, l := range text.Wrap("The hits could not be read: "+text.Line(s.failed.Error()), w-4) {
			out = append(out, "  "+th.Bad.Paint(l))
		}
		return out
	case !s.read:
		return append(out, "", "  "+th.Muted.Paint("Looking through the open hits …"))
	}
	if s.behind != "" {
		for _, l := range text.Wrap(s.behind+" S screens again, r reads them anew.", w-4) {
			out = append(out, "  "+th.Warn.Paint(l))
		}
	}
	if len(s.groups) == 0 {
		return append(out, "", "  "+th.Muted.Paint("No hit on a list is open."))
	}
	rows := min(len(s.groups), max(h/2-len(out)-1, 3))
	from := max(0, min(s.cur-rows/2, len(s.groups)-rows))
	for i := from; i < from+rows; i++ {
		out = append(out, line(th, &s.groups[i], i == s.cur, w))
	}
	out = append(out, th.Rule.Paint(strings.Repeat("─", w)))
	out = append(out, detail(th, &s.groups[s.cur], w)...)
	return out[:min(len(out), h)]
}

func line(th *theme.Theme, g *desk.HitGroup, on bool, w int) string {
	body := fmt.Sprintf("%s  %s %s", text.Right(text.Plural(g.Pairs, "hit"), 10), text.Fit(kind(g), 6), text.Line(g.Cause))
	if on {
		return th.Selected.Paint(text.Fit("▸ "+body, w))
	}
	return text.Fit("  "+body, w)
}

func kind(g *desk.HitGroup) string {
	if g.By == "entry" {
		return "entry"
	}
	return "words"
}

// detail tells the group: how much it holds, what is left out of it, examples.
func detail(th *theme.Theme, g *desk.HitGroup, w int) []string {
	var out []string
	put := func(name string, ink theme.Ink, v string) {
		for i, l := range text.Wrap(text.Line(v), max(w-16, 8)) {
			head := text.Spaces(12)
			if i == 0 {
				head = th.Muted.Paint(text.Fit(name, 12))
			}
			out = append(out, "  "+head+ink.Paint(l))
		}
	}
	cause := "only these words agree: " + g.Cause
	if g.By == "entry" {
		cause = "one entry: " + g.Cause
	}
	put("cause", th.Strong, cause)
	put("holds", theme.Ink{}, fmt.Sprintf("%s of %s against %s, in %s", text.Plural(g.Pairs, "hit"), text.Plural(g.Parties, "party"), text.Plural(g.Entries, "entry"), text.Plural(g.Cases, "case")))
	if g.Again > 0 {
		put("reopened", th.Warn, fmt.Sprintf("%d of them: cleared when last screened, and that no longer stands; S screens again", g.Again))
	}
	if n := g.Alone - g.Again; n > 0 {
		stay := "stay"
		if n == 1 {
			stay = "stays"
		}
		put("one by one", th.Warn, fmt.Sprintf("%d of them, which %s open when the group is cleared", n, stay))
	}
	for i := range g.Examples {
		e := &g.Examples[i]
		name := ""
		if i == 0 {
			name = "such as"
		}
		put(name, theme.Ink{}, fmt.Sprintf("%s ~ %s (%s %s, %.2f) in %s", e.Party, e.Listed(), e.List, e.ID, e.Score, e.Case))
		if e.Alone != "" && g.Again < g.Pairs {
			put("", th.Warn, "by itself: "+e.Alone)
		}
	}
	return out
}
