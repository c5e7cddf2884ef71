package match

import (
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"testing"
)

var doTune = flag.Bool("tune", false, "")

type outcome struct {
	pos, cross bool
	best, good float32
	half       int
}

func evaluate(s *Searcher, qs []labelled) []outcome {
	var out []outcome
	for _, l := range qs {
		h := fnv.New32()
		h.Write([]byte(l.QID))
		o := outcome{pos: l.Kind == "positive", cross: l.Category == "cross_script", half: int(h.Sum32()>>7) & 1}
		s.results = s.results[:0]
		s.text(l.Query, 0, "")
		slices.SortFunc(s.results, func(a, b result) int { return int(1e6 * (b.score - a.score)) })
		for _, r := range s.results[:min(10, len(s.results))] {
			o.best = max(o.best, r.score)
			if o.pos && strings.Contains("|"+l.Accept+"|", "|"+s.ix.entry(r.entry).ID+"|") {
				o.good = max(o.good, r.score)
			}
		}
		out = append(out, o)
	}
	return out
}

func objective(os []outcome, half int) (float64, string) {
	var neg, pos []float32
	for _, o := range os {
		if half >= 0 && o.half != half || o.cross {
			continue
		}
		if o.pos {
			pos = append(pos, o.good)
		} else {
			neg = append(neg, o.best)
		}
	}
	slices.Sort(neg)
	sum, text := 0.0, ""
	for _, far := range []float64{0.005, 0.01, 0.02, 0.05} {
		t := neg[len(neg)-1-int(far*float64(len(neg)))]
		n := 0
		soft := 0.0
		for _, p := range pos {
			if p > t {
				n++
			}
			soft += 1 / (1 + math.Exp(-(float64(p)-float64(t))*60))
		}
		sum += 0.5*float64(n)/float64(len(pos)) + 0.5*soft/float64(len(pos))
		text += fmt.Sprintf(" %.3f:%.4f", t, float64(n)/float64(len(pos)))
	}
	return sum / 4, text
}

func TestTune(t *testing.T) {
	if !*doTune {
		t.Skip()
	}
	s, qs := cslIndex(t).Searcher(), labelledQueries(t)
	score := func(half int) (float64, string) { return objective(evaluate(s, qs), half) }
	f32 := map[string]*float32{"respell": &tune.respell, "sound": &tune.sound, "edit": &tune.edit, "shift": &tune.editShift, "damage": &tune.damage, "leftC": &tune.leftC, "leftQ": &tune.leftQ, "swap": &tune.swap, "confA": &tune.confA, "confK": &tune.confK, "short": &tune.short, "noOwn": &tune.noOwn, "unsure": &tune.unsure, "extraQ": &tune.extraQ, "extraA": &tune.extraA}
	names := []string{"sound", "edit", "shift", "damage", "leftC", "leftQ", "swap", "confA", "confK", "short", "noOwn", "unsure", "extraQ", "extraA", "keep"}
	for _, half := range []int{0, 1} {
		start := tune
		best, text := score(half)
		_, other := score(1 - half)
		fmt.Println("half", half, best, text, "| other", other)
		for round := range 2 {
			for _, n := range names {
				for _, k := range []float64{0.8, 1.25} {
					if round > 0 {
						k = 1 + (k-1)/2
					}
					old := tune
					if n == "keep" {
						tune.keep *= k
					} else {
						*f32[n] *= float32(k)
						if n == "short" || n == "unsure" || n == "confA" || n == "noOwn" {
							*f32[n] = min(*f32[n], 1)
						}
					}
					if v, _ := score(half); v > best+0.0002 {
						best = v
					} else {
						tune = old
					}
				}
			}
		}
		_, text = score(half)
		_, other = score(1 - half)
		fmt.Printf("tuned on %d: %.4f %s | other half %s\n%+v\n", half, best, text, other, tune)
		if half >= 0 {
			tune = start
		}
	}
}
