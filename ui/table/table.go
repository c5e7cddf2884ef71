// Package table shows a million rows as if they were ten. It holds the ids of
// all rows in order, the content of the pages near the cursor, and the drawn
// lines of rows in sight; a move of the cursor touches nothing else.
//
// It loads nothing itself: Need names the pages that are missing, and whoever
// owns the table brings them with Fill. A page that comes from an older vector
// is dropped.
package table

// PageSize is how many rows are loaded at once.
const PageSize = 128

const (
	maxPages = 64   // pages kept
	maxLines = 1024 // drawn lines kept
)

type lineKey struct {
	id       int64
	width    int32
	selected bool
	look     uint8
}

// Table is a scrolling list of rows of type R.
type Table[R any] struct {
	ids   []int64
	gen   int // of the vector; pages answer with it
	top   int
	cur   int
	high  int
	pages map[int][]R
	asked map[int]bool
	spare map[int64]R // rows that were in sight, shown until their page is there again
	lines map[lineKey]string
	need  []int
}

// Set swaps the vector. The cursor stays on the id that it is on, where the new
// vector holds it, else at the same place.
func (t *Table[R]) Set(ids []int64, keep bool) {
	at, offset := 0, 0
	if keep && len(t.ids) > 0 {
		at, offset = t.cur, t.cur-t.top
		id := t.ids[t.cur]
		if at >= len(ids) || ids[at] != id {
			for i, v := range ids {
				if v == id {
					at = i
					break
				}
			}
		}
	}
	t.Forget()
	t.ids = ids
	t.cur = at
	t.top = at - offset
	t.clamp()
}

// Extend swaps the vector for a longer one that begins with the same rows.
func (t *Table[R]) Extend(ids []int64) {
	for i := range min(len(t.ids), len(ids)) {
		if t.ids[i] != ids[i] {
			t.Set(ids, true)
			return
		}
	}
	last := len(t.ids) / PageSize
	t.ids = ids
	delete(t.pages, last) // may have been cut short
	delete(t.asked, last)
	t.clamp()
}

// Forget drops what was loaded and drawn; the order stays. Rows in sight are
// shown as they were until they are loaded again.
func (t *Table[R]) Forget() {
	spare := make(map[int64]R, t.high)
	for i := t.top; i < min(t.top+t.high, len(t.ids)); i++ {
		if r := t.Row(i); r != nil {
			spare[t.ids[i]] = *r
		}
	}
	t.spare = spare
	t.gen++
	t.pages, t.asked = map[int][]R{}, map[int]bool{}
	t.Redraw()
}

// Redraw drops the drawn lines.
func (t *Table[R]) Redraw() { t.lines = make(map[lineKey]string, 256) }

// Len is the number of rows, Cursor the place of the selected one.
func (t *Table[R]) Len() int    { return len(t.ids) }
func (t *Table[R]) Cursor() int { return t.cur }

// Top is the first row in sight.
func (t *Table[R]) Top() int { return t.top }

// IDs is the vector itself, to be read only.
func (t *Table[R]) IDs() []int64 { return t.ids }

// Selected is the id under the cursor, and whether there is one.
func (t *Table[R]) Selected() (int64, bool) {
	if t.cur >= len(t.ids) {
		return 0, false
	}
	return t.ids[t.cur], true
}

// Row is the row at place i, or nil while it is not loaded.
func (t *Table[R]) Row(i int) *R {
	if i < 0 || i >= len(t.ids) {
		return nil
	}
	p := t.pages[i/PageSize]
	if i%PageSize < len(p) {
		return &p[i%PageSize]
	}
	if r, ok := t.spare[t.ids[i]]; ok {
		return &r
	}
	return nil
}

// Resize says how many rows are in sight.
func (t *Table[R]) Resize(high int) {
	t.high = max(high, 1)
	t.clamp()
}

// Move, To and Page put the cursor elsewhere; all stop at the ends.
func (t *Table[R]) Move(n int) { t.To(t.cur + n) }

func (t *Table[R]) To(i int) {
	t.cur = i
	t.clamp()
}

func (t *Table[R]) Page(n int) {
	step := n * max(t.high-1, 1)
	t.top += step
	t.cur += step
	t.clamp()
}

func (t *Table[R]) clamp() {
	t.cur = max(0, min(t.cur, len(t.ids)-1))
	t.top = max(0, min(t.top, len(t.ids)-t.high))
	if t.cur < t.top {
		t.top = t.cur
	}
	if t.high > 0 && t.cur >= t.top+t.high {
		t.top = t.cur - t.high + 1
	}
}

// Request asks for one page: the ids whose rows are wanted.
type Request struct {
	Gen, Page int
	IDs       []int64
}

// Need names the pages in sight, and the next one in either direction when the
// cursor comes near, that are neither loaded nor asked for. It marks them asked.
func (t *Table[R]) Need() []Request {
	if len(t.ids) == 0 {
		return nil
	}
	t.need = t.need[:0]
	first := max(0, t.top-PageSize/4) / PageSize
	last := min(len(t.ids)-1, t.top+max(t.high, 1)-1+PageSize/4) / PageSize
	for p := first; p <= last; p++ {
		if _, have := t.pages[p]; !have && !t.asked[p] {
			t.need = append(t.need, p)
		}
	}
	if len(t.need) == 0 {
		return nil
	}
	out := make([]Request, 0, len(t.need))
	for _, p := range t.need {
		t.asked[p] = true
		out = append(out, Request{t.gen, p, t.ids[p*PageSize : min((p+1)*PageSize, len(t.ids))]})
	}
	return out
}

// Fill brings a page. It reports whether the page was still wanted.
func (t *Table[R]) Fill(r Request, rows []R) bool {
	if r.Gen != t.gen {
		return false
	}
	if len(t.pages) >= maxPages {
		t.evict()
	}
	t.pages[r.Page] = rows
	delete(t.asked, r.Page)
	if len(t.spare) > 0 {
		for _, id := range r.IDs {
			delete(t.spare, id)
		}
		t.Redraw()
	}
	return true
}

// Lost says that a page could not be loaded, so that it is asked for again when
// it next comes in sight.
func (t *Table[R]) Lost(r Request) {
	if r.Gen == t.gen {
		delete(t.asked, r.Page)
	}
}

// evict drops the page farthest from the cursor.
func (t *Table[R]) evict() {
	here, worst, far := t.cur/PageSize, -1, -1
	for p := range t.pages {
		if d := max(p-here, here-p); d > far {
			worst, far = p, d
		}
	}
	delete(t.pages, worst)
}

// Draw appends the lines in sight, drawing each row at most once for its width,
// selection and look (a number that differs between themes). Rows that are not
// loaded come to draw as nil.
func (t *Table[R]) Draw(out []string, width int, look uint8, draw func(r *R, selected bool) string) []string {
	if len(t.lines) > maxLines {
		t.Redraw()
	}
	for i := t.top; i < min(t.top+t.high, len(t.ids)); i++ {
		r := t.Row(i)
		if r == nil {
			out = append(out, draw(nil, i == t.cur))
			continue
		}
		k := lineKey{t.ids[i], int32(width), i == t.cur, look}
		s, ok := t.lines[k]
		if !ok {
			s = draw(r, i == t.cur)
			t.lines[k] = s
		}
		out = append(out, s)
	}
	return out
}
