package rules

// subjects remember the answers to questions that ask of nothing but whom a record is
// about: the orders of one customer all have the same.
type subjects struct {
	asked []int32 // the questions
	place []int32 // of what is kept of each subject, by its number, 0 for nothing yet
	kept  []uint8 // answers, as Outcome has them
	at    int32   // place of the subject at hand, 0 where it does not last
}

// mostSubjects bounds the answers kept, after which all are forgotten.
const mostSubjects = 1 << 24

func newSubjects(questions []question) subjects {
	s := subjects{kept: make([]uint8, 1)}
	for i, q := range questions {
		lasts := func(r *ref) bool { return r.group == topLevel && r.lasting }
		if q.fact != nil && lasts(q.fact) || q.atom != nil && onlyOf(q.atom.node, lasts) {
			s.asked = append(s.asked, int32(i))
		}
	}
	return s
}

// recall gives the answers that were found for the subject at hand before.
func (s *subjects) recall(f Facts, answers []uint8) {
	s.at = 0
	who, ok := f.(Lasting)
	if !ok || len(s.asked) == 0 {
		return
	}
	n, _, ok := who.Lasting(Subject, 0)
	if !ok {
		return
	}
	if len(s.kept) > mostSubjects {
		clear(s.place)
		s.kept = s.kept[:1]
	}
	for int(n) >= len(s.place) {
		s.place = append(s.place, 0)
	}
	if s.at = s.place[n]; s.at == 0 {
		s.at = int32(len(s.kept))
		s.place[n] = s.at
		s.kept = append(s.kept, make([]uint8, len(s.asked))...)
		return
	}
	for i, a := range s.kept[s.at:][:len(s.asked)] {
		answers[s.asked[i]] = a
	}
}

// keep keeps what was found by now.
func (s *subjects) keep(answers []uint8) {
	if s.at == 0 {
		return
	}
	kept := s.kept[s.at:][:len(s.asked)]
	for i, q := range s.asked {
		kept[i] = answers[q]
	}
}
