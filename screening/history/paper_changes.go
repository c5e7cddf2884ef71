package history

import (
	"cmp"
	"math"
	"sort"

	"redflag/data"
)

// Papers is how a shipment differs from earlier papers of its order.
type Papers struct {
	Earlier     int
	Advanced    bool    // one of them tells advanced chips
	EndUser     bool    // another end user than before
	Named       bool    // the order names an end user
	Dropped     bool    // no end user, though an order before named one, and another consignee than it
	Consignee   bool    // another last consignee than before, and not the end user of before
	Destination bool    // another destination than before
	Destined    uint32  // key of the destination that the last of them tells, 0 for none
	Withdrawn   bool    // a destination that was told is now said to be unknown
	Value       bool    // a piece is worth a part, or a multiple, of what it was
	Model       bool    // another accelerator leaves than was ordered
	Halted      bool    // it leaves, and all that placed the order say that it is stopped, or held for export control
	Licence     bool    // it leaves by another licence than was ordered under, or by none
	Pieces      bool    // another number of pieces is worth as much
	Price       bool    // as many pieces of an invoice or declaration are worth another sum than was ordered
	Origin      bool    // the goods come from another country
	Paid        bool    // a finance paper pays so many of one model where the order is for so many of another
	Way         bool    // what travelled by air goes by sea, or the other way round, by the transport documents
	Serials     bool    // the same machines bear other serial numbers
	Taken       bool    // the buyer has the goods taken away that were to be brought to it
	GPUs        float64 // advanced chips that papers placed that name the order, NaN where a number is not known
	PaidOver    float64 // what a finance paper tells, by what was ordered; 0 where nothing is known
	PiecesOver  float64 // the pieces that leave, or left by all papers of a kind, by those ordered; 0 where nothing is known
	Visited     int32   // the day of the last service paper before, 0 for none
	Parted      int     // other declarations of this day for as many pieces
	Numbered    bool    // a paper by which goods left tells a serial number for each piece
	Kg          float64 // what the goods weigh, where they are too heavy for those of an earlier paper, else 0
	MostKg      float64 // and what those weigh at most
	Weighed     bool    // as many pieces, packed, weigh far more or less by a paper under which they leave than by an earlier one
}

// apart is the factor from which two values of a piece are no longer one.
const apart = 3

// Another number of pieces is one that is not of boxes instead of what is in them; and
// goods are too heavy for their name at many times what it weighs, from a weight that no
// packing of small things comes to.
const (
	packedTogether = 3
	tooHeavy       = 8
	HeavyPiece     = 20
)

// Sums that differ by less are one: rates of exchange, freight, a tax or a small discount.
const (
	muchLess = 0.8
	muchMore = 1.3
)

// weighedApart is the factor from which two gross weights of the same pieces are no longer one.
const weighedApart = 1.5

// pricedOtherwise reports a paper by which goods leave that tells as many pieces, one line on
// each paper, as the order, and another sum for them.
func (d *document) pricedOtherwise(order *document) bool {
	if order.kind != placing || d.kind != leaving && d.kind != declaring || d.pieces < fewest || d.pieces != order.pieces || !(order.usd > 0 && d.usd > 0) {
		return false
	}
	times := d.usd / order.usd
	return times < muchLess || times > muchMore
}

// carriedOtherwise reports papers of one order, and of as many pieces where both tell them,
// with transport documents of another kind.
func (d *document) carriedOtherwise(o *document) bool {
	return d.stage > 0 && d.way != wayNotTold && o.way != wayNotTold && d.way != o.way && (d.pieces == o.pieces || d.pieces == 0 || o.pieces == 0)
}

// numberedElse reports a declaration with other serial numbers than a paper by which as many
// pieces left shortly before, where nobody tells how many were ordered.
func (d *document) numberedElse(o *document) bool {
	return d.kind == declaring && o.kind == leaving && d.numbered && o.numbered && d.pieces > 0 && d.pieces == o.pieces && d.serials != o.serials && o.day >= d.day-customsDays
}

// customsDays is how long after goods left customs are told of them.
const customsDays = 10

// renumbered reports two papers of goods that leave that tell other serial numbers for as
// many pieces, more than were ordered if they were not the same ones.
func (d *document) renumbered(o *document, ordered float64) bool {
	leaves := func(x *document) bool { return x.numbered && (x.kind == leaving || x.kind == declaring) }
	return ordered > 0 && leaves(d) && leaves(o) && d.pieces > 0 && d.pieces == o.pieces && d.serials != o.serials && float64(d.pieces+o.pieces) > ordered
}

// countedOtherwise reports two numbers of pieces, one line on each paper, of one value.
func countedOtherwise(x, y *document) bool {
	if x.pieces < fewestValued || y.pieces < fewestValued || x.pieces == y.pieces || x.pieces > packedTogether*y.pieces || y.pieces > packedTogether*x.pieces {
		return false
	}
	usd := x.piece * x.pieces
	return usd > 0 && math.Abs(float64(usd-y.piece*y.pieces)) <= sameValue*float64(usd)
}

// countsOtherwise reports two papers that tell as many accelerators by other numbers of pieces:
// machines on the one, what is in them on the other.
func (d *document) countsOtherwise(o *document) bool {
	return d.gpus > 0 && d.gpus == o.gpus && d.pieces != o.pieces
}

// TooHeavy reports a weight that goods cannot have which weigh so much at most.
func TooHeavy(kg, mostKg, pieces float64) bool {
	return mostKg > 0 && kg > tooHeavy*mostKg && kg >= HeavyPiece*pieces && pieces >= fewest
}

// isPart reports a paper that follows an order, and tells fewer lines than it.
func (d *document) isPart(whole uint8) bool { return d.kind != placing && d.lines < whole }

// follows reports a paper that comes after another.
func (d *document) follows(o *document) bool { return d.at().after(o.at()) }

func (d *document) at() moment { return moment{d.day, d.kind} }

// moment is when a paper stands among others: its day, and what it is.
type moment struct {
	day  int32
	kind paperKind
}

func momentOf(sh *data.Shipment, day int32) moment { return moment{day, paperKindOf(sh)} }

// after reports that the one paper comes after the other: it is of a later day, or of the same
// one and can only come after it, as an invoice does after its order.
func (m moment) after(o moment) bool {
	return o.day < m.day || o.day == m.day && (o.kind == placing && m.kind > placing || o.kind == leaving && m.kind == declaring)
}

// Papers compares a shipment with the papers of the same order that came before it.
// Where no order number is told, those of the same customer, model and number of
// pieces count, and only an order's against what follows it.
func (b *Book) Papers(sh *data.Shipment, day int32, n Narrow) Papers {
	var p Papers
	if order, byGoods := orderKey(sh, n); order != 0 {
		b.compare(&p, sh, day, n, order, byGoods)
	}
	for _, order := range [...]uint64{revisedKey(sh), versionKey(sh, n), returnedKey(sh)} {
		if order != 0 {
			b.compare(&p, sh, day, n, order, false)
		}
	}
	quotesNamed(sh, func(number uint64) {
		if order := quoteKey(sh, number); order != 0 {
			b.compare(&p, sh, day, n, order, false)
		}
	})
	return p
}

// compare holds a shipment against the earlier papers of one order.
func (b *Book) compare(p *Papers, sh *data.Shipment, day int32, n Narrow, order uint64, byGoods bool) {
	i := sort.Search(len(b.documents), func(i int) bool { return b.documents[i].order >= order })
	if i == len(b.documents) || b.documents[i].order != order {
		return // most orders have one paper
	}
	d := documentOf(sh, day, n)
	d.order, d.byGoods = order, byGoods
	kg, net := weightOf(sh)
	if net > 0 {
		kg = net
	}
	pieces := piecesOf(sh)
	left, same := false, false // goods that left under other numbers, or under these
	var placed tally
	var kept modelKept
	others := 0.0                   // accelerators that left by other papers of the kind, less what came back
	told := b.document(order, d.id) // as it was learned, with all of its goods
	if told == nil {
		told = &d
	}
	leaves, back := d.kind == leaving || d.kind == declaring, PaperOf(sh) == "return" || d.kind == visiting // what comes back, or takes its place, is worth less or nothing
	var as placedAs
	whole := uint8(0) // the lines of the order: goods of a part of them may be others than those of another part
	for ; i < len(b.documents) && b.documents[i].order == d.order && p.Earlier < maxScan; i++ {
		o := &b.documents[i]
		if o.day == day && o.id != d.id && o.kind == declaring && d.kind == declaring && o.pieces >= fewest && o.pieces == d.pieces {
			p.Parted++
		}
		if leaves && o.day <= day && (o.counts < 0 || told.besides(o)) {
			others += float64(o.counts)
		}
		if !d.follows(o) || o.id == d.id || d.byGoods && (!o.byGoods || o.stage >= d.stage || o.day < day-sameGoodsDays) {
			continue
		}
		p.Earlier++
		if o.kind == placing {
			whole = max(whole, o.lines)
		}
		comparable := !d.isPart(whole) && !o.isPart(whole) || o.stage > 0 && d.lines == o.lines && d.pieces == o.pieces && d.pieces > 0
		p.Advanced = p.Advanced || o.advanced
		placed.add(o)
		if leaves && !d.byGoods {
			as.add(told, o)
			if told.chip != 0 {
				kept.add(told, o)
			}
		}
		if o.kind == visiting {
			p.Visited = max(p.Visited, o.day)
		}
		p.Numbered = p.Numbered || o.numbered && (o.kind == leaving || o.kind == declaring)
		p.EndUser = p.EndUser || d.endUser != 0 && o.endUser > withheld && !sameParty(d.endUser, o.endUser) && !isOneOf(o.endUser, b.marksOf(sh, data.EndUser))
		p.Named = p.Named || o.kind == placing && o.endUser > withheld
		p.Dropped = p.Dropped || d.stage == 0 && o.stage == 0 && d.drops(o)
		p.Value = p.Value || comparable && !back && !told.countsOtherwise(o) && d.piece > 0 && o.piece > 0 && (d.piece > apart*o.piece || o.piece > apart*d.piece && !(d.kind == leaving && AsksForAPart(sh)))
		p.Consignee = p.Consignee || d.consignee > withheld && !sameParty(d.consignee, o.consignee) && !sameParty(d.consignee, o.endUser) && (o.consignee > withheld || o.endUser > withheld) &&
			!isOneOf(cmp.Or(o.consignee, o.endUser), b.marksOf(sh, data.UltimateConsignee))
		p.Pieces = p.Pieces || d.stage > 0 && countedOtherwise(o, &d)
		p.Price = p.Price || d.pricedOtherwise(o) && !AsksForAPart(sh)
		p.Origin = p.Origin || d.origin != 0 && o.origin != 0 && d.origin != o.origin && d.pieces == o.pieces
		p.Paid = p.Paid || d.kind == paying && o.kind == placing && d.model != 0 && o.model != 0 && d.model != o.model && d.pieces > 0 && o.pieces > 0 && d.pieces != o.pieces
		p.Way = p.Way || d.carriedOtherwise(o)
		p.Serials = p.Serials || d.renumbered(o, placed.pieces)
		left, same = left || d.numberedElse(o), same || d.serials == o.serials
		p.Taken = p.Taken || o.carriage == brought && d.carriage == takenAway
		p.Weighed = p.Weighed || d.stage > 0 && o.stage > 0 && d.pieces > 0 && d.pieces == o.pieces && d.gross > 0 && o.gross > 0 && (d.gross > weighedApart*o.gross || o.gross > weighedApart*d.gross)
		if (comparable || o.kind == placing) && TooHeavy(kg, float64(o.mostKg), pieces) {
			p.Kg, p.MostKg = kg, float64(o.mostKg)
		}
		p.Destination = p.Destination || d.destination != 0 && o.destination != 0 && d.destination != o.destination
		p.Destined = cmp.Or(o.destination, p.Destined)
		p.Withdrawn = p.Withdrawn || o.destination != 0 && d.stage > 0 && data.TextState(sh.DestinationCountry) == data.Unknown
	}
	p.Serials = p.Serials || left && !same && placed.pieces == 0
	p.Model = p.Model || kept.changed()
	p.Halted = p.Halted || as.halted && !as.free && told.licence <= noLicence
	p.Licence = p.Licence || as.otherLicence && !as.licence
	p.hold(&d, told, placed)
	if leaves && !d.byGoods && told.counts > 0 && placed.gpus > 0 {
		p.PiecesOver = max(p.PiecesOver, (max(others, 0)+float64(told.counts))/placed.gpus)
	}
}

// tally adds up the papers that placed an order; what one does not tell is NaN.
type tally struct{ usd, pieces, gpus float64 }

func (t *tally) add(o *document) {
	if o.kind == placing {
		t.usd += orNaN(o.usd)
		t.pieces += orNaN(o.pieces)
		t.gpus += float64(o.gpus)
	}
}

func orNaN(x float32) float64 {
	if x > 0 {
		return float64(x)
	}
	return math.NaN()
}

// hold holds what is paid, and what leaves, against what was ordered. Only of papers that
// name their order are all known that placed it.
func (p *Papers) hold(d, told *document, placed tally) {
	if d.byGoods {
		return
	}
	p.GPUs = max(p.GPUs, placed.gpus)
	if d.kind == paying && placed.usd > 0 && d.usd > 0 {
		p.PaidOver = max(p.PaidOver, float64(d.usd)/placed.usd)
	}
	if (d.kind == leaving || d.kind == declaring) && placed.pieces >= fewest && d.pieces > 0 && placed.usd > 0 && d.usd > 0 && !(placed.gpus > 0 && float64(told.gpus) <= placed.gpus) {
		p.PiecesOver = max(p.PiecesOver, float64(d.pieces)/placed.pieces)
	}
}

// drops reports whether an order names no end user where one before it did, and is for a
// consignee whom that one names neither so nor as the user.
func (d *document) drops(o *document) bool {
	return d.endUser == 0 && o.endUser > withheld && d.consignee > withheld && !sameParty(d.consignee, o.consignee) && !sameParty(d.consignee, o.endUser)
}
