package intake

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanner reads one JSON value from a text, member by member, without building
// a tree. Strings without escapes are cut from the text, not copied.
type scanner struct {
	s string
	i int
}

// typeError says that a member holds a value of the wrong type.
type typeError struct{ path, want, got string }

func (e *typeError) Error() string { return fmt.Sprintf("%s: %s is not %s", e.path, e.got, e.want) }

// syntaxError says where a line stops being JSON.
type syntaxError struct {
	at   int
	what string
}

func (e *syntaxError) Error() string {
	return fmt.Sprintf("is no JSON from character %d on: %s", e.at+1, e.what)
}

func (p *scanner) fail(what string) error { return &syntaxError{p.i, what} }

func (p *scanner) peek() byte {
	for p.i < len(p.s) {
		switch c := p.s[p.i]; c {
		case ' ', '\t', '\r', '\n':
			p.i++
		default:
			return c
		}
	}
	return 0
}

func (p *scanner) take(c byte) bool {
	if p.peek() == c {
		p.i++
		return true
	}
	return false
}

// object calls member for each member; it must consume the value.
func (p *scanner) object(member func(key string) error) error {
	if !p.take('{') {
		return p.fail("an object is wanted")
	}
	if p.take('}') {
		return nil
	}
	for {
		if p.peek() != '"' {
			return p.fail("a member's name is wanted")
		}
		key, err := p.str()
		if err != nil {
			return err
		}
		if !p.take(':') {
			return p.fail("a colon is wanted")
		}
		if err := member(key); err != nil {
			return err
		}
		if p.take(',') {
			continue
		}
		if p.take('}') {
			return nil
		}
		return p.fail("a comma or the object's end is wanted")
	}
}

// array calls element for each element; it must consume the value.
func (p *scanner) array(element func(n int) error) error {
	if !p.take('[') {
		return p.fail("a list is wanted")
	}
	if p.take(']') {
		return nil
	}
	for n := 0; ; n++ {
		if err := element(n); err != nil {
			return err
		}
		if p.take(',') {
			continue
		}
		if p.take(']') {
			return nil
		}
		return p.fail("a comma or the list's end is wanted")
	}
}

func (p *scanner) str() (string, error) {
	if !p.take('"') {
		return "", p.fail("a text is wanted")
	}
	start, ascii := p.i, true
	for i := p.i; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case c == '"':
			p.i = i + 1
			t := p.s[start:i]
			if !ascii && !utf8.ValidString(t) {
				t = strings.ToValidUTF8(t, "\uFFFD")
			}
			return t, nil
		case c == '\\':
			return p.escaped(start)
		case c < 0x20:
			p.i = i
			return "", p.fail("a control character stands in a text")
		case c >= 0x80:
			ascii = false
		}
	}
	p.i = len(p.s)
	return "", p.fail("a text is not closed")
}

func (p *scanner) escaped(start int) (string, error) {
	for i := start; i < len(p.s); i++ {
		switch p.s[i] {
		case '\\':
			i++
		case '"':
			var t string
			if err := json.Unmarshal([]byte(p.s[start-1:i+1]), &t); err != nil {
				return "", p.fail("a text holds an escape that JSON does not know")
			}
			p.i = i + 1
			return t, nil
		}
	}
	p.i = len(p.s)
	return "", p.fail("a text is not closed")
}

// number reads a JSON number as written.
func (p *scanner) number() (string, float64, error) {
	p.peek()
	start := p.i
	i := p.i
	digits := func() bool {
		from := i
		for i < len(p.s) && p.s[i] >= '0' && p.s[i] <= '9' {
			i++
		}
		return i > from
	}
	if i < len(p.s) && p.s[i] == '-' {
		i++
	}
	zero := i < len(p.s) && p.s[i] == '0'
	from := i
	if !digits() || zero && i-from > 1 {
		return "", 0, p.fail("a value is wanted")
	}
	if i < len(p.s) && p.s[i] == '.' {
		i++
		if !digits() {
			return "", 0, p.fail("a number breaks off")
		}
	}
	if i < len(p.s) && (p.s[i] == 'e' || p.s[i] == 'E') {
		i++
		if i < len(p.s) && (p.s[i] == '+' || p.s[i] == '-') {
			i++
		}
		if !digits() {
			return "", 0, p.fail("a number breaks off")
		}
	}
	t := p.s[start:i]
	v, err := strconv.ParseFloat(t, 64)
	if err != nil {
		return "", 0, p.fail("a number is too large")
	}
	p.i = i
	return t, v, nil
}

func (p *scanner) literal(w string) bool {
	if p.peek(); strings.HasPrefix(p.s[p.i:], w) {
		p.i += len(w)
		return true
	}
	return false
}

// maxDepth bounds how deep values may nest.
const maxDepth = 64

// skip passes over one value and returns it as written.
func (p *scanner) skip() (string, error) {
	p.peek()
	start := p.i
	if err := p.skipValue(0); err != nil {
		return "", err
	}
	return p.s[start:p.i], nil
}

func (p *scanner) skipValue(depth int) error {
	if depth > maxDepth {
		return p.fail("values nest too deep")
	}
	switch c := p.peek(); {
	case c == '{':
		return p.object(func(string) error { return p.skipValue(depth + 1) })
	case c == '[':
		return p.array(func(int) error { return p.skipValue(depth + 1) })
	case c == '"':
		_, err := p.str()
		return err
	case c == 't' && p.literal("true"), c == 'f' && p.literal("false"), c == 'n' && p.literal("null"):
		return nil
	}
	_, _, err := p.number()
	return err
}

// kind names the type of the next value, for messages.
func (p *scanner) kind() string {
	switch c := p.peek(); c {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a text"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	}
	return "a number"
}
