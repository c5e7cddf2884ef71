package intake

import (
	"cmp"
	"math"
	"strings"

	"redflag/data"
)

// setCustomer puts one cell into a customer or party. The cell is not empty.
func (c *cells) setCustomer(cu *data.Customer, col *column, s string) {
	switch col.name {
	case "id":
		if col.group != "customer" && isName(s) { // a bare role beside a name holds another one
			cu.Aliases = append(cu.Aliases, s)
			break
		}
		cu.ID = c.text(col, s)
	case "name":
		cu.Name = joinText(cu.Name, c.text(col, s), col.join)
	case "name_local":
		cu.NameLocal = c.text(col, s)
	case "aliases":
		cu.Aliases = append(cu.Aliases, splitList(s, listSigns)...)
	case "registration_number":
		cu.RegistrationNumber = c.text(col, s)
	case "tax_id":
		cu.TaxID = c.text(col, s)
	case "address":
		cu.Address = joinText(cu.Address, c.text(col, oneLine(s)), col.join)
	case "unit_floor":
		cu.UnitFloor = c.text(col, s)
	case "city":
		cu.City = c.text(col, s)
	case "region":
		cu.Region = c.text(col, s)
	case "postcode":
		cu.Postcode = c.text(col, s)
	case "country":
		cu.Country = c.country(col, s)
	case "hq_country":
		cu.HQCountry = c.country(col, s)
	case "parent":
		cu.Parent = c.text(col, s)
	case "parent_country":
		cu.ParentCountry = c.country(col, s)
	case "ultimate_parent":
		cu.UltimateParent = c.text(col, s)
	case "ultimate_parent_country":
		cu.UltimateParentCountry = c.country(col, s)
	case "bank_country":
		cu.BankCountry = c.country(col, s)
	case "owners":
		cu.Owners = append(cu.Owners, c.owners(col, s)...)
	case "owner.name":
		owner(cu).Name = c.text(col, s)
	case "owner.country":
		owner(cu).Country = c.country(col, s)
	case "owner.percent":
		owner(cu).Percent = c.percent(col, s)
	case "directors":
		cu.Directors = append(cu.Directors, splitList(s, listSigns)...)
	case "incorporated":
		cu.Incorporated = c.date(col, s)
	case "domain_created":
		cu.DomainCreated = c.date(col, s)
	case "customer_since":
		cu.CustomerSince = c.date(col, s)
	default:
		c.setCustomerRest(cu, col, s)
	}
}

func (c *cells) setCustomerRest(cu *data.Customer, col *column, s string) {
	switch col.name {
	case "business":
		cu.Business = c.text(col, s)
	case "role":
		cu.BusinessRole = c.text(col, s)
	case "website":
		cu.Website = c.text(col, s)
	case "emails":
		cu.Emails = append(cu.Emails, c.several(s, emailSigns)...)
	case "phones":
		cu.Phones = append(cu.Phones, c.several(s, phoneSigns)...)
	case "contact":
		cu.Contact = c.text(col, s)
	case "employees":
		cu.Employees = c.plainCount(col, s)
	case "paid_capital":
		n, r := c.number(col, s)
		cu.PaidCapital = n
		if cu.Currency == "" {
			cu.Currency = cmp.Or(r.currency, col.currency)
		}
	case "currency":
		cu.Currency = c.currency(col, s)
	case "site.name":
		site(cu).Name = c.text(col, s)
	case "site.address":
		site(cu).Address = c.text(col, oneLine(s))
	case "site.kind":
		site(cu).Kind = c.text(col, s)
	case "site.mw":
		site(cu).MW = c.plainCount(col, s)
	case "site.racks":
		site(cu).Racks = c.plainCount(col, s)
	case "site.hardware":
		st := site(cu)
		st.Hardware = append(st.Hardware, c.hardware(col, s)...)
	case "iaas":
		cu.IaaS = c.choice(col, s, wordsOfCells().yesno, data.UnknownWord)
	case "end_use_statement":
		cu.EndUseStatement = c.choice(col, s, wordsOfCells().yesno, data.UnknownWord)
	case "notes":
		if voc, err := loadVocabulary(); err == nil {
			s = voc.withColumn(col.header, s)
		}
		cu.Notes = joinText(cu.Notes, s, col.join)
	}
}

func (c *cells) several(s, signs string) []string {
	if notTold(s) {
		return nil
	}
	return splitList(s, signs)
}

func (c *cells) percent(col *column, s string) data.Number {
	n, _ := c.number(col, s)
	if n.State == data.Known && (n.Value < 0 || n.Value > 100) {
		c.doubt(col, s, "is no share between 0 and 100 percent")
		return data.Number{State: data.Unknown}
	}
	return n
}

func owner(cu *data.Customer) *data.Owner {
	if len(cu.Owners) == 0 {
		cu.Owners = []data.Owner{{}}
	}
	return &cu.Owners[len(cu.Owners)-1]
}

func site(cu *data.Customer) *data.Site {
	if len(cu.Sites) == 0 {
		cu.Sites = []data.Site{{}}
	}
	return &cu.Sites[0]
}

func joinText(have, more, join string) string {
	switch {
	case more == "" || have == more:
		return have
	case have == "":
		return more
	}
	return have + join + more
}

// oneLine writes a cell of several lines as one.
func oneLine(s string) string {
	if strings.IndexByte(s, '\n') < 0 { // one quantity
		return s
	}
	parts := splitList(s, "\n\r")
	for i := range parts[:max(len(parts)-1, 0)] {
		parts[i] = strings.TrimRight(parts[i], ", ")
	}
	return strings.Join(parts, ", ")
}

// head is what a row tells of its shipment, besides the record itself.
type head struct {
	*data.Shipment
	from, to    string
	last        string // the place of delivery, behind the last port
	declaration string
}

// setShipment puts one cell into a shipment's own fields.
func (c *cells) setShipment(h *head, col *column, s string) {
	switch col.name {
	case "id":
		h.ID = c.text(col, s)
	case "order":
		h.Order = c.text(col, s)
	case "customer":
		h.Customer = c.text(col, s)
	case "date":
		h.Date = c.date(col, s)
	case "ship_date":
		h.ShipDate = c.date(col, s)
	case "status":
		h.Status = c.text(col, s)
	case "hold_reason":
		h.HoldReason = c.text(col, s)
	case "direction":
		h.Direction = c.choice(col, s, wordsOfCells().direction, data.UnknownWord)
	case "doc_type":
		if w, ok := wordsOfCells().docType[fold(s)]; ok {
			h.DocType = w
		} else {
			c.keep(col.header, s)
		}
	case "grain":
		h.Grain = c.text(col, s)
	case "destination_country":
		h.DestinationCountry = c.country(col, s)
	case "final_destination_country":
		h.FinalDestinationCountry = c.country(col, s)
	case "route":
		h.Route = append(h.Route, c.several(s, wordSigns)...)
	case "route.from":
		h.from = c.text(col, s)
	case "route.to":
		h.to = c.text(col, s)
	case "route.last":
		h.last = c.text(col, s)
	case "carrier":
		h.Carrier = c.text(col, s)
	case "bl":
		h.BL = c.text(col, s)
	case "awb":
		h.AWB = c.text(col, s)
	case "payer":
		h.Payer = c.text(col, s)
	case "payer_country":
		h.PayerCountry = c.country(col, s)
	case "payment_method":
		h.PaymentMethod = c.text(col, s)
	case "stated_end_use":
		h.StatedEndUse = c.text(col, s)
	case "incoterm":
		h.Incoterm = c.text(col, s)
	case "licence":
		h.Licence = c.text(col, s)
	case "licence_exception":
		h.LicenceException = c.text(col, s)
	case "licence_until":
		h.LicenceUntil = c.date(col, s)
	case "certificate":
		h.Certificate = c.text(col, s)
	case "certificate_until":
		h.CertificateUntil = c.date(col, s)
	case "insured_value":
		h.InsuredValue = c.amount(&h.InsuredCurrency, col, s)
	case "insured_currency":
		c.setCurrency(&h.InsuredCurrency, col, c.currency(col, s))
	case "declaration":
		h.declaration = c.text(col, s)
		c.keep(col.header, s)
	case "notes":
		h.Notes = joinText(h.Notes, s, col.join)
	}
}

// setLine puts one cell into a line.
func (c *cells) setLine(l *data.Line, col *column, s string) {
	switch col.name {
	case "line":
		if r := parseNumber(s, col.number); r.ok && r.value >= 0 && r.value == float64(int(r.value)) && r.value < 1e9 {
			l.Line = int(r.value)
		} else if isParted(s) {
			c.say(data.Repaired, col.path(), "is the number of a part of a line; the line is numbered by its place", s)
			c.keep(col.header, s)
			l.Line = byPlace
		} else if !notTold(s) {
			c.doubt(col, s, "is no line number")
		}
	case "part_number":
		l.PartNumber = c.text(col, s)
	case "description":
		l.Description = joinText(l.Description, c.text(col, oneLine(s)), col.join)
	case "quantity":
		c.setQuantity(l, col, s)
	case "received":
		l.Received = c.plainCount(col, s)
	case "unit":
		c.setUnit(l, col, c.text(col, s))
	case "unit_value":
		l.UnitValue = c.amount(&l.Currency, col, s)
	case "price_unit":
		if r := parseNumber(s, cmp.Or(col.number, '.')); r.ok && r.value > 0 {
			c.per = r.value
		}
		c.keep(col.header, s)
	case "value":
		l.Value = c.amount(&l.Currency, col, s)
	case "customs_value":
		l.CustomsValue = c.amount(&l.Currency, col, s)
	case "currency":
		c.setCurrency(&l.Currency, col, c.currency(col, s))
	case "eccn":
		l.ECCN = c.text(col, s)
	case "hs":
		l.HS = c.tariff(col, s)
	case "origin_country":
		l.OriginCountry = c.country(col, s)
	case "net_kg":
		l.NetKg = c.mass(col, s)
	case "gross_kg":
		l.GrossKg = c.mass(col, s)
	case "packages":
		l.Packages = c.plainCount(col, s)
	case "serials":
		for _, n := range c.several(s, emailSigns) {
			l.Serials = append(l.Serials, n)
			if why := damage(n); why != "" {
				c.say(data.Ambiguous, col.path(), "damaged: it "+why, n)
			}
		}
	}
}

// byPlace is the number of a line that its place in the record gives it.
const byPlace = -1

// isParted is whether a line is numbered with its part: 1.1 and 1.2 are shipments of line 1.
func isParted(s string) bool {
	line, part, ok := strings.Cut(s, ".")
	return ok && len(s) < 12 && allDigits(line) && allDigits(part)
}

// setQuantity reads a quantity, with its unit where the cell holds one. A
// Chinese declaration stacks two statutory quantities over the traded one.
func (c *cells) setQuantity(l *data.Line, col *column, s string) {
	if strings.IndexByte(s, '\n') >= 0 {
		s = c.stacked(col, s)
	}
	n, r := c.number(col, s)
	l.Quantity = n
	if n.State == data.Known && n.Value < 0 {
		c.say(data.Ambiguous, col.path(), "is below zero: a return, a correction or a slip", s)
	}
	if n.State == data.Known && math.Abs(n.Value) > mostOfAnything {
		c.say(data.Ambiguous, col.path(), "is more than there is of anything: a number of another kind, or a slip", s)
	}
	if n.State == data.Known && r.unit != "" {
		c.say(data.Repaired, col.path(), "figure and unit "+r.unit+" taken apart", s)
		c.setUnit(l, col, r.unit)
	}
}

// mostOfAnything is more than any line of trade counts.
const mostOfAnything = 1e11

// setUnit takes the unit of a quantity, which a column of units and the cell of the quantity
// may tell. Where they differ the one that is known as a unit stands, and of two the one that
// is of several pieces; the other is kept beside.
func (c *cells) setUnit(l *data.Line, col *column, unit string) {
	words := wordsOfCells()
	plain := func(s string) string { return strings.TrimSuffix(strings.ToLower(s), ".") }
	known := func(s string) bool { return words.pieces[s] || words.counts[s] != 0 || words.kg[s] != 0 }
	have, more := plain(l.Unit), plain(unit)
	switch {
	case more == "", have == more, words.pieces[have] && words.pieces[more]:
		return
	case have == "":
		l.Unit = unit
		return
	}
	c.say(data.Ambiguous, col.path(), "the unit beside the figure and that of the column of units differ", l.Unit+", "+unit)
	if !known(have) || words.counts[more] != 0 {
		l.Unit, unit = unit, l.Unit
	}
	c.keep("unit, told otherwise", unit)
}

// stacked takes the traded quantity out of a cell of several.
func (c *cells) stacked(col *column, s string) string {
	lines := splitList(s, "\n\r")
	if len(lines) < 2 {
		return s
	}
	c.keep(col.header, s)
	if len(lines) == 3 {
		c.say(data.Repaired, col.path(), "the third of three stacked quantities is the traded one", s)
	} else {
		c.say(data.Ambiguous, col.path(), "several quantities in one cell; the last is taken", s)
	}
	return lines[len(lines)-1]
}

func (c *cells) amount(currency *string, col *column, s string) data.Number {
	n, r := c.number(col, s)
	if n.State != data.Known {
		return n
	}
	if n.Value < 0 {
		c.say(data.Ambiguous, col.path(), "is below zero: a credit, a correction or a slip", s)
	}
	switch {
	case r.currency == "" && r.symbol == "" && *currency == "" && col.currency != "":
		*currency, c.lent = col.currency, true
	case *currency == "" && col.signed(r.symbol):
		*currency = col.currency // dollars or yuan, and the header says whose
	case r.currency != "" && (*currency == "" || *currency == r.currency):
		*currency = r.currency
		c.say(data.Repaired, col.path(), "figure and currency "+r.currency+" taken apart", s)
	case r.currency != "":
		c.setCurrency(currency, col, r.currency)
	case r.symbol != "" && *currency == "":
		c.doubt(col, s, "the sign "+r.symbol+" stands for several currencies; the currency is not known")
		if *currency = r.symbol; r.symbol == "$" {
			*currency = data.UnknownWord // kept as a sign it would be read as that of the United States
		}
	case r.unit != "":
		c.doubt(col, s, "the word "+r.unit+" behind the figure is no currency that is known")
	}
	return n
}

// setCurrency takes the currency of amounts, which their cells and a column may tell. Where
// they differ it is not known.
func (c *cells) setCurrency(have *string, col *column, told string) {
	switch {
	case told == "" || *have == told:
	case c.lent:
		*have, c.lent = told, false
	case *have == "" || (*have == data.UnknownWord || *have == "¥" || *have == "￥") && told != data.UnknownWord && c.extra["currency, told otherwise"] == "":
		*have = told
	default:
		c.say(data.Ambiguous, col.path(), "an amount and the column of currencies tell different currencies; which one holds is not known", *have+", "+told)
		c.keep("currency, told otherwise", *have+", "+told)
		*have = data.UnknownWord
	}
}

// signed reports whether a sign that stands for several currencies may stand for the one
// that the header names.
func (col *column) signed(sign string) bool {
	switch sign {
	case "$":
		return strings.HasSuffix(col.currency, "D") && col.currency != "AED" && col.currency != "KWD" && col.currency != "JOD" && col.currency != "BHD"
	case "¥", "￥":
		return col.currency == "CNY" || col.currency == "CNH" || col.currency == "JPY"
	}
	return false
}

// tariff takes dots and spaces out of a customs tariff number.
func (c *cells) tariff(col *column, s string) string {
	s = c.text(col, s)
	if s == data.UnknownWord {
		return s
	}
	plain := strings.Map(func(r rune) rune {
		if r == '.' || r == ' ' || r == '-' || r == 0xa0 {
			return -1
		}
		return r
	}, s)
	if allDigits(plain) && len(plain) >= 4 && len(plain) <= 13 {
		return plain
	}
	return s
}
