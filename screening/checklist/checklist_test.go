package checklist

import (
	"slices"
	"strings"
	"testing"

	"redflag/data"
	"redflag/data/reference"
)

func book(t testing.TB) *Book {
	t.Helper()
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	b.RestrictedHQ = func(c string, _ data.Date) data.Truth {
		return data.Bool(c == "CN" || c == "HK" || c == "MO" || c == "RU")
	}
	return b
}

const file = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"

func yes(detail string) data.Answer {
	return data.Answer{Value: data.AnswerYes, Detail: detail, Evidence: []string{file}, Reason: "seen in the registry extract"}
}

func TestEveryQuestionOfTheSevenListsIsThere(t *testing.T) {
	b := book(t)
	want := map[string]int{"CL-A": 12, "CL-B": 11, "CL-C": 12, "CL-D": 8, "CL-E": 10, "CL-F": 12, "CL-G": 8}
	stars := map[string]string{"CL-A": "A1 A2 A12", "CL-B": "B1 B2 B5 B8", "CL-C": "C1 C2 C12", "CL-D": "D1 D2 D4", "CL-E": "E1", "CL-F": "F1 F2 F3 F4", "CL-G": "G1 G2"}
	for _, l := range b.Lists {
		if len(l.Questions) != want[l.ID] {
			t.Errorf("%s has %d questions, want %d", l.ID, len(l.Questions), want[l.ID])
		}
		var critical []string
		for _, q := range l.Questions {
			if q.Critical {
				critical = append(critical, q.ID)
			}
			if q.Text == "" || q.Why == "" || len(q.Sources) == 0 {
				t.Errorf("%s lacks a text, a why or a source", q.ID)
			}
		}
		if got := strings.Join(critical, " "); got != stars[l.ID] {
			t.Errorf("critical of %s: %s, want %s", l.ID, got, stars[l.ID])
		}
	}
	if len(b.Dispositions) != 13 {
		t.Errorf("%d dispositions, want 13", len(b.Dispositions))
	}
}

func TestDispositionsByCodeAndWord(t *testing.T) {
	b := book(t)
	for word, want := range map[string]string{"fp1": "FP1", "RF2": "RF2", "release": "RF1", "stop": "RF2", "wait": "PO1", "conditional": "CO1", "withdraw": "WD1", "Same Building": "FP4"} {
		d, err := b.Disposition(word)
		if err != nil || d.Code != want {
			t.Errorf("%q is %q (%v), want %s", word, d.Code, err, want)
		}
	}
	if _, err := b.Disposition("approve"); err == nil || !strings.Contains(err.Error(), "release, stop") {
		t.Errorf("an unknown word says %v", err)
	}
}

func hqStop() *data.Verdict {
	return &data.Verdict{Level: data.Stop, LawDate: data.Day(2026, 7, 1),
		Goods:    []data.Good{{Line: 1, Controlled: data.ControlledYes}},
		Lights:   data.Lights{Headquarters: data.Light{Is: data.LightRed}, Listed: data.Light{Is: data.LightClear}},
		Findings: []data.Finding{{Rule: "headquarters-restricted", Kind: data.StopFinding, Pattern: "headquarters_rule", Says: "HQ in CN", Asks: []string{"A1", "C1"}}},
	}
}

func TestAStopYieldsOnlyToEvidencedAnswers(t *testing.T) {
	b, v := book(t), hqStop()
	with := func(a map[string]data.Answer) []string {
		return b.Blocks(v, data.CaseState{Answers: a}, "CO2")
	}
	d, _ := b.Disposition("FP1")
	for _, code := range []string{"FP1", "FP2", "FP3", "FP4"} {
		if len(b.Blocks(v, data.CaseState{}, code)) == 0 {
			t.Errorf("%s sets aside a headquarters stop", code)
		}
	}
	if !d.Releases() {
		t.Error("FP1 does not release")
	}
	all := map[string]data.Answer{}
	for _, q := range b.For(v) {
		switch q.Type {
		case "country":
			all[q.ID] = yes("DE")
		case "percent":
			all[q.ID] = yes("0")
		default:
			a := yes("")
			if q.adverseWhen == "yes" {
				a.Value = data.AnswerNo
			}
			all[q.ID] = a
		}
	}
	if got := with(all); len(got) != 0 {
		t.Fatalf("all answered with evidence, still blocked: %v", got)
	}
	for _, worse := range []data.Answer{
		{Value: data.AnswerStated, Detail: "DE", Evidence: []string{file}},
		{Value: data.AnswerUnknown},
		{Value: data.AnswerYes, Detail: "DE"},
		{Value: data.AnswerNA, Reason: "not of interest to us here"},
		{Value: data.AnswerNo, Reason: "nobody has found it out yet"},
		{Value: data.AnswerYes, Evidence: []string{file}},
		{},
	} {
		bad := map[string]data.Answer{}
		for k, a := range all {
			bad[k] = a
		}
		bad["A1"] = worse
		if len(with(bad)) == 0 {
			t.Errorf("A1 %+v lets the stop go", worse)
		}
	}
	// A restricted headquarters needs the licence on file, and has it here.
	all["A1"] = yes("CN")
	if got := with(all); len(got) != 0 {
		t.Errorf("restricted headquarters with a licence on file: %v", got)
	}
	delete(all, "C1")
	if len(with(all)) == 0 {
		t.Error("restricted headquarters without a licence is released")
	}
	for _, code := range []string{"stop", "wait", "withdraw", "CO1", "TP3"} {
		if got := b.Blocks(v, data.CaseState{}, code); len(got) != 0 {
			t.Errorf("%s is blocked: %v", code, got)
		}
	}
}

func TestUnknownHeadquartersOfControlledGoodsRefusesRelease(t *testing.T) {
	b := book(t)
	v := &data.Verdict{Level: data.Hold, Goods: []data.Good{{Controlled: data.ControlledPossible}},
		Lights:   data.Lights{Headquarters: data.Light{Is: data.LightUnknown, Why: "not told"}, Listed: data.Light{Is: data.LightClear}},
		Findings: []data.Finding{{Rule: "listed-close", Kind: data.FlagFinding, Pattern: "entity_list_party"}}}
	for _, code := range []string{"RF1", "FP1", "CO2"} {
		got := strings.Join(b.Blocks(v, data.CaseState{}, code), "\n")
		if !strings.Contains(got, "Headquarters and ultimate parent are unknown") {
			t.Errorf("%s: %q", code, got)
		}
	}
	st := data.CaseState{Answers: map[string]data.Answer{"A1": yes("JP")}}
	if got := b.Blocks(v, st, "FP1"); len(got) != 0 {
		t.Errorf("evidenced headquarters still blocks: %v", got)
	}
	v.Goods[0].Controlled = data.ControlledNo
	if got := b.Blocks(v, data.CaseState{}, "FP1"); len(got) != 0 {
		t.Errorf("cables are blocked by headquarters: %v", got)
	}
}

// What a refusal names can be answered: it stands on the checklist, first of what no
// stop asks, whether a finding asks it or not.
func TestWhatKeepsFromReleaseIsOnTheChecklist(t *testing.T) {
	b := book(t)
	v := &data.Verdict{Level: data.Review, Goods: []data.Good{{Controlled: data.ControlledYes}},
		Lights:   data.Lights{Headquarters: data.Light{Is: data.LightUnknown, Why: "not told"}},
		Findings: []data.Finding{{Rule: "relabel", Kind: data.FlagFinding, Pattern: "relabelled", Points: 24, Asks: []string{"C10"}}}}
	ids := func() (out []string) {
		for _, q := range b.For(v) {
			out = append(out, q.ID)
		}
		return out
	}
	if got := ids(); len(got) < 2 || got[0] != "A1" || got[1] != "C10" {
		t.Errorf("headquarters are not told, and asked is %v", got)
	}
	v.Level, v.Findings = data.Pass, nil
	if got := ids(); len(got) != 1 || got[0] != "A1" {
		t.Errorf("nothing was found, and asked is %v", got)
	}
	v.Findings = []data.Finding{{Rule: "parent", Kind: data.FlagFinding, Pattern: "missing_fact", Asks: []string{"D4"}}}
	if got := ids(); got[0] != "D4" {
		t.Errorf("the ultimate parent is asked, which is enough: %v", got)
	}
	v.Goods[0].Controlled, v.Findings = data.ControlledNo, nil
	if got := ids(); len(got) != 0 {
		t.Errorf("cables ask %v", got)
	}
}

func TestAPlainFalseHitNeedsOnlyItsReason(t *testing.T) {
	b := book(t)
	v := &data.Verdict{Level: data.Stop, Lights: data.Lights{Headquarters: data.Light{Is: data.LightNotApplicable}},
		Findings: []data.Finding{{Rule: "listed-party", Kind: data.StopFinding, Pattern: "entity_list_party", Asks: []string{"C2"}}}}
	if got := b.Blocks(v, data.CaseState{}, "FP1"); len(got) != 0 {
		t.Errorf("FP1 on a name hit: %v", got)
	}
	if got := b.Blocks(v, data.CaseState{}, "RF1"); len(got) == 0 {
		t.Error("RF1 lets an unanswered listed party go")
	}
}

// That a hit is false says nothing of what is no hit: a case without one is not released
// by it, nor one with a critical question that something else asks.
func TestAFalseHitReleasesNothingElse(t *testing.T) {
	b := book(t)
	flag := data.Finding{Rule: "relabel", Kind: data.FlagFinding, Pattern: "relabelled", Asks: []string{"C10", "A12"}}
	hit := data.Finding{Rule: "listed-close", Kind: data.FlagFinding, Pattern: "entity_list_party", Asks: []string{"C2"}}
	resting := data.Finding{Rule: "shares-a-door", Kind: data.FlagFinding, Pattern: "address_shared", Asks: []string{"A2"}, Evidence: []data.Evidence{{Field: "list EL"}}}
	st := data.CaseState{Answers: map[string]data.Answer{"A12": yes("")}}
	for name, c := range map[string]struct {
		findings []data.Finding
		st       data.CaseState
		want     string
	}{
		"no hit":               {[]data.Finding{flag}, st, "this case has no hit"},
		"nothing at all":       {nil, st, "this case has no hit"},
		"a hit":                {[]data.Finding{hit, resting}, data.CaseState{}, ""},
		"a hit and a flag":     {[]data.Finding{hit, flag}, data.CaseState{}, "A12 is not answered"},
		"the flag is answered": {[]data.Finding{hit, flag}, st, ""},
	} {
		for _, code := range []string{"FP1", "FP2", "FP3", "FP4"} {
			got := strings.Join(b.Blocks(&data.Verdict{Level: data.Review, Findings: c.findings}, c.st, code), "\n")
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("%s, %s: %q, want %q", name, code, got, c.want)
			}
		}
	}
}

func TestReasonsAreWords(t *testing.T) {
	b := book(t)
	today := data.Day(2026, 7, 1)
	for reason, ok := range map[string]bool{"": false, "   ": false, "........................": false, "aaaaaaaaaaaaaa": false, "ok": false,
		"registry number differs": true, "登记号码不同": true, "the ___ differs by number": false} {
		if got := b.CheckDecision("FP1", reason, data.Date{}, today); (len(got) == 0) != ok {
			t.Errorf("reason %q: %v", reason, got)
		}
	}
	if got := b.CheckDecision("conditional", "waiting for the lease", data.Date{}, today); len(got) != 1 {
		t.Errorf("a condition without a date: %v", got)
	}
	if got := b.CheckDecision("conditional", "waiting for the lease", data.Day(2026, 6, 1), today); len(got) != 1 {
		t.Errorf("a condition that has run out: %v", got)
	}
}

func TestQuestionsOfAStopComeFirst(t *testing.T) {
	b := book(t)
	v := &data.Verdict{Level: data.Stop, Goods: []data.Good{{Controlled: data.ControlledYes}}, Findings: []data.Finding{
		{Rule: "hub", Kind: data.FlagFinding, Pattern: "transshipment_hub", Points: 12, Asks: []string{"E4", "B1"}},
		{Rule: "gp10", Kind: data.StopFinding, Pattern: "prc_chip_use", Asks: []string{"G2"}},
		{Rule: "old", Kind: data.FlagFinding, Points: 90, Asks: []string{"A6"}, Cleared: &data.Clearance{Person: "x"}},
	}}
	var ids []string
	for _, q := range b.For(v) {
		ids = append(ids, q.ID)
	}
	if ids[0] != "G2" || !slices.Contains(ids, "E4") || !slices.Contains(ids, "E1") || slices.Contains(ids, "A6") {
		t.Errorf("order %v", ids)
	}
}

func TestAListNobodyCanVouchForAsksTwice(t *testing.T) {
	b := book(t)
	v := &data.Verdict{Lights: data.Lights{Listed: data.Light{Is: data.LightUnknown, Why: "no list loaded"}}}
	w := b.Warnings(v, "RF1")
	if len(w) != 1 || w[0].Kind != ListUnknown {
		t.Errorf("warnings %v", w)
	}
	if w := b.Warnings(v, "RF2"); len(w) != 1 || w[0].Kind != SecondPerson {
		t.Errorf("warnings of a stop %v", w)
	}
}

func TestLoadErrorsNameThePlace(t *testing.T) {
	q := string(questionsYAML)
	for name, c := range map[string]struct{ text, want string }{
		"type":   {strings.Replace(q, "type: country", "type: contry", 1), "questions.yaml:66:15: type \"contry\""},
		"source": {strings.Replace(q, "sources: [S1, S3]", "sources: [S1, S3000]", 1), "S3000"},
		"field":  {strings.Replace(q, "critical: true", "criticel: true", 1), "questions.yaml:61:9"},
		"syntax": {strings.Replace(q, "lists:", "lists: [", 1), "questions.yaml:"},
		"then":   {strings.Replace(q, "then: [C1]", "then: [C99]", 1), "C99"},
	} {
		_, err := parse("questions.yaml", []byte(c.text), "dispositions.yaml", dispositionsYAML)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	d := strings.Replace(string(dispositionsYAML), "status: waiting", "status: waitig", 1)
	if _, err := parse("questions.yaml", questionsYAML, "dispositions.yaml", []byte(d)); err == nil || !strings.Contains(err.Error(), "dispositions.yaml:") {
		t.Errorf("a bad status: %v", err)
	}
}

func TestCountriesInAnswersAreJudgedByTheTables(t *testing.T) {
	tables, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	b := book(t)
	b.UseTables(func() (*reference.Tables, error) { return tables, nil })
	on := data.Day(2026, 7, 31)
	for text, want := range map[string]data.Truth{"China": data.True, "Hong Kong": data.True, "Macau": data.True, "Germany": data.False, "Atlantis": data.Undecided} {
		if got := b.RestrictedHQ(text, on); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func FuzzQuestionsAreReadOrAFileIsNamed(f *testing.F) {
	f.Add(string(questionsYAML[:3000]), string(dispositionsYAML[:800]))
	f.Fuzz(func(t *testing.T, q, d string) {
		if _, err := parse("q.yaml", []byte(q), "d.yaml", []byte(d)); err != nil && !strings.HasPrefix(err.Error(), "q.yaml") && !strings.HasPrefix(err.Error(), "d.yaml") {
			t.Errorf("%v names no file", err)
		}
	})
}

// What several findings wait for stands in the way once, with all of them.
func TestWhatSeveralFindingsWaitForIsSaidOnce(t *testing.T) {
	b := book(t)
	gap := func(rule string, asks ...string) data.Finding {
		return data.Finding{Rule: rule, Kind: data.GapFinding, Decisive: true, Pattern: "missing_fact", Asks: asks}
	}
	v := data.Verdict{LawDate: data.Day(2026, 11, 1), Findings: []data.Finding{
		gap("one", "C1"), gap("two", "C1", "D4"), gap("three", "C1"),
		{Rule: "s1", Kind: data.StopFinding, Asks: []string{"A12"}}, {Rule: "s2", Kind: data.StopFinding, Asks: []string{"A12"}},
	}}
	blocks := strings.Join(b.Blocks(&v, data.CaseState{}, "RF1"), "\n")
	for _, want := range []string{`The gaps "one", "two" and "three" decide: C1 is not answered`, `The gap "two" decides: D4 is not answered`, `The stops "s1" and "s2" are open: A12 is not answered`} {
		if strings.Count(blocks, want) != 1 {
			t.Errorf("%q is not said once in\n%s", want, blocks)
		}
	}
	if strings.Contains(blocks, `The gap "one"`) {
		t.Errorf("said twice:\n%s", blocks)
	}
}
