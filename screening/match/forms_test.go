package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// scoreOf is the score that the entry of this id gets, and whether none scores more.
func scoreOf(ix *Index, query, id string) (score float64, first bool) {
	for i, h := range ix.Searcher().Names(Query{Name: query}, 10) {
		if h.ID == id {
			return h.Score, i == 0
		}
	}
	return 0, false
}

// A listed name of common words alone is found where it is the whole of one part
// of a field, and a subsidiary comes before the house that its name begins with.
func TestAPartThatIsTheWholeName(t *testing.T) {
	ix := indexOf("Blue Sky Trading Company", "Corvane Shipbuilding Corporation Limited", "Corvane Shipbuilding Corporation Limited 701st Research Institute")
	for _, c := range []struct {
		query, want string
		least       float64
	}{
		{"Blue Sky Trading Company, No. 18 Harbour Road, Kowloon", "Blue Sky Trading Company", Threshold},
		{"Notify: Blue Sky Trading Company", "Blue Sky Trading Company", Threshold},
		{"M/s Blue Sky Trading Company", "Blue Sky Trading Company", Threshold},
		{"Messrs. Blue Sky Trading Company", "Blue Sky Trading Company", Threshold},
		{"Blue Sky Trading Company c/o Lindqvist Forwarding Ltd", "Blue Sky Trading Company", Threshold},
		{"Corvane Shipbuilding Corporation, Limited 701st Research", "Corvane Shipbuilding Corporation Limited 701st Research Institute", Threshold},
	} {
		if score, first := scoreOf(ix, c.query, c.want); score < c.least || !first {
			t.Errorf("%s: %.3f, first %v", c.query, score, first)
		}
	}
	if _, score := top(ix, "Lindqvist Trading, Blue Harbour, Sky Plaza"); score >= ReviewThreshold {
		t.Errorf("common words in several parts reach %.3f", score)
	}
}

// Words shortened, run together and split, as they stand on papers.
func TestWordsAsTheyStandOnPapers(t *testing.T) {
	ix := indexOf("Corvane Scientific Production Enterprise", "AO NPP Sulmara", "Tezka, S.A.", "National Building Company Qorvan", "General Technology Solutions Qelba", "Hope 1 Shipping", "30 Ship Repair Plant", "JSC Uralqelneft", "Masterjoint Limited")
	for query, want := range map[string]string{
		"NPP Corvane": "Corvane Scientific Production Enterprise", "Scientific and Production Enterprise Sulmara": "AO NPP Sulmara", "НПП Корване": "Corvane Scientific Production Enterprise",
		"TezkaS.A.": "Tezka, S.A.", "National Building Co mpany Qorvan": "National Building Company Qorvan", "Gnrl Tchnlgy Sltns Qelba": "General Technology Solutions Qelba",
		"Hope1 Shipping": "Hope 1 Shipping", "30 Ship Repair Plant": "30 Ship Repair Plant", "JSC Uralqelneft, Building B, Science Park, 518000": "JSC Uralqelneft", "Masterjoint Limitde": "Masterjoint Limited",
	} {
		if score, first := scoreOf(ix, query, want); score < ReviewThreshold || !first {
			t.Errorf("%s: %.3f, first %v", query, score, first)
		}
	}
}

// The reasons name every word that an abbreviation stands for.
func TestReasonsOfAnAbbreviation(t *testing.T) {
	s := indexOf("AO NPP Sulmara", "Corvane Scientific Production Enterprise").Searcher()
	for query, want := range map[string]string{"Scientific Production Enterprise Sulmara": "scientific production enterprise", "NPP Corvane": "npp"} {
		hits := s.Names(Query{Name: query}, 1)
		if len(hits) == 0 || !slices.ContainsFunc(hits[0].Agrees.Words, func(w data.AlikeWord) bool { return w.Asked == want }) {
			t.Errorf("%s: %+v", query, hits)
		}
	}
}

// A word of Chinese syllables that becomes another such word is rather another name
// than an error in it; one that becomes none is an error.
func TestWordsOfSyllables(t *testing.T) {
	ix := indexOf("Jiaxiang Industry Limited")
	s := ix.Searcher()
	score := func(q string) float64 {
		if h := s.Names(Query{Name: q}, 1); len(h) > 0 {
			return h[0].Score
		}
		return 0
	}
	if typo, other := score("Jiaxianhg Industry Limited"), score("Jianxing Industry Limited"); typo < Threshold+0.05 || other > Threshold-0.05 {
		t.Errorf("an error scores %.3f, another name %.3f", typo, other)
	}
	for w, want := range map[string]bool{"jiaxiang": true, "xian": true, "zhang": false, "corvane": false, "shanghai": true, "jiaxianhg": false, "": false} {
		if got := ix.table.syllables([]byte(w)); got != want {
			t.Errorf("%s: %v", w, got)
		}
	}
}

// A word of a company's name that can be cut into a person's two says little, and
// nothing the other way round.
func TestAWordCutIntoAPerson(t *testing.T) {
	score := func(kind, query string) float64 {
		p := &data.ListPack{Name: "test", Entries: append([]data.ListEntry{{ID: "person", List: "T", Name: "QUEL, Ydan", Type: kind}}, indexOf().packs[0].Entries...)}
		s, _ := scoreOf(Build([]*data.ListPack{p}), query, "person")
		return s
	}
	if s := score("Individual", "Ydanquel Software Co., Ltd."); s >= minScore {
		t.Errorf("the other way round: %.3f", s)
	}
	if person, firm := score("Individual", "Quelydan Software Co., Ltd."), score("Entity", "Quelydan Software Co., Ltd."); person > firm-0.05 {
		t.Errorf("a person scores %.3f, a firm %.3f", person, firm)
	}
	if s := score("Individual", "Quelydan"); s < Threshold {
		t.Errorf("the person's names run together: %.3f", s)
	}
}

// Foreign names in kana are found by their sound, and Russian places as adjectives.
func TestSoundsOfOtherScripts(t *testing.T) {
	ix := indexOf("Sulmarneft", "Kelvashnikov Group", "Torpalev Company", "Belkov Electromechanical Plant")
	for query, want := range map[string]string{
		"スルマルネフチ": "Sulmarneft", "ケルバシニコフ": "Kelvashnikov Group", "トルパレフ・カンパニー": "Torpalev Company", "Белковский электромеханический завод": "Belkov Electromechanical Plant",
	} {
		if score, first := scoreOf(ix, query, want); score < ReviewThreshold || !first {
			t.Errorf("%s: %.3f, first %v", query, score, first)
		}
	}
	if _, score := top(ix, "ホライゾン・トレーディング"); score >= ReviewThreshold {
		t.Errorf("other words reach %.3f", score)
	}
}

// A listed name that a page says word for word is found in it; words of trade that a
// page says here and there are not.
func TestANameWithinAPage(t *testing.T) {
	ix := indexOf("Corvane Technology Co., Ltd.", "Ostrava Institute of Technology", "General Trading Company", "Velundi")
	page := "end use statement: the servers will be installed in the data centre of %s for the training of students, and are not sold on to any other party or country"
	for _, name := range []string{"Corvane Technology", "Ostrava Institute of Technology"} {
		if h := ix.Searcher().Names(Query{Name: fmt.Sprintf(page, name)}, 1); len(h) == 0 || h[0].Score < ReviewThreshold || !strings.HasPrefix(h[0].Matched, name) {
			t.Errorf("%s: %+v", name, h)
		}
	}
	for _, other := range []string{"a technology institute", "a general and trading school", "Korvin Technical"} {
		if h := ix.Searcher().Names(Query{Name: fmt.Sprintf(page, other)}, 1); len(h) > 0 && h[0].Score >= ReviewThreshold {
			t.Errorf("%s: %+v", other, h[0])
		}
	}
}

// A name in brackets that is the first letters of the words before it is the name of the
// house as well, and no other letters are.
func TestInitialsInBracketsAreAName(t *testing.T) {
	for name, want := range map[string]string{
		"Corvane University of Orsel and Pellin (CUOP)": "CUOP", "Corvane University of Orsel (CUOX)": "", "Corvane Orsel (CO)": "", "Corvane Optics (Corvane)": "Corvane",
		"Corvane University (CUOP)": "", "Corvane Orsel Pellin Unit Works (COPU)": "", "Corvane Optics (CORV": "", "(CUOP)": "", "": "",
	} {
		if got := shortName(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	ix := indexOf("Corvane University of Orsel and Pellin (CUOP)")
	if score, first := scoreOf(ix, "CUOP", "Corvane University of Orsel and Pellin (CUOP)"); score < Threshold || !first {
		t.Errorf("%.3f, first %v", score, first)
	}
}

// One word of trade with other forms of company names nobody, words that firms everywhere
// take for a name stop nobody in another trade, and two words of trade are two.
func TestEverydayNamesAreHeldAgainstFew(t *testing.T) {
	ix := indexOf("O.H.G. HOLDING SAL", "Silk Gateway Trading Company Ltd.|Silk Gateway", "Velnoor Holding SAL")
	for _, c := range []struct {
		query       string
		least, most float64
	}{
		{"Lim Holdings Zrt.", 0, ReviewThreshold}, {"Holding GmbH", 0, ReviewThreshold}, {"OHG Holding", Threshold, 1},
		{"Silk Gateway Foods Sdn. Bhd.", Threshold, 0.89}, {"Silk Gateway Ltd", 0.9, 1}, {"Silk Gateway Trading Co", 0.9, 1},
		{"Velnoor Trading", 0, 0.82},
	} {
		id, score := "", 0.0
		if h := ix.Searcher().Names(Query{Name: c.query, Country: "MY"}, 1); len(h) > 0 {
			id, score = h[0].ID, h[0].Score
		}
		if score < c.least || score > c.most {
			t.Errorf("%s: %s at %.3f, want %.2f to %.2f", c.query, id, score, c.least, c.most)
		}
	}
	for _, country := range []string{"", "CN"} {
		if h := ix.Searcher().Names(Query{Name: "Silk Gateway Foods", Country: country}, 1); len(h) == 0 || h[0].Score < 0.9 {
			t.Errorf("in %q: %+v", country, h)
		}
	}
}

// A form of company takes nothing from what a name says, in whatever country it is one.
func TestFormsOfManyCountries(t *testing.T) {
	ix := indexOf("Corvane Orsel Optical Co., Ltd.")
	for _, form := range []string{"Unipessoal Lda.", "Sociedade Unipessoal, Lda.", "EURL", "EIRELI", "e.K.", "j.d.o.o.", "S.r.l.s.", "SUARL", "Kkt.", "Proprietary Limited", "Stichting", "SGPS", "Ges.m.b.H.", "Jusikhoesa"} {
		if score, _ := scoreOf(ix, "Corvane Orsel Optical "+form, "Corvane Orsel Optical Co., Ltd."); score < 0.95 {
			t.Errorf("%s: %.3f", form, score)
		}
	}
}

// A name whose letters are set apart is read together.
func TestLettersSetApartAreAWord(t *testing.T) {
	ix := indexOf("Corvane Technologies Co., Ltd.")
	for _, query := range []string{"C O R V A N E Technologies", "c o r v a n e technologies", "C O R V A N E"} {
		if score, first := scoreOf(ix, query, "Corvane Technologies Co., Ltd."); score < Threshold || !first {
			t.Errorf("%s: %.3f, first %v", query, score, first)
		}
	}
	for name, want := range map[string]string{"A B C Kumar": "A B C Kumar", "K S N R Rao": "KSNR Rao", "x A B C D": "xABCD", "": "", "A  B C D": "A  B C D", "Xi A B C D yz": "Xi ABCD yz"} {
		if got := together(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}
