package goods

import (
	"strings"

	"redflag/data/reference"
)

// chipModel is the model by which two texts can be held to tell two accelerators: a
// superchip is told by the chip in it, and a name that is the beginning of others, as MI300
// is of MI300X, tells none.
func (g *Goods) chipModel(chip *reference.Part) string {
	if chip.Vague == "yes" || strings.Contains(chip.Model, " of any ") {
		return ""
	}
	inside := ""
	for i := range g.parts.All {
		p := &g.parts.All[i]
		if p.Family != "" || p.Chip != "" {
			continue
		}
		if more, ok := strings.CutPrefix(p.Model, chip.Model); ok && more != "" && (more[0] < '0' || more[0] > '9') {
			return ""
		}
		if "G"+p.Model == chip.Model {
			inside = p.Model
		}
	}
	if inside != "" {
		return inside
	}
	return chip.Model
}
