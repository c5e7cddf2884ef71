package ui

import (
	"bytes"
	"context"
	"io"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"redflag/data"
	"redflag/ui/desk"
)

// million is a desk with a million orders that costs nothing to make.
type million struct {
	*fake
	wide bool // with Chinese names, which the renderer paints again at every frame
}

func (million) Queue(context.Context, data.Filter) (desk.Vector, error) {
	v := desk.Vector{IDs: make([]int64, 1_000_000), Generation: 1}
	for i := range v.IDs {
		v.IDs[i] = int64(i + 1)
	}
	return v, nil
}

func (d million) QueueFirst(ctx context.Context, f data.Filter, n int) (desk.Vector, error) {
	v, err := d.Queue(ctx, f)
	v.IDs = v.IDs[:n]
	return v, err
}

func (d million) Rows(_ context.Context, ids []int64) ([]data.QueueRow, error) {
	out := make([]data.QueueRow, len(ids))
	for i, id := range ids {
		out[i] = fakeRow(int(id - 1))
		if !d.wide && out[i].Name[0] > 0x7f {
			out[i].Name = "Morning Star Cloud Technology"
		}
	}
	return out, nil
}

func big(t testing.TB, w, h int, wide bool) *script {
	s := &script{now: noon, f: newFake(1)}
	if tt, ok := t.(*testing.T); ok {
		s.t = tt
	}
	s.m = New(context.Background(), million{s.f, wide}, Options{Environ: []string{"TERM=xterm-256color"}, Now: func() time.Time { return s.now },
		tick: func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
			return func() tea.Msg { return timerMsg{d, fn} }
		}})
	s.send(tea.WindowSizeMsg{Width: w, Height: h})
	s.run(s.m.Init())
	s.wait(time.Second)
	s.run(s.m.queue.To(500_000))
	s.wait(time.Second)
	s.run(s.m.queue.To(500_000 - (h-12)/2)) // the middle of the list
	return s
}

func TestAMoveAllocatesLittle(t *testing.T) {
	s := big(t, 120, 40, true)
	down, up := keyPress("j"), keyPress("k")
	flip := false
	move := func() {
		if flip = !flip; flip {
			s.m.Update(down)
		} else {
			s.m.Update(up)
		}
	}
	move()
	if n := testing.AllocsPerRun(500, move); n > 2 {
		t.Errorf("a cursor move in cache makes %v allocations in Update", n)
	}
	r := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			move()
		}
	})
	if n := r.AllocedBytesPerOp(); n > 400 {
		t.Errorf("a cursor move in cache allocates %d bytes in Update", n)
	}
}

// countWriter counts what would go over the line to the terminal.
type countWriter struct{ n int }

func (c *countWriter) Write(p []byte) (int, error) { c.n += len(p); return len(p), nil }

func TestAMoveWritesLittle(t *testing.T) {
	for _, c := range []struct {
		what         string
		w, h, budget int
		scroll, wide bool
	}{
		{"a move at 80x24", 80, 24, 400, false, false},
		{"a scrolled line at 80x24", 80, 24, 600, true, false},
		{"a move at 120x40", 120, 40, 400, false, false},
		{"a scrolled line at 120x40, the preview beside", 120, 40, 800, true, false},
		{"a move at 120x40 with Chinese names", 120, 40, 1500, false, true},
	} {
		s := big(t, c.w, c.h, c.wide)
		w := &countWriter{}
		show := terminal(w, c.w, c.h)
		key := "k"
		if c.scroll {
			key = "j"
			s.press("4", "0", "j")
		}
		s.press(key)
		show(s.m.View().Content)
		w.n = 0
		const moves = 5
		for range moves {
			s.press(key)
			show(s.m.View().Content)
		}
		t.Logf("%s writes %d bytes", c.what, w.n/moves)
		if n := w.n / moves; n > c.budget || n == 0 {
			t.Errorf("%s writes %d bytes, the budget is %d", c.what, n, c.budget)
		}
	}
}

// terminal draws frames as the program does, writing what differs.
func terminal(w io.Writer, width, height int) func(frame string) {
	r := uv.NewTerminalRenderer(w, []string{"TERM=xterm-256color", "COLORTERM=truecolor"})
	r.SetFullscreen(true)
	r.SetRelativeCursor(false)
	r.SetColorProfile(colorprofile.TrueColor)
	r.SetTabStops(-1)
	r.SetScrollOptim(true)
	screen := uv.NewScreenBuffer(width, height)
	return func(frame string) {
		screen.Clear()
		uv.NewStyledString(frame).Draw(screen, screen.Bounds())
		r.Render(screen.RenderBuffer)
		if err := r.Flush(); err != nil {
			panic(err)
		}
	}
}

func TestAMillionOrdersAreQuick(t *testing.T) {
	s := big(t, 160, 50, true)
	down, up := keyPress("j"), keyPress("k")
	n := 0
	made := testing.AllocsPerRun(300, func() {
		n++
		s.m.Update([]tea.Msg{down, up}[n%2])
		s.m.View()
	})
	if made > mostMade {
		t.Errorf("a key press makes %.0f things, more than %d", made, mostMade)
	}
}

// mostMade bounds what a key press over a million orders may allocate: what is drawn,
// and nothing that grows with the book.
const mostMade = 260

func BenchmarkKeyPress(b *testing.B) {
	s := big(b, 160, 50, true)
	show := terminal(&bytes.Buffer{}, 160, 50)
	down, up := keyPress("j"), keyPress("k")
	b.ReportAllocs()
	b.Run("update", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			s.m.Update([]tea.Msg{down, up}[i%2])
		}
	})
	b.Run("update+view", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			s.m.Update([]tea.Msg{down, up}[i%2])
			_ = s.m.View()
		}
	})
	b.Run("update+view+diff", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			s.m.Update([]tea.Msg{down, up}[i%2])
			show(s.m.View().Content)
		}
	})
	b.Run("page down, missed", func(b *testing.B) {
		for b.Loop() {
			_, cmd := s.m.Update(keyPress("pgdown"))
			if s.m.queue.Cursor() > 900_000 {
				s.m.Update(keyPress("g"))
			}
			s.run(cmd)
			s.timers = nil
			show(s.m.View().Content)
		}
	})
}
