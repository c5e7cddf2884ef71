package history

import (
	"cmp"
	"slices"
	"sort"

	"redflag/data"
)

// document is what is kept of one paper of an order, to be compared with others
// of the same order.
type document struct {
	order       uint64
	day         int32
	endUser     uint32
	destination uint32
	id          uint64
}

func documentOf(sh *data.Shipment, day int32) document {
	d := document{order: nameHash(sh.Order), day: day, id: hash(sh.ID)}
	if data.TextState(sh.DestinationCountry) == data.Known {
		d.destination = uint32(hash(sh.DestinationCountry))
	}
	if data.TextState(sh.FinalDestinationCountry) == data.Known {
		d.destination = uint32(hash(sh.FinalDestinationCountry))
	}
	for i := range sh.Parties {
		if p := &sh.Parties[i]; p.Role == data.EndUser && p.Customer != nil {
			d.endUser = uint32(nameHash(p.Name))
			break
		}
	}
	return d
}

func (b *Builder) learnDocument(sh *data.Shipment, day int32) {
	if d := documentOf(sh, day); d.order != 0 {
		b.docs = append(b.docs, d)
	}
}

// keepRepeated drops orders that only one paper names.
func keepRepeated(docs []document) []document {
	slices.SortFunc(docs, func(x, y document) int {
		return cmp.Or(cmp.Compare(x.order, y.order), cmp.Compare(x.day, y.day), cmp.Compare(x.id, y.id))
	})
	var out []document
	for i := 0; i < len(docs); {
		j := i
		for j < len(docs) && docs[j].order == docs[i].order {
			j++
		}
		if j-i > 1 {
			out = append(out, docs[i:j]...)
		}
		i = j
	}
	return slices.Clip(out)
}

// Papers is how a shipment differs from earlier papers of its order.
type Papers struct {
	Earlier     int
	EndUser     bool // another end user than before
	Destination bool // another destination than before
}

// Papers compares a shipment with the papers of the same order dated before it.
func (b *Book) Papers(sh *data.Shipment, day int32) Papers {
	d := documentOf(sh, day)
	var p Papers
	if d.order == 0 {
		return p
	}
	i := sort.Search(len(b.documents), func(i int) bool { return b.documents[i].order >= d.order })
	for ; i < len(b.documents) && b.documents[i].order == d.order && p.Earlier < maxScan; i++ {
		o := &b.documents[i]
		if o.day >= day || o.id == d.id {
			continue
		}
		p.Earlier++
		p.EndUser = p.EndUser || d.endUser != 0 && o.endUser != 0 && d.endUser != o.endUser
		p.Destination = p.Destination || d.destination != 0 && o.destination != 0 && d.destination != o.destination
	}
	return p
}

// serial is one sighting of a serial number.
type serial struct {
	number uint64
	day    int32
	back   bool // it came back: a return, or goods coming in
	id     uint64
}

// maxSerials bounds the serials read of one shipment.
const maxSerials = 100_000

func (b *Builder) learnSerials(sh *data.Shipment, day int32) {
	n := 0
	for i := range sh.Lines {
		for _, s := range sh.Lines[i].Serials {
			k := squeeze(s)
			if len(k) < 4 || n >= maxSerials {
				continue
			}
			n++
			b.serials = append(b.serials, serial{hash(k), day, sh.Direction == "in" || sh.DocType == "return" || sh.DocType == "purchase", hash(sh.ID)})
		}
	}
}

func keepSerials(all []serial) []serial {
	slices.SortFunc(all, func(x, y serial) int {
		return cmp.Or(cmp.Compare(x.number, y.number), cmp.Compare(x.day, y.day), cmp.Compare(x.id, y.id))
	})
	var out []serial
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j].number == all[i].number {
			j++
		}
		if j-i > 1 {
			out = append(out, all[i:j]...)
		}
		i = j
	}
	return slices.Clip(out)
}

// SerialBefore reports whether a serial number went out on another shipment
// before the day and has not come back since.
func (b *Book) SerialBefore(number, shipment string, day int32) bool {
	k := squeeze(number)
	if len(k) < 4 || len(b.serials) == 0 {
		return false
	}
	h, id := hash(k), hash(shipment)
	out := false
	for i := sort.Search(len(b.serials), func(i int) bool { return b.serials[i].number >= h }); i < len(b.serials) && b.serials[i].number == h; i++ {
		if s := &b.serials[i]; s.day < day && s.id != id {
			out = !s.back
		}
	}
	return out
}
