package match

import "math"

// Scores are set so that their meaning stays when the sums behind them change.
// ACCURACY.md says what share of listed parties and of others reaches each.
const (
	// Threshold is the score at or above which a name raises the listed light:
	// one unlisted name in a hundred reaches it.
	Threshold = 0.80
	// ReviewThreshold is the score from which a name possibly means the entry:
	// one unlisted name in twenty reaches it.
	ReviewThreshold = 0.70

	minScore = 0.36
)

// The raw sums that stand at the two thresholds.
const (
	rawReview = 0.503
	rawHit    = 0.625
	rawCommon = 0.77 // words that firms everywhere take for a name stay near it in another trade and country: a hit, and no more
	rawForms  = 0.40 // one word of trade, and forms of company that differ
	rawLeast  = 0.48 // less is below the review threshold in any country
	rawAlike  = 0.57 // names of one or two syllables that are only alike stay near it, below a hit in any country
)

// calibrate maps a raw sum to a score.
func calibrate(raw float32) float32 {
	switch {
	case raw < rawReview:
		return raw * ReviewThreshold / rawReview
	case raw < rawHit:
		return ReviewThreshold + (raw-rawReview)*(Threshold-ReviewThreshold)/(rawHit-rawReview)
	}
	return Threshold + (raw-rawHit)*(1-Threshold)/(1-rawHit)
}

// score turns the sums into a number from 0 to 1.
func (al *alignment) score(part bool) float32 {
	if al.matched <= 0 {
		return 0
	}
	score := al.whole(al.leftQ, al.ownQ)
	if e := al.extra(); e > score {
		score = e
	}
	if al.apart {
		score = max(score, 0.96*al.whole(0.1*al.leftQ, 0))
	}
	if al.entire {
		score = max(score, tuneEntire*al.whole(min(al.leftQ, tuneBeside), 0))
	}
	if al.house {
		score = max(score, rawHit+0.1*score)
	}
	if !al.ordered && (al.solid < al.count || al.count > 4) {
		score *= 0.985
	}
	if part {
		score *= 0.985
	}
	if al.solid == 0 && len(al.pairs) == 1 && al.leftC > 0 && al.leftQ > 0 {
		score = min(score, rawForms)
	}
	if rest := al.leftC + al.leftQ + al.damage; rest > 0 {
		score = min(score, 0.999-0.05*min(rest, 1))
	}
	return max(0, min(score, 1))
}

// whole compares the query, with what it has alone, to the whole listed name.
func (al *alignment) whole(leftQ, ownQ float32) float32 {
	swap := min(ownQ, al.ownC) // one own word stands where another does
	leftC := al.leftC
	if al.foreign && al.solid >= 2 && leftQ < tuneNothing {
		leftC *= tuneLess
	}
	ratio := al.matched / (al.matched + tuneDamage*al.damage + tuneLeftC*leftC + tuneLeftQ*leftQ + tuneSwap*swap)
	rest := al.leftC + leftQ + al.damage
	conf := float32(1)
	switch {
	case rest > 0.04:
		// What agrees must say enough by itself before a difference is forgiven.
		conf = 1 - tuneConfA*float32(math.Exp(-float64(al.matched*tuneConfK)))
		if al.solid <= 1 && al.letters < 8 {
			conf *= tuneShort + (1-tuneShort)*float32(al.letters)/8
		}
		if al.surely == 0 && al.solid > 0 {
			switch {
			case !al.foreign:
				conf *= tuneUnsure * min(1, tuneFaint+tuneFaintK*al.likest)
				if al.solid == 1 && al.letters <= shortWord {
					conf *= tuneUnsure // another word as likely as an error
				}
			case al.solid == 1:
				conf *= tuneLone // one word alone agrees, and only by its sound
			default:
				conf *= tuneSeveral
				if leftQ+al.leftC < tuneNothing {
					conf *= tuneWhole
				}
			}
			if ownQ > 0.3 {
				conf *= tuneUnsure * tuneUnsure
			}
		}
		if al.solid == 0 {
			switch {
			case max(ownQ, al.ownC) > 0.1:
				conf *= tuneNoOwn
			case leftQ+al.leftC > 0.1:
				conf *= tuneGeneric
			}
		}
	case al.matched < 0.2 && rest > 0:
		conf = 0.5 // a letter
	case al.matched < 0.6:
		conf = 0.88 + 0.2*al.matched
	}
	return ratio * conf
}

// most is the most that score can be where no more agrees, and no less of the listed name
// is left.
func (al *alignment) most() float32 {
	if al.matched <= 0 {
		return 0
	}
	if al.leftC <= 0.04+0.03*al.matched || al.solid > 0 && al.ownC == 0 {
		return 1
	}
	leftC, conf := al.leftC, 1-tuneConfA*float32(math.Exp(-float64(al.matched*tuneConfK)))
	if al.foreign {
		leftC *= tuneLess
		conf *= tuneSeveral * tuneWhole
	}
	if al.solid == 0 && al.ownC > 0.1 {
		conf *= tuneNoOwn
	}
	return al.matched / (al.matched + tuneLeftC*leftC) * conf
}

// shortWord is the most letters of a word that another one is as near to as an error.
const shortWord = 4

// twoCharacters is the length in bytes of a name of two Chinese characters, which
// says as much as a longer one in letters.
const twoCharacters = 6

// extra is the path of a field that holds more than a name: the whole listed
// name stands in it, unbroken, and says enough to stand alone.
func (al *alignment) extra() float32 {
	if al.leftC > 0.04+0.03*al.matched || al.leftQ < 0.2 || al.last-al.first+1 > al.count+1 {
		return 0
	}
	said := al.page && al.said()
	if (al.solid < 1 || al.matched < 1.0) && !said {
		return 0
	}
	if al.solid == 1 && al.letters < 7 && !said && !(al.foreign && al.letters == twoCharacters && al.telling >= 3) {
		return 0
	}
	left := al.leftQ
	if al.solid >= 2 || al.matched >= 1.5 {
		left = min(left, tunePage+0.1*left) // a page with the whole of a telling name in it
	}
	if said {
		left = min(left, tuneSaid)
	}
	fill := al.matched / (al.matched + al.damage + tuneExtraQ*left)
	return fill * (1 - tuneExtraA*float32(math.Exp(-float64(al.matched-0.6)*2)))
}

// everyday reports that all own words that agree are such as firms everywhere take for a
// name, and that another trade stands with them.
func (al *alignment) everyday() bool {
	return al.solid > 0 && !al.telltale && !al.page && al.leftQ > tuneTrade
}

// everydayAlone reports that one word that firms everywhere take for a name is all that
// agrees, be it with one word of trade. Two firms may well bear it.
func (al *alignment) everydayAlone() bool {
	return !al.telltale && !al.page && !al.foreign && al.solid <= 1 && al.telling <= al.solid+1
}

// said reports that a page says all of a listed name word for word: an own word with one
// of trade, or three words and more.
func (al *alignment) said() bool {
	return al.damage == 0 && al.ordered && al.last-al.first+1 <= al.count+1 && (al.telling >= 2 && al.surely >= 1 && al.letters >= houseLetters || al.telling >= 3)
}

// pageWords is how many words no name has: more are a text.
const pageWords = 12

// The numbers of the score. They are few, and were set on the labelled set with
// each half checked against the other.
const (
	tuneRespell      = 0.5  // a known word rarer than this is also read as misspelt
	tuneSame         = 0.94 // likeness of words that differ only in how a sound is written
	tuneSound        = 0.65 // what vowels cost between romanisations
	tuneEdit         = 0.9  // what an edit costs, in a word
	tuneEditShift    = 0.5  // this much shorter than it is
	tuneKeep         = 1.45 // power of a likeness
	tuneDamage       = 0.85 // what differences within words cost
	tuneLeftC        = 0.9  // what words cost that only the listed name has
	tuneLeftQ        = 0.95 // and those that only the query has
	tuneSwap         = 0.4  // and an own word in the place of another
	tuneConfA        = 0.75 // how much must agree before a difference is forgiven
	tuneConfK        = 2.1
	tuneShort        = 0.88 // little agrees, and it is short
	tuneNoOwn        = 0.7  // no own word agrees
	tuneGeneric      = 0.92 // trade words and places alone agree, and not all of them
	tuneUnsure       = 0.95 // none agrees letter by letter
	tuneFaint        = 0.6  // and the less alike the likest is
	tuneFaintK       = 0.5
	tuneTranslated   = 0.35 // of a trade word left over where words were translated
	tuneUnvowelled   = 0.5  // and where they are written without vowels, and say less by themselves
	tuneEntire       = 0.8  // where one part of a field is the whole listed name: less than a subsidiary that the rest names too
	tuneBeside       = 0.04 // what the other parts cost then
	tuneExtraQ       = 0.2  // of a name within a longer field
	tuneExtraA       = 0.5
	tunePage         = 4    // words beyond so many say little more against it
	tuneSaid         = 1.2  // and nothing where the page says a whole name word for word
	tuneLone         = 0.88 // of a name in native letters one word alone agrees, by its sound
	tuneSeveral      = 1.04 // several do
	tuneWhole        = 1.1  // and no other word is left
	tuneFathers      = 0.4  // of names between a person's first and last in Arabic letters
	tuneFamily       = 0.6  // of a person in Chinese or Korean characters the family name is another one
	tuneOtherLetters = 0.06 // what a letter that only one of two brief names has takes of what is promised
	tuneTrade        = 0.15 // what a word of trade is at least
	tuneNothing      = 0.06 // what is as good as nothing left
	tuneLess         = 0.7  // what is left of the listed name where several own words of a native one are all in it
	tuneCommon       = 0.72 // the most that a word says that firms everywhere take for a name
	tuneInitial      = 0.3  // the most that an initial says
	tuneLeftover     = 0.45 // the least likeness of two words left over
	tuneSyllables    = 1.5  // what an edit between words of Chinese syllables costs, as much as one elsewhere
	tuneNoFirm       = 0.3  // that a name with a form of company is a person's or a ship's
	tuneRespelt      = 0.4  // that a firm's one word is divided and respelt
	tunePerson       = 0.6  // that a word of a company's name can be divided into a person's
	tuneAlike        = 0.05 // and what more they agree counts so
	tuneConsonants   = 0.75 // likeness of short words by their consonants alone
	tuneVowelMiss    = 0.18 // a long vowel written in Arabic letters that the Latin word lacks
	tuneVowelFit     = 0.04 // one that it has
)
