package desk

import (
	"context"
	"iter"
	"slices"
	"strconv"
	"sync"

	"redflag/data"
	"redflag/data/store"
	"redflag/screening"
	"redflag/screening/facts"
)

// judging is the second pass of one screen. It judges on all processors what does
// not stand, and hands the verdicts to one writer.
type judging struct {
	d        *Desk
	s        *screening.Screener
	known    store.AsOf
	past     *learned
	packs    []*data.ListPack
	pub      *store.Publisher
	progress func(data.Progress)

	ahead   *ahead         // what was read and begun before
	before  *store.Grounds // what the verdicts in use rest on; nil judges everything
	taken   *store.Grounds // what those rest on that were taken up of a screen that was cut off
	met     []bool         // by place in before
	gone    []int64        // subjects that are to have no verdict any more
	shipped []bool         // customers of the book of whom an order was looked at
	loans   store.Loans
	done    int64
	stood   int
	row     store.Judged  // the one at hand
	last    int64         // the screen before
	renewed []int64       // subjects that were given verdicts
	numbers *orderNumbers // the shipments by their orders, where all are looked at; else nil

	rests   *restsWriter // of the subjects looked at, in their order; nil where it is not kept
	whole   *rests       // what all rest on, where that of before holds or was amended
	touched map[int64]restsOn
}

// ahead is what a screen can begin with before it has the past: what the verdicts in
// use rest on, and the answers of lists that have changed since.
type ahead struct {
	screen int64 // whose verdicts they were
	rests  *rests
	says   *saysNow // nil where the lists are the same
}

// beginning is what a screen begins with while it is made, beside the past.
type beginning struct {
	done  chan struct{}
	ahead *ahead
	err   error
}

// begin sets about what a screen begins with. The caller closes it.
func (d *Desk) begin(ctx context.Context, s *screening.Screener, anew bool) *beginning {
	b, lists := &beginning{done: make(chan struct{})}, ofLists(d, s)
	go func() {
		defer close(b.done)
		var index sync.WaitGroup
		index.Go(s.IndexLists)
		defer index.Wait()
		b.ahead, b.err = d.lookAhead(ctx, s, lists, anew)
	}()
	return b
}

func (b *beginning) wait() (*ahead, error) {
	<-b.done
	return b.ahead, b.err
}

// close waits until nothing goes on any more.
func (b *beginning) close() {
	<-b.done
	b.ahead.close()
}

// lookAhead reads what the verdicts in use rest on, nil where it is of no use. Lists that
// say nothing to a question say nothing to it again; those that have changed are asked
// at once.
func (d *Desk) lookAhead(ctx context.Context, s *screening.Screener, lists string, anew bool) (*ahead, error) {
	last, err := d.store.LastScreen(ctx)
	if err != nil || !d.relies(&last) {
		return nil, err
	}
	before, err := d.lastRests(ctx, &last)
	if err != nil || before == nil {
		return nil, err
	}
	a := &ahead{screen: last.ID, rests: before}
	if before.lists != lists {
		if anew {
			return nil, nil
		}
		a.says = d.ask(ctx, s, before)
		return a, nil
	}
	for i := range before.questions {
		if q := &before.questions[i]; q.Hash == 0 {
			s.Silence(q.Question, q.Quiet)
		}
	}
	return a, nil
}

// close waits until the lists are asked.
func (a *ahead) close() {
	if a != nil && a.says != nil {
		<-a.says.done
	}
}

// run judges what has to be judged, and says what is to become of the rest.
func (j *judging) run(ctx context.Context, anew bool) error {
	j.shipped = make([]bool, j.s.Book().Customers())
	if j.past.of != "" {
		j.rests = newRestsWriter(nil)
	}
	if taken := j.pub.Taken(); taken.Len() > 0 {
		j.taken = taken
	}
	if !anew {
		// Read under the publisher's lock, so that no other screen comes between.
		last, err := j.d.store.LastScreen(ctx)
		if err != nil {
			return err
		}
		j.last = last.ID
		if j.d.relies(&last) {
			if done, err := j.changedOnly(ctx, &last); done || err != nil {
				return err
			}
		}
	}
	if err := j.all(ctx); err != nil {
		return err
	}
	for at, met := range j.met {
		if !met {
			j.gone = append(j.gone, j.before.Subject(at))
		}
	}
	if j.stood > 0 {
		j.pub.Amend(j.gone)
	}
	return nil
}

// relies reports whether the verdicts in use may stand, as far as what they rest on is
// the same, and do not hold too much room that newer ones have replaced.
func (d *Desk) relies(last *store.LastScreen) bool {
	return !last.At.IsZero() && (last.Regime == "" || last.Regime == CurrentRegime) && last.Dead <= last.Count && oneProgram(d.o.Program)
}

// changedOnly takes the shortest way that what has changed allows. It is not done
// where every record has to be looked at; where before is set then, what rests on the
// same grounds need not be judged. What was taken up of a screen that was cut off may be of
// any record, so all are looked at.
func (j *judging) changedOnly(ctx context.Context, last *store.LastScreen) (done bool, err error) {
	switch sameRules := last.Stamp.Rules == j.s.Stamp().Rules; {
	case j.taken != nil && sameRules:
		j.before, err = j.d.store.Grounds(ctx)
		return false, err
	case j.taken != nil:
		return false, nil
	case !sameRules:
		return j.newRulesOnly(ctx, last)
	}
	if done, err = j.touchedOnly(ctx, last); done || err != nil {
		return done, err
	}
	if done, err = j.reachedOnly(ctx, last); done || err != nil {
		return done, err
	}
	j.before, err = j.d.store.Grounds(ctx)
	return false, err
}

// stands reports whether a verdict rests on the same grounds, in use or taken up.
func (j *judging) stands(r *data.Record, grounds uint64) bool {
	if j.wasTaken(r, grounds) {
		return true
	}
	if j.before == nil {
		return false
	}
	_, g, ok := j.before.At(r.Origin.Record)
	return ok && g == grounds
}

// wasTaken reports whether the verdict on such grounds is among those taken up.
func (j *judging) wasTaken(r *data.Record, grounds uint64) bool {
	if j.taken == nil {
		return false
	}
	_, g, ok := j.taken.At(r.Origin.Record)
	return ok && g == grounds
}

// all judges what does not stand.
func (j *judging) all(ctx context.Context) error {
	var stands screening.Stands
	if j.before != nil || j.taken != nil {
		stands = j.stands
	}
	j.numbers = newOrderNumbers()
	if j.before != nil {
		j.met = make([]bool, j.before.Len())
	}
	return j.each(ctx, func(records iter.Seq2[*data.Record, error]) error { return j.s.JudgeAnew(ctx, records, stands, j.take) })
}

// each has the shipments judged, then the customers that none of them is of.
func (j *judging) each(ctx context.Context, judge func(iter.Seq2[*data.Record, error]) error) error {
	if err := judge(j.d.store.ShipmentsOnLoan(ctx, j.known, store.All(), &j.loans)); err != nil {
		return err
	}
	shipped := map[int64]bool{}
	for i, is := range j.shipped {
		if is {
			shipped[j.s.Book().Customer(int32(i)).Origin.Record] = true
		}
	}
	return judge(func(yield func(*data.Record, error) bool) {
		for rec, err := range j.d.store.Customers(ctx, j.known) {
			if err == nil && shipped[rec.Origin.Record] {
				continue
			}
			if !yield(rec, err) {
				return
			}
		}
	})
}

// sameRecords is what the verdicts in use rest on, nil where records were told or
// taken back since, or where it cannot be told.
func (j *judging) sameRecords(last *store.LastScreen) *rests {
	a := j.ahead
	if j.past.of == "" || last.Dirty > 0 || j.s.Stamp().Baseline != last.Stamp.Baseline || a == nil || a.screen != last.ID || a.rests.past != j.past.of || a.rests.seed != j.s.Seed() {
		return nil
	}
	return a.rests
}

// touchedOnly looks at no record but those that rest on a party of whom lists or
// people say something else now, where nothing but that has changed since the last
// screen. It does nothing, and says so, where more has changed, or where so many
// records are touched that all may as well be read in order.
func (j *judging) touchedOnly(ctx context.Context, last *store.LastScreen) (done bool, err error) {
	day := j.s.AsOf()
	before := j.sameRecords(last)
	if before == nil || day.Before(last.AsOf) != data.False {
		return false, nil
	}
	may := j.mayDiffer(before, last)
	var numbers []int64
	for i := range before.parties {
		if p := &before.parties[i]; p.from == askedParty && may(p) {
			numbers = append(numbers, int64(p.number))
		}
	}
	party, err := j.d.store.PartiesOf(ctx, numbers)
	if err != nil {
		return false, err
	}
	now := before.askAgain(ctx, j.s, party, func(p *asked, _ func(*asked) *data.Customer) bool { return may(p) })
	if err := ctx.Err(); err != nil {
		return false, err
	}
	changed := facts.BeyondLists
	if day != last.AsOf {
		changed |= facts.BeyondDay
	}
	ids, err := before.touched(now, changed)
	if err != nil || len(ids) > last.Count/8 {
		return false, nil // what does not read is looked at whole
	}
	if j.before, err = j.d.store.GroundsOf(ctx, ids); err != nil {
		return false, err
	}
	j.met = make([]bool, j.before.Len())
	j.touched, j.rests = make(map[int64]restsOn, len(ids)), newRestsWriter(before.briefs)
	if err := j.some(ctx, ids, last.Count, func(records iter.Seq2[*data.Record, error]) error {
		return j.s.JudgeAnew(ctx, records, j.stands, j.take)
	}); err != nil {
		return false, err
	}
	j.amend(before, now, nil)
	return true, nil
}

// amend makes what verdicts rested on before what they rest on now that the touched ones
// were looked at and others are gone.
func (j *judging) amend(before *rests, now standings, gone map[int64]bool) {
	if a := j.ahead; a.says != nil {
		before.answer(ofLists(j.d, j.s), hashesOf(j.packs), a.says.answers)
	}
	all := newAsking(before.questions)
	parties := askedOf(j.s, j.d.store.PartyNumbers(), all)
	before.questions, j.whole = all.all, before
	before.amend(now, j.touched, gone, parties, j.rests)
}

// mayDiffer tells the parties of whom something else may be said now: with other
// judgements, or on another day for them, of anybody; else of those alone about whom
// lists give another answer.
func (j *judging) mayDiffer(before *rests, last *store.LastScreen) func(*asked) bool {
	j.ahead.close()
	now := j.s.Stamp().Judgements
	switch says := j.ahead.says; {
	case now != last.Stamp.Judgements, now != "" && j.s.AsOf() != last.AsOf:
		return func(*asked) bool { return true }
	case says != nil:
		return func(p *asked) bool { return says.differ(before, p) }
	}
	return func(*asked) bool { return false }
}

// some has the records of some subjects judged, of so many in all. The verdicts on the
// others stand. Where the some are many all may as well be read in order.
func (j *judging) some(ctx context.Context, ids []int64, of int, judge func(iter.Seq2[*data.Record, error]) error) (err error) {
	if len(ids) > of/4 {
		err = j.each(ctx, judge)
	} else {
		err = judge(j.d.store.Some(ctx, j.known, ids, &j.loans))
	}
	j.stood = of - j.pub.Count()
	j.pub.Amend(nil)
	return err
}

// newRulesOnly asks of records no more than the rules that have changed, as they were
// and as they are, where nothing else has changed since the last screen; and of those
// alone whose briefs do not rule out that they find anything.
func (j *judging) newRulesOnly(ctx context.Context, last *store.LastScreen) (done bool, err error) {
	now := j.s.Stamp()
	now.Rules = last.Stamp.Rules
	before := j.sameRecords(last)
	if before == nil || now != last.Stamp || j.s.AsOf() != last.AsOf {
		return false, nil
	}
	was, err := j.d.rulesOf(ctx, last.Stamp.Rules)
	if err != nil || was == nil {
		return false, err
	}
	change, err := j.s.Since(was)
	if err != nil {
		return false, nil // more than rules has changed
	}
	ids, err := before.reached(change)
	if err != nil {
		return false, nil
	}
	j.whole = before // briefs and parties are of the facts, and they are the same
	judge := func(records iter.Seq2[*data.Record, error]) error {
		return j.s.JudgeChanged(ctx, change, records, j.take)
	}
	return true, j.some(ctx, ids, last.Count, judge)
}

func (j *judging) take(x *screening.Judged) error {
	defer j.loans.GiveBack(x.Record)
	subject := x.Record.Origin.Record
	var of *data.Record
	if x.Customer >= 0 {
		of = j.s.Book().Customer(x.Customer)
		if x.Record.Shipment != nil {
			j.shipped[x.Customer] = true
		}
	}
	switch {
	case j.touched != nil:
		j.touched[subject] = restsOn{x.Beyond, j.rests.brief(x.Brief), uint32(x.Customer + 1), slices.Clone(x.Parties)}
	case j.rests != nil && j.whole == nil:
		j.rests.add(subject, restsOn{x.Beyond, j.rests.brief(x.Brief), uint32(x.Customer + 1), x.Parties})
	}
	if j.done++; j.progress != nil && j.done%1024 == 0 {
		j.progress(data.Progress{Task: "screening", Done: j.done, Total: int64(j.s.Book().Rows())})
	}
	if j.before != nil {
		if at, _, ok := j.before.At(subject); ok {
			j.met[at] = true
		}
	}
	if j.numbers != nil {
		j.numbers.add(x.Record)
	}
	if x.Verdict == nil {
		if !j.wasTaken(x.Record, x.Grounds) {
			j.stood++
		}
		return nil
	}
	if j.numbers == nil {
		j.renewed = append(j.renewed, subject)
	}
	judged(&j.row, x.Record, x.Verdict, of)
	j.row.Grounds = x.Grounds
	return j.pub.Add(&j.row)
}

// ofLists names the lists, and the program that looks names up in them.
func ofLists(d *Desk, s *screening.Screener) string { return s.Stamp().Lists + " " + d.o.Program }

func hashesOf(packs []*data.ListPack) (hashes []string) {
	for _, p := range packs {
		hashes = append(hashes, p.Hash)
	}
	return hashes
}

// keep writes down what the verdicts rest on, with them. It begins at once, and what it
// answers with waits until that is done.
func (j *judging) keep() func(*store.Tx) error {
	whole, since, of := make(chan []byte, 1), []byte(nil), strconv.FormatInt(j.pub.Screen(), 10)
	if j.whole != nil {
		since = j.whole.encodePatch()
	}
	if since == nil {
		go func() { whole <- j.restsNow() }()
	}
	return func(tx *store.Tx) error {
		if err := j.d.keepRules(tx); err != nil {
			return err
		}
		if err := j.d.keepPacks(tx, j.packs); err != nil {
			return err
		}
		if j.past.kept != nil {
			if err := j.past.keep(tx, j.past.kept); err != nil {
				return err
			}
		}
		if since != nil {
			return tx.Keep(keptPatch, of, since)
		}
		if err := tx.KeepOf(keptPatch, nil); err != nil {
			return err
		}
		return tx.Keep(keptRests, of, <-whole)
	}
}

// restsNow is what the verdicts rest on, as it is kept; nil where it is not.
func (j *judging) restsNow() []byte {
	whole := j.whole
	if whole == nil {
		if j.rests == nil {
			return nil
		}
		all := newAsking(nil)
		whole = &rests{past: j.past.of, seed: j.s.Seed(), lists: ofLists(j.d, j.s), packs: hashesOf(j.packs), briefs: j.rests.briefs, customers: standingsOf(j.s), subjects: j.rests.b}
		whole.parties = askedOf(j.s, j.d.store.PartyNumbers(), all)
		whole.questions = all.all
	}
	return whole.encode()
}
