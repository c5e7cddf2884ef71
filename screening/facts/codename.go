package facts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/screening/legalform"
	"redflag/screening/phrases"
)

// codeName says whether a name is a word for a customer with a code: "Client K9",
// "Project Heron Client (NDA)", "Endkunde 3". Whoever is called so is not named.
func (w *Words) codeName(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	general, coded := false, false
	for _, x := range words {
		switch {
		case legalform.Firm(x):
			return false
		case w.list.Clients[x]:
			general = true
		default:
			coded = coded || w.list.Secrets[x] || hasDigit(x) || len([]rune(x)) == 1
		}
	}
	return general && coded
}

// mostNickname bounds the words of what people call somebody.
const mostNickname = 3

// nickname says whether a name, in small letters, is what people call somebody: one of such
// words alone, behind an article, or beside one name of a person.
func (w *Words) nickname(lower string) bool {
	if w.list.Nicknames[lower] {
		return true
	}
	words := strings.Fields(lower)
	if len(words) == 0 || len(words) > mostNickname || hasDigit(lower) || slices.ContainsFunc(words, func(x string) bool { return legalform.Firm(strings.Trim(x, ".,")) }) {
		return false
	}
	if !phrases.IsLatin(lower) {
		return len(words) == 1 && utf8.RuneCountInString(lower) <= mostNickname && slices.ContainsFunc(w.list.NicknameEnds, func(end string) bool { return len(lower) > len(end) && strings.HasSuffix(lower, end) })
	}
	if w.list.NicknameArticles[words[0]] {
		words = words[1:]
	}
	return len(words) == 1 && w.list.Nicknames[words[0]] && len(lower) > len(words[0]) || len(words) == 2 && w.list.NicknameBefore[words[0]]
}

// leastKey is how many signs of a key that a machine made stand for a name.
const leastKey = 10

// machineKey says whether a name, in small letters, is a key that a machine made: one run of
// figures and letters up to f, in groups or not, behind a prefix of a few letters.
func machineKey(lower string) bool {
	if strings.ContainsAny(lower, " .,&/") || len(lower) < leastKey {
		return false
	}
	if prefix, rest, ok := strings.Cut(lower, "-"); ok && len(prefix) <= 4 && !hasDigit(prefix) {
		lower = rest
	} else if prefix, rest, ok := strings.Cut(lower, "_"); ok && len(prefix) <= 6 && !hasDigit(prefix) {
		lower = rest
	}
	figures, letters := 0, 0
	for _, r := range lower {
		switch {
		case r >= '0' && r <= '9':
			figures++
		case r >= 'a' && r <= 'f':
			letters++
		case r != '-' && r != '_':
			return false
		}
	}
	return figures+letters >= leastKey && figures >= 3 && letters >= 2
}

// mostInitials bounds the initials that stand for a name.
const mostInitials = 3

// initialsAlone says whether a name, in small letters, is two or three initials with their stops
// and nothing else but the form of a firm: "k.t. co". Whoever is called so is not named; without
// the stops letters are a name of their own.
func initialsAlone(lower string) bool {
	stops := 0
	for _, word := range strings.Fields(lower) {
		if legalform.Firm(strings.Trim(word, ".,")) && strings.Count(word, ".") < 2 {
			continue
		}
		for letter := range strings.SplitSeq(strings.TrimSuffix(word, "."), ".") {
			if stops++; len([]rune(letter)) != 1 || !unicode.IsLetter([]rune(letter)[0]) || !strings.Contains(word, ".") && len(lower) > len(word) {
				return false
			}
		}
	}
	return stops >= 2 && stops <= mostInitials && strings.Contains(lower, ".") && !legalform.Firm(strings.ReplaceAll(lower, ".", ""))
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }

// maskedHan is the Chinese sign for somebody or something that is not named; in a name it
// stands for what was left out.
const maskedHan = "某"

// mostKindWords bounds the words of a name that only describes.
const mostKindWords = 8

// indefiniteName says whether a name, in small letters, leaves open who is meant: "a certain
// university", "ein Kunde aus Polen", "ある大学", "公司 X", "A社".
func (w *Words) indefiniteName(lower string) bool {
	if strings.Contains(lower, maskedHan) {
		return true
	}
	t := phrases.Read(lower)
	if end := w.list.Indefinite.At(&t, 0); end > 0 && w.onlyKinds(strings.TrimSpace(lower[end:])) {
		return true
	}
	return w.letterForName(lower)
}

// standsForName says whether a name, in small letters, tells that a name is still to come, and
// none before that: "to be named within 60 days", but not "Lanark Ltd, ship-to name follows".
func (w *Words) standsForName(lower string) bool {
	found := w.list.Placeholder.begin.In(lower)
	if found == "" {
		return false
	}
	before := strings.Fields(lower[:max(0, strings.Index(lower, strings.TrimRight(found, "*")))])
	return !slices.ContainsFunc(before, func(x string) bool { return legalform.Firm(strings.Trim(x, ".,")) })
}

// describedName says whether a name says what somebody is, and not who: an article or a word of
// rank, words in small letters, and a kind of house at the end, as in "A top-five Australian
// mining group" or "国内头部车企". Who is called so in capitals, or has the form of a firm, has a name.
func (w *Words) describedName(name, lower string) bool {
	text := phrases.Read(lower)
	rank := w.list.Rank.At(&text, 0)
	lead := max(rank, w.list.Indefinite.At(&text, 0))
	if !phrases.IsLatin(lower) {
		return lead > 0 && w.isKind(lower[lead:]) && w.list.Formed.In(lower) == ""
	}
	words := strings.Fields(name)
	if len(words) < 3 || len(words) > mostKindWords || hasDigit(name) || slices.ContainsFunc(words, func(x string) bool { return legalform.Firm(strings.ToLower(strings.Trim(x, ".,"))) }) {
		return false
	}
	if lead < 0 || strings.ToLower(name) == name {
		return false
	}
	small := 0 // words in small letters that say what somebody is
	for i, x := range words[1:] {
		x = strings.Trim(x, ".,()")
		if i > 0 && w.list.OfWords[strings.ToLower(x)] {
			return small > 0 && w.isKind(strings.Trim(words[i], ".,()")) // a place follows
		}
		if r, _ := utf8.DecodeRuneInString(x); unicode.IsLower(r) && len(x) > 3 {
			small++
		}
	}
	return (small > 1 || small > 0 && rank > 0) && w.isKind(strings.Trim(words[len(words)-1], ".,()"))
}

// isKind reports a word for a kind of house, alone or at the end of a longer one.
func (w *Words) isKind(word string) bool {
	word = strings.ToLower(word)
	return w.list.Kinds[word] || slices.ContainsFunc(w.list.KindEnds, func(end string) bool { return strings.HasSuffix(word, end) })
}

// onlyKinds reports whether a text is kinds of houses and how they are described, up to
// where a place follows.
func (w *Words) onlyKinds(rest string) bool {
	if rest == "" || w.list.Kinds[rest] {
		return rest != ""
	}
	words := strings.FieldsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
	if len(words) > mostKindWords {
		return false
	}
	for i, x := range words {
		if !w.list.Kinds[x] {
			return i > 0 && w.list.OfWords[x] && !slices.ContainsFunc(words[i:], legalform.Firm)
		}
	}
	return len(words) > 0
}

// keptBack says whether a name, in small letters, tells that it is kept back, and beside that
// nothing but kinds of houses: "client final (confidentiel, accord de non-divulgation)".
func (w *Words) keptBack(lower string) bool {
	if w.list.Withheld.In(lower) == "" {
		return false
	}
	rest := blanked(w.list.Withheld, lower)
	for x := range strings.FieldsFuncSeq(blanked(w.list.WithheldBeside, rest), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if legalform.Firm(x) || !w.list.Kinds[x] && !w.list.Clients[x] {
			return false
		}
	}
	return true
}

// stems are the letters by which Chinese and Japanese papers call parties that they leave
// without a name.
const stems = "甲乙丙丁戊己庚辛"

// letterForName says whether a kind of house and one letter are all of a name, up to a
// place behind a comma. Firms are called by figures, too, so that a figure is none.
func (w *Words) letterForName(lower string) bool {
	name, _, _ := strings.Cut(lower, ",")
	name = strings.Trim(name, " .")
	for _, end := range [...]bool{false, true} {
		r, n := utf8.DecodeRuneInString(name)
		if end {
			r, n = utf8.DecodeLastRuneInString(name)
		}
		if !unicode.IsLower(r) && !strings.ContainsRune(stems, r) || n == len(name) {
			continue
		}
		rest := name[n:]
		if end {
			rest = name[:len(name)-n]
		}
		kind := strings.Trim(rest, " -_.")
		if kind == rest && unicode.IsLower(r) && strings.IndexFunc(rest, unicode.IsLower) >= 0 {
			continue // the letter is part of a word
		}
		if w.list.Kinds[kind] || kind == "社" || kind == "công ty" {
			return true
		}
	}
	return false
}
