package desk

import (
	"redflag/data"
	"redflag/data/store"
	"redflag/screening"
)

// judged makes of a verdict what the queue shows and finds. of is the customer's record,
// nil for none.
func judged(j *store.Judged, rec *data.Record, v *data.Verdict, of *data.Record) {
	j.Key, j.Verdict, j.Lines = rec.Key(), v, nil
	j.Row = screening.Row(rec, v, customerName(rec, of))
	j.Row.ID = rec.Origin.Record
	if rec.Shipment == nil {
		return
	}
	j.Lines = rec.Shipment.Lines
	if j.Row.Dest == "" {
		j.Row.Dest = partyDestination(rec.Shipment)
	}
}

// customerName is the customer's own name, else the purchaser's, else what the
// shipment calls the customer, else who receives the goods.
func customerName(rec, of *data.Record) string {
	if rec.Customer != nil {
		return rec.Customer.Name
	}
	if of != nil && of.Customer.Name != "" {
		return of.Customer.Name
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
