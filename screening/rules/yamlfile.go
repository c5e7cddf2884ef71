package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"redflag/data/yamltree"
	"redflag/screening/yamldoc"
)

// Error is what is wrong in a pack, and where.
type Error struct {
	File      string
	Line, Col int // 1-based; 0 where the whole file is meant
	Msg       string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Msg
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Msg)
}

// largestPack bounds a pack file.
const largestPack = 4 << 20

// yamlFile is one file in a tree whose nodes keep their places. What the quick reader of
// YAML does not take is read by the whole one, which also says what is wrong.
type yamlFile struct {
	name string
	src  string
	root *yamltree.Node

	mu      sync.Mutex // guards what follows; tests are read when somebody asks for them
	decoder yamltree.Decoder
	whole   map[place]ast.Node // as the whole reader has them; nil until they are asked for
}

// place is where a node stands; a mapping begins where its first key does.
type place struct {
	line, col int
	kind      yamltree.Kind // one kind for all that is neither a sequence nor a mapping
}

func parseYAML(name string, src []byte) (*yamlFile, error) {
	y := &yamlFile{name: name, src: string(src)}
	if len(src) > largestPack {
		return nil, &Error{File: name, Msg: "the file is larger than a rule pack can be (4 MB)"}
	}
	if !utf8.Valid(src) {
		return nil, &Error{File: name, Msg: "the file is not UTF-8 text"}
	}
	var err error
	if y.root = yamltree.Parse(src); y.root == nil {
		y.root, err = y.parseWhole()
	}
	if err != nil {
		return nil, err
	}
	if y.root.Kind != yamltree.Mapping {
		return nil, y.at(y.root, "the file must start with a name and a colon, such as pack: or rules:")
	}
	return y, nil
}

// parseWhole reads the file with the whole reader.
func (y *yamlFile) parseWhole() (*yamltree.Node, error) {
	f, err := parser.ParseBytes([]byte(y.src), 0)
	if err != nil {
		return nil, y.wrap(err)
	}
	if len(f.Docs) == 0 || f.Docs[0].Body == nil {
		return nil, &Error{File: y.name, Line: 1, Col: 1, Msg: "the file is empty"}
	}
	if len(f.Docs) > 1 {
		return nil, &Error{File: y.name, Msg: "the file holds more than one document (---)"}
	}
	y.whole = map[place]ast.Node{}
	return y.tree(f.Docs[0].Body), nil
}

// tree is a node of the whole reader as one of ours. What is no text keeps its meaning to
// that reader.
func (y *yamlFile) tree(n ast.Node) *yamltree.Node {
	out := &yamltree.Node{Kind: yamltree.Other}
	if t := n.GetToken(); t != nil && t.Position != nil {
		out.Line, out.Col = t.Position.Line, t.Position.Column
	}
	switch n := n.(type) {
	case *ast.AnchorNode:
		return y.tree(n.Value)
	case *ast.TagNode:
		if n.Value.Type() == ast.MappingType {
			return y.tree(n.Value)
		}
	case *ast.MappingValueNode:
		y.mapping(out, []*ast.MappingValueNode{n})
	case *ast.MappingNode:
		y.mapping(out, n.Values)
	case *ast.SequenceNode:
		out.Kind = yamltree.Sequence
		for _, v := range n.Values {
			out.Items = append(out.Items, y.tree(v))
		}
	case *ast.StringNode:
		out.Kind, out.Text = yamltree.Text, n.Value
	case *ast.LiteralNode:
		out.Kind, out.Text = yamltree.Block, n.Value.Value
	}
	y.whole[placeOf(out)] = n
	return out
}

func (y *yamlFile) mapping(out *yamltree.Node, values []*ast.MappingValueNode) {
	out.Kind = yamltree.Mapping
	for _, v := range values {
		at := v.Key.GetToken().Position
		k := &yamltree.Node{Kind: yamltree.Text, Text: strings.TrimSpace(v.Key.String()), Line: at.Line, Col: at.Column}
		if s, ok := v.Key.(*ast.StringNode); ok {
			k.Text = s.Value
		}
		value := &yamltree.Node{Kind: yamltree.Other, Line: at.Line, Col: at.Column}
		if v.Key.Type() != ast.MergeKeyType {
			value = y.tree(v.Value)
		}
		out.Keys, out.Items = append(out.Keys, k), append(out.Items, value)
	}
}

// wrap gives an error of the YAML library its file, line and column.
func (y *yamlFile) wrap(err error) error {
	var ye yaml.Error
	if errors.As(err, &ye) {
		e := &Error{File: y.name, Msg: yamldoc.InWords(ye.GetMessage())}
		if t := ye.GetToken(); t != nil && t.Position != nil {
			e.Line, e.Col = t.Position.Line, t.Position.Column
		}
		return e
	}
	return &Error{File: y.name, Msg: err.Error()}
}

func (y *yamlFile) at(n *yamltree.Node, format string, args ...any) error {
	e := &Error{File: y.name, Msg: fmt.Sprintf(format, args...)}
	if n != nil {
		at := placeOf(n)
		e.Line, e.Col = at.line, at.col
	}
	return e
}

func placeOf(n *yamltree.Node) place {
	switch {
	case n.Kind == yamltree.Mapping && len(n.Keys) > 0:
		return place{n.Keys[0].Line, n.Keys[0].Col, n.Kind}
	case n.Kind == yamltree.Mapping, n.Kind == yamltree.Sequence:
		return place{n.Line, n.Col, n.Kind}
	}
	return place{n.Line, n.Col, yamltree.Text}
}

// items are those of a list.
func items(n *yamltree.Node) (list []*yamltree.Node, ok bool) {
	if n == nil || n.Kind != yamltree.Sequence {
		return nil, false
	}
	return n.Items, true
}

// keys refuses a key that is not one of the allowed, naming the nearest.
func (y *yamlFile) keys(n *yamltree.Node, what string, allowed ...string) error {
	if n == nil || n.Kind != yamltree.Mapping {
		return y.at(n, "%s must be a list of names with values", what)
	}
	for _, k := range n.Keys {
		if !slices.Contains(allowed, k.Text) {
			return y.at(k, "%s has no %s; %s", what, k.Text, didYouMean(k.Text, allowed))
		}
	}
	return nil
}

// into decodes a node; a value of the wrong type is named with its place.
func (y *yamlFile) into(n *yamltree.Node, out any) error {
	y.mu.Lock()
	defer y.mu.Unlock()
	if n == nil || y.decoder.Decode(n, out) {
		return nil
	}
	if y.whole == nil {
		if _, err := y.parseWhole(); err != nil {
			return err
		}
	}
	whole, ok := y.whole[placeOf(n)]
	if !ok {
		return y.at(n, "this value cannot be read")
	}
	if err := yaml.NodeToValue(whole, out); err != nil {
		return y.wrap(err)
	}
	return nil
}

// inside points into a text value: it finds the character of the value at rune
// index i in the source, whatever way the value is quoted or folded.
func (y *yamlFile) inside(n *yamltree.Node, value string, i int, msg string) error {
	if n == nil {
		return &Error{File: y.name, Msg: msg}
	}
	at := placeOf(n)
	e := &Error{y.name, at.line, at.col, msg}
	src := []rune(y.src)
	pos, line, col := 0, 1, 1
	step := func() {
		if src[pos] == '\n' {
			line, col = line+1, 1
		} else {
			col++
		}
		pos++
	}
	for pos < len(src) && (line < at.line || line == at.line && col < at.col) {
		step()
	}
	if n.Kind == yamltree.Block { // the text starts below | or >
		for pos < len(src) && src[pos] != '\n' {
			step()
		}
	} else if pos < len(src) && (src[pos] == '"' || src[pos] == '\'') {
		step()
	}
	isSpace := func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }
	for k, r := range []rune(value) {
		if isSpace(r) {
			for pos < len(src) && isSpace(src[pos]) {
				step()
			}
			continue
		}
		for pos < len(src) && isSpace(src[pos]) {
			step()
		}
		if pos >= len(src) {
			return e
		}
		if src[pos] != r && pos+1 < len(src) && src[pos+1] == r { // an escape or a doubled quote
			step()
		}
		if src[pos] != r {
			return e
		}
		if k >= i {
			e.Line, e.Col = line, col
			return e
		}
		step()
	}
	e.Line, e.Col = line, col
	return e
}
