package facts

import (
	_ "embed"
	"regexp"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed notes.yaml
var notesYAML []byte

// noteMarks are how notes on a customer tell what a column tells elsewhere.
type noteMarks struct {
	business, label phrases.Set // a label wants a colon behind it
	met, notMet     phrases.Set // of a sentence that tells who is there
	goods           phrases.Set // that it may speak of besides
	founding        foundingMarks
}

func loadNotes() (noteMarks, error) { return parseNotes("notes.yaml", notesYAML) }

func parseNotes(name string, text []byte) (noteMarks, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Business     phrases.Tongues `yaml:"business"`
		Label        phrases.Tongues `yaml:"business_label"`
		Founded      phrases.Tongues `yaml:"founded"`
		Behind       phrases.Tongues `yaml:"founded_behind"`
		Months       phrases.Tongues `yaml:"months"`
		Deed         phrases.Tongues `yaml:"founding_deed"`
		Met          phrases.Tongues `yaml:"met"`
		NotMet       phrases.Tongues `yaml:"met_not"`
		Goods        phrases.Tongues `yaml:"met_goods"`

		Eras   map[string]phrases.Tongues `yaml:"eras"`
		Number map[string]string          `yaml:"year_in_number"`
	}
	t := phrases.Open(name, text, &f)
	m := noteMarks{t.Set("$.business", f.Business), t.Set("$.business_label", f.Label), t.Set("$.met", f.Met), t.Set("$.met_not", f.NotMet), t.Set("$.met_goods", f.Goods), foundingMarks{founded: t.Set("$.founded", f.Founded), behindDate: t.Set("$.founded_behind", f.Behind), months: t.Set("$.months", f.Months), deed: t.Set("$.founding_deed", f.Deed), eras: t.Codes("$.eras", f.Eras)}}
	if err := m.founding.compile(); err != nil {
		t.Fail("$.eras", "%v", err)
	}
	m.founding.number = map[string]*regexp.Regexp{}
	for country, form := range f.Number {
		of, err := regexp.Compile(form)
		if err != nil || of.NumSubexp() != 1 {
			t.Fail("$.year_in_number."+country, "%q is no expression with one group, the year", form)
			continue
		}
		m.founding.number[country] = of
	}
	return m, t.Err()
}

// What stands behind the words.
var (
	businessTold = regexp.MustCompile(`^[\s:=：]*([^\s:=：.;。；][^.;。；]{1,80})`)
	labelled     = regexp.MustCompile(`^ ?[:=：][\s:=：]*([^\s:=：.;。；][^.;。；]{1,80})`)
)

// businessOf is the line of business as told, or else as the notes tell it.
func (m *noteMarks) businessOf(c *data.Customer) (text string, noted bool) {
	if data.TextState(c.Business) == data.Known || len(c.Notes) < 8 {
		return c.Business, false
	}
	notes := phrases.Read(rules.Readable(c.Notes))
	at := m.business.Followed(&notes, 0, businessTold)
	if label := m.label.Followed(&notes, 0, labelled); at == nil || label != nil && label[0] < at[0] {
		at = label
	}
	if at == nil {
		return c.Business, false
	}
	return strings.TrimSpace(notes.Shown[at[2]:at[3]]), true
}

// unread are the texts of which only the beginning is read, with the field of each.
func (f *Facts) unread() (out []textSource) {
	for i := range f.parties {
		p := &f.parties[i]
		if len(p.c.Notes) > rules.MaxText || len(p.c.Business) > rules.MaxText {
			out = append(out, textSource{field: p.path + ".notes", text: pick(p.c.Notes, p.c.Business), rec: p.rec})
		}
	}
	if f.sh == nil {
		return out
	}
	for _, t := range [...]textSource{{field: "notes", text: f.sh.Notes}, {field: "hold_reason", text: f.sh.HoldReason}, {field: "stated_end_use", text: f.sh.StatedEndUse},
		{field: "carrier", text: f.sh.Carrier}, {field: "payment_method", text: f.sh.PaymentMethod}, {field: "status", text: f.sh.Status}} {
		if len(t.text) > rules.MaxText {
			out = append(out, t)
		}
	}
	for i := range f.lines {
		if l := &f.lines[i]; len(l.Description) > rules.MaxText {
			out = append(out, textSource{field: "description", text: l.Description, line: l.number()})
		}
	}
	return out
}

// notes are the notes on the order, the reason of its hold and the notes on its customer.
func (f *Facts) notes() string {
	var lines []string
	for _, s := range f.sources() {
		if s.isNote() {
			lines = append(lines, rules.Readable(s.text))
		}
	}
	return strings.Join(lines, "\n")
}

func (s *textSource) isNote() bool {
	return s.field == "notes" || s.field == "hold_reason" || strings.HasSuffix(s.field, ".notes")
}

func (f *Facts) notesEvidence() []data.Evidence {
	for _, s := range f.sources() {
		if s.isNote() {
			if s.rec != nil {
				return f.one(onRecord(s.rec, "notes", s.text))
			}
			return f.one(f.of(s.field, s.text, 0))
		}
	}
	return nil
}
