package reading_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"redflag/screening/reading"
)

// example is one sentence: its features, each once, and the labels it bears.
type example struct {
	Text     *reading.Text
	Features []uint32
	Labels   []int
	Run      int // of lines by one hand, within its file
}

// options of the learning.
type options struct {
	Labels   int
	Passes   int
	Rate     float64
	Start    float64 // what the squares of steps begin with; the larger, the shorter the first steps
	Decay    float64 // of weights, in each step
	Positive float64 // what an example weighs for a label that it bears
	Least    int     // examples that a feature must stand in
}

// weights are one weight a feature and label, and what each label weighs without any.
type weights struct {
	Features []uint32    // in the order in which they were met
	Rarity   []float32   // of each feature: the logarithm of the inverse of its share
	Of       [][]float32 // by label, by feature; to be multiplied with the rarity
	Bias     []float32   // by label
}

// learned fits one logistic regression a label on features weighed by their rarity and
// the share of the example, by stochastic steps of adapted length. The same examples in the
// same order give the same weights.
func learned(all []example, o options) *weights {
	w := &weights{Of: make([][]float32, o.Labels), Bias: make([]float32, o.Labels)}
	rows := w.rows(all, o.Least)
	shares := make([]float32, len(all))
	for i, row := range rows {
		squares := 0.0
		for _, k := range row {
			squares += float64(w.Rarity[k]) * float64(w.Rarity[k])
		}
		shares[i] = float32(reading.Share(squares))
	}
	next := make(chan int)
	var working sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		working.Go(func() {
			for label := range next {
				w.Of[label], w.Bias[label] = one(all, rows, shares, w.Rarity, label, o)
			}
		})
	}
	for label := range o.Labels {
		next <- label
	}
	close(next)
	working.Wait()
	return w
}

// rows numbers the features that stand in enough examples.
func (w *weights) rows(all []example, least int) [][]int32 {
	count := map[uint32]int{}
	for _, x := range all {
		for _, f := range x.Features {
			count[f]++
		}
	}
	index := map[uint32]int32{}
	rows := make([][]int32, len(all))
	for i, x := range all {
		for _, f := range x.Features {
			if count[f] < least {
				continue
			}
			k, ok := index[f]
			if !ok {
				k = int32(len(w.Features))
				index[f] = k
				w.Features = append(w.Features, f)
				w.Rarity = append(w.Rarity, float32(math.Log(float64(len(all)+1)/float64(count[f]))))
			}
			rows[i] = append(rows[i], k)
		}
	}
	return rows
}

// plain is how sure a step must be of an example to pass it by.
const plain = 0.002

func one(all []example, rows [][]int32, shares, rarity []float32, label int, o options) (weight []float32, bias float32) {
	weight = make([]float32, len(rarity))
	squares := make([]float32, len(rarity))
	for k := range squares {
		squares[k] = float32(o.Start)
	}
	bears, order := make([]bool, len(all)), make([]int, len(all))
	for i := range all {
		order[i] = i
		for _, l := range all[i].Labels {
			bears[i] = bears[i] || l == label
		}
	}
	rate, decay := float32(o.Rate), float32(o.Decay)
	bias = -3 // few sentences bear a label
	biasSquares := float32(1)
	draw := rand.New(rand.NewPCG(uint64(label), 7))
	for range o.Passes {
		draw.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, i := range order {
			row, share := rows[i], shares[i]
			z := bias
			for _, k := range row {
				z += weight[k] * rarity[k] * share
			}
			g := float32(1 / (1 + math.Exp(-float64(z))))
			if bears[i] {
				g = (g - 1) * float32(o.Positive)
			}
			if g > -plain && g < plain {
				continue
			}
			biasSquares += g * g
			bias -= rate * g / root(biasSquares)
			for _, k := range row {
				d := g*rarity[k]*share + decay*weight[k]
				squares[k] += d * d
				weight[k] -= rate * d / root(squares[k])
			}
		}
	}
	return weight, bias
}

func root(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// looked is what a first look gave for a sentence that it had not learned from.
type looked struct {
	Odds   []float64
	Labels []int
}

// Steps of the second look's learning.
const (
	secondPasses = 12
	secondRate   = 0.005
)

// secondLook fits the second look by stochastic steps that grow shorter. The same
// sentences in the same order give the same weights.
func secondLook(all []looked, labels, any int) reading.Second {
	s := reading.Second{Bias: make([]float64, labels), Slope: make([]float64, labels)}
	draw := rand.New(rand.NewPCG(1, 2))
	for pass := range secondPasses {
		rate := secondRate / (1 + float64(pass)/3)
		for _, i := range draw.Perm(len(all)) {
			x := &all[i]
			for l, own := range x.Odds {
				if l == any || own <= -6 {
					continue // what the first look excludes teaches nothing
				}
				other := math.Inf(-1)
				for o, z := range x.Odds {
					if o != l && o != any {
						other = max(other, z)
					}
				}
				look := reading.Look(own, x.Odds[any], other)
				g := reading.Chance(s.Odds(l, look))
				if slices.Contains(x.Labels, l) {
					g--
				}
				for k, v := range look {
					s.Weights[k] -= rate * g * v
				}
				s.Bias[l] -= rate * g
				s.Slope[l] -= rate * g * own * 0.3
			}
		}
	}
	return s
}
