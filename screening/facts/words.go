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
	contact                                     *contact.Words
	forwarder                                   phrases.Set
	forwarderNot                                phrases.Set
	bank                                        phrases.Set
	reseller                                    phrases.Set
	resellerNot                                 phrases.Set // hold a word of dealers and are another trade
	trading                                     phrases.Set
	residential                                 phrases.Set
	commercial                                  phrases.Set
	virtualOffice                               phrases.Set
	companySecretary                            phrases.Set
	poBox                                       phrases.Set
	addressVague                                map[string]bool
	placeholder                                 map[string]bool
	placeholderWords                            phrases.Set
	clients, secrets                            map[string]bool // a customer by no name of its own
	nicknames, nicknameBefore, nicknameArticles map[string]bool // what people call somebody
	nicknameEnds                                []string
	withheld                                    phrases.Set // that a name is kept back
	withheldBeside                              phrases.Set // words of no weight beside those
	indefinite                                  phrases.Set // "a certain", "ein"
	kinds, ofWords                              map[string]bool
	kindEnds                                    []string    // of longer words for kinds of houses
	rank                                        phrases.Set // words that praise a house without naming it
	formed                                      phrases.Set // forms of firms without spaces around them
	departments                                 phrases.Set
	noLicence                                   map[string]bool
	military                                    phrases.Set
	notMilitary                                 phrases.Set
	university                                  phrases.Set
	businessFits                                phrases.Set
	affirmed                                    phrases.Set // goods stay with who bought them
	affirmedBut                                 phrases.Set // what turns such a sentence around
	foundThere, foundBut                        phrases.Set // machines were found where they should be, and what turns that around
	businessComputes                            phrases.Set // the work itself is computing, whatever trade it is for
	foreignNot                                  phrases.Set // words in which those of a foreign business are none
	businessForeign                             phrases.Set
	homeBodies                                  phrases.Set
	publicBodies                                phrases.Set
	homeBodyNot                                 phrases.Set // who works for such a body
	businessUsers                               phrases.Set // lines of business that compute, beyond those that fit
	endUseVague                                 map[string]bool
	cash                                        phrases.Set
	roles                                       []roleWords
	generic                                     map[string]bool
	genericWords                                phrases.Set
	plainGoods                                  phrases.Set
	fairGoods                                   phrases.Set // general words that are true of advanced goods
	scrap                                       phrases.Set
	onLabel, readOut                            phrases.Set
	weighed                                     map[string]bool // units of weight
	inParts                                     phrases.Set     // units that have parts
	packages                                    phrases.Set     // units that hold several pieces
	circuit                                     phrases.Set
	circuitNumbers                              []string
	absurdHS                                    []string
	origins                                     []string
	semiconductor                               phrases.Set
	wholeComputer                               phrases.Set
	computes                                    phrases.Set // a description of goods that compute, or of a part that chips are on
	noWholeComputer                             phrases.Set // a card called after the machine that it is for
	classes                                     map[string]string
	named                                       []classNames // of lists whose code says nothing, in the order in which they are asked
	themes                                      []theme
	negationBefore                              phrases.Set
	negationAfter                               phrases.Set
	negationJoined                              phrases.Set
	asking, answers                             phrases.Set // of questions of ours
	quoting                                     phrases.Set
	shop, branch                                phrases.Set
	beforeSpan, after                           int
	or                                          map[string]bool // words between two choices
	senses                                      *senses
	mentions                                    *mentionWords
	marks                                       noteMarks
	ways                                        wayWords
	amounts                                     amountMarks
	vouched                                     vouchMarks
	counts                                      countWords
	usual                                       usualWords
	goodsOwner                                  goodsOwnerWords
	hosting                                     hostWords
	acts                                        actWords
	elsewhere                                   elsewhere
	seats                                       seatWords
	screened                                    screenedWords
	hiding                                      hidingWords
	kindsOfGoods                                kindWords
	foundry                                     foundryWords
	firm                                        firmWords
	soldiers                                    militaryWords
	uses                                        endUseWords
	tells                                       tellings
	general                                     generalWords
	nameless                                    namelessWords
	brands                                      brandWords
	industries                                  industries
	people                                      peopleWords
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
	var f struct {
		Basis            string              `yaml:"basis"`
		Source           string              `yaml:"source"`
		Forwarder        []string            `yaml:"forwarder"`
		ForwarderNot     []string            `yaml:"forwarder_not"`
		Bank             []string            `yaml:"bank"`
		Branch           []string            `yaml:"branch"`
		Reseller         []string            `yaml:"reseller"`
		ResellerNot      []string            `yaml:"reseller_not"`
		Shop             []string            `yaml:"shop"`
		Trading          []string            `yaml:"trading"`
		Residential      []string            `yaml:"residential"`
		Commercial       []string            `yaml:"commercial_address"`
		VirtualOffice    []string            `yaml:"virtual_office"`
		CompanySecretary []string            `yaml:"company_secretary"`
		POBox            []string            `yaml:"po_box"`
		AddressVague     []string            `yaml:"address_vague"`
		Placeholder      []string            `yaml:"placeholder"`
		Clients          []string            `yaml:"client_words"`
		Secrets          []string            `yaml:"secret_words"`
		Nicknames        []string            `yaml:"nickname_words"`
		NicknameEnds     []string            `yaml:"nickname_ends"`
		NicknameBefore   []string            `yaml:"nickname_before"`
		NicknameArticles []string            `yaml:"nickname_articles"`
		Withheld         []string            `yaml:"withheld_words"`
		WithheldBeside   []string            `yaml:"withheld_beside"`
		Indefinite       []string            `yaml:"indefinite_words"`
		Kinds            []string            `yaml:"kind_words"`
		KindEnds         []string            `yaml:"kind_ends"`
		Rank             []string            `yaml:"rank_words"`
		Formed           []string            `yaml:"formed_words"`
		OfWords          []string            `yaml:"of_words"`
		Departments      []string            `yaml:"departments"`
		NoLicence        []string            `yaml:"no_licence"`
		Military         []string            `yaml:"military"`
		MilitaryNegative []string            `yaml:"military_negative"`
		University       []string            `yaml:"university"`
		BusinessFits     []string            `yaml:"business_fits"`
		BusinessComputes []string            `yaml:"business_computes"`
		Affirmed         []string            `yaml:"affirmed"`
		AffirmedBut      []string            `yaml:"affirmed_but"`
		FoundThere       []string            `yaml:"found_there"`
		FoundBut         []string            `yaml:"found_but"`
		BusinessForeign  []string            `yaml:"business_foreign"`
		ForeignNot       []string            `yaml:"business_foreign_not"`
		BusinessUsers    []string            `yaml:"business_users"`
		HomeBodies       []string            `yaml:"home_bodies"`
		PublicBodies     []string            `yaml:"public_bodies"`
		HomeBodyNot      []string            `yaml:"home_body_not"`
		EndUseVague      []string            `yaml:"end_use_vague"`
		Cash             []string            `yaml:"cash"`
		Roles            map[string][]string `yaml:"business_roles"`
		Generic          []string            `yaml:"generic_description"`
		PlainGoods       []string            `yaml:"plain_goods"`
		FairGoods        []string            `yaml:"fair_goods"`
		Scrap            []string            `yaml:"scrap"`
		OnLabel          []string            `yaml:"on_label"`
		ReadOut          []string            `yaml:"read_out"`
		Weighed          []string            `yaml:"units_of_weight"`
		InParts          []string            `yaml:"units_in_parts"`
		Packages         []string            `yaml:"units_of_packages"`
		Circuit          []string            `yaml:"circuit"`
		CircuitNumbers   []string            `yaml:"circuit_numbers"`
		AbsurdHS         []string            `yaml:"hs_absurd"`
		Semiconductor    []string            `yaml:"semiconductor"`
		WholeComputer    []string            `yaml:"whole_computer"`
		NoWholeComputer  []string            `yaml:"no_whole_computer"`
		Computes         []string            `yaml:"computes"`
		Origins          []string            `yaml:"origins"`
		Classes          map[string][]string `yaml:"list_classes"`
		ListNames        []struct {
			Class string   `yaml:"class"`
			Words []string `yaml:"words"`
		} `yaml:"list_names"`
		Negation struct {
			Before     []string `yaml:"before"`
			Joined     []string `yaml:"joined"`
			BeforeSpan int      `yaml:"before_span"`
			Or         []string `yaml:"or"`
			After      []string `yaml:"after"`
			AfterSpan  int      `yaml:"after_span"`
			Asking     []string `yaml:"asking"`
			Answers    []string `yaml:"answers"`
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
		forwarder: phrases.New(f.Forwarder), forwarderNot: phrases.New(f.ForwarderNot), bank: phrases.New(f.Bank), reseller: phrases.New(f.Reseller), resellerNot: phrases.New(f.ResellerNot), shop: phrases.New(f.Shop), branch: phrases.New(f.Branch), trading: phrases.New(f.Trading),
		residential: phrases.New(f.Residential), commercial: phrases.New(f.Commercial), virtualOffice: phrases.New(f.VirtualOffice), companySecretary: phrases.New(f.CompanySecretary), poBox: phrases.New(f.POBox),
		addressVague: exact(f.AddressVague), placeholder: exact(f.Placeholder), placeholderWords: prefixes(f.Placeholder), military: phrases.New(f.Military), notMilitary: phrases.New(f.MilitaryNegative),
		clients: exact(f.Clients), secrets: exact(f.Secrets), nicknames: exact(f.Nicknames), nicknameEnds: f.NicknameEnds, nicknameBefore: exact(f.NicknameBefore), nicknameArticles: exact(f.NicknameArticles), indefinite: phrases.New(f.Indefinite), kinds: exact(f.Kinds), kindEnds: f.KindEnds, rank: phrases.New(f.Rank), formed: phrases.New(f.Formed), ofWords: exact(f.OfWords), departments: phrases.New(f.Departments), noLicence: exact(f.NoLicence),
		university: phrases.New(f.University), businessFits: phrases.New(f.BusinessFits), businessForeign: phrases.New(f.BusinessForeign), foreignNot: phrases.New(f.ForeignNot), businessUsers: phrases.New(f.BusinessUsers), homeBodies: phrases.New(f.HomeBodies), publicBodies: phrases.New(f.PublicBodies), homeBodyNot: phrases.New(f.HomeBodyNot),
		businessComputes: phrases.New(f.BusinessComputes),
		withheld:         phrases.New(f.Withheld), withheldBeside: phrases.New(f.WithheldBeside),
		affirmed: phrases.New(f.Affirmed), affirmedBut: phrases.New(f.AffirmedBut), foundThere: phrases.New(f.FoundThere), foundBut: phrases.New(f.FoundBut),
		endUseVague: exact(f.EndUseVague), cash: phrases.New(f.Cash), generic: exact(f.Generic), genericWords: prefixes(f.Generic), plainGoods: phrases.New(f.PlainGoods), fairGoods: phrases.New(f.FairGoods), scrap: phrases.New(f.Scrap), weighed: exact(f.Weighed), inParts: phrases.New(f.InParts), packages: phrases.New(f.Packages), circuit: phrases.New(f.Circuit), circuitNumbers: f.CircuitNumbers, absurdHS: f.AbsurdHS, origins: f.Origins, semiconductor: phrases.New(f.Semiconductor), wholeComputer: phrases.New(f.WholeComputer), noWholeComputer: phrases.New(f.NoWholeComputer), computes: phrases.New(f.Computes),
		onLabel: phrases.New(f.OnLabel), readOut: phrases.New(f.ReadOut),
		negationBefore: phrases.New(f.Negation.Before), negationAfter: phrases.New(f.Negation.After), negationJoined: phrases.New(f.Negation.Joined), asking: phrases.New(f.Negation.Asking), answers: phrases.New(f.Negation.Answers), quoting: phrases.New(f.Negation.Quoting),
		or: exact(f.Negation.Or), beforeSpan: f.Negation.BeforeSpan, after: f.Negation.AfterSpan, classes: map[string]string{},
	}
	for class, lists := range f.Classes {
		for _, l := range lists {
			w.classes[l] = class
		}
	}
	for i, n := range f.ListNames {
		if _, known := f.Classes[n.Class]; !known {
			return nil, doc.Fail(fmt.Sprintf("$.list_names[%d].class", i), "%q is no class of lists", n.Class)
		}
		w.named = append(w.named, classNames{n.Class, phrases.New(n.Words)})
	}
	for _, r := range [...]string{"forwarder", "bank", "distributor", "integrator", "reseller", "broker", "trading", "end_user"} {
		w.roles = append(w.roles, roleWords{r, phrases.New(f.Roles[r])})
	}
	for _, t := range phraseThemes() {
		p := f.Phrases[t] // some themes are told by senses alone
		w.themes = append(w.themes, theme{t, phrases.New(p)})
		delete(f.Phrases, t)
	}
	for t := range f.Phrases {
		return nil, doc.Fail(fmt.Sprintf("$.phrases.%s", t), "%s is no theme", t)
	}
	if err := w.loadTables(f.Negation.Before); err != nil {
		return nil, err
	}
	return w, nil
}

// loadTables reads what has a table of its own, and tells of every fault. Senses know the
// words that deny them.
func (w *Words) loadTables(denying []string) error {
	numbers, fault := loadNumerals()
	return errors.Join(fault,
		into(&w.senses)(loadSenses(denying)),
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

// prefixes keeps only the phrases that may go on.
func prefixes(list []string) phrases.Set {
	var out phrases.Set
	for _, w := range phrases.New(list) {
		if w.Prefix {
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
		if digits >= 3 && slices.ContainsFunc(w.circuitNumbers, func(n string) bool { return begins(word, n) }) {
			return true
		}
	}
	return w.circuit.In(strings.ToLower(text)) != ""
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

// classNames are words of the names of lists of a class.
type classNames struct {
	class string
	words phrases.Set
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
	for i := range w.negationJoined {
		if strings.HasSuffix(before, w.negationJoined[i].Text) {
			return true
		}
	}
	span := w.beforeSpan
	if head, one, ok := w.alternative(before); ok {
		span, before = w.beforeSpan+utf8.RuneCountInString(one), head+one
	}
	if w.negationBefore.In(lastRunes(before, span)) != "" || w.quoting.In(before) != "" {
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
		if n++; n > w.after+24 {
			after = after[:i]
			break
		}
	}
	for i := range w.negationAfter {
		if p, _ := w.negationAfter[i].Find(after, 0); p >= 0 && utf8.RuneCountInString(after[:p]) <= w.after {
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
	if i < 0 || !w.or[text[i+1:]] {
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
	end := w.answers.At(&t, 0)
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
	return w.asking.In(cut(before, clauseSpan, true)) != ""
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
