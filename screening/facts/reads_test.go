package facts

import (
	"slices"
	"testing"

	"redflag/screening/reading"
)

// A label that the model knows and facts do not, or the other way round, would be read
// by nobody.
func TestFactsAndTheModelHaveTheSameLabels(t *testing.T) {
	m, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := readLabels(), m.Labels(); !slices.Equal(got, want) {
		t.Errorf("facts know %q, the model %q", got, want)
	}
}

// What a column of blocks holds is asked about as such, and retells nothing; a sentence
// behind it does.
func TestNothingIsReadInAColumnOfBlocks(t *testing.T) {
	for text, block := range map[string]bool{
		"Lifecycle Status: Suspended": true,
		"Order block: 05":             true,
		"Lifecycle Status: Suspended; the last machines went to a hall in Shenzhen": false,
		"Suspended after the visit of last May":                                     false,
	} {
		if got := isBlock(text); got != block {
			t.Errorf("%q is said to be a block alone: %v", text, got)
		}
	}
}

func TestASentenceThatKeepsTheGoodsIsNoSign(t *testing.T) {
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		sign, sentence string
		want           bool
	}{
		{"reseller_as_end_user", "Signed: for own use in the hall, nobody else will hold the goods", true},
		{"onward_transfer", "Die Server werden nicht weiterverkauft", true},
		{"straw_purchaser", "仅供自用，不转售", true},
		{"onward_transfer", "They say for own use, but the crates are addressed to a trader", false},
		{"onward_transfer", "The servers go on to a trader", false},
		{"hand_carry", "For own use, in his luggage", false},
		{"staged_inspection", "The engineers were the same two as last year and each server was found at once", true},
		{"serial_anomaly", "Alle Meldungen aus Kassel, sonst nirgends", true},
		{"staged_inspection", "编号到现场才抽，马上找到", true},
		{"staged_inspection", "Found at once, but hollow", false},
		{"staged_inspection", "The sixth was found at once, the rest of the row was empty", false},
		{"volume_spike", "found at once", false},
	} {
		if got := w.affirms(c.sign, c.sentence); got != c.want {
			t.Errorf("%s: %q: %v", c.sign, c.sentence, got)
		}
	}
}

func TestSentencesThatDenyASign(t *testing.T) {
	w := words(t)
	for _, c := range []struct {
		sentence, label string
		want            bool
	}{
		{"Ruang mereka kosong, tidak ada Cambricon di sana", "prc_chip_use", true},
		{"There are no Ascend 910B boards in the room", "prc_chip_use", true},
		{"The goods are not for resale", "reseller_as_end_user", true},
		{"Ascend 910B boards stand in the room", "prc_chip_use", false},
		{"Not for resale, they said, but it will be resold to whoever pays", "reseller_as_end_user", false},
		{"There are no Ascend 910B boards in the room", "relabelled", false},
		{"The room is empty", "prc_chip_use", false},
		{"", "prc_chip_use", false},
	} {
		if got := w.denies(c.label, c.sentence); got != c.want {
			t.Errorf("%q as %s: %v", c.sentence, c.label, got)
		}
	}
}
