package history

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"redflag/data"
)

// serial is one sighting of a serial number.
type serial struct {
	number uint64
	day    int32
	how    sighting
	paper  uint8  // the kind of paper that tells it
	weight weight // of one piece
	model  uint8  // a short hash of the one model of advanced chips on the paper, 0 for none or several, noChips where no line is, or may be, of any
	id     uint64 // of the shipment
	order  uint64 // its number, or the id of an order without one
	who    uint64 // the customer; of goods that come in without one, who sends them
}

// sighting is how a number was seen.
type sighting uint8

const (
	wentOut  sighting = iota
	cameBack          // a return, or goods coming in
	stood             // read, served or hosted somewhere
)

// noChips stands in for a model on a paper without advanced chips.
const noChips = 1

// maxSerials bounds the serials read of one shipment, and leastSerial is the length of a
// number that tells machines apart, in bytes.
const (
	maxSerials  = 100_000
	leastSerial = 4
)

// weight is that of one piece in eighths of an octave, net or else gross; 0 where none is
// told. A byte is enough to see that a half is missing, and there are many numbers.
type weight uint8

const (
	grossWeight = 1 << 7
	octave      = 8
	lightOctave = 5 // of thousandths of a kilogram, below which nothing is weighed
)

// weightOfPiece is that of a piece of a paper whose lines all tell theirs.
func weightOfPiece(sh *data.Shipment) weight {
	kg, net := weightOf(sh)
	kind := weight(0)
	if net > 0 {
		kg = net
	} else {
		kind = grossWeight
	}
	eighths := math.Round(octave * (math.Log2(1000*kg/piecesOf(sh)) - lightOctave))
	if !(eighths >= 1 && eighths < grossWeight) {
		return 0
	}
	return kind | weight(eighths)
}

// hollow reports a weight that is told as another is and comes to less than six tenths.
func (w weight) hollow(before weight) bool {
	return w != 0 && before != 0 && w&grossWeight == before&grossWeight && int(before)-int(w) >= octave*3/4
}

func (b *Builder) learnSerials(sh *data.Shipment, day int32, n Narrow) {
	var x serial
	told := 0
	for s := range Serials(sh) {
		k := squeeze(s)
		if len(k) < leastSerial || told >= maxSerials {
			continue
		}
		if told == 0 {
			x = sighted(sh, day)
			switch {
			case !n.Advanced:
				x.model = noChips
			case len(n.Models) == 1 && n.Models[0].Advanced:
				x.weight, x.model = weightOfPiece(sh), max(uint8(hash(n.Models[0].Model)>>32), noChips+1)
			}
		}
		told++
		x.number = hash(k)
		b.serials = append(b.serials, x)
	}
}

// sighted is what a paper says of all its serial numbers.
func sighted(sh *data.Shipment, day int32) serial {
	x := serial{day: day, id: hash(sh.ID), order: nameHash(orderOrID(sh)), who: who(sh)}
	switch PaperOf(sh) {
	case "service":
		x.how, x.paper = stood, servicePaper
	case "hosting":
		x.how = stood
	case "finance":
		x.how, x.paper = stood, financePaper
	case "delivery":
		x.paper = 1
	case "invoice":
		x.paper = 2
	case "declaration":
		x.paper = 3
	case "trade_data":
		x.paper = 4
	}
	if TookIn(sh) {
		x.how = cameBack
		if c := partyOf(sh, data.Exporter); x.who == 0 && c != nil {
			x.who = nameHash(c.Name)
		}
	}
	return x
}

// Papers on which a number stands somewhere: read or served there, or leased or pledged.
const (
	servicePaper = 5
	financePaper = 6
)

func serialOrder(x, y serial) int {
	if c := cmp.Or(cmp.Compare(x.number, y.number), cmp.Compare(x.day, y.day), cmp.Compare(x.id, y.id)); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(x.how, y.how), cmp.Compare(x.who, y.who), cmp.Compare(x.order, y.order), cmp.Compare(x.paper, y.paper), cmp.Compare(x.weight, y.weight), cmp.Compare(x.model, y.model))
}

// keepSerials drops numbers that were seen once.
func keepSerials(all []serial) []serial {
	slices.SortFunc(all, serialOrder)
	var out []serial
	for seen := range eachSerial(all) {
		if len(seen) > 1 {
			out = append(out, seen...)
		}
	}
	return slices.Clip(out)
}

// eachSerial gives the sightings of each number, of all in order.
func eachSerial(all []serial) func(func([]serial) bool) {
	return func(yield func([]serial) bool) {
		for i := 0; i < len(all); {
			j := i
			for j < len(all) && all[j].number == all[i].number {
				j++
			}
			if !yield(all[i:j]) {
				return
			}
			i = j
		}
	}
}

// sightings are those of one number, by day.
func (b *Book) sightings(number string) []serial {
	k := squeeze(number)
	if len(k) < leastSerial || len(b.serials) == 0 {
		return nil
	}
	h := hash(k)
	from := sort.Search(len(b.serials), func(i int) bool { return b.serials[i].number >= h })
	to := from
	for to < len(b.serials) && b.serials[to].number == h {
		to++
	}
	return b.serials[from:to]
}

// SerialBefore reports whether a serial number went out on another shipment before the
// day and has not come back since, or goes out twice on the day itself. The papers of one
// sale tell the same numbers, and what is read where it stands goes nowhere.
func (b *Book) SerialBefore(number string, sh *data.Shipment, day int32) bool {
	out := false
	var now serial
	for i, s := range b.sightings(number) {
		if i == 0 {
			now = sighted(sh, day)
		}
		if now.how == stood || s.day > day || s.id == now.id || s.how == stood || s.ofSale(&now) {
			continue
		}
		if s.day < day {
			out = s.how == wentOut
		} else {
			out = out || s.how == wentOut && now.how == wentOut
		}
	}
	return out
}

// ofSale reports whether two papers tell of one sale: they name one order, or are papers
// of two kinds of one customer, not long after each other.
func (s *serial) ofSale(o *serial) bool {
	return s.order != 0 && s.order == o.order || s.how == o.how && s.who != 0 && s.who == o.who && s.paper != o.paper && o.day-s.day <= sameGoodsDays
}

// SerialOfAnother reports whether a serial number that comes in, or stands somewhere, went
// out last to another customer.
func (b *Book) SerialOfAnother(number string, sh *data.Shipment, day int32) bool {
	went, own := b.wentOutBefore(number, sh, day)
	return went && !own
}

// SerialOfOwn reports whether such a number went out last to the customer of the paper.
func (b *Book) SerialOfOwn(number string, sh *data.Shipment, day int32) bool {
	went, own := b.wentOutBefore(number, sh, day)
	return went && own
}

// BackBefore reports whether a serial number that comes back had come back from the same
// customer before, and did not go out since. Papers of one return follow each other closely.
func (b *Book) BackBefore(number string, sh *data.Shipment, day int32) bool {
	back := false
	var now serial
	for i, s := range b.sightings(number) {
		if i == 0 {
			now = sighted(sh, day)
		}
		switch {
		case s.day >= day || s.id == now.id:
		case s.how == wentOut:
			back = false
		case s.how == cameBack && now.how == cameBack && s.who != 0 && s.who == now.who && (s.order == 0 || s.order != now.order):
			back = s.day < day-month
		}
	}
	return back
}

// wentOutBefore reports whether a serial number went out on another paper before the day,
// and whether last to who stands on this one.
func (b *Book) wentOutBefore(number string, sh *data.Shipment, day int32) (went, own bool) {
	seen := b.sightings(number)
	if len(seen) == 0 {
		return false, false
	}
	now := sighted(sh, day)
	if now.who == 0 {
		return false, false
	}
	for _, s := range seen {
		if s.day < day && s.id != now.id && s.how == wentOut && s.who != 0 {
			went, own = true, b.oneParty(s.who, now.who) || b.soldFor(&s, markOf(sh.Customer), namedIn(sh, data.EndUser)) || b.soldFor(&s, b.markOfCalled(now.who), 0)
		}
	}
	return went, own
}

// soldFor reports whether a machine went out to somebody who buys for others, for an end user
// who is one of these.
func (b *Book) soldFor(sale *serial, parties ...uint32) bool {
	user := b.endUserOf(sale.order, sale.id)
	if user <= withheld || sameParty(user, b.markOfCalled(sale.who)) {
		return false
	}
	return slices.ContainsFunc(parties, func(p uint32) bool { return p > withheld && sameParty(user, p) })
}

// markOfCalled is the mark of the name of the customer that papers call so, 0 for none.
func (b *Book) markOfCalled(who uint64) uint32 {
	if c := b.called(who); c >= 0 {
		return markOf(b.customers[c].Customer.Name)
	}
	return 0
}

// SoldAsNoChips reports whether a number of a paper of advanced chips went out before the
// day to its customer, and on no paper as such chips.
func (b *Book) SoldAsNoChips(number string, sh *data.Shipment, day int32) bool {
	now, sold := sighted(sh, day), false
	for _, s := range b.sightings(number) {
		if s.day >= day || s.id == now.id || s.how != wentOut {
			continue
		}
		if s.model != noChips {
			return false
		}
		sold = sold || now.who != 0 && s.who != 0 && b.oneParty(s.who, now.who)
	}
	return sold
}

// SoldAsChips reports whether a number went out before the day on a paper of advanced chips.
func (b *Book) SoldAsChips(number string, sh *data.Shipment, day int32) bool {
	id := hash(sh.ID)
	return slices.ContainsFunc(b.sightings(number), func(s serial) bool {
		return s.day < day && s.id != id && s.how == wentOut && s.model != noChips
	})
}

// SerialOfOtherChip reports whether a serial number that a line tells of one accelerator went
// out last on a paper of another one.
func (b *Book) SerialOfOtherChip(number, chip string, sh *data.Shipment, day int32) bool {
	d := b.lastSale(number, sh, day)
	return d != nil && d.chip != 0 && chip != "" && d.chip != short(chip)
}

// SerialSentElsewhere reports whether a serial number that stands somewhere went out last to
// another country than that of this paper.
func (b *Book) SerialSentElsewhere(number string, sh *data.Shipment, day int32) bool {
	d := b.lastSale(number, sh, day)
	if d == nil || d.destination == 0 {
		return false
	}
	here := cmp.Or(placeOf(sh), destinationOf(sh))
	return here != 0 && here != d.destination
}

// lastSale is the paper by which a serial number went out last before a day, nil for none that
// is kept.
func (b *Book) lastSale(number string, sh *data.Shipment, day int32) (last *document) {
	for _, s := range b.sightings(number) {
		if s.day < day && s.how == wentOut && s.id != hash(sh.ID) {
			last = b.document(s.order, s.id)
		}
	}
	return last
}

// SerialOfOtherUser reports whether a serial number that comes in, or stands somewhere, went
// out last for another end user than this paper names.
func (b *Book) SerialOfOtherUser(number string, sh *data.Shipment, day int32) bool {
	now, user := sighted(sh, day), namedIn(sh, data.EndUser)
	if user <= withheld {
		return false
	}
	then := uint32(0)
	for _, s := range b.sightings(number) {
		if s.day < day && s.id != now.id && s.how == wentOut {
			then = b.endUserOf(s.order, s.id)
		}
	}
	return then > withheld && !sameParty(then, user)
}

// SerialTurned reports whether a serial number that goes out had gone out for another end
// user, and came back within weeks.
func (b *Book) SerialTurned(number string, sh *data.Shipment, day int32) bool {
	seen := b.sightings(number)
	if len(seen) < 2 {
		return false
	}
	now, user := sighted(sh, day), namedIn(sh, data.EndUser)
	if now.how != wentOut || user <= withheld {
		return false
	}
	then, sent, turned := uint32(0), int32(0), false
	for _, s := range seen {
		switch {
		case s.day >= day || s.id == now.id:
		case s.how == wentOut:
			then, sent, turned = b.endUserOf(s.order, s.id), s.day, false
		case s.how == cameBack && then > withheld:
			turned = s.day <= sent+turnedDays
		}
	}
	return turned && !sameParty(then, user)
}

// turnedDays is how soon machines come back that nobody used.
const turnedDays = 60

// WentOut reports whether a serial number went out before the day, to whomever.
func (b *Book) WentOut(number string, sh *data.Shipment, day int32) bool {
	return slices.ContainsFunc(b.sightings(number), func(s serial) bool { return s.day < day && s.how == wentOut })
}

// ReadElsewhere reports whether a serial number that is read was read within the month
// before by a paper of the same customer that tells another receiver or place.
func (b *Book) ReadElsewhere(number string, sh *data.Shipment, day int32) bool {
	var now serial
	var here document
	for i, s := range b.sightings(number) {
		if i == 0 {
			now, here = sighted(sh, day), documentOf(sh, day, Narrow{})
		}
		if s.id == now.id || s.day > day || s.day < day-month || s.paper != servicePaper || s.who != now.who || now.who == 0 && (s.order == 0 || s.order != now.order) {
			continue
		}
		if then := b.document(s.order, s.id); then != nil && then.elsewhere(&here) {
			return true
		}
	}
	return false
}

// elsewhere reports whether two papers tell different receivers, towns or countries.
func (d *document) elsewhere(o *document) bool {
	return d.consignee > withheld && o.consignee > withheld && !sameParty(d.consignee, o.consignee) ||
		d.town != 0 && o.town != 0 && d.town != o.town ||
		d.destination != 0 && o.destination != 0 && d.destination != o.destination
}

const month = 31

// endUserOf is the end user of a paper of an order, 0 for none.
func (b *Book) endUserOf(order, paper uint64) uint32 {
	if d := b.document(order, paper); d != nil {
		return d.endUser
	}
	return 0
}

// document is a paper of an order, nil for none that is kept.
func (b *Book) document(order, paper uint64) *document {
	i := sort.Search(len(b.documents), func(i int) bool { return b.documents[i].order >= order })
	for n := 0; i < len(b.documents) && b.documents[i].order == order && n < maxScan; i, n = i+1, n+1 {
		if b.documents[i].id == paper {
			return &b.documents[i]
		}
	}
	return nil
}

// SerialStoodElsewhere reports whether a number that is leased, read or served stood with
// another customer by the last paper before it that leased, read or served it, and neither
// went out nor came back since.
func (b *Book) SerialStoodElsewhere(number string, sh *data.Shipment, day int32) (elsewhere bool) {
	now := sighted(sh, day)
	if now.who == 0 || now.paper != financePaper && now.paper != servicePaper {
		return false
	}
	for _, s := range b.sightings(number) {
		switch {
		case s.day >= day || s.id == now.id:
		case s.how != stood:
			elsewhere = false
		case s.who != 0 && (s.paper == financePaper || s.paper == now.paper):
			elsewhere = s.day >= day-standingDays && !b.oneParty(s.who, now.who)
		}
	}
	return elsewhere
}

// standingDays is how long a machine is held to stand where a paper last told it.
const standingDays = 400

// oneParty reports whether papers call one party, or parties of one group, by two names.
func (b *Book) oneParty(x, y uint64) bool {
	if x == y {
		return true
	}
	c, d := b.called(x), b.called(y)
	return c >= 0 && d >= 0 && b.groupOf[c] == b.groupOf[d]
}

// called is the customer that papers call by a name or number (see who), -1 for none or
// several.
func (b *Book) called(who uint64) int32 {
	b.callings.Do(func() {
		b.callers = make(map[uint64]int32, 2*len(b.customers))
		add := func(name string, c int32) {
			if h := nameHash(name); h != 0 {
				if o, ok := b.callers[h]; ok && o != c {
					c = -1
				}
				b.callers[h] = c
			}
		}
		for i, r := range b.customers {
			add(r.Customer.ID, int32(i))
			add(r.Customer.Name, int32(i))
		}
	})
	if c, ok := b.callers[who]; ok {
		return c
	}
	return -1
}

// mostInWords bounds the words of one paper that are looked up as serial numbers.
const mostInWords = 64

// inWords gives what may be serial numbers in the lines of a paper of service or of a
// return, where people write them for want of a column: "tray replacement, tags 9RXK2C4
// 9RXK2F4". They are looked up and never learned, for a word may be a model as well.
func inWords(sh *data.Shipment, yield func(uint64) bool) bool {
	if sh.DocType != "service" && sh.DocType != "return" {
		return true
	}
	n := 0
	for i := range sh.Lines {
		for word := range strings.FieldsFuncSeq(sh.Lines[i].Description, func(r rune) bool { return r != '-' && !isSerialRune(r) }) {
			if k := squeeze(word); len(k) >= 6 && strings.ContainsAny(k, "0123456789") && n < mostInWords {
				n++
				if !yield(hash(k)) {
					return false
				}
			}
		}
	}
	return true
}

func isSerialRune(r rune) bool { return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' }
