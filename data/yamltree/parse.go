package yamltree

import (
	"strings"
	"unicode/utf8"
)

// scan stands in a line, at a byte of it.
type scan struct {
	lines   []line
	at, col int
	deep    int
	refused bool

	counted struct{ line, col, letters int } // letters before a place, from which on it counts
	spare   []Node
}

type line struct {
	text   string
	indent int // -1 of an empty one
}

// split parts the text into lines, and refuses letters that are no plain ones.
func (p *scan) split(text string) bool {
	for _, r := range text {
		if r < ' ' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff {
			return false
		}
	}
	p.lines = make([]line, 0, strings.Count(text, "\n")+1)
	for s := range strings.SplitSeq(text, "\n") {
		body := strings.TrimLeft(s, " ")
		indent := len(s) - len(body)
		if body == "" {
			indent = -1
		}
		if indent == 0 && (strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") || s[0] == '%') {
			return false
		}
		p.lines = append(p.lines, line{s, indent})
	}
	return true
}

// refuse leaves the text to a whole reader.
func (p *scan) refuse() *Node {
	p.refused, p.at, p.col = true, len(p.lines), 0
	return &Node{Kind: Other}
}

// next goes on to the next line, from the one at hand and so many on, that says
// something, and to where it does.
func (p *scan) next(on int) bool {
	for p.at += on; p.at < len(p.lines); p.at++ {
		if l := p.lines[p.at]; l.indent >= 0 && l.text[l.indent] != '#' {
			p.col = l.indent
			return true
		}
	}
	return false
}

func (p *scan) ended() bool { return p.at >= len(p.lines) }

// rest is the rest of the line.
func (p *scan) rest() string { return p.lines[p.at].text[p.col:] }

// make is a node that begins here.
func (p *scan) make(k Kind) *Node {
	if len(p.spare) == 0 {
		p.spare = make([]Node, 256)
	}
	n := &p.spare[0]
	p.spare = p.spare[1:]
	c := &p.counted
	if c.line != p.at || c.col > p.col {
		c.line, c.col, c.letters = p.at, 0, 0
	}
	c.letters += utf8.RuneCountInString(p.lines[p.at].text[c.col:p.col])
	c.col = p.col
	n.Kind, n.Line, n.Col = k, p.at+1, c.letters+1
	return n
}

// node reads what begins here, further in than its parent stands.
func (p *scan) node(parent int) *Node {
	if p.deep++; p.deep > mostDeep {
		return p.refuse()
	}
	defer func() { p.deep-- }()
	if isItem(p.rest()) {
		return p.sequence(p.col)
	}
	if _, _, ok := p.key(); ok {
		return p.mapping(p.col)
	}
	if p.refused {
		return p.refuse()
	}
	return p.value(parent)
}

func isItem(s string) bool { return s == "-" || strings.HasPrefix(s, "- ") }

// sequence reads the items that begin in this column.
func (p *scan) sequence(col int) *Node {
	list := p.make(Sequence)
	for {
		p.col++
		if !p.toValue() {
			if !p.next(1) || p.col <= col {
				return p.refuse() // an item of nothing
			}
		}
		list.Items = append(list.Items, p.node(col))
		if p.ended() || p.col < col || p.col == col && !isItem(p.rest()) {
			return list
		}
		if p.col > col {
			return p.refuse()
		}
	}
}

// toValue goes on to what stands next in the line, if anything does.
func (p *scan) toValue() bool {
	s := p.rest()
	p.col += len(s) - len(strings.TrimLeft(s, " "))
	return p.col < len(p.lines[p.at].text) && p.rest()[0] != '#'
}

// mapping reads the keys that begin in this column, with their values.
func (p *scan) mapping(col int) *Node {
	m := p.make(Mapping)
	for {
		name, size, ok := p.key()
		if !ok {
			return p.refuse()
		}
		k := p.make(Text)
		k.Text = name
		if m.Get(name) != nil {
			return p.refuse()
		}
		m.Keys = append(m.Keys, k)
		p.col += size
		m.Items = append(m.Items, p.valueOf(col))
		if p.ended() || p.col < col {
			return m
		}
		if p.col > col || isItem(p.rest()) {
			return p.refuse()
		}
	}
}

// valueOf reads the value behind a key that stands in this column.
func (p *scan) valueOf(col int) *Node {
	if p.toValue() {
		return p.value(col)
	}
	none := p.make(Null)
	switch {
	case !p.next(1) || p.col < col || p.col == col && !isItem(p.rest()):
		return none
	case p.col == col:
		if p.deep++; p.deep > mostDeep {
			return p.refuse()
		}
		defer func() { p.deep-- }()
		return p.sequence(col)
	}
	return p.node(col)
}

// key reads the key that begins here, and how long it is with its colon.
func (p *scan) key() (name string, size int, ok bool) {
	s := p.rest()
	if s[0] == '"' || s[0] == '\'' {
		name, size, ok = quoted(s)
		if !ok || size >= len(s) || s[size] != ':' || size+1 < len(s) && s[size+1] != ' ' {
			return "", 0, false
		}
		return name, size + 1, true
	}
	if !beginsPlain(s) {
		return "", 0, false
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '#' && s[i-1] == ' ':
			return "", 0, false
		case s[i] == ':' && (i+1 == len(s) || s[i+1] == ' '):
			name = s[:i]
			if kind, _ := meaning(name); kind != Text || strings.HasSuffix(name, " ") || strings.ContainsAny(name, unsureInKeys) {
				p.refuse()
				return "", 0, false
			}
			return name, i + 1, true
		}
	}
	return "", 0, false
}

// unsureInKeys are letters that readers of YAML do not all take alike in a key.
const unsureInKeys = ":{}[]&*#?|<>=!%@`\""

// value reads a value that is no block of names or items, and goes on to what follows.
// Whatever belongs to it stands further in than its parent.
func (p *scan) value(parent int) *Node {
	var n *Node
	switch s := p.rest(); s[0] {
	case '|', '>':
		return p.lined(parent)
	case '"', '\'':
		n = p.make(Text)
		text, size, ok := quoted(s)
		if !ok {
			return p.refuse()
		}
		n.Text = text
		p.col += size
	case '[', '{':
		n = p.flow(parent)
	default:
		return p.plain(parent)
	}
	if p.refused {
		return n
	}
	if before := p.col; p.toValue() || p.col == before && p.col < len(p.lines[p.at].text) {
		return p.refuse()
	}
	if p.next(1) && p.col > parent {
		return p.refuse()
	}
	return n
}

// plain reads a text without quotes; it may go on in lines that stand further in.
func (p *scan) plain(parent int) *Node {
	n, s := p.make(Text), p.rest()
	if !beginsPlain(s) {
		return p.refuse()
	}
	text, alone := plainPart(s)
	if text == "" {
		return p.refuse()
	}
	for {
		from := p.at
		if !p.next(1) || p.col <= parent {
			break
		}
		if p.at != from+1 || alone || !beginsPlain(p.rest()) {
			return p.refuse()
		}
		var more string
		if more, alone = plainPart(p.rest()); more == "" {
			return p.refuse()
		}
		text += " " + more
		if len(text) > longestPlain {
			return p.refuse()
		}
	}
	n.Text = text
	n.Kind, n.number = meaning(text)
	return n
}

// longestPlain bounds a plain text of many lines, which is put together line by line.
const longestPlain = 1 << 14

// plainPart is the part of a plain text that stands in a line, "" where it means
// something else. Where a remark stands behind it, nothing of it follows.
func plainPart(s string) (text string, alone bool) {
	if i := strings.Index(s, " #"); i >= 0 {
		s, alone = s[:i], true
	}
	s = strings.TrimRight(s, " ")
	if strings.Contains(s, ": ") || strings.HasSuffix(s, ":") {
		return "", false
	}
	return s, alone
}

// lined reads a text in lines of its own.
func (p *scan) lined(parent int) *Node {
	n := p.make(Block)
	head := strings.TrimRight(p.rest(), " ")
	fold := head[0] == '>'
	cut := head[1:] == "-"
	if !cut && len(head) > 1 {
		return p.refuse()
	}
	p.at++
	from, indent := p.at, -1
	for ; p.at < len(p.lines); p.at++ {
		l := p.lines[p.at]
		if l.indent < 0 {
			if l.text != "" {
				return p.refuse()
			}
			continue
		}
		if indent < 0 && l.indent > parent {
			indent = l.indent
		}
		if l.indent < indent || indent < 0 {
			if l.indent > parent {
				return p.refuse()
			}
			break
		}
	}
	end := p.at
	for end > from && p.lines[end-1].indent < 0 {
		end--
	}
	if end == from || p.lines[from].indent < 0 {
		return p.refuse()
	}
	n.Text = joined(p.lines[from:end], indent, fold)
	if !cut {
		n.Text += "\n"
	}
	p.next(0)
	return n
}

// joined makes one text of lines.
func joined(lines []line, indent int, fold bool) string {
	var b strings.Builder
	gap, before := 0, indent // empty lines before, and where the last other one began
	for i, l := range lines {
		if l.indent < 0 {
			gap++
			continue
		}
		switch kept := !fold || l.indent > indent || before > indent; { // what is set in keeps its lines
		case i == 0:
		case kept:
			b.WriteString("\n" + strings.Repeat("\n", gap))
		case gap > 0:
			b.WriteString(strings.Repeat("\n", gap))
		default:
			b.WriteByte(' ')
		}
		gap, before = 0, l.indent
		b.WriteString(l.text[indent:])
	}
	return b.String()
}

// flow reads a list in brackets or names in braces.
func (p *scan) flow(parent int) *Node {
	if p.deep++; p.deep > mostDeep {
		return p.refuse()
	}
	defer func() { p.deep-- }()
	n, end := p.make(Sequence), byte(']')
	if p.rest()[0] == '{' {
		n.Kind, end = Mapping, '}'
	}
	p.col++
	for first := true; ; first = false {
		c := p.inFlow(parent)
		if c == end && first {
			break
		}
		if n.Kind == Mapping {
			k := p.flowText()
			if p.refused || k.Kind != Text || c != '"' && c != '\'' && strings.ContainsAny(k.Text, unsureInKeys) || n.Get(k.Text) != nil || !strings.HasPrefix(p.rest(), ": ") {
				return p.refuse()
			}
			n.Keys = append(n.Keys, k)
			p.col++
			c = p.inFlow(parent)
		}
		if c == '[' || c == '{' {
			n.Items = append(n.Items, p.flow(parent))
		} else {
			n.Items = append(n.Items, p.flowText())
		}
		if p.refused {
			return n
		}
		if c = p.inFlow(parent); c == end {
			break
		}
		if c != ',' {
			return p.refuse()
		}
		p.col++
	}
	p.col++
	return n
}

// inFlow goes on to what stands next in a flow, and tells its first byte; 0 where
// nothing does.
func (p *scan) inFlow(parent int) byte {
	for !p.refused {
		if p.toValue() {
			return p.rest()[0]
		}
		if p.col < len(p.lines[p.at].text) || p.at+1 == len(p.lines) || p.lines[p.at+1].indent <= parent {
			break
		}
		p.at, p.col = p.at+1, 0
	}
	p.refuse()
	return 0
}

// flowText reads a text in a flow, which stands in one line.
func (p *scan) flowText() *Node {
	if p.refused {
		return &Node{Kind: Other}
	}
	n, s := p.make(Text), p.rest()
	if s[0] == '"' || s[0] == '\'' {
		text, size, ok := quoted(s)
		if !ok {
			return p.refuse()
		}
		n.Text = text
		p.col += size
		return n
	}
	if !beginsPlain(s) {
		return p.refuse()
	}
	i := strings.IndexAny(s, ",[]{}:#\"'")
	for i >= 0 && i < len(s) && (s[i] == '"' || s[i] == '\'' || s[i] == '#' && s[i-1] != ' ' || s[i] == ':' && i+1 < len(s) && strings.IndexByte(" ,[]{}", s[i+1]) < 0) {
		if k := strings.IndexAny(s[i+1:], ",[]{}:#\"'"); k >= 0 {
			i += 1 + k
		} else {
			i = -1
		}
	}
	if i <= 0 || s[i] == '[' || s[i] == '{' || s[i] == '#' || s[i] == ':' && (s[i-1] == ' ' || !strings.HasPrefix(s[i:], ": ")) {
		return p.refuse() // nothing, or what goes on in the next line
	}
	n.Text = strings.TrimRight(s[:i], " ")
	n.Kind, n.number = meaning(n.Text)
	p.col += i
	return n
}
