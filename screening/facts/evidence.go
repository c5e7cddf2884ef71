package facts

import (
	"redflag/data"
	"redflag/screening/rules"
)

func toldText(s string) string {
	if s == "" {
		return data.NotToldValue
	}
	return s
}

// of is evidence on the record at hand.
func (f *Facts) of(field, value string, line int) data.Evidence {
	return data.Evidence{Field: field, Value: toldText(value), Line: line, Record: f.recordKey(), File: f.origin.File, Row: f.origin.Row}
}

// recordKey is the key of the record at hand, in words.
func (f *Facts) recordKey() string {
	if f.keyed != f.generation {
		f.key, f.keyed = f.record.String(), f.generation
	}
	return f.key
}

// onRecord is evidence on another record.
func onRecord(r *data.Record, field, value string) data.Evidence {
	return data.Evidence{Field: field, Value: toldText(value), Record: r.Key().String(), File: r.Origin.File, Row: r.Origin.Row}
}

// onCustomer is onRecord; of the customer at hand the book holds the key in words.
func (f *Facts) onCustomer(r *data.Record, field, value string) data.Evidence {
	if f.found && r == f.src.Book.Customer(f.customer) {
		return data.Evidence{Field: field, Value: toldText(value), Record: f.src.Book.CustomerKey(f.customer), File: r.Origin.File, Row: r.Origin.Row}
	}
	return onRecord(r, field, value)
}

// one is a list of one, with room for a few.
func (f *Facts) one(e data.Evidence) []data.Evidence { return f.room.Add(nil, e) }

// Keep has evidence kept in a room, until that is cleared.
func (f *Facts) Keep(in *rules.Room) { f.room = in }

// Evidence expands a fact to the fields that told it; of what texts say, to those
// that said the words, where some are given.
func (f *Facts) Evidence(slot int, words ...string) []data.Evidence {
	x := field(slot)
	if slot < 0 || x >= fields {
		return nil
	}
	switch {
	case x < fShipmentId:
		return f.plain(x)
	case x >= fShipmentNotesTell && x <= fShipmentCarrierTells || x == fCustomerNotesTell:
		return f.tellsEvidence(x, words...)
	case x < fCustomerKnown:
		if e := f.shipmentEvidence(x); e != nil {
			return e
		}
	case x < fGoodsControlled:
		if e := f.customerEvidence(x); e != nil {
			return e
		}
	case x < fLightsListed:
		if e := f.goodsEvidence(x); e != nil {
			return e
		}
	case x == fTextPhrases:
		return f.phraseEvidence(notEndUse, words...)
	case x == fTextEndUsePhrases:
		return f.phraseEvidence(endUse, words...)
	case x == fTextReads || x == fTextReadsSurely || x == fTextTellsSomething || x == fTextTellsPlainly:
		return f.readEvidence(x, words...)
	case x >= fTextOwnVisit && x <= fTextCarnet:
		return f.vouchedEvidence(x)
	case x == fTextCountedShort:
		return f.countedEvidence()
	case x == fTextNotes:
		return f.notesEvidence()
	case x >= fTextScreened && x <= fTextScreenedSaid:
		return f.statementEvidence(f.screenings())
	case x == fTextHides || x == fTextHidesSaid:
		return f.statementEvidence(f.hidden(), words...)
	case x == fTextFoundry || x == fTextFoundrySaid:
		return f.statementEvidence(f.foundryTold())
	case x == fTextBlocked:
		return f.blockedEvidence()
	case x == fTextStoppedNamed || x == fTextListedNamed:
		return f.namedEvidence()
	case x == fHistoryRefusedKin || x == fHistoryCalledOffDeal || x == fHistoryCalledOffShared:
		return append(f.goodEvidence((*line).controlled), f.plain(x)...)
	case x == fHistoryPermitOfAnother || x == fHistoryPermitResized || x == fHistoryPermitOfUser:
		return append(f.permitEvidence(), f.plain(x)...)
	case x >= fHistorySpike && x <= fHistoryDormantDays:
		return append(f.dateEvidence(), f.plain(x)...)
	}
	return f.plain(x)
}

// plain cites a fact that is worked out and stands in no field, in words.
func (f *Facts) plain(x field) []data.Evidence {
	switch x {
	case fRecord:
		return f.identity()
	case fOwnershipListed:
		var out []data.Evidence
		for i := range f.parties {
			if p := f.parties[i].profile; len(p.listed.names) > 0 {
				out = f.room.Add(out, f.ownersEvidence(p, isListed)...)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	if name, ok := lawSwitch(x); ok {
		return f.lawEvidence(name)
	}
	return f.one(f.of(f.words[x], f.render(int(x)), 0))
}

func (f *Facts) identity() []data.Evidence {
	if f.sh != nil {
		return f.one(f.of("id", f.sh.ID, 0))
	}
	return f.one(f.of("id", f.cust.c.ID, 0))
}

// lawEvidence cites a switch of the law by what holds on the law date.
func (f *Facts) lawEvidence(name string) []data.Evidence {
	_, span := f.src.Regime.On(name, f.law)
	return f.one(data.Evidence{Field: "law of " + f.law.String(), Value: span.Says})
}

func (f *Facts) dateEvidence() []data.Evidence {
	if f.sh == nil {
		return nil
	}
	if f.sh.Date.State() != data.NotTold || f.sh.ShipDate.State() == data.NotTold {
		return f.one(f.of("date", f.sh.Date.String(), 0))
	}
	return f.one(f.of("ship_date", f.sh.ShipDate.String(), 0))
}

// partyTold is evidence on a party, or on the record that it was taken to be.
func (f *Facts) partyTold(p *profile, path, field, value string) data.Evidence {
	if p.rec != nil && (p.rec.Customer == p.c || value != "" && f.fromRecord(p, field, value)) {
		return f.onCustomer(p.rec, field, value)
	}
	return f.of(path+"."+field, value, 0)
}

// fromRecord reports whether the value is the record's and not the party's own.
func (f *Facts) fromRecord(p *profile, field, value string) bool {
	switch field {
	case "name":
		return p.c.Name != value
	case "country":
		return p.c.Country != value
	case "address":
		return p.c.Address != value
	case "hq_country":
		return p.c.HQCountry != value
	case "parent":
		return p.c.Parent != value
	case "parent_country":
		return p.c.ParentCountry != value
	case "ultimate_parent":
		return p.c.UltimateParent != value
	case "ultimate_parent_country":
		return p.c.UltimateParentCountry != value
	}
	return true
}

func (f *Facts) customerTold(field, value string) data.Evidence {
	if f.cust != nil && f.cust.rec != nil {
		return f.onCustomer(f.cust.rec, field, value)
	}
	path := "customer"
	if f.cust != nil {
		for i := range f.parties {
			if f.parties[i].profile == f.cust {
				path = f.parties[i].path
			}
		}
	}
	return f.of(path+"."+field, value, 0)
}
