package lists

import (
	"bytes"
	"crypto/sha256"
	"maps"
	"slices"

	"redflag/data"
	"redflag/data/tape"
)

// keptForm changes with what is written, and with what the parser makes of a file.
const keptForm = "list 1"

// Encode writes a pack down as it was parsed, for Decode.
func Encode(p *data.ListPack) []byte {
	t := tape.Write(make([]byte, sha256.Size, sha256.Size+256*len(p.Entries)))
	keep(t, p)
	b := t.Bytes()
	sum := sha256.Sum256(b[sha256.Size:])
	copy(b, sum[:])
	return b
}

// Decode reads a pack that Encode wrote, of the file of that hash. What is damaged, or of
// another file, does not read: then the file is parsed again.
func Decode(b []byte, hash string) (*data.ListPack, error) {
	if len(b) < sha256.Size {
		return nil, tape.Err
	}
	if sum := sha256.Sum256(b[sha256.Size:]); !bytes.Equal(sum[:], b[:sha256.Size]) {
		return nil, tape.Err
	}
	p, t := &data.ListPack{}, tape.Read(b[sha256.Size:])
	keep(t, p)
	if err := t.End(); err != nil {
		return nil, err
	}
	if p.Hash != hash {
		return nil, tape.Err
	}
	return p, nil
}

func keep(t *tape.Tape, p *data.ListPack) {
	form := keptForm
	if t.Text(&form); form != keptForm {
		t.Spoil()
		return
	}
	for _, s := range [...]*string{&p.Name, &p.Hash, &p.File, &p.Cut} {
		t.Text(s)
	}
	keepDate(t, &p.AsOf)
	t.Flag(&p.Starter)
	keepCounts(t, p)
	w := words{at: map[string]uint64{}}
	tape.Each(t, &p.Entries, 20, func(e *data.ListEntry) { w.entry(t, e) })
	tape.Each(t, &p.Ignored, 6, func(n *data.RowNote) {
		for _, s := range [...]*string{&n.Sheet, &n.Field, (*string)(&n.Fate), &n.Reason, &n.Raw} {
			t.Text(s)
		}
		t.Number(&n.Row)
	})
}

func keepCounts(t *tape.Tape, p *data.ListPack) {
	codes := slices.Sorted(maps.Keys(p.Counts))
	of := p.Counts
	if t.Reading() {
		p.Counts = map[string]int{}
	}
	tape.Each(t, &codes, 2, func(code *string) {
		t.Text(code)
		n := of[*code]
		t.Number(&n)
		p.Counts[*code] = n
	})
}

func keepDate(t *tape.Tape, d *data.Date) {
	year := int64(d.Year)
	t.Int(&year)
	d.Year = int16(year)
	for _, n := range [...]*int8{&d.Month, &d.Day} {
		b := uint8(*n)
		t.Byte(&b)
		*n = int8(b)
	}
	t.Flag(&d.Asked)
}

// words are texts that many entries share, each written once.
type words struct {
	all []string
	at  map[string]uint64 // from 1
}

// text writes a text the first time it comes, and its number after that.
func (w *words) text(t *tape.Tape, s *string) {
	n := w.at[*s]
	if t.Uint(&n); n > uint64(len(w.all)) {
		t.Spoil()
	} else if n > 0 {
		*s = w.all[n-1]
		return
	}
	t.Text(s)
	w.all = append(w.all, *s)
	w.at[*s] = uint64(len(w.all))
}

func (w *words) entry(t *tape.Tape, e *data.ListEntry) {
	for _, s := range [...]*string{&e.List, &e.Source, &e.Type, &e.Programs, &e.LicenceRequirement, &e.LicencePolicy, &e.FRNotice, &e.Basis} {
		w.text(t, s)
	}
	for _, s := range [...]*string{&e.ID, &e.Name, &e.Label, &e.Remarks} {
		t.Text(s)
	}
	t.Texts(&e.Aliases)
	t.Texts(&e.Addresses)
	t.Texts(&e.IDs)
	tape.Each(t, &e.Countries, 1, func(s *string) { w.text(t, s) })
	t.Flag(&e.AddressOnly)
	t.Flag(&e.Restricted)
	keepDate(t, &e.StartDate)
	keepDate(t, &e.EndDate)
}
