package facts

import (
	"strings"

	"redflag/data"
	"redflag/screening/contact"
)

// mail compares e-mail addresses with free services and the web site.
func (s *Sources) mail(p *profile, full *data.Customer) {
	mails, site := p.c.Emails, p.c.Website
	if len(mails) == 0 {
		mails = full.Emails
	}
	if data.TextState(site) == data.NotTold {
		site = full.Website
	}
	free, own, known, imitating := 0, 0, 0, false
	domain := siteDomain(site)
	for _, m := range mails {
		_, d, ok := contact.Mailbox(m)
		if !ok {
			continue
		}
		known++
		if s.Words.contact.Mail(d) {
			free++
		} else if domain == "" || s.Words.contact.Public(d) || d == domain || strings.HasSuffix(d, "."+domain) || strings.HasSuffix(domain, "."+d) {
			own++
		} else {
			imitating = imitating || imitates(d, domain)
		}
	}
	if known > 0 {
		p.free = data.Bool(free == known)
		if domain != "" {
			p.mismatch, p.imitates = data.Bool(own == 0), data.Bool(imitating)
		}
	}
	page, none := s.Words.contact.Page(domain), s.Words.firm.isNone(site)
	switch state := data.TextState(site); {
	case state == data.Known && !page && !none:
		p.thin = data.False
	case known > 0:
		p.thin = data.Bool(free == known)
	case page, none && (len(mails) > 0 || state == data.Known && fewPeople(full)):
		p.thin = data.True // a page is all that is told, or both were asked for
	case state == data.NotTold && len(mails) == 0:
		// Nobody said anything of web or mail: thin presence is not known, unless a
		// messenger is all by which anybody is reached.
		if len(p.c.Phones) == 0 && len(full.Phones) == 0 && s.Words.contact.Messenger(pick(p.c.Contact, full.Contact)) {
			p.thin = data.True
		}
	}
}

// fewPeople reports a house of ten people at most, by what is told.
func fewPeople(c *data.Customer) bool {
	return c.Employees.State == data.Known && c.Employees.Value <= 10
}

// leastImitated is how long the name of a web site is that others are not likely to bear
// by chance, in bytes.
const leastImitated = 5

// imitates says whether a mail domain bears the name of a web site's with something
// added. The same name under another ending is how houses with many countries write.
func imitates(mail, site string) bool {
	name, _, _ := strings.Cut(site, ".")
	for label := range strings.SplitSeq(mail, ".") {
		if len(name) >= leastImitated && len(label) > len(name) && strings.Contains(label, name) {
			return true
		}
	}
	return false
}

func siteDomain(site string) string {
	if data.TextState(site) != data.Known {
		return ""
	}
	site = strings.ToLower(strings.TrimSpace(site))
	if _, rest, ok := strings.Cut(site, "://"); ok {
		site = rest
	}
	site = strings.TrimPrefix(site, "www.")
	if i := strings.IndexAny(site, "/?#: "); i >= 0 {
		site = site[:i]
	}
	return site
}
