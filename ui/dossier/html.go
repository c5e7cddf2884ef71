package dossier

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
)

//go:embed dossier.html
var htmlSource string

//go:embed dossier.css
var htmlStyle string

var htmlTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("dossier").Funcs(template.FuncMap{
		"when": when, "short": short, "fours": inFours, "join": strings.Join,
		"group": func(n any) string { return grouped(fmt.Sprint(n)) },
		"style": func() template.CSS { return template.CSS(htmlStyle) },
		"proof": func() template.HTML { return template.HTML(proofMark) },
		"class": func(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "-") },
		"sign":  lightSign, "kind": kindWords,
		"notAdvice": func() string { return notAdvice }, "proofWords": func() string { return proofWords },
	}).Parse(htmlSource))
})

// lightSign is the mark of a light, for those who see or print no colours.
func lightSign(is string) string {
	switch is {
	case "clear":
		return "✓"
	case "cleared":
		return "✓"
	case "red":
		return "✕"
	case "pending":
		return "…"
	case "not applicable":
		return "–"
	}
	return "?"
}

func kindWords(k string) string {
	switch k {
	case "stop":
		return "Stop"
	case "gap":
		return "Gap"
	case "flag":
		return "Red flag"
	case "note":
		return "Context"
	}
	return k
}

func writeHTML(w io.Writer, c *Content, digest string) error {
	return htmlTemplate().Execute(w, newPage(c, digest))
}
