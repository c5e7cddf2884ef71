package facts

import (
	"testing"

	"redflag/data"
)

// tree makes a profile of owners: each row says which row before it is owned, -1
// for the party, by how much, and what its list means.
type ownedRow struct {
	name   string
	via    int
	direct data.Number
	class  string
}

func tree(circle bool, rows ...ownedRow) *profile {
	p := blankProfile(nil)
	p.mayBeOwned().circle = circle
	for _, r := range rows {
		o := owner{name: r.name, key: r.name, via: r.via, direct: r.direct, percent: r.direct, listed: r.class != "", hit: hit{class: r.class}, hits: []hit{{class: r.class}}}
		if r.via >= 0 {
			o.percent = times(p.owners[r.via].percent, r.direct)
		}
		p.owners = append(p.owners, o)
	}
	return p
}

func TestSharesOfListedOwnersAddUp(t *testing.T) {
	n := data.Num
	open := data.Number{State: data.Unknown}
	for name, c := range map[string]struct {
		p    *profile
		want data.Number
	}{
		"nobody listed":                  {tree(false, ownedRow{"A", -1, n(100), ""}), n(0)},
		"one by half":                    {tree(false, ownedRow{"L", -1, n(50), classLicence}), n(50)},
		"just below half":                {tree(false, ownedRow{"L", -1, n(49.99), classLicence}), n(49.99)},
		"two together":                   {tree(false, ownedRow{"L", -1, n(30), classLicence}, ownedRow{"M", -1, n(25), classSanctioned}), n(55)},
		"a list that cautions":           {tree(false, ownedRow{"L", -1, n(90), classCaution}), n(0)},
		"through a firm held by half":    {tree(false, ownedRow{"A", -1, n(60), ""}, ownedRow{"L", 0, n(50), classLicence}), n(60)},
		"through a firm held by less":    {tree(false, ownedRow{"A", -1, n(60), ""}, ownedRow{"L", 0, n(40), classLicence}), n(24)},
		"three layers":                   {tree(false, ownedRow{"A", -1, n(55), ""}, ownedRow{"B", 0, n(51), ""}, ownedRow{"L", 1, n(50), classLicence}), n(55)},
		"a listed owner's listed owner":  {tree(false, ownedRow{"L", -1, n(20), classLicence}, ownedRow{"M", 0, n(100), classLicence}), n(20)},
		"half by one count, not another": {tree(false, ownedRow{"L", -1, n(40), classLicence}, ownedRow{"A", -1, n(60), ""}, ownedRow{"L", 1, n(40), classLicence}), open},
		"a share not told":               {tree(false, ownedRow{"L", -1, data.Number{}, classLicence}), open},
		"a share on the way not told":    {tree(false, ownedRow{"A", -1, data.Number{}, ""}, ownedRow{"L", 0, n(100), classLicence}), open},
		"half is known beside an open":   {tree(false, ownedRow{"L", -1, n(70), classLicence}, ownedRow{"M", -1, data.Number{}, classLicence}), n(70)},
		"a circle without listed ones":   {tree(true, ownedRow{"A", -1, n(100), ""}), n(0)},
		"a circle with a listed one":     {tree(true, ownedRow{"A", -1, n(100), ""}, ownedRow{"L", 0, n(40), classLicence}), open},
		"no owner told":                  {tree(false), data.Number{}},
	} {
		if got := c.p.heldBy(listedOwner).share; got.State != c.want.State || got.Value-c.want.Value > 1e-9 || c.want.Value-got.Value > 1e-9 {
			t.Errorf("%s: %v %v, want %v %v", name, got.State, got, c.want.State, c.want)
		}
	}
	p := tree(false, ownedRow{"L", -1, n(40), classLicence}, ownedRow{"M", -1, n(20), classSanctioned})
	if got := p.heldBy(hasHit(blocks)); got.share.Value != 20 || got.first() != "M" {
		t.Errorf("sanctioned owners hold %v (%v)", got.share, got.names)
	}
}

func TestAnOwnerToldTwiceIsNotCountedLess(t *testing.T) {
	rec := &data.Record{}
	for _, c := range []struct {
		a, b owner
		want data.Number
	}{
		{owner{direct: data.Num(10)}, owner{direct: data.Num(60), rec: rec, field: "owner"}, data.Num(60)},
		{owner{direct: data.Num(60)}, owner{direct: data.Num(10), rec: rec, field: "owner"}, data.Num(60)},
		{owner{direct: data.Num(30), rec: rec, field: "owners[0]"}, owner{direct: data.Num(30), rec: rec, field: "owners[1]"}, data.Number{State: data.Unknown}},
		{owner{direct: data.Num(10), rec: rec, field: "owners[0]"}, owner{direct: data.Num(30), rec: rec, field: "owners[1]"}, data.Num(30)},
		{owner{}, owner{direct: data.Num(30)}, data.Num(30)},
		{owner{direct: data.Num(30)}, owner{}, data.Num(30)},
	} {
		c.a.again(&c.b)
		if c.a.direct != c.want {
			t.Errorf("%v told again is %v, want %v", c.b.direct, c.a.direct, c.want)
		}
	}
}

func TestSlicesOfOneOwnerAddUp(t *testing.T) {
	n := data.Num
	for name, c := range map[string]struct {
		p    *profile
		want bool
	}{
		"four slices through firms of its own": {tree(false, ownedRow{"A", -1, n(19), ""}, ownedRow{"B", -1, n(18), ""}, ownedRow{"C", -1, n(10), ""}, ownedRow{"D", -1, n(9), ""},
			ownedRow{"L", 0, n(100), ""}, ownedRow{"L", 1, n(100), ""}, ownedRow{"L", 2, n(100), ""}, ownedRow{"L", 3, n(100), ""}), true},
		"a slice of its own and one through a firm": {tree(false, ownedRow{"L", -1, n(30), ""}, ownedRow{"A", -1, n(25), ""}, ownedRow{"L", 1, n(60), ""}), true},
		"just half together":                        {tree(false, ownedRow{"A", -1, n(30), ""}, ownedRow{"L", -1, n(20), ""}, ownedRow{"L", 0, n(100), ""}), false},
		"through a firm of which it has half":       {tree(false, ownedRow{"L", -1, n(30), ""}, ownedRow{"A", -1, n(40), ""}, ownedRow{"L", 1, n(50), ""}), false},
		"slices of two owners":                      {tree(false, ownedRow{"L", -1, n(30), ""}, ownedRow{"M", -1, n(30), ""}), false},
		"a slice that is not told":                  {tree(false, ownedRow{"L", -1, n(30), ""}, ownedRow{"A", -1, data.Number{}, ""}, ownedRow{"L", 1, n(100), ""}), false},
	} {
		last := -1
		for i := range c.p.owners {
			if c.p.owners[i].name == "L" {
				last = i
			}
		}
		if got := c.p.inSlices(last); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
