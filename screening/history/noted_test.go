package history

import "testing"

func TestNotesThatRefuseACustomer(t *testing.T) {
	for notes, want := range map[string]bool{
		"REFUSED 2024-04: goods seen elsewhere":       true,
		"Old account. Blocked by compliance in March": true,
		"gesperrt seit 2023":                          true,
		"CLOSED 2024-11 - visit failed":               true,
		"Blocked 26.03.2025 (parent was listed)":      true,
		"Suspended 3/4/2025 after a call":             true,
		"Closed 24-12-2024":                           true,
		"Closed":                                      false,
		"Closed on Fridays":                           false,
		"Closed 2 weeks in August":                    false,
		"Stopped 4 orders for want of stock":          false,
		"黑名单":                                         true,
		"They refused a visit in May":                 false,
		"Refused our visit in May":                    false,
		"No stops so far, good payer":                 false,
		"":                                            false,
	} {
		if got := NotedAsStopped(notes); got != want {
			t.Errorf("%q: %v, want %v", notes, got, want)
		}
	}
}
