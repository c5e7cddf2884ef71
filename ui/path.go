package ui

import (
	"os"
	"path/filepath"
	"sort"
	"strings"

	"redflag/ui/dialog"
)

// completePath offers the entries of the folder that v points into. It reads the
// disk and is called from a Cmd only.
func completePath(readDir func(string) ([]os.DirEntry, error), v string) dialog.Suggested {
	dir, prefix := filepath.Split(v)
	from := len(dir)
	look := dir
	if look == "" {
		look = "."
	}
	if rest, ok := strings.CutPrefix(look, "~"+string(filepath.Separator)); ok {
		if home, err := os.UserHomeDir(); err == nil {
			look = filepath.Join(home, rest)
		}
	}
	out := dialog.Suggested{For: v, From: from}
	entries, err := readDir(look)
	if err != nil {
		return out
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(strings.ToLower(name), strings.ToLower(prefix)) || name == prefix ||
			strings.HasPrefix(name, ".") && !strings.HasPrefix(prefix, ".") {
			continue
		}
		s := dialog.Suggestion{Text: name}
		if e.IsDir() {
			s.Text += string(filepath.Separator)
			s.Says = "folder"
		}
		out.Items = append(out.Items, s)
		if len(out.Items) >= 500 {
			break
		}
	}
	sort.SliceStable(out.Items, func(i, j int) bool { return rankPath(out.Items[i].Text) < rankPath(out.Items[j].Text) })
	return out
}

// rankPath puts files that can be read here before folders and the rest.
func rankPath(name string) int {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".xlsx", ".jsonl", ".json", ".txt", ".pdf", ".tsv":
		return 0
	}
	if strings.HasSuffix(name, string(filepath.Separator)) {
		return 1
	}
	return 2
}

// expand turns a leading ~ into the home folder.
func expand(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"+string(filepath.Separator)); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return path
}
