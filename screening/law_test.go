package screening

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"redflag/data"
)

// asked is one order of which everything is told, but for what a case puts in its place.
type asked struct {
	destination, final, hq, seat, day, owners, lines string
	regime                                           string
	listed                                           []data.ListEntry
}

func (a asked) lights(t *testing.T) data.Lights {
	t.Helper()
	or := func(s, other string) string {
		if s == "" {
			return other
		}
		return s
	}
	hq, day := or(a.hq, "MY"), or(a.day, "2025-10-15")
	text := fmt.Sprintf(`{"kind":"customer","id":"C-1","name":"Belvane Compute Services","country":%q,"hq_country":%q,"ultimate_parent_country":%q,"owners":[%s]}
{"kind":"shipment","id":"S-1","customer":"C-1","date":%q,"ship_date":%q,"doc_type":"order","direction":"out","destination_country":%q,"final_destination_country":%q,"parties":[{"role":"end_user","name":"Belvane Compute Services","country":%q}],"lines":[%s]}
`, or(a.seat, "MY"), hq, hq, or(a.owners, `{"name":"Belvane Holdings","country":"MY","percent":100}`), day, day, or(a.destination, "MY"), a.final, or(a.seat, "MY"), or(a.lines, `{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":8}`))
	in := inputs(t, append(a.listed, listed("Grey Heron Microelectronics"))...)
	in.Regime = a.regime
	return judge(t, in, records(t, text))[0].Lights
}

func entry(list, name string, since data.Date) data.ListEntry {
	return data.ListEntry{ID: list + name, List: list, Name: name, Countries: []string{"CN"}, StartDate: since}
}

func TestLightsOfTheLaw(t *testing.T) {
	const (
		peak   = "Qilin Peak Photonics Institute"
		halves = `{"name":"Qilin Peak Photonics Institute","percent":50},{"name":"Belvane Staff Fund","percent":50}`
		memory = `{"line":1,"description":"HBM3E memory stack","eccn":"3A090.c","quantity":5}`
		a100   = `{"line":1,"description":"NVIDIA A100 80GB PCIe","quantity":8}`
		server = `{"line":2,"description":"NVIDIA HGX H100 8-GPU","quantity":1}`
	)
	old, fresh := data.Day(2019, time.May, 16), data.Day(2025, time.October, 16)
	for name, c := range map[string]struct {
		asked
		light, want string
		says        string
	}{
		"half of an Entity List owner":               {asked{owners: halves, listed: []data.ListEntry{entry("EL", peak, old)}}, "ownership", data.LightRed, "affiliates rule is in force"},
		"half of one listed the day after":           {asked{owners: halves, listed: []data.ListEntry{entry("EL", peak, fresh)}}, "ownership", data.LightPending, "less than half"},
		"half of a denied person":                    {asked{owners: halves, listed: []data.ListEntry{entry("DPL", peak, old)}}, "ownership", data.LightPending, "less than half"},
		"half of a denied one on the Entity List":    {asked{owners: halves, listed: []data.ListEntry{entry("DPL", peak, old), entry("EL", peak, old)}}, "ownership", data.LightRed, "affiliates rule is in force"},
		"half of a sanctioned one":                   {asked{owners: halves, day: "2026-03-15", listed: []data.ListEntry{entry("SDN", peak, old)}}, "ownership", data.LightRed, "blocked"},
		"half of one on a list of sectors":           {asked{owners: halves, listed: []data.ListEntry{entry("SSI", peak, old)}}, "ownership", data.LightPending, "asks for care"},
		"half of one sanctioned later":               {asked{owners: halves, listed: []data.ListEntry{entry("SDN", peak, fresh)}}, "ownership", data.LightPending, "less than half"},
		"memory to Vietnam":                          {asked{destination: "VN", lines: memory}, "destination", data.LightClear, "neither Macau nor"},
		"memory and machines to Vietnam":             {asked{destination: "VN", lines: memory + "," + server}, "destination", data.LightRed, "Vietnam is in"},
		"memory and perhaps a chip to Vietnam":       {asked{destination: "VN", lines: memory + `,{"line":2,"description":"NVIDIA H20 96GB GPU","quantity":4}`}, "destination", data.LightUnknown, "H20 is controlled, which is possible"},
		"a chip of doubt told as memory to Vietnam":  {asked{destination: "VN", lines: `{"line":1,"description":"NVIDIA H20 96GB GPU","eccn":"3A090.c","quantity":4}`}, "destination", data.LightUnknown, "possible"},
		"memory without a class to Vietnam":          {asked{destination: "VN", lines: `{"line":1,"description":"SK hynix HBM3E 36GB stack","quantity":4}`}, "destination", data.LightClear, "neither Macau nor"},
		"memory without a class to China":            {asked{destination: "CN", lines: `{"line":1,"description":"SK hynix HBM3E 36GB stack","quantity":4}`}, "destination", data.LightUnknown, "possible"},
		"memory to China before it was controlled":   {asked{destination: "CN", day: "2024-12-01", lines: memory}, "destination", data.LightNotApplicable, ""},
		"memory to China on the day":                 {asked{destination: "CN", day: "2024-12-02", lines: memory}, "destination", data.LightRed, ""},
		"cards of .b and machines, worldwide":        {asked{regime: "worldwide-licence", lines: `{"line":1,"description":"NVIDIA L40 48GB","quantity":2},` + server}, "destination", data.LightRed, "worldwide-licence"},
		"cards of .b alone, worldwide":               {asked{regime: "worldwide-licence", lines: `{"line":1,"description":"NVIDIA L40 48GB","quantity":2}`}, "destination", data.LightClear, ""},
		"chips to Iran before the controls of chips": {asked{destination: "IR", day: "2022-09-05"}, "destination", data.LightRed, "embargo"},
		"chips to Cuba under the first controls":     {asked{destination: "CU", day: "2023-06-05"}, "destination", data.LightRed, "embargo"},
		"chips to Iran before the tables":            {asked{destination: "IR", day: "2020-06-05"}, "destination", data.LightUnknown, ""},
		"chips to Russia under the first controls":   {asked{destination: "RU", day: "2022-11-05"}, "destination", data.LightRed, "746.8"},
		"chips to Germany under the first controls":  {asked{destination: "DE", day: "2022-11-05"}, "destination", data.LightClear, ""},
		"a listed owner beside owners not told":      {asked{owners: `{"name":"Qilin Peak Photonics Institute","percent":30},{"name":"Belvane Staff Fund","percent":30}`, listed: []data.ListEntry{entry("EL", peak, old)}}, "ownership", data.LightUnknown, "the owners of 40 % are not told"},
		"a small listed owner and few not told":      {asked{owners: `{"name":"Qilin Peak Photonics Institute","percent":10},{"name":"Belvane Staff Fund","percent":60}`, listed: []data.ListEntry{entry("EL", peak, old)}}, "ownership", data.LightPending, "less than half"},
		"chips to China before the first controls":   {asked{destination: "CN", day: "2022-10-06", lines: a100}, "destination", data.LightNotApplicable, "before 7 October 2022"},
		"chips to China on the day":                  {asked{destination: "CN", day: "2022-10-07", lines: a100}, "destination", data.LightRed, "since 7 October 2022"},
		"the Emirates before A:5":                    {asked{destination: "AE", day: "2025-03-02"}, "destination", data.LightRed, "named in 3A090"},
		"the Emirates in A:5":                        {asked{destination: "AE", day: "2026-07-25"}, "destination", data.LightRed, "named in 3A090"},
		"Israel, in D:4 and A:6":                     {asked{destination: "IL"}, "destination", data.LightClear, "A:5 or A:6"},
		"Hong Kong as China":                         {asked{destination: "HK"}, "destination", data.LightRed, "counted as China"},
		"Cambodia out of D:5 and in D:1":             {asked{destination: "KH", day: "2026-03-01"}, "destination", data.LightRed, "D:1"},
		"memory to Cambodia out of D:5":              {asked{destination: "KH", day: "2026-03-01", lines: memory}, "destination", data.LightClear, ""},
		"Germany with a parent in Macau":             {asked{destination: "DE", seat: "DE", hq: "MO"}, "headquarters", data.LightRed, ""},
		"Singapore with a parent in Vietnam":         {asked{destination: "SG", seat: "SG", hq: "VN"}, "headquarters", data.LightClear, ""},
		"memory to a house of China in Singapore":    {asked{destination: "SG", seat: "SG", hq: "CN", lines: memory}, "headquarters", data.LightRed, ""},
		"half on the last day before the rule":       {asked{owners: halves, day: "2025-09-28", listed: []data.ListEntry{entry("EL", peak, old)}}, "ownership", data.LightPending, ""},
		"half on the first day of the rule":          {asked{owners: halves, day: "2025-09-29", listed: []data.ListEntry{entry("EL", peak, old)}}, "ownership", data.LightRed, ""},
		"half on the last day before its suspension": {asked{owners: halves, day: "2025-11-09", listed: []data.ListEntry{entry("EL", peak, old)}}, "ownership", data.LightRed, ""},
		"half on the first day of its suspension":    {asked{owners: halves, day: "2025-11-10", listed: []data.ListEntry{entry("EL", peak, old)}}, "ownership", data.LightPending, "suspended"},
		"a destination that was asked for":           {asked{destination: "unknown"}, "destination", data.LightUnknown, "asked for and is not known"},
		"a final destination that was asked for":     {asked{final: "unknown"}, "destination", data.LightUnknown, "final destination was asked for"},
		"a final destination in China":               {asked{final: "CN"}, "destination", data.LightRed, ""},
		"Cambodia the day before it left D:5":        {asked{hq: "KH", day: "2026-02-02"}, "headquarters", data.LightRed, ""},
		"Cambodia on the day":                        {asked{hq: "KH", day: "2026-02-03"}, "headquarters", data.LightClear, ""},
		"Cambodia in that month":                     {asked{hq: "KH", day: "2026-02"}, "headquarters", data.LightUnknown, ""},
		"China the day before the headquarters test": {asked{hq: "CN", day: "2023-11-16"}, "headquarters", data.LightNotApplicable, ""},
		"China in the United States":                 {asked{hq: "CN", destination: "US", seat: "US"}, "headquarters", data.LightNotApplicable, "stay in the United States"},
		"China in the United States, and on":         {asked{hq: "CN", destination: "US", final: "MY", seat: "US"}, "headquarters", data.LightRed, ""},
		"China abroad by way of the United States":   {asked{hq: "CN", destination: "US"}, "headquarters", data.LightRed, ""},
		"China on its day":                           {asked{hq: "CN", day: "2023-11-17"}, "headquarters", data.LightRed, ""},
	} {
		t.Run(name, func(t *testing.T) {
			l := c.lights(t)
			got := map[string]data.Light{"ownership": l.Ownership, "destination": l.Destination, "headquarters": l.Headquarters}[c.light]
			if got.Is != c.want || !strings.Contains(got.Why, c.says) {
				t.Errorf("%s is %s (%s), want %s and %q", c.light, got.Is, got.Why, c.want, c.says)
			}
		})
	}
}
