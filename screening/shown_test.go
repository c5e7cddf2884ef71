package screening

import (
	"context"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"redflag/data"
	"redflag/screening/facts"
)

// fieldsOf adds the names that a record's fields have in files, at any depth.
func fieldsOf(t reflect.Type, into map[string]bool) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		fieldsOf(t.Elem(), into)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name != "" && name != "-" {
				into[name] = true
			}
			if f.PkgPath == "" && f.Type != t {
				fieldsOf(f.Type, into)
			}
		}
	}
}

// A person is shown fields of records, or words; never the name of a fact.
func TestWhatIsShownIsAFieldOfTheRecordOrWords(t *testing.T) {
	known := map[string]bool{"role": true} // which the codec of parties writes
	for _, v := range []any{data.Shipment{}, data.Customer{}, data.Holding{}} {
		fieldsOf(reflect.TypeOf(v), known)
	}
	for _, r := range []data.Role{data.Exporter, data.Manufacturer, data.Purchaser, data.IntermediateConsignee, data.UltimateConsignee,
		data.EndUser, data.Forwarder, data.NotifyParty, data.Payer, data.Bank} {
		known[string(r)] = true
	}
	index := regexp.MustCompile(`\[\d+\]`)
	field := func(name string) bool {
		for _, p := range strings.Split(index.ReplaceAllString(name, ""), ".") {
			if !known[p] {
				return false
			}
		}
		return true
	}
	dotted := map[string]bool{}
	for _, f := range facts.Schema() {
		if strings.Contains(f.Name, ".") {
			dotted[f.Name] = true
		}
		for _, e := range f.Fields {
			dotted[f.Name+"."+e.Name] = true
		}
	}
	leaks := func(s string) string {
		for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;:()\"", r) }) {
			if dotted[strings.TrimSuffix(w, ".")] {
				return w
			}
		}
		return ""
	}
	set := builtin(t)
	shown := 0
	for _, test := range set.Tests() {
		verdicts, err := judgeTest(context.Background(), set, tables(t), recognised(), today(), test)
		if err != nil {
			t.Fatal(err)
		}
		for i := range verdicts {
			for _, f := range verdicts[i].Findings {
				if w := leaks(f.Says); w != "" && !strings.Contains(w, "@") {
					t.Errorf("%s says %q, and %s is the name of a fact", f.Rule, f.Says, w)
				}
				for _, e := range f.Evidence {
					shown++
					if !strings.Contains(e.Field, " ") && !field(e.Field) {
						t.Errorf("%s (%s) shows %q = %q", f.Rule, test.Name, e.Field, e.Value)
					}
				}
			}
			for _, n := range verdicts[i].Near {
				if w := leaks(n.Why); w != "" {
					t.Errorf("%s, not flagged, says %q", n.Rule, n.Why)
				}
			}
		}
	}
	t.Logf("%d pieces of evidence", shown)
}
