package intake

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"redflag/data"
)

// mostUnmapped bounds the names told of what maps to no field.
const mostUnmapped = 50

// Beside counts what JSON records tell beside their fields.
type Beside struct {
	rows map[string]int
	of   map[string]data.RecordKind // the kind of record that told a name first
	all  []string                   // in the order they were met
}

// Add counts the names of what a record keeps beside its fields, once each whatever
// their place in a list. A field whose value was not understood is kept there too;
// the row's note says so, and it is no name that nobody knows.
func (b *Beside) Add(rec *data.Record) {
	if len(rec.Extra) == 0 {
		return
	}
	if b.rows == nil {
		b.rows, b.of = map[string]int{}, map[string]data.RecordKind{}
	}
	seen := map[string]bool{}
	for _, path := range slices.Sorted(maps.Keys(rec.Extra)) {
		name := placeless(path)
		if seen[name] || isMember(rec.Kind, name) {
			continue
		}
		seen[name] = true
		if _, met := b.rows[name]; !met {
			if len(b.all) == mostUnmapped {
				continue
			}
			b.all, b.of[name] = append(b.all, name), rec.Kind
		}
		b.rows[name]++
	}
}

// Names are the names met, with how many records tell each and the field that may
// be meant.
func (b *Beside) Names() []data.UnknownName {
	var out []data.UnknownName
	for _, name := range b.all {
		out = append(out, data.UnknownName{Name: name, Rows: b.rows[name], MayMean: mayMean(b.of[name], name)})
	}
	return out
}

// placeless is lines[].colour of lines[12].colour.
func placeless(path string) string {
	var b strings.Builder
	for path != "" {
		open := strings.IndexByte(path, '[')
		end := strings.IndexByte(path, ']')
		if open < 0 || end < open {
			break
		}
		b.WriteString(path[:open] + "[]")
		path = path[end+1:]
	}
	return b.String() + path
}

// members are the names of an object's fields in the canonical form, by the list
// that the object stands in; "" is the record itself.
func members(kind data.RecordKind, list string) []string {
	switch list {
	case "lines":
		return jsonNames(reflect.TypeFor[data.Line]())
	case "parties":
		return append(jsonNames(reflect.TypeFor[data.Customer]()), "role")
	case "owners":
		return jsonNames(reflect.TypeFor[data.Owner]())
	case "sites":
		return jsonNames(reflect.TypeFor[data.Site]())
	case "hardware":
		return jsonNames(reflect.TypeFor[data.Hardware]())
	case "":
		switch kind {
		case data.CustomerKind:
			return append(jsonNames(reflect.TypeFor[data.Customer]()), "kind")
		case data.ShipmentKind:
			return append(jsonNames(reflect.TypeFor[data.Shipment]()), "kind")
		}
		return append(jsonNames(reflect.TypeFor[data.Holding]()), "kind")
	}
	return nil
}

func jsonNames(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "" && name != "-" {
			out = append(out, name)
		}
	}
	return out
}

// parted is the list that a name stands in, and the name in it.
func parted(path string) (prefix, list, name string) {
	at := strings.LastIndex(path, "[].")
	if at < 0 {
		return "", "", path
	}
	list = path[:at]
	return path[:at+3], list[strings.LastIndexByte(list, '.')+1:], path[at+3:]
}

func isMember(kind data.RecordKind, path string) bool {
	_, list, name := parted(path)
	return slices.Contains(members(kind, list), name)
}

// mayMean is the field that an unknown name may stand for: by the words that
// headers of files are known by, else by how it is spelt; "" where none is near.
func mayMean(kind data.RecordKind, path string) string {
	prefix, list, name := parted(path)
	names := members(kind, list)
	if voc, err := loadVocabulary(); err == nil {
		words := voc.shipment
		if kind == data.CustomerKind || list == "parties" {
			words = voc.customer
		}
		f, ok := words[fold(name)]
		switch {
		case !ok:
		case slices.Contains(names, f.name) && (f.group == "customer" || f.group == "shipment" || f.group == "line"):
			return prefix + f.name
		case list == "" && f.group == "line":
			return "lines[]." + f.name
		}
		for _, r := range voc.roles {
			if kind == data.ShipmentKind && list == "" && r.folded == fold(name) {
				return "parties[].name with the role " + r.role
			}
		}
	}
	best, shared := nearestName(names, strings.ToLower(name))
	starts := len(best) > 3 && (strings.HasPrefix(name, best) || strings.HasPrefix(best, name))
	if best == "" || !starts && shared*4 < 3*max(len(best), len(name)) {
		return ""
	}
	return prefix + best
}
