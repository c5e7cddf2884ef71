package casefile

import (
	"fmt"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// customerTitle is who the customer is, and in place of the lights how its orders stand.
func customerTitle(th *theme.Theme, v *desk.CaseView, w int) []string {
	who := v.Subject.Display
	if v.Record != nil && v.Record.Customer != nil {
		c := v.Record.Customer
		who = join("  ", firstOf(c.Name, c.NameLocal), c.Country, v.Subject.Key.String())
	}
	level := theme.LevelText(v.Verdict.Level)
	worst := "the worst of " + text.Plural(v.Orders.Count, "order") + "; " + text.Thousands(v.Orders.Open) + " not decided; a customer's lights stand with each order"
	return []string{
		" " + th.Strong.Paint(text.Fit(text.Line(who), w-2)),
		" " + th.Level(v.Verdict.Level, false).Paint(level) + " " + text.Fit(worst, max(w-3-theme.LevelWidth, 4)),
	}
}

// orders are those that a customer is judged with, the worst first. The one under
// the cursor is drawn over.
func orders(d *doc, v *desk.CaseView) {
	if v.Stale != "" {
		d.para(2, d.th.Warn, "! "+v.Stale)
	}
	o := v.Orders
	d.para(2, d.th.Strong, "A customer is "+o.Words()+".")
	d.pair("standing", theme.Ink{}, o.Standing())
	d.add("")
	for i := range o.First {
		r := &o.First[i]
		d.orders = append(d.orders, len(d.lines))
		level := theme.LevelText(r.Level) + text.Right(fmt.Sprint(r.Score), 4)
		d.add("  " + d.th.Level(r.Level, false).Paint(level) + orderRest(r, d.w))
	}
	if n := o.Count - len(o.First); n > 0 {
		d.none(fmt.Sprintf("and %s more: F shows all of them in the queue.", text.Thousands(n)))
	}
	d.none("enter opens the order under the cursor. What a customer's orders were judged is no clearance of the customer.")
}

// orderRest is an order's line after its level and points.
func orderRest(r *data.QueueRow, w int) string {
	id := text.Fit(text.Line(firstOf(r.Order, r.Shipment)), 12)
	what := firstOf(r.Top, r.Goods)
	if w >= 90 && r.Top != "" {
		what = join("  ", text.Fit(text.Line(r.Goods), 24), r.Top)
	}
	line := fmt.Sprintf("  %s %s  %s %s %s", id, text.Fit(r.Date.String(), 10), text.Fit(r.Status.String(), 11), text.Fit(text.Line(r.Dest), 2), text.Line(what))
	return text.Fit(line, max(w-2-theme.LevelWidth-4, 8))
}

// marked is an order's line with the cursor on it.
func marked(th *theme.Theme, r *data.QueueRow, w int) string {
	level := theme.LevelText(r.Level) + text.Right(fmt.Sprint(r.Score), 4)
	return th.Selected.Paint("▸ ") + th.Level(r.Level, true).Paint(level) + th.Selected.Paint(orderRest(r, w))
}

// lists say what the customer itself, its owners and its directors are held against.
func lists(d *doc, v *desk.CaseView) {
	if len(v.Hits) == 0 {
		d.none("No entry of the lists in use is like the customer, an owner or a director told. That is no clearance: its orders name others, and what nobody told is not looked for.")
	}
	d.listsUsed(v)
	hits(d, v)
	if len(v.Hits) > 0 {
		d.add("")
		d.none("A false hit is cleared at an order: there stands what the clearance rests on.")
	}
}

// sums are what the orders add up to, those told in one way together.
func sums(d *doc, v *desk.CaseView) {
	for i := range v.Orders.Sums {
		s := &v.Orders.Sums[i]
		d.item()
		d.para(2, d.th.Muted, s.What)
		d.para(4, theme.Ink{}, s.Words())
	}
	d.none("As told: nothing is converted, and what is told in different ways is never added together.")
}

// perOrder stands where only an order has something to say.
func perOrder(d *doc, _ *desk.CaseView) { d.none("Each order has its own.") }
