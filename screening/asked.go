package screening

import (
	"redflag/data"
	"redflag/screening/facts"
)

// EachAsked are the parties that judging has asked lists and people about.
func (s *Screener) EachAsked(yield func(facts.Asked)) { s.src.EachAsked(yield) }

// Ask asks about a party as judging does.
func (w *Worker) Ask(c *data.Customer, goods uint8, source string) facts.Asked {
	return w.src.Ask(c, goods, source, w.names)
}

// Bare is a party of whom a record tells name and country alone.
func (w *Worker) Bare(name, country string) *data.Customer { return w.facts.Bare(name, country) }
