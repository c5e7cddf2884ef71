package rules

import "redflag/data"

// Room is where the evidence of many findings is kept, so that nothing has to be made
// for each: whoever is done with all of them clears it and uses it again. None at all is
// a room that is always new.
type Room struct {
	pieces [][]data.Evidence
	at     int // of the piece in use
}

const (
	roomPiece   = 1 << 10
	fewEvidence = 4 // that a list begins with room for
)

// Clear takes back all that was handed out.
func (r *Room) Clear() {
	for i := range r.pieces {
		r.pieces[i] = r.pieces[i][:0]
	}
	r.at = 0
}

func (r *Room) take(n int) []data.Evidence {
	if r == nil {
		return make([]data.Evidence, 0, n)
	}
	for ; r.at < len(r.pieces); r.at++ {
		p := r.pieces[r.at]
		if from, to := len(p), len(p)+n; to <= cap(p) {
			r.pieces[r.at] = p[:to]
			return p[from:from:to]
		}
	}
	r.pieces = append(r.pieces, make([]data.Evidence, n, max(n, roomPiece)))
	return r.pieces[r.at][0:0:n]
}

// Add is append for evidence that is kept in the room.
func (r *Room) Add(list []data.Evidence, evs ...data.Evidence) []data.Evidence {
	if n := len(list) + len(evs); n > cap(list) && n > 0 {
		list = append(r.take(max(fewEvidence, n, 2*cap(list))), list...)
	}
	return append(list, evs...)
}

// keep is a copy of a list, nil of none.
func (r *Room) keep(list []data.Evidence) []data.Evidence {
	if list == nil {
		return nil
	}
	return append(r.take(len(list)), list...)
}
