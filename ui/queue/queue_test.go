package queue

import (
	"slices"
	"testing"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

func TestColumnsFillTheWidthExactly(t *testing.T) {
	th := theme.New(true, false)
	r := &Row{QueueRow: data.QueueRow{ID: 1, Name: "启明算力科技有限公司 with a very long name indeed", Order: "PO-123456789012345", Dest: "MY", Goods: "512 × H200", Date: data.Day(2025, 3, 2), Score: 1234, Status: data.Conditional, Top: "reason"}}
	after := &Row{QueueRow: r.QueueRow, Done: &desk.OrderDone{Order: "PO-1", Status: data.Conditional, By: "Ada", Disposition: "CO1"}}
	after.ID = 3
	s := &Screen{}
	s.folds.set(desk.NewFolds([]int64{1, 2, 3}, map[int64]int64{2: 1}))
	paper := &Row{QueueRow: r.QueueRow}
	paper.ID = 2
	s.folds.spread = true
	for w := 40; w <= 260; w++ {
		cols := columns(w)
		sum := 1
		for i, c := range cols {
			if c.w < 1 {
				t.Fatalf("at %d the column %s has %d cells", w, c.title, c.w)
			}
			if i > 0 {
				sum++
			}
			sum += c.w
		}
		if sum != w {
			t.Errorf("at %d the columns fill %d", w, sum)
		}
		for i, r := range []*Row{r, paper, after} {
			for _, on := range []bool{true, false} {
				if n := ansi.StringWidth(s.drawRow(th, cols, r, on, w)); n != w {
					t.Errorf("at %d row %d is %d wide", w, i, n)
				}
			}
		}
	}
}

func TestIDsHaveTheirPlaces(t *testing.T) {
	if got := places([]int64{9, 4, 7, 1}, []int64{1, 4, 99}); !slices.Equal(got, []int{1, 3}) {
		t.Error(got)
	}
}

func TestWordsArePartedHoweverTheyAreTyped(t *testing.T) {
	for _, in := range []string{"a_b c,d", "a_b, c ,d ", ";a_b;c;d"} {
		if got := words(in); !slices.Equal(got, []string{"a_b", "c", "d"}) {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestTabsCountWhatTheyShow(t *testing.T) {
	c := desk.Counts{ByLevel: map[data.Level]int{data.Stop: 3}, ByStatus: map[data.Status]int{data.Open: 9, data.Waiting: 2, data.Conditional: 1, data.Released: 4}, Total: 16}
	want := map[string]int{"Open": 9, "Stop": 3, "Hold": 0, "Review": 0, "Waiting": 3, "Decided": 4, "All": 16}
	for _, tab := range Tabs() {
		if got := tab.Count(c); got != want[tab.Name] {
			t.Errorf("%s counts %d, want %d", tab.Name, got, want[tab.Name])
		}
		if text.Width(tab.Short) > 4 {
			t.Errorf("%s is not short", tab.Short)
		}
	}
}

func TestOrderIsSaid(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range []string{"", data.SortDate, data.SortID} {
		for _, r := range []bool{false, true} {
			seen[Orderby(data.Filter{Sort: s, Reverse: r})] = true
		}
	}
	if len(seen) != 6 {
		t.Errorf("six orders have %d names", len(seen))
	}
}
