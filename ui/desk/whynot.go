package desk

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
	"redflag/screening/yamldoc"
)

//go:embed tellable.yaml
var tellableYAML []byte

// OpenFacts are facts that are not known, in the words of who could tell them, and the
// rules that they decide.
type OpenFacts struct {
	Lacks []string    `json:"lacks"` // "the stated end use"
	Rules []*OpenRule `json:"rules"` // the weightiest first
}

// OpenRule is a rule that might fire, once the facts are told.
type OpenRule struct {
	Rule   string           `json:"rule"`
	Title  string           `json:"title"`
	Kind   data.FindingKind `json:"kind,omitempty"`
	Points int              `json:"points,omitempty"`

	weight int
}

// OpenShown is how many open facts are shown of those of a case, and RulesShown how many
// rules of each.
const (
	OpenShown  = 12
	RulesShown = 3
)

// Why says what is not known.
func (o *OpenFacts) Why() string { return "not known: " + strings.Join(o.Lacks, "; ") }

// Some is what the first rules come to, in words, and how many more there are.
func (o *OpenFacts) Some(most int) string {
	var out []string
	for i := range o.Rules {
		if len(out) == most && len(o.Rules) > most+1 {
			out = append(out, fmt.Sprintf("and %d more rules", len(o.Rules)-most))
			break
		}
		out = append(out, o.Rules[i].words())
	}
	return strings.Join(out, "; ")
}

func (r *OpenRule) words() string {
	switch {
	case r.Kind == data.StopFinding:
		return "STOP " + r.Title
	case r.Points != 0:
		return fmt.Sprintf("%+d %s", r.Points, r.Title)
	}
	return r.Title
}

// MoreOpen says how many open facts are not among the first, with what they decide, or "".
func MoreOpen(all []*OpenFacts, shown int) string {
	if len(all) <= shown {
		return ""
	}
	n := 0
	for i := range all[shown:] {
		n += len(all[shown+i].Rules)
	}
	rules := "1 rule"
	if n > 1 {
		rules = fmt.Sprintf("%d rules", n)
	}
	return fmt.Sprintf("and %d more that decide %s", len(all)-shown, rules)
}

// WhyNot gathers the rules that came close by what somebody would have to tell: of many rules
// that wait for the end use of an order, a person wants to read once that it is not told.
// What comes nearest to a finding, and to the gravest, comes first: few things not known
// before many, a stop before a flag, much before little.
func WhyNot(near []*data.NearMiss, set *rules.Set, say Tellable) []*OpenFacts {
	var out []*OpenFacts
	at := map[string]int{}
	for _, n := range near {
		lacks := say.lacks(n)
		key := strings.Join(lacks, "\x00")
		k, met := at[key]
		if !met {
			k = len(out)
			at[key] = k
			out = append(out, &OpenFacts{Lacks: lacks})
		}
		out[k].Rules = append(out[k].Rules, openRule(n, set))
	}
	for _, o := range out {
		slices.SortStableFunc(o.Rules, func(a, b *OpenRule) int { return b.weight - a.weight })
	}
	slices.SortStableFunc(out, func(a, b *OpenFacts) int {
		return cmp.Or(cmp.Compare(b.nearness(), a.nearness()), cmp.Compare(len(b.Rules), len(a.Rules)), slices.Compare(a.Lacks, b.Lacks))
	})
	return out
}

// nearness grows with the weight of what would follow, and falls with what would have to be
// told for it.
func (o *OpenFacts) nearness() float64 { return float64(o.Rules[0].weight) / float64(len(o.Lacks)) }

// What a stop and a gap that decides weigh, beside the points of flags.
const (
	stopWeight     = 100
	decisiveWeight = 40
)

func openRule(n *data.NearMiss, set *rules.Set) *OpenRule {
	o := &OpenRule{Rule: n.Rule, Title: cmp.Or(n.Title, n.Rule)}
	if set == nil {
		return o
	}
	r, ok := set.Rule(n.Rule)
	if !ok {
		return o
	}
	o.Kind, o.Points, o.weight = r.Kind, r.Points, r.Points
	switch {
	case r.Kind == data.StopFinding:
		o.weight += stopWeight
	case r.Kind == data.GapFinding && r.Decisive:
		o.weight += decisiveWeight
	}
	return o
}

// Tellable says of facts what somebody would have to tell.
type Tellable struct{ rows []tellableRow }

type tellableRow struct {
	Say string   `yaml:"say"`
	Of  []string `yaml:"of"`
}

// LoadTellable reads the embedded table.
func LoadTellable() (Tellable, error) { return parseTellable("tellable.yaml", tellableYAML) }

func parseTellable(name string, text []byte) (Tellable, error) {
	var f struct {
		Rows []tellableRow `yaml:"tellable"`
	}
	doc, err := yamldoc.Open(name, text, &f)
	if err != nil {
		return Tellable{}, err
	}
	row := map[string]string{}
	for i, r := range f.Rows {
		if r.Say == "" || len(r.Of) == 0 {
			return Tellable{}, doc.Fail(fmt.Sprintf("$.tellable[%d]", i), "a row says something, of the beginning of one name at least")
		}
		for _, b := range r.Of {
			if row[b] != "" {
				return Tellable{}, doc.Fail(fmt.Sprintf("$.tellable[%d].of", i), "%q stands in two rows", b)
			}
			row[b] = r.Say
		}
	}
	return Tellable{f.Rows}, nil
}

// lacks is what would have to be told to decide a rule.
func (t Tellable) lacks(n *data.NearMiss) []string {
	var out []string
	words := strings.Split(strings.TrimPrefix(n.Why, "not known: "), "; ")
	for i, fact := range n.Missing {
		say, best := "", ""
		for _, r := range t.rows {
			for _, b := range r.Of {
				if strings.HasPrefix(fact, b) && len(b) > len(best) {
					say, best = r.Say, b
				}
			}
		}
		if say == "" && len(words) == len(n.Missing) {
			say = words[i]
		}
		if say = cmp.Or(say, n.Why); !slices.Contains(out, say) {
			out = append(out, say)
		}
	}
	if len(out) == 0 {
		out = append(out, n.Why)
	}
	return out
}
