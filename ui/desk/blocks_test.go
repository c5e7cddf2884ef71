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
// about: the two know the same names, and nothing that is blocked passes between them.
func TestEveryColumnOfBlocksIsAskedAbout(t *testing.T) {
	text, err := os.ReadFile("../../data/intake/fields.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Blocks []string `yaml:"blocks"`
	}
	if err := yaml.Unmarshal(text, &f); err != nil || len(f.Blocks) < 50 {
		t.Fatalf("%d columns of blocks, %v", len(f.Blocks), err)
	}
	ctx := context.Background()
	d := openDesk(t, filepath.Join(t.TempDir(), "w.db"), t.TempDir())
	orders := "Order No,Customer No,Order Date,Description,Qty,Destination\n"
	for i, column := range f.Blocks {
		importText(t, d, fmt.Sprintf("c%d.csv", i), fmt.Sprintf("Customer No,Company,Country,%s\nC-%d,Firm of column %d Sdn Bhd,Malaysia,Z1\n", column, i, i))
		orders += fmt.Sprintf("O-%d,C-%d,2026-03-02,NVIDIA H200 NVL,8,Malaysia\n", i, i)
	}
	importText(t, d, "orders.csv", orders)
	if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	for i, column := range f.Blocks {
		v, err := d.Case(ctx, fmt.Sprintf("O-%d", i))
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(v.Verdict.Findings, func(f data.Finding) bool { return f.Rule == "blocked-by-a-code" })
		if at < 0 || !strings.Contains(v.Verdict.Findings[at].Says, "Z1") {
			t.Errorf("a code under %q is not asked about", column)
		}
	}
}
