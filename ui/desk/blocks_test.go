package desk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"redflag/data"
)

// Every column in which the importer keeps a code of a block is one that screening asks
// about, and so is every word of a block under the standing of a customer: the two know the
// same names, and nothing that is blocked passes between them.
func TestEveryColumnOfBlocksIsAskedAbout(t *testing.T) {
	text, err := os.ReadFile("../../data/intake/fields.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Blocks  []string `yaml:"blocks"`
		Blocked []string `yaml:"blocked"`
	}
	if err := yaml.Unmarshal(text, &f); err != nil || len(f.Blocks) < 50 || len(f.Blocked) < 30 {
		t.Fatalf("%d columns of blocks, %d words of them, %v", len(f.Blocks), len(f.Blocked), err)
	}
	ctx := context.Background()
	d := openDesk(t, filepath.Join(t.TempDir(), "w.db"), t.TempDir())
	orders := "Order No,Customer No,Order Date,Description,Qty,Destination\n"
	told := map[string]string{} // what is asked about, by order
	for i, column := range f.Blocks {
		importText(t, d, fmt.Sprintf("c%d.csv", i), fmt.Sprintf("Customer No,Company,Country,%s\nC-%d,Firm of column %d Sdn Bhd,Malaysia,Z1\n", column, i, i))
		orders += fmt.Sprintf("O-%d,C-%d,2026-03-02,NVIDIA H200 NVL,8,Malaysia\n", i, i)
		told[fmt.Sprintf("O-%d", i)] = column + ": Z1"
	}
	standings := "Customer No,Company,Country,Status\n"
	for i, word := range f.Blocked {
		standings += fmt.Sprintf("S-%d,Firm of standing %d Sdn Bhd,Malaysia,%s\n", i, i, word)
		orders += fmt.Sprintf("P-%d,S-%d,2026-03-02,NVIDIA H200 NVL,8,Malaysia\n", i, i)
		told[fmt.Sprintf("P-%d", i)] = "Status: " + word
	}
	importText(t, d, "standings.csv", standings)
	importText(t, d, "orders.csv", orders)
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	for order, told := range told {
		v, err := d.Case(ctx, order)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(v.Verdict.Findings, func(f data.Finding) bool { return f.Rule == "blocked-by-a-code" })
		if _, value, _ := strings.Cut(told, ": "); at < 0 || !strings.Contains(v.Verdict.Findings[at].Says, value) {
			t.Errorf("%q is not asked about", told)
		}
	}
}
