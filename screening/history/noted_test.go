package history

import "testing"

func TestNotesThatRefuseACustomer(t *testing.T) {
	for notes, want := range map[string]bool{
		"REFUSED 2024-04: goods seen elsewhere":       true,
		"Old account. Blocked by compliance in March": true,
		"gesperrt seit 2023":                          true,
		"黑名单":                                         true,
		"They refused a visit in May":                 false,
		"Refused our visit in May":                    false,
		"No stops so far, good payer":                 false,
		"":                                            false,
	} {
		if got := notedAsStopped(notes); got != want {
			t.Errorf("%q: %v, want %v", notes, got, want)
		}
	}
}
