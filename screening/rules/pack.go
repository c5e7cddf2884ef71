package rules

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"redflag/data"
	"redflag/data/yamltree"
)

// A pack is a YAML file with rules, and whatever of these it needs: sources that
// its rules cite, fixtures (records that its tests start from), and overrides,
// which switch off or re-weigh rules of other packs. One whose rules speak of a regime
// that the program has not names it in own_regimes.
type rawRule struct {
	ID       string            `yaml:"id"`
	Version  int               `yaml:"version"`
	Status   string            `yaml:"status"`
	Valid    rawValid          `yaml:"valid"`
	Regimes  []string          `yaml:"regimes"`
	Title    string            `yaml:"title"`
	Pattern  string            `yaml:"pattern"`
	Kind     string            `yaml:"kind"`
	Points   int               `yaml:"points"`
	Decisive bool              `yaml:"decisive"`
	When     string            `yaml:"when"`
	Follows  []string          `yaml:"follows"`
	Likeness float64           `yaml:"likeness"`
	Answered []rawAnswered     `yaml:"answered"`
	Says     map[string]string `yaml:"says"`
	Gap      map[string]string `yaml:"gap"`
	Why      string            `yaml:"why"`
	Innocent string            `yaml:"innocent"`
	Asks     []string          `yaml:"asks"`
	Cites    []Cite            `yaml:"cites"`
	Unless   []rawUnless       `yaml:"unless"`
}

type rawValid struct {
	From string `yaml:"from"`
	To   string `yaml:"to"`
}

type rawUnless struct {
	When    string   `yaml:"when"`
	Points  int      `yaml:"points"`
	Pending bool     `yaml:"pending"`
	Says    string   `yaml:"says"`
	Asks    []string `yaml:"asks"`
}

type rawAnswered struct {
	Pattern string `yaml:"pattern"`
	When    string `yaml:"when"`
}

type rawOverride struct {
	Rule   string `yaml:"rule"`
	Off    bool   `yaml:"off"`
	Points *int   `yaml:"points"`
	Reason string `yaml:"reason"`
}

var (
	fileKeys     = []string{"pack", "title", "own_regimes", "sources", "fixtures", "rules", "overrides"}
	ruleKeys     = []string{"id", "version", "status", "valid", "regimes", "title", "pattern", "kind", "points", "decisive", "when", "follows", "likeness", "answered", "unless", "says", "gap", "why", "innocent", "asks", "cites", "tests"}
	unlessKeys   = []string{"when", "points", "pending", "says", "asks"}
	citeKeys     = []string{"source", "item", "basis"}
	sourceKeys   = []string{"title", "where", "date"}
	overrideKeys = []string{"rule", "off", "points", "reason"}
)

func readYAML(fsys fs.FS, dir, name string) (*yamlFile, error) {
	full := path.Join(dir, name)
	b, err := fs.ReadFile(fsys, full)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", full, err)
	}
	return parseYAML(name, b)
}

// loader reads the packs of one folder into a set.
type loader struct {
	set     *Set
	files   []*yamlFile
	errs    []error
	trusted bool // the program's own packs, whose tests are known to be well-formed
}

// mostErrors bounds how many faults are named at once.
const mostErrors = 20

func (l *loader) fail(err error) {
	if err != nil && len(l.errs) < mostErrors {
		l.errs = append(l.errs, err)
	}
}

func (l *loader) read(fsys fs.FS, dir string) error {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return fmt.Errorf("reading the rule packs of %s: %w", dir, err)
	}
	var names []string
	for _, e := range entries {
		ext := path.Ext(e.Name())
		if !e.IsDir() && (ext == ".yaml" || ext == ".yml") && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	files, errs := make([]*yamlFile, len(names)), make([]error, len(names))
	var wg sync.WaitGroup
	for i, name := range names { // parsing is most of what a start of the program takes
		wg.Go(func() { files[i], errs[i] = readYAML(fsys, dir, name) })
	}
	wg.Wait()
	for i, y := range files {
		if errs[i] != nil {
			l.fail(errs[i])
			continue
		}
		l.fail(y.keys(y.root, "a pack", fileKeys...))
		l.files = append(l.files, y)
	}
	for _, step := range []func(*yamlFile){l.sources, l.fixtures, l.rules, l.overrides} {
		for _, y := range l.files {
			step(y)
		}
	}
	return errors.Join(l.errs...)
}

func (l *loader) sources(y *yamlFile) {
	m := y.root.Get("sources")
	if m == nil {
		return
	}
	for i, k := range m.Keys {
		id, n := k.Text, m.Items[i]
		var s Source
		if err := errors.Join(y.keys(n, "a source", sourceKeys...), y.into(n, &s)); err != nil {
			l.fail(err)
			continue
		}
		if _, twice := l.set.sources[id]; twice || s.Title == "" {
			l.fail(y.at(k, "the source %s stands here twice, or has no title", id))
			continue
		}
		s.ID = id
		l.set.sources[id] = s
	}
}

func (l *loader) rules(y *yamlFile) {
	n := y.root.Get("rules")
	if n == nil {
		return
	}
	pack, _ := stringOf(y.root.Get("pack"))
	if !ruleWord.MatchString(pack) {
		l.fail(y.at(y.root, "a file with rules says pack: and its name in small letters"))
		return
	}
	list, ok := items(n)
	if !ok {
		l.fail(y.at(n, "rules: must be a list"))
		return
	}
	for _, rn := range list {
		r, tests, err := l.rule(y, rn)
		if err != nil {
			l.fail(err)
			continue
		}
		r.Pack, r.index = pack, len(l.set.rules)
		l.set.byID[r.ID] = r
		l.set.rules = append(l.set.rules, r)
		l.set.tests = append(l.set.tests, tests...)
	}
}

func stringOf(n *yamltree.Node) (string, bool) {
	if n == nil || n.Kind != yamltree.Text {
		return "", false
	}
	return n.Text, true
}

// rule reads one rule and refuses it for the first fault.
func (l *loader) rule(y *yamlFile, n *yamltree.Node) (*Rule, []testNode, error) {
	if err := y.keys(n, "a rule", ruleKeys...); err != nil {
		return nil, nil, err
	}
	for key, allowed := range map[string][]string{"unless": unlessKeys, "cites": citeKeys} {
		if err := l.listKeys(y, n.Get(key), key, allowed); err != nil {
			return nil, nil, err
		}
	}
	if v := n.Get("valid"); v != nil {
		if err := y.keys(v, "valid", "from", "to"); err != nil {
			return nil, nil, err
		}
	}
	var raw rawRule
	if err := y.into(n, &raw); err != nil {
		return nil, nil, err
	}
	r := &Rule{
		ID: raw.ID, Version: raw.Version, Status: raw.Status, Regimes: raw.Regimes, Title: raw.Title, Pattern: raw.Pattern,
		Kind: data.FindingKind(raw.Kind), Points: raw.Points, Decisive: raw.Decisive, When: strings.TrimSpace(raw.When), Follows: raw.Follows, Likeness: raw.Likeness,
		Says: raw.Says["en"], Gap: raw.Gap["en"], Why: raw.Why, Innocent: raw.Innocent, Asks: raw.Asks, Cites: raw.Cites,
		File: y.name,
	}
	r.Line = placeOf(n).line
	for _, check := range []func(*yamlFile, *yamltree.Node, *Rule, *rawRule) error{l.checkWords, l.checkText, l.checkCites, l.compileRule} {
		if err := check(y, n, r, &raw); err != nil {
			return nil, nil, err
		}
	}
	tests, err := l.ruleTests(y, n, r)
	return r, tests, err
}

func (l *loader) listKeys(y *yamlFile, n *yamltree.Node, what string, allowed []string) error {
	if n == nil {
		return nil
	}
	list, ok := items(n)
	if !ok {
		return y.at(n, "%s: must be a list", what)
	}
	for _, k := range list {
		if err := y.keys(k, "an entry of "+what, allowed...); err != nil {
			return err
		}
	}
	return nil
}

// checkRegimes refuses a regime that neither the program has nor the pack calls its own: a
// rule for it would be silent under every law.
func (l *loader) checkRegimes(y *yamlFile, n *yamltree.Node, r *Rule) error {
	if len(r.Regimes) == 0 || l.set.schema.regimes == nil {
		return nil
	}
	known := l.set.schema.regimes()
	if own := y.root.Get("own_regimes"); own != nil {
		var ids []string
		if err := y.into(own, &ids); err != nil {
			return err
		}
		known = append(slices.Clone(known), ids...)
	}
	for i, id := range r.Regimes {
		if !slices.Contains(known, id) {
			return y.at(nth(n, i), "there is no regime %q; %s A regime of your own is named at the head of the pack: own_regimes: [%s]", id, didYouMean(id, known), id)
		}
	}
	return nil
}

func (l *loader) checkWords(y *yamlFile, n *yamltree.Node, r *Rule, raw *rawRule) error {
	place := func(key string) *yamltree.Node {
		if c := n.Get(key); c != nil {
			return c
		}
		return n
	}
	oneOf := func(key, got string, words []string) error {
		if slices.Contains(words, got) {
			return nil
		}
		if got == "" {
			return y.at(n, "the rule %s says no %s", r.ID, key)
		}
		return y.at(place(key), "%s %q is not known; %s", key, got, didYouMean(got, words))
	}
	if !ruleWord.MatchString(r.ID) {
		return y.at(place("id"), "a rule's id is made of small letters, digits and -")
	}
	if o, twice := l.set.byID[r.ID]; twice {
		return y.at(place("id"), "the rule %s stands already in %s, line %d; to change it, write an override", r.ID, o.File, o.Line)
	}
	if r.Version == 0 {
		r.Version = 1
	}
	if r.Status == "" {
		r.Status = Active
	}
	if err := cmp.Or(oneOf("status", r.Status, statuses), oneOf("kind", raw.Kind, kinds)); err != nil {
		return err
	}
	if n.Get("likeness") != nil {
		return l.checkLikeness(y, n, place("likeness"), r, raw)
	}
	if len(raw.Answered) > 0 {
		return y.at(place("answered"), "the rule %s guesses nothing that a file could answer: answered stands with likeness", r.ID)
	}
	if err := oneOf("pattern", r.Pattern, l.set.patterns.ids()); err != nil {
		return err
	}
	for i, q := range r.Asks {
		if !questionID.MatchString(q) {
			return y.at(nth(n.Get("asks"), i), "%q is no question; they are named like A1 or E4", q)
		}
	}
	if err := l.checkRegimes(y, n.Get("regimes"), r); err != nil {
		return err
	}
	for i, p := range r.Follows {
		if _, ok := l.set.patterns.Get(p); !ok || p == r.Pattern {
			return y.at(nth(n.Get("follows"), i), "%q is no other pattern that a finding can follow; %s", p, didYouMean(p, l.set.patterns.ids()))
		}
	}
	pat, _ := l.set.patterns.Get(r.Pattern)
	switch {
	case len(r.Follows) > 0 && (r.Kind != data.FlagFinding || r.Points != 0 || r.Decisive || len(raw.Unless) > 0):
		return y.at(n, "the rule %s follows other findings, which have told their points: it is a flag of 0 points, not decisive, without unless", r.ID)
	case r.Kind == data.NoteFinding && r.Points > 0:
		return y.at(place("points"), "a note lowers the score or leaves it: its points are 0 or negative")
	case r.Kind != data.NoteFinding && r.Points < 0:
		return y.at(place("points"), "only a note has negative points")
	case r.Kind != data.NoteFinding && pat.Explains:
		return y.at(place("pattern"), "%s is for notes that explain", r.Pattern)
	case r.Points > 200:
		return y.at(place("points"), "points are at most 200")
	}
	return l.validity(y, place("valid"), r, raw.Valid)
}

// checkLikeness checks what makes a rule of likeness another than the rest.
func (l *loader) checkLikeness(y *yamlFile, n, place *yamltree.Node, r *Rule, raw *rawRule) error {
	ofOrder := r.Pattern != ""
	other := l.set.likeness()
	if ofOrder {
		if other = l.set.heldAlike(); !slices.Contains(l.set.patterns.ids(), r.Pattern) {
			return y.at(n.Get("pattern"), "%q is no pattern; %s", r.Pattern, didYouMean(r.Pattern, l.set.patterns.ids()))
		}
	}
	if other != nil {
		return y.at(place, "the rule %s speaks of likeness already; one is enough", other.ID)
	}
	switch {
	case l.set.patterns.likely.Says == "":
		return y.at(place, "patterns.yaml does not say how likeness is told, so the rule %s cannot say it", r.ID)
	case r.Likeness <= 0 || r.Likeness >= 1:
		return y.at(place, "the likeness is a chance between 0 and 1")
	case ofOrder && (l.set.patterns.Guessable(r.Pattern) || r.Points <= 0):
		return y.at(n, "the rule %s says that like cases were held: it has points, and a pattern that likeness does not name", r.ID)
	case r.Kind != data.FlagFinding || !ofOrder && r.Points != 0 || r.Decisive || len(raw.Unless) > 0 || len(r.Follows) > 0 || r.Status != Active || len(r.Regimes) > 0 || raw.Valid != (rawValid{}):
		return y.at(n, "the rule %s names what like cases bear, which the signs have told: it is an active flag, of 0 points where it has no pattern of its own, not decisive, without unless, follows, valid and regimes", r.ID)
	case r.When != "":
		return y.at(n, "the rule %s asks for likeness: it has no when of its own", r.ID)
	}
	for i, a := range raw.Answered {
		if a.Pattern != r.Pattern && (ofOrder || !l.set.patterns.Guessable(a.Pattern)) {
			return y.at(nth(n.Get("answered"), i), "%q is no pattern that likeness names; %s", a.Pattern, didYouMean(a.Pattern, l.set.patterns.ids()))
		}
	}
	return nil
}

func nth(n *yamltree.Node, i int) *yamltree.Node {
	if list, ok := items(n); ok && i < len(list) {
		return list[i]
	}
	return n
}

func (l *loader) validity(y *yamlFile, n *yamltree.Node, r *Rule, v rawValid) error {
	var err1, err2 error
	r.From, err1 = data.ParseDate(v.From)
	r.To, err2 = data.ParseDate(v.To)
	if err := cmp.Or(err1, err2); err != nil {
		return y.at(n, "%v", err)
	}
	r.first, r.last = -1<<31, 1<<31-1
	if r.From.State() == data.Known {
		r.first = r.From.First()
	}
	if r.To.State() == data.Known {
		r.last = r.To.Last()
	}
	if r.last < r.first {
		return y.at(n, "the rule ends before it begins")
	}
	return nil
}

func (l *loader) checkText(y *yamlFile, n *yamltree.Node, r *Rule, raw *rawRule) error {
	need := []struct{ key, got string }{{"title", r.Title}, {"says: {en: ...}", r.Says}, {"why", r.Why}}
	if r.Likeness == 0 {
		need = append(need, struct{ key, got string }{"when", r.When})
	}
	if r.Kind != data.NoteFinding {
		need = append(need, struct{ key, got string }{"innocent", r.Innocent})
	}
	for _, k := range need {
		if strings.TrimSpace(k.got) == "" {
			return y.at(n, "the rule %s says no %s", r.ID, k.key)
		}
	}
	return nil
}

func (l *loader) checkCites(y *yamlFile, n *yamltree.Node, r *Rule, raw *rawRule) error {
	if len(r.Cites) == 0 {
		return y.at(n, "the rule %s cites nothing", r.ID)
	}
	for i := range r.Cites {
		c := &r.Cites[i]
		place := nth(n.Get("cites"), i)
		s, ok := l.set.sources[c.Source]
		if !ok {
			return y.at(place, "the source %q is not known; %s", c.Source, didYouMean(c.Source, l.set.sourceIDs()))
		}
		if !slices.Contains(bases, c.Basis) {
			return y.at(place, "basis %q is not known; %s", c.Basis, didYouMean(c.Basis, bases))
		}
		c.Title = s.Title
	}
	r.finishCites()
	return nil
}

func (l *loader) compileRule(y *yamlFile, n *yamltree.Node, r *Rule, raw *rawRule) error {
	var err error
	r.cond = &compiled{}
	if r.Likeness == 0 {
		if r.cond, err = l.condition(y, n.Get("when"), raw.When); err != nil {
			return err
		}
	}
	r.Reads = r.cond.reads
	if r.says, err = l.sentence(y, n.Get("says").Get("en"), r.Says); err != nil {
		return err
	}
	if r.gap, err = l.sentence(y, n.Get("gap").Get("en"), r.Gap); err != nil {
		return err
	}
	for i, a := range raw.Answered {
		cond, err := l.condition(y, nth(n.Get("answered"), i).Get("when"), a.When)
		if err != nil {
			return err
		}
		r.Answered = append(r.Answered, Answer{Pattern: a.Pattern, When: a.When, cond: cond})
	}
	for i, ru := range raw.Unless {
		un := nth(n.Get("unless"), i)
		u := Unless{When: ru.When, Points: ru.Points, Pending: ru.Pending, Says: ru.Says, Asks: ru.Asks}
		if u.cond, err = l.condition(y, un.Get("when"), ru.When); err != nil {
			return err
		}
		if u.says, err = l.sentence(y, un.Get("says"), ru.Says); err != nil {
			return err
		}
		switch {
		case ru.Says == "":
			return y.at(un, "an explaining fact says what it explains")
		case ru.Points > 0:
			return y.at(un, "an explaining fact lowers the score: its points are 0 or negative")
		case ru.Pending && r.Kind != data.StopFinding:
			return y.at(un, "only a stop can be pending")
		case r.Kind == data.StopFinding && ru.Points != 0:
			return y.at(un, "nothing told lowers a stop; it can be pending: true")
		}
		for _, q := range ru.Asks {
			if !questionID.MatchString(q) {
				return y.at(un, "%q is no question; they are named like A1 or E4", q)
			}
		}
		r.Unless = append(r.Unless, u)
	}
	return nil
}

func (l *loader) condition(y *yamlFile, n *yamltree.Node, src string) (*compiled, error) {
	if n == nil {
		return nil, y.at(y.root, "a condition (when) is missing")
	}
	c, err := compile(src, l.set.schema)
	return c, l.pointed(y, n, src, err)
}

func (l *loader) sentence(y *yamlFile, n *yamltree.Node, src string) (template, error) {
	t, err := parseSays(src, l.set.schema)
	return t, l.pointed(y, n, src, err)
}

// pointed turns a fault inside a text into one of the file.
func (l *loader) pointed(y *yamlFile, n *yamltree.Node, src string, err error) error {
	var ce *condError
	if errors.As(err, &ce) {
		return y.inside(n, src, ce.at, ce.msg)
	}
	return err
}

func (l *loader) overrides(y *yamlFile) {
	list, _ := items(y.root.Get("overrides"))
	for _, n := range list {
		var o rawOverride
		if err := y.keys(n, "an override", overrideKeys...); err != nil {
			l.fail(err)
			continue
		}
		if err := y.into(n, &o); err != nil {
			l.fail(err)
			continue
		}
		r, ok := l.set.byID[o.Rule]
		switch {
		case !ok:
			l.fail(y.at(n, "there is no rule %s; %s", o.Rule, didYouMean(o.Rule, l.set.ruleIDs())))
			continue
		case strings.TrimSpace(o.Reason) == "":
			l.fail(y.at(n, "an override says its reason"))
			continue
		case o.Points != nil && r.Derived() && *o.Points != 0:
			l.fail(y.at(n, "%s speaks of what others found, which have told their points: it can be switched off, and not weighed", o.Rule))
			continue
		case o.Points != nil && (r.Kind == data.NoteFinding) != (*o.Points <= 0) && *o.Points != 0:
			l.fail(y.at(n, "the points of %s must keep their sign", o.Rule))
			continue
		}
		was := *r // the set that this one widens keeps its own
		was.Off, was.Override = o.Off, o.Reason
		if o.Points != nil {
			was.Points = *o.Points
		}
		l.set.byID[o.Rule], l.set.rules[r.index] = &was, &was
	}
}
