package facts

import (
	_ "embed"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed hosting.yaml
var hostingYAML []byte

// hostWords are how a bill for hosting tells its size.
type hostWords struct {
	units       phrases.Codes
	racks       phrases.Set
	brief, days phrases.Set // a hall that is taken for days
	places      phrases.Set // of a note, that speaks of where machines stand
	apiece      phrases.Set // behind a figure, that is one of many
	whole       phrases.Set // that nothing else is rented or owned
	amperes     phrases.Set
	drawn       phrases.Set   // of a note on a customer, that power is drawn or contracted
	machines    phrases.Set   // behind their number
	runs        phrases.Set   // that they run, as those tell who serve them from afar
	term        phrases.Set   // that a line tells for how long a place is taken
	weeks       phrases.Codes // lengths of a term, by what they are
	months      phrases.Codes // by their number
	chips       phrases.Set   // that accelerators are let, and not the floor under them
	hours       phrases.Set   // of one accelerator
	timed       phrases.Set   // units of what is used for a time
	rates       phrases.Codes
	drives      phrases.Set // that data come on
	data        phrases.Set
	made        phrases.Set // before the place where the drives were made
	trains      phrases.Set // that a service trains models
}

func loadHosting() (hostWords, error) { return parseHosting("hosting.yaml", hostingYAML) }

func parseHosting(name string, text []byte) (hostWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Units        map[string]phrases.Tongues `yaml:"units"`
		Racks        phrases.Tongues            `yaml:"racks"`
		Brief        phrases.Tongues            `yaml:"brief"`
		Days         phrases.Tongues            `yaml:"days"`
		Places       phrases.Tongues            `yaml:"places"`
		Apiece       phrases.Tongues            `yaml:"apiece"`
		Whole        phrases.Tongues            `yaml:"whole"`
		Chips        phrases.Tongues            `yaml:"chips"`
		Amperes      phrases.Tongues            `yaml:"amperes"`
		Drawn        phrases.Tongues            `yaml:"drawn"`
		Machines     phrases.Tongues            `yaml:"machines"`
		Runs         phrases.Tongues            `yaml:"runs"`
		Term         phrases.Tongues            `yaml:"term"`
		Weeks        map[string]phrases.Tongues `yaml:"weeks"`
		Months       map[string]phrases.Tongues `yaml:"months"`
		Hours        phrases.Tongues            `yaml:"hours"`
		Timed        phrases.Tongues            `yaml:"timed"`
		Rates        map[string]phrases.Tongues `yaml:"rates"`
		Drives       phrases.Tongues            `yaml:"drives"`
		CarriedData  phrases.Tongues            `yaml:"carried_data"`
		Trains       phrases.Tongues            `yaml:"trains"`
		Made         phrases.Tongues            `yaml:"made"`
	}
	t := phrases.Open(name, text, &f)
	w := hostWords{
		units: t.Codes("$.units", f.Units), racks: t.Set("$.racks", f.Racks), brief: t.Set("$.brief", f.Brief), days: t.Set("$.days", f.Days), places: t.Set("$.places", f.Places), apiece: t.Set("$.apiece", f.Apiece),
		whole: t.Set("$.whole", f.Whole), chips: t.Set("$.chips", f.Chips), amperes: t.Set("$.amperes", f.Amperes), drawn: t.Set("$.drawn", f.Drawn), machines: t.Set("$.machines", f.Machines), runs: t.Set("$.runs", f.Runs), term: t.Set("$.term", f.Term), weeks: t.Codes("$.weeks", f.Weeks), months: t.Codes("$.months", f.Months),
		hours: t.Set("$.hours", f.Hours), timed: t.Set("$.timed", f.Timed), rates: t.Codes("$.rates", f.Rates),
		drives: t.Set("$.drives", f.Drives), data: t.Set("$.carried_data", f.CarriedData), trains: t.Set("$.trains", f.Trains), made: t.Set("$.made", f.Made),
	}
	for unit := range f.Units {
		if kilowatts(unit) == 0 {
			t.Fail("$.units."+unit, "%q is no unit; they are kw, mw, kwh and mwh", unit)
		}
	}
	for rate := range f.Rates {
		if usd, err := strconv.ParseFloat(rate, 64); err != nil || usd <= 0 {
			t.Fail("$.rates", "%q is no rate in US dollars", rate)
		}
	}
	return w, t.Err()
}

// byTheHour reports a line whose unit is one of time.
func (w *hostWords) byTheHour(l *data.Line) bool {
	if l.Unit == "" {
		return false
	}
	unit := phrases.Read(l.Unit)
	return w.timed.Stands(&unit)
}

// rate is what an hour of the accelerator that a line tells is commonly let for, in US dollars;
// 0 where it tells none, or counts something else than such hours.
func (w *hostWords) rate(l *data.Line) float64 {
	t, unit := lineText(l), phrases.Read(l.Unit)
	if !w.hours.Stands(&t) && !w.hours.Stands(&unit) {
		return 0
	}
	at, end := w.rates.Next(&t, 0)
	if at < 0 {
		return 0
	}
	usd, _ := strconv.ParseFloat(w.rates.Of(t.Lower[at:end]), 64)
	return usd
}

// hourOver is the most that an hour of an accelerator costs, by what it is commonly let for.
func (f *Facts) hourOver() rules.Value {
	if f.act() != "host" {
		return rules.Value{}
	}
	f.allGoods()
	most := 0.0
	for i := range f.lines {
		l := &f.lines[i]
		if rate := f.src.Words.hosting.rate(&f.sh.Lines[i]); rate > 0 && l.unitUSD.State == data.Known {
			most = max(most, l.unitUSD.Num/rate)
		}
	}
	return timesOver(most)
}

const hoursOfMonth = 730

// kilowatts are those of a unit of power, or of energy in a month; 0 for no unit.
func kilowatts(unit string) float64 {
	switch unit {
	case "kw":
		return 1
	case "mw":
		return 1000
	case "kwh":
		return 1.0 / hoursOfMonth
	case "mwh":
		return 1000.0 / hoursOfMonth
	}
	return 0
}

// hosted is what a hosting paper tells of its size, in one of its lines after another.
func (f *Facts) hosted(of func(*data.Line) float64) rules.Value {
	if f.sh == nil || f.act() != "host" {
		return rules.Value{}
	}
	all := 0.0
	for i := range f.sh.Lines {
		all += of(&f.sh.Lines[i])
	}
	if all <= 0 {
		return rules.Value{}
	}
	return num(math.Round(all*10) / 10)
}

// kw is the power in kilowatts that a line of a hosting paper tells.
func (w *hostWords) kw(l *data.Line) float64 {
	t := lineText(l)
	each := w.kwOfRack(&t)
	n, told := w.counted(&t, w.units.Set)
	whole := n * kilowatts(w.units.Of(told))
	switch {
	case each > 0 && whole <= each: // one figure, or two of a rack
		return each * max(w.rackCount(l), 1)
	case told != "":
		return whole
	}
	if l.Quantity.State != data.Known {
		return 0
	}
	unit := phrases.Read(l.Unit)
	for _, t := range [...]*phrases.Text{&unit, &t} {
		if at, end := w.units.Next(t, 0); at >= 0 {
			return l.Quantity.Value * kilowatts(w.units.Of(t.Lower[at:end]))
		}
	}
	return 0
}

// mains is the voltage in kilovolts for which a current is told.
const mains = 0.23

// kwOfRack is the power in kilowatts that a line tells of one of its racks, by power or by
// current, 0 for none.
func (w *hostWords) kwOfRack(t *phrases.Text) float64 {
	for _, at := range anyFigure.FindAllStringIndex(t.Lower, 32) {
		from, each := t.Skip(at[1], " "), 0.0
		end := w.units.At(t, from)
		if end >= 0 {
			each = kilowatts(w.units.Of(t.Lower[from:end]))
		} else if end = w.amperes.At(t, from); end >= 0 {
			each = mains
		}
		if end < 0 || w.apiece.At(t, t.Skip(end, " ")) < 0 && !(strings.HasPrefix(t.Lower[end:], "/") && w.racks.At(t, end+1) >= 0) {
			continue
		}
		if n, err := strconv.ParseFloat(strings.Replace(t.Lower[at[0]:at[1]], ",", ".", 1), 64); err == nil {
			return n * each
		}
	}
	return 0
}

// notedKW is the most power in kilowatts that notes tell of a place where machines stand, 0
// for none.
func (w *hostWords) notedKW(notes string) float64 { return w.powerBeside(notes, nil) }

// powerBeside is the same where further words may stand beside the power.
func (w *hostWords) powerBeside(notes string, drawn phrases.Set) (most float64) {
	ends := func(r rune) bool { return strings.ContainsRune(";!?\n。；！", r) }
	for clause := range strings.FieldsFuncSeq(strings.ReplaceAll(notes, ". ", "\n"), ends) {
		t := phrases.Read(rules.Readable(clause))
		if !w.places.Stands(&t) && !w.racks.Stands(&t) && !drawn.Stands(&t) {
			continue
		}
		for _, at := range anyFigure.FindAllStringIndex(t.Lower, 32) {
			from := t.Skip(at[1], " ")
			end := w.units.At(&t, from)
			if end < 0 || w.apiece.At(&t, t.Skip(end, " ")) >= 0 || strings.HasPrefix(t.Lower[end:], "/") {
				continue
			}
			unit := w.units.Of(t.Lower[from:end])
			n, err := strconv.ParseFloat(strings.Replace(t.Lower[at[0]:at[1]], ",", ".", 1), 64)
			if err == nil && (unit == "kw" || unit == "mw") {
				most = max(most, n*kilowatts(unit))
			}
		}
	}
	return most
}

// running is the most machines of which a sentence of notes tells that they run.
func (w *hostWords) running(notes string) (most float64) {
	for _, sentence := range waySentences(notes) {
		t := phrases.Read(sentence)
		if w.runs.Stands(&t) {
			n, _ := w.counted(&t, w.machines)
			most = max(most, n)
		}
	}
	return most
}

// rackCount is the number of racks that a line of a hosting paper tells.
func (w *hostWords) rackCount(l *data.Line) float64 {
	t := lineText(l)
	if n, unit := w.counted(&t, w.racks); unit != "" {
		return n
	}
	if unit := phrases.Read(l.Unit); l.Quantity.State == data.Known && (w.racks.Stands(&unit) || w.racks.Stands(&t)) {
		return l.Quantity.Value
	}
	return 0
}

// fortnight bounds the days for which a hall is taken and no machine is housed.
const fortnight = 14

// lets reports a line by which a hall is taken for days.
func (w *hostWords) lets(l *data.Line) bool {
	t := lineText(l)
	if at, _ := w.brief.Next(&t, 0); at >= 0 {
		return true
	}
	if n, unit := w.counted(&t, w.days); unit != "" {
		return n <= fortnight
	}
	if days, ok := daysBetween(t.Lower); ok {
		return days <= fortnight
	}
	unit := phrases.Read(l.Unit)
	return w.days.Stands(&unit) && l.Quantity.State == data.Known && l.Quantity.Value <= fortnight
}

// twoDays are the first and the last day of a let, as an order system writes them.
var twoDays = regexp.MustCompile(`\b(20\d\d-\d\d-\d\d)\b\D{1,12}\b(20\d\d-\d\d-\d\d)\b`)

// daysBetween is the number of days from the first to the last that a line tells.
func daysBetween(text string) (days int32, ok bool) {
	m := twoDays.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	from, err := data.ParseDate(m[1])
	to, errTo := data.ParseDate(m[2])
	if err != nil || errTo != nil || to.First() < from.First() {
		return 0, false
	}
	return to.First() - from.First() + 1, true
}

// lengths are the days of what a term is counted in.
var lengths = map[string]float64{"week": 7, "month": 30.4, "year": 365}

// termDays is for how many days a line takes a place, where it says that it tells a term; 0
// for none told.
func (w *hostWords) termDays(l *data.Line) float64 {
	t := lineText(l)
	if !w.term.Stands(&t) {
		return 0
	}
	if days, ok := daysBetween(t.Lower); ok {
		return float64(days)
	}
	if days := w.daysApart(&t); days > 0 {
		return float64(days)
	}
	if n, unit := w.counted(&t, w.days); unit != "" {
		return n
	}
	n, unit := w.counted(&t, w.weeks.Set)
	return n * lengths[w.weeks.Of(unit)]
}

// daysApart is how many days the first two days lie apart that a text tells by names of
// months, the first of the year of the second where it tells none; 0 for none.
func (w *hostWords) daysApart(t *phrases.Text) int32 {
	var year, month, day [2]int
	found := 0
	for _, at := range anyFigure.FindAllStringIndex(t.Lower, 32) {
		from := t.Skip(t.Skip(at[1], "."), " ")
		end := w.months.At(t, from)
		n, err := strconv.Atoi(t.Lower[at[0]:at[1]])
		if end < 0 || err != nil || n < 1 || n > 31 || found == len(day) {
			continue
		}
		day[found] = n
		month[found], _ = strconv.Atoi(w.months.Of(t.Lower[from:end]))
		if from = t.Skip(t.Skip(end, ","), " "); from+4 <= len(t.Lower) {
			year[found], _ = strconv.Atoi(t.Lower[from : from+4])
		}
		found++
	}
	if found < len(day) || year[1] == 0 {
		return 0
	}
	if year[0] == 0 {
		year[0] = year[1]
	}
	first, err := data.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year[0], month[0], day[0]))
	last, errLast := data.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year[1], month[1], day[1]))
	if err != nil || errLast != nil {
		return 0
	}
	return max(last.First()-first.First()+1, 0)
}

// hostedDays is the longest term that a hosting paper tells.
func (f *Facts) hostedDays() rules.Value {
	if f.act() != "host" {
		return rules.Value{}
	}
	longest := 0.0
	for i := range f.sh.Lines {
		longest = max(longest, f.src.Words.hosting.termDays(&f.sh.Lines[i]))
	}
	if longest <= 0 {
		return rules.Value{}
	}
	return num(math.Round(longest))
}

// hostedBriefly reports a hosting paper of nothing but such lines.
func (f *Facts) hostedBriefly() rules.Value {
	if f.act() != "host" || len(f.sh.Lines) == 0 {
		return rules.Value{}
	}
	for i := range f.sh.Lines {
		if !f.src.Words.hosting.lets(&f.sh.Lines[i]) {
			return boolValue(false)
		}
	}
	return boolValue(true)
}

// hostedWhole reports a hosting paper that says that it is all that there is.
func (f *Facts) hostedWhole() rules.Value {
	if f.act() != "host" {
		return rules.Value{}
	}
	w := f.src.Words.hosting.whole
	notes := phrases.Read(f.sh.Notes)
	said := w.Stands(&notes)
	for i := range f.sh.Lines {
		t := lineText(&f.sh.Lines[i])
		said = said || w.Stands(&t)
	}
	return boolValue(said)
}

// letsChips reports a paper by which accelerators are hosted, let or financed, and not the
// floor under them, or one for service by which models are trained.
func (f *Facts) letsChips() rules.Value {
	switch f.act() {
	case "host":
		return boolValue(f.soughtLet() || f.chipsLet(&f.src.Words.hosting.trains))
	case "finance":
		return boolValue(f.soughtLet())
	case "service":
		return boolValue(f.chipsLet(&f.src.Words.hosting.trains))
	}
	return boolValue(false)
}

// soughtLet reports a line by which accelerators are let, where it does not name one that anybody
// may have.
func (f *Facts) soughtLet() bool {
	f.allGoods()
	for i := range f.lines {
		if f.lines[i].good.LetsFree {
			continue
		}
		if t := lineText(f.lines[i].Line); f.src.Words.hosting.chips.Stands(&t) {
			return true
		}
	}
	return false
}

// chipsLet reports a line that has one of the words.
func (f *Facts) chipsLet(words *phrases.Set) bool {
	for i := range f.sh.Lines {
		if t := lineText(&f.sh.Lines[i]); words.Stands(&t) {
			return true
		}
	}
	return false
}

// dataOnDrives is the sentence of the notes that tells of drives with data, "" for none; one
// that names a place in China, which is not where they were made, before others.
func (f *Facts) dataOnDrives() (said string, china bool) {
	if data.TextState(f.sh.Notes) != data.Known {
		return "", false
	}
	w := &f.src.Words.hosting
	notes := f.readable(f.sh.Notes)
	if !w.drives.Stands(notes) {
		return "", false
	}
	for sentence := range strings.FieldsFuncSeq(notes.Shown, func(r rune) bool { return strings.ContainsRune(".;!\n。；！", r) }) {
		t := phrases.Read(sentence)
		if !w.drives.Stands(&t) || !w.data.Stands(&t) {
			continue
		}
		if _, classes := f.src.Words.senses.find(t.Lower); classes.meets(f.src.Words.senses.china) && !w.made.Stands(&t) {
			return strings.TrimSpace(sentence), true
		}
		if said == "" {
			said = strings.TrimSpace(sentence)
		}
	}
	return said, false
}

// Of energy that is billed by parts of a month, nearly all on one day is no work of machines.
const (
	mostOfEnergy = 0.8
	mostOnDays   = 1
	leastBilled  = 14 // days, of all lines
)

// daysOfLine are the first and the last day of a month that a line of a bill tells: "1 to 16
// March", "17 March", "3月17日".
var daysOfLine = regexp.MustCompile(`(?:^|[^\d.,-])(\d{1,2})(?:\.|st|nd|rd|th|日|일)?(?:\s*(?:to|until|-|–|~|bis|au|al|a|hingga|sampai|đến|t/m|tot|do|по|至|到|から|부터)\s*(\d{1,2})(?:\.|st|nd|rd|th|日|일|日まで)?)?(?:$|[^\d.,-])`)

// hostedOneDay reports a hosting paper of energy by parts of a month, nearly all of which was
// used on one day.
func (f *Facts) hostedOneDay() rules.Value {
	if f.act() != "host" || len(f.sh.Lines) < 2 {
		return rules.Value{}
	}
	w := &f.src.Words.hosting
	all, most, billed, on := 0.0, 0.0, 0, 0
	for i := range f.sh.Lines {
		l := &f.sh.Lines[i]
		unit := phrases.Read(l.Unit)
		at, end := w.units.Next(&unit, 0)
		m := daysOfLine.FindStringSubmatch(l.Description)
		if at < 0 || !strings.HasSuffix(w.units.Of(unit.Lower[at:end]), "h") || l.Quantity.State != data.Known || m == nil {
			return rules.Value{}
		}
		first, _ := strconv.Atoi(m[1])
		last := first
		if m[2] != "" {
			last, _ = strconv.Atoi(m[2])
		}
		days := last - first + 1
		if first < 1 || last > 31 || days < 1 {
			return rules.Value{}
		}
		all, billed = all+l.Quantity.Value, billed+days
		if l.Quantity.Value > most {
			most, on = l.Quantity.Value, days
		}
	}
	return boolValue(billed >= leastBilled && on <= mostOnDays && most >= mostOfEnergy*all)
}

func lineText(l *data.Line) phrases.Text {
	return phrases.Read(rules.Readable(l.PartNumber + " " + l.Description))
}

var anyFigure = regexp.MustCompile(`\d+(?:[.,]\d+)?`)

// counted is the first figure of a text with one of the words right behind it: "172 kW",
// "4 x racks"; the word is "" for none.
func (w *hostWords) counted(t *phrases.Text, of phrases.Set) (n float64, word string) {
	for _, at := range anyFigure.FindAllStringIndex(t.Lower, 32) {
		from := t.Skip(t.Skip(at[1], " "), "x ")
		if end := of.At(t, from); end >= 0 {
			n, err := strconv.ParseFloat(strings.Replace(t.Lower[at[0]:at[1]], ",", ".", 1), 64)
			if err == nil {
				return n, t.Lower[from:end]
			}
		}
	}
	return 0, ""
}

// placedKW is the power that the chips take which the group had got before this paper.
func (f *Facts) placedKW() rules.Value {
	if !f.found || !f.dated {
		return rules.Value{}
	}
	gpus := f.src.Book.GroupGPUs(f.customer, math.MinInt32, f.day-placedDays, 0, func(history.Grain) bool { return false })
	return num(math.Round(gpus * kwPerGPU * coolingFactor))
}

// placedDays is how long machines take from order to rack.
const placedDays = 60

func (f *Facts) hostedEvidence() []data.Evidence {
	var out []data.Evidence
	for i := range f.sh.Lines {
		l := &f.sh.Lines[i]
		if w := &f.src.Words.hosting; w.kw(l) > 0 || w.rackCount(l) > 0 {
			out = f.room.Add(out, f.of("description", pick(l.Description, l.PartNumber), max(l.Line, i+1)))
			out = f.room.Add(out, f.of("quantity", strings.TrimSpace(l.Quantity.String()+" "+l.Unit), max(l.Line, i+1)))
		}
		if len(out) >= 8 {
			break
		}
	}
	return out
}
