package lists

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
)

// readCSLCSV reads the Consolidated Screening List as trade.gov hands it out.
// Columns are found by their header, so that a moved or added one does no harm.
func readCSLCSV(p *data.ListPack, b []byte) error {
	p.Name = "CSL"
	var head []string
	at := map[string]int{}
	eachRow(p, b, func(line int, row []string) {
		switch {
		case head == nil:
			head = slices.Clone(row)
			for i, h := range head {
				if _, ok := at[headerKey(h)]; !ok {
					at[headerKey(h)] = i
				}
			}
			return
		case slices.Equal(row, head):
			ignore(p, line, data.Ignored, "the header line again", row[0])
			return
		case blank(row):
			ignore(p, line, data.Ignored, "blank row", "")
			return
		case len(row) != len(head):
			reason := fmt.Sprintf("%d columns where the header has %d", len(row), len(head))
			ignore(p, line, data.Rejected, reason, strings.Join(row, ","))
			return
		}
		get := func(col string) string {
			if i, ok := at[col]; ok {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		e := cslRow(get)
		if e.Name == "" && !e.AddressOnly {
			ignore(p, line, data.Rejected, "the row has no name", strings.Join(row, ","))
			return
		}
		p.Entries = append(p.Entries, e)
	})
	markCutAtEnd(p, b)
	return nil
}

// markCutAtEnd notes a file whose very last row has too few columns and no line
// end: a whole file does not end so.
func markCutAtEnd(p *data.ListPack, b []byte) {
	if p.Cut != "" || len(p.Ignored) == 0 || bytes.HasSuffix(b, []byte("\n")) {
		return
	}
	last := p.Ignored[len(p.Ignored)-1]
	if last.Fate == data.Rejected && last.Row >= bytes.Count(b, []byte("\n"))+1 {
		p.Cut = fmt.Sprintf("the last row (line %d) has too few columns", last.Row)
	}
}

func cslRow(get func(string) string) data.ListEntry {
	e := data.ListEntry{
		ID: first(get("_id"), get("id"), get("entity_number")), List: listCode(get("source")), Source: get("source"),
		Name: get("name"), Aliases: splitList(get("alt_names")), Type: get("type"),
		Addresses: splitList(get("addresses")), Programs: get("programs"),
		LicenceRequirement: get("license_requirement"), LicencePolicy: get("license_policy"),
		FRNotice: get("federal_register_notice"), StartDate: dateOf(get("start_date")), EndDate: dateOf(get("end_date")),
		Remarks: get("remarks"), IDs: splitList(get("ids")), Basis: data.Sourced,
	}
	for _, a := range e.Addresses {
		e.Countries = addCountry(e.Countries, countryAtEnd(a))
	}
	for _, col := range []string{"country", "nationalities", "citizenships"} {
		for _, c := range splitList(get(col)) {
			if len(c) == 2 {
				e.Countries = addCountry(e.Countries, c)
			}
		}
	}
	settle(&e)
	return e
}

func first(s ...string) string {
	for _, v := range s {
		if v != "" {
			return v
		}
	}
	return ""
}

// cslObject is one entry of trade.gov's JSON, and of its flattened form with
// one object a line; the two name some members differently.
type cslObject struct {
	ID             string          `json:"id"`
	ID2            string          `json:"_id"`
	List           string          `json:"list"`
	Source         string          `json:"source"`
	Name           string          `json:"name"`
	Aliases        []string        `json:"aliases"`
	AltNames       []string        `json:"alt_names"`
	Type           string          `json:"type"`
	Countries      []string        `json:"countries"`
	Country        string          `json:"country"`
	EntityNumber   json.RawMessage `json:"entity_number"`
	Requirement    string          `json:"license_requirement"`
	Policy         string          `json:"license_policy"`
	Programs       json.RawMessage `json:"programs"`
	FRNotice       string          `json:"fr_notice"`
	FRNotice2      string          `json:"federal_register_notice"`
	StartDate      string          `json:"start_date"`
	EndDate        string          `json:"end_date"`
	Remarks        string          `json:"remarks"`
	Addresses      json.RawMessage `json:"addresses"`
	IDs            json.RawMessage `json:"ids"`
	Nationalities  []string        `json:"nationalities"`
	Citizenships   []string        `json:"citizenships"`
	Restricted     bool            `json:"restricted"`
	NameLocal      string          `json:"name_local"`
	StreetAddress  string          `json:"address"`
	LicenceReq     string          `json:"licence_requirement"`
	LicencePolicy2 string          `json:"licence_policy"`
}

func (o *cslObject) entry() data.ListEntry {
	e := data.ListEntry{
		ID: first(o.ID, o.ID2, text(o.EntityNumber)), List: first(shortCode(o.List), listCode(o.Source)), Source: o.Source,
		Name: o.Name, Aliases: append(append([]string(nil), o.Aliases...), o.AltNames...), Type: o.Type, Countries: o.Countries,
		Programs: strings.Join(texts(o.Programs), "; "), LicenceRequirement: first(o.Requirement, o.LicenceReq),
		LicencePolicy: first(o.Policy, o.LicencePolicy2), FRNotice: first(o.FRNotice, o.FRNotice2),
		StartDate: dateOf(o.StartDate), EndDate: dateOf(o.EndDate), Remarks: o.Remarks,
		IDs: idTexts(o.IDs), Basis: data.Sourced, Restricted: o.Restricted,
	}
	if o.NameLocal != "" {
		e.Aliases = append(e.Aliases, o.NameLocal)
	}
	var countries []string
	e.Addresses, countries = addressTexts(o.Addresses)
	if o.StreetAddress != "" {
		e.Addresses = append(e.Addresses, o.StreetAddress)
	}
	for _, c := range slices.Concat([]string{o.Country}, countries, o.Nationalities, o.Citizenships) {
		e.Countries = addCountry(e.Countries, c)
	}
	settle(&e)
	return e
}

// readCSLJSON reads {"results": [...]} as trade.gov's download and search give it.
func readCSLJSON(p *data.ListPack, b []byte) error {
	p.Name = "CSL"
	var doc struct {
		Results []json.RawMessage `json:"results"`
		Total   *int              `json:"total"`
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		return jsonError(p.File, b, err)
	}
	for i, raw := range doc.Results {
		addObject(p, i+1, raw)
	}
	if doc.Total != nil && *doc.Total > len(doc.Results) {
		p.Cut = fmt.Sprintf("the file says it is %d of %d entries: a page of a search, not the list", len(doc.Results), *doc.Total)
	}
	return nil
}

// readLines reads one object a line.
func readLines(p *data.ListPack, b []byte) error {
	p.Name = "CSL"
	p.Entries = make([]data.ListEntry, 0, bytes.Count(b, []byte("\n"))+1)
	for line := 1; len(b) > 0; line++ {
		var raw []byte
		var whole bool
		raw, b, whole = bytes.Cut(b, []byte("\n"))
		raw = bytes.TrimSpace(raw)
		if len(raw) == 0 {
			ignore(p, line, data.Ignored, "blank row", "")
			continue
		}
		if !addObject(p, line, raw) && !whole {
			p.Cut = fmt.Sprintf("line %d, the last one, ends in the middle", line)
		}
	}
	if !knownLists(p) {
		p.Name = strings.TrimSuffix(p.File, ".jsonl")
	}
	return nil
}

// knownLists reports whether the pack holds at least two of the lists that make
// up the CSL.
func knownLists(p *data.ListPack) bool {
	seen := map[string]bool{}
	for i := range p.Entries {
		if strings.HasSuffix(p.Entries[i].Source, "Department") || strings.HasSuffix(p.Entries[i].Source, "Security") {
			seen[p.Entries[i].List] = true
		}
	}
	return len(seen) >= 2
}

func addObject(p *data.ListPack, row int, raw []byte) bool {
	var o cslObject
	if err := json.Unmarshal(raw, &o); err != nil {
		ignore(p, row, data.Rejected, "this entry is not readable as JSON: "+err.Error(), string(raw))
		return false
	}
	e := o.entry()
	if e.Name == "" && !e.AddressOnly {
		ignore(p, row, data.Rejected, "the entry has no name", string(raw))
		return true
	}
	if e.List == "" {
		e.List = "local"
	}
	if e.ID == "" {
		e.ID = fmt.Sprintf("row-%d", row)
	}
	p.Entries = append(p.Entries, e)
	return true
}

func jsonError(file string, b []byte, err error) error {
	t := bytes.TrimSpace(b)
	if end := t[len(t)-1]; end != '}' && end != ']' {
		return fmt.Errorf("%s: %w", file, errCut)
	}
	return fmt.Errorf("%s is not readable as JSON: %w", file, err)
}

// text reads a JSON text or number.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if t := string(bytes.TrimSpace(raw)); t != "null" {
		return t
	}
	return ""
}

// texts reads a JSON text or a list of texts.
func texts(raw json.RawMessage) []string {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	if raw[0] != '[' {
		if s := text(raw); s != "" {
			return []string{s}
		}
		return nil
	}
	var list []string
	if json.Unmarshal(raw, &list) != nil {
		return nil
	}
	return list
}

func idTexts(raw json.RawMessage) []string {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	var list []struct {
		Type    string `json:"type"`
		Number  string `json:"number"`
		Country string `json:"country"`
	}
	if json.Unmarshal(raw, &list) != nil {
		return texts(raw)
	}
	var out []string
	for _, id := range list {
		out = append(out, strings.Trim(id.Type+", "+id.Number+", "+id.Country, ", "))
	}
	return out
}

func addressTexts(raw json.RawMessage) (out, countries []string) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	var list []struct {
		Address string `json:"address"`
		City    string `json:"city"`
		State   string `json:"state"`
		Postal  string `json:"postal_code"`
		Country string `json:"country"`
	}
	if json.Unmarshal(raw, &list) != nil {
		out = texts(raw)
		for _, a := range out {
			countries = append(countries, countryAtEnd(a))
		}
		return out, countries
	}
	for _, a := range list {
		var parts []string
		for _, part := range []string{a.Address, a.City, a.State, a.Postal, a.Country} {
			if part = strings.TrimSpace(part); part != "" {
				parts = append(parts, part)
			}
		}
		if len(parts) > 0 {
			out = append(out, strings.Join(parts, ", "))
		}
		countries = append(countries, a.Country)
	}
	return out, countries
}
