package facts

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"redflag/screening/contact"
	"redflag/screening/phrases"
	"redflag/screening/rules"
	"redflag/screening/yamldoc"
)

//go:embed words.yaml
var wordsYAML []byte

// Words are the words and phrases that facts are read from. They are read-only.
type Words struct {
	list         lists
	classes      map[string]string // of the codes of lists
	roles        []roleWords
	themes       []theme
	contact      *contact.Words
	senses       *senses
	mentions     *mentionWords
	marks        noteMarks
	ways         wayWords
	amounts      amountMarks
	vouched      vouchMarks
	counts       countWords
	usual        usualWords
	goodsOwner   goodsOwnerWords
	hosting      hostWords
	acts         actWords
	elsewhere    elsewhere
	seats        seatWords
	screened     screenedWords
	hiding       hidingWords
	kindsOfGoods kindWords
	foundry      foundryWords
	firm         firmWords
	soldiers     militaryWords
	uses         endUseWords
	tells        tellings
	general      generalWords
	nameless     namelessWords
	brands       brandWords
	industries   industries
	people       peopleWords
}

// lists are the words of words.yaml.
type lists struct {
	Basis              string                 `yaml:"basis"`
	Source             string                 `yaml:"source"`
	Forwarder          phrases.Set            `yaml:"forwarder"`
	ForwarderNot       phrases.Set            `yaml:"forwarder_not"`
	Bank               phrases.Set            `yaml:"bank"`
	Reseller           phrases.Set            `yaml:"reseller"`
	ResellerNot        phrases.Set            `yaml:"reseller_not"` // hold a word of dealers and are another trade
	Shop               phrases.Set            `yaml:"shop"`
	Branch             phrases.Set            `yaml:"branch"`
	Trading            phrases.Set            `yaml:"trading"`
	Residential        phrases.Set            `yaml:"residential"`
	Commercial         phrases.Set            `yaml:"commercial_address"`
	VirtualOffice      phrases.Set            `yaml:"virtual_office"`
	CompanySecretary   phrases.Set            `yaml:"company_secretary"`
	POBox              phrases.Set            `yaml:"po_box"`
	AddressVague       texts                  `yaml:"address_vague"`
	Placeholder        openTexts              `yaml:"placeholder"`
	Military           phrases.Set            `yaml:"military"`
	NotMilitary        phrases.Set            `yaml:"military_negative"`
	Clients            texts                  `yaml:"client_words"` // a customer by no name of its own
	Secrets            texts                  `yaml:"secret_words"`
	Nicknames          texts                  `yaml:"nickname_words"` // what people call somebody
	NicknameEnds       []string               `yaml:"nickname_ends"`
	NicknameBefore     texts                  `yaml:"nickname_before"`
	NicknameArticles   texts                  `yaml:"nickname_articles"`
	Indefinite         phrases.Set            `yaml:"indefinite_words"` // "a certain", "ein"
	Kinds              texts                  `yaml:"kind_words"`
	KindEnds           []string               `yaml:"kind_ends"`    // of longer words for kinds of houses
	Rank               phrases.Set            `yaml:"rank_words"`   // words that praise a house without naming it
	Formed             phrases.Set            `yaml:"formed_words"` // forms of firms without spaces around them
	OfWords            texts                  `yaml:"of_words"`
	Departments        phrases.Set            `yaml:"departments"`
	NoLicence          texts                  `yaml:"no_licence"`
	University         phrases.Set            `yaml:"university"`
	BusinessFits       phrases.Set            `yaml:"business_fits"`
	BusinessForeign    phrases.Set            `yaml:"business_foreign"`
	BusinessForeignNot phrases.Set            `yaml:"business_foreign_not"` // words in which those of a foreign business are none
	BusinessUsers      phrases.Set            `yaml:"business_users"`       // lines of business that compute, beyond those that fit
	HomeBodies         phrases.Set            `yaml:"home_bodies"`
	PublicBodies       phrases.Set            `yaml:"public_bodies"`
	HomeBodyNot        phrases.Set            `yaml:"home_body_not"`     // who works for such a body
	BusinessComputes   phrases.Set            `yaml:"business_computes"` // the work itself is computing, whatever trade it is for
	Withheld           phrases.Set            `yaml:"withheld_words"`    // that a name is kept back
	WithheldBeside     phrases.Set            `yaml:"withheld_beside"`   // words of no weight beside those
	Affirmed           phrases.Set            `yaml:"affirmed"`          // goods stay with who bought them
	AffirmedBut        phrases.Set            `yaml:"affirmed_but"`      // what turns such a sentence around
	FoundThere         phrases.Set            `yaml:"found_there"`       // machines were found where they should be
	FoundBut           phrases.Set            `yaml:"found_but"`         // what turns that around
	EndUseVague        texts                  `yaml:"end_use_vague"`
	Cash               phrases.Set            `yaml:"cash"`
	Generic            openTexts              `yaml:"generic_description"`
	PlainGoods         phrases.Set            `yaml:"plain_goods"`
	FairGoods          phrases.Set            `yaml:"fair_goods"` // general words that are true of advanced goods
	Scrap              phrases.Set            `yaml:"scrap"`
	Weighed            texts                  `yaml:"units_of_weight"`   // units of weight
	InParts            phrases.Set            `yaml:"units_in_parts"`    // units that have parts
	Packages           phrases.Set            `yaml:"units_of_packages"` // units that hold several pieces
	Circuit            phrases.Set            `yaml:"circuit"`
	CircuitNumbers     []string               `yaml:"circuit_numbers"`
	AbsurdHS           []string               `yaml:"hs_absurd"`
	Origins            []string               `yaml:"origins"`
	Semiconductor      phrases.Set            `yaml:"semiconductor"`
	WholeComputer      phrases.Set            `yaml:"whole_computer"`
	NoWholeComputer    phrases.Set            `yaml:"no_whole_computer"` // a card called after the machine that it is for
	Computes           phrases.Set            `yaml:"computes"`          // a description of goods that compute, or of a part that chips are on
	OnLabel            phrases.Set            `yaml:"on_label"`
	ReadOut            phrases.Set            `yaml:"read_out"`
	Roles              map[string]phrases.Set `yaml:"business_roles"`
	Classes            map[string][]string    `yaml:"list_classes"`
	ListNames          []struct {             // of lists whose code says nothing, in the order in which they are asked
		Class string      `yaml:"class"`
		Words phrases.Set `yaml:"words"`
	} `yaml:"list_names"`
	Negation negation               `yaml:"negation"`
	Phrases  map[string]phrases.Set `yaml:"phrases"` // by theme; some themes are told by senses alone
}

// negation is how texts deny, ask or quote what a phrase in them says.
type negation struct {
	Before     phrases.Set `yaml:"before"`
	Far        phrases.Set `yaml:"far"` // from the beginning of the clause on
	Joined     phrases.Set `yaml:"joined"`
	After      phrases.Set `yaml:"after"`
	BeforeSpan int         `yaml:"before_span"`
	AfterSpan  int         `yaml:"after_span"`
	Or         texts       `yaml:"or"`     // words between two choices
	Asking     phrases.Set `yaml:"asking"` // of questions of ours
	Answers    phrases.Set `yaml:"answers"`
	Quoting    phrases.Set `yaml:"quoting"`
}

// texts are asked for as a whole, in small letters. A star behind one says nothing here.
type texts map[string]bool

// UnmarshalYAML reads a list.
func (t *texts) UnmarshalYAML(read func(any) error) error {
	var list []string
	if err := read(&list); err != nil {
		return err
	}
	*t = make(texts, len(list))
	for _, s := range list {
		(*t)[strings.ToLower(strings.TrimSuffix(s, "*"))] = true
	}
	return nil
}

// openTexts are texts of which those with a star may also go on.
type openTexts struct {
	whole texts
	begin phrases.Set
}

// UnmarshalYAML reads a list.
func (t *openTexts) UnmarshalYAML(read func(any) error) error {
	if err := read(&t.whole); err != nil {
		return err
	}
	if err := read(&t.begin); err != nil {
		return err
	}
	t.begin = slices.DeleteFunc(t.begin, func(p phrases.Phrase) bool { return !p.Prefix })
	return nil
}

type roleWords struct {
	role  string
	words phrases.Set
}

type theme struct {
	name    string
	phrases phrases.Set
}

// LoadWords reads the embedded words.
func LoadWords() (*Words, error) { return parseWords("words.yaml", wordsYAML) }

func parseWords(name string, text []byte) (*Words, error) {
	w := &Words{classes: map[string]string{}}
	list := &w.list
	doc, err := yamldoc.Open(name, text, list)
	if err != nil {
		return nil, err
	}
	if list.Basis == "" || list.Source == "" {
		return nil, doc.Fail("$.basis", "the words name no source and basis")
	}
	for class, codes := range list.Classes {
		for _, code := range codes {
			w.classes[code] = class
		}
	}
	for i, n := range list.ListNames {
		if _, known := list.Classes[n.Class]; !known {
			return nil, doc.Fail(fmt.Sprintf("$.list_names[%d].class", i), "%q is no class of lists", n.Class)
		}
	}
	for _, r := range [...]string{"forwarder", "bank", "distributor", "integrator", "reseller", "broker", "trading", "end_user"} {
		w.roles = append(w.roles, roleWords{r, list.Roles[r]})
	}
	themes := phraseThemes()
	for _, t := range themes {
		w.themes = append(w.themes, theme{t, list.Phrases[t]})
	}
	for t := range list.Phrases {
		if !slices.Contains(themes, t) {
			return nil, doc.Fail(fmt.Sprintf("$.phrases.%s", t), "%s is no theme", t)
		}
	}
	if err := w.loadTables(); err != nil {
		return nil, err
	}
	return w, nil
}

// loadTables reads what has a table of its own, and tells of every fault. Senses know the
// words that deny them.
func (w *Words) loadTables() error {
	numbers, fault := loadNumerals()
	return errors.Join(fault,
		into(&w.senses)(loadSenses(w.list.Negation.Before)),
		into(&w.mentions)(loadMentions()),
		into(&w.contact)(contact.Load()),
		into(&w.marks)(loadNotes()),
		into(&w.elsewhere)(loadElsewhere()),
		into(&w.amounts)(loadAmounts()),
		into(&w.vouched)(loadVouched()),
		into(&w.counts)(loadCounts(numbers)),
		into(&w.hosting)(loadHosting()),
		into(&w.usual)(loadUsual(numbers)),
		into(&w.goodsOwner)(loadGoodsOwner()),
		into(&w.ways)(loadWayWords()),
		into(&w.acts)(loadActs()),
		into(&w.seats)(loadSeats()),
		into(&w.screened)(loadScreened()),
		into(&w.hiding)(loadHiding()),
		into(&w.kindsOfGoods)(loadKinds()),
		into(&w.foundry)(loadFoundry()),
		into(&w.firm)(loadFirm()),
		into(&w.soldiers)(loadMilitary()),
		into(&w.uses)(loadEndUse()),
		into(&w.people)(loadPeople()),
		into(&w.industries)(loadIndustries()),
		into(&w.tells)(loadTells()),
		into(&w.general)(loadGeneral()),
		into(&w.nameless)(loadNameless()),
		into(&w.brands)(loadBrands()),
	)
}

// into is how a table that was read comes to its place.
func into[T any](place *T) func(T, error) error {
	return func(read T, err error) error {
		*place = read
		return err
	}
}

// isCircuit says whether a text speaks of integrated circuits, in words or by the
// number of a part.
func (w *Words) isCircuit(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !phrases.WordRune(r) }) {
		if len(word) < 6 {
			continue
		}
		digits := 0
		for i := 0; i < len(word); i++ {
			if word[i] >= '0' && word[i] <= '9' {
				digits++
			}
		}
		if digits >= 3 && slices.ContainsFunc(w.list.CircuitNumbers, func(n string) bool { return begins(word, n) }) {
			return true
		}
	}
	return w.list.Circuit.In(strings.ToLower(text)) != ""
}

// begins says whether a word begins as the pattern, in which # is any digit.
func begins(word, pattern string) bool {
	if len(word) < len(pattern) {
		return false
	}
	for i := 0; i < len(pattern); i++ {
		if c := word[i]; c != pattern[i] && !(pattern[i] == '#' && c >= '0' && c <= '9') {
			return false
		}
	}
	return true
}

const (
	classProhibited = "prohibited"
	classSanctioned = "sanctioned"
	classLicence    = "licence"
	classCaution    = "caution"
	classLocal      = "local"
)

// Phrase is one phrase found in a text.
type Phrase struct {
	Theme   string
	Text    string // the phrase
	Excerpt string // the text around it
	Place   string // the name of a place in it that makes it mean what it does
}

// Phrases finds the phrases of all themes in a text. A phrase that is negated in
// its clause, or quoted from a policy, is left out.
func (w *Words) Phrases(text string) []Phrase {
	if len(text) < 2 {
		return nil
	}
	flat := flat(text)
	lower := strings.ToLower(flat)
	shown := flat
	if len(flat) != len(lower) {
		shown = lower
	}
	var out []Phrase
	for i := range w.themes {
		t := &w.themes[i]
		if p, ok := w.first(t, lower, flat); ok {
			out = append(out, Phrase{Theme: t.name, Text: shown[p[0]:p[1]], Excerpt: excerpt(shown, p[0], p[1]), Place: w.senses.placeIn(lower[p[0]:p[1]])})
		}
	}
	return w.sensed(w.elsewhere.without(lower), shown, out)
}

// flat is a text as it is read, in one line.
func flat(text string) string {
	return strings.Join(strings.Fields(phrases.Straight(rules.Readable(text))), " ")
}

// first is the place of the first phrase of a theme; written is the same text as
// people wrote it.
func (w *Words) first(t *theme, lower, written string) ([2]int, bool) {
	for i := range t.phrases {
		ph := &t.phrases[i]
		at, end := ph.Find(lower, 0)
		for at >= 0 {
			if ph.Written(written, len(lower), at, end) && !w.negated(lower, at, end) {
				return [2]int{at, end}, true
			}
			at, end = ph.Find(lower, end)
		}
	}
	return [2]int{}, false
}

// negated reports whether the phrase is turned around in its clause. The phrase
// itself may hold a "no": only what stands around it counts.
func (w *Words) negated(s string, at, end int) bool {
	before := cut(s[:at], clauseSpan, true)
	if i := strings.LastIndexAny(before, ".;!?\n"); i >= 0 {
		before = before[i+1:]
	}
	for _, stop := range [...]string{"。", "；", "，", "！", ", but ", " but ", " aber ", ": '", ": \"", ": „", ": «"} {
		if i := strings.LastIndex(before, stop); i >= 0 {
			before = before[i+len(stop):]
		}
	}
	for i := range w.list.Negation.Joined {
		if strings.HasSuffix(before, w.list.Negation.Joined[i].Text) {
			return true
		}
	}
	span := w.list.Negation.BeforeSpan
	if head, one, ok := w.alternative(before); ok {
		span, before = w.list.Negation.BeforeSpan+utf8.RuneCountInString(one), head+one
	}
	if w.list.Negation.Before.In(lastRunes(before, span)) != "" || w.list.Negation.Quoting.In(before) != "" {
		return true
	}
	if w.list.Negation.Far.In(before[strings.LastIndex(before, ", ")+1:]) != "" {
		return true
	}
	after := cut(s[end:], clauseSpan, false)
	if w.denied(s[:at], after) || w.tickedNo(after) {
		return true
	}
	if i := strings.IndexAny(after, ".;,!?\n"); i >= 0 {
		after = after[:i]
	}
	for _, stop := range [...]string{"。", "；", "，", "、"} {
		if i := strings.Index(after, stop); i >= 0 {
			after = after[:i]
		}
	}
	n := 0
	for i := range after {
		if n++; n > w.list.Negation.AfterSpan+24 {
			after = after[:i]
			break
		}
	}
	for i := range w.list.Negation.After {
		if p, _ := w.list.Negation.After[i].Find(after, 0); p >= 0 && utf8.RuneCountInString(after[:p]) <= w.list.Negation.AfterSpan {
			return true
		}
	}
	return false
}

// alternative cuts a clause that ends in "... Russia or " into what stands before the word of
// which the phrase behind is the other choice, and that word with the "or": what turns the one
// around turns the other around as well.
func (w *Words) alternative(before string) (head, one string, ok bool) {
	text := strings.TrimRight(before, " ")
	i := strings.LastIndexByte(text, ' ')
	if i < 0 || !w.list.Negation.Or[text[i+1:]] {
		return "", "", false
	}
	head = strings.TrimRight(text[:i], " ")
	j := strings.LastIndexByte(head, ' ') + 1
	return before[:j], before[j:], true
}

// mostAsked is how many letters of a question of a form may stand behind the phrase.
const mostAsked = 16

// tickedNo reports an item of a form that is answered in the negative and says no more: the
// text behind "military use" in "military use: no; resale: no". Who has "no comment" has not
// said no.
func (w *Words) tickedNo(after string) bool {
	i := strings.IndexAny(after, ":：=–-.,;!?\n。；，、（(")
	if i < 0 || utf8.RuneCountInString(after[:i]) > mostAsked {
		return false
	}
	mark := after[i:]
	switch {
	case strings.HasPrefix(mark, "-"), strings.HasPrefix(mark, "–"):
		if i == 0 || after[i-1] != ' ' {
			return false // a word with a hyphen
		}
	case !strings.HasPrefix(mark, ":") && !strings.HasPrefix(mark, "：") && !strings.HasPrefix(mark, "="):
		return false
	}
	return w.saysNo(strings.TrimLeft(mark, ":：=–- "))
}

// saysNo reports a text that begins with a no, and with nothing behind it in its clause.
func (w *Words) saysNo(answer string) bool {
	t := phrases.Text{Shown: answer, Lower: answer}
	end := w.list.Negation.Answers.At(&t, 0)
	if end < 0 {
		return false
	}
	rest := answer[end:]
	return rest == "" || strings.ContainsRune(".,;:!)'\"/。，；！」\n", []rune(rest)[0])
}

// denied reports a question of ours that is answered in the negative: "asked him: on to
// Hong Kong? No." Who has "no idea" or gives "no answer" denies nothing.
func (w *Words) denied(before, after string) bool {
	i := strings.IndexAny(after, ".;!?？。；！\n")
	if i < 0 {
		return false
	}
	answer, asked := strings.CutPrefix(after[i:], "?")
	if !asked {
		if answer, asked = strings.CutPrefix(after[i:], "？"); !asked {
			return false
		}
	}
	answer = strings.TrimLeft(answer, " '\"”»)-–>→:")
	if !w.saysNo(answer) {
		return false
	}
	if i := strings.LastIndexAny(before, ".;!?\n"); i >= 0 {
		before = before[i+1:]
	}
	return w.list.Negation.Asking.In(cut(before, clauseSpan, true)) != ""
}

// clauseSpan is how many bytes of a clause are looked at on either side.
const clauseSpan = 600

// lastRunes are the last letters of a text, at most so many.
func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

func excerpt(s string, at, end int) string {
	const around = 40
	lo, hi := max(0, at-around), min(len(s), end+around)
	for lo > 0 && !utf8.RuneStart(s[lo]) {
		lo--
	}
	for hi < len(s) && !utf8.RuneStart(s[hi]) {
		hi++
	}
	out := s[lo:hi]
	if lo > 0 {
		out = "…" + out
	}
	if hi < len(s) {
		out += "…"
	}
	return out
}
