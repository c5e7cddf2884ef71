package desk

import (
	"fmt"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// reckoning says how a score comes about: what each pattern counts, where its cap held and
// what was taken off, and what explains. It is "" where today's caps come to another score
// than the verdict has, whose rules were others.
func reckoning(v *data.Verdict, p *rules.Patterns) string {
	shares := p.Reckoning(v.Findings)
	if len(shares) == 0 || p.Score(v.Findings) != v.Score {
		return ""
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%d =", v.Score)
	sum := 0
	for i, s := range shares {
		n, sign := s.Counts, "+"
		if sum += n; n < 0 {
			n, sign = -n, "-"
		}
		if i > 0 || sign == "-" {
			out.WriteString(" " + sign)
		}
		fmt.Fprintf(&out, " %d %s", n, strings.ReplaceAll(s.Pattern, "_", " "))
		var how []string
		if s.Up > s.Cap {
			how = append(how, fmt.Sprintf("capped, of %d", s.Up))
		}
		if s.Down < 0 && s.Counts >= 0 {
			how = append(how, fmt.Sprintf("%d taken off", -s.Down))
		}
		if len(how) > 0 {
			out.WriteString(" (" + strings.Join(how, "; ") + ")")
		}
	}
	if sum < 0 {
		out.WriteString("; a score is never below 0")
	}
	return out.String()
}
