package regime

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/yamldoc"
)

// Vocabulary is what a file may name beside its own words.
type Vocabulary struct {
	Country func(text string) (iso2 string, ok bool) // nil: two capitals stand for a country
	Names   []string                                 // of countries, to name the nearest
	Groups  []string                                 // nil: any
	Items   []string                                 // classifications; nil: any
}

// questionID is how a question of the checklist is named.
var questionID = regexp.MustCompile(`^[A-G][1-9][0-9]?$`)

// parser reads one file and stops at the first fault.
type parser struct {
	doc *yamldoc.Document
	voc Vocabulary
	err error
}

var unknownField = regexp.MustCompile(`unknown field "([^"]+)"`)

// draft is a regime with its file, before what it inherits is settled.
type draft struct {
	*Regime
	p *parser
	f file
}

// parse reads the file of one regime.
func parse(name string, text []byte, voc Vocabulary) (*draft, error) {
	d := &draft{}
	doc, err := yamldoc.Open(name, text, &d.f)
	if err != nil {
		if m := unknownField.FindStringSubmatch(err.Error()); m != nil {
			return nil, fmt.Errorf("%w; %s", err, among(m[1], keys[:]))
		}
		return nil, err
	}
	d.p = &parser{doc: doc, voc: voc}
	d.Regime = d.p.regime(&d.f)
	d.File = name
	return d, d.p.err
}

func (p *parser) fail(path, format string, args ...any) {
	if p.err == nil {
		p.err = p.doc.Fail(path, format, args...)
	}
}

// word checks a value against the words that it may be.
func (p *parser) word(path, what, got string, words ...string) {
	if !slices.Contains(words, got) {
		p.fail(path, "%s cannot be %q; %s", what, got, among(got, words))
	}
}

func (p *parser) origin(path, source, basis string) Origin {
	if source == "" {
		p.fail(path, "a row names its source and basis (sourced or unverified)")
	}
	if at := path + ".basis"; basis != data.Sourced && basis != data.Unverified {
		if basis == "" {
			at = path
		}
		p.fail(at, "basis cannot be %q; it is sourced or unverified", basis)
	}
	return Origin{source, basis}
}

func (p *parser) date(path, s string) data.Date {
	if s == "" {
		return data.Date{}
	}
	d, err := data.ParseDate(s)
	if err != nil || d.Day == 0 {
		p.fail(path, "a full date is wanted, such as 2025-01-13, not %q", s)
	}
	return d
}

func (p *parser) ident(path, id string, seen map[string]bool) {
	if id == "" || strings.ContainsAny(id, " \t/\\") || len(id) > 80 {
		p.fail(path, "%q is no id: letters, digits and hyphens", id)
	}
	if seen[id] {
		p.fail(path, "%q stands twice", id)
	}
	seen[id] = true
}

func (p *parser) regime(f *file) *Regime {
	r := &Regime{ID: f.ID, Title: f.Title, Says: f.Says, Inherits: f.Inherits, Status: Status(f.Status), switches: map[string]*change{}}
	p.ident("$.id", f.ID, map[string]bool{})
	if f.ID == "list" || f.ID == "new" || strings.HasSuffix(f.ID, ".yaml") || strings.HasSuffix(f.ID, ".yml") {
		p.fail("$.id", "%q means something else on the command line", f.ID)
	}
	p.word("$.status", "the status of a regime", f.Status, string(InForce), string(NeverEnforced), string(Suspended), string(Proposal), string(WhatIf))
	r.Origin = p.origin("$", f.Source, f.Basis)
	if f.Title == "" {
		p.fail("$.id", "a regime needs a title")
	}
	if r.Status == WhatIf && !strings.HasPrefix(f.Title, "What-if: ") {
		p.fail("$.title", "the title of a what-if begins with \"What-if: \", so that nobody takes it for law")
	}
	if r.Inherits == "" && r.ID != Current {
		r.Inherits = Current
	}
	r.From, r.Until = p.date("$.dates.from", f.Dates.From), p.date("$.dates.until", f.Dates.Until)
	if r.From.State() == data.Known && r.Until.State() == data.Known && r.Until.First() < r.From.First() {
		p.fail("$.dates.until", "a regime cannot end before it begins")
	}
	if r.Before = f.Dates.Before; r.Before != "" {
		p.word("$.dates.before", "what holds before the first day", r.Before, Current, "unknown")
	}
	r.OnTop = f.OnTop != nil && *f.OnTop
	if f.Items != nil {
		p.origin("$.items", f.Items.Source, f.Items.Basis)
		for i, b := range f.Items.Buckets {
			if p.voc.Items != nil && !slices.ContainsFunc(p.voc.Items, func(v string) bool { return within(v, b) || within(b, v) }) {
				p.fail(fmt.Sprintf("$.items.buckets[%d]", i), "%q is no classification of advanced computing items; %s", b, among(b, p.voc.Items))
			}
			r.Items = append(r.Items, strings.ToUpper(b))
		}
	}
	seen := map[string]bool{}
	for i := range f.Tiers {
		r.Tiers = append(r.Tiers, p.tier(fmt.Sprintf("$.tiers[%d]", i), &f.Tiers[i], seen))
	}
	if h := f.Headquarters; h != nil {
		r.HQ = &Headquarters{p.countries("$.headquarters.countries", h.Countries), p.groups("$.headquarters.groups", h.Groups), p.origin("$.headquarters", h.Source, h.Basis)}
	}
	for i := range f.Exceptions {
		r.Excepts = append(r.Excepts, p.exception(fmt.Sprintf("$.exceptions[%d]", i), &f.Exceptions[i], seen))
	}
	for i := range f.Limits {
		r.Limits = append(r.Limits, p.limit(fmt.Sprintf("$.limits[%d]", i), &f.Limits[i], seen))
	}
	for i := range f.Switches {
		p.change(fmt.Sprintf("$.switches[%d]", i), &f.Switches[i], r)
	}
	for i, n := range f.Notes {
		at := fmt.Sprintf("$.notes[%d]", i)
		r.Notes = append(r.Notes, Note{n.Says, p.origin(at, n.Source, n.Basis)})
	}
	return r
}

// within reports whether a classification is another or a paragraph of it.
func within(item, of string) bool {
	return strings.HasPrefix(strings.ToUpper(item)+".", strings.ToUpper(of)+".")
}

func (p *parser) tier(at string, f *fileTier, seen map[string]bool) Tier {
	p.ident(at+".id", f.ID, seen)
	p.word(at+".licence", "the licence answer of a tier", f.Licence, string(LicenceNone), string(LicenceCurrent), string(LicenceNeeded), string(PresumedDenied), string(PresumedGranted), string(CaseByCase))
	t := Tier{ID: f.ID, Title: cmp.Or(f.Title, f.ID), Licence: Licence(f.Licence), Origin: p.origin(at, f.Source, f.Basis)}
	if len(f.Lists) == 0 {
		p.fail(at+".id", "a tier needs a list of countries")
	}
	for i, l := range f.Lists {
		w := fmt.Sprintf("%s.lists[%d]", at, i)
		n := List{From: p.date(w+".from", l.From), Countries: p.countries(w+".countries", l.Countries), Groups: p.groups(w+".groups", l.Groups),
			Not: p.countries(w+".not", l.Not), NotGroups: p.groups(w+".not_groups", l.NotGroups), Rest: l.Rest,
			Origin: p.origin(w, cmp.Or(l.Source, f.Source), cmp.Or(l.Basis, f.Basis))}
		if !n.Rest && len(n.Countries)+len(n.Groups) == 0 {
			p.fail(w, "a list names countries, groups or the rest")
		}
		if i > 0 && (n.From.State() != data.Known || t.Lists[i-1].From.State() == data.Known && t.Lists[i-1].From.First() >= n.From.First()) {
			p.fail(w+".from", "lists stand in order of time, each with its first day")
		}
		t.Lists = append(t.Lists, n)
	}
	for i, c := range f.Conditions {
		w := fmt.Sprintf("%s.conditions[%d]", at, i)
		t.Conditions = append(t.Conditions, Condition{c.Says, p.asks(w, c.Asks), p.origin(w, cmp.Or(c.Source, f.Source), cmp.Or(c.Basis, f.Basis))})
	}
	return t
}

func (p *parser) asks(at string, asks []string) []string {
	for i, q := range asks {
		if !questionID.MatchString(q) {
			p.fail(fmt.Sprintf("%s.asks[%d]", at, i), "%q is no question; they are named like A1 or E4", q)
		}
	}
	return asks
}

func (p *parser) countries(at string, list []string) []string {
	var out []string
	for i, c := range list {
		iso, ok := c, len(c) == 2 && c == strings.ToUpper(c)
		if p.voc.Country != nil {
			iso, ok = p.voc.Country(c)
		}
		if !ok {
			p.fail(fmt.Sprintf("%s[%d]", at, i), "%q is no country that the tables know%s", c, nearest(c, p.voc.Names))
		}
		out = append(out, iso)
	}
	return out
}

func (p *parser) groups(at string, list []string) []string {
	for i, g := range list {
		if p.voc.Groups != nil && !slices.Contains(p.voc.Groups, g) {
			p.fail(fmt.Sprintf("%s[%d]", at, i), "%q is no country group; %s", g, among(g, p.voc.Groups))
		}
	}
	return list
}

func (p *parser) measure(at string, f *fileMeasure) Measure {
	m := Measure{Amount: f.Amount, Unit: Unit(f.Unit), Per: Per(f.Per)}
	if !(f.Amount > 0) || f.Amount > 1e18 {
		p.fail(at+".amount", "an amount is more than nothing and less than 1e18, not %v", f.Amount)
	}
	p.word(at+".unit", "the unit", f.Unit, string(UnitTPP), string(UnitGPUs))
	p.word(at+".per", "whose quantity is counted", f.Per, string(PerEndUser), string(PerCustomer), string(PerGroup), string(PerCountry))
	var ok bool
	if m.Period, ok = parsePeriod(f.Period); !ok {
		p.fail(at+".period", "a period is calendar_year, total, \"90 days\" or 2025-01-01..2027-12-31, not %q", f.Period)
	}
	return m
}

func (p *parser) limit(at string, f *fileLimit, seen map[string]bool) Limit {
	p.ident(at+".id", f.ID, seen)
	p.word(at+".kind", "the finding of a limit", f.Kind, string(data.StopFinding), string(data.FlagFinding), string(data.NoteFinding))
	if f.Points < 0 || f.Points > 100 {
		p.fail(at+".points", "points are from 0 to 100")
	}
	return Limit{ID: f.ID, Title: cmp.Or(f.Title, f.ID), Measure: p.measure(at+".measure", &f.Measure), Tiers: f.Tiers, Unless: f.Unless,
		Kind: data.FindingKind(f.Kind), Points: f.Points, Says: f.Says, Asks: p.asks(at, f.Asks), Origin: p.origin(at, f.Source, f.Basis)}
}

func (p *parser) exception(at string, f *fileException, seen map[string]bool) Exception {
	p.ident(at+".id", f.ID, seen)
	p.word(at+".kind", "the kind of an exception", f.Kind, string(LowVolume), string(AlliedHQ), string(ValidatedU))
	e := Exception{ID: f.ID, Title: cmp.Or(f.Title, f.ID), Kind: ExceptionKind(f.Kind), Tiers: f.Tiers, HQTiers: f.HQTiers, Names: f.Names,
		Says: f.Says, Origin: p.origin(at, f.Source, f.Basis)}
	switch e.Kind {
	case LowVolume:
		if f.Measure == nil {
			p.fail(at+".id", "an exception for low volume needs a measure")
			return e
		}
		e.Measure = p.measure(at+".measure", f.Measure)
	case AlliedHQ:
		if len(f.HQTiers) == 0 {
			p.fail(at+".id", "an exception by headquarters names the tiers that they may be in (headquarters_in)")
		}
	}
	return e
}

func (p *parser) change(at string, f *fileSwitch, r *Regime) {
	p.word(at+".id", "a switch of the law", f.ID, HeadquartersRule, AffiliatesRule, SanctionsHalf, GP10Guidance)
	before, ok := truth(f.Before)
	if !ok {
		p.fail(at+".id", "switch %q: before is on, off or unknown, not %q", f.ID, f.Before)
	}
	if r.switches[f.ID] != nil {
		p.fail(at+".id", "switch %q stands twice", f.ID)
	}
	c := &change{title: f.Title, before: before, file: r.ID}
	for k, sp := range f.Spans {
		where := fmt.Sprintf("%s.spans[%d]", at, k)
		from, err := data.ParseDate(sp.From)
		if err != nil || from.Day == 0 {
			p.fail(where+".from", "a span starts on a full date, not %q", sp.From)
			return
		}
		is, ok := truth(sp.Is)
		if !ok {
			p.fail(where+".is", "a span is on, off or unknown, not %q", sp.Is)
		}
		if sp.Basis != data.Sourced && sp.Basis != data.Unverified || sp.Source == "" {
			p.fail(where+".from", "a span names its source and basis (sourced or unverified)")
		}
		if n := len(c.spans); n > 0 && c.spans[n-1].From.First() >= from.First() {
			p.fail(where+".from", "spans stand in order of time")
		}
		c.spans = append(c.spans, Span{from, is, sp.Says, sp.Source, sp.Basis})
	}
	name, _, _ := strings.Cut(f.Title, ":")
	c.early = name + ": nothing is known before its first date"
	if before == data.False && len(c.spans) > 0 {
		c.early = name + ": not before " + c.spans[0].From.String()
	}
	r.switches[f.ID] = c
}
