package lists

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"redflag/data"
)

const unSource = "United Nations Security Council Consolidated List"

type unParty struct {
	DataID       string   `xml:"DATAID"`
	First        string   `xml:"FIRST_NAME"`
	Second       string   `xml:"SECOND_NAME"`
	Third        string   `xml:"THIRD_NAME"`
	Fourth       string   `xml:"FOURTH_NAME"`
	Original     string   `xml:"NAME_ORIGINAL_SCRIPT"`
	Type         string   `xml:"UN_LIST_TYPE"`
	Reference    string   `xml:"REFERENCE_NUMBER"`
	ListedOn     string   `xml:"LISTED_ON"`
	Comments     string   `xml:"COMMENTS1"`
	Nationality  []string `xml:"NATIONALITY>VALUE"`
	IndAliases   []unName `xml:"INDIVIDUAL_ALIAS"`
	EntAliases   []unName `xml:"ENTITY_ALIAS"`
	IndAddresses []unAddr `xml:"INDIVIDUAL_ADDRESS"`
	EntAddresses []unAddr `xml:"ENTITY_ADDRESS"`
	Documents    []struct {
		Type   string `xml:"TYPE_OF_DOCUMENT"`
		Number string `xml:"NUMBER"`
	} `xml:"INDIVIDUAL_DOCUMENT"`
}

type unName struct {
	Quality string `xml:"QUALITY"`
	Name    string `xml:"ALIAS_NAME"`
}

type unAddr struct {
	Street  string `xml:"STREET"`
	City    string `xml:"CITY"`
	State   string `xml:"STATE_PROVINCE"`
	Zip     string `xml:"ZIP_CODE"`
	Country string `xml:"COUNTRY"`
}

// readUN reads the Security Council's XML. A cut file is refused: XML says
// where it ends.
func readUN(p *data.ListPack, b []byte) error {
	p.Name = "UN"
	d := xml.NewDecoder(bytes.NewReader(b))
	row := 0
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			var syntax *xml.SyntaxError
			if errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF") {
				return fmt.Errorf("%s: %w", p.File, errCut)
			}
			return fmt.Errorf("%s is not readable as XML: %w", p.File, err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "CONSOLIDATED_LIST":
			for _, a := range start.Attr {
				if a.Name.Local == "dateGenerated" {
					p.AsOf = dateOf(a.Value)
				}
			}
		case "INDIVIDUAL", "ENTITY":
			row++
			var u unParty
			if err := d.DecodeElement(&u, &start); err != nil {
				return fmt.Errorf("%s: entry %d: %w", p.File, row, errCut)
			}
			e := u.entry(start.Name.Local == "INDIVIDUAL")
			if e.Name == "" {
				ignore(p, row, data.Rejected, "the entry has no name", u.Reference)
				continue
			}
			p.Entries = append(p.Entries, e)
		}
	}
}

func (u *unParty) entry(person bool) data.ListEntry {
	name := strings.Join(strings.Fields(strings.Join([]string{u.First, u.Second, u.Third, u.Fourth}, " ")), " ")
	e := data.ListEntry{
		ID: first(strings.TrimSpace(u.Reference), u.DataID), List: "UN", Source: unSource, Name: name, Type: "Entity",
		Programs: u.Type, StartDate: dateOf(u.ListedOn), Remarks: strings.TrimSpace(u.Comments), Basis: data.Sourced,
	}
	if person {
		e.Type = "Individual"
	}
	if u.Original != "" {
		e.Aliases = append(e.Aliases, u.Original)
	}
	for _, a := range append(u.IndAliases, u.EntAliases...) {
		for part := range strings.SplitSeq(a.Name, ";") {
			e.Aliases = append(e.Aliases, part)
		}
	}
	for _, a := range append(u.IndAddresses, u.EntAddresses...) {
		var parts []string
		for _, part := range []string{a.Street, a.City, a.State, a.Zip, a.Country} {
			if part = strings.TrimSpace(part); part != "" {
				parts = append(parts, part)
			}
		}
		if len(parts) > 0 {
			e.Addresses = append(e.Addresses, strings.Join(parts, ", "))
		}
		e.Countries = addCountry(e.Countries, strings.TrimSpace(a.Country))
	}
	for _, n := range u.Nationality {
		e.Countries = addCountry(e.Countries, strings.TrimSpace(n))
	}
	for _, d := range u.Documents {
		if d.Number != "" {
			e.IDs = append(e.IDs, strings.Trim(d.Type+", "+d.Number, ", "))
		}
	}
	settle(&e)
	return e
}
