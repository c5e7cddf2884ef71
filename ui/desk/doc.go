// Package desk is what a person can do with a workspace, without a screen: open,
// import, screen, look up, answer, decide, undo, export. Commands and screens
// both call only this, so that either can do what the other can.
//
// It knows no terminal and no command line. Clock, randomness, files and the
// person at the desk are passed in.
package desk
