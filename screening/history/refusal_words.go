package history

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"redflag/data"
	"redflag/screening/phrases"
)

//go:embed refusals.yaml
var refusalsYAML []byte

// refusalWords are how files tell of what was refused, and of whom.
type refusalWords struct {
	refused, cancelled, withdrawn, ended, control phrases.Set // of an order
	noMore, closed, since, lifted                 phrases.Set // of a customer
	notTaken, keptBack                            phrases.Set // of one that never became one, and why
	on, listed, hit, notOn                        phrases.Set // of one on a list
	money                                         phrases.Set // why, of both
	block, strayed                                phrases.Set // columns of codes, of both, and why
	set, notSet                                   map[string]bool
	state                                         phrases.Set // columns of the standing of a customer
	stopped                                       map[string]bool

	also    *regexp.Regexp // between two reasons
	stopDay *regexp.Regexp // that a stop opens with
}

var loadRefusalWords = sync.OnceValues(func() (*refusalWords, error) { return parseRefusalWords("refusals.yaml", refusalsYAML) })

// wordsOfRefusals are the embedded words. Load tells of their faults.
func wordsOfRefusals() *refusalWords { w, _ := loadRefusalWords(); return w }

func parseRefusalWords(name string, text []byte) (*refusalWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Refused      phrases.Tongues `yaml:"refused"`
		Cancelled    phrases.Tongues `yaml:"cancelled"`
		Withdrawn    phrases.Tongues `yaml:"withdrawn"`
		Ended        phrases.Tongues `yaml:"ended"`
		Control      phrases.Tongues `yaml:"control"`
		NoMore       phrases.Tongues `yaml:"served_no_more"`
		NotTaken     phrases.Tongues `yaml:"not_taken_on"`
		KeptBack     phrases.Tongues `yaml:"kept_back"`
		Closed       phrases.Tongues `yaml:"closed"`
		Since        phrases.Tongues `yaml:"since"`
		Lifted       phrases.Tongues `yaml:"lifted"`
		Listed       phrases.Tongues `yaml:"listed"`
		On           phrases.Tongues `yaml:"on"`
		Hit          phrases.Tongues `yaml:"hit"`
		NotOn        phrases.Tongues `yaml:"not_on"`
		Money        phrases.Tongues `yaml:"money"`
		Also         phrases.Tongues `yaml:"also"`
		OnDay        phrases.Tongues `yaml:"on_day"`
		Block        phrases.Tongues `yaml:"block"`
		Strayed      phrases.Tongues `yaml:"strayed"`
		BlockSet     phrases.Tongues `yaml:"block_set"`
		BlockNotSet  phrases.Tongues `yaml:"block_not_set"`
		State        phrases.Tongues `yaml:"state"`
		StateStopped phrases.Tongues `yaml:"state_stopped"`
	}
	t := phrases.Open(name, text, &f)
	w := &refusalWords{
		refused: t.Set("$.refused", f.Refused), cancelled: t.Set("$.cancelled", f.Cancelled), withdrawn: t.Set("$.withdrawn", f.Withdrawn), ended: t.Set("$.ended", f.Ended),
		control: t.Set("$.control", f.Control), noMore: t.Set("$.served_no_more", f.NoMore), closed: t.Set("$.closed", f.Closed), since: t.Set("$.since", f.Since), lifted: t.Set("$.lifted", f.Lifted),
		notTaken: t.Set("$.not_taken_on", f.NotTaken), keptBack: t.Set("$.kept_back", f.KeptBack),
		on: t.Set("$.on", f.On), listed: t.Set("$.listed", f.Listed), hit: t.Set("$.hit", f.Hit), notOn: t.Set("$.not_on", f.NotOn), money: t.Set("$.money", f.Money),
		block: t.Set("$.block", f.Block), strayed: t.Set("$.strayed", f.Strayed), set: t.Words("$.block_set", f.BlockSet), notSet: t.Words("$.block_not_set", f.BlockNotSet),
		state: t.Set("$.state", f.State), stopped: t.Words("$.state_stopped", f.StateStopped),
	}
	w.also = regexp.MustCompile(`\s` + t.Set("$.also", f.Also).Pattern() + `\s`)
	w.stopDay = regexp.MustCompile(`^[\s(-]*(?:` + t.Set("$.on_day", f.OnDay).Pattern() + ` )?[\d./-]*\d([^\d]|$)`)
	return w, t.Err()
}

// Refused reports whether a status or a reason for holding tells of a refusal.
func Refused(told string) bool {
	return told != "" && wordsOfRefusals().refused.In(strings.ToLower(told)) != ""
}

// RefusedFor reports whether a status and the reason for holding that is told with it tell of
// a refusal that is not for money alone.
func RefusedFor(status, reason string) bool {
	if !Refused(status) && !Refused(reason) {
		return false
	}
	w := wordsOfRefusals()
	if reason == "" {
		return !w.forMoney(status)
	}
	return controlled(status) || !w.forMoney(reason)
}

// calledOff reports whether a status says that an order was called off; one that is
// closed may be delivered.
func calledOff(status string) bool {
	if status == "" {
		return false
	}
	w, s := wordsOfRefusals(), phrases.Read(status)
	return w.cancelled.Stands(&s) || w.withdrawn.Stands(&s)
}

// called says whether an order was called off or ended, and controlled whether a reason
// told with it is one of export control: the one without the other is trade.
func called(status string) bool {
	if status == "" {
		return false
	}
	w, s := wordsOfRefusals(), phrases.Read(status)
	return w.cancelled.Stands(&s) || w.withdrawn.Stands(&s) || w.ended.Stands(&s)
}

// forMoney reports whether every reason of a text is one of money: such a stop is trade.
func (w *refusalWords) forMoney(reasons string) bool {
	found := false
	for part := range strings.FieldsFuncSeq(strings.ToLower(reasons), func(r rune) bool { return strings.ContainsRune(".,;:!+&()\n。；！，、：（）", r) }) {
		for _, one := range w.also.Split(part, -1) {
			money := w.money.In(one)
			switch {
			case money != "" && w.control.In(strings.Replace(one, money, " ", 1)) == "":
				found = true
			case strings.ContainsFunc(one, unicode.IsLetter):
				return false
			}
		}
	}
	return found
}

func controlled(reason string) bool {
	return reason != "" && wordsOfRefusals().control.In(strings.ToLower(reason)) != ""
}

// NotedAsStopped reports whether the notes on a customer's record tell that it is
// served no more, for another reason than money, or is on a list: such a word opens a clause, and the clause ends or a
// date, a colon or who decided stands right behind it. A later clause may tell that this
// was lifted.
func NotedAsStopped(notes string) bool {
	_, stopped := NotedStop(notes)
	return stopped
}

// NotedStop is the same with the first day since which it is so, as far as the notes tell
// one; 0 where they do not.
func NotedStop(notes string) (since int32, stopped bool) {
	if notes == "" {
		return 0, false
	}
	w, text, from := wordsOfRefusals(), phrases.Read(notes), 0
	for clause := range strings.FieldsFuncSeq(text.Lower, func(r rune) bool { return strings.ContainsRune(".;!\n。；！,，", r) }) {
		from += strings.Index(text.Lower[from:], clause)
		if from += len(clause); w.stops(&text, from-len(clause), from) && !w.owes(text.Lower[from-len(clause):]) {
			return dayIn(text.Lower[from-len(clause):]), w.lifted.In(text.Lower[from:]) == ""
		}
		if w.refusedOrder(&text, from-len(clause), from) || w.blockedFor(&text, from-len(clause)) || w.neverTaken(&text, from-len(clause)) {
			return dayIn(text.Lower[from-len(clause):]), w.lifted.In(text.Lower[from:]) == ""
		}
	}
	return 0, false
}

// StoppedByList reports notes of which one clause tells the name of a list and nothing else,
// but in brackets whose it is, and that tell that the customer is served no more.
func StoppedByList(notes string) bool {
	w, t := wordsOfRefusals(), phrases.Read(notes)
	for from := 0; from < len(t.Lower); {
		to := len(t.Lower)
		if end := strings.IndexAny(t.Lower[from:], ".;,\n；，。"); end >= 0 {
			to = from + end
		}
		if end := w.listed.At(&t, from+len(t.Lower[from:to])-len(strings.TrimLeft(t.Lower[from:to], " "))); end > 0 && end <= to {
			if strings.TrimSpace(inBrackets.ReplaceAllString(t.Lower[end:to], "")) == "" {
				return NotedAsStopped(notes)
			}
		}
		_, n := utf8.DecodeRuneInString(t.Lower[to:])
		from = to + max(n, 1)
	}
	return false
}

var inBrackets = regexp.MustCompile(`^ ?[(（][^()（）]*[)）]`)

// owes reports whether a text that opens with a stop tells reasons of money alone for it:
// the stop, its day and who decided are none, and a later sentence may tell anything but a
// reason of control.
func (w *refusalWords) owes(text string) bool {
	t := phrases.Read(text)
	at := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	at = max(at, w.noMore.At(&t, at), w.closed.At(&t, at))
	reasons := w.stopDay.ReplaceAllString(text[at:], "$1")
	first, later := reasons, ""
	if end := sentenceEnd.FindStringIndex(reasons); end != nil {
		first, later = reasons[:end[0]], reasons[end[1]:]
	}
	return w.forMoney(first) && w.control.In(later) == "" && w.refused.In(later) == ""
}

var sentenceEnd = regexp.MustCompile(`[;!\n。；！]|\.\s`)

// dayTold is a year, a month or a day in figures near the beginning of a text.
var dayTold = regexp.MustCompile(`^.{0,40}?(?:\b(\d{1,2})[./-](\d{1,2})[./-](20\d\d)\b|\b(20\d\d)(?:[-/.](\d{2}))?(?:[-/.](\d{2}))?\b)`)

// shortMonth is a month and a year of two figures that a stop opens with: "11/25: visit failed".
var shortMonth = regexp.MustCompile(`^(?:\pL+ )*\(?(0?[1-9]|1[0-2])[./]([1-4]\d)\)?\s*[:;–—-]`)

// dayIn is the first day of what a text tells so, 0 for none. Of "3/4/2025", which may be
// one of two, it is the earlier one.
func dayIn(text string) int32 {
	if m := shortMonth.FindStringSubmatch(strings.TrimLeft(text, " ")); m != nil {
		month, _ := strconv.Atoi(m[1])
		year, _ := strconv.Atoi(m[2])
		return data.Day(2000+year, time.Month(month), 1).First()
	}
	m := dayTold.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	figure := func(i int) int { n, _ := strconv.Atoi(m[i]); return n }
	if m[3] != "" {
		a, b, year := figure(1), figure(2), figure(3)
		if a > 12 {
			a, b = b, a
		}
		month, day := a, b
		if b <= 12 && b < a {
			month, day = b, a
		}
		return data.Day(year, time.Month(min(max(month, 1), 12)), min(max(day, 1), 28)).First()
	}
	return data.Day(figure(4), time.Month(min(max(figure(5), 1), 12)), min(max(figure(6), 1), 28)).First()
}

// orderNumber opens a clause about one order.
var orderNumber = regexp.MustCompile(`^\s*(?:last |our |their )?(?:order|orders|po|so|quote|deal|bestellung|auftrag|commande|pedido|pesanan)\s+[\w./-]*\d[\w./-]*\s+(?:was |were )?`)

// refusedOrder says whether the clause between two places tells that an order was refused
// with a day, and it or what follows gives a reason of control.
func (w *refusalWords) refusedOrder(t *phrases.Text, from, to int) bool {
	number := orderNumber.FindString(t.Lower[from:to])
	if number == "" || !w.stops(t, from+len(number), to) {
		return false
	}
	at := w.noMore.At(t, from+len(number))
	return at >= 0 && (w.control.In(t.Lower[at:]) != "" || w.refused.In(t.Lower[at:]) != "")
}

// dayOpens is a day, or a month or year, that a clause opens with.
var dayOpens = regexp.MustCompile(`^[\s(]*(?:\d{1,2}[./-]){0,2}20\d\d(?:[./年-]\d{1,2}){0,2}[年月日:)]*\s*|^\s+`)

// neverTaken says whether the clause at a place tells that no contract was made, and it or
// what follows that the other side kept something back.
func (w *refusalWords) neverTaken(t *phrases.Text, from int) bool {
	from += len(dayOpens.FindString(t.Lower[from:]))
	at := w.notTaken.At(t, from)
	return at >= 0 && w.keptBack.In(t.Lower[at:]) != "" && w.lifted.In(t.Lower[at:]) == ""
}

// blockCode is what stands behind the column of a block: a code, from when it holds, and a
// sign before the reason.
var blockCode = regexp.MustCompile(`^[\s:=#-]*[a-z]?\d{1,2}[a-z]?(?:[\s(,]+(?:\pL{2,6}\.?\s+)?[\d./-]*20\d\d[\d./-]*\)?)?\s*[:：,，;；(（–—-]\s*`)

// blockedFor says whether the text at a place tells a column of a block, a code, and as the
// reason that goods were where they should not be.
func (w *refusalWords) blockedFor(t *phrases.Text, from int) bool {
	from += len(t.Lower[from:]) - len(strings.TrimLeftFunc(t.Lower[from:], unicode.IsSpace))
	end := w.block.At(t, from)
	if end < 0 {
		return false
	}
	code := blockCode.FindStringIndex(t.Lower[end:])
	if code == nil {
		return false
	}
	reason := t.Lower[end+code[1]:]
	if stop := sentenceEnd.FindStringIndex(reason); stop != nil {
		reason = reason[:stop[0]]
	}
	r := phrases.Read(reason)
	return w.strayed.Stands(&r) && !w.notOnOpens(reason)
}

// notOnOpens reports a reason that opens with a denial: "no units missing".
func (w *refusalWords) notOnOpens(reason string) bool {
	r := phrases.Read(reason)
	return strings.HasPrefix(reason, "no ") || w.lifted.Stands(&r)
}

// dayBehind is a day behind a comma, and nothing else of the sentence.
var dayBehind = regexp.MustCompile(`^, ?(?:since )?(?:[01]?\d ?[/.-] ?)?(?:[0-3]?\d ?[/.-] ?)?20[0-4]\d(?:-[01]\d){0,2}(?:[.;\n]|$)`)

// stops says whether the clause between two places tells that somebody is served no more.
func (w *refusalWords) stops(t *phrases.Text, from, to int) bool {
	from += len(t.Lower[from:to]) - len(strings.TrimLeftFunc(t.Lower[from:to], unicode.IsSpace))
	alone, listed, on := w.noMore.At(t, from), w.listed.At(t, from), false
	if at := w.on.At(t, from); at >= 0 {
		at = to - len(strings.TrimLeftFunc(t.Lower[at:to], unicode.IsSpace))
		if l := w.listed.At(t, at); l >= 0 {
			listed, on = l, true
		}
	}
	end := max(alone, w.closed.At(t, from), listed)
	if end < 0 || end > to {
		return false
	}
	behind := strings.TrimLeft(t.Lower[end:to], " (-")
	rest := strings.TrimSpace(behind)
	if rest == "" {
		nothingElse := strings.TrimSpace(t.Lower[:from]) == "" && (t.Lower[to:] == "" || t.Lower[to:] == "." || t.Lower[to] == ';')
		return alone >= 0 || on || end == listed && (nothingElse || dayBehind.MatchString(t.Lower[to:]))
	}
	if end == listed && w.notOn.In(rest) != "" {
		return false
	}
	if end == listed && (on || w.hit.At(t, to-len(behind)) >= 0) {
		return true
	}
	if strings.HasPrefix(rest, ":") && w.fillsColumn(t.Shown[to-len(behind)+1:to]) {
		return false // a column that says whether somebody is blocked, and not why
	}
	return rest[0] == ':' || strings.HasPrefix(rest, "20") || dated(rest) || shortMonth.MatchString(rest) || w.since.At(t, to-len(behind)) >= 0
}
