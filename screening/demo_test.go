package screening

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"redflag/data"
	"redflag/data/intake"
	"redflag/data/lists"
	"redflag/data/sample"
)

// shared finds a file of the folder beside the repository, or skips.
func shared(t testing.TB, path string) []byte {
	t.Helper()
	b := sharedFile(path)
	if b == nil {
		t.Skipf("%s: list file not present", path)
	}
	return b
}

// sharedFile is such a file, nil where there is none.
func sharedFile(path string) []byte {
	dir, err := os.Getwd()
	if err != nil {
		return nil
	}
	for range 6 {
		if b, err := os.ReadFile(filepath.Join(dir, "shared", path)); err == nil {
			return b
		}
		dir = filepath.Dir(dir)
	}
	return nil
}

func demoRecords(t testing.TB) []*data.Record {
	t.Helper()
	files, err := sample.Demo()
	if err != nil {
		t.Fatal(err)
	}
	var recs []*data.Record
	for _, f := range files {
		_, err := intake.Read(context.Background(), f.Name, bytes.NewReader(f.Content), int64(len(f.Content)), intake.Options{Countries: tables(t).Atlas()}, func(r *data.Record) error {
			recs = append(recs, r.Clone())
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return recs
}

// The demo shows why one order is flagged and its look-alike is not.
func TestTheStoriesOfTheDemoAreToldApart(t *testing.T) {
	starter := lists.Starter()
	in := inputs(t)
	in.AsOf = data.Day(2026, 11, 23)
	in.Lists = []*data.ListPack{starter}
	if pack, err := lists.Parse("csl_2026-07-31.jsonl", shared(t, "lists/csl/csl_2026-07-31.jsonl")); err != nil {
		t.Fatal(err)
	} else {
		in.Lists = append(in.Lists, pack)
	}
	verdicts := map[string]data.Verdict{}
	levels := map[data.Level]int{}
	for _, v := range judge(t, in, demoRecords(t)) {
		if v.Shipment != "" {
			verdicts[v.Shipment] = v
			levels[v.Level]++
		}
	}
	t.Logf("%d shipments: %v", len(verdicts), levels)
	stories, err := sample.Stories()
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for _, s := range stories {
		worst := data.Pass
		for _, id := range s.Shipments {
			worst = max(worst, verdicts[id].Level)
		}
		if worst < data.Review {
			t.Errorf("%s (%s): the worst of %v is %s", s.ID, s.Title, s.Shipments, worst)
			explain(t, verdicts, s.Shipments)
		}
		if worst >= data.Hold {
			held++
		}
		for _, id := range s.Lookalikes {
			if verdicts[id].Level >= data.Hold {
				t.Errorf("%s (%s): the honest %s is at %s, score %d", s.ID, s.Alike, id, verdicts[id].Level, verdicts[id].Score)
				explain(t, verdicts, []string{id})
			}
		}
	}
	atHold(t, held, len(stories))
}

func atHold(t *testing.T, held, of int) {
	t.Helper()
	// A story of one pattern alone stays in review by design.
	if t.Logf("%d of %d stories at hold or stop", held, of); 3*held < 2*of {
		t.Errorf("only %d of %d stories are at hold or stop", held, of)
	}
}

func explain(t *testing.T, verdicts map[string]data.Verdict, ids []string) {
	t.Helper()
	for _, id := range slices.Sorted(slices.Values(ids)) {
		v := verdicts[id]
		t.Logf("  %s %s %d", id, v.Level, v.Score)
		for _, f := range v.Findings {
			t.Logf("    %-4s %3d %s: %s", f.Kind, f.Points, f.Rule, f.Says)
		}
	}
}
