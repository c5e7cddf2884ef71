package facts

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"

	"redflag/data"
	"redflag/screening/match"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed people.yaml
var peopleYAML []byte

// peopleWords are how notes tell of people.
type peopleWords struct{ runBy, identity phrases.Set }

func loadPeople() (peopleWords, error) { return parsePeople("people.yaml", peopleYAML) }

func parsePeople(name string, text []byte) (peopleWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		RunBy        phrases.Tongues `yaml:"run_by"`
		Identity     phrases.Tongues `yaml:"identity"`
	}
	t := phrases.Open(name, text, &f)
	return peopleWords{t.Set("$.run_by", f.RunBy), t.Set("$.identity", f.Identity)}, t.Err()
}

// mailPlace is where mail is written from, behind its sign.
var mailPlace = regexp.MustCompile(`@([\pL\d][\pL\d.-]{3,60})`)

// strangersRun is the place of the mail of those who by the notes are to run the machines,
// where it is that of no party of the order; "" for none.
func (f *Facts) strangersRun() string {
	w := &f.src.Words.people
	if !strings.Contains(f.sh.Notes, "@") || !says(w.runBy, f.sh.Notes) {
		return ""
	}
	for _, sentence := range strings.FieldsFunc(rules.Readable(f.sh.Notes), func(r rune) bool { return strings.ContainsRune(";!?\n。；！？", r) }) {
		t := phrases.Read(sentence)
		if !w.runBy.Stands(&t) {
			continue
		}
		for _, m := range mailPlace.FindAllStringSubmatch(t.Lower, 16) {
			if place := strings.Trim(m[1], ".-"); !f.src.Words.contact.Mail(place) && !f.isOfAParty(place) {
				return place
			}
		}
	}
	return ""
}

// leastShared is the length of a word that a place of mail shares with whose it is, in bytes.
const leastShared = 4

// isOfAParty reports a place of mail that a party has as its own, or that holds a word of the
// name of one.
func (f *Facts) isOfAParty(place string) bool {
	plain := match.Unmark(place)
	for i := range f.parties {
		c := f.parties[i].full()
		for _, told := range append([]string{c.Website}, c.Emails...) {
			if told != "" && strings.Contains(strings.ToLower(told), place) {
				return true
			}
		}
		initials := ""
		for _, name := range append([]string{c.Name, c.Parent, c.UltimateParent}, c.Aliases...) {
			for word := range strings.FieldsFuncSeq(match.Unmark(strings.ToLower(name)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
				if len(word) >= leastShared && strings.Contains(plain, word[:leastShared]) {
					return true
				}
				initials += word[:1]
			}
		}
		if len(initials) >= 3 && strings.Contains(plain, initials[:3]) {
			return true
		}
	}
	return false
}

// wordsOfName is how many words of a name are read behind what tells it.
const wordsOfName = 4

// otherIdentity is the name that by the notes a paper of identity gives, where it shares no
// word with that of a person of the customer; "" for none or where no person is told.
func (f *Facts) otherIdentity() string {
	if f.cust == nil || !says(f.src.Words.people.identity, f.sh.Notes) {
		return ""
	}
	c := f.cust.full()
	persons := match.Unmark(strings.ToLower(strings.Join(append([]string{c.Contact}, c.Directors...), " ")))
	for i := range c.Owners {
		persons += " " + match.Unmark(strings.ToLower(c.Owners[i].Name))
	}
	if strings.TrimSpace(persons) == "" {
		return ""
	}
	persons = " " + strings.Join(strings.FieldsFunc(persons, func(r rune) bool { return !unicode.IsLetter(r) }), " ") + " "
	t := phrases.Read(rules.Readable(f.sh.Notes))
	for at, end := f.src.Words.people.identity.Next(&t, 0); at >= 0; at, end = f.src.Words.people.identity.Next(&t, end) {
		var name []string
		for _, word := range strings.Fields(t.Shown[end:]) {
			bare := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
			first := []rune(bare)
			if len(first) < 2 || !unicode.IsUpper(first[0]) || len(name) == wordsOfName {
				break
			}
			name = append(name, bare)
			if strings.TrimRight(word, ".,;:!?") != word {
				break
			}
		}
		if len(name) < 2 {
			continue
		}
		shared := false
		for _, word := range name {
			shared = shared || strings.Contains(persons, " "+match.Unmark(strings.ToLower(word))+" ")
		}
		if !shared {
			return strings.Join(name, " ")
		}
	}
	return ""
}

// peopleTold is one of these facts of an order.
func (f *Facts) peopleTold(x field) rules.Value {
	if data.TextState(f.sh.Notes) != data.Known {
		return rules.Value{}
	}
	if x == fShipmentNotedIdentity {
		return textValue(f.otherIdentity())
	}
	return textValue(f.strangersRun())
}
