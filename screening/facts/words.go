package facts

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/screening/rules"
	"redflag/screening/yamldoc"
)

//go:embed words.yaml
var wordsYAML []byte

// Words are the words and phrases that facts are read from. They are read-only.
type Words struct {
	freeMail          map[string]bool
	forwarder         wordSet
	forwarderNot      wordSet
	bank              wordSet
	reseller          wordSet
	trading           wordSet
	residential       wordSet
	commercial        wordSet
	virtualOffice     wordSet
	companySecretary  wordSet
	poBox             wordSet
	addressVague      map[string]bool
	placeholder       map[string]bool
	placeholderWords  wordSet
	military          wordSet
	notMilitary       wordSet
	university        wordSet
	businessFits      wordSet
	businessForeign   wordSet
	homeBodies        wordSet
	businessUsers     wordSet // lines of business that compute, beyond those that fit
	endUseVague       map[string]bool
	cash              wordSet
	roles             []roleWords
	generic           map[string]bool
	genericWords      wordSet
	plainGoods        wordSet
	scrap             wordSet
	weighed           map[string]bool // units of weight
	inParts           wordSet         // units that have parts
	circuit           wordSet
	circuitNumbers    []string
	absurdHS          []string
	origins           []string
	semiconductor     wordSet
	classes           map[string]string
	themes            []theme
	negationBefore    wordSet
	negationAfter     wordSet
	negationJoined    wordSet
	quoting           wordSet
	shop, branch      wordSet
	beforeSpan, after int
	senses            *senses
	mentions          *mentionWords
	marks             noteMarks
	amounts           amountMarks
	vouched           vouchMarks
}

type roleWords struct {
	role  string
	words wordSet
}

type theme struct {
	name    string
	phrases wordSet
}

// word is one phrase: Latin ones match whole words, prefix ones may go on.
type word struct {
	text   string
	exact  string // where only this writing counts
	latin  bool
	prefix bool
	pairs  [2]uint8 // its first and last pair of bytes
}

type wordSet []word

// LoadWords reads the embedded words.
func LoadWords() (*Words, error) { return parseWords("words.yaml", wordsYAML) }

func parseWords(name string, text []byte) (*Words, error) {
	var f struct {
		Basis            string              `yaml:"basis"`
		Source           string              `yaml:"source"`
		FreeMail         []string            `yaml:"free_mail"`
		Forwarder        []string            `yaml:"forwarder"`
		ForwarderNot     []string            `yaml:"forwarder_not"`
		Bank             []string            `yaml:"bank"`
		Branch           []string            `yaml:"branch"`
		Reseller         []string            `yaml:"reseller"`
		Shop             []string            `yaml:"shop"`
		Trading          []string            `yaml:"trading"`
		Residential      []string            `yaml:"residential"`
		Commercial       []string            `yaml:"commercial_address"`
		VirtualOffice    []string            `yaml:"virtual_office"`
		CompanySecretary []string            `yaml:"company_secretary"`
		POBox            []string            `yaml:"po_box"`
		AddressVague     []string            `yaml:"address_vague"`
		Placeholder      []string            `yaml:"placeholder"`
		Military         []string            `yaml:"military"`
		MilitaryNegative []string            `yaml:"military_negative"`
		University       []string            `yaml:"university"`
		BusinessFits     []string            `yaml:"business_fits"`
		BusinessForeign  []string            `yaml:"business_foreign"`
		BusinessUsers    []string            `yaml:"business_users"`
		HomeBodies       []string            `yaml:"home_bodies"`
		EndUseVague      []string            `yaml:"end_use_vague"`
		Cash             []string            `yaml:"cash"`
		Roles            map[string][]string `yaml:"business_roles"`
		Generic          []string            `yaml:"generic_description"`
		PlainGoods       []string            `yaml:"plain_goods"`
		Scrap            []string            `yaml:"scrap"`
		Weighed          []string            `yaml:"units_of_weight"`
		InParts          []string            `yaml:"units_in_parts"`
		Circuit          []string            `yaml:"circuit"`
		CircuitNumbers   []string            `yaml:"circuit_numbers"`
		AbsurdHS         []string            `yaml:"hs_absurd"`
		Semiconductor    []string            `yaml:"semiconductor"`
		Origins          []string            `yaml:"origins"`
		Classes          map[string][]string `yaml:"list_classes"`
		Negation         struct {
			Before     []string `yaml:"before"`
			Joined     []string `yaml:"joined"`
			BeforeSpan int      `yaml:"before_span"`
			After      []string `yaml:"after"`
			AfterSpan  int      `yaml:"after_span"`
			Quoting    []string `yaml:"quoting"`
		} `yaml:"negation"`
		Phrases map[string][]string `yaml:"phrases"`
	}
	doc, err := yamldoc.Open(name, text, &f)
	if err != nil {
		return nil, err
	}
	if f.Basis == "" || f.Source == "" {
		return nil, doc.Fail("$.basis", "the words name no source and basis")
	}
	w := &Words{
		freeMail: exact(f.FreeMail), forwarder: set(f.Forwarder), forwarderNot: set(f.ForwarderNot), bank: set(f.Bank), reseller: set(f.Reseller), shop: set(f.Shop), branch: set(f.Branch), trading: set(f.Trading),
		residential: set(f.Residential), commercial: set(f.Commercial), virtualOffice: set(f.VirtualOffice), companySecretary: set(f.CompanySecretary), poBox: set(f.POBox),
		addressVague: exact(f.AddressVague), placeholder: exact(f.Placeholder), placeholderWords: prefixes(f.Placeholder), military: set(f.Military), notMilitary: set(f.MilitaryNegative),
		university: set(f.University), businessFits: set(f.BusinessFits), businessForeign: set(f.BusinessForeign), businessUsers: set(f.BusinessUsers), homeBodies: set(f.HomeBodies),
		endUseVague: exact(f.EndUseVague), cash: set(f.Cash), generic: exact(f.Generic), genericWords: prefixes(f.Generic), plainGoods: set(f.PlainGoods), scrap: set(f.Scrap), weighed: exact(f.Weighed), inParts: set(f.InParts), circuit: set(f.Circuit), circuitNumbers: f.CircuitNumbers, absurdHS: f.AbsurdHS, origins: f.Origins, semiconductor: set(f.Semiconductor),
		negationBefore: set(f.Negation.Before), negationAfter: set(f.Negation.After), negationJoined: set(f.Negation.Joined), quoting: set(f.Negation.Quoting),
		marks:      newNoteMarks(),
		amounts:    newAmountMarks(),
		vouched:    newVouchMarks(),
		beforeSpan: f.Negation.BeforeSpan, after: f.Negation.AfterSpan, classes: map[string]string{},
	}
	for class, lists := range f.Classes {
		for _, l := range lists {
			w.classes[l] = class
		}
	}
	for _, r := range [...]string{"forwarder", "bank", "distributor", "integrator", "reseller", "broker", "trading", "end_user"} {
		w.roles = append(w.roles, roleWords{r, set(f.Roles[r])})
	}
	for _, t := range phraseThemes() {
		p := f.Phrases[t] // some themes are told by senses alone
		w.themes = append(w.themes, theme{t, set(p)})
		delete(f.Phrases, t)
	}
	if w.senses, err = loadSenses(f.Negation.Before); err != nil {
		return nil, err
	}
	if w.mentions, err = loadMentions(); err != nil {
		return nil, err
	}
	for t := range f.Phrases {
		return nil, doc.Fail(fmt.Sprintf("$.phrases.%s", t), "%s is no theme", t)
	}
	return w, nil
}

func set(list []string) wordSet {
	out := make(wordSet, 0, len(list))
	for _, s := range list {
		s = strings.TrimSpace(s)
		exact, as := strings.CutPrefix(s, "=")
		if !as {
			exact = ""
		}
		t, prefix := strings.CutSuffix(strings.ToLower(strings.TrimPrefix(s, "=")), "*")
		if t == "" {
			continue
		}
		out = append(out, word{t, exact, isLatin(t), prefix, outerPairs(t)})
	}
	return out
}

// prefixes keeps only the phrases that may go on.
func prefixes(list []string) wordSet {
	var out wordSet
	for _, w := range set(list) {
		if w.prefix {
			out = append(out, w)
		}
	}
	return out
}

func exact(list []string) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, s := range list {
		out[strings.ToLower(strings.TrimSuffix(s, "*"))] = true
	}
	return out
}

// isLatin says whether words of the text are parted by spaces, as in Latin,
// Cyrillic and the like.
func isLatin(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) {
			return false
		}
	}
	return true
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// find is the place of the first phrase of the set in a text of small letters,
// from a place on.
func (w *word) find(lower string, from int) (int, int) {
	for from <= len(lower) {
		i := strings.Index(lower[from:], w.text)
		if i < 0 {
			return -1, -1
		}
		i += from
		end := i + len(w.text)
		if !w.latin || w.stands(lower, i, end) {
			return i, end
		}
		from = i + 1
	}
	return -1, -1
}

func (w *word) stands(s string, i, end int) bool {
	if r, _ := utf8.DecodeLastRuneInString(s[:i]); r != utf8.RuneError && wordRune(r) && isLatin(string(r)) {
		if first, _ := utf8.DecodeRuneInString(w.text); wordRune(first) {
			return false
		}
	}
	if w.prefix {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); r != utf8.RuneError && wordRune(r) && isLatin(string(r)) {
		if last, _ := utf8.DecodeLastRuneInString(w.text); wordRune(last) {
			return false
		}
	}
	return true
}

// isCircuit says whether a text speaks of integrated circuits, in words or by the
// number of a part.
func (w *Words) isCircuit(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !wordRune(r) }) {
		if len(word) < 6 {
			continue
		}
		digits := 0
		for i := 0; i < len(word); i++ {
			if word[i] >= '0' && word[i] <= '9' {
				digits++
			}
		}
		if digits >= 3 && slices.ContainsFunc(w.circuitNumbers, func(n string) bool { return begins(word, n) }) {
			return true
		}
	}
	return w.circuit.in(strings.ToLower(text)) != ""
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

// in is the first phrase of the set that the text holds, or "".
func (ws wordSet) in(lower string) string {
	if lower == "" {
		return ""
	}
	pairs := pairsOf(lower)
	for i := range ws {
		if !ws[i].mayStand(&pairs) {
			continue
		}
		if at, end := ws[i].find(lower, 0); at >= 0 {
			return lower[at:end]
		}
	}
	return ""
}

// pairSet is the set of pairs of bytes next to each other in a text, less exactly: most
// phrases of a set share none with a name, and need not be looked for in it.
type pairSet [4]uint64

func pairsOf(s string) (p pairSet) {
	for i := 1; i < len(s); i++ {
		h := pair(s[i-1], s[i])
		p[h>>6] |= 1 << (h & 63)
	}
	return p
}

// mayStand is false where a text of these pairs surely does not hold the phrase.
func (w *word) mayStand(p *pairSet) bool { return p.has(w.pairs[0]) && p.has(w.pairs[1]) }

func (p *pairSet) has(h uint8) bool { return h == 0 || p[h>>6]>>(h&63)&1 != 0 }

// pair numbers a pair of bytes from 1; nought stands for none.
func pair(a, b byte) uint8 { return max((a<<3|a>>5)^b, 1) }

// outerPairs are the first and the last pair of a phrase, nought where it is one byte.
func outerPairs(s string) [2]uint8 {
	if len(s) < 2 {
		return [2]uint8{}
	}
	return [2]uint8{pair(s[0], s[1]), pair(s[len(s)-2], s[len(s)-1])}
}

// class is what being on a list means.
func (w *Words) class(list string) string {
	if c := w.classes[list]; c != "" {
		return c
	}
	head, _, _ := strings.Cut(strings.ToUpper(list), " ")
	if c := w.classes[head]; c != "" {
		return c
	}
	if strings.HasPrefix(strings.ToLower(list), "local") {
		return classLocal
	}
	return classCaution
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
	return w.sensed(withoutOthers(lower), shown, out)
}

// flat is a text as it is read, in one line.
func flat(text string) string { return strings.Join(strings.Fields(rules.Readable(text)), " ") }

// first is the place of the first phrase of a theme; written is the same text as
// people wrote it.
func (w *Words) first(t *theme, lower, written string) ([2]int, bool) {
	for i := range t.phrases {
		ph := &t.phrases[i]
		at, end := ph.find(lower, 0)
		for at >= 0 {
			if ph.written(written, len(lower), at, end) && !w.negated(lower, at, end) {
				return [2]int{at, end}, true
			}
			at, end = ph.find(lower, end)
		}
	}
	return [2]int{}, false
}

// written reports whether a phrase that counts in one writing alone stands so in
// the text. Where small letters took another length, no writing can be compared.
func (w *word) written(text string, lower, at, end int) bool {
	return w.exact == "" || len(text) == lower && text[at:end] == w.exact
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
	for i := range w.negationJoined {
		if strings.HasSuffix(before, w.negationJoined[i].text) {
			return true
		}
	}
	if w.negationBefore.in(lastRunes(before, w.beforeSpan)) != "" || w.quoting.in(before) != "" {
		return true
	}
	after := cut(s[end:], clauseSpan, false)
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
		if n++; n > w.after+24 {
			after = after[:i]
			break
		}
	}
	for i := range w.negationAfter {
		if p, _ := w.negationAfter[i].find(after, 0); p >= 0 && utf8.RuneCountInString(after[:p]) <= w.after {
			return true
		}
	}
	return false
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
