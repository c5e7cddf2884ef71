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

func newSubjects(asked []int32) subjects { return subjects{asked: asked, kept: make([]uint8, 1)} }

// ofSubject are the questions that ask of nothing but lasting facts of the record.
func ofSubject(questions []question) (out []int32) {
	lasts := func(r *ref) bool { return r.group == topLevel && r.lasting }
	for i, q := range questions {
		if q.fact != nil && lasts(q.fact) || q.atom != nil && onlyOf(q.atom.node, lasts) {
			out = append(out, int32(i))
		}
	}
	return out
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
