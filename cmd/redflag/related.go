package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"redflag/data"
	"redflag/ui/desk"
)

type relatedArgs struct {
	id, notSame, same, reason string
	json                      bool
}

// showRelated records a judgement where one is given, then shows who is related.
func (p *program) showRelated(ctx context.Context, d *desk.Desk, a relatedArgs) error {
	var err error
	switch {
	case a.notSame != "":
		_, err = d.NotSame(ctx, a.id, a.notSame, a.reason)
	case a.same != "":
		_, err = d.Same(ctx, a.id, a.same, a.reason)
	}
	if err != nil {
		return err
	}
	if a.notSame != "" || a.same != "" {
		fmt.Fprintln(p.err, "Recorded. 'redflag undo' takes it back; the journal keeps both.")
	}
	v, err := d.Related(ctx, a.id)
	if err != nil {
		return err
	}
	if a.json {
		return jsonLines(p.out, v)
	}
	printRelated(p.out, v)
	return nil
}

func printRelated(w io.Writer, v *desk.Related) {
	fmt.Fprintf(w, "%s  related parties  (%s)\n", clean(v.Case), clean(v.Searched))
	for _, k := range v.Of {
		fmt.Fprintf(w, "%-24s %s\n", clean(k.Role), clean(kinName(k)))
	}
	for _, f := range v.Itself {
		fmt.Fprintf(w, "%-24s %s itself is %s: %s\n", "!", clean(f.Kin.Name), f.Kind, clean(f.Says))
	}
	printPath(w, v)
	fmt.Fprintln(w, "\nbelong together")
	if len(v.Members) == 0 {
		fmt.Fprintln(w, "  nobody shares what few have")
	}
	for _, m := range v.Members {
		fmt.Fprintf(w, "  %s  through %s\n", clean(kinName(m.Kin)), clean(m.With.Name))
		printTies(w, m.Shares)
	}
	if v.More > 0 {
		fmt.Fprintf(w, "  and %d more\n", v.More)
	}
	printProposals(w, v)
	fmt.Fprintln(w, "\nA proposal merges nothing. Not legal advice.")
}

func kinName(k desk.Kin) string { return k.Name + "  [" + k.ID + "]" }

func told(e data.Evidence) string {
	if e.File == "" {
		return e.Record
	}
	return fmt.Sprintf("%s, %s row %d", e.Record, e.File, e.Row)
}

func printTies(w io.Writer, all []desk.Tie) {
	for _, t := range all {
		by := told(t.Tells)
		if other := told(t.TellsB); other != by {
			by += "; " + other
		}
		fmt.Fprintf(w, "      %s %s  (%s, weight %.2f; %s)\n", t.Kind, clean(t.Value), t.Spread(), t.Weight, clean(by))
	}
}

func printPath(w io.Writer, v *desk.Related) {
	if v.Path == nil {
		fmt.Fprintln(w, "\n"+v.NoWay())
		return
	}
	fmt.Fprintf(w, "\nway to a %s party, %s\n  %s\n", v.Path.Kind, counted(len(v.Path.Hops), "step", "steps"), clean(kinName(v.Path.From)))
	for _, h := range v.Path.Hops {
		if h.Judged {
			fmt.Fprintf(w, "    judged to be the same as\n  %s\n", clean(kinName(h.To)))
			continue
		}
		printTies(w, []desk.Tie{*h.Tie})
		fmt.Fprintf(w, "  %s\n", clean(kinName(h.To)))
	}
	fmt.Fprintf(w, "    %s: %s (%s)\n", v.Path.Kind, clean(v.Path.Says), clean(told(v.Path.Tell)))
}

func printProposals(w io.Writer, v *desk.Related) {
	fmt.Fprintln(w, "\nmay be the same")
	if len(v.Proposals) == 0 {
		fmt.Fprintln(w, "  nobody is proposed")
	}
	for _, o := range v.Proposals {
		fmt.Fprintf(w, "  %.2f %s: %s\n       and %s\n", o.Score, o.Means, clean(kinName(o.A)), clean(kinName(o.B)))
		fmt.Fprintf(w, "      for: %s\n", clean(strings.Join(o.For, "; ")))
		if len(o.Against) > 0 {
			fmt.Fprintf(w, "      against: %s\n", clean(strings.Join(o.Against, "; ")))
		}
		if o.Lapsed != "" {
			fmt.Fprintf(w, "      %s\n", clean(o.Lapsed))
		}
	}
	for i, s := range v.Settled {
		if i == 0 {
			fmt.Fprintln(w, "\njudged")
		}
		is := "not the same as"
		if s.Same {
			is = "the same as"
		}
		fmt.Fprintf(w, "  %s is %s %s: %s, %s on %s\n", clean(s.A.Name), is, clean(kinName(s.B)), clean(s.Reason), clean(s.Person), s.On)
	}
}
