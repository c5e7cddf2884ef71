package desk

import (
	"context"
	"encoding/binary"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"redflag/data"
	"redflag/data/lists"
	"redflag/data/store"
	"redflag/data/tape"
	"redflag/screening"
	"redflag/screening/facts"
	"redflag/screening/match"
)

// rests says what the verdicts in use rest on beside their records: the parties, with
// what lists and people say of them, and a brief of the facts. A screen after a change
// of lists asks them the questions that the change may touch, and need look at no record
// but those that name a party of whom something else is said now; one after a change of
// rules at none whose brief the rules that have changed have nothing to do with.
type rests struct {
	past, seed, lists string     // that it belongs to
	packs             []string   // hashes of the lists
	briefs            []string   // the first, of no facts, rules nothing out
	questions         []question // the first is none
	parties           []asked    // by number
	customers         []standing // in the order of the book
	subjects          []byte     // each with the numbers of its brief, its customer and its parties
	patch
}

// standing is a customer record with a hash over what the book tells of it beside orders.
type standing struct {
	record int64
	hash   uint64
}

// question is what lists were asked, and what they said.
type question = screening.Said

// asked is a party that was asked about, and how to find it again.
type asked struct {
	from    uint8  // which of the places below
	number  uint64 // of the party or of the customer's record
	name    string
	country string
	goods   uint8
	source  string
	owned   bool // its owners or parents were looked up, too
	grounds uint64
	asks    [2]uint64 // places among the questions
}

const (
	askedNowhere  = iota // it cannot be found again
	askedParty           // of a shipment
	askedCustomer        // a customer record
	askedBare            // told by name and country alone
)

const restsForm = "rests 5"

func (r *rests) keep(t *tape.Tape) {
	form := restsForm
	if t.Text(&form); form != restsForm {
		t.Spoil()
		return
	}
	t.Text(&r.past)
	t.Text(&r.seed)
	t.Text(&r.lists)
	t.Texts(&r.packs)
	t.Texts(&r.briefs)
	tape.Each(t, &r.questions, 19, func(q *question) { keepQuestion(t, q) })
	tape.Each(t, &r.parties, 16, func(p *asked) { p.keep(t, uint64(len(r.questions))) })
	tape.Each(t, &r.customers, 9, func(c *standing) {
		t.Int(&c.record)
		t.Uint64(&c.hash)
	})
	t.Blob(&r.subjects)
}

func keepQuestion(t *tape.Tape, q *question) {
	t.Text(&q.Name)
	t.Text(&q.NameLocal)
	t.Texts(&q.Aliases)
	t.Text(&q.Country)
	t.Text(&q.Address)
	t.Uint64(&q.Hash)
	keepQuiet(t, &q.Quiet)
}

func keepQuiet(t *tape.Tape, q *match.Quiet) {
	t.Float32(&q.From)
	t.Byte(&q.Spare)
	t.Text(&q.Marks)
}

func (p *asked) keep(t *tape.Tape, questions uint64) {
	t.Byte(&p.from)
	t.Uint(&p.number)
	t.Text(&p.name)
	t.Text(&p.country)
	t.Byte(&p.goods)
	t.Text(&p.source)
	t.Flag(&p.owned)
	t.Uint64(&p.grounds)
	for i := range p.asks {
		if t.Uint(&p.asks[i]); p.asks[i] >= questions && p.asks[i] > 0 {
			p.asks[i] = 0
			t.Spoil()
		}
	}
}

// encode writes the rests whole.
func (r *rests) encode() []byte {
	if r.fold() != nil {
		return nil
	}
	t := tape.Write(make([]byte, 0, len(r.subjects)+64*(len(r.parties)+len(r.questions))))
	r.keep(t)
	return t.Bytes()
}

func decodeRests(b []byte) (*rests, error) {
	r, t := &rests{}, tape.Read(b)
	r.keep(t)
	return r, t.End()
}

// restsOn is what one verdict rests on.
type restsOn struct {
	beyond   facts.Beyond
	brief    uint32
	customer uint32 // one more than its place; 0 for none
	parties  []int32
}

// restsWriter gathers what verdicts rest on, subject by subject in order.
type restsWriter struct {
	b      []byte
	last   int64
	briefs []string
	at     map[string]uint32 // of the briefs
}

func newRestsWriter(briefs []string) *restsWriter {
	w := &restsWriter{briefs: briefs, at: map[string]uint32{}}
	if len(briefs) == 0 {
		w.briefs = []string{""}
	}
	for i, b := range w.briefs[1:] {
		w.at[b] = uint32(i) + 1
	}
	return w
}

// beyondBits is how many bits facts.Beyond takes.
const beyondBits = 2

// add notes a subject.
func (w *restsWriter) add(subject int64, on restsOn) {
	w.subject(subject)
	w.b = appendRest(w.b, &on)
}

func (w *restsWriter) subject(subject int64) {
	w.b = binary.AppendVarint(w.b, subject-w.last)
	w.last = subject
}

// copy notes a subject by the bytes that were read.
func (w *restsWriter) copy(subject int64, raw []byte) {
	w.subject(subject)
	w.b = append(w.b, raw...)
}

// manyBriefs is how many different briefs are kept. Records are mostly alike; those of
// a book of which this is not so are looked at whenever a rule changes.
const manyBriefs = 1 << 14

// brief is the number of a brief.
func (w *restsWriter) brief(b []byte) uint32 {
	n, ok := w.at[string(b)]
	if !ok && len(w.briefs) < manyBriefs {
		n = uint32(len(w.briefs))
		text := string(b)
		w.briefs, w.at[text] = append(w.briefs, text), n
	}
	return n
}

// each reads the subjects back, with the bytes that are written behind each. Their
// parties are lent.
func (r *rests) each(yield func(subject int64, on restsOn, raw []byte)) error {
	subject, met := int64(0), 0
	var on restsOn
	for b := r.subjects; len(b) > 0; {
		step, n := binary.Varint(b)
		if n <= 0 {
			return tape.Err
		}
		subject, b = subject+step, b[n:]
		rest, ok := r.read(b, &on)
		if !ok {
			return tape.Err
		}
		raw := b[:len(b)-len(rest)]
		b = rest
		if len(r.over) > 0 {
			if over, ok := r.over[subject]; ok {
				met++
				if raw = over; raw == nil {
					continue
				}
				if _, ok := r.read(raw, &on); !ok {
					return tape.Err
				}
			}
		}
		yield(subject, on, raw)
	}
	if met == len(r.over) {
		return nil
	}
	return r.eachNew(yield)
}

// eachNew reads back what is over subjects that were not written before.
func (r *rests) eachNew(yield func(subject int64, on restsOn, raw []byte)) error {
	fresh := maps.Clone(r.over)
	subject := int64(0)
	var on restsOn
	for b := r.subjects; len(b) > 0; {
		step, n := binary.Varint(b)
		subject += step
		delete(fresh, subject)
		b, _ = r.read(b[n:], &on)
	}
	for _, subject := range slices.Sorted(maps.Keys(fresh)) {
		raw := fresh[subject]
		if raw == nil {
			continue
		}
		if _, ok := r.read(raw, &on); !ok {
			return tape.Err
		}
		yield(subject, on, raw)
	}
	return nil
}

// askedOf are the parties that a screen has asked about, by number, with the questions
// about them.
func askedOf(s *screening.Screener, numbers func(*data.Customer) (int64, bool), questions *asking) []asked {
	customers := make(map[*data.Customer]int64, s.Book().Customers())
	for i := range s.Book().Customers() {
		rec := s.Book().Customer(int32(i))
		customers[rec.Customer] = rec.Origin.Record
	}
	questions.find(s)
	var out []asked
	s.EachAsked(func(x facts.Asked) {
		if n := int(x.Number) + 1; n > len(out) {
			out = append(out, make([]asked, n-len(out))...)
		}
		a := &out[x.Number]
		a.goods, a.source, a.grounds, a.owned = x.Goods, x.Source, x.Grounds, x.Owned
		c := x.Party
		if n, ok := numbers(c); ok {
			a.from, a.number = askedParty, uint64(n)
		} else if n, ok := customers[c]; ok {
			a.from, a.number = askedCustomer, uint64(n)
		} else if reflect.DeepEqual(c, &data.Customer{Name: c.Name, Country: c.Country}) {
			a.from, a.name, a.country = askedBare, c.Name, c.Country
		}
		for i, said := range s.SaidOf(c) {
			a.asks[i] = questions.place(said)
		}
	})
	return out
}

// asking gathers the questions asked of lists, each once.
type asking struct {
	all []question
	at  map[screening.QuestionKey]uint64
}

func newAsking(before []question) *asking {
	q := &asking{before, map[screening.QuestionKey]uint64{}}
	if len(before) == 0 {
		q.all = make([]question, 1)
	}
	return q
}

// find finds the places that the questions of a screen have, of those that were asked
// before. They are few, and the keys of all would take longer than the screen does.
func (q *asking) find(s *screening.Screener) {
	if len(q.all) == 1 {
		return
	}
	type text struct{ name, address string }
	asked := map[text]bool{}
	s.EachAsked(func(x facts.Asked) {
		for _, a := range s.SaidOf(x.Party) {
			asked[text{a.Name, a.Address}] = true
		}
	})
	for i := range q.all[1:] {
		if b := &q.all[i+1].Question; asked[text{b.Name, b.Address}] {
			q.at[screening.KeyOf(b)] = uint64(i) + 1
		}
	}
}

// place is that of a question that was asked.
func (q *asking) place(a screening.Answer) uint64 {
	if a.Key == (screening.QuestionKey{}) {
		return 0
	}
	at, ok := q.at[a.Key]
	if !ok {
		at = uint64(len(q.all))
		q.at[a.Key] = at
		q.all = append(q.all, question{Question: a.Question, Hash: a.Hash, Quiet: a.Quiet})
	}
	return at
}

// saysNow are the answers that lists give to all questions now.
type saysNow struct {
	answers []question
	done    chan struct{}
}

// ask asks lists all questions again to which they may give another answer than those
// of before, beside whatever else is done.
func (d *Desk) ask(ctx context.Context, s *screening.Screener, before *rests) *saysNow {
	now := &saysNow{done: make(chan struct{})}
	go func() {
		defer close(now.done)
		var was *match.Index
		if packs := d.packsHeld(ctx, before.packs); packs != nil {
			was = match.Build(packs)
		}
		now.answers = s.SayAgain(ctx, was, before.questions)
	}()
	return now
}

// packsHeld are the lists of these hashes, nil where one is not held any more or does
// not read.
func (d *Desk) packsHeld(ctx context.Context, hashes []string) []*data.ListPack {
	held, err := d.store.Lists(ctx)
	if err != nil {
		return nil
	}
	var packs []*data.ListPack
	for _, h := range hashes {
		if h == lists.Starter().Hash {
			packs = append(packs, lists.Starter())
			continue
		}
		at := slices.IndexFunc(held, func(l data.ListInfo) bool { return l.Hash == h })
		if at < 0 {
			return nil
		}
		p, err := d.pack(ctx, held[at])
		if err != nil {
			return nil
		}
		packs = append(packs, p)
	}
	return packs
}

// differ reports whether lists give another answer to a question about the party, or
// may to one about its owners.
func (n *saysNow) differ(r *rests, p *asked) bool {
	other := func(at uint64) bool { return at > 0 && n.answers[at].Hash != r.questions[at].Hash }
	return p.owned || other(p.asks[0]) || other(p.asks[1])
}

// standings are the parties of before with what is said of them now.
type standings struct {
	grounds []uint64
	changed []bool
}

// askAgain asks about the parties again of which something else may be said now, on all
// processors.
func (r *rests) askAgain(ctx context.Context, s *screening.Screener, party func(int64) *data.Customer, may func(p *asked, find func(*asked) *data.Customer) bool) standings {
	n := len(r.parties)
	out := standings{make([]uint64, n), make([]bool, n)}
	customers := make(map[uint64]*data.Customer, s.Book().Customers())
	for i := range s.Book().Customers() {
		rec := s.Book().Customer(int32(i))
		customers[uint64(rec.Origin.Record)] = rec.Customer
	}
	var done sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		done.Go(func() {
			w := s.Worker()
			find := func(p *asked) *data.Customer {
				switch p.from {
				case askedParty:
					return party(int64(p.number))
				case askedCustomer:
					return customers[p.number]
				case askedBare:
					return w.Bare(p.name, p.country)
				}
				return nil
			}
			for i := k; i < n && ctx.Err() == nil; i += workers {
				p := &r.parties[i]
				out.grounds[i] = p.grounds
				if p.from != askedNowhere && !may(p, find) {
					continue
				}
				c := find(p)
				if c == nil {
					out.changed[i] = true
					continue
				}
				now := w.Ask(c, p.goods, p.source)
				out.grounds[i], out.changed[i] = now.Grounds, now.Grounds != p.grounds
			}
		})
	}
	done.Wait()
	return out
}

// touched are the subjects that have to be looked at, in order. beyond is what has
// changed beside parties.
func (r *rests) touched(now standings, beyond facts.Beyond) (ids []int64, err error) {
	err = r.each(func(subject int64, on restsOn, _ []byte) {
		if on.beyond&beyond != 0 || slices.ContainsFunc(on.parties, func(p int32) bool { return now.changed[p] }) {
			ids = append(ids, subject)
		}
	})
	return ids, err
}

// reached are the subjects that rules which have changed may find something in, or may
// have before, in order.
func (r *rests) reached(c *screening.Change) (ids []int64, err error) {
	may := make([]bool, max(len(r.briefs), 1))
	for i := range may {
		may[i] = i == 0 || c.Reaches([]byte(r.briefs[i]))
	}
	err = r.each(func(subject int64, on restsOn, _ []byte) {
		if may[on.brief] {
			ids = append(ids, subject)
		}
	})
	return ids, err
}

// amend makes it what verdicts rest on after the touched ones were looked at again, new
// ones among them, and others are gone. w has the briefs of those, and parties are those
// of this screen, by number. Customers have the places that they had.
func (r *rests) amend(now standings, touched map[int64]restsOn, gone map[int64]bool, parties []asked, w *restsWriter) {
	r.ground(now.grounds)
	r.briefs = w.briefs
	for subject := range gone {
		r.put(subject, nil)
	}
	place := r.places(parties, touched)
	for _, subject := range slices.Sorted(maps.Keys(touched)) {
		on := touched[subject]
		for i, p := range on.parties {
			on.parties[i] = place(p)
		}
		r.put(subject, appendRest(nil, &on))
	}
}

// renumber gives customers the places that they have in another book, 0 where they are
// gone; subjects that rest on these are to be touched or gone.
func (r *rests) renumber(place []uint32, customers []standing) error {
	w := newRestsWriter(r.briefs)
	w.b = make([]byte, 0, len(r.subjects)+len(r.subjects)/16)
	err := r.each(func(subject int64, on restsOn, _ []byte) {
		if on.customer > 0 {
			on.customer = place[on.customer-1]
		}
		w.add(subject, on)
	})
	r.customers, r.subjects, r.over, r.base = customers, w.b, nil, ""
	return err
}

// places tells the place that a party of this screen, one that a touched subject rests on,
// has among those of before, where one that was not there is added.
func (r *rests) places(parties []asked, touched map[int64]restsOn) func(int32) int32 {
	type party struct {
		from          uint8
		number        uint64
		name, country string
		goods         uint8
	}
	of := func(p *asked) party { return party{p.from, p.number, p.name, p.country, p.goods} }
	at := map[party]int32{}
	for _, on := range touched {
		for _, p := range on.parties {
			at[of(&parties[p])] = -1
		}
	}
	for i := range r.parties {
		if p := &r.parties[i]; p.from != askedNowhere {
			if _, wanted := at[of(p)]; wanted {
				at[of(p)] = int32(i)
			}
		}
	}
	return func(number int32) int32 {
		p := &parties[number]
		i := at[of(p)]
		if i < 0 || p.from == askedNowhere {
			i = int32(len(r.parties))
			r.parties = append(r.parties, *p)
			if p.from != askedNowhere {
				at[of(p)] = i
			}
		}
		return i
	}
}

// standingsOf are those of all customers in the book of a screen.
func standingsOf(s *screening.Screener) []standing {
	hashes := s.Standings()
	out := make([]standing, len(hashes))
	for i, h := range hashes {
		out[i] = standing{s.Book().Customer(int32(i)).Origin.Record, h}
	}
	return out
}

// lastRests is what the verdicts in use rest on, nil where it was not kept.
func (d *Desk) lastRests(ctx context.Context, last *store.LastScreen) (*rests, error) {
	of := strconv.FormatInt(last.ID, 10)
	b, err := d.store.Kept(ctx, keptRests, of)
	if err != nil {
		return nil, err
	}
	var since []byte
	if b == nil {
		if since, err = d.store.Kept(ctx, keptPatch, of); err != nil || since == nil {
			return nil, err
		}
		of = patchBase(since)
		if b, err = d.store.Kept(ctx, keptRests, of); err != nil || b == nil {
			return nil, err
		}
	}
	r, err := decodeRests(b)
	if err != nil {
		return nil, nil // it is only a help
	}
	r.since(of, len(b))
	if since == nil {
		return r, nil
	}
	if r.amended(since) != nil {
		return nil, nil
	}
	return r, nil
}
