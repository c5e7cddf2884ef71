package ui

import (
	"context"
	"fmt"
	"html"
	"image/color"
	"reflect"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"redflag/ui/theme"
)

// PictureOptions say what a picture of the screen shows.
type PictureOptions struct {
	Width, Height int
	Light         bool
	Keys          []string // pressed one after the other, as "enter", "ctrl+s" or a letter
	Now           func() time.Time
}

// Picture draws a screen as SVG, after some keys were pressed, for
// documentation. Nothing waits: what a person would wait for has happened.
func Picture(ctx context.Context, d Desk, o PictureOptions) (string, error) {
	if o.Width < 24 || o.Height < 6 || o.Width > 400 || o.Height > 200 {
		return "", fmt.Errorf("a screen of %dx%d cannot be drawn", o.Width, o.Height)
	}
	m := New(ctx, d, Options{Now: o.Now, Environ: []string{"TERM=xterm-256color"}, tick: func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
		if d >= pollEvery {
			return nil
		}
		return func() tea.Msg { return fn(time.Time{}) }
	}})
	m.dark = !o.Light
	m.th = theme.New(m.dark, false)
	play(m, func() tea.Msg { return tea.WindowSizeMsg{Width: o.Width, Height: o.Height} })
	play(m, m.Init())
	for _, k := range o.Keys {
		press, err := parseKey(k)
		if err != nil {
			return "", err
		}
		play(m, func() tea.Msg { return press })
		m.lines()
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	buf := uv.NewScreenBuffer(o.Width, o.Height)
	uv.NewStyledString(strings.Join(m.lines(), "\n")).Draw(buf, buf.Bounds())
	return svg(buf, o), nil
}

// play runs a Cmd and all that follows from it, one after the other.
func play(m *Model, cmd tea.Cmd) {
	queue := []tea.Cmd{cmd}
	for steps := 0; len(queue) > 0 && steps < 10_000; steps++ {
		c := queue[0]
		queue = queue[1:]
		if c == nil {
			continue
		}
		msg := c()
		if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() {
				queue = append(queue, v.Index(i).Interface().(tea.Cmd))
			}
			continue
		}
		if msg != nil {
			queue = append(queue, m.update(msg))
		}
	}
}

// parseKey reads the name of a key.
func parseKey(name string) (tea.KeyPressMsg, error) {
	var k tea.KeyPressMsg
	rest := name
	for _, mod := range []struct {
		name string
		bit  tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if r, ok := strings.CutPrefix(rest, mod.name); ok && r != "" {
			rest, k.Mod = r, k.Mod|mod.bit
		}
	}
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace, "space": tea.KeySpace, "f1": tea.KeyF1,
	}
	if c, ok := codes[rest]; ok {
		k.Code = c
		if c == tea.KeySpace && k.Mod == 0 {
			k.Text = " "
		}
		return k, nil
	}
	r := []rune(rest)
	if len(r) != 1 {
		return k, fmt.Errorf("there is no key %q", name)
	}
	k.Code = r[0]
	if k.Mod == 0 {
		k.Text = rest
	}
	return k, nil
}

const (
	cellW, cellH = 8.4, 18.0
	margin       = 10.0
)

// svg draws a grid of cells: a rectangle for each run of one background, a text
// for each run of one style, stretched to its cells.
func svg(buf uv.ScreenBuffer, o PictureOptions) string {
	back, fore := "#0d1117", "#c9d1d9"
	if o.Light {
		back, fore = "#ffffff", "#24292f"
	}
	w, h := float64(o.Width)*cellW+2*margin, float64(o.Height)*cellH+2*margin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.1f %.1f" font-family="'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14">`+"\n", w, h, w, h)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", back)
	for y := range o.Height {
		for x := 0; x < o.Width; {
			x = svgRun(&b, buf, x, y, o.Width, back, fore)
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// svgRun draws the cells from x on that look alike and returns where they end.
func svgRun(b *strings.Builder, buf uv.ScreenBuffer, x, y, width int, back, fore string) int {
	first := buf.CellAt(x, y)
	if first == nil {
		return x + 1
	}
	var s strings.Builder
	at := x
	for at < width {
		c := buf.CellAt(at, y)
		if c == nil || !c.Style.Equal(&first.Style) || at > x && (c.Width > 1 || first.Width > 1) {
			break
		}
		s.WriteString(c.Content)
		at += max(c.Width, 1)
	}
	fg, bg := hex(first.Style.Fg, fore), hex(first.Style.Bg, "")
	if first.Style.Attrs&uv.AttrReverse != 0 {
		fg, bg = firstOf(bg, back), fg
	}
	px, py, n := margin+float64(x)*cellW, margin+float64(y)*cellH, float64(at-x)*cellW
	if bg != "" {
		fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", px, py, n, cellH, bg)
	}
	if t := strings.TrimRight(s.String(), " "); t != "" {
		more := ""
		if first.Style.Attrs&uv.AttrBold != 0 {
			more += ` font-weight="bold"`
		}
		if first.Style.Underline != 0 {
			more += ` text-decoration="underline"`
		}
		cells := float64(at-x-(len(s.String())-len(t))) * cellW
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f" fill="%s" textLength="%.1f" lengthAdjust="spacingAndGlyphs" xml:space="preserve"%s>%s</text>`+"\n",
			px, py+cellH-4.5, fg, cells, more, html.EscapeString(t))
	}
	return at
}

func hex(c color.Color, otherwise string) string {
	if c == nil {
		return otherwise
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
