package facts

import (
	"math"
	"strings"
	"testing"

	"redflag/data"
)

func TestGoodsThatNoWordNamesAreByTheirPrice(t *testing.T) {
	w := &words(t).nameless
	of := &Nameless{Card: &Good{}, Machine: &Good{Nameless: true}}
	card, machine, none := "card", "machine", ""
	for _, c := range []struct {
		description     string
		price, quantity float64
		want            string
	}{
		{"graphics cards, 24GB", 2100, 64, card}, {"graphics cards", 2100, 4, none}, {"graphics cards", 900, 500, none}, {"Grafikkarte", 9100, 1, card},
		{"GPU", 27100, 240, card}, {"GPU", 270000, 8, machine}, {"显卡", 2100, 64, card}, {"видеокарты", 2100, 64, card}, {"การ์ดจอ", 2100, 64, card},
		{"graphics card", 9100, math.NaN(), card}, {"graphics card", 2100, math.NaN(), none}, {"graphics card XT-4401", 2100, 64, none}, {"graphics card XT-4401", 9100, 64, card},
		{"AI server", 40000, 2, machine}, {"AI server", 20000, 2, none}, {"8-GPU server 8U", 40000, 2, machine}, {"高性能服务器", 210000, 8, machine},
		{"servers", 61000, 8, machine}, {"servers", 40000, 8, none}, {"Server ohne Angabe", 145000, 4, machine}, {"servers without gpus", 145000, 4, none}, {"graphics cards, without model number", 9100, 2, card}, {"服务器 不含显卡", 145000, 4, none}, {"server SR650 V3", 61000, 8, none}, {"SAP HANA appliance server 6TB", 102000, 2, none},
		{"Server room cooling unit", 90000, 2, none}, {"servers for the branch offices in the north and south", 90000, 2, none}, {"GPU 90 kVA 400 Hz diesel, towable", 61000, 1, none},
		{"GPU server, 30 TB storage", 140000, 1, machine}, {"GPU server (incl. licence and support)", 140000, 1, machine}, {"Storage for GPU servers, 400 TB", 140000, 1, none}, {"GPU server, 8 slots, without GPUs", 41000, 1, none}, {"AI server, ohne GPU, 2x Xeon", 41000, 1, none},
		{"PCIe card dual slot 350W 94GB", 28000, 4, card}, {"PCIe capture card 12G-SDI", 9000, 4, none}, {"mezzanine module 700W", 27000, 8, card}, {"OAM baseboard", 140000, 2, machine}, {"High-density compute platform 8U air-cooled", 290000, 2, machine}, {"Inference appliance 2U", 90000, 1, machine},
		{"linear accelerator", 2100000, 1, none}, {"PROCESSING UNITS", 300000, 12, machine}, {"SIGNAL PROCESSING UNITS FOR SONAR BUOYS OF SHIPS", 300000, 12, none}, {"rubber accelerator", 9000, 20, none}, {"GPU server software license", 61000, 1, none}, {"injection moulding machine", 231000, 2, none},
	} {
		got := none
		switch w.at(w.in(c.description), c.price, c.quantity, of) {
		case of.Card:
			got = card
		case of.Machine:
			got = machine
		}
		if got != c.want {
			t.Errorf("%v x %q at %v is %q, want %q", c.quantity, c.description, c.price, got, c.want)
		}
	}
}

func TestAMeasureIsNoModel(t *testing.T) {
	for word, want := range map[string]bool{"24gb": false, "8u": false, "8-gpu": false, "x8": false, "8x": false, "16": false, "sr650": true, "4090": true, "xt-4401": true, "gpu": false, "b200": true, "rtx": false} {
		if isModel(word) != want {
			t.Errorf("%q is a model: %v", word, !want)
		}
	}
}

func TestFaultsOfNamelessGoodsNameThePlace(t *testing.T) {
	for old, with := range map[string]string{
		"card: 6000,":       "card: 600,",
		"many: 16":          "many: 0",
		`"8471", "8473"`:    `"8471.5", "8473"`,
		"basis: unverified": "basis: maybe",
		"machines:":         "machine:",
		"without:":          "lacking:",
		`ends: [","`:        `ends: [""`,
	} {
		text := strings.Replace(string(namelessYAML), old, with, 1)
		if _, err := parseNameless("own.yaml", []byte(text)); text == string(namelessYAML) || err == nil || !strings.HasPrefix(err.Error(), "own.yaml:") {
			t.Errorf("%s: %v", with, err)
		}
	}
}

func FuzzNamelessGoods(f *testing.F) {
	w := &words(f).nameless
	f.Add("显卡 24GB \xff gpu server sr650", 2100.0, 16.0)
	of := &Nameless{Card: &Good{}, Machine: &Good{Nameless: true}}
	f.Fuzz(func(t *testing.T, text string, price, quantity float64) {
		if g := w.at(w.in(text), price, quantity, of); g != nil && price < w.prices.OfMany {
			t.Errorf("%q at %v is one by its price", text, price)
		}
	})
}

// Without a price nothing tells that goods with such a name are lesser ones, unless they are few.
func TestGoodsWithoutAPriceMayBeAdvanced(t *testing.T) {
	w := words(t)
	of := &Nameless{Card: &Good{}, Machine: &Good{Nameless: true}}
	for _, c := range []struct {
		description           string
		unit, value, quantity float64
		want                  *Good
	}{
		{"AI server, 8U", math.NaN(), math.NaN(), 10, of.Machine}, {"AI server, 8U", 20_000, 200_000, 10, nil}, {"GPU server SR650", math.NaN(), math.NaN(), 10, nil},
		{"graphics cards", math.NaN(), math.NaN(), 64, of.Card}, {"graphics cards", math.NaN(), math.NaN(), 4, nil}, {"servers", math.NaN(), math.NaN(), 64, nil},
		{"AI server, 8U", math.NaN(), 20_000, 1, nil}, {"AI server, 8U", 0, 0, 2, of.Machine}, {"graphics cards", 0, math.NaN(), 4, nil},
	} {
		l := &data.Line{Description: c.description, Quantity: data.Num(c.quantity)}
		if got := w.ByPrice(l, &Good{Good: data.Good{Controlled: data.ControlledNoSign}}, c.unit, c.value, of, nil); got != c.want {
			t.Errorf("%v x %q at %v is %+v, want %+v", c.quantity, c.description, c.unit, got, c.want)
		}
	}
}
