package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redflag/data"
)

// everyVerdict is all verdicts in use, without the stamp.
func everyVerdict(t *testing.T, d *Desk) string {
	t.Helper()
	var b strings.Builder
	err := d.EachVerdict(context.Background(), func(v *data.Verdict) error {
		w, err := json.Marshal(v)
		b.Write(append(w, '\n'))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Whatever happens to a book, a screen says what judging all again would.
func TestAScreenEqualsJudgingAllAgain(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(3) {
		random := rand.New(rand.NewPCG(seed, 22))
		d := demoDesk(t)
		dir := t.TempDir()
		stood := 0
		var imported []int64
		steps := map[string]func(i int) error{
			"nothing": func(int) error { return nil },
			"import": func(i int) error {
				file := filepath.Join(dir, fmt.Sprintf("more-%d.jsonl", i))
				line := fmt.Sprintf(`{"kind":"shipment","id":"X-%d","customer":"C-100001","date":"2026-0%d-11","doc_type":"order","direction":"out","destination_country":"MY","lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":%d,"unit_value":30000,"currency":"USD"}]}`+"\n", random.IntN(3), 1+random.IntN(9), 1+random.IntN(300))
				if err := os.WriteFile(file, []byte(line), 0o600); err != nil {
					return err
				}
				reports, err := d.Import(ctx, []string{file}, ImportOptions{}, nil)
				if err == nil && reports[0].Already == 0 {
					imported = append(imported, reports[0].Import)
				}
				return err
			},
			"undo": func(int) error {
				if len(imported) == 0 {
					return nil
				}
				last := imported[len(imported)-1]
				imported = imported[:len(imported)-1]
				return d.UndoImport(ctx, last)
			},
			"list": func(i int) error {
				file := filepath.Join(dir, fmt.Sprintf("local-%d.csv", i))
				if err := os.WriteFile(file, fmt.Appendf(nil, "list,name,country\nlocal,Grey Heron %d Microelectronics,HK\n", i), 0o600); err != nil {
					return err
				}
				_, err := d.AddList(ctx, file, "")
				return err
			},
			"decide": func(int) error {
				_, err := d.Decide(ctx, "SO-5000", "RF2", "No end user was named after two requests.", data.Date{})
				return err
			},
		}
		names := []string{"nothing", "import", "undo", "list", "nothing", "decide", "import"}
		for i := range 5 {
			step := names[random.IntN(len(names))]
			if err := steps[step](i); err != nil {
				t.Logf("%s: %v", step, err) // what is refused changes nothing
			}
			sum, err := d.Screen(ctx, ScreenOptions{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if sum.Judged == 0 {
				stood++
			}
			said := everyVerdict(t, d)
			all, err := d.Screen(ctx, ScreenOptions{All: true}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if all.Judged != all.Subjects || all.Subjects != sum.Subjects || fmt.Sprint(all.ByLevel) != fmt.Sprint(sum.ByLevel) || all.Stamp != sum.Stamp {
				t.Fatalf("seed %d, after %s: %+v, and all again %+v", seed, step, sum, all)
			}
			if everyVerdict(t, d) != said {
				t.Fatalf("seed %d: after %s the screen left stale verdicts", seed, step)
			}
		}
		if sum, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil || sum.Judged != 0 {
			t.Errorf("a screen after which nothing changed judged %d, %v", sum.Judged, err)
		}
	}
}

func TestVerdictsStandForOneProgramAndDayOnly(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	if sum, err := d.Screen(ctx, ScreenOptions{AsOf: data.Day(2026, 11, 19)}, nil); err != nil || sum.Judged == 0 && sum.Subjects > 0 {
		t.Errorf("another day: %+v, %v", sum, err)
	}
	for version, want := range map[string]bool{"v1.2.0": true, "v0-0123456789ab": true, "v0-0123456789ab+changes": false, "v0-dev": false, "unknown": false, "": false} {
		if oneProgram(version) != want {
			t.Errorf("%q", version)
		}
	}
}
