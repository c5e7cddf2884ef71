package intake

import (
	"testing"

	"redflag/data"
)

func TestTariffNumbersOfDescriptions(t *testing.T) {
	for text, want := range map[string]string{
		"HS 847150, transit T1": "847150", "HS 84715000": "84715000", "Server, HS: 8471.50": "847150", "HS code 8542.31, chips": "854231", "ТН ВЭД 8471500000": "8471500000",
		"HS 12": "", "CHS 847150": "", "HS 84715G": "", "brushes 847150": "", "HS unknown": "", "": "",
	} {
		check(t, text, tariffSaid(&data.Line{Description: text}), want)
	}
	check(t, "a field tells it", tariffSaid(&data.Line{Description: "HS 847150", HS: "7616"}), "")
	recs, rep := readAll(t, "r.jsonl", []byte(`{"kind":"shipment","id":"S-1","lines":[{"description":"HS 847150, transit"}]}`), Options{})
	check(t, "of a record", recs[0].Shipment.Lines[0].HS, "847150")
	check(t, "told", rep.Fates[data.Repaired], 1)
	recs, _ = readAll(t, "r.csv", []byte("order id,customer,description,quantity\nS-1,Kappa,\"goods, HS 847150\",2\n"), Options{Kind: Shipments})
	check(t, "of a row", recs[0].Shipment.Lines[0].HS, "847150")
}
