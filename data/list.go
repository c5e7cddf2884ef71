package data

import "slices"

// ListEntry is one party, or one address, of a restricted-party list.
type ListEntry struct {
	ID                 string   `json:"id"`   // the entry's own id in its file
	List               string   `json:"list"` // short code: EL, SDN, DPL, UVL, MEU, CMIC, local ...
	Source             string   `json:"source,omitempty"`
	Name               string   `json:"name"` // "" for an address-only entry
	Aliases            []string `json:"aliases,omitempty"`
	Type               string   `json:"type,omitempty"` // Entity, Individual, Vessel, Aircraft; "" not told
	Countries          []string `json:"countries,omitempty"`
	Addresses          []string `json:"addresses,omitempty"` // one text each, as listed
	AddressOnly        bool     `json:"address_only,omitempty"`
	Label              string   `json:"label,omitempty"` // what the list calls an address-only entry, such as "Address 11"
	Programs           string   `json:"programs,omitempty"`
	LicenceRequirement string   `json:"licence_requirement,omitempty"`
	LicencePolicy      string   `json:"licence_policy,omitempty"`
	FRNotice           string   `json:"fr_notice,omitempty"`
	StartDate          Date     `json:"start_date,omitzero"` // listed from
	EndDate            Date     `json:"end_date,omitzero"`
	Remarks            string   `json:"remarks,omitempty"`
	IDs                []string `json:"ids,omitempty"`   // registration numbers and the like, as listed
	Basis              string   `json:"basis,omitempty"` // unverified where the row is not from the publisher
	Restricted         bool     `json:"restricted,omitempty"`
}

// Equal reports whether two entries say the same, word for word.
func (e *ListEntry) Equal(o *ListEntry) bool {
	return e.ID == o.ID && e.List == o.List && e.Source == o.Source && e.Name == o.Name && e.Type == o.Type && e.AddressOnly == o.AddressOnly &&
		e.Label == o.Label && e.Programs == o.Programs && e.LicenceRequirement == o.LicenceRequirement && e.LicencePolicy == o.LicencePolicy &&
		e.FRNotice == o.FRNotice && e.StartDate == o.StartDate && e.EndDate == o.EndDate && e.Remarks == o.Remarks && e.Basis == o.Basis &&
		e.Restricted == o.Restricted && slices.Equal(e.Aliases, o.Aliases) && slices.Equal(e.Countries, o.Countries) &&
		slices.Equal(e.Addresses, o.Addresses) && slices.Equal(e.IDs, o.IDs)
}

// ListPack is one loaded list file.
type ListPack struct {
	Name    string         `json:"name"`   // what it is: "CSL", "OFAC SDN", "UN", a local name
	Hash    string         `json:"hash"`   // sha256 of the file, hex
	File    string         `json:"file"`   // base name as it was given
	AsOf    Date           `json:"as_of"`  // the publisher's date where the file or its name tells one, else not told
	Counts  map[string]int `json:"counts"` // entries by list code
	Starter bool           `json:"starter,omitempty"`
	Entries []ListEntry    `json:"-"`
	Ignored []RowNote      `json:"ignored,omitempty"` // rows that are no entry, with the reason
	Cut     string         `json:"cut,omitempty"`     // why the file seems to be cut off, or ""
}

// Label is how screens and verdicts name the pack: "CSL 2026-07-31".
func (p *ListPack) Label() string {
	if p.AsOf.State() == Known {
		return p.Name + " " + p.AsOf.String()
	}
	return p.Name + " (undated)"
}

// NameHit is one list entry that a name or an address may mean.
type NameHit struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`    // the entry's primary name
	Matched     string   `json:"matched"` // the name, alias or address that matched
	List        string   `json:"list"`
	Type        string   `json:"type,omitempty"` // of the entry: Entity, Individual, Vessel, Aircraft; "" not told
	Score       float64  `json:"score"`          // 0..1
	Country     string   `json:"country,omitempty"`
	Probability float64  `json:"probability,omitempty"` // calibrated, of a name, from even odds
	Restricted  bool     `json:"restricted,omitempty"`  // of one's own list, not to be passed on
	Why         []string `json:"why"`
	Agrees      Alike    `json:"agrees,omitzero"`   // of a name: how, as data
	Address     bool     `json:"address,omitempty"` // the address matched, not the name
	Grade       string   `json:"grade,omitempty"`   // of an address: same unit, same building, same street
	Source      string   `json:"source,omitempty"`
	Programs    string   `json:"programs,omitempty"`
	Licence     string   `json:"licence_requirement,omitempty"`
	Policy      string   `json:"licence_policy,omitempty"`
	FRNotice    string   `json:"fr_notice,omitempty"`
	StartDate   Date     `json:"start_date,omitzero"`
	Tenants     int      `json:"tenants,omitempty"` // of an address: different listed parties in that building

	Entry *ListEntry `json:"-"` // as listed; nil where the hit was read back
}

// Alike is how a name that was asked about agrees with a listed one: what Why says
// in words, for those who count with it.
type Alike struct {
	Words      []AlikeWord `json:"words,omitempty"`
	OnlyListed []string    `json:"only_listed,omitempty"`
	OnlyAsked  []string    `json:"only_asked,omitempty"`
	House      bool        `json:"house,omitempty"`       // the name of a house agrees, and only places and forms of company differ
	Telling    bool        `json:"telling,omitempty"`     // every word that tells one firm from another agrees
	Disguised  bool        `json:"look_alikes,omitempty"` // it is written with look-alike characters
	Everyday   bool        `json:"everyday,omitempty"`    // all that agrees is one word that firms everywhere take for a name, with a word of trade at most
}

// AlikeWord is a word that agrees, or two that were joined or split.
type AlikeWord struct {
	Asked  string `json:"asked"`
	Listed string `json:"listed"`
	How    string `json:"how,omitempty"` // "" where they are the same
	Names  int    `json:"names"`         // how many listed names hold it
}
