package yamltree

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"redflag/data"
)

// same holds a tree against what a whole reader makes of the text.
func same(t *testing.T, text string, root *Node) {
	t.Helper()
	var want any
	if err := yaml.Unmarshal([]byte(text), &want); err != nil {
		t.Fatalf("%q is taken, and a whole reader says %v", text, err)
	}
	got, ok := anyOf(root)
	if !ok {
		return // taken by its form, and refused by its values
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%q\nis    %#v\nwants %#v", text, got, want)
	}
	begins(t, strings.Split(text, "\n"), root)
}

// begins checks that nodes begin where they say.
func begins(t *testing.T, lines []string, n *Node) {
	t.Helper()
	at := string([]rune(lines[n.Line-1])[n.Col-1:])
	first, _, _ := strings.Cut(n.Text, " ")
	ok := true
	switch n.Kind {
	case Null:
		ok = n.Text == "" || strings.HasPrefix(at, n.Text)
	case Text, Bool, Number:
		ok = strings.HasPrefix(at, first) || at[0] == '"' || at[0] == '\''
	case Block:
		ok = at[0] == '|' || at[0] == '>'
	case Sequence:
		ok = at[0] == '-' || at[0] == '['
	case Mapping:
		ok = at[0] == '{' || n.Line == n.Keys[0].Line && n.Col == n.Keys[0].Col
	}
	if !ok {
		t.Fatalf("%q: %v %q does not stand at %d:%d", strings.Join(lines, "\n"), n.Kind, n.Text, n.Line, n.Col)
	}
	for _, k := range n.Keys {
		begins(t, lines, k)
	}
	for _, it := range n.Items {
		begins(t, lines, it)
	}
}

// placed compares the places of all nodes with those that a whole reader tells, which it
// does wrongly of some that no file of ours has.
func placed(t *testing.T, text string, n *Node, a ast.Node) {
	t.Helper()
	at := func(n *Node, a ast.Node) {
		if p := a.GetToken().Position; n.Kind != Null && (p.Line != n.Line || p.Column != n.Col) {
			t.Fatalf("%q: %v %q stands at %d:%d, wants %d:%d", text, n.Kind, n.Text, n.Line, n.Col, p.Line, p.Column)
		}
	}
	switch a := a.(type) {
	case *ast.MappingNode:
		for i, v := range a.Values {
			at(n.Keys[i], v.Key)
			placed(t, text, n.Items[i], v.Value)
		}
	case *ast.MappingValueNode:
		at(n.Keys[0], a.Key)
		placed(t, text, n.Items[0], a.Value)
	case *ast.SequenceNode:
		at(n, a)
		for i, v := range a.Values {
			placed(t, text, n.Items[i], v)
		}
	default:
		at(n, a)
	}
}

func TestOwnFilesAreTaken(t *testing.T) {
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		root := Parse(text)
		if root == nil {
			t.Errorf("%s is left to a whole reader", strings.TrimPrefix(path, "../../"))
			return nil
		}
		same(t, string(text), root)
		f, err := parser.ParseBytes(text, 0)
		if err != nil || len(f.Docs) != 1 {
			t.Fatalf("%s: %v, %d documents", path, err, len(f.Docs))
		}
		placed(t, path, root, f.Docs[0].Body)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// texts show what is read, and what is left to others.
var texts = map[string]bool{
	"a: 1\n":                                true,
	"a: 'it''s'\nb: \"x\\n\\\"y\\u4e2d\"\n": true,
	"- a\n- b: c\n  d:\n  - e\n  - f\n-   g: {h: [1, -2, 3.5], i: \"j, k\"}\n":           true,
	"a: |\n  one\n   two\n\n  three\nb: >-\n  one\n  two\n\n\n  three\n    in\n  four\n": true,
	"a: one\n  two # and no more\nb: [x,\n  y,\n  z]\n":                                  true,
	"# all\na: # of it\n  # here\n  b: c # there\n\nd: null\ne:\nf: true\n":              true,
	"a: 2025-05-13\nb: 0x10\nc: 1_000\nd: 010\ne: 1e3\nf: 12:30\ng: 1.2.3\n":             true,
	"\"a b\": {c: d}\n'e': []\nf: {}\n中: 文字\n":                                           true,
	"- - a\n  - b\n-\n  - c\n": true,
	"a: &x b\nc: *x\n":         false,
	"a: !!str 1\n":             false,
	"a:\tb\n":                  false,
	"a: b: c\n":                false,
	"a: 1\na: 2\n":             false,
	"a: b\n c: d\n":            false,
	"a: [b\n":                  false,
	"a: 'b\n  c'\n":            false,
	"---\na: b\n":              false,
	"a\n":                      false,
	"":                         false,
	"<<: {a: b}\n":             false,
	"a: |2\n   b\n":            false,
	"? a\n: b\n":               false,
	"a: [b, c]d\n":             false,
	"a: .5\n":                  true, // and refused by its value
}

func TestWhatIsTaken(t *testing.T) {
	for text, want := range texts {
		root := Parse([]byte(text))
		if (root != nil) != want {
			t.Errorf("%q is taken: %v", text, root != nil)
		}
		if root != nil {
			same(t, text, root)
		}
	}
}

// What is taken means what it means to a whole reader, and stands where it does.
func FuzzTheSameAsAWholeReader(f *testing.F) {
	for text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if root := Parse([]byte(text)); root != nil {
			same(t, text, root)
		}
	})
}

// all has a field of each kind that files are read into.
type all struct {
	Head `yaml:",inline"`
	S    string  `yaml:"s"`
	I    int     `yaml:"i"`
	N8   int8    `yaml:"n8"`
	F    float64 `yaml:"f"`
	B    bool    `yaml:"b"`
	P    *int    `yaml:"p"`
	In   *struct{ A, B string }
	L    []string          `yaml:"l"`
	LL   [][]string        `yaml:"ll"`
	M    map[string]string `yaml:"m"`
	ML   map[string][]int  `yaml:"ml"`
	X    any               `yaml:"x"`
	XS   []any             `yaml:"xs"`
	Self lists             `yaml:"self"`
	Day  data.Date         `yaml:"day"`
	Of   []struct {
		Name string `yaml:"name,omitempty"`
		Skip string `yaml:"-"`
	} `yaml:"of"`
}

// Head is written as part of what it stands in.
type Head struct {
	Source string `yaml:"source"`
	Basis  []string
}

// lists reads itself: one list, or several.
type lists [][]string

func (l *lists) UnmarshalYAML(read func(any) error) error {
	var several [][]string
	if err := read(&several); err == nil {
		*l = several
		return nil
	}
	var one []string
	if err := read(&one); err != nil {
		return err
	}
	*l = lists{one}
	return nil
}

func sameValue(t *testing.T, text string, strict bool) (taken bool) {
	t.Helper()
	root := Parse([]byte(text))
	if root == nil {
		return false
	}
	var got, want all
	if !(&Decoder{Strict: strict}).Decode(root, &got) {
		if !reflect.DeepEqual(got, all{}) {
			t.Fatalf("%q is refused, and something is set: %+v", text, got)
		}
		return false
	}
	var o []yaml.DecodeOption
	if strict {
		o = append(o, yaml.Strict())
	}
	if err := yaml.UnmarshalWithOptions([]byte(text), &want, o...); err != nil {
		t.Fatalf("%q is taken, and a whole reader says %v", text, err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%q\nis    %+v\nwants %+v", text, got, want)
	}
	return true
}

// values show what is put into fields, and what is left to others.
var values = map[string]bool{
	"s: a\ni: 1\nn8: -8\nf: 1.5\nb: true\np: 3\n":                                   true,
	"s: 12\nf: 3\nx: [1, a, {b: null}]\nxs: []\n":                                   true,
	"in: {a: x, b: y}\nl: [a, b]\nll: [[a], [b, c]]\nm: {a: b}\nml:\n  c: [1, 2]\n": true,
	"self: [a, b]\n":                    true,
	"self:\n  - [a]\n  - [b]\n":         true,
	"of:\n  - name: a\n  - {name: b}\n": true,
	"s: |\n  a\n  b\n":                  true,
	"s: True\nl: [a, false, 7]\n":       true,
	"day: 2025-05-13\n":                 true,
	"day: 2025\n":                       true,
	"day: soon\n":                       false,
	"s:\nx:\n":                          true,
	"s: 1.50\n":                         false, // how a number is written as a text
	"s: 010\n":                          false,
	"i: a\n":                            false,
	"i: 1.5\n":                          false,
	"n8: 300\n":                         false,
	"b: 1\n":                            false,
	"l: a\n":                            false,
	"m: [a]\n":                          false,
	"m: {a: null}\n":                    false,
	"nothing: 1\n":                      false,
	"source: a\nbasis: [b]\ns: c\n":     true,
	"s: c\nsource: [a]\n":               false,
	"head: {source: a}\n":               false,
}

func TestWhatIsPutIntoValues(t *testing.T) {
	for text, want := range values {
		if taken := sameValue(t, text, true); taken != want {
			t.Errorf("%q is taken: %v", text, taken)
		}
	}
	if !sameValue(t, "nothing: 1\ns: a\n", false) {
		t.Error("a name without a field is refused, though none has to be known")
	}
}

func FuzzTheSameValues(f *testing.F) {
	for text := range values {
		f.Add(text, true)
	}
	f.Fuzz(func(t *testing.T, text string, strict bool) { sameValue(t, text, strict) })
}

func BenchmarkParse(b *testing.B) {
	text, err := os.ReadFile("../../screening/rules/packs/tradecraft.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if Parse(text) == nil {
			b.Fatal("refused")
		}
	}
}
