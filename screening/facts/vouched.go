package facts

import (
	_ "embed"
	"regexp"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed vouched.yaml
var vouchedYAML []byte

// vouchMarks find in notes what our own people saw and what others keep a register of: it
// explains, is small, and is told with its words so that it can be looked up.
type vouchMarks struct {
	we, our, people, saw, but phrases.Set
	on                        *regexp.Regexp // a day or a month
	whole                     *regexp.Regexp // so many of so many
	award, carnet             register
}

// register is what the numbers of one are told by.
type register struct {
	words  phrases.Set
	number *regexp.Regexp // behind the words
}

var (
	awardNumber  = regexp.MustCompile(`^(?i)[^.;。；\d]{0,24}(\d{2,}[-/ ]?[\dA-Z][\dA-Z/-]{2,20})`)
	carnetNumber = regexp.MustCompile(`^(?i)[^.;\d]{0,12}([A-Z]{2}[/ -]?\d[\d/ -]{3,16}\d|\d[\d/ -]{4,16}\d)`)
)

// dayPattern is a day or a month, in figures or with a name of months.
const dayPattern = `(?i)\b\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?\b|\b\d{1,2}/\d{4}\b|\b\d{4}-\d{2}(?:-\d{2})?\b|\b(?:\d{1,2}\.? ?)?MONTH\.? ?(?:\d{1,2},? )?'?(?:20)?\d{2}\b|\b\d{1,2}\.? MONTH|\d{1,2}月\d{0,2}`

func loadVouched() (vouchMarks, error) { return parseVouched("vouched.yaml", vouchedYAML) }

func parseVouched(name string, text []byte) (vouchMarks, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		We           phrases.Tongues `yaml:"we"`
		Our          phrases.Tongues `yaml:"our"`
		People       phrases.Tongues `yaml:"people"`
		Saw          phrases.Tongues `yaml:"saw"`
		Months       phrases.Tongues `yaml:"months"`
		OutOf        phrases.Tongues `yaml:"out_of"`
		But          phrases.Tongues `yaml:"but"`
		Award        phrases.Tongues `yaml:"award"`
		Carnet       phrases.Tongues `yaml:"carnet"`
	}
	t := phrases.Open(name, text, &f)
	m := vouchMarks{
		we: t.Set("$.we", f.We), our: t.Set("$.our", f.Our), people: t.Set("$.people", f.People), saw: t.Set("$.saw", f.Saw), but: t.Set("$.but", f.But),
		award: register{t.Set("$.award", f.Award), awardNumber}, carnet: register{t.Set("$.carnet", f.Carnet), carnetNumber},
	}
	months, outOf := t.Set("$.months", f.Months), t.Set("$.out_of", f.OutOf)
	if t.Err() != nil {
		return vouchMarks{}, t.Err()
	}
	m.on = regexp.MustCompile(strings.ReplaceAll(dayPattern, "MONTH", months.Pattern()))
	m.whole = regexp.MustCompile(`(?i)\b(\d+) ?` + outOf.Pattern() + ` ?(\d+)\b`)
	return m, nil
}

// sentenceEnd parts notes, and no dates in them.
var sentenceEnd = regexp.MustCompile(`[.;!?] |[;\n。；！？]`)

// visit is the first sentence that tells of a visit of our own people on a day, and of
// nothing that was wrong with it; whole says that all that was to be there was counted.
func (m *vouchMarks) visit(t *phrases.Text) (said string, whole bool) {
	if !m.saw.Stands(t) {
		return "", false
	}
	for _, s := range sentenceEnd.Split(t.Shown, 40) {
		x := phrases.Read(s)
		if !m.saw.Stands(&x) || !m.own(&x) || !m.on.MatchString(s) || m.but.Stands(&x) {
			continue
		}
		of := m.whole.FindStringSubmatch(m.on.ReplaceAllString(s, " "))
		if of == nil { // a count may look like a date: 12/12
			for _, at := range m.whole.FindAllStringSubmatch(s, -1) {
				if at[1] == at[2] && m.on.MatchString(strings.Replace(s, at[0], " ", 1)) {
					of = at
				}
			}
		}
		if of != nil && of[1] != of[2] {
			continue
		}
		return strings.TrimSpace(s), of != nil
	}
	return "", false
}

// fewWords are what may stand between "our" and the people: "our own service engineers".
var fewWords = regexp.MustCompile(`^\p{L}*(?: own)?(?: \p{L}+){0,2} $`)

// own says whether a sentence tells of our own people.
func (m *vouchMarks) own(t *phrases.Text) bool {
	if m.we.Stands(t) {
		return true
	}
	for at, end := m.our.Next(t, 0); at >= 0; at, end = m.our.Next(t, end) {
		if people, _ := m.people.Next(t, end); people >= 0 && fewWords.MatchString(t.Lower[end:people]) {
			return true
		}
	}
	return false
}

// in is what a text tells of a number in the register, "" for nothing.
func (r *register) in(t *phrases.Text) string {
	if at := r.words.Followed(t, 0, r.number); at != nil {
		return t.Shown[at[0]:at[1]]
	}
	return ""
}

// ownVisit is what notes on the order or on its customer tell of such a visit.
func (f *Facts) ownVisit() (said string, whole bool, in textSource) {
	m := &f.src.Words.vouched
	if f.sh != nil {
		if said, whole = m.visit(f.readable(f.sh.Notes)); said != "" {
			return said, whole, textSource{field: "notes", text: f.sh.Notes}
		}
	}
	if f.cust != nil {
		if said, whole = m.visit(f.readable(f.cust.c.Notes)); said != "" {
			return said, whole, textSource{field: "customer.notes", text: f.cust.c.Notes, rec: f.cust.rec}
		}
	}
	return "", false, textSource{}
}

func (f *Facts) vouched(x field) rules.Value {
	switch x {
	case fTextOwnVisit:
		said, _, _ := f.ownVisit()
		return textValue(said)
	case fTextOwnCount:
		if said, whole, _ := f.ownVisit(); said != "" {
			return boolValue(whole)
		}
		return rules.Value{}
	}
	if f.sh == nil {
		return rules.Value{}
	}
	said, _ := f.registered(x)
	return textValue(said)
}

// registered is the number of a public paper, with the field that tells it.
func (f *Facts) registered(x field) (said, field string) {
	r := &f.src.Words.vouched.award
	if x == fTextCarnet {
		r = &f.src.Words.vouched.carnet
	}
	if said = r.in(f.readable(f.sh.Notes)); said != "" {
		return said, "notes"
	}
	return r.in(f.readable(f.sh.StatedEndUse)), "stated_end_use"
}

func (f *Facts) vouchedEvidence(x field) []data.Evidence {
	switch x {
	case fTextOwnVisit, fTextOwnCount:
		said, _, in := f.ownVisit()
		if in.rec != nil {
			return f.one(onRecord(in.rec, "notes", said))
		}
		return f.one(f.of(pick(in.field, "notes"), said, 0))
	}
	if f.sh == nil {
		return nil
	}
	said, field := f.registered(x)
	return f.one(f.of(field, said, 0))
}
