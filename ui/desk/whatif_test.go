package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redflag/data"
)

// published is everything that the workspace holds of verdicts.
func published(t *testing.T, d *Desk) string {
	t.Helper()
	var b bytes.Buffer
	ctx := context.Background()
	if err := d.EachVerdict(ctx, func(v *data.Verdict) error { return json.NewEncoder(&b).Encode(v) }); err != nil {
		t.Fatal(err)
	}
	h, err := d.Header(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return b.String() + h.Regime + h.Screened.String()
}

func TestAWhatIfLeavesTheQueueAlone(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	before := published(t, d)
	all, err := Regimes("")
	if err != nil {
		t.Fatal(err)
	}
	changed := map[string]int{}
	for _, r := range all {
		lines, verdicts := 0, 0
		sum, err := d.WhatIf(ctx, ScreenOptions{Regime: r.ID}, WhatIfWatch{
			Change: func(c Change) error {
				lines++
				if c.From == c.To || c.Why == "" || c.Shipment == "" && c.Customer == "" || c.Regime != r.ID || c.Against != CurrentRegime {
					t.Errorf("%+v", c)
				}
				return nil
			},
			Verdict: func(v *data.Verdict) error {
				verdicts++
				if v.Regime != r.ID {
					t.Errorf("%s is judged under %s", v.Shipment, v.Regime)
				}
				return nil
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		moved, total := 0, 0
		for _, m := range sum.Moves {
			moved += m.Count
		}
		for _, n := range sum.ByLevel {
			total += n
		}
		if lines != sum.Changed || moved != sum.Changed || verdicts != sum.Subjects || total != sum.Subjects || sum.Subjects == 0 {
			t.Errorf("%s: %d lines, %d verdicts, %+v", r.ID, lines, verdicts, sum)
		}
		changed[r.ID] = sum.Changed
		t.Logf("%s: %v, %v", r.ID, sum.ByLevel, sum.Moves)
	}
	if changed["current"] != 0 || changed["worldwide-licence"] == 0 || changed["sea-hotspots"] == 0 || changed["no-low-volume"] == 0 {
		t.Errorf("changes: %v", changed)
	}
	if published(t, d) != before {
		t.Error("a what-if changed what is published")
	}
	if _, err := d.Screen(ctx, ScreenOptions{Regime: "worldwide-licence"}, nil); err == nil {
		t.Error("a what-if is published")
	}
}

func TestRegimesOfOnesOwn(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	dir := t.TempDir()
	write := func(name, text string) string {
		f := filepath.Join(dir, name)
		if err := os.WriteFile(f, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return f
	}
	const own = `id: own
title: "What-if: no chips to Malaysia"
status: what_if
source: counsel
basis: unverified
tiers:
  - {id: my, licence: presumption_of_denial, source: counsel, basis: unverified, lists: [{countries: [Malaysia]}]}
`
	good := write("own.yaml", own)
	for _, o := range []ScreenOptions{{Regime: good}, {Regime: "own", Regimes: dir}, {Regime: good, Against: CurrentRegime}} {
		sum, err := d.WhatIf(ctx, o, WhatIfWatch{})
		if err != nil {
			t.Fatal(err)
		}
		if sum.Regime.ID != "own" || sum.Changed == 0 {
			t.Errorf("%+v", sum)
		}
	}
	if sum, err := d.WhatIf(ctx, ScreenOptions{Regime: good, Against: good}, WhatIfWatch{}); err != nil || sum.Changed+sum.Shifted != 0 {
		t.Errorf("against itself: %+v, %v", sum, err)
	}
	if _, err := d.WhatIf(ctx, ScreenOptions{Regime: "owm", Regimes: dir}, WhatIfWatch{}); !errors.Is(err, ErrNoRegime) || !strings.Contains(err.Error(), "did you mean own?") {
		t.Errorf("%v", err)
	}
	bad := write("bad.yml", strings.Replace(own, "licence:", "lisence:", 1))
	if _, err := d.WhatIf(ctx, ScreenOptions{Regime: bad}, WhatIfWatch{}); !errors.Is(err, ErrBadRegime) || !strings.Contains(err.Error(), "bad.yml:7:") || !strings.Contains(err.Error(), "did you mean licence?") {
		t.Errorf("%v", err)
	}
}

// What a what-if names as the cause is what weighs.
func TestWhyNamesWhatWeighs(t *testing.T) {
	v := data.Verdict{Findings: []data.Finding{
		{Rule: "a", Kind: data.FlagFinding, Says: "Like others."}, {Rule: "b", Kind: data.FlagFinding, Points: 5, Says: "Weighs."},
		{Rule: "c", Kind: data.GapFinding, Says: "Is not known."}, {Rule: "d", Kind: data.NoteFinding, Says: "Explains."},
	}}
	if got := strings.Join(differ(&v, &data.Verdict{}), " "); got != "Weighs. Is not known." {
		t.Error(got)
	}
}
