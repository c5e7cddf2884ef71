package desk

import (
	"strings"

	"redflag/data"
	"redflag/data/store"
	"redflag/screening"
)

// judged makes of a verdict what the queue shows and finds.
func judged(rec *data.Record, v *data.Verdict, dep data.DependsOn, names map[string]string) *store.Judged {
	row := screening.Row(rec, v, customerName(rec, dep, names))
	row.ID = rec.Origin.Record
	return &store.Judged{Key: rec.Key(), Verdict: v, Row: row, Depends: dep, Text: goodsText(rec.Shipment)}
}

// customerName is the customer's own name, else the purchaser's, else what the
// shipment calls the customer.
func customerName(rec *data.Record, dep data.DependsOn, names map[string]string) string {
	if rec.Customer != nil {
		return rec.Customer.Name
	}
	if n := names[dep.Customer]; n != "" {
		return n
	}
	for _, p := range rec.Shipment.Parties {
		if p.Role == data.Purchaser && p.Name != "" {
			return p.Name
		}
	}
	return rec.Shipment.Customer
}

// goodsText is what free text finds of the goods.
func goodsText(s *data.Shipment) string {
	if s == nil {
		return ""
	}
	n := 0
	for i := range s.Lines {
		n += len(s.Lines[i].PartNumber) + len(s.Lines[i].Description) + 2
	}
	var b strings.Builder
	b.Grow(n)
	for i := range s.Lines {
		b.WriteString(s.Lines[i].PartNumber)
		b.WriteByte(' ')
		b.WriteString(s.Lines[i].Description)
		b.WriteByte('\n')
	}
	return b.String()
}
