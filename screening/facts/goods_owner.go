package facts

import (
	_ "embed"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
)

//go:embed goods_owner.yaml
var goodsOwnerYAML []byte

// goodsOwnerWords are how notes tell whose the goods are.
type goodsOwnerWords struct{ owner, lessor, lender phrases.Set }

func loadGoodsOwner() (goodsOwnerWords, error) {
	return parseGoodsOwner("goods_owner.yaml", goodsOwnerYAML)
}

func parseGoodsOwner(name string, text []byte) (goodsOwnerWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Owner        phrases.Tongues `yaml:"owner"`
		Lessor       phrases.Tongues `yaml:"lessor"`
		Lender       phrases.Tongues `yaml:"lender"`
	}
	t := phrases.Open(name, text, &f)
	return goodsOwnerWords{t.Set("$.owner", f.Owner), t.Set("$.lessor", f.Lessor), t.Set("$.lender", f.Lender)}, t.Err()
}

// lets is what tells that a house lets goods to others: its name, or its business.
func (w *goodsOwnerWords) lets(p *profile) (field, value string) {
	for _, x := range [...][2]string{{"name", p.c.Name}, {"business", p.business}} {
		if t := phrases.Read(x[1]); data.TextState(x[1]) == data.Known && w.lessor.Stands(&t) {
			return x[0], x[1]
		}
	}
	return "", ""
}

// ownerSpan is how many bytes lie between a word for the owner and its name at most.
const ownerSpan = 48

// notedOwner is a party that notes name as the owner of the goods, and that is neither the
// customer nor somebody who lends or lets.
func (f *Facts) notedOwner() string {
	if f.sh == nil || f.cust == nil || len(f.sh.Notes) < 8 {
		return ""
	}
	w := &f.src.Words.goodsOwner
	t := phrases.Read(f.sh.Notes)
	if !w.owner.Stands(&t) {
		return ""
	}
	for i := range f.parties {
		p := &f.parties[i]
		name := strings.ToLower(strings.TrimSpace(p.c.Name))
		if len(name) < 4 || p.placeholder || f.ofCustomer(p) || p.bank || p.forwarder || p.role == data.Exporter || says(w.lender, name) {
			continue
		}
		if at := strings.Index(t.Lower, name); at >= 0 && w.before(&t, at) {
			return p.c.Name
		}
	}
	return ""
}

// before reports a word for the owner close before a name, in the same sentence.
func (w *goodsOwnerWords) before(t *phrases.Text, name int) bool {
	for at, end := w.owner.Next(t, max(0, name-3*ownerSpan)); at >= 0 && end <= name; at, end = w.owner.Next(t, at+1) {
		if between := t.Lower[end:name]; len(between) <= ownerSpan && !slices.ContainsFunc([]string{". ", "; ", "\n", "。"}, func(s string) bool { return strings.Contains(between, s) }) {
			return true
		}
	}
	return false
}
