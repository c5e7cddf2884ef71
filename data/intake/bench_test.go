package intake

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"redflag/data"
)

// orders makes a table of four parties a row, 1.5 lines a shipment.
func orders(n int) []byte {
	var b bytes.Buffer
	b.WriteString("Shipment ID,Order,Line,Order Date,Ship Date,Customer ID,Purchaser,Purchaser Country,Ultimate Consignee,Ultimate Consignee Address,Ultimate Consignee Country,End User,End User Country,Forwarder,Forwarder Country,Destination Country,Payer,Payer Country,Part Number,Description,Quantity,Unit,Unit Price,Line Value,Currency,ECCN,HS Code,Gross kg,Sales rep\n")
	for i := range n {
		s := i * 2 / 3
		c := s % 20000
		fmt.Fprintf(&b, "S-%d,SO-%d,%d,2025-03-%02d,2025-03-%02d,C-%d,Buyer %d Ltd,US,Consignee %d Sdn Bhd,\"Lot %d, Jalan Teknologi\",MY,User %d Pte Ltd,SG,Forwarder %d,SG,MY,Buyer %d Ltd,US,PN-%d,Rack server with 8 accelerators,8,pcs,30000.50,240004.00,USD,4A090,8471.50,320.5,Rep %d\n",
			s, s, i%3+1, s%28+1, s%28+1, c, c, c, c, c%9000, c%300, c, i%500, s%40)
	}
	return b.Bytes()
}

func BenchmarkCSV100k(b *testing.B) {
	content := orders(100_000)
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		rep, err := Read(context.Background(), "x.csv", bytes.NewReader(content), int64(len(content)), Options{Countries: testCountries}, func(*data.Record) error { return nil })
		if err != nil || rep.Fates[data.Accepted] != 100_000 {
			b.Fatal(err, rep.Fates)
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkJSONL(b *testing.B) {
	line := []byte(`{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-03-02","parties":[{"role":"end_user","name":"Wira","country":"MY","address":"Lot 5, Jalan Teknologi"},{"role":"forwarder","name":"Kappa","country":"SG"},{"role":"purchaser","name":"Buyer","country":"US"},{"role":"ultimate_consignee","name":"Selat","country":"MY"}],"destination_country":"MY","lines":[{"line":1,"part_number":"PN","description":"Rack server","quantity":8,"value":240000,"currency":"USD"}]}` + "\n")
	content := bytes.Repeat(line, 10_000)
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		for r, n := range Lines(bytes.NewReader(content), testCountries) {
			if r == nil {
				b.Fatal(n)
			}
		}
	}
	b.ReportMetric(10_000*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}
