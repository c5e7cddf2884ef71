package ui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"redflag/data"
	"redflag/ui/desk"
)

// fake is a workspace in memory with invented names: the same stories every time.
type fake struct {
	blocks []string // of FP3, in place of the usual
	mu     sync.Mutex
	rows   []data.QueueRow
	states map[string]*data.CaseState
	gen    int64
	drafts map[string]string
	done   []string // deeds in words
	fail   error    // of every deed
	header desk.Header
	empty  bool
	split  bool // the proposal was judged not the same

	clearedHits bool // the group of hits was cleared
	papers      []desk.Paper
	under       map[int64]int64 // papers that stand under other rows
	orders      map[int64]*desk.OrderDone
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func newFake(n int) *fake {
	f := &fake{states: map[string]*data.CaseState{}, drafts: map[string]string{}, gen: 1}
	f.rows = make([]data.QueueRow, n)
	for i := range f.rows {
		f.rows[i] = fakeRow(i)
	}
	f.header = desk.Header{
		Workspace: "demo", Demo: true, Person: "Mei Tan", Regime: "current", AsOf: data.Day(2026, 11, 23),
		ListAge: "CSL 2026-07-31, 115 days old", ListStale: true, Screened: noon.Add(-2 * time.Hour),
	}
	return f
}

func fakeRow(i int) data.QueueRow {
	stories := []data.QueueRow{
		{Name: "Kite Harbour Systems Sdn Bhd", Level: data.Stop, Score: 92, Dest: "MY", Goods: "512 × H200 SXM 141GB", Patterns: "headquarters_rule,transshipment_hub", Top: "The ultimate parent is in China, and the goods are 3A090.a: a licence is needed anywhere"},
		{Name: "启明算力科技有限公司 Qiming Cloud", Level: data.Stop, Score: 88, Dest: "SG", Goods: "64 × H100 PCIe", Patterns: "china_end_user,entity_list_party", Top: "The end user is like an Entity List party (0.97)"},
		{Name: "Orchid Freight Forwarding Pte", Level: data.Hold, Score: 61, Dest: "TH", Goods: "8 × SYS-821GE-TNHR", Patterns: "freight_forwarder_consignee,transshipment_hub", Top: "A forwarder is the ultimate consignee of controlled chips"},
		{Name: "Lantern Data Halls FZE", Level: data.Hold, Score: 47, Dest: "AE", Goods: "32 × MI300X", Patterns: "missing_fact,data_center_implausible", Top: "Headquarters and ultimate parent are not known"},
		{Name: "Meridian Robotics GmbH", Level: data.Review, Score: 18, Dest: "DE", Goods: "4 × L40S 48GB", Patterns: "first_order_after_controls", Top: "First order after October 2022"},
		{Name: "Bluefen University Computing Centre", Level: data.Review, Score: 15, Dest: "TW", Goods: "2 × RTX 6000 Ada", Patterns: "third_party_payment", Top: "A third country pays"},
		{Name: "Harbourside Cables Ltd", Level: data.Pass, Score: 0, Dest: "GB", Goods: "400 × QSFP cable", Top: ""},
	}
	r := stories[i%len(stories)]
	r.ID = int64(i + 1)
	r.Shipment = fmt.Sprintf("S-%d", 1001+i)
	r.Order = fmt.Sprintf("PO-%d", 7701+i)
	r.Customer = fmt.Sprintf("C-%d", 1+i%60)
	r.Case = "shipment:" + r.Shipment
	r.Date = data.DateOfDay(data.Day(2025, 1, 6).First() + int32(i%500))
	return r
}

func (f *fake) status(key string) data.Status {
	if s := f.states[key]; s != nil {
		return s.Status
	}
	return data.Open
}

func (f *fake) match(r *data.QueueRow, q data.Filter) bool {
	in := func(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }
	switch {
	case len(q.Levels) > 0 && !slices.Contains(q.Levels, r.Level),
		len(q.Statuses) > 0 && !slices.Contains(q.Statuses, f.status(r.Case)),
		!in(q.Dests, r.Dest), r.Score < q.MinScore, q.MaxScore > 0 && r.Score > q.MaxScore,
		len(q.Patterns) > 0 && !strings.Contains(r.Patterns, q.Patterns[0]),
		q.Customer != "" && strings.TrimPrefix(q.Customer, "customer:") != r.Customer && !strings.Contains(r.Name, q.Customer):
		return false
	}
	all := strings.ToLower(r.Order + " " + r.Shipment + " " + r.Name + " " + r.Goods)
	for w := range strings.FieldsSeq(strings.ToLower(q.Text)) {
		if !strings.Contains(all, w) {
			return false
		}
	}
	return true
}

func (f *fake) Queue(_ context.Context, q data.Filter) (desk.Vector, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var sel []*data.QueueRow
	for i := range f.rows {
		if f.match(&f.rows[i], q) {
			sel = append(sel, &f.rows[i])
		}
	}
	slices.SortStableFunc(sel, func(a, b *data.QueueRow) int {
		n := 0
		switch q.Sort {
		case data.SortDate:
			n = int(b.Date.First()) - int(a.Date.First())
		case data.SortID:
			n = cmp.Compare(a.ID, b.ID)
		default:
			n = cmp.Or(int(b.Level)-int(a.Level), b.Score-a.Score)
		}
		if q.Reverse {
			n = -n
		}
		return n
	})
	v := desk.Vector{Generation: f.gen}
	for _, r := range sel {
		v.IDs = append(v.IDs, r.ID)
	}
	return v, nil
}

func (f *fake) QueueFirst(ctx context.Context, q data.Filter, n int) (desk.Vector, error) {
	v, err := f.Queue(ctx, q)
	v.IDs = v.IDs[:min(n, len(v.IDs))]
	return v, err
}

func (f *fake) Fold(_ context.Context, v desk.Vector) (desk.Folds, error) {
	under := map[int64]int64{}
	for paper, head := range f.under {
		if slices.Contains(v.IDs, paper) && slices.Contains(v.IDs, head) {
			under[paper] = head
		}
	}
	return desk.NewFolds(v.IDs, under), nil
}

func (f *fake) OrdersDone(context.Context, []data.QueueRow) (map[int64]*desk.OrderDone, error) {
	return f.orders, nil
}

func (f *fake) Rows(_ context.Context, ids []int64) ([]data.QueueRow, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []data.QueueRow
	for _, id := range ids {
		r := f.rows[id-1]
		r.Status = f.status(r.Case)
		out = append(out, r)
	}
	return out, nil
}

func (f *fake) CustomerOf(_ context.Context, key string) (string, error) {
	if strings.HasPrefix(key, "customer:") {
		return key, nil
	}
	for i := range f.rows {
		if r := &f.rows[i]; r.Case == key && r.Customer != "C-7" {
			return "customer:" + r.Customer, nil
		}
	}
	return "", fmt.Errorf("%s names no customer that has a record of its own", key)
}

func (f *fake) Generation(context.Context) (int64, error) { return f.gen, nil }

func (f *fake) Header(context.Context) (desk.Header, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	h := f.header
	h.Counts = desk.Counts{ByLevel: map[data.Level]int{}, ByStatus: map[data.Status]int{}, Total: len(f.rows)}
	for i := range f.rows {
		s := f.status(f.rows[i].Case)
		h.Counts.ByStatus[s]++
		if s == data.Open {
			h.Counts.ByLevel[f.rows[i].Level]++
		}
	}
	return h, nil
}

func (f *fake) state(key string) *data.CaseState {
	s := f.states[key]
	if s == nil {
		s = &data.CaseState{Case: key, Answers: map[string]data.Answer{}}
		f.states[key] = s
	}
	return s
}

func (f *fake) did(format string, a ...any) (data.Event, error) {
	if f.fail != nil {
		return data.Event{}, f.fail
	}
	f.done = append(f.done, fmt.Sprintf(format, a...))
	f.gen++
	return data.Event{ID: fmt.Sprintf("dev/%d", len(f.done)), Body: []data.EventField{{Name: "sha256", Value: "9f2c11aa"}}}, nil
}

func (f *fake) CheckFilter(v data.Filter) error {
	if slices.Contains(v.Patterns, "shell_compny") {
		return errors.New("there is no pattern shell_compny; did you mean shell_company?")
	}
	return nil
}

func (f *fake) CheckAnswer(question, value, detail, _ string) error {
	if question == "A1" && value == data.AnswerYes && detail == "Atlantis" {
		return errors.New("A1 asks for a country, such as MY or Malaysia, and \"Atlantis\" is none.")
	}
	return nil
}

func (f *fake) Answer(_ context.Context, key, question, value, detail, reason string, evidence []string) (data.Event, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	ev, err := f.did("answer %s %s=%s detail=%q reason=%q evidence=%v", key, question, value, detail, reason, evidence)
	if err == nil {
		f.state(key).Answers[question] = data.Answer{Question: question, Value: value, Detail: detail, Reason: reason, Evidence: evidence, Person: "Mei Tan", At: noon}
	}
	return ev, err
}

func (f *fake) Note(_ context.Context, key, s string) (data.Event, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	ev, err := f.did("note %s %q", key, s)
	if err == nil {
		st := f.state(key)
		st.Notes = append(st.Notes, data.Note{Text: s, Person: "Mei Tan", At: noon})
	}
	return ev, err
}

func (f *fake) Attach(_ context.Context, key, path string) (data.Event, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.did("attach %s %s", key, path)
}

func orBlocks(given []string, usual ...string) []string {
	if given != nil {
		return given
	}
	return usual
}

func (f *fake) Dispositions(context.Context, string) ([]desk.Disposition, error) {
	return []desk.Disposition{
		{Code: "FP1", Words: "False: a different entity, the identifier differs", Status: data.Released, ClearsHits: true, Needs: "the identifier and its source", Reasons: []string{"Different entity: registration number ___ (source ___)"}},
		{Code: "FP2", Words: "False: only generic words agree", Status: data.Released, ClearsHits: true, Needs: "which words agree and which do not"},
		{Code: "FP3", Words: "False: address and country differ, and the distinctive part of the name", Status: data.Released, ClearsHits: true, Needs: "both addresses and both names shown",
			Blocks: orBlocks(f.blocks, "The stop “headquarters in D:5” is not about a list hit.", "A1 ★ has no answer.")},
		{Code: "CO1", Words: "Conditional: release when the evidence named arrives by the date", Status: data.Conditional, Needs: "owner and date", NeedsUntil: true, Warnings: []string{"Three orders of this customer wait for the same evidence."}},
		{Code: "PO1", Words: "Possible: cannot decide, more data asked", Status: data.Waiting, Needs: "list of questions sent"},
		{Code: "TP1", Words: "True: listed party or address", Status: data.Stopped, Needs: "stop, counsel"},
		{Code: "RF2", Words: "Red flag not explained", Status: data.Stopped, Needs: "stop or licence"},
	}, nil
}

func (f *fake) Rule(_ context.Context, key string, r desk.Ruling) (data.Event, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	also := ""
	if len(r.Papers) > 0 {
		also = " with its papers"
	}
	ev, err := f.did("decide %s %s %q until %s%s%s", key, r.Disposition, r.Reason, r.Until, conditionOf(r), also)
	if err == nil {
		st := f.state(key)
		st.Status = data.Released
		st.Decision = &data.Decision{Disposition: r.Disposition, Status: data.Released, Reason: r.Reason, Person: "Mei Tan", At: noon, Level: data.Stop, Score: 92}
	}
	return ev, err
}

func (f *fake) RuleAsOrder(_ context.Context, key string) (data.Event, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	ev, err := f.did("decide %s as its order", key)
	if err == nil {
		f.state(key).Status = data.Released
		f.orders = nil
	}
	return ev, err
}

func (f *fake) LastDone(context.Context) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.done) == 0 {
		return "", errors.New("you have done nothing yet")
	}
	return "the step " + f.done[len(f.done)-1], nil
}

func (f *fake) Undo(context.Context) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.done) == 0 {
		return "", errors.New("you have done nothing yet")
	}
	_, err := f.did("undo")
	f.clearedHits = false
	clear(f.states)
	return "Undone: " + f.done[len(f.done)-2], err
}

func (f *fake) PutDraft(_ context.Context, key, field, s string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.drafts[key+" "+field] = s
	return nil
}

func (f *fake) Draft(_ context.Context, key, field string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.drafts[key+" "+field], nil
}

func (f *fake) Import(ctx context.Context, files []string, o desk.ImportOptions, progress func(data.Progress)) ([]data.ImportReport, error) {
	progress(data.Progress{Task: "rows", Done: 600, Total: 1204})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	f.did("import %v dry=%v", files, o.DryRun)
	r := fakeImport()
	r.DryRun = o.DryRun
	return []data.ImportReport{r}, nil
}

func fakeImport() data.ImportReport {
	return data.ImportReport{
		File: "auftraege.csv", Encoding: "windows-1252", Delimiter: ";", Kind: "shipments", Read: 1204,
		Fates:   map[data.RowFate]int{data.Accepted: 1181, data.Repaired: 6, data.Ambiguous: 8, data.Rejected: 6, data.Ignored: 3},
		Records: map[string]int{"shipment new": 1190, "shipment changed": 5}, Unmapped: []string{"Lagerort"},
		Notes: []data.RowNote{
			{Row: 17, Field: "date", Fate: data.Ambiguous, Reason: "day and month can be read both ways", Raw: "03.04.2025"},
			{Row: 44, Fate: data.Rejected, Reason: "no order number", Raw: ";;8;pcs"},
			{Row: 1204, Fate: data.Ignored, Reason: "a total, not an order", Raw: "Summe;;;"},
		},
	}
}

func (f *fake) UndoImport(_ context.Context, id int64) error {
	_, err := f.did("withdraw import %d", id)
	return err
}

func (f *fake) Imports(context.Context) ([]data.ImportInfo, error) {
	if f.empty {
		return nil, nil
	}
	r := fakeImport()
	c := r
	c.File, c.Kind, c.Read = "customers.xlsx", "customers", 60
	return []data.ImportInfo{{ID: 1, At: noon.Add(-48 * time.Hour), Person: "Mei Tan", Report: c}, {ID: 2, At: noon.Add(-24 * time.Hour), Person: "Mei Tan", Report: r}}, nil
}

func (f *fake) AddListOf(_ context.Context, file, accept string, asOf data.Date) (desk.ListReport, error) {
	day := ""
	if !asOf.IsZero() {
		day = " of " + asOf.String()
	}
	f.did("list %s accept=%q%s", file, accept, day)
	r := desk.ListReport{Info: fakeLists()[0], Added: 23, Removed: 1, Changed: 4}
	if accept == "" && strings.Contains(file, "old") {
		r.Refused = []string{"it is older than the list held (2023-11-02 against 2026-07-31)"}
	}
	return r, nil
}

func fakeLists() []data.ListInfo {
	return []data.ListInfo{
		{ListPack: data.ListPack{Name: "CSL", File: "consolidated.csv", AsOf: data.Day(2026, 7, 31), Hash: "4be1", Counts: map[string]int{"EL": 3102, "SDN": 15877, "UVL": 244}}, Current: true, LoadedAt: noon, Person: "Mei Tan"},
		{ListPack: data.ListPack{Name: "Starter", File: "embedded", Starter: true, Counts: map[string]int{"EL": 41}}, Current: true},
	}
}

func (f *fake) Lists(context.Context) ([]data.ListInfo, error) { return fakeLists(), nil }

func (f *fake) Screen(ctx context.Context, _ desk.ScreenOptions, progress func(data.Progress)) (desk.ScreenSummary, error) {
	progress(data.Progress{Task: "judging", Done: 50, Total: 100})
	if err := ctx.Err(); err != nil {
		return desk.ScreenSummary{}, err
	}
	f.did("screen")
	return desk.ScreenSummary{Subjects: len(f.rows), ByLevel: map[data.Level]int{data.Stop: 2}, Seconds: 1.4, Changed: 3}, nil
}

func (f *fake) Dossier(_ context.Context, key, path string) error {
	_, err := f.did("dossier %s %s", key, path)
	return err
}

func (f *fake) Verify(context.Context) (string, bool, error) {
	return "128 entries of 1 device are intact", true, nil
}

func (f *fake) Lookup(_ context.Context, q string, _ int) (desk.Lookup, error) {
	l := desk.Lookup{Query: q, Lists: "CSL 2026-07-31, 115 days old"}
	if strings.Contains(strings.ToLower(q), "qiming") {
		l.Hits = []data.NameHit{
			{ID: "el-77", Name: "Qiming Computing Technology Co., Ltd.", Matched: "启明算力", List: "EL", Score: 0.97, Country: "CN", Why: []string{"all words agree", "country differs: SG, CN"}, Source: "Entity List", StartDate: data.Day(2025, 3, 28), Policy: "Presumption of denial"},
			{ID: "el-12", Name: "Qimeng Electronics", Matched: "Qimeng Electronics", List: "EL", Score: 0.81, Country: "HK"},
		}
	}
	return l, nil
}

func (f *fake) Own(_ context.Context, q string, _ int) (desk.Own, error) {
	var o desk.Own
	switch q = strings.ToLower(q); {
	case strings.Contains(q, "qiming"):
		o.Parties = []desk.OwnParty{
			{Name: "启明算力科技有限公司 Qiming Cloud", Country: "SG", Case: "customer:C-2", Orders: 9, Found: desk.Found{Field: "name", Value: "启明算力科技有限公司 Qiming Cloud", From: 31, To: 37}},
			{Name: "Lantern Data Halls FZE", Country: "AE", Orders: 2, Found: desk.Found{Field: "mail address", Value: "ops@qiming.example", From: 4, To: 10}},
		}
	case strings.HasPrefix(q, "sn-") || strings.HasPrefix(q, "po-"):
		for i := range f.rows {
			if r := f.rows[i]; strings.HasPrefix(q, "sn-") && i < 2 {
				o.Records = append(o.Records, desk.OwnRecord{QueueRow: r, Screened: i == 0, Found: desk.Found{Field: "serial number", Value: "SN-4711-0815", To: len(q)}})
			} else if strings.HasPrefix(strings.ToLower(r.Order), q) && len(o.Records) < 3 {
				o.Records = append(o.Records, desk.OwnRecord{QueueRow: r, Screened: true, Found: desk.Found{Field: "order", Value: r.Order, To: len(q)}})
			}
		}
	}
	return o, nil
}

func (f *fake) ByWords(_ context.Context, q string, limit int) (out []desk.OwnRecord, err error) {
	for i := range f.rows {
		if f.match(&f.rows[i], data.Filter{Text: q}) && len(out) < limit {
			out = append(out, desk.OwnRecord{QueueRow: f.rows[i], Screened: true, Found: desk.Found{Field: "words"}})
		}
	}
	return out, nil
}

func (f *fake) OrdersOf(_ context.Context, p desk.OwnParty, _ int) (out []desk.OwnRecord, err error) {
	for i := range min(3, p.Orders, len(f.rows)) {
		out = append(out, desk.OwnRecord{QueueRow: f.rows[i], Screened: true})
	}
	return out, nil
}

func (f *fake) Case(_ context.Context, key string) (*desk.CaseView, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.rows {
		if f.rows[i].Case == key {
			return f.view(&f.rows[i]), nil
		}
	}
	if id, ok := strings.CutPrefix(key, "customer:"); ok {
		return f.customer(id)
	}
	return nil, fmt.Errorf("there is no case %s", key)
}
