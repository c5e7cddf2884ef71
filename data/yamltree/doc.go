// Package yamltree reads the YAML that files of configuration are mostly written in,
// many times as fast as a whole reader of YAML: blocks, flows, quoted and folded texts,
// in a tree whose nodes know their places. It knows no anchors, no tags and no second
// document, and must not know what any file means. Whatever it does not know, or finds at
// fault, it refuses whole and says nothing of: the caller then asks a whole reader, which
// also names faults. What it does not refuse means to it what it means to that.
package yamltree

import "unicode/utf8"

// Kind says what a node is.
type Kind uint8

const (
	Null Kind = iota
	Bool
	Number
	Text     // a plain or quoted text
	Block    // a text that stands in lines of its own, behind | or >
	Sequence // a list
	Mapping  // names with values
	Other    // what only a whole reader knows
)

// Node is one value and where it begins: lines and letters from 1, as people count them.
type Node struct {
	Kind      Kind
	Text      string // of a text; of a plain value, as it is written
	Line, Col int
	Keys      []*Node // of a mapping, texts
	Items     []*Node // of a sequence, or the values of the keys

	number any // of a number: uint64, int64 or float64
}

// Get is the value of a key of a mapping, nil where there is none.
func (n *Node) Get(key string) *Node {
	if n == nil || n.Kind != Mapping {
		return nil
	}
	for i, k := range n.Keys {
		if k.Text == key {
			return n.Items[i]
		}
	}
	return nil
}

// mostDeep is how deep values stand in each other.
const mostDeep = 64

// Parse reads a text into its tree; nil where a whole reader has to.
func Parse(text []byte) *Node {
	if !utf8.Valid(text) || len(text) == 0 || text[len(text)-1] != '\n' {
		return nil
	}
	p := &scan{}
	if !p.split(string(text)) || !p.next(0) {
		return nil
	}
	root := p.node(-1)
	if p.refused || p.at < len(p.lines) || root.Kind < Sequence {
		return nil
	}
	return root
}
