package lookup

// Field says what a text is. Numbers are kept in pages: append only.
type Field uint8

const (
	Name Field = iota
	Alias
	ID
	Registration
	Address
	Phone
	Mail
	Website
	Person
	Owner
	Order
	Shipment
	BL
	AWB
	Licence
	Serial
	Column // a number in a column that is no field

	fields
)

func (f Field) String() string {
	if f >= fields {
		return ""
	}
	return [fields]string{
		"name", "other name", "id", "registration number", "address", "phone", "mail address", "website", "person", "owner",
		"order", "shipment", "bill of lading", "air waybill", "licence", "serial number", "another column",
	}[f]
}

// joined says whether a text of this field is a number, in which spaces and
// punctuation mean nothing.
func (f Field) joined() bool {
	switch f {
	case ID, Registration, Phone, Order, Shipment, BL, AWB, Licence, Serial, Column:
		return true
	}
	return false
}

// A row of a text is its values, each between a head and a tail, and an end. The
// tail tells the field. Folded text holds no control characters, so that none of
// these can stand in it.
const (
	head    = 0x1f
	end     = '\n'
	tails   = 0x0b // of the first field
	longest = 512  // bytes of a value that are kept
)

// appendValue appends one value of a row; what folds to nothing is left out.
func appendValue(dst []byte, f Field, s string) []byte {
	if s == "" {
		return dst
	}
	if len(s) > longest {
		s = s[:longest]
	}
	start := len(dst)
	dst = append(dst, head)
	dst = fold(dst, s, f.joined(), nil)
	if len(dst) == start+1 {
		return dst[:start]
	}
	return append(dst, tails+byte(f))
}
