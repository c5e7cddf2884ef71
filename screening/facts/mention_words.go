package facts

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/data"
	"redflag/screening/legalform"
	"redflag/screening/phrases"
	"redflag/screening/rules"
	"redflag/screening/yamldoc"
)

//go:embed mentions.yaml
var mentionsYAML []byte

// mentionWords are how texts name organisations that are no party of the deal.
type mentionWords struct {
	affiliate, front, former, denied, hidden, products phrases.Set
	firm, general, alone, between                      map[string]bool
	hanEnds, hanBreaks                                 []string
	domains                                            map[string]string // of mail and web, to the name of who has it

	ties      map[string]bool // single words of the first five sets
	tieBegins []string        // such words that may go on
}

func loadMentions() (*mentionWords, error) {
	var f struct {
		Basis     string      `yaml:"basis"`
		Source    string      `yaml:"source"`
		Affiliate phrases.Set `yaml:"affiliate"`
		Front     phrases.Set `yaml:"front"`
		Former    phrases.Set `yaml:"former"`
		Denied    phrases.Set `yaml:"denied"`
		Hidden    phrases.Set `yaml:"hidden"`
		Products  phrases.Set `yaml:"products"`
		Firm      texts       `yaml:"firm"`
		General   texts       `yaml:"general"`
		Alone     texts       `yaml:"alone"`
		Between   texts       `yaml:"between"`
		HanEnds   []string    `yaml:"han_ends"`
		HanBreaks []string    `yaml:"han_breaks"`

		Domains map[string][]string `yaml:"domains"`
	}
	doc, err := yamldoc.Open("mentions.yaml", mentionsYAML, &f)
	if err != nil {
		return nil, err
	}
	if f.Basis == "" || f.Source == "" {
		return nil, doc.Fail("$.basis", "the words name no source and basis")
	}
	m := &mentionWords{affiliate: f.Affiliate, front: f.Front, former: f.Former, denied: f.Denied, hidden: f.Hidden, products: f.Products,
		firm: f.Firm, general: f.General, alone: f.Alone, between: f.Between, hanEnds: f.HanEnds, hanBreaks: f.HanBreaks, ties: map[string]bool{}, domains: map[string]string{}}
	for name, domains := range f.Domains {
		for _, d := range domains {
			if m.domains[d] != "" {
				return nil, doc.Fail("$.domains", "%s is told twice", d)
			}
			m.domains[d] = name
		}
	}
	for _, ws := range [...]phrases.Set{m.affiliate, m.front, m.former, m.denied, m.hidden} {
		for _, w := range ws {
			if m.ties[w.Text] = true; w.Prefix {
				m.tieBegins = append(m.tieBegins, w.Text)
			}
		}
	}
	return m, nil
}

// What a text says of an organisation that it names.
const (
	tieAffiliate = "affiliate" // people, money or ownership come from there
	tieFront     = "front"     // the goods go there
	tieFormer    = "former"    // a party had the name before
	tieAddress   = "address"   // the address of a party names it
	tieNamed     = "named"     // it is named, and no more
)

// named is a stretch of text that may be the name of an organisation.
type named struct {
	name    string
	tie     string
	excerpt string
	weak    bool // nothing but the tie says that it is the name of a firm
	run     int  // names that share a place in the text share its number
}

// in finds the names that a text ties to a deal, those of one place longest first.
// A name whose tie is denied is left out.
func (m *mentionWords) in(text string) []named {
	text = rules.Readable(text)
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		text = lower // no writing can be compared
	}
	t := mentionText{m: m, text: text, lower: lower}
	t.split()
	for i := 0; i < len(t.tokens); {
		if t.tokens[i].han {
			t.hanNames(t.tokens[i])
			i++
			continue
		}
		i = t.latinNames(i)
	}
	return t.out
}

// mentionText is one text that names are looked for in.
type mentionText struct {
	m           *mentionWords
	text, lower string
	tokens      []token
	cased       bool // capitals and small letters tell names from words
	out         []named
	runs        int
}

// token is a word of a text, or a run of Han.
type token struct {
	at, end int
	capital bool
	han     bool
	joined  bool // to the token before it: nothing that ends a name stands between
	first   bool // of a sentence
	opens   bool // a bracket within a name, as in "Heron (HK) Electronics"
}

func (t *mentionText) split() {
	upper, small, last := false, false, 0
	for at := 0; at < len(t.text); {
		r, n := utf8.DecodeRuneInString(t.text[at:])
		if !phrases.WordRune(r) && r != '&' {
			at += n
			continue
		}
		x := token{at: at, han: unicode.Is(unicode.Han, r), capital: unicode.IsUpper(r) || unicode.IsDigit(r)}
		for at < len(t.text) {
			r, n = utf8.DecodeRuneInString(t.text[at:])
			if !phrases.WordRune(r) && r != '&' || unicode.Is(unicode.Han, r) != x.han {
				break
			}
			upper, small = upper || unicode.IsUpper(r), small || unicode.IsLower(r)
			x.capital = x.capital || unicode.IsUpper(r)
			at += n
		}
		x.end = at
		gap := t.text[last:x.at]
		x.first = len(t.tokens) == 0 || strings.ContainsAny(gap, ".!?;:\n。；：")
		if k := len(t.tokens); k > 0 && !x.han && !t.tokens[k-1].han {
			x.joined = gap == " " || gap == "-" || gap == ". " && t.m.firm[t.word(k-1)] || (gap == ", " || gap == "., ") && t.m.firm[t.lower[x.at:x.end]]
		}
		last = at
		t.tokens = append(t.tokens, x)
	}
	t.cased = upper && small
	t.joinBrackets()
}

// joinBrackets joins names of firms that hold one word in brackets, mostly a town: "Heron
// (HK) Electronics". What stands before the bracket may be a name by itself, too.
func (t *mentionText) joinBrackets() {
	for i := 1; i+1 < len(t.tokens); i++ {
		before, x, after := &t.tokens[i-1], &t.tokens[i], &t.tokens[i+1]
		if before.han || x.han || after.han {
			continue
		}
		left, right := t.text[before.end:x.at], t.text[x.end:after.at]
		if (left == " (" || left == "(") && (right == ") " || right == ")") {
			x.joined, x.opens, after.joined = true, true, true
		}
	}
}

func (t *mentionText) word(i int) string { return t.lower[t.tokens[i].at:t.tokens[i].end] }

// breaks says whether a word ties or denies and so is no beginning of a name.
func (t *mentionText) breaks(word string) bool {
	if !t.cased && t.m.between[word] {
		return true
	}
	return t.m.ties[word] || slices.ContainsFunc(t.m.tieBegins, func(w string) bool { return strings.HasPrefix(word, w) })
}

// mostWords is how many words a name may have.
const mostWords = 9

// latinNames takes the names that begin at a word, and says where to go on.
func (t *mentionText) latinNames(from int) int {
	in := func(i int) bool {
		return i < len(t.tokens) && !t.tokens[i].han && (t.tokens[i].capital || !t.cased) && (t.cased || !t.breaks(t.word(i)))
	}
	if !in(from) || t.breaks(t.word(from)) {
		return from + 1
	}
	to := from + 1
	for to < len(t.tokens) && to-from < mostWords && t.tokens[to].joined {
		if in(to) {
			to++
			continue
		}
		if w := t.word(to); (w == "of" || w == "and" || w == "&") && in(to+1) && t.tokens[to+1].joined {
			to += 2
			continue
		}
		break
	}
	t.runs++
	starts := []int{from}
	for s := from; s+1 < to && len(starts) < 3 && (t.m.general[t.word(s)] || t.tokens[s].first && s == from); s++ {
		starts = append(starts, s+1)
	}
	for _, s := range starts {
		for e := s + 1; e < to; e++ {
			if t.tokens[e].opens {
				t.latinName(s, e)
			}
		}
		for e := to; e > s && to-e < 4; e-- {
			t.latinName(s, e)
			if w := t.word(e - 1); !t.m.general[w] && !t.breaks(w) {
				break
			}
		}
	}
	return to
}

func (t *mentionText) latinName(from, to int) {
	telling, firm, letters := 0, false, 0
	for i := from; i < to; i++ {
		w := t.word(i)
		letters += utf8.RuneCountInString(w)
		switch {
		case t.m.firm[w]:
			firm = true
		case !t.m.general[w] && w != "of" && w != "and" && w != "&" && utf8.RuneCountInString(w) > 2:
			telling++
		}
	}
	if telling == 0 && to-from < 4 || letters < 4 || !strings.ContainsFunc(t.lower[t.tokens[from].at:t.tokens[to-1].end], unicode.IsLetter) {
		return
	}
	at, end := t.tokens[from].at, t.tokens[to-1].end
	if name := t.text[at:end]; to-from == 1 && (t.m.alone[t.lower[at:end]] || letters < 5 && !(t.cased && name == strings.ToUpper(name))) {
		return
	}
	t.take(at, end, !firm)
}

// mostHan bounds the names that one run of Han may hold.
const mostHan = 24

// hanParts part words and stand within no name.
const hanParts = "的是于於のはがをとでに"

// hanNames takes what may be names in a run of Han: from its beginning or behind a
// word that breaks it, up to its end, to such a word or to a word that ends names.
func (t *mentionText) hanNames(x token) {
	run := t.text[x.at:x.end]
	if utf8.RuneCountInString(run) > 60 {
		run = run[:180]
	}
	starts, ends, firm := []int{0}, []int{len(run)}, map[int]bool{}
	var hard [][2]int // no name goes over these
	mark := func(w string) {
		for i := 0; ; {
			k := strings.Index(run[i:], w)
			if k < 0 {
				return
			}
			at, end := i+k, i+k+len(w)
			starts, ends, i = append(starts, end), append(ends, at), end
			if len(w) > 3 || strings.Contains(hanParts, w) {
				hard = append(hard, [2]int{at, end})
			}
		}
	}
	for _, ws := range [...]phrases.Set{t.m.affiliate, t.m.front, t.m.former, t.m.denied} {
		for i := range ws {
			if !ws[i].Latin {
				mark(ws[i].Text)
			}
		}
	}
	for _, w := range t.m.hanBreaks {
		mark(w)
	}
	for _, w := range t.m.hanEnds {
		for i := 0; ; {
			k := strings.Index(run[i:], w)
			if k < 0 {
				break
			}
			i += k + len(w)
			starts, ends, firm[i] = append(starts, i), append(ends, i), true
		}
	}
	var spans [][2]int
	for _, s := range starts {
		for _, e := range ends {
			n := (e - s) / 3
			over := func(h [2]int) bool { return h[0] < e && h[1] > s }
			if n >= 2 && (n <= 8 || firm[e] && n <= 24) && !slices.Contains(spans, [2]int{s, e}) && !slices.ContainsFunc(hard, over) {
				spans = append(spans, [2]int{s, e})
			}
		}
	}
	slices.SortStableFunc(spans, func(a, b [2]int) int { return (b[1] - b[0]) - (a[1] - a[0]) })
	t.runs++
	for _, p := range spans[:min(len(spans), mostHan)] {
		t.take(x.at+p[0], x.at+p[1], !firm[p[1]])
	}
}

func (t *mentionText) take(at, end int, weak bool) {
	tie, ok := t.tie(at, end)
	if !ok || weak && tie == tieNamed {
		return
	}
	if weak && t.m.products.In(firstWords(t.lower[end:])) != "" {
		return
	}
	t.out = append(t.out, named{name: t.text[at:end], tie: tie, excerpt: excerpt(t.text, at, end), weak: weak, run: t.runs})
}

// endsAsFirm says whether a name ends as that of a firm or begins as that of a house
// of learning does.
func (m *mentionWords) endsAsFirm(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !phrases.WordRune(r) })
	if len(words) == 0 {
		return false
	}
	return m.firm[words[len(words)-1]] || slices.Contains(words, "university") || slices.Contains(words, "institute") ||
		slices.ContainsFunc(m.hanEnds, func(end string) bool { return strings.HasSuffix(name, end) })
}

// endsInForm is the same of a name that nobody gives to a product: with its form of company at
// the end, of a school, or in Chinese characters.
func (m *mentionWords) endsInForm(name string) bool {
	last := strings.ToLower(name[strings.LastIndexAny(name, " .")+1:])
	return legalform.Firm(last) || legalform.Tail([]byte(last)) || !m.firm[last] && m.endsAsFirm(name)
}

// houseName is how well the bare name of a house must match a firm of it.
const houseName = 0.8

// house says whether the name asked about is that of the house alone, and the listed
// name adds but the form of a firm or a general word to it: "Heron" for Heron Group.
func (m *mentionWords) house(h *data.NameHit) bool {
	return h.Score >= houseName && h.Agrees.Telling && len(h.Agrees.OnlyAsked) == 0 && !slices.ContainsFunc(h.Agrees.OnlyListed, func(w string) bool {
		w = strings.ToLower(w)
		return !m.firm[w] && !m.general[w]
	})
}

// firstWords are the next two words of a text, up to what parts them from it.
func firstWords(s string) string {
	if i := strings.IndexAny(s, ".,;:!?()\n"); i >= 0 {
		s = s[:i]
	}
	words := strings.Fields(s)
	return strings.Join(words[:min(len(words), 2)], " ")
}

// How far from a name the word stands that ties it, in bytes.
const (
	tieBefore = 48
	tieAfter  = 32
)

// tie is what the clause says of the name; ok is false where it denies a tie.
func (t *mentionText) tie(at, end int) (tie string, ok bool) {
	before, after := clauseBefore(t.lower[:at]), clauseAfter(t.lower[end:])
	near := before
	for _, comma := range [...]string{", ", "，", " but ", " aber ", " - "} {
		if i := strings.LastIndex(near, comma); i >= 0 {
			near = near[i+len(comma):]
		}
	}
	tie = t.nearest(near)
	if tie == "" {
		if i := strings.IndexAny(after, ",("); i >= 0 {
			after = after[:i]
		}
		if t.m.affiliate.In(cut(after, tieAfter, false)) != "" {
			tie = tieAffiliate
		} else if tie = t.nearest(before); tie != "" {
			near = before
		} else {
			tie, near = tieNamed, before
		}
	}
	if t.m.hidden.In(near) != "" {
		return tieFront, true
	}
	if t.m.denied.In(near) != "" || t.m.denied.In(cut(after, tieAfter, false)) != "" {
		return "", false
	}
	return tie, true
}

// nearest is the tie whose word stands last in a text before a name, of those that
// end there the longest.
func (t *mentionText) nearest(before string) (tie string) {
	before = cut(before, tieBefore, true)
	best, from, pairs := -1, 0, phrases.PairsOf(before)
	for _, x := range [...]struct {
		tie   string
		words phrases.Set
	}{{tieFormer, t.m.former}, {tieAffiliate, t.m.affiliate}, {tieFront, t.m.front}} {
		for i := range x.words {
			w := &x.words[i]
			if !w.MayStand(&pairs) {
				continue
			}
			for at, end := w.Find(before, 0); at >= 0; at, end = w.Find(before, end) {
				if end > best || end == best && at < from {
					best, from, tie = end, at, x.tie
				}
			}
		}
	}
	return tie
}

// cut keeps the last or the first bytes of a text, whole letters of it.
func cut(s string, n int, last bool) string {
	if len(s) <= n {
		return s
	}
	if last {
		for s = s[len(s)-n:]; len(s) > 0 && !utf8.RuneStart(s[0]); s = s[1:] {
		}
		return s
	}
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func clauseBefore(s string) string {
	for i := len(s) - 1; i >= 0; i-- {
		if c := s[i]; c == ';' || c == '!' || c == '?' || c == '\n' || c == '.' && i+1 < len(s) && s[i+1] == ' ' && !initial(s, i) {
			s = s[i+1:]
			break
		}
	}
	for _, stop := range [...]string{"。", "；", "！", "？"} {
		if i := strings.LastIndex(s, stop); i >= 0 {
			s = s[i+len(stop):]
		}
	}
	return s
}

func clauseAfter(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == ';' || c == '!' || c == '?' || c == '\n' || c == '.' && (i+1 == len(s) || s[i+1] == ' ') {
			s = s[:i]
			break
		}
	}
	for _, stop := range [...]string{"。", "；", "！", "？", "，"} {
		if i := strings.Index(s, stop); i >= 0 {
			s = s[:i]
		}
	}
	return s
}
