package dossier

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"redflag/data"
	"redflag/data/journal"
)

// What the dossier says stands in a text between these two lines, in base64,
// right before the journal's bundle.
const (
	contentBegin = "-----BEGIN REDFLAG DOSSIER-----\n"
	contentEnd   = "-----END REDFLAG DOSSIER-----\n"
)

func armorContent(content []byte) string {
	var s strings.Builder
	s.WriteString(contentBegin)
	for t := base64.StdEncoding.EncodeToString(content); t != ""; {
		n := min(76, len(t))
		s.WriteString(t[:n] + "\n")
		t = t[n:]
	}
	s.WriteString(contentEnd)
	return s.String()
}

// Parsed is a dossier read from a file. It is not proved yet.
type Parsed struct {
	Content *Content
	Bundle  journal.Bundle
	Draft   *Draft // with the text as it stands in the file
}

// Parse reads a dossier of any of the three formats.
func Parse(file []byte) (*Parsed, error) {
	if t := bytes.TrimSpace(file); len(t) > 0 && t[0] == '{' {
		return parseJSON(t)
	}
	return parseText(file)
}

func parseJSON(file []byte) (*Parsed, error) {
	var f jsonFile
	if err := json.Unmarshal(file, &f); err != nil {
		return nil, fmt.Errorf("the dossier is damaged: %w", err)
	}
	if f.Format != Format {
		return nil, fmt.Errorf("the file is no dossier of this program: its format is %q, not %q", f.Format, Format)
	}
	var raw bytes.Buffer
	if err := json.Compact(&raw, f.Content); err != nil {
		return nil, fmt.Errorf("the dossier is damaged: %w", err)
	}
	return parsed("json", raw.Bytes(), []byte(proofMark), f.Bundle)
}

func parseText(file []byte) (*Parsed, error) {
	// What people wrote may hold the mark too; it stands before the proof.
	at := max(bytes.LastIndex(file, []byte(contentBegin)), 0)
	before := file[:at]
	armored, rest, ok := bytes.Cut(bytes.TrimPrefix(file[at:], []byte(contentBegin)), []byte(contentEnd))
	if !ok || !bytes.HasPrefix(file[at:], []byte(contentBegin)) {
		if bytes.Contains(file, []byte(strings.TrimSuffix(contentBegin, "\n")+"\r\n")) {
			return nil, errors.New("the line ends of the file were changed on its way; ask for it as an attachment, unchanged")
		}
		return nil, errors.New("the file is no dossier: it holds no part that begins with " + strings.TrimSpace(contentBegin))
	}
	content, err := base64.StdEncoding.DecodeString(string(bytes.Join(bytes.Fields(armored), nil)))
	if err != nil {
		return nil, fmt.Errorf("the dossier is damaged: %w", err)
	}
	b, err := journal.FindBundle(rest)
	if err != nil {
		return nil, err
	}
	proof, err := b.Armor()
	if err != nil {
		return nil, err
	}
	after, ok := bytes.CutPrefix(rest, []byte(proof))
	if !ok {
		return nil, errors.New("the proof in the dossier was changed")
	}
	format := "md"
	if bytes.HasPrefix(before, []byte("<!doctype html>")) {
		format = "html"
	}
	return parsed(format, content, bytes.Join([][]byte{before, after}, []byte(proofMark)), b)
}

func parsed(format string, content, text []byte, b journal.Bundle) (*Parsed, error) {
	c := &Content{}
	if err := json.Unmarshal(content, c); err != nil {
		return nil, fmt.Errorf("what the dossier says cannot be read: %w", err)
	}
	if c.Format != Format {
		return nil, fmt.Errorf("the dossier's format is %q, and this program reads %q", c.Format, Format)
	}
	return &Parsed{Content: c, Bundle: b, Draft: &Draft{Format: format, content: content, text: text}}, nil
}

// Result is the outcome of checking a dossier.
type Result struct {
	OK      bool
	Why     string // what is not as it was written
	Title   string
	Case    string
	Written string
	By      string
	Key     string
	Digest  string
	Level   string
	Status  string
	Journal journal.Report
}

// String says it in words for people.
func (r Result) String() string {
	if !r.OK {
		return "The dossier is not as it was written: " + r.Why
	}
	s := fmt.Sprintf("The dossier is as it was written: %s, level %s, status %s, by %q (key %s) on %s. %d journal entries of the case are proved.",
		r.Title, r.Level, r.Status, r.By, short(r.Key), when(r.Written), r.Journal.Entries)
	if r.Journal.Withheld > 0 {
		s += fmt.Sprintf(" %d values are withheld.", r.Journal.Withheld)
	}
	if r.Journal.Doubts > 0 {
		s += fmt.Sprintf(" The clock was in doubt at %d of them.", r.Journal.Doubts)
	}
	return s + " sha256 " + r.Digest + ". Whose the key is, the program cannot know."
}

// Check proves a dossier from its file alone. An error is a file that is no
// dossier; one that was changed is a result.
func Check(file []byte) (Result, error) {
	p, err := Parse(file)
	if err != nil {
		return Result{}, err
	}
	c := p.Content
	r := Result{Title: c.Title, Case: c.Case, Written: c.Written, By: c.By, Key: c.Key, Level: c.Level, Status: c.Status, Digest: p.Draft.Digest()}
	events, rep := p.Bundle.Open()
	r.Journal = rep
	if !rep.OK {
		r.Why = rep.String()
		return r, nil
	}
	r.Why = p.against(file, events)
	r.OK = r.Why == ""
	return r, nil
}

// against says what in the file is not covered by the proved events, or "".
func (p *Parsed) against(file []byte, events []data.Event) string {
	again, err := p.Draft.Seal(p.Bundle)
	if err != nil {
		return err.Error()
	}
	if !bytes.Equal(again, file) {
		return "it is not written in its one form; something was added, taken out or spelled otherwise."
	}
	if p.Bundle.Case != p.Content.Case {
		return fmt.Sprintf("it is about %s, and its proof about %s.", p.Content.Case, p.Bundle.Case)
	}
	var written *data.Event
	for i := range events {
		e := &events[i]
		if e.Kind == data.DossierWritten && e.Get("sha256") == p.Draft.Digest() {
			written = e
			if e.Get("text_sha256") == p.Draft.textDigest() && e.Get("format") == p.Draft.Format {
				break
			}
		}
	}
	switch {
	case written == nil:
		return "no entry of the journal says that a dossier with this content was written."
	case written.Get("format") != p.Draft.Format || written.Get("text_sha256") != p.Draft.textDigest():
		return "its readable part was changed; the content beside its proof is what was written."
	case written.Person != p.Content.By || written.Key != p.Content.Key:
		return fmt.Sprintf("it says that %q wrote it, and the journal says %q.", p.Content.By, written.Person)
	}
	return p.listed(written, events)
}

// listed says which journal entry shown in the dossier is not in its proof, or
// that the entries come to another status than the one shown.
func (p *Parsed) listed(written *data.Event, events []data.Event) string {
	proved := map[string]string{}
	for _, e := range p.Bundle.Entries {
		if h, err := e.Leaf(); err == nil {
			proved[fmt.Sprintf("%s/%d", e.Device, e.Seq)] = h
		}
	}
	for _, e := range p.Content.Journal {
		if e.Leaf == "" || proved[e.ID] != e.Leaf {
			return fmt.Sprintf("the journal entry %s that it shows is not in its proof.", e.ID)
		}
	}
	var before []data.Event
	for i := range events {
		if written.Saw(&events[i]) {
			before = append(before, events[i])
		}
	}
	if st := journal.FoldCase(p.Content.Case, before); st.Status.String() != p.Content.Status {
		return fmt.Sprintf("it says that the case is %s, and its proved entries come to %s.", p.Content.Status, st.Status)
	}
	return ""
}
