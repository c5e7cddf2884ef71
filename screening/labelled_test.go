package screening

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"redflag/data"
	"redflag/data/intake"
	"redflag/data/lists"
	"redflag/data/reference"
	"redflag/screening/likeness"
	"redflag/screening/match"
)

// A labelled case is a file as an order desk held it on the day: sparse, and with
// names that were made up. The part that a case falls in is told by its own name,
// so that what tuning looks at never wanders.
type labelledCase struct {
	Case     string            `json:"case"`
	AsOf     data.Date         `json:"as_of"`
	Expect   data.Level        `json:"expect"`
	Patterns []string          `json:"patterns"` // what a careful reader has to name
	Also     []string          `json:"also"`     // what a careful reader may name
	Records  []json.RawMessage `json:"records"`
	file     string
}

// newest says that the case is of the last hand that wrote what is kept back.
func (c *labelledCase) newest() bool { return strings.Contains(c.file, "_30") }

// unseen says that nobody has tuned on the case or read it beside what the program
// says of it: those are the measure. Of their file only totals are told.
func (c *labelledCase) unseen() bool { return strings.HasSuffix(c.file, "_unseen.jsonl") }

// heldOut says whether tuning may not look at the case. The second files of a set
// are for tuning as a whole; what was kept back of them is unseen.
func (c *labelledCase) heldOut() bool {
	if strings.Contains(c.file, "_") {
		return false
	}
	h := fnv.New32a()
	h.Write([]byte(c.Case))
	return h.Sum32()%3 == 0
}

// part is the name of the part of its set that the case is counted in.
func (c *labelledCase) part() string {
	switch {
	case c.unseen() && c.newest():
		return "newest unseen"
	case c.unseen():
		return "unseen"
	case c.heldOut():
		return "held out"
	case strings.Contains(c.file, "_"):
		return "second"
	}
	return "tune"
}

func caseParts() []string {
	return []string{"tune", "held out", "second", "unseen", "newest unseen"}
}

// labelledCases are the cases of all files of a set: diversion.jsonl,
// diversion_2.jsonl and so on.
func labelledCases(set string) ([]*labelledCase, error) {
	files, err := filepath.Glob(filepath.Join("testdata", "cases", set+"*.jsonl"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no cases of %s: %v", set, err)
	}
	var out []*labelledCase
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		sc := bufio.NewScanner(bytes.NewReader(raw))
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			c := &labelledCase{file: filepath.Base(file)}
			if err := json.Unmarshal(sc.Bytes(), c); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			out = append(out, c)
		}
	}
	return out, nil
}

func (c *labelledCase) records(atlas reference.Atlas) ([]*data.Record, error) {
	var lines bytes.Buffer
	for _, r := range c.Records {
		lines.Write(r)
		lines.WriteByte('\n')
	}
	var out []*data.Record
	for rec, note := range intake.Lines(&lines, atlas) {
		if rec == nil {
			return nil, fmt.Errorf("%s: %s", c.Case, note.Reason)
		}
		out = append(out, rec)
	}
	return out, nil
}

func caseSets() []string { return []string{"diversion", "honest", "ordinary"} }

// judgedCase is a labelled case with what the real chain says of it.
type judgedCase struct {
	*labelledCase
	verdicts []data.Verdict
	signs    [][]likeness.Sign // of each verdict, by all that was found but by likeness
}

// judgedSets are what was said of the cases of each set, judged once for all tests that read it.
var judgedSets = map[string]*judgedSet{"diversion": {}, "honest": {}, "ordinary": {}}

type judgedSet struct {
	once  sync.Once
	cases []*judgedCase
	err   error
}

// judgedCases are the cases of a set, judged against the published list, or where that is
// not at hand against one of an invented name. Tests only read what they are given.
func judgedCases(t *testing.T, set string) []*judgedCase {
	t.Helper()
	in, of := caseInputs(t), judgedSets[set]
	of.once.Do(func() { of.cases, of.err = judgeLabelled(in, set) })
	if of.err != nil {
		t.Fatal(of.err)
	}
	return of.cases
}

// seenCases are the judged cases of all sets that may be looked at.
func seenCases(t *testing.T) []*judgedCase {
	t.Helper()
	var out []*judgedCase
	for _, set := range caseSets() {
		for _, c := range judgedCases(t, set) {
			if !c.unseen() && !c.heldOut() {
				out = append(out, c)
			}
		}
	}
	return out
}

const publishedList = "lists/csl/csl_2026-07-31.jsonl"

// published is that list with its index, nil where it is not at hand.
var published = sync.OnceValues(func() (in Inputs, err error) {
	raw := sharedFile(publishedList)
	if raw == nil {
		return in, nil
	}
	pack, err := lists.Parse(filepath.Base(publishedList), raw)
	if err != nil {
		return in, err
	}
	in.Lists = []*data.ListPack{pack}
	in.Index = match.Build(in.Lists)
	return in, nil
})

// caseInputs are what labelled cases are judged by, but for the day of each.
func caseInputs(t *testing.T) Inputs {
	t.Helper()
	list, err := published()
	if err != nil {
		t.Fatal(err)
	}
	in := inputs(t, listed("Grey Heron Microelectronics"))
	if list.Index != nil {
		in.Lists, in.Index = list.Lists, list.Index
	}
	return in
}

func judgeLabelled(in Inputs, set string) ([]*judgedCase, error) {
	cases, err := labelledCases(set)
	if err != nil {
		return nil, err
	}
	out, errs := make([]*judgedCase, len(cases)), make([]error, len(cases))
	next := make(chan int)
	var working sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		working.Go(func() {
			for i := range next {
				out[i], errs[i] = judgeCase(in, cases[i])
			}
		})
	}
	for i := range cases {
		next <- i
	}
	close(next)
	working.Wait()
	return out, errors.Join(errs...)
}

func judgeCase(in Inputs, c *labelledCase) (*judgedCase, error) {
	records, err := c.records(in.Tables.Atlas())
	if err != nil {
		return nil, err
	}
	in.AsOf = c.AsOf
	s, err := New(in)
	if err != nil {
		return nil, err
	}
	var customers, holdings, shipments []*data.Record
	parties := interner{}
	for _, r := range records {
		switch r.Kind {
		case data.CustomerKind:
			customers = append(customers, r)
		case data.HoldingKind:
			holdings = append(holdings, r)
		case data.ShipmentKind:
			parties.shipment(r.Shipment)
			shipments = append(shipments, r)
		}
	}
	if err := s.Learn(each(customers), each(holdings), each(shipments)); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Case, err)
	}
	w, x, shipped := s.Worker(), &judgedCase{labelledCase: c}, map[string]bool{}
	for _, r := range append(shipments, customers...) {
		if r.Customer != nil && shipped[r.Key().String()] {
			continue
		}
		var v data.Verdict
		w.point(r)
		s.judge(r, w, &v)
		if r.Shipment != nil {
			shipped[w.customer()] = true
		}
		x.verdicts = append(x.verdicts, v)
		var signs []likeness.Sign
		for _, one := range w.signs(withoutLikeness(v.Findings), nil) {
			signs = append(signs, one.Sign)
		}
		x.signs = append(x.signs, signs)
	}
	return x, nil
}

// withoutLikeness are the findings of rules.
func withoutLikeness(findings []data.Finding) []data.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f data.Finding) bool { return f.Rule == likeRule || f.Rule == heldRule })
}
