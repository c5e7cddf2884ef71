package intake

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"redflag/data"
)

// A record is built in what an earlier one was built in, and nothing of that may show.
func TestARecordShowsNothingOfTheOneBefore(t *testing.T) {
	const head = "Shipment ID,Order,Line,Order Date,Purchaser,Purchaser Country,End User,End User Address,End User Country,Payer,Part Number,Quantity,Serial No,Port of Loading,Port of Discharge,Seal\n"
	orders := []string{
		"S-1,SO-1,1,2025-03-02,Buyer Ltd,SG,User Pte Ltd,\"Lot 5, Jalan Contoh\",MY,Other Ltd,PN-1,8,A1;A2,USLAX,MYPKG,77\nS-1,SO-1,2,2025-03-02,Buyer Ltd,SG,Second Pte Ltd,,MY,,PN-2,2,,,,78\n",
		"S-2,,,,,,,,,,,,,,,\n",
		"S-3,SO-3,1,2025-03-04,Buyer Ltd,SG,,,,,,,,,,\nS-3,SO-4,1,,,Nowhere,,,,Payer Ltd,PN-3,x,,,,79\n",
		"S-4,,,,,,User Pte Ltd,,,,,,,,,\n",
	}
	for _, turn := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {0, 3, 0, 1}, {2, 1, 2, 3}} {
		var all strings.Builder
		all.WriteString(head)
		for i, k := range turn {
			all.WriteString(strings.ReplaceAll(orders[k], fmt.Sprintf("S-%d,", k+1), fmt.Sprintf("R-%d,", i)))
		}
		together, _ := readAll(t, "x.csv", []byte(all.String()), Options{})
		check(t, "records", len(together), len(turn))
		for i, k := range turn {
			alone, _ := readAll(t, "x.csv", []byte(head+strings.ReplaceAll(orders[k], fmt.Sprintf("S-%d,", k+1), fmt.Sprintf("R-%d,", i))), Options{})
			check(t, "records", len(alone), 1)
			got, want := plain(together[i]), plain(alone[0])
			if got != want {
				t.Errorf("in the turn %v record %d is\n%s\nand alone\n%s", turn, i, got, want)
			}
		}
	}
}

// plain is a record as text, without the rows it stood in.
func plain(r *data.Record) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %v", r.Kind, r.Extra)
	s := *r.Shipment
	for _, p := range s.Parties {
		fmt.Fprintf(&b, "\n%s %+v", p.Role, *p.Customer)
	}
	s.Parties = nil
	fmt.Fprintf(&b, "\n%+v", s)
	return regexp.MustCompile(`row \d+`).ReplaceAllString(b.String(), "row")
}

// Reading costs the text of a row and little more, and holds nothing of rows that are
// done with, however many parties there are.
func TestReadingATableAsksForLittleMemory(t *testing.T) {
	const rows = 30_000
	var b bytes.Buffer
	b.WriteString("Shipment ID,Order,Line,Order Date,Purchaser,Purchaser Country,Ultimate Consignee,Ultimate Consignee Address,Ultimate Consignee Country,Forwarder,Part Number,Description,Quantity,Unit Price,Currency\n")
	for i := range rows {
		fmt.Fprintf(&b, "S-%d,SO-%d,%d,2025-03-02,Buyer %d Ltd,US,Consignee %d Sdn Bhd,\"Lot %d, Jalan Teknologi\",MY,Forwarder %d,PN-%d,Rack server with 8 accelerators,8,30000.50,USD\n",
			i*2/3, i*2/3, i%3+1, i, i, i, i%300, i%500)
	}
	content := b.Bytes()
	var before, after, held runtime.MemStats
	seen := 0
	runtime.GC()
	runtime.ReadMemStats(&before)
	_, err := Read(context.Background(), "x.csv", bytes.NewReader(content), int64(len(content)), Options{Countries: testCountries}, func(*data.Record) error {
		if seen++; seen == rows*2/3-1 {
			runtime.ReadMemStats(&after)
			runtime.GC()
			runtime.ReadMemStats(&held)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// The text of a row is 160 to 170 bytes of it; about 20 are a part of what is asked for
	// once, to know the columns.
	if each := (after.TotalAlloc - before.TotalAlloc) / rows; each > 510 {
		t.Errorf("a row asks for %d bytes", each)
	}
	if more := int64(held.HeapAlloc) - int64(before.HeapAlloc); more > 6<<20 {
		t.Errorf("near the end of the file %d bytes are held", more)
	}
}
