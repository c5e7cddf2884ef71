package reference

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.csv *.yaml
var embedded embed.FS

// Tables are all reference tables of one program version. They are read-only
// after loading and safe to share.
type Tables struct {
	Countries *Countries
	Groups    *Groups
	Hubs      []Hub
	Ports     *Ports
	Zones     []Zone
	Namesakes []Zone // towns that bear the name of a better-known one of another country
	Calendar  []Rule
	Rates     *Rates
	Tariff    *Tariff
	Power     []Power
	Buckets   []Bucket
	Parts     *Parts

	Hash string // sha256 over all tables, for the stamp
}

// Load reads the embedded tables. The caller keeps the result; loading again
// reads everything again.
func Load() (*Tables, error) { return loadFrom(embedded) }

// IsCode says whether a word is the two letters of a country, without the rest of the tables.
func IsCode(word string) bool {
	text, _ := embedded.ReadFile("countries.csv")
	return len(word) == 2 && strings.Contains(string(text), "\n"+word+",")
}

// loadFrom reads tables of the same names from another place.
func loadFrom(fsys fs.FS) (*Tables, error) {
	r := &reader{fsys: fsys}
	t := &Tables{
		Countries: r.countries("countries.csv", "country_names.csv"),
		Groups:    r.groups("groups.yaml"),
		Hubs:      r.hubs("hubs.csv"),
		Ports:     r.ports("ports.csv"),
		Zones:     r.zones("zones.csv"),
		Namesakes: r.zones("namesakes.csv"),
		Calendar:  r.calendar("calendar.csv"),
		Rates:     r.rates("rates.csv"),
		Tariff:    r.tariff("tariff.csv"),
		Power:     r.power("power.csv"),
		Buckets:   r.buckets("buckets.csv"),
		Parts:     r.parts("parts.yaml"),
	}
	if r.err != nil {
		return nil, r.err
	}
	if err := t.check(); err != nil {
		return nil, err
	}
	t.Hash = r.hash()
	return t, nil
}

// check holds the tables against one another: every country that a table names
// must be a country.
func (t *Tables) check() error {
	known := func(table, code string) error {
		if t.Countries.Get(code) == nil {
			return fmt.Errorf("%s: %q is no country of countries.csv", table, code)
		}
		return nil
	}
	for code, of := range t.Groups.lands {
		if err := errors.Join(known("groups.yaml", code), known("groups.yaml", of)); err != nil {
			return err
		}
	}
	for _, h := range t.Hubs {
		if err := known("hubs.csv", h.Country); err != nil {
			return err
		}
	}
	for _, p := range t.Ports.All {
		if err := known("ports.csv", p.Country); err != nil {
			return err
		}
	}
	for name, zones := range map[string][]Zone{"zones.csv": t.Zones, "namesakes.csv": t.Namesakes} {
		for _, z := range zones {
			if err := known(name, z.Country); err != nil {
				return err
			}
		}
	}
	for _, g := range t.Groups.names {
		for _, v := range t.Groups.vintages[g] {
			for _, c := range slices.Concat(v.Members, v.Unsure) {
				if err := known("groups.yaml", c); err != nil {
					return err
				}
			}
		}
	}
	for _, p := range t.Parts.All {
		if err := known("parts: "+p.ID, p.Designer); p.Designer != "" && err != nil {
			return err
		}
	}
	return nil
}

// reader reads one table after the other and keeps the first fault.
type reader struct {
	fsys fs.FS
	read []string // name and hash of each file read
	err  error
}

func (r *reader) file(name string) []byte {
	if r.err != nil {
		return nil
	}
	b, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		r.err = fmt.Errorf("read reference table: %w", err)
		return nil
	}
	h := sha256.Sum256(b)
	r.read = append(r.read, name+" "+hex.EncodeToString(h[:]))
	return b
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reader) hash() string {
	slices.Sort(r.read)
	h := sha256.New()
	for _, l := range r.read {
		h.Write([]byte(l + "\n"))
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
