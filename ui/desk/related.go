package desk

import (
	"fmt"

	"redflag/data"
)

// Related is who belongs together with the parties of one case.
type Related struct {
	Case      string       `json:"case"`
	Of        []Kin        `json:"of"`               // the parties looked at, the customer first
	Itself    []Flagged    `json:"itself,omitempty"` // those of them that are listed, stopped or rejected themselves
	Members   []Member     `json:"members"`
	More      int          `json:"more,omitempty"` // members beyond those listed
	Proposals []Proposal   `json:"proposals"`
	Settled   []SameOrNot  `json:"settled,omitempty"`
	Path      *RelatedPath `json:"path,omitempty"`
	Searched  string       `json:"searched"` // what was looked at, in words
}

// Flagged is a party that a way may lead to, and why.
type Flagged struct {
	Kin  Kin    `json:"kin"`
	Kind string `json:"kind"` // listed, stopped, rejected
	Says string `json:"says"`
}

// NoWay says that no way was found, which clears nobody.
func (v *Related) NoWay() string {
	other := "a"
	if len(v.Itself) > 0 {
		other = "another"
	}
	return "No way of four steps to " + other + " listed, stopped or rejected party was found. That clears nobody."
}

// Kin is one customer or party.
type Kin struct {
	ID      string `json:"id"` // "customer:C-1", "party:grey heron pte@SG"
	Name    string `json:"name"`
	Country string `json:"country,omitempty"`
	Role    string `json:"role,omitempty"` // in the case
}

// Tie is one thing that two parties share, and the records that tell it.
type Tie struct {
	Kind   string        `json:"kind"`
	Value  string        `json:"value"`
	Other  string        `json:"other,omitempty"` // where the other is told it in another way
	Weight float64       `json:"weight"`
	Have   int           `json:"have"`           // how many parties have it
	Owns   bool          `json:"owns,omitempty"` // it is an owner or parent, and so many are owned by it
	Tells  data.Evidence `json:"tells"`
	TellsB data.Evidence `json:"tells_other"`
}

// Spread says how common the thing is.
func (t *Tie) Spread() string {
	if t.Owns {
		return fmt.Sprintf("it owns %d here", t.Have)
	}
	return fmt.Sprintf("%d have it", t.Have)
}

// Member is another party of the group.
type Member struct {
	Kin
	With   Kin   `json:"with"` // through whom it belongs
	Far    int   `json:"far"`
	Shares []Tie `json:"shares"`
}

// Proposal is a party that may be the same as one of the case.
type Proposal struct {
	A       Kin      `json:"a"` // of the case
	B       Kin      `json:"b"`
	Score   float64  `json:"score"`
	Means   string   `json:"means"` // "merge" or "possibly the same"
	For     []string `json:"for"`
	Against []string `json:"against,omitempty"`
	Shares  []Tie    `json:"shares"`
	Lapsed  string   `json:"lapsed,omitempty"` // an earlier judgement that no longer speaks of what there is
}

// SameOrNot is what a person judged of two parties.
type SameOrNot struct {
	A      Kin       `json:"a"`
	B      Kin       `json:"b"`
	Same   bool      `json:"same"`
	Person string    `json:"person"`
	Reason string    `json:"reason"`
	On     data.Date `json:"on"`
	Event  string    `json:"event"`
}

// RelatedPath is the shortest way to a listed, stopped or rejected party.
type RelatedPath struct {
	From Kin           `json:"from"`
	Hops []RelatedStep `json:"hops"`
	Kind string        `json:"kind"` // listed, stopped, rejected
	Says string        `json:"says"`
	Tell data.Evidence `json:"tells"`
}

// RelatedStep is one step of the way.
type RelatedStep struct {
	To     Kin  `json:"to"`
	Tie    *Tie `json:"shares,omitempty"`
	Judged bool `json:"judged_same,omitempty"`
}
