package history

import (
	"testing"

	"redflag/data"
)

func TestAnInvoiceThatAsksForAPartOfThePrice(t *testing.T) {
	for notes, want := range map[string]bool{
		"30% down payment": true, "2. Abschlagsrechnung": true, "facture d'acompte": true, "首付30%": true, "중도금 청구": true,
		"paid in full": false, "net 30 days": false, "": false,
	} {
		if got := AsksForAPart(&data.Shipment{Notes: notes}); got != want {
			t.Errorf("notes %q: %v, want %v", notes, got, want)
		}
		if got := AsksForAPart(&data.Shipment{Lines: []data.Line{{}, {Description: notes}}}); got != want {
			t.Errorf("line %q: %v, want %v", notes, got, want)
		}
	}
}
