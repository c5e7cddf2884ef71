package data

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// The canonical form of a record is one JSON object a line with its kind first.
// The types below carry what the Go structs keep elsewhere: the kind, and
// "role", which is a customer's line of business on a customer record and the
// part played in the shipment on a party.

type customerJSON struct {
	Kind RecordKind `json:"kind,omitempty"`
	Role string     `json:"role,omitempty"`
	*Customer
}

type shipmentJSON struct {
	Kind RecordKind `json:"kind,omitempty"`
	*Shipment
}

type holdingJSON struct {
	Kind RecordKind `json:"kind,omitempty"`
	*Holding
}

type partyJSON struct {
	Role         Role   `json:"role,omitempty"`
	BusinessRole string `json:"business_role,omitempty"`
	*Customer
}

func (p Party) MarshalJSON() ([]byte, error) {
	j := partyJSON{Role: p.Role, Customer: p.Customer}
	if p.Customer != nil {
		j.BusinessRole = p.Customer.BusinessRole
	}
	return json.Marshal(j)
}

func (p *Party) UnmarshalJSON(b []byte) error {
	j := partyJSON{Customer: &Customer{}}
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	j.Customer.BusinessRole = j.BusinessRole
	*p = Party{Role: j.Role, Customer: j.Customer}
	return nil
}

// MarshalJSON writes the canonical form. Extra columns and the origin are not
// part of it.
func (r Record) MarshalJSON() ([]byte, error) {
	switch {
	case r.Customer != nil:
		return json.Marshal(customerJSON{CustomerKind, r.Customer.BusinessRole, r.Customer})
	case r.Shipment != nil:
		return json.Marshal(shipmentJSON{ShipmentKind, r.Shipment})
	case r.Holding != nil:
		return json.Marshal(holdingJSON{HoldingKind, r.Holding})
	}
	return nil, errors.New("record holds neither customer, shipment nor holding")
}

// UnmarshalJSON reads the canonical form of any kind. Members that are no field
// are ignored here; the importer keeps them beside the record.
func (r *Record) UnmarshalJSON(b []byte) error {
	var k struct {
		Kind RecordKind `json:"kind"`
	}
	if err := json.Unmarshal(b, &k); err != nil {
		return err
	}
	*r = Record{Kind: k.Kind}
	dec := json.NewDecoder(bytes.NewReader(b))
	switch k.Kind {
	case CustomerKind:
		j := customerJSON{Customer: &Customer{}}
		if err := dec.Decode(&j); err != nil {
			return err
		}
		j.Customer.BusinessRole = j.Role
		r.Customer = j.Customer
	case ShipmentKind:
		j := shipmentJSON{Shipment: &Shipment{}}
		if err := dec.Decode(&j); err != nil {
			return err
		}
		r.Shipment = j.Shipment
	case HoldingKind:
		j := holdingJSON{Holding: &Holding{}}
		if err := dec.Decode(&j); err != nil {
			return err
		}
		r.Holding = j.Holding
	case "":
		return errors.New(`no "kind": each record says "customer", "shipment" or "holding"`)
	default:
		return fmt.Errorf("kind %q is none of customer, shipment, holding", k.Kind)
	}
	return nil
}
