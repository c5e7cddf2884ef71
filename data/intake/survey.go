package intake

import (
	"context"
	"io"
	"slices"
	"strings"
)

// survey reads the table once: how its columns write numbers and dates, and
// which keys have rows that stand apart. Only hashes of keys are kept.
func (t *table) survey(ctx context.Context, m *Mapping, a *atlas) error {
	in, err := t.open()
	if err != nil {
		return err
	}
	if err := t.skipHeader(in, nil); err != nil {
		return ignoreEOF(err)
	}
	votes, runs := t.newVotes(a), keyRuns{closed: map[uint64]struct{}{}}
	t.fromTheTop()
	t.scattered = map[uint64]struct{}{}
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		r, err := in.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if r.cells() > len(t.columns) && t.unshift(r, a) {
			continue // it is rejected
		}
		votes.take(t, r)
		if _, ok := t.section(r); ok {
			continue
		}
		if k := t.key(r); k != nil {
			runs.take(t, t.hash(k))
		}
	}
	votes.settle(t, m)
	return nil
}

// keyRuns are the runs of rows of one key.
type keyRuns struct {
	current uint64
	closed  map[uint64]struct{}
}

// take notes a row of a key, which is scattered where a run of it is closed.
func (k *keyRuns) take(t *table, h uint64) {
	if h == k.current {
		if _, apart := t.scattered[h]; apart {
			t.apart++
		}
		return
	}
	if k.current != 0 {
		k.closed[k.current] = struct{}{}
	}
	if _, again := k.closed[h]; again {
		t.scattered[h] = struct{}{}
		t.apart++
	}
	k.current = h
}

// votes are what the cells of columns speak for: how they write numbers, dates and places.
type votes struct {
	numeric, dated, placed []int // columns

	numbers           []numberVote // by column, as the next ones are
	dates             []dateVote
	places            []placeVote
	days              []dayVote
	atlas             *atlas
	code              int // the column of codes of partners, -1 for none
	english, internal bool
}

func (t *table) newVotes(a *atlas) *votes {
	n := len(t.columns)
	v := &votes{numbers: make([]numberVote, n), dates: make([]dateVote, n), places: make([]placeVote, n), days: make([]dayVote, n), atlas: a, english: t.english, code: t.cols.find("partner", "function")}
	for i, c := range t.columns {
		switch c.typ {
		case "number", "mass", "count":
			v.numeric = append(v.numeric, i)
		case "date":
			v.dated = append(v.dated, i)
		case "country":
			v.placed = append(v.placed, i)
		}
	}
	return v
}

// take counts the cells of a row.
func (v *votes) take(t *table, r *raw) {
	for _, i := range v.numeric {
		if c := r.cell(i); separated(c) {
			v.numbers[i].add(string(tidy(c)))
		}
	}
	for _, i := range v.numeric {
		if c := tidy(r.cell(i)); t.columns[i].name == "received" && len(c) > 0 {
			v.days[i].add(string(c))
		}
	}
	for _, i := range v.dated {
		if c := tidy(r.cell(i)); len(c) >= 6 && len(c) < 24 && !(len(c) == 10 && c[4] == '-') {
			v.dates[i].add(string(c))
		}
	}
	for _, i := range v.placed {
		if c := tidy(r.cell(i)); len(c) == 3 {
			v.places[i].add(v.atlas, string(c))
		}
	}
	if v.code >= 0 {
		c := strings.ToUpper(string(tidy(r.cell(v.code))))
		v.internal = v.internal || slices.Contains(t.voc.partners.PartnerFunction.Internal, c)
		v.english = v.english || slices.Contains(t.voc.partners.PartnerFunction.English, c)
	}
}

// settle gives the columns what their cells spoke for.
func (v *votes) settle(t *table, m *Mapping) {
	t.english = v.english && !v.internal
	t.settleStyles(v.numbers, v.dates, m)
	for _, i := range v.numeric {
		if date := t.voc.byPath[Shipments]["date"]; v.days[i].days() && !t.cols.has(date) {
			t.columns[i].field = date // "Received", of a letter and not of goods
			t.columns[i].order = v.days[i].order()
		}
	}
	for _, i := range v.placed {
		c := &t.columns[i]
		byAir := t.cols.find("shipment", "awb") >= 0 && c.group != "customer" && !strings.Contains(fold(c.header), "countr")
		c.airports = v.places[i].airports(byAir)
		if from := t.voc.byPath[Shipments]["route.from"]; c.airports && c.name == "origin_country" && !t.cols.has(from) {
			c.field = from // where a flight sets out, and not where goods were made
		}
	}
}
