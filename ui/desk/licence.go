package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/places"
)

// Licence is the licence question of one line, test by test. It decides nothing:
// a specialist does.
type Licence struct {
	Line            int      `json:"line"`
	Law             string   `json:"law_date"` // day whose law the tests apply
	Classification  string   `json:"classification"`
	Needed          string   `json:"needed"` // yes, no, open
	Destination     string   `json:"destination"`
	DestinationWhy  string   `json:"destination_why"`
	Headquarters    string   `json:"headquarters"`
	HeadquartersWhy string   `json:"headquarters_why"`
	Beside          []string `json:"beside,omitempty"` // what stops the order by another test
	Exceptions      []string `json:"exceptions,omitempty"`
	Review          string   `json:"review,omitempty"`
	Missing         []string `json:"missing,omitempty"`
	Stated          string   `json:"stated,omitempty"` // licence or exception that the file states; told is not verified
	Says            string   `json:"says"`
}

// LicenceRow is one test, or one thing to look at beside the tests.
type LicenceRow struct{ Name, Says string }

// Rows lay a question out for people, in the order in which it is worked through. A screen,
// the terminal and a dossier say the same.
func (l *Licence) Rows() []LicenceRow {
	rows := []LicenceRow{
		{"classification", l.Classification},
		{"destination", l.Destination + ": " + l.DestinationWhy},
		{"headquarters", l.Headquarters + ": " + l.HeadquartersWhy},
	}
	for _, x := range l.Beside {
		rows = append(rows, LicenceRow{"beside", x})
	}
	for _, x := range l.Exceptions {
		rows = append(rows, LicenceRow{"exception", x})
	}
	rows = append(rows, LicenceRow{"review", l.Review}, LicenceRow{"stated", l.Stated}, LicenceRow{"not known", strings.Join(l.Missing, "; ")})
	return slices.DeleteFunc(rows, func(r LicenceRow) bool { return r.Says == "" })
}

func answerWord(t data.Truth) string {
	switch t {
	case data.True:
		return "yes"
	case data.False:
		return "no"
	}
	return "open"
}

// fillLicences lays out the licence question of every line that is or may be
// controlled, by the law of the verdict's date.
func (d *Desk) fillLicences(v *CaseView) error {
	if v.Record == nil || v.Record.Shipment == nil {
		return nil
	}
	tables, err := d.tables()
	if err != nil {
		return err
	}
	what, err := d.goods()
	if err != nil {
		return err
	}
	where := places.New(tables)
	s := v.Record.Shipment
	destinations := destinationsTold(s, where)
	seats := answerOf(v.Verdict.Lights.Headquarters)
	if seats.Why == "" {
		seats = where.Headquarters(headquartersTold(v), v.Verdict.LawDate)
	}
	for i := range s.Lines {
		r := what.Recognise(&s.Lines[i])
		good := data.Good{Controlled: r.Controlled, Bucket: r.Bucket}
		for k := range v.Verdict.Goods { // as judged: by price, and by the law of the day
			if g := &v.Verdict.Goods[k]; g.Line == s.Lines[i].Line {
				r.Controlled, r.Bucket, good = g.Controlled, g.Bucket, *g
			}
		}
		if r.Controlled != data.ControlledYes && r.Controlled != data.ControlledPossible {
			continue
		}
		view := where.Licence(places.Item{
			Controlled: r.Controlled, Bucket: r.Bucket, Datacenter: r.Datacenter, First: r.First, CaseByCase: r.CaseByCase, ChinaMade: r.PRC.And(r.PRCReaches),
		}, destinations, seats, v.Verdict.LawDate)
		l := Licence{
			Line: s.Lines[i].Line, Law: v.Verdict.LawDate.String(), Classification: classification(&good, s.Lines[i].ECCN), Needed: answerWord(view.Needed),
			Destination: answerWord(view.Destination), DestinationWhy: view.DestinationWhy,
			Headquarters: answerWord(view.Headquarters), HeadquartersWhy: view.HeadquartersWhy,
			Exceptions: view.Exceptions, Review: view.Review, Missing: view.Missing, Says: view.Says,
		}
		if from := leaves(s, where); l.Review != "" && from != "" && from != "US" {
			l.Review += "; the exporter told is in " + where.Name(from)
		}
		l.beside(&v.Verdict)
		l.Stated = stated(s)
		v.Licences = append(v.Licences, l)
	}
	return nil
}

// leaves is the country of the exporter told, "" for none.
func leaves(s *data.Shipment, where *places.Places) string {
	for _, p := range s.Parties {
		if p.Role == data.Exporter && p.Customer != nil {
			iso, _ := where.Code(p.Country)
			return iso
		}
	}
	return ""
}

// classification is the class that the goods were taken to be of, what that rests on, and the
// class that the file states, which may be another.
func classification(g *data.Good, eccn string) string {
	out := cmp.Or(g.Bucket, "no class known")
	if g.Controlled == data.ControlledPossible {
		out = "possibly " + cmp.Or(g.Bucket, "of 3A090")
	}
	if g.TPP != "" {
		out += ", TPP " + g.TPP
	}
	if g.PD != "" {
		out += ", performance density " + g.PD
	}
	if g.Basis != "" && g.Basis != data.Sourced {
		out += " (" + g.Basis + ")"
	}
	if data.TextState(eccn) == data.Known {
		return fmt.Sprintf("%s; the file states ECCN %q", out, eccn)
	}
	return out + "; the file states no ECCN"
}

// stated are the licence and the exception in the words of the file, whatever they say.
func stated(s *data.Shipment) string {
	var out []string
	for _, f := range [...]struct{ what, told string }{{"licence", s.Licence}, {"exception", s.LicenceException}} {
		if data.TextState(f.told) == data.Known {
			out = append(out, fmt.Sprintf("%s: %q", f.what, f.told))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return strings.Join(out, ", ") + " (as told, not verified)"
}

// beside adds what the tests of place and seat do not speak of: a list, ownership, an
// embargo or a prohibition may ask for a licence where neither of them does, and what is
// not known of the lists leaves the question open.
func (l *Licence) beside(v *data.Verdict) {
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Kind != data.StopFinding || f.Cleared != nil || f.Pattern == "licence_required" || f.Pattern == "headquarters_rule" || slices.Contains(l.Beside, f.Says) {
			continue
		}
		l.Beside = append(l.Beside, f.Says)
		switch {
		case f.Pattern == "prc_chip_use" || f.Pattern == "prior_adverse_check": // no licence is the answer to these
			if l.Needed == "no" {
				l.Needed = "open"
			}
		default:
			l.Needed = "yes"
		}
	}
	if is := v.Lights.Listed.Is; l.Needed == "no" && (is == data.LightPending || is == data.LightUnknown) {
		l.Needed = "open"
		l.Missing = append(l.Missing, "whether a party is on a list")
	}
	if v.Lights.Ownership.Is == data.LightUnknown {
		if l.Needed == "no" {
			l.Needed = "open"
		}
		l.Missing = append(l.Missing, "who owns the parties, and whether listed ones hold half")
	}
}

// destinationsTold are where the goods go and where they end, by what is told; where no
// destination is, where who receives them sits.
func destinationsTold(s *data.Shipment, where *places.Places) []string {
	var out []string
	for _, told := range []string{s.DestinationCountry, s.FinalDestinationCountry} {
		switch data.TextState(told) {
		case data.Known:
			out = append(out, told)
		case data.Unknown:
			out = append(out, "") // asked for in vain: it leaves the test open
		}
	}
	if len(out) == 0 {
		if iso := facts.EndCountry(s, where.Code); iso != "" {
			out = append(out, iso)
		}
	}
	return out
}

// answerOf is the headquarters test as the verdict has it, which knows owners and addresses
// too; nothing where there is no verdict yet.
func answerOf(l data.Light) places.Answer {
	switch l.Is {
	case data.LightRed, data.LightPending:
		return places.Answer{Need: data.True, Why: l.Why}
	case data.LightClear, data.LightNotApplicable:
		return places.Answer{Need: data.False, Why: l.Why}
	case data.LightUnknown:
		return places.Answer{Need: data.Undecided, Why: l.Why}
	}
	return places.Answer{}
}

// headquartersTold are the seats of the receiving parties and of their ultimate
// parents, "" for each that nobody told.
func headquartersTold(v *CaseView) []string {
	var out []string
	seat := func(c *data.Customer) {
		for _, told := range []string{c.HQCountry, c.UltimateParentCountry} {
			if data.TextState(told) != data.Known {
				told = ""
			}
			out = append(out, told)
		}
	}
	known := ""
	if v.Customer != nil && v.Customer.Customer != nil {
		seat(v.Customer.Customer)
		known = v.Customer.Customer.Name
	}
	for _, p := range v.Record.Shipment.Parties {
		switch p.Role {
		case data.Purchaser, data.IntermediateConsignee, data.UltimateConsignee, data.EndUser:
			if p.Customer != nil && p.Name != known {
				seat(p.Customer)
			}
		}
	}
	return out
}
