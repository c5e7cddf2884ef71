package screening

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"redflag/data"
	"redflag/data/reference"
	"redflag/screening/facts"
	"redflag/screening/history"
	"redflag/screening/likeness"
	"redflag/screening/match"
	"redflag/screening/reading"
	"redflag/screening/regime"
	"redflag/screening/rules"
)

// Inputs are everything that verdicts rest on, but the records.
type Inputs struct {
	AsOf       data.Date    // day up to which things are known
	Regime     string       // "" is the law as enforced
	Regimes    *regime.Book // nil: those of the program
	Also       []string     // other regimes that the same past will be asked under
	Tables     *reference.Tables
	Rules      *rules.Set
	Lists      []*data.ListPack
	Index      *match.Index // of the lists, where the caller has built it already
	Judgements []data.Judgement
	Program    string
	MaxListAge int           // days after which a list no longer clears anybody; 0 for DefaultListAge
	Book       *history.Book // from a Learn before; nil to begin without a past

	goods *catalogue // of the same tables, where there is one already
}

// What is embedded in the program is read once.
var (
	embeddedWords   = sync.OnceValues(facts.LoadWords)
	embeddedModel   = sync.OnceValues(reading.Load)
	embeddedAlike   = sync.OnceValues(likeness.Load)
	embeddedRegimes = sync.OnceValues(regime.Load)
)

// Prepare reads what is embedded in the program, for a New that shall not wait for it.
func Prepare() error {
	_, words := embeddedWords()
	_, model := embeddedModel()
	_, alike := embeddedAlike()
	_, regimes := embeddedRegimes()
	return errors.Join(words, model, alike, regimes, history.Load(), match.Load())
}

// DefaultListAge is how old a list may be, in days, and still clear somebody.
const DefaultListAge = 180

// Screener judges. Learn and New are for one goroutine; Judge is safe for many,
// each with a Worker of its own.
type Screener struct {
	in       Inputs
	index    func() *match.Index // of the lists, nil for none; built when first asked for
	words    *facts.Words
	model    *reading.Model
	likeness *likeness.Model
	regime   *regime.Regime
	places   *places
	goods    *catalogue
	src      *facts.Sources
	stamp    data.Stamp
	seed     []byte // of the grounds of every verdict

	lookingBack func() *rules.Set // the rules that read what customers ordered before
	answers     *answers
	asking      func() // ends the asking ahead, where there is any
	ledgers     ledgers
	counting    openLedgers // until the book is built
}

// Schema is the vocabulary of facts, for loading rule packs.
func Schema() (*rules.Schema, error) {
	sc, err := rules.NewSchema(facts.Schema())
	if err != nil {
		return nil, err
	}
	sc.ReadCountries(func(word string) (string, bool) {
		if reference.IsCode(word) {
			return word, true
		}
		t, err := reference.Load() // only to say what the word should be
		if err != nil {
			return "", false
		}
		code, ok := t.Countries.Lookup(word)
		if !ok {
			var names []string
			for i := range t.Countries.All {
				names = append(names, strings.ToLower(t.Countries.All[i].English))
			}
			code, _ = t.Countries.Lookup(rules.Nearest(word, names))
		}
		return t.Groups.Land(code), false
	})
	sc.KnowRegimes(func() []string {
		book, err := embeddedRegimes()
		if err != nil {
			return nil
		}
		return book.IDs()
	})
	return sc, nil
}

// LoadRules compiles the packs of the program.
func LoadRules() (*rules.Set, error) {
	sc, err := Schema()
	if err != nil {
		return nil, err
	}
	return rules.LoadBuiltin(sc)
}

// New makes a screener.
func New(in Inputs) (*Screener, error) {
	if in.AsOf.State() != data.Known || in.AsOf.Day == 0 {
		return nil, fmt.Errorf("screening needs a day as of which to judge, not %q", in.AsOf)
	}
	if in.Tables == nil || in.Rules == nil {
		return nil, errors.New("screening needs reference tables and rules")
	}
	words, err := embeddedWords()
	if err != nil {
		return nil, fmt.Errorf("load the words that facts are read from: %w", err)
	}
	model, err := embeddedModel()
	if err != nil {
		return nil, err
	}
	alike, err := embeddedAlike()
	if err != nil {
		return nil, err
	}
	if in.Regimes == nil {
		if in.Regimes, err = embeddedRegimes(); err != nil {
			return nil, fmt.Errorf("load the regimes: %w", err)
		}
	}
	if err := errors.Join(history.Load(), match.Load()); err != nil {
		return nil, fmt.Errorf("load the words that the past and names are read with: %w", err)
	}
	r, err := in.Regimes.Get(in.Regime)
	if err != nil {
		return nil, err
	}
	in.Regime = r.ID
	if in.MaxListAge == 0 {
		in.MaxListAge = DefaultListAge
	}
	s := &Screener{in: in, words: words, model: model, likeness: alike, regime: r, index: indexOf(&in), places: newPlaces(in.Tables), goods: in.goods, answers: &answers{}}
	s.lookingBack = sync.OnceValue(func() *rules.Set { return s.in.Rules.Reading(facts.OfPast()) })
	if s.goods == nil {
		s.goods = newCatalogue(in.Tables)
	}
	if in.Book == nil {
		in.Book = history.Empty()
	}
	s.use(in.Book)
	return s, nil
}

// indexOf is the index of the lists. Where nothing has changed nobody asks for it.
func indexOf(in *Inputs) func() *match.Index {
	built, lists := in.Index, in.Lists
	if built != nil || len(lists) == 0 {
		return func() *match.Index { return built }
	}
	return sync.OnceValue(func() *match.Index { return match.Build(lists) })
}

// IndexLists builds the index of the lists, for which whoever asks first waits else. It
// may go on beside all others.
func (s *Screener) IndexLists() { s.index() }

// use takes a past, and forgets what was worked out with another.
func (s *Screener) use(book *history.Book) {
	if s.asking != nil {
		s.asking()
		s.asking = nil
	}
	if s.counting != nil {
		s.ledgers, s.counting = s.counting.close(s, book), nil
	}
	s.in.Book = book
	s.src = &facts.Sources{
		AsOf: s.in.AsOf, Places: s.places, Recognise: s.goods.recognise, Nameless: s.goods.nameless, USD: s.usd, Calendar: s.places.calendar(), Regime: s.regime,
		Book: book, Ledger: s.ledgers[s.regime], Words: s.words, Reading: s.model, Lists: s.lists(), Cleared: facts.NewJudgements(s.in.Judgements, s.in.AsOf),
	}
	s.stamp = s.newStamp()
	s.seed = s.newSeed()
}

// lists says whether the lists loaded can clear anybody.
func (s *Screener) lists() facts.Lists {
	l := facts.Lists{Threshold: match.Threshold, Review: match.ReviewThreshold, Why: "no list is loaded"}
	var labels, stale []string
	fresh := false
	for _, p := range s.in.Lists {
		if len(p.Entries) == 0 {
			continue
		}
		l.Loaded = true
		for i := range p.Entries {
			if match.Streetless(&p.Entries[i]) {
				l.Streetless++
			}
		}
		labels = append(labels, p.Label())
		switch {
		case p.Starter:
			l.Why = "only the starter list is loaded, which clears nobody"
		case local(p): // the house's own list is as old as its last entry, and clears nobody
			l.Why = "only a list of our own is loaded"
		case p.AsOf.State() != data.Known:
			stale = append(stale, p.Name+" has no date")
		case s.in.AsOf.First()-p.AsOf.Last() > int32(s.in.MaxListAge):
			stale = append(stale, fmt.Sprintf("%s is %d days old, more than %d", p.Label(), s.in.AsOf.First()-p.AsOf.Last(), s.in.MaxListAge))
		default:
			fresh = true
		}
	}
	l.Label = strings.Join(labels, ", ")
	switch {
	case len(stale) > 0:
		l.Why = strings.Join(stale, "; ")
	case fresh:
		l.Vouched, l.Why = true, ""
	}
	return l
}

// local reports whether a pack holds only entries of the user's own list.
func local(p *data.ListPack) bool {
	for i := range p.Entries {
		if !strings.HasPrefix(strings.ToLower(p.Entries[i].List), "local") {
			return false
		}
	}
	return true
}

func (s *Screener) newStamp() data.Stamp {
	hashes := make([]string, 0, len(s.in.Lists))
	for _, p := range s.in.Lists {
		hashes = append(hashes, p.Name+" "+p.Hash+" "+p.AsOf.String()) // its age decides whom it clears
	}
	slices.Sort(hashes)
	st := data.Stamp{Rules: s.in.Rules.Hash(), Reference: s.in.Tables.Hash, Lists: sum(hashes), Baseline: s.in.Book.Baseline(), Program: s.in.Program}
	if len(s.in.Judgements) > 0 {
		st.Judgements = sum(s.in.Judgements)
	}
	return st
}

// sum is the hash of a value's JSON.
func sum(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "" // only values of our own are summed, and they all encode
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// Stamp names everything but the records that the verdicts rest on.
func (s *Screener) Stamp() data.Stamp { return s.stamp }

// Lists are the lists that verdicts are made against, in words.
func (s *Screener) Lists() string { return s.src.Lists.Label }

// AsOf is the day as of which it judges.
func (s *Screener) AsOf() data.Date { return s.in.AsOf }

// Book is the past that was learned, for another screener of the same records.
func (s *Screener) Book() *history.Book { return s.in.Book }

// Learn is the first pass. Customers and holdings may be nil. Shipments may come in
// several parts, which are read at once, each by a goroutine of its own; what is
// learned does not depend on how they were parted. Records of parties that are equal
// should share one value, so that they are worked out once.
func (s *Screener) Learn(customers, holdings iter.Seq2[*data.Record, error], shipments ...iter.Seq2[*data.Record, error]) error {
	b, err := s.learnShipments(customers, holdings, shipments, func(b *history.Builder, r *data.Record, n history.Narrow) { b.Shipment(r.Shipment, r.Source, n) })
	if err != nil {
		return err
	}
	s.use(b.Build())
	return nil
}

// LearnAndKeep learns, and answers with what LearnKept takes up while no shipment has
// changed, and LearnAfter when some have; nil where it cannot be kept. numbers tells the
// number of each party read.
func (s *Screener) LearnAndKeep(customers, holdings iter.Seq2[*data.Record, error], numbers func() func(*data.Customer) (int64, bool), shipments ...iter.Seq2[*data.Record, error]) (*Kept, error) {
	b, err := s.learnShipments(customers, holdings, shipments, (*history.Builder).Record)
	if err != nil {
		return nil, err
	}
	if len(s.counting) > 0 {
		s.use(b.Build())
		return nil, nil
	}
	spare, done := b.Spare(), make(chan *Kept, 1)
	go func() {
		if past, parties, ok := spare.Keep(numbers()); ok {
			done <- &Kept{past, parties, spare.Traces().Encode()}
		} else {
			done <- nil
		}
	}()
	s.use(b.Build())
	return <-done, nil
}

// LearnKept is the first pass over the same shipments as before. parties are those that
// were kept with them; they are asked for only where all of them matter. A regime that
// counts what others took cannot do with it.
func (s *Screener) LearnKept(customers, holdings iter.Seq2[*data.Record, error], past []byte, parties func() ([]*data.Customer, error)) error {
	b, err := learnCustomers(customers, holdings)
	if err != nil {
		return err
	}
	if books, err := s.openLedgers(b); err != nil {
		return err
	} else if len(books) > 0 {
		return errors.New("a regime that counts quantities needs all shipments")
	}
	if err := b.TakeUp(past, parties); err != nil {
		return err
	}
	s.use(b.Build())
	return nil
}

func learnCustomers(customers, holdings iter.Seq2[*data.Record, error]) (*history.Builder, error) {
	b := history.NewBuilder()
	if err := learn(customers, b.Customer); err != nil {
		return nil, fmt.Errorf("read customers: %w", err)
	}
	if err := learn(holdings, b.Holding); err != nil {
		return nil, fmt.Errorf("read holdings: %w", err)
	}
	return b, nil
}

func (s *Screener) learnShipments(customers, holdings iter.Seq2[*data.Record, error], shipments []iter.Seq2[*data.Record, error], take func(*history.Builder, *data.Record, history.Narrow)) (*history.Builder, error) {
	b, err := learnCustomers(customers, holdings)
	if err != nil {
		return nil, err
	}
	books, err := s.openLedgers(b)
	if err != nil {
		return nil, err
	}
	if len(shipments) > 1 && len(books) > 0 {
		shipments = []iter.Seq2[*data.Record, error]{oneAfterAnother(shipments)} // a ledger is kept in one hand
	}
	parts := make([]*history.Builder, len(shipments))
	errs := make([]error, len(shipments))
	var done sync.WaitGroup
	for i, seq := range shipments {
		part := b.Part()
		parts[i] = part
		done.Go(func() {
			var n history.Narrow
			errs[i] = learn(seq, func(r *data.Record) {
				if r.Shipment != nil {
					n = s.narrow(r.Shipment, n)
					take(part, r, n)
					books.shipment(s, r)
				}
			})
		})
	}
	done.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("read shipments: %w", err)
	}
	s.asking = s.askAhead(parts)
	for _, part := range parts {
		b.Join(part)
	}
	s.counting = books
	return b, nil
}

func learn(seq iter.Seq2[*data.Record, error], take func(*data.Record)) error {
	if seq == nil {
		return nil
	}
	for r, err := range seq {
		if err != nil {
			return err
		}
		take(r)
	}
	return nil
}

func oneAfterAnother(parts []iter.Seq2[*data.Record, error]) iter.Seq2[*data.Record, error] {
	return func(yield func(*data.Record, error) bool) {
		for _, p := range parts {
			for r, err := range p {
				if !yield(r, err) {
					return
				}
			}
		}
	}
}
