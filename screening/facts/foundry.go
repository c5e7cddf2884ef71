package facts

import (
	_ "embed"
	"strings"

	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed foundry.yaml
var foundryYAML []byte

// foundryWords are what notes of foundries and packagers say of a design.
type foundryWords struct {
	design, alike, stopped, packager, open, form, empty, memory, off, denied phrases.Set
}

// What notes say of a design.
const (
	designOfAnother = "design_of_another" // it is like that of somebody stopped, or of another customer
	packagerOpen    = "packager_open"     // nobody says who packs it
	formEmpty       = "form_empty"        // what has to be told of it or of its owner is not
	memoryOff       = "memory_off"        // its memory is to come off
)

func foundrySays() []string {
	return []string{designOfAnother, packagerOpen, formEmpty, memoryOff}
}

func loadFoundry() (foundryWords, error) { return parseFoundry("foundry.yaml", foundryYAML) }

func parseFoundry(name string, text []byte) (foundryWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Design       phrases.Tongues `yaml:"design"`
		Alike        phrases.Tongues `yaml:"alike"`
		Stopped      phrases.Tongues `yaml:"stopped"`
		Packager     phrases.Tongues `yaml:"packager"`
		Open         phrases.Tongues `yaml:"open"`
		Form         phrases.Tongues `yaml:"form"`
		Empty        phrases.Tongues `yaml:"empty"`
		Memory       phrases.Tongues `yaml:"memory"`
		Off          phrases.Tongues `yaml:"off"`
		Denied       phrases.Tongues `yaml:"denied"`
	}
	t := phrases.Open(name, text, &f)
	return foundryWords{
		design: t.Set("$.design", f.Design), alike: t.Set("$.alike", f.Alike), stopped: t.Set("$.stopped", f.Stopped), packager: t.Set("$.packager", f.Packager), open: t.Set("$.open", f.Open),
		form: t.Set("$.form", f.Form), empty: t.Set("$.empty", f.Empty), memory: t.Set("$.memory", f.Memory), off: t.Set("$.off", f.Off), denied: t.Set("$.denied", f.Denied),
	}, t.Err()
}

// in are the things that a text says of a design, each once.
func (w *foundryWords) in(text string) (out []statement) {
	for _, s := range sentenceEnd.Split(shortened.ReplaceAllString(text, "$1 "), mostParts) {
		p := phrases.Read(s)
		for _, x := range [...]struct {
			what string
			all  []phrases.Set
		}{
			{designOfAnother, []phrases.Set{w.design, w.alike, w.stopped}},
			{packagerOpen, []phrases.Set{w.packager, w.open}},
			{formEmpty, []phrases.Set{w.form, w.empty}},
			{memoryOff, []phrases.Set{w.memory, w.off}},
		} {
			if w.says(&p, x.all) && !states(out, x.what) {
				out = append(out, statement{what: x.what, said: strings.TrimSpace(s)})
			}
		}
	}
	return out
}

// says reports a sentence in which a word of each class stands, and none that denies it:
// "not signed" holds no "signed".
func (w *foundryWords) says(p *phrases.Text, all []phrases.Set) bool {
	for _, class := range all {
		if !class.Stands(p) {
			return false
		}
	}
	if !w.denied.Stands(p) {
		return true
	}
	rest := phrases.Read(blanked(w.empty, p.Lower))
	return !w.denied.Stands(&rest)
}

// foundryTold are what the notes of the order and of its customer say of a design.
func (f *Facts) foundryTold() (out []statement) {
	if f.sh == nil || f.allKinds() == 0 {
		return nil
	}
	for _, in := range f.retelling() {
		if in.field == "stated_end_use" {
			continue
		}
		for _, s := range f.src.Words.foundry.in(rules.Readable(in.text)) {
			s.source = in
			out = append(out, s)
		}
	}
	return out
}
