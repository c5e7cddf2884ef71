package match

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// vocab is every token of the listed names, numbered in order of length, so that
// the tokens within an edit's reach of a word stand in one range.
type vocab struct {
	text   []string
	blob   []byte // all texts, one after another
	blobAt []uint32
	ids    map[string]uint32
	sieve  []uint64  // bits of the words that there are
	weight []float32 // 0..1, how much the token tells
	class  []class
	canon  []uint32 // the token that a word of the lexicon stands for, else itself

	letters   []letterSet
	gramStart []uint32 // trigram bucket -> first place in grams
	grams     []uint32 // token numbers, ascending within a bucket

	deletionStart []uint32 // by hash of a short token, whole or without one letter -> place in deletions
	deletions     []uint32

	skelStart []uint32 // by hash of skeleton -> place in skels
	skels     []uint32
	length    []uint32 // first token of each length in bytes; index maxTokenLen+1 ends
}

const (
	gramBuckets = 1 << 14
	skelBuckets = 1 << 15
	maxTokenLen = 64
	hashBase    = 0x100000001b3

	// Words of these lengths are read with one edit by leaving out letters; longer ones by trigrams.
	minShort, maxShort = 3, 6
	deletionBits       = 16
)

func polyHash(s []byte) (h, pow uint64) {
	pow = 1
	for _, c := range s {
		h = h*hashBase + uint64(c) + 1
		pow *= hashBase
	}
	return h, pow
}

// gram is the bucket of three bytes; text is framed by 1 bytes.
func gram(a, b, c byte) uint32 {
	x := uint32(a)<<16 | uint32(b)<<8 | uint32(c)
	x *= 0x9e3779b1
	return x >> (32 - 14)
}

// eachGram yields the trigram buckets of a framed word.
func eachGram(w []byte, yield func(uint32)) {
	a, b := byte(1), byte(1)
	for _, c := range w {
		yield(gram(a, b, c))
		a, b = b, c
	}
	yield(gram(a, b, 2))
}

// letterSet is what letters a word holds: a bit for one of a letter, and a second
// for two and more.
type letterSet uint64

func lettersIn(w []byte) letterSet {
	set := letterSet(0)
	for _, c := range w {
		once := letterSet(1) << (c & 31)
		set |= once | set&once<<32
	}
	return set
}

// with is what letters two words hold together.
func (a letterSet) with(b letterSet) letterSet { return a | b | a&b<<32 }

// apart is a lower bound of the edits between words of these letters: an edit
// takes one letter away at most, and brings one.
func (a letterSet) apart(b letterSet) int {
	return max(bits.OnesCount64(uint64(a&^b)), bits.OnesCount64(uint64(b&^a)))
}

func skelBucket(key []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range key {
		h = (h ^ uint32(c)) * 16777619
	}
	return (h ^ h>>15) & (skelBuckets - 1)
}

// fuzzy reports whether a token may be read with errors: nothing short, and no
// figures but one within a long word.
func fuzzy(w []byte) bool {
	if len(w) < 4 || len(w) > maxTokenLen {
		return false
	}
	figures := 0
	for _, c := range w {
		if c >= '0' && c <= '9' {
			figures++
		}
	}
	return figures == 0 || figures == 1 && len(w) >= 8
}

// makeVocab numbers the tokens given in order of length and letters, in which those of
// any two lists stand alike. tells is the class and the weight of a token given.
func makeVocab(text []string, tells func(i uint32) (class, float32), words map[string]word) *vocab {
	n := len(text)
	v := &vocab{text: make([]string, 0, n), ids: make(map[string]uint32, n)}
	order := byLength(text)
	v.weight, v.class = make([]float32, n), make([]class, n)
	v.length = make([]uint32, maxTokenLen+2)
	for _, from := range order {
		v.blobAt = append(v.blobAt, uint32(len(v.blob)))
		v.blob = append(v.blob, text[from]...)
	}
	v.blobAt = append(v.blobAt, uint32(len(v.blob)))
	all := string(v.blob) // the texts are pieces of it, so that none is kept alone
	next := 0
	for i, from := range order {
		t := all[v.blobAt[i]:v.blobAt[i+1]]
		v.text = append(v.text, t)
		v.ids[t] = uint32(i)
		v.class[i], v.weight[i] = tells(from)
		for next <= min(len(t), maxTokenLen) {
			v.length[next] = uint32(i)
			next++
		}
	}
	for ; next < len(v.length); next++ {
		v.length[next] = uint32(n)
	}
	v.canon = make([]uint32, n)
	for i, t := range v.text {
		v.canon[i] = uint32(i)
		if w, ok := words[t]; ok {
			v.canon[i] = v.ids[w.canon]
		}
	}
	v.letters, v.sieve = make([]letterSet, n), make([]uint64, sieveWords(n))
	for i := range v.letters {
		t := v.bytes(uint32(i))
		v.letters[i] = lettersIn(t)
		bit := v.sieveBit(t)
		v.sieve[bit>>6] |= 1 << (bit & 63)
	}
	v.indexGrams()
	v.indexDeletions()
	v.indexSkeletons()
	return v
}

// bytes is the text of a token.
func (v *vocab) bytes(id uint32) []byte { return v.blob[v.blobAt[id]:v.blobAt[id+1]] }

// rough is a number of entries as far as rarity tells it: to an eighth or so. So what
// comes and goes in a list leaves most words as rare as they were.
func rough(n uint32) float64 {
	const figures = 3 // of two
	if n < 1<<figures {
		return float64(n)
	}
	by := bits.Len32(n) - figures
	return float64((n + 1<<by/2) >> by << by)
}

// sieveWords is a power of two with 16 bits and more for each of so many words.
func sieveWords(n int) int { return 1 << bits.Len(uint(n)/4) }

// sieveBit is the bit of a word: of its length, and how it begins and ends.
func (v *vocab) sieveBit(t []byte) uint32 {
	h := uint32(len(t)) * 0xc2b2ae35
	for i := range min(len(t), 4) {
		h = (h ^ uint32(t[i])) * 0x9e3779b1
		h = (h ^ uint32(t[len(t)-1-i])) * 0x85ebca6b
	}
	return (h ^ h>>15) & uint32(64*len(v.sieve)-1)
}

// token is the number of a word. Most that are asked for here are none, and the sieve
// tells that of nearly all sooner than the table would.
func (v *vocab) token(t []byte) (id uint32, ok bool) {
	if bit := v.sieveBit(t); v.sieve[bit>>6]>>(bit&63)&1 == 0 {
		return 0, false
	}
	id, ok = v.ids[string(t)]
	return id, ok
}

// has reports whether a word is a token.
func (v *vocab) has(t []byte) bool {
	if v == nil {
		return false
	}
	_, ok := v.token(t)
	return ok
}

// byLength is the order of the tokens by length and letters.
func byLength(text []string) []uint32 {
	longest := 0
	for _, t := range text {
		longest = max(longest, len(t))
	}
	at := make([]uint32, longest+2)
	for _, t := range text {
		at[len(t)+1]++
	}
	for i := 1; i < len(at); i++ {
		at[i] += at[i-1]
	}
	order := make([]uint32, len(text))
	for i, t := range text {
		order[at[len(t)]] = uint32(i)
		at[len(t)]++
	}
	from := uint32(0)
	for _, to := range at[:longest+1] {
		slices.SortFunc(order[from:to], func(a, b uint32) int { return strings.Compare(text[a], text[b]) })
		from = to
	}
	return order
}

// tokenWeight bounds what a word can tell by its class and length.
func tokenWeight(c class, length int, rarity float32) float32 {
	switch c {
	case legal, stop:
		return 0.02
	case generic:
		return min(rarity, 0.30)
	case title:
		return min(rarity, 0.10)
	case place:
		return min(rarity, 0.42)
	}
	switch {
	case length <= 1:
		return min(rarity, 0.15)
	case length == 2:
		return min(rarity, 0.45)
	case length == 3:
		return min(rarity, 0.75)
	}
	return rarity
}

func (v *vocab) indexGrams() {
	count := make([]uint32, gramBuckets+1)
	buf := make([]byte, 0, 256)
	each := func(yield func(id, g uint32)) {
		for i, t := range v.text {
			buf = append(buf[:0], t...)
			if !fuzzy(buf) {
				continue
			}
			eachGram(buf, func(g uint32) { yield(uint32(i), g) })
		}
	}
	each(func(_, g uint32) { count[g+1]++ })
	for i := 1; i < len(count); i++ {
		count[i] += count[i-1]
	}
	v.gramStart = slices.Clone(count)
	v.grams = make([]uint32, count[gramBuckets])
	each(func(id, g uint32) {
		v.grams[count[g]] = id
		count[g]++
	})
}

// eachDeletion yields the bucket of a word and of what is left of it without each
// of its letters.
func eachDeletion(w []byte, yield func(uint32)) {
	for skip := len(w); skip >= 0; skip-- {
		if skip > 0 && skip < len(w) && w[skip] == w[skip-1] {
			continue // leaves the same as the one before
		}
		h := uint32(2166136261)
		for i, c := range w {
			if i != skip {
				h = (h ^ uint32(c)) * 16777619
			}
		}
		yield((h ^ h>>15) >> 1 & (1<<deletionBits - 1))
	}
}

func (v *vocab) indexDeletions() {
	count := make([]uint32, 1<<deletionBits+1)
	each := func(yield func(id, key uint32)) {
		for id := v.length[minShort-1]; id < v.length[maxShort+2]; id++ {
			w := v.bytes(id)
			if w[0] >= 'a' && w[0] <= 'z' && wordOnly(w) {
				eachDeletion(w, func(key uint32) { yield(id, key) })
			}
		}
	}
	each(func(_, key uint32) { count[key+1]++ })
	for i := 1; i < len(count); i++ {
		count[i] += count[i-1]
	}
	v.deletionStart = slices.Clone(count)
	v.deletions = make([]uint32, count[1<<deletionBits])
	each(func(id, key uint32) {
		v.deletions[count[key]] = id
		count[key]++
	})
}

// wordOnly reports a token without figures.
func wordOnly(w []byte) bool {
	for _, c := range w {
		if c >= '0' && c <= '9' {
			return false
		}
	}
	return true
}

func (v *vocab) indexSkeletons() {
	count := make([]uint32, skelBuckets+1)
	var key [2 * maxTokenLen]byte
	buf := make([]byte, 0, 256)
	bucket := make([]uint32, len(v.text))
	for i, t := range v.text {
		bucket[i] = skelBuckets
		buf = append(buf[:0], t...)
		if v.class[i] == legal || v.class[i] == stop || len(t) > maxTokenLen || len(t) < 2 || t[0] >= utf8.RuneSelf || t[0] < 'a' {
			continue
		}
		k := skeleton(key[:0], buf)
		if len(k) < 2 {
			continue
		}
		bucket[i] = skelBucket(k)
		count[bucket[i]+1]++
	}
	for i := 1; i < len(count); i++ {
		count[i] += count[i-1]
	}
	v.skelStart = slices.Clone(count)
	v.skels = make([]uint32, count[skelBuckets])
	for i, b := range bucket {
		if b < skelBuckets {
			v.skels[count[b]] = uint32(i)
			count[b]++
		}
	}
}

// pattern is a word laid out to be compared with many others: where each letter
// stands in it, by Hyyrö's bit-parallel method.
type pattern struct {
	at   [256]uint64
	word []byte
}

// set lays out a word in place of the one before.
func (p *pattern) set(word []byte) {
	if string(p.word) == string(word) {
		return
	}
	for _, c := range p.word {
		p.at[c] = 0
	}
	p.word = append(p.word[:0], word...)
	if len(word) <= 64 {
		for i, c := range word {
			p.at[c] |= 1 << i
		}
	}
}

// distance is the number of edits (insert, delete, replace, swap of neighbours)
// from the word to b, of at most 64 bytes each.
func (p *pattern) distance(b []byte) int {
	n := len(p.word)
	if n == 0 || n > 64 {
		return max(n, len(b))
	}
	pv, mv := ^uint64(0), uint64(0)
	d0, pmPrev := uint64(0), uint64(0)
	score := n
	last := uint(n - 1)
	for _, c := range b {
		pm := p.at[c]
		tr := (((^d0) & pm) << 1) & pmPrev
		d0 = (((pm & pv) + pv) ^ pv) | pm | mv | tr
		hp := mv | ^(d0 | pv)
		hn := d0 & pv
		score += int(hp>>last&1) - int(hn>>last&1)
		hp = hp<<1 | 1
		hn <<= 1
		pv = hn | ^(d0 | hp)
		mv = hp & d0
		pmPrev = pm
	}
	return score
}

// reach is how many edits a word of this length is still read through.
func reach(n int) int {
	switch {
	case n < minShort:
		return 0
	case n <= maxShort:
		return 1
	case n < 12:
		return 2
	}
	return 3
}

func popcount(x uint64) int { return bits.OnesCount64(x) }
