// Package checklist knows what to ask about a case, how far the asking has come,
// and what stands in the way of a decision.
//
// Questions and dispositions are data (questions.yaml, dispositions.yaml). It
// must not know how answers are stored, who the person is or how a question is
// drawn; it reads a verdict and the folded state of a case and says sentences.
package checklist
