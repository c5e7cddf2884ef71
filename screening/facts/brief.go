package facts

import (
	"slices"

	"redflag/data"
	"redflag/data/tape"
	"redflag/screening/rules"
)

// Brief is the few facts by which most rules can be told to say nothing of a record,
// kept beside its verdict. Rules that have changed are asked of those records alone
// that the brief does not rule out.
type Brief struct {
	value [len(inBrief)]rules.Value
	state [len(stateInBrief)]data.State
}

var (
	inBrief = [...]field{
		fRecord, fShipmentAct, fCustomerKnown, fOwnershipListed,
		fGoodsControlled, fGoodsAdvanced, fGoodsSensitive, fGoodsPrcChip, fGoodsDatacenter, fGoodsChpl,
		fShipmentDestinationHub, fShipmentDestinationRussiaRoute,
	}
	// Of these it is kept whether they are told, and not what.
	stateInBrief = [...]field{fShipmentEndUser, fShipmentNotes, fShipmentStatedEndUse, fShipmentHoldReason}
)

func (b *Brief) keep(t *tape.Tape) {
	for i := range b.value {
		v := &b.value[i]
		keepState(t, &v.State)
		yes := v.Bool()
		if t.Flag(&yes); yes {
			v.Num = 1
		}
		t.Text(&v.Text)
	}
	for i := range b.state {
		keepState(t, &b.state[i])
	}
}

func keepState(t *tape.Tape, s *data.State) {
	if t.Byte((*uint8)(s)); *s > data.Known {
		*s = data.NotTold
		t.Spoil()
	}
}

// Brief appends the brief of what is at hand.
func (f *Facts) Brief(dst []byte) []byte {
	var b Brief
	for i, x := range inBrief {
		v := f.Value(int(x))
		b.value[i] = rules.Value{State: v.State, Num: v.Num, Text: v.Text}
	}
	for i, x := range stateInBrief {
		b.state[i] = f.Value(int(x)).State
	}
	t := tape.Write(dst)
	b.keep(t)
	return t.Bytes()
}

// ReadBrief reads a brief back.
func ReadBrief(raw []byte) (*Brief, error) {
	b := &Brief{}
	t := tape.Read(raw)
	b.keep(t)
	return b, t.End()
}

// Seen is a fact of the record; ok is false where the brief does not hold it.
func (b *Brief) Seen(slot int) (v *rules.Value, ok bool) {
	if i := slices.Index(inBrief[:], field(slot)); i >= 0 {
		return &b.value[i], true
	}
	return nil, false
}

// State is whether a fact is told.
func (b *Brief) State(slot int) (s data.State, ok bool) {
	if v, ok := b.Seen(slot); ok {
		return v.State, true
	}
	if i := slices.Index(stateInBrief[:], field(slot)); i >= 0 {
		return b.state[i], true
	}
	return 0, false
}

// Writes reports whether notes, an end use or a reason is told.
func (b *Brief) Writes() bool {
	return slices.ContainsFunc(stateInBrief[1:], func(x field) bool {
		s, ok := b.State(int(x))
		return !ok || s == data.Known
	})
}

// MayBeChips reports whether the goods are advanced chips, or may be.
func (b *Brief) MayBeChips() bool {
	v, ok := b.Seen(int(fGoodsControlled))
	return !ok || controlRank(data.Controlled(v.Text)) >= 2
}
