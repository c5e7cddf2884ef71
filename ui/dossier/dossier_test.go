package dossier

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redflag/data"
	"redflag/data/journal"
	"redflag/ui/desk"
)

var update = flag.Bool("update", false, "write the golden files anew")

var morning = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// work is a case that people worked on, in a journal of its own.
type work struct {
	log    *journal.Memory
	signer *journal.Signer
	key    data.Key
}

func newWork(t testing.TB) *work {
	t.Helper()
	now := morning
	s, err := journal.NewSigner("w-dossier", "Ada Example", func() time.Time {
		now = now.Add(90 * time.Second)
		return now
	}, rand.New(rand.NewSource(7)))
	if err != nil {
		t.Fatal(err)
	}
	return &work{journal.NewMemory(), s, data.Key{Source: data.DefaultSource, Kind: data.ShipmentKind, ID: "S-2041"}}
}

func (w *work) put(t testing.TB, kind data.EventKind, pairs ...string) data.Event {
	t.Helper()
	d := journal.Draft{Kind: kind, Case: w.key.String()}
	for i := 0; i < len(pairs); i += 2 {
		d.Body = append(d.Body, data.EventField{Name: pairs[i], Value: pairs[i+1]})
	}
	ev, err := journal.Append(w.log, w.signer, d)
	if err != nil {
		t.Fatal(err)
	}
	return ev
}

// dossier is the case as it stands.
func (w *work) dossier(t testing.TB) *Dossier {
	t.Helper()
	v := desk.CaseView{Subject: data.Subject{Key: w.key}}
	fill(&v)
	events, err := journal.CaseEvents(w.log, w.key.String())
	if err != nil {
		t.Fatal(err)
	}
	v.Events, v.State = events, journal.FoldCase(w.key.String(), events)
	for i := range v.Questions {
		if a, ok := v.State.Answers[v.Questions[i].ID]; ok {
			v.Questions[i].Answer = &a
		}
	}
	b, err := journal.MakeBundle(w.log, w.key.String())
	if err != nil {
		t.Fatal(err)
	}
	return &Dossier{CaseView: v, Bundle: b, Written: morning.Add(time.Hour), By: w.signer.Person(), Key: w.signer.Fingerprint(), Program: "v0.1.0-test"}
}

// write makes the sealed file, as the desk does.
func (w *work) write(t testing.TB, format string) []byte {
	t.Helper()
	return w.seal(t, w.dossier(t), format)
}

func (w *work) seal(t testing.TB, d *Dossier, format string) []byte {
	t.Helper()
	body, seal, err := Prepare(d, "/somewhere/S-2041."+format)
	if err != nil {
		t.Fatal(err)
	}
	var pairs []string
	for _, f := range body {
		pairs = append(pairs, f.Name, f.Value)
	}
	w.put(t, data.DossierWritten, pairs...)
	b, err := journal.MakeBundle(w.log, w.key.String())
	if err != nil {
		t.Fatal(err)
	}
	file, err := seal(b)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// worked is a case in the middle of its life.
func worked(t testing.TB) *work {
	t.Helper()
	w := newWork(t)
	ev := "4be1b8f1a2c94f6d7a90c55e0a1de2f3448d8f6a0bb2d97e6d1c7a5be0f9d201"
	w.put(t, data.AnswerGiven, "question", "B1", "value", "S", "detail", "", "reason", "", "evidence", "")
	w.put(t, data.EvidenceAttached, "name", "site-visit.pdf", "sha256", ev, "bytes", "183204")
	w.put(t, data.AnswerGiven, "question", "B1", "value", "N", "detail", "no such unit", "reason", "The concierge knows no tenant of that name.", "evidence", ev)
	w.put(t, data.AnswerGiven, "question", "E4", "value", "U", "detail", "", "reason", "Asked twice, no reply.", "evidence", "")
	w.put(t, data.NoteAdded, "text", "Rang the number on the order; it belongs to the forwarder.\nSecond call on Tuesday.")
	verdict, err := json.Marshal(theVerdict())
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.Sum256(verdict)
	w.put(t, data.DecisionMade, "disposition", "EC1", "status", "stopped", "reason", "The site does not exist and the headquarters is not told; nothing leaves until counsel has seen this.",
		"until", "", "verdict", string(verdict), "verdict_hash", hex.EncodeToString(h[:]), "version", "88")
	return w
}

func theVerdict() data.Verdict {
	return data.Verdict{
		Shipment: "S-2041", Customer: "C-77", Level: data.Hold, Score: 54, AsOf: data.Day(2026, 11, 23), LawDate: data.Day(2026, 11, 23), Regime: "current",
		Lights: data.Lights{
			Listed:       data.Light{Is: data.LightClear, Why: "4 parties, no hit at 0.80", List: "CSL 2026-10-30"},
			Headquarters: data.Light{Is: data.LightUnknown, Why: "the headquarters of the end user is not told"},
			Ownership:    data.Light{Is: data.LightUnknown, Why: "no owner is told"},
			Destination:  data.Light{Is: data.LightPending, Why: "3A090.a to Malaysia needs a licence; one is stated, not evidenced"},
		},
		Findings: []data.Finding{
			{
				Rule: "hub-without-end-user", Version: 1, Kind: data.FlagFinding, Pattern: "transshipment_hub", Points: 12, Title: "Goods go to a transshipment hub and nobody there is named as their user",
				Says: "Malaysia is a transshipment hub and the file names no end user there.",
				Evidence: []data.Evidence{
					{Field: "destination_country", Value: "MY", Record: "shipment:S-2041", File: "orders-2026-11.csv", Row: 42},
					{Field: "end_user", Value: data.NotToldValue, Record: "shipment:S-2041", File: "orders-2026-11.csv", Row: 42},
				},
				Cites: []string{"BIS 2025-05-13 diversion guidance"}, Basis: data.Sourced, Asks: []string{"E4", "B1"},
			},
			{
				Rule: "headquarters-not-told", Version: 2, Kind: data.GapFinding, Pattern: "missing_fact", Points: 10, Decisive: true, Title: "The headquarters of the end user is not known",
				Says: "Nobody told where the end user or its ultimate parent has its headquarters; for 3A090 items this decides.", Evidence: []data.Evidence{{Field: "customer.hq_country", Value: data.NotToldValue, Record: "customer:C-77", File: "customers.csv", Row: 9}},
				Cites: []string{"15 CFR 742.6(a)(6)(iii)"}, Basis: data.Unverified, Asks: []string{"A3"},
			},
			{
				Rule: "young-company-large-order", Version: 1, Kind: data.FlagFinding, Pattern: "new_company_after_controls", Points: 16, Title: "A young company places a large order for controlled goods",
				Says:     "Orchard Lantern Computing was founded in 2024-03 and orders 64 accelerators for 1,920,000 USD.",
				Evidence: []data.Evidence{{Field: "customer.incorporated", Value: "2024-03", Record: "customer:C-77", File: "customers.csv", Row: 9}, {Field: "quantity", Value: "64", Line: 1, Record: "shipment:S-2041", File: "orders-2026-11.csv", Row: 42}},
				Cites:    []string{"BIS 2025-05-13 red flag 4"}, Basis: data.Sourced, Asks: []string{"A1"},
			},
		},
		Near: []*data.NearMiss{{Rule: "forwarder-as-consignee", Title: "The consignee is a freight forwarder", Missing: []string{"party.business"}, Why: "The consignee's line of business is not told."}},
		Goods: []data.Good{
			{Line: 1, Model: "HGX board, 8 accelerators", Maker: "Example Silicon", Controlled: data.ControlledYes, Bucket: "3A090.a", TPP: "63,320 (8 × 7,915)", PD: "41.2", GPUs: 512, Why: "part number and description name it", Basis: data.Sourced},
			{Line: 2, Controlled: data.ControlledNo, Why: "a cable"},
		},
		Stamp: data.Stamp{Rules: strings.Repeat("a1", 32), Reference: strings.Repeat("b2", 32), Lists: strings.Repeat("c3", 32), Baseline: strings.Repeat("d4", 32), Program: "v0.1.0-test"},
	}
}

func fill(v *desk.CaseView) {
	v.Verdict = theVerdict()
	v.Open = []*desk.OpenFacts{{Lacks: []string{"the line of business of a party"}, Rules: []*desk.OpenRule{{Rule: "forwarder-as-consignee", Title: "The consignee is a freight forwarder", Kind: data.FlagFinding, Points: 10}}}}
	buyer := &data.Customer{ID: "C-77", Name: "Orchard Lantern Computing Sdn. Bhd.", NameLocal: "果園燈籠計算", Address: "Lot 5 Jalan Contoh", UnitFloor: "18-02", City: "Shah Alam", Postcode: "40150", Country: "MY", Incorporated: data.Date{Year: 2024, Month: 3}, Business: "Computer wholesale", Emails: []string{"sales@orchardlantern.example"}, Employees: data.Num(6), PaidCapital: data.Num(250000), Currency: "MYR"}
	ship := &data.Shipment{
		ID: "S-2041", Order: "PO-7719", Customer: "Orchard Lantern Computing", Date: data.Day(2026, 11, 12), DocType: "order", Direction: "out", DestinationCountry: "MY", Route: []string{"USLAX", "SGSIN", "MYPKG"},
		StatedEndUse: "AI research", Licence: "D1234567", Incoterm: "DAP", Payer: "Harbour Mill Trading FZE", PayerCountry: "AE",
		Parties: []data.Party{
			{Role: data.Purchaser, Customer: buyer},
			{Role: data.UltimateConsignee, Customer: &data.Customer{Name: "Quick Brown Logistics", Address: "Warehouse 3, Port Klang", Country: "MY"}},
			{Role: data.Payer, Customer: &data.Customer{Name: "Harbour Mill Trading FZE", Country: "AE"}},
			{Role: data.Forwarder, Customer: &data.Customer{Name: "Evil <script>alert(1)</script> | `rm` [click](http://x.example) \u202egnp.exe\u200b \x1b[31m", Country: "SG"}},
		},
		Lines: []data.Line{
			{Line: 1, PartNumber: "EX-HGX-8", Description: "GPU baseboard 8x", Quantity: data.Num(64), Unit: "pcs", Value: data.Num(1920000), Currency: "USD", ECCN: "3A090.a", HS: "8471.80"},
			{Line: 2, PartNumber: "CB-1", Description: "Cable", Quantity: data.Num(200), Unit: "pcs", Value: data.Num(4000), Currency: "USD"},
		},
	}
	origin := data.Origin{Import: 3, Version: 88, File: "orders-2026-11.csv", Row: 42, Hash: strings.Repeat("e5", 32)}
	v.Record = &data.Record{Kind: data.ShipmentKind, Shipment: ship, Origin: origin, Extra: map[string]string{"Sales region": "APAC", "Campaign": "# spring\n- one"}}
	v.Reckoning = "54 = 28 new company after controls + 16 transshipment hub (capped, of 22) + 10 missing fact"
	v.Licences = []desk.Licence{{
		Line: 1, Law: "2026-11-23", Classification: `3A090.a, TPP 63,320, performance density 41.2; the file states ECCN "3A090.a"`, Needed: "open",
		Destination: "no", DestinationWhy: "Malaysia is in none of the groups", Headquarters: "open", HeadquartersWhy: "the headquarters of the end user is not told",
		Stated: `licence: "D1234567" (as told, not verified)`, Missing: []string{"headquarters of the parties and their ultimate parents"}, Says: "not legal advice; a specialist decides",
	}}
	v.Customer = &data.Record{Kind: data.CustomerKind, Customer: buyer}
	v.Taken = `"Orchard Lantern Computing" is taken to be C-77, by its name`
	v.Versions = []data.Origin{origin, {Import: 2, Version: 61, File: "orders-2026-10.csv", Row: 40, Hash: strings.Repeat("f6", 32), Withdrawn: true}}
	v.Rules = map[string]desk.RuleText{
		"hub-without-end-user":      {Title: "Goods go to a transshipment hub and nobody there is named as their user", Why: "Diverted chips were sold to a hub first, to a buyer that was no user.", Innocent: "A distributor with stock there; ask for the resale and its end user."},
		"headquarters-not-told":     {Title: "The headquarters is not known", Why: "The rule looks to where the ultimate parent has its headquarters.", Innocent: "A form that did not ask."},
		"young-company-large-order": {Title: "A young company", Why: "Companies founded for one purchase.", Innocent: "A new subsidiary of a known group."},
	}
	v.Questions = []desk.Question{
		{ID: "B1", List: "CL-B", Title: "End user and site", Text: "Does the site exist, and is the end user there?", Critical: true, Basis: data.Sourced, AskedBy: []string{"hub-without-end-user"}},
		{ID: "E4", List: "CL-E", Title: "Route", Text: "Why do the goods go through this place?", Basis: data.Sourced, AskedBy: []string{"hub-without-end-user"}},
		{ID: "A3", List: "CL-A", Title: "New customer for advanced computing items", Text: "Where does the ultimate parent have its headquarters?", Critical: true, Basis: data.Unverified, AskedBy: []string{"headquarters-not-told"}},
	}
	v.Lists = []data.ListInfo{
		{ListPack: data.ListPack{Name: "CSL", Hash: strings.Repeat("07", 32), AsOf: data.Day(2026, 10, 30), Counts: map[string]int{"EL": 3401, "SDN": 17000}}, LoadedAt: morning.Add(-48 * time.Hour), Person: "Ada Example", Current: true},
		{ListPack: data.ListPack{Name: "starter", Hash: strings.Repeat("08", 32), Counts: map[string]int{"EL": 60}, Starter: true}, LoadedAt: morning.Add(-72 * time.Hour), Current: true},
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		a, b := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Fatalf("%s, line %d:\n got %s\nwant %s\n(-update writes it anew)", path, i+1, a[i], b[i])
			}
		}
		t.Fatalf("%s has %d lines, want %d", path, len(a), len(b))
	}
}

func TestGoldens(t *testing.T) {
	for _, f := range formats {
		t.Run(f, func(t *testing.T) {
			file := worked(t).write(t, f)
			golden(t, "case."+f, file)
			r, err := Check(file)
			if err != nil || !r.OK {
				t.Fatalf("%v %s", err, r)
			}
			if !strings.Contains(r.String(), `as it was written: Shipment S-2041, level hold, status stopped, by "Ada Example"`) || r.Journal.Entries != 7 {
				t.Errorf("says %q", r)
			}
		})
	}
}

// TestUntouchedCase is a dossier of a case that nobody worked on.
func TestUntouchedCase(t *testing.T) {
	for _, f := range formats {
		w := newWork(t)
		d := w.dossier(t)
		d.CaseView = desk.CaseView{Subject: d.Subject, Verdict: data.Verdict{Level: data.Pass}}
		r, err := Check(w.seal(t, d, f))
		if err != nil || !r.OK {
			t.Errorf("%s: %v %s", f, err, r)
		}
	}
}

// The licence question stands in every form, test by test; where no line asks for it, the
// file says so and that this clears nothing.
func TestTheLicenceQuestionIsLaidOut(t *testing.T) {
	for _, f := range []string{"html", "md"} {
		w := newWork(t)
		d := w.dossier(t)
		file := string(w.seal(t, d, f))
		for _, want := range []string{"Line 1: licence needed: open", "classification", "headquarters of the parties and their ultimate parents", "Not legal advice; a specialist decides."} {
			if !strings.Contains(file, want) {
				t.Errorf("%s does not say %q", f, want)
			}
		}
		d.Licences = nil
		file = string(w.seal(t, d, f))
		if !strings.Contains(file, "Other controls are not looked at here") || strings.Contains(file, "licence needed") {
			t.Errorf("%s does not say that no test is laid out", f)
		}
	}
}

// A customer that is judged with its orders has no finding of its own: its dossier
// names the orders with what they were judged, and never says that nothing was found.
func TestACustomerIsAsBadAsItsOrders(t *testing.T) {
	for _, f := range []string{"html", "md"} {
		w := newWork(t)
		w.key = data.Key{Source: data.DefaultSource, Kind: data.CustomerKind, ID: "C-1"}
		d := w.dossier(t)
		d.CaseView = desk.CaseView{Subject: data.Subject{Key: w.key}, Verdict: data.Verdict{Level: data.Hold}, Orders: &desk.CustomerOrders{
			Count: 3, Worst: data.Hold, Open: 3, ByLevel: map[data.Level]int{data.Hold: 1, data.Pass: 2},
			First: []data.QueueRow{{Case: "shipment:S-1", Level: data.Hold, Score: 61, Top: "Labels are to be removed"}, {Case: "shipment:S-2", Level: data.Pass}},
		}}
		file := string(w.seal(t, d, f))
		r, err := Check([]byte(file))
		if err != nil || !r.OK {
			t.Fatalf("%s: %v %s", f, err, r)
		}
		for _, want := range []string{"the worst of its orders", "Its orders as judged", "shipment:S-1", "hold, 61 points, open: Labels are to be removed", "1 more, none of them worse", "each under the law of its own day"} {
			if !strings.Contains(file, want) {
				t.Errorf("%s does not say %q", f, want)
			}
		}
		for _, never := range []string{"No rule fired", "No order is part", "law of ,", "regime .", "score 0"} {
			if strings.Contains(file, never) {
				t.Errorf("%s says %q", f, never)
			}
		}
	}
}

func TestEveryByteIsCovered(t *testing.T) {
	for _, f := range formats {
		t.Run(f, func(t *testing.T) {
			file := worked(t).write(t, f)
			step := 97
			if testing.Short() {
				step = 997
			}
			for i := 0; i < len(file); i += step {
				spoiled := bytes.Clone(file)
				spoiled[i] ^= 1
				if r, err := Check(spoiled); err == nil && r.OK {
					t.Fatalf("byte %d (%q) changed unseen", i, file[max(0, i-20):min(len(file), i+20)])
				}
				if r, err := Check(append(bytes.Clone(file[:i]), file[i+1:]...)); err == nil && r.OK {
					t.Fatalf("byte %d left out unseen", i)
				}
			}
			for _, more := range []string{"\n", " ", "<p>released</p>"} {
				if r, err := Check(append(bytes.Clone(file), more...)); err == nil && r.OK {
					t.Fatalf("%q was added unseen", more)
				}
			}
		})
	}
}

func TestForgeries(t *testing.T) {
	good := worked(t).write(t, "html")
	other := worked(t)
	other.key.ID = "S-9"
	other.put(t, data.NoteAdded, "text", "another case")
	md := worked(t).write(t, "md")
	cases := map[string]struct {
		file []byte
		want string
	}{
		"a word of the page":   {bytes.Replace(good, []byte("nothing leaves until"), []byte("all may leave before"), 1), "its readable part was changed"},
		"a style that hides":   {bytes.Replace(good, []byte("</style>"), []byte(".finding{display:none}</style>"), 1), "its readable part was changed"},
		"text after its end":   {append(bytes.Clone(good), "<h1>Released</h1>"...), "its readable part was changed"},
		"a word of the text":   {bytes.Replace(md, []byte("counsel has seen"), []byte("anybody has seen"), 1), "its readable part was changed"},
		"windows' line ends":   {bytes.ReplaceAll(md, []byte("\n"), []byte("\r\n")), "line ends"},
		"not a dossier":        {[]byte("hello"), "is no dossier"},
		"JSON of another kind": {[]byte(`{"format":"x"}`), "is no dossier"},
	}
	for name, c := range cases {
		r, err := Check(c.file)
		said := r.String()
		if err != nil {
			said = err.Error()
		}
		if r.OK || !strings.Contains(said, c.want) {
			t.Errorf("%s: %q, want %q", name, said, c.want)
		}
	}
}

// TestContentWithoutEvent is a dossier whose content nobody entered into the journal.
func TestContentWithoutEvent(t *testing.T) {
	w := worked(t)
	d := w.dossier(t)
	draft, err := newDraft(d, "html")
	if err != nil {
		t.Fatal(err)
	}
	file, err := draft.Seal(d.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := Check(file); err != nil || r.OK || !strings.Contains(r.Why, "no entry of the journal says") {
		t.Errorf("%v %s", err, r)
	}
	d.By = "Somebody Else"
	if r, err := Check(w.seal(t, d, "html")); err != nil || r.OK || !strings.Contains(r.Why, `the journal says "Ada Example"`) {
		t.Errorf("%v %s", err, r)
	}
}

// TestWriterWhoLies is a dossier signed by its writer that shows another status
// than the journal's entries come to.
func TestWriterWhoLies(t *testing.T) {
	w := worked(t)
	d := w.dossier(t)
	d.State.Status = data.Released
	if r, err := Check(w.seal(t, d, "md")); err != nil || r.OK || !strings.Contains(r.Why, "is released, and its proved entries come to stopped") {
		t.Errorf("%v %s", err, r)
	}
	d = w.dossier(t)
	d.Events[1].ID = d.Events[1].Device + "/99"
	if r, err := Check(w.seal(t, d, "md")); err != nil || r.OK || !strings.Contains(r.Why, "/99 that it shows is not in its proof") {
		t.Errorf("%v %s", err, r)
	}
}

func TestHostileTextIsHarmless(t *testing.T) {
	w := worked(t)
	html, md := string(w.write(t, "html")), string(w.write(t, "md"))
	json := string(w.write(t, "json"))
	for name, file := range map[string]string{"html": html, "md": md, "json": json} {
		for _, bad := range []string{"\x1b", "\u202e", "\u200b", "<script>alert", "\x00"} {
			if strings.Contains(file, bad) {
				t.Errorf("%s holds %q", name, bad)
			}
		}
	}
	for _, want := range []string{"⟨U&#43;202E⟩gnp.exe⟨U&#43;200B⟩", "␛", "&lt;script&gt;"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	for _, want := range []string{`\| \` + "`rm\\` " + `\[click\](http:\//x.example)`, `⟨U+202E⟩`, `&lt;script&gt;`} {
		if !strings.Contains(md, want) {
			t.Errorf("the Markdown does not hold %q", want)
		}
	}
	if strings.Count(html, "<script") != 0 {
		t.Error("the page holds a script")
	}
}

// TestMarksInNotes: the words that frame the proof may stand in a note.
func TestMarksInNotes(t *testing.T) {
	w := worked(t)
	w.put(t, data.NoteAdded, "text", strings.TrimSpace(contentBegin)+"\n"+strings.TrimSpace(contentEnd)+"\n-----BEGIN REDFLAG BUNDLE-----\n"+proofMark+"\n-----END REDFLAG BUNDLE-----")
	for _, f := range formats {
		file := w.write(t, f)
		if r, err := Check(file); err != nil || !r.OK {
			t.Errorf("%s: %v %s", f, err, r)
		}
		rep, err := journal.Verify(w.log, journal.VerifyOptions{Against: [][]byte{file}})
		if err != nil || !rep.OK {
			t.Errorf("%s as an outside checkpoint: %v %s", f, err, rep)
		}
	}
}

func TestNothingIsCut(t *testing.T) {
	w := worked(t)
	long := strings.Repeat("Ü", 9000) + "END-OF-NOTE"
	w.put(t, data.NoteAdded, "text", long)
	for _, f := range []string{"html", "md"} {
		if !strings.Contains(string(w.write(t, f)), "END-OF-NOTE") {
			t.Errorf("%s cuts a long note", f)
		}
	}
}

func TestFormatOf(t *testing.T) {
	for path, want := range map[string]string{"a/b.HTML": "html", "x.htm": "html", "x.md": "md", "x.markdown": "md", "x.json": "json", "x.pdf": "", "x": ""} {
		got, err := FormatOf(path)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q %v", path, got, err)
		}
	}
}

func FuzzMarkdownText(f *testing.F) {
	for _, s := range []string{"a|b", "# x", "- x", "1. x", "``` x", "<b>", "[a](b)", "https://x", "a\n\n# b", "    code", "\u202e", "&amp;", "1) x", "***"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		safe := visible(s)
		for _, line := range []string{esc(safe), cell(safe)} {
			if strings.ContainsAny(line, "\n\r\x1b\x00") {
				t.Fatalf("%q breaks its line: %q", s, line)
			}
			bare := line
			for _, e := range []string{`\\`, "\\`", `\|`, `\[`, `\]`, `\*`, `\_`, `\#`, "<br>", "&#64;"} {
				bare = strings.ReplaceAll(bare, e, "")
			}
			if strings.ContainsAny(bare, "`|[]*_<>#") || strings.Contains(bare, "://") {
				t.Fatalf("%q leaves markup: %q", s, line)
			}
		}
	})
}

func FuzzCheck(f *testing.F) {
	w := worked(f)
	for _, x := range formats {
		f.Add(w.write(f, x))
	}
	f.Add([]byte("{"))
	f.Add([]byte(contentBegin + contentEnd))
	f.Fuzz(func(t *testing.T, file []byte) {
		if r, err := Check(file); err == nil && r.OK && r.By != "Ada Example" {
			t.Fatal("a forged dossier passes")
		}
	})
}
