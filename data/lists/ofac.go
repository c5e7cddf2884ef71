package lists

import (
	"slices"
	"strconv"
	"strings"

	"redflag/data"
)

// OFAC's flat files have no header, write "-0-" for nothing and are joined by
// the number in the first column.

const ofacSource = "Specially Designated Nationals (SDN) - Treasury Department"

// ofacSide is what the files beside sdn.csv tell, by entry number.
type ofacSide struct {
	addresses map[string][]ofacAddress
	aliases   map[string][]string
	remarks   map[string]string
	notes     []data.RowNote
	cut       string
}

type ofacAddress struct{ text, country string }

func (s *ofacSide) empty() bool { return s.addresses == nil && s.aliases == nil && s.remarks == nil }

func (s *ofacSide) read(kind format, file string, b []byte) error {
	var p data.ListPack
	eachRow(&p, b, func(line int, row []string) {
		cells := make([]string, 12)
		for i := range min(len(row), 12) {
			cells[i] = ofacCell(row[i])
		}
		if _, err := strconv.Atoi(cells[0]); err != nil {
			ignore(&p, line, data.Ignored, "no entry number in the first column of "+file, row[0])
			return
		}
		id := strings.Clone(cells[0])
		switch kind {
		case formatOFACAddresses:
			if s.addresses == nil {
				s.addresses = map[string][]ofacAddress{}
			}
			parts := slices.DeleteFunc(cells[2:5], func(c string) bool { return c == "" })
			if len(parts) > 0 {
				s.addresses[id] = append(s.addresses[id], ofacAddress{strings.Join(parts, ", "), cells[4]})
			}
		case formatOFACAliases:
			if s.aliases == nil {
				s.aliases = map[string][]string{}
			}
			s.aliases[id] = append(s.aliases[id], strings.Clone(cells[3]))
		case formatOFACComments:
			if s.remarks == nil {
				s.remarks = map[string]string{}
			}
			s.remarks[id] += strings.Clone(cells[1])
		}
	})
	s.notes = append(s.notes, p.Ignored...)
	if p.Cut != "" {
		s.cut = file + ": " + p.Cut
	}
	return nil
}

func ofacCell(s string) string {
	s = strings.TrimSpace(s)
	if s == "-0-" {
		return ""
	}
	return s
}

// readOFAC reads sdn.csv and joins what the side files told.
func readOFAC(p *data.ListPack, b []byte, side *ofacSide) error {
	p.Name = "OFAC SDN"
	p.Cut = side.cut
	eachRow(p, b, func(line int, row []string) {
		cells := make([]string, 12)
		for i := range min(len(row), 12) {
			cells[i] = strings.Clone(ofacCell(row[i]))
		}
		if _, err := strconv.Atoi(cells[0]); err != nil {
			reason := "no entry number in the first column"
			if strings.EqualFold(cells[0], "id") || strings.EqualFold(cells[0], "ent_num") {
				reason = "the header line"
			} else if len(strings.TrimSpace(row[0])) <= 1 {
				reason = "the end mark of the file"
			}
			ignore(p, line, data.Ignored, reason, strings.Join(row, ","))
			return
		}
		if cells[1] == "" {
			ignore(p, line, data.Rejected, "the row has no name", strings.Join(row, ","))
			return
		}
		p.Entries = append(p.Entries, ofacEntry(cells, side))
	})
	p.Ignored = append(p.Ignored, side.notes...)
	return nil
}

func ofacEntry(c []string, side *ofacSide) data.ListEntry {
	e := data.ListEntry{
		ID: c[0], List: "SDN", Source: ofacSource, Name: c[1], Type: "Entity", Programs: c[3],
		Remarks: c[11] + side.remarks[c[0]], Aliases: slices.Clone(side.aliases[c[0]]), Basis: data.Sourced,
	}
	switch strings.ToLower(c[2]) {
	case "individual":
		e.Type = "Individual"
	case "vessel":
		e.Type = "Vessel"
	case "aircraft":
		e.Type = "Aircraft"
	}
	for _, a := range side.addresses[c[0]] {
		e.Addresses = append(e.Addresses, a.text)
		e.Countries = addCountry(e.Countries, a.country)
	}
	e.Aliases = append(e.Aliases, remarkAliases(e.Remarks)...)
	settle(&e)
	return e
}

// remarkAliases are the names that a remark gives as a.k.a. 'NAME'.
func remarkAliases(remarks string) []string {
	var out []string
	for {
		_, after, ok := strings.Cut(remarks, "a.k.a. '")
		if !ok {
			return out
		}
		name, rest, ok := strings.Cut(after, "'")
		if !ok {
			return out
		}
		out = append(out, name)
		remarks = rest
	}
}
