package lists

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"redflag/data"
)

// plainColumn names the column that a header of one's own list means, or "".
func plainColumn(h string) string {
	switch headerKey(h) {
	case "name", "party", "party_name", "company", "company_name", "entity", "名称", "公司名称", "firma":
		return "name"
	case "alias", "aliases", "aka", "alt_names", "also_known_as", "name_local", "别名":
		return "alias"
	case "address", "addresses", "street", "地址", "adresse":
		return "address"
	case "country", "countries", "国家", "land":
		return "country"
	case "source", "reference":
		return "source"
	case "date", "start_date", "listed", "since":
		return "date"
	case "end_date", "until", "expires":
		return "until"
	case "note", "notes", "remark", "remarks", "reason":
		return "note"
	case "restricted", "confidential":
		return "restricted"
	case "list", "list_code":
		return "list"
	case "id", "number":
		return "id"
	case "type":
		return "type"
	}
	return ""
}

// readPlain reads a CSV of one's own with a column "name" and any of alias,
// address, country, source, date, until, note, list, id, type, restricted. A
// comment line "# restricted" marks the whole file. Several aliases or
// addresses stand in one cell, separated by ";".
func readPlain(p *data.ListPack, b []byte) error {
	p.Name = strings.TrimSuffix(p.File, filepath.Ext(p.File))
	all := restrictedFile(b)
	var at map[string]int
	var head []string
	eachRow(p, b, func(line int, row []string) {
		switch {
		case head == nil:
			head, at = slices.Clone(row), map[string]int{}
			for i, h := range row {
				if c := plainColumn(h); c != "" {
					if _, ok := at[c]; !ok {
						at[c] = i
					}
				}
			}
			return
		case slices.Equal(row, head):
			ignore(p, line, data.Ignored, "the header line again", row[0])
			return
		case blank(row):
			ignore(p, line, data.Ignored, "blank row", "")
			return
		}
		e := plainEntry(func(col string) string {
			if i, ok := at[col]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		})
		if e.Name == "" && len(e.Addresses) == 0 {
			ignore(p, line, data.Rejected, "the row has neither name nor address", strings.Join(row, ","))
			return
		}
		if e.Name == "" {
			e.AddressOnly = true
		}
		e.ID = first(e.ID, fmt.Sprintf("row-%d", line))
		e.Restricted = e.Restricted || all
		p.Entries = append(p.Entries, e)
	})
	return nil
}

func restrictedFile(b []byte) bool {
	for len(b) > 0 && b[0] == '#' {
		var line []byte
		line, b, _ = bytes.Cut(b, []byte("\n"))
		if strings.EqualFold(string(bytes.Trim(line, "# \t\r")), "restricted") {
			return true
		}
	}
	return false
}

func plainEntry(get func(string) string) data.ListEntry {
	e := data.ListEntry{
		ID: get("id"), List: first(get("list"), "local"), Source: get("source"), Name: get("name"), Type: get("type"),
		Aliases: splitList(get("alias")), Addresses: splitList(get("address")), Countries: splitList(get("country")),
		StartDate: dateOf(get("date")), EndDate: dateOf(get("until")), Remarks: get("note"), Basis: data.Unverified,
	}
	switch strings.ToLower(get("restricted")) {
	case "yes", "y", "true", "1", "x", "ja", "是":
		e.Restricted = true
	}
	settle(&e)
	return e
}
