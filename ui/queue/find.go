package queue

import (
	"slices"
	"sort"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
)

// Search finds the rows of the list that hold the words, and goes to the first
// at or after the cursor. The workspace searches; the rows need not be loaded.
func (s *Screen) Search(words string) tea.Cmd {
	s.search, s.hits = words, nil
	if words == "" {
		return nil
	}
	s.looking = true
	ask, ctx, d, f, ids, folds, turn := s.ask, s.ctx, s.desk, s.filter, s.rows.IDs(), s.folds.Folds, s.folds.turn
	if f.Text != "" {
		f.Text += " "
	}
	f.Text += words
	return func() tea.Msg {
		v, err := d.Queue(ctx, f)
		if err != nil {
			return hitsMsg{ask: ask, query: words, err: err}
		}
		m := hitsMsg{ask: ask, query: words, ids: v.IDs, at: places(ids, v.IDs), turn: turn}
		m.under = unshown(v.IDs, &folds)
		return m
	}
}

// unshown are the rows, no hits themselves, under which hits are folded.
func unshown(hits []int64, f *desk.Folds) (heads []int64) {
	hit := make(map[int64]bool, len(hits))
	var papers []int64
	for _, id := range hits {
		if hit[id] = true; f.IsPaper(id) {
			papers = append(papers, id)
		}
	}
	if len(papers) == 0 {
		return nil
	}
	for _, head := range f.Under(papers) {
		if !hit[head] {
			hit[head] = true
			heads = append(heads, head)
		}
	}
	return heads
}

// places are the places in all of the ids in some, ascending.
func places(all, some []int64) []int {
	want := make(map[int64]struct{}, len(some))
	for _, id := range some {
		want[id] = struct{}{}
	}
	var at []int
	for i, id := range all {
		if _, ok := want[id]; ok {
			at = append(at, i)
		}
	}
	return at
}

func (s *Screen) gotHits(m hitsMsg) tea.Cmd {
	if m.ask != s.ask || m.query != s.search {
		return nil
	}
	s.looking = false
	if m.err != nil {
		s.failed = m.err
		return nil
	}
	var load tea.Cmd
	if len(m.under) > 0 || m.turn != s.folds.turn {
		s.hits = nil
		load = s.turnRows(slices.DeleteFunc(m.under, s.folds.open)...)
		m.at = places(s.rows.IDs(), m.ids)
	}
	s.hits = m.at
	if len(s.hits) == 0 {
		return load
	}
	i := sort.SearchInts(s.hits, s.rows.Cursor())
	return tea.Batch(load, s.To(s.hits[i%len(s.hits)]))
}

// Next goes to the n-th hit after the cursor, round the end; backwards for n < 0.
func (s *Screen) Next(n int) tea.Cmd {
	if len(s.hits) == 0 {
		return nil
	}
	i, exact := slices.BinarySearch(s.hits, s.rows.Cursor())
	if !exact && n > 0 {
		i--
	}
	k := len(s.hits)
	return s.To(s.hits[((i+n)%k+k)%k])
}

// Found says how the last search stands: its words, how many hits, whether it
// still runs.
func (s *Screen) Found() (words string, n int, running bool) {
	return s.search, len(s.hits), s.looking
}

// readPreview turns the preview to the order under the cursor, and asks for its
// case where it is not held. While the cursor moves the preview stands still.
func (s *Screen) readPreview() tea.Cmd {
	r := s.rows.Row(s.rows.Cursor())
	s.told = r
	if r == nil || r.Case == "" || s.previews[r.Case] != nil || s.wanted == r.Case {
		return nil
	}
	s.wanted = r.Case
	key, ctx, d := r.Case, s.ctx, s.desk
	return func() tea.Msg {
		v, err := d.Case(ctx, key)
		return previewMsg{key, v, err}
	}
}

func (s *Screen) gotPreview(m previewMsg) {
	if s.wanted == m.key {
		s.wanted = ""
	}
	if m.err != nil || m.view == nil {
		return
	}
	s.keep(m.key, m.view)
}

func (s *Screen) keep(key string, v *desk.CaseView) {
	if s.previews[key] == nil {
		s.recent = append(s.recent, key)
	}
	s.previews[key] = v
	for len(s.recent) > keptPreviews {
		delete(s.previews, s.recent[0])
		s.recent = s.recent[1:]
	}
}

// View is the case under the cursor as far as it is held.
func (s *Screen) View() *desk.CaseView {
	if r := s.Selected(); r != nil {
		return s.previews[r.Case]
	}
	return nil
}

// Shown are the countries and patterns of the rows held, for completion.
func (s *Screen) Shown() (dests, patterns []string) {
	seen := map[string]bool{}
	add := func(list *[]string, v string) {
		if v != "" && !seen[v] {
			seen[v] = true
			*list = append(*list, v)
		}
	}
	for i := range min(s.rows.Len(), 2000) {
		r := s.rows.Row(i)
		if r == nil {
			continue
		}
		add(&dests, r.Dest)
		for _, p := range words(r.Patterns) {
			add(&patterns, p)
		}
	}
	slices.Sort(dests)
	slices.Sort(patterns)
	return dests, patterns
}

// words splits a list of pattern names, however it is separated.
func words(s string) []string {
	var out []string
	at := -1
	for i := 0; i <= len(s); i++ {
		in := i < len(s) && s[i] != ',' && s[i] != ' ' && s[i] != ';'
		if in && at < 0 {
			at = i
		}
		if !in && at >= 0 {
			out = append(out, s[at:i])
			at = -1
		}
	}
	return out
}

// Orderby says in words how the rows are sorted.
func Orderby(f data.Filter) string {
	var s string
	switch f.Sort {
	case data.SortDate:
		s = "newest first"
		if f.Reverse {
			s = "oldest first"
		}
	case data.SortID:
		s = "by number"
		if f.Reverse {
			s = "by number, last first"
		}
	default:
		s = "worst first"
		if f.Reverse {
			s = "best first"
		}
	}
	return s
}
