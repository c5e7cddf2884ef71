package intake

import (
	"testing"

	"redflag/data"
)

// A delimiter in a text without quotes moves the cells behind it: they are moved back where
// one way alone fits, and the row is refused where none does.
func TestADelimiterInATextWithoutQuotes(t *testing.T) {
	const head = "Order No,Order Date,Customer,Ship-to Country,Description,Qty,Unit Price,Currency,Notes\n"
	for _, c := range []struct {
		name, row, customer, description string
		fate                             data.RowFate
	}{
		{"in a name", "SO-1,2025-03-02,Kappa, Ltd,MY,Server,8,30000,USD,", "Kappa, Ltd", "Server", data.Ambiguous},
		{"in a description", "SO-1,2025-03-02,Kappa Ltd,MY,Server, with rails,8,30000,USD,", "Kappa Ltd", "Server, with rails", data.Ambiguous},
		{"in the last column", "SO-1,2025-03-02,Kappa Ltd,MY,Server,8,30000,USD,call, then ship", "Kappa Ltd", "Server", data.Ambiguous},
		{"beside a country that nobody knows", "SO-1,2025-03-02,Kappa Ltd,Atlantis,Server,8,30000,USD,,x", "Kappa Ltd", "Server", data.Ambiguous},
		{"and another", "SO-1,2025-03-02,Kappa, Ltd,Atlantis,Server,8,30000,USD,", "Kappa, Ltd", "Server", data.Ambiguous},
		{"in several", "SO-1,2025-03-02,A,B,C,D,MY,Server,8,30000,USD,", "", "", data.Rejected},
		{"none", "SO-1,2025-03-02,Kappa Ltd,MY,Server,8,30000,USD,,,,", "Kappa Ltd", "Server", data.Accepted},
	} {
		recs, rep := readAll(t, "x.csv", []byte(head+c.row+"\nSO-2,2025-03-02,Kappa Ltd,MY,Server,8,30000,USD,\n"), Options{})
		check(t, c.name+" fate", rep.Fates[c.fate] > 0 && (c.fate == data.Accepted || rep.Fates[data.Accepted] == 1), true)
		if c.fate == data.Rejected {
			check(t, c.name, len(recs), 1)
			continue
		}
		s := recs[0].Shipment
		check(t, c.name, s.Customer+" / "+s.Lines[0].Description, c.customer+" / "+c.description)
	}
}

// Programs write a quote inside a cell as \" too.
func TestAQuoteBehindABackslash(t *testing.T) {
	recs, rep := readAll(t, "x.csv", []byte(ordersHead+`SO-1,"Kappa ""A"" Ltd",MY,"PN\",`+`"19\" rack, server",8`+"\n"), Options{})
	check(t, "description", recs[0].Shipment.Lines[0].Description, `19\" rack, server`)
	check(t, "quantity", recs[0].Shipment.Lines[0].Quantity, "8")
	check(t, "told", rep.Fates[data.Ambiguous], 1)
}
