package dossier

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/data"
	"redflag/data/journal"
)

// formats are the endings of the files that can be written.
var formats = []string{"html", "md", "json"}

// FormatOf is the format that a file name asks for.
func FormatOf(path string) (string, error) {
	f := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	switch f {
	case "htm":
		f = "html"
	case "markdown":
		f = "md"
	}
	if slices.Contains(formats, f) {
		return f, nil
	}
	return "", fmt.Errorf("a dossier is written as .html, .md or .json, and %q asks for none of them", filepath.Base(path))
}

// Draft is a dossier that is written but for its proof. What it says is settled,
// so the journal can record its hashes.
type Draft struct {
	Format  string
	content []byte // canonical JSON
	text    []byte // the file, with proofMark where the proof is to stand
}

// proofMark stands for the proof in a text. No writer lets a NUL through.
const proofMark = "\x00proof\x00"

// newDraft writes a dossier's content in a format.
func newDraft(d *Dossier, format string) (*Draft, error) {
	c, err := d.Content()
	if err != nil {
		return nil, err
	}
	return draft(c, format)
}

func draft(c *Content, format string) (*Draft, error) {
	raw, err := canonical(c)
	if err != nil {
		return nil, err
	}
	out := &Draft{Format: format, content: raw}
	var b bytes.Buffer
	switch format {
	case "html":
		err = writeHTML(&b, c, sum(raw))
	case "md":
		err = writeMarkdown(&b, c, sum(raw))
	case "json":
		b.WriteString(proofMark)
	default:
		err = fmt.Errorf("a dossier is written as html, md or json, not as %q", format)
	}
	out.text = b.Bytes()
	if err == nil && bytes.Count(out.text, []byte(proofMark)) != 1 {
		err = fmt.Errorf("the dossier as %s has no one place for its proof", format)
	}
	return out, err
}

// Digest is the sha256 of what the dossier says, the same in all formats.
func (d *Draft) Digest() string { return sum(d.content) }

// textDigest is the sha256 of the file without its proof.
func (d *Draft) textDigest() string { return sum(d.text) }

// Fields are the body of the dossier.written event that makes the dossier
// provable. The event is of the dossier's case.
func (d *Draft) Fields(file string) []data.EventField {
	return []data.EventField{
		{Name: "file", Value: filepath.Base(file)},
		{Name: "format", Value: d.Format},
		{Name: "sha256", Value: d.Digest()},
		{Name: "text_sha256", Value: d.textDigest()},
	}
}

// Seal adds the proof: the case's bundle, made after the dossier.written event.
func (d *Draft) Seal(b journal.Bundle) ([]byte, error) {
	if d.Format == "json" {
		return sealJSON(d.content, b)
	}
	proof, err := b.Armor()
	if err != nil {
		return nil, err
	}
	return bytes.Replace(d.text, []byte(proofMark), []byte(armorContent(d.content)+proof), 1), nil
}

// Prepare is how a dossier gets into a file: it hands back the body of the
// dossier.written event to append, and what makes the file of the bundle taken
// after it, in the same transaction.
func Prepare(d *Dossier, file string) (body []data.EventField, seal func(journal.Bundle) ([]byte, error), err error) {
	format, err := FormatOf(file)
	if err != nil {
		return nil, nil, err
	}
	draft, err := newDraft(d, format)
	if err != nil {
		return nil, nil, err
	}
	return draft.Fields(file), draft.Seal, nil
}

// jsonFile is a dossier as JSON: what it says, and the proof.
type jsonFile struct {
	Format  string          `json:"format"`
	Sha256  string          `json:"sha256"` // of content, without white space, as FORMAT.md says
	Content json.RawMessage `json:"content"`
	Bundle  journal.Bundle  `json:"bundle"`
}

func sealJSON(content []byte, b journal.Bundle) ([]byte, error) {
	raw, err := json.Marshal(jsonFile{Format, sum(content), content, b})
	if err != nil {
		return nil, fmt.Errorf("the dossier cannot be encoded: %w", err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, inked(raw), "", "  "); err != nil {
		return nil, fmt.Errorf("the dossier cannot be encoded: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// canonical is the one JSON form of a content: members in order, no white space,
// and no character that does not print.
func canonical(c *Content) ([]byte, error) {
	raw, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("the dossier of %s cannot be encoded: %w", c.Case, err)
	}
	return inked(raw), nil
}

// inked writes every character of a JSON text that leaves no ink, or moves that
// of others, as an escape. Such characters stand only inside strings.
func inked(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		r, n := utf8.DecodeRune(raw)
		switch {
		case r < 0x7f || unicode.IsPrint(r) && !unicode.Is(unicode.Variation_Selector, r):
			out = append(out, raw[:n]...)
		case r > 0xffff:
			r -= 0x10000
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		raw = raw[n:]
	}
	return out
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
