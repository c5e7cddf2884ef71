package goods

import (
	"testing"

	"redflag/data"
)

// A tariff number or words of another trade take a bare name for that trade's, and never one that
// words of this trade vouch for: a wrong number is how goods are hidden.
func TestATariffNumberClearsBareNamesAlone(t *testing.T) {
	g := catalogue(t)
	for _, c := range []struct {
		text, hs string
		stray    bool
		want     data.Controlled
	}{
		{"Pökelinjektor MI300 40 Nadeln", "8438.50", true, data.ControlledNoSign},
		{"Füllmaschine H200 mit Abdrehwerk", "84385000", true, data.ControlledNoSign},
		{"Centrifugal pump H100, bronze", "8413.70", true, data.ControlledNoSign},
		{"Pökelinjektor MI300 40 Nadeln", "", true, data.ControlledNoSign},
		{"Pökelinjektor MI300 40 Nadeln", "8471.50", false, data.ControlledPossible},
		{"Pökelinjektor MI300 40 Nadeln", "8479.89", true, data.ControlledNoSign}, // a heading for whatever no other takes
		{"AGV tug MI210", "", true, data.ControlledNoSign},                        // a word of another trade says so without a number
		{"Blender B300 drum 300 l", "", true, data.ControlledNoSign},
		{"Hopper H200 tolva de granos 20 m3", "", true, data.ControlledNoSign},
		{"Precision balance B200-3, 200 g / 1 mg", "9016.00", true, data.ControlledNoSign}, // grams, and no memory
		{"分析天平 A100 100g", "9016.00", true, data.ControlledNoSign},
		{"Kutter H100 80G", "8438.50", false, data.ControlledYes}, // as much as the chip has
		{"Bench scale H200 100 kg x 20 g", "8423.82", true, data.ControlledNoSign},
		{"Blender H100 80GB PCIe", "", false, data.ControlledYes},
		{"AGV with 2x NVIDIA H100", "", false, data.ControlledYes},
		{"MI300", "8438.50", false, data.ControlledYes}, // no word says what else it is
		{"8 pcs H100", "8438.50", false, data.ControlledYes},
		{"NVIDIA H100", "8438.50", false, data.ControlledYes},
		{"Kutter H100 80GB PCIe", "8438.50", false, data.ControlledYes},
		{"AMD Instinct MI300X accelerator", "9503.00", false, data.ControlledYes},
	} {
		r := g.Recognise(&data.Line{Description: c.text, HS: c.hs})
		if r.Stray != c.stray || r.Controlled != c.want {
			t.Errorf("%q under %q: stray %v and %s, want %v and %s (%s)", c.text, c.hs, r.Stray, r.Controlled, c.stray, c.want, r.Why)
		}
	}
}

func TestMachinesWithoutTheirAccelerators(t *testing.T) {
	g := catalogue(t)
	for text, shell := range map[string]bool{
		"SYS-521GE-TNRT platform, no CPU/MEM/HDD/GPU":       true,
		"4U8G GPU server chassis, empty, no board, no PSU":  true,
		"R760xa, 512GB, 0 GPU installed":                    true,
		"DL380a Gen11, zero GPUs fitted":                    true,
		"SR675 V3 w/out accelerators":                       true,
		"DGX-1 carcass, all V100 removed":                   true,
		"Server R760xa senza schede GPU":                    true,
		"G293-Z43 barebone, GPU not incl, HSK incl":         true,
		"R760xa with PCIe 5.0 GPU, 4x L40S":                 false,
		"XE9680 with 8x H100, no CPU, 8 GPUs":               false,
		"HGX H100 baseboard removed from XE9680, tested ok": false,
	} {
		if r := g.Recognise(&data.Line{Description: text}); r.Accessory != shell {
			t.Errorf("%q: without accelerators %v, want %v (%s)", text, r.Accessory, shell, r.Why)
		}
	}
}
