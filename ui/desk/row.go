package desk

import (
	"redflag/data"
	"redflag/data/store"
	"redflag/screening"
)

// judged makes of a verdict what the queue shows and finds.
func judged(rec *data.Record, v *data.Verdict, customer string, names map[string]string) store.Judged {
	row := screening.Row(rec, v, customerName(rec, customer, names))
	row.ID = rec.Origin.Record
	if row.Dest == "" && rec.Shipment != nil {
		row.Dest = partyDestination(rec.Shipment)
	}
	j := store.Judged{Key: rec.Key(), Verdict: v, Row: row}
	if rec.Shipment != nil {
		j.Lines = rec.Shipment.Lines
	}
	return j
}

// customerName is the customer's own name, else the purchaser's, else what the
// shipment calls the customer, else who receives the goods.
func customerName(rec *data.Record, customer string, names map[string]string) string {
	if rec.Customer != nil {
		return rec.Customer.Name
	}
	if n := names[customer]; n != "" {
		return n
	}
	for _, p := range rec.Shipment.Parties {
		if p.Role == data.Purchaser && p.Name != "" {
			return p.Name
		}
	}
	if rec.Shipment.Customer != "" {
		return rec.Shipment.Customer
	}
	if p := receiver(rec.Shipment, func(p *data.Party) bool { return p.Name != "" }); p != nil {
		return p.Name
	}
	return ""
}

// partyDestination is the country of the party that the goods go to: what the
// rules take where the record tells no destination.
func partyDestination(s *data.Shipment) string {
	if p := receiver(s, func(p *data.Party) bool { return data.TextState(p.Country) == data.Known }); p != nil {
		return p.Country
	}
	return ""
}

// receiver is the party nearest the goods' end that will do.
func receiver(s *data.Shipment, will func(*data.Party) bool) *data.Party {
	for _, role := range []data.Role{data.UltimateConsignee, data.EndUser, data.IntermediateConsignee} {
		for i := range s.Parties {
			if p := &s.Parties[i]; p.Role == role && p.Customer != nil && will(p) {
				return p
			}
		}
	}
	return nil
}
