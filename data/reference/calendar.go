package reference

import "redflag/data"

// Rule is a date on which the law or the guidance changed.
type Rule struct {
	Date              data.Date
	ID, Title, Effect string
	Restricts         bool   // it takes something away; false for guidance and what eases
	Status            string // in force, suspended, not enforced, unconfirmed, guidance
	Source, Basis     string
}

func (r *reader) calendar(name string) (out []Rule) {
	seen := map[string]bool{}
	r.rows(name, "date,id,title,effect,restricts,status", func(w *row) {
		e := Rule{w.date("date"), w.need("id"), w.need("title"), w.need("effect"), w.oneOf("restricts", "yes", "no") == "yes", w.oneOf("status", "in force", "suspended", "not enforced", "unconfirmed", "guidance"), w.need("source"), w.basis()}
		if seen[e.ID] {
			w.fail("id", "%q stands twice", e.ID)
		}
		if len(out) > 0 && e.Date.First() < out[len(out)-1].Date.First() {
			w.fail("date", "%v stands after a later date", e.Date)
		}
		seen[e.ID] = true
		out = append(out, e)
	})
	return out
}
