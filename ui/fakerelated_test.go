package ui

import (
	"context"
	"fmt"

	"redflag/data"
	"redflag/ui/desk"
)

// Related is a small family of invented parties around every order.
func (f *fake) Related(_ context.Context, key string) (*desk.Related, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	kite := desk.Kin{ID: "customer:C-1", Name: "Kite Harbour Systems Sdn Bhd", Country: "MY", Role: "customer"}
	twin := desk.Kin{ID: "customer:C-44", Name: "Kite Harbor System", Country: "MY"}
	egret := desk.Kin{ID: "party:silver egret ltd@HK", Name: "Silver Egret Ltd", Country: "HK"}
	at := func(row int) data.Evidence {
		return data.Evidence{Record: fmt.Sprintf("customer:C-%d", row-1), File: "customers.csv", Row: row}
	}
	phone := desk.Tie{Kind: "phone", Value: "+60 3 5555 0131", Other: "03-5555 0131", Weight: 0.63, Have: 2, Tells: at(2), TellsB: at(45)}
	domain := desk.Tie{Kind: "domain", Value: "buy@kite.example", Weight: 0.5, Have: 3, Tells: at(45), TellsB: data.Evidence{Record: "shipment:S-1017", File: "orders.csv", Row: 31}}
	v := &desk.Related{Case: key, Of: []desk.Kin{kite}, Searched: "8120 customers and parties; lists: CSL 2026-07-31",
		Members: []desk.Member{{Kin: twin, With: kite, Far: 1, Shares: []desk.Tie{phone}}, {Kin: egret, With: twin, Far: 2, Shares: []desk.Tie{domain}}},
		Path: &desk.RelatedPath{From: kite, Kind: "stopped", Says: "Mei Tan stopped shipment:S-1017 as RF2: no end user was named", Tell: data.Evidence{Record: "shipment:S-1017", File: "orders.csv", Row: 31},
			Hops: []desk.RelatedStep{{To: twin, Tie: &phone}, {To: egret, Tie: &domain}}}}
	if !f.split {
		v.Proposals = []desk.Proposal{{A: kite, B: twin, Score: 0.94, Means: "merge", For: []string{"the names are alike (0.97)", "the same phone"}, Against: []string{"other web sites: kite.example and kiteharbor.example"}, Shares: []desk.Tie{phone}}}
	} else {
		v.Settled = []desk.SameOrNot{{A: kite, B: twin, Person: "Mei Tan", Reason: "two registers were read", On: data.Day(2026, 11, 23)}}
	}
	return v, nil
}

func (f *fake) NotSame(_ context.Context, key, other, reason string) (data.Event, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.split = true
	return f.did("not same %s %s %q", key, other, reason)
}
