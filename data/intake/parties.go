package intake

import (
	"slices"
	"strings"
	"unicode"

	"redflag/data"
)

// addParties reads the parties of a row.
func (b *builder) addParties(g *group, s *data.Shipment, r *raw, text string) {
	for k := range b.t.parties {
		p := &b.t.parties[k]
		var cu *data.Customer
		for _, i := range p.cols {
			c := tidyText(r, text, i)
			if c == "" {
				continue
			}
			if cu == nil {
				cu = b.free.customer(g)
			}
			b.c.setCustomer(cu, &b.t.columns[i], c)
		}
		if cu == nil {
			continue
		}
		b.c.partName(b.t.voc, cu, string(p.role)+".")
		b.c.locate(cu, string(p.role)+".")
		role := p.role
		if role == "partner" {
			role = b.partner(p, r, text)
		}
		if cu.Name != "" || !isEmptyParty(cu) {
			s.Parties = append(s.Parties, data.Party{Role: role, Customer: cu})
		}
	}
}

// partCustomer takes the address out of a customer's name of several lines, as that of the
// buyer where no other is told.
func (b *builder) partCustomer(g *group, s *data.Shipment) {
	if strings.IndexByte(s.Customer, '\n') < 0 {
		return
	}
	cu := b.free.customer(g)
	cu.Name = s.Customer
	b.c.partName(b.t.voc, cu, "")
	if cu.Address == "" {
		return
	}
	s.Customer = cu.Name
	if !slices.ContainsFunc(s.Parties, func(p data.Party) bool { return p.Role == data.Purchaser }) {
		b.c.locate(cu, string(data.Purchaser)+".")
		s.Parties = append(s.Parties, data.Party{Role: data.Purchaser, Customer: cu})
	}
}

// addHeadParties adds the parties that are told above the table.
func (b *builder) addHeadParties(g *group, s *data.Shipment) {
	for i := range b.t.head {
		h := &b.t.head[i]
		if h.group == "shipment" {
			continue
		}
		k := slices.IndexFunc(s.Parties, func(p data.Party) bool { return string(p.Role) == h.group })
		if k < 0 {
			k = len(s.Parties)
			s.Parties = append(s.Parties, data.Party{Role: data.Role(h.group), Customer: b.free.customer(g)})
		}
		b.c.setCustomer(s.Parties[k].Customer, &h.column, h.value)
	}
	for _, p := range s.Parties {
		b.c.partName(b.t.voc, p.Customer, string(p.Role)+".")
		b.c.locate(p.Customer, string(p.Role)+".")
	}
}

// partner is the part that the row's partner code names.
func (b *builder) partner(p *partyColumns, r *raw, text string) data.Role {
	code := ""
	if p.code >= 0 {
		code = tidyText(r, text, p.code)
	}
	role, ok := b.t.partnerRole(code, b.english)
	if !ok {
		b.c.say(data.Ambiguous, "partner.function", "the partner code names no part that is known; the partner is kept as notify party", code)
		b.c.keep("partner.function", code)
		role = data.NotifyParty
	}
	return role
}

func isEmptyParty(a *data.Customer) bool {
	return a.ID == "" && a.Address == "" && a.Country == "" && a.City == "" && a.NameLocal == "" && a.HQCountry == "" && a.Website == "" &&
		len(a.Emails) == 0 && len(a.Phones) == 0 && a.RegistrationNumber == "" && a.UltimateParent == "" && a.Postcode == "" && a.BankCountry == "" && a.Contact == ""
}

// isName reports whether a customer told by id or name is told by name.
func isName(s string) bool {
	return strings.ContainsFunc(s, unicode.IsLetter) && (!strings.ContainsFunc(s, unicode.IsDigit) || strings.Contains(s, " "))
}

// endTheWay takes a receiver of whom the file has the country alone for the country of
// destination, where that is not told or is the same: nobody is named.
func (b *builder) endTheWay(s *data.Shipment) {
	if !onlyCountry(b.t.cols.fields) || slices.ContainsFunc(b.t.head, func(h headCell) bool { return !onlyCountry([]field{h.field}) }) {
		return
	}
	s.Parties = slices.DeleteFunc(s.Parties, func(p data.Party) bool {
		if p.Role != data.UltimateConsignee || p.Customer == nil || p.Country == "" || p.Name != "" {
			return false
		}
		if s.DestinationCountry == "" {
			s.DestinationCountry = p.Country
		}
		return s.DestinationCountry == p.Country
	})
}
