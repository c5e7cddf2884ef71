package facts

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// A bill for hosting tells its size in a line's unit, in its words, or as so many pieces of
// a line that is named after the unit.
var (
	powerFigure = regexp.MustCompile(`(?i)(\d+(?:[.,]\d+)?) ?(kwh|kw|mw|kva|千瓦)(?:$|[^a-z])`)
	powerWord   = regexp.MustCompile(`(?i)(?:^|[^a-z])(kwh|kw|mw|kva)(?:$|[^a-z])|千瓦时|千瓦`)
	rackFigure  = regexp.MustCompile(`(?i)(\d+) ?(?:x )?(?:(?:full |half )?racks?\b|cabinets?\b|schränke\b|机柜|機櫃)`)
	rackWord    = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:racks?|cabinets?|serverschr[aä]nke?)(?:$|[^a-z])|机柜|機櫃`)
)

const hoursOfMonth = 730

// hosted is what a hosting paper tells of its size, in one of its lines after another.
func (f *Facts) hosted(of func(*data.Line) float64) rules.Value {
	if f.sh == nil || act(f.sh) != "host" {
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

// hostedKW is the power in kilowatts that a line of a hosting paper tells.
func hostedKW(l *data.Line) float64 {
	text := l.PartNumber + " " + l.Description
	if at := powerFigure.FindStringSubmatch(text); at != nil {
		if n, err := strconv.ParseFloat(strings.Replace(at[1], ",", ".", 1), 64); err == nil {
			return n * kilowatts(at[2])
		}
	}
	if l.Quantity.State != data.Known {
		return 0
	}
	for _, s := range [...]string{l.Unit, text} {
		if w := powerWord.FindString(s); w != "" {
			return l.Quantity.Value * kilowatts(w)
		}
	}
	return 0
}

func kilowatts(unit string) float64 {
	switch u := strings.ToLower(unit); {
	case strings.Contains(u, "kwh"), strings.Contains(u, "千瓦时"):
		return 1.0 / hoursOfMonth
	case strings.Contains(u, "mw"):
		return 1000
	}
	return 1
}

// hostedRacks is the number of racks that a line of a hosting paper tells.
func hostedRacks(l *data.Line) float64 {
	text := l.PartNumber + " " + l.Description
	if at := rackFigure.FindStringSubmatch(text); at != nil {
		n, _ := strconv.ParseFloat(at[1], 64)
		return n
	}
	if l.Quantity.State == data.Known && (rackWord.MatchString(l.Unit) || rackWord.MatchString(text)) {
		return l.Quantity.Value
	}
	return 0
}

// placedKW is the power that the chips take which the group had got before this paper, by
// the kind of papers that tells of most.
func (f *Facts) placedKW() rules.Value {
	if !f.found || !f.dated {
		return rules.Value{}
	}
	gpus := 0.0
	for _, g := range [...]history.Grain{history.GrainNone, history.OrderLine, history.DeliveryLine, history.DeclarationLine, history.TradeRecord} {
		gpus = max(gpus, f.src.Book.GroupBefore(f.customer, g, f.day-placedDays).GPUs)
	}
	return num(math.Round(gpus * kwPerGPU * coolingFactor))
}

// placedDays is how long machines take from order to rack.
const placedDays = 60

func (f *Facts) hostedEvidence() []data.Evidence {
	var out []data.Evidence
	for i := range f.sh.Lines {
		l := &f.sh.Lines[i]
		if hostedKW(l) > 0 || hostedRacks(l) > 0 {
			out = f.room.Add(out, f.of("description", pick(l.Description, l.PartNumber), max(l.Line, i+1)))
			out = f.room.Add(out, f.of("quantity", strings.TrimSpace(l.Quantity.String()+" "+l.Unit), max(l.Line, i+1)))
		}
		if len(out) >= 8 {
			break
		}
	}
	return out
}
