package yamldoc

import (
	"strings"
	"testing"
)

func TestFaultsNameFileLineAndColumn(t *testing.T) {
	var v struct {
		A []struct {
			B string `yaml:"b"`
		} `yaml:"a"`
	}
	if _, err := Open("f.yaml", []byte("a:\n  - c: 1\n"), &v); err == nil || !strings.HasPrefix(err.Error(), "f.yaml:2:5: ") {
		t.Errorf("unknown field: %v", err)
	}
	d, err := Open("f.yaml", []byte("a:\n  - b: x\n"), &v)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Fail("$.a[0].b", "bad %s", "x"); err.Error() != "f.yaml:2:8: bad x" {
		t.Errorf("%v", err)
	}
	if err := d.Fail("$.nothing[9]", "bad"); err.Error() != "f.yaml: bad" {
		t.Errorf("%v", err)
	}
}

func TestFaultsOfTypeAreSaidInWords(t *testing.T) {
	var v struct {
		N float64  `yaml:"n"`
		L []string `yaml:"l"`
		B bool     `yaml:"b"`
	}
	for text, want := range map[string]string{
		"n: lots\n": "f.yaml:1:4: a number is wanted here, not a text",
		"l: 7\n":    "f.yaml:1:4: a list is wanted here, not a number",
		"b: 7\n":    "f.yaml:1:4: true or false is wanted here, not a number",
	} {
		if _, err := Open("f.yaml", []byte(text), &v); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
