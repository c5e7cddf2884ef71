package intake

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"redflag/data"
)

// names is a small stand-in for the table of countries.
type names map[string]string

func (n names) AtEnd(address string) (string, bool) {
	return n.Lookup(strings.TrimSpace(address[strings.LastIndexByte(address, ',')+1:]))
}

func (n names) Lookup(s string) (string, bool) {
	if iso, ok := n[strings.ToLower(s)]; ok {
		return iso, true
	}
	return noCountries{}.Lookup(s)
}

func (n names) OfPlace(code string) (string, bool) {
	iso, ok := map[string]string{"DXB": "AE", "PVG": "CN", "CAN": "CN", "SGSIN": "SG"}[code]
	return iso, ok
}

// readAll reads content and checks what holds of every report.
func readAll(t testing.TB, name string, content []byte, o Options) ([]*data.Record, *data.ImportReport) {
	t.Helper()
	recs, rep, err := tryRead(name, content, o)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if !rep.Adds() {
		t.Fatalf("%s: the account does not add up: %d read, %v", name, rep.Read, rep.Fates)
	}
	return recs, rep
}

func tryRead(name string, content []byte, o Options) ([]*data.Record, *data.ImportReport, error) {
	if o.Countries == nil {
		o.Countries = testCountries
	}
	var recs []*data.Record
	rep, err := Read(context.Background(), name, bytes.NewReader(content), int64(len(content)), o, func(r *data.Record) error {
		recs = append(recs, r.Clone())
		return nil
	})
	return recs, rep, err
}

func party(s *data.Shipment, role data.Role) *data.Customer {
	for _, p := range s.Parties {
		if p.Role == role {
			return p.Customer
		}
	}
	return &data.Customer{}
}

func notes(rep *data.ImportReport) string {
	var b strings.Builder
	for _, n := range rep.Notes {
		fmt.Fprintf(&b, "row %d %s %s: %s [%s]\n", n.Row, n.Field, n.Fate, n.Reason, n.Raw)
	}
	return b.String()
}

func check(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
