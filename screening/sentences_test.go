package screening

import (
	"context"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// said gathers what people read in verdicts, each sentence once, by what said it.
type said struct {
	told map[string]bool
	all  []sentence
}

type sentence struct{ by, says, record string }

func (s *said) add(by, says, record string) {
	if k := by + "\x00" + says; !s.told[k] {
		s.told[k] = true
		s.all = append(s.all, sentence{by, says, record})
	}
}

// verdict adds what is said of a record, told with its text where people wrote that.
func (s *said) verdict(v *data.Verdict, record string) {
	for _, f := range v.Findings {
		s.add(string(f.Kind)+" "+f.Rule, f.Says, record)
	}
	for _, n := range v.Near {
		s.add("near", n.Why, record)
	}
	for _, l := range [...]data.Light{v.Lights.Listed, v.Lights.Headquarters, v.Lights.Ownership, v.Lights.Destination} {
		s.add("light "+l.Is, l.Why, record)
	}
}

// everythingSaid is what the rules say of their own tests, of the demo and of the
// labelled cases that tuning may read.
func everythingSaid(t *testing.T) *said {
	s := &said{told: map[string]bool{}}
	set := builtin(t)
	for _, test := range set.Tests() {
		verdicts, err := judgeTest(context.Background(), set, tables(t), recognised(), today(), test)
		if err != nil {
			t.Fatal(err)
		}
		for i := range verdicts {
			s.verdict(&verdicts[i], "")
		}
	}
	for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), demoRecords(t)) {
		s.verdict(&v, "")
	}
	for _, c := range seenCases(t) {
		record := fmt.Sprintf("%s", c.Records)
		for i := range c.verdicts {
			s.verdict(&c.verdicts[i], record)
		}
	}
	return s
}

// flaws are what no sentence may show.
var flaws = []struct {
	what string
	is   *regexp.Regexp
}{
	{"two spaces", regexp.MustCompile(`  `)},
	{"a space before a stop", regexp.MustCompile(`\w [,;.](\s|$)`)},
	{"doubled stops", regexp.MustCompile(`[,;:]\s*[,;:.]|\.\.$|;$|:$|,$`)},
	{"a value not told in the place of a noun", regexp.MustCompile(`\b(for|of|to|in|from|by|with|at|on|than|before|after|needs|named?|order|and|with|goods) (not told|unknown)\b|\((not told|unknown)\)|: (not told|unknown)$|"(not told|unknown)"|^(not told|unknown)\b`)},
	{"an empty value", regexp.MustCompile(`\(\s*\)|""|: none$`)},
	{"a placeholder or a bracket of a template", regexp.MustCompile(`[{}]|\[[^\]]*\|`)},
	{"a part that people write otherwise", regexp.MustCompile(`\b(end_user|ultimate_consignee|intermediate_consignee|notify_party|virtual_office|company_secretary|po_box|not_applicable)\b`)},
	{"one of many", regexp.MustCompile(`\b1 (orders|parties|owners|companies|more lines|addresses|lines)\b`)},
	{"several with the verb of one", regexp.MustCompile(`^[^".;]* and [^".;]* \([^()]*, [^()]*\) (is|has|matches|sits|comes|shares|offers)\b|\band others (\([^()]*\) )?(is|has|matches|sits|comes|shares|offers)\b`)},
	{"a verb of a template", regexp.MustCompile(`<[^<>]*\|[^<>]*>`)},
	{"an opening without its name", regexp.MustCompile(`^([,;:.]|somebody not named)`)},
	{"a country by its code", regexp.MustCompile(`\b(from|to|passes|through) [A-Z]{2}([^\w-]|$)|(is|named|end) in [A-Z]{2}([^\w-]|$)|route \([A-Z]{2}[,)]`)},
	{"a figure too fine to be read", regexp.MustCompile(`\d,\d\d\d\.\d`)},
}

// quoted is what a sentence takes from a record word by word.
var quoted = regexp.MustCompile(`"[^"]*"`)

// What people read are sentences, whatever of the record is not told.
func TestWhatIsSaidIsASentence(t *testing.T) {
	if testing.Short() {
		t.Skip("judges all cases")
	}
	s := everythingSaid(t)
	bad := map[string]int{}
	for _, x := range s.all {
		for _, f := range flaws {
			said := x.says
			if f.what == "a country by its code" || f.what == "a space before a stop" {
				said = quoted.ReplaceAllString(said, "it") // people write as they like
			}
			for _, at := range f.is.FindAllString(said, -1) {
				if f.what == "a space before a stop" && strings.Contains(x.record, at) {
					continue // as they wrote a name
				}
				if bad[x.by+f.what]++; bad[x.by+f.what] <= 2 {
					t.Errorf("%s says %q: %s (%q)", x.by, x.says, f.what, at)
				}
			}
		}
		if strings.HasPrefix(x.by, "light") || x.by == "near" {
			continue
		}
		if r := []rune(x.says); len(r) == 0 || r[0] >= 'a' && r[0] <= 'z' && strings.HasPrefix(x.says, "the ") {
			t.Errorf("%s begins small: %q", x.by, x.says)
		}
	}
	if t.Logf("%d sentences", len(s.all)); len(s.all) < 1000 {
		t.Errorf("only %d sentences were read", len(s.all))
	}
	if file := os.Getenv("REDFLAG_SENTENCES"); file != "" {
		slices.SortFunc(s.all, func(a, b sentence) int { return strings.Compare(a.by+a.says, b.by+b.says) })
		var out strings.Builder
		for _, x := range s.all {
			out.WriteString(x.by + " | " + x.says + "\n")
		}
		if err := os.WriteFile(file, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A verb behind names of elements agrees with them, because a sentence may name
// several.
func TestVerbsAgreeWithTheNamesBeforeThem(t *testing.T) {
	subject := regexp.MustCompile(`(?:^|[:;,] |and )\{(?:parties|hits|owners|mentions)\.(?:name|party|listed_owner)\}(?: \([^()]*\))?(?:, [^,{<]*,)? (\w+)`)
	n := 0
	for _, r := range builtin(t).Rules() {
		for _, m := range subject.FindAllStringSubmatch(r.Says, -1) {
			if n++; strings.HasSuffix(m[1], "s") {
				t.Errorf("%s: %q says %q of one alone", r.ID, r.Says, m[1])
			}
		}
	}
	if strings.Count(allSays(t), "<") < 20 {
		t.Errorf("hardly a sentence has a verb that agrees; %d were looked at", n)
	}
}

func allSays(t *testing.T) string {
	var b strings.Builder
	for _, r := range builtin(t).Rules() {
		b.WriteString(r.Says)
	}
	return b.String()
}

// A receiver without a name is said to be nameless, and its country is called by its name;
// no two rules say the same of an order.
func TestSentencesOfWhatIsHalfTold(t *testing.T) {
	order := func(more, party string) string {
		return `{"kind":"customer","id":"C-1","name":"Kembara Cloud Services Sdn Bhd","country":"MY","hq_country":"MY","sites":[{"name":"K1","kind":"datacenter","mw":9}]}
{"kind":"shipment","id":"S-0","customer":"C-1","date":"2024-08-01","direction":"out","doc_type":"order","destination_country":"MY","lines":[{"line":1,"description":"NVIDIA DGX H100","quantity":1}]}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-08-01","direction":"out","doc_type":"order","destination_country":"MY","parties":[` + party + `],` + more + `"lines":[{"line":1,"description":"NVIDIA DGX H100","quantity":120}]}
`
	}
	for _, c := range []struct{ more, party, says string }{
		{"", `{"role":"ultimate_consignee","country":"HK"}`, "Somebody not named in Hong Kong gets or uses"},
		{"", `{"role":"ultimate_consignee","country":"TW"}`, "Somebody not named in Taiwan is told as last consignee"},
		{`"final_destination_country":"CN",`, "", "and end in China by the paper"},
		{`"final_destination_country":"RU",`, "", "told to end in Russia, where"},
	} {
		for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), records(t, order(c.more, c.party))) {
			if v.Shipment != "S-1" {
				continue
			}
			said := map[string]string{}
			for _, f := range v.Findings {
				if by, twice := said[f.Says]; twice && f.Kind != data.NoteFinding {
					t.Errorf("%s and %s say the same: %q", by, f.Rule, f.Says)
				}
				said[f.Says] = f.Rule
			}
			if !slices.ContainsFunc(v.Findings, func(f data.Finding) bool { return strings.Contains(f.Says, c.says) }) {
				t.Errorf("nothing says %q: %v", c.says, slices.Collect(maps.Keys(said)))
			}
		}
	}
}
