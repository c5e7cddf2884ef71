package facts

import (
	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

// readAsOther is what a line of a return or of service says is on the label, and what is
// read out of the goods, where these are two models.
func (f *Facts) readAsOther() rules.Value {
	if act := f.act(); act != "return" && act != "service" && !history.TookIn(f.sh) {
		return rules.Value{}
	}
	for i := range f.lines {
		if said := f.readOther(&f.lines[i]); said != "" {
			return textValue(said)
		}
	}
	return rules.Value{}
}

// readOther is the same of one line. What stands behind a word goes up to the other one.
func (f *Facts) readOther(l *line) string {
	w := f.src.Words
	t := phrases.Read(l.Description)
	label, afterLabel := w.list.OnLabel.Next(&t, 0)
	if label < 0 {
		return ""
	}
	inside, afterInside := w.list.ReadOut.Next(&t, 0)
	if inside < 0 {
		return ""
	}
	end := len(t.Shown)
	outer, inner := t.Shown[min(afterLabel, end):], t.Shown[min(afterInside, end):]
	if label < inside {
		outer = t.Shown[afterLabel:max(afterLabel, inside)]
	} else {
		inner = t.Shown[afterInside:max(afterInside, label)]
	}
	borne, found := f.src.Recognise(&data.Line{Description: outer}), f.src.Recognise(&data.Line{Description: inner})
	if borne == nil || found == nil || borne.Model == "" || found.Model == "" || borne.Model == found.Model {
		return ""
	}
	if controlRank(borne.Controlled) < 2 && controlRank(found.Controlled) < 2 {
		return ""
	}
	return borne.Model + " by its label and " + found.Model + " inside"
}
