package screening

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"redflag/data"
)

// What is only likely to be read is told of goods that few may have, and not of everyday
// parts; what is plain is told of both.
func TestWhatIsOnlyLikelyIsNotToldOfEverydayParts(t *testing.T) {
	const order = `{"kind":"shipment","id":"%s-%d","customer":"Fenwick Instruments %d","date":"2026-03-02","doc_type":"order","direction":"out","destination_country":"DE","notes":%s,"lines":[{"line":1,"description":"%s","quantity":8,"unit_value":%d,"currency":"USD"}]}`
	texts, err := os.ReadFile("reading/testdata/sentences/english_desk.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	n := 0
	for sc := bufio.NewScanner(bytes.NewReader(texts)); n < 2000 && sc.Scan(); n++ {
		var s struct {
			Text json.RawMessage `json:"t"`
		}
		if err := json.Unmarshal(sc.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, order+"\n", "few", n, 2*n, s.Text, "NVIDIA H100 80GB PCIe", 30_000)
		fmt.Fprintf(&lines, order+"\n", "parts", n, 2*n+1, s.Text, "microcontroller LQFP-64", 2)
	}
	likely, plain := map[string]int{}, map[string]int{}
	for _, v := range judge(t, inputs(t), records(t, lines.String())) {
		goods, _, _ := strings.Cut(v.Shipment, "-")
		guessed := map[string]bool{}
		for _, f := range v.Findings {
			if strings.HasPrefix(f.Rule, "reads-") && f.Kind == data.NoteFinding {
				guessed[f.Rule] = true
			}
		}
		likely[goods] += len(guessed)
		for _, f := range v.Findings {
			if strings.HasPrefix(f.Rule, "reads-") && f.Kind == data.FlagFinding && !guessed[f.Rule] {
				plain[goods]++
			}
		}
	}
	if likely["few"] == 0 || likely["parts"] > 0 {
		t.Errorf("likely: %d of advanced chips, %d of everyday parts", likely["few"], likely["parts"])
	}
	if plain["few"] == 0 || plain["parts"] == 0 {
		t.Errorf("plain: %v", plain)
	}
	t.Logf("of %d texts likely %v, plain %v", n, likely, plain)
}
