package intake

import (
	"fmt"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"
)

// Mapping is how a file is to be read, as a person saved it. What it does not
// say is found out from the file.
type Mapping struct {
	Source    string            `yaml:"source,omitempty"`     // name of the feed; part of each record's key
	Kind      string            `yaml:"kind,omitempty"`       // customers or shipments
	Columns   map[string]string `yaml:"columns,omitempty"`    // header -> field; "" keeps the column beside the record
	DateOrder string            `yaml:"date_order,omitempty"` // dmy, mdy, ymd
	Decimal   string            `yaml:"decimal,omitempty"`    // "." or ","
	Delimiter string            `yaml:"delimiter,omitempty"`  // comma, semicolon, tab, pipe
	Encoding  string            `yaml:"encoding,omitempty"`
	Currency  string            `yaml:"currency,omitempty"` // of amounts for which neither a column nor its header tells one
}

// ParseMapping reads a saved mapping; faults name file, line and column.
func ParseMapping(name string, src []byte) (*Mapping, error) {
	var f struct {
		Source    string          `yaml:"source"`
		Kind      word            `yaml:"kind"`
		Columns   map[string]word `yaml:"columns"`
		DateOrder word            `yaml:"date_order"`
		Decimal   word            `yaml:"decimal"`
		Delimiter word            `yaml:"delimiter"`
		Encoding  word            `yaml:"encoding"`
		Currency  word            `yaml:"currency"`
	}
	if err := yaml.UnmarshalWithOptions(src, &f, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("the mapping %s cannot be read: %w", name, err)
	}
	at := func(w word, format string, args ...any) error {
		return fmt.Errorf("%s:%d:%d: %s", name, w.Line, w.Col, fmt.Sprintf(format, args...))
	}
	voc, err := loadVocabulary()
	if err != nil {
		return nil, err
	}
	m := &Mapping{Source: f.Source, Kind: f.Kind.Text, DateOrder: f.DateOrder.Text, Decimal: f.Decimal.Text, Delimiter: f.Delimiter.Text, Encoding: f.Encoding.Text, Currency: strings.ToUpper(f.Currency.Text)}
	if len(f.Columns) > 0 && m.Kind == "" {
		return nil, at(word{Line: 1, Col: 1}, "a mapping with columns says its kind: customers or shipments")
	}
	if m.Kind != "" && m.Kind != Customers && m.Kind != Shipments {
		return nil, at(f.Kind, "kind is customers or shipments, not %q", m.Kind)
	}
	switch m.DateOrder {
	case "", DayFirst, MonthFirst, YearFirst:
	default:
		return nil, at(f.DateOrder, "date_order is dmy, mdy or ymd, not %q", m.DateOrder)
	}
	if m.Decimal != "" && m.Decimal != "." && m.Decimal != "," {
		return nil, at(f.Decimal, `decimal is "." or ",", not %q`, m.Decimal)
	}
	if m.Delimiter != "" {
		if _, err := delimiterNamed(m.Delimiter); err != nil {
			return nil, at(f.Delimiter, "%v", err)
		}
	}
	if m.Encoding != "" {
		if _, err := charsetNamed(m.Encoding); err != nil {
			return nil, at(f.Encoding, "%v", err)
		}
	}
	if m.Currency != "" && !isCurrency(m.Currency) {
		return nil, at(f.Currency, "currency is a code of three letters such as USD, not %q", f.Currency.Text)
	}
	if f.Columns != nil {
		m.Columns = map[string]string{}
	}
	for h, w := range f.Columns {
		if w.Text != "" {
			if _, ok := voc.byPath[m.Kind][w.Text]; !ok {
				return nil, at(w, "%s have no field %q%s", m.Kind, w.Text, nearest(voc.byPath[m.Kind], w.Text))
			}
		}
		m.Columns[h] = w.Text
	}
	return m, nil
}

// nearest suggests the field that shares the longest start or end with a typo.
func nearest(paths map[string]field, typo string) string {
	names := make([]string, 0, len(paths))
	for p := range paths {
		names = append(names, p)
	}
	sort.Strings(names)
	best, _ := nearestName(names, typo)
	if best == "" {
		return ""
	}
	return "; the nearest is " + best
}

// nearestName is the name that shares most with a typo, and how many letters.
func nearestName(names []string, typo string) (best string, score int) {
	score = 1
	for _, p := range names {
		n := 0
		for n < len(p) && n < len(typo) && p[n] == typo[n] {
			n++
		}
		for k := 1; k <= len(p)-n && k <= len(typo)-n && p[len(p)-k] == typo[len(typo)-k]; k++ {
			n++
		}
		if n > score {
			best, score = p, n
		}
	}
	return best, score
}
