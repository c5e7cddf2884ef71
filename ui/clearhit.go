package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/dialog"
	"redflag/ui/text"
)

// stillReading is why nothing can be said yet of a case that was opened just now.
const stillReading = "the case is still being read; again in a moment"

// openHits are what the case in sight is held against, one hit for each entry.
func (m *Model) openHits() []*desk.ListHit {
	v := m.file.View()
	if v == nil || v.Orders != nil { // of a customer hits are cleared at its orders
		return nil
	}
	var out []*desk.ListHit
	for i := range v.Hits {
		h := &v.Hits[i]
		if h.Cleared == nil && !slices.ContainsFunc(out, func(o *desk.ListHit) bool { return o.Object() == h.Object() }) {
			out = append(out, h)
		}
	}
	return out
}

func noOpenHit(m *Model) string {
	if m.at == inCase && m.file.View() == nil {
		return stillReading
	}
	if len(m.openHits()) == 0 {
		return "no hit on a list is open here"
	}
	return ""
}

type falseHitMsg struct {
	name, key, object, against string
	list                       []desk.Disposition
	err                        error
}

// askClearHit asks which hit is false; a single one needs no asking.
func (m *Model) askClearHit() tea.Cmd {
	all := m.openHits()
	if len(all) == 1 {
		return m.readFalse(all[0])
	}
	items := make([]dialog.Item, len(all))
	for i, h := range all {
		items[i] = dialog.Item{Title: text.Line(desk.Against(h)), Note: h.List, More: text.Line(strings.Join(h.Why, "; "))}
		if i < 9 {
			items[i].Hot = string(rune('1' + i))
		}
	}
	m.dialogs.Push(&dialog.Menu{Title: "Which hit is false?", Items: items, Wide: 78, Choose: func(i int) tea.Cmd { return m.readFalse(all[i]) }})
	return nil
}

// readFalse reads the ways in which a hit can be false.
func (m *Model) readFalse(h *desk.ListHit) tea.Cmd {
	name, key := m.subject()
	ctx, d := m.ctx, m.desk
	msg := falseHitMsg{name: name, key: key, object: h.Object(), against: text.Line(desk.Against(h))}
	return m.await("Reading in what ways it can be false", func() tea.Msg {
		msg.list, msg.err = d.Dispositions(ctx, key)
		return msg
	})
}

func (m *Model) chooseFalse(v falseHitMsg) tea.Cmd {
	if v.err != nil {
		return m.fail("The dispositions could not be read", v.err)
	}
	list := slices.DeleteFunc(v.list, func(o desk.Disposition) bool { return !o.ClearsHits })
	items := make([]dialog.Item, len(list))
	for i, o := range list {
		items[i] = dialog.Item{Title: text.Line(o.Code + "  " + o.Words), Hot: string(rune('1' + i)), More: text.Line("Needs " + o.Needs)}
	}
	m.dialogs.Push(&dialog.Menu{Title: "False, because", Items: items, Wide: 78, Choose: func(i int) tea.Cmd { return m.askFalseReason(v, list[i]) }})
	return nil
}

// askFalseReason takes the reason, then asks for the yes.
func (m *Model) askFalseReason(v falseHitMsg, o desk.Disposition) tea.Cmd {
	e := newRuling(o)
	f := &dialog.Form{Title: text.Line(o.Code + "  " + o.Words), Intro: v.against, Submit: "go on", Entries: e.entries(), Editor: m.editField, Stay: true}
	f.Done = func(*dialog.Form) (tea.Cmd, string) {
		r, why := e.ruling(o)
		if why != "" {
			return nil, why
		}
		words := v.against + "\n\n" + r.Reason + "\n\nSigned by " + m.header.Person + ". " + v.name + " stays as it is; S screens again."
		m.confirm("Clear this hit?", words, "clear", func() tea.Cmd {
			m.dialogs.Close(f)
			ctx, d := m.ctx, m.desk
			return m.act(doneMsg{key: v.key, words: "The hit on " + v.object + " is cleared; S screens again, u takes it back", what: "The hit was not cleared"}, func() error {
				_, err := d.ClearHit(ctx, v.key, v.object, r)
				return err
			})
		})
		return nil, ""
	}
	return m.open(f)
}

// rulingEntries are the fields of a ruling.
type rulingEntries struct {
	why, until, condition *dialog.Entry
	clears                bool
}

func newRuling(o desk.Disposition) rulingEntries {
	e := rulingEntries{
		why:       &dialog.Entry{Label: "Reason", Rows: 6, Help: text.Line("Needs " + o.Needs), Blank: blank},
		until:     &dialog.Entry{Label: "Until", Help: "YYYY-MM-DD, when it expires or falls due; may stay empty"},
		condition: &dialog.Entry{Label: "On condition that", Help: "beside what is watched anyhow: entry, name, address, owners, goods"},
		clears:    o.ClearsHits,
	}
	e.why.Field.Multi = true
	e.why.Field.Hint = "in words that a stranger can check"
	e.why.Suggest = func(v string, _ int) (int, []dialog.Suggestion) {
		if v != "" {
			return 0, nil
		}
		out := make([]dialog.Suggestion, len(o.Reasons))
		for i, r := range o.Reasons {
			out[i].Text = r
		}
		return 0, out
	}
	if o.NeedsUntil {
		e.until.Help = "YYYY-MM-DD, when it expires or falls due"
	}
	return e
}

func (e *rulingEntries) entries() []*dialog.Entry {
	if e.clears {
		return []*dialog.Entry{e.why, e.until, e.condition}
	}
	return []*dialog.Entry{e.why, e.until}
}

// ruling is what was typed, or a sentence that says what is missing.
func (e *rulingEntries) ruling(o desk.Disposition) (desk.Ruling, string) {
	day, err := data.ParseDate(e.until.Value())
	switch {
	case e.why.Value() == "":
		return desk.Ruling{}, "a decision needs a reason"
	case strings.Contains(e.why.Value(), blank):
		return desk.Ruling{}, "fill in what stands as " + blank + "; tab goes there"
	case err != nil:
		return desk.Ruling{}, err.Error()
	case o.NeedsUntil && day.State() != data.Known:
		return desk.Ruling{}, "this one needs a date"
	}
	return desk.Ruling{Disposition: o.Code, Reason: e.why.Value(), Condition: e.condition.Value(), Until: day}, ""
}
