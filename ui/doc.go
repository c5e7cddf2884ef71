// Package ui is the program in the terminal: one Bubble Tea model that routes
// keys and messages to plain screens, and one registry of actions from which
// come the keys, the footer, the help, the command palette and the documentation.
//
// Everything that a screen does goes through Desk, as every command does. Update
// and View do no input or output; a Cmd captures what it needs and answers with
// a message.
package ui
