package match

import "strings"

// Disguised reports whether a name is written with look-alike characters, a
// Cyrillic letter or a nought within a Latin word, and how it reads without them.
// It needs no list: nobody writes an honest name so.
func Disguised(name string) (plainly string, yes bool) {
	f := folder{table: theTables()}
	f.fold(name)
	var words []string
	for i := range f.slots {
		sl := &f.slots[i]
		if sl.n == 0 {
			continue
		}
		a := &sl.alts[0]
		if sl.leet && sl.n > 1 && planted(f.text(a)) {
			yes = true
			a = &sl.alts[sl.n-1]
		}
		words = append(words, string(f.text(a)))
	}
	return strings.Join(words, " "), yes || f.obf
}

// DisguisedName reports what Disguised does, at no cost for a name of plain letters.
func DisguisedName(name string) bool {
	latin, odd := false, false
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case asciiKind[c] == 'a':
			latin = true
		case asciiKind[c] == '0', c >= 0x80, leetSign(c) != 0:
			odd = true
		}
	}
	if !latin || !odd {
		return false
	}
	_, yes := Disguised(name)
	return yes
}

// planted reports a nought or a one between letters of a word that has no other
// digit: "h0lding", not "h100" or "web3go".
func planted(w []byte) bool {
	digits, inside := 0, false
	for i, c := range w {
		if c < '0' || c > '9' {
			continue
		}
		digits++
		if (c == '0' || c == '1') && i > 0 && i+1 < len(w) && asciiKind[w[i-1]] == 'a' && asciiKind[w[i+1]] == 'a' {
			inside = true
		} else {
			return false
		}
	}
	return inside && len(w) >= 2*digits+3
}

// apartLetters is from how many letters on that stand alone in a row they are a word written
// apart, and no initials of a person.
const apartLetters = 4

// together joins the letters of a word that spaces set apart: "C O R V A N E".
func together(s string) string {
	alone := func(i int) bool { // a letter, with nothing or a space on either side
		return i < len(s) && asciiKind[s[i]] == 'a' && (i == 0 || s[i-1] == ' ') && (i+1 == len(s) || s[i+1] == ' ')
	}
	for i := 0; i+2*apartLetters-1 <= len(s); i++ {
		if !alone(i) {
			continue
		}
		n := 1
		for alone(i + 2*n) {
			n++
		}
		if n >= apartLetters {
			return s[:i] + strings.ReplaceAll(s[i:i+2*n-1], " ", "") + s[i+2*n-1:]
		}
		i += 2*n - 1
	}
	return s
}
