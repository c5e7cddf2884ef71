package match

import (
	"regexp"
	"slices"
	"strings"
)

// rewriting puts a part of an address into words that ParseAddress reads.
type rewriting struct {
	from *regexp.Regexp
	to   string
}

// rewritings are those of the countries that write so.
type rewritings struct{ french, belgian, spanish, vietnamese []rewriting }

func (s addrSigns) rewritings() (r rewritings) {
	write := func(shape, to string) rewriting { return rewriting{s.in(shape), to} }
	r.french = []rewriting{
		write(`(?i),?\s*\b<french_flat>\s*(\d+[a-z]?)\b`, ", Unit $1"),
		write(`(?i)<dutch_road>(\s|$)`, "steenweg$1"),
		write(`(?i)\b(\d+)\s+(<french_again>)\b`, "$1$2"),
		write(`(?i)\b<french_block>\s*([a-z0-9]{1,3})\b`, ", Block $1,"),
		write(`(?i)(\b\d+[a-z]*),\s+(<french_street>)\b`, "$1 $2"),
	}
	// A postcode of four figures stands before a town like the number of a house.
	r.belgian = append(slices.Clip(r.french), write(`,\s*(?:B-)?\d{4}(?:,\s*|\s+)(\p{Lu})`, ", $1"))
	r.spanish = []rewriting{
		write(`(?i)\b<spanish_road>\s*`, "Calle "),
		write(`(?i)\b(\d{1,2})\s*[ºª°]\s*(?:-\s*)?([a-z]\b|<spanish_side>\.?)?`, "Unit $1$2"),
		write(`(?i)(\d+),\s*(\d{1,2})\s*([a-z])\b`, "$1, Unit $2$3"),
		write(`(?i)\b(<spanish_street>\s[^,\d]+),\s*(?:n[ºo.]+\s*)?(\d+)`, "$1 $2"),
	}
	r.vietnamese = []rewriting{
		write(`(?i)\b<vietnamese_room>\s*(\d+)`, "Room $1"),
		write(`(?i)\b<vietnamese_floor>\s*(\d{1,2})(\b)`, "$1/F$2"),
		write(`(?i)(?:^|[\s,])<vietnamese_number>\s+(\d)`, " $1"),
		write(`(?i)\b<vietnamese_quarter>\s+([^\d,])`, "$1"),
	}
	return r
}

// PlainAddress is an address of some countries in words that ParseAddress reads.
func PlainAddress(full, country string) string {
	all, words := &addressWords().plain, []rewriting(nil)
	switch strings.ToUpper(country) {
	case "BE":
		words = all.belgian
	case "NL", "LU", "FR", "CH", "MC":
		words = all.french
	case "ES", "MX", "AR", "CL", "CO", "PE":
		words = all.spanish
	case "VN":
		words = all.vietnamese
	}
	for _, w := range words {
		full = w.from.ReplaceAllString(full, w.to)
	}
	return full
}
