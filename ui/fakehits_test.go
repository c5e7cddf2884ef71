package ui

import (
	"context"
	"errors"

	"redflag/data"
	"redflag/ui/desk"
)

func conditionOf(r desk.Ruling) string {
	if r.Condition == "" {
		return ""
	}
	return " if " + r.Condition
}

// HitGroups are invented hits: many from generic words, one that is the entry.
func (f *fake) HitGroups(context.Context) (*desk.OpenHits, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail != nil {
		return nil, f.fail
	}
	alder := desk.HitExample{Party: "Orion Precision Optical Alder", Entry: "Orion Precision Optical Manufacturing", List: "EL", ID: "el-90", Score: 0.83, Case: "shipment:S-1005"}
	birch := desk.HitExample{Party: "Orion Precision Optical Birch", Entry: "Orion Precision Optical Manufacturing", List: "EL", ID: "el-90", Score: 0.82, Case: "shipment:S-1006"}
	same := desk.HitExample{Party: "Orion Precision Optical Mfg", Entry: "Orion Precision Optical Manufacturing", List: "EL", ID: "el-90", Score: 0.97, Case: "shipment:S-1007", Alone: "the names agree at 0.97, the same but for their form"}
	entry := desk.HitGroup{ID: "e5d1", By: "entry", Cause: "EL:el-90 Orion Precision Optical Manufacturing", Pairs: 38, Parties: 38, Entries: 1, Cases: 41, Alone: 1, Examples: []desk.HitExample{same, alder}, Sight: "a1"}
	if f.clearedHits {
		entry.Pairs, entry.Parties, entry.Cases, entry.Examples = 1, 1, 1, []desk.HitExample{same}
		return &desk.OpenHits{Groups: []desk.HitGroup{entry}, Since: []string{"judgements"}}, nil
	}
	words := desk.HitGroup{ID: "w71c", By: "words", Cause: "orion precision optical", Pairs: 37, Parties: 37, Entries: 1, Cases: 40, Examples: []desk.HitExample{alder, birch}, Sight: "b2"}
	return &desk.OpenHits{Groups: []desk.HitGroup{entry, words}}, nil
}

func (f *fake) DecideHits(_ context.Context, group string, r desk.Ruling) (*desk.GroupDecision, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if r.Sight == "" {
		return nil, errors.New("nobody looked")
	}
	if _, err := f.did("clear %s %s %q%s", group, r.Disposition, r.Reason, conditionOf(r)); err != nil {
		return nil, err
	}
	f.clearedHits = true
	return &desk.GroupDecision{Group: group, Cleared: 37, Decided: []string{"shipment:S-1005"}, StayOpen: []string{"shipment:S-1006", "shipment:S-1008"}}, nil
}

func (f *fake) ClearHit(_ context.Context, key, object string, r desk.Ruling) ([]data.Event, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	ev, err := f.did("clear hit %s %s %s %q%s", key, object, r.Disposition, r.Reason, conditionOf(r))
	return []data.Event{ev}, err
}
