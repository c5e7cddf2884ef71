package match

import (
	"regexp"
	"slices"
	"strings"
)

// rewriting puts a part of an address into words that are read everywhere.
type rewriting struct {
	from *regexp.Regexp
	to   string
}

var (
	unitWords = []rewriting{
		{regexp.MustCompile(`(?i),?\s*\b(?:bus|bte|boîte|boite|b\.)\s*(\d+[a-z]?)\b`), ", Unit $1"},
		{regexp.MustCompile(`(?i)stwg\.?(\s|$)`), "steenweg$1"},
		{regexp.MustCompile(`(?i)\b(\d+)\s+(bis|ter|quater)\b`), "$1$2"},
		{regexp.MustCompile(`(?i)\bb[âa]t(?:iment|\.)?\s*([a-z0-9]{1,3})\b`), ", Block $1,"},
		{regexp.MustCompile(`(?i)(\b\d+[a-z]*),\s+(rue|avenue|quai|boulevard|place|chemin|allée)\b`), "$1 $2"},
	}
	// a postcode of four figures stands before a town like the number of a house
	shortPostcode = rewriting{regexp.MustCompile(`,\s*(?:B-)?\d{4}(?:,\s*|\s+)(\p{Lu})`), ", $1"}
	spanishWords  = []rewriting{
		{regexp.MustCompile(`(?i)\bc/\s*`), "Calle "},
		{regexp.MustCompile(`(?i)\b(\d{1,2})\s*[ºª°]\s*(?:-\s*)?([a-z]\b|izq\w*\.?|dcha\.?|der\w*\.?)?`), "Unit $1$2"},
		{regexp.MustCompile(`(?i)(\d+),\s*(\d{1,2})\s*([a-z])\b`), "$1, Unit $2$3"},
		{regexp.MustCompile(`(?i)\b((?:calle|avenida|av\.|paseo|plaza)\s[^,\d]+),\s*(?:n[ºo.]+\s*)?(\d+)`), "$1 $2"},
	}
	vietnameseWords = []rewriting{
		{regexp.MustCompile(`(?i)(?:\bphòng|\bp\.)\s*(\d+)`), "Room $1"},
		{regexp.MustCompile(`(?i)(?:\btầng|\blầu|\bt\.?)\s*(\d{1,2})(\b)`), "$1/F$2"},
		{regexp.MustCompile(`(?i)(?:^|[\s,])số\s+(\d)`), " $1"},
		{regexp.MustCompile(`(?i)(?:\bquận|\bq\.|\bphường|\bphuong|\bp\.)\s+([^\d,])`), "$1"},
	}
)

// PlainAddress is an address of some countries in words that ParseAddress reads.
func PlainAddress(full, country string) string {
	var words []rewriting
	country = strings.ToUpper(country)
	switch country {
	case "BE", "NL", "LU", "FR", "CH", "MC":
		words = unitWords
	case "ES", "MX", "AR", "CL", "CO", "PE":
		words = spanishWords
	case "VN":
		words = vietnameseWords
	}
	if country == "BE" {
		words = append(slices.Clip(words), shortPostcode)
	}
	for _, w := range words {
		full = w.from.ReplaceAllString(full, w.to)
	}
	return full
}
