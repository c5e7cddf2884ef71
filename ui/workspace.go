package ui

import (
	"context"

	"redflag/data"
	"redflag/ui/casefile"
	"redflag/ui/desk"
	"redflag/ui/hits"
	"redflag/ui/lookup"
	"redflag/ui/queue"
)

// Desk is what the terminal asks of a workspace; *desk.Desk is one.
type Desk interface {
	queue.Desk
	casefile.Desk
	lookup.Desk
	hits.Desk

	CheckFilter(f data.Filter) error
	Header(ctx context.Context) (desk.Header, error)
	CustomerOf(ctx context.Context, caseKey string) (string, error)

	CheckAnswer(question, value, detail, reason string) error
	Answer(ctx context.Context, caseKey, question, value, detail, reason string, evidence []string) (data.Event, error)
	Note(ctx context.Context, caseKey, text string) (data.Event, error)
	Attach(ctx context.Context, caseKey, path string) (data.Event, error)
	Dispositions(ctx context.Context, caseKey string) ([]desk.Disposition, error)
	Rule(ctx context.Context, caseKey string, r desk.Ruling) (data.Event, error)
	RuleAsOrder(ctx context.Context, caseKey string) (data.Event, error)
	ClearHit(ctx context.Context, caseKey, object string, r desk.Ruling) ([]data.Event, error)
	DecideHits(ctx context.Context, group string, r desk.Ruling) (*desk.GroupDecision, error)
	NotSame(ctx context.Context, caseKey, other, reason string) (data.Event, error)
	LastDone(ctx context.Context) (what string, err error)
	Undo(ctx context.Context) (what string, err error)
	PutDraft(ctx context.Context, caseKey, field, text string) error
	Draft(ctx context.Context, caseKey, field string) (string, error)

	Import(ctx context.Context, files []string, o desk.ImportOptions, progress func(data.Progress)) ([]data.ImportReport, error)
	UndoImport(ctx context.Context, id int64) error
	Imports(ctx context.Context) ([]data.ImportInfo, error)
	AddListOf(ctx context.Context, file, accept string, asOf data.Date) (desk.ListReport, error)
	Lists(ctx context.Context) ([]data.ListInfo, error)
	Screen(ctx context.Context, o desk.ScreenOptions, progress func(data.Progress)) (desk.ScreenSummary, error)

	Dossier(ctx context.Context, caseKey, path string) error
	Verify(ctx context.Context) (summary string, ok bool, err error)
}
