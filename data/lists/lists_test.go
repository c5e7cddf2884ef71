package lists

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redflag/data"
)

// listFile reads a published list file that stands beside the repository.
func listFile(t testing.TB, path string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		b, err := os.ReadFile(filepath.Join(dir, "shared", "lists", path))
		if err == nil {
			return b
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skipf("%s: list file not present", path)
		}
		dir = up
	}
}

func TestPublishedFiles(t *testing.T) {
	for _, c := range []struct {
		path    string
		name    string
		asOf    string
		entries int
		counts  map[string]int
		rows    int
		cut     bool
	}{
		{"csl/csl_2026-07-31.jsonl", "CSL", "2026-07-31", 25921, map[string]int{"SDN": 19181, "EL": 3420, "DPL": 1596, "DTC": 787, "SSI": 286, "UVL": 222, "ISN": 161, "PLC": 78, "MEU": 70, "CMIC": 68, "MBS": 51, "CAP": 1}, 25921, false},
		{"csl/consolidated_partial_2023-11.csv", "CSL", "2023-11", 4226, map[string]int{"EL": 919, "MEU": 71, "MBS": 14}, 4228, true},
		{"ofac/sdn_2023-01.csv", "OFAC SDN", "2023-01", 11443, map[string]int{"SDN": 11443}, 11445, false},
		{"un/UN_consolidated.xml", "UN", "2026-02-27", 1003, map[string]int{"UN": 1003}, 1003, false},
		{"native/restricted_parties.json", "restricted_parties", "", 4940, map[string]int{"us-bis-entity-list": 3420}, 4940, false},
	} {
		t.Run(c.path, func(t *testing.T) {
			p, err := Parse(filepath.Base(c.path), listFile(t, c.path))
			if err != nil {
				t.Fatal(err)
			}
			if p.Name != c.name || p.AsOf.String() != c.asOf || len(p.Entries) != c.entries || len(p.Entries)+len(p.Ignored) != c.rows || (p.Cut != "") != c.cut {
				t.Errorf("%s as of %s: %d entries of %d rows, cut %q; ignored %v", p.Name, p.AsOf, len(p.Entries), len(p.Entries)+len(p.Ignored), p.Cut, p.Ignored)
			}
			for list, n := range c.counts {
				if p.Counts[list] != n {
					t.Errorf("list %s: %d entries, want %d", list, p.Counts[list], n)
				}
			}
			for i := range p.Entries {
				e := &p.Entries[i]
				if e.ID == "" || e.List == "" || (e.Name == "") != e.AddressOnly || addressLabel(e.Name) {
					t.Fatalf("entry %d is not settled: %+v", i, e)
				}
			}
		})
	}
}

func TestOFACSet(t *testing.T) {
	p, err := ParseSet([]File{
		{"alt.csv", listFile(t, "ofac/alt.csv")}, {"sdn_2023-01.csv", listFile(t, "ofac/sdn_2023-01.csv")},
		{"add.csv", listFile(t, "ofac/add.csv")}, {"sdn_comments.csv", listFile(t, "ofac/sdn_comments.csv")},
	})
	if err != nil {
		t.Fatal(err)
	}
	e := p.Entries[0]
	if e.ID != "36" || len(e.Aliases) != 1 || e.Aliases[0] != "AERO-CARIBBEAN" || e.Addresses[0] != "Havana, Cuba" {
		t.Errorf("%+v", e)
	}
	if _, err := Parse("alt.csv", listFile(t, "ofac/alt.csv")); err == nil || !strings.Contains(err.Error(), "sdn.csv") {
		t.Errorf("alt.csv alone: %v", err)
	}
}

const cslHead = "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids\n"

func cslLine(id, name, addresses, alts string) string {
	return id + `,"Entity List (EL) - Bureau of Industry and Security",,,,"` + name + `",,"` + addresses + `","99 FR 1",2024-01-02,,,req,policy,,,,,,,,,"` + alts + `",,,,,,` + "\n"
}

func TestCSLRows(t *testing.T) {
	b := cslHead + cslHead + cslLine("a1", "Corvane Optics", "1 Elm Road, Kabul, AF; 2 Oak Street, HK", "Corvane; and CVO") +
		cslLine("a2", "Address 07", "Room 5, 9/F, Harbour Tower, 1 Pier Road, HK", "") + "x,y\n\n"
	p, err := Parse("consolidated.csv", []byte(b))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Entries) != 2 || len(p.Ignored) != 2 {
		t.Fatalf("%d entries, ignored %v", len(p.Entries), p.Ignored)
	}
	e := p.Entries[0]
	if e.ID != "a1" || e.List != "EL" || len(e.Addresses) != 2 || strings.Join(e.Countries, " ") != "AF HK" || strings.Join(e.Aliases, "|") != "Corvane|CVO" || e.StartDate.String() != "2024-01-02" {
		t.Errorf("%+v", e)
	}
	if a := p.Entries[1]; !a.AddressOnly || a.Name != "" || a.Label != "Address 07" || len(a.Addresses) != 1 {
		t.Errorf("%+v", a)
	}
}

func TestBadFiles(t *testing.T) {
	for name, c := range map[string]struct{ content, says string }{
		"empty":       {"  \n", "empty"},
		"no rows":     {cslHead, "no list entry"},
		"cut JSON":    {`{"results":[{"id":"1","name":"A`, "cut off"},
		"cut XML":     {`<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>A`, "cut off"},
		"zip":         {"PK\x03\x04...", "ZIP"},
		"binary":      {"name\x00\x01\x02", "zero bytes"},
		"prose":       {"Dear all, please find attached the list", "no list file"},
		"only a cut":  {`{"id":"1","list":"EL","na`, "cut off"},
		"array, cut":  {`[{"name":"x"`, "cut off"},
		"web page":    {"<!DOCTYPE html><html>Access denied</html>", "no list file"},
		"json, wrong": {`{"error":"quota"}`, "no list entry"},
	} {
		if p, err := Parse("f", []byte(c.content)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, %v; want an error that says %q", name, p, err, c.says)
		}
	}
}

func TestAListOfTheHouseIsRead(t *testing.T) {
	p, err := Parse("internal stops 2026-05.csv", []byte("# restricted\nName;Alias;Address;Country;Source;Date;Note\nCorvane Optics;CVO; 1 Elm Road;SG;letter;2026-05-01;no deal\n;;2 Oak Street;HK;;;\n;;;;;;\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Entries) != 2 || len(p.Ignored) != 1 || p.AsOf.String() != "2026-05" || p.Name != "internal stops 2026-05" {
		t.Fatalf("%+v", p)
	}
	e := p.Entries[0]
	if !e.Restricted || e.List != "local" || e.Aliases[0] != "CVO" || e.Countries[0] != "SG" || e.StartDate.String() != "2026-05-01" || e.Remarks != "no deal" {
		t.Errorf("%+v", e)
	}
	if a := p.Entries[1]; !a.AddressOnly || a.Addresses[0] != "2 Oak Street" {
		t.Errorf("%+v", a)
	}
}

func TestTheStarterListIsSound(t *testing.T) {
	p := Starter()
	if !p.Starter || len(p.Entries) < 30 || p.Counts["EL"] != len(p.Entries) {
		t.Fatalf("%+v", p)
	}
}

func pack(asOf string, list string, n int) *data.ListPack {
	d, _ := data.ParseDate(asOf)
	p := &data.ListPack{Name: "CSL", File: "f", AsOf: d, Counts: map[string]int{list: n}}
	for i := range n {
		p.Entries = append(p.Entries, data.ListEntry{ID: string(rune('a'+i%26)) + strings.Repeat("x", i/26), List: list, Name: strings.Repeat("n", i+1)})
	}
	return p
}

func TestAGreatLossOfEntriesIsRefused(t *testing.T) {
	old := pack("2026-07-31", "EL", 100)
	if d := Compare(old, pack("2026-08-31", "EL", 98)); len(d.Refuse) != 0 || len(d.Removed) != 2 {
		t.Errorf("a small loss: %v", d.Refuse)
	}
	if d := Compare(old, pack("2026-08-31", "EL", 60)); len(d.Refuse) != 2 {
		t.Errorf("a great loss: %v", d.Refuse)
	}
	if d := Compare(old, pack("2026-08-31", "SDN", 100)); len(d.Refuse) != 1 {
		t.Errorf("a list is missing: %v", d.Refuse)
	}
	if d := Compare(old, pack("2026-06-30", "EL", 100)); len(d.Refuse) != 1 {
		t.Errorf("older: %v", d.Refuse)
	}
	if d := Compare(Starter(), pack("2026-06-30", "SDN", 1)); len(d.Refuse) != 0 {
		t.Errorf("against the starter list: %v", d.Refuse)
	}
	cut := pack("2026-08-31", "EL", 100)
	cut.Cut = "line 3 ends in the middle"
	if d := Compare(nil, cut); len(d.Refuse) != 1 || len(d.Added) != 100 {
		t.Errorf("cut: %v", d.Refuse)
	}
	changed := pack("2026-08-31", "EL", 100)
	changed.Entries[3].Aliases = []string{"new"}
	changed.Entries[5].Name = "another"
	d := Compare(old, changed)
	if len(d.Changed) != 2 || d.Changed[0].Fields[0] != "aliases" || len(d.Added)+len(d.Removed) != 0 {
		t.Errorf("%+v", d.Changed)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(cslHead + cslLine("1", "A B", "C, CN", "D")))
	f.Add([]byte(`{"results":[{"id":"1","name":"A","addresses":[{"address":"x","country":"CN"}]}]}`))
	f.Add([]byte("36,AERO,-0- ,CUBA,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-\n"))
	f.Add([]byte("<CONSOLIDATED_LIST><ENTITY><FIRST_NAME>A</FIRST_NAME></ENTITY></CONSOLIDATED_LIST>"))
	f.Add([]byte("name;alias\nx;y\n"))
	f.Add([]byte(`[{"id":"1","name":{"english":"A","native":"甲"}}]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Parse("f_2026-01-02", b)
		if err == nil && len(p.Entries) == 0 {
			t.Error("neither an error nor an entry")
		}
	})
}
