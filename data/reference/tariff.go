package reference

// TariffRow is what the tables say of a tariff number or heading.
type TariffRow struct {
	Code          string // digits only
	Kind          string // hs: usual for computing goods; odd, absurd: not for such goods; chpl: Common High Priority List
	Tier          string
	Says          string
	Source, Basis string
}

// Tariff finds rows by the leading digits of a tariff number.
type Tariff struct {
	All    []TariffRow
	byCode map[string][]TariffRow
}

func (r *reader) tariff(name string) *Tariff {
	t := &Tariff{byCode: map[string][]TariffRow{}}
	r.rows(name, "code,kind,tier,says", func(w *row) {
		var buf [16]byte
		code := string(appendDigits(buf[:0], w.need("code")))
		if len(code) != 4 && len(code) != 6 {
			w.fail("code", "%q has neither four nor six digits", w.text("code"))
		}
		e := TariffRow{code, w.oneOf("kind", "hs", "odd", "absurd", "chpl"), w.text("tier"), w.need("says"), w.need("source"), w.basis()}
		t.All = append(t.All, e)
		t.byCode[code] = append(t.byCode[code], e)
	})
	return t
}

// appendDigits keeps the digits of a tariff number.
func appendDigits(dst []byte, s string) []byte {
	for i := 0; i < len(s) && len(dst) < cap(dst); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			dst = append(dst, s[i])
		}
	}
	return dst
}

// Of are the rows about a tariff number of any length and punctuation: those of
// its six digits, then those of its heading.
func (t *Tariff) Of(hs string) []TariffRow {
	var buf [16]byte
	d := appendDigits(buf[:0], hs)
	if len(d) >= 6 {
		if rows := t.byCode[string(d[:6])]; rows != nil {
			return rows
		}
	}
	if len(d) >= 4 {
		return t.byCode[string(d[:4])]
	}
	return nil
}

// HighPriority says whether a tariff number is on the Common High Priority List,
// and in which tier.
func (t *Tariff) HighPriority(hs string) (tier string, ok bool) {
	for _, r := range t.Of(hs) {
		if r.Kind == "chpl" {
			return r.Tier, true
		}
	}
	return "", false
}

// HasPrefix says whether a tariff number begins with one of the codes ("8471.50",
// "8473").
func HasPrefix(hs string, codes []string) bool {
	var buf, cbuf [16]byte
	d := appendDigits(buf[:0], hs)
	for _, c := range codes {
		p := appendDigits(cbuf[:0], c)
		if len(p) > 0 && len(d) >= len(p) && string(d[:len(p)]) == string(p) {
			return true
		}
	}
	return false
}

// Power is what a system draws, or the factor for its site.
type Power struct {
	ID, What      string
	KW, Low, High float64
	GPUs          float64
	Source, Basis string
}

func (r *reader) power(name string) (out []Power) {
	r.rows(name, "id,what,kw,low,high,gpus", func(w *row) {
		out = append(out, Power{w.need("id"), w.need("what"), w.number("kw"), w.number("low"), w.number("high"), w.number("gpus"), w.need("source"), w.basis()})
	})
	return out
}

// Bucket is an entry of the control list for advanced computing, or one limit of it.
type Bucket struct {
	ID, Kind, Title string // Kind is limit or eccn
	TPP, PD         Range  // a limit: from Low up to, not including, High; 0 where open
	Says            string
	Source, Basis   string
}

func (r *reader) buckets(name string) (out []Bucket) {
	r.rows(name, "id,kind,title,tpp_low,tpp_high,pd_low,pd_high,says", func(w *row) {
		optional := func(c string) float64 {
			if w.text(c) == "" {
				return 0
			}
			return w.number(c)
		}
		out = append(out, Bucket{w.need("id"), w.oneOf("kind", "limit", "eccn"), w.need("title"), Range{optional("tpp_low"), optional("tpp_high")}, Range{optional("pd_low"), optional("pd_high")}, w.text("says"), w.need("source"), w.basis()})
	})
	return out
}
