package reference

import (
	"slices"

	"redflag/data"
)

// Vintage is the list of a country group from a day on.
type Vintage struct {
	From    data.Date `yaml:"from"`
	Members []string  `yaml:"members"`
	Unsure  []string  `yaml:"unsure"` // of these the table cannot say
	Source  string    `yaml:"source"`
	Basis   string    `yaml:"basis"`
}

// Alias says that the rules treat one country as another from a day on.
type Alias struct {
	Country string    `yaml:"country"`
	As      string    `yaml:"as"`
	From    data.Date `yaml:"from"`
	Source  string    `yaml:"source"`
	Basis   string    `yaml:"basis"`
}

// Territory is the places that the rules mean by a country too.
type Territory struct {
	Of     string   `yaml:"of"`
	Are    []string `yaml:"are"`
	Source string   `yaml:"source"`
	Basis  string   `yaml:"basis"`
}

// Groups are the country groups by date.
type Groups struct {
	TreatedAs []Alias
	lands     map[string]string // territories by code, to the country that they are of
	names     []string
	vintages  map[string][]Vintage // oldest first
}

type groupsFile struct {
	TreatedAs   []Alias     `yaml:"treated_as"`
	Territories []Territory `yaml:"territories"`
	Groups      []struct {
		Group    string    `yaml:"group"`
		Title    string    `yaml:"title"`
		Vintages []Vintage `yaml:"vintages"`
	} `yaml:"groups"`
}

func (r *reader) groups(name string) *Groups {
	var f groupsFile
	doc := r.yaml(name, &f)
	g := &Groups{TreatedAs: f.TreatedAs, lands: map[string]string{}, vintages: map[string][]Vintage{}}
	for i, a := range f.TreatedAs {
		doc.source(a.Source, a.Basis, "$.treated_as[%d]", i)
	}
	for i, t := range f.Territories {
		doc.source(t.Source, t.Basis, "$.territories[%d]", i)
		for _, code := range t.Are {
			g.lands[code] = t.Of
		}
	}
	for i, e := range f.Groups {
		if e.Group == "" || g.vintages[e.Group] != nil {
			doc.fail("a group has no name or stands twice", "$.groups[%d].group", i)
		}
		for j, v := range e.Vintages {
			doc.source(v.Source, v.Basis, "$.groups[%d].vintages[%d]", i, j)
			if v.From.State() != data.Known || j > 0 && e.Vintages[j-1].From.Before(v.From) != data.True {
				doc.fail("vintages need their first day and stand in order of it", "$.groups[%d].vintages[%d].from", i, j)
			}
			for _, c := range v.Unsure {
				if slices.Contains(v.Members, c) {
					doc.fail("a country is both a member and unsure: "+c, "$.groups[%d].vintages[%d].unsure", i, j)
				}
			}
		}
		g.names = append(g.names, e.Group)
		g.vintages[e.Group] = e.Vintages
	}
	return g
}

// Land is the country that the rules mean by a code: the United States by Guam's.
func (g *Groups) Land(code string) string {
	if of, ok := g.lands[code]; ok {
		return of
	}
	return code
}

// Names are the groups that the table holds.
func (g *Groups) Names() []string { return g.names }

// On is the list of a group that stood on a day; false before the first, where
// the group is not held, or where the date leaves more than one possible.
func (g *Groups) On(group string, on data.Date) (*Vintage, bool) {
	vs := g.vintages[group]
	for i := len(vs) - 1; i >= 0; i-- {
		switch on.Before(vs[i].From) {
		case data.False:
			return &vs[i], true
		case data.Undecided:
			return nil, false
		}
	}
	return nil, false
}

// All are the lists that may have stood on a date that is no more precise than a
// month or a year; complete is false where the time before the first is possible.
func (g *Groups) Possible(group string, on data.Date) (lists []Vintage, complete bool) {
	if on.State() != data.Known {
		return nil, false
	}
	vs := g.vintages[group]
	first, last := on.First(), on.Last()
	for i := range vs {
		end := int32(1<<31 - 1)
		if i+1 < len(vs) {
			end = vs[i+1].From.First() - 1
		}
		if vs[i].From.First() <= last && end >= first {
			lists = append(lists, vs[i])
		}
	}
	return lists, len(vs) > 0 && vs[0].From.First() <= first
}
