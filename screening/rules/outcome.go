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
	Near     []*data.NearMiss

	room *Room // of the evidence of findings

	set      *Set // that all below is of
	m        machine
	eras     map[span][]int32 // of each chapter
	chapters []chapterKnown   // likewise
	last     lasting
	subjects subjects
	lacks    [][][]*ref         // the sets of facts that atoms were seen to lack, by atom
	lists    map[int32][]string // the lists that questions had for an answer
	answers  []uint8            // to questions, by number
	rulings  []ruling
	open     []*ref     // what one atom lacks
	noteOpen func(*ref) // adds to open; kept, so that it is made once
	missing  []string   // what one rule lacks
	words    []string   // the same, for people
	note     func(*ref) // adds to missing
	proof    proof      // of one finding, until it is made
	nears    nearMisses
}

// Keep has the evidence of findings to come kept in a room; they are good until it is
// cleared.
func (o *Outcome) Keep(in *Room) { o.room = in }

// begin makes ready for one judgement by a set.
func (o *Outcome) begin(s *Set, f Facts) {
	if o.set != s || len(o.nears.made) > mostNear {
		*o = Outcome{Findings: o.Findings, room: o.room, set: s, eras: map[span][]int32{}, lacks: make([][][]*ref, s.atoms), lists: map[int32][]string{}, nears: newNearMisses(len(s.active))}
		for i := range s.chapters {
			o.chapters = append(o.chapters, newChapterKnown(&s.chapters[i]))
		}
		o.m.met = matches{}
		o.note, o.noteOpen = o.addMissing, o.addOpen
		o.last, o.subjects = newLasting(s.lasting), newSubjects(s.ofSubject)
	}
	if len(o.last.kept) > mostKept {
		o.last.forget()
	}
	o.last.group = noGroup
	o.answers = blank(o.answers, len(s.questions))
	o.subjects.recall(f, o.answers)
	o.Findings = o.Findings[:0]
	o.m = machine{f: f, memory: blank(o.m.memory, s.atoms), asked: blank(o.m.asked, len(s.questions)), trail: o.m.trail[:0], masks: blank(o.m.masks, s.each), last: &o.last, met: o.m.met}
}

func blank[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// Judge asks every active rule that holds on the law date and in the regime.
// Surely true is a finding. Possibly but not surely true is a near miss, and a
// gap besides where the rule is decisive.
func (s *Set) Judge(f Facts, law data.Date, regime string, dst *Outcome) {
	dst.begin(s, f)
	at := span{-1 << 31, 1<<31 - 1, regime}
	if law.State() == data.Known {
		at.first, at.last = law.First(), law.Last()
	}
	eras := dst.erasOf(s, at)
	dst.rulings = dst.rulings[:0]
	for i := range s.chapters {
		dst.judge(s, i, eras[i])
	}
	for _, r := range dst.rulings {
		switch rule := &s.active[r.rule]; {
		case len(rule.Follows) > 0:
			continue
		case r.truth == data.True:
			dst.fire(rule)
		case rule.Decisive:
			dst.gap(rule)
		}
	}
	found := len(dst.Findings)
	for _, r := range dst.rulings {
		if rule := &s.active[r.rule]; len(rule.Follows) > 0 && r.truth == data.True {
			dst.follow(rule, dst.Findings[:found])
		}
	}
	dst.subjects.keep(dst.answers)
	dst.m.f = nil
	dst.Near = dst.nears.list(dst.rulings)
}

// judge adds what the rules of a chapter say.
func (o *Outcome) judge(s *Set, chapter int, era int32) {
	k := &o.chapters[chapter]
	said, ok, last, way := o.trace(s, &k.courses, era)
	if ok {
		o.rulings = append(o.rulings, said...)
		return
	}
	o.m.open()
	o.retrace(s, &k.courses, era, last)
	ruled, known := len(o.rulings), len(o.m.trail)
	o.ask(s, &s.chapters[chapter], k, era)
	if k.settled() {
		o.draw(s, &k.courses, era, last, way, o.m.trail[known:], o.rulings[ruled:])
	}
}

// ask has the rules of a chapter say what they say, where no course leads.
func (o *Outcome) ask(s *Set, c *chapter, k *chapterKnown, era int32) {
	for alive := k.pass(&o.m, c, k.holding[era]); alive != 0; alive &= alive - 1 {
		i := c.first + bits.TrailingZeros64(uint64(alive))
		r := &s.active[i]
		t := r.root.truth(&o.m)
		if t == data.False {
			continue
		}
		is := ruling{rule: int32(i), truth: t}
		if t == data.Undecided && len(r.Follows) == 0 {
			o.lack(r)
			is.near = o.nears.of(i, r.Rule, o.missing, o.words)
		}
		o.rulings = append(o.rulings, is)
	}
}

// lack gathers what keeps a rule undecided.
func (o *Outcome) lack(r *standing) {
	o.missing, o.words = o.missing[:0], o.words[:0]
	r.root.open(&o.m, o.note)
}

func (o *Outcome) fire(r *standing) {
	p := o.emptyProof()
	r.root.prove(&o.m, p)
	at := len(o.Findings)
	o.Findings = append(o.Findings, data.Finding{
		Rule: r.ID, Version: r.Version, Kind: r.Kind, Pattern: r.Pattern, Points: r.Points,
		Decisive: r.Decisive && r.Kind == data.GapFinding, Title: r.Title, Says: r.says.render(o.m.f, p.witnesses),
		Evidence: o.room.keep(p.evidence), Cites: r.cites, Basis: r.basis, Asks: r.Asks,
	})
	for i := range r.Unless {
		o.explain(r.Rule, &r.Unless[i], at)
	}
}

// follow adds what the first of the findings that a rule follows points to, with its
// evidence. Where a finding names that pattern already, nothing is added.
func (o *Outcome) follow(r *standing, found []data.Finding) {
	sign := -1
	for i := range found {
		f := &found[i]
		if f.Pattern == r.Pattern && f.Kind != data.NoteFinding {
			return
		}
		if sign < 0 && slices.Contains(r.Follows, f.Pattern) && (f.Kind == data.FlagFinding || f.Kind == data.StopFinding) {
			sign = i
		}
	}
	if sign < 0 {
		return
	}
	f := &found[sign]
	o.Findings = append(o.Findings, data.Finding{
		Rule: r.ID, Version: r.Version, Kind: r.Kind, Pattern: r.Pattern, Title: r.Title,
		Says: r.says.render(o.m.f, nil) + ": " + f.Says, Evidence: f.Evidence, Cites: r.cites, Basis: r.basis, Asks: r.Asks,
	})
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
		Title: r.Title, Says: u.says.render(o.m.f, p.witnesses), Evidence: o.room.keep(p.evidence), Cites: r.cites, Basis: r.basis, Asks: u.Asks,
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

// gap adds that a decisive rule cannot be decided.
func (o *Outcome) gap(r *standing) {
	p := o.emptyProof()
	r.root.open(&o.m, func(x *ref) { x.prove(&o.m, p) })
	says := r.gap.render(o.m.f, p.witnesses)
	if says == "" {
		o.lack(r)
		says = r.Title + ": cannot be decided, " + whyNear(o.words)
	}
	o.Findings = append(o.Findings, data.Finding{
		Rule: r.ID, Version: r.Version, Kind: data.GapFinding, Pattern: missingFact, Decisive: true,
		Title: r.Title, Says: says, Evidence: o.room.keep(p.evidence), Cites: r.cites, Basis: r.basis, Asks: r.Asks,
	})
}

func (o *Outcome) addMissing(r *ref) {
	if !slices.Contains(o.missing, r.name) {
		o.missing, o.words = append(o.missing, r.name), append(o.words, r.asks)
	}
}
