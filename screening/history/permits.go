package history

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
)

// permit is the number of a licence or certificate on a paper of advanced chips.
type permit struct {
	number uint64
	day    int32
	who    uint64
	user   uint32 // the end user by name, 0 where none is told
	order  uint64 // number of the order, 0 where none is told
	gpus   float32
	id     string // of the paper
}

// A number stands for one permit of one user where it is not written on every paper: of
// general licences many customers tell the same number.
const mostHolders = 3

// Permits are the numbers of licences and certificates that a shipment tells, in its
// fields and then in its notes, each as it is written.
func Permits(sh *data.Shipment) []string {
	var out []string
	for _, s := range [...]string{sh.Certificate, sh.Licence} {
		if permitKey(s) != 0 {
			out = append(out, s)
		}
	}
	if len(sh.Notes) < leastOfNotes {
		return out
	}
	notes := phrases.Read(sh.Notes)
	for _, s := range wordsOfPermits().numbers(&notes) {
		if permitKey(s) != 0 && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// permitKey is a number as it is compared, 0 for what is no number of one permit: too few
// digits, a date or a word.
func permitKey(s string) uint64 {
	k := squeeze(s)
	digits := 0
	for i := range len(k) {
		if k[i] >= '0' && k[i] <= '9' {
			digits++
		}
	}
	if len(k) < 5 || digits < 3 || data.TextState(s) != data.Known {
		return 0
	}
	if _, err := data.ParseDate(s); err == nil && len(k) == 8 && len(s) > 8 {
		return 0
	}
	return max(hash(k), 1)
}

func (b *Builder) learnPermits(sh *data.Shipment, day int32, n Narrow) {
	w := who(sh)
	if !n.Advanced || w == 0 {
		return
	}
	for _, s := range Permits(sh) {
		b.permits = append(b.permits, permit{permitKey(s), day, w, userOf(sh), nameHash(orderOrID(sh)), float32(n.GPUs), sh.ID})
	}
}

func userOf(sh *data.Shipment) uint32 {
	for i := range sh.Parties {
		if p := &sh.Parties[i]; p.Role == data.EndUser && p.Customer != nil && !toBeAdvised(p.Name) {
			return uint32(nameHash(p.Name))
		}
	}
	return 0
}

func permitOrder(x, y permit) int {
	return cmp.Or(cmp.Compare(x.number, y.number), cmp.Compare(x.day, y.day), cmp.Compare(x.who, y.who), cmp.Compare(x.user, y.user),
		cmp.Compare(x.order, y.order), compareFloat(x.gpus, y.gpus), strings.Compare(x.id, y.id))
}

// PermitUse is an earlier paper that tells the same number of a permit.
type PermitUse struct {
	Number string
	Paper  string // "" for none
	On     int32
}

// PermitsBefore are earlier papers that tell a permit of a shipment for something else.
type PermitsBefore struct {
	Another PermitUse // of another customer, for another user where both are told
	Resized PermitUse // of another order for the same customer, for twice as many chips or half
	User    PermitUse // of another order for the same customer, for another user
}

// PermitBefore looks for them.
func (b *Book) PermitBefore(sh *data.Shipment, gpus float64, day int32) (p PermitsBefore) {
	w := who(sh)
	if len(b.permits) == 0 || w == 0 {
		return p
	}
	note := func(use *PermitUse, number string, x *permit) {
		if use.Paper == "" {
			*use = PermitUse{number, x.id, x.day}
		}
	}
	user, order := userOf(sh), nameHash(orderOrID(sh))
	for _, number := range Permits(sh) {
		k := permitKey(number)
		from := sort.Search(len(b.permits), func(i int) bool { return b.permits[i].number >= k })
		if b.holders(from, k, day) > mostHolders {
			continue
		}
		for i, n := from, 0; i < len(b.permits) && b.permits[i].number == k && b.permits[i].day < day && n < maxScan; i, n = i+1, n+1 {
			x := &b.permits[i]
			if x.who != w {
				if x.user == 0 || user == 0 || x.user != user {
					note(&p.Another, number, x)
				}
				continue
			}
			if x.order == order {
				continue
			}
			if x.user != 0 && user != 0 && x.user != user {
				note(&p.User, number, x)
			}
			if x.gpus >= fewest && gpus >= fewest && (gpus >= 2*float64(x.gpus) || float64(x.gpus) >= 2*gpus) {
				note(&p.Resized, number, x)
			}
		}
	}
	return p
}

// holders is how many customers told the number of a permit before a day, up to one more
// than matter.
func (b *Book) holders(from int, number uint64, day int32) int {
	var all []uint64
	for i := from; i < len(b.permits) && b.permits[i].number == number && b.permits[i].day < day && len(all) <= mostHolders; i++ {
		if !slices.Contains(all, b.permits[i].who) {
			all = append(all, b.permits[i].who)
		}
	}
	return len(all)
}
