package table

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func vector(n int) []int64 {
	ids := make([]int64, n)
	for i := range ids {
		ids[i] = int64(i + 1000)
	}
	return ids
}

func load(t *Table[int64]) {
	for _, r := range t.Need() {
		rows := make([]int64, len(r.IDs))
		copy(rows, r.IDs)
		t.Fill(r, rows)
	}
}

func TestCursorStaysInSightAndRowsAreTheirIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tab Table[int64]
		n := rapid.IntRange(0, 1000).Draw(t, "n")
		tab.Set(vector(n), false)
		tab.Resize(rapid.IntRange(1, 60).Draw(t, "high"))
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			switch rapid.IntRange(0, 5).Draw(t, "do") {
			case 0:
				tab.Move(rapid.IntRange(-2000, 2000).Draw(t, "by"))
			case 1:
				tab.Page(rapid.IntRange(-3, 3).Draw(t, "pages"))
			case 2:
				tab.Resize(rapid.IntRange(0, 60).Draw(t, "high"))
			case 3:
				n = rapid.IntRange(0, 1000).Draw(t, "n")
				tab.Set(vector(n), rapid.Bool().Draw(t, "keep"))
			case 4:
				tab.Forget()
			case 5:
				n += 10
				tab.Extend(vector(n))
			}
			load(&tab)
			if n > 0 && (tab.cur < 0 || tab.cur >= n || tab.cur < tab.top || tab.cur >= tab.top+tab.high) {
				t.Fatalf("cursor %d, top %d, high %d of %d", tab.cur, tab.top, tab.high, n)
			}
			lines := tab.Draw(nil, 80, 0, func(r *int64, sel bool) string {
				if r == nil {
					t.Fatal("a row in sight is not loaded")
				}
				return fmt.Sprint(*r, sel)
			})
			for i, l := range lines {
				if want := fmt.Sprint(tab.ids[tab.top+i], tab.top+i == tab.cur); l != want {
					t.Fatalf("line %d is %q, want %q", i, l, want)
				}
			}
		}
		if len(tab.pages) > maxPages {
			t.Fatalf("%d pages kept", len(tab.pages))
		}
	})
}

func TestSetKeepsTheRowUnderTheCursor(t *testing.T) {
	var tab Table[int64]
	tab.Resize(10)
	tab.Set(vector(100), false)
	tab.To(50)
	ids := vector(100)
	copy(ids[1:], ids[:60])
	ids[0] = 7
	tab.Set(ids, true)
	if id, _ := tab.Selected(); id != 1050 {
		t.Fatalf("cursor went to %d", id)
	}
}

func TestAPageOfAnOlderVectorIsDropped(t *testing.T) {
	var tab Table[int64]
	tab.Resize(10)
	tab.Set(vector(100), false)
	old := tab.Need()
	tab.Set(vector(50), false)
	if tab.Fill(old[0], make([]int64, 100)) {
		t.Fatal("a stale page was taken")
	}
	again := tab.Need()
	if len(again) != 1 {
		t.Fatal("the page is not asked for again")
	}
	tab.Lost(again[0])
	if len(tab.Need()) != 1 {
		t.Fatal("a lost page is not asked for again")
	}
}

func TestAMoveInAMillionRowsAllocatesNothingMuch(t *testing.T) {
	var tab Table[int64]
	tab.Resize(40)
	tab.Set(vector(1_000_000), false)
	tab.To(500_000)
	load(&tab)
	out := make([]string, 0, 64)
	draw := func(r *int64, sel bool) string { return "line" }
	down := true
	n := testing.AllocsPerRun(200, func() {
		if down = !down; down {
			tab.Move(1)
		} else {
			tab.Move(-1)
		}
		tab.Need()
		out = tab.Draw(out[:0], 120, 0, draw)
	})
	if n > 1 {
		t.Errorf("%v allocations a move", n)
	}
}

func TestARefreshDoesNotFlicker(t *testing.T) {
	var tab Table[int64]
	tab.Resize(10)
	tab.Set(vector(100), false)
	load(&tab)
	tab.Forget()
	if r := tab.Row(3); r == nil || *r != 1003 {
		t.Fatal("a row in sight went blank")
	}
	if tab.Row(50) != nil {
		t.Fatal("a row out of sight is kept")
	}
	load(&tab)
	if len(tab.spare) != 0 {
		t.Fatal("what was kept stays though it was loaded again")
	}
}
