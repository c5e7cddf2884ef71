package main

import (
	"context"
	"fmt"

	"redflag/ui/desk"
)

// hitGroups lists the open hits by what causes them.
func (p *program) hitGroups(ctx context.Context, asJSON bool) error {
	return p.withExisting(ctx, func(d *desk.Desk) error {
		open, err := d.HitGroups(ctx)
		if err != nil {
			return err
		}
		if w := open.Behind(); w != "" {
			fmt.Fprintln(p.err, w+" 'redflag screen' brings them up to date.")
		}
		if asJSON {
			return jsonLines(p.out, open.Groups...)
		}
		if len(open.Groups) == 0 {
			fmt.Fprintln(p.out, "No hit on a list is open.")
		}
		for _, g := range open.Groups {
			what := "words that agree: "
			if g.By == "entry" {
				what = "entry: "
			}
			fmt.Fprintf(p.out, "%s  %s, %s, %s, %s  %s%s\n", g.ID, counted(g.Pairs, "hit", "hits"), counted(g.Parties, "party", "parties"),
				counted(g.Entries, "entry", "entries"), counted(g.Cases, "case", "cases"), what, clean(g.Cause))
			if g.Again > 0 {
				fmt.Fprintf(p.out, "    %d of them cleared when last screened, and that no longer stands\n", g.Again)
			}
			if n := g.Alone - g.Again; n > 0 {
				fmt.Fprintf(p.out, "    %d of them to be judged one by one\n", n)
			}
			for _, e := range g.Examples {
				p.printHit(&e)
			}
		}
		return nil
	})
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func (p *program) printHit(e *desk.HitExample) {
	fmt.Fprintf(p.out, "    %s ~ %s (%s %s, %.2f) in %s", clean(e.Party), clean(e.Listed()), clean(e.List), clean(e.ID), e.Score, clean(e.Case))
	if e.Alone != "" {
		fmt.Fprintf(p.out, ": %s", clean(e.Alone))
	}
	fmt.Fprintln(p.out)
}

// decideHits clears a group. Hits that had to be left are done in part.
func (p *program) decideHits(ctx context.Context, group string, ruling desk.Ruling) error {
	return p.withExisting(ctx, func(d *desk.Desk) error {
		r, err := d.DecideHits(ctx, group, ruling)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.out, "%s cleared, a record each; %s decided, %s with something else open\n", counted(r.Cleared, "hit", "hits"),
			counted(len(r.Decided), "case", "cases"), counted(len(r.StayOpen), "case", "cases"))
		fmt.Fprintln(p.err, "'redflag undo' takes all of it back. Screen again to see the levels without these hits.")
		if len(r.Left) == 0 {
			return nil
		}
		for _, e := range r.Left {
			p.printHit(&e)
		}
		return &exitError{exitPart, fmt.Errorf("%s left, to be judged one by one", counted(len(r.Left), "hit", "hits"))}
	})
}

// clearHit clears the hits of a case on one entry.
func (p *program) clearHit(ctx context.Context, d *desk.Desk, id, entry string, r desk.Ruling) error {
	made, err := d.ClearHit(ctx, id, entry, r)
	if err = p.notYet(err, id); err != nil {
		return err
	}
	fmt.Fprintf(p.out, "%s on %s cleared; the case stays as it is\n", counted(len(made), "hit", "hits"), clean(entry))
	fmt.Fprintln(p.err, "'redflag screen' judges again; 'redflag undo' takes it back.")
	return nil
}
