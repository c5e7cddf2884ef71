package desk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file of customers that is given as a list would stop them all: it is refused
// until somebody says why it is one. A list that a few of them stand on is taken.
func TestAFileOfCustomersIsNoList(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	var customers, stops strings.Builder
	customers.WriteString("Customer No,Company,Country\n")
	stops.WriteString("id,name,country\n")
	for i := range 20 {
		fmt.Fprintf(&customers, "C-%d,Fjordlys %d AS,NO\n", i, i)
		fmt.Fprintf(&stops, "%d,Kestrel %d Ltd,SG\n", i, i)
	}
	stops.WriteString("99,Fjordlys 3 AS,NO\n")
	importText(t, d, "customers.csv", customers.String())
	add := func(name, text, accept string) ListReport {
		t.Helper()
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := d.AddList(ctx, p, accept)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := add("customers.csv", customers.String(), ""); len(r.Refused) != 1 || !strings.Contains(r.Refused[0], "20 of the 20 names") {
		t.Errorf("a file of customers: %q", r.Refused)
	}
	if r := add("stops.csv", stops.String(), ""); len(r.Refused) != 0 {
		t.Errorf("a list with one customer: %q", r.Refused)
	}
	if r := add("customers.csv", customers.String(), "we stop them all"); len(r.Refused) != 0 {
		t.Errorf("accepted with a reason: %q", r.Refused)
	}
}
