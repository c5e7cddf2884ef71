package rules

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"redflag/data"
)

// longestCondition bounds the text of a condition, and with it the depth of its tree.
const longestCondition = 4000

// condError is what is wrong with a condition, and at which character of it.
type condError struct {
	at  int // in runes from its start
	msg string
}

func (e *condError) Error() string { return e.msg }

// compiled is a condition ready to run.
type compiled struct {
	root  node
	reads []string // names of the facts it reads, sorted
}

// compiler turns the parser's tree into nodes. The words it allows are all
// there are: everything else of the language is refused here, so a pack can
// read facts and nothing besides.
type compiler struct {
	sc     *Schema
	group  int  // slot of the group that a quantifier stands on, or topLevel
	inList bool // a quantifier stands on a list of texts
	reads  map[string]bool
}

func compile(src string, sc *Schema) (*compiled, error) {
	if len(src) > longestCondition {
		return nil, &condError{0, fmt.Sprintf("the condition has more than %d characters", longestCondition)}
	}
	if strings.TrimSpace(src) == "" {
		return nil, &condError{0, "the condition is empty"}
	}
	tree, err := parser.Parse(src)
	if err != nil {
		var pe *file.Error
		if errors.As(err, &pe) {
			return nil, &condError{pe.From, pe.Message}
		}
		return nil, &condError{0, err.Error()}
	}
	c := &compiler{sc: sc, group: topLevel, reads: map[string]bool{}}
	root, err := c.cond(tree.Node)
	if err != nil {
		return nil, err
	}
	out := &compiled{root: root}
	for n := range c.reads {
		out.reads = append(out.reads, n)
	}
	slices.Sort(out.reads)
	return out, nil
}

func bad(n ast.Node, format string, args ...any) error {
	at := 0
	if n != nil {
		at = n.Location().From
	}
	return &condError{at, fmt.Sprintf(format, args...)}
}

// cond compiles a node that must be true, false or undecided.
func (c *compiler) cond(n ast.Node) (node, error) {
	switch n := spelledOut(n).(type) {
	case *ast.BoolNode:
		return constant(n.Value), nil
	case *ast.UnaryNode:
		if n.Operator != "not" && n.Operator != "!" {
			return nil, bad(n, "%s makes no yes or no", n.Operator)
		}
		k, err := c.cond(n.Node)
		if err != nil {
			return nil, err
		}
		return negation{k}, nil
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.BuiltinNode:
		return c.builtin(n)
	case *ast.CallNode:
		return c.call(n)
	case *ast.IdentifierNode, *ast.MemberNode, *ast.ChainNode, *ast.PointerNode:
		r, err := c.ref(n)
		if err != nil {
			return nil, err
		}
		if r.typ != Bool {
			return nil, bad(n, "%s is a %s, not yes or no: compare it with something, or ask known(%s)", r.name, r.typ, r.name)
		}
		return &flag{*r}, nil
	}
	return nil, bad(n, "%s cannot stand in a condition", describe(n))
}

func describe(n ast.Node) string {
	switch n := n.(type) {
	case nil:
		return "nothing"
	case *ast.StringNode:
		return fmt.Sprintf("the text %q alone", n.Value)
	case *ast.IntegerNode, *ast.FloatNode:
		return "a number alone"
	case *ast.ConditionalNode:
		return "a choice (?: or if)"
	case *ast.VariableDeclaratorNode:
		return "a variable (let)"
	case *ast.SequenceNode:
		return "a sequence (;)"
	case *ast.ArrayNode:
		return "a list alone"
	case *ast.MapNode:
		return "a map"
	case *ast.SliceNode:
		return "a slice"
	case *ast.NilNode:
		return "nil (write missing(x))"
	}
	return "this"
}

var comparisons = map[string]op{"==": equal, "!=": notEqual, "<": less, "<=": lessEqual, ">": more, ">=": moreEqual}

func (c *compiler) binary(n *ast.BinaryNode) (node, error) {
	switch n.Operator {
	case "and", "&&":
		return c.join(n, true)
	case "or", "||":
		return c.join(n, false)
	case "in":
		return c.in(n)
	case "contains", "startsWith", "endsWith", "matches":
		return c.textTest(n)
	}
	if o, ok := comparisons[n.Operator]; ok {
		return c.compare(n, o)
	}
	return nil, bad(n, "the operator %s is not for conditions; there are and, or, not, in, ==, !=, <, <=, >, >=, contains, startsWith, endsWith, matches, + - * /", n.Operator)
}

// join flattens a chain of one operator and puts the cheapest atom first, which
// changes no truth, since atoms only read.
func (c *compiler) join(n *ast.BinaryNode, and bool) (node, error) {
	var kids []node
	var walk func(ast.Node) error
	walk = func(x ast.Node) error {
		x = spelledOut(x)
		if b, ok := x.(*ast.BinaryNode); ok {
			isAnd, isOr := b.Operator == "and" || b.Operator == "&&", b.Operator == "or" || b.Operator == "||"
			if and && isAnd || !and && isOr {
				if err := walk(b.Left); err != nil {
					return err
				}
				return walk(b.Right)
			}
		}
		k, err := c.cond(x)
		if err != nil {
			return err
		}
		kids = append(kids, k)
		return nil
	}
	if err := walk(n); err != nil {
		return nil, err
	}
	slices.SortStableFunc(kids, func(a, b node) int { return cmp.Compare(a.cost(), b.cost()) })
	if and {
		return allOf(kids), nil
	}
	return anyOf(kids), nil
}

// in is x in ["a", "b"], x in list.fact, or "a" in list.fact.
func (c *compiler) in(n *ast.BinaryNode) (node, error) {
	if b, ok := n.Right.(*ast.BinaryNode); ok && b.Operator == ".." {
		return nil, bad(b, "ranges are not for conditions: write x >= 1 and x <= 9")
	}
	arr, isArray := n.Right.(*ast.ArrayNode)
	if !isArray {
		list, err := c.ref(n.Right)
		if err != nil {
			return nil, err
		}
		if list.typ != Texts {
			return nil, bad(n.Right, "%s is a %s, not a list", list.name, list.typ)
		}
		what, err := c.text(n.Left)
		if err != nil {
			return nil, err
		}
		if what.isConst {
			if err := wordOf(n.Left, list, what.literal); err != nil {
				return nil, err
			}
		}
		return &inList{what, *list}, nil
	}
	what, err := c.text(n.Left)
	if err != nil {
		return nil, err
	}
	out := &oneOf{words: what}
	for _, k := range arr.Nodes {
		s, ok := k.(*ast.StringNode)
		if !ok {
			return nil, bad(k, "a list to be in holds texts in quotes only")
		}
		if err := wordOf(s, &what.ref, s.Value); err != nil {
			return nil, err
		}
		out.set = append(out.set, s.Value)
	}
	if what.isConst || len(out.set) == 0 {
		return nil, bad(n, "nothing is asked here: one side must be a fact, the other not empty")
	}
	return out, nil
}

// wordOf refuses a text that a fact of few words can never have.
func wordOf(at ast.Node, r *ref, s string) error {
	if r != nil && r.country != nil {
		code, isCode := r.country(s)
		switch {
		case isCode:
			return nil
		case code != "":
			return bad(at, "%s is never %q: countries are compared by their codes; write %q", r.name, s, code)
		}
		return bad(at, "%s is never %q: countries are compared by their codes, such as \"MY\", and this is none", r.name, s)
	}
	if r == nil || len(r.words) == 0 || slices.Contains(r.words, s) {
		return nil
	}
	return bad(at, "%s is never %q; %s", r.name, s, didYouMean(s, r.words))
}

func (c *compiler) textTest(n *ast.BinaryNode) (node, error) {
	what, err := c.text(n.Left)
	if err != nil {
		return nil, err
	}
	if what.isConst {
		return nil, bad(n.Left, "nothing is asked here: the left of %s must be a fact", n.Operator)
	}
	lit, ok := n.Right.(*ast.StringNode)
	if !ok {
		return nil, bad(n.Right, "the right of %s is a text in quotes", n.Operator)
	}
	out := &textTest{words: what, arg: lit.Value}
	switch n.Operator {
	case "contains":
		out.test = strings.Contains
	case "startsWith":
		out.test = strings.HasPrefix
	case "endsWith":
		out.test = strings.HasSuffix
	case "matches":
		re, err := regexp.Compile(lit.Value)
		if err != nil {
			return nil, bad(lit, "the pattern cannot be read: %v", err)
		}
		out.re, out.opens = re, sync.OnceValue(func() *openings { return openingsOf(lit.Value) })
	}
	return out, nil
}

// text compiles a text operand: a literal, a text fact, lower(x), or # over a list.
func (c *compiler) text(n ast.Node) (words, error) {
	switch x := n.(type) {
	case *ast.StringNode:
		return words{isConst: true, literal: x.Value}, nil
	case *ast.PointerNode:
		if c.inList && x.Name == "" {
			return words{item: true}, nil
		}
	case *ast.BuiltinNode:
		if x.Name == "lower" && len(x.Arguments) == 1 {
			w, err := c.text(x.Arguments[0])
			w.lower = true
			w.words = nil
			if err == nil && w.isConst {
				return w, bad(x, "lower() is for facts")
			}
			return w, err
		}
	}
	r, err := c.ref(n)
	if err != nil {
		return words{}, err
	}
	if r.typ != Text {
		return words{}, bad(n, "%s is a %s, not a text", r.name, r.typ)
	}
	return words{ref: *r}, nil
}

func (c *compiler) compare(n *ast.BinaryNode, o op) (node, error) {
	l, r := n.Left, n.Right
	if isLiteral(l) && !isLiteral(r) { // 5 < x is x > 5
		l, r = r, l
		o = [...]op{equal, notEqual, more, moreEqual, less, lessEqual}[o]
	}
	if isLiteral(l) {
		return nil, bad(n, "nothing is asked here: one side must be a fact")
	}
	t, err := c.typeOf(l)
	if err != nil {
		return nil, err
	}
	switch t {
	case Bool:
		lit, ok := r.(*ast.BoolNode)
		if !ok || o > notEqual {
			return nil, bad(n, "a yes-or-no fact is written alone, or compared with true or false by == or !=")
		}
		k, err := c.cond(l)
		if err == nil && lit.Value != (o == equal) {
			k = negation{k}
		}
		return k, err
	case Text:
		return c.compareText(n, l, r, o)
	case Date:
		return c.compareDate(l, r, o)
	case Num:
		a, err := c.number(l)
		if err != nil {
			return nil, err
		}
		b, err := c.number(r)
		if err != nil {
			return nil, err
		}
		return &compare{o, a, b}, nil
	}
	return nil, bad(l, "a %s cannot be compared; ask any(), all(), none() or count() of it", t)
}

func isLiteral(n ast.Node) bool {
	switch n.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return true
	}
	return false
}

func (c *compiler) compareText(n *ast.BinaryNode, l, r ast.Node, o op) (node, error) {
	if o > notEqual {
		return nil, bad(n, "texts have no order here: compare them by == or !=, or use in, contains, startsWith, endsWith, matches")
	}
	a, err := c.text(l)
	if err != nil {
		return nil, err
	}
	b, err := c.text(r)
	if err != nil {
		return nil, err
	}
	var out node = &sameText{a, b}
	if b.isConst {
		if err := wordOf(r, &a.ref, b.literal); err != nil {
			return nil, err
		}
		out = &oneOf{words: a, set: []string{b.literal}}
	}
	if o == notEqual {
		out = negation{out}
	}
	return out, nil
}

func (c *compiler) compareDate(l, r ast.Node, o op) (node, error) {
	a, err := c.date(l)
	if err != nil {
		return nil, err
	}
	b, err := c.date(r)
	if err != nil {
		return nil, err
	}
	return &compareDates{o, a, b}, nil
}

func (c *compiler) date(n ast.Node) (date, error) {
	if s, ok := n.(*ast.StringNode); ok {
		d, err := data.ParseDate(s.Value)
		if err != nil || d.State() != data.Known {
			return date{}, bad(n, "%q is not a date: write \"YYYY-MM-DD\", \"YYYY-MM\" or \"YYYY\"", s.Value)
		}
		return date{lit: d, isConst: true}, nil
	}
	r, err := c.ref(n)
	if err != nil {
		return date{}, err
	}
	if r.typ != Date {
		return date{}, bad(n, "%s is a %s, not a date", r.name, r.typ)
	}
	return date{ref: *r}, nil
}

// typeOf is what kind of operand a node is.
func (c *compiler) typeOf(n ast.Node) (Type, error) {
	switch n := n.(type) {
	case *ast.BinaryNode:
		if strings.Contains("+-*/", n.Operator) {
			return Num, nil
		}
		return Bool, nil
	case *ast.UnaryNode:
		if n.Operator == "-" || n.Operator == "+" {
			return Num, nil
		}
		return Bool, nil
	case *ast.BuiltinNode:
		switch n.Name {
		case "count":
			return Num, nil
		case "lower":
			return Text, nil
		case "any", "all", "none":
			return Bool, nil
		}
	case *ast.CallNode:
		if id, ok := n.Callee.(*ast.IdentifierNode); ok {
			if id.Value == "days_between" {
				return Num, nil
			}
			if tests[id.Value] {
				return Bool, nil
			}
			return 0, unknownFunction(n, id.Value)
		}
	case *ast.PointerNode:
		if c.inList && n.Name == "" {
			return Text, nil
		}
	}
	r, err := c.ref(n)
	if err != nil {
		return 0, err
	}
	return r.typ, nil
}

func (c *compiler) number(n ast.Node) (number, error) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return numLit(n.Value), nil
	case *ast.FloatNode:
		return numLit(n.Value), nil
	case *ast.UnaryNode:
		if n.Operator == "-" {
			k, err := c.number(n.Node)
			return &arith{'-', numLit(0), k}, err
		}
	case *ast.BinaryNode:
		if len(n.Operator) == 1 && strings.Contains("+-*/", n.Operator) {
			l, err := c.number(n.Left)
			if err != nil {
				return nil, err
			}
			r, err := c.number(n.Right)
			return &arith{n.Operator[0], l, r}, err
		}
		return nil, bad(n, "the operator %s makes no number", n.Operator)
	case *ast.BuiltinNode:
		if n.Name == "count" {
			return c.count(n)
		}
		return nil, unknownFunction(n, n.Name)
	case *ast.CallNode:
		if id, ok := n.Callee.(*ast.IdentifierNode); ok && id.Value == "days_between" {
			if len(n.Arguments) != 2 {
				return nil, bad(n, "days_between(from, to) takes two dates")
			}
			a, err := c.date(n.Arguments[0])
			if err != nil {
				return nil, err
			}
			b, err := c.date(n.Arguments[1])
			return &daysBetween{a, b}, err
		}
	case *ast.StringNode:
		return nil, bad(n, "a number is wanted here, not the text %q", n.Value)
	}
	r, err := c.ref(n)
	if err != nil {
		return nil, err
	}
	if r.typ != Num {
		return nil, bad(n, "%s is a %s, not a number", r.name, r.typ)
	}
	return &numFact{*r}, nil
}
