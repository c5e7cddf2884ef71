package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/store"
)

// together is one event of a group, so that all are undone with the last.
type together struct {
	Event string `json:"event"`
	Case  string `json:"case"`
}

// togetherField names the events that were written in one step with this one.
const togetherField = "together"

// undoneWith are an event and those that are taken back with it, the newest first.
func undoneWith(last *data.Event) ([]together, error) {
	out := []together{{last.ID, last.Case}}
	if made := last.Get("judgements"); made != "" {
		for _, id := range strings.Split(made, ",") {
			out = append(out, together{id, last.Case})
		}
	}
	all := last.Get(togetherField)
	if all == "" {
		return out, nil
	}
	var others []together
	if err := json.Unmarshal([]byte(all), &others); err != nil {
		return nil, fmt.Errorf("the journal's entry %s does not tell what was written with it: %w", last.ID, err)
	}
	slices.Reverse(others)
	return append(out, others...), nil
}

func refoldAll(tx *store.Tx, cases map[string]bool) error {
	delete(cases, "")
	all, err := journal.EventsOf(tx.Journal(), cases)
	if err != nil {
		return err
	}
	for key := range cases {
		st := journal.FoldCase(key, all[key])
		if err := tx.PutCase(&st); err != nil {
			return err
		}
	}
	return nil
}
