package reading

import (
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

//go:embed weights.bin.gz
var weights string // packed, for they are a twelfth of the program

// Sign is what a text is likely to retell, and where it does.
type Sign struct {
	Label    string
	Chance   float64 // that a careful reader would say so, by the model
	At, End  int     // of what says it most plainly: a sentence, or two
	Sentence string  // that, as people wrote it; set by who holds the text as written
}

// Something is the label of a text that retells anything to ask about, whatever it be.
const Something = "something"

// Likely is the chance from which on a label is read: of those so read in sentences that
// were not learned from, about two of three are right, one of seven stands where there is
// nothing to ask about, and the rest name another sign than the one that is told.
const Likely = 0.43

// Faint is the chance from which on a label is told at all. What is fainter than Likely
// says little alone; beside other signs it may.
const Faint = 0.05

// Sure is the chance from which on a sign is plain, Told the chance of something from
// which on a text is to be read by a person though no sign is likely.
const (
	Sure = 0.53
	Told = 0.9
)

// Model holds the weights of features. It is read-only.
type Model struct {
	labels  []string
	bias    []float64
	scale   []float64
	heads   []uint32 // the first feature of each head of a hash, its upper half
	tails   string   // of hashes, the lower half, 2 bytes a feature; they rise under one head
	rarity  string   // 1 byte a feature
	counts  string   // 1 byte a feature: of its entries
	runs    []uint32 // the entries before every run of features
	entries string   // label and weight, 1 byte each
	any     int      // the label Something
	second  Second
}

// run is how many features have the place of their entries kept once: those of one are
// found by the counts of the features before it in its run.
const run = 32

// The file: a magic line, the numbers of labels, features and entries; the weights of
// the second look; of each label its name, its bias and the scale of its weights, its
// bias and slope of the second look; then how many features have each head of a hash, one
// byte each; tails of hashes, rarities, counts of entries, entries.
const (
	magic       = "redflag reading 4\n"
	headsOfHash = 1 << 16
	rarityParts = 24 // to one of the logarithm
)

// Load gives the model of the program.
func Load() (*Model, error) {
	r, err := gzip.NewReader(strings.NewReader(weights))
	if err != nil {
		return nil, fmt.Errorf("reading: the weights: %w", err)
	}
	var plain strings.Builder
	plain.Grow(int(binary.LittleEndian.Uint32([]byte(weights[len(weights)-4:])))) // the size stands last
	if _, err := io.Copy(&plain, r); err != nil {
		return nil, fmt.Errorf("reading: the weights: %w", err)
	}
	return Parse(plain.String())
}

// Parse reads weights that Pack wrote.
func Parse(s string) (*Model, error) {
	bad := errors.New("reading: the weights are cut off or not of this program")
	rest, ok := strings.CutPrefix(s, magic)
	if !ok {
		return nil, bad
	}
	take := func(n int) string {
		if n < 0 || n > len(rest) {
			ok = false
			return ""
		}
		out := rest[:n]
		rest = rest[n:]
		return out
	}
	number := func() int {
		if b := take(4); ok {
			return int(le(b, 0))
		}
		return 0
	}
	fraction := func() float64 { return float64(math.Float32frombits(uint32(number()))) }
	m := &Model{any: -1}
	labels, features, entries := number(), number(), number()
	for i := range m.second.Weights {
		m.second.Weights[i] = fraction()
	}
	for i := 0; i < labels && ok; i++ {
		name := ""
		if n := take(1); ok {
			name = take(int(n[0]))
		}
		m.labels = append(m.labels, name)
		m.bias, m.scale = append(m.bias, fraction()), append(m.scale, fraction())
		m.second.Bias, m.second.Slope = append(m.second.Bias, fraction()), append(m.second.Slope, fraction())
		if name == Something {
			m.any = i
		}
	}
	heads := take(headsOfHash)
	m.tails, m.rarity, m.counts, m.entries = take(2*features), take(features), take(features), take(2*entries)
	if !ok || rest != "" || m.any < 0 {
		return nil, bad
	}
	sum := 0
	m.heads = make([]uint32, 0, headsOfHash+1)
	for i := range heads {
		m.heads = append(m.heads, uint32(sum))
		sum += int(heads[i])
	}
	if m.heads = append(m.heads, uint32(sum)); sum != features {
		return nil, bad
	}
	sum = 0
	for i := range features {
		if i%run == 0 {
			m.runs = append(m.runs, uint32(sum))
		}
		sum += int(m.counts[i])
	}
	if sum != entries {
		return nil, bad
	}
	for i := 0; i < len(m.entries); i += 2 {
		if int(m.entries[i]) >= labels {
			return nil, bad
		}
	}
	return m, nil
}

// le is the number at a place of a row of numbers of four bytes.
func le(s string, i int) uint32 {
	i *= 4
	_ = s[i+3]
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}

// Labels are the labels that the model knows.
func (m *Model) Labels() []string {
	out := slices.Clone(m.labels)
	return slices.Delete(out, m.any, m.any+1)
}

// find is the number of a feature.
func (m *Model) find(hash uint32) (int, bool) {
	tail := hash & (headsOfHash - 1)
	for i := m.heads[hash>>16]; i < m.heads[hash>>16+1]; i++ {
		if t := uint32(m.tails[2*i]) | uint32(m.tails[2*i+1])<<8; t >= tail {
			return int(i), t == tail
		}
	}
	return 0, false
}

// Reader reads texts with a model. It keeps its buffers and serves one at a time.
type Reader struct {
	model    *Model
	features []uint32
	odds     []float64 // by label, as logarithms, of the first look
	best     []float64
	where    [][2]int
}

// NewReader gives a reader of its own.
func NewReader(m *Model) *Reader {
	n := len(m.labels)
	return &Reader{model: m, odds: make([]float64, n), best: make([]float64, n), where: make([][2]int, n)}
}

// Read gives what the text may retell, faintly or more, in the order of the labels, and
// how likely and where it retells something at all. Sentences are read alone and with the
// next one.
func (r *Reader) Read(t *Text) (signs []Sign, something Sign) {
	something.Label = Something
	clear(r.best)
	any := r.model.any
	for from := range t.sentences {
		for to := from + 1; to <= min(from+2, t.sentences); to++ {
			if p := Chance(r.First(t, from, to)[any]); p > something.Chance {
				something.Chance = p
				something.At, something.End = t.Part(from, to)
			}
			r.second(from, to)
		}
	}
	for l, p := range r.best {
		if p >= Faint && l != any {
			at, end := t.Part(r.where[l][0], r.where[l][1])
			signs = append(signs, Sign{Label: r.model.labels[l], Chance: p, At: at, End: end})
		}
	}
	return signs, something
}

// of are the labels and weights of a feature by its number.
func (m *Model) of(k int) string {
	from := int(m.runs[k/run])
	for i := k - k%run; i < k; i++ {
		from += int(m.counts[i])
	}
	return m.entries[2*from : 2*(from+int(m.counts[k]))]
}

// First is the first look at the sentences from one to before another: the odds of each
// label, as logarithms. They are the reader's until its next look.
func (r *Reader) First(t *Text, from, to int) []float64 {
	m := r.model
	r.features = t.Features(from, to, r.features)
	clear(r.odds)
	squares := 0.0
	for _, f := range r.features {
		k, ok := m.find(f)
		if !ok {
			continue
		}
		rarity := float64(m.rarity[k]) / rarityParts
		squares += rarity * rarity
		e := m.of(k)
		for i := 0; i+1 < len(e); i += 2 {
			r.odds[e[i]] += float64(int8(e[i+1]))
		}
	}
	share := Share(squares)
	for l := range r.odds {
		r.odds[l] = min(max(m.bias[l]+r.odds[l]*m.scale[l]*share, -farthest), farthest)
	}
	return r.odds
}

// Share is what the features of a sentence are weighed with, whose squares have the sum:
// a long sentence says more than a short one, and less than its length.
func Share(squares float64) float64 { return 0.3 / math.Sqrt(math.Sqrt(max(squares, 1e-9))) }

// second takes the second look at the sentences that the first one was taken at.
func (r *Reader) second(from, to int) {
	m := r.model
	first, most, next := strongest(r.odds, m.any)
	for l, own := range r.odds {
		if l == m.any || own <= -farthest/2 {
			continue
		}
		other := most
		if l == first {
			other = next
		}
		if p := Chance(m.second.Odds(l, Look(own, r.odds[m.any], other))); p > r.best[l] {
			r.best[l], r.where[l] = p, [2]int{from, to}
		}
	}
}

// Feature is a feature with its weights by label, as learned.
type Feature struct {
	Hash   uint32
	Rarity float64
	Weight []float64 // by label, multiplied with the rarity
}

// Pack writes weights as Load reads them. Weights are kept to a part of 127 of the
// largest of their label; those below least parts are left out.
func Pack(labels []string, bias []float64, features []Feature, second Second, least int) ([]byte, error) {
	if len(labels) > math.MaxUint8 {
		return nil, fmt.Errorf("reading: %d labels are more than a byte counts", len(labels))
	}
	features = slices.Clone(features)
	slices.SortFunc(features, func(a, b Feature) int { return int(int64(a.Hash) - int64(b.Hash)) })
	scale := make([]float64, len(labels))
	for _, f := range features {
		if len(f.Weight) != len(labels) {
			return nil, fmt.Errorf("reading: a feature has %d weights for %d labels", len(f.Weight), len(labels))
		}
		for l, v := range f.Weight {
			scale[l] = max(scale[l], math.Abs(v)/127)
		}
	}
	var counts, entries []byte
	for _, f := range features {
		before := len(entries) / 2
		for l, v := range f.Weight {
			if scale[l] == 0 {
				continue
			}
			if q := int(math.Round(v / scale[l])); q >= least || q <= -least {
				entries = append(entries, byte(l), byte(int8(q)))
			}
		}
		counts = append(counts, byte(len(entries)/2-before))
	}
	out := []byte(magic)
	for _, n := range []int{len(labels), len(features), len(entries) / 2} {
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	fraction := func(v float64) { out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(v))) }
	for _, w := range second.Weights {
		fraction(w)
	}
	for l, name := range labels {
		out = append(append(out, byte(len(name))), name...)
		fraction(bias[l])
		fraction(scale[l])
		fraction(second.Bias[l])
		fraction(second.Slope[l])
	}
	var heads [headsOfHash]byte
	for _, f := range features {
		if heads[f.Hash>>16]++; heads[f.Hash>>16] == 0 {
			return nil, fmt.Errorf("reading: more features have the head %d than a byte counts", f.Hash>>16)
		}
	}
	out = append(out, heads[:]...)
	for _, f := range features {
		out = binary.LittleEndian.AppendUint16(out, uint16(f.Hash))
	}
	for _, f := range features {
		out = append(out, byte(min(255, math.Round(f.Rarity*rarityParts))))
	}
	return append(append(out, counts...), entries...), nil
}
