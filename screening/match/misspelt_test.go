package match

import "testing"

func TestNamesForTheEye(t *testing.T) {
	for name, want := range map[string]bool{
		"I.N.S.P.U.R Electronlc lnformation lndustry Co": true,
		"lnspur Elec. Info. Ind.":                        true,
		"Grey Heron lnternational Ltd":                   true,
		"Kestrel Productlon Co":                          true,
		"Solvveig Compute":                               true,
		"N O R D L I C H T Servers":                      true,
		"Inspur Electronic Information Industry Co":      false,
		"Solveig Compute Ltd":                            false,
		"S.A. de C.V. Monterrey":                         false,
		"A. B. C. Trading Co., L.L.C.":                   false,
		"Llanelli Computing":                             false,
		"ltd":                                            false,
		"Karlsruhe Institut":                             false,
		"Vltava Data s.r.o.":                             false,
		"lyon calcul":                                    false,
		"Atlantic Online":                                false,
		"上海某某有限公司":                                       false,
	} {
		if got := Misspelt(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
