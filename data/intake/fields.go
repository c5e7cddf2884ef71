package intake

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"golang.org/x/text/unicode/norm"
)

//go:embed fields.yaml
var fieldsYAML []byte

// word is a text of a data file with its place, so that a fault can name it.
type word struct {
	Text      string
	File      string // "" for the file of fields
	Line, Col int
}

func (w *word) UnmarshalYAML(n ast.Node) error {
	p := n.GetToken().Position
	w.Line, w.Col = p.Line, p.Column
	return yaml.NodeToValue(n, &w.Text)
}

type fieldDef struct {
	Field word   `yaml:"field"`
	Type  word   `yaml:"type"`
	Unit  string `yaml:"unit"`
	Join  string `yaml:"join"`
	EN    []word `yaml:"en"`
	SAP   []word `yaml:"sap"`
	DE    []word `yaml:"de"`
	ZH    []word `yaml:"zh"`
	AES   []word `yaml:"aes"`
	Says  []word `yaml:"says"` // of a role: words that mean it where a party tells its part, and say too little over a column
	more  []word // of other tongues
}

func (d *fieldDef) words() []word { return slices.Concat(d.EN, d.SAP, d.DE, d.ZH, d.AES, d.more) }

type disputedCode struct {
	Code, Internal, English string
}

type fieldFile struct {
	Customer        []fieldDef `yaml:"customer"`
	Shipment        []fieldDef `yaml:"shipment"`
	Line            []fieldDef `yaml:"line"`
	Roles           []fieldDef `yaml:"roles"`
	PartnerFunction struct {
		Words    []word            `yaml:"words"`
		Codes    map[string]string `yaml:"codes"`
		Internal []string          `yaml:"internal_codes"`
		English  []string          `yaml:"english_codes"`
		Disputed disputedCode      `yaml:"disputed"`
	} `yaml:"partner_function"`
	Ambiguous []struct {
		Words  []word   `yaml:"words"`
		Kind   word     `yaml:"kind"`
		Fields []string `yaml:"fields"`
		Beside string   `yaml:"beside"`
		Why    string   `yaml:"why"`
	} `yaml:"ambiguous"`
	Of     []word `yaml:"of"`
	Units  []word `yaml:"units"`
	Reword struct {
		Lines []word            `yaml:"lines"` // names of a list of lines, before the name of a field
		Idle  []word            `yaml:"idle"`  // words that change nothing
		Short map[string]string `yaml:"short"` // short forms, and what they stand for
	} `yaml:"reword"`
	Telling []word `yaml:"telling"`
	Blocks  []word `yaml:"blocks"`
	Blocked []word `yaml:"blocked"`
	Hosting []word `yaml:"hosting"`
	Goods   struct {
		Words       []word `yaml:"words"`
		Parts       []word `yaml:"parts"`  // stand anywhere in a header, in scripts without spaces and in compounds
		Inside      []word `yaml:"inside"` // what is in goods, told beside their description
		InsideParts []word `yaml:"inside_parts"`
		NotWords    []word `yaml:"not_words"`
		NotParts    []word `yaml:"not_parts"`
	} `yaml:"goods"`
	Firms struct {
		Words []word `yaml:"words"` // first or last word of a firm's name
		Parts []word `yaml:"parts"` // stand anywhere in it, in scripts without spaces
	} `yaml:"firms"`
}

// Kinds of table.
const (
	Customers = "customers"
	Shipments = "shipments"
	Records   = "records" // canonical JSON Lines
)

// field is one thing that a column can be. Its group is customer, shipment,
// line, or the role of a party.
type field struct {
	group string
	name  string
	typ   string
	unit  string
	join  string
}

// path is how mappings and reports write the field: plain for a customer file,
// "end_user.name" for a party, plain for the shipment and its line.
func (f field) path() string {
	switch f.group {
	case "customer", "shipment", "line":
		return f.name
	}
	return f.group + "." + f.name
}

// vocabulary is fields.yaml, ready for look-ups by folded word.
type vocabulary struct {
	customer                  map[string]field
	shipment                  map[string]field // shipment and line
	roles                     []roleWord       // longest first
	parts                     []roleWord       // those that are read as the part of a party alone
	of                        []string         // stand between a role and what a column tells of it
	units                     map[string]bool  // stand beside a measure and change nothing of it
	lines                     map[string]bool  // name a list of lines
	telling                   map[string]bool  // words over what is read with the notes however short it is
	blocks                    map[string]bool  // headers over codes that stop a customer or an order
	blocked                   map[string]bool  // values of any column that say that somebody is stopped
	hosting                   map[string]bool  // headers of a table of hosting
	idle                      map[string]bool  // change nothing in a header
	shorts                    map[string]string
	goods                     map[string]bool // words of headers that tell of goods
	inside                    map[string]bool // words of headers that tell what is in goods
	insideParts               []string
	notGoods                  map[string]bool // and of what goods have besides
	goodsParts, notGoodsParts []string
	firms                     map[string]bool // words that a firm's name begins or ends with
	firmParts                 []string
	function                  map[string]bool // headers of the partner-function column
	partners                  fieldFile       // PartnerFunction alone is used
	ambiguous                 map[string][]string
	beside                    map[string]string           // the field without which an ambiguous word means none
	byPath                    map[string]map[string]field // kind -> path -> field
}

type roleWord struct{ folded, role string }

var types = []string{"text", "id", "country", "date", "number", "mass", "count", "list", "emails", "phones", "yesno", "currency", "place", "direction", "doc_type", "owners", "hardware"}

var loadVocabulary = sync.OnceValues(func() (*vocabulary, error) {
	if _, err := loadCellWords(); err != nil {
		return nil, err
	}
	return parseVocabulary("fields.yaml", fieldsYAML, "tongues.yaml", tonguesYAML)
})

// fold reduces a header to what is compared: letters and digits of the NFKC
// form in lower case, German umlauts written out, other Latin letters plain.
func fold(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFKC.String(s)) {
		switch {
		case r == 'ä':
			b.WriteString("ae")
		case r == 'ö':
			b.WriteString("oe")
		case r == 'ü':
			b.WriteString("ue")
		case r == 'ß':
			b.WriteString("ss")
		case r >= 0x80 && unicode.Is(unicode.Latin, r):
			b.WriteRune(plainLetter(r))
		case isWordRune(r):
			b.WriteRune(plainHan(r))
		}
	}
	return b.String()
}

// Characters of headers as they are written in Taiwan and Hong Kong, and on the mainland.
const (
	fullHan   = "報關號碼輸買國別貨稱規數單離價幣淨類標記發運訂戶產證銷費總額編廠區園實際終誰關聯絡電話員負責備註說內項開戶銀轉帳貿條約賣進東門縣鄉鎮樓層師務專業級顯識動場優點檢驗啟達離裝卸載貸籌還車艙體積時間雙複雜協議審請認權極為與於從這個來見觀覽頁網簡語"
	plainHans = "报关号码输买国别货称规数单离价币净类标记发运订户产证销费总额编厂区园实际终谁关联络电话员负责备注说内项开户银转帐贸条约卖进东门县乡镇楼层师务专业级显识动场优点检验启达离装卸载贷筹还车舱体积时间双复杂协议审请认权极为与于从这个来见观览页网简语"
)

// plainHan is a character of a header in its plain form.
func plainHan(r rune) rune {
	if r < 0x4e00 {
		return r
	}
	i := strings.IndexRune(fullHan, r)
	if i < 0 {
		return r
	}
	plain, _ := utf8.DecodeRuneInString(plainHans[i:])
	return plain
}

// plainLetter is a Latin letter without its marks.
func plainLetter(r rune) rune {
	switch r {
	case 'đ':
		return 'd'
	case 'ı':
		return 'i'
	case 'ł':
		return 'l'
	case 'ø':
		return 'o'
	}
	plain, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return plain
}

// partOf is the part that a word names where a party tells its part, "" for none.
func (v *vocabulary) partOf(word string) string {
	k := fold(word)
	for _, words := range [...][]roleWord{v.roles, v.parts} {
		for _, w := range words {
			if w.folded == k && w.role == "bill_to" {
				return "purchaser"
			} else if w.folded == k {
				return w.role
			}
		}
	}
	return ""
}
