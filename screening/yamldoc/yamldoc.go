// Package yamldoc reads the YAML files that screening is configured with and says
// of every fault in which file, line and column it stands. It must not know what
// any of the files mean.
package yamldoc

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"redflag/data/yamltree"
)

// Document is a parsed file that can say where a value stands.
type Document struct {
	name string
	text []byte
	file *ast.File // parsed when a fault is to be placed
}

// Open parses text into a value, which is zero. A field that the value does not have is
// an error, so that a typing mistake is not silently ignored.
func Open(name string, text []byte, into any) (doc *Document, err error) {
	if yamltree.Unmarshal(text, into) {
		return &Document{name: name, text: text}, nil
	}
	// The reader of YAML panics on some broken files; to whoever wrote one it is a
	// fault of the file like any other.
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, fmt.Errorf("%s: it cannot be read as YAML (%v)", name, r)
		}
	}()
	f, err := parser.ParseBytes(text, 0)
	if err == nil {
		err = yaml.NewDecoder(strings.NewReader(string(text)), yaml.Strict()).Decode(into)
	}
	if err == nil {
		return &Document{name, text, f}, nil
	}
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: the file is empty", name)
	}
	s := err.Error()
	at, rest, ok := strings.Cut(s, "]")
	if !ok || !strings.HasPrefix(at, "[") {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	line, _, _ := strings.Cut(strings.TrimSpace(rest), "\n")
	return nil, fmt.Errorf("%s:%s: %s", name, at[1:], InWords(line))
}

// How the reader of YAML says that a value is of the wrong kind.
var (
	wrongType  = regexp.MustCompile(`^cannot unmarshal (\S+) into Go (?:struct field \S+|value) of type (\S+)$`)
	wrongShape = regexp.MustCompile(`^(\S+) was used where (\S+) is expected$`)
)

// InWords says a fault of type as whoever wrote the file would.
func InWords(fault string) string {
	for _, s := range [...]struct{ fault, words string }{
		{"mapping value is not allowed in this context", "a colon and a blank begin a value, and this text is within one already; put the text in quotes"},
		{"found character '\t' that cannot start any token", "a line begins with a tab; lines are moved in by blanks"},
	} {
		if strings.HasPrefix(fault, s.fault) {
			return s.words
		}
	}
	m := wrongType.FindStringSubmatch(fault)
	if m == nil {
		m = wrongShape.FindStringSubmatch(fault)
	}
	if m == nil {
		return fault
	}
	return fmt.Sprintf("%s is wanted here, not %s", kind(m[2]), kind(m[1]))
}

func kind(t string) string {
	switch {
	case strings.HasPrefix(t, "["), t == "sequence":
		return "a list"
	case strings.HasPrefix(t, "int"), strings.HasPrefix(t, "uint"), strings.HasPrefix(t, "float"):
		return "a number"
	case t == "string":
		return "a text"
	case t == "bool":
		return "true or false"
	}
	return "a block of fields"
}

// Fail is an error that names file, line and column of the value at the YAML
// path, such as "$.lists[0].questions[2].type".
func (d *Document) Fail(path, format string, args ...any) error {
	where := d.name
	if d.file == nil {
		// What was read before parses; where it should not, the file alone is named.
		d.file, _ = parser.ParseBytes(d.text, 0)
	}
	if p, err := yaml.PathString(path); err == nil && d.file != nil {
		if n, err := p.FilterFile(d.file); err == nil && n != nil {
			pos := n.GetToken().Position
			where = fmt.Sprintf("%s:%d:%d", d.name, pos.Line, pos.Column)
		}
	}
	return fmt.Errorf("%s: %s", where, fmt.Sprintf(format, args...))
}
