package facts

import (
	_ "embed"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed enduse.yaml
var endUseYAML []byte

// endUseWords are what an end use says when it is told.
type endUseWords struct {
	telling, weapon, noWeapon, unfit, fit phrases.Set
}

func loadEndUse() (endUseWords, error) { return parseEndUse("enduse.yaml", endUseYAML) }

func parseEndUse(name string, text []byte) (endUseWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Telling      phrases.Tongues `yaml:"telling"`
		Weapon       phrases.Tongues `yaml:"weapon"`
		NoWeapon     phrases.Tongues `yaml:"no_weapon"`
		Unfit        phrases.Tongues `yaml:"unfit"`
		Fit          phrases.Tongues `yaml:"fit"`
	}
	t := phrases.Open(name, text, &f)
	return endUseWords{telling: t.Set("$.telling", f.Telling), weapon: t.Set("$.weapon", f.Weapon), noWeapon: t.Set("$.no_weapon", f.NoWeapon), unfit: t.Set("$.unfit", f.Unfit), fit: t.Set("$.fit", f.Fit)}, t.Err()
}

// endUseDeclined is the end use told where it says that the telling is declined, else "".
func (f *Facts) endUseDeclined() string {
	if f.sh == nil {
		return ""
	}
	w, use := &f.src.Words.uses, f.sh.StatedEndUse
	if len(use) > longestValue || !says(f.src.Words.firm.declined, use) || !says(w.telling, use) && len(strings.Fields(use)) > 2 {
		return ""
	}
	return use
}

// endUseWeapon is the end use told where it is a weapon, else "".
func (f *Facts) endUseWeapon() string {
	if f.sh == nil || data.TextState(f.sh.StatedEndUse) != data.Known {
		return ""
	}
	w, use := &f.src.Words.uses, f.sh.StatedEndUse
	if !says(w.weapon, use) || says(w.noWeapon, use) || f.src.Words.list.NotMilitary.In(strings.ToLower(use)) != "" {
		return ""
	}
	return use
}

// endUseUnfit reports an end use told that needs no such machines.
func (f *Facts) endUseUnfit() rules.Value {
	if f.sh == nil {
		return rules.Value{}
	}
	use := f.sh.StatedEndUse
	if state := data.TextState(use); state != data.Known {
		return rules.Value{State: state}
	}
	w := &f.src.Words.uses
	return boolValue(says(w.unfit, use) && !says(w.fit, use))
}
