package facts

import (
	"regexp"
	"strings"
	"testing"
)

func TestWhatAMakerDoesForOthersIsNoActOfThisDeal(t *testing.T) {
	e := words(t).elsewhere
	for text, blanked := range map[string]bool{
		"maintenance contracts by huawei to its other customers":                    true,
		"the vendor's own service at other sites":                                   true,
		"the vendor’s own hosting for third parties":                                true,
		"servicing of the maker itself for others":                                  true,
		"we offer maintenance contracts by huawei to its other customers":           false,
		"quote includes the vendor's own service at other sites":                    false,
		"maintenance contracts by huawei to this customer":                          false,
		"maintenance by the carrier to its other customers":                         false,
		"sold as new. the vendor's own service at other sites is no part. we agree": true,
	} {
		got := e.without(text)
		if len(got) != len(text) || (got != text) != blanked {
			t.Errorf("%q becomes %q, want it blanked: %v", text, got, blanked)
		}
	}
}

func TestFaultsOfTheWordsOfElsewhereNameThePlace(t *testing.T) {
	for old, new := range map[string]string{"others:": "other:", "basis: unverified": "basis: maybe", "[huawei,": "[Huawei,", "[we,": "[we, we,"} {
		_, err := parseElsewhere("own.yaml", []byte(strings.Replace(string(elsewhereYAML), old, new, 1)))
		if err == nil || !regexp.MustCompile(`^own\.yaml:\d+:\d+: `).MatchString(err.Error()) {
			t.Errorf("%s: %v", new, err)
		}
	}
}
