package screening

import (
	"fmt"
	"regexp"
	"testing"

	"redflag/data"
)

// Whatever stands in a number, the verdict is one: no crash, no sentence with what is
// no number, and an order that was held is not let through for it.
func TestNumbersAtTheirLimits(t *testing.T) {
	const order = `{"kind":"customer","id":"C-1","name":"Selat Grid Computing Sdn Bhd","country":"MY","incorporated":"2024-02","business":"furniture","employees":%[1]s,"paid_capital":%[2]s,"currency":"USD","sites":[{"name":"Hall","kind":"datacenter","mw":%[3]s,"racks":%[3]s,"hardware":[{"model":"H100","quantity":%[3]s}]}],"owners":[{"name":"Loop Holdings","percent":%[4]s}]}
{"kind":"shipment","id":"S-0","customer":"C-1","date":"2025-05-01","direction":"out","doc_type":"order","destination_country":"MY","lines":[{"line":1,"description":"NVIDIA HGX H100 8-GPU server","quantity":%[5]s,"unit_value":%[6]s,"currency":"USD"}]}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-08-01","direction":"out","doc_type":"order","destination_country":"MY","lines":[{"line":1,"description":"NVIDIA HGX H100 8-GPU server","quantity":%[5]s,"unit_value":%[6]s,"value":%[7]s,"currency":"USD","net_kg":%[8]s,"gross_kg":%[8]s,"packages":%[8]s}]}
`
	odd := regexp.MustCompile(`NaN|Inf|%!|e\+\d`)
	usual := []any{"40", "1000000", "12", "50", "8", "270000", "2160000", "1000"}
	for i := range usual {
		for _, v := range []string{"null", `"unknown"`, "0", "-1", "1", "0.001", "1e18", "-1e18"} {
			args := append([]any{}, usual...)
			args[i] = v
			for _, x := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), records(t, fmt.Sprintf(order, args...))) {
				if x.Shipment == "" {
					continue
				}
				if x.Level < data.Hold {
					t.Errorf("number %d as %s: %s is at %s", i, v, x.Shipment, x.Level)
				}
				for _, f := range x.Findings {
					if at := odd.FindString(f.Says); at != "" || f.Says == "" {
						t.Errorf("number %d as %s: %s says %q", i, v, f.Rule, f.Says)
					}
				}
			}
		}
	}
}
