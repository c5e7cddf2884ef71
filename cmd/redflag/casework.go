package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/dossier"
)

func (p *program) checkCommand() *cobra.Command {
	var answer, detail, reason string
	var evidence []string
	var asJSON bool
	c := &cobra.Command{
		Use:   "check ID [QUESTION --answer Y|S|N|U|NA] [--detail TEXT] [--reason TEXT] [--evidence FILE]...",
		Short: "Show the checklist of a case, or answer one question of it",
		Long: `Without a question, lists what the findings ask. With one, records the answer:
Y yes with evidence, S stated only, N no, U unknown, NA does not apply (with a
reason). Stated never closes a critical question (*), and unknown blocks there.`,
		Args: needArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if len(args) == 1 && (answer != "" || detail != "" || reason != "" || len(evidence) > 0) {
				return usage("say which question is answered: redflag check %s QUESTION --answer ...", args[0])
			}
			return p.withExisting(ctx, func(d *desk.Desk) error {
				if len(args) == 2 {
					if answer == "" {
						return usage("say the answer to %s with --answer Y, S, N, U or NA", args[1])
					}
					question, value := strings.ToUpper(args[1]), strings.ToUpper(answer)
					if err := d.CheckAnswer(question, value, detail, reason); err != nil {
						return err
					}
					hashes, err := d.AttachAll(ctx, args[0], evidence)
					if err != nil {
						return err
					}
					ev, err := d.Answer(ctx, args[0], question, value, detail, reason, hashes)
					if err != nil {
						return err
					}
					if strings.EqualFold(answer, data.AnswerYes) && len(hashes) == 0 {
						fmt.Fprintln(p.err, "Yes means evidenced, and no file is attached: it closes a critical question (*) only with --evidence FILE.")
					}
					return p.recorded(ev, nil)
				}
				v, err := d.Case(ctx, args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return jsonLines(p.out, v.Questions...)
				}
				if len(v.Questions) == 0 {
					fmt.Fprintln(p.out, "The findings of this case ask no question.")
				}
				for _, q := range v.Questions {
					printQuestion(p, &q)
				}
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringVar(&answer, "answer", "", "Y, S, N, U or NA")
	f.StringVar(&detail, "detail", "", "the number, date, country or list asked for")
	f.StringVar(&reason, "reason", "", "why, in words")
	f.StringArrayVar(&evidence, "evidence", nil, "`FILE` that shows it (may be given again)")
	f.BoolVar(&asJSON, "json", false, "print JSON Lines")
	return c
}

func printQuestion(p *program, q *desk.Question) {
	star, answer := " ", "no answer"
	if q.Critical {
		star = "*"
	}
	if a := q.Answer; a != nil {
		answer = strings.TrimSpace(a.Value+" "+a.Detail) + " by " + a.Person
	}
	fmt.Fprintf(p.out, "%-4s%s %s\n      %s\n      wanted: %s\n", q.ID, star, clean(q.Text), clean(answer), clean(q.Evidence))
	if q.Wants != "" {
		fmt.Fprintf(p.out, "      detail: %s\n", clean(q.Wants))
	}
}

func (p *program) noteCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "note ID TEXT",
		Short: "Add a note to a case; it can be superseded, never edited",
		Args:  needArgs(2, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return p.withExisting(ctx, func(d *desk.Desk) error {
				ev, err := d.Note(ctx, args[0], strings.Join(args[1:], " "))
				return p.recorded(ev, err)
			})
		},
	}
}

func (p *program) recorded(ev data.Event, err error) error {
	if err == nil {
		fmt.Fprintf(p.err, "Recorded as %s.\n", ev.ID)
	}
	return err
}

func (p *program) attachCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "attach ID FILE",
		Short: "Keep a file as evidence of a case",
		Args:  needArgs(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return p.withExisting(ctx, func(d *desk.Desk) error {
				ev, err := d.Attach(ctx, args[0], args[1])
				return p.recorded(ev, err)
			})
		},
	}
}

func (p *program) decideCommand() *cobra.Command {
	var reason, until, hits, condition, entry string
	var list, papers, asOrder bool
	c := &cobra.Command{
		Use:   "decide ID DISPOSITION --reason TEXT [--until DATE] [--papers] | ID --as-order | --hits GROUP FP2 --reason TEXT",
		Short: "Decide a case, with the reason",
		Long: `Records a disposition and the verdict it was made on. --list shows every
disposition and what blocks it for this case.

One that says that hits on a list are false (FP1 to FP4) clears each pair of party
and list entry, and the pair stays cleared while the entry, the party's name,
address, owners and the family of goods stay as they are; --condition adds one of
your own, and --until ends it. With --entry, only the hits on that entry are
cleared and the case stays as it is.

With --papers, the other papers of the same order that say nothing more (a delivery,
an invoice) are decided with it, on the same answers; 'redflag show ID' lists them. One
undo takes all of it back. With --as-order, a paper that came after its order was
decided, and says nothing more, is decided as that was.

With --hits, clears a group of hits that 'redflag queue --hits' lists, with a
record for each; a case where nothing else was open is decided too. Only FP2 is
true of many hits at once. Hits that are more than words in common stay open and
are named. One undo takes the whole group back.`,
		Args: needArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			day, err := data.ParseDate(until)
			if err != nil {
				return usage("--until: %w", err)
			}
			if cmd.Flags().Changed("hits") {
				if len(args) != 1 || list {
					return usage("usage: redflag decide --hits GROUP FP2 --reason TEXT")
				}
				return p.decideHits(ctx, hits, desk.Ruling{Disposition: args[0], Reason: reason, Condition: condition, Until: day})
			}
			if asOrder && (len(args) != 1 || list || papers || reason != "") {
				return usage("usage: redflag decide ID --as-order; the disposition and the reason are those of the order")
			}
			return p.withExisting(ctx, func(d *desk.Desk) error {
				if asOrder {
					return p.decideAsOrder(ctx, d, args[0])
				}
				if list || len(args) == 1 {
					return p.listDispositions(cmd, d, args[0])
				}
				if entry != "" {
					return p.clearHit(ctx, d, args[0], entry, desk.Ruling{Disposition: args[1], Reason: reason, Condition: condition, Until: day})
				}
				before, err := d.Case(ctx, args[0])
				if err != nil {
					return err
				}
				r := desk.Ruling{Disposition: args[1], Reason: reason, Condition: condition, Until: day}
				if papers {
					r.Papers = desk.Keys(before.Along())
				}
				ev, err := d.Rule(ctx, args[0], r)
				if err := p.recorded(ev, p.notYet(err, args[0])); err != nil {
					return err
				}
				if was := before.State.Decision; was != nil {
					fmt.Fprintf(p.err, "It replaces the decision %s (%s) by %s on %s: %s\n", was.Disposition, was.Status, clean(was.Person), was.At.Format("2006-01-02 15:04"), clean(was.Reason))
				}
				p.sayPapers(before, papers)
				return p.mind(ctx, d, args[0], ev.Get("disposition"))
			})
		},
	}
	f := c.Flags()
	f.StringVar(&reason, "reason", "", "why, in words that a stranger can check")
	f.StringVar(&condition, "condition", "", "what must stay true of a hit that is cleared, beside what is watched anyhow")
	f.StringVar(&until, "until", "", "`DATE` on which the decision expires or its condition falls due")
	f.BoolVar(&list, "list", false, "list the dispositions and what blocks each")
	f.BoolVar(&asOrder, "as-order", false, "decide a paper that came later, and says nothing more, as its order was decided")
	f.BoolVar(&papers, "papers", false, "decide the other papers of the order that say nothing more with it")
	f.StringVar(&entry, "entry", "", "clear the hits on this `ENTRY` alone, such as EL:9001, and leave the case as it is")
	f.StringVar(&hits, "hits", "", "clear the `GROUP` of hits that 'redflag queue --hits' lists")
	return c
}

func (p *program) decideAsOrder(ctx context.Context, d *desk.Desk, id string) error {
	ev, err := d.RuleAsOrder(ctx, id)
	if err := p.recorded(ev, p.notYet(err, id)); err != nil {
		return err
	}
	fmt.Fprintf(p.err, "It is %s as %s: %s\n", clean(ev.Get("status")), clean(ev.Get("disposition")), clean(ev.Get("reason")))
	return p.mind(ctx, d, id, ev.Get("disposition"))
}

// sayPapers tells which papers of the order were decided with a case, or could have been.
func (p *program) sayPapers(v *desk.CaseView, with bool) {
	along := desk.Keys(v.Along())
	switch papers := clean(strings.Join(along, ", ")); {
	case len(along) > 0 && with:
		fmt.Fprintf(p.err, "Decided with it, of the same order: %s.\n", papers)
	case len(along) > 0:
		fmt.Fprintf(p.err, "Of the same order, saying nothing more, and as they were: %s. --papers decides them with it.\n", papers)
	case with:
		fmt.Fprintln(p.err, "No other paper of the order could be decided with it; 'redflag show' says why.")
	}
}

func (p *program) listDispositions(cmd *cobra.Command, d *desk.Desk, id string) error {
	all, err := d.Dispositions(cmd.Context(), id)
	if err != nil {
		return err
	}
	var reasons []string // each said once, below
	for _, o := range all {
		state := "possible now"
		if len(o.Blocks) > 0 {
			var numbers []string
			for _, b := range desk.Plain(o.Blocks) {
				i := slices.Index(reasons, b)
				if i < 0 {
					i = len(reasons)
					reasons = append(reasons, b)
				}
				numbers = append(numbers, strconv.Itoa(i+1))
			}
			state = "not now: " + strings.Join(numbers, " ")
		}
		fmt.Fprintf(p.out, "%-4s %-12s %s\n                  %s\n", o.Code, o.Status, clean(o.Words), state)
		for _, w := range minding(&o) {
			fmt.Fprintf(p.out, "                  mind: %s\n", clean(w))
		}
	}
	for i, r := range reasons {
		if i == 0 {
			fmt.Fprintln(p.out, "\nwhat stands in the way")
		}
		fmt.Fprintf(p.out, "%3d  %s\n", i+1, clean(r))
	}
	return nil
}

// minding is what the screens ask a second time before a disposition.
func minding(o *desk.Disposition) []string {
	var out []string
	for _, w := range o.Warnings {
		out = append(out, strings.TrimSuffix(w, " Release all the same?"))
	}
	return out
}

// mind says what a decision was made in spite of: a command asks nothing a second time.
func (p *program) mind(ctx context.Context, d *desk.Desk, id, code string) error {
	all, err := d.Dispositions(ctx, id)
	if err != nil {
		return err
	}
	for i := range all {
		if all[i].Code == code {
			for _, w := range minding(&all[i]) {
				fmt.Fprintf(p.err, "Mind: %s\n", clean(w))
			}
		}
	}
	return nil
}

// notYet lists what stands in the way of a decision, a line each.
func (p *program) notYet(err error, id string) error {
	blocked, ok := errors.AsType[*desk.NotYet](err)
	if !ok {
		return err
	}
	fmt.Fprintf(p.err, "redflag: %s is not possible yet:\n", blocked.Code)
	for _, b := range desk.Plain(blocked.Blocks) {
		fmt.Fprintf(p.err, "  %s\n", clean(b))
	}
	fmt.Fprintf(p.err, "Answer with 'redflag check %s QUESTION --answer ...'; 'redflag decide %s --list' shows what is possible now.\n", clean(id), clean(id))
	return &exitError{code: exitFailed}
}

func (p *program) undoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "undo",
		Short: "Undo the last thing you did; the journal keeps both",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return p.withExisting(ctx, func(d *desk.Desk) error {
				what, err := d.Undo(ctx)
				if err != nil {
					return err
				}
				fmt.Fprintf(p.err, "%s\n", clean(what))
				return nil
			})
		},
	}
}

func (p *program) dossierCommand() *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "dossier ID -o FILE.{html,md,json}",
		Short: "Write the file of a case, with its proof",
		Args:  needArgs(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usage("say where to write it: -o FILE.html, FILE.md or FILE.json")
			}
			if _, err := dossier.FormatOf(out); err != nil {
				return usage("%w", err)
			}
			ctx := cmd.Context()
			return p.withExisting(ctx, func(d *desk.Desk) error {
				if err := d.Dossier(ctx, args[0], out); err != nil {
					return err
				}
				fmt.Fprintf(p.err, "Wrote %s. Anyone can check it with 'redflag verify %s'.\n", out, out)
				return nil
			})
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "`FILE` to write; its ending says the format")
	return c
}
