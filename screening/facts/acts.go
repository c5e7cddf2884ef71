package facts

import (
	_ "embed"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/phrases"
)

//go:embed acts.yaml
var actsYAML []byte

// actWords are how a line says that something is done with machines, and that it is none.
type actWords struct {
	service phrases.Set
	host    phrases.Set
	returns phrases.Set
	finance phrases.Set
}

func loadActs() (actWords, error) { return parseActs("acts.yaml", actsYAML) }

func parseActs(name string, text []byte) (actWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Service      phrases.Tongues `yaml:"service"`
		Host         phrases.Tongues `yaml:"host"`
		Return       phrases.Tongues `yaml:"return"`
		Finance      phrases.Tongues `yaml:"finance"`
	}
	t := phrases.Open(name, text, &f)
	w := actWords{t.Set("$.service", f.Service), t.Set("$.host", f.Host), t.Set("$.return", f.Return), t.Set("$.finance", f.Finance)}
	return w, t.Err()
}

// leadingWords are the first words of a line, among which what is done stands.
const leadingWords = 4

// of is what a line says is done: its act stands among the first words, for further on it
// goes with goods. It is "" where it says nothing.
func (w *actWords) of(description string) string {
	t := phrases.Read(description)
	for _, a := range [...]struct {
		act   string
		words phrases.Set
	}{{"return", w.returns}, {"host", w.host}, {"finance", w.finance}, {"service", w.service}} {
		if at, _ := a.words.Next(&t, 0); at >= 0 && len(strings.Fields(t.Lower[:at])) < leadingWords {
			return a.act
		}
	}
	return ""
}

// act is what a paper is of by its kind, or by what its lines stand for.
func act(sh *data.Shipment) string {
	switch paper := history.PaperOf(sh); paper {
	case "return", "service", "finance":
		return paper
	case "hosting":
		return "host"
	case "purchase":
		return "buy"
	case "declaration", "trade_data":
		if sh.Direction != "in" {
			return "transport"
		}
	}
	if sh.Direction == "in" {
		return "buy"
	}
	return "sell"
}

// act is what is done with the goods. A paper that tells no kind is read by the words of
// its lines, where all of them say one thing and name no controlled goods: what is sold as
// a service at the price of machines may be they. An order for the use of chips is hosting,
// whatever its paper is called.
func (f *Facts) act() string {
	if f.built&builtAct == 0 {
		f.acted = f.findAct()
		f.built |= builtAct
	}
	return f.acted
}

func (f *Facts) findAct() string {
	done := act(f.sh)
	if done == "buy" && f.suppliesCustomer() {
		done = "transport"
	}
	if data.TextState(f.sh.DocType) != data.Known && (history.PaperOf(f.sh) == "" || history.PaperOf(f.sh) == "order") {
		if said := f.actSaid(); said != "" {
			return said
		}
	}
	if done == "sell" && (f.allGoods().lets || f.actSaid() == "host" && f.chipsLet(&f.src.Words.hosting.chips)) {
		return "host"
	}
	return done
}

// suppliesCustomer reports a paper of customs by which goods come into the country of a
// customer who receives them: nothing comes to whoever keeps the book.
func (f *Facts) suppliesCustomer() bool {
	switch history.PaperOf(f.sh) {
	case "declaration", "trade_data":
	default:
		return false
	}
	if f.sh.Direction != "in" || !f.found {
		return false
	}
	return slices.ContainsFunc(f.parties, func(p party) bool { return p.role != roleCustomer && receives(p.role) && p.idx == f.customer })
}

func (f *Facts) actSaid() string {
	said := ""
	for i := range f.sh.Lines {
		w := f.wordingOf(f.sh.Lines[i].Description)
		if !w.actRead {
			w.actRead, w.act = true, f.src.Words.acts.of(f.sh.Lines[i].Description)
		}
		if w.act == "" || said != "" && w.act != said {
			return ""
		}
		said = w.act
	}
	if said != "" && controlRank(f.allGoods().worst.Controlled) >= 2 {
		return ""
	}
	return said
}

// actEvidence is what tells the act: the kind of the paper, or a line.
func (f *Facts) actEvidence() []data.Evidence {
	out := f.one(f.of("doc_type", f.sh.DocType, 0))
	if f.act() != act(f.sh) && len(f.sh.Lines) > 0 {
		l := &f.sh.Lines[0]
		out = f.room.Add(out, f.of("description", l.Description, max(l.Line, 1)))
	}
	return out
}
