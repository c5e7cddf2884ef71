package rules

import (
	"slices"

	"github.com/expr-lang/expr/ast"

	"redflag/data"
)

// tests are the words about whether a fact is told at all.
var tests = map[string]bool{"missing": true, "known": true, "unknown": true, "surely": true}

// functionNames are all words that a condition may call.
var functionNames = []string{"missing", "known", "unknown", "surely", "any", "all", "none", "count", "lower", "days_between"}

func unknownFunction(n ast.Node, name string) error {
	return bad(n, "there is no function %s() for conditions; %s", name, didYouMean(name, functionNames))
}

// spelledOut is a condition without the word surely: surely(x) is short for known(x) and x,
// and not surely(x) for missing(x) or not x.
func spelledOut(n ast.Node) ast.Node {
	word, joint := "known", "and"
	of := n
	if not, ok := n.(*ast.UnaryNode); ok && (not.Operator == "not" || not.Operator == "!") {
		word, joint, of = "missing", "or", not.Node
	}
	call, ok := of.(*ast.CallNode)
	if !ok || len(call.Arguments) != 1 {
		return n
	}
	if id, ok := call.Callee.(*ast.IdentifierNode); !ok || id.Value != "surely" {
		return n
	}
	fact := call.Arguments[0]
	told, is := &ast.CallNode{Callee: &ast.IdentifierNode{Value: word}, Arguments: call.Arguments}, fact
	told.SetLocation(call.Location())
	if of != n {
		is = &ast.UnaryNode{Operator: "not", Node: fact}
		is.SetLocation(n.Location())
	}
	return &ast.BinaryNode{Operator: joint, Left: told, Right: is}
}

func (c *compiler) call(n *ast.CallNode) (node, error) {
	id, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		return nil, bad(n, "only a function by its name can be called")
	}
	if !tests[id.Value] {
		if id.Value == "days_between" {
			return nil, bad(n, "days_between() is a number: compare it with one")
		}
		return nil, unknownFunction(n, id.Value)
	}
	if len(n.Arguments) != 1 {
		return nil, bad(n, "%s(x) takes one fact", id.Value)
	}
	r, err := c.ref(n.Arguments[0])
	if err != nil {
		return nil, err
	}
	if r.typ == Group {
		return nil, bad(n, "%s is a group, taken as told: write count(%s) == 0", r.name, r.name)
	}
	t := &told{ref: *r}
	switch id.Value {
	case "missing":
		t.is = [3]bool{data.NotTold: true, data.Unknown: true}
	case "known":
		t.is = [3]bool{data.Known: true}
	case "unknown":
		t.is = [3]bool{data.Unknown: true}
	}
	return t, nil
}

func (c *compiler) builtin(n *ast.BuiltinNode) (node, error) {
	kind := slices.Index([]string{"any", "all", "none"}, n.Name)
	if kind < 0 {
		switch n.Name {
		case "count", "lower":
			return nil, bad(n, "%s() makes no yes or no: compare it with something", n.Name)
		}
		return nil, unknownFunction(n, n.Name)
	}
	if len(n.Arguments) != 2 {
		return nil, bad(n, "%s(group, condition) takes two arguments", n.Name)
	}
	over, pred, err := c.overGroup(n)
	if err != nil {
		return nil, err
	}
	if over.typ == Texts {
		return &quantText{quantKind(kind), *over, pred}, nil
	}
	return &quant{kind: quantKind(kind), group: *over, pred: pred}, nil
}

func (c *compiler) count(n *ast.BuiltinNode) (number, error) {
	if len(n.Arguments) == 0 {
		return nil, bad(n, "count(group) or count(group, condition)")
	}
	over, pred, err := c.overGroup(n)
	if err != nil {
		return nil, err
	}
	if over.typ == Texts {
		return &countText{*over, pred}, nil
	}
	return &count{*over, pred}, nil
}

// overGroup reads the group or list that a quantifier stands on, and its
// predicate, nil where there is none.
func (c *compiler) overGroup(n *ast.BuiltinNode) (*ref, node, error) {
	if c.group != topLevel || c.inList {
		return nil, nil, bad(n, "%s() cannot stand inside another any, all, none or count", n.Name)
	}
	over, err := c.ref(n.Arguments[0])
	if err != nil {
		return nil, nil, err
	}
	if over.typ != Group && over.typ != Texts {
		return nil, nil, bad(n.Arguments[0], "%s is a %s, neither a group nor a list", over.name, over.typ)
	}
	if len(n.Arguments) < 2 {
		return over, nil, nil
	}
	p, ok := n.Arguments[1].(*ast.PredicateNode)
	if !ok {
		return nil, nil, bad(n.Arguments[1], "a condition about each element is wanted here")
	}
	if over.typ == Group {
		c.group = over.slot
	} else {
		c.inList = true
	}
	pred, err := c.cond(p.Node)
	c.group, c.inList = topLevel, false
	return over, pred, err
}

// ref resolves a dotted name, or .field of the element a quantifier stands on.
func (c *compiler) ref(n ast.Node) (*ref, error) {
	path, elem, at, err := c.path(n)
	if err != nil {
		return nil, err
	}
	if elem {
		g := c.sc.fields[c.group]
		i, ok := c.sc.elems[c.group][path]
		if !ok {
			return nil, bad(at, "%s have no field .%s; %s", g.Name, path, didYouMean(path, names(g.Fields)))
		}
		return c.found(&ref{c.group, i, g.Name + "." + path, g.Fields[i].InWords(g.Name), g.Fields[i].AsQuestion(g.Name), g.Fields[i].Type, g.Fields[i].Words, g.Fields[i].Lasting, c.countries(&g.Fields[i])}, at)
	}
	i, ok := c.sc.slots[path]
	if !ok {
		return nil, bad(at, "there is no fact %s; %s", path, didYouMean(path, names(c.sc.fields)))
	}
	f := c.sc.fields[i]
	return c.found(&ref{topLevel, i, f.Name, f.InWords(""), f.AsQuestion(""), f.Type, f.Words, f.Lasting, c.countries(&f)}, at)
}

// countries reads the words that a fact is compared with, where it is a country's code.
func (c *compiler) countries(f *Field) func(string) (string, bool) {
	if !f.Country {
		return nil
	}
	return c.sc.country
}

func (c *compiler) found(r *ref, at ast.Node) (*ref, error) {
	if r.typ == Shown {
		return nil, bad(at, "%s is for {placeholders} only", r.name)
	}
	c.reads[r.name] = true
	return r, nil
}

func names(fs []Field) []string {
	out := make([]string, len(fs))
	for i, f := range fs {
		out[i] = f.Name
	}
	return out
}

// path is the dotted name that a node writes, and whether it belongs to the
// element of a quantifier; at is the node to point to when it is wrong.
func (c *compiler) path(n ast.Node) (path string, elem bool, at ast.Node, err error) {
	switch n := n.(type) {
	case *ast.ChainNode:
		return c.path(n.Node)
	case *ast.IdentifierNode:
		return n.Value, false, n, nil
	case *ast.PointerNode:
		if n.Name != "" {
			return "", false, n, bad(n, "#%s is not for conditions", n.Name)
		}
		if c.inList {
			return "", false, n, bad(n, "# is a text of the list here")
		}
		if c.group == topLevel {
			return "", false, n, bad(n, "there is no element here")
		}
		return "", true, n, nil
	case *ast.MemberNode:
		prop, ok := n.Property.(*ast.StringNode)
		if !ok || n.Optional || n.Method {
			return "", false, n, bad(n, "a fact is a plain dotted name; [ ], ?. and methods are not for conditions")
		}
		head, elem, at, err := c.path(n.Node)
		if err != nil {
			return "", false, n, err
		}
		if head == "" {
			return prop.Value, elem, prop, nil
		}
		return head + "." + prop.Value, elem, at, nil
	case *ast.CallNode:
		if id, ok := n.Callee.(*ast.IdentifierNode); ok {
			if !slices.Contains(functionNames, id.Value) {
				return "", false, n, unknownFunction(n, id.Value)
			}
			return "", false, n, bad(n, "%s() cannot stand here", id.Value)
		}
	case *ast.BuiltinNode:
		if !slices.Contains(functionNames, n.Name) {
			return "", false, n, unknownFunction(n, n.Name)
		}
		return "", false, n, bad(n, "%s() cannot stand here", n.Name)
	}
	return "", false, n, bad(n, "a fact is wanted here, not %s", describe(n))
}
