package history

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"strings"

	"redflag/data"
)

// carried is one way in which a paper of advanced chips can be found again: a serial
// number, a bill of lading or waybill, an order, a weight or a number of pieces of the
// same customer, or, of what came in, a number of pieces or accelerators.
type carried struct {
	key         uint64
	day         int32
	destination uint32
	kg, net     float32 // of all that the paper tells, gross or else net, and net; 0 where not known
	piece       float32 // US dollars for one piece, NaN where not known
	user        uint32  // the end user, else the last consignee; 0 where not told
	pieces      float64
	id          uint64
	kind        paperKind
	back        bool // the goods came back with it
	stated      bool // it states a use, or a party of it signed for one
	model       string
}

// By names what links two papers.
type By string

const (
	BySerial By = "serial number"
	ByBill   By = "transport document"
	ByOrder  By = "order number"
	ByWeight By = "weight"
	ByValue  By = "number and value of pieces"
	ByBoards By = "number of accelerators taken in"
	ByPart   By = "transport document of which it tells a part"
	ByIntake By = "number and price of machines taken in"
	BySender By = "who sends them and their number"
	ByCount  By = "customer and number of pieces"
	ByPrice  By = "order number and number and value of pieces"
)

// lightest is the weight in kilograms from which an equal one says something, heavyLot
// that of goods that are counted as one lot by then, and mostKeys bounds the serial numbers kept of one paper.
const (
	lightest    = 10
	heavyLot    = 100
	mostKeys    = 256
	carriedDays = 400
)

// Goods of no name are the same ones where as many pieces, and not a few, are worth the
// same within so many days; boards that leave as scrap are those of machines that came
// in not longer before, and dear ones without a name may be finished of what did.
const (
	fewestValued = 8
	fewestBoards = 16
	valuedDays   = 60
	scrappedDays = 180
	finishedDays = 120
	declaredDays = 21
	sameValue    = 0.005 // and less, of a value, is no difference
)

// keysOf gives what the goods of a paper can be found again by.
func keysOf(sh *data.Shipment, kg float64, yield func(By, uint64) bool) bool {
	n := 0
	for s := range Serials(sh) {
		if k := squeeze(s); len(k) >= 5 && n < mostKeys {
			n++
			if !yield(BySerial, hash(k)) {
				return false
			}
		}
	}
	for _, b := range [...]string{sh.BL, sh.AWB} {
		k := squeeze(b)
		if len(k) < 5 {
			continue
		}
		if !yield(ByBill, hash(k)^1) {
			return false
		}
		if whole := wholeBill(k); whole != k && !yield(ByPart, hash(whole)^1) {
			return false
		}
	}
	order := sh.Order
	if data.TextState(order) != data.Known {
		order = sh.ID
	}
	if k := nameHash(order); k != 0 && !yield(ByOrder, k^2) {
		return false
	}
	if w := who(sh); w != 0 && kg >= lightest {
		return yield(ByWeight, w*31^math.Float64bits(math.Round(kg*10))*0x9e3779b97f4a7c15)
	}
	return true
}

// wholeBill is the number of the bill of lading that one of its parts is of: where a
// consignment is split, a letter behind the number tells the parts apart.
func wholeBill(number string) string {
	n := len(number) - 1
	if n < fewestBilled || number[n] >= '0' && number[n] <= '9' {
		return number
	}
	for _, digit := range []byte(number[n-4 : n]) {
		if digit < '0' || digit > '9' {
			return number
		}
	}
	return number[:n]
}

// fewestBilled is how long a number is at least before the letter of a part.
const fewestBilled = 8

// weightOf is the gross weight of all lines, else the net one, and the net one; 0 where
// one line tells none.
func weightOf(sh *data.Shipment) (kg, netKg float64) {
	gross, net := 0.0, 0.0
	for i := range sh.Lines {
		l := &sh.Lines[i]
		if l.GrossKg.State != data.Known {
			gross = math.NaN()
		}
		if l.NetKg.State != data.Known {
			net = math.NaN()
		}
		gross, net = gross+l.GrossKg.Value, net+l.NetKg.Value
	}
	if !(net > 0) {
		net = 0
	}
	if gross > 0 {
		return gross, net
	}
	return net, net
}

// CountryOf is the code that a key stands for, "" for a destination told by none.
func CountryOf(key uint32) string {
	if key == 0 || key >= noCode {
		return ""
	}
	return string([]byte{byte(key >> 8), byte(key)})
}

func (b *Builder) learnCarried(sh *data.Shipment, day int32, n Narrow) {
	if !n.Advanced || len(n.Models) == 0 {
		return
	}
	pieces := piecesOf(sh)
	kg, net := weightOf(sh)
	c := carried{day: day, destination: destinationOf(sh), kg: float32(kg), net: float32(net), piece: float32(n.USD / pieces), pieces: pieces, id: hash(sh.ID), kind: paperKindOf(sh), back: sh.DocType == "return"}
	for _, m := range n.Models {
		if m.Advanced {
			c.model = m.Model
			break
		}
	}
	c.stated, c.user = statesUse(sh), forWhom(sh)
	keep := func(key uint64) {
		if c.key = key; key != 0 {
			b.carried = append(b.carried, c)
		}
	}
	keysOf(sh, kg, func(_ By, key uint64) bool {
		keep(key)
		return true
	})
	keep(piecesKey(sh, pieces))
	keep(boxesKey(sh))
	if isNumbered(sh) && !TookIn(sh) && (c.kind == leaving || c.kind == declaring) {
		keep(numberedKey(sh))
	}
	if r := receiver(sh); r != nil {
		keep(countKey(nameHash(r.Name), pieces))
	}
	if TookIn(sh) {
		keep(numberKey(pieces))
		if n.GPUs != pieces {
			keep(numberKey(n.GPUs))
		}
	}
}

// piecesKey is what pieces of one customer can be found again by, 0 for few.
func piecesKey(sh *data.Shipment, pieces float64) uint64 { return countKey(who(sh), pieces) }

// numberedKey is what papers are found by that tell a number for each piece of a customer's,
// 0 for nobody's.
func numberedKey(sh *data.Shipment) uint64 {
	if w := who(sh); w != 0 {
		return w*31 ^ 5
	}
	return 0
}

// NumberedBefore reports whether a paper before the day tells the numbers of as many advanced
// chips, or more, that went to the customer of a shipment.
func (b *Book) NumberedBefore(sh *data.Shipment, day int32) bool {
	pieces := piecesOf(sh)
	return b.latest(numberedKey(sh), hash(sh.ID), momentOf(sh, day), countedDays, func(c *carried) bool { return c.pieces >= pieces }) != nil
}

func countKey(w uint64, pieces float64) uint64 {
	if w == 0 || !(pieces >= fewestValued) {
		return 0
	}
	return w*31 ^ math.Float64bits(pieces)*0x9e3779b97f4a7c15 ^ 3
}

// numberKey is what so many pieces that came in can be found again by, whoever takes
// them; 0 for few.
func numberKey(n float64) uint64 {
	if !(n >= fewestValued) {
		return 0
	}
	return math.Float64bits(n)*0x9e3779b97f4a7c15 ^ 4
}

// sender is who sends goods away by a paper that names no customer, as those of customs
// do; nil for none.
func sender(sh *data.Shipment) *data.Customer {
	if data.TextState(sh.Customer) != data.NotTold || TookIn(sh) || !AfterSale(sh) {
		return nil
	}
	return partyOf(sh, data.Exporter)
}

// receiver is who gets what comes in by such a paper.
func receiver(sh *data.Shipment) *data.Customer {
	if data.TextState(sh.Customer) != data.NotTold || !TookIn(sh) {
		return nil
	}
	return partyOf(sh, data.Purchaser, data.IntermediateConsignee, data.UltimateConsignee, data.EndUser)
}

func partyOf(sh *data.Shipment, roles ...data.Role) *data.Customer {
	for i := range sh.Parties {
		if p := &sh.Parties[i]; p.Customer != nil && slices.Contains(roles, p.Role) {
			return p.Customer
		}
	}
	return nil
}

// LooksFor reports whether a paper may be of goods that an earlier one tells under
// another name: they are sold, or leave, or nobody tells what is done with them.
func LooksFor(sh *data.Shipment) bool {
	paper := PaperOf(sh)
	return !TookIn(sh) && (paper == "order" || paper == "" || AfterSale(sh))
}

// statesUse reports that a paper says what the goods are for, or that a party has
// signed for it.
func statesUse(sh *data.Shipment) bool {
	return data.TextState(sh.StatedEndUse) == data.Known || slices.ContainsFunc(sh.Parties, func(p data.Party) bool {
		return p.Customer != nil && p.EndUseStatement == "yes"
	})
}

func carriedOrder(x, y carried) int {
	if c := cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.day, y.day), cmp.Compare(x.id, y.id)); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(x.destination, y.destination), compareFloat(x.kg, y.kg), compareFloat(x.net, y.net), compareFloat(x.piece, y.piece), cmp.Compare(x.pieces, y.pieces), cmp.Compare(x.kind, y.kind), compareFlag(x.back, y.back), compareFlag(x.stated, y.stated), cmp.Compare(x.user, y.user), strings.Compare(x.model, y.model))
}

// Same is an earlier paper of advanced chips that a later one tells the goods of.
type Same struct {
	Model     string
	Pieces    float64
	On        int32
	By        By
	Elsewhere bool // it told another destination
	Cheaper   bool // a piece was worth at least four times as much on it
	Unpriced  bool // it told no value
	Stated    bool // it stated a use, or a party of it had signed for one
	CameBack  bool // the goods came back after it
	Part      bool // it told another number of pieces on the same transport document
}

// String says it for people: "8 x H200 of 2025-01-14, by serial number".
func (s Same) String() string {
	n := s.Model
	if s.Pieces > 0 {
		n = Pieces(s.Pieces, n)
	}
	return n + " of " + data.DateOfDay(s.On).String() + ", by " + string(s.By)
}

// Pieces are so many of something in words: "8 x H200".
func Pieces(n float64, of string) string { return strconv.FormatFloat(n, 'f', -1, 64) + " x " + of }

// Carried finds the goods of a paper on an earlier one of advanced chips. A serial
// number is enough; a transport document, an order or a customer counts where the
// weight is the same, too, or, for goods of a general name, the number of pieces, and a
// transport document for these where it tells a part of them.
func (b *Book) Carried(sh *data.Shipment, usd float64, general bool, day int32) (same Same, ok bool) {
	if len(b.carried) == 0 || len(sh.Lines) == 0 {
		return Same{}, false
	}
	pieces, id := piecesOf(sh), hash(sh.ID)
	kg, net := weightOf(sh)
	piece, now := usd/pieces, momentOf(sh, day)
	look := func(by By, key uint64) bool {
		i := sort.Search(len(b.carried), func(i int) bool { return b.carried[i].key >= key })
		for n := 0; i < len(b.carried) && b.carried[i].key == key && n < maxScan; i, n = i+1, n+1 {
			c := &b.carried[i]
			if c.id == id || !now.after(moment{c.day, c.kind}) || c.day < day-carriedDays {
				continue
			}
			weighs := sameWeight(kg, float64(c.kg)) || sameWeight(net, float64(c.net))
			lot := by == ByWeight && general && pieces == 1 && kg >= heavyLot                                 // counted as one, and of the same weight
			told := (by == ByOrder || by == ByBill) && general && weighs && sameWeight(pieces, max(kg, net))  // counted by weight
			part := (by == ByBill || by == ByPart) && general && pieces >= fewestValued && pieces != c.pieces // customs are told of a part, or of a part with others
			if by != BySerial && !lot && !part && !told && (pieces != c.pieces || !weighs && !(general && pieces >= 2)) {
				continue
			}
			same = c.same(by, sh, piece)
			same.Part = part && !weighs
			ok = !c.back // what came back and goes out again is no surprise
		}
		return !ok
	}
	if keysOf(sh, kg, look) {
		inWords(sh, func(number uint64) bool { return look(BySerial, number) })
	}
	return same, ok
}

// sameWeight reports two weights in kilograms that are one and say something.
func sameWeight(x, y float64) bool { return x >= lightest && math.Abs(x-y) <= 0.01*x }

func (c *carried) same(by By, sh *data.Shipment, piece float64) Same {
	return Same{Model: c.model, Pieces: c.pieces, On: c.day, By: by, Elsewhere: c.elsewhere(sh), Cheaper: piece < float64(c.piece)/4, Unpriced: !(c.piece > 0), Stated: c.stated}
}

// elsewhere reports that a later paper tells another destination.
func (c *carried) elsewhere(sh *data.Shipment) bool {
	d := destinationOf(sh)
	if at := delivery(sh); d == 0 && at != nil && paperKindOf(sh) == servicePaper && data.TextState(sh.DestinationCountry) == data.NotTold && data.TextState(at.Country) == data.Known {
		d = CountryKey(at.Country) // work is done where the machine stands
	}
	return d != 0 && c.destination != 0 && d != c.destination
}

// keyFilter has bits for the keys that are in it, and is empty where none is. It is
// asked of every order, of which few are found.
type keyFilter []uint64

func filterOf(all []carried) keyFilter {
	if len(all) == 0 {
		return nil
	}
	f := make(keyFilter, 1<<bits.Len(uint(len(all)/8)))
	for i := range all {
		at, bit := f.place(all[i].key)
		f[at] |= bit
	}
	return f
}

func (f keyFilter) place(key uint64) (at int, bit uint64) {
	h := key * 0x9e3779b97f4a7c15
	return int(h >> 32 & uint64(len(f)-1)), 1 << (h >> 26 & 63)
}

// has is false of a key that is surely not in it.
func (f keyFilter) has(key uint64) bool {
	if len(f) == 0 {
		return false
	}
	at, bit := f.place(key)
	return f[at]&bit != 0
}

// Carries reports whether any paper of advanced chips can be found again.
func (b *Book) Carries() bool { return len(b.carried) > 0 }

// Serialled finds goods by a serial number alone.
func (b *Book) Serialled(sh *data.Shipment, usd float64, day int32) (same Same, ok bool) {
	id, now, piece := hash(sh.ID), momentOf(sh, day), usd/piecesOf(sh)
	keysOf(sh, 0, func(by By, key uint64) bool {
		if by != BySerial {
			return false
		}
		if c := b.latest(key, id, now, carriedDays, func(c *carried) bool { return !c.back }); c != nil {
			same, ok = c.same(by, sh, piece), true
			last := b.latest(key, id, now, carriedDays, func(*carried) bool { return true })
			same.CameBack = last.back
		}
		return !ok
	})
	return same, ok
}

// Revalued finds goods that no part names on an earlier paper of advanced chips, which
// told as many pieces of the same value for another country: one of the same customer,
// or one by which they came in.
func (b *Book) Revalued(sh *data.Shipment, usd float64, day int32) (same Same, ok bool) {
	pieces := piecesOf(sh)
	if !(usd > 0) || pieces < fewestValued {
		return Same{}, false
	}
	id, piece := hash(sh.ID), usd/pieces
	fits := func(c *carried) bool {
		return c.pieces == pieces && math.Abs(piece-float64(c.piece)) <= sameValue*float64(c.piece) && c.elsewhere(sh)
	}
	c := b.latest(piecesKey(sh, pieces), id, momentOf(sh, day), valuedDays, func(c *carried) bool { return !c.back && fits(c) })
	if c == nil {
		c = b.latest(numberKey(pieces), id, momentOf(sh, day), valuedDays, fits)
	}
	if c == nil {
		return Same{}, false
	}
	return c.same(ByValue, sh, piece), true
}

// Charged finds goods of other words on an earlier paper of their order, which told as many
// pieces of the same value, and not of one alone.
func (b *Book) Charged(sh *data.Shipment, usd float64, day int32) (same Same, ok bool) {
	pieces := piecesOf(sh)
	if !(usd > 0) || pieces < 2 || TookIn(sh) {
		return Same{}, false
	}
	id, piece := hash(sh.ID), usd/pieces
	keysOf(sh, 0, func(by By, key uint64) bool {
		if by != ByOrder {
			return true
		}
		c := b.latest(key, id, momentOf(sh, day), carriedDays, func(c *carried) bool {
			return c.pieces == pieces && c.piece > 0 && math.Abs(piece-float64(c.piece)) <= sameValue*float64(c.piece)
		})
		if ok = c != nil && !c.back; ok {
			same = c.same(ByPrice, sh, piece)
		}
		return !ok
	})
	return same, ok
}

// Finished finds dear goods that no part names on a paper by which as many advanced machines,
// or boards of them, came in not long before: what is built around them adds to their price,
// and not more than as much again.
func (b *Book) Finished(sh *data.Shipment, usd float64, day int32) (same Same, ok bool) {
	pieces := piecesOf(sh)
	if !(usd > 0) || pieces < fewestValued {
		return Same{}, false
	}
	piece := usd / pieces
	c := b.latest(numberKey(pieces), hash(sh.ID), momentOf(sh, day), finishedDays, func(c *carried) bool {
		return c.pieces == pieces && c.piece > 0 && piece >= float64(c.piece)*(1-sameValue) && piece <= 2*float64(c.piece)
	})
	if c == nil {
		return Same{}, false
	}
	return c.same(ByIntake, sh, piece), true
}

// Declared finds goods that customs are told of, by as many pieces of the same customer on
// the last paper of advanced chips not long before, or, where no value is told, for another country a while before.
func (b *Book) Declared(sh *data.Shipment, usd float64, day int32) (same Same, ok bool) {
	if paper := PaperOf(sh); TookIn(sh) || paper != "declaration" && paper != "trade_data" {
		return Same{}, false
	}
	pieces := piecesOf(sh)
	c := b.latest(piecesKey(sh, pieces), hash(sh.ID), momentOf(sh, day), valuedDays, func(c *carried) bool {
		return c.pieces == pieces && (c.day >= day-declaredDays || !(usd > 0) && c.elsewhere(sh))
	})
	if c == nil || c.back {
		return Same{}, false
	}
	return c.same(ByCount, sh, usd/pieces), true
}

// Lighter finds the machines that are counted or come back on an earlier paper of the same
// customer for as many, on which a piece weighed so much more that something is missing.
func (b *Book) Lighter(sh *data.Shipment, day int32) (same Same, ok bool) {
	pieces := piecesOf(sh)
	kg, net := weightOf(sh)
	c := b.latest(piecesKey(sh, pieces), hash(sh.ID), momentOf(sh, day), countedDays, func(c *carried) bool { return !c.back && c.pieces == pieces && c.kg > 0 })
	if c == nil || !(kg > 0) {
		return Same{}, false
	}
	was := c.kg
	if net > 0 && c.net > 0 {
		kg, was = net, c.net
	}
	return c.same(ByCount, sh, math.NaN()), kg < partOfWeight*float64(was)
}

// A machine is counted while a lease lasts; below a part of its weight it is no longer whole.
const (
	countedDays  = 1100
	partOfWeight = 0.6
)

// SentOn finds the goods of a paper that names no customer on an earlier one of advanced
// chips for whoever sends them: as many pieces, for another country, of a general name, of
// the same weight, value or model. Whether the name is general is asked only where there
// is such a paper.
func (b *Book) SentOn(sh *data.Shipment, usd float64, general func() bool, models []string, source string, day int32) (same Same, ok bool) {
	p, pieces := sender(sh), piecesOf(sh)
	if p == nil || pieces < fewestValued {
		return Same{}, false
	}
	names := []string{p.Name, p.ID}
	if i, _, found := b.ResolveParty(p, source); found {
		names = append(names, b.customers[i].Customer.ID, b.customers[i].Customer.Name)
	}
	piece := usd / pieces
	kg, net := weightOf(sh)
	fits := func(c *carried) bool {
		if c.back || c.pieces != pieces || !c.elsewhere(sh) {
			return false
		}
		weighs := sameWeight(kg, float64(c.kg)) || sameWeight(net, float64(c.net))
		return weighs || slices.Contains(models, c.model) || math.Abs(piece-float64(c.piece)) <= sameValue*float64(c.piece) || general()
	}
	for _, n := range names {
		if c := b.latest(countKey(nameHash(n), pieces), hash(sh.ID), momentOf(sh, day), valuedDays, fits); c != nil {
			return c.same(BySender, sh, piece), true
		}
	}
	return Same{}, false
}

// Scrapped finds goods that came in with just as many accelerators as pieces leave, as
// scrap.
func (b *Book) Scrapped(sh *data.Shipment, usd float64, day int32) (same Same, ok bool) {
	boards := piecesOf(sh)
	if boards < fewestBoards {
		return Same{}, false
	}
	c := b.latest(numberKey(boards), hash(sh.ID), momentOf(sh, day), scrappedDays, func(*carried) bool { return true })
	if c == nil {
		return Same{}, false
	}
	return c.same(ByBoards, sh, usd/boards), true
}

// latest is the last paper of a key that another one comes after, not earlier than so
// many days, and that fits; nil for none.
func (b *Book) latest(key, id uint64, now moment, days int32, fits func(*carried) bool) *carried {
	if key == 0 || !b.carriedKeys.has(key) {
		return nil
	}
	i := sort.Search(len(b.carried), func(i int) bool {
		c := &b.carried[i]
		return c.key > key || c.key == key && c.day > now.day
	})
	for n := 0; i > 0 && n < maxScan; n++ {
		i--
		c := &b.carried[i]
		if c.key != key || c.day < now.day-days {
			return nil
		}
		if c.id != id && now.after(moment{c.day, c.kind}) && fits(c) {
			return c
		}
	}
	return nil
}
