package screening

import (
	"fmt"
	"testing"

	"redflag/data"
)

// Where final destination, user and end of the route agree on a country, the way is told
// once by three fields: it is asked about, and does not add up as three signs would.
func TestAWayThatThePapersTellIsOneFact(t *testing.T) {
	const order = `{"kind":"customer","id":"C-1","name":"Selat Distribution Pte Ltd","country":"SG","hq_country":"SG","ultimate_parent_country":"SG","business":"IT distribution","incorporated":"1998","customer_since":"2004"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026-07-10","doc_type":"order","direction":"out","destination_country":"SG","final_destination_country":"%s","route":["USSFO","SGSIN","%s"],"parties":[{"role":"end_user","name":"PT Telekom Khatulistiwa Tbk","country":"%s","address":"Jalan Raya 12, Bekasi"},{"role":"ship_to","name":"PT Telekom Khatulistiwa Tbk","country":"%s"}],"lines":[{"line":1,"description":"Supermicro SYS-A21GE-NBRT HGX B200","quantity":24,"unit_value":452000,"currency":"USD"}]}
`
	of := func(final, way, user string) data.Verdict {
		return judge(t, inputs(t), records(t, fmt.Sprintf(order, final, way, user, user)))[0]
	}
	told, untold := of("ID", "IDJKT", "ID"), of("SG", "IDJKT", "ID")
	if told.Level != data.Review || finding(told, "route-leaves-the-destination") == nil {
		t.Errorf("a way that is told: %v with %d points, want review, and the way asked about", told.Level, told.Score)
	}
	if untold.Score < told.Score+10 {
		t.Errorf("a way that the final destination contradicts has %d points, one that is told %d", untold.Score, told.Score)
	}
	if china := of("CN", "CNSZX", "CN"); china.Level < data.Hold {
		t.Errorf("a way to China that is told: %v, want hold or stop", china.Level)
	}
}
