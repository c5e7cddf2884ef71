package intake

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
)

// decoder reads canonical records (DESIGN's JSON Lines form) one at a time.
type decoder struct {
	cells
	p       scanner
	parties map[string]*partyEntry
	part    string // the role of a party that tells none: the name that it stands under
	record  string // the text of the record that is read
	// cols stands in for the columns that the readers of values speak of.
	col column
}

// partyEntry is a party read before, with what there was to say of it.
type partyEntry struct {
	party  *data.Customer
	role   data.Role
	fate   data.RowFate
	issues []issue
	extra  map[string]string
}

func newDecoder(a *atlas) *decoder {
	return &decoder{cells: cells{atlas: a}, parties: map[string]*partyEntry{}}
}

// decode reads one record. What there is to say of it stands in d.issues, what
// maps to no field in the record's Extra.
func (d *decoder) decode(line string) (*data.Record, error) {
	d.reset()
	d.p, d.record = scanner{s: line}, line
	kind, err := d.kindOf(line)
	if err != nil {
		return nil, err
	}
	r := &data.Record{Kind: data.RecordKind(kind)}
	switch r.Kind {
	case data.CustomerKind:
		r.Customer = &data.Customer{}
		err = d.customer(r.Customer, "", func(key string) (bool, error) {
			switch key {
			case "kind":
				_, err := d.p.skip()
				return true, err
			case "role":
				return true, d.textAt(&r.Customer.BusinessRole, "role")
			}
			return false, nil
		})
	case data.ShipmentKind:
		r.Shipment = &data.Shipment{}
		err = d.shipment(r.Shipment)
	case data.HoldingKind:
		r.Holding = &data.Holding{}
		err = d.holding(r.Holding)
	case "":
		return nil, errors.New(`no "kind": each record says "customer", "shipment" or "holding"`)
	default:
		return nil, errors.New("kind: " + strconv.Quote(kind) + " is none of customer, shipment, holding")
	}
	if err != nil {
		return nil, err
	}
	if d.p.peek() != 0 || d.p.i < len(d.p.s) {
		return nil, d.p.fail("something stands behind the record")
	}
	r.Extra = d.extra
	d.readExtra(r)
	return r, d.complete(r)
}

// readExtra reads what stands under names that nobody knows.
func (d *decoder) readExtra(r *data.Record) {
	if len(r.Extra) == 0 {
		return
	}
	voc, err := loadVocabulary()
	if err != nil {
		return
	}
	for _, path := range slices.Sorted(maps.Keys(r.Extra)) {
		if !isMember(r.Kind, placeless(path)) {
			d.readBeside(voc, r, path, r.Extra[path], false, func() *data.Customer { return &data.Customer{} })
		}
	}
}

// kindOf finds the record's kind, which canonical files write first.
func (d *decoder) kindOf(line string) (string, error) {
	p := scanner{s: line}
	if p.peek() != '{' {
		return "", p.fail("each line is one object")
	}
	kind := ""
	found := errors.New("found")
	err := p.object(func(key string) error {
		if key != "kind" {
			_, err := p.skip()
			return err
		}
		if p.peek() != '"' {
			return &typeError{"kind", "a text", p.kind()}
		}
		var err error
		if kind, err = p.str(); err != nil {
			return err
		}
		return found
	})
	if err != nil && err != found {
		return "", err
	}
	return kind, nil
}

// complete checks that the record can be named.
func (d *decoder) complete(r *data.Record) error {
	switch {
	case r.Customer != nil && r.Customer.ID == "" && r.Customer.Name == "":
		return errors.New("id: a customer has an id or at least a name")
	case r.Customer != nil && r.Customer.ID == "":
		r.Customer.ID = r.Customer.Name
		d.say(data.Repaired, "id", "no id is told; the name stands for it", r.Customer.Name)
	case r.Shipment != nil && r.Shipment.ID == "":
		if r.Shipment.Order == "" {
			return errors.New("id: a shipment has an id or at least an order")
		}
		r.Shipment.ID = r.Shipment.Order
		d.say(data.Repaired, "id", "no id is told; the order number stands for it", r.Shipment.Order)
	case r.Holding != nil && (r.Holding.Owner == "" || r.Holding.Owned == ""):
		return errors.New("owner, owned: a holding names both")
	}
	return nil
}

// at makes the stand-in column for a member.
func (d *decoder) at(path string) *column {
	d.col.group, d.col.name, d.col.header, d.col.factor = "customer", path, path, 1
	return &d.col
}

// textAt reads a text; a number is taken as it is written.
func (d *decoder) textAt(to *string, path string) error {
	switch c := d.p.peek(); {
	case c == '"':
		s, err := d.p.str()
		if err != nil {
			return err
		}
		if len(s) > 0 && (s[0] <= ' ' || s[len(s)-1] <= ' ') {
			s = strings.TrimSpace(s)
		}
		*to = s
		return nil
	case c == 'n' && d.p.literal("null"):
		return nil
	case c == '-' || c >= '0' && c <= '9':
		t, _, err := d.p.number()
		if err != nil {
			return err
		}
		*to = t
		d.say(data.Repaired, path, "a number read as text", t)
		return nil
	}
	return d.wrong(path, "a text")
}

// wrong is the error for the value that stands next, or for what is no JSON.
func (d *decoder) wrong(path, want string) error {
	got := d.p.kind()
	if _, err := d.p.skip(); err != nil {
		return err
	}
	return &typeError{path, want, got}
}

func (d *decoder) countryAt(to *string, path string) error {
	var s string
	if err := d.textAt(&s, path); err != nil || s == "" {
		return err
	}
	if len(s) == 2 && isUpper(s) {
		if iso, ok := d.atlas.lookup(s); ok {
			*to = iso
			return nil
		}
	}
	*to = d.country(d.at(path), s)
	return nil
}

func (d *decoder) numberAt(to *data.Number, path string) error {
	switch c := d.p.peek(); {
	case c == '-' || c >= '0' && c <= '9':
		_, v, err := d.p.number()
		if err != nil {
			return err
		}
		*to = data.Num(v)
		return nil
	case c == '"':
		s, err := d.p.str()
		if err != nil {
			return err
		}
		n, _ := d.number(d.at(path), strings.TrimSpace(s))
		*to = n
		return nil
	case c == 'n' && d.p.literal("null"):
		return nil
	}
	return d.wrong(path, "a number")
}

func (d *decoder) dateAt(to *data.Date, path string) error {
	switch c := d.p.peek(); {
	case c == '"':
		s, err := d.p.str()
		if err != nil {
			return err
		}
		*to = d.date(d.at(path), strings.TrimSpace(s))
		return nil
	case c == 'n' && d.p.literal("null"):
		return nil
	case c >= '0' && c <= '9':
		t, _, err := d.p.number()
		if err != nil {
			return err
		}
		if len(t) != 4 && len(t) != 8 {
			return &typeError{path, "a date", "the number " + t}
		}
		*to = d.date(d.at(path), t)
		d.say(data.Repaired, path, "a number read as a date", t)
		return nil
	}
	return d.wrong(path, "a date")
}

func (d *decoder) textsAt(to *[]string, path string) error {
	switch c := d.p.peek(); {
	case c == '[':
		return d.p.array(func(n int) error {
			var s string
			if err := d.textAt(&s, path+"["+itoa(n)+"]"); err != nil {
				return err
			}
			if s != "" {
				*to = append(*to, s)
			}
			return nil
		})
	case c == 'n' && d.p.literal("null"):
		return nil
	case c == '"':
		var s string
		if err := d.textAt(&s, path); err != nil {
			return err
		}
		if s != "" {
			*to = []string{s}
			d.say(data.Repaired, path, "one text read as a list of one", s)
		}
		return nil
	}
	return d.wrong(path, "a list of texts")
}

func (d *decoder) choiceAt(to *string, path string, words map[string]string) error {
	if d.p.literal("true") {
		*to = "yes"
		return nil
	}
	if d.p.literal("false") {
		*to = "no"
		return nil
	}
	var s string
	if err := d.textAt(&s, path); err != nil || s == "" {
		return err
	}
	*to = d.choice(d.at(path), s, words, data.UnknownWord)
	return nil
}

// list reads a list of objects.
func (d *decoder) list(path string, element func(n int, at string) error) error {
	switch c := d.p.peek(); {
	case c == 'n' && d.p.literal("null"):
		return nil
	case c == '[':
		return d.p.array(func(n int) error {
			at := path + "[" + itoa(n) + "]"
			if d.p.peek() != '{' {
				return d.wrong(at, "an object")
			}
			return element(n, at)
		})
	}
	return d.wrong(path, "a list of objects")
}

// unknown keeps a member that is no field beside the record.
// unknownOfShipment takes in a member that no field of a shipment has: under the name of a
// part ("ship_to") stands who plays it.
func (d *decoder) unknownOfShipment(s *data.Shipment, key string) error {
	voc, err := loadVocabulary()
	if err != nil {
		return d.unknown(key)
	}
	c, part := d.p.peek(), ""
	switch {
	case c == '{':
		part = voc.partOf(key)
	case c == '"' && key != "ship" && key != "bill" && key != "delivery" && key != "entity": // told of other things, too
		part = voc.roleOf(fold(key))
	}
	if part == "consignee" {
		part = string(data.UltimateConsignee)
	}
	if part == "" || part == "partner" {
		return d.unknown(key)
	}
	if c == '{' {
		d.part = part
		err = d.party(s, key)
		d.part = ""
	} else {
		var name string
		if err = d.textAt(&name, key); err != nil || name == "" {
			return err
		}
		s.Parties = append(s.Parties, data.Party{Role: data.Role(part), Customer: &data.Customer{Name: name}})
	}
	d.say(data.Repaired, key, "read as a party with the role "+part, "")
	return err
}

func (d *decoder) unknown(path string) error {
	v, err := d.p.skip()
	if err != nil {
		return err
	}
	if len(v) > 1 && v[0] == '"' {
		q := scanner{s: v}
		v, _ = q.str()
	}
	if v != "null" && v != "" {
		d.keep(path, v)
	}
	return nil
}
