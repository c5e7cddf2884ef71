package facts

import (
	"slices"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/phrases"
)

// recordNotedListed reports whether the notes on the record of the customer that a name
// means tell that a list names it.
func (s *Sources) recordNotedListed(name, source string) bool {
	r := s.ownerRecord(name, source, "")
	return r != nil && s.notedListed(r.Customer.Notes)
}

// ownerRecord is the customer record that the name of an owner means: the one that bears it,
// else one that came on a list by its own notes and whose name, written in short forms or in
// another script, comes as near to it as a name on a list has to; nil for none.
func (s *Sources) ownerRecord(name, source, country string) *data.Record {
	if i, how, ok := s.Book.Resolve(name, source, country); ok || how != "" {
		if !ok {
			return nil
		}
		return s.Book.Customer(i)
	}
	r, _ := s.Book.StoppedNamesake(&data.Customer{Name: name, Country: country}, nil)
	if r == nil || !s.notedListed(r.Customer.Notes) {
		return nil
	}
	if a, b := s.country(country).iso, s.country(r.Customer.Country).iso; a != "" && b != "" && a != b {
		return nil
	}
	return r
}

// notedListed reports notes that tell that a list names whom they are about.
func (s *Sources) notedListed(notes string) bool {
	if notes == "" {
		return false
	}
	t := phrases.Read(notes)
	return slices.ContainsFunc(s.Words.screened.in(&t), func(x statement) bool {
		return x.what == foundListed || x.what == foundSanctioned || x.what == foundAddress
	}) || history.StoppedByList(notes) || s.Words.screened.namesList(&t) && history.NotedAsStopped(notes)
}
