package facts

import (
	"math/bits"
	"slices"
	"strings"
	"testing"

	"redflag/screening/phrases"
)

func (w *kindWords) ids(all kindSet) (out []string) {
	for ; all != 0; all &= all - 1 {
		out = append(out, w.kinds[bits.TrailingZeros32(uint32(all))].id)
	}
	return out
}

func TestKindsOfGoods(t *testing.T) {
	w, err := loadKinds()
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"SiP, 16nm logic + 4x HBM2E 16GB":               "memory_stack",
		"N7 wafers, compute die 660 mm2":                "advanced_wafer wafer",
		"N7 wafer lots, HPC die 6xx mm2":                "advanced_wafer wafer",
		"7nm tape-out, mask set":                        "advanced_wafer wafer",
		"22FDX wafers":                                  "wafer",
		"180nm CMOS wafers":                             "wafer",
		"rad-hard 16Mb SRAM wafers":                     "wafer radiation_hard",
		"Ion implanter modules (final assembly abroad)": "chip_tool",
		"光刻机零部件":                                        "chip_tool",
		"photosensitive resin kit for wafer bumping":    "chip_material",
		"Logic emulation rack, install + training":      "design_tool",
		"MMIC PA wafers GaN Ka-band foundry run":        "wafer microwave",
		"ADC 14-bit 3 GSPS, -55C..125C":                 "converter",
		"XCKU060 FPGA":                                  "programmable_logic",
		"OLED micro-display SXGA, mil grade option":     "microdisplay",
		"MCU + Jetson AGX Orin 64GB modules":            "edge_module",
		"SoC 1892VM-type, marked SDG-14":                "custom_chip",
		"uncooled microbolometer core 640x512":          "imager",
		"tactical grade IMU":                            "inertial",
		"class | 3A001.a.5":                             "converter",
		"class | 9A515.e.1":                             "radiation_hard",
		"class | 3B991":                                 "chip_tool",
		"class | 3B991.b.2.c":                           "chip_tool design_tool",
		"class | EAR99":                                 "",
		"chocolate wafers, lots of 24":                  "",
		"solar wafers M10, lot 4":                       "",
		"stainless dies for 16 mm bolts":                "",
		"die cast housing 14 nm coating":                "",
		"butterfly valve wafers DN 200 mm":              "",
		"ADC flash code reader":                         "",
		"battery pack with SoC display":                 "",
		"HDD 18TB SATA":                                 "",
		"hydrogen boiler HBM 20":                        "",
		"etching primer, 20 l":                          "",
		"Stehleiter Alu 8 Stufen":                       "",
		"DDR4 DIMM 16GB":                                "",
		"thermal paste 30 g":                            "",
		"night lamp":                                    "",
	} {
		description, eccn, ok := strings.Cut(line, " | ")
		if !ok {
			eccn = ""
		}
		if got := strings.Join(w.ids(w.called(description)|w.classed(eccn, "")), " "); got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
	if got := w.ids(w.classed("", "8486.20")); !slices.Equal(got, []string{"chip_tool"}) {
		t.Errorf("8486.20: %q", got)
	}
}

// Every kind is found by its own names, beside a word that it wants.
func TestEveryKindIsKnownByItsNames(t *testing.T) {
	w, err := loadKinds()
	if err != nil {
		t.Fatal(err)
	}
	for i := range w.kinds {
		k := &w.kinds[i]
		for _, p := range k.names {
			text := written(p)
			if k.with != nil {
				text += " " + written(k.with[0])
			}
			if w.called(text)&(1<<i) == 0 {
				t.Errorf("%q is no %s", text, k.id)
			}
		}
	}
}

func written(p phrases.Phrase) string {
	if p.Exact != "" {
		return p.Exact
	}
	return p.Text
}

func TestFaultsOfTheTableOfKinds(t *testing.T) {
	for fault, text := range map[string]string{
		"no source and basis": "trades_without_use: {en: [x]}\nkinds: []\n",
		"is not the kind":     "source: x\nbasis: unverified\ntrades_without_use: {en: [x]}\nkinds:\n  - {id: biscuit, says: x, item: x, source: x, basis: unverified, names: {en: [x]}}\n",
		"a kind says what":    "source: x\nbasis: unverified\ntrades_without_use: {en: [x]}\nkinds:\n  - {id: memory_stack, says: x, item: x, source: x, names: {en: [x]}}\n",
		"in capitals":         "source: x\nbasis: unverified\ntrades_without_use: {en: [x]}\nkinds:\n  - {id: memory_stack, says: x, item: x, source: x, basis: sourced, eccn: [3a090], names: {en: [x]}}\n",
		"the rules know":      "source: x\nbasis: unverified\ntrades_without_use: {en: [x]}\nkinds:\n  - {id: memory_stack, says: x, item: x, source: x, basis: sourced, names: {en: [x]}}\n",
	} {
		_, err := parseKinds("kinds.yaml", []byte(text))
		if err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%s: %v", fault, err)
		}
	}
}

func FuzzKinds(f *testing.F) {
	w, err := loadKinds()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("N7 wafers", "3A090.c", "8486")
	f.Add("\xff HBM3 \u0130", "3b", "84")
	f.Fuzz(func(t *testing.T, description, eccn, hs string) {
		for _, id := range w.ids(w.called(description) | w.classed(eccn, hs)) {
			if !slices.Contains(goodsKinds(), id) {
				t.Errorf("%q %q %q: %s", description, eccn, hs, id)
			}
		}
	})
}

func TestWhatNotesSayOfADesign(t *testing.T) {
	w, err := loadFoundry()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"tape-out uses mask id prefix of C-61 (stopped). Packaging house: 'will advise'. Ult. owner form not back after 3 reminders": "design_of_another packager_open form_empty",
		"PE: GDS block map looks like the VTV die we stopped in 2020. transistor count form blank":                                   "design_of_another form_empty",
		"OSAT q: cust asked low-temp solder bumps so memory can be taken off?":                                                       "memory_off",
		"版图和已停客户一样":                                              "design_of_another",
		"封装厂待定":                                                  "packager_open",
		"attestation not signed, again":                          "form_empty",
		"attestation signed, on file":                            "",
		"same mask set as last lot":                              "",
		"mask ids do not match those of the stopped customer":    "",
		"memory cannot be removed, underfilled":                  "",
		"Packaging house: Kulim Bumping, as always":              "",
		"lot stopped at litho, layout of pallets same as before": "design_of_another",
		"": "",
	} {
		var got []string
		for _, s := range w.in(text) {
			got = append(got, s.what)
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%q: %q, want %q", text, g, want)
		}
	}
}

func FuzzFoundry(f *testing.F) {
	w, err := loadFoundry()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("tape-out uses mask id prefix of C-61 (stopped)")
	f.Add("\xff 封装厂待定\u0130")
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range w.in(text) {
			if !slices.Contains(foundrySays(), s.what) {
				t.Errorf("%q: %+v", text, s)
			}
		}
	})
}
