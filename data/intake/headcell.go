package intake

import (
	"slices"
	"strings"
)

// headCell is what stands above the header of a table and tells of all its rows, as the
// head of an invoice or a packing list does: "Consignee", "Kappa Ltd".
type headCell struct {
	column
	at    int // row, from 0
	value string
}

// readHead finds what the rows above the header tell that no column does.
func (t *table) readHead(above [][]string) {
	if t.cols.kind != Shipments {
		return
	}
	role := ""
	for at, row := range above {
		for i := 0; i < len(row); i++ {
			label, value, own := strings.Cut(strings.TrimSpace(row[i]), ":")
			value = strings.TrimSpace(value)
			f := t.voc.headField(label, role)
			if f.name == "" || own && value == "" && i+1 >= len(row) {
				continue
			}
			if value == "" {
				next := i + 1
				for next < len(row) && strings.TrimSpace(row[next]) == "" {
					next++
				}
				if next == len(row) || t.voc.headField(strings.TrimRight(row[next], ": "), "").name != "" {
					continue
				}
				value, i = strings.TrimSpace(row[next]), next
			}
			if f.group != "shipment" {
				role = f.group
			}
			t.addHead(headCell{column{field: f, header: strings.TrimSpace(label), factor: 1}, at, value})
		}
	}
}

// headField is what a label above a table tells: of the shipment or of a party. What is told
// of somebody, and not of whom, is told of the party above it.
func (v *vocabulary) headField(label, role string) field {
	f, bare := v.match(Shipments, label)
	if paths := v.ambiguous["shipment "+fold(label)]; f.name == "" && len(paths) > 0 && v.beside["shipment "+fold(label)] == "" {
		f = v.byPath[Shipments][paths[0]]
	}
	if bare && role != "" && f.group == "customer" {
		f = v.byPath[Shipments][role+"."+f.name]
	}
	switch f.group {
	case "line", "customer", "partner":
		return field{}
	case "consignee":
		f.group = "ultimate_consignee"
	case "bill_to":
		f.group = "purchaser"
	}
	return f
}

// addHead keeps what is told above the table where no column tells it: a party of the
// table is told by the table alone.
func (t *table) addHead(h headCell) {
	told := func(f field) bool {
		switch {
		case h.name == "customer" && h.group == "shipment":
			return f.group == "purchaser" || f.group == h.group && f.name == h.name
		case h.group == "shipment":
			return f.group == h.group && f.name == h.name
		}
		return f.group == h.group
	}
	if notTold(h.value) || slices.Contains([]string{"", "all", "any", "alle", "tous", "todos", "全部"}, fold(h.value)) { // what a report was filtered by
		return
	}
	if slices.ContainsFunc(t.cols.fields, told) || slices.ContainsFunc(t.head, func(o headCell) bool { return o.field == h.field }) {
		return
	}
	t.head = append(t.head, h)
	if h.group == "shipment" && len(t.keys) == 0 && t.headKey == nil && slices.Contains(shipmentKeys, h.name) {
		t.headKey = []byte(h.value)
	}
}

// headOf is what a row above the table tells of all rows below it, for the report.
func (t *table) headOf(at int) string {
	var told []string
	for _, h := range t.head {
		if h.at == at {
			told = append(told, h.path())
		}
	}
	return strings.Join(told, ", ")
}
