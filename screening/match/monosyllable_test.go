package match

import (
	"math/rand/v2"
	"strings"
	"testing"

	"redflag/data"
)

// What agrees by one or two Chinese syllables alone, and is not the same name, is no hit; it
// stays a question where both are in the other. The same name is one however it is written.
func TestNamesOfOneOrTwoSyllables(t *testing.T) {
	pack := &data.ListPack{Name: "test", Counts: map[string]int{}}
	for i, e := range []struct{ name, typ string }{
		{"WEI TA LEE COMPANY", ""}, {"TANG, Xin", "Individual"}, {"FANG, Yu", "Individual"}, {"LIN, Jinghe", "Individual"}, {"Mei Xin Electronic (HK) Co., Limited", ""},
		{"PAO, Yu Liang", "Individual"}, {"CHEN, Guo Ping", "Individual"}, {"Larkspur Optics GmbH", ""},
	} {
		pack.Entries = append(pack.Entries, data.ListEntry{ID: string(rune('a' + i)), List: "EL", Name: e.name, Type: e.typ})
	}
	s := Build([]*data.ListPack{pack}).Searcher()
	for _, c := range []struct {
		query string
		least float64
		below float64
	}{
		{"Li Wei", ReviewThreshold, Threshold},
		{"Wang Xin", 0, Threshold},
		{"Teo Yu Liang", 0, Threshold},
		{"Lin Jing", 0, Threshold},
		{"Chan Kai Ping", 0, Threshold},
		{"Yu Fang Trading Co Ltd", ReviewThreshold, Threshold},
		{"Yu Fang", Threshold, 2},
		{"Wei Ta Lee", Threshold, 2},
		{"Wei Ta Li Co", Threshold, 2},
		{"Mei Xin Electronics", Threshold, 2},
		{"Chan Kwok Ping", Threshold, 2},
		{"Pao Yu-Liang", Threshold, 2},
		{"Larkspur Optcs", Threshold, 2},
	} {
		score := 0.0
		if hits := s.Names(Query{Name: c.query, Country: "HK"}, 1); len(hits) > 0 {
			score = hits[0].Score
		}
		if score < c.least || score >= c.below {
			t.Errorf("%q scores %.3f, want from %.2f and below %.2f", c.query, score, c.least, c.below)
		}
	}
}

// Names of persons made of common syllables by chance seldom raise a hit: of a thousand some
// fifty do that are not listed letter by letter.
func TestCommonSyllablesRaiseFewHits(t *testing.T) {
	s := cslIndex(t).Searcher()
	family := strings.Fields("Li Wang Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Lee Chan Wong Cheung Lau Leung Lam Tan Lim Goh Chua Ong Teo Koh Yeo")
	given := strings.Fields("Wei Jun Hua Ming Li Na Fang Jing Lei Tao Yan Hong Ping Gang Bo Feng Bin Peng Hui Xin Yu Chao Jie Liang Kai Long Qiang Ying Xiu Mei Lan Dong Hai Guang Zhi Jian Wen")
	r := rand.New(rand.NewPCG(11, 7))
	const names = 1000
	for parts := 1; parts <= 2; parts++ {
		hits := 0
		for range names {
			name := family[r.IntN(len(family))]
			for range parts {
				name += " " + given[r.IntN(len(given))]
			}
			if h := s.Names(Query{Name: name}, 1); len(h) > 0 && h[0].Score >= Threshold && h[0].Score < 0.995 {
				hits++
			}
		}
		t.Logf("of %d names of %d syllables %d raise a hit", names, parts+1, hits)
		if hits > names*7/100 {
			t.Errorf("of %d names of %d syllables %d raise a hit", names, parts+1, hits)
		}
	}
}
