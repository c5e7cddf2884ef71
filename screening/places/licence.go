package places

import (
	"fmt"
	"strings"

	"redflag/data"
)

// Days on which the destination test for advanced chips changed.
var (
	firstControls = data.Day(2022, 10, 7)
	wider         = data.Day(2023, 11, 17)
	memory        = data.Day(2024, 12, 2)
)

// Days from which everything on the Commerce Control List needs a licence for Russia and
// for Belarus (746.8), chips before they were 3A090 among it.
var (
	russia  = data.Day(2022, 2, 24)
	belarus = data.Day(2022, 3, 2)
)

// olderControl is a licence need that is older than the controls of advanced chips, and
// wider: that of an embargo, or of the measures against Russia and Belarus.
func (p *Places) olderControl(code string, on data.Date) (data.Truth, string) {
	from := russia
	switch code {
	case "BY":
		from = belarus
		fallthrough
	case "RU":
		if t := on.Before(from).Not(); t != data.False {
			return t, p.Name(code) + " needs a licence for all goods of the Commerce Control List since " + from.String() + " (746.8)"
		}
		return data.False, ""
	}
	switch t := p.Embargoed(code, on); {
	case t == data.True:
		return t, p.Name(code) + " is in Country Group E:1 or E:2, under embargo"
	case t == data.Undecided && p.Embargoed(code, firstControls) == data.True:
		return t, "the tables cannot say for " + p.Name(code) + " on " + on.String()
	}
	return data.False, ""
}

// level is the limb of a bucket: 'a', 'b' or 'c'; 0 where it names none.
func level(bucket string) byte {
	b := strings.ToLower(bucket)
	i := strings.LastIndexByte(b, '.')
	if i < 0 || i+1 >= len(b) {
		return 0
	}
	switch c := b[i+1]; c {
	case 'a', 'b', 'c':
		return c
	}
	return 0
}

// LicenceDestination says whether an item of a bucket ("3A090.a", "4A090.b") needs
// a licence because of the country that it goes to, on a day, with why. It knows
// nothing of headquarters, exceptions or other reasons for control. A bucket that
// names no limb is taken as .a. It is the law as enforced: the worldwide limb of
// January 2025 is not.
func (p *Places) LicenceDestination(country, bucket string, on data.Date) (data.Truth, string) {
	code, ok := p.Code(country)
	switch {
	case !ok && strings.TrimSpace(country) == "":
		return data.Undecided, "no country of destination is told"
	case !ok:
		return data.Undecided, fmt.Sprintf("%q is no country that the tables know", country)
	case on.State() != data.Known:
		return data.Undecided, "the date of the law is not known"
	case code == "US":
		return data.False, "the destination is the United States"
	}
	if t, why := p.olderControl(code, on); t != data.False {
		return t, why
	}
	limb := level(bucket)
	switch before := on.Before(firstControls); before {
	case data.True:
		return data.False, "before 7 October 2022 there was no control of advanced chips"
	case data.Undecided:
		return data.Undecided, "the date leaves open whether the controls of 7 October 2022 were on"
	}
	switch on.Before(wider) {
	case data.True:
		return p.firstRule(code, limb)
	case data.Undecided:
		if t, why := p.firstRule(code, limb); t == data.True {
			return t, why
		}
		return data.Undecided, "the date leaves open whether the wider destinations of 17 November 2023 were on"
	}
	if limb == 'c' {
		switch on.Before(memory) {
		case data.True:
			return data.False, "before 2 December 2024 high-bandwidth memory was not controlled"
		case data.Undecided:
			return data.Undecided, "the date leaves open whether the control of high-bandwidth memory of 2 December 2024 was on"
		}
		if code == "MO" {
			return data.True, "Macau always stands beside Country Group D:5"
		}
		return p.said(p.RestrictedHQ(code, on), code, "is in Country Group D:5", "is neither Macau nor in Country Group D:5")
	}
	return p.union(code, on)
}

// firstRule is the destination test of 7 October 2022: China, with Macau from
// January 2023. The limits of that time were others, so only .a is decided.
func (p *Places) firstRule(code string, limb byte) (data.Truth, string) {
	switch {
	case p.China(code) != data.True:
		return data.False, "until 17 November 2023 the control of advanced chips reached China, Hong Kong and Macau alone"
	case code == "MO":
		return data.Undecided, "Macau came under the first controls in January 2023, which the tables hold unverified"
	case limb == 'b' || limb == 'c':
		return data.Undecided, "the limits before 17 November 2023 were others than today's"
	}
	return data.True, p.Name(code) + " needed a licence for advanced chips since 7 October 2022"
}

// union is the test since 17 November 2023: Macau, the United Arab Emirates, and
// D:1, D:4 or D:5 where the country is not also in A:5 or A:6.
func (p *Places) union(code string, on data.Date) (data.Truth, string) {
	switch code {
	case "MO":
		return data.True, "Macau always stands beside Country Group D:5"
	case "AE":
		if p.InGroup(code, "D:4", on) == data.True {
			return data.True, "the United Arab Emirates is in Country Group D:4 and named in 3A090"
		}
		return data.True, "the United Arab Emirates is named in 3A090.b and was a licence destination before January 2025; for .a this is unverified"
	}
	in := data.False
	var groups []string
	for _, g := range [...]string{"D:1", "D:4", "D:5"} {
		t := p.InGroup(code, g, on)
		if t == data.True {
			groups = append(groups, g)
		}
		in = in.Or(t)
	}
	out := p.InGroup(code, "A:5", on).Or(p.InGroup(code, "A:6", on))
	need := in.And(out.Not())
	name := p.Name(code)
	if code == "HK" {
		name += " (counted as China)"
	}
	switch {
	case need == data.True:
		return need, name + " is in " + groupWords(groups)
	case in == data.False:
		return need, name + " is in none of Country Groups D:1, D:4 and D:5"
	case out == data.True && len(groups) > 0:
		return need, name + " is in " + groupWords(groups) + " but also in A:5 or A:6"
	case need == data.False:
		return need, name + " is in Country Group A:5 or A:6"
	}
	return need, "the tables cannot say for " + name + " on " + on.String()
}

// groupWords name country groups: "Country Groups D:1, D:4 and D:5".
func groupWords(groups []string) string {
	last := len(groups) - 1
	if last == 0 {
		return "Country Group " + groups[0]
	}
	return "Country Groups " + strings.Join(groups[:last], ", ") + " and " + groups[last]
}

func (p *Places) said(t data.Truth, code, yes, no string) (data.Truth, string) {
	switch t {
	case data.True:
		return t, p.Name(code) + " " + yes
	case data.False:
		return t, p.Name(code) + " " + no
	}
	return t, "the tables cannot say for " + p.Name(code)
}

// ExceptionDestination says which of License Exceptions NAC and ACA could reach a
// country for items that are not made for data centres: "NAC" with notice for
// Macau and D:5, "ACA" for other destinations of D:1 and D:4, "" where no licence
// is needed or the tables cannot say. E:1 and E:2 have neither, and of Russia and Belarus
// 746.8 lets in other exceptions alone.
func (p *Places) ExceptionDestination(country string, on data.Date) string {
	need, _ := p.LicenceDestination(country, "3A090.a", on)
	if need != data.True || p.closed(country, on) {
		return ""
	}
	if p.RestrictedHQ(country, on) == data.True {
		return "NAC"
	}
	return "ACA"
}

// closed reports whether an embargo, or the measures against Russia and Belarus, may leave
// none of the exceptions for chips.
func (p *Places) closed(country string, on data.Date) bool {
	code, ok := p.Code(country)
	if !ok {
		return false
	}
	older, _ := p.olderControl(code, on)
	return older != data.False || p.Embargoed(code, on) != data.False
}
