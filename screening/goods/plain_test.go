package goods

import (
	"testing"

	"redflag/data"
)

func TestLookAlikesArePutRight(t *testing.T) {
	for text, want := range map[string]string{
		"H1OO 80GB":           "H100 80GB",
		"Hl00":                "H100",
		"HIOO SXM5":           "H100 SXM5",
		"XE968O":              "XE9680",
		"SYS-82IGE-TNHR":      "SYS-821GE-TNHR",
		"900-2l0l0-0000-000":  "900-21010-0000-000",
		"9OO-21O1O-OOOO-OOO":  "900-21010-0000-000",
		"L4OS":                "L40S",
		"MI3OOX":              "MI300X",
		"H1 00 PCIe":          "H100 PCIe",
		"RTX 40 90":           "RTX4090",
		"GPUH100":             "GPU H100",
		"8H100":               "8 H100",
		"NVIDIAA10080GBPCIe":  "NVIDIA A100 80GB PCIe",
		"A10080GB PCIe":       "A100 80GB PCIe",
		"H20096G":             "H200 96G",
		"RTX409024G":          "RTX4090 24G",
		"NVIDIAL424GGPU":      "NVIDIA L4 24G GPU",
		"NVIDIAH200141GB卡":    "NVIDIA H200 141GB卡",
		"GeForceRTX4090D24G":  "GeForce RTX4090D 24G",
		"AMDInstinctMI300X":   "AMD Instinct MI300X",
		"2xNVIDIAL40S48G":     "2x NVIDIA L40S 48G",
		"Н-100":               "H-100", // Cyrillic
		"NVIDIА Н1ОО":         "NVIDIA H100",
		"Ⓗ①⓪⓪":                "H100",
		"四零九零":                "4090",
		"H二百":                 "H200",
		"A壹佰":                 "A100",
		"哈一百":                 "H100",
		"409零":                "4090",
		"Ø 40 pipe, 10 l":     "",
		"one of 3 GOOD books": "",
		"32 l tank":           "",
		"насос Н100":          "",
		"三百六十度":               "",
	} {
		got, changed := plainText(text)
		if want == "" {
			if _, named := catalogue(t).recognisedAs(got); named {
				t.Errorf("%q is read as %q, which names a part", text, got)
			}
			continue
		}
		if got != want || !changed {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func (g *Goods) recognisedAs(text string) (string, bool) {
	r := g.Recognise(&data.Line{Description: text})
	id := modelOf(r)
	return id, id != noModel
}

func TestWordsThatVouchAreSpeltRight(t *testing.T) {
	g := catalogue(t)
	for text, want := range map[string]string{
		"Hoper H100": "hopper H100", "Blackwel B200": "blackwell B200", "nvdiia": "nvidia", "Guadi 3": "gaudi 3",
		"copper H100": "copper H100", "Audi 3": "Audi 3", "Ascents": "Ascents", "shopper": "shopper", "hopper": "hopper",
	} {
		got, _ := g.spelling.correct(text)
		if got != want {
			t.Errorf("%q is spelt %q, want %q", text, got, want)
		}
	}
	for _, pair := range [][2]string{{"hoper", "hopper"}, {"hopperr", "hopper"}, {"hoppre", "hopper"}, {"hupper", "hopper"}} {
		if !isOneOff(pair[0], pair[1]) {
			t.Errorf("%q is not one letter from %q", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"hopper", "hopper"}, {"hper", "hopper"}, {"huppar", "hopper"}, {"", "hopper"}} {
		if isOneOff(pair[0], pair[1]) {
			t.Errorf("%q is one letter from %q", pair[0], pair[1])
		}
	}
}

// What a line tells of goods without a model, of their number or of what they are named
// after, from the description alone and with a part number.
func TestAcceleratorsAreToldWithoutTheirName(t *testing.T) {
	g := catalogue(t)
	for _, c := range []struct{ number, text, want string }{
		{"", "Data processing card, 80 GB HBM3, PCIe x16", "accelerator"},
		{"", "AI server 8U with 8 GPUs", "gpu-server"},
		{"", "Servidor de IA con 8 GPU", "gpu-server"},
		{"", "141GB HBM3e SXM GPU", "h200"}, // no other has so much
		{"", "HBM3 stack 24GB, SK hynix, tray", "hbm"},
		{"", "Heatsink for 8 GPU server", noModel},
		{"", "FPGA card 16GB HBM2", noModel},
		{"", "Server rack 42U for 8 GPU nodes", noModel},
		{"", "Server 2U, 8 SSD, no GPU", noModel},
		{"900-21010-0O00-000", "GPU CARD", "h100"},
		{"900-2G132-0080-000", "card", "l40s"}, // one character off
		{"935-24278-0001-000", "board", "hgx-h100"},
		{"900-9X721-00E1-ST0", "adapter card", noModel},
		{"9002200123456", "bolt", noModel},
	} {
		r := g.Recognise(&data.Line{PartNumber: c.number, Description: c.text})
		if got := modelOf(r); got != c.want {
			t.Errorf("%q %q is %s, want %s (%s)", c.number, c.text, got, c.want, r.Why)
		}
	}
}

func FuzzPlainText(f *testing.F) {
	f.Add("H1OO 四零九零 Н-100 RTX 40 90")
	f.Add("哈")
	f.Add("9O-")
	f.Fuzz(func(t *testing.T, s string) {
		got, changed := plainText(s)
		if !changed && got != s {
			t.Errorf("%q became %q and is said to be the same", s, got)
		}
	})
}
