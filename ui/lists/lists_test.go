package lists

import (
	"context"
	"errors"
	"strings"
	"testing"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/theme"
)

type held struct {
	list []data.ListInfo
	err  error
}

func (h held) Lists(context.Context) ([]data.ListInfo, error) { return h.list, h.err }

func draw(s *Screen) string {
	s.Handle(s.Read()())
	return strings.Join(s.Draw(theme.New(true, true), 80, 30), "\n")
}

func TestWhatAListIsWorthIsSaid(t *testing.T) {
	for want, h := range map[string]held{
		"nobody can be said to be clear": {},
		"never makes anybody clear":      {list: []data.ListInfo{{ListPack: data.ListPack{Name: "Starter", Starter: true}}}},
		"its age is not known":           {list: []data.ListInfo{{ListPack: data.ListPack{Name: "UN"}}}},
		"could not be read: no":          {err: errors.New("no")},
		"1,240: EL 1,200, SDN 40":        {list: []data.ListInfo{{ListPack: data.ListPack{Name: "CSL", AsOf: data.Day(2026, 7, 31), Counts: map[string]int{"SDN": 40, "EL": 1200}}}}},
	} {
		if got := draw(New(context.Background(), h)); !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
}

func TestWhatBecameOfAFile(t *testing.T) {
	s := New(context.Background(), held{})
	s.Reported(desk.ListReport{Added: 23, Removed: 1, Changed: 4, Cannot: 2})
	if got := draw(s); !strings.Contains(got, "23 added, 1 removed, 4 changed") || !strings.Contains(got, "cannot be screened") {
		t.Error(got)
	}
	s.Reported(desk.ListReport{Refused: []string{"it is older"}})
	if got := draw(s); !strings.Contains(got, "it is older") || strings.Contains(got, "0 added") {
		t.Error(got)
	}
}
