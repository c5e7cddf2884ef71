package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const module = "redflag"

// source is one Go file of the module.
type source struct {
	file string // relative to the module root, slashes
	pkg  string // folder relative to the module root
	test bool
	ast  *ast.File
}

func sources(t *testing.T) []source {
	t.Helper()
	root := "../.."
	var all []source
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, p)
		rel = filepath.ToSlash(rel)
		if d.IsDir() && rel != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") {
			return nil
		}
		f, err := parser.ParseFile(fset, p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		all = append(all, source{rel, path.Dir(rel), strings.HasSuffix(rel, "_test.go"), f})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// mayImport says whether a package of this module may import another of it.
func mayImport(from, to string) bool {
	in := func(p, dir string) bool { return p == dir || strings.HasPrefix(p, dir+"/") }
	switch {
	case from == "data":
		return false
	case in(from, "data"):
		return in(to, "data")
	case in(from, "screening"):
		return in(to, "screening") || to == "data" || to == "data/reference" || to == "data/tape" || to == "data/yamltree"
	case in(from, "ui/desk"):
		return in(to, "screening") || in(to, "data")
	case in(from, "ui/dossier"):
		return in(to, "ui") || in(to, "data")
	case in(from, "ui"):
		return in(to, "ui") || to == "data"
	case in(from, "cmd"):
		return true
	}
	return false
}

func TestArrowsRunOneWay(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, im := range s.ast.Imports {
			p := strings.Trim(im.Path.Value, `"`)
			to, ours := strings.CutPrefix(p, module+"/")
			if ours && !mayImport(s.pkg, to) {
				t.Errorf("%s imports %s: arrows run cmd -> ui -> screening -> data", s.file, to)
			}
			if p == "net" || strings.HasPrefix(p, "net/") && p != "net/url" && p != "net/mail" {
				t.Errorf("%s imports %s: the program opens no socket", s.file, p)
			}
		}
	}
}

func TestScreeningDoesNoInputOrOutput(t *testing.T) {
	barred := map[string]bool{"os": true, "os/exec": true, "time/tzdata": true, "database/sql": true, "math/rand": true, "math/rand/v2": true, "crypto/rand": true}
	clock := regexp.MustCompile(`^(Now|Since|Until|Sleep|After|Tick|NewTimer|NewTicker)$`)
	for _, s := range sources(t) {
		if s.test || !strings.HasPrefix(s.pkg, "screening") {
			continue
		}
		for _, im := range s.ast.Imports {
			if p := strings.Trim(im.Path.Value, `"`); barred[p] {
				t.Errorf("%s imports %s: screening is a pure function", s.file, p)
			}
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == "time" && clock.MatchString(sel.Sel.Name) {
				t.Errorf("%s reads the clock (time.%s): dates are passed in", s.file, sel.Sel.Name)
			}
			return true
		})
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	doc := map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		doc[s.pkg] = doc[s.pkg] || s.ast.Doc != nil && len(s.ast.Doc.Text()) > 60
	}
	for pkg, ok := range doc {
		if !ok {
			t.Errorf("package %s has no comment that says what it is for", pkg)
		}
		switch path.Base(pkg) {
		case "util", "utils", "common", "helpers", "misc":
			t.Errorf("package %s has a name that says nothing", pkg)
		}
	}
}

func TestTopLevelIsTheHouse(t *testing.T) {
	allowed := map[string]bool{"cmd": true, "ui": true, "screening": true, "data": true, "go.mod": true, "go.sum": true, "README.md": true, "LICENSE": true}
	entries, err := os.ReadDir("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !allowed[e.Name()] && !strings.HasPrefix(e.Name(), ".") && e.Name() != "redflag" && e.Name() != "dist" {
			t.Errorf("top level holds %s", e.Name())
		}
	}
}

// The SQLite driver is generated against one version of its C library; another
// one builds and then fails in ways that tests may not see.
func TestSQLiteDriverAndItsLibraryAgree(t *testing.T) {
	want := map[string]string{"modernc.org/sqlite": "v1.61.1", "modernc.org/libc": "v1.79.0"}
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for m, v := range want {
		if !regexp.MustCompile(`(?m)^\s*` + regexp.QuoteMeta(m) + ` ` + regexp.QuoteMeta(v) + `( |$)`).Match(mod) {
			t.Errorf("go.mod does not hold %s at %s, the pair that was tested together", m, v)
		}
	}
}

func TestNoPathOfAMachineIsWrittenDown(t *testing.T) {
	bad := regexp.MustCompile(`/(root|home/\w+|Users/\w+)/`)
	for _, s := range sources(t) {
		b, err := os.ReadFile(filepath.Join("../..", s.file))
		if err != nil {
			t.Fatal(err)
		}
		if m := bad.Find(b); m != nil && s.file != "cmd/redflag/house_test.go" {
			t.Errorf("%s holds the path %s", s.file, m)
		}
	}
}
