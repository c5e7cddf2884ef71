package desk

import (
	"strings"

	"redflag/data"
)

// Facts that decide: they are told of even where nobody told them.
const (
	HeadquartersFact   = "headquarters"
	UltimateParentFact = "ultimate parent"
)

// Facts are what the records tell of a party, the same wherever it is shown. What
// was not told is left out, but for the facts that decide, which are then "".
func Facts(c *data.Customer) []Told {
	var out []Told
	put := func(name string, parts ...string) {
		if text := joined(", ", parts...); text != "" {
			out = append(out, Told{name, text})
		}
	}
	put("address", c.Address, c.UnitFloor, c.City, c.Region, c.Postcode, c.Country)
	out = append(out, Told{HeadquartersFact, c.HQCountry})
	put("parent", c.Parent, c.ParentCountry)
	out = append(out, Told{UltimateParentFact, joined(", ", c.UltimateParent, c.UltimateParentCountry)})
	for i := range c.Owners {
		put(once(i, "owners"), owner(&c.Owners[i]))
	}
	put("directors", strings.Join(c.Directors, "; "))
	put("founded", c.Incorporated.String())
	put("registered as", c.RegistrationNumber, prefixed("tax id ", c.TaxID))
	put("business", c.Business, c.BusinessRole)
	put("also called", strings.Join(c.Aliases, "; "))
	put("reached at", c.Contact, c.Website, prefixed("domain of ", c.DomainCreated.String()), strings.Join(c.Emails, " "), strings.Join(c.Phones, ", "))
	put("size", numbered("employees", c.Employees), numbered("paid capital "+c.Currency, c.PaidCapital))
	put("bank in", c.BankCountry)
	for i := range c.Sites {
		put(once(i, "site"), site(&c.Sites[i]))
	}
	put("rents out", c.IaaS)
	put("end-use stmt", c.EndUseStatement)
	put("customer since", c.CustomerSince.String())
	put("notes", c.Notes)
	return out
}

// owner is one owner as told: a share that nobody told is said to be missing.
func owner(o *data.Owner) string {
	share := "share not told"
	switch o.Percent.State {
	case data.Known:
		share = o.Percent.String() + " %"
	case data.Unknown:
		share = "share asked, not known"
	}
	return joined(", ", o.Name, o.Country, share, prefixed("as of ", o.AsOf.String()), o.Source)
}

func site(s *data.Site) string {
	out := []string{s.Name, s.Kind, s.Address, numbered("MW", s.MW), numbered("racks", s.Racks)}
	for _, h := range s.Hardware {
		out = append(out, joined(" × ", h.Quantity.String(), h.Model))
	}
	return joined(", ", out...)
}

// once is the name beside the first of several values.
func once(i int, name string) string {
	if i > 0 {
		return ""
	}
	return name
}

// prefixed puts a word before what is told, and nothing where nothing is.
func prefixed(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

func numbered(unit string, n data.Number) string {
	if n.State == data.NotTold {
		return ""
	}
	return n.String() + " " + strings.TrimSpace(unit)
}

// joined joins what is not empty.
func joined(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}
