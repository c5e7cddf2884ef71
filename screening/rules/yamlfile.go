package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

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

// yamlFile is one parsed file whose nodes keep their places.
type yamlFile struct {
	name string
	src  string
	root *ast.MappingNode
}

func parseYAML(name string, src []byte) (*yamlFile, error) {
	y := &yamlFile{name: name, src: string(src)}
	if len(src) > largestPack {
		return nil, &Error{File: name, Msg: "the file is larger than a rule pack can be (4 MB)"}
	}
	if !utf8.Valid(src) {
		return nil, &Error{File: name, Msg: "the file is not UTF-8 text"}
	}
	f, err := parser.ParseBytes(src, 0)
	if err != nil {
		return nil, y.wrap(err)
	}
	if len(f.Docs) == 0 || f.Docs[0].Body == nil {
		return nil, &Error{File: name, Line: 1, Col: 1, Msg: "the file is empty"}
	}
	if len(f.Docs) > 1 {
		return nil, &Error{File: name, Msg: "the file holds more than one document (---)"}
	}
	y.root = mapping(f.Docs[0].Body)
	if y.root == nil {
		return nil, y.at(f.Docs[0].Body, "the file must start with a name and a colon, such as pack: or rules:")
	}
	return y, nil
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

func (y *yamlFile) at(n ast.Node, format string, args ...any) error {
	e := &Error{File: y.name, Msg: fmt.Sprintf(format, args...)}
	if p := position(n); p != nil {
		e.Line, e.Col = p.Line, p.Column
	}
	return e
}

func position(n ast.Node) *token.Position {
	if n == nil {
		return nil
	}
	if m := mapping(n); m != nil && len(m.Values) > 0 {
		return m.Values[0].Key.GetToken().Position
	}
	if t := n.GetToken(); t != nil {
		return t.Position
	}
	return nil
}

// mapping unwraps a node to a mapping, or nil.
func mapping(n ast.Node) *ast.MappingNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n
	case *ast.MappingValueNode:
		return ast.Mapping(n.Start, false, n)
	case *ast.AnchorNode:
		return mapping(n.Value)
	case *ast.TagNode:
		return mapping(n.Value)
	}
	return nil
}

func sequence(n ast.Node) *ast.SequenceNode {
	switch n := n.(type) {
	case *ast.SequenceNode:
		return n
	case *ast.AnchorNode:
		return sequence(n.Value)
	}
	return nil
}

// child is the value of a key, or nil.
func child(n ast.Node, key string) ast.Node {
	m := mapping(n)
	if m == nil {
		return nil
	}
	for _, v := range m.Values {
		if keyText(v) == key {
			return v.Value
		}
	}
	return nil
}

func keyText(v *ast.MappingValueNode) string {
	if s, ok := v.Key.(*ast.StringNode); ok {
		return s.Value
	}
	return strings.TrimSpace(v.Key.String())
}

// keys refuses a key that is not one of the allowed, naming the nearest.
func (y *yamlFile) keys(n ast.Node, what string, allowed ...string) error {
	m := mapping(n)
	if m == nil {
		return y.at(n, "%s must be a list of names with values", what)
	}
	for _, v := range m.Values {
		if k := keyText(v); !slices.Contains(allowed, k) {
			return &Error{y.name, v.Key.GetToken().Position.Line, v.Key.GetToken().Position.Column,
				fmt.Sprintf("%s has no %s; %s", what, k, didYouMean(k, allowed))}
		}
	}
	return nil
}

// into decodes a node; a value of the wrong type is named with its place.
func (y *yamlFile) into(n ast.Node, out any) error {
	if n == nil {
		return nil
	}
	if err := yaml.NodeToValue(n, out); err != nil {
		return y.wrap(err)
	}
	return nil
}

// inside points into a text value: it finds the character of the value at rune
// index i in the source, whatever way the value is quoted or folded.
func (y *yamlFile) inside(n ast.Node, value string, i int, msg string) error {
	p := position(n)
	if p == nil {
		return &Error{File: y.name, Msg: msg}
	}
	e := &Error{y.name, p.Line, p.Column, msg}
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
	for pos < len(src) && (line < p.Line || line == p.Line && col < p.Column) {
		step()
	}
	if l, ok := n.(*ast.LiteralNode); ok && l.Start != nil { // the text starts below | or >
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
