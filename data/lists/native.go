package lists

import (
	"encoding/json"
	"strings"

	"redflag/data"
)

// nativeParty is one entry of a JSON array of parties with names in several
// languages; plain objects as in the CSL are read too.
type nativeParty struct {
	ID      string          `json:"id"`
	Type    string          `json:"entity_type"`
	Name    json.RawMessage `json:"name"`
	Aliases []string        `json:"aliases"`
	Places  []string        `json:"countries"`
	Remarks string          `json:"remarks"`
	Source  json.RawMessage `json:"source"`
}

// readNative reads a JSON array. Each name of a party but the English one is an
// alias, so that native names match as they stand.
func readNative(p *data.ListPack, b []byte) error {
	p.Name = strings.TrimSuffix(p.File, ".json")
	var rows []json.RawMessage
	if err := json.Unmarshal(b, &rows); err != nil {
		return jsonError(p.File, b, err)
	}
	for i, raw := range rows {
		var n nativeParty
		if json.Unmarshal(raw, &n) != nil || len(n.Name) == 0 || n.Name[0] != '{' {
			addObject(p, i+1, raw)
			continue
		}
		e := n.entry()
		if e.Name == "" && !e.AddressOnly {
			ignore(p, i+1, data.Rejected, "the entry has no name", string(raw))
			continue
		}
		p.Entries = append(p.Entries, e)
	}
	return nil
}

func (n *nativeParty) entry() data.ListEntry {
	e := data.ListEntry{ID: n.ID, Type: n.Type, Aliases: n.Aliases, Remarks: n.Remarks, Basis: data.Unverified}
	if e.Type == "Unknown" {
		e.Type = ""
	}
	var source struct {
		ID   string `json:"list_id"`
		Name string `json:"list_name"`
	}
	if json.Unmarshal(n.Source, &source) == nil {
		e.List, e.Source = first(source.ID, "native"), source.Name
	}
	for _, c := range n.Places {
		for part := range strings.SplitSeq(c, "/") {
			e.Countries = addCountry(e.Countries, strings.TrimSpace(part))
		}
	}
	var names map[string]string
	if json.Unmarshal(n.Name, &names) == nil {
		e.Name = first(names["english"], names["en"], names["native"])
		for _, key := range []string{"native", "korean", "chinese", "japanese", "russian", "arabic"} {
			if v := strings.TrimSpace(names[key]); v != "" && v != e.Name {
				e.Aliases = append(e.Aliases, v)
			}
		}
	}
	settle(&e)
	return e
}
