package ui

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteKeys writes the keys of every screen as Markdown tables, for the
// documentation.
func WriteKeys(w io.Writer) error {
	b := bufio.NewWriter(w)
	for i, name := range placeNames {
		fmt.Fprintf(b, "### %s\n\n| key | does | command |\n| --- | --- | --- |\n", strings.ToUpper(name[:1])+name[1:])
		for _, a := range registry() {
			if a.where&(1<<i) == 0 || len(a.keys) == 0 || a.where == anywhere && i > 0 {
				continue
			}
			keys := make([]string, len(a.keys))
			for j, k := range a.keys {
				keys[j] = "`" + keyName(k) + "`"
			}
			command := ""
			if a.command != "" {
				command = "`redflag " + a.command + "`"
			}
			fmt.Fprintf(b, "| %s | %s. %s | %s |\n", strings.Join(keys, " "), a.title, a.says, command)
		}
		fmt.Fprintln(b)
	}
	return b.Flush()
}
