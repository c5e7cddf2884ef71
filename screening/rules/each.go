package rules

import (
	"math/bits"

	"redflag/data"
)

// mask is a truth for each element of a group at once: a bit for each of which it is
// surely true, and one for each of which it is surely false.
type mask struct{ yes, no uint64 }

// readMask is a mask with the elements that it was read of.
type readMask struct {
	mask
	read uint64
}

// mostMasked is how many elements a mask holds. Groups of more are read one by one.
const mostMasked = 64

// each is an atom on the elements of a group, which many conditions may ask of them:
// it is read once for all, and for all elements at once.
type each struct {
	node
	group *ref
	at    int  // in the machine's masks
	lasts int  // place among the atoms on lasting fields, -1 for others
	once  bool // it reads nothing of the element, and is the same of all
}

func (e *each) truth(m *machine) data.Truth {
	if e.at >= len(m.masks) || m.f.Len(e.group.slot) > mostMasked {
		return e.node.truth(m)
	}
	k := e.mask(m, 1<<m.at)
	switch {
	case k.yes>>m.at&1 != 0:
		return data.True
	case k.no>>m.at&1 != 0:
		return data.False
	}
	return data.Undecided
}

// mask is the truth of the atom for the elements that are wanted, at least.
func (e *each) mask(m *machine, want uint64) mask {
	k := &m.masks[e.at]
	want &^= k.read
	if want == 0 {
		return k.mask
	}
	if e.once {
		k.read = ^uint64(0)
		switch e.node.truth(m) {
		case data.True:
			k.yes = k.read
		case data.False:
			k.no = k.read
		}
		return k.mask
	}
	k.read |= want
	was := m.at
	var places []int32
	if e.lasts >= 0 && m.last != nil {
		places = m.last.elements(m.f, e.group.slot)
	}
	for ; want != 0; want &= want - 1 {
		i := bits.TrailingZeros64(want)
		m.at = i
		var t data.Truth
		if i < len(places) && places[i] != 0 {
			t = m.last.read(m, places[i], e)
		} else {
			t = e.node.truth(m)
		}
		switch t {
		case data.True:
			k.yes |= 1 << i
		case data.False:
			k.no |= 1 << i
		}
	}
	m.at = was
	return k.mask
}

// maskOf is the truth of a condition over atoms on elements, for those of them that
// are in all; of others it tells nothing. ok is false where the condition is made of more
// than that.
func maskOf(n node, m *machine, all uint64) (k mask, ok bool) {
	switch n := n.(type) {
	case *each:
		k = n.mask(m, all)
		return mask{yes: k.yes & all, no: k.no & all}, true
	case constant:
		if n {
			return mask{yes: all}, true
		}
		return mask{no: all}, true
	case negation:
		k, ok = maskOf(n.of, m, all)
		return mask{yes: k.no, no: k.yes}, ok
	case allOf:
		k = mask{yes: all}
		for _, kid := range n {
			left := all &^ k.no // what is false already is not read
			if left == 0 {
				break
			}
			o, ok := maskOf(kid, m, left)
			if !ok {
				return mask{}, false
			}
			k.yes, k.no = k.yes&o.yes, k.no|o.no
		}
		return k, true
	case anyOf:
		k = mask{no: all}
		for _, kid := range n {
			left := all &^ k.yes
			if left == 0 {
				break
			}
			o, ok := maskOf(kid, m, left)
			if !ok {
				return mask{}, false
			}
			k.yes, k.no = k.yes|o.yes, k.no&o.no
		}
		return k, true
	}
	return mask{}, false
}

// overAll is the truth of a quantifier, where all elements can be read at once.
func (n *quant) overAll(m *machine) (t data.Truth, ok bool) {
	length := m.f.Len(n.group.slot)
	if length > mostMasked || len(m.masks) == 0 {
		return 0, false
	}
	all := ^uint64(0) >> (mostMasked - length)
	k, ok := maskOf(n.pred, m, all)
	if !ok {
		return 0, false
	}
	if n.kind == everyOf {
		return decide(k.yes == all, k.no != 0), true
	}
	t = decide(k.yes != 0, k.no == all)
	if n.kind == noneOf {
		t = t.Not()
	}
	return t, true
}
