package store

import "redflag/data"

// Field numbers of a customer or party. New fields get new numbers at the end.
func putCustomer(w *writer, v *data.Customer) {
	w.text(1, v.ID)
	w.text(2, v.Name)
	w.text(3, v.NameLocal)
	w.texts(4, v.Aliases)
	w.text(5, v.RegistrationNumber)
	w.text(6, v.TaxID)
	w.text(7, v.Address)
	w.text(8, v.UnitFloor)
	w.text(9, v.City)
	w.text(10, v.Region)
	w.text(11, v.Postcode)
	w.text(12, v.Country)
	w.text(13, v.HQCountry)
	w.text(14, v.Parent)
	w.text(15, v.ParentCountry)
	w.text(16, v.UltimateParent)
	w.text(17, v.UltimateParentCountry)
	for i := range v.Owners {
		at := w.open(18)
		putOwner(w, &v.Owners[i])
		w.close(at)
	}
	w.texts(19, v.Directors)
	w.date(20, v.Incorporated)
	w.text(21, v.Business)
	w.text(22, v.BusinessRole)
	w.text(23, v.Website)
	w.date(24, v.DomainCreated)
	w.texts(25, v.Emails)
	w.texts(26, v.Phones)
	w.text(27, v.Contact)
	w.number(28, v.Employees)
	w.number(29, v.PaidCapital)
	w.text(30, v.Currency)
	w.text(31, v.BankCountry)
	for i := range v.Sites {
		at := w.open(32)
		putSite(w, &v.Sites[i])
		w.close(at)
	}
	w.text(33, v.IaaS)
	w.text(34, v.EndUseStatement)
	w.date(35, v.CustomerSince)
	w.text(36, v.Notes)
}

func getCustomer(c *cursor, v *data.Customer) {
	for c.next() {
		switch c.num {
		case 1:
			v.ID = c.text()
		case 2:
			v.Name = c.text()
		case 3:
			v.NameLocal = c.text()
		case 4:
			v.Aliases = append(v.Aliases, c.text())
		case 5:
			v.RegistrationNumber = c.text()
		case 6:
			v.TaxID = c.text()
		case 7:
			v.Address = c.text()
		case 8:
			v.UnitFloor = c.text()
		case 9:
			v.City = c.text()
		case 10:
			v.Region = c.text()
		case 11:
			v.Postcode = c.text()
		case 12:
			v.Country = c.text()
		case 13:
			v.HQCountry = c.text()
		case 14:
			v.Parent = c.text()
		case 15:
			v.ParentCountry = c.text()
		case 16:
			v.UltimateParent = c.text()
		case 17:
			v.UltimateParentCountry = c.text()
		case 18:
			in := c.inner()
			v.Owners = append(v.Owners, data.Owner{})
			getOwner(&in, &v.Owners[len(v.Owners)-1])
			c.join(&in)
		case 19:
			v.Directors = append(v.Directors, c.text())
		case 20:
			v.Incorporated = c.date()
		case 21:
			v.Business = c.text()
		case 22:
			v.BusinessRole = c.text()
		case 23:
			v.Website = c.text()
		case 24:
			v.DomainCreated = c.date()
		case 25:
			v.Emails = append(v.Emails, c.text())
		case 26:
			v.Phones = append(v.Phones, c.text())
		case 27:
			v.Contact = c.text()
		case 28:
			v.Employees = c.number()
		case 29:
			v.PaidCapital = c.number()
		case 30:
			v.Currency = c.text()
		case 31:
			v.BankCountry = c.text()
		case 32:
			in := c.inner()
			v.Sites = append(v.Sites, data.Site{})
			getSite(&in, &v.Sites[len(v.Sites)-1])
			c.join(&in)
		case 33:
			v.IaaS = c.text()
		case 34:
			v.EndUseStatement = c.text()
		case 35:
			v.CustomerSince = c.date()
		case 36:
			v.Notes = c.text()
		}
	}
}

// Field numbers of an owner.
func putOwner(w *writer, v *data.Owner) {
	w.text(1, v.Name)
	w.text(2, v.Country)
	w.number(3, v.Percent)
	w.date(4, v.AsOf)
	w.text(5, v.Source)
}

func getOwner(c *cursor, v *data.Owner) {
	for c.next() {
		switch c.num {
		case 1:
			v.Name = c.text()
		case 2:
			v.Country = c.text()
		case 3:
			v.Percent = c.number()
		case 4:
			v.AsOf = c.date()
		case 5:
			v.Source = c.text()
		}
	}
}

// Field numbers of a site.
func putSite(w *writer, v *data.Site) {
	w.text(1, v.Name)
	w.text(2, v.Address)
	w.text(3, v.Kind)
	w.number(4, v.MW)
	w.number(5, v.Racks)
	for i := range v.Hardware {
		at := w.open(6)
		putHardware(w, &v.Hardware[i])
		w.close(at)
	}
}

func getSite(c *cursor, v *data.Site) {
	for c.next() {
		switch c.num {
		case 1:
			v.Name = c.text()
		case 2:
			v.Address = c.text()
		case 3:
			v.Kind = c.text()
		case 4:
			v.MW = c.number()
		case 5:
			v.Racks = c.number()
		case 6:
			in := c.inner()
			v.Hardware = append(v.Hardware, data.Hardware{})
			getHardware(&in, &v.Hardware[len(v.Hardware)-1])
			c.join(&in)
		}
	}
}

// Field numbers of hardware at a site.
func putHardware(w *writer, v *data.Hardware) {
	w.text(1, v.Model)
	w.number(2, v.Quantity)
}

func getHardware(c *cursor, v *data.Hardware) {
	for c.next() {
		switch c.num {
		case 1:
			v.Model = c.text()
		case 2:
			v.Quantity = c.number()
		}
	}
}

// Field numbers of a holding.
func putHolding(w *writer, v *data.Holding) {
	w.text(1, v.Owner)
	w.text(2, v.Owned)
	w.number(3, v.Percent)
	w.date(4, v.AsOf)
	w.text(5, v.Source)
}

func getHolding(c *cursor, v *data.Holding) {
	for c.next() {
		switch c.num {
		case 1:
			v.Owner = c.text()
		case 2:
			v.Owned = c.text()
		case 3:
			v.Percent = c.number()
		case 4:
			v.AsOf = c.date()
		case 5:
			v.Source = c.text()
		}
	}
}

// Field numbers of a shipment. Its parties are kept beside it (codec_record.go).
func putShipment(w *writer, v *data.Shipment) {
	w.text(1, v.ID)
	w.text(2, v.Order)
	w.text(3, v.Customer)
	w.date(4, v.Date)
	w.date(5, v.ShipDate)
	w.text(6, v.Status)
	w.text(7, v.HoldReason)
	w.text(8, v.Direction)
	w.text(9, v.DocType)
	w.text(10, v.Grain)
	w.text(11, v.DestinationCountry)
	w.text(12, v.FinalDestinationCountry)
	w.texts(13, v.Route)
	w.text(14, v.Carrier)
	w.text(15, v.BL)
	w.text(16, v.AWB)
	w.text(17, v.Payer)
	w.text(18, v.PayerCountry)
	w.text(19, v.PaymentMethod)
	w.text(20, v.StatedEndUse)
	w.text(21, v.Incoterm)
	w.text(22, v.Licence)
	w.text(23, v.LicenceException)
	for i := range v.Lines {
		at := w.open(24)
		putLine(w, &v.Lines[i])
		w.close(at)
	}
	w.text(25, v.Notes)
	w.date(26, v.LicenceUntil)
	w.text(27, v.Certificate)
	w.date(28, v.CertificateUntil)
	w.number(29, v.InsuredValue)
	w.text(30, v.InsuredCurrency)
}

func getShipment(c *cursor, v *data.Shipment) {
	for c.next() {
		switch c.num {
		case 1:
			v.ID = c.text()
		case 2:
			v.Order = c.text()
		case 3:
			v.Customer = c.text()
		case 4:
			v.Date = c.date()
		case 5:
			v.ShipDate = c.date()
		case 6:
			v.Status = c.text()
		case 7:
			v.HoldReason = c.text()
		case 8:
			v.Direction = c.text()
		case 9:
			v.DocType = c.text()
		case 10:
			v.Grain = c.text()
		case 11:
			v.DestinationCountry = c.text()
		case 12:
			v.FinalDestinationCountry = c.text()
		case 13:
			v.Route = append(v.Route, c.text())
		case 14:
			v.Carrier = c.text()
		case 15:
			v.BL = c.text()
		case 16:
			v.AWB = c.text()
		case 17:
			v.Payer = c.text()
		case 18:
			v.PayerCountry = c.text()
		case 19:
			v.PaymentMethod = c.text()
		case 20:
			v.StatedEndUse = c.text()
		case 21:
			v.Incoterm = c.text()
		case 22:
			v.Licence = c.text()
		case 23:
			v.LicenceException = c.text()
		case 24:
			in := c.inner()
			v.Lines = append(v.Lines, data.Line{})
			getLine(&in, &v.Lines[len(v.Lines)-1])
			c.join(&in)
		case 25:
			v.Notes = c.text()
		case 26:
			v.LicenceUntil = c.date()
		case 27:
			v.Certificate = c.text()
		case 28:
			v.CertificateUntil = c.date()
		case 29:
			v.InsuredValue = c.number()
		case 30:
			v.InsuredCurrency = c.text()
		}
	}
}

// Field numbers of a shipment's line.
func putLine(w *writer, v *data.Line) {
	w.int(1, int64(v.Line))
	w.text(2, v.PartNumber)
	w.text(3, v.Description)
	w.number(4, v.Quantity)
	w.text(5, v.Unit)
	w.number(6, v.UnitValue)
	w.number(7, v.Value)
	w.text(8, v.Currency)
	w.text(9, v.ECCN)
	w.text(10, v.HS)
	w.text(11, v.OriginCountry)
	w.number(12, v.NetKg)
	w.number(13, v.GrossKg)
	w.number(14, v.Packages)
	w.texts(15, v.Serials)
	w.number(16, v.CustomsValue)
	w.number(17, v.Received)
}

func getLine(c *cursor, v *data.Line) {
	for c.next() {
		switch c.num {
		case 1:
			v.Line = int(c.int())
		case 2:
			v.PartNumber = c.text()
		case 3:
			v.Description = c.text()
		case 4:
			v.Quantity = c.number()
		case 5:
			v.Unit = c.text()
		case 6:
			v.UnitValue = c.number()
		case 7:
			v.Value = c.number()
		case 8:
			v.Currency = c.text()
		case 9:
			v.ECCN = c.text()
		case 10:
			v.HS = c.text()
		case 11:
			v.OriginCountry = c.text()
		case 12:
			v.NetKg = c.number()
		case 13:
			v.GrossKg = c.number()
		case 14:
			v.Packages = c.number()
		case 15:
			v.Serials = append(v.Serials, c.text())
		case 16:
			v.CustomsValue = c.number()
		case 17:
			v.Received = c.number()
		}
	}
}
