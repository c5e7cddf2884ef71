package desk

import (
	"fmt"

	"redflag/data"
)

// Override is what a pack of the house did to a built-in rule.
type Override struct {
	Rule   string           `json:"rule"`
	Title  string           `json:"title"`
	Kind   data.FindingKind `json:"kind"`
	Off    bool             `json:"off,omitempty"`
	Was    int              `json:"was"` // points as built in
	Points int              `json:"points"`
	Reason string           `json:"reason"`

	decides bool
}

// Overrides are the built-in rules that packs of the house switch off or re-weigh.
func (d *Desk) Overrides() ([]Override, error) {
	if d.folder == "" {
		return nil, nil
	}
	set, err := d.rules()
	if err != nil {
		return nil, err
	}
	builtin, err := loadRules("")
	if err != nil {
		return nil, err
	}
	var out []Override
	for _, r := range set.Rules() {
		b, known := builtin.Rule(r.ID)
		if !known || !r.Off && r.Points == b.Points {
			continue
		}
		out = append(out, Override{Rule: r.ID, Title: r.Title, Kind: r.Kind, Off: r.Off, Was: b.Points, Points: r.Points, Reason: r.Override,
			decides: r.Kind == data.StopFinding || r.Decisive})
	}
	return out, nil
}

// Grave reports whether what a law or a fact that decides asks for is not looked at any more.
func (o *Override) Grave() bool { return o.Off && o.decides }

// gravelyOff names the stops and the rules that decide which packs of the house switch off.
func (d *Desk) gravelyOff() ([]string, error) {
	if d.folder == "" {
		return nil, nil // the built-in rules are not read for this
	}
	set, err := d.rules()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range set.Rules() {
		if r.Off && (r.Kind == data.StopFinding || r.Decisive) {
			out = append(out, r.ID)
		}
	}
	return out, nil
}

// Words say the override in a sentence.
func (o *Override) Words() string {
	if o.Off {
		return fmt.Sprintf("This house has switched off the %s %q (%s): %s", o.Kind, o.Title, o.Rule, o.Reason)
	}
	return fmt.Sprintf("This house gives %+d in place of %+d points for %q (%s): %s", o.Points, o.Was, o.Title, o.Rule, o.Reason)
}
