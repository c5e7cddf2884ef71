package yamltree

import (
	"encoding"
	"reflect"
	"strconv"
	"strings"
)

// Unmarshal reads a text into what into points at. A name that this has no field for is
// refused. Where it is not ok a whole reader has to read the text, and nothing is set.
func Unmarshal(text []byte, into any) (ok bool) {
	root := Parse(text)
	return root != nil && (&Decoder{Strict: true}).Decode(root, into)
}

// Decoder puts trees into values. It is not for several goroutines.
type Decoder struct {
	Strict bool // a name that a struct has no field for is refused

	known map[reflect.Type]map[string]place
}

// Decode puts a value into what into points at, which is zero. It is not ok, and nothing
// is set, where a whole reader has to.
func (d *Decoder) Decode(n *Node, into any) (ok bool) {
	v := reflect.ValueOf(into).Elem()
	if d.put(n, v) {
		return true
	}
	v.SetZero()
	return false
}

// reader is how a type reads itself.
type reader interface{ UnmarshalYAML(func(any) error) error }

var (
	readerType = reflect.TypeFor[reader]()
	textType   = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// refusal is what a type that reads itself is told.
type refusal struct{}

func (refusal) Error() string { return "this is not of that kind" }

// put sets v, which is zero.
func (d *Decoder) put(n *Node, v reflect.Value) bool {
	t := v.Type()
	if t.NumMethod() > 0 || t.Kind() != reflect.Pointer && reflect.PointerTo(t).NumMethod() > 0 {
		if p := reflect.PointerTo(t); p.Implements(readerType) {
			return v.Addr().Interface().(reader).UnmarshalYAML(func(x any) error {
				if !d.Decode(n, x) {
					return refusal{}
				}
				return nil
			}) == nil
		} else if p.Implements(textType) && !readsItself(p, "UnmarshalYAML") {
			text, ok := textOf(n)
			return ok && n.Kind != Null && v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)) == nil
		} else if readsItself(p, "UnmarshalYAML") || readsItself(p, "UnmarshalJSON") {
			return false
		}
	}
	switch t.Kind() {
	case reflect.Pointer:
		if n.Kind == Null {
			return false
		}
		p := reflect.New(t.Elem())
		v.Set(p)
		return d.put(n, p.Elem())
	case reflect.Struct:
		return n.Kind == Mapping && d.fields(n, v)
	case reflect.Map:
		return n.Kind == Mapping && t.Key().Kind() == reflect.String && d.entries(n, v)
	case reflect.Slice:
		if n.Kind != Sequence {
			return false
		}
		v.Set(reflect.MakeSlice(t, len(n.Items), len(n.Items)))
		for i, it := range n.Items {
			if !d.put(it, v.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Interface:
		if t.NumMethod() > 0 {
			return false
		}
		x, ok := anyOf(n)
		if ok && x != nil {
			v.Set(reflect.ValueOf(x))
		}
		return ok
	}
	return plainValue(n, v)
}

// readsItself reports whether a type is read in a way that is only known to others.
func readsItself(p reflect.Type, method string) bool {
	_, has := p.MethodByName(method)
	return has
}

// textOf is a value as a text: "" of nothing, and what is no text as it would be written.
func textOf(n *Node) (string, bool) {
	switch n.Kind {
	case Null:
		return "", true
	case Text, Block:
		return n.Text, true
	case Bool:
		return strconv.FormatBool(isTrue(n)), true
	case Number:
		x, whole := n.number.(uint64)
		return n.Text, whole && strconv.FormatUint(x, 10) == n.Text
	}
	return "", false
}

func isTrue(n *Node) bool { return n.Text[0]|' ' == 't' }

// plainValue sets a text, a number or a truth.
func plainValue(n *Node, v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		text, ok := textOf(n)
		v.SetString(text)
		return ok
	case reflect.Bool:
		if n.Kind != Bool {
			return false
		}
		v.SetBool(isTrue(n))
		return true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		switch x := n.number.(type) {
		case int64:
			v.SetInt(x)
			return !v.OverflowInt(x)
		case uint64:
			v.SetInt(int64(x))
			return int64(x) >= 0 && !v.OverflowInt(int64(x))
		}
	case reflect.Float32, reflect.Float64:
		switch x := n.number.(type) {
		case int64:
			v.SetFloat(float64(x))
			return true
		case uint64:
			v.SetFloat(float64(x))
			return true
		case float64:
			v.SetFloat(x)
			return !v.OverflowFloat(x)
		}
	}
	return false
}

// anyOf is a value of whatever kind it is written as.
func anyOf(n *Node) (any, bool) {
	switch n.Kind {
	case Null:
		return nil, true
	case Bool:
		return isTrue(n), true
	case Number:
		return n.number, true
	case Text, Block:
		return n.Text, true
	case Sequence:
		all := make([]any, len(n.Items))
		for i, it := range n.Items {
			x, ok := anyOf(it)
			if !ok {
				return nil, false
			}
			all[i] = x
		}
		return all, true
	case Mapping:
		m := make(map[string]any, len(n.Keys))
		for i, k := range n.Keys {
			x, ok := anyOf(n.Items[i])
			if !ok {
				return nil, false
			}
			m[k.Text] = x
		}
		return m, true
	}
	return nil, false
}

func (d *Decoder) entries(n *Node, v reflect.Value) bool {
	t := v.Type()
	m := reflect.MakeMapWithSize(t, len(n.Keys))
	for i, k := range n.Keys {
		x := reflect.New(t.Elem()).Elem()
		if n.Items[i].Kind == Null && t.Elem().Kind() != reflect.Interface || !d.put(n.Items[i], x) {
			return false
		}
		m.SetMapIndex(reflect.ValueOf(k.Text).Convert(t.Key()), x)
	}
	v.Set(m)
	return true
}

func (d *Decoder) fields(n *Node, v reflect.Value) bool {
	at := d.fieldsOf(v.Type())
	if at == nil {
		return false
	}
	for i, k := range n.Keys {
		f, known := at[k.Text]
		if !known {
			if d.Strict {
				return false
			}
			continue
		}
		if !d.put(n.Items[i], f.of(v)) {
			return false
		}
	}
	return true
}

// place is where a field of a struct stands: among its own, or in a struct that is written
// as part of it.
type place struct {
	at     int
	within int // the place in that struct, -1 for a field of its own
}

func (p place) of(v reflect.Value) reflect.Value {
	if v = v.Field(p.at); p.within >= 0 {
		v = v.Field(p.within)
	}
	return v
}

// fieldsOf are the places of the fields of a struct by their names; nil where only a whole
// reader can tell them.
func (d *Decoder) fieldsOf(t reflect.Type) map[string]place {
	if m, ok := d.known[t]; ok {
		return m
	}
	if d.known == nil {
		d.known = map[reflect.Type]map[string]place{}
	}
	d.known[t] = nil
	m := map[string]place{}
	for i := range t.NumField() {
		f := t.Field(i)
		tag, more, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case tag == "" && more == "inline" && f.Type.Kind() == reflect.Struct:
			inner := d.fieldsOf(f.Type)
			for name, p := range inner {
				if _, twice := m[name]; twice || p.within >= 0 {
					return nil
				}
				m[name] = place{i, p.at}
			}
			if inner == nil {
				return nil
			}
			continue
		case f.Anonymous || strings.Contains(more, "inline"):
			return nil
		case !f.IsExported() || tag == "-":
			continue
		case tag == "":
			tag = strings.ToLower(f.Name)
		}
		if _, twice := m[tag]; twice {
			return nil
		}
		m[tag] = place{i, -1}
	}
	d.known[t] = m
	return m
}
