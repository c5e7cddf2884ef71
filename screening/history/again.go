package history

import (
	_ "embed"
	"strings"
	"sync"

	"redflag/data"
	"redflag/screening/phrases"
)

//go:embed again.yaml
var againYAML []byte

var loadAgainWords = sync.OnceValues(func() (phrases.Set, error) { return phrases.List("again.yaml", againYAML) })

// tellsAgain reports a paper that says that another one tells its goods too: it corrects or
// replaces that one, or is a further step of customs.
func tellsAgain(sh *data.Shipment) bool {
	words, _ := loadAgainWords() // Load tells of their faults
	return paperSays(words, sh) || says(words, sh.Status)
}

// countsToOrder are the accelerators by which a paper counts among those of its kind under its
// order: those of a delivery or declaration, below nought where goods come back, and 0 where it
// tells the goods of another paper, machines beside what is in them, or goods for nothing.
func countsToOrder(sh *data.Shipment, n Narrow) float32 {
	if !n.Advanced || !(n.GPUs > 0) {
		return 0
	}
	paper := PaperOf(sh)
	if paper == "return" {
		return -float32(n.GPUs)
	}
	if TookIn(sh) || paper != "delivery" && paper != "declaration" || n.USD == 0 || holdsItsParts(n.Models) || endedEarly(sh) || ToComeBack(sh) || tellsAgain(sh) {
		return 0
	}
	return float32(n.GPUs)
}

// holdsItsParts reports lines of machines beside lines of single accelerators, as a list of
// what is in them has.
func holdsItsParts(models []Priced) bool {
	machines, single := false, false
	for i := range models {
		if m := &models[i]; m.Advanced {
			machines, single = machines || m.GPUs > 1, single || m.GPUs <= 1
		}
	}
	return machines && single
}

// besides reports a paper of an order that tells other goods than one of the same kind, for
// the same hands: not the ones of the same transport document or numbers again, and not a
// step of them on the way to somebody else.
func (d *document) besides(o *document) bool {
	if d.kind != o.kind || d.id == o.id || !(d.counts > 0 && o.counts > 0) {
		return false
	}
	again := d.counts == o.counts && (d.bill != 0 && d.bill == o.bill || d.numbered && o.numbered && d.serials == o.serials)
	others := func(x, y uint32) bool { return x > withheld && y > withheld && !sameParty(x, y) }
	return !again && !others(d.consignee, o.consignee) && !others(d.endUser, o.endUser) && (d.destination == 0 || o.destination == 0 || d.destination == o.destination)
}

// chipOf is a short hash of the one accelerator that a paper tells, 0 where it tells several
// or an advanced one without a model.
func chipOf(models []Priced) uint16 {
	chip := ""
	for i := range models {
		switch m := &models[i]; {
		case m.Chip == "" && m.Advanced || m.Chip != "" && chip != "" && m.Chip != chip:
			return 0
		case m.Chip != "":
			chip = m.Chip
		}
	}
	if chip == "" {
		return 0
	}
	return short(chip)
}

// billOf is a short hash of the transport document of a paper, 0 for none.
func billOf(sh *data.Shipment) uint32 {
	for _, b := range [...]string{sh.BL, sh.AWB} {
		if k := squeeze(b); len(k) >= fewestBilled-3 {
			return uint32(hash(k)>>32) | 1
		}
	}
	return 0
}

// modelKept compares the accelerator of a paper by which goods leave with those that its
// order, or else a paper of as many pieces shortly before a declaration, tells.
type modelKept struct{ ordered, other, same, leftOther, leftSame bool }

func (m *modelKept) add(d, o *document) {
	unlike := o.chip != 0 && o.chip != d.chip
	alike := o.chip == d.chip || o.chip == 0 && o.advanced
	switch {
	case o.kind == placing:
		m.ordered = m.ordered || unlike || alike
		m.other, m.same = m.other || unlike, m.same || alike
	case d.kind == declaring && o.kind == leaving && o.day >= d.day-customsDays:
		m.leftOther, m.leftSame = m.leftOther || unlike && o.pieces > 0 && o.pieces == d.pieces, m.leftSame || alike
	}
}

// changed reports that none of them is what the paper tells.
func (m *modelKept) changed() bool {
	if m.ordered {
		return m.other && !m.same
	}
	return m.leftOther && !m.leftSame
}

// licenceOf is a short hash of the number of the licence of a paper, by its last digits, or
// noLicence where it tells an exception in the place of one; 0 for neither.
func licenceOf(sh *data.Shipment) uint16 {
	if data.TextState(sh.Licence) != data.Known {
		if data.TextState(sh.LicenceException) == data.Known {
			return noLicence
		}
		return 0
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, sh.Licence)
	if len(digits) < fewestDigits {
		return 0
	}
	return short(digits[len(digits)-fewestDigits:])
}

// noLicence stands for an exception, and fewestDigits are those that tell licences apart.
const (
	noLicence    = 2
	fewestDigits = 5
)

// halted reports an order that is told to be stopped, or held for export control.
func halted(sh *data.Shipment) bool { return saysStopped(sh) || controlled(sh.HoldReason) }

// placedAs is what the papers that placed an order tell of it together.
type placedAs struct{ halted, free, licence, otherLicence bool }

func (p *placedAs) add(d, o *document) {
	if o.kind != placing {
		return
	}
	p.halted, p.free = p.halted || o.halted, p.free || !o.halted
	if o.licence > noLicence && d.licence != 0 {
		p.licence, p.otherLicence = p.licence || o.licence == d.licence, p.otherLicence || o.licence != d.licence
	}
}
