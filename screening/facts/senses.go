package facts

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"redflag/screening/match"
	"redflag/screening/phrases"
	"redflag/screening/yamldoc"
)

//go:embed senses.yaml
var sensesYAML []byte

// Further words of the classes: names of places, other languages, how people put things,
// and how papers beside an order do.
var (
	//go:embed places.yaml
	placesYAML []byte
	//go:embed tongues.yaml
	tonguesYAML []byte
	//go:embed speech.yaml
	speechYAML []byte
	//go:embed desks.yaml
	desksYAML []byte
)

// senses read what a text means from words that say it only together: a word of
// each class, close to each other in one clause. They are read-only.
type senses struct {
	span          int
	longest       int // bytes of a word
	words         []senseWord
	starts        map[uint16][]int32 // words by their first two bytes, longest first
	all           []sense
	china, russia classSet // names of places
	embargoed     classSet
	places        classSet // those, and names of embargoed ones
	names         []string // of the classes; a class has the number of its place less one
}

// classSet is a set of classes of words; the first stands for words that mean
// something else.
type classSet [maxClasses / 64]uint64

const maxClasses = 256

func classOf(i int) (c classSet) {
	c[i/64] = 1 << (i % 64)
	return c
}

func (c classSet) or(o classSet) classSet {
	return classSet{c[0] | o[0], c[1] | o[1], c[2] | o[2], c[3] | o[3]}
}

func (c classSet) meets(o classSet) bool {
	return c[0]&o[0]|c[1]&o[1]|c[2]&o[2]|c[3]&o[3] != 0
}

func (c classSet) has(all classSet) bool {
	return c[0]&all[0] == all[0] && c[1]&all[1] == all[1] && c[2]&all[2] == all[2] && c[3]&all[3] == all[3]
}

type senseWord struct {
	phrases.Phrase
	classes classSet
	negates bool
}

// sense is the classes of which one word each makes a theme.
type sense struct {
	theme   string
	classes []classSet
	inOrder []bool // the word of the class stands behind that of the class before
	joined  []bool // and right behind it
	all     classSet
	not     classSet // nor may a word of this class stand between
	nowhere classSet // nor anywhere in the text
	settled classSet // nor anywhere behind the words: what they tell is over by then
	wide    bool     // commas do not part it
	whole   bool     // nor does anything: the words stand anywhere in the text
	said    bool     // a negation beside the words turns nothing around: they speak of sentences
}

// said is one word found in a text.
type said struct {
	at, end int
	classes classSet
	negates bool
	clause  int // parted by stops
	part    int // parted by commas as well
}

func loadSenses(negations phrases.Set) (*senses, error) {
	var more []wordFile
	for _, x := range [...]struct {
		name string
		text []byte
	}{{"places.yaml", placesYAML}, {"tongues.yaml", tonguesYAML}, {"speech.yaml", speechYAML}, {"desks.yaml", desksYAML}} {
		f, err := parseWordFile(x.name, x.text)
		if err != nil {
			return nil, err
		}
		more = append(more, f)
	}
	return parseSenses("senses.yaml", sensesYAML, negations, more...)
}

// wordFile is a file that adds words to the classes. They stand in lists of lists,
// one for a tongue or a kind.
type wordFile struct {
	nothing []string
	classes map[string][]string
}

func parseWordFile(name string, text []byte) (wordFile, error) {
	var f struct {
		Basis   string               `yaml:"basis"`
		Source  string               `yaml:"source"`
		Nothing []string             `yaml:"nothing"`
		Classes map[string]wordLists `yaml:"classes"`
	}
	doc, err := yamldoc.Open(name, text, &f)
	if err != nil {
		return wordFile{}, err
	}
	if f.Basis == "" || f.Source == "" {
		return wordFile{}, doc.Fail("$.basis", "the words name no source and basis")
	}
	out := wordFile{f.Nothing, map[string][]string{}}
	for class, lists := range f.Classes {
		out.classes[class] = slices.Concat(lists...)
	}
	return out, nil
}

// wordLists is one list of words, or several.
type wordLists [][]string

// UnmarshalYAML takes both.
func (l *wordLists) UnmarshalYAML(read func(any) error) error {
	var several [][]string
	if err := read(&several); err == nil {
		*l = several
		return nil
	}
	var one []string
	if err := read(&one); err != nil {
		return err
	}
	*l = wordLists{one}
	return nil
}

func parseSenses(name string, text []byte, negations phrases.Set, more ...wordFile) (*senses, error) {
	var f struct {
		Basis   string              `yaml:"basis"`
		Source  string              `yaml:"source"`
		Span    int                 `yaml:"span"`
		Nothing []string            `yaml:"nothing"`
		Classes map[string][]string `yaml:"classes"`
		Senses  map[string][]string `yaml:"senses"`
	}
	doc, err := yamldoc.Open(name, text, &f)
	if err != nil {
		return nil, err
	}
	if f.Basis == "" || f.Source == "" || f.Span <= 0 {
		return nil, doc.Fail("$.basis", "the senses name no source, basis or span")
	}
	for _, m := range more {
		f.Nothing = append(f.Nothing, m.nothing...)
		for class, words := range m.classes {
			f.Classes[class] = append(f.Classes[class], words...)
		}
	}
	if len(f.Classes) >= maxClasses {
		return nil, doc.Fail("$.classes", "there are %d classes of words, more than %d", len(f.Classes), maxClasses-1)
	}
	s := &senses{span: f.Span, starts: map[uint16][]int32{}}
	type key struct {
		text   string
		prefix bool
	}
	classes, known := map[string]classSet{}, map[key]int{}
	add := func(words phrases.Set, class classSet, negates bool) {
		for _, w := range words {
			w.Text = match.Simplify(w.Text)
			k := key{w.Text, w.Prefix}
			i, had := known[k]
			if !had {
				i = len(s.words)
				known[k] = i
				s.words = append(s.words, senseWord{Phrase: w})
			}
			s.words[i].classes = s.words[i].classes.or(class)
			s.words[i].negates = s.words[i].negates || negates
		}
	}
	add(phrases.New(f.Nothing), classOf(0), false)
	names := make([]string, 0, len(f.Classes))
	for c := range f.Classes {
		names = append(names, c)
	}
	slices.Sort(names)
	s.names = names
	for i, c := range names {
		classes[c] = classOf(i + 1)
		add(phrases.New(f.Classes[c]), classes[c], false)
	}
	add(negations, classSet{}, true)
	for _, theme := range phraseThemes() {
		for _, text := range f.Senses[theme] {
			x, bad := parseSense(theme, text, classes)
			if bad != "" {
				return nil, doc.Fail("$.senses."+theme, "%s is no class of words", bad)
			}
			s.all = append(s.all, x)
		}
		delete(f.Senses, theme)
	}
	for theme := range f.Senses {
		return nil, doc.Fail("$.senses."+theme, "%s is no theme", theme)
	}
	s.china, s.russia = classes["china"], classes["russia"]
	s.embargoed = classes["embargoed"]
	s.places = s.china.or(s.russia).or(s.embargoed)
	for i := range s.words {
		s.longest = max(s.longest, len(s.words[i].Text))
		if k, ok := startOf(s.words[i].Text, 0); ok {
			s.starts[k] = append(s.starts[k], int32(i))
		}
	}
	for _, list := range s.starts {
		slices.SortStableFunc(list, func(a, b int32) int { return len(s.words[b].Text) - len(s.words[a].Text) })
	}
	return s, nil
}

// parseSense reads "~move>china !from ^done"; bad is a class that nobody knows.
func parseSense(theme, text string, classes map[string]classSet) (x sense, bad string) {
	x.theme = theme
	if rest, ok := strings.CutPrefix(text, "="); ok {
		x.said, text = true, rest
	}
	if rest, ok := strings.CutPrefix(text, "~~"); ok {
		x.whole, text = true, rest
	}
	if rest, ok := strings.CutPrefix(text, "~"); ok {
		x.wide, text = true, rest
	}
	for _, part := range strings.Fields(text) {
		before := byte(0) // how the class stands to the one before it
		if c, ok := strings.CutPrefix(part, "^"); ok {
			if classes[c] == (classSet{}) {
				return x, c
			}
			x.settled = x.settled.or(classes[c])
			continue
		}
		if c, ok := strings.CutPrefix(part, "!"); ok {
			not := &x.not
			if rest, all := strings.CutPrefix(c, "!"); all {
				not, c = &x.nowhere, rest
			}
			if classes[c] == (classSet{}) {
				return x, c
			}
			*not = not.or(classes[c])
			continue
		}
		for part != "" {
			c, rest, order := part, "", byte(0)
			if i := strings.IndexAny(part, ">+"); i >= 0 {
				c, rest, order = part[:i], part[i+1:], part[i]
			}
			if classes[c] == (classSet{}) {
				return x, c
			}
			x.classes = append(x.classes, classes[c])
			x.inOrder = append(x.inOrder, before != 0)
			x.joined = append(x.joined, before == '+')
			x.all = x.all.or(classes[c])
			part, before = rest, order
		}
	}
	if len(x.classes) == 0 {
		return x, text
	}
	return x, ""
}

func startOf(s string, at int) (uint16, bool) {
	if at+1 >= len(s) {
		return 0, false
	}
	return uint16(s[at])<<8 | uint16(s[at+1]), true
}

// find gives the words of the text in the order in which they stand, of those that
// begin at one place the longest of each kind; classes are all classes met.
func (s *senses) find(text string) (out []said, classes classSet) {
	hidden := 0
	for at := 0; at+1 < len(text); at++ {
		if at > 0 && alnum(text[at]) && alnum(text[at-1]) || text[at]&0xc0 == 0x80 || at < hidden {
			continue // inside a word
		}
		k, _ := startOf(text, at)
		list := s.starts[k]
		found := len(out)
		for _, i := range list {
			w := &s.words[i]
			end := at + len(w.Text)
			if end > len(text) || text[at:end] != w.Text || w.Latin && !w.Stands(text, at, end) {
				continue
			}
			if w.classes == classOf(0) {
				hidden, out = end, out[:found]
				break
			}
			out = append(out, said{at: at, end: end, classes: w.classes, negates: w.negates})
		}
		for _, h := range out[found:] {
			classes = classes.or(h.classes)
		}
	}
	return out, classes
}

func alnum(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// part numbers the clauses that the words stand in.
func part(text string, words []said) {
	clause, comma, at := 0, 0, 0
	for i := range words {
		for at < words[i].at {
			r, n := utf8.DecodeRuneInString(text[at:])
			switch r {
			case ';', '!', '?', '。', '；', '！', '？', '|':
				clause++
			case '.':
				if (at+1 >= len(text) || text[at+1] == ' ') && !initial(text, at) {
					clause++
				}
			case ',', '，', '、':
				if r > 127 || at+1 < len(text) && text[at+1] == ' ' {
					comma++
				}
			case ' ':
				if strings.HasPrefix(text[at:], " but ") || strings.HasPrefix(text[at:], " aber ") || strings.HasPrefix(text[at:], " - ") {
					comma++
				}
			}
			at += n
		}
		words[i].clause, words[i].part = clause, clause+comma
	}
}

// initial says whether the full stop stands behind a single letter ("i.e.") or a
// word that is written short.
func initial(text string, at int) bool {
	from := at
	for from > 0 && alnum(text[from-1]) {
		from--
	}
	switch word := text[from:at]; word {
	case "cl", "kd", "cust", "fa", "co", "hr", "fr", "mr", "ms", "dr", "st", "no", "nr", "approx", "ca", "incl", "excl", "dept", "tel", "ref", "qty", "ltd", "inc", "pte", "ggf", "bzw", "lt", "bez", "lic", "appl", "cert", "dtd", "sgd", "mgr", "mgmt", "govt", "est", "bzgl", "inkl", "evtl", "usw", "vgl", "abt", "pls", "recv", "corr", "intl", "univ", "prof":
		return true
	default:
		return len(word) == 1 && word[0] > '9'
	}
}

// sensed appends the themes that the text means and that its phrases have not
// told already. Shown is the same text as people wrote it.
func (w *Words) sensed(lower, shown string, out []Phrase) []Phrase {
	plain := match.Simplify(lower)
	words, classes := w.senses.find(plain)
	if len(words) == 0 {
		return out
	}
	if len(plain) != len(shown) {
		shown = plain
	}
	r := passage{w: w, text: plain, words: words}
	parted := false
	for i := range w.senses.all {
		x := &w.senses.all[i]
		if !classes.has(x.all) || classes.meets(x.nowhere) || slices.ContainsFunc(out, func(p Phrase) bool { return p.Theme == x.theme }) {
			continue
		}
		if !parted {
			part(plain, words)
			parted = true
		}
		if at, end, ok := r.meant(x); ok {
			out = append(out, Phrase{Theme: x.theme, Text: shown[at:end], Excerpt: excerpt(shown, at, end), Place: r.place(x, at, end)})
		}
	}
	return out
}

// passage is one text with the words of the classes that stand in it.
type passage struct {
	w     *Words
	text  string
	words []said // in the order in which they begin
	steps int    // words looked at
}

// place is the name of a place that makes a text mean what the sense says, or "".
func (r *passage) place(x *sense, at, end int) string {
	if !x.all.meets(r.w.senses.places) {
		return ""
	}
	from, to := r.near(at, end, 0)
	for i := from; i < to; i++ {
		if o := &r.words[i]; o.at >= at && o.end <= end && o.classes.meets(r.w.senses.places) {
			return r.text[o.at:o.end]
		}
	}
	return ""
}

// placeIn is the last name of a place in a phrase, or "".
func (s *senses) placeIn(phrase string) (name string) {
	plain := match.Simplify(phrase)
	words, classes := s.find(plain)
	if !classes.meets(s.places) {
		return ""
	}
	for _, o := range words {
		if o.classes.meets(s.places) {
			name = plain[o.at:o.end]
		}
	}
	return name
}

// embargoedIn reports a text that names a place under embargo.
func (s *senses) embargoedIn(text string) bool {
	_, classes := s.find(match.Simplify(strings.ToLower(text)))
	return classes.meets(s.embargoed)
}

// nextTo is how far a word that stands right behind another is away from it.
const nextTo = 5

// meant is where the text means what the sense says, and nothing turns it around.
func (r *passage) meant(x *sense) (at, end int, ok bool) {
	for i := range r.words {
		if !r.words[i].classes.meets(x.classes[0]) {
			continue
		}
		if at, end, ok = r.joined(x, []int{i}); ok {
			return at, end, true
		}
	}
	return 0, 0, false
}

// near are the places of the words that begin no further from a stretch of the text
// than a number of bytes, or end there.
func (r *passage) near(at, end, bytes int) (from, to int) {
	by := func(o said, at int) int { return o.at - at }
	from, _ = slices.BinarySearchFunc(r.words, at-bytes-r.w.senses.longest, by)
	to, _ = slices.BinarySearchFunc(r.words, end+bytes+1, by)
	return from, to
}

// joined looks for the remaining words of a sense around those that are taken.
func (r *passage) joined(x *sense, taken []int) (int, int, bool) {
	k := len(taken)
	if k == len(x.classes) {
		at, end := r.words[taken[0]].at, r.words[taken[0]].end
		if x.whole {
			return at, end, x.said || !slices.ContainsFunc(taken, func(i int) bool { return r.w.negated(r.text, r.words[i].at, r.words[i].end) })
		}
		for _, i := range taken {
			at, end = min(at, r.words[i].at), max(end, r.words[i].end)
		}
		return at, end, !r.turned(x, taken, at, end)
	}
	last := &r.words[taken[k-1]]
	span := r.w.senses.span
	if x.wide {
		span *= 2
	}
	if x.joined[k] {
		span = nextTo
	}
	from, to := r.near(last.at, last.end, 3*span)
	if x.whole {
		from, to = 0, len(r.words)
	}
	for i := from; i < to; i++ {
		o := &r.words[i]
		r.steps++
		if !o.classes.meets(x.classes[k]) || slices.Contains(taken, i) || !x.whole && (o.clause != last.clause || !x.wide && o.part != last.part) || x.inOrder[k] && o.at < last.end {
			continue
		}
		lo, hi := last.end, o.at
		if o.at < last.at {
			lo, hi = o.end, last.at
		}
		if !x.whole && (lo > hi || hi-lo > 3*span || utf8.RuneCountInString(r.text[lo:hi]) > span) {
			continue
		}
		if at, end, ok := r.joined(x, append(taken, i)); ok {
			return at, end, true
		}
	}
	return 0, 0, false
}

// turned says whether something between or around the words makes them mean the
// opposite, or another thing.
func (r *passage) turned(x *sense, taken []int, at, end int) bool {
	const before = 2 // bytes between a word and the first of the sense
	from, to := r.near(at, end, before)
	for i := from; i < to; i++ {
		o := &r.words[i]
		r.steps++
		within := o.at >= at && o.end <= end
		near := within || o.end <= at && at-o.end <= before
		if x.not.meets(o.classes) && near && !slices.Contains(taken, i) {
			return true
		}
		if o.negates && within && !x.said && !slices.ContainsFunc(taken, func(j int) bool { return o.at < r.words[j].end && r.words[j].at < o.end }) {
			return true
		}
	}
	return r.settled(x, end) || !x.said && r.w.negated(r.text, at, end)
}

// settled says whether the text goes on to say that what the sense tells was made good. A
// word of another class of the sense behind that takes it up again.
func (r *passage) settled(x *sense, end int) bool {
	if x.settled == (classSet{}) {
		return false
	}
	done := false
	for i := range r.words {
		o := &r.words[i]
		switch {
		case o.at < end:
		case o.classes.meets(x.settled):
			done = !r.w.negated(r.text, o.at, o.end)
		case o.classes.meets(x.last()):
			done = false
		}
	}
	return done
}

// last are the words of the last class of a sense.
func (x *sense) last() classSet { return x.classes[len(x.classes)-1] }
