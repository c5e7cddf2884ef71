package dossier

import (
	"reflect"
	"strings"
	"unicode/utf8"

	"redflag/ui/text"
)

// chunk is how much text is made visible at a time: less than text.Line cuts at.
const chunk = 2000

// visible shows what would otherwise act on a printer, a browser or a reader's
// eye: controls, bidi overrides, zero-width characters. Line breaks stay, and
// nothing is cut: a dossier leaves nothing out.
func visible(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if len(s) <= chunk {
		return text.Block(s)
	}
	var b strings.Builder
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		for len(l) > chunk {
			n := chunk
			for n > chunk-utf8.UTFMax && !utf8.RuneStart(l[n]) {
				n--
			}
			b.WriteString(text.Line(l[:n]))
			l = l[n:]
		}
		b.WriteString(text.Line(l))
	}
	return b.String()
}

// printable is a copy of a content in which every text is visible, so that no
// writer can forget one.
func printable(c *Content) *Content {
	out := *c
	out.Record, out.Verdict = nil, nil
	v := reflect.ValueOf(&out).Elem()
	v.Set(seen(v))
	return &out
}

func seen(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.String:
		return reflect.ValueOf(visible(v.String())).Convert(v.Type())
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		for i := range v.NumField() {
			out.Field(i).Set(seen(v.Field(i)))
		}
		return out
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(seen(v.Index(i)))
		}
		return out
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(seen(v.Elem()))
		return out
	}
	return v
}
