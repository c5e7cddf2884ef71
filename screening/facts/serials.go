package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// serialBack is one that comes back, and had come back before.
func (f *Facts) serialBack() rules.Value {
	if !f.dated || f.act() != "return" {
		return rules.Value{}
	}
	return f.serial(func(s string) bool { return f.src.Book.BackBefore(s, f.sold, f.day) })
}

// serialPlaceholder is what stands for a serial number and is none.
func (f *Facts) serialPlaceholder() rules.Value {
	if v := f.serial(history.StandsInForSerial); v.State != data.NotTold {
		return v
	}
	for i := range f.lines {
		l := &f.lines[i]
		told := l.Serials[:min(len(l.Serials), mostSerials)]
		if s := pick(pick(f.strayEntry(told), bearsType(l.Description, told)), f.bearsDate(told)); s != "" {
			return textValue(s)
		}
	}
	return rules.Value{}
}

// shortEntry and longNumber part an entry of one or two signs from the numbers beside it.
const (
	shortEntry = 2
	longNumber = 8
)

// strayEntry is the first of the serial numbers of a line that is the phone of a party, or
// so short that the long numbers beside it show it to be none.
func (f *Facts) strayEntry(serials []string) string {
	long, short := 0, ""
	for i, s := range serials {
		if i == mostSerials {
			break
		}
		s = strings.TrimSpace(s)
		switch {
		case len(s) >= longNumber:
			if long++; f.isPhone(s) {
				return s
			}
		case s != "" && len(s) <= shortEntry && short == "":
			short = s
		}
	}
	if long < 2 {
		return ""
	}
	return short
}

// isPhone reports an entry that is written as a phone number with its country, or is the
// phone of a party.
func (f *Facts) isPhone(entry string) bool {
	number := onlyDigits(entry)
	if len(number) < longNumber || len(number) < len(entry)-4 {
		return false
	}
	if strings.HasPrefix(entry, "+") {
		return true
	}
	for i := range f.parties {
		for _, phone := range f.parties[i].full().Phones {
			if onlyDigits(phone) == number {
				return true
			}
		}
	}
	return false
}

// figuresOf is a serial number with the letters O and I as the figures that they look like:
// makers give no two numbers that differ in nothing else.
func figuresOf(serial string) string {
	return lookAlike.Replace(strings.ToUpper(strings.TrimSpace(serial)))
}

var lookAlike = strings.NewReplacer("O", "0", "I", "1")

// leastType is the length from which on a word of letters and figures is the type of a machine.
const leastType = 5

// bearsType reports a number that has the type of the goods in it, by the words of their
// description, though not all of the numbers beside it have.
func bearsType(description string, serials []string) string {
	for _, word := range strings.FieldsFunc(strings.ToUpper(description), func(r rune) bool { return !isSign(r) }) {
		if len(word) < leastType || !strings.ContainsAny(word, "0123456789") || !strings.ContainsAny(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			continue
		}
		found, n := "", 0
		for _, s := range serials {
			if strings.Contains(strings.ToUpper(s), word) {
				if n++; found == "" {
					found = s
				}
			}
		}
		if n > 0 && n < len(serials) {
			return found
		}
	}
	return ""
}

func isSign(r rune) bool { return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' }

// bearsDate reports a number that begins with the very day of the paper, though not all of the
// numbers beside it do.
func (f *Facts) bearsDate(serials []string) string {
	day := f.sh.Date.String()
	if len(day) != len("2006-01-02") {
		return ""
	}
	day = strings.ReplaceAll(day, "-", "")
	begins := func(s string) bool { return strings.HasPrefix(strings.TrimSpace(s), day) }
	at := slices.IndexFunc(serials, begins)
	if at < 0 || !slices.ContainsFunc(serials, func(s string) bool { return !begins(s) }) {
		return ""
	}
	return serials[at]
}

func (f *Facts) serialsMissing() rules.Value {
	return f.any(false, func(l *line) rules.Value {
		return boolValue(l.controlled() && (l.good.Server || l.good.GPUs > 1) && f.delivered() && len(l.Serials) == 0)
	})
}

// serialSeen is a serial number that goes out and stands on a shipment of before, or on another one of the day.
func (f *Facts) serialSeen() rules.Value {
	if !f.dated || history.TookIn(f.sh) {
		return rules.Value{}
	}
	return f.serial(func(s string) bool { return f.src.Book.SerialBefore(s, f.sh, f.day) })
}

// serialOfAnother is one that comes in, or that is read or served on a site, and went out
// to another customer.
func (f *Facts) serialOfAnother() rules.Value {
	if act := f.act(); !f.dated || !history.TookIn(f.sh) && act != "service" && act != "host" {
		return rules.Value{}
	}
	return f.serial(func(s string) bool { return f.src.Book.SerialOfAnother(s, f.sold, f.day) })
}

// serialServed is one that comes back, or is served on a site, and went out to the same
// customer.
func (f *Facts) serialServed() rules.Value {
	if !f.dated || !history.TookIn(f.sh) && f.act() != "service" {
		return rules.Value{}
	}
	return f.serial(func(s string) bool { return f.src.Book.SerialOfOwn(s, f.sold, f.day) })
}

// serialSoldAsOther is one of advanced chips that went out as something else.
func (f *Facts) serialSoldAsOther() rules.Value {
	if !f.dated || controlRank(f.allGoods().worst.Controlled) < 2 || !history.TookIn(f.sh) && f.act() != "service" {
		return rules.Value{}
	}
	return f.serial(func(s string) bool { return f.src.Book.SoldAsNoChips(s, f.sold, f.day) })
}

// serialOfChips is one of goods after their sale that went out as advanced chips.
func (f *Facts) serialOfChips() rules.Value {
	if act := f.act(); !f.dated || act != "return" && act != "service" && act != "host" {
		return rules.Value{}
	}
	return f.serial(func(s string) bool { return f.src.Book.SoldAsChips(s, f.sold, f.day) })
}

// serialOtherChip is one of goods after their sale that went out as another accelerator than
// its line tells.
func (f *Facts) serialOtherChip() rules.Value {
	if act := f.act(); !f.dated || !history.TookIn(f.sh) && act != "service" && act != "host" {
		return rules.Value{}
	}
	n := 0
	for i := range f.lines {
		l := &f.lines[i]
		if l.good.Chip == "" {
			continue
		}
		for _, s := range l.Serials {
			if n++; n > mostSerials {
				return unknownValue()
			}
			if f.src.Book.SerialOfOtherChip(s, l.good.Chip, f.sold, f.day) {
				return textValue(s)
			}
		}
	}
	return rules.Value{}
}

// serialSentElsewhere is one of hosted goods that went out to another country.
func (f *Facts) serialSentElsewhere() rules.Value {
	if !f.dated || f.act() != "host" {
		return rules.Value{}
	}
	return f.serial(func(s string) bool { return f.src.Book.SerialSentElsewhere(s, f.sold, f.day) })
}

// serialNeverSent is one that comes back on an order whose papers tell others, all that
// went out, and that went out on no paper.
func (f *Facts) serialNeverSent() rules.Value {
	if !f.dated || f.act() != "return" {
		return rules.Value{}
	}
	strange := func(s string) bool { return !f.src.Book.WentOut(s, f.sold, f.day) }
	switch {
	case f.papersBefore().Numbered:
		return f.serial(strange)
	case f.numbersTold() < fewestStrange || f.numbersTold() > mostSerials || !f.src.Book.NumberedBefore(f.sold, f.day):
		return rules.Value{}
	}
	for s := range history.Serials(f.sh) {
		if !strange(s) {
			return rules.Value{} // one of ours among them: the others were typed wrong, or sold by somebody else
		}
	}
	return f.serial(strange)
}

// fewestStrange is how many numbers come back, none of which went out, before it is no mistake.
const fewestStrange = 4

func (f *Facts) numbersTold() (n int) {
	for i := range f.sh.Lines {
		n += len(f.sh.Lines[i].Serials)
	}
	return n
}

// serialOtherUser is one that comes back from, or is served for, another end user than it
// went out for, or goes out to another soon after that one sent it back.
func (f *Facts) serialOtherUser() rules.Value {
	if act := f.act(); f.dated && !history.TookIn(f.sh) && (act == "sell" || act == "transport") {
		return f.serial(func(s string) bool { return f.src.Book.SerialTurned(s, f.sold, f.day) })
	}
	if !f.dated || !history.TookIn(f.sh) && f.act() != "service" {
		return rules.Value{}
	}
	return f.serial(func(s string) bool { return f.src.Book.SerialOfOtherUser(s, f.sold, f.day) })
}

// serialTwoPlaces is one that is read here, and was read elsewhere shortly before.
func (f *Facts) serialTwoPlaces() rules.Value {
	if !f.dated || f.act() != "service" {
		return rules.Value{}
	}
	return f.serial(func(s string) bool { return f.src.Book.ReadElsewhere(s, f.sold, f.day) })
}

// serialElsewhere is one that stands here by this paper, and by an earlier one elsewhere.
func (f *Facts) serialElsewhere() rules.Value {
	if !f.dated {
		return rules.Value{}
	}
	return f.serial(func(s string) bool { return f.src.Book.SerialStoodElsewhere(s, f.sold, f.day) })
}

// mostSerials bounds how many serial numbers of a shipment are looked up.
const mostSerials = 10_000

// serial is the first serial number of the shipment that is so.
func (f *Facts) serial(so func(string) bool) rules.Value {
	n := 0
	for s := range history.Serials(f.sh) {
		if n++; n > mostSerials {
			return unknownValue()
		}
		if so(s) {
			return textValue(s)
		}
	}
	return rules.Value{}
}

func (f *Facts) serialTwice() rules.Value {
	seen := map[string]bool{}
	for i := range f.lines {
		for _, s := range f.lines[i].Serials {
			if data.TextState(s) != data.Known {
				continue
			}
			n := figuresOf(s)
			if seen[n] {
				return boolValue(true)
			}
			if len(seen) < 100_000 {
				seen[n] = true
			}
		}
	}
	if len(seen) == 0 {
		return rules.Value{}
	}
	return boolValue(false)
}
