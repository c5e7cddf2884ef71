package history

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"redflag/data"
)

// document is what is kept of one paper of an order, to be compared with others
// of the same order.
type document struct {
	order       uint64
	day         int32
	endUser     uint32
	consignee   uint32 // the last one
	destination uint32
	town        uint32 // of the last consignee, or of the site of a visit; 0 where not told
	id          uint64
	piece       float32 // US dollars for one piece of all that the paper tells, 0 where not known
	pieces      float32 // of its one line, 0 where it has more or tells none
	mostKg      float32 // what goods of these names weigh at most, 0 where not known
	gross       float32 // kilograms that all lines are told to weigh with their packing, 0 where not known
	usd         float32 // of all lines, 0 where not known
	gpus        float32 // advanced chips on all lines, NaN where a number is not known
	counts      float32 // accelerators, see countsToOrder
	bill        uint32  // of the transport document, 0 where not told
	carriage    carriage
	kind        paperKind
	way         way
	numbered    bool   // it tells a serial number for each piece
	serials     uint64 // equal for papers of the same ones, in whatever order; 0 where not numbered
	lines       uint8  // how many, as far as they are counted
	stage       uint8  // 0 for a quote or order, 1 for what follows it
	byGoods     bool   // taken for one order by its goods
	advanced    bool   // a line is, or may be, of advanced chips
	origin      uint16 // country that all lines are told to come from, 0 where they do not tell one
	model       uint16 // a short hash of the one model of the paper, 0 for none
	licence     uint16 // of its number, see licenceOf
	halted      bool   // an order that is told to be stopped, or held for export control
	chip        uint16 // of the one accelerator that it tells, 0 for none or several
}

// carriage is who has the goods carried, by the term of delivery.
type carriage uint8

const (
	carriageNotTold carriage = iota
	brought                  // the seller, to a place of the buyer
	takenAway                // the buyer, from the seller
)

func carriageOf(sh *data.Shipment) carriage {
	t := strings.ToUpper(strings.TrimSpace(sh.Incoterm))
	switch t[:min(3, len(t))] {
	case "CPT", "CIP", "DAP", "DDP", "DPU", "DAT", "DDU":
		return brought
	case "EXW", "FCA": // handed over to a carrier of the buyer
		return takenAway
	}
	return carriageNotTold
}

// way is how the goods travel, by the transport document that a paper tells.
type way uint8

const (
	wayNotTold way = iota
	byAir
	bySea
)

func wayOf(sh *data.Shipment) way {
	air, sea := data.TextState(sh.AWB) == data.Known, data.TextState(sh.BL) == data.Known
	switch {
	case air == sea:
		return wayNotTold
	case air:
		return byAir
	}
	return bySea
}

// paperKind is what a paper is to its order. Kinds above placing come after it.
type paperKind uint8

const (
	otherPaper paperKind = iota
	placing              // an order
	leaving              // a delivery or invoice
	declaring
	paying
	visiting // a service paper, or a check on site
)

func paperKindOf(sh *data.Shipment) paperKind {
	switch PaperOf(sh) {
	case "order":
		return placing
	case "delivery", "invoice":
		return leaving
	case "declaration":
		return declaring
	case "finance":
		return paying
	case "service":
		return visiting
	}
	return otherPaper
}

// withheld stands for an end user that is to be advised.
const withheld = 1

// sameGoodsDays is how long after an order without a number a paper of the same
// customer, model and number of pieces is taken for that order's.
const sameGoodsDays = 120

// fewestOrdered is how many pieces tell a customer's order from its others.
const fewestOrdered = 3

// goodsKey stands in for the number of an order that tells none: who it is for,
// what, and how many.
func goodsKey(sh *data.Shipment, n Narrow) uint64 {
	if w := who(sh); w != 0 {
		for _, m := range n.Models {
			if m.Advanced && m.Quantity >= fewestOrdered {
				return w ^ hash(m.Model)*31 ^ uint64(m.Quantity)*0x9e3779b97f4a7c15
			}
		}
	}
	return 0
}

// mostLines is up to how many lines of a paper are told apart.
const mostLines = 255

func documentOf(sh *data.Shipment, day int32, n Narrow) document {
	d := document{day: day, id: hash(sh.ID), advanced: n.Advanced}
	d.order, d.byGoods = orderKey(sh, n)
	d.kind, d.way = paperKindOf(sh), wayOf(sh)
	if d.numbered = isNumbered(sh); d.numbered {
		d.serials = allSerials(sh)
	}
	d.gpus = float32(n.GPUs)
	d.counts, d.chip, d.bill, d.licence = countsToOrder(sh, n), chipOf(n.Models), billOf(sh), licenceOf(sh)
	d.halted = d.kind == placing && halted(sh)
	d.lines = uint8(min(len(sh.Lines), mostLines))
	priced := n.USD > 0 && !(n.Advanced && billsAPart(sh))
	if priced {
		d.usd = float32(n.USD)
	}
	if pieces := piecesOf(sh); pieces > 0 && priced {
		d.piece = float32(n.USD / pieces)
	}
	if len(sh.Lines) == 1 {
		d.pieces = float32(piecesOf(sh))
	}
	if len(sh.Lines) == 1 && sh.Lines[0].GrossKg.State == data.Known {
		d.gross = float32(sh.Lines[0].GrossKg.Value)
	}
	if n.MostKg > 0 {
		d.mostKg = float32(n.MostKg)
	}
	switch PaperOf(sh) {
	case "quote": // in which terms are still spoken of
	case "delivery", "invoice", "declaration", "trade_data":
		d.stage = 1
		fallthrough
	default:
		d.carriage = carriageOf(sh)
	}
	if !TookIn(sh) { // what comes back goes the other way
		if d.destination = destinationOf(sh); d.destination == 0 && d.kind == visiting {
			d.destination = placeOf(sh) // work is done where the site is
		}
	}
	d.origin = originOf(sh)
	if len(sh.Lines) == 1 && len(n.Models) == 1 && n.Models[0].Advanced {
		d.model = short(n.Models[0].Model)
	}
	d.endUser = namedIn(sh, data.EndUser)
	d.consignee = namedIn(sh, data.UltimateConsignee)
	if p := partyOf(sh, data.UltimateConsignee); p != nil && data.TextState(p.City) == data.Known {
		d.town = uint32(hash(withoutAccents([]byte(NameKey(p.City)))))
	}
	return d
}

// short is a hash of few bits: of two texts it may be one, and of one text it is.
func short(text string) uint16 { return uint16(hash(text)>>48) | 1 }

// originOf is the country of origin by its code, where every line tells the same one.
func originOf(sh *data.Shipment) (origin uint16) {
	for i := range sh.Lines {
		of := strings.TrimSpace(sh.Lines[i].OriginCountry)
		if len(of) != 2 {
			return 0
		}
		o := uint16(of[0]|0x20)<<8 | uint16(of[1]|0x20)
		if i > 0 && o != origin {
			return 0
		}
		origin = o
	}
	return origin
}

// placeOf is the country of the last consignee, which a site is told as; 0 for none.
func placeOf(sh *data.Shipment) uint32 {
	if p := partyOf(sh, data.UltimateConsignee); p != nil && data.TextState(p.Country) == data.Known {
		return CountryKey(p.Country)
	}
	return 0
}

// isNumbered reports a paper that tells a serial number for each of its pieces.
func isNumbered(sh *data.Shipment) bool {
	told := 0
	for i := range sh.Lines {
		told += len(sh.Lines[i].Serials)
	}
	return told > 0 && float64(told) >= piecesOf(sh)
}

// allSerials is a hash over the serial numbers of all lines, whatever their order.
func allSerials(sh *data.Shipment) (sum uint64) {
	for i := range sh.Lines {
		for _, s := range sh.Lines[i].Serials {
			sum ^= hash(squeeze(s))
		}
	}
	return sum
}

// namedIn is the first party of a role by its name, 0 for none.
func namedIn(sh *data.Shipment, role data.Role) uint32 {
	p := partyOf(sh, role)
	if p == nil {
		return 0
	}
	var buf keyBuffer
	key := AppendNameKey(buf[:0], p.Name)
	switch {
	case keyToBeAdvised(key, p.Name):
		return withheld
	case data.TextState(p.Name) != data.Known:
		return 0
	}
	return partyMark(withoutAccents(key))
}

// withoutAccents is a key of Latin letters without their marks, which one paper writes and
// the next leaves out.
func withoutAccents(key []byte) []byte {
	if !slices.ContainsFunc(key, func(c byte) bool { return c >= utf8.RuneSelf }) {
		return key
	}
	var out []byte
	for _, r := range string(norm.NFD.Bytes(key)) {
		if !unicode.Is(unicode.Mn, r) {
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

func toBeAdvised(name string) bool {
	var buf keyBuffer
	return keyToBeAdvised(AppendNameKey(buf[:0], name), name)
}

// keyToBeAdvised is toBeAdvised of a name of which the key is at hand.
func keyToBeAdvised(key []byte, name string) bool {
	if len(key) == 0 {
		return data.TextState(name) == data.Unknown
	}
	return tieWords().ToBeAdvised(key)
}

// piecesOf is the number of pieces on all lines, 0 where one is not known.
func piecesOf(sh *data.Shipment) float64 {
	n := 0.0
	for i := range sh.Lines {
		q := sh.Lines[i].Quantity
		if q.State != data.Known || q.Value <= 0 {
			return 0
		}
		n += q.Value
	}
	return n
}

// orderKey is what the papers of one order share: its number, else its goods.
func orderKey(sh *data.Shipment, n Narrow) (key uint64, byGoods bool) {
	if k := nameHash(sh.Order); k != 0 {
		return k, false
	}
	return goodsKey(sh, n), true
}

func (b *Builder) learnDocument(sh *data.Shipment, day int32, n Narrow) {
	d := documentOf(sh, day, n)
	if d.order != 0 {
		b.docs = append(roomy(b.docs, 1), d)
	}
	if (n.Advanced || n.MostKg > 0 || n.USD >= dearOrder) && data.TextState(sh.Order) != data.Known {
		// Later papers may name the order by the id of the one that placed it.
		if d.order, d.byGoods = nameHash(sh.ID), false; d.order != 0 {
			b.docs = append(roomy(b.docs, 1), d)
		}
		if d.order = revisedKey(sh); d.order != 0 {
			b.docs = append(roomy(b.docs, 1), d)
		}
		if d.order = versionKey(sh, n); d.order != 0 {
			b.docs = append(roomy(b.docs, 1), d)
		}
		if d.order = quoteKey(sh, nameHash(sh.ID)); d.order != 0 && sh.DocType == "quote" {
			b.docs = append(roomy(b.docs, 1), d)
		}
		quotesNamed(sh, func(number uint64) {
			if d.order = quoteKey(sh, number); d.order != 0 {
				b.docs = append(roomy(b.docs, 1), d)
			}
		})
	}
	if d.order, d.byGoods = returnedKey(sh), false; d.order != 0 {
		b.docs = append(roomy(b.docs, 1), d)
	}
}

// dearOrder is what an order is worth, in US dollars, of whose goods no word tells what they
// are and which may be of machines.
const dearOrder = 200_000

// revisedKey is the number of the order that an order without a number revises, by its
// id: that of "SO-7 rev 2", "SO-7 rev B", "SO-7-R2" or "SO-7/B" is SO-7. Of quotes the same
// holds. It is 0 for none.
func revisedKey(sh *data.Shipment) uint64 {
	if sh.DocType != "order" && sh.DocType != "quote" || data.TextState(sh.Order) == data.Known {
		return 0
	}
	id := strings.TrimRight(sh.ID, "0123456789")
	if len(sh.ID)-len(id) > 2 {
		return 0
	}
	numbered := len(id) < len(sh.ID)
	if n := len(id); !numbered && n > 4 && strings.IndexByte("abcdefghABCDEFGH", id[n-1]) >= 0 {
		if head := strings.TrimRight(id[:n-1], " .-_"); len(head) < n-1 && strings.EqualFold(head[max(0, len(head)-3):], "rev") {
			id, numbered = head, true
		}
	}
	at := strings.LastIndexAny(strings.TrimRight(id, " .-_"), " /-_")
	if at <= 0 {
		return 0
	}
	switch mark := strings.ToLower(strings.Trim(id[at+1:], " .-_")); {
	case mark == "rev" || mark == "amd" || mark == "chg":
	case numbered && (mark == "r" || mark == "v" || mark == "ver" || mark == "a"):
	case !numbered && id[at] == '/' && len(mark) == 1 && mark[0] >= 'a' && mark[0] <= 'h':
	default:
		return 0
	}
	return nameHash(strings.TrimRight(id[:at], " .-_/"))
}

// versionOf is the number of an order, of five signs or more, whose version a paper without
// an order number is, by its id: that of "4500777/2" is 4500777. It is "" for none.
func versionOf(sh *data.Shipment) string {
	if sh.DocType != "order" && sh.DocType != "quote" || data.TextState(sh.Order) == data.Known {
		return ""
	}
	id := strings.TrimRight(sh.ID, "0123456789")
	base, slash := strings.CutSuffix(id, "/")
	if n := len(sh.ID) - len(id); !slash || n < 1 || n > 2 || len(base) < 5 || !strings.ContainsAny(base, "0123456789") {
		return ""
	}
	return base
}

// versionKey is what the versions of one order share. Behind a stroke may stand the number of
// an item or of a year as well, so that they are for one customer, of one model and of as
// many pieces.
func versionKey(sh *data.Shipment, n Narrow) uint64 {
	base := versionOf(sh)
	if base == "" {
		return 0
	}
	goods := goodsKey(sh, n)
	if goods == 0 {
		return 0
	}
	return goods ^ nameHash(base)
}

// returnedKey is the number of the paper by which went out what comes back by one without an
// order number, by its id: that of "LN-7-R" or "RMA-7/RET" is LN-7, or RMA-7. It is 0 for none.
func returnedKey(sh *data.Shipment) uint64 {
	if PaperOf(sh) != "return" || data.TextState(sh.Order) == data.Known {
		return 0
	}
	at := strings.LastIndexAny(sh.ID, " /-_.")
	if at < 3 || !strings.ContainsAny(sh.ID[:at], "0123456789") {
		return 0
	}
	switch strings.ToLower(sh.ID[at+1:]) {
	case "r", "rt", "rtn", "ret", "return", "back", "in", "core", "rück", "retour":
		return nameHash(sh.ID[:at])
	}
	return 0
}

// quoteKey is what a quote shares with the orders of the same customer that name it in their
// notes: "price per DR-55108". It is 0 for none.
func quoteKey(sh *data.Shipment, number uint64) uint64 {
	if w := who(sh); w != 0 && number != 0 {
		return w*31 ^ number*0x9e3779b97f4a7c15
	}
	return 0
}

// mostQuotes bounds the numbers of notes that are looked up.
const mostQuotes = 4

// quotesNamed gives the numbers that the notes of an order tell, as keys of names: words of
// five signs or more with two figures or more.
func quotesNamed(sh *data.Shipment, yield func(uint64)) {
	if sh.DocType != "order" || data.TextState(sh.Order) == data.Known {
		return
	}
	told := 0
	for word := range strings.FieldsFuncSeq(sh.Notes, func(r rune) bool { return strings.ContainsRune(" \t\n,;:()", r) }) {
		word = strings.TrimRight(word, ".")
		at := strings.IndexAny(word, "0123456789")
		if len(word) < 5 || at < 0 || !strings.ContainsAny(word[at+1:], "0123456789") {
			continue
		}
		yield(nameHash(word))
		if told++; told == mostQuotes {
			return
		}
	}
}

// keepRepeated drops orders that only one paper names, but for one that numbers its pieces:
// these may be met again.
func keepRepeated(docs []document) []document {
	alone := single(docs)
	docs = slices.DeleteFunc(docs, func(d document) bool { return !d.numbered && alone(d) })
	slices.SortFunc(docs, documentOrder)
	var out []document
	for i := 0; i < len(docs); {
		j := i
		for j < len(docs) && docs[j].order == docs[i].order {
			j++
		}
		if j-i > 1 || docs[i].numbered {
			out = append(out, docs[i:j]...)
		}
		i = j
	}
	return slices.Clip(out)
}

// documentOrder is a total order, as those of all that is learned: what is learned must
// not depend on the order in which it came.
func documentOrder(x, y document) int {
	if c := cmp.Or(cmp.Compare(x.order, y.order), cmp.Compare(x.day, y.day), cmp.Compare(x.id, y.id)); c != 0 {
		return c
	}
	if c := cmp.Or(cmp.Compare(x.way, y.way), compareWord(x.serials, y.serials)); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(x.endUser, y.endUser), cmp.Compare(x.consignee, y.consignee), cmp.Compare(x.destination, y.destination), cmp.Compare(x.town, y.town), compareFloat(x.piece, y.piece), compareFloat(x.pieces, y.pieces), compareFloat(x.mostKg, y.mostKg), compareFloat(x.gross, y.gross),
		compareFloat(x.usd, y.usd), compareFloat(x.gpus, y.gpus), cmp.Compare(x.kind, y.kind), compareFlag(x.numbered, y.numbered), cmp.Compare(x.carriage, y.carriage), cmp.Compare(x.stage, y.stage), cmp.Compare(x.lines, y.lines), compareFlag(x.byGoods, y.byGoods), compareFlag(x.advanced, y.advanced), cmp.Compare(x.origin, y.origin), cmp.Compare(x.model, y.model),
		compareFloat(x.counts, y.counts), cmp.Compare(x.bill, y.bill), cmp.Compare(x.chip, y.chip), cmp.Compare(x.licence, y.licence), compareFlag(x.halted, y.halted))
}

// single answers, of one of docs, whether it is surely the only one of its order. Most
// are, and need not be sorted.
func single(docs []document) func(document) bool {
	places := uint64(1) << bits.Len(uint(8*len(docs)))
	once, twice := make([]uint64, places/64+1), make([]uint64, places/64+1)
	for i := range docs {
		at := docs[i].order & (places - 1)
		w, bit := at>>6, uint64(1)<<(at&63)
		twice[w] |= once[w] & bit
		once[w] |= bit
	}
	return func(d document) bool {
		at := d.order & (places - 1)
		return twice[at>>6]>>(at&63)&1 == 0
	}
}
