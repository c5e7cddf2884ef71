package sample

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Options are the size of a set. The same options write the same bytes.
type Options struct {
	Customers int
	Shipments int
	Seed      int64
}

// The stated shape of a set: on average one and a half lines and four named
// parties a shipment, 8 of 100 shipments with advanced chips, one in 250 with a
// pattern of diversion. Besides the customers, two party names a customer occur
// among consignees, end users, forwarders and payers.
const (
	advancedShare  = 0.08
	secondLine     = 0.33
	thirdLine      = 0.5 // of those with a second
	diversionShare = 0.004
	othersPerBuyer = 2
)

// Write writes customers.csv and shipments.csv into dir, streaming.
func Write(dir string, o Options) error {
	g := &generator{o: o, rnd: rand.New(rand.NewPCG(uint64(o.Seed), 0x5eed))}
	g.people()
	if err := g.file(filepath.Join(dir, "customers.csv"), g.customers); err != nil {
		return err
	}
	return g.file(filepath.Join(dir, "shipments.csv"), g.shipments)
}

type generator struct {
	o      Options
	rnd    *rand.Rand
	buyers []firm
	others []firm
	fwd    []firm
}

func (g *generator) file(path string, body func(*row)) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("cannot write the sample: %w", err)
	}
	r := &row{w: bufio.NewWriterSize(f, 1<<18)}
	body(r)
	if err := errors.Join(r.w.Flush(), f.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// row writes CSV cells without building strings.
type row struct {
	w   *bufio.Writer
	any bool
}

func (r *row) cell(s string) *row {
	if r.any {
		r.w.WriteByte(',')
	}
	r.any = true
	quote := false
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == ',' || c == '"' || c == '\n' {
			quote = true
			break
		}
	}
	if !quote {
		r.w.WriteString(s)
		return r
	}
	r.w.WriteByte('"')
	for i := 0; i < len(s); i++ {
		if s[i] == '"' {
			r.w.WriteByte('"')
		}
		r.w.WriteByte(s[i])
	}
	r.w.WriteByte('"')
	return r
}

func (r *row) cells(all ...string) *row {
	for _, s := range all {
		r.cell(s)
	}
	return r
}

func (r *row) end() {
	r.w.WriteByte('\n')
	r.any = false
}
