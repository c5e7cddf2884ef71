package desk

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"redflag/data"
)

// The licence question says what the lights say: both places that the goods go to count,
// owners and addresses tell of headquarters, and a part is judged by the law of its day.
func TestLicenceQuestionAgreesWithTheLights(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	const party = `{"kind":"customer","id":"C-1","name":"Belvane Compute Services","country":"MY","hq_country":"MY","ultimate_parent_country":"MY"}
{"kind":"customer","id":"C-2","name":"Tarn Compute","country":"MY","hq_country":"MY","owners":[{"name":"Tarn Holdings","percent":100}]}
{"kind":"customer","id":"C-3","name":"Moss Lane Compute","country":"MY","hq_country":"MY","ultimate_parent_country":"MY","owners":[{"name":"Moss Lane Founders","country":"MY","percent":100}]}
{"kind":"customer","id":"C-9","name":"Shore Lantern Ltd","country":"CN"}
{"kind":"holding","owner":"Shore Lantern Ltd","owned":"Tarn Holdings","percent":80}
`
	order := func(id, customer, day, to, final, part string) string {
		return fmt.Sprintf(`{"kind":"shipment","id":%q,"customer":%q,"date":%q,"ship_date":%q,"doc_type":"order","direction":"out","destination_country":%q,"final_destination_country":%q,"lines":[{"line":1,"description":%q,"quantity":4}]}`+"\n", id, customer, day, day, to, final, part)
	}
	const h100, a800 = "NVIDIA H100 80GB PCIe", "NVIDIA A800 80GB PCIe"
	importText(t, d, "book.jsonl", party+order("L-1", "C-1", "2025-08-12", "CN", "MY", h100)+order("L-2", "C-2", "2025-08-12", "MY", "", h100)+
		order("L-3", "C-1", "2023-03-10", "CN", "", a800)+order("L-4", "C-1", "2023-11-17", "CN", "", a800)+
		order("L-5", "C-3", "2025-08-12", "unknown", "", h100)+order("L-6", "C-3", "2025-08-12", "MY", "unknown", h100)+order("L-7", "C-3", "2025-08-12", "MY", "", h100))
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ id, needed, destination, headquarters string }{
		{"L-1", "yes", "yes", "no"},
		{"L-2", "yes", "no", "yes"},
		{"L-3", "", "", ""}, // no chip of the first controls
		{"L-4", "yes", "yes", "no"},
		{"L-5", "open", "open", "no"}, // a destination that was asked for in vain is not the one next to it
		{"L-6", "open", "open", "no"},
		{"L-7", "open", "no", "no"}, // owners are told, and only a starter list to hold them against
	} {
		v, err := d.Case(ctx, c.id)
		if err != nil {
			t.Fatal(err)
		}
		if c.needed == "" {
			if len(v.Licences) != 0 {
				t.Errorf("%s lays out %+v", c.id, v.Licences)
			}
			continue
		}
		if len(v.Licences) != 1 || v.Licences[0].Needed != c.needed || v.Licences[0].Destination != c.destination || v.Licences[0].Headquarters != c.headquarters {
			t.Errorf("%s lays out %+v", c.id, v.Licences)
		}
	}
}

// A list or a prohibition may ask for a licence where place and seat do not, and lists that
// are not settled leave the question open.
func TestLicenceQuestionKnowsWhatElseStops(t *testing.T) {
	for _, c := range []struct {
		needed, pattern string
		kind            data.FindingKind
		listed, want    string
		beside          int
	}{
		{"no", "entity_list_party", data.StopFinding, data.LightRed, "yes", 1},
		{"no", "prc_chip_use", data.StopFinding, data.LightClear, "open", 1},
		{"no", "headquarters_rule", data.StopFinding, data.LightClear, "no", 0},
		{"no", "entity_list_party", data.FlagFinding, data.LightPending, "open", 0},
		{"no", "shell_company", data.FlagFinding, data.LightUnknown, "open", 0},
		{"no", "shell_company", data.FlagFinding, data.LightCleared, "no", 0},
		{"yes", "shell_company", data.FlagFinding, data.LightPending, "yes", 0},
	} {
		v := data.Verdict{Findings: []data.Finding{{Rule: "r", Kind: c.kind, Pattern: c.pattern, Says: "It stops."}}}
		v.Lights.Listed.Is = c.listed
		l := Licence{Needed: c.needed}
		if l.beside(&v); l.Needed != c.want || len(l.Beside) != c.beside {
			t.Errorf("%+v: %+v", c, l)
		}
	}
}

func TestStatedNamesLicenceAndException(t *testing.T) {
	for _, c := range []struct{ licence, exception, want string }{
		{"", "unknown", ""},
		{"none", "", `licence: "none" (as told, not verified)`},
		{"D1234567", "NAC", `licence: "D1234567", exception: "NAC" (as told, not verified)`},
	} {
		if got := stated(&data.Shipment{Licence: c.licence, LicenceException: c.exception}); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// The review of January 2026 is of exports from the United States: an exporter elsewhere is
// told beside it.
func TestTheReviewOfJanuary2026IsOfExportsFromTheUnitedStates(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	order := func(id, exporter string) string {
		return fmt.Sprintf(`{"kind":"shipment","id":%q,"customer":"Belvane Compute","date":"2026-03-02","ship_date":"2026-03-05","doc_type":"order","direction":"out","destination_country":"CN","parties":[{"role":"exporter","name":"Tarn Reexport","country":%q},{"role":"end_user","name":"Belvane Compute","country":"CN"}],"lines":[{"line":1,"description":"NVIDIA H200 141GB SXM","quantity":4}]}`+"\n", id, exporter)
	}
	importText(t, d, "book.jsonl", order("R-1", "US")+order("R-2", "SG")+order("R-3", ""))
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	for id, says := range map[string]bool{"R-1": false, "R-2": true, "R-3": false} {
		v, err := d.Case(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if l := v.Licences[0]; !strings.HasPrefix(l.Review, "case by case since 15 January 2026") || strings.Contains(l.Review, "the exporter told is in Singapore") != says {
			t.Errorf("%s: review %q", id, l.Review)
		}
	}
}
