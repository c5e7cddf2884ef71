package goods

import (
	"strings"
	"testing"

	"redflag/data"
	"redflag/data/reference"
)

// The chips of the regulation's table, with what their figures come to.
func TestChipsFallWhereTheRegulationPutsThem(t *testing.T) {
	g := catalogue(t)
	for want, ids := range map[string]string{
		"yes 3A090.a":    "a100 a800 h100 h800 h200 gh200 b100 b200 gb200 b300 gb300 l40s l4 rtx4090 rtx5090 rtx6000ada rtxpro6000 mi250 mi250x mi300a mi300x mi325x mi350x mi355x gaudi2 gaudi3 pvc ascend910c mi400 mtts5000",
		"yes 3A090.b":    "a30 a40 l40 mi100 mi210 flex170",
		"possible":       "h20 mi308x mtts4000 enflame-t20 biv100 mlu370",
		"no":             "a10 a2 t4 v100 l20 l2 rtx4090d rtx5090d rtxa6000 rtx5000ada rtx5080 sophgo-bm",
		"yes":            "ascend910b ascend910d",
		"yes 4A090.a":    "dgx-a100 dgx-h100 dgx-h200 dgx-b200 dgx-b300 hgx-a100 hgx-h100 gb200-nvl72 gb300-nvl72 dell-xe9680 smc-821ge hpe-xd670 inspur-nf5688",
		"possible 4A090": "hgx-h20",
	} {
		for _, id := range strings.Fields(ids) {
			p := g.parts.Get(id)
			if p == nil {
				t.Errorf("%s is not in the catalogue", id)
				continue
			}
			r := g.describe(p)
			got := string(r.Controlled) + " " + r.Bucket
			if want == "possible 4A090" {
				want = "possible"
			}
			if !strings.HasPrefix(got, want) {
				t.Errorf("%s is %s (%s), want %s", id, got, r.Why, want)
			}
		}
	}
}

// A range across the line between the limbs is controlled by either; one that has an end
// below both is not settled.
func TestLimbsLeaveNoGapBetweenThem(t *testing.T) {
	exactly := func(v float64) reference.Range { return reference.Range{Low: v, High: v} }
	for _, c := range []struct {
		tpp, die reference.Range
		want     string
	}{
		{exactly(4800), exactly(4000), "yes 3A090.a"},
		{exactly(4799), exactly(4799 / 1.6), "yes 3A090.b"},
		{exactly(4799), exactly(3000), "no "}, // density 1.599...
		{exactly(1600), exactly(1600 / 5.92), "yes 3A090.a"},
		{exactly(1599), exactly(100), "no "},
		{exactly(1600), exactly(1600 / 3.2), "yes 3A090.b"},
		{exactly(2399), exactly(2399 / 3.19), "no "},
		{exactly(2400), exactly(2400 / 3.19), "yes 3A090.b"},
		{reference.Range{Low: 3800, High: 5000}, reference.Range{Low: 700, High: 850}, "yes 3A090.a"},
		{reference.Range{Low: 4000, High: 4100}, reference.Range{Low: 600, High: 700}, "yes 3A090.a"},
		{reference.Range{Low: 2300, High: 5000}, reference.Range{Low: 700, High: 850}, "possible "},
		{reference.Range{Low: 1500, High: 9000}, reference.Range{}, "possible "},
		{reference.Range{Low: 2400, High: 4700}, reference.Range{}, "possible "},
		{reference.Range{Low: 5000, High: 9000}, reference.Range{}, "yes 3A090.a"},
		{reference.Range{Low: 100, High: 1599}, reference.Range{}, "no "},
	} {
		p := &reference.Part{TPP: c.tpp, Die: c.die, DC: "yes"}
		ctrl, limb, why := bucket(p)
		if got := string(ctrl) + " " + limb; got != c.want {
			t.Errorf("TPP %s on %s mm2 is %s (%s), want %s", c.tpp, c.die, got, why, c.want)
		}
		if a, b := limits(p); a.Or(b) == data.True && reaches(p) != data.True || reaches(p) == data.False != (ctrl == data.ControlledNo) {
			t.Errorf("TPP %s on %s mm2: limbs %v and %v, together %v", c.tpp, c.die, a, b, reaches(p))
		}
	}
}

func TestNamedChipsOfTheGuidanceAreSureAndOthersPresumed(t *testing.T) {
	g := catalogue(t)
	for _, p := range g.parts.All {
		if p.Family != "" {
			continue
		}
		r := g.describe(&p)
		chip := g.parts.Inside(&p)
		named := chip.ID == "ascend910b" || chip.ID == "ascend910c" || chip.ID == "ascend910d"
		if r.PRCNamed != named {
			t.Errorf("%s: named by the guidance is %v", p.ID, r.PRCNamed)
		}
		if named && (r.PRCReaches != data.True || r.Controlled != data.ControlledYes) {
			t.Errorf("%s is named and yet %s", p.ID, r.Controlled)
		}
		if chip.Designer == "CN" && r.PRC != data.True {
			t.Errorf("%s is not taken for a Chinese design", p.ID)
		}
	}
}

func TestHostileTextCostsLittle(t *testing.T) {
	g := catalogue(t)
	for _, text := range []string{strings.Repeat("H100 ", 2000), strings.Repeat("昇腾", 3000), strings.Repeat("x-", 5000), strings.Repeat("\xff\u202e", 3000), strings.Repeat("rail kit for ", 800) + "H100 GPU"} {
		l := &data.Line{PartNumber: text, Description: text}
		n := testing.AllocsPerRun(5, func() { g.Recognise(l) })
		if n > 50 {
			t.Errorf("%.0f allocations for %.20q", n, text)
		}
	}
}

func BenchmarkHostileText(b *testing.B) {
	g := catalogue(b)
	l := &data.Line{Description: strings.Repeat("rail kit for H100 GPU ", 500)}
	b.ReportAllocs()
	for b.Loop() {
		g.Recognise(l)
	}
}

// The overlay of January 2026 wants TPP and bandwidth below its limits, and a range across
// one of them leaves that open.
func TestLimitsOfTheReviewAreNotReached(t *testing.T) {
	for _, c := range []struct {
		tpp, gbs reference.Range
		want     data.Truth
	}{
		{reference.Range{Low: 20999, High: 20999}, reference.Range{Low: 6499, High: 6499}, data.True},
		{reference.Range{Low: 21000, High: 21000}, reference.Range{Low: 6499, High: 6499}, data.False},
		{reference.Range{Low: 20999, High: 20999}, reference.Range{Low: 6500, High: 6500}, data.False},
		{reference.Range{Low: 14000, High: 29400}, reference.Range{Low: 3700, High: 3700}, data.Undecided},
		{reference.Range{Low: 15000, High: 16000}, reference.Range{Low: 6000, High: 7000}, data.Undecided},
		{reference.Range{Low: 15000, High: 16000}, reference.Range{}, data.Undecided},
		{reference.Range{Low: 36000, High: 36000}, reference.Range{}, data.False},
	} {
		if got := caseByCase(&reference.Part{TPP: c.tpp, GBs: c.gbs}); got != c.want {
			t.Errorf("TPP %s at %s GB/s: case by case is %v, want %v", c.tpp, c.gbs, got, c.want)
		}
	}
}

func TestCaseByCaseReviewIsForTheLesserChips(t *testing.T) {
	g := catalogue(t)
	for id, want := range map[string]data.Truth{
		"h100": data.True, "h200": data.True, "h20": data.True, "mi300x": data.True, "mi325x": data.True,
		"b100": data.False, "b200": data.False, "mi355x": data.False, "gaudi3": data.Undecided, "mi308x": data.Undecided,
	} {
		if r := g.describe(g.parts.Get(id)); r.CaseByCase != want {
			t.Errorf("%s: case by case is %v, want %v", id, r.CaseByCase, want)
		}
	}
}

func TestWhatIsToldNeverMakesLessOfAPart(t *testing.T) {
	g := catalogue(t)
	for _, text := range []string{"NVIDIA H100 80GB", "NVIDIA H20 96GB", "RTX 4070", "office chair", "Ascend 910C"} {
		plain := g.Recognise(&data.Line{Description: text})
		for _, eccn := range []string{"EAR99", "4A994", "3A090.a", "5A992.z", "nonsense"} {
			told := g.Recognise(&data.Line{Description: text, ECCN: eccn})
			if rank(told.Controlled) < rank(plain.Controlled) {
				t.Errorf("%q told %s is %s, and %s without", text, eccn, told.Controlled, plain.Controlled)
			}
		}
	}
}

func rank(c data.Controlled) int {
	switch c {
	case data.ControlledYes:
		return 2
	case data.ControlledPossible:
		return 1
	}
	return 0
}
