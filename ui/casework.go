package ui

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/dialog"
	"redflag/ui/text"
)

// doneMsg says what became of something that was done to a case.
type doneMsg struct {
	key   string // case
	words string // said when it went well
	what  string // named when it did not
	err   error
	draft string // field whose draft is spent
	typed string // what stood in it; kept as the draft when it did not go well
	then  func(m *Model) tea.Cmd
	gen   int64 // generation of the queue after it
}

type (
	draftMsg struct {
		entry *dialog.Entry
		text  string
		err   error
	}
	draftSoonMsg struct {
		n          int
		entry      *dialog.Entry
		key, field string
	}
	keptMsg     struct{ err error }
	lastDoneMsg struct {
		what string
		err  error
	}
	dispositionsMsg struct {
		name, key string
		list      []desk.Disposition
		papers    []*desk.Paper // that can be decided with it
		err       error
	}
	editedMsg struct {
		entry *dialog.Entry
		key   string
		name  string
		text  string
		err   error
	}
)

// act runs one deed of the desk and answers with doneMsg.
func (m *Model) act(d doneMsg, deed func() error) tea.Cmd {
	ctx, dk := m.ctx, m.desk
	return func() tea.Msg {
		d.err = deed()
		if d.err == nil {
			if d.draft != "" {
				_ = dk.PutDraft(ctx, d.key, d.draft, "") // the deed stands; a stale draft is offered again at worst
			}
			d.gen, _ = dk.Generation(ctx)
		}
		return d
	}
}

// caseMsg takes the messages of work on a case.
func (m *Model) caseMsg(msg tea.Msg) (tea.Cmd, bool) {
	switch v := msg.(type) {
	case doneMsg:
		return m.didIt(v), true
	case draftMsg:
		if v.err == nil && v.text != "" && v.entry.Field.Value() == "" {
			v.entry.Field.Set(v.text)
		}
		return nil, true
	case draftSoonMsg:
		if v.n != m.drafts {
			return nil, true
		}
		return m.putDraft(v.key, v.field, v.entry.Field.Value()), true
	case keptMsg:
		if v.err != nil {
			return m.fail("The draft could not be kept", v.err), true
		}
		return nil, true
	case editMsg:
		return m.runEditor(v), true
	case lastDoneMsg:
		return m.confirmUndo(v), true
	case dispositionsMsg:
		if !m.awaited() {
			return nil, true
		}
		return m.replay(m.chooseDisposition(v)), true
	case editedMsg:
		return m.edited(v), true
	case falseHitMsg:
		if !m.awaited() {
			return nil, true
		}
		return m.replay(m.chooseFalse(v)), true
	case customerMsg:
		return m.foundCustomer(v), true
	}
	return nil, false
}

func (m *Model) didIt(v doneMsg) tea.Cmd {
	if v.err != nil {
		if v.draft == "" {
			return m.fail(v.what, v.err)
		}
		return tea.Batch(m.fail(v.what, v.err), m.putDraft(v.key, v.draft, v.typed))
	}
	m.queue.Caught(v.gen)
	cmds := []tea.Cmd{m.say(done, v.words), m.readHeader(), m.queue.Reload(v.key)}
	if v.key != "" && v.key == m.file.Key() {
		cmds = append(cmds, m.file.Reload())
	}
	if v.then != nil {
		cmds = append(cmds, v.then(m))
	}
	return tea.Batch(append(cmds, m.readHits())...)
}

// draftSoon keeps what is typed a moment after the last key.
func (m *Model) draftSoon(e *dialog.Entry, key, field string) tea.Cmd {
	m.drafts++
	n := m.drafts
	return m.o.tick(dialog.DraftPause, func(time.Time) tea.Msg { return draftSoonMsg{n, e, key, field} })
}

func (m *Model) putDraft(key, field, s string) tea.Cmd {
	m.drafts++ // what was waiting is overtaken
	ctx, d := m.ctx, m.desk
	return func() tea.Msg { return keptMsg{d.PutDraft(ctx, key, field, s)} }
}

func (m *Model) note(key, name, s string) tea.Cmd {
	m.drafts++
	ctx, d := m.ctx, m.desk
	return m.act(doneMsg{key: key, words: "Noted on " + name, what: "The note was not recorded", draft: "note", typed: s}, func() error {
		_, err := d.Note(ctx, key, s)
		return err
	})
}

func (m *Model) attach(key, path string) tea.Cmd {
	ctx, d := m.ctx, m.desk
	path = expand(path)
	return m.act(doneMsg{key: key, words: "Attached " + path, what: "The file was not attached"}, func() error {
		_, err := d.Attach(ctx, key, path)
		return err
	})
}

func (m *Model) dossier(key, path string) tea.Cmd {
	ctx, d := m.ctx, m.desk
	path = expand(path)
	return m.act(doneMsg{key: key, words: "Wrote " + path, what: "The dossier was not written"}, func() error { return d.Dossier(ctx, key, path) })
}

func (m *Model) undo() tea.Cmd {
	ctx, d, key := m.ctx, m.desk, m.file.Key()
	return func() tea.Msg {
		what, err := d.Undo(ctx)
		dm := doneMsg{key: key, words: what, what: "Nothing was undone", err: err}
		dm.gen, _ = d.Generation(ctx)
		return dm
	}
}

// askDisposition reads what a case can be decided as.
func (m *Model) askDisposition() tea.Cmd {
	name, key := m.subject()
	ctx, d := m.ctx, m.desk
	return m.await("Reading what it can be decided as", func() tea.Msg {
		msg := dispositionsMsg{name: name, key: key}
		if msg.list, msg.err = d.Dispositions(ctx, key); msg.err != nil {
			return msg
		}
		var v *desk.CaseView
		if v, msg.err = d.Case(ctx, key); msg.err == nil {
			msg.papers = v.Along()
		}
		return msg
	})
}

// standing is what stands in the way of a disposition: where that is much it is counted
// first, for a menu does not show all of it.
func standing(blocks []string) string {
	says := strings.Join(blocks, "\n")
	if len(blocks) > 2 {
		return fmt.Sprintf("%d things stand in the way. %s", len(blocks), says)
	}
	return says
}

// hotKeys choose a disposition at once; they leave out what steers a menu.
const hotKeys = "123456789abcdefhilmno"

func (m *Model) chooseDisposition(v dispositionsMsg) tea.Cmd {
	if v.err != nil {
		return m.fail("The dispositions could not be read", v.err)
	}
	items := make([]dialog.Item, len(v.list))
	for i, o := range v.list {
		it := dialog.Item{Title: text.Line(o.Code + "  " + o.Words), Note: o.Status.String(), More: text.Line("Needs " + o.Needs), Off: text.Block(standing(o.Blocks))}
		if i < len(hotKeys) {
			it.Hot = hotKeys[i : i+1]
		}
		items[i] = it
	}
	m.dialogs.Push(&dialog.Menu{Title: "Decide " + v.name + ": as what?", Items: items, Wide: 78, Deep: 4,
		Blocked: func(i int) tea.Cmd { return m.readBlocks(v.list[i]) },
		Choose:  func(i int) tea.Cmd { return m.askReason(v, v.list[i]) }})
	return nil
}

// readBlocks shows all that stands in the way of a disposition.
func (m *Model) readBlocks(o desk.Disposition) tea.Cmd {
	p := &dialog.Page{Title: text.Line(o.Code) + ": what stands in the way"}
	for i, b := range desk.Plain(o.Blocks) {
		for k, l := range text.Wrap(text.Block(b), min(m.width-6, 76)-4) {
			head := text.Spaces(4)
			if k == 0 {
				head = text.Fit(fmt.Sprintf("%d", i+1), 4)
			}
			p.Text = append(p.Text, head+l)
		}
	}
	m.dialogs.Push(p)
	return nil
}

// blank stands in a reason's template for what the person has to say.
const blank = "___"

// askReason takes the reason of a decision, then asks for the yes.
func (m *Model) askReason(v dispositionsMsg, o desk.Disposition) tea.Cmd {
	e := newRuling(o)
	f := &dialog.Form{Title: text.Line(o.Code + "  " + o.Words), Submit: "go on", Entries: e.entries(), Editor: m.editField, Stay: true}
	f.Done = func(*dialog.Form) (tea.Cmd, string) {
		r, why := e.ruling(o)
		if why != "" {
			return nil, why
		}
		m.confirmDecision(v, o, r.Reason, func(papers bool) tea.Cmd {
			m.dialogs.Close(f)
			if papers {
				r.Papers = desk.Keys(v.papers)
			}
			return m.decide(v.name, v.key, o.Status, r)
		})
		return nil, ""
	}
	return m.withDraft(f, e.why, v.key, "reason")
}

// namedPapers is how many papers a question names.
const namedPapers = 12

// confirmDecision asks for the yes, and once more where there is something to be
// warned of, such as a release on lists that are older than policy. Where other papers of
// the order say nothing more, a yes is for them too.
func (m *Model) confirmDecision(v dispositionsMsg, o desk.Disposition, reason string, record func(papers bool) tea.Cmd) {
	words := fmt.Sprintf("%s becomes %s as %s.\n\n%s\n\nSigned by %s. The journal keeps the verdict that you saw.", v.name, strings.ToUpper(o.Status.String()), o.Code, reason, m.header.Person)
	warnings := slices.Clone(o.Warnings)
	if len(warnings) == 0 && m.header.ListStale && o.Status == data.Released {
		warnings = append(warnings, "The lists are old: this release rests on "+m.header.ListAge+".")
	}
	then := func(papers bool) func() tea.Cmd {
		return func() tea.Cmd {
			if len(warnings) == 0 {
				return record(papers)
			}
			m.confirm("Before it is recorded", strings.Join(warnings, "\n")+"\n\nRecord it all the same?", "record all the same", func() tea.Cmd { return record(papers) })
			return nil
		}
	}
	if len(v.papers) == 0 {
		m.confirm("Record this decision?", words, "record", then(false))
		return
	}
	words += "\n\nOf the same order, and with no finding of their own:\n"
	for _, p := range v.papers[:min(len(v.papers), namedPapers)] {
		words += "  " + p.Words() + "\n"
	}
	if n := len(v.papers) - namedPapers; n > 0 {
		words += fmt.Sprintf("  and %s; the case lists them\n", text.Plural(n, "more paper"))
	}
	m.dialogs.Push(&dialog.Confirm{Title: "Record this decision?", Text: words, Now: m.o.Now, Opened: m.o.Now(),
		Yes: fmt.Sprintf("for all %d", len(v.papers)+1), Do: then(true), Alone: "for this one alone", DoThat: then(false)})
}

// askAsOrder asks for the yes to decide a paper as its order was decided.
func (m *Model) askAsOrder() tea.Cmd {
	name, key := m.subject()
	if k, ok := strings.CutPrefix(key, "shipment:"); ok { // the paper, not its order
		name = text.Line(k)
	}
	o := m.orderDone()
	words := fmt.Sprintf("%s becomes %s as %s: %s.\n\nIt stands on the answers given there. Signed by %s. The journal keeps the verdict that you saw.",
		name, strings.ToUpper(o.Status.String()), o.Disposition, o.Words(), m.header.Person)
	if m.header.ListStale && o.Status == data.Released {
		words += "\n\nThe lists are old: this release rests on " + m.header.ListAge + "."
	}
	m.confirm("Decide it as its order was decided?", words, "record", func() tea.Cmd {
		ctx, d, seen := m.ctx, m.desk, m.seen(key)
		dm := doneMsg{key: key, words: fmt.Sprintf("%s is %s as %s, as its order", name, o.Status, o.Disposition), what: "The decision was not recorded"}
		return m.act(dm, func() error {
			now, err := d.Case(ctx, key)
			if err != nil {
				return err
			}
			if why := seen.changed(now); why != "" {
				return errors.New(why)
			}
			_, err = d.RuleAsOrder(ctx, key)
			return err
		})
	})
	return nil
}

// orderDone is what became of the order of the paper in sight, nil where it is none.
func (m *Model) orderDone() *desk.OrderDone {
	if m.at == inQueue {
		return m.queue.OrderDone()
	}
	if v := m.file.View(); v != nil {
		return v.OrderDone
	}
	return nil
}

func (m *Model) decide(name, key string, status data.Status, r desk.Ruling) tea.Cmd {
	m.drafts++
	ctx, d := m.ctx, m.desk
	also := ""
	if len(r.Papers) > 0 {
		also = ", with the papers of its order"
	}
	dm := doneMsg{key: key, words: fmt.Sprintf("%s is %s as %s%s", name, status, r.Disposition, also), what: "The decision was not recorded", draft: "reason", typed: r.Reason}
	from := m.at
	dm.then = func(m *Model) tea.Cmd {
		var cmd tea.Cmd
		if len(r.Papers) == 0 { // what it leaves behind is in sight
			cmd = m.queue.Unfold(key)
		}
		if r := m.queue.Selected(); from == inQueue && m.at == inQueue && (r == nil || r.Case == key) {
			return tea.Batch(cmd, m.queue.Move(1))
		}
		return cmd
	}
	seen := m.seen(key)
	return m.act(dm, func() error {
		now, err := d.Case(ctx, key)
		if err != nil {
			return err
		}
		if why := seen.changed(now); why != "" {
			return errors.New(why)
		}
		_, err = d.Rule(ctx, key, r)
		return err
	})
}

// sight is the case that the person has before the eyes: all of it, or only its line in
// the queue.
type sight struct {
	view *desk.CaseView
	row  *data.QueueRow
}

func (m *Model) seen(key string) sight {
	if v := m.file.View(); m.at != inQueue && v != nil && m.file.Key() == key {
		return sight{view: v}
	}
	r := m.queue.Selected()
	if r == nil || r.Case != key {
		return sight{}
	}
	return sight{view: m.queue.View(), row: r}
}

// changed says that the verdict, or what was decided, is no longer what was seen, or is "".
// Nobody signs what they have not read, nor overrules whom they have not heard.
func (s sight) changed(now *desk.CaseView) string {
	const ask = ": refresh, read it, then decide; your reason is kept"
	is := &now.Verdict
	verdict := func(level data.Level, score int) string {
		return fmt.Sprintf("the verdict has changed since you looked (it was %s %d, it is %s %d)", level, score, is.Level, is.Score) + ask
	}
	switch v := s.view; {
	case v != nil && decided(&v.State) != decided(&now.State):
		return otherwise(&now.State) + ask
	case v != nil && !reflect.DeepEqual(&v.Verdict, is):
		return verdict(v.Verdict.Level, v.Verdict.Score)
	case s.row != nil && s.row.Status != now.State.Status:
		return otherwise(&now.State) + ask
	case v == nil && s.row != nil && (s.row.Level != is.Level || s.row.Score != is.Score):
		return verdict(s.row.Level, s.row.Score)
	}
	return ""
}

// decided names the decision that stands, or "".
func decided(st *data.CaseState) string {
	if d := st.Decision; d != nil {
		return d.Event + d.At.String() + d.Disposition
	}
	return st.Status.String()
}

// otherwise says what was decided meanwhile.
func otherwise(st *data.CaseState) string {
	d := st.Decision
	if d == nil {
		return "the decision that you saw was taken back since, and the case is " + st.Status.String()
	}
	return fmt.Sprintf("since you looked %s decided it: %s as %s (%s)", text.Line(d.Person), st.Status, d.Disposition, text.Line(d.Reason))
}
