package data

import (
	"maps"
	"slices"
)

// RecordKind names what a record is about.
type RecordKind string

const (
	CustomerKind RecordKind = "customer"
	ShipmentKind RecordKind = "shipment"
	HoldingKind  RecordKind = "holding"
)

// Key names a record for good: the feed that told it, its kind and its own id.
// Versions of one record share a key.
type Key struct {
	Source string     `json:"source"` // name of the feed; DefaultSource unless a mapping names one
	Kind   RecordKind `json:"kind"`
	ID     string     `json:"id"`
}

// DefaultSource is the feed of records whose import named none.
const DefaultSource = "main"

// String is how people and the journal write the key: "shipment:1001", with the
// source before it ("sap/shipment:1001") where it is not the default.
func (k Key) String() string {
	s := string(k.Kind) + ":" + k.ID
	if k.Source != "" && k.Source != DefaultSource {
		return k.Source + "/" + s
	}
	return s
}

// Origin says where a record version was told: which import, file, sheet and row.
type Origin struct {
	Import  int64  `json:"import,omitempty"`
	Record  int64  `json:"record,omitempty"`  // the store's id of the record, the same for all its versions; QueueRow.ID
	Version int64  `json:"version,omitempty"` // the store's id of this record version
	File    string `json:"file,omitempty"`
	Sheet   string `json:"sheet,omitempty"`
	Row     int    `json:"row,omitempty"`  // 1-based, the header included
	Hash    string `json:"hash,omitempty"` // sha256 of the canonical record, hex

	Withdrawn bool `json:"withdrawn,omitempty"` // the import that told it was withdrawn
}

// Record is one told record: exactly one of the three pointers is set.
type Record struct {
	Kind     RecordKind
	Source   string // feed; "" means DefaultSource
	Customer *Customer
	Shipment *Shipment
	Holding  *Holding
	Origin   Origin
	Extra    map[string]string // columns that map to no field, as told
}

// Key is the record's key. A holding's id is made of its two ends.
func (r *Record) Key() Key {
	k := Key{Source: r.Source, Kind: r.Kind}
	if k.Source == "" {
		k.Source = DefaultSource
	}
	switch {
	case r.Customer != nil:
		k.ID = r.Customer.ID
	case r.Shipment != nil:
		k.ID = r.Shipment.ID
	case r.Holding != nil:
		k.ID = r.Holding.Owner + " > " + r.Holding.Owned
	}
	return k
}

// Clone is a copy for those who keep a record that is only lent to them. Lists inside a
// customer, a line or a route, which nobody writes to, are shared.
func (r *Record) Clone() *Record {
	c := *r
	c.Extra = maps.Clone(r.Extra)
	if r.Customer != nil {
		cu := *r.Customer
		c.Customer = &cu
	}
	if r.Shipment != nil {
		s := *r.Shipment
		s.Lines = slices.Clone(s.Lines)
		s.Parties = slices.Clone(s.Parties)
		for i := range s.Parties {
			if cu := s.Parties[i].Customer; cu != nil {
				own := *cu
				s.Parties[i].Customer = &own
			}
		}
		c.Shipment = &s
	}
	if r.Holding != nil {
		h := *r.Holding
		c.Holding = &h
	}
	return &c
}

// Text fields everywhere below follow TextState: "" is not told, "unknown" is
// asked and not known. Countries are ISO 3166-1 alpha-2 where the importer
// recognised them, else the text as told.

// Customer is what is told of a customer or of any party to a shipment.
type Customer struct {
	ID                    string   `json:"id,omitempty"`
	Name                  string   `json:"name,omitempty"`
	NameLocal             string   `json:"name_local,omitempty"`
	Aliases               []string `json:"aliases,omitempty"`
	RegistrationNumber    string   `json:"registration_number,omitempty"`
	TaxID                 string   `json:"tax_id,omitempty"`
	Address               string   `json:"address,omitempty"`
	UnitFloor             string   `json:"unit_floor,omitempty"`
	City                  string   `json:"city,omitempty"`
	Region                string   `json:"region,omitempty"`
	Postcode              string   `json:"postcode,omitempty"`
	Country               string   `json:"country,omitempty"`
	HQCountry             string   `json:"hq_country,omitempty"`
	Parent                string   `json:"parent,omitempty"`
	ParentCountry         string   `json:"parent_country,omitempty"`
	UltimateParent        string   `json:"ultimate_parent,omitempty"`
	UltimateParentCountry string   `json:"ultimate_parent_country,omitempty"`
	Owners                []Owner  `json:"owners,omitempty"`
	Directors             []string `json:"directors,omitempty"`
	Incorporated          Date     `json:"incorporated,omitzero"`
	Business              string   `json:"business,omitempty"`
	BusinessRole          string   `json:"-"` // "role" of a customer record: end_user, reseller, forwarder ...; a party's role stands in Party
	Website               string   `json:"website,omitempty"`
	DomainCreated         Date     `json:"domain_created,omitzero"`
	Emails                []string `json:"emails,omitempty"`
	Phones                []string `json:"phones,omitempty"`
	Contact               string   `json:"contact,omitempty"`
	Employees             Number   `json:"employees,omitzero"`
	PaidCapital           Number   `json:"paid_capital,omitzero"`
	Currency              string   `json:"currency,omitempty"`
	BankCountry           string   `json:"bank_country,omitempty"`
	Sites                 []Site   `json:"sites,omitempty"`
	IaaS                  string   `json:"iaas,omitempty"`              // yes, no, unknown
	EndUseStatement       string   `json:"end_use_statement,omitempty"` // yes, no, unknown
	CustomerSince         Date     `json:"customer_since,omitzero"`
	Notes                 string   `json:"notes,omitempty"`
}

// Owner is a direct owner as told on a customer record.
type Owner struct {
	Name    string `json:"name,omitempty"`
	Country string `json:"country,omitempty"`
	Percent Number `json:"percent,omitzero"` // 0..100
	AsOf    Date   `json:"as_of,omitzero"`
	Source  string `json:"source,omitempty"`
}

// Site is a place where goods are to run or be kept.
type Site struct {
	Name     string     `json:"name,omitempty"`
	Address  string     `json:"address,omitempty"`
	Kind     string     `json:"kind,omitempty"` // datacenter, office, warehouse, lab
	MW       Number     `json:"mw,omitzero"`    // megawatts contracted
	Racks    Number     `json:"racks,omitzero"`
	Hardware []Hardware `json:"hardware,omitempty"`
}

// Hardware is equipment told to stand at a site.
type Hardware struct {
	Model    string `json:"model,omitempty"`
	Quantity Number `json:"quantity,omitzero"`
}

// Holding is one layer of ownership.
type Holding struct {
	Owner   string `json:"owner,omitempty"`
	Owned   string `json:"owned,omitempty"`
	Percent Number `json:"percent,omitzero"` // 0..100
	AsOf    Date   `json:"as_of,omitzero"`
	Source  string `json:"source,omitempty"`
}

// Role is the part that a party has in a shipment.
type Role string

const (
	Exporter              Role = "exporter"
	Manufacturer          Role = "manufacturer"
	Purchaser             Role = "purchaser"
	IntermediateConsignee Role = "intermediate_consignee"
	UltimateConsignee     Role = "ultimate_consignee"
	EndUser               Role = "end_user"
	Forwarder             Role = "forwarder"
	NotifyParty           Role = "notify_party"
	Payer                 Role = "payer"
	Bank                  Role = "bank"
)

// Roles are all roles that a file may name, in the order of a shipment's way.
var Roles = [...]Role{Exporter, Manufacturer, Purchaser, IntermediateConsignee, UltimateConsignee, EndUser, Forwarder, NotifyParty, Payer, Bank}

// Party is somebody with a role in a shipment. Parties of equal content share
// one Customer value in memory and in the store; it is read-only.
type Party struct {
	Role Role
	*Customer
	Number int32 `json:"-"` // by which the store tells this Customer from others, while it lends the record; else 0
}

// Shipment is an order, delivery, invoice, declaration or any other document
// that moves goods, money or service.
type Shipment struct {
	ID                      string   `json:"id,omitempty"`
	Order                   string   `json:"order,omitempty"`
	Customer                string   `json:"customer,omitempty"` // id or name
	Date                    Date     `json:"date,omitzero"`
	ShipDate                Date     `json:"ship_date,omitzero"`
	Status                  string   `json:"status,omitempty"`
	HoldReason              string   `json:"hold_reason,omitempty"`
	Direction               string   `json:"direction,omitempty"` // out, in, none
	DocType                 string   `json:"doc_type,omitempty"`  // order, quote, delivery, invoice, declaration, trade_data, return, purchase, service, hosting, finance
	Grain                   string   `json:"grain,omitempty"`     // order_line, delivery_line, declaration_line, trade_record
	Parties                 []Party  `json:"parties,omitempty"`
	DestinationCountry      string   `json:"destination_country,omitempty"`
	FinalDestinationCountry string   `json:"final_destination_country,omitempty"`
	Route                   []string `json:"route,omitempty"` // LOCODEs, places or countries, in order
	Carrier                 string   `json:"carrier,omitempty"`
	BL                      string   `json:"bl,omitempty"`
	AWB                     string   `json:"awb,omitempty"`
	Payer                   string   `json:"payer,omitempty"`
	PayerCountry            string   `json:"payer_country,omitempty"`
	PaymentMethod           string   `json:"payment_method,omitempty"`
	StatedEndUse            string   `json:"stated_end_use,omitempty"`
	Incoterm                string   `json:"incoterm,omitempty"`
	Licence                 string   `json:"licence,omitempty"`
	LicenceException        string   `json:"licence_exception,omitempty"`
	LicenceUntil            Date     `json:"licence_until,omitzero"`
	Certificate             string   `json:"certificate,omitempty"` // number of an import licence, import certificate or end-user certificate
	CertificateUntil        Date     `json:"certificate_until,omitzero"`
	InsuredValue            Number   `json:"insured_value,omitzero"`
	InsuredCurrency         string   `json:"insured_currency,omitempty"` // "" is that of the lines
	Lines                   []Line   `json:"lines,omitempty"`
	Notes                   string   `json:"notes,omitempty"`
}

// Line is one position of a shipment.
type Line struct {
	Line          int      `json:"line,omitempty"`
	PartNumber    string   `json:"part_number,omitempty"`
	Description   string   `json:"description,omitempty"`
	Quantity      Number   `json:"quantity,omitzero"`
	Received      Number   `json:"received,omitzero"` // pieces that a receipt or a count on site tells
	Unit          string   `json:"unit,omitempty"`
	UnitValue     Number   `json:"unit_value,omitzero"`
	Value         Number   `json:"value,omitzero"`
	CustomsValue  Number   `json:"customs_value,omitzero"` // told to customs beside the value
	Currency      string   `json:"currency,omitempty"`     // ISO 4217
	ECCN          string   `json:"eccn,omitempty"`
	HS            string   `json:"hs,omitempty"`
	OriginCountry string   `json:"origin_country,omitempty"`
	NetKg         Number   `json:"net_kg,omitzero"`
	GrossKg       Number   `json:"gross_kg,omitzero"`
	Packages      Number   `json:"packages,omitzero"`
	Serials       []string `json:"serials,omitempty"`
}

// Shipped is the ship date, where it can be one: goods leave neither before they are ordered nor
// a year before another paper that tells of them. A year typed wrong would else have the law of
// that year judge them, and take them for older trade.
func (s *Shipment) Shipped() Date {
	early := int32(0)
	if s.DocType != "order" && s.DocType != "quote" {
		early = yearDays
	}
	if s.ShipDate.State() == Known && s.Date.State() == Known && s.ShipDate.Last()+early < s.Date.First() {
		return s.Date
	}
	return s.ShipDate
}

// yearDays are the days of the longest year.
const yearDays = 366

// LawDate is the date whose law applies to the shipment: the ship date if it is
// known and before asOf, else asOf. Dated tables, rules and regimes use it.
func (s *Shipment) LawDate(asOf Date) Date {
	if shipped := s.Shipped(); shipped.Before(asOf) == True {
		return shipped
	}
	return asOf
}
