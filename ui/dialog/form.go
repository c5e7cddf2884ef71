package dialog

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"redflag/ui/form"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// Suggestion is one way to complete what is being typed.
type Suggestion struct {
	Text string
	Says string
}

// Suggested answers a field's Ask. It is dropped when the text has moved on.
type Suggested struct {
	For   string // the value that was asked about
	From  int    // byte offset that the suggestions replace from
	Items []Suggestion
}

// Entry is one labelled field of a form.
type Entry struct {
	Label string
	Help  string // a line under the field
	Field form.Field
	Rows  int // height of a field of several lines

	Suggest func(value string, cursor int) (from int, items []Suggestion) // at once
	Ask     func(value string) tea.Cmd                                    // answers with Suggested
	Check   func(value string) []string                                   // lines under the field while typing
	Blank   string                                                        // what stands for words to fill in; tab goes from one to the next

	from  int
	items []Suggestion
}

// Value is the trimmed text of the entry.
func (e *Entry) Value() string { return strings.TrimSpace(e.Field.Value()) }

// Form is a few fields to fill in.
type Form struct {
	Title   string
	Intro   string // words above the fields
	Entries []*Entry
	Submit  string                           // what ctrl+s does, in a word
	Done    func(f *Form) (tea.Cmd, string)  // takes the form; a sentence says why not
	Changed func(e *Entry) tea.Cmd           // after each change
	Closed  func(f *Form) tea.Cmd            // when it is left without submitting
	Editor  func(e *Entry) (tea.Cmd, string) // opens $EDITOR on a field of several lines

	Stay bool // submitting leaves the form open; whoever takes it closes it
	Wide int  // inner width wanted; 0 for the usual

	at   int
	sug  int
	says string
}

// Focus puts the cursor in field i.
func (f *Form) Focus(i int) { f.at = max(0, min(i, len(f.Entries)-1)) }

// DraftPause is how long after the last key a draft is kept.
const DraftPause = 200 * time.Millisecond

func (f *Form) Paste(s string) tea.Cmd {
	f.entry().Field.Paste(s)
	return f.changed()
}

func (f *Form) entry() *Entry { return f.Entries[f.at] }

// Start asks for suggestions to what stands in the fields already.
func (f *Form) Start() tea.Cmd { return f.suggest() }

func (f *Form) suggest() tea.Cmd {
	e := f.entry()
	e.items, f.sug = nil, 0
	if e.Suggest != nil {
		e.from, e.items = e.Suggest(e.Field.Value(), e.Field.Cursor())
	}
	if e.Ask != nil {
		return e.Ask(e.Field.Value())
	}
	return nil
}

func (f *Form) changed() tea.Cmd {
	f.says = ""
	cmd := f.suggest()
	if f.Changed == nil {
		return cmd
	}
	return tea.Batch(cmd, f.Changed(f.entry()))
}

func (f *Form) Handle(msg tea.Msg) tea.Cmd {
	m, ok := msg.(Suggested)
	if !ok {
		return nil
	}
	for _, e := range f.Entries {
		if e.Ask != nil && e.Field.Value() == m.For {
			e.from, e.items = m.From, m.Items
		}
	}
	return nil
}

// Leave puts away what was typed when the form is closed from outside.
func (f *Form) Leave() tea.Cmd {
	if f.Closed == nil {
		return nil
	}
	return f.Closed(f)
}

func (f *Form) Key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	e := f.entry()
	switch k.String() {
	case "esc", "ctrl+c":
		return f.Leave(), false
	case "ctrl+s", "alt+enter", "ctrl+enter":
		return f.submit()
	case "enter":
		if !e.Field.Multi {
			if f.at == len(f.Entries)-1 {
				return f.submit()
			}
			f.at++
			return f.suggest(), true
		}
	case "tab":
		if len(e.items) > 0 {
			e.Field.Replace(e.from, e.Field.Cursor(), e.items[min(f.sug, len(e.items)-1)].Text)
			f.fill(e)
			return f.changed(), true
		}
		if f.fill(e) {
			return f.changed(), true
		}
		f.at = (f.at + 1) % len(f.Entries)
		return f.suggest(), true
	case "shift+tab":
		f.at = (f.at + len(f.Entries) - 1) % len(f.Entries)
		return f.suggest(), true
	case "ctrl+e":
		if e.Field.Multi && f.Editor != nil {
			cmd, why := f.Editor(e)
			f.says = why
			return cmd, true
		}
	case "up", "down":
		if len(e.items) > 0 && (!e.Field.Multi || e.Field.Value() == "") {
			d := 1
			if k.String() == "up" {
				d = len(e.items) - 1
			}
			f.sug = (f.sug + d) % len(e.items)
			return nil, true
		}
	}
	rev := e.Field.Revision()
	e.Field.Key(k)
	if e.Field.Revision() != rev {
		return f.changed(), true
	}
	if e.Suggest != nil {
		return f.suggest(), true
	}
	return nil, true
}

// fill puts the cursor in the next blank of a sentence that was begun for the
// person.
func (f *Form) fill(e *Entry) bool { return e.Blank != "" && e.Field.NextBlank(e.Blank) }

func (f *Form) submit() (tea.Cmd, bool) {
	cmd, why := f.Done(f)
	if why != "" {
		f.says = why
		return nil, true
	}
	return cmd, f.Stay
}

func (f *Form) Draw(th *theme.Theme, w, h int) Box {
	wide := f.Wide
	if wide == 0 {
		wide = 72
	}
	width := min(w-6, wide)
	lines := f.lines(th, width, h, false)
	if len(lines) > h-2 {
		lines = f.lines(th, width, h, true)
	}
	return Box{Title: f.Title, Lines: lines, Foot: f.foot(), Width: width}
}

// lines are the fields with their help and what is wrong. Where all of it is more than
// the screen holds, only the field under the cursor has its help, and what is wrong
// stands on top in place of the words before the fields, for it has to be seen.
func (f *Form) lines(th *theme.Theme, width, h int, short bool) []string {
	var intro, says, lines []string
	if f.Intro != "" {
		for _, l := range text.Wrap(f.Intro, width) {
			intro = append(intro, th.Muted.Paint(l))
		}
	}
	if f.says != "" {
		for _, l := range text.Wrap(text.Line(f.says), width) {
			says = append(says, th.Bad.Paint(l))
		}
	}
	for i, e := range f.Entries {
		lines = append(lines, f.draw(th, e, i == f.at, width, h, short && i != f.at)...)
	}
	if !short {
		if says != nil {
			lines = append(append(lines, ""), says...)
		}
		if intro != nil {
			return append(append(intro, ""), lines...)
		}
		return lines
	}
	if says != nil {
		return append(says, lines...)
	}
	return append(intro, lines...)
}

func (f *Form) foot() string {
	e := f.entry()
	var parts []string
	if !e.Field.Multi && f.at == len(f.Entries)-1 {
		parts = append(parts, "enter "+f.Submit)
	} else {
		parts = append(parts, "ctrl+s "+f.Submit)
	}
	switch {
	case len(e.items) > 0:
		parts = append(parts, "tab complete")
	case e.Blank != "" && strings.Contains(e.Field.Value(), e.Blank):
		parts = append(parts, "tab next blank")
	case len(f.Entries) > 1:
		parts = append(parts, "tab next field")
	}
	if e.Field.Multi && f.Editor != nil {
		parts = append(parts, "ctrl+e editor")
	}
	leave := "esc close"
	if f.Closed != nil {
		leave = "esc keep draft"
	}
	return strings.Join(append(parts, leave), " · ")
}

func (f *Form) draw(th *theme.Theme, e *Entry, on bool, width, h int, bare bool) []string {
	var out []string
	label := th.Muted.Paint("  " + e.Label)
	if on {
		label = th.Key.Paint("▸ ") + th.Strong.Paint(e.Label)
	}
	out = append(out, label)
	rows := 1
	if e.Field.Multi {
		rows = max(min(max(e.Rows, 3), h-12), 2)
	}
	body := e.Field.Draw(th, width-4, rows, on)
	for _, l := range body {
		out = append(out, "    "+l)
	}
	for i := len(body); i < rows; i++ {
		out = append(out, "")
	}
	if e.Check != nil {
		for _, l := range e.Check(e.Field.Value()) {
			out = append(out, th.Warn.Paint("    "+text.Cut(l, width-4)))
		}
	}
	if e.Help != "" && !bare {
		for _, l := range text.Wrap(e.Help, width-4) {
			out = append(out, th.Muted.Paint("    "+l))
		}
	}
	if on {
		out = append(out, f.suggestions(th, e, width)...)
	}
	return out
}

func (f *Form) suggestions(th *theme.Theme, e *Entry, width int) []string {
	const most = 6
	var out []string
	from := max(0, min(f.sug-most/2, len(e.items)-most))
	for i := from; i < min(from+most, len(e.items)); i++ {
		it := e.items[i]
		name := text.Fit(text.Line(it.Text), min(max(text.Width(text.Line(it.Text)), 14), width-4))
		line := "    " + name
		says := ""
		if it.Says != "" {
			says = "  " + text.Cut(it.Says, max(width-text.Width(line)-2, 0))
		}
		if i == f.sug {
			out = append(out, th.Selected.Paint(text.Fit(line+says, width)))
		} else {
			out = append(out, line+th.Muted.Paint(says))
		}
	}
	if n := len(e.items) - most; n > 0 {
		out = append(out, th.Muted.Paint("    "+fmt.Sprintf("and %d more; typing narrows them", n)))
	}
	return out
}
