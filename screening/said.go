package screening

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"runtime"
	"slices"
	"sync"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/match"
)

// Question is what lists are asked about parties: their names with the country, or
// their address with it. Many parties ask the same.
type Question = match.Query

// answers are what the lists say, by question. Most names of a book are such that they
// say nothing, and stand in it again and again, with this address and that: of those no
// more is kept than that they were asked.
type answers struct{ shards [1 << answerBits]answerShard }

const answerBits = 5

type answerShard struct {
	mu   sync.Mutex // guards all below
	of   map[QuestionKey]reply
	hits [][]data.NameHit // of those to which something was said
}

// reply is what was said to a question: a hash over it, its place among the hits from 1,
// 0 for none, and how surely nothing.
type reply struct {
	hash  uint64
	hits  int32
	quiet match.Quiet
}

// load is what was said to a question; ok is false where it was not asked.
func (s *answers) load(k QuestionKey) (x reply, hits []data.NameHit, ok bool) {
	sh := &s.shards[k[0]>>(8-answerBits)]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	x, ok = sh.of[k]
	if x.hits > 0 {
		hits = sh.hits[x.hits-1]
	}
	return x, hits, ok
}

// store keeps what was said. Whoever asked at the same time was told the same.
func (s *answers) store(k QuestionKey, x reply, hits []data.NameHit) {
	sh := &s.shards[k[0]>>(8-answerBits)]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if _, known := sh.of[k]; known {
		return
	}
	if len(hits) > 0 {
		sh.hits = append(sh.hits, hits)
		x.hits = int32(len(sh.hits))
	}
	if sh.of == nil {
		sh.of = map[QuestionKey]reply{}
	}
	sh.of[k] = x
}

// QuestionKey stands for a question.
type QuestionKey [16]byte

// Answer is what the lists say to a question.
type Answer struct {
	Question
	Key   QuestionKey // zero where nothing was asked
	Hash  uint64      // over all that they say, 0 where that is nothing
	Quiet match.Quiet // how surely nothing

	hits []data.NameHit
}

// KeyOf is the key of a question. Its parts are told apart, so that no two questions are
// written alike.
func KeyOf(q *Question) QuestionKey {
	var buf [256]byte
	b := buf[:0]
	add := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	for _, s := range [...]string{q.Name, q.NameLocal, q.Country, q.Address} {
		add(s)
	}
	for _, s := range q.Aliases {
		add(s)
	}
	h := sha256.Sum256(b)
	return QuestionKey(h[:16])
}

// questionsOf are what is asked about a party.
func questionsOf(c *data.Customer) (names, address Question) {
	names = Question{Name: c.Name, NameLocal: c.NameLocal, Aliases: c.Aliases, Country: c.Country}
	return names, Question{Address: fullAddress(c), Country: c.Country}
}

// to is the answer to a question, which is looked for once.
func (s *answers) to(q Question, look func(Question) ([]data.NameHit, match.Quiet)) Answer {
	k := KeyOf(&q)
	x, hits, ok := s.load(k)
	if !ok {
		hits, x.quiet = look(q)
		hits = slices.Clip(hits)
		x.hash = hashOf(hits)
		s.store(k, x, hits)
	}
	return Answer{Question: q, Key: k, Hash: x.hash, Quiet: x.quiet, hits: hits}
}

// manyParties is from when on lists are asked ahead.
const manyParties = 10_000

// askAhead asks the lists about parties that judging will ask about, while the book is
// built: most of that is work for one processor. It goes on until end is called.
func (s *Screener) askAhead(parts []*history.Builder) (end func()) {
	var parties []*data.Customer
	for _, b := range parts {
		parties = b.Parties(parties)
	}
	index := s.index()
	if index == nil || len(parties) < manyParties || runtime.GOMAXPROCS(0) < 2 {
		return func() {}
	}
	ended, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		lists := searcher{index.Searcher(), s.answers}
		for _, c := range parties {
			select {
			case <-ended:
				return
			default:
				lists.Party(c)
			}
		}
	}()
	return func() {
		close(ended)
		<-done
	}
}

// hashOf is over all that a verdict can read of hits, what a clearance of them rests
// on among it.
func hashOf(hits []data.NameHit) uint64 {
	if len(hits) == 0 {
		return 0
	}
	sum := sha256.New()
	out := json.NewEncoder(sum)
	for i := range hits {
		// Texts, numbers and dates of our own all encode.
		_ = out.Encode(&hits[i])
		_ = out.Encode(hits[i].Entry)
	}
	return max(binary.BigEndian.Uint64(sum.Sum(nil)), 1)
}

// Said is what was said to a question.
type Said struct {
	Question
	Hash  uint64 // as in Answer
	Quiet match.Quiet
}

// SayAgain says what the lists say to questions that others were asked, in their order.
// was has the names of those others, nil where they are not known; only questions to
// which the lists may give another answer than those are asked. It works on all
// processors, and may go on beside Learn.
func (s *Screener) SayAgain(ctx context.Context, was *match.Index, before []Said) []Said {
	out := make([]Said, len(before))
	index := s.index()
	if index == nil {
		for i := range out {
			out[i].Question = before[i].Question
		}
		return out
	}
	var difference *match.Difference
	if was != nil {
		difference = match.Between(was, index)
	}
	var done sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		done.Go(func() {
			n, still := searcher{index.Searcher(), s.answers}, func(b Said) (Said, bool) { return b, false }
			if difference != nil {
				still = stillSilent(difference.Searcher(n.Searcher))
			}
			for i := k; i < len(before) && ctx.Err() == nil; i += workers {
				var ok bool
				if out[i], ok = still(before[i]); !ok {
					a := s.answers.to(before[i].Question, n.look)
					out[i].Hash, out[i].Quiet = a.Hash, a.Quiet
				}
			}
		})
	}
	done.Wait()
	return out
}

// stillSilent tells of what lists said nothing to whether they surely say nothing now.
func stillSilent(apart *match.Searcher) func(Said) (Said, bool) {
	return func(b Said) (_ Said, ok bool) {
		switch {
		case b.Hash != 0:
		case b.Address != "":
			ok = apart.QuietOf(b.Question, b.Quiet)
		default:
			b.Quiet, ok = apart.StaysQuiet(b.Question, b.Quiet)
		}
		return b, ok
	}
}

// Silence takes up that the lists say nothing to a question, from a screen against the
// same ones.
func (s *Screener) Silence(q Question, quiet match.Quiet) {
	s.answers.store(KeyOf(&q), reply{quiet: quiet}, nil)
}

// SaidOf is what was said to the questions about a party: its names, and its address.
func (s *Screener) SaidOf(c *data.Customer) (out [2]Answer) {
	names, address := questionsOf(c)
	for i, q := range [...]Question{names, address} {
		k := KeyOf(&q)
		if x, hits, ok := s.answers.load(k); ok {
			out[i] = Answer{Question: q, Key: k, Hash: x.hash, Quiet: x.quiet, hits: hits}
		}
	}
	return out
}
