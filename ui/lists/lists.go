// Package lists is the screen of the restricted-party lists that the workspace
// screens against: how old they are, what they hold, what became of the last
// file that was offered.
//
// It shows; reading list files is the desk's work.
package lists

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// Desk is what the screen asks of a workspace.
type Desk interface {
	Lists(ctx context.Context) ([]data.ListInfo, error)
}

// Screen is the lists.
type Screen struct {
	ctx  context.Context
	desk Desk

	list   []data.ListInfo
	failed error
	report *desk.ListReport
	cur    int
}

type readMsg struct {
	list []data.ListInfo
	err  error
}

// New makes the screen of a desk.
func New(ctx context.Context, d Desk) *Screen { return &Screen{ctx: ctx, desk: d} }

// Read asks for the lists held.
func (s *Screen) Read() tea.Cmd {
	ctx, d := s.ctx, s.desk
	return func() tea.Msg {
		l, err := d.Lists(ctx)
		return readMsg{l, err}
	}
}

// Handle takes the answer.
func (s *Screen) Handle(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(readMsg); ok {
		s.failed = m.err
		if m.err == nil {
			s.list = m.list
		}
		s.Move(0)
	}
	return nil
}

// Reported keeps what became of a file that was offered.
func (s *Screen) Reported(r desk.ListReport) { s.report = &r }

// Move goes n lists on.
func (s *Screen) Move(n int) { s.cur = max(0, min(s.cur+n, len(s.list)-1)) }

// Draw is the screen below the header: w by h cells.
func (s *Screen) Draw(th *theme.Theme, w, h int) []string {
	out := []string{" " + th.Heading.Paint(text.Fit(text.Plural(len(s.list), "restricted-party list"), w-1))}
	switch {
	case s.failed != nil:
		return append(out, "", " "+th.Bad.Paint(text.Cut("The lists could not be read: "+text.Line(s.failed.Error()), w-2)))
	case len(s.list) == 0:
		out = append(out, "", "   "+th.Warn.Paint("No list is loaded: nobody can be said to be clear. a adds one."))
	}
	rows := min(len(s.list), max(h/3, 3))
	from := max(0, min(s.cur-rows/2, len(s.list)-rows))
	for i := from; i < from+rows; i++ {
		out = append(out, line(th, &s.list[i], i == s.cur, w))
	}
	out = append(out, th.Rule.Paint(strings.Repeat("─", w)))
	if s.cur < len(s.list) {
		out = append(out, detail(th, &s.list[s.cur], w)...)
	}
	if s.report != nil {
		out = append(out, "")
		out = append(out, reported(th, s.report, w)...)
	}
	return out[:min(len(out), h)]
}

func total(l *data.ListInfo) int {
	n := 0
	for _, c := range l.Counts {
		n += c
	}
	return n
}

func line(th *theme.Theme, l *data.ListInfo, on bool, w int) string {
	state := ""
	if l.Current {
		state = "in use"
	}
	if l.Starter {
		state = strings.TrimSpace(state + " starter")
	}
	body := fmt.Sprintf("%s %s %s  %s", text.Fit(text.Line(l.Label()), min(30, w/2)), text.Right(text.Thousands(total(l)), 9), text.Fit(state, 14), text.Line(l.File))
	if on {
		return th.Selected.Paint(text.Fit("▸ "+body, w))
	}
	if !l.Current {
		return th.Muted.Paint(text.Fit("  "+body, w))
	}
	return text.Fit("  "+body, w)
}

type pairs struct {
	th  *theme.Theme
	w   int
	out []string
}

func (p *pairs) put(name string, ink theme.Ink, v string) {
	if v == "" {
		return
	}
	for i, l := range text.Wrap(text.Line(v), max(p.w-18, 8)) {
		head := text.Spaces(14)
		if i == 0 {
			head = p.th.Muted.Paint(text.Fit(name, 14))
		}
		p.out = append(p.out, "  "+head+ink.Paint(l))
	}
}

func detail(th *theme.Theme, l *data.ListInfo, w int) []string {
	p := &pairs{th: th, w: w}
	p.put("list", th.Strong, l.Label())
	if l.Starter {
		p.put("", th.Warn, "The starter list is embedded and short. It can raise a hit, and never makes anybody clear.")
	}
	if l.AsOf.State() != data.Known {
		p.put("", th.Warn, "The file tells no date, so its age is not known.")
	}
	var counts []string
	for k, n := range l.Counts {
		counts = append(counts, fmt.Sprintf("%s %s", k, text.Thousands(n)))
	}
	slices.Sort(counts)
	p.put("entries", theme.Ink{}, text.Thousands(total(l))+": "+strings.Join(counts, ", "))
	p.put("file", theme.Ink{}, l.File)
	p.put("sha256", th.Muted, l.Hash)
	if !l.LoadedAt.IsZero() {
		p.put("loaded", theme.Ink{}, strings.TrimSpace(l.LoadedAt.Format("2006-01-02 15:04")+" "+l.Person))
	}
	if l.Restricted > 0 {
		p.put("restricted", th.Warn, fmt.Sprintf("%d of them: for those who may see them, not to be passed on", l.Restricted))
	}
	if l.Streetless > 0 {
		p.put("", th.Warn, desk.CannotScreen(l.Streetless))
	}
	p.put("accepted for", th.Warn, l.Accepted)
	if n := len(l.Ignored); n > 0 {
		p.put("ignored", th.Muted, fmt.Sprintf("%s that are no entry, such as row %d: %s", text.Plural(n, "row"), l.Ignored[0].Row, l.Ignored[0].Reason))
	}
	return p.out
}

func reported(th *theme.Theme, r *desk.ListReport, w int) []string {
	p := &pairs{th: th, w: w}
	p.put("last offered", th.Strong, r.Info.Label()+"  "+r.Info.File)
	for _, why := range r.Refused {
		p.put("refused", th.Bad, why)
	}
	if r.Already {
		p.put("", theme.Ink{}, "this very file is held already")
	}
	if len(r.Refused) == 0 && !r.Already {
		p.put("changes", theme.Ink{}, fmt.Sprintf("%s added, %s removed, %s changed", text.Thousands(r.Added), text.Thousands(r.Removed), text.Thousands(r.Changed)))
	}
	if r.Cannot > 0 {
		p.put("", th.Warn, desk.CannotScreen(r.Cannot))
	}
	return p.out
}
