package rules

import (
	"math/bits"
	"slices"

	"redflag/data"
)

// Outcome is what a Set says of one Facts. One goroutine reuses it from one
// Judge to the next: Findings is overwritten, what stands in it is not, so a
// caller that keeps the findings clones the slice and no more. Near is shared with
// other judgements, and nobody may change it.
type Outcome struct {
	Findings []data.Finding
	Near     []data.NearMiss

	m       machine
	set     *Set // whose gates are tallied
	tallies []tally
	judged  int
	all     ruleBits
	alive   ruleBits
	missing []string
	words   []string   // the missing ones, for people
	note    func(*ref) // adds to missing; kept, so that it is made once
	proof   proof      // of one finding, until it is made
	nears   nearMisses
}

// Judge asks every active rule that holds on the law date and in the regime.
// Surely true is a finding. Possibly but not surely true is a near miss, and a
// gap besides where the rule is decisive.
func (s *Set) Judge(f Facts, law data.Date, regime string, dst *Outcome) {
	dst.Findings = dst.Findings[:0]
	dst.nears.reset(s)
	dst.m = machine{f: f, memory: dst.memory(s.atoms)}
	if dst.note == nil {
		dst.note = dst.addMissing
	}
	first, last := int32(-1<<31), int32(1<<31-1)
	if law.State() == data.Known {
		first, last = law.First(), law.Last()
	}
	dst.pass(s)
	for w, word := range dst.alive {
		for ; word != 0; word &= word - 1 {
			r := &s.active[w<<6+bits.TrailingZeros64(word)]
			if last < r.first || first > r.last || len(r.Regimes) > 0 && !slices.Contains(r.Regimes, regime) {
				continue
			}
			switch r.root.truth(&dst.m) {
			case data.True:
				dst.fire(r)
			case data.Undecided:
				dst.undecided(r)
			}
		}
	}
	dst.m.f = nil
	dst.Near = dst.nears.list()
}

// memory is a machine's, with nothing read.
func (o *Outcome) memory(atoms int) []int8 {
	o.m.memory = slices.Grow(o.m.memory[:0], atoms)[:atoms]
	clear(o.m.memory)
	return o.m.memory
}

func (o *Outcome) fire(r *standing) {
	p := o.emptyProof()
	r.root.prove(&o.m, p)
	at := len(o.Findings)
	o.Findings = append(o.Findings, data.Finding{
		Rule: r.ID, Version: r.Version, Kind: r.Kind, Pattern: r.Pattern, Points: r.Points,
		Decisive: r.Decisive && r.Kind == data.GapFinding, Title: r.Title, Says: r.says.render(o.m.f, p.witnesses),
		Evidence: slices.Clone(p.evidence), Cites: r.cites, Basis: r.basis, Asks: r.Asks,
	})
	for i := range r.Unless {
		o.explain(r.Rule, &r.Unless[i], at)
	}
}

// emptyProof is the one proof that is at hand at a time.
func (o *Outcome) emptyProof() *proof {
	o.proof.evidence, o.proof.witnesses = o.proof.evidence[:0], o.proof.witnesses[:0]
	return &o.proof
}

// explain adds the note of an explaining fact that is surely true. It takes no
// more points than the rule gave.
func (o *Outcome) explain(r *Rule, u *Unless, at int) {
	if u.cond.root.truth(&o.m) != data.True {
		return
	}
	p := o.emptyProof()
	u.cond.root.prove(&o.m, p)
	if u.Pending {
		o.Findings[at].Pending = true
		o.Findings[at].Asks = merge(o.Findings[at].Asks, u.Asks)
	}
	o.Findings = append(o.Findings, data.Finding{
		Rule: r.ID, Version: r.Version, Kind: data.NoteFinding, Pattern: r.Pattern, Points: max(u.Points, -r.Points),
		Title: r.Title, Says: u.says.render(o.m.f, p.witnesses), Evidence: slices.Clone(p.evidence), Cites: r.cites, Basis: r.basis, Asks: u.Asks,
	})
}

func merge(a, b []string) []string {
	out := slices.Clone(a)
	for _, q := range b {
		if !slices.Contains(out, q) {
			out = append(out, q)
		}
	}
	return out
}

func (o *Outcome) undecided(r *standing) {
	o.missing, o.words = o.missing[:0], o.words[:0]
	r.root.open(&o.m, o.note)
	near := o.nears.add(r.Rule, o.missing, o.words)
	if !r.Decisive {
		return
	}
	p := o.emptyProof()
	r.root.open(&o.m, func(x *ref) { x.prove(&o.m, p) })
	says := r.gap.render(o.m.f, p.witnesses)
	if says == "" {
		says = r.Title + ": cannot be decided, " + near.Why
	}
	o.Findings = append(o.Findings, data.Finding{
		Rule: r.ID, Version: r.Version, Kind: data.GapFinding, Pattern: missingFact, Decisive: true,
		Title: r.Title, Says: says, Evidence: slices.Clone(p.evidence), Cites: r.cites, Basis: r.basis, Asks: r.Asks,
	})
}

func (o *Outcome) addMissing(r *ref) {
	if !slices.Contains(o.missing, r.name) {
		o.missing, o.words = append(o.missing, r.name), append(o.words, r.asks)
	}
}
