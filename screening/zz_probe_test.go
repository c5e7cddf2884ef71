package screening

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"redflag/data"
	"redflag/data/lists"
	"redflag/screening/match"
)

// ZCASES: probe files. Prints per pattern: probes named / twins wrongly named, and each miss.
func TestZZProbe(t *testing.T) {
	files, _ := filepath.Glob(os.Getenv("ZCASES"))
	list := "csl_2026-07-31.jsonl"
	pack, err := lists.Parse(list, shared(t, "lists/csl/"+list))
	if err != nil {
		t.Fatal(err)
	}
	packs := []*data.ListPack{pack}
	index := match.Build(packs)
	type row struct{ probes, named, byRule, twins, wrong int }
	rows := map[string]*row{}
	var out []string
	for _, file := range files {
		raw, _ := os.ReadFile(file)
		sc := bufio.NewScanner(bytes.NewReader(raw))
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			c := &labelledCase{file: filepath.Base(file)}
			var more struct {
				Not []string
				Why string
			}
			if err := json.Unmarshal(sc.Bytes(), c); err != nil {
				out = append(out, "BAD "+err.Error())
				continue
			}
			json.Unmarshal(sc.Bytes(), &more)
			if o := os.Getenv("ZONLY"); o != "" && !strings.Contains(c.Case, o) {
				continue
			}
			in := inputs(t)
			in.AsOf, in.Lists, in.Index = c.AsOf, packs, index
			recs, err := c.records(in.Tables.Atlas())
			if err != nil {
				out = append(out, "BAD "+c.Case+" "+err.Error())
				continue
			}
			level := data.Pass
			named := map[string]string{}
			verdicts := judge(t, in, recs)
			for _, v := range verdicts {
				level = max(level, v.Level)
				for _, f := range v.Findings {
					if f.Kind != data.NoteFinding && f.Cleared == nil && (named[f.Pattern] == "" || named[f.Pattern] == "like-other-cases") {
						named[f.Pattern] = f.Rule
					}
				}
			}
			if len(c.Patterns) > 0 {
				p := c.Patterns[0]
				if rows[p] == nil {
					rows[p] = &row{}
				}
				rows[p].probes++
				if named[p] == "" {
					out = append(out, fmt.Sprintf("MISSED %-28s %s [%s, wants %s] %s", p, c.Case, level, c.Expect, more.Why))
				} else {
					rows[p].named++
					if named[p] != "like-other-cases" {
						rows[p].byRule++
					} else {
						out = append(out, fmt.Sprintf("LIKE   %-28s %s [%s, wants %s] %s", p, c.Case, level, c.Expect, more.Why))
					}
					if level < c.Expect {
						out = append(out, fmt.Sprintf("BELOW  %-28s %s [%s, wants %s] %s", p, c.Case, level, c.Expect, more.Why))
					}
				}
			} else if len(more.Not) > 0 {
				p := more.Not[0]
				if rows[p] == nil {
					rows[p] = &row{}
				}
				rows[p].twins++
				if named[p] != "" {
					rows[p].wrong++
					out = append(out, fmt.Sprintf("WRONG  %-28s %s [%s] by %s; %s", p, c.Case, level, named[p], more.Why))
				}
			}
			if os.Getenv("ZONLY") != "" {
				for _, v := range verdicts {
					explain(t, map[string]data.Verdict{v.Shipment: v}, []string{v.Shipment})
				}
			}
		}
	}
	sort.Strings(out)
	for _, o := range out {
		fmt.Println(o)
	}
	var ps []string
	for p := range rows {
		ps = append(ps, p)
	}
	sort.Strings(ps)
	var sum row
	for _, p := range ps {
		r := rows[p]
		sum.probes += r.probes
		sum.named += r.named
		sum.byRule += r.byRule
		sum.twins += r.twins
		sum.wrong += r.wrong
		fmt.Printf("%-30s probes %d named %d (by rule %d)  twins %d wrong %d\n", p, r.probes, r.named, r.byRule, r.twins, r.wrong)
	}
	fmt.Printf("ALL probes %d named %d (by rule %d) twins %d wrong %d\n", sum.probes, sum.named, sum.byRule, sum.twins, sum.wrong)
}
