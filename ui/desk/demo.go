package desk

import (
	"bytes"
	"context"

	"redflag/data"
	"redflag/data/intake"
	"redflag/data/sample"
)

// LoadDemo imports the embedded sample and screens it.
func (d *Desk) LoadDemo(ctx context.Context, progress func(data.Progress)) error {
	files, err := sample.Demo()
	if err != nil {
		return err
	}
	tables, err := d.tables()
	if err != nil {
		return err
	}
	for _, f := range files {
		if _, err := d.importFile(ctx, f.Name, bytes.NewReader(f.Content), int64(len(f.Content)), intake.Options{Countries: tables.Atlas(), Progress: progress}); err != nil {
			return err
		}
	}
	_, err = d.Screen(ctx, ScreenOptions{}, progress)
	return err
}
