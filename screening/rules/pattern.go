package rules

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"redflag/data"
)

// Pattern is a way of diversion, or another reason to look, that rules report.
// A word once shipped is never reused for another meaning.
type Pattern struct {
	ID       string `yaml:"id"`
	Group    string `yaml:"group"`
	Cap      int    `yaml:"cap"`      // the most that all findings of the pattern add to the score
	Alone    bool   `yaml:"alone"`    // may reach hold with no other pattern
	Explains bool   `yaml:"explains"` // an explaining fact: its points lower the whole score
	Recorded bool   `yaml:"recorded"` // records, lists and dates alone decide it, so that likeness never names it
	Says     string `yaml:"says"`
}

// Levels are the scores from which a shipment is held or reviewed.
type Levels struct {
	Hold   int `yaml:"hold"`
	Review int `yaml:"review"`
}

// Patterns are the words that rules may report, with their caps, and the levels.
type Patterns struct {
	Levels  Levels
	likely  likelyWords
	all     []Pattern
	byID    map[string]int
	content []byte // as read, for the stamp
}

// likelyWords are how a pattern is named because like cases bear it.
type likelyWords struct {
	Says  string `yaml:"says"`  // with {rule}, {tenths} and {pattern}
	Signs string `yaml:"signs"` // goes on with {signs}, where any can be shown
}

// missingFact is the pattern of a gap that a decisive rule leaves.
const missingFact = "missing_fact"

// LoadPatterns reads patterns.yaml and levels.yaml from dir.
func LoadPatterns(fsys fs.FS, dir string) (*Patterns, error) {
	p := &Patterns{byID: map[string]int{}}
	if err := p.readLevels(fsys, dir); err != nil {
		return nil, err
	}
	y, err := readYAML(fsys, dir, "patterns.yaml")
	if err != nil {
		return nil, err
	}
	p.content = append(p.content, y.src...)
	if err := y.keys(y.root, "the file", "likeness", "patterns"); err != nil {
		return nil, err
	}
	if err := p.readLikely(y); err != nil {
		return nil, err
	}
	list, ok := items(y.root.Get("patterns"))
	if !ok {
		return nil, y.at(y.root, "patterns: must be a list")
	}
	for _, n := range list {
		if err := y.keys(n, "a pattern", "id", "group", "cap", "alone", "explains", "recorded", "says"); err != nil {
			return nil, err
		}
		var one Pattern
		if err := y.into(n, &one); err != nil {
			return nil, err
		}
		switch {
		case !patternWord.MatchString(one.ID):
			return nil, y.at(n, "a pattern's id is made of small letters, digits and _")
		case one.Says == "" || one.Group == "":
			return nil, y.at(n, "the pattern %s needs a group and a sentence (says)", one.ID)
		case one.Cap < 0 || one.Cap > 200:
			return nil, y.at(n, "the cap of %s must lie between 0 and 200", one.ID)
		case one.Cap >= p.Levels.Hold && !one.Alone:
			return nil, y.at(n, "the cap of %s lets it reach hold (%d) alone; only a pattern marked alone: true may", one.ID, p.Levels.Hold)
		}
		if _, twice := p.byID[one.ID]; twice {
			return nil, y.at(n, "the pattern %s stands here twice", one.ID)
		}
		p.byID[one.ID] = len(p.all)
		p.all = append(p.all, one)
	}
	if _, ok := p.byID[missingFact]; !ok {
		return nil, y.at(y.root, "the pattern %s is needed and not here", missingFact)
	}
	return p, nil
}

// readLikely reads how likeness is said; a file whose rules know no likeness says nothing.
func (p *Patterns) readLikely(y *yamlFile) error {
	n := y.root.Get("likeness")
	if n == nil {
		return nil
	}
	if err := y.keys(n, "likeness", "says", "signs"); err != nil {
		return err
	}
	if err := y.into(n, &p.likely); err != nil {
		return err
	}
	for _, need := range [...]struct{ in, name string }{{p.likely.Says, "{rule}"}, {p.likely.Says, "{tenths}"}, {p.likely.Says, "{pattern}"}, {p.likely.Signs, "{signs}"}} {
		if strings.Count(need.in, need.name) != 1 {
			return y.at(n, "likeness says {rule}, {tenths} and {pattern}, and goes on with {signs}; %s does not stand there once", need.name)
		}
	}
	return nil
}

func (p *Patterns) readLevels(fsys fs.FS, dir string) error {
	y, err := readYAML(fsys, dir, "levels.yaml")
	if err != nil {
		return err
	}
	p.content = append(p.content, y.src...)
	if err := y.keys(y.root, "the file", "hold", "review"); err != nil {
		return err
	}
	if err := y.into(y.root, &p.Levels); err != nil {
		return err
	}
	if p.Levels.Review <= 0 || p.Levels.Hold <= p.Levels.Review {
		return y.at(y.root, "review must be above 0 and hold above review")
	}
	return nil
}

// All are the patterns in the order of the file.
func (p *Patterns) All() []Pattern { return slices.Clone(p.all) }

// Get is the pattern of that id.
func (p *Patterns) Get(id string) (Pattern, bool) {
	i, ok := p.byID[id]
	if !ok {
		return Pattern{}, false
	}
	return p.all[i], true
}

// Lacks says that there is no such pattern, and which may be meant, or is "".
func (p *Patterns) Lacks(id string) string {
	if _, ok := p.byID[id]; ok {
		return ""
	}
	return fmt.Sprintf("there is no pattern %s; %s", id, didYouMean(id, p.ids()))
}

func (p *Patterns) ids() []string {
	out := make([]string, len(p.all))
	for i := range p.all {
		out[i] = p.all[i].ID
	}
	return out
}

// Score is the sum over patterns of min(cap, points), lowered by explaining
// facts, not below 0. What lowers within a pattern (an unless of its rules)
// takes no more than that pattern gave; an explaining pattern lowers the whole.
// A cleared finding counts nothing.
func (p *Patterns) Score(findings []data.Finding) int {
	total := 0
	for i := range findings {
		if !again(findings, i) {
			total += p.share(findings[i:]).Counts
		}
	}
	return max(total, 0)
}

// Share is what the findings of one pattern put into a score.
type Share struct {
	Pattern string
	Up      int // points that raise, before the cap
	Down    int // points that lower, 0 or negative
	Cap     int
	Counts  int // what goes into the score; negative of what explains
}

// Reckoning lays a score out by patterns: those that count most first, then what explains.
// Patterns whose findings give and take no points are left out.
func (p *Patterns) Reckoning(findings []data.Finding) []Share {
	var out []Share
	for i := range findings {
		if again(findings, i) {
			continue
		}
		if s := p.share(findings[i:]); s.Up != 0 || s.Down != 0 {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Share) int { return b.Counts - a.Counts })
	return out
}

// again reports whether a finding before was of the same pattern.
func again(findings []data.Finding, i int) bool {
	return slices.ContainsFunc(findings[:i], func(f data.Finding) bool { return f.Pattern == findings[i].Pattern })
}

// share is what all findings of the first one's pattern count.
func (p *Patterns) share(findings []data.Finding) Share {
	s := Share{Pattern: findings[0].Pattern}
	for i := range findings {
		f := &findings[i]
		switch {
		case f.Pattern != s.Pattern || f.Cleared != nil:
		case f.Points > 0:
			s.Up += f.Points
		default:
			s.Down += f.Points
		}
	}
	s.Cap = s.Up
	pat, ok := p.Get(s.Pattern)
	if ok {
		s.Cap = pat.Cap
	}
	if ok && pat.Explains {
		s.Counts = max(s.Down, -pat.Cap)
	} else {
		s.Counts = max(min(s.Up, s.Cap)+s.Down, 0)
	}
	return s
}

// Level is what the findings alone say: stop for any stop; hold for a decisive
// gap or a score of hold; review for any flag or other gap, or a score of
// review; else pass. A cleared finding stands in the verdict and weighs nothing.
func (p *Patterns) Level(findings []data.Finding) (data.Level, int) {
	score := p.Score(findings)
	level := data.Pass
	switch {
	case score >= p.Levels.Hold:
		level = data.Hold
	case score >= p.Levels.Review:
		level = data.Review
	}
	for i := range findings {
		f := &findings[i]
		if f.Cleared != nil {
			continue
		}
		switch f.Kind {
		case data.StopFinding:
			return data.Stop, score
		case data.GapFinding:
			if f.Decisive {
				level = max(level, data.Hold)
			}
			level = max(level, data.Review)
		case data.FlagFinding:
			level = max(level, data.Review)
		}
	}
	return level, score
}
