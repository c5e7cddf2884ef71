package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"redflag/data"
	"redflag/ui/casefile"
	"redflag/ui/desk"
)

func (p *program) showCommand() *cobra.Command {
	var asJSON, related, near bool
	var notSame, same, reason string
	c := &cobra.Command{
		Use:   "show ID [--related] [--near] [--json]",
		Short: "Show one order, customer or case: findings, lights, parties, goods, what was done",
		Args:  needArgs(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if (notSame != "" || same != "") && reason == "" || notSame != "" && same != "" {
				return usage("--not-same OTHER and --same OTHER go one at a time, each with --reason TEXT")
			}
			return p.withExisting(ctx, func(d *desk.Desk) error {
				if related || notSame != "" || same != "" {
					return p.showRelated(ctx, d, relatedArgs{args[0], notSame, same, reason, asJSON})
				}
				v, err := d.Case(ctx, args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return jsonLines(p.out, v)
				}
				showCase(p.out, v, near)
				return nil
			})
		},
	}
	f := c.Flags()
	f.BoolVar(&asJSON, "json", false, "print everything as one JSON object")
	f.BoolVar(&near, "near", false, "show everything that is not known and would decide a rule, not the first dozen")
	f.BoolVar(&related, "related", false, "show who shares phones, addresses, people and numbers with it, and the way to a listed party")
	f.StringVar(&notSame, "not-same", "", "record that `OTHER`, proposed as the same party, is another one")
	f.StringVar(&same, "same", "", "record that `OTHER` is the same party; the records stay two")
	f.StringVar(&reason, "reason", "", "why, `TEXT` that a stranger can check")
	return c
}

func showCase(w io.Writer, v *desk.CaseView, near bool) {
	if v.Orders != nil {
		showOrders(w, v)
		return
	}
	fmt.Fprintf(w, "%s  %s %d  %s\n", clean(v.Subject.Display), strings.ToUpper(v.Verdict.Level.String()), v.Verdict.Score, v.State.Status)
	if v.Row.Name != "" {
		fmt.Fprintf(w, "customer     %s\n", clean(v.Row.Name))
	}
	if v.Taken != "" {
		fmt.Fprintf(w, "             %s\n", clean(v.Taken))
	}
	if v.OrderDone != nil {
		fmt.Fprintf(w, "mind         %s\n", clean(v.OrderDone.Words()))
	}
	if v.Stale != "" {
		fmt.Fprintf(w, "out of date  %s\n", clean(v.Stale))
	}
	if v.Verdict.AsOf.State() == data.Known {
		fmt.Fprintf(w, "law of       %s, known on %s, regime %s\n", v.Verdict.LawDate, v.Verdict.AsOf, v.Verdict.Regime)
	}
	showLights(w, v.Verdict.Lights)
	for i := range v.Overrides {
		if o := &v.Overrides[i]; o.Grave() {
			fmt.Fprintf(w, "mind         %s\n", clean(o.Words()))
		}
	}
	if v.Reckoning != "" {
		fmt.Fprintf(w, "score        %s\n", clean(v.Reckoning))
	}
	showFindings(w, v)
	showHits(w, v)
	showPapers(w, v)
	showGoods(w, v)
	showLicences(w, v)
	showOpen(w, v, near)
	showDone(w, v)
	fmt.Fprintln(w, "\nNot legal advice.")
}

// printedOrders is how many of a customer's orders are printed.
const printedOrders = 10

// showOrders shows a customer that is judged with its orders.
func showOrders(w io.Writer, v *desk.CaseView) {
	o := v.Orders
	fmt.Fprintf(w, "%s  worst %s\n%s\n", clean(v.Subject.Display), strings.ToUpper(o.Worst.String()), o.Words())
	fmt.Fprintf(w, "standing     %s\n", o.Standing())
	if v.Record != nil && v.Record.Customer != nil {
		c := v.Record.Customer
		fmt.Fprintf(w, "customer     %s\n", clean(strings.TrimSpace(c.Name+"  "+c.Country)))
		for _, t := range desk.Facts(c) {
			if t.Text == "" {
				t.Text = data.NotToldValue
			}
			fmt.Fprintf(w, "  %-16s %s\n", t.Name, clean(t.Text))
		}
	}
	for _, s := range o.Sums {
		fmt.Fprintf(w, "%-12s %s\n", "sum", clean(s.What+": "+s.Words()))
	}
	fmt.Fprintln(w)
	first := o.First[:min(len(o.First), printedOrders)]
	for _, r := range first {
		fmt.Fprintf(w, "%-6s %4d  %-11s %s  %s  %s\n", strings.ToUpper(r.Level.String()), r.Score, r.Status, clean(r.Case), r.Date, clean(r.Top))
	}
	if n := o.Count - len(first); n > 0 {
		fmt.Fprintf(w, "and %d more: redflag queue customer:%s\n", n, clean(v.Subject.Key.ID))
	}
	showHits(w, v)
	showDone(w, v)
	fmt.Fprintln(w, "\nNot legal advice.")
}

func showLights(w io.Writer, l data.Lights) {
	for _, e := range []struct {
		name  string
		light data.Light
	}{{"listed", l.Listed}, {"headquarters", l.Headquarters}, {"ownership", l.Ownership}, {"destination", l.Destination}} {
		at := ""
		if e.light.List != "" {
			at = " [" + e.light.List + "]"
		}
		fmt.Fprintf(w, "%-12s %s: %s%s\n", e.name, strings.ReplaceAll(e.light.Is, "_", " "), clean(e.light.Why), clean(at))
	}
}

func showFindings(w io.Writer, v *desk.CaseView) {
	for _, f := range v.Verdict.Findings {
		fmt.Fprintf(w, "\n%-5s %+4d  %s  (%s, %s)\n", f.Kind, f.Points, clean(f.Says), f.Rule, f.Pattern)
		if f.Cleared != nil {
			fmt.Fprintf(w, "      %s\n", clean(f.Cleared.Words()))
		}
		for _, e := range f.Evidence {
			at := ""
			if e.File != "" {
				at = fmt.Sprintf(" (%s row %d)", e.File, e.Row)
			}
			fmt.Fprintf(w, "      %s = %s%s\n", clean(e.Field), clean(e.Value), clean(at))
		}
		if t, ok := v.Rules[f.Rule]; ok && t.Innocent != "" {
			fmt.Fprintf(w, "      may be innocent: %s\n", clean(t.Innocent))
		}
		if len(f.Cites) > 0 {
			fmt.Fprintf(w, "      source: %s\n", clean(desk.Cited(f.Cites, f.Basis)))
		}
	}
}

// showHits tells each entry that a party is held against.
func showHits(w io.Writer, v *desk.CaseView) {
	for i := range v.Hits {
		if i == 0 {
			fmt.Fprintln(w, "\nheld against the lists")
		}
		h := &v.Hits[i]
		fmt.Fprintf(w, "  %s\n", clean(desk.Against(h)))
		for _, t := range desk.ExplainHit(h) {
			fmt.Fprintf(w, "    %-12s %s\n", t.Name, clean(t.Text))
		}
	}
}

// showPapers tells the other records of the order.
func showPapers(w io.Writer, v *desk.CaseView) {
	papers, rest := v.Listed()
	for i, p := range papers {
		if i == 0 {
			fmt.Fprintln(w, "\nother papers of the order")
		}
		fmt.Fprintf(w, "  %s\n", clean(p.Words()))
		if p.Stays != "" {
			fmt.Fprintf(w, "      is decided by itself: %s\n", clean(p.Stays))
		}
	}
	for _, s := range rest {
		fmt.Fprintf(w, "  %s\n", s)
	}
}

func showGoods(w io.Writer, v *desk.CaseView) {
	if len(v.Verdict.Goods) > 0 {
		fmt.Fprintln(w, "\ngoods")
	}
	for i, g := range v.Verdict.Goods {
		fmt.Fprintf(w, "  line %d: %s\n", g.Line, clean(goodsWords(&v.Verdict.Goods[i])))
	}
}

// goodsWords say what a line was taken to be, leaving out what is not told.
func goodsWords(g *data.Good) string {
	name := strings.TrimSpace(g.Maker + " " + g.Model)
	if name == "" {
		name = "not recognised"
	}
	out := name + ", controlled: " + strings.TrimSpace(strings.ReplaceAll(string(g.Controlled), "_", " ")+" "+g.Bucket)
	if g.TPP != "" {
		out += ", TPP " + g.TPP
	}
	if g.Why != "" {
		out += ": " + g.Why
	}
	return out
}

// showLicences lays out the licence question, test by test.
func showLicences(w io.Writer, v *desk.CaseView) {
	for i := range v.Licences {
		l := &v.Licences[i]
		if i == 0 {
			fmt.Fprintf(w, "\nlicence question, by the law of %s; %s\n", l.Law, l.Says)
		}
		fmt.Fprintf(w, "  line %d: needed: %s\n", l.Line, l.Needed)
		for _, r := range l.Rows() {
			fmt.Fprintf(w, "    %-15s %s\n", r.Name, clean(r.Says))
		}
	}
}

// showOpen lists what is not known and what is still to be asked.
func showOpen(w io.Writer, v *desk.CaseView, all bool) {
	shown, rules := len(v.Open), len(v.Verdict.Near)
	if !all {
		shown, rules = min(shown, desk.OpenShown), desk.RulesShown
	}
	for i := range v.Open[:shown] {
		if i == 0 {
			fmt.Fprintln(w, "\nwhy not flagged, the nearest to a finding first")
		}
		o := v.Open[i]
		fmt.Fprintf(w, "  %s\n      could be: %s\n", clean(o.Why()), clean(o.Some(rules)))
	}
	if more := desk.MoreOpen(v.Open, shown); more != "" {
		fmt.Fprintf(w, "  %s: redflag show %s --near\n", more, clean(v.Subject.Key.String()))
	}
	for i, q := range v.Questions {
		if i == 0 {
			fmt.Fprintln(w, "\nquestions")
		}
		star, answer := " ", "no answer"
		if q.Critical {
			star = "*"
		}
		if q.Answer != nil {
			answer = strings.TrimSpace(q.Answer.Value + " " + q.Answer.Detail)
		}
		fmt.Fprintf(w, "  %-4s%s %s [%s]\n", q.ID, star, clean(q.Text), clean(answer))
	}
}

func showDone(w io.Writer, v *desk.CaseView) {
	decided := func(what string, d *data.Decision) {
		fmt.Fprintf(w, "\n%s  %s (%s) by %s on %s: %s\n", what, d.Disposition, d.Status, clean(d.Person), d.At.Format("2006-01-02 15:04"), clean(d.Reason))
		if s := casefile.SeenThen(d, &v.Verdict); s != "" {
			fmt.Fprintf(w, "  seen then %s\n", s)
		}
	}
	if d := v.State.Decision; d != nil {
		decided("decision", d)
	}
	for i := range v.State.Disputed {
		decided("in dispute", &v.State.Disputed[i])
	}
	told := casefile.Told(v.Events)
	for i := range v.Events {
		e := &v.Events[i]
		if i == 0 {
			fmt.Fprintln(w, "\njournal")
		}
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("  %s  %-18s %s  %s", e.Time.Format("2006-01-02 15:04:05"), e.Kind, clean(e.Person), clean(told[i])), " "))
	}
}
