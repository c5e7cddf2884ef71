package screening

import (
	"context"
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
	all  [][2]string // what said it, and the sentence
}

func (s *said) add(by, sentence string) {
	if k := by + "\x00" + sentence; !s.told[k] {
		s.told[k] = true
		s.all = append(s.all, [2]string{by, sentence})
	}
}

func (s *said) verdict(v *data.Verdict) {
	for _, f := range v.Findings {
		s.add(string(f.Kind)+" "+f.Rule, f.Says)
	}
	for _, n := range v.Near {
		s.add("near", n.Why)
	}
	for _, l := range [...]data.Light{v.Lights.Listed, v.Lights.Headquarters, v.Lights.Ownership, v.Lights.Destination} {
		s.add("light "+l.Is, l.Why)
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
			s.verdict(&verdicts[i])
		}
	}
	for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), demoRecords(t)) {
		s.verdict(&v)
	}
	for _, set := range []string{"diversion", "honest", "ordinary"} {
		for _, c := range labelledCases(t, set) {
			if c.unseen() || c.heldOut() {
				continue
			}
			in := inputs(t, listed("Grey Heron Microelectronics"))
			in.AsOf = c.AsOf
			for _, v := range judge(t, in, c.records(t)) {
				s.verdict(&v)
			}
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
	{"a country by its code", regexp.MustCompile(`\b(from|to|passes|through) [A-Z]{2}(\b|$)|is in [A-Z]{2}(\b|$)|route \([A-Z]{2}[,)]`)},
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
			said := x[1]
			if f.what == "a country by its code" || f.what == "a space before a stop" {
				said = quoted.ReplaceAllString(said, "it") // people write as they like
			}
			if at := f.is.FindString(said); at != "" {
				if bad[x[0]+f.what]++; bad[x[0]+f.what] <= 2 {
					t.Errorf("%s says %q: %s (%q)", x[0], x[1], f.what, at)
				}
			}
		}
		if strings.HasPrefix(x[0], "light") || x[0] == "near" {
			continue
		}
		if r := []rune(x[1]); len(r) == 0 || r[0] >= 'a' && r[0] <= 'z' && strings.HasPrefix(x[1], "the ") {
			t.Errorf("%s begins small: %q", x[0], x[1])
		}
	}
	if t.Logf("%d sentences", len(s.all)); len(s.all) < 1000 {
		t.Errorf("only %d sentences were read", len(s.all))
	}
	if file := os.Getenv("REDFLAG_SENTENCES"); file != "" {
		slices.SortFunc(s.all, func(a, b [2]string) int { return strings.Compare(a[0]+a[1], b[0]+b[1]) })
		var out strings.Builder
		for _, x := range s.all {
			out.WriteString(x[0] + " | " + x[1] + "\n")
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
