package history

import (
	"cmp"
	_ "embed"
	"math"
	"sort"
	"sync"

	"redflag/data"
	"redflag/screening/phrases"
)

//go:embed owed.yaml
var owedYAML []byte

var loadOwedWords = sync.OnceValues(func() (phrases.Set, error) { return phrases.List("owed.yaml", owedYAML) })

// owed are pieces that went to a customer on the promise that they, or what they replace,
// come back, or pieces that came back from it.
type owed struct {
	who    uint64
	day    int32
	id     uint64
	pieces float64 // below nought of what came back; not known is without end
}

// patience is for how many days a customer may keep what is lent to it before anybody asks.
const patience = 60

// ToComeBack reports a paper by which goods go out on the promise that they, or what they
// replace, come back, by its lines and its status.
func ToComeBack(sh *data.Shipment) bool {
	if TookIn(sh) || PaperOf(sh) == "return" {
		return false
	}
	words, _ := loadOwedWords() // Load tells of their faults
	return lineSays(words, sh) || says(words, sh.Status)
}

func (b *Builder) learnOwed(sh *data.Shipment, day int32, n Narrow) {
	x := owed{who(sh), day, hash(sh.ID), piecesOf(sh)}
	switch paper := PaperOf(sh); {
	case x.who == 0:
	case paper == "return" || paper == "" && TookIn(sh):
		if x.pieces == 0 {
			x.pieces = math.Inf(1)
		}
		x.pieces = -x.pieces
		b.owed = append(b.owed, x)
	case n.Advanced && (paper == "delivery" || paper == "order" || paper == "service" || paper == "") && x.pieces > 0 && ToComeBack(sh):
		b.owed = append(b.owed, x)
	}
}

func owedOrder(x, y owed) int {
	return cmp.Or(cmp.Compare(x.who, y.who), cmp.Compare(x.day, y.day), cmp.Compare(x.id, y.id), cmp.Compare(x.pieces, y.pieces))
}

// Owed are the pieces of advanced chips that went to the customer of a shipment so before a
// day, and those of them that patience does not cover and no return does.
func (b *Book) Owed(sh *data.Shipment, day int32) (lent, open float64) {
	w := who(sh)
	if len(b.owed) == 0 || w == 0 {
		return 0, 0
	}
	id := hash(sh.ID)
	late, back := 0.0, 0.0
	for i := sort.Search(len(b.owed), func(i int) bool { return b.owed[i].who >= w }); i < len(b.owed) && b.owed[i].who == w && b.owed[i].day < day; i++ {
		switch x := &b.owed[i]; {
		case x.id == id:
		case x.pieces < 0:
			if lent > 0 { // not what was sent back before anything was lent
				back -= x.pieces
			}
		default:
			lent += x.pieces
			if x.day <= day-patience {
				late += x.pieces
			}
		}
	}
	return lent, max(0, late-back)
}
