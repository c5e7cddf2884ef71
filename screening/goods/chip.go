package goods

import (
	"strings"

	"redflag/data/reference"
)

// chipModel is the model by which two texts can be held to tell two accelerators: a
// superchip is told by the chip in it, and a name that is the beginning of others, as MI300
// is of MI300X, tells none.
func (g *Goods) chipModel(chip *reference.Part) string {
	model := chip.Model
	if chip.Vague == "yes" || strings.Contains(model, " of any ") {
		return ""
	}
	for i := range g.parts.All {
		p := &g.parts.All[i]
		switch more, begins := strings.CutPrefix(p.Model, chip.Model); {
		case p.Family != "" || p.Chip != "":
		case begins && more != "" && (more[0] < '0' || more[0] > '9'):
			return ""
		case "G"+p.Model == chip.Model:
			model = p.Model
		}
	}
	return model
}
