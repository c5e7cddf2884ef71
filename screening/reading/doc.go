// Package reading says what a text that somebody wrote about an order is likely to
// retell: that goods go on to others, that a question was not answered, that a visit was
// staged. A linear model weighs the words of a sentence, words next to each other and
// the classes of ideas that words belong to; its weights are learned from sentences
// written and labelled by hand.
//
// It knows texts alone. It must not know orders, goods, rules or points: what a sign
// means for an order is concluded elsewhere, and a text that it reads nothing in clears
// nobody.
package reading
