package facts

import (
	"regexp"
	"strings"
	"time"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// permitBefore is a permit of this order that an earlier paper tells for another.
func (f *Facts) permitBefore(x field) rules.Value {
	if f.sh == nil || !f.dated || controlRank(f.allGoods().worst.Controlled) < 2 {
		return rules.Value{}
	}
	gpus := 0.0
	if v := f.allGoods().gpus; v.State == data.Known {
		gpus = v.Num
	}
	use, resized := f.src.Book.PermitBefore(f.sh, gpus, f.day)
	if x == fHistoryPermitResized {
		use = resized
	}
	if use.Paper == "" {
		return rules.Value{}
	}
	return textValue(use.Number + " on " + use.Paper + " of " + data.DateOfDay(use.On).String())
}

// permitEvidence cites the fields that tell the numbers of permits.
func (f *Facts) permitEvidence() []data.Evidence {
	var out []data.Evidence
	for _, n := range history.Permits(f.sh) {
		switch n {
		case f.sh.Certificate:
			out = f.room.Add(out, f.of("certificate", n, 0))
		case f.sh.Licence:
			out = f.room.Add(out, f.of("licence", n, 0))
		default:
			out = f.room.Add(out, f.of("notes", n, 0))
		}
	}
	return out
}

// ended reports whether a permit had ended on the day of the deal.
func (f *Facts) ended(until data.Date) bool {
	return until.State() == data.Known && until.Before(f.on()) == data.True
}

func (f *Facts) licenceInTime() rules.Value {
	v := f.get(fShipmentLicence)
	if v.State != data.Known || f.ended(f.sh.LicenceUntil) {
		return rules.Value{State: min(v.State, data.Unknown)}
	}
	if until, excerpt := f.notedEnd(); f.ended(until) && ofLicence.MatchString(excerpt) {
		return unknownValue()
	}
	return v
}

func (f *Facts) permitEnded() rules.Value {
	sh := f.sh
	switch {
	case f.ended(sh.LicenceUntil):
		return textValue(strings.TrimSpace("licence "+sh.Licence) + ", until " + sh.LicenceUntil.String())
	case f.ended(sh.CertificateUntil):
		return textValue(strings.TrimSpace("certificate "+sh.Certificate) + ", until " + sh.CertificateUntil.String())
	}
	if until, excerpt := f.notedEnd(); f.ended(until) {
		return textValue(excerpt)
	}
	return rules.Value{}
}

func (f *Facts) endEvidence() []data.Evidence {
	sh := f.sh
	switch {
	case f.ended(sh.LicenceUntil):
		return append(f.dateEvidence(), f.of("licence_until", sh.LicenceUntil.String(), 0))
	case f.ended(sh.CertificateUntil):
		return append(f.dateEvidence(), f.of("certificate_until", sh.CertificateUntil.String(), 0))
	}
	_, excerpt := f.notedEnd()
	return append(f.dateEvidence(), f.of("notes", excerpt, 0))
}

// permitEnd is how notes tell until when a licence or certificate runs.
var (
	permitEnd = regexp.MustCompile(`(?i)(?:\b(?:lic(?:en[cs]e)?|permit|euc|eus|certificate|genehmigung|eve)\b|许可证|证明|證明)[^;；]{0,100}?(?:\b(?:valid|validity|gültig)\b[: ]{0,2}(?:to|until|till|thru|through|bis)?|\bexpir(?:ed|es|y)\b(?: on| date)?|\babgelaufen(?: am)?|有效期(?:至|到)?|到期日?)[: ：]{0,2}(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2} [a-z]{3,9} \d{4})`)
	ofLicence = regexp.MustCompile(`(?i)^(?:lic|genehmigung|许可证)`)
)

// notedEnd is the end of a permit that notes tell, with their words.
func (f *Facts) notedEnd() (data.Date, string) {
	notes := f.sh.Notes
	if len(notes) < 16 || !strings.ContainsAny(notes, "0123456789") {
		return data.Date{}, ""
	}
	ends := false
	for _, s := range [...]string{"alid", "xpir", "ültig", "bgelaufen", "有效", "到期", "ALID", "XPIR"} {
		ends = ends || strings.Contains(notes, s)
	}
	if !ends {
		return data.Date{}, ""
	}
	at := permitEnd.FindStringSubmatch(rules.Readable(notes))
	if at == nil {
		return data.Date{}, ""
	}
	return writtenDate(at[1]), at[0]
}

// writtenDate reads a date of which no other reading is possible; the zero date else.
func writtenDate(s string) data.Date {
	for _, form := range [...]string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2", "2.1.2006", "2 January 2006", "2 Jan 2006"} {
		if t, err := time.Parse(form, s); err == nil {
			return data.DateOf(t)
		}
	}
	return data.Date{}
}
