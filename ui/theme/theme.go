// Package theme says how things look: a handful of inks for light, dark and
// colourless terminals, and the words and signs that carry meaning where colour
// cannot. Nothing is ever said by colour alone.
//
// It knows no screens and holds no state.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"redflag/data"
)

// Ink is a way to draw a run of text. The zero Ink draws it as it is.
type Ink struct{ on string }

const off = "\x1b[m"

// Paint draws s, which must already be safe text.
func (k Ink) Paint(s string) string {
	if k.on == "" || s == "" {
		return s
	}
	return k.on + s + off
}

// Theme is one complete set of inks. Two themes with the same Name are equal.
type Theme struct {
	Name string // dark, light, mono
	Look uint8  // the same as a number

	Muted, Strong, Accent Ink
	Head                  Ink // the line on top
	HeadMark              Ink // the demo mark and warnings inside it
	Rule                  Ink // lines between regions
	Heading               Ink // section titles, column titles
	Key                   Ink // a key in the footer
	Selected              Ink // the row under the cursor
	Tab, TabOn            Ink
	Cursor                Ink // the cell of a text cursor
	Good, Warn, Bad       Ink
	Box                   Ink // border of a dialog

	level    [4]Ink
	levelSel [4]Ink
}

type palette struct {
	muted, strong, accent, rule, head, headBG, sel    color.Color
	stop, hold, review, pass, good, warn, bad, markBG color.Color
}

// New makes the theme for a dark or a light background, or for no colour at all.
func New(dark, mono bool) *Theme {
	if mono {
		return colourless()
	}
	ld := lipgloss.LightDark(dark)
	c := func(light, dark string) color.Color { return ld(lipgloss.Color(light), lipgloss.Color(dark)) }
	p := palette{
		muted: c("#646b73", "#8b949e"), strong: c("#101418", "#f0f3f6"), accent: c("#0550ae", "#79b8ff"),
		rule: c("#c8cdd2", "#3b424b"), head: c("#24292f", "#c9d1d9"), headBG: c("#e3e8ed", "#21262d"), sel: c("#d4e4fa", "#2b3d55"),
		stop: c("#b3121d", "#ff7b72"), hold: c("#8a4600", "#f0a63c"), review: c("#0a5c75", "#6cc4dc"), pass: c("#4f6b57", "#86a58d"),
		good: c("#1a6b34", "#7fd08f"), warn: c("#8a4600", "#f0a63c"), bad: c("#b3121d", "#ff7b72"), markBG: c("#ffe2b8", "#5a3d0b"),
	}
	name := "light"
	if dark {
		name = "dark"
	}
	return fromPalette(name, p)
}

func fromPalette(name string, p palette) *Theme {
	fg := func(c color.Color) ansi.Style { return ansi.Style{}.ForegroundColor(c) }
	ink := func(s ansi.Style) Ink { return Ink{s.String()} }
	t := &Theme{
		Name:     name,
		Look:     uint8(len(name) - 3), // light 2, dark 1
		Muted:    ink(fg(p.muted)),
		Strong:   ink(fg(p.strong).Bold()),
		Accent:   ink(fg(p.accent)),
		Head:     ink(fg(p.head).BackgroundColor(p.headBG)),
		HeadMark: ink(fg(p.warn).BackgroundColor(p.markBG).Bold()),
		Rule:     ink(fg(p.rule)),
		Heading:  ink(fg(p.accent).Bold()),
		Key:      ink(fg(p.accent).Bold()),
		Selected: ink(fg(p.strong).BackgroundColor(p.sel)),
		Tab:      ink(fg(p.muted)),
		TabOn:    ink(fg(p.strong).Bold().Underline(true)),
		Cursor:   ink(ansi.Style{}.Reverse(true)),
		Good:     ink(fg(p.good)),
		Warn:     ink(fg(p.warn)),
		Bad:      ink(fg(p.bad).Bold()),
		Box:      ink(fg(p.accent)),
	}
	for l, c := range map[data.Level]color.Color{data.Stop: p.stop, data.Hold: p.hold, data.Review: p.review, data.Pass: p.pass} {
		s := fg(c)
		if l >= data.Hold {
			s = s.Bold()
		}
		t.level[l] = ink(s)
		t.levelSel[l] = ink(s.BackgroundColor(p.sel))
	}
	return t
}

// colourless says with bold, reverse and underline what the others say with colour.
func colourless() *Theme {
	bold, plain := Ink{ansi.Style{}.Bold().String()}, Ink{}
	reverse := Ink{ansi.Style{}.Reverse(true).String()}
	t := &Theme{
		Name: "mono", Look: 0, Muted: plain, Strong: bold, Accent: plain,
		Head: reverse, HeadMark: Ink{ansi.Style{}.Reverse(true).Bold().String()},
		Heading: bold, Key: bold, Selected: reverse,
		TabOn: Ink{ansi.Style{}.Bold().Underline(true).String()}, Cursor: reverse,
		Warn: bold, Bad: bold,
	}
	t.level = [4]Ink{data.Hold: bold, data.Stop: bold}
	t.levelSel = [4]Ink{reverse, reverse, reverse, reverse}
	return t
}

// LevelWidth is the width of LevelText.
const LevelWidth = 8

// LevelText is the level as sign and word: the two worst stand out by capitals,
// so that they do without colour.
func LevelText(l data.Level) string {
	switch l {
	case data.Stop:
		return "■ STOP  "
	case data.Hold:
		return "▲ HOLD  "
	case data.Review:
		return "● review"
	}
	return "· pass  "
}

// Level is the ink of a level; on a selected row it keeps the row's background.
func (t *Theme) Level(l data.Level, selected bool) Ink {
	if selected {
		return t.levelSel[l&3]
	}
	return t.level[l&3]
}

// LightText is one of the four lights as sign and word.
func LightText(is string) string {
	switch is {
	case data.LightClear:
		return "✓ clear"
	case data.LightCleared:
		return "✓ cleared"
	case data.LightPending:
		return "▲ pending"
	case data.LightRed:
		return "■ RED"
	case data.LightNotApplicable:
		return "– not applicable"
	case data.LightUnknown:
		return "? UNKNOWN"
	}
	return "? " + is
}

// Light is the ink of a light.
func (t *Theme) Light(is string) Ink {
	switch is {
	case data.LightClear, data.LightCleared:
		return t.Good
	case data.LightRed:
		return t.level[data.Stop]
	case data.LightNotApplicable:
		return t.Muted
	}
	return t.level[data.Hold]
}

// KindText is the kind of a finding as sign and word.
func KindText(k data.FindingKind) string {
	switch k {
	case data.StopFinding:
		return "■ STOP"
	case data.FlagFinding:
		return "▲ flag"
	case data.GapFinding:
		return "? gap"
	}
	return "· note"
}

// Kind is the ink of a kind of finding.
func (t *Theme) Kind(k data.FindingKind) Ink {
	switch k {
	case data.StopFinding:
		return t.level[data.Stop]
	case data.FlagFinding:
		return t.level[data.Hold]
	case data.GapFinding:
		return t.level[data.Review]
	}
	return t.Muted
}
