package facts

import (
	"strings"

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
	before := f.src.Book.PermitBefore(f.sold, gpus, f.day)
	use := before.Another
	switch x {
	case fHistoryPermitResized:
		use = before.Resized
	case fHistoryPermitOfUser:
		use = before.User
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
	if until, licence, _ := f.notedEnd(); licence && f.ended(until) {
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
	if until, _, excerpt := f.notedEnd(); f.ended(until) {
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
	_, _, excerpt := f.notedEnd()
	return append(f.dateEvidence(), f.of("notes", excerpt, 0))
}

// notedEnd is the end of a permit that notes tell, with their words, and whether it is a
// licence.
func (f *Facts) notedEnd() (until data.Date, licence bool, excerpt string) {
	return history.PermitEnd(f.readable(f.sh.Notes))
}
