package intake

import (
	"slices"
	"strings"
	"unicode"

	"redflag/data"
)

// customer reads the members of a customer or party. more sees each member
// first and says whether it took it.
func (d *decoder) customer(c *data.Customer, at string, more func(key string) (bool, error)) error {
	return d.p.object(func(key string) error {
		if more != nil {
			if taken, err := more(key); taken || err != nil {
				return err
			}
		}
		if to := customerText(c, key); to != nil {
			return d.textAt(to, at+key)
		}
		if to := customerCountry(c, key); to != nil {
			return d.countryAt(to, at+key)
		}
		switch key {
		case "aliases":
			return d.textsAt(&c.Aliases, at+key)
		case "directors":
			return d.textsAt(&c.Directors, at+key)
		case "emails":
			return d.textsAt(&c.Emails, at+key)
		case "phones":
			return d.textsAt(&c.Phones, at+key)
		case "incorporated":
			return d.dateAt(&c.Incorporated, at+key)
		case "domain_created":
			return d.dateAt(&c.DomainCreated, at+key)
		case "customer_since":
			return d.dateAt(&c.CustomerSince, at+key)
		case "employees":
			return d.numberAt(&c.Employees, at+key)
		case "paid_capital":
			return d.numberAt(&c.PaidCapital, at+key)
		case "iaas":
			return d.choiceAt(&c.IaaS, at+key, wordsOfCells().yesno)
		case "end_use_statement":
			return d.choiceAt(&c.EndUseStatement, at+key, wordsOfCells().yesno)
		case "owners":
			return d.list(at+key, func(n int, at string) error { return d.owner(c, at) })
		case "sites":
			return d.list(at+key, func(n int, at string) error { return d.site(c, at) })
		}
		return d.unknown(at + key)
	})
}

func customerText(c *data.Customer, key string) *string {
	switch key {
	case "id":
		return &c.ID
	case "name":
		return &c.Name
	case "name_local":
		return &c.NameLocal
	case "registration_number":
		return &c.RegistrationNumber
	case "tax_id":
		return &c.TaxID
	case "address":
		return &c.Address
	case "unit_floor":
		return &c.UnitFloor
	case "city":
		return &c.City
	case "region":
		return &c.Region
	case "postcode":
		return &c.Postcode
	case "parent":
		return &c.Parent
	case "ultimate_parent":
		return &c.UltimateParent
	case "business":
		return &c.Business
	case "website":
		return &c.Website
	case "contact":
		return &c.Contact
	case "currency":
		return &c.Currency
	case "notes":
		return &c.Notes
	}
	return nil
}

func customerCountry(c *data.Customer, key string) *string {
	switch key {
	case "country":
		return &c.Country
	case "hq_country":
		return &c.HQCountry
	case "parent_country":
		return &c.ParentCountry
	case "ultimate_parent_country":
		return &c.UltimateParentCountry
	case "bank_country":
		return &c.BankCountry
	}
	return nil
}

func (d *decoder) owner(c *data.Customer, at string) error {
	var o data.Owner
	err := d.p.object(func(key string) error {
		switch key {
		case "name":
			return d.textAt(&o.Name, at+"."+key)
		case "country":
			return d.countryAt(&o.Country, at+"."+key)
		case "percent":
			return d.shareAt(&o.Percent, at+"."+key)
		case "as_of":
			return d.dateAt(&o.AsOf, at+"."+key)
		case "source":
			return d.textAt(&o.Source, at+"."+key)
		}
		return d.unknown(at + "." + key)
	})
	c.Owners = append(c.Owners, o)
	return err
}

// shareAt reads a share of ownership, which lies between 0 and 100.
func (d *decoder) shareAt(to *data.Number, path string) error {
	if err := d.numberAt(to, path); err != nil {
		return err
	}
	if to.State == data.Known && (to.Value < 0 || to.Value > 100) {
		d.doubt(d.at(path), to.String(), "is no share between 0 and 100 percent")
		*to = data.Number{State: data.Unknown}
	}
	return nil
}

func (d *decoder) site(c *data.Customer, at string) error {
	var s data.Site
	err := d.p.object(func(key string) error {
		switch key {
		case "name":
			return d.textAt(&s.Name, at+"."+key)
		case "address":
			return d.textAt(&s.Address, at+"."+key)
		case "kind":
			return d.textAt(&s.Kind, at+"."+key)
		case "mw":
			return d.numberAt(&s.MW, at+"."+key)
		case "racks":
			return d.numberAt(&s.Racks, at+"."+key)
		case "hardware":
			return d.list(at+"."+key, func(n int, at string) error {
				var h data.Hardware
				err := d.p.object(func(key string) error {
					switch key {
					case "model":
						return d.textAt(&h.Model, at+"."+key)
					case "quantity":
						return d.numberAt(&h.Quantity, at+"."+key)
					}
					return d.unknown(at + "." + key)
				})
				s.Hardware = append(s.Hardware, h)
				return err
			})
		}
		return d.unknown(at + "." + key)
	})
	c.Sites = append(c.Sites, s)
	return err
}

func (d *decoder) holding(h *data.Holding) error {
	return d.p.object(func(key string) error {
		switch key {
		case "kind":
			_, err := d.p.skip()
			return err
		case "owner":
			return d.textAt(&h.Owner, key)
		case "owned":
			return d.textAt(&h.Owned, key)
		case "percent":
			return d.shareAt(&h.Percent, key)
		case "as_of":
			return d.dateAt(&h.AsOf, key)
		case "source":
			return d.textAt(&h.Source, key)
		}
		return d.unknown(key)
	})
}

func shipmentText(s *data.Shipment, key string) *string {
	switch key {
	case "id":
		return &s.ID
	case "order":
		return &s.Order
	case "customer":
		return &s.Customer
	case "status":
		return &s.Status
	case "hold_reason":
		return &s.HoldReason
	case "grain":
		return &s.Grain
	case "carrier":
		return &s.Carrier
	case "bl":
		return &s.BL
	case "awb":
		return &s.AWB
	case "payer":
		return &s.Payer
	case "payment_method":
		return &s.PaymentMethod
	case "stated_end_use":
		return &s.StatedEndUse
	case "incoterm":
		return &s.Incoterm
	case "licence":
		return &s.Licence
	case "licence_exception":
		return &s.LicenceException
	case "certificate":
		return &s.Certificate
	case "insured_currency":
		return &s.InsuredCurrency
	case "notes":
		return &s.Notes
	}
	return nil
}

func (d *decoder) shipment(s *data.Shipment) error {
	return d.p.object(func(key string) error {
		if to := shipmentText(s, key); to != nil {
			return d.textAt(to, key)
		}
		switch key {
		case "kind":
			_, err := d.p.skip()
			return err
		case "date":
			return d.dateAt(&s.Date, key)
		case "ship_date":
			return d.dateAt(&s.ShipDate, key)
		case "licence_until":
			return d.dateAt(&s.LicenceUntil, key)
		case "certificate_until":
			return d.dateAt(&s.CertificateUntil, key)
		case "insured_value":
			return d.numberAt(&s.InsuredValue, key)
		case "direction":
			return d.choiceAt(&s.Direction, key, wordsOfCells().direction)
		case "doc_type":
			return d.docType(s)
		case "destination_country":
			return d.countryAt(&s.DestinationCountry, key)
		case "final_destination_country":
			return d.countryAt(&s.FinalDestinationCountry, key)
		case "payer_country":
			return d.countryAt(&s.PayerCountry, key)
		case "route":
			return d.textsAt(&s.Route, key)
		case "parties":
			return d.list(key, func(n int, at string) error { return d.party(s, at) })
		case "lines":
			return d.list(key, func(n int, at string) error { return d.line(s, at) })
		}
		return d.unknownOfShipment(s, key)
	})
}

func (d *decoder) docType(s *data.Shipment) error {
	var t string
	if err := d.textAt(&t, "doc_type"); err != nil || t == "" {
		return err
	}
	if data.TextState(t) == data.Unknown {
		s.DocType = data.UnknownWord
		return nil
	}
	w, ok := wordsOfCells().docType[fold(t)]
	if !ok {
		d.doubt(d.at("doc_type"), t, "is no kind of document that is known")
		w = data.UnknownWord
	}
	s.DocType = w
	return nil
}

// party reads a party; one told before in the same words is the same value.
func (d *decoder) party(s *data.Shipment, at string) error {
	start := d.p.i
	text, err := d.p.skip()
	if err != nil {
		return err
	}
	if e := d.parties[d.part+text]; e != nil {
		d.issues = append(d.issues, e.issues...)
		d.fate = worst(d.fate, e.fate)
		for k, v := range e.extra {
			d.keep(k, v)
		}
		s.Parties = append(s.Parties, data.Party{Role: e.role, Customer: e.party})
		return nil
	}
	outer, after := d.cells, d.p
	text = strings.Clone(text)
	d.cells = cells{atlas: outer.atlas, fate: data.Accepted}
	d.p = scanner{s: text}
	e := &partyEntry{party: &data.Customer{}}
	role := d.part
	err = d.customer(e.party, at+".", func(key string) (bool, error) {
		switch key {
		case "role":
			return true, d.textAt(&role, at+".role")
		case "business_role":
			return true, d.textAt(&e.party.BusinessRole, at+".business_role")
		}
		return false, nil
	})
	inner := d.cells
	if e.role, err = d.roleOf(role, at, err); err == nil {
		inner = d.cells
	}
	d.cells, d.p = outer, after
	if err != nil {
		if se, ok := err.(*syntaxError); ok {
			se.at += start
		}
		return err
	}
	e.fate, e.issues, e.extra = inner.fate, inner.issues, inner.extra
	if len(d.parties) > 250_000 {
		clear(d.parties)
	}
	if !isDisputed(role) { // what that means the record says
		d.parties[d.part+text] = e
	}
	d.issues = append(d.issues, e.issues...)
	d.fate = worst(d.fate, e.fate)
	for k, v := range e.extra {
		d.keep(k, v)
	}
	s.Parties = append(s.Parties, data.Party{Role: e.role, Customer: e.party})
	return nil
}

func (d *decoder) roleOf(role, at string, err error) (data.Role, error) {
	if err != nil {
		return "", err
	}
	r := data.Role(strings.ToLower(role))
	for _, known := range data.Roles {
		if r == known {
			return r, nil
		}
	}
	if voc, e := loadVocabulary(); e == nil {
		part := voc.partOf(role)
		if part == "" {
			part = voc.partners.PartnerFunction.Codes[strings.ToUpper(strings.TrimSpace(role))]
		}
		if part != "" && part != "partner" {
			r = data.Role(part)
			if r == "consignee" {
				r = data.UltimateConsignee
			}
			d.say(data.Repaired, at+".role", "read as "+string(r), role)
			return r, nil
		}
		if r = d.partnerOf(voc, role); r != "" {
			d.say(data.Repaired, at+".role", "read as "+string(r)+", by its code", role)
			return r, nil
		}
	}
	if r := lastWordOf(role); r != "" {
		d.say(data.Ambiguous, at+".role", "is no part in a shipment that is known; by its last word the party is taken for the "+string(r), role)
		d.keep(at+".role", role)
		return r, nil
	}
	d.say(data.Ambiguous, at+".role", "is no part in a shipment that is known; the party is kept as notify party", role)
	d.keep(at+".role", role)
	return data.NotifyParty, nil
}

// lastWordOf is the part in which somebody gets the goods, moves them or pays that the last
// words of an unknown part name, "" for none: a "downstream_consignee" is a consignee, but a
// "loss_payee" sells nothing.
func lastWordOf(role string) data.Role {
	voc, err := loadVocabulary()
	if err != nil {
		return ""
	}
	words := strings.FieldsFunc(role, func(r rune) bool { return r == '_' || r == '-' || r == '/' || unicode.IsSpace(r) })
	for i := 1; i < len(words); i++ {
		switch part := data.Role(voc.partOf(strings.Join(words[i:], " "))); part {
		case "consignee":
			return data.UltimateConsignee
		case data.Purchaser, data.IntermediateConsignee, data.UltimateConsignee, data.EndUser, data.Forwarder, data.Payer:
			return part
		}
	}
	return ""
}

// partnerOf is the part that a code of a partner function names, as order desks write it,
// "" for none. What the disputed one means the other codes of the record tell.
func (d *decoder) partnerOf(voc *vocabulary, code string) data.Role {
	p := &voc.partners.PartnerFunction
	if code != p.Disputed.Code {
		return partnerRole(p.Codes[code])
	}
	stands := func(c string) bool { // as a role: AG and RE are countries as well
		return strings.Contains(d.record, `"role":"`+c+`"`) || strings.Contains(d.record, `"role": "`+c+`"`)
	}
	switch {
	case slices.ContainsFunc(p.Internal, stands):
		return data.Role(p.Disputed.Internal)
	case slices.ContainsFunc(p.English, stands):
		return data.Role(p.Disputed.English)
	}
	return ""
}

// partnerRole is the role of a part: who is told as consignee alone gets the goods last.
func partnerRole(part string) data.Role {
	if part == "consignee" {
		return data.UltimateConsignee
	}
	return data.Role(part)
}

func isDisputed(code string) bool {
	voc, err := loadVocabulary()
	return err == nil && code == voc.partners.PartnerFunction.Disputed.Code
}

func (d *decoder) line(s *data.Shipment, at string) error {
	if s.Lines == nil {
		s.Lines = make([]data.Line, 0, 2)
	}
	s.Lines = append(s.Lines, data.Line{})
	l := &s.Lines[len(s.Lines)-1]
	err := d.p.object(func(key string) error {
		switch key {
		case "line":
			var n data.Number
			if err := d.numberAt(&n, at+".line"); err != nil {
				return err
			}
			if n.State == data.Known && n.Value >= 0 && n.Value < 1e9 && n.Value == float64(int(n.Value)) {
				l.Line = int(n.Value)
			} else if n.State == data.Known {
				d.doubt(d.at(at+".line"), n.String(), "is no line number")
			}
			return nil
		case "part_number":
			return d.textAt(&l.PartNumber, at+"."+key)
		case "description":
			return d.textAt(&l.Description, at+"."+key)
		case "quantity":
			return d.numberAt(&l.Quantity, at+"."+key)
		case "received":
			return d.numberAt(&l.Received, at+"."+key)
		case "unit":
			return d.textAt(&l.Unit, at+"."+key)
		case "unit_value":
			return d.numberAt(&l.UnitValue, at+"."+key)
		case "value":
			return d.numberAt(&l.Value, at+"."+key)
		case "customs_value":
			return d.numberAt(&l.CustomsValue, at+"."+key)
		case "currency":
			return d.textAt(&l.Currency, at+"."+key)
		case "eccn":
			return d.textAt(&l.ECCN, at+"."+key)
		case "hs":
			return d.textAt(&l.HS, at+"."+key)
		case "origin_country":
			return d.countryAt(&l.OriginCountry, at+"."+key)
		case "net_kg":
			return d.numberAt(&l.NetKg, at+"."+key)
		case "gross_kg":
			return d.numberAt(&l.GrossKg, at+"."+key)
		case "packages":
			return d.numberAt(&l.Packages, at+"."+key)
		case "serials":
			return d.textsAt(&l.Serials, at+"."+key)
		}
		return d.unknown(at + "." + key)
	})
	if said := tariffSaid(l); err == nil && said != "" {
		l.HS = said
		d.say(data.Repaired, at+".description", "a tariff number in it is read", said)
	}
	return err
}
