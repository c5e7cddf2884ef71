package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
)

// Judgements are standing decisions of people, as facts read them.
type Judgements struct {
	pairs   map[string][]clearance // by name key, list and entry id
	entries map[string][]clearance // by list and entry id
	names   map[string]bool        // keys of the names in pairs
	sites   map[string]data.Judgement
	stops   map[string]data.Judgement
}

// clearance is a judgement on a party and a list entry. One name may have several:
// at another address, for other goods, or an earlier one that ran out.
type clearance struct {
	data.Judgement
	over bool // its day has passed
}

// lapse is a clearance that does not hold, with why in words.
type lapse struct {
	data.Judgement
	why string
}

// NewJudgements keeps the judgements that stand on the day, and of cleared pairs
// also those that ran out, so that it can be said.
func NewJudgements(all []data.Judgement, asOf data.Date) Judgements {
	j := Judgements{map[string][]clearance{}, map[string][]clearance{}, map[string]bool{}, map[string]data.Judgement{}, map[string]data.Judgement{}}
	for _, x := range all {
		over := x.Until.Before(asOf) == data.True
		if asOf.Before(x.On) == data.True || over && x.Kind != "cleared_pair" {
			continue
		}
		switch x.Kind {
		case "cleared_pair":
			k := pairKey(x.Subject, x.Object)
			j.pairs[k] = append(j.pairs[k], clearance{x, over})
			j.entries[x.Object] = append(j.entries[x.Object], clearance{x, over})
			j.names[history.NameKey(x.Subject)] = true
		case "verified_site":
			j.sites[history.NameKey(x.Subject)] = x
		case "local_stop":
			j.stops[history.NameKey(x.Subject)] = x
		}
	}
	return j
}

func pairKey(subject, object string) string { return history.NameKey(subject) + "\x00" + object }

// about reports whether an entry was ever cleared for a name.
func (j *Judgements) about(name string) bool {
	return len(j.names) > 0 && j.names[history.NameKey(name)]
}

// pair is the clearance of a party and a list entry that stands, or the one
// nearest to it that does not, with what has changed since. old is the basis that
// a judgement of the form before rests on.
func (j *Judgements) pair(subject string, h *data.NameHit, now []data.Rest, old string) (*data.Judgement, *lapse) {
	var near *lapse
	fewest, object := 0, ClearanceObject(h)
	for _, c := range slices.Backward(j.pairs[pairKey(subject, object)]) {
		why := c.changed(now, old)
		if len(why) == 0 {
			return &c.Judgement, nil
		}
		if near == nil || len(why) < fewest {
			near, fewest = &lapse{c.Judgement, strings.Join(why, "; ")}, len(why)
		}
	}
	if near != nil || h.Address {
		return nil, near
	}
	// The same address under another name is the party with its name changed.
	at := restOf(now, restAddress)
	for _, c := range slices.Backward(j.entries[object]) {
		if at != "" && strings.EqualFold(restOf(c.Rests, restAddress), at) {
			return nil, &lapse{c.Judgement, strings.Join(c.changed(now, old), "; ")}
		}
	}
	return nil, nil
}

// changed says what has changed since a clearance was made; nothing while it holds.
func (c *clearance) changed(now []data.Rest, old string) []string {
	var out []string
	if c.over {
		out = append(out, "it ended on "+c.Until.String())
	}
	switch {
	case len(c.Rests) > 0:
		return append(out, changes(c.Rests, now)...)
	case c.Basis == "":
		return out // rests on no more than the two names
	case c.Basis != old:
		return append(out, "the party's record or the list entry changed")
	}
	if goods := restOf(now, restGoods); goods != ordinaryGoods {
		out = append(out, "it does not say for which goods, and these are "+goods)
	}
	return out
}

// Any reports whether there is a judgement at all.
func (j *Judgements) Any() bool { return len(j.pairs)+len(j.sites)+len(j.stops) > 0 }

// NotEntry reports whether a clearance on the day says that a party is not the
// entry: its own name, address and country and the entry are as they were. Owners
// and goods, which bear on an order, do not bear on who it is.
func (j *Judgements) NotEntry(c *data.Customer, h *data.NameHit) bool {
	p := blankProfile(c)
	now := p.rests(h, 0)
	for _, x := range j.pairs[pairKey(c.Name, ClearanceObject(h))] {
		who := func(r data.Rest) bool { return r.What == restOwners || r.What == restParents || r.What == restGoods }
		if x.over {
			continue
		}
		switch {
		case len(x.Rests) > 0 && len(changes(slices.DeleteFunc(slices.Clone(x.Rests), who), slices.DeleteFunc(slices.Clone(now), who))) == 0,
			len(x.Rests) == 0 && (x.Basis == "" || x.Basis == oldBasis(c, h)):
			return true
		}
	}
	return false
}

// ClearanceObject is how a judgement names a list entry.
func ClearanceObject(h *data.NameHit) string { return h.List + ":" + h.ID }
