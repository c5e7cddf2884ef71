package match

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed tables/address.txt
var addressTable string

// addrWords are the words that addresses are made of.
type addrWords struct {
	street   map[string]string // "rd" -> "road"
	before   map[string]string // kinds that stand before the name: "jalan"
	unit     map[string]bool
	box      map[string]bool   // a post box
	building map[string]bool   // "centre", "tower"
	block    map[string]bool   // "block", "phase"
	part     map[string]string // directions: "e" -> "east"
	place    map[string]string // -> its one name
	towns    map[string]bool   // those names
	country  map[string]string // -> ISO 2
	korean   map[string]string // in names of roads: "digital" -> "dijiteol"

	signs  addrSigns
	plain  rewritings
	inThai thaiSigns
}

var loadAddressWords = sync.OnceValues(func() (*addrWords, error) { return parseAddressWords("tables/address.txt", addressTable) })

// addressWords are those that could be read; Load says whether all could.
func addressWords() *addrWords { w, _ := loadAddressWords(); return w }

func parseAddressWords(name, text string) (*addrWords, error) {
	w := &addrWords{
		street: map[string]string{}, before: map[string]string{}, unit: map[string]bool{}, box: map[string]bool{}, building: map[string]bool{}, block: map[string]bool{}, part: map[string]string{},
		place: map[string]string{}, towns: map[string]bool{}, country: map[string]string{}, korean: map[string]string{}, signs: addrSigns{},
	}
	into := map[string]func(from, to string){
		"street":   func(from, to string) { w.street[from] = to },
		"before":   func(from, to string) { w.before[from] = to },
		"unit":     func(from, _ string) { w.unit[from] = true },
		"box":      func(from, _ string) { w.box[from] = true },
		"building": func(from, _ string) { w.building[from] = true },
		"block":    func(from, _ string) { w.block[from] = true },
		"part":     func(from, to string) { w.part[from] = to },
		"place":    func(from, to string) { w.place[from], w.towns[to] = to, true },
		"country":  func(from, to string) { w.country[from] = to },
		"korean":   func(from, to string) { w.korean[from] = to },
	}
	for _, sign := range signsOfAddresses() {
		into[sign] = func(from, _ string) { w.signs[sign] = append(w.signs[sign], from) }
	}
	err := readTable(name, text, func(words []string) *fault {
		put := into[words[0]]
		if put == nil {
			return &fault{0, fmt.Sprintf("%q is no class of words of an address; they are %s", words[0], strings.Join(slices.Sorted(maps.Keys(into)), ", "))}
		}
		for i := range words[1:] {
			from, to, bad := readingOf(words, i+1)
			if bad != nil {
				return bad
			}
			put(strings.ReplaceAll(from, "_", " "), to)
		}
		return nil
	})
	w.signs.sort()
	if missing := w.signs.missing(); err == nil && missing != "" {
		err = fmt.Errorf("%s: no row tells the words of %s", name, missing)
	}
	w.plain, w.inThai = w.signs.rewritings(), w.signs.thai()
	return w, err
}
