package facts

import (
	"reflect"
	"testing"

	"redflag/data"
	"redflag/screening/rules"
)

// A value put over another is that value whole, whatever the other held.
func TestPutLeavesNothingOfTheValueBefore(t *testing.T) {
	values := []rules.Value{
		{}, unknownValue(), boolValue(true), boolValue(false), num(7), textValue("MY"), dateValue(data.Day(2025, 5, 13)), listValue(nil), listValue([]string{}), listValue([]string{"a"}),
		{State: data.Unknown, Text: "tba"},
	}
	if n := reflect.TypeFor[rules.Value]().NumField(); n != 4 {
		t.Fatalf("a value has %d fields, and four are put", n)
	}
	for _, before := range values {
		for _, v := range values {
			got := before
			if put(&got, v); !reflect.DeepEqual(got, v) {
				t.Errorf("%+v put over %+v is %+v", v, before, got)
			}
		}
	}
}
