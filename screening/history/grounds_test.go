package history

import (
	"reflect"
	"testing"
)

// A field that grounds leave out would let a verdict stand that rests on it.
func TestGroundsTakeEveryFieldOfPapers(t *testing.T) {
	sum := func(p *Papers) uint64 {
		var h Hasher
		h.Fields(p)
		return h.Sum()
	}
	none := sum(&Papers{})
	for i := range reflect.TypeFor[Papers]().NumField() {
		var p Papers
		switch f := reflect.ValueOf(&p).Elem().Field(i); {
		case f.Kind() == reflect.Bool:
			f.SetBool(true)
		case f.CanInt():
			f.SetInt(7)
		case f.CanUint():
			f.SetUint(7)
		default:
			f.SetFloat(7)
		}
		if sum(&p) == none {
			t.Errorf("%s is not in the grounds", reflect.TypeFor[Papers]().Field(i).Name)
		}
	}
}
