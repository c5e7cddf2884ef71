package reading

import "math"

// Looks is how many things of the first look the second one weighs.
const Looks = 8

// farthest is how sure the first look may be, as a logarithm of odds.
const farthest = 9

// Second is the second look: how likely a label is when it is known what the first look
// gave for it, for the other labels and for something at all. The first look takes each
// label alone, so that a sentence that speaks of one sign is a little of its neighbours
// too, and one that denies a sign is still full of its words.
type Second struct {
	Weights [Looks]float64 // the same for all labels
	Bias    []float64      // by label
	Slope   []float64      // by label, of what the first look gave for it
}

// Look gives what the second look weighs: the odds, as logarithms, of the label, of
// something, and of the likeliest other label.
func Look(own, something, other float64) [Looks]float64 {
	return [Looks]float64{1, own, something, other, own * something / 10, max(0, own-other), own * own / 10, something * something / 10}
}

// Odds are those of a label, as a logarithm.
func (s *Second) Odds(label int, look [Looks]float64) float64 {
	z := s.Bias[label] + s.Slope[label]*look[1]
	for i, v := range look {
		z += s.Weights[i] * v
	}
	return z
}

// Chance is the chance that odds, as a logarithm, stand for.
func Chance(odds float64) float64 { return 1 / (1 + math.Exp(-odds)) }

// strongest are the two likeliest labels but one, which is left out: the first of them
// and how likely, and how likely the next is.
func strongest(odds []float64, but int) (first int, most, next float64) {
	first, most, next = -1, -farthest, -farthest
	for l, z := range odds {
		switch {
		case l == but:
		case z > most:
			first, most, next = l, z, most
		case z > next:
			next = z
		}
	}
	return first, most, next
}
