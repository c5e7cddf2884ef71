package reference

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"redflag/data"
	"redflag/data/yamltree"
)

// document is a parsed YAML table that can say where a value stands.
type document struct {
	r    *reader
	name string
	text []byte
	tree *ast.File // parsed again only to place a fault
}

// yaml reads a table. A field that the value does not have is a fault.
func (r *reader) yaml(name string, into any) *document {
	text := r.file(name)
	d := &document{r: r, name: name, text: text}
	if r.err != nil {
		return d
	}
	if yamltree.Unmarshal(text, into) {
		return d
	}
	err := yaml.UnmarshalWithOptions(text, into, yaml.Strict())
	if err == nil {
		return d
	}
	s := err.Error()
	at, rest, ok := strings.Cut(s, "]")
	if !ok || !strings.HasPrefix(at, "[") {
		r.fail(fmt.Errorf("%s: %w", name, err))
		return d
	}
	line, _, _ := strings.Cut(strings.TrimSpace(rest), "\n")
	r.fail(fmt.Errorf("%s:%s: %s", name, at[1:], line))
	return d
}

// fail keeps a fault at the YAML path, with file, line and column.
func (d *document) fail(what, path string, args ...any) {
	if d.r.err != nil {
		return
	}
	if d.tree == nil {
		d.tree, _ = parser.ParseBytes(d.text, 0)
	}
	where := d.name
	if p, err := yaml.PathString(fmt.Sprintf(path, args...)); err == nil && d.tree != nil {
		if n, err := p.FilterFile(d.tree); err == nil && n != nil {
			pos := n.GetToken().Position
			where = fmt.Sprintf("%s:%d:%d", d.name, pos.Line, pos.Column)
		}
	}
	d.r.fail(fmt.Errorf("%s: %s", where, what))
}

// source checks that a row names its source and basis.
func (d *document) source(source, basis, path string, args ...any) {
	if source == "" {
		d.fail("names no source", path, args...)
	}
	if basis != data.Sourced && basis != data.Unverified {
		d.fail(fmt.Sprintf("basis %q is neither sourced nor unverified", basis), path, args...)
	}
}
