package screening

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// remark is what somebody types beside an order, and the patterns by any of which a
// specialist would stop at it: none for what is written every day.
type remark struct {
	Text string   `json:"t"`
	Is   []string `json:"is"`
}

// Remarks in many tongues on an order that is else unremarkable. Words and sentences were
// mended by those of the files of which every line may be read; those set aside were written
// with them, parted from them by lot, and are not looked at one by one: only how many there
// are tells how well others are read. One idea may stand in both in two tongues.
func TestRemarksAreReadForWhatTheyTell(t *testing.T) {
	const (
		server = `"description":"HPE ProLiant DL380 Gen11 2x Xeon Gold 6430 256GB","quantity":2,"unit_value":11800,"value":23600`
		h100   = `"description":"Dell PowerEdge XE9680 8x NVIDIA H100 SXM 80GB","quantity":1,"unit_value":290000,"value":290000`
	)
	for _, c := range []struct {
		file, what, goods string
		least, most       int // of remarks that something is asked about, and rightly so where they tell something
	}{
		{"every_seen", "a server", server, 0, 3},
		{"every_aside", "a server", server, 0, 4},
		{"every_seen", "H100", h100, 0, 21},
		{"every_aside", "H100", h100, 0, 25},
		{"telling_seen", "H100", h100, 127, 172},
		{"telling_aside", "H100", h100, 94, 152},
	} {
		remarks := remarksOf(t, c.file)
		found := askedOf(t, remarks, c.goods)
		n := 0
		for i, r := range remarks {
			if len(r.Is) == 0 && len(found[i]) > 0 || slices.ContainsFunc(r.Is, func(p string) bool { return slices.Contains(found[i], p) }) {
				n++
			}
		}
		t.Logf("%s, %s: %d of %d", c.file, c.what, n, len(remarks))
		if n < c.least || n > c.most {
			t.Errorf("%s, %s: %d, not from %d to %d", c.file, c.what, n, c.least, c.most)
		}
	}
}

func remarksOf(t *testing.T, file string) (out []remark) {
	t.Helper()
	text, err := os.ReadFile("testdata/remarks/" + file + ".jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		var r remark
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// askedOf are the patterns that rules name with points by what each remark says, beside an
// order of a maker in Malaysia for its own use.
func askedOf(t *testing.T, remarks []remark, goods string) [][]string {
	t.Helper()
	const firm = `"name":"Teluk Bayu Manufacturing Sdn Bhd","country":"MY","address":"Lot 22, Jalan Perusahaan 4, Prai"`
	var book strings.Builder
	fmt.Fprintf(&book, `{"kind":"customer","id":"C-1",%s,"hq_country":"MY","ultimate_parent_country":"MY","business":"Electronics manufacturing","employees":1200,"incorporated":"1998","customer_since":"2011"}`+"\n", firm)
	for i, r := range remarks {
		note, err := json.Marshal(r.Text)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&book, `{"kind":"shipment","id":"S-%d","order":"PO-%d","customer":"C-1","date":"2026-%02d-%02d","doc_type":"order","direction":"out","destination_country":"MY","parties":[{"role":"ultimate_consignee",%s},{"role":"end_user",%s}],"lines":[{"line":1,%s,"currency":"USD","hs":"8471.50"}],"notes":%s}`+"\n", i, i, 1+i%10, 1+i%27, firm, firm, goods, note)
	}
	verdicts := ofBook(t, book.String())
	out := make([][]string, len(remarks))
	for i := range remarks {
		for _, f := range verdicts[fmt.Sprintf("S-%d", i)].Findings {
			if f.Kind != data.NoteFinding && f.Points > 0 && slices.ContainsFunc(f.Evidence, func(e data.Evidence) bool { return e.Field == "notes" }) {
				out[i] = append(out[i], f.Pattern)
			}
		}
	}
	return out
}
