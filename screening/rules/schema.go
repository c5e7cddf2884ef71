package rules

import (
	"fmt"
	"iter"
	"strings"

	"redflag/data"
)

// Type is what kind of value a fact has.
type Type uint8

const (
	Bool  Type = iota + 1
	Num        // a number
	Text       // a text, a country code, a word of a fixed set
	Date       // a date that may be only a year or a month
	Texts      // a list of texts
	Group      // a list of elements with fields of their own
	Shown      // a text for {placeholders} alone; a condition cannot read it
)

func (t Type) String() string {
	return [...]string{"nothing", "yes-or-no", "number", "text", "date", "list of texts", "group", "shown text"}[min(int(t), 7)]
}

// Field is one fact that rules may name.
type Field struct {
	Name    string // dotted, such as "shipment.destination.hub"; of an element's field, plain
	Type    Type
	Doc     string
	Words   []string // a Text fact that only ever has these values; a rule that names another is refused
	Country bool     // a Text fact whose value is the code of a country; a rule that names another word is refused
	Fields  []Field  // of a Group: the fields of an element

	Lasting bool // it is the same wherever the element stands that it is a field of, and in all records of one subject (see Lasting)
}

// InWords is what a fact is, for people, who never see its name. Group is the
// group that an element's field is of, or "".
func (f *Field) InWords(group string) string { return f.words(group, "") }

// AsQuestion is the same for a fact that is not known.
func (f *Field) AsQuestion(group string) string {
	if f.Type == Bool {
		return f.words(group, "whether ")
	}
	return f.words(group, "")
}

func (f *Field) words(group, before string) string {
	says, _, _ := strings.Cut(f.Doc, "; ")
	says, _, _ = strings.Cut(says, ": ")
	if says == "" {
		says = strings.NewReplacer(".", " ", "_", " ").Replace(f.Name)
	}
	subject := map[string]string{"parties": "party", "lines": "line", "hits": "list entry", "owners": "owner", "sites": "site", "mentions": "name in a text"}[group]
	if strings.HasPrefix(f.Name, "customer.") {
		subject = "customer"
	}
	if subject != "" {
		subject += ": "
	}
	return subject + before + says
}

// Schema is the vocabulary of facts. The slot of a field is its index in the
// list given to NewSchema, and that of an element's field its index in Fields.
type Schema struct {
	fields []Field
	slots  map[string]int
	elems  []map[string]int // by group slot

	country func(word string) (code string, isCode bool)
	regimes func() []string
}

// KnowRegimes says which regimes the program has. It is asked where a rule names one; without
// it every word may be one.
func (s *Schema) KnowRegimes(ids func() []string) { s.regimes = ids }

// ReadCountries says what code a word for a country means, "" for none, and whether it is
// that code. Without it every word may be one.
func (s *Schema) ReadCountries(read func(word string) (code string, isCode bool)) { s.country = read }

// NewSchema checks the list of fields and makes their slots.
func NewSchema(fields []Field) (*Schema, error) {
	s := &Schema{fields: fields, slots: make(map[string]int, len(fields)), elems: make([]map[string]int, len(fields))}
	for i, f := range fields {
		if err := checkName(f.Name); err != nil {
			return nil, err
		}
		if _, twice := s.slots[f.Name]; twice {
			return nil, fmt.Errorf("the fact %s is declared twice", f.Name)
		}
		if f.Type < Bool || f.Type > Shown {
			return nil, fmt.Errorf("the fact %s has no type", f.Name)
		}
		s.slots[f.Name] = i
		if f.Type != Group {
			if len(f.Fields) > 0 {
				return nil, fmt.Errorf("the fact %s has element fields but is no group", f.Name)
			}
			continue
		}
		inner := make(map[string]int, len(f.Fields))
		for j, e := range f.Fields {
			if err := checkName(e.Name); err != nil {
				return nil, err
			}
			if strings.Contains(e.Name, ".") || e.Type == Group || e.Type < Bool || e.Type > Shown {
				return nil, fmt.Errorf("the field %s of the group %s is not a plain typed field", e.Name, f.Name)
			}
			if _, twice := inner[e.Name]; twice {
				return nil, fmt.Errorf("the field %s of the group %s is declared twice", e.Name, f.Name)
			}
			inner[e.Name] = j
		}
		s.elems[i] = inner
	}
	return s, nil
}

func checkName(n string) error {
	if n == "" {
		return fmt.Errorf("a fact has no name")
	}
	for part := range strings.SplitSeq(n, ".") {
		if part == "" {
			return fmt.Errorf("the fact name %q has an empty part", n)
		}
		for i, r := range part {
			if !(r == '_' || r >= 'a' && r <= 'z' || i > 0 && r >= '0' && r <= '9') {
				return fmt.Errorf("the fact name %q is not made of small letters, digits, _ and dots", n)
			}
		}
	}
	return nil
}

// Slot is the index by which Facts are asked for the named fact.
func (s *Schema) Slot(name string) (int, bool) { i, ok := s.slots[name]; return i, ok }

// ElemSlot is the index of a field within the elements of a group.
func (s *Schema) ElemSlot(group, field string) (int, bool) {
	g, ok := s.slots[group]
	if !ok || s.elems[g] == nil {
		return 0, false
	}
	i, ok := s.elems[g][field]
	return i, ok
}

// Fields are all facts in slot order.
func (s *Schema) Fields() []Field { return s.fields }

// Value is one fact. Only what its type tells is meaningful, and only when State is
// data.Known. One judgement makes and hands on some hundred of them, so it has no more
// than four members of four words, which is what functions hand on in registers.
type Value struct {
	State data.State
	Date  data.Date
	Num   float64 // of a yes or no, 1 or 0
	Text  string  // of a list, its texts with textEnd after each
}

// textEnd is in no text of a list.
const textEnd = "\x1f"

// YesNo is the value of a yes or no.
func YesNo(yes bool) Value {
	if yes {
		return Value{State: data.Known, Num: 1}
	}
	return Value{State: data.Known}
}

// List is the value of a list of texts.
func List(texts []string) Value {
	var all []byte
	for _, t := range texts {
		all = append(append(all, strings.ReplaceAll(t, textEnd, " ")...), textEnd...)
	}
	return Value{State: data.Known, Text: string(all)}
}

// Bool is a yes or no.
func (v Value) Bool() bool { return v.Num != 0 }

// Texts are those of a list.
func (v Value) Texts() iter.Seq[string] {
	return func(yield func(string) bool) {
		for rest := v.Text; rest != ""; {
			var t string
			if t, rest, _ = strings.Cut(rest, textEnd); !yield(t) {
				return
			}
		}
	}
}

// Facts is what is known of one shipment or customer. The engine asks by slot,
// as often as it likes; answers must not change during one Judge. What it gets
// is read only: that of Value until the next Judge with the same Facts, that of
// Elem until the next Elem.
type Facts interface {
	Value(slot int) *Value
	Len(group int) int
	Elem(group, i, slot int) *Value

	// Evidence and ElemEvidence expand a fact to record, row, line and field with
	// the value as told, or "not told". They are asked only when a rule has fired. Of a
	// list, where words are given, it is what told these.
	Evidence(slot int, words ...string) []data.Evidence
	ElemEvidence(group, i, slot int) []data.Evidence

	// Render is the fact as words for {placeholders}, "not told" where it is not.
	Render(name string) string
}
