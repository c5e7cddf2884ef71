package facts

import "testing"

func TestAListIsOfAClassByItsCodeOrItsName(t *testing.T) {
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	for list, want := range map[string]string{
		"EL": classLicence, "MEU": classLicence, "SDN": classSanctioned, "DPL": classProhibited, "UVL": classCaution,
		"us-bis-entity-list": classLicence, "us-bis-military-end-user-list": classLicence, "Entity List (EL)": classLicence,
		"us-dhs-uflpa": classCaution, "UFLPA Entity List": classCaution, "us-ofac-ns-cmic": classCaution, "us-dod-section-1260h": classCaution,
		"Denied Persons List": classProhibited, "specially_designated_nationals": classSanctioned,
		"jp-meti-end-user-list": classCaution, "local watch": classLocal, "house list": classCaution,
	} {
		if got := w.class(list); got != want {
			t.Errorf("%s is of the class %s, not %s", list, got, want)
		}
	}
}
